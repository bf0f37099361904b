"""Chinese marks to ASCII."""

from __future__ import annotations

import re

from tests.twins.marks.line import HAN_SET, LETTER_RE, Line
from tests.twins.punctuation import prose

CHINESE = "，、。；：？！（）【】〔〕［］“”「」‘’『』〈〉·—－～…"
ASCII = [*",,.;:?!()[][][]", *'""""', *"''''", *"<>.--~", "..."]
LONG = {"《": "<<", "》": ">>", "……": "...", "——": "--"}
PLAIN = {**dict(zip(CHINESE, ASCII, strict=True)), **LONG}


def to_ascii(text: str) -> str:
    made = []
    done = 0
    for at, content in prose(text, chinese=False):
        made += [text[done:at], line_to_ascii(content)]
        done = at + len(content)
    return "".join(made) + text[done:]


def line_to_ascii(content: str) -> str:
    line = Line(content, frozenset())
    made = ""
    at = 0
    while at < len(content):
        mark = re.match("……|——|.", content[at:], re.DOTALL)
        run = mark[0] if mark else content[at]
        if line.code[at] or run not in PLAIN:
            made += content[at]
            at += 1
            continue
        before, after = line.at(at - 1), line.at(at + len(run))
        heading = re.fullmatch(r"\s*[一二三四五六七八九十百零〇两兩0-9０-９]+", content[:at])
        new = "." if run == "、" and heading and at <= 12 else PLAIN[run]
        if run in "，、。；：？！" and is_word(before) and is_word(after):
            new += " "
            if run == "：" and is_digit(before) and is_digit(after):
                new = ":"
        if run == "（" and is_word(before):
            new = " ("
        if run == "）" and is_word(after):
            new = ") "
        if run == "·" and is_digit(before) and is_digit(after):
            new = run
        made += new
        at += len(run)
    return made


def is_digit(c: str) -> bool:
    return bool(re.fullmatch("[0-9０-９]", c))


def is_word(c: str) -> bool:
    return is_digit(c) or bool(LETTER_RE.fullmatch(c) and not re.match(f"[{HAN_SET}]", c))
