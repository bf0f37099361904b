"""The options of the configuration, as the commands that clean take them."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

import typer

from kxclean.config import Config
from kxclean.errors import shown

__all__ = [
    "Apply",
    "Boilerplate",
    "BoilerplateModel",
    "ConfigFile",
    "DigitGrouping",
    "Disable",
    "Duplicates",
    "Enable",
    "Json",
    "LatinSpacing",
    "Punctuation",
    "RegionalWords",
    "Rules",
    "Script",
    "ScriptProvider",
    "Tables",
    "Width",
    "configuration",
    "path",
    "whole_number",
]

_PANEL = "What is cleaned"
_HINTS = get_type_hints(Config)
_DEFAULTS = {item.name: item.default for item in dataclasses.fields(Config)}


def _option(name: str, what: str) -> Any:
    choices = get_args(_HINTS[name])
    return typer.Option(
        f"--{name.replace('_', '-')}",
        help=f"{what} Default: {_DEFAULTS[name]}.",
        metavar="|".join(choices),
        rich_help_panel=_PANEL,
        show_default=False,
    )


def path(given: str) -> Path:
    """The path that an argument names.

    An empty one, such as a variable of a shell that is not set, would be the current folder.
    """
    if not given:
        raise typer.BadParameter("'' is no path; name a file or folder (`.` is the current one)")
    return Path(given)


def whole_number(given: str) -> int:
    """The number that an argument is."""
    try:
        return int(given)
    except ValueError:
        raise typer.BadParameter(f"{shown(given)} is not a whole number") from None


Script = Annotated[str | None, _option("script", "The script of the result.")]
ScriptProvider = Annotated[
    str | None, _option("script_provider", "Whose dictionaries convert scripts.")
]
RegionalWords = Annotated[
    str | None, _option("regional_words", "Words of Taiwan or Hong Kong, or only the characters.")
]
DigitGrouping = Annotated[
    str | None, _option("digit_grouping", "How groups of three digits are written.")
]
Punctuation = Annotated[
    str | None, _option("punctuation", "Chinese marks, ASCII marks, or as found.")
]
LatinSpacing = Annotated[
    str | None, _option("latin_spacing", "Blanks between Han characters and Latin letters.")
]
Width = Annotated[str | None, _option("width", "Full-width letters and digits.")]
Tables = Annotated[str | None, _option("tables", "What blown-up tables become.")]
Boilerplate = Annotated[
    str | None, _option("boilerplate", "Head and foot lines: into the metadata, or kept.")
]
Duplicates = Annotated[str | None, _option("duplicates", "Repeats inside a document.")]
Apply = Annotated[str | None, _option("apply", "Safe edits only, or all.")]
Enable = Annotated[
    list[str] | None,
    typer.Option(
        "--enable", metavar="RULE", help="Switch a rule on; repeatable.", rich_help_panel=_PANEL
    ),
]
Disable = Annotated[
    list[str] | None,
    typer.Option(
        "--disable", metavar="RULE", help="Switch a rule off; repeatable.", rich_help_panel=_PANEL
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        parser=path,
        help="A TOML file with any of these options; what is given here comes on top.",
        rich_help_panel=_PANEL,
    ),
]
Rules = Annotated[
    list[Path] | None,
    typer.Option(
        "--boilerplate-rules",
        "--rules",
        metavar="FILE",
        parser=path,
        help="Your own rules of head and foot lines, in TOML; repeatable.",
        rich_help_panel=_PANEL,
    ),
]
BoilerplateModel = Annotated[
    Path | None,
    typer.Option(
        "--boilerplate-model",
        metavar="FILE",
        parser=path,
        help="A learned model of head and foot lines.",
        rich_help_panel=_PANEL,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


def configuration(file: Path | None, options: dict[str, Any]) -> Config | None:
    """The configuration that was asked for; `None` if nothing was.

    `options` are by name, `None` where an option was not given. Rules that are named here are
    added to those of the file.

    Raises:
        ConfigError: for a file that cannot be read, or an impossible value.
    """
    # A list that was not given is empty.
    given = {name: value for name, value in options.items() if value is not None and value != []}
    if file is None and not given:
        return None
    base = Config() if file is None else Config.from_toml(file)
    for name in ("enable", "disable", "boilerplate_rules"):
        if name in given:
            given[name] = (*getattr(base, name), *map(str, given[name]))
    return Config.from_options(given, base)
