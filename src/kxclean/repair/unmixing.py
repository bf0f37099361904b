"""Reads suspicious pieces of text through the mix-ups that are known.

First what is legal as a whole: bytes that make UTF-8 do so by no accident, whatever they say, so that
layers can be undone one after the other. Then, for what is left, a search of a kernel over borders
and lost bytes, for each mix-up that has the characters; the one that explains most is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from kxclean import _native
from kxclean.ledger import Safety
from kxclean.pattern import later
from kxclean.repair import language_model, mixups, pages, variants
from kxclean.repair.forward import leads_back
from kxclean.repair.plausible import has_odd_mix, is_likely, is_natural, may_be

__all__ = ["LETTERS", "WIDE", "Memory", "Part", "read"]

#: What the kernel says of a span: letters may stand for bytes, wide characters for others.
LETTERS, WIDE = 1, 2

#: Parts `(start, end, reading, margin)`, gain, nats, letters, lost bytes.
_Stretch = tuple[list[tuple[int, int, str, float]], float, float, int, int]

#: The pages whose readers are known to lose bytes.
_LOSSY = frozenset({"gbk", "big5", *pages.SINGLE})
#: A clause, and nats a character beyond which it is a jumble.
_CLAUSE = later("[^\x00-\x7f，。、；：！？“”（）《》]+")
_CLAUSE_COST = 9.6
#: Layers of mix-ups that are undone at once.
_LAYERS = 3
#: Nats a character that a reading may cost, by how many characters beyond ASCII it has: one of two
#: has to be a word, a long one only has to be no jumble.
_COST = {1: 5.5, 2: 7.0, 3: 7.8, 4: 8.3, 5: 8.6, 6: 8.8, 7: 8.9}
_COST_LONG = 9.0
#: Legal UTF-8 is no accident: it may say what is less likely.
_LEEWAY = 1.3
#: Nats by which a reading has to beat what is seen: legal UTF-8, UTF-8 with lost bytes, letters
#: that stand for bytes, wide characters that stand for others one by one; less for some pages, and
#: where characters stand side by side that never do.
_GAIN = {"utf-8": 6.0, "lost": 8.0, "letters": 10.0, "wide": 13.0, "euc-kr": 6.0, "shift_jis": 8.0, "mixed": 8.0}
#: Nats by which a guess has to beat the next one.
_SURE = 2.5
#: Nats a character up to which a reading is fluent.
_FLUENT = 7.5
#: Characters beyond ASCII from which a zone that decodes as a whole needs no search.
_LONG = 16
#: Nats a suspicious character by which a reading is so much better that no other is tried.
_PLAIN = 2.0

_HAN = later("[\u3400-\u4dbf\u4e00-\u9fff]")
_BEYOND = later("[^\x00-\x7f]")
#: A letter of code pages beside a Han character or its mark: `æ ·活`.
_LEFT_OVER = later(
    "[\u00a1-\u00b6\u00b8-\u07ff\u2500-\u259f] ?[\u00a1-\u024f]?[\u3400-\u9fff，。]|[?\ufffd][\u3400-\u9fff]"
    "|[\u3400-\u9fff，。][\u00c0-\u07ff\u2500-\u259f]|^[\u00c0-\u07ff] ?$"
)
#: Han characters with plain letters beside them.
_BESIDE = later("(?<=[A-Za-z])[\u3400-\u9fff]|[\u3400-\u9fff](?=[a-z])")
#: Characters that only damage brings forth.
_UNSOUND = later("[\x80-\x9f\ue000-\uf8ff\ufffd]")
_THREE = (
    rb"(?:[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2})"
)
_MANY = rb"(?:[\xc2-\xdf][\x80-\xbf]|" + _THREE + rb")"
#: Bytes that stand for Chinese, and for anything where a byte is a letter.
_LEGAL = re.compile(
    _THREE + rb"(?:(?:[\t\n\r -~]|[\xc2-\xdf][\x80-\xbf]|" + _THREE + rb")*" + _THREE + rb")?"
)
_LEGAL_LETTERS = re.compile(_MANY + rb"(?:(?:[\t -~]|" + _MANY + rb")*" + _MANY + rb")[@-~]?")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of what was given, read again; positions are code points of it."""

    start: int
    end: int
    text: str
    safety: Safety
    kind: str


