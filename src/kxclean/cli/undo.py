"""`kxclean undo`: the sources of a folder of results, byte for byte."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from kxclean.cli import options
from kxclean.cli.show import console, print_json, printing, progress, visible
from kxclean.engines.local import undo_files

__all__ = ["undo"]


def undo(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", parser=options.path, help="What `kxclean clean` wrote.")
    ],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR2", parser=options.path, help="Where the sources go."
        ),
    ],
    json: options.Json = False,
) -> None:
    """Give the sources back byte for byte, whatever their encoding.

    Each is checked against the SHA-256 of what was read. A result that was edited since cannot be
    undone; it is named, and the others are.
    """
    with progress("undoing") as watch:
        report = undo_files(folder, output, watch=watch)
    failed = [file for file in report.files if file.status == "failed"]
    with printing():
        if json:
            print_json(
                {
                    "output": str(output),
                    "counts": report.counts,
                    "restored": [file.name for file in report.files if file.status == "restored"],
                    "failed": [{"name": file.name, "reason": file.reason} for file in failed],
                }
            )
        else:
            out = console()
            for file in failed:
                out.print(Text.assemble(("failed ", "bold red"), visible(file.reason)))
            counts = report.counts
            out.print(
                f"{counts['read']:,} read = {counts['restored']:,} restored + {counts['failed']:,} "
                f"failed; sources in {visible(str(output))}"
            )
    raise typer.Exit(1 if failed else 0)
