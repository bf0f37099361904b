"""Regular expressions that are compiled when they are first used, not when a room is imported."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["later"]


class _Later:
    """Stands for a pattern until one of its attributes is asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._parts = (source, flags)

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._parts), name)
        # The next look-up finds it without coming here.
        self.__dict__[name] = value
        return value


def later(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled on first use; use its methods, not functions of `re`.

    >>> later("[0-9]+").findall("1937年7月")
    ['1937', '7']
    """
    return cast("re.Pattern[str]", _Later(source, flags))
