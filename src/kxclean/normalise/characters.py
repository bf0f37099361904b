"""Characters that stand for others: compatibility ideographs, radicals, decomposed letters.

One walk of a kernel finds them; each is judged here by what stands around it. Chinese text is never
brought to NFKC, which would turn `①`, `㎡`, `Ⅻ` and full-width marks into something else.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from kxclean import _native
from kxclean.normalise import character_tables as tables
from kxclean.pattern import later
from kxclean.rule import Context, Example, Findings, FunctionPass, Pass, Rule, Safety

__all__ = [
    "COMPATIBILITY_IDEOGRAPH",
    "DECOMPOSED_CHARACTER",
    "OLD_GLYPH_FORM",
    "PASS",
    "PRIVATE_USE",
    "RADICAL_AS_CHARACTER",
    "VARIANT_FORM",
]

COMPATIBILITY_IDEOGRAPH = Rule(
    name="compatibility-ideograph",
    stage="normalise",
    safety=Safety.SAFE,
    what="Puts the unified ideograph in the place of its compatibility twin.",
    why=(
        "Korean, Japanese and Taiwanese character sets had some characters twice; Unicode keeps "
        "the second ones for the way back only, and NFC replaces them. To readers they are the "
        "same, to search they are not. Twelve characters of the block have no twin and stay. "
        "Text in Japanese and Korean keeps its own, and so does text about code points."
    ),
    changes=(
        Example("\uf9e1氏\uf9a2絡", "李氏廉絡"),
        Example("中国人口\uf97e", "中国人口量"),
        Example("\U0002f804好", "你好"),
    ),
    leaves=(
        "\ufa0e\ufa0f\ufa11\ufa29",
        "U+F900 \uf900",
        "\ufa19社は日本の宗教施設である",
        "\uf9e1승만",
        "㎡ Ⅻ ① 𠮷 㐀 〇 々 β ㍿ ﷺ",
    ),
    source="Unicode 16, 18.1.1.6, and UAX 15",
)

RADICAL_AS_CHARACTER = Rule(
    name="radical-as-character",
    stage="normalise",
    safety=Safety.SAFE,
    what="Puts the character in the place of a radical of the same shape that stands for it.",
    why=(
        "Fonts draw some characters and the radicals of the same shape with one glyph, and copying "
        "from a PDF takes the radical. A radical among characters stands for a character; radicals "
        "by themselves, in lists and in lines that speak of radicals stay, and so do those that "
        "are parts of characters only."
    ),
    changes=(
        Example("中华⼈⺠共和国", "中华人民共和国"),
        Example("⻓期⼯作和⽣活", "长期工作和生活"),
        Example("⼀、中国⽂化\n⼆、西⽅哲学，⼈⽣", "一、中国文化\n二、西方哲学，人生"),
    ),
    leaves=(
        "部首：⼀⼁⼂⼃",
        "康熙部首⽔部",
        "⼿部\n⽊部",
        "⼀ 一\n⼆ 二",
        "三点水“⺡”和提手旁⺘",
        "⼀ ⼁ ⼂ ⼃ ⼄ ⼅",
        "U+2F42 文⽂",
    ),
    source="Unicode 16, 18.2.1 and EquivalentUnifiedIdeograph.txt",
)

DECOMPOSED_CHARACTER = Rule(
    name="decomposed-character",
    stage="normalise",
    safety=Safety.SAFE,
    what="Joins a letter and the marks above it, kana and sound marks, hangul letters (NFC).",
    why=(
        "Some file systems and PDF writers take letters apart, so that `é` is two characters. Only "
        "Latin, Greek and Cyrillic letters, kana and hangul are joined; the scripts of India and "
        "others have their own rules. The signs for kelvin, angstrom and ohm become the letters "
        "that Unicode says they are."
    ),
    changes=(
        Example("Cafe\u0301和nu\u0308\u030c", "Café和nǚ"),
        Example("\u30cf\u309a\u30f3とか\u3099", "パンとが"),
        Example("\u1112\u1161\u11ab국", "한국"),
        Example("10 \u212b，5 k\u2126", "10 Å，5 kΩ"),
    ),
    leaves=(
        "o\u0358 a\u030d",
        "\u0915\u093c \u0958",
        "中\u0301文",
        "x\u0305 = 3",
        "① ㎡ ﬁ ²",
        "葛\U000e0100飾区",
    ),
    source="UAX 15",
)

OLD_GLYPH_FORM = Rule(
    name="old-glyph-form",
    stage="normalise",
    safety=Safety.SAFE,
    what="Writes the old glyph form of a character in the standard form of the script.",
    why=(
        "A few characters have two code points for two ways of drawing them, such as 靑 and 青, "
        "because older character sets had both. The lists of the mainland and of Taiwan know one. "
        "What differs between the scripts is the business of script conversion."
    ),
    changes=(
        Example("靑年硏究淸代", "青年研究清代", {"script": "zh-Hans"}),
        Example("靑年硏究淸代", "青年研究清代", {"script": "zh-Hant"}),
    ),
    leaves=(
        Example("靑年硏究", "靑年硏究"),
        Example("靑い空を見る", "靑い空を見る", {"script": "zh-Hans"}),
        Example("“靑”是“青”的旧字形", "“靑”是“青”的旧字形", {"script": "zh-Hans"}),
        Example("王喆、李堃、𠮷野家", "王喆、李堃、𠮷野家", {"script": "zh-Hans"}),
    ),
    source="通用规范汉字表 (2013), 常用國字標準字體表 (1982)",
)

VARIANT_FORM = Rule(
    name="variant-form",
    stage="normalise",
    safety=Safety.UNSAFE,
    what="Proposes the standard form for Japanese forms and forms that were replaced.",
    why=(
        "`経済` and `畧` are out of place in Chinese text, but names and titles keep the form that "
        "they were given, so this is only proposed."
    ),
    changes=(
        Example("経済政策和戦略", "经济政策和战略", {"script": "zh-Hans"}),
        Example("経済政策", "經濟政策", {"script": "zh-Hant"}),
        Example("省畧和寃案", "省略和冤案", {"script": "zh-Hans"}),
    ),
    leaves=(
        Example("経済政策", "経済政策"),
        Example("経済の政策", "経済の政策", {"script": "zh-Hans"}),
        Example("弁言、王昇、陈喆", "弁言、王昇、陈喆", {"script": "zh-Hans"}),
    ),
    source="第一批异体字整理表 (1955), 当用漢字字体表 (1949)",
)

PRIVATE_USE = Rule(
    name="private-use-character",
    stage="normalise",
    safety=Safety.UNSAFE,
    what="Counts private-use characters; where an extension is well known, proposes what it says.",
    why=(
        "A private-use character means what its font or system says, and without that nothing. "
        "The extension of the ETEN system, the fonts Symbol and Wingdings as Word writes them and "
        "the code points that GB 18030 used before Unicode had its own are known; the others are "
        "counted in the signal `private_use` and never guessed."
    ),
    changes=(
        Example("\uf6bb本標準已收載，\uf6bc未收載", "⑴本標準已收載，⑵未收載"),
        Example("\uf0b7 第一点", "• 第一点"),
    ),
    leaves=("王\ue000明", "高程103\ue0105米", "\U000f0000"),
    source="Big5-ETEN as in Big5-HKSCS; GB 18030-2022; laws in which U+F6BB numbers a list",
)

_ABOUT_CODES = later("U[+＋]|兼容|相容|(?i:compatib)|码位|碼位|统一码|統一碼|Unicode")
_ABOUT_RADICALS = later(
    "部首|偏旁|字根|字旁|旁[“”⺀-⿕]|[⺀-⿕][”」]?(?:旁|字[头頭底框])|康熙|(?i:kangxi|radical)|U[+＋]2[EFef]|构件|構件"
)
_ABOUT_FORMS = later(
    "字形|异体|異體|正体|正體|俗字|古字|旧字|舊字|新字|写作|寫作|亦作|又作|同“|同「|字体|字體"
)
_KANA_OR_HANGUL = later("[\u3041-\u3096\u30a1-\u30fa\u1100-\u11ff\u3131-\u318e\uac00-\ud7af]")
_SELECTORS = ("\ufe00", "\ufe0f"), ("\U000e0100", "\U000e01ef")
#: Scripts whose letters NFC may join with marks here, by the first word of their Unicode names.
_JOINING = ("LATIN", "GREEK", "CYRILLIC", "HIRAGANA", "KATAKANA", "HANGUL")


@cache
def _set(script: str) -> _native.Characters:
    """All characters that are looked for, in texts for one script."""
    ranges = [*tables.COMPATIBILITY, *tables.RADICALS, *tables.PRIVATE, *tables.MARKS]
    if script != "keep":
        ranges += [(c, c) for c in (*tables.old_forms(script), *tables.variants(script))]
    return _native.Characters(ranges)


def _script(context: Context) -> str:
    script = context.config.script
    return "zh-Hant" if script.startswith("zh-Hant") else script


def _find(text: str, context: Context) -> Findings:
    found = Findings()
    script = _script(context)
    positions = _set(script).positions(text)
    if not positions:
        return found
    page = _Page(text, positions)
    old = {} if script == "keep" else tables.old_forms(script)
    new = {} if script == "keep" else tables.variants(script)
    private = 0
    for at in positions:
        c = text[at]
        if _within(c, tables.RADICALS):
            page.radical(found, at)
        elif _within(c, tables.COMPATIBILITY):
            page.compatibility(found, at)
        elif _within(c, tables.PRIVATE):
            private += 1
            known = tables.known_private(c)
            if known is not None:
                found.edit(text, at, at + 1, known, PRIVATE_USE)
        elif c in old:
            page.form(found, at, old[c], OLD_GLYPH_FORM)
        elif c in new:
            page.form(found, at, new[c], VARIANT_FORM)
        else:
            _join(found, text, at)
    if private:
        found.signals["private_use"] = private
    found.edits = [edit for edit in found.edits if context.on(edit.rule)]
    return found


def _within(c: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    return any(first <= c <= last for first, last in ranges)


def _is_han(c: str) -> bool:
    return (
        "\u4e00" <= c <= "\u9fff" or "\u3400" <= c <= "\u4dbf" or c in "〇々" or c >= "\U00020000"
    )


def _join(found: Findings, text: str, at: int) -> None:
    """The edit that joins the letter before `at` with its marks; later marks find it done."""
    start = at
    while (
        start > 0
        and _within(text[start], tables.MARKS)
        and not unicodedata.decomposition(text[start])
    ):
        start -= 1
    end = at + 1
    while end < len(text) and _within(text[end], tables.MARKS):
        end += 1
    if start == at or (found.edits and found.edits[-1].start == start):
        if start != at:
            return
        end = at + 1  # a sign that is a letter by itself
    base = unicodedata.name(text[start], "").split(" ")[0]
    if base in _JOINING or start == at:
        joined = unicodedata.normalize("NFC", text[start:end])
        found.edit(text, start, end, joined, DECOMPOSED_CHARACTER)


class _Page:
    """A text in which some characters were found, with what its lines and words say of them."""

    def __init__(self, text: str, positions: list[int]) -> None:
        self._text = text
        self._radicals = tables.radicals()
        self._line = (0, -1)
        self._embedded = sum(
            1 for at in positions if text[at] in self._radicals and self._is_among_han(at)
        )
        self._lists = {
            at for at in positions if _within(text[at], tables.RADICALS) and self._counts_up(at)
        }

    def line(self, at: int) -> str:
        """The line around a place."""
        if not self._line[0] <= at < self._line[1]:
            start = self._text.rfind("\n", 0, at) + 1
            end = self._text.find("\n", at)
            self._line = (start, len(self._text) if end < 0 else end)
        return self._text[slice(*self._line)]

    def compatibility(self, found: Findings, at: int) -> None:
        """The edit for a compatibility ideograph."""
        text = self._text
        unified = unicodedata.normalize("NFC", text[at])
        if unified == text[at] or _within(text[at + 1 : at + 2] or " ", _SELECTORS):
            return
        line = self.line(at)
        if not (_ABOUT_CODES.search(line) or _KANA_OR_HANGUL.search(line)):
            found.edit(text, at, at + 1, unified, COMPATIBILITY_IDEOGRAPH)

    def form(self, found: Findings, at: int, standard: str, rule: Rule) -> None:
        """The edit for an old or variant form."""
        line = self.line(at)
        if not (
            _KANA_OR_HANGUL.search(line)
            or _ABOUT_FORMS.search(line)
            or _ABOUT_CODES.search(line)
            or f"“{self._text[at]}”" in line
        ):
            found.edit(self._text, at, at + 1, standard, rule)

    def radical(self, found: Findings, at: int) -> None:
        """The edit for a radical that stands for a character; a suggestion where it may not."""
        text = self._text
        unified = self._radicals.get(text[at])
        line = self.line(at)
        if unified is None or at in self._lists or _ABOUT_RADICALS.search(line):
            return
        if _KANA_OR_HANGUL.search(line) and not self._is_among_han(at):
            return
        if self._is_among_han(at):
            safety = Safety.SAFE
        elif (unified in line and self._embedded < 2) or self._is_heading(at):
            return
        else:
            # A word of radicals alone, or one by itself: the rest of the text says what it is.
            joins = text[at - 1 : at] in self._radicals or text[at + 1 : at + 2] in self._radicals
            enough = self._embedded >= (1 if joins else 2)
            safety = Safety.SAFE if enough else Safety.UNSAFE
        found.edit(text, at, at + 1, unified, RADICAL_AS_CHARACTER, safety=safety)

    def _is_among_han(self, at: int) -> bool:
        """Does an ordinary Han character stand in the same word, past other radicals?"""
        text, known = self._text, self._radicals
        left = at - 1
        while left >= 0 and text[left] in known:
            left -= 1
        right = at + 1
        while right < len(text) and text[right] in known:
            right += 1
        beside = text[left] if left >= 0 else "", text[right : right + 1]
        return any(c and _is_han(c) for c in beside) and not self._is_heading(at)

    def _is_heading(self, at: int) -> bool:
        """`⼿部` and the like alone on the line: the heading of a dictionary."""
        line = self.line(at).strip()
        return len(line) <= 12 and line[1:2] == "部" and line[0] in self._radicals

    def _counts_up(self, at: int) -> bool:
        """Do three radicals in a row count up here, with at most a blank or a mark between?"""
        text = self._text

        def beside(place: int, step: int) -> tuple[int, int]:
            for other in (place + step, place + 2 * step):
                if 0 <= other < len(text) and _within(text[other], tables.RADICALS):
                    return other, ord(text[other]) - ord(text[place])
            return -1, 0

        after, up = beside(at, 1)
        before, down = beside(at, -1)
        if up == 1 and down == -1:
            return True
        if up == 1:
            return beside(after, 1)[1] == 1
        return down == -1 and beside(before, -1)[1] == -1


PASS: Pass = FunctionPass(
    (
        COMPATIBILITY_IDEOGRAPH,
        RADICAL_AS_CHARACTER,
        DECOMPOSED_CHARACTER,
        OLD_GLYPH_FORM,
        VARIANT_FORM,
        PRIVATE_USE,
    ),
    _find,
)
