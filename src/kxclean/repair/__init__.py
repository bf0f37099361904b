"""Stage 2, repair: damage is undone where it is proven.

Mojibake comes first, for its bytes may look like controls and odd blanks; then the damage of GBK
pages; then what has no shape.
"""

from __future__ import annotations

from kxclean.repair.gbk_damage import GBK_DAMAGE
from kxclean.repair.mojibake import MOJIBAKE_PASS
from kxclean.repair.tidy import TIDY
from kxclean.rule import Pass

__all__ = ["PASSES"]

PASSES: tuple[Pass, ...] = (MOJIBAKE_PASS, GBK_DAMAGE, TIDY)
