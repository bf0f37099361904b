"""The slow, obvious twin of `rust/kernels/src/marks`: Chinese punctuation, line by line.

It works on one list of characters a line and looks at every line; the kernel looks only at lines
that have a trigger. Rules that are not named in `rules` make no edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Row = tuple[int, int, str, str]

HAN_SET = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
BLANK_SET = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
BLANKS = " \u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
HAN_RE = re.compile(f"[{HAN_SET}]")
BLANK_RE = re.compile(f"[{BLANK_SET}]")
KANA_RE = re.compile("[\u3040-\u3096\u309d-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f"
                     "\uac00-\ud7af\u1100-\u11ff\u3130-\u318f]")  # fmt: skip
LETTER_RE = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a]")
DIGITS = frozenset("0123456789０１２３４５６７８９")
UNITS = frozenset("%％‰℃°")
MARKS = frozenset(",.:;?!，。、；：？！…—·．－")
CLAUSE = frozenset(",，、;；:：.。．")
OPENERS = "(（“‘《〈【「『〔[［"
CLOSERS = ")）”’》〉】」』〕]］"
LOOK = 32  # characters that a look to the side passes over at most

HAN, LATIN, DIGIT, BLANK, MARK, OPEN, CLOSE, QUOTE, EDGE = range(9)

PROTECTED = re.compile("|".join((
    r"`+[^`]+`+",
    rf"\$[^${HAN_SET}]+\$|\$[^$]*\\[^$]*\$",
    r"\\[(\[].*?\\[)\]]",
    r"\\[A-Za-z]+(?:\*?(?:\[[^\]]*\])*(?:\{[^{}]*\})+)?",
    r"<!--.*?-->|</?[A-Za-z!][^<>]*>",
    r"\{\{.*?\}\}|\[\[.*?\]\]",
    r"(?:[A-Za-z][A-Za-z0-9+.\-]*://|www\.|mailto:)[!#-;=?-~]+",
    r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}",
    r"[A-Za-z]:[\\/][^ \t\u00a0\u3000，。；：！？、“”\"<>|*?]*",
    r"(?:^|[ \t])(?:~|\.{1,2})?/[A-Za-z0-9_.~\-][^ \t\u00a0\u3000，。；：！？、“”\"<>|*?,;:]*",
    r"&#?[A-Za-z0-9]+;",
    r":[a-z][a-z0-9_+\-]*:",
    r"=[ ]*\"[^\"]*\"",
    rf"[A-Za-z_][A-Za-z0-9_.]*\((?:\"[^\"]*\"|'[^']*'|[^()\"'{HAN_SET}])*\)",
    r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)",
    r"\([^()]*\)\.[A-Za-z][A-Za-z0-9]{1,4}",
    rf"\([^(){HAN_SET}]{{0,4}}[_^][^(){HAN_SET}]{{0,4}}\)|\(>[^()]?<\)",
    r"\((?:[cCrR]|TM|tm)\)",
    r"[:;]-[)(DPp]|[:;]\)",
    r"(?:^|[ \t])--?[A-Za-z][A-Za-z0-9\-]*",
)))  # fmt: skip

CODE = re.compile("|".join((
    r"^[ \t]*(?:[{}|]|<[A-Za-z!/]|//|/\*|#include|#define|@[A-Za-z]|\$ |>>> |\"[^\"]*\"[ ]*:|\[[^\]]*\"|\[[0-9]+\])",
    r"^[ \t]*(?:import |from [a-z.]+ import|def |class [A-Z]|function |var |let |const |return |SELECT )",
    r"\);|\)[ ]*\{|\};|==|!=|&&|\|\||:=|=>|\+=|</|/>",
    r"[A-Za-z_][A-Za-z0-9_]*[ ]?[=(].*;[ \t\r]*$|[ ]=[ ].*;[ \t\r]*$",
    r"\[(?:[JMCDRPSNGZAK]|[A-Z]{1,2}/OL)\]",
)))  # fmt: skip

ASK = frozenset("吗嗎呢么麼什谁誰哪何怎几幾否吧啊呀岂豈嘛孰")
NUMERALS = frozenset("一二三四五六七八九十百零〇两兩")
#: Characters that foreign names are written with (Xinhua's transcription tables), both scripts.
NAME = frozenset(
    "阿埃艾爱愛安昂奥奧巴白拜班邦包鲍鮑贝貝本比彼别宾賓波伯博布步查达達大戴丹道德登邓鄧迪蒂"
    "丁东東杜敦多顿頓厄恩尔爾法凡范方菲费費芬冯馮弗佛夫福甫富盖蓋甘高戈哥格葛根贡貢古瓜圭哈海汉漢豪"
    "赫黑亨洪侯胡华華怀懷惠霍基吉季加贾賈简簡江杰傑金津卡凯凱坎康考科克肯孔库庫奎昆拉莱萊赖賴兰蘭朗"
    "劳勞勒雷里理利莉丽麗列林琳龙龍隆卢盧鲁魯路吕呂伦倫罗羅洛马馬玛瑪迈邁麦麥曼芒毛梅门門蒙米密缅緬明摩"
    "莫墨默姆木穆拿那纳納娜乃奈南内內尼宁寧纽紐农農努诺諾欧歐帕潘庞龐佩蓬皮匹平珀普奇齐齊契强強乔喬切"
    "钦欽琴丘邱让讓热熱日荣榮茹儒瑞若萨薩塞赛賽桑森沙莎山珊尚绍紹舍申圣聖施史什士斯丝絲思苏蘇孙孫索塔泰"
    "坦汤湯唐陶特滕提廷通图圖托瓦万萬旺威韦韋维維魏温溫文翁沃乌烏武西希锡錫夏香肖谢謝辛欣兴興休许許雪雅"
    "亚亞扬揚杨楊耶叶葉伊易因英尤于约約宰泽澤扎詹珍芝朱祖佐茨娅婭"
)
#: Those of them that are rare outside names.
STRONG = frozenset("尔爾茨姆弗娜莎蒂萨薩埃娅婭斯勒沃莱萊玛瑪鲍鮑赫珀诺諾蒙洛汤湯戈迪伦倫")
#: Words that do not end a heading or start one.
BEFORE = ("针对", "針對", "做到", "实现", "實現", "关于", "關於", "開展", "开展", "以", "和", "与", "與", "及", "在", "对", "對", "为", "為", "是", "即", "把", "将", "將", "的", "了")
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
    if c in "\"'*":
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
        for match in PROTECTED.finditer(text):
            start, end = match.span()
            if "://" in match[0] or match[0].startswith(("www.", "mailto:")):
                end = start + len(without_tail(match[0]))
            for i in range(start, end):
                self.code[i] = True
        self.han = len(HAN_RE.findall(text))
        plain = "".join(" " if code else c for c, code in zip(text, self.code, strict=True))
        words = re.findall(f"(?:{LETTER_RE.pattern})+", plain)
        self.foreign = self.han < len(words)

    def at(self, i: int) -> str:
        return self.s[i] if 0 <= i < len(self.s) else ""

    def kind(self, i: int) -> int:
        if not 0 <= i < len(self.s):
            return EDGE
        return LATIN if self.code[i] else kind(self.s[i])

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


def without_tail(url: str) -> str:
    while url:
        if url[-1] in ",.;:!?'" or (url[-1] == ")" and url.count("(") < url.count(")")):
            url = url[:-1]
        else:
            break
    return url


# Runs: ellipsis, dash, interpunct, doubled marks


def ellipses(line: Line) -> None:
    for match in re.finditer(r"\.{3,12}|。{3,12}", line.s):
        a, b = match.span()
        if line.at(b) == match[0][0] or line.at(a - 1) == match[0][0] or any(line.code[a:b]):
            continue
        left, right = line.kind(a - 1), line.kind(b)
        if re.match(rf"[{BLANK_SET}]*[0-9]+[{BLANK_SET}\r]*$", line.s[b:]):
            continue  # the leader of a table of contents
        chinese = left == HAN or right == HAN or (left == CLOSE and line.side(a, -1)[0] == HAN)
        if chinese and "dotted-ellipsis" in line.rules:
            line.set(a, "……", "dotted-ellipsis")
            for i in range(a + 1, b):
                line.set(i, "", "dotted-ellipsis")


def dashes(line: Line) -> None:
    for match in re.finditer("-{2}|－{2}", line.s):
        a, b = match.span()
        hyphen = match[0][0]
        if line.at(b) == hyphen or line.at(a - 1) == hyphen or any(line.code[a:b]):
            continue
        gap_left = line.kind(a - 1) == BLANK
        gap_right = line.kind(b) == BLANK
        i, j = a - 1 - gap_left, b + gap_right
        left, right = line.kind(i), line.kind(j)
        if left == CLOSE and line.side(a, -1)[0] == HAN:
            left = HAN
        if left == HAN:
            chinese = right in (HAN, DIGIT, OPEN, QUOTE, EDGE) or (right == LATIN and not gap_left)
        elif left == EDGE:
            chinese = right == HAN and not gap_right
        else:
            chinese = left == LATIN and right == HAN and not gap_right and not gap_left and not line.foreign
        if chinese and "hyphen-dash" in line.rules:
            line.set(a, "——", "hyphen-dash")
            line.set(a + 1, "", "hyphen-dash")


def interpuncts(line: Line) -> None:
    for i, c in enumerate(line.s):
        if c not in ".．•・‧∙" or line.code[i]:
            continue
        left = right = 0
        strong_left = strong_right = False
        while left < LOOK and line.at(i - 1 - left) in NAME and line.at(i - 1 - left):
            strong_left |= line.at(i - 1 - left) in STRONG
            left += 1
        while right < LOOK and line.at(i + 1 + right) in NAME and line.at(i + 1 + right):
            strong_right |= line.at(i + 1 + right) in STRONG
            right += 1
        if left >= 2 and right >= 2 and (strong_left or strong_right) and (
            left + right >= 5 or (strong_left and strong_right)
        ):
            line.set(i, "·", "dotted-interpunct")


WIDE = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！"}


def doubled(line: Line) -> None:
    i = 0
    while i < len(line.s):
        a = i
        while i < len(line.s) and line.s[i] in CLAUSE and not line.code[i] and not line.taken[i]:
            i += 1
        if i - a < 2:
            i = max(i, a + 1)
            continue
        run = line.s[a:i]
        wide = "".join(WIDE.get(c, c) for c in run)
        same = len(set(wide)) == 1 and wide[0] in "，、；：。"
        stop = bool(re.fullmatch("(?:，+|、+)。+", wide))
        plain = run.isascii()
        fits = (same or stop) and not (plain and wide[0] in "：。")
        left = line.side(a, -1)[0]
        right = line.side(i - 1, 1)[0]
        chinese = left == HAN or (left != EDGE and (right == HAN or not plain))
        if run[-1] == "." and line.kind(i) in (DIGIT, LATIN):
            chinese = False
        if fits and chinese and not line.foreign and "doubled-mark" in line.rules:
            line.set(a, wide[-1], "doubled-mark")
            for j in range(a + 1, i):
                line.set(j, "", "doubled-mark")
        else:
            for j in range(a, i):
                line.taken[j] = True


# Brackets


def brackets(line: Line) -> None:
    stack: list[int] = []
    for i, c in enumerate(line.s):
        if line.code[i] or c not in "()（）":
            continue
        if c in "(（":
            stack.append(i)
        elif stack:
            a = stack.pop()
            if (line.s[a] == "(" or c == ")") and bracket_is_chinese(line, a, i):
                if line.s[a] == "(":
                    line.set(a, "（", "half-width-bracket")
                if line.at(a - 1) in (" ", "\u00a0") and line.kind(a - 2) == HAN:
                    line.spaced.add(i)
                if c == ")":
                    line.set(i, "）", "half-width-bracket")


def bracket_is_chinese(line: Line, a: int, b: int) -> bool:
    content = line.s[a + 1 : b]
    before = line.at(a - 1)
    if not content.strip(" \t\r\n\u000b\u000c\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"):
        return bool(content) and line.kind(a - 1) == HAN
    han = len(HAN_RE.findall(content))
    if line.foreign:
        return False
    if han:
        if before and (before in "abcdefghijklmnopqrstuvwxyz_]}\\" or line.code[a - 1]):
            return False
        return han >= 2 if before and LETTER_RE.match(before) else True
    if len(content) > 80 or is_formula(content):
        return False
    if before and (before.isascii() and before.isalnum() or before in "_]}\\" or line.code[a - 1]):
        return False
    if re.search("[\u00e0-\u01dc\u0251\u0261]", content) and not re.search("[^a-z\u00e0-\u01dc\u0251\u0261]", content):
        return False  # a reading: its brackets are evidence
    left = line.kind(a - 1)
    if left in (BLANK, CLOSE, QUOTE):
        left = line.side(a, -1)[0]
    after = line.at(b + 1)
    if after and after.isascii() and after.isalnum():
        return False
    if left == HAN:
        return True
    right = line.kind(b + 1)
    if right == BLANK:
        right = line.kind(b + 2)
    return left in (EDGE, MARK, OPEN) and right == HAN


def is_formula(content: str) -> bool:
    if re.search(r"[=+*<>^\\|{}~_\"']", content) or content.startswith("-"):
        return True
    if re.fullmatch(r"[0-9]+/[0-9]+", content):
        return True
    parts = [part.strip(" ") for part in content.split(",")]
    return len(parts) > 1 and all(re.fullmatch(r"-?[0-9.]+|[A-Za-z]|∞", part) for part in parts)


# Quotes


def quotes(line: Line) -> None:
    events, clear = quote_events(line)
    if not clear:
        return
    if pairs_of(events) is None:
        if "mismatched-quote" not in line.rules:
            return
        events = mended(line, events)
        if pairs_of(events) is None:
            return
    if "nested-quote" in line.rules:
        events = alternated(events)
    for i, old, new in events:
        if old in "\"'":
            line.set(i, new, "straight-quote")
        elif old != new:
            line.set(i, new, "mismatched-quote" if i in line.mended else "nested-quote")


Event = tuple[int, str, str]


def quote_events(line: Line) -> tuple[list[Event], bool]:
    """Quotation marks in order: where, what stands there, what it is; false where unclear."""
    s = line.s
    events: list[Event] = []
    for i, c in enumerate(s):
        if line.code[i] or c not in "“”‘’":
            continue
        if c == "’" and ascii_alnum(line.at(i - 1)) and ascii_alnum(line.at(i + 1)):
            continue
        events.append((i, c, c))
    doubles = [i for i, c in enumerate(s) if c == '"' and not line.code[i]]
    if doubles and "straight-quote" in line.rules and not line.foreign:
        if len(doubles) % 2:
            return events, False
        for a, b in zip(doubles[::2], doubles[1::2], strict=True):
            after, before = line.kind(a + 1), line.kind(b - 1)
            if b == a + 1 or after in (BLANK, EDGE) or line.at(a + 1) in ",.;!?，。；：！？、)）”’" or before in (BLANK, EDGE) or line.at(b - 1) in "(（“‘":
                return events, False
            if line.at(a - 1) in DIGITS and line.at(a - 1) and line.at(b - 1) in DIGITS:
                return events, False  # inches
            if HAN_RE.search(s[a:b]) or (line.kind(a - 1) == HAN and line.kind(b + 1) == HAN):
                events += [(a, '"', "“"), (b, '"', "”")]
    elif doubles:
        return events, False
    if "straight-quote" in line.rules and not line.foreign:
        opened = -1
        for i, c in enumerate(s):
            if c != "'" or line.code[i]:
                if c in '"“”‘’':
                    opened = -1
                continue
            if opened >= 0 and not ascii_alnum(line.at(i + 1)) and (line.kind(i - 1) == HAN or line.at(i - 1) in "。！？，!?.,"):
                events += [(opened, "'", "‘"), (i, "'", "’")]
                opened = -1
            elif not ascii_alnum(line.at(i - 1)) and line.kind(i + 1) == HAN:
                opened = i
    return sorted(events), True


def ascii_alnum(c: str) -> bool:
    return bool(c) and c.isascii() and c.isalnum()


def pairs_of(events: list[Event]) -> list[tuple[int, int]] | None:
    """Pairs of event numbers, or nothing where the marks do not fit together."""
    stack: list[int] = []
    pairs = []
    for k, (_, _, c) in enumerate(events):
        if c in "“‘":
            stack.append(k)
        elif stack and events[stack[-1]][2] + c in ("“”", "‘’"):
            pairs.append((stack.pop(), k))
        else:
            return None
    return None if stack else pairs


def mended(line: Line, events: list[Event]) -> list[Event]:
    """Closers and openers of the wrong level or side put right where nothing else fits."""
    fixed = list(events)
    kinds = {c for _, _, c in events}

    def put(k: int, c: str) -> None:
        fixed[k] = (events[k][0], events[k][1], c)
        line.mended.add(events[k][0])

    if kinds in ({"“"}, {"”"}) and len(events) % 2 == 0:
        for k in range(0, len(events), 2):
            put(k + 1 if kinds == {"“"} else k, "”" if kinds == {"“"} else "“")
        return fixed
    k = 0
    while k + 1 < len(events):
        a, b = fixed[k][2], fixed[k + 1][2]
        if a in "“‘" and b in "”’":
            if a + b not in ("“”", "‘’"):
                put(k + 1 if a == "“" else k, "”" if a == "“" else "“")
            k += 2
        else:
            return events
    return fixed


def alternated(events: list[Event]) -> list[Event]:
    pairs = pairs_of(events)
    fixed = list(events)
    stack: list[str] = []
    closer = {"“": "”", "‘": "’"}
    opener_of = {b: a for a, b in pairs or []}
    put: dict[int, str] = {}
    for k, (i, old, c) in enumerate(events):
        if k in opener_of:
            stack.pop()
            new = closer[put[opener_of[k]]]
        else:
            new = c
            if stack and stack[-1] == c:
                new = "‘" if c == "“" else "“"
            put[k] = new
            stack.append(new)
        fixed[k] = (i, old, new)
    return fixed


# Single marks


def marks(line: Line) -> None:
    for i, c in enumerate(line.s):
        if line.code[i] or line.taken[i] or is_mentioned(line, i):
            continue
        if c in ",;":
            if clause_mark(line, i):
                line.set(i, WIDE[c], "half-width-comma" if c == "," else "half-width-semicolon")
        elif c == ":":
            if colon(line, i):
                line.set(i, "：", "half-width-colon")
        elif c == ".":
            if full_stop(line, i):
                line.set(i, "。", "half-width-stop")
        elif c in "?!" and not (line.at(i - 1) in "?!？！" and line.at(i - 1)):
            asked(line, i)


def is_mentioned(line: Line, i: int) -> bool:
    """`“.”`: the text speaks of the mark."""
    return line.kind(i - 1) in (OPEN, QUOTE) and line.kind(i + 1) in (CLOSE, QUOTE)


def clause_mark(line: Line, i: int) -> bool:
    before, after = line.kind(i - 1), line.kind(i + 1)
    if line.at(i - 1) == "?":
        return False  # the sign of a cut: damage that was not repaired stays as it is
    if line.at(i - 1) in DIGITS and line.at(i + 1) in DIGITS and line.at(i - 1) and line.at(i + 1):
        return False
    if line.foreign:
        return before == HAN and after == HAN
    left, right = line.side(i, -1)[0], line.side(i, 1)[0]
    if left == HAN:
        return True
    if right == HAN:
        return True
    if left == EDGE:
        return False
    if right == EDGE:
        return line.kind(i + 1) == EDGE and line.kind(word_start(line, i)) == HAN
    return between_words(line, i)


def word_start(line: Line, i: int) -> int:
    """Where the letters and digits before a mark stop."""
    a = i - 1
    while i - a < LOOK and (line.kind(a) in (LATIN, DIGIT) or line.at(a) == "."):
        a -= 1
    return a


def between_words(line: Line, i: int) -> bool:
    """Is a comma between two words of other scripts one of a Chinese sentence?"""
    a, b = word_start(line, i), i + 1
    while b - i < LOOK and line.kind(b) in (LATIN, DIGIT) or line.at(b) == "." and b - i < LOOK:
        b += 1
    left, right = line.s[a + 1 : i], line.s[i + 1 : b]
    if line.kind(a) != HAN or line.kind(b) != HAN or any(line.code[a + 1 : b]):
        return False
    amount = re.compile(r"[0-9]+(?:\.[0-9]+)?[%％‰℃]")
    word = re.compile(r"[A-Za-z]{3,}")
    number = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")
    if amount.fullmatch(left):
        return bool(number.fullmatch(right) or word.fullmatch(right))
    return bool(word.fullmatch(left) and (word.fullmatch(right) or number.fullmatch(right))
                or number.fullmatch(left) and word.fullmatch(right))  # fmt: skip


def colon(line: Line, i: int) -> bool:
    before, after = line.at(i - 1), line.at(i + 1)
    if ":" in (before, after) or after in ("/", "\\"):
        return False
    back = i - 1 - (line.kind(i - 1) == BLANK)
    forth = i + 1 + (line.kind(i + 1) == BLANK)
    if line.at(back) in DIGITS and line.at(forth) in DIGITS and line.at(back) and line.at(forth):
        return False
    if before in NUMERALS and after in NUMERALS and before and after:
        return False
    if line.foreign:
        return line.kind(i - 1) == HAN and line.kind(i + 1) in (HAN, EDGE)
    left, l = line.side(i, -1)
    if left == HAN:
        return True
    right = line.kind(i + 1)
    if left == EDGE:
        return False
    start = l
    while l - start < LOOK and line.kind(start) in (LATIN, DIGIT):
        start -= 1
    inside = line.kind(start) == HAN
    if right == HAN:
        return inside or (left == LATIN and line.kind(start) == EDGE)
    if right in (EDGE, OPEN, QUOTE):
        return inside
    if right == BLANK:
        return inside and line.kind(i + 2) == HAN
    return False


def full_stop(line: Line, i: int) -> bool:
    if line.at(i - 1) == "." or line.at(i + 1) == "." or line.foreign:
        return False
    left = line.side(i, -1)[0]
    if line.kind(i - 1) == BLANK or line.kind(i - 1) == MARK:
        return False
    if left != HAN and line.at(i - 1) not in UNITS or line.kind(i - 1) == EDGE:
        return False
    clause = 0  # Han characters of the clause
    j = i - 1
    while j >= 0 and clause < 5 and i - j < 2 * LOOK:
        if line.kind(j) == MARK and line.s[j] != "·":
            break
        clause += line.kind(j) == HAN
        j -= 1
    start = re.match(rf"[{BLANK_SET}\t]*[一二三四五六七八九十百]+", line.s)
    if start and start.end() == i <= 2 * LOOK:
        return False  # the number of a heading
    j = i + 1
    while line.kind(j) in (CLOSE, QUOTE):
        j += 1
    right = line.kind(j)
    if right == EDGE:
        return line.han >= 4
    if right == BLANK:
        return clause >= 5 and line.kind(j + 1) in (HAN, OPEN, EDGE)
    if right == HAN:
        if j > i + 1:
            return clause >= 2
        return clause >= 4 and "。" not in line.s and ends_with_stop(line)
    return False


def ends_with_stop(line: Line) -> bool:
    end = re.search(rf"[{HAN_SET}][\"'”’)）]*\.[\"'”’)）]*[{BLANK_SET}\r]*$", line.s)
    return bool(end)


def asked(line: Line, i: int) -> None:
    b = i
    while line.at(b) in "?!？！" and line.at(b) and not line.code[b] and b - i < LOOK:
        b += 1
    if asks(line, i, b):
        for j in range(i, b):
            if line.s[j] in "?!":
                line.set(j, WIDE[line.s[j]], "half-width-question" if line.s[j] == "?" else "half-width-exclamation")
    else:
        for j in range(i, b):
            line.taken[j] = True


def asks(line: Line, i: int, b: int) -> bool:
    run = line.s[i:b]
    left = line.side(i, -1)[0]
    right = line.kind(b)
    if line.kind(i - 1) == BLANK and line.kind(i - 2) != HAN:
        return False
    if line.foreign or left == EDGE or left == DIGIT:
        return False
    if left == LATIN:
        return right in (EDGE, CLOSE) and not line.code[i - 1] and line.kind(i - 1) == LATIN
    if line.at(b) in ("=", "["):
        return False
    if "?" not in run:
        return True
    if right in (EDGE, CLOSE, QUOTE):
        return True
    if right in (MARK, LATIN, DIGIT):
        return False
    j = i - 1
    while i - j < LOOK and line.kind(j) != EDGE and line.at(j) not in "。！？!?；;":
        if line.at(j) in ASK:
            return True
        j -= 1
    return False  # a question mark may also stand where damage or a wide space was


# Blanks beside full-width marks

SEPARATORS = "，。、；：？！"
OPENING = "“‘（《〈【「『〔"
CLOSING = "”’）》〉】」』〕"


def blanks(line: Line) -> None:
    final = [line.final(i) for i in range(len(line.s))]
    first = len(final)  # the first mark outside of brackets and quotes
    depth = 0
    for i, text in enumerate(final):
        for c in text:
            if c in OPENING:
                depth += 1
            elif c in CLOSING:
                depth = max(0, depth - 1)
            elif c in "，。、；：？！,;:?!" and not line.code[i] and depth == 0:
                first = min(first, i)
    shown = [(i, text) for i, text in enumerate(final) if text]
    wide = listed = False
    titles = 0  # blanks beside title marks
    for k in range(1, len(shown) - 1):
        (i, c), l, r = shown[k], shown[k - 1][1][-1], shown[k + 1][1][0]
        if c == "\t":
            wide = True
        elif is_blank(c[0]):
            wide |= is_blank(r) and not is_blank(l) and l != "\t"
            listed |= is_han(l) and is_han(r) and i > first
            titles += (is_han(l) and r == "《") or (l == "》" and is_han(r))
    running = any(c in "，。,." for _, text in shown for c in text)
    listed |= titles >= 2 and sum(text == "《" for _, text in shown) >= 2
    for k in range(1, len(shown) - 1):
        (i, c), (il, left), (ir, right) = shown[k], shown[k - 1], shown[k + 1]
        if c not in " \u00a0" or line.code[i] or line.foreign:
            continue
        l, r = left[-1], right[0]
        inline = i > first
        han_left = is_han(l) and not line.code[il]
        han_right = is_han(r) and not line.code[ir]
        word_left = is_word(l) and not line.code[il]
        word_right = is_word(r) and not line.code[ir]
        numbers = is_amount(l) and is_amount(r)
        dash_left = l == "—" and (left == "——" or before(shown, k - 2) == "—")
        dash_right = r == "—" and (right == "——" or before(shown, k + 2) == "—")
        gone = (
            (r in SEPARATORS and (word_left or l in CLOSING))
            or (r in CLOSING and (han_left or l in "，。、；？！"))
            or (l in SEPARATORS and (word_right or r in OPENING) and not (l == "：" and wide))
            or (l in OPENING and han_right)
            or (dash_right and (han_left or l in CLOSING))
            or (dash_left and (han_right or is_amount(r) or r in OPENING))
            or (r in "“‘《「『" and han_left and not listed and (inline or ends_in(shown, k, BEFORE)))
            or (l in "”’》」』" and han_right and not listed and (inline or r in AFTER))
            or (r == "（" and han_left and line.out[ir] is not None)
            or (il in line.spaced and line.out[il] is not None and han_right and running)
            or (r == "（" and han_left and foreign_bracket(shown, k + 1, 1))
            or (l == "）" and han_right and foreign_bracket(shown, k - 1, -1))
        )
        if gone and not numbers:
            line.set(i, "", "blank-beside-mark")


def is_amount(c: str) -> bool:
    return c in DIGITS or c in UNITS


def is_word(c: str) -> bool:
    return is_han(c) or is_amount(c) or bool(LETTER_RE.match(c))


def before(shown: list[tuple[int, str]], k: int) -> str:
    return shown[k][1][-1] if 0 <= k < len(shown) else ""


def ends_in(shown: list[tuple[int, str]], k: int, words: tuple[str, ...]) -> bool:
    text = "".join(c for _, c in shown[max(0, k - 2) : k])
    return text.endswith(words)


def foreign_bracket(shown: list[tuple[int, str]], k: int, step: int) -> bool:
    """Does the bracket at `k` hold letters or digits and no Han character?"""
    filled = False
    for _ in range(LOOK):
        k += step
        if not 0 <= k < len(shown):
            return False
        c = shown[k][1]
        if c in "（）":
            return filled and c == ("）" if step > 0 else "（")
        if is_han(c[0]):
            return False
        filled = True
    return False


# Lines and texts


def csv_commas(line: str) -> int:
    """Commas of a line that looks like a row of comma-separated values, else 0."""
    fields = line.rstrip("\r").split(",")
    plain = not re.search(rf"[。；：！？;:!?，、{BLANK_SET}\t]", line)
    if len(fields) < 3 or not plain or not fields[-1] or max(map(len, fields)) > 12:
        return 0
    return len(fields) - 1


def prose(text: str) -> Iterator[tuple[int, str]]:
    """Lines that may be changed, with the position of each."""
    lines = text.split("\n")
    start = 0
    fence = ""
    front = 0
    if lines[0].rstrip("\r") == "---":
        closing = [k for k, line in enumerate(lines[1:51], 1) if line.rstrip("\r") == "---"]
        front = closing[0] if closing else 0
    counts = [csv_commas(line) for line in lines]
    for k, line in enumerate(lines):
        at = start
        start += len(line) + 1
        bare = line.lstrip(" \t")
        if bare.startswith(("```", "~~~")):
            mark = bare[:3]
            fence = "" if fence == mark else fence or mark
            continue
        if fence or k < front or (front and k == front):
            continue
        low = high = k
        if counts[k]:
            while low > 0 and counts[low - 1] == counts[k]:
                low -= 1
            while high + 1 < len(lines) and counts[high + 1] == counts[k]:
                high += 1
            if high - low >= 2:
                continue
        han, kana = len(HAN_RE.findall(line)), len(KANA_RE.findall(line))
        if not han or kana * 10 > han or CODE.search(line):
            continue
        yield at, line


def punctuate(text: str, rules: frozenset[str]) -> list[Row]:
    """Edits `(start, end, replacement, rule)`, touching ones not joined."""
    rows: list[Row] = []
    for at, content in prose(text):
        line = Line(content, rules)
        ellipses(line)
        dashes(line)
        interpuncts(line)
        doubled(line)
        brackets(line)
        quotes(line)
        marks(line)
        blanks(line)
        rows += [
            (at + i, at + i + 1, put, line.rule[i])
            for i, put in enumerate(line.out)
            if put is not None and put != content[i]
        ]
    return rows


# Doubts about quotation marks


def doubts(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Openers that never close; words between two single blanks in a clause of a sentence."""
    return unclosed_quotes(text), set_off_words(text)


