"""A line of the twin: what its characters are, and what may not change."""

from __future__ import annotations

import re

Row = tuple[int, int, str, str]

HAN_SET = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
BLANK_SET = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
BLANKS = " \u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
HAN_RE = re.compile(f"[{HAN_SET}]")
BLANK_RE = re.compile(f"[{BLANK_SET}]")
KANA_RE = re.compile("[\u3040-\u3096\u309d-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f"
                     "\uac00-\ud7af\u1100-\u11ff\u3130-\u318f]")  # fmt: skip
LETTER_RE = re.compile(
    "[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a]"
)
DIGITS = frozenset("0123456789０１２３４５６７８９")
UNITS = frozenset("%％‰℃°")
MARKS = frozenset(",.:;?!，。、；：？！…—·．－")
CLAUSE = frozenset(",，、;；:：.。．")
OPENERS = "(（“‘《〈【「『〔[［"
CLOSERS = ")）”’》〉】」』〕]］"
LOOK = 32  # characters that a look to the side passes over at most

HAN, LATIN, DIGIT, BLANK, MARK, OPEN, CLOSE, QUOTE, EDGE = range(9)

_PROTECTED = (
    r"`+[^`]+`+",
    rf"\$[^${HAN_SET}]+\$|\$[^$]*\\[^$]*\$",
    r"\\[(\[](?:[^\\]|\\[^()\[\]])*\\[)\]]",
    r"\\[A-Za-z]+(?:\*?(?:\[[^\[\]]*\])*(?:\{[^{}]*\})+)?",
    r"</?[A-Za-z!][^<>]*>",
    r"\{\{[^{}]*\}\}|\[\[[^\[\]]*\]\]",
    r"(?:[A-Za-z][A-Za-z0-9+.\-]*://|www\.|mailto:)[!#-;=?-~]+",
    r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}",
    r"[A-Za-z]:[\\/][^ \t\u00a0\u3000，。；：！？、“”\"<>|*?]*",
    r"(?:^|[ \t])(?:~|\.{1,2})?/[A-Za-z0-9_.~\-][^ \t\u00a0\u3000，。；：！？、“”\"<>|*?,;:]*",
    r"&#?[A-Za-z0-9]+;",
    r":[a-z][a-z0-9_+\-]*:",
    r"^:[^: ，。；：][^:]{0,30}:(?:[ ]|$)",
    r"(?:=|\?\?)[ ]*\"[^\"]*\"",
    rf"[A-Za-z_][A-Za-z0-9_.]*\((?:\"[^\"]*\"|'[^']*'|[^()\"'{HAN_SET}])*\)",
    r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)",
    r"\([^()]*\)\.[A-Za-z][A-Za-z0-9]{1,4}",
    rf"\([^(){HAN_SET}]{{0,4}}[_^][^(){HAN_SET}]{{0,4}}\)|\(>[^()]?<\)",
    r"\((?:[cCrR]|TM|tm)\)",
    r"[:;]-[)(DPp]|[:;]\)",
    r"(?:^|[ \t])--?[A-Za-z][A-Za-z0-9\-]*",
)
PROTECTED = re.compile("|".join(_PROTECTED))

