"""Duplicates across documents: sketches, candidates, verified removal."""

from kxclean.dedup.sketch import Sketch, sketch, sketch_many

__all__ = ["Sketch", "sketch", "sketch_many"]
