"""Inverts GBK frame shifts: finds where one may start, reads the bytes again, checks the result.

A run starts at a phantom mark (`?` and a mark: the first byte of a character was cut off) or at a
phantom gloss (`?` and a pinyin without its opening bracket). From there on each character of the
text is the second byte of one character and the first of the next, until something brings the
frame back. The search tries every such reading; the forward model has the last word.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from kxclean import _native
from kxclean.ledger import Safety
from kxclean.repair import gbk_model, language_model, variants
from kxclean.repair.gbk_model import Strike
from kxclean.repair.glosses import LETTERS, Evidence, has_reading, known, plain

__all__ = ["Repair", "find_starts", "repairs"]

_MARKS = "!?,;:.、。，！？；："
_ENDS = _MARKS + "\n"
#: Where a run may start. A phantom mark stands behind `?`, and `?` behind something of the text.
_START = re.compile(rf"\?(?=[{_MARKS}]|[{LETTERS}]{{1,6}} ?[)）])")
_TOKEN = re.compile(
    rf"(?P<swallowed>\?(?P<lost>[{LETTERS}]{{1,6}} ?[)）]))"
    rf"|(?P<gloss>[(（] ?(?P<pinyin>[{LETTERS}]{{1,6}}) ?[)）])"
    r"|(?P<query>\?)|(?P<char>.)",
    re.DOTALL,
)
_GLOSS = re.compile(rf"[(（] ?[{LETTERS}]{{1,6}} ?[)）]")
#: Characters of a line that one search looks at: a run of 20 and a second one behind it.
_REACH = 40
_REACH_HIDDEN = 32
#: Nats a character below which a reading sounds odd.
_FLUENT = -6.5
#: What a private-use character that was dropped costs: one pair of bytes in thirty is one.
_HIDDEN = 3.5
#: Characters read as they stand that end a run for good.
_SETTLED = 6
_LEFT = 6
#: Characters of the next line that are looked at: they tell how a line ended.
_NEXT_LINE = 8
#: Characters behind a start that a run usually spoils.
_SPOILT = 24

#: Nats by which a reading has to beat the text as it stands, with glosses in the document and
#: without. The prior odds of a phantom mark against `?` and a mark that somebody wrote.
_GAIN = 6.0
_GAIN_ALONE = 16.0
#: Nats by which it has to beat the next best reading: odds of 50 to 1.
_MARGIN = 1.0
#: Nats from which the language model needs not be asked again without the document.
_MARGIN_CLEAR = 4.0

_TEXT, _INSIDE, _FRESH, _SKIP, _TAIL, _DROPPED = range(6)
_LEADS = tuple(bytes((lead,)) for lead in range(0x81, 0xFF))
#: What a lead byte that lost its trail may have swallowed.
#: 0 stands for any digit: which one it was cannot be known.
_SWALLOWED = tuple(b'\n (<"0-')


class _Kind(Enum):
    CHAR = auto()
    QUERY = auto()
    GLOSS = auto()
    SWALLOWED = auto()


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the damaged text that the decoder gave at one go."""

    kind: _Kind
    start: int
    end: int
    text: str
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """What stood at `start:end`, how sure that is, and the readings that come next."""

    start: int
    end: int
    replacement: str
    safety: Safety
    gain: float
    margin: float
    fluency: float


@dataclass(frozen=True, slots=True)
class _Page:
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


def find_starts(text: str) -> list[int]:
    """Where runs may start.

    >>> find_starts("高??茖W，真的?好"), find_starts("?id=1")
    ([1], [])
    """
    return [match.start() for match in _START.finditer(text)]


def repairs(text: str, evidence: Evidence) -> Iterator[Repair]:
    """The repairs of a text, in order, without overlaps.

    Args:
        text: as found, glosses and all.
        evidence: what its glosses say.
    """
    starts = find_starts(text)
    if not starts:
        return
    simplified = variants.looks_simplified(text)
    shown = _simplified_map() if simplified else ("", "")
    unlikely = "" if simplified else variants.only_simplified()
    general = language_model.search()
    search = general.within(_sound(text, starts), shown=shown, unlikely=unlikely)
    plain_search = general.within("", shown=shown, unlikely=unlikely)
    page = _Page(text, evidence, simplified, _is_folded(text), search, plain_search)
    done = 0
    for start in starts:
        if start < done:
            continue
        found = _repair_at(page, start, done)
        if found is not None:
            done = found.end
            yield found


