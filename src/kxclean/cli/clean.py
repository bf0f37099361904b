"""`kxclean clean`: files and folders into a folder of cleaned texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from kxclean.boilerplate import TemplateModel
from kxclean.cli import options
from kxclean.cli.show import console, counted, metadata, print_json, printing, progress, visible
from kxclean.engines.learning import learn_templates
from kxclean.engines.local import CleanReport, FileReport, clean_files
from kxclean.formats.files import OWN_FOLDER

__all__ = ["clean"]

#: With more documents than these the summary names only what needs a look; the rest is in the
#: manifest.
_LISTED = 50


def clean(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT...", parser=options.path, help="Files, and folders of files."
        ),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", parser=options.path, help="Where the results go."
        ),
    ],
    suffix: Annotated[
        list[str] | None,
        typer.Option("--suffix", help="Of the files read in folders; repeatable. Default: .txt."),
    ] = None,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", "-j", metavar="NUMBER", parser=options.whole_number, help="Processes to use."
        ),
    ] = 1,
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
    learn_boilerplate: Annotated[
        bool,
        typer.Option(
            "--learn-boilerplate",
            help="Learn from all inputs first which lines they share at head and foot; with "
            "--boilerplate-model, from what it holds as well, and it is written anew.",
        ),
    ] = False,
) -> None:
    """Clean files and folders; running it again does only what is not done.

    The cleaned text of seeds/a.txt is DIR/a.txt, in UTF-8. DIR/.kxclean holds the ledgers and the
    manifest, with which `kxclean undo` gives the sources back. A result that was changed since is
    never overwritten, whatever its source and the options: its document is quarantined until the
    changed file is moved away.
    """
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
    suffixes = suffix or [".txt"]
    model = None
    if learn_boilerplate:
        model = learn_templates(inputs, output, config=wanted, jobs=jobs, suffixes=suffixes)
        if wanted is not None and wanted.boilerplate_model:
            file = Path(wanted.boilerplate_model)
            model = TemplateModel.load(file).merge(model) if file.exists() else model
            model.save(file)
    with progress("cleaning") as watch:
        report = clean_files(
            inputs,
            output,
            config=wanted,
            template_model=model,
            jobs=jobs,
            suffixes=suffixes,
            watch=watch,
        )
    with printing():
        if json:
            print_json(report.manifest() | {"output": str(output), "counts": report.counts})
        else:
            _print(report, console())
    if report.failure:
        sys.stderr.write(f"kxclean: {report.failure}\n")
    raise typer.Exit(1 if report.counts["quarantined"] or report.failure else 0)


def _print(report: CleanReport, out: Console) -> None:
    if len(report.files) <= _LISTED:
        for file in report.having("written", "unchanged"):
            _print_file(file, report.output, out)
    for file in report.having("quarantined"):
        out.print(
            Text.assemble(
                ("quarantined ", "bold red"), visible(str(file.source)), ": ", visible(file.reason)
            )
        )
    for one in report.skipped[:_LISTED]:
        out.print(Text(f"skipped {visible(str(one.path))}: {one.reason}", "dim"))
    counts = report.counts
    out.print(
        f"{counts['read']:,} read = {counts['written']:,} written"
        + (f" ({counts['unchanged']:,} of them done before)" if counts["unchanged"] else "")
        + f" + {counts['quarantined']:,} quarantined; {counts['skipped']:,} skipped"
    )
    out.print(
        f"results in {visible(str(report.output))}, ledgers and manifest in "
        f"{visible(str(report.output / OWN_FOLDER))}"
    )


def _print_file(file: FileReport, output: Path, out: Console) -> None:
    record = file.record
    assert record is not None, "what was written has a record"
    out.print(
        Text.assemble(
            (visible(str(file.source)), "bold"),
            " → ",
            (visible(str(output / file.name)), "bold green"),
            " (done before)" if file.status == "unchanged" else "",
        )
    )
    out.print(
        f"  {record.source_bytes:,} bytes of {record.encoding} → {record.result_bytes:,} bytes of "
        f"utf-8, {counted(len(record.ledger), 'edit')}"
    )
    if counts := record.ledger.rule_counts:
        out.print("  " + ", ".join(f"{rule} {number:,}" for rule, number in counts.items()))
    if record.metadata:
        pairs = (f"{name}: {metadata(value)}" for name, value in record.metadata.items())
        out.print("  " + "; ".join(pairs))
    if record.suggestions:
        out.print(f"  {counted(len(record.suggestions), 'suggestion')}, see `kxclean explain`")