def unclosed_quotes(text: str) -> list[int]:
    opened: list[tuple[int, int, bool]] = []  # where, in which line, is it the last paragraph
    at = 0
    for number, line in enumerate(text.split("\n")):
        bare = line.lstrip(BLANKS)
        if bare.startswith("“"):
            opened = [opener for opener in opened if not opener[2]]
        elif bare.rstrip("\r"):
            opened = [(where, from_line, False) for where, from_line, _ in opened]
        stack: list[int] = []
        for i, c in enumerate(line):
            if c == "“":
                stack.append(at + i)
            elif c == "”" and stack:
                stack.pop()
            elif c == "”":
                opened = [opener for opener in opened if opener[1] + 50 < number]
        opened += [(where, number, True) for where in stack]
        at += len(line) + 1
    return sorted(where for where, _, _ in opened)


def set_off_words(text: str) -> list[tuple[int, int]]:
    words = []
    at = 0
    for line in text.split("\n"):
        found = []
        for match in re.finditer(r"[^,，、;；:：.。．?？!！]*[,，、;；:：.。．?？!！]", line):
            clause = match[0]
            blanks = [i for i, c in enumerate(clause) if c == " "]
            between_han = all(
                0 < i and is_han(clause[i - 1]) and is_han(clause[i + 1]) for i in blanks
            )
            others = any(is_blank(c) or c == "\t" for c in clause if c != " ")
            if len(blanks) == 2 and between_han and not others and 3 <= blanks[1] - blanks[0] <= 13:
                start = at + match.start()
                found.append((start + blanks[0], start + blanks[1] + 1))
        if re.search("[。.！!？?，,]", line):
            words += found
        at += len(line) + 1
    return words
