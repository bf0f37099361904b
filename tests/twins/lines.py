"""The slow, obvious twin of the kernel `lines`."""

from __future__ import annotations

import re

BLANKS = " \t\v\f\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
STOPS = "。！？!?…⋯．｡."
COMMAS = "，,、､﹐﹑"
OPENING = "“‘「『（(【［[《〈〔｛{"
CLOSING = "”’」』）)】］]》〉〕｝}"
BARS = "|｜│┃║"


def han(c: str) -> bool:
    return (
        "\u4e00" <= c <= "\u9fff"
        or "\u3400" <= c <= "\u4dbf"
        or c in "\u3005\u3007"
        or "\uf900" <= c <= "\ufaff"
        or "\U00020000" <= c <= "\U000323af"
    )


WIDE = re.compile(
    "[“”‘’\u1100-\u115f\u2014-\u2026\u2190-\u2193\u2460-\u24ff\u2500-\u25ff\u2e80-\ua4cf\uac00-\ud7a3"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001f64f\U00020000-\U0003fffd]"
)


def columns(text: str) -> int:
    total = 0
    for c in text:
        if c == "\t":
            total += 4
        elif c > "\x1f":
            total += 2 if WIDE.match(c) else 1
    return total


def ending(text: str) -> int:
    last = text[-1]
    if last in CLOSING:
        # Blanks between a mark and what closes it do not count.
        inner = "".join(c for c in text if c not in BLANKS and c not in CLOSING)
        return 1 if inner and inner[-1] in STOPS else 5
    if last in STOPS:
        return 1
    if last in "：:︰":
        return 2
    if last in "；;":
        return 3
    if last in COMMAS:
        return 4
    if last in OPENING:
        return 6
    if last.isascii():
        return 0 if last.isalnum() or last in "%~" else 7
    return 7 if "\u2190" <= last <= "\u2bff" or "\U0001f000" <= last <= "\U0001faff" else 0


def unclosed(text: str) -> int:
    depth = 0
    for c in text:
        if c in OPENING:
            depth += 1
        elif c in CLOSING:
            depth = max(0, depth - 1)
    return depth


def lines(text: str) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = []
    gap = 0
    for match in re.finditer(r"([^\r\n]*)(\r\n|\r|\n|\Z)", text):
        row = match[1]
        body = row.strip(BLANKS)
        if body:
            start = match.start()
            head = len(row) - len(row.lstrip(BLANKS))
            signs = [c for c in body if c not in BLANKS]
            inner = signs[:-1]
            stops = [c for c in inner if c in STOPS.replace(".", "") + "；;"]
            commas = [c for c in inner if c in COMMAS + "：:"]
            mark = 0
            for at, c in enumerate(body[:-1]):
                if c in stops or c in commas:
                    mark = columns(body[: at + 1])
                    break
            number_han = sum(map(han, body))
            found.append(
                (
                    start,
                    start + head,
                    start + head + len(body),
                    start + len(row),
                    columns(body),
                    columns(row[:head]),
                    ending(body),
                    number_han,
                    sum(c.isascii() and c.isalnum() for c in body),
                    sum(
                        c.isascii() and c.isprintable() and not c.isalnum() and c not in ",.:!?-%/ "
                        for c in body
                    )
                    + sum((c < " " and c not in BLANKS) or c == "\x7f" for c in body),
                    len(stops),
                    len(commas),
                    sum(c in BARS for c in body),
                    len(re.findall(f"[{BLANKS}]*[\t\u3000][{BLANKS}]*|[{BLANKS}]{{2,}}", body)),
                    unclosed(body),
                    gap,
                    mark,
                    int(number_han >= 4 and bool(stops or commas)),
                )
            )
            gap = 0
        if match[2]:
            gap += 1
        elif match.end() == len(text):
            break
    return found


def trailing(text: str) -> list[tuple[int, int]]:
    pattern = re.compile(f"(?<![{BLANKS}])[{BLANKS}]+(?=[\r\n]|\\Z)")
    return [match.span() for match in pattern.finditer(text)]
