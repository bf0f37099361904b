"""Characters that stand for lost ones: counted, never replaced by what nobody knows."""

from __future__ import annotations

from kxclean.pattern import later

__all__ = ["counts"]

#: U+FFFD read as GBK once more, memory that was never written to as GBK shows it, and U+FFFD. What
#: an article quotes is no damage.
_LOST = later(r"(?<![“‘「『\"'《])(?:(?:锟斤拷|锟斤铐|\ufffd)[锟斤拷铐\ufffd]*)+")
_UNWRITTEN = later("(?<![“‘「『\"'《])[烫屯]{3,}")
_HAN_BEHIND = later("[\u3400-\u9fff]")
#: So many in a row are no exclamation.
_SURE = 6
_SIGNS = ("锟斤", "烫烫烫", "屯屯屯", "\ufffd")


def counts(text: str) -> dict[str, float]:
    """The signals `lost_characters` and `replacement_characters`, without those that are zero.

    >>> counts("标题锟斤拷锟斤拷，正文\ufffd")
    {'lost_characters': 7.0, 'replacement_characters': 1.0}
    >>> counts("烫烫烫的馒头"), counts("有人说“锟斤拷”是笑话")
    ({}, {})
    """
    if not any(sign in text for sign in _SIGNS):
        return {}
    lost = sum(len(match[0]) for match in _LOST.finditer(text))
    for match in _UNWRITTEN.finditer(text):
        run = match[0]
        # 烫烫烫的馒头 are hot: a short run in a sentence is one.
        if len(run) >= _SURE or not _HAN_BEHIND.match(text, match.end()):
            lost += len(run)
    found = {"lost_characters": lost, "replacement_characters": text.count("\ufffd")}
    return {name: float(count) for name, count in found.items() if count}
