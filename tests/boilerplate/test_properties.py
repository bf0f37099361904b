"""Properties over documents put together at random from prose, titles and lines of sites."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kxclean.boilerplate import shipped_rules
from kxclean.config import Config

from .documents import find, strip

PROSE = (
    "本次年会将于下月举行，请各单位认真组织。",
    "会议期间将安排专题报告，欢迎广大会员参加。",
    "版权所有者依法享有发表权、署名权和修改权。",
    "学术年会",
    "联系人：李四",
    "姓名：张三",
    "2019年5月1日",
    "一、总体要求",
    "----------",
    "| 来源 | 新华网 |",
    "来源:\t新华网",
)
SITE = tuple(
    line for rule in shipped_rules() for one in rule.examples for line in one.lines.split("\n")
)
LINES = st.one_of(
    st.sampled_from(PROSE),
    st.sampled_from(SITE),
    st.lists(st.sampled_from(SITE), min_size=2, max_size=3).map(" ".join),
    st.lists(st.sampled_from(SITE), min_size=2, max_size=2).map("".join),
    st.text(max_size=12),
)
BREAKS = st.sampled_from(("\n", "\n", "\n\n", "\n\n\n", "\n \n", "\r\n", "\n　"))


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines = draw(st.lists(st.tuples(LINES, BREAKS), max_size=30))
    return "".join(line + parting for line, parting in lines)


@given(documents(), st.sampled_from(("safe", "all")))
def test_one_round_finds_everything(text: str, apply: str) -> None:
    config = Config(apply=apply)  # type: ignore[arg-type]
    once, _ = strip(text, config=config)
    twice, metadata = strip(once, config=config)
    assert twice == once
    assert metadata == {}


@given(documents())
def test_only_whole_lines_leave(text: str) -> None:
    once, _ = strip(text)
    kept = [line.strip() for line in once.split("\n") if line.strip()]
    stood = [line.strip() for line in text.split("\n") if line.strip()]
    position = 0
    for line in kept:
        assert line in stood[position:]
        position = stood.index(line, position) + 1


@given(documents())
def test_no_blank_lines_are_added_and_metadata_is_plain(text: str) -> None:
    once, metadata = strip(text)
    assert max((len(run) for run in _gaps(once)), default=0) <= max(
        (len(run) for run in _gaps(text)), default=0
    )
    for value in metadata.values():
        assert isinstance(value, str | int | list | dict)
        assert value or value == 0


def _gaps(text: str) -> list[str]:
    gaps, run = [], ""
    for line in text.split("\n"):
        if line.strip():
            gaps.append(run)
            run = ""
        else:
            run += "."
    return [*gaps, run]


@given(st.lists(st.sampled_from(PROSE[:4]), max_size=10))
def test_clean_prose_is_left_without_a_word(lines: list[str]) -> None:
    assert find("\n".join(lines)).edits == []
