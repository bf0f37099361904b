"""What kind of block each line of a text is."""

from __future__ import annotations

from dataclasses import replace

from kxclean.blocks import starts
from kxclean.blocks.levels import levels
from kxclean.blocks.lines import End, Line, Page
from kxclean.document import Block, BlockKind
from kxclean.errors import InputError, whole_text

__all__ = ["blocks", "kinds"]

_SHORT = 60  # columns of the longest heading without a number
_SHORT_NUMBERED = 90  # columns of the longest heading with one
_FOOT = 40  # columns of the longest line of verse
_STANZAS = 64  # lines of verse that are judged together
_CELLS = 240  # columns of the widest row of a table
_WIDE = 100  # columns of the widest heading, caption or line of verse; prose goes on
_HEAD = 160  # characters of a line that are looked at
_CLOSED = (End.STOP, End.COLON, End.SEMICOLON)


def blocks(text: str) -> list[Block]:
    r"""The text as typed blocks, in order; together they cover every line that is not blank.

    A block is a line without the blanks around it. Only lines of code that follow each other are
    one block together, the blank lines between them included. A paragraph that was wrapped over
    several lines is several blocks; the rules `broken-line` and `broken-paragraph` join it first.

    Args:
        text: any text. Spans are code points of it.

    Raises:
        InputError: if it is no `str`, or has a lone surrogate.

    >>> text = "第一章 总则\n\n为了保护环境，制定本法。"
    >>> [(block.kind, block.of(text)) for block in blocks(text)]
    [('heading', '第一章 总则'), ('paragraph', '为了保护环境，制定本法。')]
    """
    page = Page(whole_text(text, InputError))
    found: list[Block] = []
    for line, kind in zip(page, kinds(page), strict=True):
        if kind == "code" and found and found[-1].kind == "code":
            found[-1] = Block("code", found[-1].start, line.tail)
        else:
            found.append(Block(kind, line.text, line.tail))
    headings = [at for at, block in enumerate(found) if block.kind == "heading"]
    depths = levels([found[at].of(text) for at in headings])
    for at, level in zip(headings, depths, strict=True):
        found[at] = replace(found[at], level=level)
    return found


def kinds(page: Page) -> list[BlockKind]:
    """The kind of each line of a page."""
    found: list[BlockKind] = []
    verse = _Verse(found)
    fence = ""
    headings: list[int] = []
    previous: Line | None = None
    for number, line in enumerate(page):
        if line.width > _WIDE and not fence and _plain(page.text[line.text], line, found):
            found.append("paragraph")
            verse.close()
            previous = line
            continue
        head = page.text[line.text : min(line.tail, line.text + _HEAD)]
        if headings and headings[-1] == number - 1 and not _heads(line, head):
            found[headings.pop()] = "paragraph"
        if fence or head.startswith(("```", "~~~")):
            kind: BlockKind = "code"
            fence = _fence(fence, head)
        else:
            after_code = bool(found) and found[-1] == "code"
            kind = _kind(line, head, after_code=after_code)
            if kind == "heading" and not starts.heading_mark(head):
                if number == 0 or previous is None or _free(previous, line):
                    headings.append(number)
                else:
                    kind = "paragraph"
        found.append(kind)
        verse.take(number, line, head)
        previous = line
    if headings and headings[-1] == len(found) - 1 and len(found) > 1:
        found[-1] = "paragraph"
    verse.close()
    return found


def _plain(first: str, line: Line, found: list[BlockKind]) -> bool:
    """Whether a wide line can only be a paragraph; most lines are of this kind."""
    return (
        first not in starts.MARKS
        and line.bars == 0
        and line.gaps == 0
        and line.han > line.ascii + line.symbols
        and not (line.indent and found and found[-1] == "code")
    )


def _fence(fence: str, head: str) -> str:
    """The open fence behind this line, or an empty string."""
    if not fence:
        return head[:3]
    return "" if head.startswith(fence) and not head.strip(fence[0]) else fence


