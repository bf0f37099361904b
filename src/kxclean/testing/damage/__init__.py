"""Damage done on purpose: the forward models as pure functions of a text and a seed.

Each gives the damaged text, where in the sound text it struck, and the edits that it made, so
that a test knows what a repair has to find. Same text, same seed, same options: same damage.
"""

from __future__ import annotations

from kxclean.testing.damage.blocks import Where, double_blocks, inject_lines, line_templates
from kxclean.testing.damage.damaged import Damage, Damaged, combine
from kxclean.testing.damage.digits import SEPARATORS, group_digits, spoil_marks
from kxclean.testing.damage.encodings import KINDS, Ruin, Scope, lose_bytes, mix_up, mojibake, ruin
from kxclean.testing.damage.gbk_pages import Style, gbk_damage, gloss_table
from kxclean.testing.damage.lines import blow_up_tables, cut_out, hard_wrap, split_words
from kxclean.testing.damage.script import over_convert, simplify

__all__ = [
    "KINDS",
    "SEPARATORS",
    "Damage",
    "Damaged",
    "Ruin",
    "Scope",
    "Style",
    "Where",
    "blow_up_tables",
    "combine",
    "cut_out",
    "double_blocks",
    "gbk_damage",
    "gloss_table",
    "group_digits",
    "hard_wrap",
    "inject_lines",
    "line_templates",
    "lose_bytes",
    "mix_up",
    "mojibake",
    "over_convert",
    "ruin",
    "simplify",
    "split_words",
    "spoil_marks",
]
