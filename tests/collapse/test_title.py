"""The title that stands twice at the head."""

from __future__ import annotations

import pytest

import kxclean
from tests.collapse.strategies import paragraph
from tests.collapse.test_runs import cleaned

TITLE = "2013年市科协全委会工作报告"
BODY = paragraph(7)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{TITLE}\n\n {TITLE}\n\u3000\n各位委员:\n\n{BODY}", f"{TITLE}\n\n各位委员:\n\n{BODY}"),
        (f"2014卷\n{TITLE}\n{TITLE}\n{BODY}\n", f"2014卷\n{TITLE}\n{BODY}\n"),
        (f"{TITLE}\n{TITLE}\n\n{TITLE}\n\n{BODY}", f"{TITLE}\n{BODY}"),
        (f"{TITLE}\r\n\r\n{TITLE}\r\n{BODY}", f"{TITLE}\r\n\r\n{BODY}"),
        (f"《{TITLE}》\n\n{TITLE}\n\n{BODY}", f"《{TITLE}》\n\n{BODY}"),
    ],
)
def test_a_repeated_title_goes(before: str, after: str) -> None:
    assert cleaned(before) == after


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{TITLE}",
        f"{TITLE}\n\n{BODY}\n\n{TITLE}",
        f"{BODY}\n一\n二\n三\n{TITLE}\n{TITLE}\n{paragraph(8)}",
        f"2013年市科协工作报告\n2014年市科协工作报告\n{BODY}",
        f"工作报告\n工作报告\n{BODY}",
        f"我们走在大路上，\n我们走在大路上，\n{BODY}",
        "好一朵美丽的茉莉花\n好一朵美丽的茉莉花\n芬芳美丽满枝桠\n又香又白人人夸\n让我来将你摘下",
    ],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert cleaned(text) == text


def test_the_rule_can_be_switched_off() -> None:
    text = f"{TITLE}\n\n{TITLE}\n\n{BODY}"
    assert kxclean.clean(text, script="keep", disable=("repeated-title",)).text == text
