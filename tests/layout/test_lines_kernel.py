"""The kernel that measures lines, against its slow twin."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kxclean import _native
from kxclean.blocks.lines import End, Line, Page
from tests.strategies import dense_texts, texts
from tests.twins import lines as twin

#: Text made of what the kernel tells apart.
marked = st.text(
    "中国，。、；：！？“”《》（）(){}[]|｜ \t\u3000\u00a0\r\n.,:;!?aZ9=…—％│😀㐀", max_size=60
)


@given(marked | dense_texts | texts)
def test_lines_are_those_of_the_twin(text: str) -> None:
    page = _native.Lines(text)
    assert page.rows(0, len(page)) == twin.lines(text)


@given(marked)
def test_trailing_blanks_are_those_of_the_twin(text: str) -> None:
    assert _native.trailing_blanks(text) == twin.trailing(text)


@given(marked)
def test_indented_lines_have_an_indent(text: str) -> None:
    page = Page(text)
    assert page.lines.indented() == [n for n, line in enumerate(page) if line.indent]


@given(st.lists(marked, max_size=12).map("\n".join), st.sampled_from([8, 40]))
def test_joints_are_unfinished_lines(text: str, narrow: int) -> None:
    page = Page(text)
    every = list(page)
    for number in page.lines.joints(narrow, False):
        left, right = every[number], every[number + 1]
        assert left.ending not in (End.STOP, End.SIGN)
        assert left.bars == right.bars == 0
        assert left.unclosed or left.han >= 4


def test_a_line_cut_at_the_edge_is_counted_once_a_width() -> None:
    cut = "科协组织要认真落实，全力推"  # 26 columns, 13 characters, the mark in column 20
    page = Page("\n".join([cut] * 3 + ["进工作。"]))
    assert page.lines.cuts() == ([(26, 3)], [(13, 3)], [(20, 3)], 0)


def test_rows_outside_the_text_are_none() -> None:
    page = Page("甲\n乙")
    assert page.lines.rows(5, 9) == []
    assert [Line._make(row).start for row in page.lines.rows(1, 9)] == [2]


def test_lines_are_read_chunk_by_chunk() -> None:
    text = "甲\n" * 10_000
    assert [line.start for line in Page(text)] == list(range(0, 20_000, 2))
