"""Lines and paragraphs are joined where a sentence was broken, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.layout.helpers import cleaned, layout

#: Broken texts, `␤` where the line end is the damage.
BROKEN = [
    "全力推进科协基层组␤␤织,2018年制定下发《实施意见》。",
    "在网站开辟了“科协之光”和“科协之␤窗”栏目,定期宣传。",
    "要大力推进基␤␤层组织建设，把各项任务落到实处。",
    "推动农牧业高质␤量发展取得成效。",
    "开展青少年科技创新大␤␤赛,参加人数达到五千人。",
    "广大科技工␤作者积极参与。",
    "获得《全民科学素质行动␤计划纲要》办公室表彰。",
    "他毕业于清华大␤␤学计算机系，现任某公司总经理。",
    "內蒙古自治區科學技術協␤會組織召開工作會議，部署全年任務。",
    "学会工作不断加强。今年8月,科协在主会场作典型发言,␤␤受到有关领导同志的充分肯定。",
    "在盟市、旗县分别开展科技创新大赛、机器人竞赛,参加␤␤青少年人数超过120万人次,获奖402项。",
    "搞好工作对接，激发贫困人口的内生动力。组织区␤␤直学会开展结对帮扶，受益农牧民1.5万人。",
    "省政府批准成立领导小组，统一领导全省的工作␤，各地也成立了相应机构。",
]

CARELESS = """今天去了公园，天气很好，风景也不错，人不多
后来我们去吃饭，味道一般，价格倒是便宜
晚上回家看电影，看到一半就睡着了，太累了
第二天早上起来，发现下雨了，哪也去不了"""
TITLE = """坚守初心使命，服务创新发展，团结引领广大科技工作者奋力谱写新时代科协事业新篇章

