"""Punctuation: the kernel equals its twin, and the families of faults and of text to leave."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kxclean
from kxclean import _native
from kxclean.ledger import Ledger
from kxclean.normalise.marks import RULES
from tests.normalise.strategies import marked_texts
from tests.twins.marks.doubts import doubts
from tests.twins.marks.line import Row
from tests.twins.punctuation import punctuate

NAMES = [rule.name for rule in RULES]


def punctuated(text: str) -> str:
    return Ledger(_native.punctuate(text, NAMES)).apply(text)


def replayed(text: str, rows: list[Row]) -> str:
    parts, done = [], 0
    for start, end, new, _ in rows:
        parts += [text[done:start], new]
        done = end
    return "".join(parts) + text[done:]


@given(text=marked_texts, names=st.just(NAMES) | st.lists(st.sampled_from(NAMES), unique=True))
def test_the_kernel_equals_its_twin(text: str, names: list[str]) -> None:
    rows = punctuate(text, frozenset(names))
    ledger = Ledger(_native.punctuate(text, names))
    assert ledger.apply(text) == replayed(text, rows)
    assert set(ledger.rule_counts) == {rule for _, _, _, rule in rows}


@given(text=marked_texts, names=st.just(NAMES) | st.lists(st.sampled_from(NAMES), unique=True))
def test_a_second_run_finds_nothing(text: str, names: list[str]) -> None:
    once = Ledger(_native.punctuate(text, names)).apply(text)
    assert not len(_native.punctuate(once, names))


@given(marked_texts)
def test_only_marks_and_blanks_change(text: str) -> None:
    def words(some: str) -> str:
        marks = r""".,:;?!()"'，。：；？！（）“”‘’…—·．•\-－、―–─《》«»≪≫<>＜＞・‧∙･⋅＂「」『』"""
        return re.sub(rf"[\s{marks}]", "", some)

    ledger = Ledger(_native.punctuate(text, NAMES))
    assert words(ledger.apply(text)) == words(text)
    assert ledger.revert(ledger.apply(text)) == text


@given(marked_texts)
def test_doubts_equal_their_twin(text: str) -> None:
    assert _native.quote_doubts(text) == doubts(text)


