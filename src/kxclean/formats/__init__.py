"""Datasets in and out: files found, read and written whole, and the record of each document."""

from __future__ import annotations

from kxclean.formats.files import (
    FoundFiles,
    SkippedFile,
    SourceFile,
    find_files,
    read_file,
    write_files,
)
from kxclean.formats.records import Record, find_record, record_path, record_paths

__all__ = [
    "FoundFiles",
    "Record",
    "SkippedFile",
    "SourceFile",
    "find_files",
    "find_record",
    "read_file",
    "record_path",
    "record_paths",
    "write_files",
]
