"""Stage 5, normalise: script, punctuation, digit groups and blanks to one usage."""

from __future__ import annotations

from kxclean.normalise import characters, digits, digits_broken, punctuation, spaces
from kxclean.normalise.script.passes import REGION, SCRIPT, require_dictionaries
from kxclean.rule import Pass

__all__ = ["PASSES", "SCRIPT_PASSES", "require_dictionaries"]

#: To the target script, then to its region.
SCRIPT_PASSES: tuple[Pass, ...] = (SCRIPT, REGION)

#: Characters before script, whose dictionaries know the unified ones; then script. Digits before
#: punctuation, which leaves marks between digits alone; blanks inside phrases before the blanks
#: beside marks, which ask whether a line is a list. Width behind digits, to which a full-width
#: comma between full-width digits says more.
PASSES: tuple[Pass, ...] = (
    characters.PASS,
    *SCRIPT_PASSES,
    digits.PASS,
    digits_broken.PASS,
    *spaces.PASSES,
    punctuation.WIDTH,
    punctuation.PUNCTUATION,
    punctuation.DOUBTS,
    punctuation.ASCII,
)
