"""Mix-ups are those met in the wild, and what can be undone is undone by the strict models."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kxclean.repair import mixups
from kxclean.testing import prose, strategies
from kxclean.testing.damage import KINDS, Scope, lose_bytes, mix_up, mojibake, ruin


@pytest.mark.parametrize(
    ("sound", "kind", "found"),
    [
        ("中国", "utf-8 read as gbk", "涓浗"),
        ("生产", "utf-8 read as gbk", "鐢熶骇"),
        ("年", "utf-8 read as gbk", "骞?"),
        ("中国科学", "gbk read as windows-1252", "ÖÐ¹ú¿ÆÑ§"),
        ("中国", "gbk read as utf-8 or windows-1252", "Öйú"),
        ("学习", "gbk read as utf-8 or windows-1252", "ѧϰ"),
        ("澄秦财务", "gbk read as utf-8 or windows-1252", "³ÎÇزÆÎñ"),
        ("国际罕见病日", "utf-8 read as mac-roman", "ÂõΩÈôÖÁΩïËßÅÁóÖÊó•"),
        ("中国", "utf-8 read as latin-1", "ä¸\xadå\x9b½"),
        ("中国", "utf-8 read as windows-1252", "ä¸\xadå›½"),
        ("中國", "big5 read as windows-1252", "¤¤°ê"),
        ("中国", "gbk read as big5", "笢弊"),
        ("中國", "big5 read as gbk", "い瓣"),
    ],
)
def test_known_forms(sound: str, kind: str, found: str) -> None:
    made = mojibake(sound, 0, kind=kind, keep_private=False)
    assert made.text == found
    assert made.places == tuple(range(len(sound)))


def test_every_kind_has_its_strict_model() -> None:
    assert set(KINDS) <= {mixup.name for mixup in mixups.MIXUPS}


@given(st.sampled_from(KINDS), strategies.sentences() | strategies.sentences("zh-Hant"))
def test_where_no_byte_is_lost_both_models_agree(kind: str, text: str) -> None:
    strict = mix_up(text, kind)
    if strict is not None:
        assert mojibake(text, 0, kind=kind).text == strict.text


def test_what_the_encoding_lacks_stays() -> None:
    assert mojibake("这", 0, kind="big5 read as gbk").text == "这"
    assert mojibake("这", 0, kind="big5 read as gbk").places == ()


def test_lines_and_spans_leave_the_rest_alone() -> None:
    text = prose.document(3, length=2000)
    scopes: list[tuple[Scope, int]] = [("line", 1), ("span", 8)]
    for scope, least in scopes:
        made = mojibake(text, 1, kind="utf-8 read as latin-1", scope=scope, share=0.3)
        struck = {text.count("\n", 0, edit.start) for edit in made.edits}
        lines = text.split("\n"), made.text.split("\n")
        assert len(lines[0]) == len(lines[1])
        changed = {
            number for number, pair in enumerate(zip(*lines, strict=True)) if len(set(pair)) > 1
        }
        assert changed == struck
        assert 0 < len(struck) < len(lines[0])
        assert all(edit.end - edit.start >= least for edit in made.edits)


def test_layers_lie_upon_each_other() -> None:
    first = mojibake("中国", 0, kind="utf-8 read as latin-1").text
    both = mojibake("中国", 0, kind=("utf-8 read as latin-1", "utf-8 read as windows-1252"))
    assert both.text == mojibake(first, 0, kind="utf-8 read as windows-1252").text


@pytest.mark.parametrize(
    ("lost", "found"),
    [(None, "骞?1鏃?"), ("?", "骞?1鏃?"), ("", "骞1鏃"), ("\ufffd", "骞\ufffd1鏃\ufffd")],
)
def test_signs_for_lost_bytes(lost: str | None, found: str) -> None:
    # 年1日: the lone lead bytes stand before a digit and at the end.
    made = mojibake("年1日", 0, kind="utf-8 read as gbk", lost=lost)
    swallowed = lost in (None, "?")
    assert made.text == (found.replace("1", "") if swallowed else found)


def test_controls_are_lost_on_request() -> None:
    assert mojibake("国", 0, kind="utf-8 read as latin-1", lost="").text == "å½"


def test_lost_bytes_shift_what_follows_in_gbk() -> None:
    text = "中国人民。"
    for seed in range(20):
        made = lose_bytes(text, seed, shown_as="")
        (place,) = made.places
        assert made.text.startswith(text[:place])
        assert len(made.text) < len(text) or "?" in made.text


def test_lost_bytes_stay_in_their_character_in_utf_8() -> None:
    for seed in range(20):
        made = lose_bytes("中国人民。", seed, encoding="utf-8")
        (place,) = made.places
        (edit,) = made.edits
        assert (edit.start, edit.end) == (place, place + 1)
        assert "\ufffd" in edit.replacement


def test_ruin_leaves_what_ruin_leaves() -> None:
    assert set("锟斤拷") <= set(ruin("中国人民", 0).text)
    assert "\ufffd" in ruin("中国人民", 0, sign="\ufffd").text
    assert ruin("2021年", 0, sign="屯屯屯").text == "2021屯"
