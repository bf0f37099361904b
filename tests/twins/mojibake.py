"""Which spans look like mojibake, slow and obvious: letters for kinds, patterns for spans."""

from __future__ import annotations

import re
from pathlib import Path

BITS = (Path(__file__).parents[2] / "rust" / "kernels" / "src" / "common_han.bin").read_bytes()
SIGNS = "×÷⁄€™Ω∂∆∏∑√∞∫≈≠≤≥◊\uf8ff\ufb01\ufb02"


def kind(char: str) -> str:
    """A letter for a character: N ends lines, f is foreign, s a sign, p private, r rare, c common,
    x ASCII, w any other.
    """
    code = ord(char)
    if char in "\n\r":
        return "N"
    if char in "?€":
        return char
    if code < 0x80:
        return "x"
    if char in SIGNS or 0xA0 <= code <= 0xBF or 0x2013 <= code <= 0x203A:
        return "s"
    if code <= 0x7FF:
        return "f"
    if 0xE000 <= code <= 0xF8FF or 0xF0000 <= code < 0xFFFFE or 0x100000 <= code < 0x10FFFE:
        return "p"
    if char == "\ufffd":
        return "r"
    if 0x4E00 <= code <= 0x9FFF:
        return "c" if BITS[(code - 0x4E00) // 8] >> (code - 0x4E00) % 8 & 1 else "r"
    if (
        0x3400 <= code <= 0x4DBF
        or char in "々〇"
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x323AF
    ):
        return "r"
    return "w"


def spans(text: str) -> list[tuple[int, int, bool]]:
    kinds = "".join(map(kind, text))
    # Foreign: a sign behind a foreign letter, a Han character between two.
    while (marked := re.sub("(?<=f)[s€p]|(?<=f)[cr](?=f)", "f", kinds)) != kinds:
        kinds = marked
    kinds = kinds.replace("p", "r")
    # Behind a rare character a `?` or `€` is one itself.
    while (marked := re.sub("(?<=r)[?€]", "r", kinds)) != kinds:
        kinds = marked
    kinds = kinds.replace("?", "x").replace("€", "s")
    foreign = [run.span() for run in re.finditer("[xsf]+", kinds) if "ff" in run[0]]
    rare = [run.span() for run in re.finditer("r(?:[xscw]{0,4}r)+", kinds)]
    return sorted([(*span, False) for span in foreign] + [(*span, True) for span in rare])
