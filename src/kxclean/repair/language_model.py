"""The character language model that comes with the package; loaded on first use."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from kxclean import _native
from kxclean.repair import gbk_model

__all__ = ["log_likelihood", "search"]


@cache
def search() -> _native.ReadingSearch:
    """The model and the search over readings, once a process."""
    model = (files("kxclean.repair") / "data" / "ngrams.bin").read_bytes()
    return _native.ReadingSearch(model, gbk_model.table())


def log_likelihood(text: str) -> float:
    """How likely a text is as Chinese, in nats a character.

    >>> log_likelihood("科学技术协会") > log_likelihood("科斤拷协")
    True
    """
    return search().score(text) / max(1, len(text))
