"""Digit groups in columns of tables: what the other cells and the heading say of a cell."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from kxclean.normalise.measures import BLANKS, LABELS, QUANTITIES, announces_code
from kxclean.pattern import later

__all__ = ["Columns", "may_be_cell"]

#: Rows above and below that are looked at; what they say is remembered for the whole block.
_ROWS = 400
_GAP = later(f"[{BLANKS}]{{2,}}")
_BARS = "|｜"
#: The frame of a table drawn by hand, whose cells have to keep their width.
_FRAME = later("[│┃]")
_BAR = later(f"[{_BARS}]")
_RULE = later(f"^[-=+:┼├┤┬┴┌┐└┘─━{_BARS}{BLANKS}]*$")
_GROUPED = later(r"[-+−±]?[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f,，][0-9]{3})+(?:\.[0-9]+)?")
_PLAIN = later(r"[-+−±]?[0-9]{1,3}(?:\.[0-9]+)?[%％]?|[-–—…/*]*|无|無|不[详詳]|未知")
_CODE_HEADING = later(
    "代[码碼号號]|[编編序卡账帳学學证證工考房车車股批货貨]号|[編序號卡帳學證工考房車股批貨]號|号[码碼]|號碼|电话|電話|手机|手機|"
    "邮编|郵編|传真|傳真|坐[标標]|[经經纬緯]度|型[号號]|年[份度]|日期|时间|時間|页|頁|ISBN|比分|成绩|成績|ID"
)


def may_be_cell(text: str, start: int, end: int) -> bool:
    """Whether a run looks like the only thing in a cell of a table."""
    left = text[max(0, start - 3) : start].rstrip("+-−±")
    right = text[end : end + 16]
    opened = (
        not left
        or left[-1:] == "\n"
        or re.search(rf"[\t{_BARS}][{BLANKS}]?$|[{BLANKS}]{{2}}$", left)
    )
    closed = re.match(rf"(?:\.[0-9]+)?(?:[{BLANKS}]?[\t\n{_BARS}]|[{BLANKS}]{{2}}|$)", right)
    return bool(opened and closed)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table: what divides it, and the cells with their places in the line."""

    divider: str
    cells: tuple[tuple[int, int, str], ...]


def _row(line: str) -> _Row | None:
    if _FRAME.search(line):
        return None
    for divider, pattern in (("tab", later("\t")), ("bar", _BAR), ("gap", _GAP)):
        if not pattern.search(line.strip()):
            continue
        cells = []
        at = 0
        for part in (*pattern.finditer(line), None):
            end = part.start() if part else len(line)
            cells.append((at, end, line[at:end].strip()))
            at = part.end() if part else len(line)
        if divider != "tab":
            # The frame of a table and the indent of a line are no cells.
            cells = [cell for cell in cells if cell[2] or (cell[0] > 0 and cell[1] < len(line))]
        return _Row(divider, tuple(cells))
    return None


class Columns:
    """The tables of a text, read when a cell of one is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._known: dict[tuple[int, int], bool] = {}
        self._blocks: dict[int, tuple[int, list[_Row]]] = {}

    def is_amount(self, start: int, end: int) -> bool:
        """Whether the run is a cell in a column of amounts."""
        if not may_be_cell(self._text, start, end):
            return False
        if not self._starts:
            self._starts = [0, *(m.end() for m in re.finditer("\n", self._text))]
        number = bisect_right(self._starts, start) - 1
        first, rows = self._block(number)
        if len(rows) < 2:
            return False
        place = start - self._starts[number]
        for column, (left, right, _) in enumerate(rows[number - first].cells):
            if left <= place < right:
                key = (first, column)
                if key not in self._known:
                    self._known[key] = _is_amounts([row.cells[column][2] for row in rows])
                return self._known[key]
        return False

    def _block(self, number: int) -> tuple[int, list[_Row]]:
        """The first line and the rows of the table around a line; drawn rules are empty rows."""
        if number in self._blocks:
            return self._blocks[number]
        own = self._line(number)
        row = _row(own)
        if row is None:
            return number, []
        rows = [row]
        first = last = number
        for step in (-1, 1):
            at = number + step
            while 0 <= at < len(self._starts) and abs(at - number) < _ROWS:
                line = self._line(at)
                other = _row(line)
                if (
                    other is None
                    or other.divider != row.divider
                    or len(other.cells) != len(row.cells)
                ):
                    if not (line.strip() and _RULE.match(line)):
                        break
                    other = _Row(row.divider, tuple((0, 0, "") for _ in row.cells))
                if step < 0:
                    rows.insert(0, other)
                    first = at
                else:
                    rows.append(other)
                    last = at
                at += step
        found = (first, rows)
        for at in range(first, last + 1):
            self._blocks[at] = found
        return found

    def _line(self, number: int) -> str:
        start = self._starts[number]
        end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self._text)
        return self._text[start:end]


def _is_amounts(cells: list[str]) -> bool:
    """Whether the cells of a column are amounts, some of them in groups of three."""
    heading, rest = "", [cell for cell in cells if cell]
    while rest and not re.search("[0-9]", rest[0]):
        heading += rest[0]
        rest = rest[1:]
    if _CODE_HEADING.search(heading) or announces_code(heading) or LABELS.search(heading):
        return False
    grouped = [cell for cell in rest if _GROUPED.fullmatch(cell)]
    others = [cell for cell in rest if not _GROUPED.fullmatch(cell)]
    if len(grouped) < 2 or not all(_PLAIN.fullmatch(cell) for cell in others):
        return False
    separators = {mark for cell in grouped for mark in re.findall("[^-+−±0-9.]", cell)}
    if len(separators) > 1:
        return False
    if separators <= {",", "，"} or QUANTITIES.search(heading):
        return True
    # Codes have one length; amounts do not.
    lengths = {len(re.sub("[^0-9]", "", cell.partition(".")[0])) for cell in rest}
    return len(lengths) > 1 and len(grouped) > 2