def _sound(text: str, starts: Sequence[int]) -> str:
    """The text without glosses and without what stands close behind where a run may start."""
    parts = []
    done = 0
    for start in starts:
        parts.append(text[done:start])
        done = max(done, start + _SPOILT)
    parts.append(text[done:])
    return _GLOSS.sub("", "\n".join(parts))


def _is_folded(text: str) -> bool:
    """Whether full-width marks were folded: half-width ones prevail beside Han characters."""
    half = len(re.findall(r"[\u4e00-\u9fff][,:;!?]", text))
    full = len(re.findall(r"[\u4e00-\u9fff][，：；！？]", text))
    return half > full


def _repair_at(page: _Page, start: int, done: int) -> Repair | None:
    tokens = _tokens(page.text, start)
    left = _left(page.text[max(done, start - 40) : start])
    best = _judge(page, left, tokens, hidden=False)
    if page.sure and (best is None or best.fluency < _FLUENT):
        # Perhaps the text lost private-use characters, which hid two bytes each.
        other = _judge(page, left, tokens[:_REACH_HIDDEN], hidden=True)
        if other is not None and (best is None or other.fluency > best.fluency + 1.0):
            return other
    return best


def _left(text: str) -> str:
    """The last characters before a run, without glosses."""
    return _GLOSS.sub("", text)[-_LEFT:]


def _tokens(text: str, start: int) -> list[_Token]:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end + 1 + _NEXT_LINE
    found: list[_Token] = []
    for match in _TOKEN.finditer(text, start, end):
        if len(found) == _REACH:
            break
        if match["swallowed"]:
            kind, pinyin = _Kind.SWALLOWED, match["lost"][:-1].strip()
        elif match["gloss"]:
            kind, pinyin = _Kind.GLOSS, match["pinyin"]
        else:
            kind, pinyin = (_Kind.QUERY if match["query"] else _Kind.CHAR), ""
        found.append(_Token(kind, match.start(), match.end(), match[0], pinyin))
    return found


def _slot(
    page: _Page, tokens: Sequence[_Token], index: int, *, hidden: bool
) -> list[tuple[int, bytes, float]]:
    """What a token may stand for, with what was dropped before it."""
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.kind is _Kind.GLOSS:
        return _gloss_slot(page, token)
    if token.kind is _Kind.SWALLOWED:
        choices = [(kind, lead, 0.0) for kind in (_INSIDE, _FRESH) for lead in _LEADS]
        return [*choices, (_TEXT, token.text.encode(), 0.0)]
    if token.kind is _Kind.QUERY:
        return _query_slot(after)
    choices = [(_TEXT, token.text.encode(), 0.0)]
    if token.text == "€":
        choices.append((_INSIDE, b"\x80", 0.0))
    for form in _forms(page, token.text):
        code = gbk_model.encode(form)
        if code is not None and (len(code) == 2 or 0x40 <= code[0] <= 0x7E):
            choices.append((_INSIDE, code, 0.0))
            if hidden:
                choices.append((_DROPPED, code, _HIDDEN))
    return choices


def _forms(page: _Page, char: str) -> list[str]:
    """The characters that the decoder may have given for one of the text."""
    forms = [char]
    if char.isascii() and (page.folded or not char.isalnum()):
        forms.append(chr(ord(char) + 0xFEE0))
    if page.simplified:
        forms += [form for form in variants.traditional_forms().get(char, ()) if form != char]
    return forms


def _query_slot(after: _Token | None) -> list[tuple[int, bytes, float]]:
    """`?`: as it stands, a mark, or a lead byte, which may have swallowed what followed."""
    choices = [(_TEXT, b"?", 0.0), (_INSIDE, b"\xa3\xbf", 0.0)]
    if after is None or after.text == "\n":
        # At the end of a line: a cut stood here, or another line end was swallowed.
        choices += [(_INSIDE, lead, 1.0) for lead in _LEADS]
        choices += [(_INSIDE, lead + b"\n", 1.0) for lead in _LEADS]
    elif after.text in _MARKS:
        choices += [(kind, lead, 0.0) for kind in (_INSIDE, _FRESH) for lead in _LEADS]
    else:
        # A line end is swallowed most often: every paragraph has one.
        other = math.log(2 * len(_SWALLOWED))
        costs = {byte: {0x0A: 2.5, 0x20: 6.0}.get(byte, other) for byte in _SWALLOWED}
        choices += [(_INSIDE, lead + bytes((b,)), costs[b]) for lead in _LEADS for b in _SWALLOWED]
    return choices


