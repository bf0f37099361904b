"""Chinese texts for tests: sentences, blocks and documents in both scripts, by a seed.

They are put together from a small stock of phrases that belong to this package; what they say is
of no account, but they read as prose does: news, yearbooks, essays, manuals, rules.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from kxclean.errors import ConfigError, shown
from kxclean.testing.damage.damaged import number_of, one_of, source_of

__all__ = ["KINDS", "Kind", "Script", "block", "document", "number", "sentence"]

Script = Literal["zh-Hans", "zh-Hant"]
#: Blocks of a document. A verse, a dialogue, a list and a table are several lines.
Kind = Literal["title", "heading", "paragraph", "list", "table", "verse", "dialogue", "latin"]

KINDS: tuple[Kind, ...] = get_args(Kind)

_NUMERALS = "一二三四五六七八九十"


@cache
def _stock(script: Script) -> dict[str, tuple[str, ...]]:
    text = (files("kxclean.testing") / "data" / "stock.tsv").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            kind, simplified, traditional = line.split("\t")
            chosen = simplified if script == "zh-Hans" else traditional
            found.setdefault(kind, []).append(chosen)
    return {kind: tuple(phrases) for kind, phrases in found.items()}


def sentence(seed: int, *, script: Script = "zh-Hans", latin: bool = False) -> str:
    """A sentence of one to four clauses with its full stop.

    Args:
        seed: of the choice.
        script: `zh-Hans` or `zh-Hant`.
        latin: whether it holds a phrase with Latin letters.

    Raises:
        ConfigError: if the seed is no whole number, or there is no such script.

    >>> sentence(1).endswith("。")
    True
    """
    rng = source_of(seed)
    stock = _stock(_script(script))
    clauses = rng.sample(stock["clause"], rng.randint(1, 3))
    if latin:
        clauses.insert(rng.randint(0, len(clauses)), rng.choice(stock["latin"]))
    if rng.random() < 0.4:
        counted = rng.choice(stock["counted"]).format(number=number(rng.randrange(2**32)))
        clauses.insert(rng.randint(1, len(clauses)), counted)
    if rng.random() < 0.3:
        clauses.insert(0, rng.choice(stock["opening"]))
    return "，".join(clauses) + "。"


def number(seed: int) -> str:
    """A whole number of two to six digits, as texts write it without groups.

    >>> number(1).isdigit()
    True
    """
    rng = source_of(seed)
    return str(rng.randint(10, 10 ** rng.randint(2, 6) - 1))


def block(kind: Kind, seed: int, *, script: Script = "zh-Hans") -> str:
    r"""A block of a document: one line, or several for verse, dialogue, lists and tables.

    Args:
        kind: one of `KINDS`. Cells of a table are parted by tabs.
        seed: of what it says.
        script: `zh-Hans` or `zh-Hant`.

    Raises:
        ConfigError: if there is no such kind or script, or the seed is no whole number.

    >>> "\t" in block("table", 1)
    True
    """
    rng = source_of(seed)
    return _MAKERS[one_of("kind of block", kind, KINDS)](rng, _script(script))


def document(
    seed: int,
    *,
    script: Script = "zh-Hans",
    length: int | None = None,
    kinds: Sequence[Kind] = KINDS,
) -> str:
    r"""A document: a title and blocks under it, each on lines of its own.

    Args:
        seed: of everything.
        script: `zh-Hans` or `zh-Hant`.
        length: characters at least; 300 to 1,200 by the seed if `None`.
        kinds: which blocks it may hold; a paragraph is one in two of them, where it may.

    Raises:
        ConfigError: if an option has an impossible value.

    >>> document(1) == document(1) != document(2)
    True
    """
    rng = source_of(seed)
    _script(script)
    for kind in kinds:
        one_of("kind of block", kind, KINDS)
    wanted = rng.randint(300, 1200) if length is None else number_of("length", length, 1)
    blocks = [] if "title" not in kinds else [block("title", rng.randrange(2**32), script=script)]
    others = [kind for kind in kinds if kind != "title"]
    if not others:
        raise ConfigError(f"kinds={shown(tuple(kinds))} holds no block but titles")
    while sum(map(len, blocks)) + len(blocks) < wanted:
        plain = "paragraph" in others and rng.random() < 0.5
        kind = "paragraph" if plain else rng.choice(others)
        made = block(kind, rng.randrange(2**32), script=script)
        if made not in blocks:
            blocks.append(made)
    return "\n".join(blocks)


def _script(script: Script) -> Script:
    one_of("script", script, get_args(Script))
    return script


def _title(rng: random.Random, script: Script) -> str:
    return rng.choice(_stock(script)["title"])


def _heading(rng: random.Random, script: Script) -> str:
    return f"{rng.choice(_NUMERALS)}、{rng.choice(_stock(script)['heading'])}"


def _paragraph(rng: random.Random, script: Script) -> str:
    count = rng.randint(2, 5)
    return "".join(sentence(rng.randrange(2**32), script=script) for _ in range(count))


def _list(rng: random.Random, script: Script) -> str:
    items = rng.sample(_stock(script)["clause"], rng.randint(2, 5))
    marks: list[Callable[[int], str]] = [
        lambda at: f"（{_NUMERALS[at]}）",
        lambda at: f"{at + 1}、",
        lambda at: f"{_NUMERALS[at]}是",
    ]
    mark = rng.choice(marks)
    return "\n".join(
        f"{mark(at)}{item}{'。' if at == len(items) - 1 else '；'}" for at, item in enumerate(items)
    )


def _table(rng: random.Random, script: Script) -> str:
    stock = _stock(script)
    people = rng.sample(stock["person"], rng.randint(2, 5))
    return "\n".join(
        f"{person}\t{rng.choice(stock['duty'])}\t{rng.randint(1950, 1999)}" for person in people
    )


def _verse(rng: random.Random, script: Script) -> str:
    return "\n".join(rng.sample(_stock(script)["couplet"], rng.choice((2, 4))))


def _dialogue(rng: random.Random, script: Script) -> str:
    stock = _stock(script)
    opening, closing = ("“", "”") if script == "zh-Hans" or rng.random() < 0.5 else ("「", "」")
    lines = []
    for speech in rng.sample(stock["speech"], rng.randint(2, 4)):
        tag = rng.choice(stock["tag"])
        said = speech if speech[-1] in "？！" else speech + "。"
        lines.append(
            f"{tag}：{opening}{said}{closing}"
            if rng.random() < 0.5
            else f"{opening}{said}{closing}{tag}。"
        )
    return "\n".join(lines)


def _latin(rng: random.Random, script: Script) -> str:
    return sentence(rng.randrange(2**32), script=script, latin=True)


_MAKERS: dict[str, Callable[[random.Random, Script], str]] = {
    "title": _title,
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _list,
    "table": _table,
    "verse": _verse,
    "dialogue": _dialogue,
    "latin": _latin,
}
