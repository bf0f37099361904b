"""What the tests of the layout stage share."""

from __future__ import annotations

from typing import Any

import kxclean
from kxclean.layout import PASSES

_KEEP: dict[str, Any] = {
    "script": "keep",
    "digit_grouping": "keep",
    "punctuation": "keep",
    "boilerplate": "keep",
    "duplicates": "keep",
}
_OTHERS = tuple(rule.name for rule in kxclean.rules() if rule.stage != "layout")
RULES = tuple(rule.name for one in PASSES for rule in one.rules)


def cleaned(text: str, **options: Any) -> kxclean.Cleaned:
    """The text after the layout stage alone."""
    return kxclean.clean(text, **{**_KEEP, "disable": _OTHERS, **options})


def layout(text: str, **options: Any) -> str:
    """What the layout stage makes of a text."""
    return cleaned(text, **options).text
