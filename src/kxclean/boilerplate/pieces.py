"""What is known of a line: its pieces, and how far they speak for themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kxclean.boilerplate.linerule import Evidence, LineRule
from kxclean.boilerplate.values import kind_of

__all__ = ["Known", "Piece"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: it begins at `start` of the text and goes to the next piece."""

    rule: LineRule
    start: int
    values: Mapping[str, Any]
    #: Whether words before it go with it that no rule knows: a house, or a label of the site's own.
    loose: bool = False

    @property
    def measured(self) -> bool:
        """Whether it gives a moment or a count, as only the machinery of a site prints it."""
        return any(
            isinstance(value, int) or kind_of(key) == "moment" for key, value in self.values.items()
        )

    def evidence(self, *, foot: bool) -> Evidence | None:
        """How far the piece speaks for itself; one that says nothing needs company."""
        evidence = self.rule.foot if foot else self.rule.head
        if evidence is None or self.values or not self.rule.labelled:
            return evidence
        return min(evidence, Evidence.WEAK)


@dataclass(frozen=True, slots=True)
class Known:
    """A line that rules cover from end to end."""

    pieces: tuple[Piece, ...]
    #: What templates say of it, at the head and at the foot.
    learned: LineRule | None = None

    def stands(self, *, foot: bool) -> bool:
        """Whether all its pieces may stand at this end of a text."""
        if self._learned(foot=foot) is not None:
            return True
        evidence = [piece.evidence(foot=foot) for piece in self.pieces]
        if any(piece.loose for piece in self.pieces):
            # What no rule knows leaves between lines of the machinery only.
            plain = sum(one is not None and one >= Evidence.PLAIN for one in evidence)
            if plain < 2 or not any(piece.measured for piece in self.pieces):
                return False
        return None not in evidence

    def _learned(self, *, foot: bool) -> Evidence | None:
        if self.learned is None:
            return None
        return self.learned.foot if foot else self.learned.head

    def evidence(self, *, foot: bool) -> dict[tuple[str, ...], Evidence]:
        """The evidence of its pieces by rule and keys: a thing said twice counts once."""
        found: dict[tuple[str, ...], Evidence] = {}
        for piece in self.pieces:
            evidence = piece.evidence(foot=foot)
            if evidence is not None:
                said = (piece.rule.rule.name, *piece.values)
                found[said] = max(found.get(said, evidence), evidence)
        if self.learned is not None and (evidence := self._learned(foot=foot)) is not None:
            found[(self.learned.rule.name,)] = evidence
        return found

    @property
    def alone(self) -> bool:
        """Whether it is boilerplate though other text stands between it and the edge."""
        return any(
            piece.rule.alone and piece.evidence(foot=True) is Evidence.SURE for piece in self.pieces
        ) and not any(piece.loose for piece in self.pieces)
