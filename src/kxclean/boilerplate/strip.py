"""Which of the known lines leave the text, and the edits that take them out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from kxclean.boilerplate.learned import learned_rule
from kxclean.boilerplate.linerule import Evidence, LineRule
from kxclean.boilerplate.lines import Line, line_of
from kxclean.boilerplate.pieces import Known, Piece
from kxclean.boilerplate.recogniser import Recogniser
from kxclean.boilerplate.rulefile import shipped_rules
from kxclean.boilerplate.templates import Template, TemplateLines
from kxclean.boilerplate.values import KINDS, add, kind_of
from kxclean.ledger import Safety
from kxclean.pattern import later
from kxclean.rule import Context, Findings, Rule

__all__ = ["LinePass"]

#: Lines of text at either end among which boilerplate is sought. Those that rules know are not
#: counted, so that the window does not move when they are gone.
_WINDOW = 20
#: With more known lines than this an end is no head or foot but a list of its own.
_MOST = 60
#: Title, subtitle and house may stand before the lines of the head; none is as long as a sentence.
_TITLES = 3
_TITLE_LENGTH = 60
_SENTENCE = later(r"[。！？；!?;:：，,…]\s*$|。")
#: `姓名：李四`: a line of a form, of a table, or of the address in a letter.
_FORM = later(r"\s*[^:：。，,!?！？]{1,12}[:：]\s*[^\s:：][^。]{0,40}$")
#: Lines of a list of other pages. A line of one is a title: no sentence, no book, no place in one.
_LISTED = 20
_NO_ENTRY = later(
    r"[。；;]|[，,：:、]\s*$|出版社|出版公司|[编編]?著[,，.）)]|[\u4e00-\u9fff]著《|\[[A-Z](?:/OL)?\]|第\s?\d+\s?[页頁期卷]|\bpp?\."
)
#: The evidence that a run of lines needs (one plain line), and that it needs beside a form (two
#: plain lines and company).
_ENOUGH = 2
_ENOUGH_IN_FORM = 5


@dataclass(slots=True, eq=False)
class _Entry:
    """A line near an end, what is known of it, and what becomes of it."""

    line: Line
    known: Known | None
    leaves: bool = False
    proposed: bool = False

    def stands(self, *, foot: bool) -> Known | None:
        """What is known of it, if that may stand at this end."""
        return self.known if self.known is not None and self.known.stands(foot=foot) else None


@dataclass(frozen=True, slots=True)
class _Ends:
    """The lines near the two ends; `whole` says that they are all the lines of the text."""

    entries: list[_Entry]
    head: list[_Entry]
    foot: list[_Entry]
    whole: bool


class LinePass:
    """Takes head and foot lines out of a text, and what they say into the metadata.

    A line leaves by what it says and where it stands: rules must cover it from end to end, and the
    run of such lines at the head or the foot must bring enough evidence together. A line of a rule
    that is switched off stays, though it is evidence for its neighbours. A text of nothing but such
    lines stays whole: a head or a foot needs something that it belongs to.

    Args:
        load: gives the rules; called when they are first needed.
        templates: what a model learned of the source.

    >>> from kxclean.boilerplate.rulefile import shipped_rules
    >>> LinePass(shipped_rules).rules[0].name
    'publisher-line'
    """

    def __init__(
        self, load: Callable[[], Iterable[LineRule]], templates: Iterable[Template] = ()
    ) -> None:
        self._load = load
        self._templates = TemplateLines(templates)

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(self._load(), self._templates)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules whose lines this pass takes out."""
        return (*(one.rule for one in self._recogniser.rules), learned_rule())

    @cached_property
    def digest(self) -> str:
        """What tells it from the pass with the shipped rules alone; empty for that one."""
        shipped = {one.rule.name for one in shipped_rules()}
        own = [one for one in self._recogniser.rules if one.rule.name not in shipped]
        templates = self._templates.templates
        if not own and not templates:
            return ""
        return hashlib.sha256(repr((own, templates)).encode()).hexdigest()

    def __call__(self, text: str, context: Context) -> Findings:
        """Finds head and foot lines in `text`; changes nothing."""
        findings = Findings()
        ends = _ends(text, self._recogniser)
        if ends is None:
            return findings
        _Judge(ends, context).decide()
        if ends.whole and all(entry.leaves for entry in ends.entries):
            return findings
        _note(text, ends.entries, findings)
        return findings


