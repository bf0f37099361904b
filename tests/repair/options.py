"""What the tests of this stage share: cleaning with nothing but repair."""

from __future__ import annotations

from typing import Any

import kxclean

KEEP: dict[str, Any] = {
    "script": "keep",
    "digit_grouping": "keep",
    "punctuation": "keep",
    "tables": "keep",
    "boilerplate": "keep",
    "duplicates": "keep",
    "disable": tuple(rule.name for rule in kxclean.rules() if rule.stage != "repair"),
}


def repaired(text: str, **options: Any) -> kxclean.Cleaned:
    """The text after the repair stage alone; the ledger is checked on the way."""
    cleaned = kxclean.clean(text, **{**KEEP, **options})
    assert cleaned.ledger.apply(text) == cleaned.text
    assert cleaned.ledger.revert(cleaned.text) == text
    return cleaned
