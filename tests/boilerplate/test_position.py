"""Where lines have to stand to leave, and what goes with them."""

from __future__ import annotations

import pytest

import kxclean
from kxclean.config import Config

from .documents import BODY, NAMES, TITLE, at_foot, at_head, find, strip

LINE = "发布者:周焕林发布时间:2017-04-01浏览次数:74"
FOOT = "责任编辑:王小明"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{TITLE}\n\n{LINE}\n\n{BODY}", f"{TITLE}\n\n{BODY}"),
        (f"{TITLE}\n{LINE}\n\n{BODY}", f"{TITLE}\n\n{BODY}"),
        (f"{TITLE}\n\n{LINE}\n{BODY}", f"{TITLE}\n\n{BODY}"),
        (f"{TITLE}\n{LINE}\n{BODY}", f"{TITLE}\n{BODY}"),
        (f"{LINE}\n\n{TITLE}\n\n{BODY}", f"{TITLE}\n\n{BODY}"),
        (f"\n \n{LINE}\n\n{TITLE}\n\n{BODY}", f"{TITLE}\n\n{BODY}"),
        (f"{TITLE}\n\n{LINE}\n\n　　{BODY}", f"{TITLE}\n\n　　{BODY}"),
        (f"{TITLE}\n\n{BODY}\n\n{FOOT}", f"{TITLE}\n\n{BODY}"),
        (f"{TITLE}\n\n{BODY}\n\n{FOOT}\n", f"{TITLE}\n\n{BODY}\n"),
        (f"{TITLE}\n\n{BODY}\n \n\n　{FOOT} \n\n\n", f"{TITLE}\n\n{BODY}\n"),
        (f"{TITLE}\n\n{BODY}\n{FOOT}\n\n{LINE}", f"{TITLE}\n\n{BODY}"),
        (f"{TITLE}\r\n\r\n{LINE}\r\n\r\n{BODY}", f"{TITLE}\r\n\r\n{BODY}"),
    ],
)
def test_the_line_leaves_with_its_share_of_the_blank_lines(text: str, left: str) -> None:
    assert strip(text)[0] == left


def test_title_subtitle_and_house_may_stand_before_the_head() -> None:
    titles = f"某某学会简报\n第十期\n{TITLE}"
    assert strip(f"{titles}\n{LINE}\n{BODY}")[0] == f"{titles}\n{BODY}"
    four = f"{titles}\n——在年会上的讲话"
    assert strip(f"{four}\n{LINE}\n{BODY}")[0] == f"{four}\n{LINE}\n{BODY}"


def test_behind_a_sentence_the_head_is_over() -> None:
    text = f"{TITLE}\n\n各位代表：\n\n{LINE}\n\n{BODY}"
    assert strip(text) == (text, {})


def test_in_the_middle_of_a_long_text_nothing_leaves() -> None:
    body = "\n".join(f"第{number}段说明第{number}件事情。" for number in range(60)).split("\n")
    body[30] = "版权所有：某市科学技术协会 蒙ICP备05001234号"
    text = "\n".join(body)
    assert strip(text) == (text, {})
    body[30], body[55] = "中间一段。", body[30]
    text, metadata = strip("\n".join(body))
    assert text == "\n".join(body[:55] + body[56:])
    assert metadata == {"copyright": "某市科学技术协会", "icp": "蒙ICP备05001234号"}


def test_a_line_behind_unknown_text_is_no_foot() -> None:
    text = at_foot(f"{FOOT}\n\n这是后面的正文，还没有完。")
    assert strip(text) == (text, {})


def test_contact_of_the_site_goes_and_that_of_the_letter_stays() -> None:
    contact = "地址：某市人民路1号 电话：0471-1234567"
    rights = "版权所有：某市科学技术协会"
    assert strip(at_foot(f"{rights}\n{contact}"))[0] == at_foot("")
    assert strip(at_foot(f"{contact}\n{rights}"))[0] == at_foot(contact)
    assert strip(at_foot(contact)) == (at_foot(contact), {})


def test_the_day_of_a_signature_stays_before_the_foot() -> None:
    signature = "某市科学技术协会\n2019年5月1日"
    assert strip(at_foot(f"{signature}\n\n{FOOT}"))[0] == at_foot(signature)


def test_a_text_of_nothing_else_stays() -> None:
    for text in (LINE, f"{LINE}\n\n{FOOT}\n", "© 2010 某某网 All Rights Reserved"):
        assert strip(text) == (text, {})


def test_a_long_list_of_such_lines_is_no_foot() -> None:
    counters = "\n".join(f"浏览次数:{number}" for number in range(100))
    assert strip(at_foot(counters)) == (at_foot(counters), {})
    few = "\n".join(f"浏览次数:{number}" for number in range(50))
    assert strip(at_foot(few))[0] == at_foot("")


def test_a_line_that_is_too_long_stays() -> None:
    long = "推荐访问:" + "科协" * 200
    assert strip(at_foot(long)) == (at_foot(long), {})


def test_leftovers_of_unknown_text_keep_the_line() -> None:
    for line in (
        "发布者:周焕林发布时间:2017-04-01浏览次数:74欢迎大家继续关注本次年会的进展情况",
        "浏览次数:74。这个数字说明，科普工作受到欢迎。",
        "上一篇和下一篇    都写得很好",
    ):
        assert strip(at_foot(line)) == (at_foot(line), {})


def test_a_date_that_is_none_keeps_the_line() -> None:
    line = "发布者:周焕林发布时间:2017-14-01浏览次数:74"
    assert strip(at_head(line)) == (at_head(line), {})


def test_a_rule_that_is_off_keeps_its_lines_but_still_bears_witness() -> None:
    lines = f"作者:王小明\n{LINE}"
    rules = NAMES - {"view-count"}
    text, metadata = strip(at_head(lines), rules=rules)
    assert text == at_head(LINE)
    assert metadata == {"author": "王小明"}


def test_proposals_are_taken_when_all_is_applied() -> None:
    text = at_foot("作者:王小明")
    assert strip(text) == (text, {})
    assert [edit.safety.value for edit in find(text).edits] == ["unsafe"]
    assert strip(text, config=Config(apply="all")) == (at_foot(""), {"author": "王小明"})


def test_each_piece_is_an_edit_of_its_own_rule() -> None:
    cleaned = kxclean.clean(at_head(LINE), script="keep", punctuation="keep")
    assert [edit.rule for edit in cleaned.ledger.edits] == [
        "publisher-line",
        "publication-date-line",
        "view-count",
    ]
    assert [edit.removed for edit in cleaned.ledger.edits] == [
        "发布者:周焕林",
        "发布时间:2017-04-01",
        "浏览次数:74\n\n",
    ]


def test_one_line_of_ten_million_characters_is_passed_over() -> None:
    text = "一" * 10_000_000
    assert find(text).edits == []
    assert strip(f"{text}\n\n{FOOT}")[0] == text
