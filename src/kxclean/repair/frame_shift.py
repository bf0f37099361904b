"""Inverts GBK frame shifts: finds where one may start, reads the bytes again, checks the result.

A run starts at a phantom mark (`?` and a mark: the first byte of a character was cut off) or at a
phantom gloss (`?` and a pinyin without its opening bracket). From there on each character of the
text is the second byte of one character and the first of the next, until something brings the
frame back. The search tries every such reading; the forward model has the last word.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kxclean.ledger import Safety
from kxclean.pattern import later
from kxclean.repair import gbk_model, language_model
from kxclean.repair.glosses import LETTERS, Evidence
from kxclean.repair.shift_check import explains
from kxclean.repair.shift_page import ENDS, GLOSS, MARKS, Kind, Page, Token, tokens_of

__all__ = ["Repair", "find_starts", "repairs"]

#: Where a run may start: `?` and a mark, or `?` and a pinyin without its opening bracket.
_START = later(rf"\?(?=[{MARKS}]|[{LETTERS}]{{1,6}} ?[)）])")
#: Characters before a run that the search sees.
_LEFT = 6
#: Characters behind a start that tell two places of the same damage apart.
_REACH = 120
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
#: Nats by which it has to beat the next best reading; more by a share of what its oddest two
#: neighbours, and its oddest character, cost beyond some nats. Of 1,000 places in statutes, news
#: and forum posts that were damaged on purpose, most wrong readings sound odd somewhere.
_MARGIN = 1.1
_ODD, _ODD_SHARE = -16.0, 0.8
_RARE, _RARE_SHARE = -12.0, 1.5
#: What the oddest two neighbours cost in a reading that is jumble itself.
_BABBLE = -22.0
#: Nats from which the language model needs not be asked again without the document.
_MARGIN_CLEAR = 5.0
#: Nats below the best reading from which another one is no candidate.
_FAR = 7.0
#: Candidates of a suggestion: how many, and the share of all odds below which one is left out.
_CANDIDATES = 5
_LEAST_ODDS = 0.01


@dataclass(frozen=True, slots=True)
class Repair:
    """What stood at `start:end`, how sure that is, and what else may have stood there.

    `candidates` are all likely readings, this one first: where each ends, its text, and its odds;
    the odds sum to one at most.
    """

    start: int
    end: int
    replacement: str
    safety: Safety
    candidates: tuple[tuple[int, str, float], ...] = ()


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
    page = Page(text, evidence, _sound(text, starts))
    met: dict[tuple[str, str, bool], Repair | None] = {}
    done = 0
    for start in starts:
        if start < done:
            continue
        before = text[max(0, start - _AROUND[0]) : start].rpartition("\n")[2]
        behind = text[start : start + _AROUND[1]].partition("\n")[0]
        if before.count("?") + behind.count("?") >= _MANY_LOST:
            continue
        # The same damage is often repeated, and nothing else of the page goes into the judgement.
        left = GLOSS.sub("", text[max(done, start - 40) : start])[-_LEFT:]
        place = (left, text[start : start + _REACH], _opens_line(text, start))
        if place not in met:
            found = _judge(page, left, start)
            met[place] = found and _moved(found, -start)
        found = met[place]
        if found is not None:
            done = start + found.end
            yield _moved(found, start)


def _moved(repair: Repair, by: int) -> Repair:
    """The same repair at another place."""
    candidates = tuple((end + by, shown, odds) for end, shown, odds in repair.candidates)
    start, end = repair.start + by, repair.end + by
    return replace(repair, start=start, end=end, candidates=candidates)


def _sound(text: str, starts: Sequence[int]) -> str:
    """The text without glosses and without what stands close behind where a run may start."""
    parts = []
    done = 0
    for start in starts:
        parts.append(text[done:start])
        done = max(done, start + _SPOILT)
    parts.append(text[done:])
    return GLOSS.sub("", "\n".join(parts))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A reading that the forward model leads back to the damaged text."""

    score: float
    oddest: float
    rarest: float
    end: int
    found: str
    shown: str
    tokens: tuple[Token, ...]


def _judge(page: Page, left: str, start: int) -> Repair | None:
    literal, readings = _readings(page, left, start)
    if not readings:
        return None
    best = readings[0]
    if not page.sure and (best.oddest < _BABBLE or not _is_jumble(best.tokens)):
        return None
    margin = best.score - readings[1].score if len(readings) > 1 else math.inf
    doubt = _ODD_SHARE * max(0.0, _ODD - best.oddest)
    doubt += _RARE_SHARE * max(0.0, _RARE - best.rarest)
    sure = margin >= _MARGIN + doubt and not _is_guess(page, best)
    if sure and margin < _MARGIN_CLEAR:
        # What the document says elsewhere may tip the scales, but not against the language.
        plain = [run for run in page.reader.read(start, left, plain=True) if run[3] > start]
        sure = bool(plain) and plain[0][5] == best.shown
    odds = [math.exp(reading.score - best.score) for reading in readings]
    total = sum(odds) + math.exp(min(0.0, literal - best.score))
    return Repair(
        start,
        best.end,
        _folded(page, best.shown),
        Safety.SAFE if sure else Safety.UNSAFE,
        tuple(
            (reading.end, _folded(page, reading.shown), odd / total)
            for reading, odd in zip(readings[:_CANDIDATES], odds, strict=False)
            if odd / total >= _LEAST_ODDS
        ),
    )


def _readings(page: Page, left: str, start: int) -> tuple[float, list[_Reading]]:
    """The score of the text as it stands, and the readings that are far likelier, best first."""
    runs = page.reader.read(start, left)
    literal = next((score for score, _, _, end, *_ in runs if end == start), -math.inf)
    wanted = literal + (_GAIN if page.sure else _GAIN_ALONE)
    found: list[_Reading] = []
    for score, oddest, rarest, end, said, shown in runs:
        if score < wanted or (found and score < found[0].score - _FAR):
            break
        tokens = tuple(tokens_of(page.text, start, end))
        if end > start and explains(page, left, tokens, said):
            found.append(_Reading(score, oddest, rarest, end, said, shown, tokens))
    return literal, found


def _folded(page: Page, shown: str) -> str:
    return gbk_model.fold_width(shown) if page.folded else shown


def _is_jumble(tokens: Sequence[Token]) -> bool:
    """Whether what stands behind the mark is no language, whatever the mark may mean."""
    shown = "".join(
        token.text for token in tokens if token.kind is Kind.CHAR and token.text not in MARKS
    )
    return len(shown) > 1 and language_model.log_likelihood(shown) < _JUMBLE


def _is_guess(page: Page, reading: _Reading) -> bool:
    """Whether a reading holds what nothing in the text can decide.

    That is a character that was swallowed, line ends aside, and an ideographic blank in a line.
    """
    seen = "".join(token.text for token in reading.tokens if token.kind is Kind.CHAR)
    if _plain_count(reading.found) > _plain_count(seen):
        return True
    return reading.shown[:1] == "\u3000" and not _opens_line(page.text, reading.tokens[0].start)


def _opens_line(text: str, start: int) -> bool:
    """Whether a line starts here."""
    return text[start - 1 : start] in ("", "\n")


def _plain_count(text: str) -> int:
    """ASCII characters that are no marks and no line ends."""
    return sum(char.isascii() and char not in ENDS for char in text)
