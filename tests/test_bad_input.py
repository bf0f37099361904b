"""Whatever comes in: a clear error or a quarantined record, the run goes on, the counts add up."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

import kxclean
from kxclean.engines import local
from kxclean.engines.local import clean_files, undo_files
from kxclean.errors import OutputError
from kxclean.formats import find_files, write_files

GOOD = "现有组织机构，共计一千个。\n"
JOBS = pytest.mark.parametrize("jobs", [1, 2])

#: Name -> bytes and whether they are a text.
FILES: dict[str, tuple[bytes, bool]] = {
    "binary.txt": (bytes(range(256)) * 40, False),
    "empty.txt": (b"", True),
    "good.txt": (GOOD.encode(), True),
    "image.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", False),
    "newlines.txt": (b"\n\r\n\r\n\n", True),
    "nul.txt": ("现有\0组织机构\0，".encode(), True),
    "nuls.txt": (b"\0" * 5000, False),
    "one-byte.txt": (b"a", True),
    "one.txt": ("中".encode(), True),
    "truncated.txt": (GOOD.encode("gbk")[:-2], True),
    "zip.txt": (b"PK\x03\x04\x14\0\0\0", False),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "in"
    top.mkdir()
    for name, (content, _text) in FILES.items():
        (top / name).write_bytes(content)
    return top


def check(report: local.CleanReport, bad: set[str]) -> None:
    """The counts add up, the bad are named with a reason, and nothing is half-written."""
    counts = report.counts
    assert counts["read"] == counts["written"] + counts["quarantined"]
    quarantined = report.having("quarantined")
    assert {file.source.name for file in quarantined} == bad
    assert all(file.reason for file in quarantined)
    assert not list(report.output.rglob("*.tmp"))
    for file in report.having("written", "unchanged"):
        assert file.record is not None
        file.record.check((report.output / file.name).read_bytes())
    for file in quarantined:
        assert not (report.output / file.name).is_file()


@JOBS
def test_bad_files_do_not_stop_the_others(folder: Path, tmp_path: Path, jobs: int) -> None:
    report = clean_files([folder], tmp_path / "out", jobs=jobs)
    check(report, {name for name, (_, is_text) in FILES.items() if not is_text})
    undone = undo_files(tmp_path / "out", tmp_path / "back")
    assert undone.counts["failed"] == 0
    for file in report.having("written"):
        assert (tmp_path / "back" / file.name).read_bytes() == FILES[file.name][0]


@pytest.mark.parametrize("text", ["", "中", "a", "\n", " ", "\0", "\ufffd", "\ufeff", "𠮷", "\r"])
def test_hardly_any_text(text: str) -> None:
    cleaned = kxclean.clean(text)
    assert cleaned.raw == text
    assert cleaned.ledger.revert(cleaned.text) == text
    assert kxclean.clean(cleaned.text).text == cleaned.text


def test_ten_megabytes_on_one_line(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(("共计一千个组织机构" * 400_000).encode("gb18030"))
    report = clean_files([source], tmp_path / "out")
    check(report, set())
    undo_files(tmp_path / "out", tmp_path / "back")
    assert (tmp_path / "back" / "a.txt").read_bytes() == source.read_bytes()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("甲\ud83d乙", r"lone surrogate U\+D83D at position 1 .*whole characters only"),
        ("甲乙\udcff", r"U\+DCFF at position 2 .*surrogateescape.*pass the bytes"),
        (None, "not NoneType None; read a file with"),
        (5, "not int 5"),
        (bytearray(b"abc"), r"not bytearray .*bytes\("),
        (Path("a.txt"), "read_bytes"),
        (["甲"], "not list"),
    ],
)
def test_what_is_no_source(source: Any, message: str) -> None:
    with pytest.raises(kxclean.InputError, match=message):
        kxclean.clean(source)


@JOBS
def test_what_cannot_be_read(folder: Path, tmp_path: Path, jobs: int) -> None:
    shutil.rmtree(folder)
    (folder / "folder.txt").mkdir(parents=True)
    (folder / "folder.txt" / "good.txt").write_text(GOOD, "utf-8")
    (folder / "dangling.txt").symlink_to(folder / "gone")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "link.txt").symlink_to(folder / "folder.txt" / "good.txt")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    report = clean_files([folder], tmp_path / "out", jobs=jobs)
    check(report, {"dangling.txt", "loop.txt", "pipe.txt"})
    assert {file.name for file in report.having("written")} == {"folder.txt/good.txt", "link.txt"}
    assert [(one.path.name, one.reason) for one in report.skipped] == [
        ("round", "a symbolic link to a folder")
    ]


def test_a_file_that_is_named_and_cannot_be_read(tmp_path: Path) -> None:
    link = tmp_path / "dangling.txt"
    link.symlink_to(tmp_path / "gone")
    check(clean_files([link], tmp_path / "out"), {"dangling.txt"})


@JOBS
def test_files_that_vanish_before_they_are_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    found = find_files([folder], tmp_path / "out")
    for name in ("good.txt", "one.txt"):
        (folder / name).unlink()
    monkeypatch.setattr(local, "find_files", lambda *_arguments: found)
    report = clean_files([folder], tmp_path / "out", jobs=jobs)
    bad = {name for name, (_, is_text) in FILES.items() if not is_text}
    check(report, bad | {"good.txt", "one.txt"})
    assert any("No such file" in file.reason for file in report.having("quarantined"))


def test_a_folder_that_cannot_be_listed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "closed").mkdir()
    scandir = os.scandir

    def closed(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    report = clean_files([folder], tmp_path / "out")
    bad = {name for name, (_, is_text) in FILES.items() if not is_text}
    check(report, bad | {"closed"})


def test_a_source_that_became_bad_leaves_no_old_result(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    clean_files([folder / "good.txt"], out)
    (folder / "good.txt").write_bytes(b"\0" * 100)
    check(clean_files([folder / "good.txt"], out), {"good.txt"})
    assert undo_files(out, tmp_path / "back").counts["read"] == 0


def test_a_file_of_somebody_else_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "good.txt").write_text("mine", "utf-8")
    report = clean_files([folder / "good.txt", folder / "one.txt"], out)
    assert report.counts == {
        "read": 2,
        "written": 1,
        "unchanged": 0,
        "quarantined": 1,
        "skipped": 0,
    }
    assert "kxclean did not write it" in report.having("quarantined")[0].reason
    assert (out / "good.txt").read_text("utf-8") == "mine"


def test_the_output_in_the_input(folder: Path) -> None:
    for _ in range(2):
        report = clean_files([folder], folder / "out")
        assert report.counts["read"] == len(FILES)
    assert report.skipped == ()
    other = clean_files([folder], folder / "other")
    assert [one.reason for one in other.skipped] == ["the results of another run"]
    assert other.counts["read"] == len(FILES)


def test_names_that_are_not_unicode_or_very_long(folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    names = [b"\xd6\xd0.txt", ("长" * 83 + ".txt").encode(), b"a\nb.txt", b"-.txt"]
    for name in names:
        (folder / os.fsdecode(name)).write_text(GOOD, "utf-8")
    report = clean_files([folder], tmp_path / "out")
    check(report, set())
    assert report.counts["written"] == len(names)
    assert clean_files([folder], tmp_path / "out").counts["unchanged"] == len(names)
    json.loads((tmp_path / "out" / ".kxclean" / "manifest.json").read_bytes())
    assert undo_files(tmp_path / "out", tmp_path / "back").counts["restored"] == len(names)
    back = {os.fsencode(path.name) for path in (tmp_path / "back").iterdir()}
    assert back == set(names)


class FullDisk:
    """A disk that takes so many files and then no more."""

    def __init__(self, free: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.free = free
        self._fsync = os.fsync
        monkeypatch.setattr(os, "fsync", self)

    def __call__(self, descriptor: int) -> None:
        self.free -= 1
        if self.free < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        self._fsync(descriptor)


@pytest.mark.parametrize("free", range(8))
def test_a_full_disk(
    free: int, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [name for name, (_, is_text) in FILES.items() if is_text][:3]
    inputs = [folder / name for name in texts]
    with monkeypatch.context() as patch:
        FullDisk(free, patch)
        report = clean_files(inputs, tmp_path / "out")
    # Two files a document, and the manifest.
    check(report, set(texts[free // 2 :]))
    assert all("No space left on device" in one.reason for one in report.having("quarantined"))
    assert bool(report.failure) == (free < 7)
    again = clean_files(inputs, tmp_path / "out")
    check(again, set())
    assert (again.counts["unchanged"], again.failure) == (min(3, free // 2), "")


def test_files_are_written_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1").write_bytes(b"before")
    with monkeypatch.context() as patch:
        FullDisk(1, patch)
        with pytest.raises(OutputError, match=r"cannot write .*2: No space left on device"):
            write_files({tmp_path / "1": b"after", tmp_path / "2": b"after"})
    assert (tmp_path / "1").read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["1"]
    write_files({tmp_path / "1": b"after", tmp_path / "inner" / "2": b"after"})
    assert (tmp_path / "inner" / "2").read_bytes() == b"after"


def test_an_interruption_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files({tmp_path / "1": b"content"})
    assert list(tmp_path.iterdir()) == []


def test_undoing_on_a_full_disk(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean_files([folder / "good.txt", folder / "one.txt"], tmp_path / "out")
    FullDisk(1, monkeypatch)
    report = undo_files(tmp_path / "out", tmp_path / "back")
    assert report.counts == {"read": 2, "restored": 1, "failed": 1}
    assert [path.name for path in (tmp_path / "back").iterdir()] == ["good.txt"]


def test_a_file_that_would_have_to_be_a_folder_too(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "2" / "good.txt").mkdir(parents=True)
    (tmp_path / "2" / "good.txt" / "a.txt").write_text(GOOD, "utf-8")
    with pytest.raises(kxclean.InputError, match="as a file and as a folder"):
        clean_files([folder, tmp_path / "2"], tmp_path / "out")
    # The same file by two ways is one document.
    report = clean_files([folder, folder / "good.txt", folder], tmp_path / "out")
    assert report.counts["read"] == len(FILES)
