"""Which of two copies is damaged, at a place where they differ.

A difference counts as damage only if it looks like nothing else: a forward model of the damage
turns the one text into the other, or the one holds signs that no writer leaves and the other holds
none. Everything else (another figure, another name, another word) is a real difference.
"""

from __future__ import annotations

import re
from enum import Enum

from kxclean.fingerprint import folding
from kxclean.pattern import later

__all__ = ["Verdict", "combined", "is_gloss_only", "judge", "judge_lines"]


class Verdict(Enum):
    """What a difference between two copies means."""

    SAME = "same"
    FIRST_DAMAGED = "first damaged"
    SECOND_DAMAGED = "second damaged"
    BOTH_DAMAGED = "both damaged"
    DIFFERENT = "different"


#: What no writer leaves behind: replacement and private-use characters, C1 controls, doubled or
#: oddly followed question marks, a euro sign stuck between letters, runs of Latin-1 letters (two
#: in a row stand in pinyin such as lüè), the well-known ruins of lost bytes.
_SIGNS = later(
    "[\ufffd\x80-\x9f\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
    r"|[?？]{2,}|[?？][,，;；、。]|(?<=[^\W\d_])€(?=[^\W\d_])|[\u00a1-\u00ff]{3,}"
    "|锟斤拷|錕斤拷|烫烫烫|燙燙燙|屯屯屯"
)
#: A reading in brackets; behind a swallowed bracket only its end is left.
_GLOSS = later(r"[(（]?[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]{1,6} ?[)）]")
#: (how the bytes were written, how they were read): `DAMAGE.md`'s table of mojibake.
_MISREADINGS = (
    ("utf-8", "gbk"),
    ("gbk", "latin-1"),
    ("gbk", "cp1252"),
    ("utf-8", "latin-1"),
    ("utf-8", "cp1252"),
    ("utf-8", "mac_roman"),
)
#: Marks that steps after the damage fold to half width, with their byte in ASCII and in GBK.
_FOLDED = dict(zip("!(),:;?", "！（），：；？", strict=True))
_BROKEN = later("[\ufffd\x80-\x9f]")
_LOST_MARK = later("[?？\ufffd\ue000-\uf8ff]")
_LOST = later("([?？\ufffd]*)([^?？\ufffd]*)")
#: Beyond this the byte model would have too many places to try.
_LONGEST_RUN = 60
_MOST_LOST = 6


def judge(first: str, second: str) -> Verdict:
    """Which of two pieces at the same place of two copies is damaged.

    >>> judge("??茖W(", "校科學(")
    <Verdict.FIRST_DAMAGED: 'first damaged'>
    >>> judge("2015", "2016")
    <Verdict.DIFFERENT: 'different'>
    >>> judge("，", ", ")
    <Verdict.SAME: 'same'>
    """
    if _said(first) == _said(second):
        if _damaged_marks(first, second):
            return Verdict.FIRST_DAMAGED
        return Verdict.SECOND_DAMAGED if _damaged_marks(second, first) else Verdict.SAME
    made = _made_from(first, second), _made_from(second, first)
    if made == (True, False):
        return Verdict.FIRST_DAMAGED
    if made == (False, True):
        return Verdict.SECOND_DAMAGED
    signs = bool(_SIGNS.search(first)), bool(_SIGNS.search(second))
    if signs == (True, False) and _plausible(first, second):
        return Verdict.FIRST_DAMAGED
    if signs == (False, True) and _plausible(second, first):
        return Verdict.SECOND_DAMAGED
    if combined(first, second) is not None or (
        signs == (True, True) and _digits(first) == _digits(second)
    ):
        return Verdict.BOTH_DAMAGED
    return Verdict.DIFFERENT


def judge_lines(first: str, second: str) -> Verdict:
    """The same for two whole lines that have little in common: only a misreading explains that."""
    if _misread(first, second):
        return Verdict.FIRST_DAMAGED
    if _misread(second, first):
        return Verdict.SECOND_DAMAGED
    return Verdict.DIFFERENT


def combined(first: str, second: str) -> str | None:
    """The text of two pieces of which each has lost a character that the other still has.

    >>> combined("开\ufffd", "\ufffd展")
    '开展'
    """
    if len(first) != len(second):
        return None
    text = "".join(b if _LOST_MARK.match(a) else a for a, b in zip(first, second, strict=True))
    agrees = all(
        a == b or _LOST_MARK.match(a) or _LOST_MARK.match(b)
        for a, b in zip(first, second, strict=True)
    )
    return text if agrees and not _LOST_MARK.search(text) else None


