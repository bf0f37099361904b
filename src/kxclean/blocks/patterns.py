"""Regular expressions that are compiled when they are first used, not when a room is imported."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["compiled"]


@cache
def compiled(source: str) -> re.Pattern[str]:
    """The compiled pattern; one that starts on a line of its own is verbose."""
    return re.compile(source, re.VERBOSE if source.startswith("\n") else 0)
