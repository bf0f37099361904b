"""The passes: what is not in the target script is converted, line by line; the rest stays."""

from __future__ import annotations

from kxclean.ledger import Ledger
from kxclean.normalise.script.characters import classes
from kxclean.normalise.script.exceptions import converter
from kxclean.normalise.script.rules import (
    MISCONVERTED_WORDS,
    REGIONAL_CHARACTERS,
    SIMPLIFIED_CHARACTERS,
    TRADITIONAL_CHARACTERS,
)
from kxclean.rule import Context, Findings, FunctionPass

__all__ = ["REGION", "SCRIPT"]

#: How each target is reached from the other script.
_CONFIGURATIONS = {
    "zh-Hans": "t2s",
    "zh-Hant": "s2t",
    "zh-Hant-TW": "s2tw",
    "zh-Hant-HK": "s2hk",
}
#: How text that is traditional already gets the forms of a region.
_REGIONS = {"zh-Hant-TW": "t2tw", "zh-Hant-HK": "t2hk"}


def _script(text: str, context: Context) -> Findings:
    target = context.config.script
    if target == "keep" or not context.scan.han:
        return Findings()
    to_simplified = target == "zh-Hans"
    rule = TRADITIONAL_CHARACTERS if to_simplified else SIMPLIFIED_CHARACTERS
    exceptions = context.on(MISCONVERTED_WORDS)
    if not (exceptions or context.on(rule)):
        return Findings()
    edits = classes().normalise(
        text,
        converter(_CONFIGURATIONS[target], exceptions=exceptions),
        "simplified" if to_simplified else "traditional",
        [rule.name, MISCONVERTED_WORDS.name],
        None if context.on(rule) else MISCONVERTED_WORDS.name,
    )
    return Findings(native=None if edits is None else Ledger(edits))


def _region(text: str, context: Context) -> Findings:
    configuration = _REGIONS.get(context.config.script)
    if configuration is None or not context.scan.han or not context.on(REGIONAL_CHARACTERS):
        return Findings()
    edits = classes().normalise(
        text, converter(configuration, exceptions=False), "region", [REGIONAL_CHARACTERS.name]
    )
    return Findings(native=None if edits is None else Ledger(edits))


SCRIPT = FunctionPass((TRADITIONAL_CHARACTERS, SIMPLIFIED_CHARACTERS, MISCONVERTED_WORDS), _script)
REGION = FunctionPass((REGIONAL_CHARACTERS,), _region)
