"""The kernel that passes over the lines which no rule knows, beside its slow twin."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kxclean import _native
from kxclean.boilerplate import shipped_rules
from kxclean.boilerplate.fold import folding
from kxclean.boilerplate.recogniser import Recogniser
from tests.twins.line_finder import Twin, lines

BEFORE, DRAWN = " |[(:-", "-* "
STARTS = [("阅读", ":"), ("版权所有", ""), ("编辑", ":|"), ("广", ""), ("20", "")]
RULES = [
    (False, ["次浏览", "浏览"], [], []),
    (True, ["转载", "侵权"], ["本站", "请"], ["依法"]),
    (False, [], ["》"], ["《"]),
]

table = folding()
FINDER = _native.LineFinder(
    ("".join(map(chr, table)), "".join(table.values())), BEFORE, DRAWN, STARTS, RULES
)
TWIN = Twin(BEFORE, DRAWN, STARTS, RULES)

PARTS = st.sampled_from(
    [
        "閱讀",
        "：",
        ":",
        "版权所有",
        "编辑｜",
        "廣",
        "广告",
        "5",
        "次瀏覽",
        "請勿转载",
        "侵权",
        "本站",
        "依法",
        "。",
        "；",
        "《",
        "》",
        "---",
        " ",
        "\u3000",
        "|",
        "[",
        "2019年5月1日",
        "一" * 90,
        "二" * 310,
        "😀",
    ]
)
LINES = st.lists(st.one_of(PARTS, st.text(max_size=3)), max_size=5).map("".join)
BREAKS = st.sampled_from(["\n", "\n", "\r\n", "\n\n", "\n \x1c\n"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(LINES, BREAKS), max_size=12))
    filling = draw(st.sampled_from(["", "正文。\n" * 15, "正文。\n" * 45, "阅读:5\n" * 90]))
    half = len(parts) // 2
    made = ["".join(map("".join, some)) for some in (parts[:half], parts[half:])]
    return made[0] + filling + made[1]


@given(texts())
def test_the_kernel_agrees_with_its_twin(text: str) -> None:
    assert FINDER.ends(text) == TWIN.ends(text)
    assert FINDER.having([text, "正文"]) == ([0] if TWIN.ends(text) else [])


@given(st.text(alphabet="一 \n\r\t\u3000\u2028\x1ca", max_size=3000))
def test_lines_are_those_of_a_plain_split(text: str) -> None:
    every = _native.LineFinder(("", ""), "", "", [], [(True, [], [], [])])
    found = every.ends(text)
    plain = [(start, stop) for start, stop, _ in lines(text)]
    if not plain:
        assert found is None
    else:
        assert found is not None
        assert [row[:2] for row in found[0]] == plain[:81]
        assert [row[:2] for row in found[2]] == plain[::-1][:81]


def test_every_example_of_a_rule_is_a_candidate() -> None:
    recogniser = Recogniser(shipped_rules())
    for rule in shipped_rules():
        for example in rule.examples:
            assert recogniser.finder.ends(example.lines) is not None or rule.starts == ("---",)


def test_clean_text_has_no_candidates() -> None:
    finder = Recogniser(shipped_rules()).finder
    text = (
        "第一条 为了规范口岸开放，提高通关效率，制定本条例。\n\n第二条 本条例适用于本市。\n\n" * 30
    )
    assert finder.ends(text) is None
    assert finder.having([text, text + "\n浏览次数:74"]) == [1]
