"""Duplicates across documents: sketches, candidates, verified removal."""

from kxclean.dedup.deduplicate import Deduplicated, Removal, deduplicate
from kxclean.dedup.sketch import Sketch, sketch, sketch_many

__all__ = ["Deduplicated", "Removal", "Sketch", "deduplicate", "sketch", "sketch_many"]
