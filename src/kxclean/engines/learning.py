"""Learns what the files of a run share at their heads and feet, before they are cleaned."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

from kxclean.boilerplate import TemplateModel
from kxclean.cleaner import Cleaner
from kxclean.config import Config
from kxclean.document import Cleaned
from kxclean.errors import KxcleanError
from kxclean.formats.files import find_files, read_file

__all__ = ["learn_templates"]


def learn_templates(
    inputs: Sequence[str | Path],
    output: str | Path,
    *,
    config: Config | None = None,
    jobs: int = 1,
    suffixes: Sequence[str] = (".txt",),
) -> TemplateModel:
    """A model of the lines that files and folders of files share at head and foot.

    Documents are repaired and laid out first, as they will be when such lines are looked for. What
    cannot be read or cleaned is left out; the run that follows names it.

    Args:
        inputs: files and folders.
        output: the folder of the results, which is not read.
        config: what will be done; the default configuration if `None`.
        jobs: processes to use.
        suffixes: of the files that are read in folders.

    Raises:
        ConfigError: for wrong options.
        InputError: if an input does not exist, or two would have one result.
        KxcleanError: if a worker process dies.
    """
    config = dataclasses.replace(
        config or Config(),
        script="keep",
        digit_grouping="keep",
        punctuation="keep",
        boilerplate="keep",
        duplicates="keep",
        boilerplate_model="",
    )
    found = find_files(inputs, output, suffixes)

    def sources() -> Iterator[bytes]:
        for source in found.sources:
            try:
                yield read_file(source.path)
            except (KxcleanError, OSError):  # noqa: PERF203 - each file by itself
                continue

    cleaned = Cleaner(config).clean_many(sources(), jobs=jobs)
    return TemplateModel().fit(one.text for one in cleaned if isinstance(one, Cleaned))