def _gloss_slot(page: _Page, token: _Token) -> list[tuple[int, bytes, float]]:
    """A gloss adds no bytes, but the two bytes before it should be those of what it glosses."""
    choices = [(_SKIP, b"", 9.0)]
    for code, cost in _glossed_codes(page, token.pinyin).items():
        choices.append((_TAIL, code, cost))
    return choices


def _glossed_codes(page: _Page, pinyin: str) -> dict[bytes, float]:
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """A reading cut to the run: the last token that it reads otherwise than it stands."""

    last: int
    found: str
    shown: str
    score: float


def _judge(
    page: _Page,
    left: str,
    tokens: list[_Token],
    *,
    hidden: bool,
) -> Repair | None:
    slots = [_slot(page, tokens, index, hidden=hidden) for index in range(len(tokens))]
    owners = list(range(len(tokens)))
    # What follows a swallowed bracket is a gloss of its own slot.
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind is _Kind.SWALLOWED:
            slots.insert(index + 1, [*_gloss_slot(page, token)])
            owners.insert(index + 1, index)
    readings = page.search.search(left, slots, results=24)
    literal = _literal(page, left, tokens)
    best: _Reading | None = None
    rival = -math.inf
    for score, found, text, numbers in readings:
        places = [owners[number] for number in numbers]
        if best is not None:
            # Only what differs inside the run is a rival.
            cut = _upto(places, best.last)
            if text[:cut] != best.shown and _last_changed(tokens, text, places) >= 0:
                rival = max(rival, score)
                break
            continue
        last = _last_changed(tokens, text, places)
        if last < 0:
            return None
        cut = _upto(places, last)
        if _explains(page, left, tokens[: last + 1], found[:cut]):
            best = _Reading(last, found[:cut], text[:cut], score)
    if best is None:
        return None
    gain, margin = best.score - literal, best.score - rival
    wanted = _GAIN if page.sure else _GAIN_ALONE
    if gain < wanted:
        return None
    replacement = gbk_model.fold_width(best.shown) if page.folded else best.shown
    start, end = tokens[0].start, tokens[best.last].end
    sure = margin >= _MARGIN and not _is_guess(page, tokens[: best.last + 1], best)
    if sure and margin < _MARGIN_CLEAR:
        # What the document says elsewhere may tip the scales, but not against the language.
        plain_readings = page.plain.search(left, slots, results=1)
        sure = bool(plain_readings) and plain_readings[0][2].startswith(best.shown)
    fluency = language_model.search().score(left + best.shown) - language_model.search().score(left)
    return Repair(
        start,
        end,
        replacement,
        Safety.SAFE if sure else Safety.UNSAFE,
        gain,
        margin,
        fluency / max(1, len(best.shown)),
    )


def _is_guess(page: _Page, tokens: Sequence[_Token], best: _Reading) -> bool:
    """Whether a reading holds what nothing in the text can decide: a character that was swallowed
    (but for a line end), an ideographic blank within a line."""
    swallowed = sum(token.kind is _Kind.QUERY for token in tokens)
    ascii_seen = sum(char.isascii() and char != "?" for token in tokens for char in token.text)
    ascii_read = sum(char.isascii() and char not in "\n?" for char in best.found)
    if swallowed and ascii_read > ascii_seen:
        return True
    before = page.text[: tokens[0].start]
    return best.shown[:1] == "\u3000" and bool(before) and not before.endswith("\n")


def _upto(places: Sequence[int], last: int) -> int:
    """How many characters were completed by tokens up to `last`."""
    count = 0
    while count < len(places) and places[count] <= last:
        count += 1
    return count


def _last_changed(tokens: Sequence[_Token], text: str, places: Sequence[int]) -> int:
    """The last token of the first run: behind it, `_SETTLED` characters are read as they stand."""
    by_token: dict[int, str] = {}
    for char, place in zip(text, places, strict=True):
        by_token[place] = by_token.get(place, "") + char
    last, same = -1, 0
    for index, token in enumerate(tokens):
        if token.kind is _Kind.GLOSS:
            continue
        if by_token.get(index, "") == token.text:
            same += 1
            if same >= _SETTLED:
                break
        else:
            last, same = index, 0
    # Glosses right behind the run belong to what it restored.
    while 0 <= last < len(tokens) - 1 and tokens[last + 1].kind is _Kind.GLOSS:
        last += 1
    return last