_CODE = (
    r"^[ \t]*(?:[}|]|\{[^{]|\{$|<[A-Za-z!/]|//|/\*|#include|#define|@[A-Za-z]|\$ |>>> )",
    r"^[ \t]*(?:\"[^\"]*\"[ ]*:|\[[^\]]*\"|\[[0-9]+\])",
    r"^[ \t]*(?:import |from [^ ，。]+ import |def |class [A-Z]|function |var |let |const )",
    r"^[ \t]*(?:return |SELECT )",
    r"^[ \t]*(?:UPDATE [^ ]+ SET |(?:FROM|JOIN|LEFT JOIN|ORDER BY|GROUP BY|AND|ON|SET) )",
    r"^[ \t]*(?:select [^ ].* from |update [^ ]+ set )",
    r"^[ \t]*(?:insert into|delete from|create table|alter table) ",
    r"^[ \t]*(?:\"\"\"|''')|^;|^(?:[ ]{2,}|\t)[ \t]*#[ ]|[;{}),][ \t]*//",
    r"^[ \t]+(?:\"[^\"]*\"|'[^']*'),[ \t\r]*$",
    (
        r"^(?:[ \t]+(?:- )?[A-Za-z_]|[a-z_])[A-Za-z0-9_.\-]*:[ ]+"
        r"(?:\"[^\"]*\"|'[^']*'),?[ \t]*(?:#.*)?\r?$"
    ),
    r"^[ \t]*[A-Za-z_][A-Za-z0-9_.]*(?:\(|[ ]?=[ ]?)[rfbu]?[\"']",
    r"^[ \t]*class [^ ]+:[ \t\r]*$",
    (
        rf"^[ \t]*[A-Za-z_{HAN_SET}][A-Za-z0-9_{HAN_SET}.\[\]\"']*"
        rf"(?:, ?[A-Za-z_{HAN_SET}][A-Za-z0-9_{HAN_SET}.]*)* (?:[+\-*/%&|]|\*\*|//)?= "
        r"[^=，。；、：？！][^，。；、：？！]*$"
    ),
    (
        rf"^[ \t]*[A-Za-z_{HAN_SET}][A-Za-z0-9_{HAN_SET}.]*\([rfbu]?(?:\"[^\"]*\"|'[^']*')"
        r"(?:, ?[^()，。]*)?\)[ \t\r]*$"
    ),
    r"^[ \t]*for [^ ]+(?:, ?[^ ]+)? in [^，。]*:[ \t\r]*$",
    r"[^ ] [<>]=? [^，。；、]*:[ \t\r]*$",
    rf"^[ \t]*(?:- )?[A-Za-z_{HAN_SET}][A-Za-z0-9_{HAN_SET}.\-]*: ?\[[^\]]*\][ \t\r]*$",
    rf"^[ \t]*@[A-Za-z_{HAN_SET}]+\([^()]*=",
    r"^[ \t]*(?:where|and|or|on|having|set|values) [^，。]*(?:[=<>(] ?'|[=<>] ?[0-9])",
    r"^[ \t]*\\(?:begin|end|usepackage|documentclass|newcommand|input|include)[{\[]",
    r"[0-9]\([0-9]{1,3}\)[,:] ?[0-9]+[\-–—][0-9]",
    r"^(?:rem|::) |^(?:set|SET) (?:/[apAP] )?[^ =，。]+=|^[ \t]*\.{1,2}[\\/][A-Za-z0-9_]",
    (
        r"^[ \t]*(?:[$#>%] )?[a-z./~][A-Za-z0-9_./~+\-]*(?: [!-~]+)*"
        r" --?[A-Za-z][A-Za-z0-9\-]*(?:[ =]|$)"
    ),
    r"^[A-Za-z_][A-Za-z0-9_.\-]{2,}=",
    (
        r"^\[?[0-9]{4}[\-/][0-9]{2}[\-/][0-9]{2}[T ][0-9:.,]+[!-~ ]*[ \[|(]"
        r"(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL|NOTICE)[ \]|:)]"
    ),
    r"^\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\]?[ :]",
    (
        r"^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 0-9][0-9]"
        r" [0-9]{2}:[0-9]{2}:[0-9]{2} "
    ),
    r"^[ \t]*(?:assert |raise |yield |@?echo )|^\[[^\]]*'|[\"'];[ \t\r]*$|=[ ]?\{",
    r"^[A-Z_][A-Z0-9_]*[ ]?[:?+]?=",
    r"^(?:FROM|RUN|COPY|CMD|ENV|ENTRYPOINT|WORKDIR) [a-zA-Z0-9\"./\[]",
    r"[ )]COMMENT[ =]*'",
    r"^[ \t]*(?:INSERT INTO|(?:CREATE|ALTER|DROP) TABLE|DELETE FROM|WHERE|VALUES)[ (]",
    r"^[ \t]*\((?:'[^']*'|[0-9]+, *')",
    r"\);|\)[ ]*\{|\};|==|!=|&&|\|\||:=|=>|\+=|</|/>",
    r"[A-Za-z_][A-Za-z0-9_]*[ ]?[=(].*;[ \t\r]*$|[ ]=[ ].*;[ \t\r]*$",
    r"\[(?:[JMCDRPSNGZAK]|[A-Z]{1,2}/OL)\]",
)
CODE = re.compile("|".join(_CODE))

