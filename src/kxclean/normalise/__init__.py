"""Stage 5, normalise: script, punctuation, digit groups and blanks to one usage."""

from __future__ import annotations

from kxclean.normalise import digits, punctuation, spaces
from kxclean.normalise.script.passes import REGION, SCRIPT
from kxclean.rule import Pass

__all__ = ["PASSES", "SCRIPT_PASSES"]

#: To the target script, then to its region.
SCRIPT_PASSES: tuple[Pass, ...] = (SCRIPT, REGION)

#: Script first. Digits before punctuation, which leaves marks between digits alone; blanks inside
#: phrases before the blanks beside marks, which ask whether a line is a list. Width behind digits,
#: to which a full-width comma between full-width digits says more.
PASSES: tuple[Pass, ...] = (
    *SCRIPT_PASSES,
    digits.PASS,
    spaces.PASS,
    punctuation.WIDTH,
    punctuation.PUNCTUATION,
    punctuation.DOUBTS,
    punctuation.ASCII,
)
