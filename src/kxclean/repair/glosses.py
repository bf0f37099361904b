"""Evidence of pinyin glosses: which brackets are damage, judged over the whole document.

Sites gloss the same characters wherever they stand, always with one reading, and only characters
that differ between the scripts. Textbooks gloss whatever is read, dictionaries what is rare.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from kxclean import _native
from kxclean.ledger import Safety
from kxclean.pattern import later
from kxclean.repair import variants

__all__ = ["LETTERS", "Evidence", "Gloss", "gather", "has_reading", "known", "known_pairs", "plain"]

#: Letters of pinyin, tones included.
LETTERS = "a-zāáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ"
_GLOSS = later(rf"[(（]( ?)([{LETTERS}]{{1,6}})( ?)[)）]")
_SWALLOWED = later(rf"\?([{LETTERS}]{{1,6}}) ?[)）]")
#: What texts on pronunciation say.
_TEACHING = later(
    rf"[读讀发發注][音]|拼音|多音字|[声聲][调調]|同音|异读|異讀|[读讀念][作做为為成]"
    rf"|[读讀念音][:：]? ?[“\"]?[{LETTERS}]"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A gloss met before: in how many documents, and whether the character has two readings."""

    documents: int
    either: bool


@dataclass(frozen=True, slots=True)
class Gloss:
    """A bracket that may be a gloss: `text[start:end]` glosses `char` at `start - 1` or before."""

    start: int
    end: int
    char: str
    pinyin: str
    blank: bool
    repeated: bool


@dataclass(slots=True)
class Evidence:
    """What the glosses of a document say together.

    `points` add up to how sure it is that they are damage; `reasons` names them. `table` holds the
    characters that each reading was seen on.
    """

    points: float = 0.0
    reasons: dict[str, float] = field(default_factory=dict)
    glosses: tuple[Gloss, ...] = ()
    others: int = 0
    table: dict[str, Counter[str]] = field(default_factory=dict)
    blank_behind: bool = False

    @property
    def safety(self) -> Safety | None:
        """How safe it is to delete the glosses; `None` where they are rather no damage."""
        if self.points >= SURE:
            return Safety.SAFE
        return Safety.UNSAFE if self.points > 0 and self.glosses else None

    def add(self, reason: str, points: float) -> None:
        """Adds points under a reason."""
        if points:
            self.points += points
            self.reasons[reason] = self.reasons.get(reason, 0.0) + points


#: Points that glosses never met before are worth in all, where no other stands beside them.
_STRANGE = 1.0
#: Points from which glosses are deleted: one well-known gloss is enough where nothing speaks
#: against it.
SURE = 1.5


