"""What a user may not enter ends no run and is blamed on nothing else."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kxclean.engines import local
from kxclean.engines.local import clean_files, undo_files
from kxclean.formats import Record, write_files
from tests.cli.conftest import Run

TEXT = "现有组织机构，共计一千个。\n"
NOBODY = 65534

Ordinary = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter and write; that of pytest is its owner's alone."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)
        for path in Path(name).rglob("*"):
            if path.is_dir():
                path.chmod(0o700)


#: The interpreter may stand where only its owner can go, so all that kxclean loads is loaded before
#: the privileges are dropped.
AS_ANOTHER_USER = """
import contextlib, io, os, sys, tempfile
from kxclean.cli import main
user, *arguments = sys.argv[1:]
if int(user):
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        with open(folder + "/a.txt", "w", encoding="utf-8") as file:
            file.write("现有组织机构，共计一千个。")
        for warm in (["clean", folder + "/a.txt", "-o", folder + "/out", "--jobs", "1"],
                     ["explain", folder + "/out/a.txt"],
                     ["undo", folder + "/out", "-o", folder + "/back"]):
            with contextlib.suppress(SystemExit):
                main(warm)
    os.setgroups([])
    os.setgid(int(user))
    os.setuid(int(user))
main(arguments)
"""


@pytest.fixture
def ordinary() -> Ordinary:
    """Runs kxclean as a user from whom something can be kept."""
    if not hasattr(os, "geteuid"):
        pytest.skip("no users here")
    user = 0 if os.geteuid() else NOBODY

    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", AS_ANOTHER_USER, str(user), *map(str, arguments)],
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=120,
        )

    if "PermissionError" in call("--version").stderr:
        pytest.skip("the privileges cannot be dropped here")
    return call


def test_a_closed_folder_does_not_end_the_run(open_folder: Path, ordinary: Ordinary) -> None:
    top, out = open_folder / "in", open_folder / "out"
    (top / "closed").mkdir(parents=True)
    (top / "good.txt").write_text(TEXT, "utf-8")
    (top / "closed").chmod(0)
    done = ordinary("clean", top, "-o", out, "--json")
    assert (done.returncode, done.stderr) == (1, "")
    report = json.loads(done.stdout)
    assert [one["name"] for one in report["documents"]] == ["good.txt"]
    (bad,) = report["quarantined"]
    assert bad["source"] == str(top / "closed")
    assert "Permission denied" in bad["reason"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("clean", "good.txt", "-o", "closed/out"),
        ("clean", "closed/a.txt", "-o", "out"),
        ("clean", "good.txt", "-o", "closed"),
        ("undo", "closed/out", "-o", "back"),
        ("explain", "closed/a.txt"),
        ("explain", "good.txt", "--config", "closed/a.toml"),
    ],
)
def test_what_a_closed_folder_holds_is_named(
    arguments: tuple[str, ...], open_folder: Path, ordinary: Ordinary
) -> None:
    (open_folder / "good.txt").write_text(TEXT, "utf-8")
    (open_folder / "closed").mkdir()
    (open_folder / "closed").chmod(0)
    given = [
        open_folder / one if number and not one.startswith("-") else one
        for number, one in enumerate(arguments)
    ]
    done = ordinary(*given)
    assert "standard output" not in done.stderr
    assert done.returncode == 2
    assert str(open_folder / "closed") in done.stderr
    assert "Permission denied" in done.stderr
    assert done.stderr.count("\n") == 1


def test_records_that_cannot_be_listed(open_folder: Path, ordinary: Ordinary) -> None:
    top, out = open_folder / "in", open_folder / "out"
    (top / "inner").mkdir(parents=True)
    for name in ("a.txt", "inner/b.txt"):
        (top / name).write_text(TEXT, "utf-8")
    assert ordinary("clean", top, "-o", out).returncode == 0
    closed = out / ".kxclean" / "documents" / "inner"
    closed.chmod(0)
    done = ordinary("undo", out, "-o", open_folder / "back")
    assert done.returncode == 1
    assert f"cannot list {closed}: Permission denied" in done.stdout
    assert "2 read = 1 restored + 1 failed" in done.stdout
    closed.parent.chmod(0)
    done = ordinary("clean", top / "a.txt", "-o", out)
    assert done.returncode == 1
    assert str(closed.parent / "a.txt.json") in done.stdout
    (row,) = json.loads((out / ".kxclean" / "manifest.json").read_bytes())["others"]
    assert row["name"] == str(closed.parent)
    assert "Permission denied" in row["reason"]
    closed.parent.chmod(0o700)


LONG = "长" * 100


@pytest.mark.parametrize(
    "arguments",
    [
        ("clean", f"{LONG}.txt", "-o", "out"),
        ("clean", "good.txt", "-o", LONG),
        ("clean", "good.txt", "-o", f"{LONG}/out"),
        ("undo", LONG, "-o", "back"),
        ("explain", LONG),
    ],
)
def test_a_name_that_is_too_long_is_named(
    arguments: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    done = run(*arguments)
    assert done.status == 2
    assert LONG in done.err
    assert "File name too long" in done.err


def test_an_error_of_the_system_quarantines_one_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    sources = [tmp_path / "1.txt", tmp_path / "2.txt"]
    source = Record.source

    def failing(_files: object) -> None:
        raise OSError(errno.EIO, "Input/output error", "1.txt")

    with monkeypatch.context() as patch:
        patch.setattr(local, "write_files", _first_fails(write_files, failing))
        report = clean_files(sources, tmp_path / "out")
    assert report.counts["quarantined"] == 1
    assert report.having("quarantined")[0].reason == "1.txt: Input/output error"
    clean_files(sources, tmp_path / "out")
    with monkeypatch.context() as patch:
        patch.setattr(Record, "source", _first_fails(source, failing))
        undone = undo_files(tmp_path / "out", tmp_path / "back")
    assert undone.counts == {"read": 2, "restored": 1, "failed": 1}


def _first_fails(then: Callable[..., Any], failing: Callable[..., Any]) -> Callable[..., Any]:
    calls = []

    def call(*arguments: Any) -> Any:
        calls.append(arguments)
        return failing(arguments) if len(calls) == 1 else then(*arguments)

    return call
