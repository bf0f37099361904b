"""Script conversion: OpenCC's configurations, and the passes that use them where needed."""

from __future__ import annotations

from kxclean.normalise.script.converter import Converter

__all__ = ["Converter"]
