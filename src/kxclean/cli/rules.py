"""`kxclean rules`: every rule, or one whole."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

import kxclean
from kxclean.cli import options
from kxclean.cli.show import console, counted, print_json, printing, visible
from kxclean.errors import RuleError, shown
from kxclean.rule import Example, Rule, Safety

__all__ = ["named", "rules"]


def rules(
    name: Annotated[str | None, typer.Argument(help="One rule, with its examples.")] = None,
    *,
    rules: options.Rules = None,
    json: options.Json = False,
) -> None:
    """List all rules by stage, or show one with its reasons and examples."""
    own = options.configuration(None, {"boilerplate_rules": rules})
    known = kxclean.rules() if own is None else kxclean.Cleaner(own).rules
    found = None if name is None else named(name, known)
    with printing():
        if found is None:
            if json:
                print_json([_as_dict(rule) for rule in known])
            else:
                _list(known, console())
        elif json:
            print_json(_as_dict(found))
        else:
            _print(found, console())


def named(name: str, known: tuple[Rule, ...]) -> Rule:
    """The rule of this name among the known ones.

    Raises:
        RuleError: if there is none; it says which names are near.
    """
    found = next((rule for rule in known if rule.name == name), None)
    if found is None:
        near = get_close_matches(name, [rule.name for rule in known], n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "`kxclean rules` lists all"
        raise RuleError(f"there is no rule {shown(name)}; {hint}")
    return found


def _example(example: Example) -> dict[str, Any]:
    return {"before": example.before, "after": example.after, "options": dict(example.options)}


def _as_dict(rule: Rule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "stage": rule.stage,
        "safety": rule.safety.value,
        "default": rule.default,
        "what": rule.what,
        "why": rule.why,
        "changes": [_example(example) for example in rule.changes],
        "leaves": [_example(example) for example in rule.kept()],
        "source": rule.source,
    }


def _kind(rule: Rule) -> tuple[str, str]:
    colour = "green" if rule.safety is Safety.SAFE else "yellow"
    return rule.safety.value + ("" if rule.default else ", off"), colour


def _list(known: tuple[Rule, ...], out: Console) -> None:
    widest = max((len(rule.name) for rule in known), default=0)
    stage = ""
    for rule in known:
        if rule.stage != stage:
            stage = rule.stage
            out.print(Text(stage, "bold"))
        kind, colour = _kind(rule)
        out.print(
            Text.assemble(
                "  ", (f"{rule.name:{widest}}", "cyan"), "  ", (f"{kind:12}", colour), rule.what
            )
        )
    out.print(f"{counted(len(known), 'rule')}; `kxclean rules NAME` shows one with its examples")


def _print(rule: Rule, out: Console) -> None:
    out.print(Text.assemble((rule.name, "bold cyan"), f"  (stage {rule.stage}, ", _kind(rule), ")"))
    out.print(rule.what)
    out.print(Text.assemble(("why: ", "bold"), rule.why))
    out.print(Text("changes", "bold"))
    for example in rule.changes:
        for part in _change(example):
            out.print(part)
    out.print(Text("leaves", "bold"))
    for example in rule.kept():
        out.print(Text.assemble("  ", visible(example.before), _options(example)))
    out.print(Text.assemble(("source: ", "bold"), rule.source))


def _options(example: Example) -> str:
    given = ", ".join(f"{name}={value!r}" for name, value in example.options.items())
    return f"   ({given})" if given else ""


def _change(example: Example) -> tuple[Text, ...]:
    return (
        Text.assemble("  ", (visible(example.before), "red")),
        Text.assemble("  → ", (visible(example.after), "green"), _options(example)),
    )
