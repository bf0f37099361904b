"""Cheap looks at a suspicious piece, so that a search is made only where one may find something."""

from __future__ import annotations

import re
from functools import cache

from kxclean.pattern import later
from kxclean.repair import language_model, mixups, pages

__all__ = ["has_odd_mix", "is_likely", "is_natural", "looks_like_utf8", "may_be"]

_LETTERS = later(r"[^\W\d_]+")
_BEYOND = later("[^\x00-\x7f]")
#: Signs of code pages that stand beside letters in mojibake; `·` and the like stand there in text.
_BESIDE = later(
    "[^\\W\\d_][\x80-\x9f¡-¦¨¬¯-³¶¸¹¼-¾ˇ˘˙˛˝ˆ˜„†‡•‰€™∂∆∏∑√∞∫≈≠≤≥◊\u2500-\u25a0]"
    "|[\x80-\x9f¢-¦¨¬¯-³µ¶¸¹¼-¾÷ˇ˘˙˛˝†‡‰™∂∆∏∑√∫≈≠≤≥◊\u2500-\u25a0][^\\W\\d_]"
    "|[¡-¬®-¶¸-¿]{2}"
    # What begins a character in UTF-8 with what goes on with it, in the code pages of the west,
    # of Cyrillic, of Hebrew read so, and of Mac OS.
    "|[\xc2-\xf4\u0102][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u203a€™]|[Ãã]\xa0|[ÃÂ] |[ГВРСвд][‚„†‡€‰‹‘’•™›\xa1-\xaa\xac-\xba]|[×√][^\x00-\x7f]"
    "|[ODD][\xa1-\u25a0]|[\xa1-\xb6\xb8-\u24ff\u2550-\u25a0][ODD]".replace(
        "ODD", "¤¦¨ª¬¯²-¶¸-¾∂∏∫◊⌐⌠⌡ⁿ₧╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫"
    )
)
#: Bytes with which UTF-8 begins a character, and one that goes on with it.
_BEGUN = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_BEGUN_WIDE = re.compile(rb"[\xe2-\xef][\x80-\xbf]")
_HIGH = re.compile(rb"[\x80-\xfe]")
#: Letters of other scripts, and what no text has.
_OTHER = later("[\u00c0-\u1fff\u2500-\u25a0\u3041-\u312f\ua000-\uf8ff\uff61-\uff9f\ufffd]")
_ODD_MIX = later(
    "[\u3041-\u30fe\u3400-\u9fff][\u0391-\u0451\ue000-\uf8ff][\u3041-\u30fe\u3400-\u9fff\ue000-\uf8ff]"
)
#: Half-width katakana: bytes by themselves, beside which pairs are easily read out of step.
_NARROW = later("[\uff61-\uff9f]")
#: Nats a character beyond which a reading is a jumble, and by which it has to be likelier.
_JUMBLE = 11.0
_LIKELIER = 0.7
#: Nats a character up to which wide characters are taken for sound.
_SOUND = 8.0


def is_natural(piece: str) -> bool:
    """Whether letters beyond ASCII stand in words as languages have them.

    >>> is_natural("Größe, café, Привет, tiếng Việt"), is_natural("ÖÐ¹ú"), is_natural("Öйú")
    (True, False, False)
    """
    if _BESIDE.search(piece):
        return False
    for word in _LETTERS.findall(piece):
        beyond = sum(char >= "\x80" for char in word)
        if beyond and not (_is_cased(word) and _is_one_script(word)):
            return False
        if beyond >= 3 and max(word) < "\u0250" and 10 * beyond > 7 * len(word):
            return False
    return True


def _is_cased(word: str) -> bool:
    return word.islower() or word.isupper() or word[1:].islower() or word.lower() == word.upper()


def _is_one_script(word: str) -> bool:
    return len({_block(char) for char in word}) == 1


def _block(char: str) -> int:
    """Latin, Greek, Cyrillic or whatever else a letter is, as a number."""
    code = ord(char)
    if code < 0x250 or 0x1E00 <= code < 0x1F00 or 0x300 <= code < 0x370:
        return 0
    if code < 0x400 or 0x1F00 <= code < 0x2000:
        return 1
    return 2 if code < 0x530 else code >> 8 if code < 0x3000 else 3


def may_be(mixup: mixups.Mixup, core: str) -> bool:
    """Whether a mix-up may have made a suspicious piece, as far as a glance at its bytes shows."""
    page = pages.page(mixup.page)
    source = page.gapped(core)
    high = len(_HIGH.findall(source))
    if 2 * len(_BEYOND.findall(core)) > 3 * high and mixup.exact:
        return False  # most of it is not in the page
    if mixup.wrote == "utf-8":
        begun = _BEGUN_WIDE if page.is_double else _BEGUN
        return 5 * len(begun.findall(source)) >= high
    if not page.is_double or has_odd_mix(core):
        return True
    if mixup.page == "shift_jis" and _NARROW.search(core):
        return True
    reading = source.decode(_codec(mixup.wrote), "ignore")
    shown = "".join(_BEYOND.findall(reading))
    if len(shown) < 2:
        return False
    likely = language_model.log_likelihood(shown)
    if likely < -_JUMBLE or _OTHER.search(core):
        return likely >= -_JUMBLE  # the model knows nothing of what is seen
    return likely > _LIKELIER + language_model.log_likelihood("".join(_BEYOND.findall(core)))


def has_odd_mix(core: str) -> bool:
    """Whether private-use characters, Greek or Cyrillic stand inside of Han characters and kana."""
    return _ODD_MIX.search(core) is not None


def is_likely(core: str) -> bool:
    """Whether wide characters are likely as they stand, for all their rarity: names, old texts."""
    if _OTHER.search(core):
        return False
    shown = "".join(_BEYOND.findall(core))
    return bool(shown) and language_model.log_likelihood(shown) > -_SOUND


def looks_like_utf8(core: str) -> bool:
    """Whether wide characters stand for UTF-8, though bytes are missing.

    >>> looks_like_utf8("鐢熶骇?涙寜"), looks_like_utf8("魑魅魍魉")
    (True, False)
    """
    source = pages.page("gbk").gapped(core)
    begun = len(_BEGUN_WIDE.findall(source))
    return begun >= 2 and 4 * begun >= len(_HIGH.findall(source))


@cache
def _codec(wrote: str) -> str:
    return {"gbk": "gb18030", "big5": "cp950"}[wrote]
