"""The local engine: files in, cleaned files with their records out, and back again."""

from __future__ import annotations

import dataclasses
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from kxclean.boilerplate import TemplateModel
from kxclean.cleaner import Cleaner
from kxclean.config import Config
from kxclean.document import Cleaned, Quarantined
from kxclean.errors import InputError, KxcleanError, OutputError
from kxclean.formats.files import (
    OWN_FOLDER,
    SkippedFile,
    SourceFile,
    find_files,
    is_folder,
    read_file,
    status_of,
    write_files,
)
from kxclean.formats.records import (
    Record,
    record_path,
    record_paths,
    records_folder,
    to_json,
)

__all__ = ["CleanReport", "FileReport", "UndoReport", "clean_files", "undo_files"]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file.

    `status` is `written`; `unchanged` where an earlier run had written the very same;
    `quarantined`, for `reason`; or, when undoing, `restored` or `failed`.
    """

    name: str
    source: Path
    status: Literal["written", "unchanged", "quarantined", "restored", "failed"]
    reason: str = ""
    record: Record | None = None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        row: dict[str, Any] = {"name": self.name, "source": str(self.source)}
        return row | ({"reason": self.reason} if self.record is None else _facts(self.record))


def _facts(record: Record) -> dict[str, Any]:
    """What the manifest says of a document that was written."""
    return {
        "source_sha256": record.source_sha256,
        "source_bytes": record.source_bytes,
        "encoding": record.encoding,
        "result_sha256": record.result_sha256,
        "result_bytes": record.result_bytes,
        "edits": record.ledger.rule_counts,
        "suggestions": len(record.suggestions),
        "metadata": dict(record.metadata),
        "signals": dict(record.signals),
    }


@dataclass(frozen=True, slots=True)
class CleanReport:
    """What a run did: `read == written + quarantined`; `unchanged` is a part of `written`.

    `others` are rows for the documents in the output that other runs wrote.
    `failure` says why the manifest could not be written, or is empty.
    """

    output: Path
    version: str
    options: dict[str, Any]
    inputs: tuple[str, ...]
    files: tuple[FileReport, ...]
    skipped: tuple[SkippedFile, ...] = ()
    others: tuple[dict[str, Any], ...] = ()
    failure: str = ""

    def having(self, *statuses: str) -> tuple[FileReport, ...]:
        """The files with one of these statuses."""
        return tuple(file for file in self.files if file.status in statuses)

    @property
    def counts(self) -> dict[str, int]:
        """How many files were read, written, unchanged, quarantined, skipped."""
        return {
            "read": len(self.files),
            "written": len(self.having("written", "unchanged")),
            "unchanged": len(self.having("unchanged")),
            "quarantined": len(self.having("quarantined")),
            "skipped": len(self.skipped),
        }

    def manifest(self) -> dict[str, Any]:
        """The state of the output; the same whether it was reached in one run or in several.

        `documents`, `quarantined` and `skipped` are of this run's inputs, as the counts are;
        `others` are what else `kxclean undo` gives back from the output.
        """
        counts = self.counts
        del counts["unchanged"]
        return {
            "format": "kxclean-manifest",
            "version": 1,
            "kxclean": self.version,
            "inputs": list(self.inputs),
            "options": self.options,
            "counts": counts,
            "documents": [file.as_dict() for file in self.having("written", "unchanged")],
            "quarantined": [file.as_dict() for file in self.having("quarantined")],
            "skipped": [{"path": str(one.path), "reason": one.reason} for one in self.skipped],
            "others": list(self.others),
        }


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What undoing did: `read == restored + failed`."""

    output: Path
    files: tuple[FileReport, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many results were read, restored, and could not be."""
        restored = sum(1 for file in self.files if file.status == "restored")
        return {
            "read": len(self.files),
            "restored": restored,
            "failed": len(self.files) - restored,
        }


Watcher = Callable[[FileReport, int], None]


def _unwatched(_report: FileReport, _total: int) -> None:
    """Nobody looks on."""


def clean_files(
    inputs: Sequence[str | Path],
    output: str | Path,
    *,
    config: Config | None = None,
    template_model: TemplateModel | None = None,
    jobs: int = 1,
    suffixes: Sequence[str] = (".txt",),
    watch: Watcher = _unwatched,
) -> CleanReport:
    """Cleans files and folders of files into a folder.

    The result of each is UTF-8 and has the name of its source below `output`. Beside the results,
    in `.kxclean`, stand a record a document and the manifest. Every file is written whole or not
    at all. A document whose source, options, version and result are as an earlier run left them is
    not done again. A result that somebody changed since is never overwritten, nor is a file that
    kxclean did not write: its document is quarantined. What cannot be read, cleaned or written is
    quarantined with its reason, and the run goes on.

    Args:
        inputs: files and folders.
        output: a folder, made if it is not there.
        config: what to do; the default configuration if `None`.
        template_model: learned boilerplate; stands for the one of the configuration.
        jobs: processes to use.
        suffixes: of the files that are read in folders.
        watch: called with each file as it is finished, and how many there are.

    Raises:
        ConfigError: for wrong options.
        InputError: if an input does not exist, or two would have one result.
        OutputError: if the output cannot be a folder, or a result would overwrite a source.
        KxcleanError: if a worker process dies; what was done stays done.
    """
    cleaner = Cleaner(config, template_model=template_model)
    found = find_files(inputs, output, suffixes)
    folder = Path(output)
    run = _CleanRun(cleaner, folder, found.sources, watch)
    results = cleaner.clean_many(run.read(), jobs=jobs)
    _make_folder(folder)
    run.take(results)
    unreadable = [
        FileReport(str(one.path), one.path, "quarantined", one.reason) for one in found.unreadable
    ]
    report = CleanReport(
        folder,
        version("kxclean"),
        cleaner.options,
        tuple(str(path) for path in inputs),
        (*run.reports(), *unreadable),
        found.skipped,
    )
    try:
        others = tuple(_others(folder, {source.name for source in found.sources}))
        report = dataclasses.replace(report, others=others)
        write_files({folder / OWN_FOLDER / "manifest.json": to_json(report.manifest(), indent=1)})
    except KxcleanError as error:
        return dataclasses.replace(report, failure=str(error))
    return report


def _others(output: Path, own: set[str]) -> Iterator[dict[str, Any]]:
    """Rows for the documents with a record whose names are not in `own`."""
    if not is_folder(records_folder(output)):
        return
    paths, unreadable = record_paths(output)
    yield from ({"name": str(one.path), "reason": one.reason} for one in unreadable)
    for path in paths:
        if _record_name(output, path) in own:
            continue
        try:
            record = Record.read(output, path)
            if record.name in own:  # one with a long name
                continue
        except KxcleanError as error:
            yield {"name": _record_name(output, path), "reason": str(error)}
            continue
        yield {"name": record.name} | _facts(record)


def _record_name(output: Path, path: Path) -> str:
    """What a record is called that does not say it itself."""
    return path.relative_to(records_folder(output)).as_posix().removesuffix(".json")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {folder}: {error.strerror or error}") from error


def _reason(error: KxcleanError | OSError) -> str:
    """What a report says of an error; those of the system name the file first."""
    if isinstance(error, KxcleanError):
        return str(error)
    return ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)


@dataclass(slots=True)
class _CleanRun:
    """One run; sources are read one by one as the cleaner asks for them."""

    cleaner: Cleaner
    output: Path
    sources: tuple[SourceFile, ...]
    watch: Watcher
    version: str = field(default_factory=lambda: version("kxclean"))
    options: dict[str, Any] = field(default_factory=dict)
    done: dict[str, FileReport] = field(default_factory=dict)
    #: Read and with the cleaner: the file, and the bytes that were read.
    sent: deque[tuple[SourceFile, bytes, Record | None]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.options = self.cleaner.options

    def reports(self) -> list[FileReport]:
        return [self.done[source.name] for source in self.sources]

    def take(self, results: Iterable[Cleaned | Quarantined]) -> None:
        """Writes what comes back, in the order in which it was sent."""
        for result in results:
            source, read, earlier = self.sent.popleft()
            try:
                if not isinstance(result, Cleaned):
                    self.forget(source, earlier)
                    assert isinstance(result, Quarantined)
                    raise InputError(result.reason)
                self.report(source, "written", record=self.write(source, read, result, earlier))
            except (KxcleanError, OSError) as error:
                self.report(source, "quarantined", _reason(error))

    def report(
        self,
        source: SourceFile,
        status: Literal["written", "unchanged", "quarantined"],
        reason: str = "",
        record: Record | None = None,
    ) -> None:
        report = FileReport(source.name, source.path, status, reason, record)
        self.done[source.name] = report
        self.watch(report, len(self.sources))

    def read(self) -> Iterator[bytes]:
        """The sources that have to be cleaned."""
        for source in self.sources:
            try:
                read = read_file(source.path)
                earlier = self.earlier(source)
            except (KxcleanError, OSError) as error:
                self.report(source, "quarantined", _reason(error))
                continue
            if (
                earlier is not None
                and earlier.made_by(read, version=self.version, options=self.options)
                and self.intact(earlier)
            ):
                self.report(source, "unchanged", record=earlier)
                continue
            self.sent.append((source, read, earlier))
            yield read

    def earlier(self, source: SourceFile) -> Record | None:
        """What an earlier run wrote for the source; a record that cannot be read is none."""
        path = record_path(self.output, source.name)
        try:
            return Record.read(self.output, path)
        except InputError:
            return None

    def intact(self, record: Record) -> bool:
        try:
            record.check(read_file(self.output / record.name))
        except KxcleanError:
            return False
        return True

    def write(
        self, source: SourceFile, read: bytes, cleaned: Cleaned, earlier: Record | None
    ) -> Record:
        record = Record.of(source.name, read, cleaned, version=self.version, options=self.options)
        path = self.output / source.name
        text = cleaned.text.encode("utf-8")
        if status_of(path, OutputError) is not None:
            there = read_file(path)
            # What a run wrote that was broken off before the record is the very text.
            if there != text and (earlier is None or not earlier.is_of(there)):
                raise OutputError(
                    f"{path} stands there already and kxclean did not write it; "
                    "move it away or choose another output folder"
                    if earlier is None
                    else f"{path} was changed since kxclean wrote it and is not overwritten; move "
                    "it away or choose another output folder"
                )
        write_files({path: text, record_path(self.output, source.name): record.to_json()})
        return record

    def forget(self, source: SourceFile, earlier: Record | None) -> None:
        """Takes away the result of an earlier state of a source that is now quarantined."""
        if earlier is not None and self.intact(earlier):
            (self.output / source.name).unlink(missing_ok=True)
            record_path(self.output, source.name).unlink(missing_ok=True)


def undo_files(
    folder: str | Path, output: str | Path, *, watch: Watcher = _unwatched
) -> UndoReport:
    """Gives the sources of a folder of results back, byte for byte, into another folder.

    Each is checked against the SHA-256 of what was read. What cannot be given back is reported
    as failed, with the reason, and the others go on.

    Raises:
        InputError: if no run wrote the folder.
        OutputError: if the output cannot be a folder, or is the same one.
    """
    if not str(folder) or not str(output):
        raise InputError("'' is no path; name a folder (`.` is the current one)")
    results, target = Path(folder), Path(output)
    if not is_folder(results):
        raise InputError(f"there is no folder {results}")
    paths, unreadable = record_paths(results)
    if status_of(target, OutputError) is not None and not is_folder(target, OutputError):
        raise OutputError(f"the output {target} is a file; name a folder")
    if os.path.realpath(target) == os.path.realpath(results):
        raise OutputError(f"the sources would overwrite the results in {results}; name another one")
    _make_folder(target)
    total = len(paths) + len(unreadable)
    reports = [FileReport(str(one.path), one.path, "failed", one.reason) for one in unreadable]
    for report in reports:
        watch(report, total)
    for path in paths:
        report = _undo(results, path, target)
        watch(report, total)
        reports.append(report)
    return UndoReport(target, tuple(reports))


def _undo(results: Path, path: Path, target: Path) -> FileReport:
    name = _record_name(results, path)
    try:
        record = Record.read(results, path)
        name = record.name
        source = record.source(read_file(results / name))
        place = target / name
        if status_of(place, OutputError) is not None and read_file(place) != source:
            raise OutputError(f"{place} stands there already with other content; move it away")
        write_files({place: source})
    except (KxcleanError, OSError) as error:
        return FileReport(name, results / name, "failed", _reason(error))
    return FileReport(name, results / name, "restored", record=record)