@dataclass(slots=True)
class Memory:
    """What was found in a document so far: damage is of few kinds, and often repeated."""

    kinds: Counter[str] = field(default_factory=Counter)
    #: By how much simplified forms outnumber traditional ones in what was read.
    balance: int = 0
    read: dict[tuple[str, int, bool], tuple[Part, ...]] = field(default_factory=dict)


def read(zone: str, what: int, memory: Memory, *, opens: bool = False) -> tuple[Part, ...]:
    """The parts of a zone that say something else, in order.

    Args:
        zone: a suspicious piece of text with some of what stands around it.
        what: `LETTERS`, `WIDE` or both.
        memory: of the document.
        opens: whether the zone begins a line.
    """
    key = (zone, what, opens)
    if key not in memory.read:
        memory.read[key] = tuple(_read(zone, what, memory, _LAYERS, opens=opens))
    return memory.read[key]


def _read(  # noqa: PLR0913
    zone: str, what: int, memory: Memory, layers: int, *, opens: bool, but: str = ""
) -> list[Part]:
    """The parts of a zone under the mix-up that explains most, and what others make of the rest."""
    core = " ".join(zone[start:end] for start, end, _ in _native.mojibake_spans(zone)) or zone
    best = _Found()
    for mixup in _ordered(core, what, memory):
        if mixup.name == but or not may_be(mixup, core):
            continue
        found = _tried(mixup, zone, memory, layers, opens)
        if found.gain > best.gain:
            best = found
        if best.is_plain(core) or (best.is_fluent() and not _unfinished(_replaced(zone, best.parts))):
            break
    if not best.parts:
        return []
    memory.kinds.update({part.kind for part in best.parts})
    return [*best.parts, *_between(zone, best.parts, memory)]


def _between(zone: str, parts: list[Part], memory: Memory) -> Iterator[Part]:
    """What other mix-ups explain of the places that are left."""
    at, kind = 0, parts[0].kind
    for part in (*parts, Part(len(zone), len(zone), "", Safety.SAFE, "")):
        rest = zone[at : part.start]
        if len(rest) < len(zone) and (what := _suspicious(rest)):
            for inner in _read(rest, what, memory, 1, opens=False, but=kind):
                yield Part(inner.start + at, inner.end + at, inner.text, inner.safety, inner.kind)
        at = part.end


def _ordered(core: str, what: int, memory: Memory) -> list[mixups.Mixup]:
    """The mix-ups that a piece calls for, those first that the document has shown."""
    found: list[mixups.Mixup] = []
    if what & LETTERS and not is_natural(core):
        found += mixups.LETTERS
    if what & WIDE and not is_likely(core):
        found += mixups.WIDE
    return sorted(found, key=lambda mixup: -memory.kinds[mixup.name])


def _reach(part: Part) -> int:
    return part.end - part.start


def _replaced(zone: str, parts: list[Part]) -> str:
    made = zone
    for part in reversed(parts):
        made = made[: part.start] + part.text + made[part.end :]
    return made


def _unfinished(made: str) -> bool:
    """Whether a zone looks damaged still: a kernel says so, or a single letter is left over."""
    return bool(_suspicious(made) or _LEFT_OVER.search(made))


def _suspicious(text: str) -> int:
    what = 0
    for _start, _end, kind in _native.mojibake_spans(text):
        what |= kind
    return what


# -- What is legal as a whole -------------------------------------------------------------------


def _legal(zone: str, mixup: mixups.Mixup, memory: Memory, layers: int) -> list[Part]:
    """Parts that are legal UTF-8 once they are bytes again, and say something."""
    found = []
    for start, end, reading in _legal_pieces(zone, pages.page(mixup.page)):
        text = _deepest(reading, memory, layers - 1)
        if text is not None and _is_likely(text, _LEEWAY):
            found.append(Part(start, end, text, Safety.SAFE, mixup.name))
    return found


def _deepest(reading: str, memory: Memory, layers: int) -> str | None:
    """The reading, with further layers undone if it is damaged itself."""
    what = _suspicious(reading)
    if what and layers:
        parts = _read(reading, what, memory, layers, opens=True)
        safe = [part for part in parts if part.safety is Safety.SAFE]
        if safe:
            reading = _replaced(reading, safe)
    return None if _UNSOUND.search(reading) else reading


