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

from kxclean.boilerplate.rulefile import LineRule, load_rules, shipped_rules
from kxclean.boilerplate.strip import LinePass
from kxclean.rule import Pass

__all__ = ["PASSES", "LinePass", "LineRule", "load_rules", "shipped_rules"]

PASSES: tuple[Pass, ...] = (LinePass(shipped_rules),)
