"""Invisible characters, odd blanks and line ends; the kernel against its twin."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kxclean import _native
from tests.repair.options import repaired
from tests.strategies import texts
from tests.twins.tidy import tidied

ODD = st.text(
    st.sampled_from(
        "中a1 \n\r\t\0\x1b[3m\x85\u2028\u00a0\u2003\u3000\u200b\u200c\u200d\ufe0f\ufe00\ufeff\u00ad"
        "\u200e\u202e😀❤👩\u20e3#ب\u0915\u094d\u180e\u1820\U000e0100葛\U000e0067\U0001f3f4\u0301\u034f"
        "\u1160\u1100\u2061\u2060"
    ),
    max_size=24,
)


@given(ODD | texts)
def test_the_kernel_is_its_twin(text: str) -> None:
    edits = _native.tidy(text, invisible="i", blanks="b", line_ends="e")
    assert edits.apply(text) == tidied(text)
    assert edits.revert(edits.apply(text)) == text


@given(ODD)
def test_tidy_text_stays(text: str) -> None:
    once = tidied(text)
    assert repaired(once).text == repaired(repaired(once).text).text


def test_rules_are_switched_one_by_one() -> None:
    text = "一\r\n二\u200b\u00a0三"
    disable = ("invisible-characters", "odd-blanks")
    cleaned = repaired(text, disable=disable)
    assert cleaned.text == "一\n二\u200b\u00a0三"
    assert cleaned.ledger.rule_counts == {"line-ends": 1}