_Row = tuple[int, int, bool, list[int]]


def _ends(text: str, recogniser: Recogniser) -> _Ends | None:
    """The lines near the ends; `None` if no rule knows one, or if they are a list of their own."""
    found = recogniser.finder.ends(text)
    if found is None:
        return None
    first, first_is_all, last, last_is_all = found
    known: dict[int, Known] = {}
    for start, stop, begins, numbers in (*first, *last):
        if (begins or numbers) and start not in known:
            one = recogniser.known(line_of(text, start, stop), begins, numbers)
            if one is not None:
                known[start] = one
    if not known:
        return None
    head, more = _window(text, first, first_is_all, known, -1)
    foot: list[_Entry] = []
    if more:
        foot, more = _window(text, last, last_is_all, known, head[-1].line.start)
        foot.reverse()
    for window in (head, foot):
        if sum(entry.known is not None for entry in window) > _MOST:
            return None
    entries = [*head, *foot]
    for left, right in pairwise(entries):
        if "\t" in left.line.text and "\t" in right.line.text:
            left.known = right.known = None  # rows of a table
    return _Ends(entries, entries if not more else head, entries if not more else foot, not more)


def _window(
    text: str, rows: Sequence[_Row], are_all: bool, known: Mapping[int, Known], beyond: int
) -> tuple[list[_Entry], bool]:
    """The lines of a window, and whether there are more before the line that starts at `beyond`."""
    entries: list[_Entry] = []
    unknown = 0
    for start, stop, _, _ in rows:
        if start == beyond:
            return entries, False
        entries.append(_Entry(line_of(text, start, stop), known.get(start)))
        unknown += start not in known
        if unknown == _WINDOW or len(entries) - unknown > _MOST:
            return entries, True
    return entries, not are_all


class _Judge:
    """Decides which entries leave, until nothing more does."""

    def __init__(self, ends: _Ends, context: Context) -> None:
        self._ends = ends
        self._context = context
        self._all = context.config.apply == "all"

    def decide(self) -> None:
        """Marks the entries that leave and those that are proposed.

        What is left is looked at again, as the next round of the cleaner would: so one round finds
        everything.
        """
        left = -1
        while left != (left := sum(not entry.leaves for entry in self._ends.entries)):
            self._head([entry for entry in self._ends.head if not entry.leaves])
            self._foot([entry for entry in self._ends.foot if not entry.leaves])
            for entry in self._ends.entries:
                if entry.known is not None and entry.known.alone:
                    self._leave(entry, entry.known)

    def _head(self, entries: Sequence[_Entry]) -> None:
        titles = 0
        before: _Entry | None = None
        for known, group in groupby(entries, lambda entry: bool(entry.stands(foot=False))):
            run = list(group)
            if known:
                behind = entries.index(run[-1]) + 1
                after = entries[behind] if behind < len(entries) else None
                self._run(run, (before, after), foot=False)
                continue
            titles += len(run)
            if titles > _TITLES or any(_is_text(entry.line.text) for entry in run):
                return
            before = run[-1]

    def _foot(self, entries: Sequence[_Entry]) -> None:
        first = len(entries)
        while first:
            if entries[first - 1].stands(foot=True):
                first -= 1
            elif heading := _heading_of_list(entries, first):
                _enlist(entries[heading - 1 : first])
                first = heading
            else:
                break
        if first < len(entries):
            before = entries[first - 1] if first else None
            self._run(entries[first:], (before,), foot=True)

    def _run(
        self, run: Sequence[_Entry], neighbours: Iterable[_Entry | None], *, foot: bool
    ) -> None:
        """Judges consecutive known lines at one end, with the lines of text beside them."""
        said: dict[tuple[str, ...], Evidence] = {}
        for entry in run:
            if entry.known is not None:
                for keys, evidence in entry.known.evidence(foot=foot).items():
                    said[keys] = max(said.get(keys, evidence), evidence)
        in_form = any(near is not None and _FORM.match(near.line.text) for near in neighbours)
        enough = sum(said.values()) >= (_ENOUGH_IN_FORM if in_form else _ENOUGH)
        behind = False
        for entry in run:
            if entry.known is None:
                continue
            best = max(entry.known.evidence(foot=foot).values(), default=Evidence.FOLLOWS)
            if (
                best is Evidence.SURE
                or (enough and best >= Evidence.WEAK)
                or (behind and best is Evidence.FOLLOWS)
            ):
                behind = True
                self._leave(entry, entry.known)
            elif best >= Evidence.WEAK:
                self._propose(entry, entry.known)

    def _on(self, known: Known) -> bool:
        return all(self._context.on(piece.rule.rule) for piece in known.pieces)

    def _leave(self, entry: _Entry, known: Known) -> None:
        if self._on(known):
            entry.leaves = True

    def _propose(self, entry: _Entry, known: Known) -> None:
        if not any(piece.values and piece.rule.labelled for piece in known.pieces):
            return  # a bare date or address
        if self._all:
            self._leave(entry, known)
        elif self._on(known):
            entry.proposed = True


