"""The record of one cleaned document: all that is needed to explain it and to give it back.

Records are JSON files below `.kxclean/documents` in the folder of the results, named like them.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from kxclean.decode import encode
from kxclean.document import Cleaned, Decoded, Residue
from kxclean.errors import InputError, KxcleanError, LedgerError, OutputError
from kxclean.formats.files import OWN_FOLDER, SkippedFile, is_folder, read_file, status_of
from kxclean.ledger import Edit, Ledger, Safety

__all__ = [
    "Record",
    "find_record",
    "record_path",
    "record_paths",
    "records_folder",
    "sha256",
    "to_json",
]

_FORMAT = "kxclean-record"
_VERSION = 1
_LONGEST_NAME = 255  # bytes of a file name on every common file system


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def to_json(value: Any, indent: int | None = None) -> bytes:
    """A value as JSON for a file; what is not Unicode, as in some file names, is escaped."""
    try:
        text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
        return text.encode("utf-8") + b"\n"
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent, default=str).encode("ascii") + b"\n"


def _suggestion(row: Sequence[Any]) -> Edit:
    """A suggestion of a record; its candidates may be missing."""
    start, end, removed, replacement, rule, *rest = row
    others = tuple((str(text), float(odds)) for text, odds in rest[0]) if rest else ()
    return Edit(start, end, removed, replacement, rule, Safety.UNSAFE, others)


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one source.

    Args:
        name: the result's name below the output folder, with `/`.
        version: the kxclean that made it.
        options: of the configuration, by name.
        source_sha256, source_bytes: of the source as it was read.
        result_sha256, result_bytes: of the result as it was written.
        encoding, bom, residues: how the source was decoded.
        ledger, suggestions, metadata, signals: as in `Cleaned`.
    """

    name: str
    version: str
    options: Mapping[str, Any]
    source_sha256: str
    source_bytes: int
    result_sha256: str
    result_bytes: int
    encoding: str | None
    bom: bytes
    residues: tuple[Residue, ...]
    ledger: Ledger
    suggestions: tuple[Edit, ...]
    metadata: Mapping[str, Any]
    signals: Mapping[str, float]

    @classmethod
    def of(
        cls, name: str, source: bytes, cleaned: Cleaned, *, version: str, options: Mapping[str, Any]
    ) -> Record:
        """The record of a source and what it was cleaned to."""
        result = cleaned.text.encode("utf-8")
        decoded = cleaned.decoded
        return cls(
            name,
            version,
            options,
            sha256(source),
            len(source),
            sha256(result),
            len(result),
            decoded.encoding,
            decoded.bom,
            decoded.residues,
            cleaned.ledger,
            cleaned.suggestions,
            cleaned.metadata,
            cleaned.signals,
        )

    def made_by(self, source: bytes, *, version: str, options: Mapping[str, Any]) -> bool:
        """Whether it came from these bytes, by this version, with these options."""
        # Through JSON, as the stored options went.
        return (
            self.version == version
            and to_json(self.options) == to_json(options)
            and self.source_bytes == len(source)
            and self.source_sha256 == sha256(source)
        )

    def check(self, result: bytes) -> None:
        """Checks that the result is the one that was written.

        Raises:
            OutputError: if it was changed since.
        """
        if not self.is_of(result):
            raise OutputError(
                f"{self.name} was changed since kxclean wrote it, so its ledger does not fit any "
                "more; move it away and clean its source again"
            )

    def is_of(self, result: bytes) -> bool:
        """Whether these bytes are the result that was written."""
        return len(result) == self.result_bytes and sha256(result) == self.result_sha256

    def cleaned(self, result: bytes) -> Cleaned:
        """The cleaned document, as `clean` gave it.

        Raises:
            OutputError: if the result was changed since it was written.
            LedgerError: if the record contradicts it.
        """
        self.check(result)
        text = result.decode("utf-8")
        decoded = Decoded(self.ledger.revert(text), self.encoding, self.bom, self.residues)
        return Cleaned(
            text, self.ledger, decoded, self.suggestions, dict(self.metadata), dict(self.signals)
        )

    def source(self, result: bytes) -> bytes:
        """The source, byte for byte, made from the result.

        Raises:
            OutputError: if the result was changed since it was written.
            LedgerError: if what comes out is not what was read.
        """
        source = encode(self.cleaned(result).decoded)
        if sha256(source) != self.source_sha256:
            raise LedgerError(
                f"what the record of {self.name} gives back is not the source it was made from; "
                "the record is damaged"
            )
        return source

    def to_json(self) -> bytes:
        """The record as a JSON file."""
        return to_json(
            {
                "format": _FORMAT,
                "version": _VERSION,
                "kxclean": self.version,
                "name": self.name,
                "options": dict(self.options),
                "source": {
                    "sha256": self.source_sha256,
                    "bytes": self.source_bytes,
                    "encoding": self.encoding,
                    "bom": self.bom.hex(),
                    "residues": [
                        [residue.start, residue.end, residue.source.hex(), residue.decoded]
                        for residue in self.residues
                    ],
                },
                "result": {"sha256": self.result_sha256, "bytes": self.result_bytes},
                "metadata": dict(self.metadata),
                "signals": dict(self.signals),
                "suggestions": [
                    [
                        *(edit.start, edit.end, edit.removed, edit.replacement, edit.rule),
                        *([edit.candidates] if edit.candidates else []),
                    ]
                    for edit in self.suggestions
                ],
                "ledger": json.loads(self.ledger.to_json()),
            }
        )

    @classmethod
    def from_json(cls, document: bytes) -> Record:
        """The record that `to_json` wrote.

        Raises:
            InputError: if it is no record, or one of a later version.
        """
        try:
            value = json.loads(document)
            version = (value["format"], value["version"])
            source, result = value["source"], value["result"]
            record = cls(
                value["name"],
                value["kxclean"],
                value["options"],
                source["sha256"],
                source["bytes"],
                result["sha256"],
                result["bytes"],
                source["encoding"],
                bytes.fromhex(source["bom"]),
                tuple(
                    Residue(start, end, bytes.fromhex(kept), decoded)
                    for start, end, kept, decoded in source["residues"]
                ),
                Ledger.from_json(json.dumps(value["ledger"])),
                tuple(_suggestion(row) for row in value["suggestions"]),
                value["metadata"],
                value["signals"],
            )
        except (
            KxcleanError,
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            RecursionError,  # JSON within JSON within JSON
        ) as error:
            reason = f"it lacks {error}" if isinstance(error, KeyError) else error
            raise InputError(
                f"this is not a record of kxclean ({reason}); remove it and clean its source again"
            ) from error
        if version != (_FORMAT, _VERSION):
            raise InputError(
                f"{version} is not {_FORMAT} version {_VERSION}; use the kxclean that wrote it"
            )
        return record

    @classmethod
    def read(cls, output: Path, path: Path) -> Record:
        """The record in a file below an output folder.

        Raises:
            InputError: if it cannot be read, or was made for another place.
        """
        try:
            record = cls.from_json(read_file(path))
        except InputError as error:
            named = str(path) in str(error)
            raise InputError(str(error) if named else f"{path}: {error}") from error
        # The name decides which files are read and written, so it must not lead elsewhere.
        if record_path(output, record.name) != path:
            raise InputError(f"{path} is the record of another document, {record.name}")
        return record


