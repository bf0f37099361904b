"""Junk indents, trailing blanks and gaps go; what is laid out on purpose stays."""

from __future__ import annotations

import pytest

from tests.layout.helpers import layout

LETTER = """各位委员:

   2017年2月,全委会议在合肥召开,现通知如下。

      一、及时学习汇报会议精神。各级组织要认真学习,抓好落实。

       二、抓好贯彻落实。要结合实际,制定措施。

学习情况请及时报送。

       各位委员、同志们!"""


def test_indents_of_varying_width_go() -> None:
    assert layout(LETTER) == "\n\n".join(part.strip() for part in LETTER.split("\n\n"))


def test_no_break_blanks_count_as_blanks() -> None:
    assert layout(LETTER.replace("   ", "\u00a0\u00a0\u00a0")) == layout(LETTER)


def test_indents_of_paragraphs_without_blank_lines_go_if_they_vary() -> None:
    text = "第一段,说明情况。\n   第二段,说明原因。\n      第三段,说明结果。"
    assert layout(text) == "第一段,说明情况。\n第二段,说明原因。\n第三段,说明结果。"


@pytest.mark.parametrize(
    "text",
    [
        "\u3000\u3000第一段,说明情况。\n\u3000\u3000第二段,说明原因。\n第三段,没有缩进。",
        "    第一段,说明情况。\n    第二段,说明原因。\n    第三段,说明结果。",
        "说明:\n    if 甲:\n        print('好。')\n",
        "# 标题\n\n    代码,一行。\n\n正文,一段。",
        "  床前明月光,\n  疑是地上霜。\n  举头望明月,\n  低头思故乡。",
        "特此证明。\n\n                    安徽省科协\n\n                    2017年2月27日",
        "        目　录\n\n第一章,总则。",
        "二、作业规费,分为下列各种。\n  （一）检验标识费。\n  （二）各种证书、证明书的工本费。",
        "姓名\t职务\n  \t主席\n",
        "| 甲 |\n|---|\n| 乙 |",
    ],
    ids=lambda text: text[:12],
)
def test_what_is_laid_out_stays(text: str) -> None:
    assert layout(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲乙。 \n丙丁。\u3000\u3000\n", "甲乙。\n丙丁。\n"),
        ("甲乙。\r\n \r\n丙丁。", "甲乙。\r\n\r\n丙丁。"),
        ("甲乙: \n\t\n丙丁。", "甲乙:\n\n丙丁。"),
        ("甲乙。\n\n\n\n丙丁。", "甲乙。\n\n丙丁。"),
        ("甲乙。\r\n\r\n\r\n丙丁。", "甲乙。\r\n\r\n丙丁。"),
        ("甲乙。\n \n \n丙丁。", "甲乙。\n\n丙丁。"),
        ("\n\n甲乙。\n", "甲乙。\n"),
        (" \n\n甲乙。\n", "甲乙。\n"),
        ("甲乙。\n\n\n\n", "甲乙。\n"),
    ],
)
def test_blanks_nobody_sees_go(text: str, expected: str) -> None:
    assert layout(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第一行。  \n第二行。\n\n# 标题\n",
        "```\n甲乙 \n\n\n\n丙丁\n```\n",
        "import os\n\n\n\ndef f():\n    return '甲'\n",
        "plain English text \n\n\n\nmore of it\n",
        "甲乙。\n\n丙丁。\n",
    ],
    ids=lambda text: text[:12],
)
def test_other_blanks_stay(text: str) -> None:
    assert layout(text) == text
