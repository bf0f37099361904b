"""`clean_many`: order, laziness, bad records, processes."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

import kxclean
from kxclean.parallel import in_order

JOBS = pytest.mark.parametrize("jobs", [1, 2, 3])

SOURCES: list[Any] = [
    "现有组织机构",
    "現有組織機構".encode("big5"),
    "",
    b"",
    None,
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "孤\ud800立",
    3,
    lambda: "no source, and no pickle",
    Path("a.txt"),
    bytearray(b"abc"),
    "甲",
    *(f"第{number}条 制定本法。" * number for number in range(60)),
]


def shown(results: Iterator[kxclean.Cleaned | kxclean.Quarantined]) -> list[Any]:
    return [
        (result.text, result.ledger, result.decoded, result.metadata, result.signals)
        if isinstance(result, kxclean.Cleaned)
        else (result.source, result.reason)
        for result in results
    ]


@pytest.fixture(scope="module")
def expected() -> list[Any]:
    return shown(kxclean.Cleaner().clean_many(SOURCES))


@JOBS
def test_order_is_kept_and_nothing_is_lost(jobs: int, expected: list[Any]) -> None:
    results = shown(kxclean.Cleaner().clean_many(iter(SOURCES), jobs=jobs))
    assert results == expected
    assert len(results) == len(SOURCES)
    bad = [row[0] for row in results if len(row) == 2]
    assert bad == SOURCES[4:11]


@JOBS
def test_a_good_result_is_what_clean_gives(jobs: int) -> None:
    cleaner = kxclean.Cleaner(script="keep")
    texts = ["現有組織機構37 226個", "内蒙古"]
    many = list(cleaner.clean_many(texts, jobs=jobs))
    assert many == [cleaner.clean(text) for text in texts]


@JOBS
def test_sources_are_read_no_more_than_a_little_ahead(jobs: int) -> None:
    read = 0

    def sources() -> Iterator[str]:
        nonlocal read
        for read in count(1):
            yield f"第{read}条"

    results = kxclean.Cleaner().clean_many(sources(), jobs=jobs)
    assert read == 0
    assert [result.raw for result in islice(results, 5)] == [f"第{n}条" for n in range(1, 6)]
    assert read <= 5 if jobs == 1 else read <= 100
    results.close()  # type: ignore[attr-defined]


@JOBS
def test_an_error_of_the_iterable_comes_behind_what_was_read(jobs: int) -> None:
    def sources() -> Iterator[str]:
        yield from ("甲", "乙", "丙")
        raise OSError("the disk is gone")

    results = kxclean.Cleaner().clean_many(sources(), jobs=jobs)
    assert [next(results).raw for _ in range(3)] == ["甲", "乙", "丙"]
    with pytest.raises(OSError, match="the disk is gone"):
        next(results)


@JOBS
def test_raising_instead_of_quarantine(jobs: int) -> None:
    results = kxclean.Cleaner().clean_many(["甲", "a\ud800", "乙"], jobs=jobs, on_error="raise")
    assert next(results).ok
    with pytest.raises(kxclean.InputError, match=r"U\+D800 at position 1"):
        next(results)


def test_a_quarantined_record_cannot_be_taken_for_a_good_one() -> None:
    (bad,) = kxclean.Cleaner().clean_many([None])  # type: ignore[list-item]
    assert isinstance(bad, kxclean.Quarantined)
    assert not bad.ok
    with pytest.raises(kxclean.QuarantineError, match="not NoneType"):
        _ = bad.text
    assert pickle.loads(pickle.dumps(bad)) == bad  # noqa: S301


@pytest.mark.parametrize("jobs", [0, -1, 1.5, "2", None, True])
def test_impossible_jobs(jobs: Any) -> None:
    with pytest.raises(kxclean.ConfigError, match="jobs="):
        kxclean.Cleaner().clean_many([], jobs=jobs)


def test_impossible_arguments() -> None:
    with pytest.raises(kxclean.ConfigError, match="on_error='drop'"):
        kxclean.Cleaner().clean_many([], on_error="drop")  # type: ignore[arg-type]
    for sources in ("one text", b"one text", 5, None):
        with pytest.raises(kxclean.InputError, match="clean_many takes an iterable"):
            kxclean.Cleaner().clean_many(sources)  # type: ignore[arg-type]


@JOBS
def test_nothing_in_nothing_out(jobs: int) -> None:
    assert list(kxclean.Cleaner().clean_many([], jobs=jobs)) == []


def test_a_fault_in_a_rule_stops_one_record_only(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = kxclean.Cleaner.clean

    def faulty(self: kxclean.Cleaner, source: str) -> kxclean.Cleaned:
        if source == "乙":
            raise ZeroDivisionError("by zero")
        return clean(self, source)

    monkeypatch.setattr(kxclean.Cleaner, "clean", faulty)
    first, second, third = kxclean.Cleaner().clean_many(["甲", "乙", "丙"])
    assert first.ok
    assert third.ok
    assert isinstance(second, kxclean.Quarantined)
    assert "a fault in kxclean" in second.reason
    assert "ZeroDivisionError" in second.reason


def _die_on_five(batch: Sequence[int]) -> Sequence[int]:
    if 5 in batch:
        os._exit(3)
    return batch


def _refuse(batch: Sequence[int]) -> None:
    raise ValueError(f"not {batch}")


def test_a_worker_that_dies_is_reported() -> None:
    answers = in_order(_die_on_five, ([number] for number in range(20)), 2)
    got: list[Sequence[int]] = []
    with pytest.raises(kxclean.KxcleanError, match=r"died \(exit status 3\) on the records 6 to 6"):
        got.extend(answers)
    assert got == [[number] for number in range(len(got))]
    assert len(got) == 5


def test_an_error_in_a_worker_is_reported() -> None:
    with pytest.raises(kxclean.KxcleanError, match=r"ValueError: not \[0\]"):
        list(in_order(_refuse, [[0]], 2))


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-"],
        input=textwrap.dedent(code),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_generator_that_is_left_does_not_hang() -> None:
    done = run("""
        import itertools, kxclean
        results = kxclean.Cleaner().clean_many(map(str, itertools.count()), jobs=2)
        next(results)
        left = kxclean.Cleaner().clean_many(map(str, itertools.count()), jobs=2)
        next(left)
        results.close()
        print("done")
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import kxclean\n"
        "print([one.raw for one in kxclean.Cleaner().clean_many(['甲', '乙'], jobs=2)])\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "['甲', '乙']\n", "")


def test_what_a_worker_prints_does_not_get_among_the_answers() -> None:
    done = run("""
        import functools
        from kxclean.parallel import in_order
        print(list(in_order(functools.partial(map, print), [], 2)))
        print(list(in_order(print, [["printed"]], 1)))
    """)
    assert done.stdout == "[]\n[None]\n"
    assert done.stderr == "['printed']\n"