def is_gloss_only(first: str, second: str) -> bool:
    """Whether the pieces differ in nothing but readings in brackets, as a textbook has them too."""
    return _said(_GLOSS.sub("", first)) == _said(_GLOSS.sub("", second)) and (
        _said(first) != _said(second)
    )


def _said(piece: str) -> str:
    return "".join(folding().tokens(piece))


def _damaged_marks(marks: str, other: str) -> bool:
    """Between the same words: broken characters, or a question mark in place of a blank."""
    if _BROKEN.search(marks):
        return not (_BROKEN.search(other) or re.search("[?？]", other))
    return bool(re.fullmatch(r"[?？]+", marks)) and bool(other) and other.isspace()


def _made_from(damaged: str, healthy: str) -> bool:
    """Whether a model of damage turns the healthy piece into the damaged one."""
    return (
        (_GLOSS.search(damaged) is not None and _said(_GLOSS.sub("", damaged)) == _said(healthy))
        or _lost_characters(damaged, healthy)
        or _shifted(damaged, healthy)
        or _misread(damaged, healthy)
    )


def _lost_characters(damaged: str, healthy: str) -> bool:
    """Whole characters became one or two `?` each, or one U+FFFD."""
    if not re.search("[?？\ufffd]", damaged) or re.search("[?？\ufffd]", healthy):
        return False
    if len(damaged) > _LONGEST_RUN:
        return False
    pattern = []
    for lost, rest in _LOST.findall(damaged.strip()):
        if lost:
            pattern.append(rf"[^\W_]{{{(len(lost) + 1) // 2},{len(lost)}}}")
        pattern.append(re.escape(rest))
    return re.fullmatch("".join(pattern), healthy.strip()) is not None


def _shifted(damaged: str, healthy: str) -> bool:
    """The GBK bytes of the healthy piece were cut in the midst of a character.

    Every `?` may stand for one byte or for a full-width mark; glosses are no bytes of the text.
    """
    lost = damaged.count("?") + damaged.count("？")
    if not 0 < lost <= _MOST_LOST or len(damaged) > _LONGEST_RUN:
        return False
    pattern = []
    try:
        for c in _GLOSS.sub("", damaged):
            if c in "?？":
                pattern.append(b".{1,2}")
            elif c == "€":
                pattern.append(b"\x80")
            elif c in _FOLDED:
                pattern.append(b"(?:%b|%b)" % (re.escape(c.encode()), _FOLDED[c].encode("gbk")))
            else:
                pattern.append(re.escape(c.encode("gbk")))
        plain = _GLOSS.sub("", healthy)
        if not _said(plain):
            return False
        wide = "".join(_FOLDED.get(c, c) for c in plain)
        sources = [plain.encode("gbk"), wide.encode("gbk")]
    except UnicodeEncodeError:
        return False
    model = re.compile(b"".join(pattern), re.DOTALL)
    return any(model.fullmatch(source) for source in sources)


def _misread(damaged: str, healthy: str) -> bool:
    """The bytes of the healthy piece were read in another encoding."""
    if healthy.isascii():
        return False
    core = _core(damaged)
    if not core or core == _core(healthy):
        return False
    for written, read in _MISREADINGS:
        try:
            model = healthy.encode(written).decode(read, "replace")
        except UnicodeEncodeError:
            continue
        if _core(model) == core:
            return True
    return False


def _core(piece: str) -> str:
    return re.sub(r"[\s?？\ufffd]", "", piece)


def _digits(piece: str) -> str:
    return "".join(c for c in piece if c.isdigit())


def _plausible(damaged: str, healthy: str) -> bool:
    """Whether damage can have made the one of the other as far as lengths and figures go.

    Damage may lose digits but never makes other ones; it hardly changes how many characters there
    are (UTF-8 read as GBK makes three of two); a copy that says more was not damaged but edited.
    """
    rest = iter(_digits(healthy))
    if not all(digit in rest for digit in _digits(damaged)):
        return False
    han = [sum("\u3400" <= c <= "\u9fff" for c in piece) for piece in (damaged, healthy)]
    return len(healthy) <= 2 * len(damaged) + 4 and han[0] <= 1.5 * han[1] + 2