CHANGES = {
    "clauses": ("目前,全区有学会94个;其中:盟市12个。", "目前，全区有学会94个；其中：盟市12个。"),
    "behind a bracket": ("县(市、区),乡镇(街道):", "县（市、区），乡镇（街道）："),
    "behind an amount": ("完成率91%,其中2人,3个", "完成率91%，其中2人，3个"),
    "foreign words in a sentence": ("包括GDP,CPI等指标", "包括GDP，CPI等指标"),
    "behind an address": ("见http://a.cn/b(c),以及", "见http://a.cn/b(c)，以及"),
    "date in brackets": (" (2017年2月24日)", " （2017年2月24日）"),
    "one bracket folded": ("方案（2016年)和", "方案（2016年）和"),
    "numbered": ("如下:(1)第一;(2)第二", "如下：（1）第一；（2）第二"),
    "foreign name in brackets": ("中国 (China) 是大国", "中国（China）是大国"),
    "a foreign phrase keeps its comma": (
        "世界卫生组织(World Health Organization,WHO)",
        "世界卫生组织（World Health Organization,WHO）",
    ),
    "straight quotes": ('他说:"你好,世界!"然后走了.', "他说：“你好，世界！”然后走了。"),
    "straight quotes inside others": ('他说“听见"好"了”', "他说“听见‘好’了”"),
    "blanks on both sides": ("目前 , 系统", "目前，系统"),
    "dash behind a blank": ("“科普惠民” --511主题", "“科普惠民”——511主题"),
    "traditional name": ("委員沃爾夫.埃里克森教授、", "委員沃爾夫·埃里克森教授、"),
    "bold": ("**重点**,其他", "**重点**，其他"),
    "list item": ("1. 第一项, 内容", "1. 第一项，内容"),
    "quotation in Markdown": ("> 引用,内容", "> 引用，内容"),
    "tab behind a label": ("主席:\t牛广明", "主席：\t牛广明"),
    "empty answer": ("正确的是(  )。", "正确的是（  ）。"),
    "stops without any other": ("今天很好啊.我们去公园玩.", "今天很好啊。我们去公园玩。"),
    "blanks around half-width brackets": ("本縣 (市) 庫，應設", "本縣（市）庫，應設"),
    "doubled in both widths": ("首先,,各单位,。好", "首先，各单位。好"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_faults_are_mended(name: str) -> None:
    before, after = CHANGES[name]
    assert punctuated(before) == after


LEAVES = (
    "时间2022-05-21 11:05:02，比例3:1，增幅3.04%",
    "Python 3.11 (64-bit), see docs; it works.",
    "The word 你好, meaning hello, is (very) common.",
    "1,234,567和1, 2, 3",
    "http://例子.cn/a,b?c=d(1)",
    "发到zhang.san@a.com.cn；",
    "文件在C:\\数据\\报告(1),终.txt里",
    "运行 ls -l ./数据/a,b 查看",
    "设 $x, y \\in \\text{集合}$ 中",
    "公式\\(a,中\\)和\\frac{中,文}{b}",
    "`print('你好, 世界')`",
    'print("你好, 世界")',
    "for (int i=0; i<n; i++) { 计数(); }",
    '<a href="b" title="中,文">',
    "<!-- 注释, 内容 -->",
    '{"键": "值, 值"}',
    "  \"键\": '中,文',",
    "| 甲, 乙 | 丙 (丁) |",
    "{{模板:中,文}}和[[文件:中,文.jpg]]",
    "![图](a(1).png)",
    "你好:smile:",
    "高??茖W营",
    "个?,F有组织",
    "１１６个和１，２",
    "函数foo()和bar(中文)",
    "点A(1,2)、区间(0, 1]",
    "区号(010)62510000",
    "它是(^_^)和(>_<)",
    "版权(c)和(TM)",
    "“第一段没有完，",
    "rock ’n’ roll和don’t中文",
    '用5"和6"的',
    "张三(女) 李四".replace("(", "（").replace(")", "）"),
    "内蒙古科协工作“十方面关系” 针对自治区",
    "大力实施“十百千万”工程 发挥优势",
    "参考：《红楼梦》 曹雪芹，《西游记》 吴承恩".replace("，", " "),
    "中国科协 ***书记，对",
    "  “缩进的引文”  ",
    "姓名： 张三\t性别： 男",
    "第一章......12",
    "昨天(háng)",
    "由「.」區隔，以「,」結尾",
    "二氯乙烷、1,1,\n1-三氯乙烷",
    "（一） 一般，其他",
    "由(a-b)²≥0得(x-1)≥0，(α)²同理",
    '    # 如果没有,返回空\n"""读取配置, 返回字典."""\nprint("共 %d 项, 完" % len(甲))',
    "/**\n * 用户服务, 提供查询.\n */\nint a;\n",
    'def f():\n    """读取配置,\n\n    返回字典.\n    """\n',
    "@@ -1,2 +1,2 @@\n 第一行\n-第二行,旧\n+第二行,新\n",
    "import os\n# 删除临时文件(谨慎!)\n# 第二行, 说明\nos.remove('a')\n",
    "  name: \"注意, 需要\"\nnote: '注意, 需要'  # 说明",
    "; 用户名, 必填",
    "echo \"连接成功, 欢迎!\";\n['你好', '世界']\nassert x, '必须, 为正'",
    "# 选项, 可改\nCFLAGS = -O2\n",
    "# 镜像, 较小\nFROM python:3.10\nRUN pip install a  # 安装, 耗时",
    "  title={深度学习, 分词},",
    "class 计算器:\n    甲 = 0",
    "名 varchar(64) COMMENT '年龄(岁)',\n('张三', 20, '北京'),",
    '用户?.名 ?? "匿名"',
    "どこで生れたかとんと見当がつかぬ。\n電話:03(1234)5678",
    "서울은 대한민국의 수도이다.\n漢城(首都),人口",
    "甲: 乙:: 丙".replace(": 乙", "：乙"),
)


@pytest.mark.parametrize("text", LEAVES)
def test_other_text_is_left(text: str) -> None:
    assert punctuated(text) == text


def test_front_matter_fences_and_values_are_left() -> None:
    text = "---\ntitle: 中,文\n---\n~~~\n中,文\n~~~\n甲,1,2\n乙,3,4\n丙,5,6\n"
    assert punctuated(text) == text
    assert punctuated("---\n中,文\n") == "---\n中，文\n"


def test_headings_prose_and_unclosed_comments_are_no_code() -> None:
    assert punctuated("# 安装(必读)\n\n正文,完\n") == "# 安装（必读）\n\n正文，完\n"
    assert punctuated("/* 注释, 未完\n正文,完") == "/* 注释, 未完\n正文，完"
    assert punctuated("“是(对)的”\n+ 一,二\n") == "“是（对）的”\n+ 一，二\n"
    assert punctuated("日语的助词“の”十分常用,要记住") == "日语的助词“の”十分常用，要记住"


def test_full_width_one_is_no_quotation_mark() -> None:
    """Some tools copied a table that turns U+FF11 into a straight quotation mark."""
    assert kxclean.clean("全文１２３，共１页").text == "全文１２３，共１页"


def test_suggestions_are_not_applied() -> None:
    text = "积极推进 三长 进科协。\n“铜陵市成立领导小组。"
    cleaned = kxclean.clean(text, script="keep")
    assert cleaned.text == text
    assert [(edit.removed, edit.replacement) for edit in cleaned.suggestions] == [
        (" 三长 ", "“三长”"),
        ("“", ""),
    ]


def test_one_long_line_is_walked_once() -> None:
    """A line of many marks takes time in proportion to its length; no test of seconds, but 20 000
    marks would take minutes if each looked at the whole line."""
    for piece in (
        "中, ",
        "(",
        "中.",
        "“",
        "'中",
        "? 中",
        "--中",
        "a,b ",
        "{{ `a` ",
        "\\( `a`",
        "\\a[ `a`",
    ):
        text = "中" + piece * 20_000
        once = punctuated(text)
        assert punctuated(once) == once


@given(marked_texts)
def test_keep_keeps(text: str) -> None:
    options = {"script": "keep", "digit_grouping": "keep", "boilerplate": "keep"}
    names = {*NAMES, "unclosed-quote", "lost-quotation-marks", "blank-between-han"}
    cleaned = kxclean.clean(text, punctuation="keep", **options)
    assert names.isdisjoint(cleaned.ledger.rule_counts)


#: Whole pieces of other languages; between Chinese words none of them may change.
FOREIGN = (
    "http://a.cn/b,c?d=e(1)",
    "https://例子.cn/甲?键=值",
    "www.a.com/a:b;c",
    "a.b@c.com.cn",
    "`码, 码(1)`",
    "$x, y$",
    "$a,b \\in \\text{集}$",
    "\\(x,y\\)",
    "\\frac{1}{2}",
    '<a href="b,c" title="甲,乙">',
    "&nbsp;",
    "C:\\a,b\\c(1).txt",
    "f(x,y)",
    "print('a, b')",
    "1,234,567.89",
    "12:30:05",
    "3:1",
    "v1.2.3",
    "2,4-",
    "{{a|甲,乙}}",
)


@given(
    pieces=st.lists(st.tuples(st.sampled_from(FOREIGN), marked_texts), min_size=1, max_size=4),
    option=st.sampled_from(("chinese", "ascii")),
)
def test_nothing_changes_inside_addresses_code_and_formulas(
    pieces: list[tuple[str, str]], option: str
) -> None:
    prose = [re.sub("[`$<>{}|\\\\\\[\\]&\"'=/@*_^~-]", "，", words) for _, words in pieces]
    text = "中".join(
        f"科协{words}科协 {part} 协会" for (part, _), words in zip(pieces, prose, strict=True)
    )
    if option == "chinese":
        edits = _native.punctuate(text, NAMES)
    else:
        edits = _native.ascii_marks(text, "r")
    changed = Ledger(edits).apply(text)
    at = 0
    for part, _ in pieces:
        at = changed.index(part, at) + len(part)
