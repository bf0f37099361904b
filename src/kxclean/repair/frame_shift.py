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
from dataclasses import dataclass, replace
from functools import cache

from kxclean.ledger import Safety
from kxclean.pattern import later
from kxclean.repair import gbk_model, language_model, variants
from kxclean.repair.glosses import LETTERS, Evidence
from kxclean.repair.shift_check import explains
from kxclean.repair.shift_slots import (
    ENDS,
    GLOSS,
    MARKS,
    TEXT,
    Kind,
    Page,
    Token,
    gloss_slot,
    slot,
    tokens_of,
)

__all__ = ["Repair", "find_starts", "repairs"]

#: Where a run may start: `?` and a mark, or `?` and a pinyin without its opening bracket.
_START = later(rf"\?(?=[{MARKS}]|[{LETTERS}]{{1,6}} ?[)）])")
#: Tokens that a search for dropped characters looks at.
_REACH_HIDDEN = 32
#: Nats a character below which a reading sounds odd, and by which another one has to sound better.
_FLUENT = -6.5
_SOUNDS_BETTER = 1.0
#: Characters read as they stand that end a run for good.
_SETTLED = 6
#: Characters before a run that the search sees.
_LEFT = 6
#: How many `?` among these characters before and behind a start, on its line, are too many to tell
#: one from the others: each may be one of 126 bytes. Of 38,000 places in 3,500 statutes that were
#: damaged on purpose, none had more than eight. Where characters were replaced by `?` all over,
#: nearly all places have more.
_AROUND = (20, 40)
_MANY_LOST = 17
#: Characters behind a start that a run usually spoils.
_SPOILT = 24

#: Nats by which a reading has to beat the text as it stands, with glosses in the document and
#: without. The prior odds of a phantom mark against `?` and a mark that somebody wrote.
_GAIN = 6.0
_GAIN_ALONE = 16.0
#: Nats a character below which text without glosses may be a shifted run.
_JUMBLE = -9.0
#: Nats by which it has to beat the next best reading. Of 350 repairs of random damage with this
#: margin one was wrong (a lost ” before 。).
_MARGIN = 1.0
#: Nats from which the language model needs not be asked again without the document.
_MARGIN_CLEAR = 4.0


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
    unlikely = "" if simplified else variants.only_simplified() + variants.unused_forms(text)
    general = language_model.search()
    search = general.within(_sound(text, starts), shown=shown, unlikely=unlikely)
    plain_search = general.within("", shown=shown, unlikely=unlikely)
    page = Page(text, evidence, simplified, _is_folded(text), search, plain_search)
    met: dict[tuple[str, str, bool], Repair | None] = {}
    done = 0
    for start in starts:
        if start < done:
            continue
        before = text[max(0, start - _AROUND[0]) : start].rpartition("\n")[2]
        behind = text[start : start + _AROUND[1]].partition("\n")[0]
        if before.count("?") + behind.count("?") >= _MANY_LOST:
            continue
        tokens = tokens_of(text, start)
        # The same damage is often repeated, and nothing else of the page goes into the judgement.
        left = _left(text[max(done, start - 40) : start])
        seen = text[start : tokens[-1].end + 1]
        place = (left, seen, _opens_line(text, start))
        if place not in met:
            found = _repair_at(page, left, tokens)
            met[place] = found and replace(found, start=0, end=found.end - start)
        found = met[place]
        if found is not None:
            done = start + found.end
            yield replace(found, start=start, end=done)


def _sound(text: str, starts: Sequence[int]) -> str:
    """The text without glosses and without what stands close behind where a run may start."""
    parts = []
    done = 0
    for start in starts:
        parts.append(text[done:start])
        done = max(done, start + _SPOILT)
    parts.append(text[done:])
    return GLOSS.sub("", "\n".join(parts))


def _is_folded(text: str) -> bool:
    """Whether full-width marks were folded: half-width ones prevail beside Han characters."""
    half = len(re.findall(r"[\u4e00-\u9fff][,:;!?]", text))
    full = len(re.findall(r"[\u4e00-\u9fff][，：；！？]", text))
    return half > full


