"""How deep a heading stands: by its number or mark, among the headings of its text."""

from __future__ import annotations

from collections.abc import Sequence

from kxclean.blocks.patterns import compiled

__all__ = ["levels", "numbered_heading"]

_NUMERAL = "[0-9０-９〇零一二三四五六七八九十百]"
#: The kinds of marks from the outermost in, as GB/T 9704 and books order them.
_KINDS = (
    rf"第\s?{_NUMERAL}{{1,6}}\s?[编編篇部卷集辑輯]",
    rf"第\s?{_NUMERAL}{{1,6}}\s?(?:[章回讲講课課]|单元|單元)",
    rf"第\s?{_NUMERAL}{{1,6}}\s?[节節]",
    "",  # a heading without a number
    r"[〇一二三四五六七八九十百]{1,4}[、．.，,　 ]|【[^】]{1,40}】$",
    r"[（(][〇一二三四五六七八九十百]{1,4}[)）]",
    r"[0-9０-９]{1,2}[、．.　 ](?![0-9０-９])|[0-9０-９]{1,2}[、．.][ 　](?=\S)",
    r"[0-9]{1,2}\.[0-9]{1,2}[、．.　 ]",
    r"[（(][0-9０-９]{1,2}[)）]|[0-9０-９]{1,2}[)）]",
)
_PLAIN = 3
_MARKDOWN = 6
#: `第一章 总则` begins so; so does `第一章的内容`, which is no heading.
_PART_END = r"[\s　:：、.．]|$"


def _rank(heading: str) -> int:
    """The place of the kind of a heading among all kinds, outermost first."""
    sharps = len(heading) - len(heading.lstrip("#"))
    if 0 < sharps <= _MARKDOWN and heading[sharps : sharps + 1] in (" ", "\u3000"):
        return sharps - _MARKDOWN
    for rank, kind in enumerate(_KINDS):
        if kind and (found := compiled(kind).match(heading)):
            if rank < _PLAIN and not compiled(_PART_END).match(heading, found.end()):
                continue
            return rank
    return _PLAIN


def numbered_heading(line: str) -> bool:
    """Whether a short line begins as numbered headings do.

    >>> numbered_heading("第一章 总则"), numbered_heading("第一章的内容"), numbered_heading("总则")
    (True, False, False)
    """
    return _rank(line) != _PLAIN


def levels(headings: Sequence[str]) -> list[int]:
    """How deep each heading of a text stands, 1 for the outermost.

    A first heading without a number is the title and stands above all others.

    >>> levels(["环境保护法", "第一章 总则", "（一）范围", "第二章 监督"])
    [1, 2, 3, 2]
    """
    ranks = [_rank(heading) for heading in headings]
    if ranks and ranks[0] == _PLAIN:
        ranks[0] = -_MARKDOWN
    order = sorted(set(ranks))
    return [order.index(rank) + 1 for rank in ranks]
