"""Values: moments, counts, lists, and the folded view they are read in."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kxclean.boilerplate.fold import fold, folding
from kxclean.boilerplate.values import add, count, items, moment, path, words

FIRST, LAST = dt.datetime.fromisoformat("1900-01-01"), dt.datetime.fromisoformat("2099-12-31")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2017-04-01", "2017-04-01"),
        ("2022年02月24日", "2022-02-24"),
        ("２０１９．５．１", "2019-05-01"),
        ("2019/10/17 18:08:15", "2019-10-17T18:08:15"),
        ("2006年07月07日15:09", "2006-07-07T15:09"),
        ("2018年9月2日 下午3:05", "2018-09-02T15:05"),
        ("2018-9-2 12:30 AM", "2018-09-02T00:30"),
        ("2019年10月17日 星期四 18时08分", "2019-10-17T18:08"),
        ("2024-03-11T10:53:46+08:00", "2024-03-11T10:53:46+08:00"),
        ("2024-03-11T10:53:46+0800", "2024-03-11T10:53:46+08:00"),
        ("2022-13-45", None),
        ("2022-02-30", None),
        ("2022-02-03 25:00", None),
        ("昨天", None),
    ],
)
def test_moments(written: str, said: str | None) -> None:
    assert moment(written) == said


@given(st.datetimes(FIRST, LAST))
def test_every_moment_comes_back(when: dt.datetime) -> None:
    when = when.replace(microsecond=0)
    for written in (
        f"{when:%Y-%m-%d %H:%M:%S}",
        f"{when.year}年{when.month}月{when.day}日 {when:%H:%M:%S}",
        f"{when.year}/{when.month}/{when.day}　{when.hour}：{when:%M：%S}",
    ):
        said = moment(written)
        assert said is not None
        assert dt.datetime.fromisoformat(said) == when


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("74", 74),
        ("1,234次", 1234),
        ("１６４次", 164),
        ("1.2万+", 12000),
        ("3k", 3000),
        ("次", None),
    ],
)
def test_counts(written: str, said: int | None) -> None:
    assert count(written) == said


def test_lists_paths_and_text() -> None:
    assert items("科协，工作报告　全委会;;") == ["科协", "工作报告", "全委会"]
    assert items("…") is None
    assert path("首页 >> 学会动态 » 2008-2010 年") == ["首页", "学会动态", "2008-2010 年"]
    assert words(" |周焕林。") == "周焕林"
    assert words("……") is None


def test_the_first_value_stays_and_others_are_listed_once() -> None:
    metadata: dict[str, object] = {}
    for source in ("新华网", "光明网", "新华网", "光明网", "人民网"):
        add(metadata, "source", source)
    assert metadata == {"source": "新华网", "alternatives": {"source": ["光明网", "人民网"]}}


@given(st.text())
def test_folding_keeps_every_position_and_is_a_fixed_point(line: str) -> None:
    folded = fold(line)
    assert len(folded) == len(line)
    assert fold(folded) == folded


def test_folding_maps_to_single_characters() -> None:
    assert all(len(plain) == 1 for plain in folding().values())
    assert fold("發佈時間：２０１９　ＩＣＰ備【】») ") == "发布时间:2019 icp备[]>) "