def _rows() -> list[list[str]]:
    text = (files("kxclean.repair") / "data" / "gloss_pairs.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


def known_pairs() -> tuple[tuple[str, str], ...]:
    """The `(character, pinyin)` met in damaged documents, commonest first."""
    return tuple((char, pinyin) for char, pinyin, _, _ in _rows())


@cache
def known() -> dict[tuple[str, str], Known]:
    """The glosses met in damaged documents, by character (of either script) and pinyin."""
    found: dict[tuple[str, str], Known] = {}
    for char, pinyin, documents, readings in _rows():
        entry = Known(int(documents), readings == "either")
        simplified = variants.to_simplified().get(char, char)
        for form in (char, simplified):
            for written in (pinyin, plain(pinyin)):
                found.setdefault((form, written), entry)
    return found


@cache
def plain(pinyin: str) -> str:
    """Pinyin without tones; `ü` stays.

    >>> plain("lǜ")
    'lü'
    """
    parts = unicodedata.normalize("NFD", pinyin)
    return unicodedata.normalize(
        "NFC", "".join(c for c in parts if c not in "\u0304\u0301\u030c\u0300")
    )


@cache
def readings(char: str) -> frozenset[str]:
    """The readings of a character, with and without tones."""
    from pypinyin.pinyin_dict import pinyin_dict

    toned = pinyin_dict.get(ord(char), "") if len(char) == 1 else ""
    found = {reading for reading in toned.split(",") if reading}
    for reading in tuple(found):
        bare = plain(reading)
        found |= {bare, bare.replace("ü", "v"), bare.replace("ü", "u")}
    return frozenset(found)


def has_reading(char: str, pinyin: str) -> bool:
    """Whether `pinyin`, with or without its tone, is a reading of the character.

    >>> has_reading("學", "xué"), has_reading("張", "san")
    (True, False)
    """
    return (char, pinyin) in known() or pinyin in readings(char)


def _candidates(text: str) -> tuple[list[Gloss], list[Gloss], int]:
    """Glosses of characters that site tables may hold; glosses of others; broken glosses."""
    fitting: list[Gloss] = []
    others: list[Gloss] = []
    broken = 0
    before: Gloss | None = None
    for match in _GLOSS.finditer(text):
        start, pinyin = match.start(), match[2]
        behind = text[start - 1 : start]
        repeated = before is not None and before.end == start and before.pinyin == pinyin
        if repeated and before is not None:
            behind = before.char
        if not behind or not _is_han(behind):
            # The glossed character was cut in two: 學 = 8C 57, so `W(xué)`.
            broken += behind.isascii() and behind.isalpha() and pinyin in _known_readings()
            continue
        if not has_reading(behind, pinyin):
            continue
        before = Gloss(start, match.end(), behind, pinyin, bool(match[1] or match[3]), repeated)
        fits = variants.is_convertible(behind) or (behind, pinyin) in known()
        (fitting if fits else others).append(before)
    for match in _SWALLOWED.finditer(text):
        broken += match[1] in _known_readings()
    return fitting, others, broken


@cache
def _known_readings() -> frozenset[str]:
    return frozenset(pinyin for _, pinyin in known())


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def gather(text: str) -> Evidence:
    """What the glosses of a text say together.

    >>> gather("内(nèi)蒙古自治区(qū)").safety is Safety.SAFE
    True
    >>> gather("学(xué)而(ér)时(shí)习(xí)之(zhī)").safety is None
    True
    """
    fitting, others, broken = _candidates(text)
    evidence = Evidence(glosses=tuple(fitting), others=len(others))
    if not fitting and not broken:
        return evidence
    repeated = sum(gloss.repeated for gloss in fitting) + sum(gloss.repeated for gloss in others)
    if repeated:
        # Variant D glosses any character, over and over; nobody writes that by hand.
        evidence.add("repeated on the spot", 3.0)
        fitting = sorted(fitting + others, key=lambda gloss: gloss.start)
        others = []
        evidence.glosses = tuple(fitting)
    for gloss in fitting:
        evidence.table.setdefault(gloss.pinyin, Counter())[gloss.char] += 1
    if broken:
        evidence.add("glosses of characters cut in two", 3.0)
    if any(gloss.blank for gloss in fitting):
        evidence.add("a blank inside", 3.0)
    evidence.blank_behind = _blank_behind(text, fitting)
    if evidence.blank_behind:
        evidence.add("a blank behind", 2.0)
    _weigh_kinds(evidence, fitting)
    _weigh_against(evidence, text, fitting, others)
    return evidence


def _weigh_kinds(evidence: Evidence, glosses: Sequence[Gloss]) -> None:
    """What each pair of character and reading is worth, and that it comes back."""
    pairs = Counter((gloss.char, gloss.pinyin) for gloss in glosses)
    # Sites gloss common characters, nearly always some that were met before; who glosses only
    # others explains what is rare.
    strange = _STRANGE if known().keys().isdisjoint(pairs) else math.inf
    for (char, pinyin), count in pairs.items():
        entry = known().get((char, pinyin))
        if entry is None:
            worth = min(0.5, strange)
            strange -= worth
        else:
            worth = 2.0 if entry.documents >= 10 else 1.5 if entry.documents > 1 else 1.0
            if entry.either:
                worth /= 2
        if plain(pinyin) == pinyin:
            worth /= 2
        evidence.add("known glosses" if entry else "other glosses", worth)
        evidence.add("the same gloss again", min(2.0, 0.5 * (count - 1)))


def _weigh_against(
    evidence: Evidence, text: str, fitting: Sequence[Gloss], others: Sequence[Gloss]
) -> None:
    """What people who gloss do and sites do not."""
    glossed = Counter(gloss.char for gloss in fitting if not gloss.repeated)
    standing = sum(map(Counter(text).__getitem__, glossed))
    if standing:
        evidence.add("glossed characters without a gloss", -4 * (1 - glossed.total() / standing))
    foreign = {gloss.char for gloss in others}
    evidence.add("characters that no site table holds", -3.0 * len(foreign))
    if len(foreign) > 1 and len(foreign) > 0.15 * len(foreign | glossed.keys()):
        # A site has one table; who glosses others as well glosses what is to be read.
        evidence.add("glossed as textbooks do", -max(0.0, evidence.points))
    by_char: dict[str, set[str]] = {}
    for gloss in fitting:
        by_char.setdefault(gloss.char, set()).add(gloss.pinyin)
    for found in by_char.values():
        evidence.add("one character, two readings", -4.0 * (len(found) - 1))
    if _TEACHING.search(text):
        evidence.add("words on pronunciation", -2.0)
    han = _native.scan(text).han
    toned = [gloss for gloss in (*fitting, *others) if plain(gloss.pinyin) != gloss.pinyin]
    if len(toned) > 0.6 * han and not any(gloss.repeated for gloss in fitting):
        evidence.add("nearly every character is glossed", -4.0)


def _blank_behind(text: str, glosses: Sequence[Gloss]) -> bool:
    """Whether glosses of this document bring a blank with them (variant C)."""
    behind = [text[gloss.end : gloss.end + 1] for gloss in glosses]
    inside = [char for char in behind if char and char not in "\n,.;:!?，。；：！？、(（)）"]
    return len(inside) > 1 and sum(char == " " for char in inside) >= 0.8 * len(inside)
