"""The ledger: every change as a value that can be replayed, explained and undone.

Positions are code points. The columns and the arithmetic are in the native module; this room is
their Python face and the only place where text changes.
"""

from __future__ import annotations

import json
import operator
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any, overload

from kxclean import _native
from kxclean.errors import LedgerError, shown, whole_text

__all__ = ["Edit", "Ledger", "Safety"]

_FORMAT = "kxclean-ledger"
_VERSION = 1


class Safety(str, Enum):
    """Whether an edit is applied by default (`safe`) or only proposed (`unsafe`)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One change: `removed` stood at `start:end`, `replacement` stands there now, `rule` did it.

    Where edits of several stages fell together, `rule` holds all their names, sorted and joined
    by `+`; `rules` gives them apart.

    A suggestion may have `candidates`: what else may have stood there, as replacements of the same
    span with their odds, likeliest first. The odds are shares and sum to one at most; the first is
    that of `replacement`. Candidates explain a suggestion and are no part of what an edit does:
    edits that differ in them alone are equal, and no ledger keeps them.

    >>> Edit(1, 6, "(nèi)", "", "pinyin-gloss").rules
    ('pinyin-gloss',)
    """

    start: int
    end: int
    removed: str
    replacement: str
    rule: str
    safety: Safety = Safety.SAFE
    candidates: tuple[tuple[str, float], ...] = field(default=(), compare=False)

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules, each once."""
        return tuple(self.rule.split("+"))


class _Edits(Sequence[Edit]):
    """The edits of a ledger, made into objects one by one as they are looked at."""

    def __init__(self, native: _native.EditList) -> None:
        self._native = native

    def __len__(self) -> int:
        return len(self._native)

    @overload
    def __getitem__(self, index: int) -> Edit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Edit, ...]: ...
    def __getitem__(self, index: int | slice) -> Edit | tuple[Edit, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        position = index + len(self) if index < 0 else index
        if not 0 <= position < len(self):
            raise IndexError(f"edit {index} of {len(self)}")
        return _edit(self._native.row(position))

    def __iter__(self) -> Iterator[Edit]:
        return map(_edit, self._native.rows())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str | bytes):
            return NotImplemented
        return tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return _edits_from_json, (Ledger(self._native).to_json(),)

    def __repr__(self) -> str:
        return f"<{len(self)} edits>"


def _edits_from_json(document: str) -> Sequence[Edit]:
    return Ledger.from_json(document).edits


def _edit(row: tuple[int, int, str, str, str, bool]) -> Edit:
    start, end, removed, replacement, rule, safe = row
    return Edit(start, end, removed, replacement, rule, Safety.SAFE if safe else Safety.UNSAFE)


class Ledger:
    """All edits that lead from one text (the raw one) to another (the clean one).

    Immutable. At most 48 bytes an edit are kept, beside the changed text itself.

    >>> ledger = Ledger.from_edits("內(nèi)蒙古", [Edit(1, 6, "(nèi)", "", "pinyin-gloss")])
    >>> ledger.apply("內(nèi)蒙古")
    '內蒙古'
    >>> ledger.revert("內蒙古")
    '內(nèi)蒙古'
    """

    __slots__ = ("__dict__", "_native")

    def __init__(self, native: _native.EditList) -> None:
        self._native = native

    @classmethod
    def identity(cls, text: str) -> Ledger:
        """The ledger of a text that nothing changes."""
        return cls(_native.EditList.identity(whole_text(text, LedgerError)))

    @classmethod
    def from_edits(cls, text: str, edits: Iterable[Edit]) -> Ledger:
        """The ledger of edits of `text`, in any order; touching ones of one rule are joined.

        Raises:
            LedgerError: if edits overlap, lie outside the text, or say that something else was
                removed than stands there.
        """
        whole_text(text, LedgerError)
        given = list(edits)
        for edit in given:
            if not isinstance(edit, Edit):
                raise LedgerError(f"a ledger is made of Edit values, not {shown(edit)}")
        ordered = sorted(given, key=lambda edit: (edit.start, edit.end))
        for edit in ordered:
            if text[edit.start : edit.end] != edit.removed:
                raise LedgerError(
                    f"the edit {shown(edit)} removes what does not stand at {edit.start}: there "
                    f"stands {shown(text[edit.start : edit.end])}; make the edit for this text"
                )
        rows = [
            (edit.start, edit.end, edit.replacement, edit.rule, edit.safety is Safety.SAFE)
            for edit in ordered
        ]
        try:
            return cls(_native.EditList.from_edits(text, rows))
        except (ValueError, OverflowError) as error:
            raise LedgerError(f"these edits do not fit together: {error}") from error

    @property
    def edits(self) -> Sequence[Edit]:
        """The edits in the order of the raw text, spans in code points of it."""
        return _Edits(self._native)

    def __len__(self) -> int:
        return len(self._native)

    def __bool__(self) -> bool:
        return len(self._native) > 0

    def apply(self, raw: str) -> str:
        """The clean text, made from the raw one.

        Raises:
            LedgerError: if the ledger was made for another text.
        """
        whole_text(raw, LedgerError)
        try:
            return self._native.apply(raw)
        except ValueError as error:
            raise LedgerError(f"cannot apply to {shown(raw)}: {error}") from error

    def revert(self, clean: str) -> str:
        """The raw text, made from the clean one, exactly as it was.

        Raises:
            LedgerError: if the clean text was changed since.
        """
        whole_text(clean, LedgerError)
        try:
            return self._native.revert(clean)
        except ValueError as error:
            raise LedgerError(f"cannot revert {shown(clean)}: {error}") from error

    def then(self, later: Ledger) -> Ledger:
        """This ledger followed by `later`, as one; nothing is joined or dropped.

        Associative: which characters stay, what the others become and by which rules does not
        depend on the grouping. Edits that touch may be listed as one or as two.

        Raises:
            LedgerError: if `later` was not made for the clean text of this one.
        """
        if not isinstance(later, Ledger):
            raise LedgerError(f"what follows a ledger is a Ledger, not {shown(later)}")
        try:
            return Ledger(self._native.then(later._native))
        except ValueError as error:
            raise LedgerError(f"the later ledger is for another text: {error}") from error

    def compact(self, removers: Iterable[str] = ()) -> Ledger:
        """The same change with touching edits of one rule joined and empty ones dropped.

        Where one of the rules `removers` left nothing standing, it alone is named: what other
        rules had done to the text that went is of no account.
        """
        return Ledger(self._native.compact(list(removers)))

    def to_clean(self, position: int) -> int:
        """Where a position of the raw text lies in the clean one. Monotone.

        Exact outside edits; inside one, the n-th character goes to the n-th of the replacement
        or to its end.
        """
        return self._native.to_result(_position(position))

    def to_raw(self, position: int) -> int:
        """Where a position of the clean text lies in the raw one. Monotone."""
        return self._native.to_source(_position(position))

    @property
    def raw_length(self) -> int:
        """Length of the raw text in code points."""
        return self._native.source_length

    @property
    def clean_length(self) -> int:
        """Length of the clean text in code points."""
        return self._native.result_length

    @cached_property
    def rule_counts(self) -> dict[str, int]:
        """How many edits each rule had a part in, most first."""
        counts: dict[str, int] = {}
        for edit in self.edits:
            for rule in edit.rules:
                counts[rule] = counts.get(rule, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def to_json(self) -> str:
        """The ledger as one line of JSON, without the unchanged text."""
        labels: dict[str, int] = {}
        rows = []
        for start, byte, removed, replacement, rule, safe in self._native.parts():
            number = labels.setdefault(rule, len(labels))
            rows.append([start, byte, removed, replacement, number, int(safe)])
        document = {
            "format": _FORMAT,
            "version": _VERSION,
            "raw": [self._native.source_length, self._native.source_bytes],
            "rules": list(labels),
            "edits": rows,
        }
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, document: str | bytes) -> Ledger:
        """The ledger that `to_json` wrote; needs no text.

        Raises:
            LedgerError: if the document is no ledger, of a later version, or contradicts itself.
        """
        try:
            value = json.loads(document)
            _check_version(value)
            chars, size = value["raw"]
            names = value["rules"]
            parts = [
                (start, byte, removed, replacement, names[number], bool(safe))
                for start, byte, removed, replacement, number, safe in value["edits"]
            ]
            native = _native.EditList.from_parts(chars, size, parts)
        except _UNREADABLE as error:
            raise LedgerError(f"{shown(document)} is not a kxclean ledger: {error}") from error
        return cls(native)

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return Ledger.from_json, (self.to_json(),)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ledger):
            return NotImplemented
        return self._native == other._native

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Ledger of {len(self)} edits: {self.raw_length} to {self.clean_length} characters>"


#: What reading a document that is no ledger may raise.
_UNREADABLE = (
    ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError, RecursionError,
)  # fmt: skip


def _check_version(value: Any) -> None:
    version = (value["format"], value["version"])
    if version != (_FORMAT, _VERSION):
        raise ValueError(
            f"{shown(version)} is not {_FORMAT} version {_VERSION}; read it with the kxclean that "
            "wrote it"
        )


def _position(position: Any) -> int:
    try:
        number = operator.index(position)
    except TypeError:
        number = -1
    if number < 0 or isinstance(position, bool):
        raise LedgerError(f"a position is a whole number from 0 on, not {shown(position)}")
    # What lies behind the end is carried to the end.
    return min(number, sys.maxsize)
