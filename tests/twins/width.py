"""The slow, obvious twin of `rust/kernels/src/width.rs`."""

from __future__ import annotations

import re
import unicodedata

WIDE = "０-９Ａ-Ｚａ-ｚ"
WORD = f"0-9A-Za-z{WIDE}"
DIGIT = "0-9０-９"
#: Signs with what has to stand before and behind them.
SIGNS = (
    f"(?<=[{DIGIT}])％",
    f"(?<=[{DIGIT}])[．：](?=[{DIGIT}])",
    f"(?<=[{WORD}])[－／＋＝＆＠＿＃＊～](?=[{WORD}])",
    "(?<=[A-Za-zＡ-Ｚａ-ｚ]{2})\u3000(?=[A-Za-zＡ-Ｚａ-ｚ]{2})",
)


def to_ascii(text: str, *, digits: bool, letters: bool, signs: bool) -> str:
    """Full-width letters, digits and the signs that belong to them as ASCII."""
    sign_places = {
        match.start()
        for pattern in SIGNS
        for match in re.finditer(pattern, text)
        if re.search(f"[{WIDE}]", text[max(0, match.start() - 1) : match.end() + 1])
    }
    made = []
    for i, c in enumerate(text):
        goes = (
            (digits and c in "０１２３４５６７８９")
            or (letters and re.match("[Ａ-Ｚａ-ｚ]", c))
            or (signs and i in sign_places)
        )
        made.append(unicodedata.normalize("NFKC", c) if goes else c)
    return "".join(made)
