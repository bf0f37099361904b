"""Stage 5, normalise: script, punctuation, digit groups and blanks to one usage."""

from __future__ import annotations

from kxclean.normalise.script.passes import REGION, SCRIPT
from kxclean.rule import Pass

__all__ = ["PASSES"]

PASSES: tuple[Pass, ...] = (SCRIPT, REGION)
