"""The head and foot lines of the source documents, as they stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

import kxclean

from .documents import strip

SEEDS = Path(__file__).parents[2] / "seeds"
KEEP = {
    "script": "keep",
    "punctuation": "keep",
    "digit_grouping": "keep",
    "duplicates": "keep",
    "tables": "keep",
}


def seed(start: str) -> str:
    (path,) = SEEDS.glob(f"{start}_*.txt")
    return path.read_text("utf-8")


def test_000_both_foot_lines_once_their_glosses_are_gone() -> None:
    text = seed("000")
    body, copyright_line, support_line = text.rsplit("\n", 2)
    for gloss in ("(quán)", "(nèi)", "(qū)", "(jì)", "(shù)"):
        copyright_line = copyright_line.replace(gloss, "")
        support_line = support_line.replace(gloss, "")
    assert copyright_line == "版權所有:中共內蒙古自治區委黨史和地方志研究室"
    assert support_line == "技術支持: 內蒙古傳星科技有限公司"
    repaired = f"{body}\n{copyright_line}\n{support_line}"
    assert strip(repaired) == (
        body,
        {
            "copyright": "中共內蒙古自治區委黨史和地方志研究室",
            "support": "內蒙古傳星科技有限公司",
        },
    )


def test_002_time_line_and_three_foot_lines() -> None:
    text = seed("002")
    cleaned, metadata = strip(text)
    assert metadata == {
        "published": "2022-05-21T11:05:02",
        "recommended": ["科协", "工作报告", "全委会"],
        "copyright": "汇朗范文网",
        "copyright_years": "2010-2024",
        "powered_by": "汇朗范文网",
        "icp": "鲁ICP备12023014号",
    }
    assert cleaned.endswith("谢谢大家。")
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith("时间:2022"))
    last = lines.index("谢谢大家。")
    assert cleaned == "\n".join(lines[:first] + lines[first + 2 : last + 1])


def test_003_publisher_line_and_nothing_else() -> None:
    text = seed("003")
    cleaned, metadata = strip(text)
    assert metadata == {"publisher": "周焕林", "published": "2017-04-01", "views": 74}
    assert cleaned == text.replace("发布者:周焕林发布时间:2017-04-01浏览次数:74\n\n", "")


@pytest.mark.parametrize("start", ["001", "004"])
def test_the_others_have_no_such_lines(start: str) -> None:
    assert strip(seed(start)) == (seed(start), {})


def test_foot_through_the_cleaner_ends_with_the_last_sentence() -> None:
    body = "各位代表:\n\n现在,我向大会报告工作,请予审议。全年举办活动50余次。\n\n谢谢大家。"
    foot = (
        "推荐访问:科协 工作报告 全委会\n\n"
        "版权所有:汇朗范文网 2010-2024 未经授权禁止复制或建立镜像\n\n"
        "Powered by 汇朗范文网 © All Rights Reserved.。鲁ICP备12023014号"
    )
    cleaned = kxclean.clean(f"{body}\n\n{foot}", **KEEP)
    assert cleaned.text == body
    assert cleaned.metadata["icp"] == "鲁ICP备12023014号"
    assert cleaned.signals["boilerplate_ratio"] > 0.3
    assert cleaned.ledger.revert(cleaned.text) == cleaned.raw


def test_head_through_the_cleaner_leaves_title_and_body() -> None:
    line = "发布者:周焕林发布时间:2017-04-01浏览次数:74"
    body = "各位代表:\n\n现在,我向大会报告工作,请予审议。\n\n谢谢大家。"
    cleaned = kxclean.clean(f"关于会议的通知\n\n{line}\n\n{body}", **KEEP)
    assert cleaned.text == f"关于会议的通知\n\n{body}"
    assert cleaned.metadata == {
        "title": "关于会议的通知",
        "publisher": "周焕林",
        "published": "2017-04-01",
        "views": 74,
    }
    kept = kxclean.clean(f"关于会议的通知\n\n{line}\n\n{body}", **KEEP, boilerplate="keep")
    assert line in kept.text
    assert kept.metadata == {}
