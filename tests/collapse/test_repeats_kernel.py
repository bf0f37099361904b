"""The search for runs against its twin: what it reports is sound, and it misses nothing exact."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from kxclean import _native
from tests.collapse.strategies import paragraph, repetitive_texts
from tests.twins import fingerprint as twin

FOLDING = _native.Folding("")
MIN_HAN = 40


@given(repetitive_texts)
@example("\r\n".join([paragraph(1)] * 9))
@example("x\n" + "\n".join([paragraph(1), "a", paragraph(2)] * 3))
def test_runs_are_sound_and_complete(text: str) -> None:
    found, runs = FOLDING.repeats(text, MIN_HAN)
    lines = twin.lines(text, {})
    if runs:
        assert found == [(line.start, line.end, line.han) for line in lines]
    floor = 0
    for kept, removed, length in runs:
        assert length > 0
        assert kept + length <= removed >= floor
        floor = removed + length
        assert sum(line.anchor_han for line in lines[removed:floor]) >= MIN_HAN
        for first, last in ((0, 0), (length - 1, length - 1)):
            a, b = lines[kept + first].view, lines[removed + last].view
            assert a == b or twin.nearly_equal(list(a), list(b))
    in_runs = {at for _, removed, length in runs for at in range(removed, removed + length)}
    for later, line in enumerate(lines):
        if line.anchor_han and later not in in_runs:
            same = [at for at in range(later) if lines[at].view == line.view]
            for earlier in {*same[:1], *same[-1:]}:
                assert _forward(lines, earlier, later) < MIN_HAN


def _forward(lines: list[twin.Line], earlier: int, later: int) -> int:
    """Han characters in the anchors that agree from a pair of lines on, without overlap."""
    han = 0
    for step in range(min(later - earlier, len(lines) - later)):
        if lines[earlier + step].view != lines[later + step].view:
            break
        han += lines[later + step].anchor_han
    return han


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_taken(text: str) -> None:
    lines, runs = FOLDING.repeats(text, 0)
    assert not lines or runs


def test_a_text_without_repeats_gives_nothing_back() -> None:
    assert FOLDING.repeats("\n".join(paragraph(n) for n in range(50)), MIN_HAN) == ([], [])


def test_a_line_of_ten_megabytes_and_a_hundred_thousand_short_ones() -> None:
    assert FOLDING.repeats(paragraph(1) * 40_000, MIN_HAN) == ([], [])
    assert FOLDING.repeats("前进！前进！\n" * 100_000, MIN_HAN) == ([], [])


def test_a_periodic_text_takes_few_runs() -> None:
    period = "\n".join(paragraph(n) for n in range(5)) + "\n"
    _, runs = FOLDING.repeats(period * 2_000, MIN_HAN)
    assert sum(length for _, _, length in runs) == 5 * 1_999
    assert len(runs) < 20
