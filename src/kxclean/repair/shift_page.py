"""What holds for a page whose GBK bytes may be shifted: its tokens, and what its glosses say.

A token is what the lenient decoder gave at one go.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache, cached_property

from kxclean import _native
from kxclean.ledger import Safety
from kxclean.pattern import later
from kxclean.repair import gbk_model, language_model, variants
from kxclean.repair.glosses import LETTERS, Evidence, known, plain, readings

__all__ = ["ENDS", "GLOSS", "MARKS", "Kind", "Page", "Token", "tokens_of"]

MARKS = "!?,;:.、。，！？；："
ENDS = MARKS + "\n"
_TOKEN = later(
    rf"(?P<swallowed>\?(?P<lost>[{LETTERS}]{{1,6}} ?[)）]))"
    rf"|(?P<gloss>[(（] ?(?P<pinyin>[{LETTERS}]{{1,6}}) ?[)）])"
    r"|(?P<query>\?)|(?P<char>.)",
    re.DOTALL,
)
GLOSS = later(rf"[(（] ?[{LETTERS}]{{1,6}} ?[)）]")
#: Pinyin in brackets, the opening one perhaps swallowed.
_PINYIN = later(rf"[(（?] ?([{LETTERS}]{{1,6}}) ?[)）]")
#: What a gloss costs, in nats, behind a character of the site table (seen in the document), of a
#: table met before, and behind any other that has another form in the other script, with this
#: tone or another one.
_SEEN, _KNOWN, _FITS, _FITS_ROUGHLY = 0.0, 1.0, 4.0, 6.0
#: At most this many nats say that a glossed character stands without its gloss.
_BARE = 6.0


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


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`.

    >>> [token.text for token in tokens_of("高??茖W(xué)", 1, 10)]
    ['?', '?', '茖', 'W', '(xué)']
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        if match["swallowed"]:
            kind, pinyin = Kind.SWALLOWED, match["lost"][:-1].strip()
        elif match["gloss"]:
            kind, pinyin = Kind.GLOSS, match["pinyin"]
        else:
            kind, pinyin = (Kind.QUERY if match["query"] else Kind.CHAR), ""
        found.append(Token(kind, match.start(), match.end(), match[0], pinyin))
    return found


@dataclass
class Page:
    """A text with what its glosses say.

    Args:
        text: as found, glosses and all.
        evidence: what its glosses say.
        sound: the text without its glosses and without what may be shifted.
    """

    text: str
    evidence: Evidence
    sound: str
    _codes: dict[str, dict[bytes, float]] = field(default_factory=dict)

    @property
    def sure(self) -> bool:
        """Whether the document has glosses, so that shifts are to be expected."""
        return self.evidence.safety is Safety.SAFE

    @cached_property
    def simplified(self) -> bool:
        """Whether somebody simplified the page after it was damaged."""
        return variants.looks_simplified(self.text)

    @cached_property
    def folded(self) -> bool:
        """Whether full-width marks were folded: half-width ones prevail beside Han characters."""
        half = len(re.findall(r"[\u4e00-\u9fff][,:;!?]", self.text))
        full = len(re.findall(r"[\u4e00-\u9fff][，：；！？]", self.text))
        return half > full

    @cached_property
    def reader(self) -> _native.ShiftReader:
        """The search, with what the document says elsewhere."""
        unlikely = _unused_quotes(self.text)
        if not self.simplified:
            unlikely += _foreign_forms(self.text)
        shown = _simplified_map() if self.simplified else ("", "")
        pinyins = dict.fromkeys(_PINYIN.findall(self.text))
        return _native.ShiftReader(
            language_model.search().within(
                self.sound,
                shown=shown,
                unlikely=unlikely,
                costs=("", []) if self.simplified else _form_costs(self.sound),
            ),
            self.text,
            folded=self.folded,
            spaced=3 * self.text.count("\n\n") > self.text.count("\n") > 0,
            hidden=self.sure and re.search("[\ue000-\uf8ff]", self.text) is None,
            codes=[(pinyin, list(self.codes(pinyin).items())) for pinyin in pinyins],
            bare=self._bare() if self.sure else [],
            forms=self._all_forms(),
        )

    def forms(self, char: str) -> list[str]:
        """The characters that the decoder may have given for one of the text."""
        return _forms(char) if self.simplified else [char]

    def _all_forms(self) -> list[tuple[str, list[bytes]]]:
        if not self.simplified:
            return []
        pairs = ((char, _pairs(self.forms(char)[1:])) for char in sorted(set(self.text)))
        return [(char, codes) for char, codes in pairs if codes]

    def codes(self, pinyin: str) -> dict[bytes, float]:
        """Codes of the characters that a gloss may stand behind, with what each costs."""
        if pinyin not in self._codes:
            found = dict(_codes_with(pinyin, simplified=self.simplified))
            for char in self.evidence.table.get(pinyin, ()):
                found.update(dict.fromkeys(_pairs(self.forms(char)), _SEEN))
            self._codes[pinyin] = found
        return self._codes[pinyin]

    def _bare(self) -> list[tuple[bytes, float]]:
        """What it costs that a character of the site table stands without its gloss.

        A site glosses a character wherever it stands, across the borders of others too.
        """
        glossed: Counter[str] = Counter()
        for chars in self.evidence.table.values():
            glossed.update(chars)
        standing = Counter(self.sound)
        found: dict[bytes, float] = {}
        for char, count in glossed.items():
            # The sound text holds the glossed ones as well, but for those close behind a shift.
            alone = max(0, standing[char] - count)
            cost = math.log((count + alone + 1) / (alone + 0.5))
            found.update(dict.fromkeys(_pairs(self.forms(char)), min(_BARE, cost)))
        return list(found.items())


def _forms(char: str) -> list[str]:
    """A character and its traditional forms."""
    others = variants.traditional_forms().get(char, ())
    return [char, *(form for form in others if form != char)]


def _pairs(chars: Sequence[str]) -> list[bytes]:
    """The codes of two bytes among those of some characters."""
    codes = [gbk_model.encode(char) for char in chars]
    return [code for code in codes if code is not None and len(code) == 2]


@cache
def _codes_with(pinyin: str, *, simplified: bool) -> dict[bytes, float]:
    """Codes of the characters that sites may gloss so, whatever the document says."""
    found: dict[bytes, float] = {}

    def note(char: str, cost: float) -> None:
        for code in _pairs(_forms(char) if simplified else [char]):
            if found.get(code, math.inf) > cost:
                found[code] = cost

    for char in _known_with().get(pinyin, ()):
        note(char, _KNOWN)
    for char, exact in _convertible_with(pinyin):
        note(char, _FITS if exact else _FITS_ROUGHLY)
    return found


@cache
def _known_with() -> dict[str, list[str]]:
    """The characters met with each gloss."""
    found: dict[str, list[str]] = {}
    for char, pinyin in known():
        found.setdefault(pinyin, []).append(char)
    return found


@cache
def _by_sound() -> dict[str, list[str]]:
    """The traditional characters by their readings without tones."""
    found: dict[str, list[str]] = {}
    for char in variants.to_simplified():
        for bare in {plain(reading) for reading in readings(char)}:
            found.setdefault(bare, []).append(char)
    return found


@cache
def _convertible_with(pinyin: str) -> tuple[tuple[str, bool], ...]:
    """Traditional characters with a reading, and whether its tone is the same."""
    return tuple((char, pinyin in readings(char)) for char in _by_sound().get(plain(pinyin), ()))


def _foreign_forms(text: str) -> str:
    """The characters that a traditional text does not have."""
    return variants.only_simplified() + variants.unused_forms(text)


def _form_costs(text: str) -> tuple[str, list[float]]:
    """The forms that traditional text seldom uses and this one does not, with what they cost."""
    costs = variants.form_costs()
    found = sorted(costs.keys() - set(text))
    return "".join(found), [costs[char] for char in found]


def _unused_quotes(text: str) -> str:
    """The quotation marks of the kind that a text does not use: “ unless it has only 「."""
    corners = "「" in text and "“" not in text
    return "“”〝〞" if corners else "「」『』〝〞"


@cache
def _simplified_map() -> tuple[str, str]:
    pairs = variants.to_simplified()
    singles = {char: form for char, form in pairs.items() if len(char) == len(form) == 1}
    return "".join(singles), "".join(singles.values())
