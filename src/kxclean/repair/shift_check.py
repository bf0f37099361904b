"""Whether the forward model makes a damaged run out of a reading of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kxclean.repair import gbk_model, variants
from kxclean.repair.gbk_model import Strike
from kxclean.repair.shift_page import ENDS, Kind, Page, Token

__all__ = ["explains"]


def explains(page: Page, left: str, tokens: Sequence[Token], found: str) -> bool:
    """Whether the forward model makes the damaged run out of `found`, character for character."""
    source = gbk_model.encode(found)
    if source is None:
        return False
    before = gbk_model.encode(left[-1:]) or b""
    if page.folded and before.isascii() and before > b" ":
        # It may have been a full-width one.
        before += bytes((before[0] + 0x80,))
    strikes: list[Strike] = []
    cuts: list[int] = []
    offset = 0
    skipped = ""
    for token in tokens:
        while skipped != token.text and (hidden := _private_at(source, offset, token.text)):
            skipped, offset = hidden, offset + 2
        skipped = ""
        code = source[offset : offset + 2]
        if token.kind is Kind.GLOSS:
            glossed = (before + source)[: len(before) + offset][-2:]
            if not _may_gloss(page, glossed, token.pinyin):
                return False
            strikes.append(Strike(offset, gbk_model.fold_width(token.text)))
        elif token.kind is Kind.SWALLOWED:
            offset += 1
            glossed = (before + source)[: len(before) + offset][-2:]
            if not _may_gloss(page, glossed, token.pinyin):
                return False
            strikes.append(Strike(offset, "(" + gbk_model.fold_width(token.text[1:])))
        elif code in _mark_codes() and _same(page, code.decode("gbk"), token.text):
            cuts.append(offset)
            offset += 2
        elif token.kind is Kind.QUERY:
            offset += (
                1 if _lone(page.text, token) and source[offset + 1 : offset + 2] != b"\n" else 2
            )
        elif token.text.isascii() and code[:1] == token.text.encode():
            offset += 1
        else:
            offset += 1 if token.text == "€" else 2
    if offset != len(source):
        return False
    made = gbk_model.decoded(source, strikes, cuts)
    made = "".join(char for char in made if not "\ue000" <= char <= "\uf8ff")
    seen = "".join(
        char for token in tokens for char in token.text if not "\ue000" <= char <= "\uf8ff"
    )
    return len(made) == len(seen) and all(map(_same, [page] * len(made), made, seen))


def _lone(text: str, token: Token) -> bool:
    """Whether a `?` stands at the end of a piece, so that it swallowed nothing."""
    return text[token.end : token.end + 1] in ENDS


def _private_at(source: bytes, offset: int, text: str) -> str:
    """The private-use character that the bytes at `offset` give, if the text shows another."""
    code = source[offset : offset + 2]
    if len(code) < 2 or code not in user_defined():
        return ""
    char = code.decode("gb18030")
    return "" if char == text else char


@cache
def user_defined() -> frozenset[bytes]:
    """The codes that give private-use characters."""
    chars = {char for char in gbk_model.table() if "\ue000" <= char <= "\uf8ff"}
    return frozenset(code for code in map(gbk_model.encode, chars) if code is not None)


@cache
def _mark_codes() -> frozenset[bytes]:
    return frozenset(mark.encode("gbk") for mark in "！？，；。：、")


def _may_gloss(page: Page, code: bytes, pinyin: str) -> bool:
    """Whether the character of two bytes may bear this gloss."""
    if len(code) < 2:
        return False
    return code in page.codes(pinyin)


def _same(page: Page, made: str, seen: str) -> bool:
    """Whether the text shows what the model made, widths and script folded as they were."""
    if made == seen or gbk_model.fold_width(made) == gbk_model.fold_width(seen):
        return True
    return page.simplified and variants.to_simplified().get(made, made) == seen
