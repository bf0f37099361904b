"""Stage 4, boilerplate: head and foot lines leave the text, what they say becomes metadata.

The rules are data (`rules/*.toml`); a user's own file is read with `load_rules`. Keys of the
metadata: `publisher`, `contributor`, `source`, `author`, `editor`, `reviewer`, `photographer`,
`title`, `url`, `published` and `updated` (ISO 8601), `views`, `comments`, `likes`, `favourites`,
`shares`, `downloads`, `words`, `pages`, `reading_minutes` (whole numbers), `recommended`, `tags`,
`keywords`, `section` (lists), `copyright`, `copyright_years`, `powered_by`, `icp`, `police`,
`site_code`, `licence`, `support`, `organiser`, `address`, `postcode`, `phone`, `fax`, `email`,
`previous`, `next`, `page`, `disclaimer` and others that the rules name. The first value of a key
stays; others that differ are listed by key under `alternatives`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import chain

from kxclean.boilerplate.describe import describe
from kxclean.boilerplate.linerule import LineRule
from kxclean.boilerplate.model import TemplateModel
from kxclean.boilerplate.rulefile import load_rules, shipped_rules
from kxclean.boilerplate.strip import LinePass
from kxclean.boilerplate.templates import Template
from kxclean.errors import RuleError
from kxclean.rule import Pass

__all__ = [
    "PASSES",
    "LinePass",
    "LineRule",
    "Template",
    "TemplateModel",
    "describe",
    "load_rules",
    "passes",
    "shipped_rules",
]

PASSES: tuple[Pass, ...] = (LinePass(shipped_rules),)


def passes(files: Iterable[str], model: TemplateModel | None) -> tuple[Pass, ...]:
    """The passes of the stage with the rules in a user's own files, and with a learned model.

    Raises:
        ConfigError: if a file cannot be read, or is no file of rules.
        RuleError: if a rule is declared wrongly, has a bad pattern, or takes a name twice.
    """
    own: list[LineRule] = []
    for file in files:
        for rule in load_rules(file):
            if any(rule.rule.name == other.rule.name for other in own):
                raise RuleError(f"rule {rule.rule.name} exists already; give yours another name")
            own.append(rule)
    if not own and model is None:
        return PASSES
    return (LinePass(partial(_all_rules, tuple(own)), model.templates if model else ()),)


def _all_rules(own: tuple[LineRule, ...]) -> Iterable[LineRule]:
    return chain(shipped_rules(), own)
