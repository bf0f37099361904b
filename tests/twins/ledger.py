"""The ledger's arithmetic, slow and obvious.

A text is a list of cells. A cell is one character of the text with the piece of the raw text that
it stands for; an edit is a group of cells. Composition needs no cases here: the second stage's
edit swallows the cells it covers.
"""

from __future__ import annotations

from dataclasses import dataclass

from kxclean.ledger import Edit


@dataclass
class Piece:
    """Raw text, what it became, and the rules that did it (none: unchanged, one character)."""

    raw: str
    clean: str
    rules: frozenset[str] = frozenset()
    unsafe: bool = False


def start(text: str) -> list[Piece]:
    return [Piece(character, character) for character in text]


def apply(pieces: list[Piece], edits: list[Edit]) -> list[Piece]:
    """The pieces after one more stage; its spans are positions of the text the pieces make."""
    shift = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        pieces = _apply_one(pieces, edit, edit.start + shift, edit.end + shift)
        shift += len(edit.replacement) - len(edit.removed)
    return pieces


def _apply_one(pieces: list[Piece], edit: Edit, start: int, end: int) -> list[Piece]:
    before: list[Piece] = []
    inside: list[Piece] = []
    after: list[Piece] = []
    position = 0
    for piece in pieces:
        first, last = position, position + len(piece.clean)
        position = last
        if last <= start:
            # Also an earlier removal at the border: it stays by itself, before the edit.
            before.append(piece)
        elif first >= end:
            after.append(piece)
        else:
            inside.append(piece)
    # An insertion between pieces covers none of them.
    offset = start - sum(len(piece.clean) for piece in before)
    inner = "".join(piece.clean for piece in inside)
    clean = inner[:offset] + edit.replacement + inner[offset + end - start :]
    merged = Piece(
        "".join(piece.raw for piece in inside),
        clean,
        frozenset({edit.rule}).union(*(piece.rules for piece in inside)),
        edit.safety.value == "unsafe" or any(piece.unsafe for piece in inside),
    )
    return [*before, merged, *after]


def rows(pieces: list[Piece]) -> list[tuple[int, int, str, str, str, bool]]:
    """The edits as `EditList.rows` gives them, without joining."""
    found = []
    position = 0
    for piece in pieces:
        if piece.rules:
            end = position + len(piece.raw)
            name = "+".join(sorted(piece.rules))
            found.append((position, end, piece.raw, piece.clean, name, not piece.unsafe))
        position += len(piece.raw)
    return found
