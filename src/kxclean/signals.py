"""The signals of a cleaned document: what each name in `Cleaned.signals` means.

A signal that is zero may be missing. Counts are the highest of all rounds of cleaning, so that they
do not depend on how many rounds a document takes.
"""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["SIGNALS", "meaning"]

#: Name of a signal -> what it counts. `*` stands for a mix-up, a rule or another name.
SIGNALS = MappingProxyType(
    {
        "han_ratio": "share of Han characters in the cleaned text",
        "damage_ratio": (
            "share of the raw text that was or is damaged: characters that rules of the repair "
            "stage replaced, those of its suggestions, and those counted by remaining_mojibake, "
            "lost_characters and private_use_characters"
        ),
        "boilerplate_ratio": "share of the raw text that went as boilerplate",
        "duplicate_ratio": "share of the raw text that went because it stands elsewhere in it",
        "undecodable": "places in bytes that the encoding cannot read",
        "repaired_*": "edits applied by a rule of the repair stage: repaired_pinyin_gloss",
        "remaining_glosses": "glosses that were found and left",
        "remaining_frame_shifts": "frame shifts that were found and left",
        "remaining_mojibake": "characters of mojibake that could not be read",
        "lost_characters": "characters that stand for lost ones: 锟斤拷, 烫烫烫, 屯屯屯, U+FFFD",
        "private_use_characters": "private-use characters, often the ruins of user-defined codes",
    }
)


def meaning(name: str) -> str | None:
    """What a signal means; `None` for a name that is no signal.

    >>> meaning("repaired_pinyin_gloss") == SIGNALS["repaired_*"]
    True
    >>> meaning("speed") is None
    True
    """
    family, *_ = name.partition("_")
    return SIGNALS.get(name) or SIGNALS.get(f"{family}_*")
