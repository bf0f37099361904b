"""Files: which ones a run reads, and writing that leaves a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kxclean.errors import InputError, OutputError

__all__ = [
    "OWN_FOLDER",
    "FoundFiles",
    "SkippedFile",
    "SourceFile",
    "find_files",
    "is_folder",
    "read_file",
    "status_of",
    "write_files",
]

#: Where a run keeps its records, inside the folder of its results.
OWN_FOLDER = ".kxclean"

#: What the system says of a path at which nothing stands. All else, such as a folder above it that
#: may not be entered or a name that is too long, is an error to be told.
_NOTHING_THERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. `name` is what its result is called below the output folder, with `/`."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file or folder that stands in an input folder and is not read, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """What the inputs of a run hold. `unreadable` are folders that could not be listed."""

    sources: tuple[SourceFile, ...]
    skipped: tuple[SkippedFile, ...]
    unreadable: tuple[SkippedFile, ...]


def status_of(
    path: Path, error: type[InputError | OutputError] = InputError
) -> os.stat_result | None:
    """What the file system says of a path; `None` if nothing stands there.

    `Path.exists` and its kin raise what the system said in some versions of Python, and take it
    for nothing in others.

    Raises:
        InputError: (or `error`) if that cannot be found out; it names the path.
    """
    try:
        return path.stat()
    except OSError as failure:
        if failure.errno in _NOTHING_THERE:
            return None
        raise error(
            f"cannot look at {path}: {failure.strerror or failure}; check its name and whether "
            "you may enter the folders above it"
        ) from failure
    except ValueError as failure:
        raise error(f"{str(path)!r} is not the name of a file: {failure}") from failure


def is_folder(path: Path, error: type[InputError | OutputError] = InputError) -> bool:
    """Whether a folder stands there; errors as of `status_of`."""
    status = status_of(path, error)
    return status is not None and stat.S_ISDIR(status.st_mode)


def find_files(
    inputs: Sequence[str | Path], output: str | Path, suffixes: Sequence[str] = (".txt",)
) -> FoundFiles:
    """The files that inputs stand for: a file itself, a folder the files in it with a suffix.

    Folders are walked in the order of names and through symbolic links to files, not to folders.
    The output folder, and folders that hold results of another run, are left out.

    Args:
        inputs: files and folders.
        output: where the results will stand.
        suffixes: endings of file names, compared without regard to case.

    Raises:
        InputError: if an input does not exist, or two files would have one result.
        OutputError: if a result would overwrite its own source, or `output` is a file or in a
            folder that may not be entered.
    """
    for one in (*inputs, output):
        if not str(one):
            raise InputError("'' is no path; name a file or folder (`.` is the current one)")
    for suffix in suffixes:
        if not suffix.strip("."):
            raise InputError(f"suffix={suffix!r} is the ending of no file name; give one as .txt")
    target = Path(output)
    if status_of(target, OutputError) is not None and not is_folder(target, OutputError):
        raise OutputError(f"the output {target} is a file; name a folder")
    status_of(target / OWN_FOLDER, OutputError)  # a folder that may not be entered takes nothing
    endings = tuple(f".{ending.lstrip('.')}".lower() for ending in suffixes)
    sources: list[SourceFile] = []
    skipped: list[SkippedFile] = []
    unreadable: list[SkippedFile] = []
    for given in map(Path, inputs):
        if is_folder(given):
            for path, reason in _walk(given, target, endings, unreadable):
                if reason:
                    skipped.append(SkippedFile(path, reason))
                else:
                    sources.append(SourceFile(path.relative_to(given).as_posix(), path))
        elif os.path.lexists(given):
            sources.append(SourceFile(given.name, given))
        else:
            raise InputError(f"there is no file or folder {given}")
    return FoundFiles(_distinct(sources, target), tuple(skipped), tuple(unreadable))


def _walk(
    top: Path, output: Path, endings: tuple[str, ...], unreadable: list[SkippedFile]
) -> Iterator[tuple[Path, str]]:
    """The files below a folder, each with the reason to skip it or an empty one."""

    def failed(error: OSError) -> None:
        unreadable.append(SkippedFile(Path(error.filename), f"cannot list it: {error.strerror}"))

    own = _identity(output)
    for folder, inner, names in os.walk(top, onerror=failed):
        here = Path(folder)
        walked = []
        for name in sorted(inner):
            path = here / name
            if name == OWN_FOLDER:
                continue
            if path.is_symlink():
                yield path, "a symbolic link to a folder"
                continue
            if own is not None and _identity(path) == own:
                continue  # not skipped: a first run, which makes it, does not see it
            try:
                results = is_folder(path / OWN_FOLDER)
            except InputError as error:
                unreadable.append(SkippedFile(path, str(error)))
                continue
            if results:
                yield path, "the results of another run"
            else:
                walked.append(name)
        inner[:] = walked
        for name in sorted(names):
            wanted = name.lower().endswith(endings)
            yield here / name, "" if wanted else f"no {' or '.join(endings)} file"


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _distinct(sources: list[SourceFile], output: Path) -> tuple[SourceFile, ...]:
    """The sources without those named twice; two files with one result are an error."""
    known: dict[str, SourceFile] = {}
    for source in sources:
        other = known.setdefault(source.name, source)
        place = os.path.realpath(source.path)  # unlike Path.resolve, it takes a loop of links
        if os.path.realpath(other.path) != place:
            raise InputError(
                f"{other.path} and {source.path} would both become {output / source.name}; "
                "clean them into different output folders"
            )
        if os.path.realpath(output / source.name) == place:
            raise OutputError(
                f"the result would overwrite its source {source.path}; choose another output folder"
            )
    for name, source in known.items():
        for folder in Path(name).parents:
            above = known.get(folder.as_posix())
            if above is not None:
                raise InputError(
                    f"{above.path} and {source.path} would need {output / above.name} as a file "
                    "and as a folder; clean them into different output folders"
                )
    return tuple(known.values())


def read_file(path: str | Path) -> bytes:
    """The bytes of a regular file.

    Raises:
        InputError: if it is gone, is no regular file (a pipe would block), or cannot be read.
    """
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise InputError(f"{path} is not a regular file")
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error


def write_files(contents: dict[Path, bytes]) -> None:
    """Writes files so that each stands there whole or not at all.

    All are written beside their places first and moved there afterwards, in their order, so that
    a full disk leaves none of them. Folders are made.

    Raises:
        OutputError: if one cannot be written; temporary files are removed.
    """
    written: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.parent / f".kxclean-{secrets.token_hex(8)}.tmp"
            written.append((temporary, path))
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for temporary, path in written:
            temporary.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        for temporary, _ in written:
            with suppress(OSError):  # gone, or in a folder that is
                temporary.unlink()
