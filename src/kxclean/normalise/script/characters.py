"""Which characters stand in one script alone, from OpenCC's tables and the two national charsets.

A character that both scripts use (乾 in 乾隆, 著 in 著作, 后 in 皇后) says nothing about a text and
is never changed in a text of the target script.
"""

from __future__ import annotations

from functools import lru_cache

from kxclean import _native
from kxclean.normalise.script.exceptions import NAMES, WORDS, listed
from kxclean.normalise.script.provider import plan

__all__ = ["CHINESE", "TELLING", "VARIANTS", "classes", "simplified_only", "traditional_only"]

# GB 2312 or a phrase of OpenCC has these, though no simplified text uses them.
_NOT_SIMPLIFIED = "後菸計"
# Simplified text keeps 餘 where 余 would mean something else, and 噁 in chemistry (二噁英).
_IN_SIMPLIFIED = "餘噁"
# Big5 has these as rare old characters; in today's text they are simplified ones.
_NOT_TRADITIONAL = "与么优体儿听圣坏复宁异怀怜惊扑扰机构气洁离网触赶岭茧蚕瓮痒肮忏"
# Traditional text writes these too, though Big5 lacks them.
_IN_TRADITIONAL = "麽烟咏恒携叠粮笋厨厢凛碍猫猪韵晋"
#: Forms of simplified text that traditional prints use as well, as the Tang poems of chinese-poetry
#: do; they are converted in simplified lines, and left in traditional ones.
VARIANTS = "却荆迹凭脚虬脉耻衮姹踪咤蘖溆疴灾强鞲抛衅眦撑莅泪兖幂腭宫别"
#: Words of every Chinese text that Japanese and Korean text does not use.
CHINESE = "的这這们們你您她它吗嗎呢吧啊么麼说說没沒还還给給让讓跟"
#: Characters of both scripts that tell simplified text where a word of it would be written
#: otherwise in traditional text (后面 for 後面). Those that writers of traditional text use either
#: way in such words (周, 布, 占, 注, 志, 板, 只, 于, 台) are left out.
TELLING = "后里面干系斗谷几松云丑征胡咸仆御折种制冲准余朴"


def _values(*dictionaries: str) -> frozenset[str]:
    """Every character that a value of the dictionaries holds."""
    return frozenset(
        "".join(line.partition("\t")[2] for text in dictionaries for line in text.split("\n"))
    )


def _keys(dictionary: str) -> list[str]:
    lines = dictionary.split("\n")
    return [line.partition("\t")[0] for line in lines if line and not line.startswith("#")]


def _late(dictionary: str) -> frozenset[str]:
    """Keys with a value outside the Basic Multilingual Plane."""
    rows = (line.partition("\t") for line in dictionary.split("\n"))
    return frozenset(key for key, _, value in rows if any(c > "\uffff" for c in value))


def _encodes(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def traditional_only() -> frozenset[str]:
    """Characters that no simplified text uses.

    Those whose simplified form lies outside the Basic Multilingual Plane (鱀, 𬶨) are left out:
    simplified text writes the old form, since few fonts have the new one.

    >>> "國" in traditional_only(), "乾" in traditional_only()
    (True, False)
    """
    texts = plan("t2s", tofu=False).texts
    used = _values(
        texts["TSCharacters.txt"],
        texts["TSPhrases.txt"],
        listed("t2s", NAMES),
        listed("t2s", WORDS),
    )
    late = _late(texts["TSCharacters.txt"])
    return frozenset(
        c
        for c in _keys(texts["TSCharacters.txt"])
        if c in _NOT_SIMPLIFIED
        or not (c in used or c in _IN_SIMPLIFIED or c in late or _encodes(c, "gb2312"))
    )


@lru_cache(maxsize=1)
def simplified_only() -> frozenset[str]:
    """Characters that no traditional text uses.

    >>> "国" in simplified_only(), "后" in simplified_only()
    (True, False)
    """
    texts = plan("s2tw").texts | plan("t2hk").texts
    files = ("STCharacters", "STPhrases", "TWVariants", "HKVariants")
    used = _values(
        *(texts[f"{file}.txt"] for file in files), listed("s2t", NAMES), listed("s2t", WORDS)
    )
    return frozenset(
        c
        for c in _keys(texts["STCharacters.txt"])
        if c in _NOT_TRADITIONAL or not (c in used or c in _IN_TRADITIONAL or _encodes(c, "big5"))
    )


@lru_cache(maxsize=1)
def classes() -> _native.ScriptClasses:
    """The table of the kernel."""
    return _native.ScriptClasses(
        "".join(sorted(traditional_only())) + VARIANTS,
        "".join(sorted(simplified_only())),
        CHINESE,
        TELLING,
    )
