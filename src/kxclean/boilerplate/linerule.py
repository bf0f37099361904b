"""One rule of head and foot lines: what it knows and how its pattern is compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from kxclean.errors import RuleError, shown
from kxclean.pattern import later
from kxclean.rule import Rule

if TYPE_CHECKING:
    import regex

__all__ = ["FRAGMENTS", "Evidence", "LineExample", "LineRule", "Where"]

Where = Literal["head", "foot", "both", "alone"]


class Evidence(IntEnum):
    """How far a line speaks for itself; the numbers are added up over the rules of a run."""

    FOLLOWS = 0  # goes only where boilerplate stands between it and the text
    WEAK = 1  # needs company
    PLAIN = 2  # enough, unless it stands in a form of other labels and values
    SURE = 3  # enough


#: Also `民国113年5月6日`, `113-05-06` (years of the Republic in Taiwan from 2011 on) and
#: `二〇二二年三月五日`.
_DATE = (
    r"(?:(?:(?:19|20)\d\d|1[0-4]\d|(?:中华)?民国 ?\d{2,3})"
    r" ?(?:-|/|\.|年) ?\d{1,2} ?(?:-|/|\.|月) ?\d{1,2} ?[日号]?"
    r"|[一二三四五六七八九零〇○]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
    r"(?: ?\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?"
)
_CLOCK = (
    r"(?:(?:上午|中午|下午|晚上?|am|pm)? ?\d{1,2}(?::|时|点)\d{2}(?:(?::|分)\d{2}(?:\.\d+)?)?"
    r"[分秒]?(?: ?[ap]m)?(?:z|[+-]\d\d:?\d\d)?)"
)
#: No mark of a sentence and none of the words that make one.
_NAME = (
    r"(?:(?!应[当该按由]|必须|需要|为了|成为|作为|将[在于对由会]|负责|要求|进行)"
    r"[^:|>,。!?;“”\"的了是])"
)
FRAGMENTS = {
    "word": r"\L<words>",
    "date": rf"(?:{_DATE})",
    "clock": _CLOCK,
    "moment": rf"(?:(?:{_DATE})(?:[ t,]*{_CLOCK})?)",
    # Moments that say too little for a value.
    "vague": (
        rf"(?:(?:\d{{1,3}} ?(?:秒|分钟|小时|天|周|星期|个?月|年)前|刚刚|昨天|前天|今天)(?: *{_CLOCK})?"
        rf"|\d{{1,2}}(?:-|/|月) ?\d{{1,2}}日? *(?:{_CLOCK})?"
        r"|\d{2}(?:-|/)\d{1,2}(?:-|/)\d{1,2})"
    ),
    "count": r"(?:\d[\d,]*(?:\.\d+)? ?[千万亿kw]?\+?)",
    # Names of people and houses: short, without the marks of a sentence.
    "name": rf"(?:{_NAME}{{1,40}}?(?:[,、] ?{_NAME}{{1,12}}?)*)",
    "years": r"(?:(?:19|20)\d\d年?(?: *[-~—至] *(?:(?:19|20)\d\d年?|至?今|now|present))?)",
    "url": r"(?:(?:https?:/+|www\.)[^\s。,;]+)",
}

#: What a pattern may begin with. In brackets the piece goes as far as it can.
_OPENINGS = ("<<label>>", "<<word>>", "(?:<<label>>)", "(?:<<word>>)")

_FRAGMENT = later(r"<<\w+>>")


@dataclass(frozen=True, slots=True)
class LineExample:
    """An example of a file of rules: the lines, what stays of them, and what they say."""

    lines: str
    left: str
    metadata: Mapping[str, str]


@dataclass(frozen=True)
class LineRule:
    """A rule of one kind of head and foot line.

    `head` and `foot` are `None` where such a line does not stand there.
    """

    rule: Rule
    where: Where
    head: Evidence | None
    foot: Evidence | None
    starts: tuple[str, ...]
    colons: str
    holds: tuple[str, ...]
    also: tuple[str, ...]
    never: tuple[str, ...]
    sentence: bool
    pattern: str
    kinds: Mapping[str, str]
    lists: str
    last: bool
    lexicon: Mapping[str, tuple[str, ...]]
    examples: tuple[LineExample, ...]
    leaves: tuple[str, ...]

    @property
    def alone(self) -> bool:
        """Whether a line of its own is enough, though other text stands behind it."""
        return self.where == "alone"

    @property
    def labelled(self) -> bool:
        """Whether a value stands behind a label: without it the piece needs company."""
        return self.pattern.startswith(("<<label>>", "<<word>>"))

    @property
    def most(self) -> int:
        """The most that such a line says."""
        return max(evidence for evidence in (self.head, self.foot) if evidence is not None)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The starts as they stand in a line: without colon, and short labels also spread out."""
        found: list[str] = []
        for start in self.starts:
            word = start.rstrip(":")
            found.append(word)
            if word.isascii():
                continue
            if len(word) == 2:
                # `来 源` and `来    源` are set so to be as wide as `发布时间`.
                found += [word[0] + " " * blanks + word[1] for blanks in (1, 2, 3, 4)]
            elif len(word) < 5 and start.endswith(":"):
                found.append(" ".join(word))
        return tuple(dict.fromkeys(found))

    @property
    def opens(self) -> bool:
        """Whether the pattern begins with a start, which is then looked for without it."""
        opening = next(filter(self.pattern.startswith, _OPENINGS), "")
        rest = self.pattern.removeprefix(opening)
        return bool(opening) and rest[:1] not in ("?", "*", "+", "{") and not _has_choice(rest)

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The pattern, compiled on first use; where it `opens`, without the start.

        Raises:
            RuleError: if it is no pattern.
        """
        import regex

        colons = rf" *[{re.escape(self.colons)}] *"
        fragments = {
            **FRAGMENTS,
            "label": r"\L<words>" + colons,
            **{name: rf"\L<{name}>" for name in self.lexicon},
        }
        source = self.pattern
        for opening in _OPENINGS:
            if self.opens and source.startswith(opening):
                source = (colons if "label" in opening else "") + source.removeprefix(opening)
                break
        for name, fragment in fragments.items():
            source = source.replace(f"<<{name}>>", fragment)
        if stray := _FRAGMENT.search(source):
            raise RuleError(
                f"rule {self.rule.name}: there is no {stray[0]}; there are "
                + ", ".join(f"<<{name}>>" for name in fragments)
            )
        lexicon = {"words": self.words, **self.lexicon}
        named = {name: list(words) for name, words in lexicon.items() if rf"\L<{name}>" in source}
        try:
            return regex.compile(source, regex.VERSION1, **named)
        except (regex.error, KeyError, TypeError, ValueError) as error:
            raise RuleError(
                f"rule {self.rule.name}: {shown(self.pattern)} is no pattern of the regex "
                f"library: {error}"
            ) from error


def _has_choice(pattern: str) -> bool:
    """Whether a pattern is a choice at its top level.

    >>> _has_choice("a|b"), _has_choice("(a|b)[|]c")
    (True, False)
    """
    depth = 0
    in_set = escaped = False
    for mark in pattern:
        if escaped:
            escaped = False
        elif mark == "\\":
            escaped = True
        elif in_set:
            in_set = mark != "]"
        elif mark == "[":
            in_set = True
        elif mark in "()":
            depth += 1 if mark == "(" else -1
        elif mark == "|" and not depth:
            return True
    return False
