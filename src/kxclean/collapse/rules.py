"""The rules of the collapse stage."""

from __future__ import annotations

from kxclean.rule import Example, Rule, Safety

__all__ = ["HEALED", "REPEATED_RUN", "REPEATED_TITLE"]

_ON = {"duplicates": "collapse"}

_REPORT = (
    "目前，内蒙古科协系统已形成覆盖理、工、农、医和交叉等多学科的组织网络，拥有四级科协组织1116个。"
)
_CAMP = "组织全区近四百名师生参加了四个省市七所高校的全国青少年高校科学营活动，另有一名带队老师。"
_LOST = _CAMP.replace("高校科学", "高校科?")
_YEAR_2015 = "2015年，全市各级科协组织共举办学术交流活动50次，参加活动的科技工作者超过三千人。"
_YEAR_2016 = "2016年，全市各级科协组织共举办学术交流活动62次，参加活动的科技工作者超过三千人。"


def _changed(before: str, after: str) -> Example:
    return Example(before, after, _ON)


def _left(text: str) -> Example:
    return Example(text, text, _ON)


REPEATED_TITLE = Rule(
    name="repeated-title",
    stage="collapse",
    safety=Safety.SAFE,
    what="Removes the title line where it stands twice at the head of a page.",
    why=(
        "Page templates print the title as a heading and again as the first line of the article; "
        "once the line with date and views between them is gone, the two follow each other. Only "
        "within the first lines, with nothing but blank lines between, and only before prose: a "
        "song may begin with a line that is sung twice, an attachment repeats its title later."
    ),
    changes=(
        _changed(
            f"2013年市科协全委会工作报告\n\n 2013年市科协全委会工作报告\n\n各位委员：\n\n{_REPORT}",
            f"2013年市科协全委会工作报告\n\n各位委员：\n\n{_REPORT}",
        ),
    ),
    leaves=(
        _left("好一朵美丽的茉莉花\n好一朵美丽的茉莉花\n芬芳美丽满枝桠\n又香又白人人夸"),
        _left(f"通知\n\n通知\n\n{_REPORT}"),
        _left(f"关于学习会议精神的通知\n\n{_REPORT}\n\n附件\n\n关于学习会议精神的通知\n\n{_CAMP}"),
    ),
    source="seeds/002",
)

REPEATED_RUN = Rule(
    name="repeated-block-run",
    stage="collapse",
    safety=Safety.SAFE,
    what="Keeps the first of two copies of a run of lines and removes the other with its breaks.",
    why=(
        "Pages print their body twice, in a view and a print frame or in two columns of a "
        "database. Two copies agree line by line in everything but marks, script and damage; if "
        "any pair of lines between them differs in a figure, a name or a word, or one has a "
        "paragraph more in its midst, they are two versions and both stay. A copy that follows at "
        "once goes from 40 Han characters of prose on, one further down from 200 on, or from 80 "
        "on where it is a fifth of the document; short lines, cells and code never count, verse "
        "and dialogue only in bulk. What stands again with less weight, as parallel clauses of "
        "statutes do, is only proposed."
    ),
    changes=(
        _changed(f"{_REPORT}\n{_CAMP}\n{_REPORT}\n{_CAMP}", f"{_REPORT}\n{_CAMP}"),
        _changed(
            f"概况\n\n{_REPORT}\n\n工作\n\n{_CAMP}\n\n概况\n\n{_REPORT}\n\n工作\n\n{_CAMP}\n\n完\n",
            f"概况\n\n{_REPORT}\n\n工作\n\n{_CAMP}\n\n完\n",
        ),
        _changed(f"{_CAMP}\n{_LOST}\n", f"{_CAMP}\n"),
    ),
    leaves=(
        _left("起来！不愿做奴隶的人们！\n前进！前进！\n我们万众一心！\n前进！前进！"),
        _left("“是。”他说。\n“真的吗？”\n“是。”他说。\n“好。”"),
        _left(f"{_YEAR_2015}\n{_YEAR_2016}"),
        _left(f"{_REPORT}\n{_YEAR_2015}\n{_REPORT}\n{_YEAR_2016}"),
        _left(
            "姓名\t性别\t工作单位和职务\t科学技术协会系统先进工作者推荐意见\n"
            "姓名\t性别\t工作单位和职务\t科学技术协会系统先进工作者推荐意见\n"
        ),
    ),
    source="seeds/000, DESIGN.md; bounds: see collapse/substance.py",
)

HEALED = Rule(
    name="healed-from-copy",
    stage="collapse",
    safety=Safety.SAFE,
    what="Puts the text of an undamaged copy in the place of a damaged one.",
    why=(
        "Where a run of lines stands twice and one copy has lost characters, the other says what "
        "stood there. Only where a model of the damage leads from the one to the other, or where "
        "one holds signs that no writer leaves; two readings that both make sense are left."
    ),
    changes=(
        _changed(f"{_LOST}\n{_CAMP}", f"{_CAMP}\n{_CAMP}"),
        _changed(
            f"{_CAMP}\n{_REPORT}\n{_CAMP}\n{_REPORT.replace('。', '')}\ufffd",
            f"{_CAMP}\n{_REPORT}\n{_CAMP}\n{_REPORT}",
        ),
    ),
    leaves=(_left(f"{_YEAR_2015}\n{_YEAR_2016}"), _left(_LOST)),
    source="seeds/000, whose copies differ in six damaged places, three in each",
)
