"""Runs that stand twice: what goes, what stays, what is healed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kxclean
from tests.collapse.strategies import breaks, distinct_paragraphs, paragraph, repetitive_texts

SEEDS = Path(__file__).parent.parent.parent / "seeds"
ALONE: dict[str, Any] = {
    "script": "keep",
    "digit_grouping": "keep",
    "punctuation": "keep",
    "tables": "keep",
    "boilerplate": "keep",
    "enable": ("repeated-block-run", "repeated-title", "healed-from-copy"),
    "disable": tuple(rule.name for rule in kxclean.rules() if rule.stage != "collapse"),
}
CLEANER = kxclean.Cleaner(**ALONE)
A, B, C, D = (paragraph(number) for number in range(4))


def cleaned(text: str) -> str:
    result = CLEANER.clean(text)
    assert result.ledger.revert(result.text) == text
    return result.text


@given(distinct_paragraphs, breaks, st.sampled_from(["", "\n", "\n\n"]))
def test_doubling_a_document_gives_it_back(paragraphs: list[str], separator: str, end: str) -> None:
    text = separator.join(paragraphs)
    assert cleaned(text + separator + text + end) == text + end


@given(distinct_paragraphs, breaks)
def test_a_document_without_repeats_stays(paragraphs: list[str], separator: str) -> None:
    result = CLEANER.clean(separator.join(paragraphs))
    assert not result.ledger
    assert not result.suggestions
    assert "duplicates" not in result.metadata


@given(repetitive_texts)
def test_cleaning_again_changes_nothing(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once


@given(repetitive_texts)
def test_every_paragraph_still_stands_somewhere(text: str) -> None:
    once = cleaned(text).split("\n")
    for line in text.split("\n"):
        if "?" not in line and "\ufffd" not in line:
            assert line in once or not line


@given(distinct_paragraphs, st.data())
def test_each_copy_heals_the_other(paragraphs: list[str], data: st.DataObject) -> None:
    text = "\n".join(paragraphs)
    # Some way apart, so that no two places run together.
    marks = set("，。\n")
    spots = [at for at in range(6, len(text) - 6, 12) if not marks & set(text[at - 1 : at + 2])]
    copies = [list(text), list(text)]
    for at in data.draw(st.lists(st.sampled_from(spots), unique=True, max_size=4)):
        copies[data.draw(st.integers(0, 1))][at] = data.draw(st.sampled_from("?\ufffd\ue5e5"))
    first, second = ("".join(copy) for copy in copies)
    assert cleaned(f"{first}\n{second}") == text


@given(distinct_paragraphs, st.data())
def test_two_versions_stay(paragraphs: list[str], data: st.DataObject) -> None:
    text = "\n".join(paragraphs)
    at = data.draw(st.integers(0, len(text) - 1).filter(lambda at: text[at] not in "，。\n"))
    other = text[:at] + "龘" + text[at + 1 :]
    assert cleaned(text + "\n" + other) == text + "\n" + other


def test_the_body_of_seed_000_becomes_one_and_heals_itself() -> None:
    raw = (SEEDS / "000_732aa57b923ad66c.txt").read_bytes().decode()
    result = CLEANER.clean(raw)
    assert result.ledger.revert(result.text) == raw
    assert result.ledger.rule_counts == {"healed-from-copy": 3, "repeated-block-run": 1}
    assert result.text.count("【概況】") == 1
    healed = [edit for edit in result.ledger.edits if edit.rule == "healed-from-copy"]
    assert [edit.replacement for edit in healed] == ["校科學", "。科協", "。科協"]
    (duplicate,) = result.metadata["duplicates"]
    assert duplicate["lines"] == 52
    assert duplicate["characters"] == 12_031
    assert duplicate["healed"] == 3
    assert 0.99 < duplicate["similarity"] < 1
    assert 0.49 < result.signals["duplicate_ratio"] < 0.51
    assert CLEANER.clean(result.text).text == result.text


@pytest.mark.parametrize("name", ["001_5c2ad300f6d4083c", "003_8dc094a9820c3a96"])
def test_seeds_without_a_double_stay(name: str) -> None:
    raw = (SEEDS / f"{name}.txt").read_bytes().decode()
    result = CLEANER.clean(raw)
    assert result.text == raw
    assert not result.suggestions


def test_keep_switches_the_stage_off() -> None:
    assert kxclean.clean(f"{A}\n{A}", **{**ALONE, "duplicates": "keep"}).text == f"{A}\n{A}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(f"{A}\n{A}\n{A}\n", f"{A}\n", id="three times"),
        pytest.param(f"{A}\n\n{A}\n\n{B}", f"{A}\n\n{B}", id="between blank lines"),
        pytest.param(f"{A}\n{A}\n\n{B}", f"{A}\n\n{B}", id="the wider break stays behind"),
        pytest.param(f"{A}\n\n{A}\n{B}", f"{A}\n\n{B}", id="the wider break stays before"),
        pytest.param(f"{A}\r\n{B}\r\n{A}\r\n{B}\r\n", f"{A}\r\n{B}\r\n", id="CRLF"),
        pytest.param(
            f"一\n{A}\n二\n{B}\n一\n{A}\n二\n{B}\n三", f"一\n{A}\n二\n{B}\n三", id="heads"
        ),
        pytest.param(f"{A}\n　{A.replace('，', ' , ')}", A, id="marks and blanks differ"),
        pytest.param(
            f"{A}\n{B}\n插图\n{A}\n{B}\n完", f"{A}\n{B}\n插图\n完", id="a caption between"
        ),
        pytest.param(
            f"{A}\n{B}\n{C}\n{A}\n（图）\n{B}\n{C}", f"{A}\n{B}\n{C}\n（图）", id="a caption within"
        ),
        pytest.param(f"{A}\n{B}\n{A}\n{B}\n{C}", f"{A}\n{B}\n{C}", id="a copy that goes on"),
        pytest.param(f"{A}\n* * *\n{A}\n* * *\n{C}", f"{A}\n* * *\n{C}", id="rules of marks"),
        pytest.param(f"{A}\n{B}\n{C}\n{A}\n{B}\n{A}\n{B}", f"{A}\n{B}\n{C}", id="once more later"),
    ],
)
def test_what_goes(before: str, after: str) -> None:
    assert cleaned(before) == after


def test_a_copy_in_the_other_script_goes() -> None:
    hans = (
        "内蒙古自治区科学技术协会系统已形成覆盖多学科的组织网络，服务乡镇企业的会员很多，交流活跃。"
    )
    hant = (
        "內蒙古自治區科學技術協會系統已形成覆蓋多學科的組織網絡，服務鄉鎮企業的會員很多，交流活躍。"
    )
    assert cleaned(f"{hant}\n{hans}") == hant


PENALTY = (
    "有前款行为，尚不构成犯罪的，由县级以上人民政府财政部门予以通报，可以对单位并处五千元以上十万元以下的"
    "罚款；对其直接负责的主管人员和其他直接责任人员，可以处三千元以上五万元以下的罚款；属于国家工作人员的，"
    "还应当由其所在单位或者有关单位依法给予撤职直至开除的行政处分。"
)
OTHER_TEXT = "\n".join(paragraph(number) for number in range(100, 112))


def test_a_clause_that_a_statute_repeats_is_only_proposed() -> None:
    text = f"第一条\n{PENALTY}\n{OTHER_TEXT}\n第二条\n{PENALTY}\n{A}"
    result = CLEANER.clean(text)
    assert result.text == text
    assert [edit.rule for edit in result.suggestions] == ["repeated-block-run"]
    assert PENALTY in result.suggestions[0].removed


ITEMS = (
    "（一）虚报粮食收储数量的行为；\n"
    "（二）通过以陈顶新、以次充好、低收高转、虚假购销、虚假轮换、违规倒卖等方式，套取粮食价差和财政补贴；\n"
    "（三）购买国家限定用途的政策性粮食，违规倒卖或者不按照规定用途处置。"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"{A}\n2015年，{B}举办活动50次。\n2016年，{B}举办活动62次。", id="other figures"
        ),
        pytest.param(f"一、责令改正：\n{ITEMS}\n{OTHER_TEXT}\n二、处以罚款：\n{ITEMS}", id="items"),
        pytest.param("\n".join(f"{A}{n}" for n in range(9)), id="numbered alike"),
        pytest.param(
            "“我真傻，真的，”她说，“我单知道雪天是野兽在深山里没有食吃，会到村里来。”\n"
            "她的声音很低。\n“后来怎样呢？”\n"
            "“我真傻，真的，”她说，“我单知道雪天是野兽在深山里没有食吃，会到村里来。”",
            id="a speech said again",
        ),
        pytest.param(
            "小船儿轻轻，飘荡在水中，迎面吹来了凉爽的风，红领巾迎着太阳，阳光洒在海面上。\n" * 2,
            id="a chorus in one line",
        ),
        pytest.param(
            ("姓名：________　单位：________　职务：________\n" * 3 + "\n") * 4, id="form"
        ),
        pytest.param("| 甲 | 乙 |\n| --- | --- |\n" + "| 科协组织建设 | 无 |\n" * 60, id="table"),
        pytest.param(
            "    返回值 = 计算(科学技术协会系统组织网络建设情况统计表, 一)  # {\n" * 9, id="code"
        ),
        pytest.param(
            "\n".join([A, B, paragraph(50), C, D, A, B, paragraph(51), C, D]),
            id="versions with a paragraph rewritten",
        ),
        pytest.param(
            "\n".join([A, B, C, D, A, B, paragraph(50), C, D]), id="versions with a paragraph added"
        ),
        pytest.param(
            f"{A}\n{B}\n本办法自发布之日起施行。\n{A}\n{B}\n第十条\n本办法自发布之日起施行。",
            id="versions with an article added at the end",
        ),
        pytest.param(f"{A}\n附件1\n{B}\n{A}\n附件2\n{B}", id="two attachments alike"),
    ],
)
def test_what_stays(text: str) -> None:
    assert cleaned(text) == text


def test_a_wholly_misread_line_between_two_that_agree_is_healed() -> None:
    ruined = B.encode().decode("latin-1")
    assert cleaned(f"{A}\n{ruined}\n{C}\n{A}\n{B}\n{C}") == f"{A}\n{B}\n{C}"
    assert cleaned(f"{A}\n{B}\n{C}\n{A}\n{ruined}\n{C}") == f"{A}\n{B}\n{C}"


def test_a_character_lost_in_each_copy_comes_back_in_both() -> None:
    first, second = A[:6] + "\ufffd" + A[7:], A[:7] + "\ufffd" + A[8:]
    assert cleaned(f"{first}\n{second}") == A


def test_a_single_reading_in_brackets_is_nobodys_damage() -> None:
    first = f"{A[:-1]}，黄陂(pí)区位于武汉市北部。"
    assert cleaned(f"{first}\n{first.replace('(pí)', '')}") == first


def test_healing_alone_mends_both_copies() -> None:
    options = {**ALONE, "disable": (*ALONE["disable"], "repeated-block-run")}
    lost, other = A[:6] + "?" + A[7:], A[:20] + "\ufffd" + A[21:]
    assert kxclean.clean(f"{lost}\n{other}", **options).text == f"{A}\n{A}"


def test_metadata_name_each_removed_copy() -> None:
    result = CLEANER.clean(f"{A}\n{A}\n{B}\n{C}\n{B}\n{C}")
    assert [entry["kept"] for entry in result.metadata["duplicates"]] == [A[:40], B[:40]]
    assert all(entry["similarity"] == 1 for entry in result.metadata["duplicates"])
