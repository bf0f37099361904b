"""The five sources come out as `tests/golden/` says, and nothing of them is lost.

The golden files were read line by line against the sources; `tests/golden/README.md` has a note on
every judgement call. Make them anew with `python -m tests.test_seeds` and read the difference.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import kxclean
from kxclean.boilerplate import describe

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def facts(cleaned: kxclean.Cleaned) -> dict[str, object]:
    """What is kept of a result beside its text."""
    return {
        "metadata": cleaned.metadata,
        "rules": cleaned.ledger.rule_counts,
        "suggestions": [
            [edit.start, edit.removed, edit.replacement, edit.rule] for edit in cleaned.suggestions
        ],
    }


def read(number: str) -> str:
    path = next(path for path in SEEDS if path.name.startswith(number))
    return kxclean.clean(path.read_bytes()).text


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_golden(path: Path) -> None:
    cleaned = kxclean.clean(path.read_bytes())
    assert cleaned.text == (GOLDEN / path.name).read_text("utf-8")
    assert facts(cleaned) == json.loads(
        (GOLDEN / path.name).with_suffix(".json").read_text("utf-8")
    )


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_nothing_is_lost_and_nothing_more_is_found(path: Path) -> None:
    raw = path.read_text("utf-8")
    cleaned = kxclean.clean(path.read_bytes())
    assert cleaned.encoding == "utf-8"
    assert cleaned.raw == raw
    assert cleaned.ledger.revert(cleaned.text) == raw
    again = kxclean.clean(cleaned.text)
    assert again.text == cleaned.text
    assert len(again.ledger) == 0
    # What it says about itself is said again; nothing else is left to be read.
    assert again.metadata == describe(cleaned.text)
    assert again.metadata.items() <= cleaned.metadata.items()


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_no_character_appears_from_nowhere(path: Path) -> None:
    """Only repair, healing and the removal of lines may touch a Han character or a digit."""
    may = {rule.name for rule in kxclean.rules() if rule.stage in ("boilerplate", "collapse")}
    may.add("gbk-frame-shift")
    for edit in kxclean.clean(path.read_bytes(), script="keep").ledger.edits:
        old = re.findall(r"[\u4e00-\u9fff0-9]", edit.removed)
        new = re.findall(r"[\u4e00-\u9fff0-9]", edit.replacement)
        assert new == old or may.intersection(edit.rules), edit


def test_000_stands_once_and_whole() -> None:
    text = read("000")
    assert text.count("【概况】") == 1
    assert not re.search(r"[?|€\ue000-\uf8ff]|\([a-zà-ǜ]+\)", text)
    for piece in ("组织1116个", "机构37226个", "动员10000名", "“共赢”"):
        assert piece in text
    assert "\n主席：\t牛广明\n党组书记：\t白宝玉（蒙古族 4月离任）\t马强（5月任职）\n" in text
    assert not re.search(r"[,;:()](?![\d/])", text)


def test_000_says_whose_it_is_in_the_metadata() -> None:
    path = next(path for path in SEEDS if path.name.startswith("000"))
    metadata = kxclean.clean(path.read_bytes()).metadata
    assert metadata["copyright"] == "中共内蒙古自治区委党史和地方志研究室"
    assert metadata["support"] == "内蒙古传星科技有限公司"


def test_000_reads_the_same_without_collapsing() -> None:
    """Both copies of the body are repaired to the same text, each by itself."""
    path = next(path for path in SEEDS if path.name.startswith("000"))
    text = kxclean.clean(path.read_bytes(), duplicates="keep").text
    first, second = text.split("【内蒙古自治区科学技术协会领导名录】")[1:]
    assert first.strip() == second.strip()


def test_000_is_healed_from_its_copy_where_repair_is_off() -> None:
    path = next(path for path in SEEDS if path.name.startswith("000"))
    cleaned = kxclean.clean(path.read_bytes(), disable="gbk-frame-shift")
    assert cleaned.text.count("【概况】") == 1
    assert cleaned.ledger.rule_counts["healed-from-copy"] == 3


def test_001_is_joined_without_invented_quotation_marks() -> None:
    text = read("001")
    assert "全力推进科协基层组织，2018年制定下发" in text
    assert "组织区直学会与31个贫困旗县" in text
    assert "作典型发言，受到中国科协" in text
    assert "参加青少年人数超过120万人次" in text
    assert "\n第十九届内蒙古青少年机器人竞赛。\n" in text
    assert " 三长 " in text
    assert "“" not in text


def test_002_has_one_title_and_no_foot() -> None:
    text = read("002")
    assert text.count("2013年市科协全委会工作报告") == 1
    assert text.endswith("谢谢大家。")
    assert "——511主题服务活动" in text


def test_003_keeps_the_title_of_its_attachment() -> None:
    text = read("003")
    assert text.count("在安徽省科协九届九次全委会议上的工作报告") == 2
    assert "\n附件\n\n在安徽省科协九届九次全委会议上的工作报告\n" in text
    assert "\u00a0" not in text


def test_004_has_no_marker_and_no_broken_name() -> None:
    text = read("004")
    assert "endprint" not in text
    assert "“科协之光”和“科协之窗”栏目" in text


def make_anew() -> None:
    """Writes the golden files; read what changed before you keep it."""
    for path in SEEDS:
        cleaned = kxclean.clean(path.read_bytes())
        target = GOLDEN / path.name
        target.write_text(cleaned.text, "utf-8")
        facts_file = json.dumps(facts(cleaned), ensure_ascii=False, indent=1)
        target.with_suffix(".json").write_text(facts_file + "\n", "utf-8")


if __name__ == "__main__":
    make_anew()
