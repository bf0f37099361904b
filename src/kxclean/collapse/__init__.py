"""Stage 6, collapse: a run of blocks that stands twice becomes one."""

from __future__ import annotations

from kxclean.rule import Pass

__all__ = ["PASSES"]

PASSES: tuple[Pass, ...] = ()