在全区上下深入学习贯彻全会精神之际，科协第八次代表大会隆重召开。"""
NAMES = """内蒙古自治区科学技术协会
内蒙古自治区科技馆建设处
内蒙古自治区青少年科技中心
内蒙古自治区农村科技服务站
内蒙古自治区科技干部培训处
内蒙古自治区科普工作研究所"""

#: Texts whose line ends their author set.
WHOLE = [
    "李白\n杜甫\n白居易",
    "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡",
    "少小离家老大回，乡音无改鬓毛衰，\n儿童相见不相识，笑问客从何处来。",
    "大江东去，浪淘尽，千古风流人物，\n故垒西边，人道是，三国周郎赤壁。\n乱石穿空，惊涛拍岸，",
    "北京市海淀区中关村南大街5号\n邮编：100081\n电话：010-68912345",
    "下列说法正确的是（    ）\nA．长江是我国最长的河流\nB．黄河是我国最长的河流",
    "主持人：今天我们请到了王教授，请您谈谈\n王教授：谢谢，我认为这个问题很重要。",
    CARELESS,
    TITLE,
    NAMES,
    "图1 学会组织结构图，各部门之间的关系\n学会的组织结构如图1所示，分为三个部分。",
    "原告王某某，男，1980年出生，汉族，住朝阳区\n被告李某某，男，1975年出生，汉族，住海淀区",
    "“你来了，”她说，\n“我等了很久。”",
    "[1] 张三, 李四. 论科协组织[J]. 科协论坛, 2010(3): 12-15\n[2] 王五. 科协研究[M]. 北京, 2012",
    "甲方（盖章）：某某有限公司\n乙方（签字）：\n日期：2020年1月1日",
    "第一章 总则\n第一节 一般规定\n为了规范市场秩序，制定本法。",
    "- 第一项，内容比较长，需要说明一下具体情况和处理办法\n- 第二项，内容也比较长，需要说明",
    "姓名\t性别\t年龄\n张三\t男\t20",
    "def 计算(甲, 乙):\n    结果 = 甲 + 乙\n    return 结果",
    "此致\n敬礼\n王小明",
    "时间：2020年1月1日上午9点，地点：市科协三楼会议室\n\n参加人员：全体干部职工",
    "2019年，获得全国优秀科技工作者称号，享受国务院特殊津贴\n\n2020年，当选为中国科学院院士。",
    "安徽省科协\n\n2017年2月27日",
    "一、凝聚人才智力,为全市加快科学发展服务\n\n国家级科技思想库建设取得实效,成立了领导小组。",
    "发布者:周焕林发布时间:2017-04-01浏览次数:74\n\n各位委员,各省级学会,各市科协,各直属单位",
    "# 标题，还有一个逗号，以及更多的内容在这里继续写下去\n正文从这里开始，没有标点的一行\n",
]

PROSE = (
    (
        "为了加强学会的组织建设，提高服务能力，市科协在深入调查研究的基础上，制定了工作方案，明确了任务。各学会要"
        "结合自身实际，认真组织学习，切实抓好落实，把各项工作任务分解到具体部门和个人，确保取得实效。"
    ),
    "各级科协组织积极开展科普活动，全年举办讲座三百余场，参加群众达到十万人次，受到社会的广泛好评。",
    (
        "下一步，要继续加大宣传力度，创新活动形式，扩大覆盖面，让更多的群众参与到科普活动中来，不断提高"
        "全民科学素质，为经济社会发展作出更大贡献。"
    ),
    "会议要求全体干部统一思想、提高认识，以更加饱满的热情投入工作。",
    "与会人员还参观了新建成的科技馆，听取了关于展品设计、场馆建设和运行管理等情况的介绍，并座谈交流。",
)


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: text[:12])
def test_a_broken_sentence_is_joined(text: str) -> None:
    assert layout(text.replace("␤", "\n")) == text.replace("␤", "")


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: text[:12])
def test_windows_line_ends_are_joined_too(text: str) -> None:
    assert layout(text.replace("␤", "\r\n")) == text.replace("␤", "")


@pytest.mark.parametrize("text", WHOLE, ids=lambda text: text[:12])
def test_lines_that_the_author_ended_stay(text: str) -> None:
    result = cleaned(text)
    assert result.text == text
    assert not result.suggestions or "坚守" in text


def wrapped(paragraph: str, width: int, indent: str) -> str:
    whole = indent + paragraph
    return "\n".join(whole[at : at + width] for at in range(0, len(whole), width))


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
@pytest.mark.parametrize("width", range(12, 46))
def test_wrapped_prose_is_whole_again(width: int, indent: str) -> None:
    text = "\n\n".join(wrapped(paragraph, width, indent) for paragraph in PROSE)
    assert layout(text) == "\n\n".join(indent + paragraph for paragraph in PROSE)


@given(
    st.integers(12, 45),
    st.sampled_from(["", "\u3000\u3000"]),
    st.permutations(PROSE),
    st.sampled_from(["\n", "\n\n"]),
)
def test_paragraphs_of_wrapped_prose_stay_apart(
    width: int, indent: str, prose: list[str], between: str
) -> None:
    result = layout(between.join(wrapped(paragraph, width, indent) for paragraph in prose))
    for line in filter(None, result.split("\n")):
        # A line end stays where a sentence ends just at the edge and nothing tells whether the
        # paragraph does too.
        assert any(line.strip() in paragraph for paragraph in prose)
        assert line.endswith("。")


def test_a_blank_joins_latin_words() -> None:
    lines = [
        "中国科协与美国科学促进会即 American Association for the",
        "Advancement of Science 合作，",
    ]
    text = "\n".join([*lines, "共同举办第三届国际科学传播论坛，邀请各国科学家与会，围绕"] * 3)
    assert "for the Advancement of Science 合作" in layout(text + "\n主题开展交流。")


def test_one_rule_may_be_off() -> None:
    text = "推动农牧业高质\n量发展取得成效。"
    assert layout(text, disable=("broken-line",)) == text
    assert layout("推动农牧业高质\n\n量发展取得成效。", disable=("broken-line",)).count("\n") == 0


def test_the_statute_of_a_few_broken_words_is_healed_everywhere() -> None:
    # Statutes were found in which nearly each paragraph is broken over a blank line.
    first = (
        "第一条 为了加强水源保护，防治水污染，根据有关法\n\n律、法规，结合本市实际，制定本条例。"
    )
    second = "第二条 各级人民政府应当在各自职\n\n责范围内，做好饮用水水源保护工作。"
    result = layout(f"{first}\n\n{second}")
    assert result.split("\n\n") == [part.replace("\n\n", "") for part in (first, second)]


FORGOTTEN = "出厂的产品应当检验。出厂的生猪产品，应当是定点屠宰厂屠宰的生猪产品"
NEXT = "进入市场销售的，必须具有肉品品质检验合格证明。"


def test_a_forgotten_full_stop_is_no_proof() -> None:
    found = cleaned(f"{FORGOTTEN}\n\n{NEXT}")
    assert found.text == f"{FORGOTTEN}\n\n{NEXT}"
    assert [edit.rule for edit in found.suggestions] == ["broken-paragraph"]


def test_a_missing_full_stop_counts_where_the_text_is_broken_elsewhere() -> None:
    broken = "全力推进科协基层组\n\n织，2018年制定下发《实施意见》。"
    assert layout(f"{FORGOTTEN}\n\n{NEXT}\n\n{broken}").count("\n") == 2


def test_private_use_characters_hide_the_end_of_a_sentence() -> None:
    text = "加快推广，推进重大科技成果产业化。\ue5f9\ue5f9\n\n利用财政资金设立的项目，应当验收。"
    assert layout(text) == text
