"""Removal of duplicate documents, each removal proven by an exact similarity to a kept text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from kxclean import _native
from kxclean.dedup.sketch import SEED, SLOTS, family
from kxclean.errors import ConfigError, InputError, shown, whole_text
from kxclean.fingerprint import SHINGLE, folding

__all__ = ["Deduplicated", "Removal", "deduplicate"]

#: What names a document: all of a corpus are of one of these types.
Id = str | int

#: Probability at the threshold that two texts are compared at all.
RECALL = 0.995


@dataclass(frozen=True, slots=True)
class Removal:
    """A document that was removed, and the proof.

    Args:
        id: of the removed document.
        kept: of the kept document that it repeats.
        similarity: exact Jaccard similarity of the two on the fingerprint view.
        relation: `exact` if the views are equal, else `near`.
    """

    id: Id
    kept: Id
    similarity: float
    relation: Literal["exact", "near"]


@dataclass(frozen=True)
class Deduplicated:
    """What was kept and what was removed.

    Args:
        kept: ids in the order of the input.
        removed: the removals in the order of the input.
    """

    kept: list[Id]
    removed: list[Removal] = field(default_factory=list)

    @property
    def clusters(self) -> dict[Id, list[Id]]:
        """Each kept id that has copies, with the ids of these."""
        found: dict[Id, list[Id]] = {}
        for removal in self.removed:
            found.setdefault(removal.kept, []).append(removal.id)
        return found


def deduplicate(
    documents: Iterable[tuple[Id, str]],
    *,
    threshold: float = 0.8,
    prefer: Callable[[Any, str], Any] | None = None,
    size: int = SHINGLE,
) -> Deduplicated:
    """Keeps each text once.

    Documents stand in an order of preference: by default the longest first, then the smallest id.
    A document is removed if, and only if, a kept one before it in that order was found to be at
    least `threshold` similar. The result does not depend on the order of the input.

    Args:
        documents: pairs of id and text; ids are unique.
        threshold: exact Jaccard similarity of shingle sets from which a text is a copy.
        prefer: key of id and text; the smallest is kept first. Ids break ties.
        size: tokens in a shingle; a shorter text is compared whole.

    Raises:
        InputError: for a text that is no `str`, for ids of two types, or an id that stands twice.
        ConfigError: for a threshold outside 0 < threshold <= 1.

    >>> result = deduplicate([("b", "科學技術協會成立了。"), ("a", "科学技术协会成立了")])
    >>> result.kept, result.removed[0].kept, result.removed[0].relation
    (['b'], 'b', 'exact')
    """
    if not isinstance(threshold, int | float) or not 0 < threshold <= 1:
        raise ConfigError(f"threshold={shown(threshold)} is not possible; give 0 < threshold <= 1")
    pairs = _checked(documents)
    key = prefer or (lambda _, text: -len(text))
    order: list[int] = sorted(range(len(pairs)), key=lambda n: (key(*pairs[n]), pairs[n][0]))
    texts = [pairs[n][1] for n in order]
    bands = _native.lsh_bands(SLOTS, float(threshold), RECALL)
    found = family(SLOTS, SEED, size).removals(texts, folding(), float(threshold), bands)
    removed = {
        order[place]: Removal(
            pairs[order[place]][0],
            pairs[order[kept]][0],
            similarity,
            _relation(texts[place], texts[kept], similarity),
        )
        for place, kept, similarity in found
    }
    return Deduplicated(
        [name for n, (name, _) in enumerate(pairs) if n not in removed],
        [removed[n] for n in sorted(removed)],
    )


def _relation(text: str, kept: str, similarity: float) -> Literal["exact", "near"]:
    """Equal sets of shingles may come from views that differ in repeats."""
    if similarity < 1:
        return "near"
    return "exact" if text == kept or folding().tokens(text) == folding().tokens(kept) else "near"


def _checked(documents: Iterable[tuple[Id, str]]) -> Sequence[tuple[Id, str]]:
    pairs: list[tuple[Id, str]] = []
    seen = set()
    for document in documents:
        try:
            name, text = document
        except (TypeError, ValueError):
            raise InputError(f"{shown(document)} is no pair of id and text") from None
        if not isinstance(name, str | int):
            raise InputError(f"the id {shown(name)} is neither a str nor an int")
        if pairs and not isinstance(name, type(pairs[0][0])):
            raise InputError(f"the ids {shown(pairs[0][0])} and {shown(name)} are of two types")
        if name in seen:
            raise InputError(f"the id {shown(name)} stands twice; ids are unique")
        seen.add(name)
        pairs.append((name, whole_text(text, InputError)))
    return pairs
