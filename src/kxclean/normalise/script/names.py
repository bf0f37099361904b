"""Personal names by their surnames, as entries of a dictionary.

A surname is written like another word (余 and 餘, 乾 after a surname is qián), and given names are
free, so what stands around a surname decides: a title behind it, or a surname before 乾.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import product

from kxclean.normalise.script.converter import Converter

__all__ = ["names"]


@cache
def names(family: str) -> str:
    """Entries for `t2s` or `s2t`."""
    rows = _simplified() if family == "t2s" else _traditional()
    return "".join(f"{key}\t{value}\n" for key, value in rows)


@cache
def _parts() -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath("data", "names.txt").read_text("utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: parts.split() for name, _, parts in rows}


def _simplified() -> list[tuple[str, str]]:
    plain, parts = Converter("t2s", tofu=False).convert, _parts()
    before = parts["before-qian"]
    rows = [(word, "乾" + plain(word[1:])) for word in parts["qian"]]
    rows += [(surname + "乾", plain(surname) + "乾") for surname in before]
    rows += [(s + "乾" + c, plain(s) + "干" + plain(c)) for s, c in product(before, parts["gan"])]
    rows += [("乾" + word, "干" + plain(word)) for word in parts["gan-before"]]
    return [(key, value.replace("干著", "干着")) for key, value in rows]


def _traditional() -> list[tuple[str, str]]:
    plain, parts = Converter("s2t", tofu=False).convert, _parts()
    rows = []
    for entry in parts["surnames"]:
        surname, _, form = entry.partition("=")
        form = form or surname
        rows.append(("姓" + surname, "姓" + form))
        rows += [(surname + title, form + plain(title)) for title in parts["titles"]]
    return rows
