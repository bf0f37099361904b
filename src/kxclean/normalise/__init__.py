"""Stage 5, normalise: script, punctuation, digit groups and blanks to one usage."""

from __future__ import annotations

from kxclean.normalise.script.passes import REGION, SCRIPT
from kxclean.rule import Pass

__all__ = ["PASSES", "SCRIPT_PASSES"]

#: To the target script, then to its region.
SCRIPT_PASSES: tuple[Pass, ...] = (SCRIPT, REGION)

PASSES: tuple[Pass, ...] = SCRIPT_PASSES