ASK = frozenset("吗嗎呢么麼什谁誰哪何怎几幾否吧啊呀岂豈嘛孰")
NUMERALS = frozenset("一二三四五六七八九十百零〇两兩")
#: Words that do not end a heading or start one.
BEFORE = (
    *"以和与與及在对對为為是即把将將的了",
    *("针对", "針對", "做到", "得到", "实现", "實現", "关于", "關於", "關于", "开展", "開展"),
)
AFTER = ("等", "的", "和", "与", "與", "及", "或", "是", "在", "为", "為", "中")


def is_han(c: str) -> bool:
    return bool(HAN_RE.match(c))


def is_blank(c: str) -> bool:
    return bool(BLANK_RE.match(c))


def kind(c: str) -> int:
    if is_han(c):
        return HAN
    if c in "\t\r":
        return EDGE
    if is_blank(c):
        return BLANK
    if c in DIGITS or c in UNITS:
        return DIGIT
    if c in MARKS:
        return MARK
    if c in OPENERS:
        return OPEN
    if c in CLOSERS:
        return CLOSE
    if c in "\"'*＂":
        return QUOTE
    return LATIN


class Line:
    def __init__(self, text: str, rules: frozenset[str]) -> None:
        self.s = text
        self.rules = rules
        self.code = [False] * len(text)
        self.out: list[str | None] = [None] * len(text)
        self.rule = [""] * len(text)
        self.taken = [False] * len(text)
        self.mended: set[int] = set()
        self.spaced: set[int] = set()  # closers of brackets with a Han character and a blank before
        self.shown = [kind(c) for c in text]
        at = 0
        while match := PROTECTED.search(text, at):
            start, end = match.span()
            if match[0].startswith(":") and text.startswith("//", end):
                at = start + 1  # `:http:` of an address
                continue
            at = end
            if "://" in match[0] or match[0].startswith(("www.", "mailto:")):
                end = start + len(without_tail(match[0]))
            for i in range(start, end):
                self.code[i] = True
                self.shown[i] = LATIN
        self.han = len(HAN_RE.findall(text))
        plain = "".join(" " if code else c for c, code in zip(text, self.code, strict=True))
        words = re.findall(f"(?:{LETTER_RE.pattern}){{2,}}", plain)
        self.foreign = self.han < len(words)

    def at(self, i: int) -> str:
        return self.s[i] if 0 <= i < len(self.s) else ""

    def kind(self, i: int) -> int:
        if not 0 <= i < len(self.s):
            return EDGE
        return self.shown[i]

    def final(self, i: int) -> str:
        if not 0 <= i < len(self.s):
            return ""
        put = self.out[i]
        return self.s[i] if put is None else put

    def side(self, i: int, step: int) -> tuple[int, int]:
        """The next thing that says what text this is, past blanks, marks, brackets, quotes."""
        j = i + step
        for _ in range(LOOK):
            if self.kind(j) not in (BLANK, MARK, OPEN, CLOSE, QUOTE):
                return self.kind(j), j
            j += step
        return EDGE, j

    def set(self, i: int, new: str, rule: str) -> None:
        if rule in self.rules:
            self.out[i] = new
            self.rule[i] = rule
        self.taken[i] = True

    def set_run(self, a: int, b: int, new: str, seen_as: int, rule: str) -> None:
        """Puts `new` in the place of `a` to `b`, which later steps see as one kind."""
        for i in range(a, b):
            self.set(i, new if i == a else "", rule)
            if rule in self.rules:
                self.shown[i] = seen_as

    @property
    def boxed(self) -> bool:
        """Does the line belong to a box?"""
        return bool(re.search("[\u2501-\u257f]|\u2500{5}", self.s))


def without_tail(url: str) -> str:
    while url:
        if url[-1] in ",.;:!?'" or (url[-1] == ")" and url.count("(") < url.count(")")):
            url = url[:-1]
        else:
            break
    return url
