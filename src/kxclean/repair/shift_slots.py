"""What the pieces of a page that may be shifted can stand for: tokens, and the slots of the search.

A token is what the lenient decoder gave at one go; a slot lists the text or the bytes that it may
have been before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from kxclean import _native
from kxclean.ledger import Safety
from kxclean.pattern import later
from kxclean.repair import gbk_model, variants
from kxclean.repair.glosses import LETTERS, Evidence, has_reading, known, plain

__all__ = [
    "ENDS",
    "GLOSS",
    "MARKS",
    "TEXT",
    "Kind",
    "Page",
    "Slot",
    "Token",
    "gloss_slot",
    "glossed_codes",
    "slot",
    "tokens_of",
]

#: The choices of one place: kind, payload and cost, as `_native.ReadingSearch.search` takes them.
Slot = list[tuple[int, bytes, float]]
TEXT, _INSIDE, _FRESH, _SKIP, _TAIL, _DROPPED = range(6)

MARKS = "!?,;:.、。，！？；："
ENDS = MARKS + "\n"
_TOKEN = later(
    rf"(?P<swallowed>\?(?P<lost>[{LETTERS}]{{1,6}} ?[)）]))"
    rf"|(?P<gloss>[(（] ?(?P<pinyin>[{LETTERS}]{{1,6}}) ?[)）])"
    r"|(?P<query>\?)|(?P<char>.)",
    re.DOTALL,
)
GLOSS = later(rf"[(（] ?[{LETTERS}]{{1,6}} ?[)）]")
#: Tokens that one search looks at: a run of 20 and a second one behind it.
_REACH = 40
#: Characters of the longest token: six letters, two brackets, two blanks.
_LONGEST = 10
#: Characters of the next line that are looked at: they tell how a line ended.
_NEXT_LINE = 8
#: What a private-use character that was dropped costs: one pair of bytes in thirty is one.
_HIDDEN = 3.5
_LEADS = tuple(bytes((lead,)) for lead in range(0x81, 0xFF))
#: What a lead byte that lost its trail byte swallows; 0 stands for any digit, for which one it was
#: cannot be known.
_SWALLOWED = tuple(b'\n (<"0-')


class Kind(Enum):
    """What a token is: a character, a `?`, a gloss, a gloss whose bracket a `?` swallowed."""

    CHAR = auto()
    QUERY = auto()
    GLOSS = auto()
    SWALLOWED = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the damaged text that the decoder gave at one go."""

    kind: Kind
    start: int
    end: int
    text: str
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What holds for the whole document."""

    text: str
    evidence: Evidence
    simplified: bool
    folded: bool
    search: _native.ReadingSearch
    plain: _native.ReadingSearch

    @property
    def sure(self) -> bool:
        """Whether the document has glosses, so that shifts are to be expected."""
        return self.evidence.safety is Safety.SAFE


def tokens_of(text: str, start: int) -> list[Token]:
    """The tokens from `start` on, to the beginning of the next line, `_REACH` at most."""
    end = text.find("\n", start, start + _REACH * _LONGEST)
    end = len(text) if end < 0 else end + 1 + _NEXT_LINE
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        if len(found) == _REACH:
            break
        if match["swallowed"]:
            kind, pinyin = Kind.SWALLOWED, match["lost"][:-1].strip()
        elif match["gloss"]:
            kind, pinyin = Kind.GLOSS, match["pinyin"]
        else:
            kind, pinyin = (Kind.QUERY if match["query"] else Kind.CHAR), ""
        found.append(Token(kind, match.start(), match.end(), match[0], pinyin))
    return found


def slot(page: Page, tokens: Sequence[Token], index: int, *, hidden: bool) -> Slot:
    """What a token may stand for, with what was dropped before it."""
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.kind is Kind.GLOSS:
        return gloss_slot(page, token)
    if token.kind is Kind.SWALLOWED:
        choices = [(kind, lead, 0.0) for kind in (_INSIDE, _FRESH) for lead in _LEADS]
        return [*choices, (TEXT, token.text.encode(), 0.0)]
    if token.kind is Kind.QUERY:
        return _query_slot(after)
    choices = [(TEXT, token.text.encode(), 0.0)]
    if token.text == "€":
        choices.append((_INSIDE, b"\x80", 0.0))
    for form in _forms(page, token.text):
        code = gbk_model.encode(form)
        if code is not None and (len(code) == 2 or 0x40 <= code[0] <= 0x7E):
            choices.append((_INSIDE, code, 0.0))
            if hidden:
                choices.append((_DROPPED, code, _HIDDEN))
    return choices


def _forms(page: Page, char: str) -> list[str]:
    """The characters that the decoder may have given for one of the text."""
    forms = [char]
    if char.isascii() and (page.folded or not char.isalnum()):
        forms.append(chr(ord(char) + 0xFEE0))
    if page.simplified:
        forms += [form for form in variants.traditional_forms().get(char, ()) if form != char]
    return forms


def _query_slot(after: Token | None) -> Slot:
    """`?`: as it stands, a mark, or a lead byte, which may have swallowed what followed."""
    choices = [(TEXT, b"?", 0.0), (_INSIDE, b"\xa3\xbf", 0.0)]
    if after is None or after.text == "\n":
        # At the end of a line: a cut stood here, or another line end was swallowed.
        choices += [(_INSIDE, lead, 1.0) for lead in _LEADS]
        choices += [(_INSIDE, lead + b"\n", 1.0) for lead in _LEADS]
    elif after.text in MARKS:
        choices += [(kind, lead, 0.0) for kind in (_INSIDE, _FRESH) for lead in _LEADS]
    else:
        # A line end is swallowed most often: every paragraph has one.
        other = math.log(2 * len(_SWALLOWED))
        costs = {byte: {0x0A: 2.5, 0x20: 6.0}.get(byte, other) for byte in _SWALLOWED}
        choices += [(_INSIDE, lead + bytes((b,)), costs[b]) for lead in _LEADS for b in _SWALLOWED]
    return choices


def gloss_slot(page: Page, token: Token) -> Slot:
    """A gloss adds no bytes, but the two bytes before it should be those of what it glosses."""
    choices = [(_SKIP, b"", 9.0)]
    for code, cost in glossed_codes(page, token.pinyin).items():
        choices.append((_TAIL, code, cost))
    return choices


def glossed_codes(page: Page, pinyin: str) -> dict[bytes, float]:
    """Codes of the characters that a gloss may stand behind, with what each costs."""
    found: dict[bytes, float] = {}

    def note(char: str, cost: float) -> None:
        for form in _forms(page, char):
            code = gbk_model.encode(form)
            if code is not None and len(code) == 2 and found.get(code, math.inf) > cost:
                found[code] = cost

    for char in page.evidence.table.get(pinyin, ()):
        note(char, 0.0)
    for char, reading in known():
        if reading == pinyin:
            note(char, 1.0)
    for char, exact in _convertible_with(pinyin):
        note(char, 4.0 if exact else 6.0)
    return found


@cache
def _convertible_with(pinyin: str) -> tuple[tuple[str, bool], ...]:
    """Traditional characters with a reading, and whether its tone is the same."""
    bare = plain(pinyin)
    return tuple(
        (char, has_reading(char, pinyin))
        for char in variants.to_simplified()
        if has_reading(char, bare)
    )
