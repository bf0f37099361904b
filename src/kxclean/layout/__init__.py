"""Stage 3, layout: lines become the paragraphs and rows that their author wrote."""

from __future__ import annotations

from kxclean.layout.unwrap import UNWRAP
from kxclean.rule import Pass

__all__ = ["PASSES"]

PASSES: tuple[Pass, ...] = (UNWRAP,)
