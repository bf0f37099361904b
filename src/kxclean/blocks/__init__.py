"""Blocks: a text cut into typed pieces, which the layout, boilerplate and collapse stages share."""

from __future__ import annotations

from kxclean.blocks.kinds import blocks

__all__ = ["blocks"]
