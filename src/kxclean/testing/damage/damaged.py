"""What every damage gives back, and how damage is made of edits and put together."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from kxclean.errors import ConfigError, shown, whole_text
from kxclean.ledger import Edit, Ledger

__all__ = ["Damage", "Damaged", "combine"]


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged text, and what was done to the sound one.

    Args:
        text: the text with its damage.
        places: code points of the sound text where the damage struck, in order, each once; what a
            place means is said by each damage. `len(sound)` stands for the end of the text.
        edits: the edits that lead from the sound text to the damaged one, in order; the rule of
            each is the name of the damage. `Ledger.from_edits(sound, edits)` carries positions
            from one text to the other.
    """

    text: str
    places: tuple[int, ...]
    edits: tuple[Edit, ...] = ()


#: A damage with its options settled: `functools.partial(gbk_damage, style="B")` is one.
Damage = Callable[[str, int], Damaged]


def combine(text: str, seed: int, *damages: Damage) -> Damaged:
    """Several damages, one after the other, each of the text that the one before it left.

    Args:
        text: sound text.
        seed: each damage gets a seed of its own, made from this one.
        *damages: functions of a text and a seed; `functools.partial` settles their options.

    Returns:
        The text with all damages. Places and edits are those of the sound text: a place that a
        later damage struck within what an earlier one made is that of the earlier edit.

    Raises:
        ConfigError: if a damage is no function, or refuses the text it is given.

    >>> from functools import partial
    >>> from kxclean.testing.damage import gbk_damage, simplify
    >>> first = partial(gbk_damage, table=[("內", "nèi")])
    >>> combine("內蒙古", 0, first, simplify).text
    '内(nèi)蒙古'
    """
    rng = source_of(seed)
    sound_text(text)
    ledger = Ledger.identity(text)
    places: set[int] = set()
    current = text
    for damage in damages:
        if not callable(damage):
            raise ConfigError(f"a damage is a function of a text and a seed, not {shown(damage)}")
        found = damage(current, rng.randrange(2**32))
        places.update(ledger.to_raw(place) for place in found.places)
        ledger = ledger.then(Ledger.from_edits(current, found.edits))
        current = found.text
    return Damaged(current, tuple(sorted(places)), tuple(ledger.compact().edits))


def made_by(
    text: str, edits: Iterable[tuple[int, int, str, str]], places: Iterable[int] | None = None
) -> Damaged:
    """The text after some edits `(start, end, replacement, name of the damage)`, in order.

    Args:
        text: sound text.
        edits: spans are code points of it; those that change nothing are left out.
        places: where the damage struck; the starts of the edits if `None`.
    """
    listed = tuple(
        Edit(start, end, text[start:end], replacement, name)
        for start, end, replacement, name in edits
        if text[start:end] != replacement
    )
    found: list[str] = []
    done = 0
    for edit in listed:
        found += text[done : edit.start], edit.replacement
        done = edit.end
    found.append(text[done:])
    struck = {edit.start for edit in listed} if places is None else set(places)
    return Damaged("".join(found), tuple(sorted(struck)), listed)


def sound_text(text: object) -> str:
    """The text, if it is one.

    Raises:
        ConfigError: if it is no `str` or has a lone surrogate.
    """
    return whole_text(text, ConfigError)


def source_of(seed: object) -> random.Random:
    """The random numbers of a seed.

    Raises:
        ConfigError: if it is no whole number.
    """
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise ConfigError(f"a seed is a whole number, not {shown(seed)}")
    return random.Random(seed)  # noqa: S311 - nothing is kept secret


def share_of(name: str, share: object) -> float:
    """A share from 0 to 1.

    Raises:
        ConfigError: if it is none.
    """
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        raise ConfigError(f"{name}={shown(share)} is not a share from 0 to 1")
    return float(share)


def number_of(name: str, value: object, least: int) -> int:
    """A whole number from `least` on.

    Raises:
        ConfigError: if it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ConfigError(f"{name}={shown(value)} is not a whole number from {least} on")
    return value


def one_of(name: str, value: str, known: Collection[str]) -> str:
    """A value that there is.

    Raises:
        ConfigError: if there is no such value.
    """
    if not isinstance(value, str) or value not in known:
        raise ConfigError(
            f"there is no {name} {shown(value)}; choose one of {', '.join(map(repr, known))}"
        )
    return value


def lines_of(text: str) -> list[tuple[int, int]]:
    """Where each line stands, without its line end."""
    found = []
    start = 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def chosen(items: Sequence[int], share: float, rng: random.Random) -> list[int]:
    """About a share of the items, in order; one at least where the share is not 0.

    >>> chosen([4, 5, 6], 1.0, random.Random(0)), chosen([4, 5, 6], 0.0, random.Random(0))
    ([4, 5, 6], [])
    """
    if not items or share == 0:
        return []
    found = [item for item in items if rng.random() < share]
    return found or [rng.choice(items)]
