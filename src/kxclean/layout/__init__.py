"""Stage 3, layout: lines become the paragraphs and rows that their author wrote."""

from __future__ import annotations

from kxclean.layout.borders import GAPS, INDENTS, TRAILING
from kxclean.layout.markers import MARKERS
from kxclean.layout.tables import TABLES
from kxclean.layout.unwrap import UNWRAP
from kxclean.rule import Pass

__all__ = ["PASSES"]

#: Marks and bars go first, since they hide what a line ends with. Lines are joined before their
#: indents go, since an indent tells a new paragraph from the rest of a wrapped one.
PASSES: tuple[Pass, ...] = (MARKERS, TABLES, TRAILING, GAPS, UNWRAP, INDENTS)
