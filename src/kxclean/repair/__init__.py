"""Stage 2, repair: damage is undone where it is proven."""

from __future__ import annotations

from kxclean.repair.gbk_damage import GBK_DAMAGE
from kxclean.rule import Pass

__all__ = ["PASSES"]

PASSES: tuple[Pass, ...] = (GBK_DAMAGE,)
