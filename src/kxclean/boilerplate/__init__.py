"""Stage 4, boilerplate: head and foot lines leave the text, what they say becomes metadata."""

from __future__ import annotations

from kxclean.rule import Pass

__all__ = ["PASSES"]

PASSES: tuple[Pass, ...] = ()
