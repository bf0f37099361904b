"""Cases as data: what is changed and what is left alone, with where each comes from.

`digits.toml`, `spaces.toml` and `characters.toml` hold tables `[[case]]`: `text`; `cleaned`, absent
where the text must be left alone; `options` of `kxclean.clean` beside what the file is about;
`proposed` where nothing is applied but something is suggested; `source`. A text that is left alone
stays even when all suggestions are applied, unless it says `proposed`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kxclean

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["CASES", "KEEP", "Case"]

#: Everything that a case is not about.
KEEP: dict[str, Any] = {
    "script": "keep",
    "punctuation": "keep",
    "digit_grouping": "keep",
    "tables": "keep",
    "boilerplate": "keep",
    "duplicates": "keep",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case; see the docstring of this module."""

    text: str
    cleaned: str
    options: dict[str, Any]
    proposed: bool
    source: str

    def check(self, options: dict[str, Any]) -> None:
        """Cleans the text and asserts what the case says."""
        asked = {**KEEP, **options, **self.options}
        cleaned = kxclean.clean(self.text, **asked)
        assert cleaned.text == self.cleaned
        assert cleaned.ledger.revert(cleaned.text) == self.text
        assert kxclean.clean(cleaned.text, **asked).text == cleaned.text
        if self.proposed:
            assert cleaned.suggestions
        elif self.text == self.cleaned:
            assert kxclean.clean(self.text, **{**asked, "apply": "all"}).text == self.text


def _read(name: str) -> list[Case]:
    path = Path(__file__).with_name(f"{name}.toml")
    rows = tomllib.loads(path.read_text("utf-8"))["case"]
    return [
        Case(
            row["text"],
            row.get("cleaned", row["text"]),
            row.get("options", {}),
            row.get("proposed", False),
            row["source"],
        )
        for row in rows
    ]


#: The cases of each part.
CASES = {name: _read(name) for name in ("digits", "spaces", "characters")}
