"""`kxclean clean`: what is written, what is done again, what is wrong use."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kxclean
from kxclean.cli.clean import clean
from tests.cli.conftest import Run

TEXT = "现有组织机构，共计一千个。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "in"
    (top / "inner").mkdir(parents=True)
    (top / "a.txt").write_text(TEXT, "utf-8")
    (top / "b.TXT").write_bytes(("價格為一千元整，" + TEXT).encode("gb18030"))
    (top / "inner" / "a.txt").write_bytes("現有組織機構，共計三個。".encode("big5"))
    (top / "README.md").write_text("not for cleaning", "utf-8")
    return top


def tree(top: Path) -> dict[str, bytes]:
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def test_a_folder_keeps_its_names(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("clean", folder, "--output", out)
    assert done.status == 0
    assert {name for name in tree(out) if not name.startswith(".kxclean/")} == {
        "a.txt",
        "b.TXT",
        "inner/a.txt",
    }
    for name in ("a.txt", "b.TXT", "inner/a.txt"):
        expected = kxclean.clean((folder / name).read_bytes()).text
        assert (out / name).read_text("utf-8") == expected
        assert name in done.out
    assert "README.md: no .txt file" in done.out
    assert "3 read = 3 written + 0 quarantined; 1 skipped" in done.out
    assert str(out) in done.out


def test_a_file_keeps_its_name(run: Run, folder: Path, tmp_path: Path) -> None:
    by_folder, by_file = tmp_path / "1", tmp_path / "2"
    assert run("clean", folder, "-o", by_folder).status == 0
    assert run("clean", folder / "a.txt", folder / "README.md", "-o", by_file).status == 0
    assert (by_file / "a.txt").read_bytes() == (by_folder / "a.txt").read_bytes()
    assert (by_file / "README.md").is_file()


def test_the_manifest_says_what_was_done(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    done = run("clean", folder, "-o", out, "--json", "--script", "keep")
    assert done.status == 1
    report = done.json()
    manifest = json.loads((out / ".kxclean" / "manifest.json").read_bytes())
    assert report["counts"] == {
        "read": 4,
        "written": 3,
        "unchanged": 0,
        "quarantined": 1,
        "skipped": 1,
    }
    assert manifest["kxclean"] == kxclean.__version__
    assert manifest["options"]["script"] == "keep"
    assert [one["name"] for one in manifest["documents"]] == ["a.txt", "b.TXT", "inner/a.txt"]
    assert [one["encoding"] for one in manifest["documents"]] == ["utf-8", "gb18030", "big5"]
    assert "PNG" in manifest["quarantined"][0]["reason"]
    assert {key: report[key] for key in ("documents", "quarantined", "skipped")} == {
        key: manifest[key] for key in ("documents", "quarantined", "skipped")
    }


def test_running_again_does_only_what_is_not_done(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def unchanged(*options: str) -> int:
        counts = run("clean", folder, "-o", out, "--json", *options).json()["counts"]
        assert counts["read"] == counts["written"]
        return int(counts["unchanged"])

    assert unchanged() == 0
    first = tree(out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*.txt")}
    assert unchanged() == 3
    assert tree(out) == first
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.txt")} == times
    # A changed source, a changed result, a lost record, and other options.
    (folder / "a.txt").write_text("甲", "utf-8")
    assert unchanged() == 2
    (out / "a.txt").unlink()
    assert unchanged() == 2
    assert (out / "a.txt").read_text("utf-8") == "甲"
    (out / ".kxclean" / "documents" / "a.txt.json").unlink()
    assert unchanged() == 2
    (out / ".kxclean" / "documents" / "a.txt.json").write_text("{", "utf-8")
    assert unchanged() == 2
    assert unchanged("--script", "zh-Hant") == 0
    assert unchanged("--script", "zh-Hant") == 3


def test_an_edited_result_is_never_overwritten(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("clean", folder, "-o", out)
    (out / "a.txt").write_text("edited", "utf-8")
    record = (out / ".kxclean" / "documents" / "a.txt.json").read_bytes()
    for options in ((), ("--script", "zh-Hant")):
        done = run("clean", folder, "-o", out, *options)
        assert done.status == 1
        assert f"{out / 'a.txt'} was changed since kxclean wrote it" in done.out
        assert "move it away" in done.out
    (folder / "a.txt").write_text("甲", "utf-8")
    assert run("clean", folder, "-o", out).status == 1
    assert (out / "a.txt").read_text("utf-8") == "edited"
    assert (out / ".kxclean" / "documents" / "a.txt.json").read_bytes() == record
    (out / "a.txt").rename(tmp_path / "mine.txt")
    assert run("clean", folder, "-o", out).status == 0
    assert (out / "a.txt").read_text("utf-8") == "甲"


def test_the_manifest_lists_what_other_runs_wrote(run: Run, folder: Path, tmp_path: Path) -> None:
    out, long = tmp_path / "out", "长" * 83 + ".txt"
    (folder / long).write_text(TEXT, "utf-8")
    run("clean", folder / "a.txt", folder / long, "-o", out)
    run("clean", folder / "b.TXT", "-o", out)
    manifest = json.loads((out / ".kxclean" / "manifest.json").read_bytes())
    assert [one["name"] for one in manifest["documents"]] == ["b.TXT"]
    assert {one["name"] for one in manifest["others"]} == {"a.txt", long}
    assert all(one["result_sha256"] for one in manifest["others"])
    assert run("undo", out, "-o", tmp_path / "back", "--json").json()["counts"]["restored"] == 3
    again = run("clean", folder / long, folder / "a.txt", folder / "b.TXT", "-o", out, "--json")
    assert again.json()["others"] == []


def test_another_version_does_it_again(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run("clean", folder, "-o", out)
    monkeypatch.setattr("kxclean.engines.local.version", lambda _name: "999")
    assert run("clean", folder, "-o", out, "--json").json()["counts"]["unchanged"] == 0


def test_an_interrupted_run_is_completed(run: Run, folder: Path, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    run("clean", folder, "-o", whole)
    run("clean", folder / "a.txt", "-o", parts)
    counts = run("clean", folder, "-o", parts, "--json").json()["counts"]
    assert counts["unchanged"] == 1
    assert tree(parts) == tree(whole)


def test_any_number_of_jobs_gives_the_same(run: Run, folder: Path, tmp_path: Path) -> None:
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"第{number}条 制定本法。" * number, "utf-8")
    one, two = tmp_path / "one", tmp_path / "two"
    assert run("clean", folder, "-o", one).status == 0
    assert run("clean", folder, "-o", two, "--jobs", 2).status == 0
    assert tree(one) == tree(two)


def test_suffixes(run: Run, folder: Path, tmp_path: Path) -> None:
    counts = run(
        "clean", folder, "-o", tmp_path / "out", "--suffix", "md", "--suffix", ".txt", "--json"
    ).json()["counts"]
    assert (counts["written"], counts["skipped"]) == (4, 0)


def test_every_option_of_the_configuration_is_an_option_of_the_command(run: Run) -> None:
    parameters = clean.__annotations__
    for name in (item.name for item in dataclasses.fields(kxclean.Config)):
        assert name in parameters, f"give `kxclean clean` the option {name}"
        for command in ("clean", "explain"):
            assert f"--{name.replace('_', '-')}" in run(command, "--help").out


def test_options_come_from_a_file_and_the_command_line(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "options.toml"
    file.write_text('script = "zh-Hant"\ntables = "keep"\n', "utf-8")
    options = run(
        "clean", folder, "-o", tmp_path / "out", "--json", "--config", file, "--tables", "markdown"
    ).json()["options"]
    assert (options["script"], options["tables"]) == ("zh-Hant", "markdown")


WRONG: tuple[tuple[tuple[str, ...], str], ...] = (
    (("clean", "in", "-o", ""), "'--output' / '-o': '' is no path"),
    (("clean", "", "-o", "out"), "'' is no path"),
    (("clean", "in", "-o", "out", "--script", ""), "script='' is not possible"),
    (("clean", "in", "-o", "out", "--digit-grouping", ""), "digit_grouping='' is not possible"),
    (("clean", "in", "-o", "out", "--config", ""), "'--config': '' is no path"),
    (("clean", "in", "-o", "out", "--enable", ""), "there is no rule ''"),
    (("clean", "in", "-o", "out", "--suffix", ""), "suffix='' is the ending of no file name"),
    (("undo", "", "-o", "back"), "'' is no path"),
    (("undo", "out", "-o", ""), "'' is no path"),
    (("explain", ""), "'' is no path"),
    (("explain", "in/a.txt", "--context", "-1"), "context=-1 is not possible"),
    (("explain", "in/a.txt", "--rule", ""), "there is no rule ''"),
    (("rules", ""), "there is no rule ''"),
    (("clean", "in", "-o"), "requires an argument"),
    (("clean",), "Missing argument"),
    (("clean", "in"), "Missing option"),
    (("clean", "gone", "-o", "out"), "there is no file or folder gone"),
    (("clean", "in", "-o", "in/a.txt"), "is a file; name a folder"),
    (("clean", "in", "-o", "in"), "would overwrite its source"),
    (("clean", "in/a.txt", "-o", "in"), "would overwrite its source"),
    (("clean", "in/a.txt", "in/inner/a.txt", "-o", "out"), "would both become out/a.txt"),
    (("clean", "in", "-o", "in/a.txt/out"), "cannot make the folder"),
    (("clean", "in", "-o", "out", "--script", "zh"), "script='zh' is not possible"),
    (("clean", "in", "-o", "out", "--jobs", "0"), "jobs=0 is not a whole number from 1 on"),
    (("clean", "in", "-o", "out", "--jobs", "x"), "'x' is not a whole number"),
    (("clean", "in", "-o", "out", "--enable", "no-rule"), "there is no rule 'no-rule'"),
    (("clean", "in", "-o", "out", "--config", "gone.toml"), "cannot read configuration"),
    (("clean", "in", "-o", "out", "--config", "in/a.txt"), "cannot read configuration"),
    (("clean", "in", "-o", "out", "--colour"), "No such option"),
    (("undo", "in", "-o", "back"), "holds no results"),
    (("undo", "gone", "-o", "back"), "there is no folder gone"),
    (("explain", "gone"), "cannot read gone"),
    (("explain", "in"), "not a regular file"),
    (("rules", "no-rule"), "there is no rule 'no-rule'"),
    (("nothing",), "No such command"),
)


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=lambda value: str(value)[:60])
def test_wrong_use(
    arguments: tuple[str, ...],
    message: str,
    run: Run,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder.parent)
    before = tree(folder.parent)
    done = run(*arguments)
    assert done.status == 2
    assert message in done.err
    assert done.err.startswith("kxclean: ")
    assert done.err.count("\n") == 1
    assert done.out == ""
    assert tree(folder.parent) == before


def test_without_a_command_there_is_help(run: Run) -> None:
    done = run()
    assert "clean" in done.out + done.err
    assert run("--version").out == f"kxclean {kxclean.__version__}\n"


def python(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kxclean", *map(str, arguments)],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, **environment},
    )


def test_as_a_module_and_where_the_terminal_knows_no_chinese(folder: Path, tmp_path: Path) -> None:
    (folder / "名字.txt").write_text(TEXT, "utf-8")
    narrow: Any = {"PYTHONIOENCODING": "ascii"}
    done = python("clean", folder, "-o", tmp_path / "out", **narrow)
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"\u540d\u5b57.txt" in done.stdout
    done = python("clean", folder, "-o", tmp_path / "out", "--json", **narrow)
    assert any(one["name"] == "名字.txt" for one in json.loads(done.stdout)["documents"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_standard_output_on_a_full_disk(folder: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kxclean", "clean", folder, "-o", tmp_path / "out"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr == b"kxclean: cannot write standard output: No space left on device\n"


def test_a_reader_that_has_seen_enough_is_no_error(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for number in range(45):
        (folder / f"{number}.txt").write_text(TEXT * 3, "utf-8")
    assert python("clean", folder, "-o", out).returncode == 0
    with subprocess.Popen(
        [sys.executable, "-m", "kxclean", "clean", folder, "-o", out],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
