"""The command line: parses and prints; the work is done below. One file a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any, NoReturn

import typer

from kxclean import __version__
from kxclean.cli.clean import clean
from kxclean.cli.explain import explain
from kxclean.cli.rules import rules
from kxclean.cli.show import PrintError, printing
from kxclean.cli.undo import undo
from kxclean.errors import KxcleanError

__all__ = ["app", "main"]

#: The parent of the errors of the parser. Typer brings a parser of its own in some versions and
#: takes that of Click in others; it shows this class in neither.
_ClickError: type[Exception] = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="kxclean",
    help="Cleans messy Chinese documents, with a receipt for every character it changes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (clean, undo, explain, rules):
    app.command()(command)


def _show_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"kxclean {__version__}\n")
        raise typer.Exit


@app.callback()
def kxclean(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """Cleans messy Chinese documents, with a receipt for every character it changes."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs a command and exits: 0 done, 1 some documents were quarantined, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character shows its number instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run(arguments)
    except KxcleanError as error:
        sys.stderr.write(f"kxclean: {' '.join(str(error).split())}\n")
        # What is none of its children is nobody's wrong use: a worker process died.
        sys.exit(1 if type(error) is KxcleanError else 2)
    except PrintError as stopped:
        cause = stopped.__cause__
        # A reader such as `head` may have seen enough; a full disk is said.
        if isinstance(cause, OSError) and not isinstance(cause, BrokenPipeError):
            sys.stderr.write(f"kxclean: cannot write standard output: {cause.strerror or cause}\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more at exit
        sys.exit(1)
    except OSError as error:
        path = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"kxclean: {path}{error.strerror or error}\n")
        sys.exit(1)
    sys.exit(status)


def _run(arguments: Sequence[str] | None) -> int:
    """The exit status of a command.

    Raises:
        KxcleanError: as the command does.
        PrintError: if standard output takes nothing any more.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        status = app(given, prog_name="kxclean", standalone_mode=False)
    except _ClickError as error:
        return _wrong_use(error)
    with printing():
        sys.stdout.flush()
    return status if isinstance(status, int) else 0


def _wrong_use(error: Any) -> int:
    """One line for what the parser found wrong; without any arguments, the help."""
    context = error.ctx
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return 2
    path = context.command_path if context else "kxclean"
    message = " ".join(error.format_message().split()).rstrip(".")
    message += "" if message.endswith("?") else ";"
    sys.stderr.write(f"kxclean: {message} `{path} --help` says what can be given\n")
    return 2
