"""`kxclean explain` and `kxclean rules`: what a person reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kxclean
from kxclean.cli.diff import hunks
from kxclean.cli.show import counted, metadata, visible
from kxclean.document import Cleaned, Decoded
from kxclean.formats.records import Record, record_path
from kxclean.ledger import Edit, Ledger, Safety
from kxclean.rule import Example
from tests.cli.conftest import Run

RAW = "標題\n內(nèi)蒙古自治區" + "。" * 100 + "現有37 226個\x1b[31m"
EDITS = (
    Edit(4, 9, "(nèi)", "", "pinyin-gloss"),
    Edit(RAW.index(" "), RAW.index(" ") + 1, " ", "", "grouped-digits"),
)
LEDGER = Ledger.from_edits(RAW, EDITS)
SUGGESTED = Edit(0, 2, "標題", "“標題”", "lost-quotes", Safety.UNSAFE)


@pytest.fixture
def cleaned(tmp_path: Path) -> Path:
    """A folder of results with one document, made by hand, so that it needs no rule."""
    document = Cleaned(
        LEDGER.apply(RAW), LEDGER, Decoded(RAW, "utf-8"), (SUGGESTED,), {"views": 74}
    )
    record = Record.of("inner/a.txt", RAW.encode(), document, version="1", options={})
    path = record_path(tmp_path, "inner/a.txt")
    path.parent.mkdir(parents=True)
    path.write_bytes(record.to_json())
    (tmp_path / "inner").mkdir()
    result = tmp_path / "inner" / "a.txt"
    result.write_text(document.text, "utf-8")
    assert Record.from_json(record.to_json()) == record
    return result


def test_a_cleaned_document_is_explained_from_its_ledger(run: Run, cleaned: Path) -> None:
    done = run("explain", cleaned)
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[0] == "line 2, 4–9: pinyin-gloss"
    assert lines[1] == "  內[-(nèi)-]蒙古自治區" + "。" * 11 + "…"
    assert lines[2].endswith("grouped-digits")
    assert lines[3].endswith("現有37[- -]226個␛[31m")
    assert "suggestions, not applied" in lines
    assert any("[-標題-]{+“標題”+}" in line for line in lines)
    assert any(line.startswith("pinyin-gloss        1") for line in lines)
    assert "views: 74" in lines
    assert "\x1b" not in done.out


def test_explaining_for_machines(run: Run, cleaned: Path) -> None:
    report = run("explain", cleaned, "--json").json()
    assert report["rules"] == {"grouped-digits": 1, "pinyin-gloss": 1}
    assert report["edits"][0] == {
        "start": 4,
        "end": 9,
        "removed": "(nèi)",
        "replacement": "",
        "rules": ["pinyin-gloss"],
        "safety": "safe",
    }
    assert report["suggestions"][0]["safety"] == "unsafe"
    assert report["metadata"] == {"views": 74}


def test_metadata_reads_as_a_phrase() -> None:
    assert metadata(["科协", "章程"]) == "科协、章程"
    assert metadata(74) == "74"
    copy = {"kept": "第一条", "lines": 33, "characters": 7712, "similarity": 1.0, "healed": 0}
    assert metadata([copy]) == "33 lines, 7,712 characters repeated 【第一条】"
    near = metadata([copy, {**copy, "lines": 1, "similarity": 0.985}])
    assert near.endswith("; 1 line, 7,712 characters repeated 【第一条】 (98.5% alike)")
    assert metadata(["甲\x1b[2J"]) == "甲␛[2J"


@pytest.mark.parametrize("content", ["{}", "{", "[" * 100_000, "[1]", '{"format": 1}'])
def test_a_broken_record_is_named(run: Run, cleaned: Path, content: str) -> None:
    path = record_path(cleaned.parents[1], "inner/a.txt")
    path.write_text(content, "utf-8")
    done = run("explain", cleaned)
    assert done.status == 2
    assert done.err.startswith(f"kxclean: {path}: this is not a record of kxclean (")
    assert done.err.endswith("remove it and clean its source again\n")


def test_a_changed_result_is_not_explained(run: Run, cleaned: Path) -> None:
    cleaned.write_text("changed", "utf-8")
    done = run("explain", cleaned)
    assert done.status == 2
    assert "was changed since" in done.err


def test_options_belong_to_sources(run: Run, cleaned: Path) -> None:
    done = run("explain", cleaned, "--script", "keep")
    assert done.status == 2
    assert "is cleaned already" in done.err


def test_a_source_is_cleaned_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes("現有組織機構，共計三個。".encode("big5"))
    done = run("explain", source, "--script", "keep")
    assert done.status == 0
    assert "12 characters of big5 became" in done.out
    assert list(tmp_path.iterdir()) == [source]
    source.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    done = run("explain", source)
    assert done.status == 2
    assert f"kxclean: {source}: these bytes are no text" in done.err


texts = st.text("甲乙丙\n ab", max_size=60)


@given(raw=texts, cuts=st.lists(st.tuples(st.integers(0, 60), texts), max_size=8))
def test_a_diff_shows_every_edit(raw: str, cuts: list[tuple[int, str]]) -> None:
    edits, at = [], 0
    for length, replacement in cuts:
        start = min(len(raw), at + length % 13)
        end = min(len(raw), start + length % 3)
        edits.append(Edit(start, end, raw[start:end], replacement, "a-rule"))
        at = end + 1
        if at > len(raw):
            break
    shown = "".join(hunk.plain for hunk in hunks(raw, edits, 2))
    assert shown.count("[-") == sum(1 for edit in edits if edit.removed)
    assert shown.count("{+") == sum(1 for edit in edits if edit.replacement)


def test_rules_are_told_apart_and_lines_stand_by_themselves() -> None:
    raw = "甲乙丙\n丁"
    edits = [Edit(0, 1, "甲", "1", "a"), Edit(1, 2, "乙", "2", "b+c"), Edit(4, 5, "丁", "", "a")]
    assert [hunk.plain for hunk in hunks(raw, edits, 8)] == [
        "line 1, 0–2: 1 a, 2 b, 3 c\n  [-甲-]{+1+}¹[-乙-]{+2+}²⁺³丙",
        "line 2, 4–5: a\n  [-丁-]",
    ]


def test_only_the_changes_of_one_rule(run: Run, cleaned: Path) -> None:
    assert "pinyin-gloss" in run("explain", cleaned, "--rule", "pinyin-gloss").out
    wrong = run("explain", cleaned, "--rule", "pinyin-glos")
    assert wrong.status == 2
    assert "there is no rule 'pinyin-glos'; did you mean pinyin-gloss" in wrong.err


def test_long_pieces_are_shown_by_their_ends() -> None:
    raw = "甲" * 5000
    (hunk,) = hunks(raw, [Edit(0, 5000, raw, "", "repeated-body")], 10)
    assert "4,920 characters" in hunk.plain
    assert len(hunk.plain) < 300


def test_what_has_no_shape_is_made_visible() -> None:
    assert visible("甲，\u3000乙") == "甲，\u3000乙"
    assert visible("\n\r\t\0\x1b[2J") == "⏎␍␉␀␛[2J"
    assert visible("\u200b\u202e\u00a0\ufeff\x85") == "<U+200B><U+202E>␣<U+FEFF><U+0085>"
    assert visible("\udcff") == "<U+DCFF>"
    assert counted(1, "edit") == "1 edit"


def test_rules_are_listed(run: Run) -> None:
    done = run("rules")
    assert done.status == 0
    for rule in kxclean.rules():
        assert rule.name in done.out
        assert rule.what in done.out
    listed = run("rules", "--json").json()
    assert [one["name"] for one in listed] == [rule.name for rule in kxclean.rules()]


@pytest.mark.parametrize("rule", kxclean.rules(), ids=lambda rule: rule.name)
def test_a_rule_is_shown_whole(rule: kxclean.Rule, run: Run) -> None:
    done = run("rules", rule.name)
    assert done.status == 0
    for part in (rule.name, rule.stage, rule.what, rule.why, rule.source):
        assert part in done.out
    for example in rule.changes:
        assert visible(example.before) in done.out
        assert visible(example.after) in done.out
    assert run("rules", rule.name, "--json").json()["why"] == rule.why


def test_a_rule_that_is_nearly_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = kxclean.Rule(
        name="pinyin-gloss",
        stage="repair",
        safety=Safety.SAFE,
        what="Removes pinyin.",
        why="It was put there.",
        changes=(Example("內(nèi)", "內"),),
        leaves=("f(x)",),
        source="a page",
    )
    monkeypatch.setattr(kxclean, "rules", lambda: (rule,))
    done = run("rules", "pinyin-glos")
    assert (done.status, done.out) == (2, "")
    assert "did you mean pinyin-gloss?" in done.err
    done = run("rules", "pinyin-gloss")
    assert "  內(nèi)\n  → 內\nleaves\n  f(x)\nsource: a page\n" in done.out
    assert "  pinyin-gloss  safe        Removes pinyin.\n" in run("rules").out
