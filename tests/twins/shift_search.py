"""The search over shifted bytes, slow and obvious: every lead byte is tried and run forward."""

from __future__ import annotations

from kxclean.repair import gbk_model


def bytes_that_explain(source: bytes) -> set[str]:
    """First characters with which the damage model makes the same text as `source`.

    The page is cut at the mark whose bytes are the second and third of the source, so the first
    byte is lost; whatever it was, the text looks the same.
    """
    seen = gbk_model.decoded(source, [], [1])
    found = set()
    for lead in range(0x81, 0xFF):
        other = bytes((lead,)) + source[1:]
        first = gbk_model.decode_piece(other[:2])
        if len(first) == 1 and first != "?" and gbk_model.decoded(other, [], [1]) == seen:
            found.add(first)
    return found
