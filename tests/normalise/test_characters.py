"""Characters that stand for others: what is replaced, what is proposed, what stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kxclean
from kxclean import _native
from kxclean.normalise import characters
from kxclean.normalise.character_tables import known_private, old_forms, radicals, variants
from tests.normalise.cases import CASES, KEEP, Case
from tests.normalise.strategies import marked_texts
from tests.twins.characters import positions

#: Characters that the rules look at, and those around them.
odd = st.text(
    "中国人民⼀⼁⼆⽂⺠⻓⺡⿓\uf900\uf9e1\ufa0e\U0002f800豈一文"
    "\ue000\uf6bb\U000f0000\u0300\u0301\u0308\u3099aeuoÅ\u212b\u2126かは한\u1112\u1161\u11ab"
    "靑硏経畧の部首“”U+\n ，、\ufe00\U000e0100\u0958",
    max_size=24,
)
ranges = st.lists(
    st.tuples(st.characters(exclude_categories=["Cs"]), st.integers(0, 300)).map(
        lambda pair: (
            (pair[0], chr(min(0xD7FF, ord(pair[0]) + pair[1])))
            if ord(pair[0]) < 0xD800
            else (pair[0], pair[0])
        )
    ),
    max_size=4,
)


@given(ranges, odd | marked_texts)
def test_the_kernel_equals_its_twin(some: list[tuple[str, str]], text: str) -> None:
    assert _native.Characters(some).positions(text) == positions(some, text)


def cleaned(text: str, apply: str = "safe", script: str = "zh-Hans") -> kxclean.Cleaned:
    own = {rule.name for rule in characters.PASS.rules}
    others = tuple(rule.name for rule in kxclean.rules() if rule.name not in own)
    return kxclean.clean(text, **{**KEEP, "script": script, "apply": apply, "disable": others})


@given(odd | marked_texts, st.sampled_from(["safe", "all"]), st.sampled_from(["zh-Hans", "keep"]))
def test_a_second_run_finds_nothing(text: str, apply: str, script: str) -> None:
    once = cleaned(text, apply, script)
    assert once.ledger.revert(once.text) == text
    assert cleaned(once.text, apply, script).text == once.text


@given(odd | marked_texts)
def test_only_what_unicode_calls_equal_changes_without_a_script(text: str) -> None:
    def folded(some: str) -> str:
        known = radicals()
        return unicodedata.normalize("NFC", "".join(known.get(c, c) for c in some))

    assert folded(cleaned(text, script="keep").text) == folded(text)


@pytest.mark.parametrize("case", CASES["characters"], ids=lambda case: case.text[:20])
def test_cases(case: Case) -> None:
    case.check({})


def test_private_use_characters_are_counted() -> None:
    assert cleaned("甲\ue000乙\U000f0000").signals["private_use"] == 2
    assert "private_use" not in cleaned("甲乙").signals


def test_no_table_leads_in_a_circle() -> None:
    """What a table writes is nothing that it would replace itself."""
    for script in ("zh-Hans", "zh-Hant"):
        both = {**old_forms(script), **variants(script)}
        assert not set(both) & set(both.values())
        assert all(len(standard) == 1 for standard in both.values())
    found = set(radicals().values())
    assert not found & set(radicals())
    assert all(unicodedata.normalize("NFC", c) == c for c in found)


def test_what_extensions_say_is_no_private_use_character() -> None:
    known = [known_private(chr(code)) for code in range(0xE000, 0xF900)]
    assert sum(c is not None for c in known) > 300
    assert not any(c is not None and unicodedata.category(c) == "Co" for c in known)