def _repair_at(page: Page, left: str, tokens: list[Token]) -> Repair | None:
    best = _judge(page, left, tokens, hidden=False)
    if page.sure and (best is None or best.fluency < _FLUENT):
        # Perhaps the text lost private-use characters, which hid two bytes each.
        other = _judge(page, left, tokens[:_REACH_HIDDEN], hidden=True)
        if other is not None and (best is None or other.fluency > best.fluency + _SOUNDS_BETTER):
            return other
    return best


def _left(text: str) -> str:
    """The last characters before a run, without glosses."""
    return GLOSS.sub("", text)[-_LEFT:]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A reading cut to the run: the last token that it reads otherwise than it stands."""

    last: int
    found: str
    shown: str
    score: float


def _judge(
    page: Page,
    left: str,
    tokens: list[Token],
    *,
    hidden: bool,
) -> Repair | None:
    slots = [slot(page, tokens, index, hidden=hidden) for index in range(len(tokens))]
    owners = list(range(len(tokens)))
    # What follows a swallowed bracket is a gloss of its own slot.
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind is Kind.SWALLOWED:
            slots.insert(index + 1, [*gloss_slot(page, token)])
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
        if explains(page, left, tokens[: last + 1], found[:cut]):
            best = _Reading(last, found[:cut], text[:cut], score)
    if best is None:
        return None
    if not page.sure and not _is_jumble(tokens[: best.last + 1]):
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


def _is_jumble(tokens: Sequence[Token]) -> bool:
    """Whether what stands behind the mark is no language, whatever the mark may mean."""
    shown = "".join(
        token.text for token in tokens if token.kind is Kind.CHAR and token.text not in MARKS
    )
    return len(shown) > 1 and language_model.log_likelihood(shown) < _JUMBLE


def _is_guess(page: Page, tokens: Sequence[Token], best: _Reading) -> bool:
    """Whether a reading holds what nothing in the text can decide.

    That is a character that was swallowed, line ends aside, and an ideographic blank in a line.
    """
    seen = "".join(token.text for token in tokens if token.kind is Kind.CHAR)
    if _plain_count(best.found) > _plain_count(seen):
        return True
    return best.shown[:1] == "\u3000" and not _opens_line(page.text, tokens[0].start)


def _opens_line(text: str, start: int) -> bool:
    """Whether a line starts here."""
    return text[start - 1 : start] in ("", "\n")


def _plain_count(text: str) -> int:
    """ASCII characters that are no marks and no line ends."""
    return sum(char.isascii() and char not in ENDS for char in text)


def _upto(places: Sequence[int], last: int) -> int:
    """How many characters were completed by tokens up to `last`."""
    count = 0
    while count < len(places) and places[count] <= last:
        count += 1
    return count


def _last_changed(tokens: Sequence[Token], text: str, places: Sequence[int]) -> int:
    """The last token of the first run: behind it, `_SETTLED` characters are read as they stand."""
    by_token: dict[int, str] = {}
    for char, place in zip(text, places, strict=True):
        by_token[place] = by_token.get(place, "") + char
    last, same = -1, 0
    for index, token in enumerate(tokens):
        if token.kind is Kind.GLOSS:
            continue
        if by_token.get(index, "") == token.text:
            same += 1
            if same >= _SETTLED:
                break
        else:
            last, same = index, 0
    # Glosses right behind the run belong to what it restored.
    while 0 <= last < len(tokens) - 1 and tokens[last + 1].kind is Kind.GLOSS:
        last += 1
    return last


def _literal(page: Page, left: str, tokens: Sequence[Token]) -> float:
    """The score of the text as it stands, true glosses left out."""
    slots = [[(TEXT, token.text.encode(), 0.0)] for token in tokens if token.kind is not Kind.GLOSS]
    found = page.search.search(left, slots, results=1)
    return found[0][0] if found else -math.inf


@cache
def _simplified_map() -> tuple[str, str]:
    pairs = variants.to_simplified()
    singles = {char: form for char, form in pairs.items() if len(char) == len(form) == 1}
    return "".join(singles), "".join(singles.values())
