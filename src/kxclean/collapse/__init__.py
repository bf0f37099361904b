"""Stage 6, collapse: a run of blocks that stands twice becomes one."""

from __future__ import annotations

from kxclean.collapse.rules import HEALED, REPEATED_RUN, REPEATED_TITLE
from kxclean.collapse.runs import find_runs
from kxclean.collapse.title import find_repeated_title
from kxclean.rule import FunctionPass, Pass

__all__ = ["PASSES"]

PASSES: tuple[Pass, ...] = (
    FunctionPass((REPEATED_TITLE,), find_repeated_title),
    FunctionPass((REPEATED_RUN, HEALED), find_runs),
)
