"""Tables that were blown into one cell a line become rows again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kxclean.blocks.patterns import compiled
from kxclean.rule import Context, Example, Findings, FunctionPass, Rule, Safety

__all__ = ["BLOWN_TABLE", "TABLES"]

_ROWS = {"tables": "rows"}
_MARKDOWN = {"tables": "markdown"}

BLOWN_TABLE = Rule(
    name="blown-table",
    stage="layout",
    safety=Safety.SAFE,
    what="Makes one line of each row of a table whose cells stand one a line before a bar.",
    why="A page whose cells were written out with a bar behind each, and a bar at the end of each "
    "row, leaves `cell |` on a line of its own and lines of bars only, one for each empty cell "
    "and one for the end of the row.",
    changes=(
        Example(
            "主席: |\n牛广明 |\n||||\n党组书记: |\n白宝玉 |\n马强 |\n|||\n",
            "主席:\t牛广明\n党组书记:\t白宝玉\t马强\n",
            _ROWS,
        ),
        Example(
            "姓名 |\n职务 |\n|\n牛广明 |\n主席 |\n|",
            "| 姓名 | 职务 |\n| --- | --- |\n| 牛广明 | 主席 |",
            _MARKDOWN,
        ),
    ),
    leaves=(
        Example(
            "| 姓名 | 年龄 |\n| --- | --- |\n| 张三 | 20 |",
            "| 姓名 | 年龄 |\n| --- | --- |\n| 张三 | 20 |",
            _ROWS,
        ),
        Example(
            "if (x || y) {\n  endprint = 1;\n}",
            "if (x || y) {\n  endprint = 1;\n}",
            _ROWS,
        ),
        Example("flags = 甲 |\n乙 |\n丙\n", "flags = 甲 |\n乙 |\n丙\n", _ROWS),
        Example("当 |x| < 1 时收敛 |\n||a||\n", "当 |x| < 1 时收敛 |\n||a||\n", _ROWS),
        "主席: |\n牛广明 |\n||||\n",
    ),
    source="seeds/000",
)

_CELL = r"[^\S\r\n]*(?P<cell>[^|｜\r\n]*[^|｜\s])[^\S\r\n]*[|｜][^\S\r\n]*"
_BARS = r"[^\S\r\n]*[|｜](?:[^\S\r\n]*[|｜])*[^\S\r\n]*"
_BAR_LINE = r"(?m)^[^\S\r\n]*[|｜](?:[^\S\r\n]*[|｜])*[^\S\r\n]*(?=\r?$)"
#: Columns of the widest cell; what is longer is a line of prose with a bar behind it.
_WIDEST = 120


@dataclass(slots=True)
class _Table:
    """The cells of each row as spans, and where the table starts and ends in the text."""

    start: int
    end: int
    rows: list[list[tuple[int, int]]]


def _find(text: str, context: Context) -> Findings:
    findings = Findings()
    if context.config.tables == "keep" or context.scan.pipes + text.count("｜") < 3:
        return findings
    for table in _tables(text):
        if context.config.tables == "rows":
            _to_rows(text, table, findings)
        else:
            findings.edit(text, table.start, table.end, _markdown(text, table), BLOWN_TABLE)
    return findings


def _tables(text: str) -> Iterator[_Table]:
    """Runs of lines that are cells with one bar behind them, or bars only.

    A run is a table if it has at least two cells and a line of bars, and does not start as code.
    """
    done = 0
    for found in compiled(_BAR_LINE).finditer(text):
        if found.start() < done:
            continue
        start = found.start()
        while start > done:
            above = text.rfind("\n", 0, start - 1) + 1
            if above < done or not _cell(text, above, _tail(text, start - 1)):
                break
            start = above
        table = _read(text, start)
        done = table.end
        cells = [cell for row in table.rows for cell in row]
        if len(cells) >= 2 and not any(_code(text[a:b]) for a, b in cells):
            yield table


def _tail(text: str, end: int) -> int:
    """Where the line that ends before the line feed at `end` has its last character."""
    return end - 1 if text[end - 1 : end] == "\r" else end


def _cell(text: str, start: int, end: int) -> re.Match[str] | None:
    if end - start > _WIDEST:
        return None
    return compiled(_CELL).fullmatch(text, start, end)


def _code(cell: str) -> bool:
    """Whether a cell is rather an operand or a statement."""
    return any(sign in cell for sign in "={};")


def _read(text: str, start: int) -> _Table:
    """Reads rows from `start` until a line is neither a cell nor bars."""
    rows: list[list[tuple[int, int]]] = []
    row: list[tuple[int, int]] = []
    at = end = start
    while at < len(text):
        stop = text.find("\n", at)
        below = len(text) if stop < 0 else stop + 1
        stop = _tail(text, len(text) if stop < 0 else stop)
        cell = _cell(text, at, stop)
        if cell:
            row.append(cell.span("cell"))
        elif compiled(_BARS).fullmatch(text, at, stop):
            if row:
                rows.append(row)
            row = []
        else:
            break
        end, at = stop, below
    if row:
        rows.append(row)
    return _Table(start, end, rows)


def _to_rows(text: str, table: _Table, findings: Findings) -> None:
    """Edits between the cells only: a tab inside a row, a line end between rows."""
    line_end = _line_end(text, table)
    at = table.start
    for number, row in enumerate(table.rows):
        for place, (start, end) in enumerate(row):
            new = "\t" if place else line_end if number else ""
            findings.edit(text, at, start, new, BLOWN_TABLE)
            at = end
    findings.edit(text, at, table.end, "", BLOWN_TABLE)


def _markdown(text: str, table: _Table) -> str:
    """The table in Markdown; a first row with fewer cells than the widest heads nothing."""
    rows = [[text[start:end].strip() for start, end in row] for row in table.rows]
    width = max(map(len, rows))
    if len(rows[0]) < width:
        rows.insert(0, [])
    lines = [" | ".join(row + [""] * (width - len(row))) for row in rows]
    lines.insert(1, " | ".join(["---"] * width))
    return _line_end(text, table).join(f"| {line} |" for line in lines)


def _line_end(text: str, table: _Table) -> str:
    return "\r\n" if "\r\n" in text[table.start : table.end] else "\n"


TABLES = FunctionPass((BLOWN_TABLE,), _find)
