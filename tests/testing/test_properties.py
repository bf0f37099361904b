"""Each ready-made check passes what is good, and shows what is not."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from hypothesis import given

import kxclean
from kxclean.document import Cleaned, Decoded
from kxclean.errors import ConfigError
from kxclean.ledger import Edit, Ledger
from kxclean.testing import properties, strategies
from kxclean.testing.damage import gbk_damage, group_digits
from tests.repair.options import KEEP

TEXT = "協會現有會員37 226名，內(nèi)設(shè)機構(gòu)12個。"


def cleaned(raw: str, text: str, *edits: Edit, suggestions: tuple[Edit, ...] = ()) -> Cleaned:
    """A document as a cleaner with a fault would give it back."""
    return Cleaned(text, Ledger.from_edits(raw, edits), Decoded(raw), suggestions)


def gives(result: object) -> Any:
    """A cleaner that gives back one thing, whatever it is asked."""
    return lambda _text: result


GOOD: list[Any] = [
    kxclean.Cleaner(),
    kxclean.Cleaner(script="zh-Hant", apply="all"),
    kxclean.clean,
    partial(kxclean.clean, script="keep"),
    lambda text: kxclean.clean(text).text,
    lambda text: text,
]


@pytest.mark.parametrize("cleaner", GOOD)
def test_good_cleaners_pass(cleaner: Any) -> None:
    sound = "协会现有会员37226名。"
    properties.idempotent(cleaner, TEXT)
    properties.nothing_lost(cleaner, TEXT)
    properties.unchanged_without_trigger(cleaner, "12345")
    if cleaner is not GOOD[-1]:
        properties.restores(cleaner, sound, group_digits(sound, 0, separator=" "))


@given(strategies.damaged_documents(script="zh-Hans"))
def test_kxclean_holds_what_it_promises(case: strategies.Case) -> None:
    for text in (case.sound, case.damaged.text):
        properties.idempotent(kxclean.clean, text)
        properties.reversible(kxclean.clean, text)
        properties.nothing_lost(kxclean.clean, text)
    properties.fixed_point_on_clean(kxclean.clean, case.sound)
    properties.unchanged_without_trigger(partial(kxclean.clean, script="keep"), case.sound)


@given(strategies.damaged_documents())
def test_repair_alone_settles_and_is_undone(case: strategies.Case) -> None:
    repair = partial(kxclean.clean, **KEEP)
    properties.idempotent(repair, case.damaged.text)
    properties.reversible(repair, case.damaged.text)
    properties.nothing_lost(repair, case.damaged.text)
    properties.unchanged_without_trigger(repair, case.sound)


def fails(check: Any, *args: Any, **options: Any) -> str:
    with pytest.raises(AssertionError) as caught:
        check(*args, **options)
    assert len(str(caught.value)) < 400, "the difference is short"
    return str(caught.value)


def test_a_cleaner_that_never_settles() -> None:
    message = fails(properties.idempotent, lambda text: text + "。", "中国" * 500)
    assert message.startswith("not idempotent: at 1001: ")
    assert "[。]" in message


def test_a_cleaner_that_swings() -> None:
    fails(properties.idempotent, lambda text: text[::-1], "中国")


def test_a_ledger_of_another_text() -> None:
    wrong = cleaned("中国人", "中国", Edit(2, 3, "人", "", "rule"))
    assert "cannot apply" in fails(properties.reversible, gives(wrong), "中国人民")


def test_a_ledger_that_leads_elsewhere() -> None:
    wrong = cleaned("中国人", "中人", Edit(2, 3, "人", "", "rule"))
    message = fails(properties.reversible, gives(wrong), "中国人")
    assert message == "the ledger leads elsewhere: at 1: '中[人]' became '中[国]'"


def test_an_undo_that_does_not_undo() -> None:
    message = fails(properties.reversible, str.lower, "GbK", undo=str.upper)
    assert "'G[b]K' became 'G[B]K'" in message


def test_no_ledger_and_no_undo_is_wrong_use() -> None:
    with pytest.raises(ConfigError, match="undo="):
        properties.reversible(str.strip, "中国")


def test_edits_of_clean_text() -> None:
    eager = kxclean.Cleaner(apply="all")
    message = fails(properties.fixed_point_on_clean, eager, "校长(zhǎng)")
    assert message.startswith("clean text was changed by pinyin-gloss: at 2: '校长[(zhǎng)]'")


def test_other_stages_of_clean_text_may_be_allowed_or_not() -> None:
    properties.fixed_point_on_clean(kxclean.clean, "現有37 226個")
    stages = ("normalise",)
    message = fails(properties.fixed_point_on_clean, kxclean.clean, "37 226個", stages=stages)
    assert "normalise" not in message
    assert "grouped-digits" in message or "traditional" in message
    with pytest.raises(ConfigError, match="'tidy'"):
        properties.fixed_point_on_clean(kxclean.clean, "中国", stages=("tidy",))


def test_a_function_that_touches_clean_text() -> None:
    fails(properties.fixed_point_on_clean, lambda text: text.replace("，", ","), "首先，各")


def test_characters_that_went_without_a_word() -> None:
    message = fails(properties.nothing_lost, lambda text: text[:-2], "中国人民")
    assert message == "2 Han characters are lost without a word: '人' 1 of 1, '民' 1 of 1"


def test_a_change_of_script_loses_nothing() -> None:
    properties.nothing_lost(lambda text: text.replace("髮", "发").replace("發", "发"), "頭髮發")


def test_edits_that_do_not_add_up() -> None:
    wrong = cleaned("中国人", "中人", Edit(2, 3, "人", "", "rule"))
    message = fails(properties.nothing_lost, gives(wrong), "中国人")
    assert message.startswith("the edits do not add up to the result, which differs by ")
    assert "'国' +1" in message
    assert "'人' -1" in message


def test_edits_of_another_text() -> None:
    wrong = cleaned("中国人", "中国", Edit(2, 3, "人", "", "rule"))
    assert "does not stand there" in fails(properties.nothing_lost, gives(wrong), "中国民")


def test_rules_that_may_not_remove() -> None:
    text = "关于召开学术年会的通知\n\n本次年会将于下月举行。\n\n版权所有：青山市科学技术协会"
    assert kxclean.clean(text).ledger.rule_counts
    properties.nothing_lost(kxclean.clean, text)
    name = next(iter(kxclean.clean(text).ledger.rule_counts))
    properties.nothing_lost(kxclean.clean, text, may_remove={name})
    assert name in fails(properties.nothing_lost, kxclean.clean, text, may_remove=())


def test_damage_that_is_left() -> None:
    damage = partial(gbk_damage, table=[("學", "xué")])
    message = fails(properties.restores, str.strip, "組織學會", damage)
    assert "'組織學[]會' became '組織學[(xué)]會'" in message
    properties.restores(partial(kxclean.clean, punctuation="keep"), "組織學會發展", damage)


def test_text_that_was_changed_or_rebuilt() -> None:
    assert "at 2" in fails(properties.unchanged_without_trigger, str.rstrip, "中国 ")
    rebuilt = cleaned("中国", "中国人"[:2])
    assert "another object" in fails(properties.unchanged_without_trigger, gives(rebuilt), "中国")
    same = "中国"
    suggested = cleaned(same, same, suggestions=(Edit(0, 1, "中", "", "rule"),))
    assert "suggestion of rule" in fails(
        properties.unchanged_without_trigger, gives(suggested), same
    )


@pytest.mark.parametrize("cleaner", ["strip", None, lambda text: text.encode(), gives(None)])
def test_what_is_no_cleaner(cleaner: Any) -> None:
    with pytest.raises(ConfigError, match="a cleaner "):
        properties.idempotent(cleaner, "中国")


def test_what_is_no_text() -> None:
    with pytest.raises(ConfigError, match="str"):
        properties.idempotent(str.strip, b"x")  # type: ignore[arg-type]