def _literal(page: _Page, left: str, tokens: Sequence[_Token]) -> float:
    """The score of the text as it stands, true glosses left out."""
    slots = [
        [(_TEXT, token.text.encode(), 0.0)] for token in tokens if token.kind is not _Kind.GLOSS
    ]
    found = page.search.search(left, slots, results=1)
    return found[0][0] if found else -math.inf


@cache
def _user_defined() -> frozenset[bytes]:
    """The codes that GBK leaves to its users."""
    rows = (
        (range(0xAA, 0xB0), range(0xA1, 0xFF)),
        (range(0xF8, 0xFF), range(0xA1, 0xFF)),
        (range(0xA1, 0xA8), [*range(0x40, 0x7F), *range(0x80, 0xA1)]),
    )
    return frozenset(bytes((a, b)) for leads, trails in rows for a in leads for b in trails)


@cache
def _simplified_map() -> tuple[str, str]:
    pairs = variants.to_simplified()
    singles = {char: form for char, form in pairs.items() if len(char) == len(form) == 1}
    return "".join(singles), "".join(singles.values())


def _explains(page: _Page, left: str, tokens: Sequence[_Token], found: str) -> bool:
    """Whether the forward model makes the damaged run out of `found`, character for character."""
    source = gbk_model.encode(found)
    if source is None:
        return False
    before = gbk_model.encode(left[-1:]) or b""
    strikes: list[Strike] = []
    cuts: list[int] = []
    offset = 0
    skipped = ""
    for token in tokens:
        while skipped != token.text and (hidden := _private_at(source, offset, token.text)):
            skipped, offset = hidden, offset + 2
        skipped = ""
        code = source[offset : offset + 2]
        if token.kind is _Kind.GLOSS:
            glossed = (before + source)[: len(before) + offset][-2:]
            if not _may_gloss(page, glossed, token.pinyin):
                return False
            strikes.append(Strike(offset, gbk_model.fold_width(token.text)))
        elif token.kind is _Kind.SWALLOWED:
            offset += 1
            glossed = (before + source)[: len(before) + offset][-2:]
            if not _may_gloss(page, glossed, token.pinyin):
                return False
            strikes.append(Strike(offset, "(" + gbk_model.fold_width(token.text[1:])))
        elif code in _mark_codes() and _same(page, code.decode("gbk"), token.text):
            cuts.append(offset)
            offset += 2
        elif token.kind is _Kind.QUERY:
            offset += (
                1 if _lone(page.text, token) and source[offset + 1 : offset + 2] != b"\n" else 2
            )
        elif token.text.isascii() and code[:1] == token.text.encode():
            offset += 1
        else:
            offset += 1 if token.text == "€" else 2
    if offset != len(source):
        return False
    made = gbk_model.decoded(source, strikes, cuts)
    made = "".join(char for char in made if not "\ue000" <= char <= "\uf8ff")
    seen = "".join(
        char for token in tokens for char in token.text if not "\ue000" <= char <= "\uf8ff"
    )
    return len(made) == len(seen) and all(map(_same, [page] * len(made), made, seen))


def _lone(text: str, token: _Token) -> bool:
    """Whether a `?` stands at the end of a piece, so that it swallowed nothing."""
    return text[token.end : token.end + 1] in _ENDS


def _private_at(source: bytes, offset: int, text: str) -> str:
    """The private-use character that the bytes at `offset` give, if the text shows another."""
    code = source[offset : offset + 2]
    if len(code) < 2 or code not in _user_defined():
        return ""
    char = code.decode("gb18030")
    return "" if char == text else char


@cache
def _mark_codes() -> frozenset[bytes]:
    return frozenset(mark.encode("gbk") for mark in "！？，；。：、")


def _may_gloss(page: _Page, code: bytes, pinyin: str) -> bool:
    """Whether the character of two bytes may bear this gloss."""
    if len(code) < 2:
        return False
    return code in _glossed_codes(page, pinyin)


def _same(page: _Page, made: str, seen: str) -> bool:
    """Whether the text shows what the model made, widths and script folded as they were."""
    if made == seen or gbk_model.fold_width(made) == gbk_model.fold_width(seen):
        return True
    return page.simplified and variants.to_simplified().get(made, made) == seen
