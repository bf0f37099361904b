"""What a sample of heads and feet shares: lines, and patterns with slots, that many documents have.

A line is plain when each run of digits in it is one `0`. Lines that are plainly the same in many
documents are templates. Of the others, the letters that stand in often met runs of three are the
constant part and what lies between them is a slot: so names and titles behind a label are found.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import ceil
from typing import Literal

from kxclean.boilerplate import formulas
from kxclean.boilerplate.fold import fold
from kxclean.boilerplate.linerule import Evidence
from kxclean.pattern import later

__all__ = ["Borders", "Template", "TemplateLines", "find_templates", "plain"]

Borders = tuple[tuple[str, ...], tuple[str, ...]]
Where = Literal["head", "foot"]

_DIGITS = later(r"\d+")
_SLOT = "\0"
_LABEL = later(r"[^\s:|/\[(]{2,12}(?: ?[:|/] ?| )(?=\S)")
#: Documents that have to share a line that speaks of a site, and any other line; with their shares.
_FEW, _FEW_SHARE = 5, 0.02
_MANY, _MANY_SHARE = 8, 0.1
#: Share of the documents that have to share a line without a word of sites.
_HALF, _NEARLY_ALL = 0.5, 0.8
#: Letters of the shortest template, and of one above the title that says nothing of a site.
_LETTERS, _SLOGAN = 4, 8
#: Letters that names in the slots of a credit have at most.
_NAMES = 16
#: Lines of title that may stand between a template and the edge of the head.
_TITLES = 3
_TITLE_LENGTH = 60


def plain(line: str) -> str:
    """The line in the folded view, with single blanks, each run of digits as one `0`.

    >>> plain("閱讀： １６４次　2019-05-01")
    '阅读: 0次 0-0-0'
    """
    return _DIGITS.sub("0", " ".join(fold(line).split()))


@dataclass(frozen=True, slots=True)
class Template:
    """A line or pattern that documents share at one end.

    `parts` are constant texts in the folded view, `{number}` and `{text}`; `documents` is how many
    of the sample have it, `share` their share; `evidence` how far it speaks for itself.
    """

    where: Where
    parts: tuple[str, ...]
    documents: int
    share: float
    evidence: Evidence

    def __str__(self) -> str:
        return "".join(self.parts)


def find_templates(
    sample: Sequence[Borders], knows: Callable[[str, bool], bool] = lambda _line, _foot: False
) -> tuple[Template, ...]:
    """The templates of a sample of heads and feet, most common first.

    `knows` tells whether a rule knows a line at the head, or at the foot: a template may stand
    behind such lines.
    """
    ends: tuple[tuple[Where, int], ...] = (("head", 0), ("foot", 1))
    found = [
        template
        for where, number in ends
        for template in _End(where, [borders[number] for borders in sample], knows).templates()
    ]
    return tuple(sorted(found, key=lambda one: (-one.documents, one.where, one.parts)))


@dataclass(slots=True)
class _Shared:
    """A line or skeleton that documents share, and where: number of the document and the line."""

    skeleton: str
    places: list[tuple[int, int]]
    originals: Counter[str] = field(default_factory=Counter)

    @property
    def documents(self) -> int:
        return len({document for document, _ in self.places})

    @property
    def slots(self) -> int:
        return self.skeleton.count(_SLOT)

    @property
    def constant(self) -> str:
        """What is the same everywhere."""
        return self.skeleton.replace(_SLOT, " ").strip()

    def parts(self) -> tuple[str, ...]:
        """Constants and slots; digits that never vary are constant."""
        ((common, number),) = self.originals.most_common(1)
        if not self.slots and number >= 0.95 * self.originals.total():
            return (common,)
        pieces = re.split(f"(0|{_SLOT})", self.skeleton)
        names = {"0": "{number}", _SLOT: "{text}"}
        return tuple(names.get(piece, piece) for piece in pieces if piece)


class _End:
    """One end of the documents of a sample; lines are counted from the edge inwards."""

    def __init__(
        self, where: Where, ends: Sequence[Sequence[str]], knows: Callable[[str, bool], bool]
    ) -> None:
        self.where = where
        self.knows = cache(lambda line: knows(line, where == "foot"))
        self.ends = ends
        self.lines = [[_DIGITS.sub("0", line) for line in end] for end in ends]
        self.few = max(_FEW, ceil(_FEW_SHARE * len(ends)))
        self.many = max(_MANY, ceil(_MANY_SHARE * len(ends)))

    def templates(self) -> Iterator[Template]:
        """What is no formula, hangs together with the edge, and has other text beyond it."""
        shared = [*self._same(), *self._alike()]
        repeated = {place for one in shared for place in one.places}
        shared = [one for one in shared if self._varies_beyond(one, repeated)]
        graded: list[tuple[_Shared, Evidence]] = []
        while shared:
            graded = [
                (one, evidence)
                for one in shared
                if (evidence := self._grade(one)) is not None and self._at_edge(one, shared)
            ]
            if len(graded) == len(shared):
                break
            shared = [one for one, _ in graded]
        for one, evidence in graded:
            share = one.documents / len(self.ends)
            yield Template(self.where, one.parts(), one.documents, round(share, 4), evidence)

    def _same(self) -> list[_Shared]:
        """Lines that are plainly the same in a few documents at least."""
        found: dict[str, _Shared] = {}
        for document, lines in enumerate(self.lines):
            for number, line in enumerate(lines):
                one = found.setdefault(line, _Shared(line, []))
                one.places.append((document, number))
                one.originals[self.ends[document][number]] += 1
        return [one for line, one in found.items() if _is_long(line) and one.documents >= self.few]

    def _alike(self) -> list[_Shared]:
        """Skeletons of the lines that are not the same in many documents."""
        same = {one.skeleton for one in self._same() if one.documents >= self.many}
        rest = [
            (document, number, line)
            for document, lines in enumerate(self.lines)
            for number, line in enumerate(lines)
            if line and line not in same
        ]
        holders: defaultdict[str, set[int]] = defaultdict(set)
        for document, _, line in rest:
            for gram in _grams(line):
                holders[gram].add(document)
        common = {gram for gram, documents in holders.items() if len(documents) >= self.many}
        found: dict[str, _Shared] = {}
        for document, number, line in rest:
            self._note(found, _skeleton(line, common), document, number)
        for document, lines in enumerate(self.lines):
            for number, line in enumerate(lines):
                self._note(found, _label(line), document, number)
        return [one for one in found.values() if one.documents >= self.many]

    def _note(
        self, found: dict[str, _Shared], skeleton: str | None, document: int, number: int
    ) -> None:
        if skeleton is not None:
            one = found.setdefault(skeleton, _Shared(skeleton, []))
            if (document, number) not in one.places[-1:]:
                one.places.append((document, number))
                one.originals[self.ends[document][number]] += 1

    def _varies_beyond(self, one: _Shared, repeated: set[tuple[int, int]]) -> bool:
        """Whether other text stands beyond it: copies share all their lines, pages do not."""
        beyond: set[str] = set()
        for document, number in one.places:
            lines = self.lines[document]
            inward = [at for at in range(number + 1, len(lines)) if (document, at) not in repeated]
            beyond.add(lines[inward[0]] if inward else f"{_SLOT}{document}")
        return len(beyond) >= max(3, one.documents // 3)

    def _at_edge(self, one: _Shared, shared: Iterable[_Shared]) -> bool:
        """Whether only templates and titles stand between it and the edge."""
        taken = {place for other in shared for place in other.places}
        touching = 0
        for document, number in one.places:
            lines = self.ends[document]
            outward = [
                at
                for at in range(number)
                if (document, at) not in taken and not self.knows(lines[at])
            ]
            if self.where == "head":
                free = len(outward) <= _TITLES and all(
                    map(_may_be_title, (lines[at] for at in outward))
                )
            else:
                free = not outward
            touching += free
        return touching >= _NEARLY_ALL * len(one.places)

    def _grade(self, one: _Shared) -> Evidence | None:
        """How far a template speaks for itself; `None` for what belongs to the texts."""
        line = one.constant
        site = formulas.speaks_of_site(line)
        page = site or formulas.says_site(line)
        share = one.documents / len(self.ends)
        if formulas.is_formula(line):
            return None
        if one.slots:
            if page:
                return self._grade_pattern(line, site=site)
            return self._grade_credit(one, line, share)
        if formulas.is_sentence(line) and not (page and line.endswith("!") and "," not in line):
            if site and share >= _MANY_SHARE:
                return Evidence.PLAIN
            return Evidence.FOLLOWS if share >= _NEARLY_ALL and one.documents >= _MANY else None
        if formulas.names_author(line):
            return Evidence.WEAK if page else None
        if formulas.is_house(line) and not site:
            enough = share >= _HALF and one.documents >= _MANY and self.where == "foot"
            return Evidence.FOLLOWS if enough else None
        if site:
            return Evidence.PLAIN
        if one.documents < self.many:
            return None
        if self.where == "head":
            return self._grade_head(one, line, share, page=page)
        if page and share >= 3 * _MANY_SHARE:
            return Evidence.PLAIN
        if share < _HALF:
            return None
        last = sum(number == 0 for _, number in one.places) >= _HALF * len(one.places)
        return Evidence.PLAIN if last or share >= _NEARLY_ALL else Evidence.FOLLOWS

    def _grade_head(self, one: _Shared, line: str, share: float, *, page: bool) -> Evidence | None:
        """A line under the title may be a heading, and one above it a title of its own."""
        if formulas.is_title(line):
            return None
        labelled = any(mark in line for mark in ":|>0")
        if page and labelled:
            return Evidence.PLAIN
        if share < _NEARLY_ALL or (not page and _letters(line) < _SLOGAN):
            return None
        first = sum(number == 0 for _, number in one.places) >= _NEARLY_ALL * len(one.places)
        if first:
            return Evidence.PLAIN
        return None if line[:1] in "[<" else Evidence.WEAK

    def _grade_pattern(self, line: str, *, site: bool) -> Evidence | None:
        if formulas.is_title(line) or (formulas.is_sentence(line) and not site):
            return None
        if formulas.names_author(line):
            return Evidence.WEAK
        return Evidence.PLAIN if site or any(mark in line for mark in ":|/[(>0") else None

    def _grade_credit(self, one: _Shared, line: str, share: float) -> Evidence | None:
        """Names behind words that nearly all pages have in their last lines."""
        if self.where == "head" or share < _NEARLY_ALL or _letters(line) < _LETTERS:
            return None
        if formulas.is_title(line) or formulas.is_sentence(line) or formulas.names_author(line):
            return None
        if formulas.is_house(line) or one.slots > 2:
            return None
        longest = max(map(len, one.originals)) - len(line)
        return Evidence.PLAIN if longest <= _NAMES else None


def _letters(line: str) -> int:
    return sum(map(str.isalnum, line))


def _is_long(line: str) -> bool:
    """Whether a line says enough to be a template."""
    letters = _letters(line.replace("0", ""))
    numbered = letters > 1 and ":" in line and "0" in line
    return letters >= _LETTERS or numbered or formulas.speaks_of_site(line)


def _may_be_title(line: str) -> bool:
    return 0 < len(line) <= _TITLE_LENGTH and not formulas.is_sentence(line)


def _grams(line: str) -> set[str]:
    framed = f"\x02{line}\x03"
    return {framed[at : at + 3] for at in range(len(framed) - 2)}


def _skeleton(line: str, common: set[str]) -> str | None:
    """The line with a slot for what no often met run of three letters covers, if it has both."""
    framed = f"\x02{line}\x03"
    covered = [False] * len(framed)
    for at in range(len(framed) - 2):
        if framed[at : at + 3] in common:
            covered[at : at + 3] = [True] * 3
    kept = "".join(
        mark if constant else _SLOT for mark, constant in zip(framed, covered, strict=True)
    )[1:-1]
    skeleton = re.sub(f"{_SLOT}+", _SLOT, kept)
    constant = skeleton.replace(_SLOT, "")
    if _SLOT not in skeleton or skeleton.count(_SLOT) > 4 or _letters(constant) < 2:
        return None
    return skeleton


def _label(line: str) -> str | None:
    """The line with a slot behind its first word, if that may be a label.

    >>> _label("统筹组: 张三").replace(_SLOT, "…")
    '统筹组: …'
    """
    found = _LABEL.match(line)
    return None if found is None or found.end() == len(line) else found[0] + _SLOT


class TemplateLines:
    """Templates, ready to be looked for."""

    def __init__(self, templates: Iterable[Template]) -> None:
        self.templates = tuple(templates)

    @cached_property
    def _constant(self) -> dict[tuple[Where, str], Template]:
        """By the plain line; those with digits of their own by the whole line."""
        return {
            (one.where, str(one).replace("{number}", "0")): one
            for one in self.templates
            if "{text}" not in one.parts
        }

    @cached_property
    def _patterns(self) -> list[tuple[Template, re.Pattern[str]]]:
        found = []
        for one in self.templates:
            if "{text}" in one.parts:
                slots = {"{text}": "[^。!?;]{1,60}?", "{number}": "0"}
                source = "".join(slots.get(part) or re.escape(part) for part in one.parts)
                found.append((one, re.compile(source)))
        return found

    @cached_property
    def words(self) -> tuple[str, ...]:
        """One of these stands in the folded view of every line that a template knows."""
        found = {max(_pieces(one), key=len, default="") for one in self.templates}
        return tuple(sorted(word for word in found if len(word) > 1))

    def evidence(self, line: str) -> tuple[Evidence | None, Evidence | None]:
        """How far the templates speak for a line, at the head and at the foot."""
        whole = " ".join(fold(line).split())
        pattern = _DIGITS.sub("0", whole)
        return self._at("head", whole, pattern), self._at("foot", whole, pattern)

    def _at(self, where: Where, whole: str, line: str) -> Evidence | None:
        known = self._constant.get((where, whole)) or self._constant.get((where, line))
        if known is not None:
            return known.evidence
        found = [
            one.evidence
            for one, pattern in self._patterns
            if one.where == where and pattern.fullmatch(line)
        ]
        return max(found, default=None)


def _pieces(template: Template) -> list[str]:
    return [
        piece
        for part in template.parts
        if part not in ("{number}", "{text}")
        for piece in re.split(r"[\d\s]+", part)
    ]
