"""Careless conversion between the scripts, character by character."""

from __future__ import annotations

from functools import cache

from kxclean.repair import variants
from kxclean.testing.damage.damaged import Damaged, chosen, made_by, share_of, sound_text, source_of

__all__ = ["over_convert", "simplify"]

#: Characters of traditional text that a conversion without a sense of words changes once more, as
#: seen on pages of gloss sites: 係統, 麵對, 製度.
_ONCE_MORE = {
    "系": "係", "面": "麵", "制": "製", "里": "裡", "只": "隻", "后": "後", "余": "餘", "于": "於",
    "几": "幾", "云": "雲", "范": "範", "征": "徵", "折": "摺", "松": "鬆", "谷": "穀", "斗": "鬥",
    "曲": "麯", "姜": "薑", "千": "韆", "才": "纔", "干": "幹", "回": "迴", "朴": "樸", "向": "嚮",
}  # fmt: skip


def simplify(text: str, seed: int = 0) -> Damaged:
    """The text in simplified characters, each replaced by itself; glosses stay: `内(nèi)`.

    Args:
        text: any text, damaged or not.
        seed: not used; there is nothing to choose.

    Returns:
        The converted text, of the same length. A place is a character that changed.

    Raises:
        ConfigError: if it is no text.

    >>> simplify("內(nèi)蒙古").text
    '内(nèi)蒙古'
    """
    source_of(seed)
    table = _singles()
    edits = [
        (at, at + 1, table[char], "careless simplification")
        for at, char in enumerate(sound_text(text))
        if char in table
    ]
    return made_by(text, edits)


def over_convert(text: str, seed: int, *, share: float = 1.0) -> Damaged:
    """A traditional text converted to traditional once more, without a sense of words: 係統.

    Args:
        text: sound text in traditional characters.
        seed: of the choice.
        share: of the characters that could change; one at least.

    Returns:
        The converted text, of the same length. A place is a character that changed.

    Raises:
        ConfigError: if it is no text, or the share is none.

    >>> over_convert("面對制度", 0).text
    '麵對製度'
    """
    rng = source_of(seed)
    able = [at for at, char in enumerate(sound_text(text)) if char in _ONCE_MORE]
    places = chosen(able, share_of("share", share), rng)
    edits = [(at, at + 1, _ONCE_MORE[text[at]], "over-conversion") for at in places]
    return made_by(text, edits)


@cache
def _singles() -> dict[str, str]:
    pairs = variants.to_simplified().items()
    return {char: form for char, form in pairs if len(char) == len(form) == 1}
