"""`kxclean undo` gives the sources back byte for byte, or says clearly why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SOURCES = {
    "utf-8.txt": "现有组织机构，1,116个。\r\n\r\n".encode(),
    "bom.txt": b"\xef\xbb\xbf" + "现有组织机构".encode(),
    "utf-16.txt": "現有 組織機構,1 116個".encode("utf-16"),
    "utf-16-odd.txt": "現有組織機構".encode("utf-16") + b"\x00",
    "utf-32.txt": "現有組織機構".encode("utf-32"),
    "gbk.txt": "内(nèi)蒙古自治区，价格".encode("gbk") + b"\x80\xff" + "一百元整".encode("gbk"),
    "big5.txt": "二百五".encode("big5") + b"\xa2\xcc" + "個委員會\r一\x00".encode("big5"),
    "inner/empty.txt": b"",
    "名字.txt": "甲".encode(),
}


@pytest.fixture
def cleaned(run: Run, tmp_path: Path) -> Path:
    for name, content in SOURCES.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    done = run("clean", tmp_path / "in", "--output", tmp_path / "out", "--json")
    assert done.status == 0, done.out
    return tmp_path / "out"


def test_the_sources_come_back(run: Run, cleaned: Path, tmp_path: Path) -> None:
    back = tmp_path / "back"
    done = run("undo", cleaned, "--output", back)
    assert done.status == 0
    assert f"{len(SOURCES)} read = {len(SOURCES)} restored + 0 failed" in done.out
    found = {
        path.relative_to(back).as_posix(): path.read_bytes()
        for path in back.rglob("*")
        if path.is_file()
    }
    assert found == SOURCES
    # Again, over what is there already: the same is no clash.
    assert run("undo", cleaned, "-o", back).status == 0
    assert run("undo", cleaned, "-o", tmp_path / "in").status == 0


def test_an_edited_result_is_named_and_the_others_go_on(
    run: Run, cleaned: Path, tmp_path: Path
) -> None:
    with (cleaned / "gbk.txt").open("a", encoding="utf-8") as file:
        file.write("。")
    (cleaned / "bom.txt").unlink()
    (cleaned / ".kxclean" / "documents" / "big5.txt.json").write_text("{}", "utf-8")
    done = run("undo", cleaned, "-o", tmp_path / "back", "--json")
    assert done.status == 1
    report = done.json()
    assert report["counts"] == {"read": 9, "restored": 6, "failed": 3}
    reasons = {one["name"]: one["reason"] for one in report["failed"]}
    assert reasons.keys() == {"gbk.txt", "bom.txt", "big5.txt"}
    assert "was changed since" in reasons["gbk.txt"]
    assert "cannot read" in reasons["bom.txt"]
    assert "not a record" in reasons["big5.txt"]
    assert not (tmp_path / "back" / "gbk.txt").exists()
    assert "changed since" in run("undo", cleaned, "-o", tmp_path / "back").out


def test_nothing_is_overwritten(run: Run, cleaned: Path, tmp_path: Path) -> None:
    back = tmp_path / "back"
    back.mkdir()
    (back / "gbk.txt").write_text("mine", "utf-8")
    done = run("undo", cleaned, "-o", back)
    assert done.status == 1
    assert "stands there already with other content" in done.out
    assert (back / "gbk.txt").read_text("utf-8") == "mine"
    same = run("undo", cleaned, "-o", cleaned)
    assert same.status == 2
    assert "would overwrite the results" in same.err


def test_a_record_cannot_lead_elsewhere(run: Run, cleaned: Path, tmp_path: Path) -> None:
    path = cleaned / ".kxclean" / "documents" / "gbk.txt.json"
    record = json.loads(path.read_bytes())
    for name in ("../../gbk.txt", "/tmp/gbk.txt", "bom.txt", "", ".kxclean/x"):  # noqa: S108
        path.write_text(json.dumps({**record, "name": name}), "utf-8")
        done = run("undo", cleaned, "-o", tmp_path / "back", "--json")
        assert done.status == 1
        (failed,) = done.json()["failed"]
        assert failed["name"] == "gbk.txt"


def test_a_damaged_record_gives_nothing_wrong_back(run: Run, cleaned: Path, tmp_path: Path) -> None:
    path = cleaned / ".kxclean" / "documents" / "gbk.txt.json"
    record = json.loads(path.read_bytes())
    record["source"]["residues"] = []
    path.write_text(json.dumps(record), "utf-8")
    done = run("undo", cleaned, "-o", tmp_path / "back", "--json")
    assert done.status == 1
    assert not (tmp_path / "back" / "gbk.txt").exists()