def _legal_pieces(zone: str, page: pages.Page) -> Iterator[tuple[int, int, str]]:
    """Pieces of a zone whose bytes are legal UTF-8, two characters or more."""
    if not page.is_double:
        source = page.gapped(zone)
        for match in _LEGAL_LETTERS.finditer(source):
            yield (*match.span(), match[0].decode())
        return
    source = page.gapped(zone)
    if not _LEGAL.search(source):
        return
    widths = [len(page.gapped(char)) for char in zone] if not zone.isascii() else []
    offsets = {offset: at for at, offset in enumerate(accumulate(widths, initial=0))}
    for match in _LEGAL.finditer(source):
        first, last = match.span()
        text = match[0].decode()
        while first not in offsets and text:
            first += len(text[0].encode())
            text = text[1:]
        while last not in offsets and text:
            last -= len(text[-1].encode())
            text = text[:-1]
        if text:
            yield offsets[first], offsets[last], text


# -- The search ---------------------------------------------------------------------------------


@cache
def _unmixer(name: str) -> _native.Unmixer:
    mixup = next(one for one in mixups.MIXUPS if one.name == name)
    page = pages.page(mixup.page)
    options = {}
    if mixup.page == "gbk":
        options = {"pairs": True, "dropped": bytes((0x80, *range(0xA1, 0xB0)))}
    elif mixup.page == "big5" and mixup.wrote == "utf-8":
        options = {"dropped": bytes(range(0x80, 0xA1))}
    elif not page.is_double:
        options = {
            "dropped": b"\xad",
            "seldom": bytes(range(0x80, 0xA0)) if mixup.wrote == "utf-8" else b"",
            "blanks": page.single[0xA0] == "\xa0",
            "also": [(chr(byte), byte) for byte in range(0x80, 0xA0)],
        }
    return _native.Unmixer(
        language_model.search(),
        single=page.single,
        double=pages.codes(mixup.page) if page.is_double else None,
        written=None if mixup.wrote == "utf-8" else pages.codes(mixup.wrote),
        mixed=not mixup.exact,
        **options,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What one mix-up makes of a zone, and its gain over what is seen."""

    parts: list[Part] = field(default_factory=list)
    gain: float = 0.0

    def is_fluent(self) -> bool:
        """Whether what it says is so likely that no other mix-up will say something likelier."""
        text = "".join(_BEYOND.findall("".join(part.text for part in self.parts)))
        return bool(text) and language_model.log_likelihood(text) > -_FLUENT

    def is_plain(self, core: str) -> bool:
        """Whether so much is UTF-8 with lost bytes that no other mix-up is worth trying."""
        if not self.parts or not self.parts[0].kind.startswith("utf-8"):
            return False
        explained = sum(map(_reach, self.parts))
        return self.gain > _PLAIN * explained and 4 * explained > 3 * len(core)


def _tried(
    mixup: mixups.Mixup, zone: str, memory: Memory, layers: int, opens: bool
) -> _Found:
    """What one mix-up makes of a zone: as a whole, else by a search, with lost bytes if need be."""
    if mixup.wrote == "utf-8":
        legal = _legal(zone, mixup, memory, layers)
        best = _Found(legal, 3.0 * sum(map(_reach, legal)))
    else:
        best = _whole(zone, mixup)
    if _is_done(zone, best):
        return best
    if mixup.page == "latin-1":
        return best  # windows-1252 takes its controls as well
    unmixer = _unmixer(mixup.name)
    best = max(best, _taken(mixup, zone, unmixer.read(zone, opens=opens, sure=_SURE)), key=_gain)
    lossy = mixup.page in (_LOSSY if mixup.wrote == "utf-8" else ("windows-1252",))
    if not lossy or _is_done(zone, best):
        return best
    # The model folds the scripts into one; which one it is shows in the readings as a whole.
    for _ in range(2):
        balance = memory.balance
        other = variants.only_simplified() if balance < 0 else variants.only_traditional()
        found = unmixer.read(zone, lost=True, opens=opens, unlikely=other, sure=_SURE)
        memory.balance += variants.balance(
            "".join(reading for parts, *_ in found for _, _, reading, _ in parts)
        )
        if (balance < 0) == (memory.balance < 0):
            break
    return max(best, _taken(mixup, zone, found), key=_gain)


def _is_done(zone: str, found: _Found) -> bool:
    """Whether nothing of a zone is left, and nothing in the readings sounds as if bytes were lost."""
    if not found.parts or _unfinished(_replaced(zone, found.parts)):
        return False
    clauses = (clause for part in found.parts for clause in _CLAUSE.findall(part.text))
    return not any(
        len(clause) > 3 and language_model.log_likelihood(clause) < -_CLAUSE_COST
        for clause in clauses
    )


def _gain(found: _Found) -> float:
    return found.gain


def _whole(zone: str, mixup: mixups.Mixup) -> _Found:
    """A zone that is damaged from end to end and read exactly; nothing where it is not."""
    shown = _BEYOND.findall(zone)
    # Some pages have two codes for a character; which one it was, a search has to find out.
    reading = mixup.undo(zone) if len(shown) >= _LONG and mixup.page != "shift_jis" else None
    if reading is None or _UNSOUND.search(reading) or not _is_likely(reading, 0.0):
        return _Found()
    if _is_patchwork(reading) or _unfinished(reading):
        return _Found()
    return _Found([Part(0, len(zone), reading, Safety.SAFE, mixup.name)], 3.0 * len(zone))


def _taken(mixup: mixups.Mixup, zone: str, found: list[_Stretch]) -> _Found:
    gain = 0.0
    parts = []
    for stretch in found:
        accepted = list(_accepted(mixup, zone, stretch))
        if accepted:
            # What is only suggested is worth half.
            doubt = sum(_reach(part) for part in accepted if part.safety is Safety.UNSAFE)
            gain += stretch[1] * (1 - doubt / (2 * sum(map(_reach, accepted))))
            parts += accepted
    return _Found(parts, gain)


def _accepted(
    mixup: mixups.Mixup, zone: str, stretch: _Stretch
) -> Iterator[Part]:
    """The parts of a stretch, if it is much likelier than what is seen and likely in itself."""
    parts, gain, nats, letters, lost = stretch
    reading = "".join(part[2] for part in parts)
    utf8 = mixup.wrote == "utf-8"
    if utf8:
        needed = _GAIN["lost" if lost else "utf-8"]
    else:
        kind = "wide" if pages.page(mixup.page).is_double else "letters"
        needed = _GAIN["mixed" if has_odd_mix(zone) else mixup.page if mixup.page in _GAIN else kind]
    if gain < needed or letters < 2 or not _HAN.search(reading):
        return
    if nats > letters * (_COST.get(letters, _COST_LONG) + (_LEEWAY if utf8 and not lost else 0.0)):
        return
    if lost and not _is_worth_guessing(mixup, reading, letters, lost):
        return
    if not utf8 and _is_patchwork(reading):
        return
    for first, last, text, margin in parts:
        seen = zone[first:last]
        if text != seen:
            sure = not lost or (margin >= _SURE and leads_back(mixup, text, seen))
            safety = Safety.SAFE if sure else Safety.UNSAFE
            yield Part(first, last, text, safety, mixup.name)


def _is_worth_guessing(mixup: mixups.Mixup, reading: str, letters: int, lost: int) -> bool:
    """Whether enough of a reading is Chinese and known for the rest to be guessed."""
    most = letters if pages.page(mixup.page).is_double else letters // 2
    return lost <= most and 2 * len(_HAN.findall(reading)) >= letters


def _is_likely(text: str, leeway: float) -> bool:
    """Whether a reading is likely in itself."""
    shown = "".join(_BEYOND.findall(text))
    if len(shown) < 2 or not _HAN.search(shown):
        return False
    return -language_model.log_likelihood(shown) < _COST.get(len(shown), _COST_LONG) + leeway


def _is_patchwork(reading: str) -> bool:
    """Whether Han characters stand in words of letters, or are one and the same.

    Bytes of Latin text make GBK here and there, one character at a time.
    """
    han = _HAN.findall(reading)
    beside = len(_BESIDE.findall(reading))
    return 3 * beside > len(han) or len(set(han)) == 1 < len(han)
