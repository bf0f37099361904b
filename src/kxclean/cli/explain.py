"""`kxclean explain`: what was changed in one document, where, by which rule and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

import kxclean
from kxclean.cleaner import Cleaner
from kxclean.cli import options
from kxclean.cli.diff import hunks, suggestion
from kxclean.cli.rules import named
from kxclean.cli.show import console, counted, metadata, print_json, printing, visible
from kxclean.document import Cleaned
from kxclean.errors import ConfigError, DecodeError, InputError
from kxclean.formats.files import read_file
from kxclean.formats.records import find_record
from kxclean.ledger import Edit

__all__ = ["explain"]


def explain(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            parser=options.path,
            help="A source, or a text that `kxclean clean` wrote.",
        ),
    ],
    *,
    context: Annotated[
        int,
        typer.Option(
            "--context",
            metavar="NUMBER",
            parser=options.whole_number,
            help="Characters shown around a change.",
        ),
    ] = 16,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", help="Show only changes that this rule had a part in; repeatable."),
    ] = None,
    json: options.Json = False,
    config: options.ConfigFile = None,
    script: options.Script = None,
    script_provider: options.ScriptProvider = None,
    regional_words: options.RegionalWords = None,
    digit_grouping: options.DigitGrouping = None,
    punctuation: options.Punctuation = None,
    latin_spacing: options.LatinSpacing = None,
    width: options.Width = None,
    tables: options.Tables = None,
    boilerplate: options.Boilerplate = None,
    duplicates: options.Duplicates = None,
    apply: options.Apply = None,
    enable: options.Enable = None,
    disable: options.Disable = None,
    boilerplate_rules: options.Rules = None,
    boilerplate_model: options.BoilerplateModel = None,
) -> None:
    """Show what is changed in a document: a diff with rule names, and a summary a rule.

    A source is cleaned with the given options, and nothing is written. A cleaned document is
    explained from its ledger.
    """
    if context < 0:
        raise ConfigError(f"context={context} is not possible; give 0 or more")
    wanted = options.configuration(
        config,
        {
            "script": script,
            "script_provider": script_provider,
            "regional_words": regional_words,
            "digit_grouping": digit_grouping,
            "punctuation": punctuation,
            "latin_spacing": latin_spacing,
            "width": width,
            "tables": tables,
            "boilerplate": boilerplate,
            "duplicates": duplicates,
            "apply": apply,
            "enable": enable,
            "disable": disable,
            "boilerplate_rules": boilerplate_rules,
            "boilerplate_model": boilerplate_model,
        },
    )
    cleaner = Cleaner(wanted)
    for name in rule or ():
        named(name, cleaner.rules)
    content = read_file(file)
    record = find_record(file)
    if record is None:
        try:
            cleaned = cleaner.clean(content)
        except DecodeError as error:
            raise InputError(f"{file}: {error}") from error
    elif wanted is not None:
        raise ConfigError(
            f"{file} is cleaned already, and its ledger says with which options; "
            "give options with a source"
        )
    else:
        cleaned = record.cleaned(content)
    with printing():
        if json:
            print_json(_as_dict(file, cleaned))
        else:
            _print(file, cleaned, context, rule, console())


def _row(edit: Edit) -> dict[str, Any]:
    return {
        "start": edit.start,
        "end": edit.end,
        "removed": edit.removed,
        "replacement": edit.replacement,
        "rules": list(edit.rules),
        "safety": edit.safety.value,
        **({"candidates": [list(one) for one in edit.candidates]} if edit.candidates else {}),
    }


def _as_dict(file: Path, cleaned: Cleaned) -> dict[str, Any]:
    return {
        "file": str(file),
        "encoding": cleaned.encoding,
        "characters": {"raw": len(cleaned.raw), "clean": len(cleaned.text)},
        "rules": cleaned.ledger.rule_counts,
        "edits": [_row(edit) for edit in cleaned.ledger.edits],
        "suggestions": [_row(edit) for edit in cleaned.suggestions],
        "metadata": cleaned.metadata,
        "signals": cleaned.signals,
    }


def _print(
    file: Path, cleaned: Cleaned, context: int, only: Sequence[str] | None, out: Console
) -> None:
    raw = cleaned.raw
    edits = cleaned.ledger.edits
    if only:
        edits = [edit for edit in edits if not set(only).isdisjoint(edit.rules)]
    for hunk in hunks(raw, edits, context):
        out.print(hunk)
    if cleaned.suggestions:
        out.print(Text("suggestions, not applied", "bold"))
        for edit in cleaned.suggestions:
            out.print(suggestion(raw, edit, context))
    what = {rule.name: rule.what for rule in kxclean.rules()}
    widest = max(map(len, cleaned.ledger.rule_counts), default=0)
    for name, number in cleaned.ledger.rule_counts.items():
        out.print(
            Text.assemble((f"{name:{widest}}", "bold cyan"), f" {number:6,}  ", what.get(name, ""))
        )
    for name, value in cleaned.metadata.items():
        out.print(Text.assemble((name, "bold"), ": ", metadata(value)))
    if bad := len(cleaned.decoded.undecodable):
        out.print(f"{counted(bad, 'place')} could not be decoded and stand as U+FFFD")
    out.print(
        f"{visible(str(file))}: {counted(len(raw), 'character')} of {cleaned.encoding} became "
        f"{len(cleaned.text):,} by {counted(len(cleaned.ledger), 'edit')}; "
        f"{counted(len(cleaned.suggestions), 'suggestion')}"
    )