def records_folder(output: Path) -> Path:
    """Where the records stand, in the folder of the results."""
    return output / OWN_FOLDER / "documents"


def record_path(output: Path, name: str) -> Path:
    """Where the record of a result stands, in the folder of the results.

    Raises:
        InputError: if the name leads out of that folder.
    """
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or not pure.name or pure.parts[0] == OWN_FOLDER:
        raise InputError(f"{name!r} is not the name of a result")
    file = f"{pure.name}.json"
    if len(file.encode("utf-8", "surrogateescape")) > _LONGEST_NAME:
        file = f"{sha256(pure.name.encode('utf-8', 'surrogateescape'))}.json"
    return records_folder(output) / pure.parent / file


def record_paths(output: Path) -> tuple[list[Path], list[SkippedFile]]:
    """The records of a folder of results, in the order of their names, and unreadable folders.

    Raises:
        InputError: if no run wrote there.
    """
    top = records_folder(output)
    if not is_folder(top):
        raise InputError(f"{output} holds no results of `kxclean clean`")
    found: list[Path] = []
    unreadable: list[SkippedFile] = []

    def failed(error: OSError) -> None:
        path = Path(error.filename)
        unreadable.append(SkippedFile(path, f"cannot list {path}: {error.strerror}"))

    for folder, _, names in os.walk(top, onerror=failed):
        found += [Path(folder, name) for name in names if name.endswith(".json")]
    return sorted(found), unreadable


def find_record(result: Path) -> Record | None:
    """The record of a result file, wherever above it the records are; `None` if there is none.

    Raises:
        InputError: if the record cannot be read.
    """
    place = result.resolve()
    for folder in place.parents:
        if is_folder(folder / OWN_FOLDER):
            path = record_path(folder, place.relative_to(folder).as_posix())
            status = status_of(path)
            there = status is not None and stat.S_ISREG(status.st_mode)
            return Record.read(folder, path) if there else None
    return None