def _heading_of_list(entries: Sequence[_Entry], stop: int) -> int:
    """Where the list that ends before `stop` begins, behind its heading; 0 if there is none.

    A list is one of titles: short lines without the marks of a sentence, and no books.
    """
    for first in range(stop - 1, max(0, stop - 1 - _LISTED), -1):
        known = entries[first].stands(foot=True)
        if known is not None:
            heads = known.pieces[-1].rule.lists and not known.pieces[-1].values
            return first + 1 if heads else 0
        if not _is_entry(entries[first].line.text):
            return 0
    return 0


def _is_entry(line: str) -> bool:
    """Whether a line may be the title of another page in a list of such."""
    title = line.strip()
    return 4 <= len(title) <= _TITLE_LENGTH and not _NO_ENTRY.search(title)


def _enlist(entries: Sequence[_Entry]) -> None:
    """Makes the lines below a heading known, as entries of its list."""
    heading = entries[0].known
    assert heading is not None
    rule = heading.pieces[-1].rule
    for entry in entries[1:]:
        value = KINDS[kind_of(rule.lists)](entry.line.text)
        values = {} if value is None else {rule.lists: value}
        entry.known = Known((Piece(rule, entry.line.start, values),))


def _is_text(line: str) -> bool:
    """Whether a line belongs to the body and is no title; too long ones come as the empty text."""
    return not line or len(line.strip()) > _TITLE_LENGTH or bool(_SENTENCE.search(line))


def _note(text: str, entries: Sequence[_Entry], findings: Findings) -> None:
    """Notes the edits of the entries that leave, what they say, and the proposals."""
    for first, last in _runs(entries):
        low, high = _share(text, entries, first, last)
        pieces = [
            piece
            for entry in entries[first : last + 1]
            if entry.known
            for piece in entry.known.pieces
        ]
        stops = [piece.start for piece in pieces[1:]]
        for piece, start, stop in zip(pieces, [low, *stops], [*stops, high], strict=True):
            findings.edit(text, start, stop, "", piece.rule.rule)
            for key, value in piece.values.items():
                add(findings.metadata, key, value)
    for at, entry in enumerate(entries):
        if entry.proposed and not entry.leaves and entry.known is not None:
            low, high = _share(text, entries, at, at)
            rule = entry.known.pieces[0].rule.rule
            findings.edit(text, low, high, "", rule, safety=Safety.UNSAFE)


def _runs(entries: Sequence[_Entry]) -> Iterator[tuple[int, int]]:
    """First and last index of the entries that leave together."""
    at = 0
    for leaves, group in groupby(entries, lambda entry: entry.leaves):
        size = len(list(group))
        if leaves:
            yield at, at + size - 1
        at += size


def _share(text: str, entries: Sequence[_Entry], first: int, last: int) -> tuple[int, int]:
    """The span of lines and of the blank lines that go with them.

    Between two lines that stay the wider gap stays; at the ends nothing stays but a final break.
    """
    if last + 1 == len(entries):
        # A text that ends with a break ends with one afterwards, if anything is left.
        high = len(text) - (1 if first and text.endswith("\n") else 0)
    else:
        high = entries[last + 1].line.start
    if first == 0:
        return 0, high
    low = entries[first - 1].line.stop
    start, stop = entries[first].line.start, entries[last].line.stop
    if last + 1 == len(entries):
        return low, high
    if text.count("\n", low, start) >= text.count("\n", stop, high):
        return start, high
    return low, stop
