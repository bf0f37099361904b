"""Writes `rust/kernels/src/han_weights.bin`: how odd each Han character is in running Chinese.

Source: `src/kxclean/decode/frequency.txt`, which `tools/character_frequency.py` makes. A character
weighs its bits in the script in which it is commoner, less `BIAS`, so that running text of either
script sinks and characters drawn at random rise. The counts that the table comes from hold mojibake
themselves, so that a character which neither GB 2312 nor the first level of Big5 has is rare whatever
they say. Four bits each from U+4E00 on, the even code in
the low half: the weight plus `LEAST`. Run with: `python tools/han_weights.py`.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
#: Found by trial: of lines of statutes a third of a per cent rises to the threshold, of spans of
#: eight characters read in a wrong Chinese encoding more than 99 per cent.
BIAS = 13
LEAST, MOST = 4, 8
#: What a character weighs at least that UTF-8 read as GBK is full of.
BEGINNING = 4
#: What a character that the table lacks is worth.
RARE = 20


def is_ordinary(char: str) -> bool:
    """Whether GB 2312 or the frequently used level of Big5 has a character."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return b"\xa4" <= char.encode("big5", "replace") < b"\xc9"
    return True


def begins_utf8(char: str) -> bool:
    """Whether the code of a character in GBK is how Chinese characters begin in UTF-8."""
    code = char.encode("gbk", "replace")
    return 0xE4 <= code[0] <= 0xE9 and 0x80 <= code[-1] <= 0xBF


def main() -> None:
    bits: dict[str, int] = {}
    for line in (ROOT / "src/kxclean/decode/frequency.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            _script, worth, chars = line.split(" ")
            for char in chars:
                bits[char] = min(bits.get(char, RARE), int(worth))
    bits = {char: worth for char, worth in bits.items() if is_ordinary(char)}
    weights = [
        max(
            BEGINNING if begins_utf8(chr(code)) else -LEAST,
            min(MOST, bits.get(chr(code), RARE) - BIAS),
        )
        + LEAST
        for code in range(0x4E00, 0xA000)
    ]
    packed = bytes(
        low | high << 4 for low, high in zip(weights[::2], weights[1::2], strict=True)
    )
    (ROOT / "rust/kernels/src/han_weights.bin").write_bytes(packed)


if __name__ == "__main__":
    main()
