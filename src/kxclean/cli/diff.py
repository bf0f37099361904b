"""A diff of edits that can be read: only what is near a change, with the rules' names.

What went is shown as `[-so-]`, what came as `{+so+}`, in colour where there is any, so that the
diff reads the same in a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from kxclean.cli.show import visible
from kxclean.ledger import Edit

__all__ = ["hunks", "suggestion"]

_REMOVED, _ADDED, _HEAD = "red", "green", "cyan"
#: Longer pieces are shown by their ends.
_LONGEST = 120


def hunks(raw: str, edits: Iterable[Edit], context: int) -> Iterator[Text]:
    """The changes, those together whose surroundings touch.

    Args:
        raw: the text that the edits are of.
        edits: in order.
        context: characters shown on either side of a change.
    """
    group: list[Edit] = []
    lines = _Lines(raw)
    for edit in edits:
        if group and edit.start - group[-1].end > 2 * context:
            yield _hunk(raw, group, context, lines)
            group = []
        group.append(edit)
    if group:
        yield _hunk(raw, group, context, lines)


def suggestion(raw: str, edit: Edit, context: int) -> Text:
    """One change that was not made."""
    return _hunk(raw, [edit], context, _Lines(raw))


class _Lines:
    """Line numbers for positions that only grow."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._at = 0
        self._line = 1

    def of(self, position: int) -> int:
        self._line += self._raw.count("\n", self._at, position)
        self._at = position
        return self._line


def _hunk(raw: str, edits: Sequence[Edit], context: int, lines: _Lines) -> Text:
    start, end = max(0, edits[0].start - context), min(len(raw), edits[-1].end + context)
    names = dict.fromkeys(name for edit in edits for name in edit.rules)
    head = f"line {lines.of(edits[0].start)}, {edits[0].start}–{edits[-1].end}: {', '.join(names)}"
    shown = Text.assemble((head, _HEAD), "\n  ", "…" if start else "")
    at = start
    for edit in edits:
        shown.append(visible(raw[at : edit.start]))
        if edit.removed:
            shown.append(f"[-{_short(edit.removed)}-]", _REMOVED)
        if edit.replacement:
            shown.append(f"{{+{_short(edit.replacement)}+}}", _ADDED)
        at = edit.end
    shown.append(visible(raw[at:end]))
    shown.append("…" if end < len(raw) else "")
    return shown


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return visible(text)
    half = _LONGEST // 3
    between = f" … {len(text) - 2 * half:,} characters … "
    return visible(text[:half]) + between + visible(text[-half:])
