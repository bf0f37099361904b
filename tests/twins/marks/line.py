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
    r"^[ \t]*(?:import |from [a-z.]+ import|def |class [A-Z]|function |var |let |const )",
    r"^[ \t]*(?:return |SELECT )",
    r"^[ \t]*(?:\"\"\"|''')|^;|^(?:[ ]{2,}|\t)[ \t]*#[ ]|[;{}),][ \t]*//",
    r"^[ \t]+(?:\"[^\"]*\"|'[^']*'),[ \t\r]*$",
    (
        r"^(?:[ \t]+(?:- )?[A-Za-z_]|[a-z_])[A-Za-z0-9_.\-]*:[ ]+"
        r"(?:\"[^\"]*\"|'[^']*'),?[ \t]*(?:#.*)?\r?$"
    ),
    r"^[ \t]*[A-Za-z_][A-Za-z0-9_.]*(?:\(|[ ]?=[ ]?)[rfbu]?[\"']",
    r"^[ \t]*class [^ ]+:[ \t\r]*$",
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
