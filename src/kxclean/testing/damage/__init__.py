"""Damage done on purpose: the forward models as pure functions of a text and a seed.

Each gives the damaged text, where in the sound text it struck, and the edits that it made, so
that a test knows what a repair has to find.
"""

from __future__ import annotations

from kxclean.testing.damage.damaged import Damage, Damaged, combine
from kxclean.testing.damage.encodings import KINDS, Ruin, Scope, lose_bytes, mix_up, mojibake, ruin
from kxclean.testing.damage.gbk_pages import Style, gbk_damage, gloss_table

__all__ = [
    "KINDS",
    "Damage",
    "Damaged",
    "Ruin",
    "Scope",
    "Style",
    "combine",
    "gbk_damage",
    "gloss_table",
    "lose_bytes",
    "mix_up",
    "mojibake",
    "ruin",
]