def _free(previous: Line, line: Line) -> bool:
    """Whether a short line may be a heading: behind a blank line or a finished sentence."""
    return line.gap > 1 or previous.ending in _CLOSED or previous.prose == 1


def _heads(line: Line, head: str) -> bool:
    """Whether what follows a short line makes it a heading: a text, or a blank line between."""
    if starts.only_date(head):
        return False  # what stood above is who signed
    return line.gap > 1 or line.prose == 1 or line.ending in _CLOSED or starts.item(head) != ""


def _kind(line: Line, head: str, *, after_code: bool) -> BlockKind:
    """The kind of a line by itself; a heading without a mark is one only in its place."""
    if line.bars and (starts.table(head) or (line.bars > 1 and not line.symbols > line.bars + 2)):
        return "table row"
    if line.symbols and _code(line, head):
        return "code"
    if after_code and line.indent and line.ending != End.STOP:
        return "code"
    if "\t" in head and line.gaps and line.width <= _CELLS:
        return "table row"
    if starts.heading_mark(head) and line.ending not in _CLOSED:
        return "heading"
    unfinished = line.ending in (End.OPEN, End.CLOSING)
    if unfinished and line.width <= _SHORT_NUMBERED and starts.numbered(head) and line.han > 1:
        return "heading"
    if starts.item(head):
        run_in = head[0] in "【附注註"  # a heading or label inside its paragraph
        if not run_in:
            return "list item"
        if line.prose or line.width > _SHORT:
            return "paragraph"
    if line.width <= _WIDE and not line.stops and starts.caption(head):
        return "caption"
    if starts.dialogue(head) and (line.ending == End.STOP or line.stops):
        return "dialogue"
    if unfinished and line.width <= _SHORT and line.han > 1 and not _data(line, head):
        return "heading"
    return "paragraph"


def _code(line: Line, head: str) -> bool:
    """Whether a line with signs of code in it is code: few Han characters, or only in a string."""
    if line.han and line.han >= line.ascii + line.symbols:
        return False
    return starts.code(head) and line.width <= _CELLS


def _data(line: Line, head: str) -> bool:
    """Whether a short line says who, when or where, and heads nothing."""
    return (
        line.commas > 1 or starts.only_date(head) or starts.label(head) or starts.salutation(head)
    )


class _Verse:
    """Finds runs of lines of verse while the kinds are written down."""

    def __init__(self, found: list[BlockKind]) -> None:
        self.found = found
        self.first = 0
        self.run: list[tuple[int, int, int]] = []

    def take(self, number: int, line: Line, head: str) -> None:
        """Looks at the next line, whose kind has just been written down."""
        if line.width > _FOOT and not self.run:
            return
        fits = self.fits(line, head)
        if self.run and (not fits or line.gap > 2 or len(self.run) == _STANZAS):
            self.close()
        if fits:
            if not self.run:
                self.first = number
            self.run.append((line.width, line.ending, line.gap))

    def fits(self, line: Line, head: str) -> bool:
        """Whether a line may be verse."""
        if self.found[-1] not in ("paragraph", "heading") or line.ascii:
            return False
        ended = line.ending in (End.COMMA, End.STOP, End.SEMICOLON, End.OPEN)
        return ended and 8 <= line.width <= _FOOT and not _data(line, head)

    def close(self) -> None:
        """Marks the run as verse if its lines are measured, or go on over commas."""
        run, self.run = self.run, []
        count = len(run)
        if count < 2 or sum(gap > 1 for _, _, gap in run[1:]) > count // 3:
            return
        widths = [width for width, _, _ in run]
        same = max(map(widths.count, set(widths)))
        bare = sum(ending == End.OPEN for _, ending, _ in run)
        going_on = sum(ending in (End.COMMA, End.SEMICOLON) for _, ending, _ in run)
        if count < 4:
            verse = same == count and not bare and min(widths) >= 20
        elif bare > count // 2:
            verse = same == count and max(widths) <= 14  # seven characters
        else:
            verse = same >= 0.6 * count or going_on >= 0.25 * count or max(widths) <= 28
        if verse:
            for number in range(self.first, self.first + count):
                self.found[number] = "verse line"
