"""Whether a run of lines that stands twice is too much to stand twice for good reason.

The bounds were set on 3,474 statutes of the mainland and 3,849 of Taiwan, which repeat themselves a
lot and never in error: no line of 40 Han characters is followed by itself there; of what stands
again elsewhere, unnumbered prose has at most 142 Han characters, numbered items 478, and all of it
together makes at most a tenth of its document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kxclean.pattern import later

__all__ = ["ANCHOR_HAN", "LEAST_HAN", "Substance", "weigh"]

#: Han characters in anchor lines below which no run is looked at; a line of a page has about 35.
LEAST_HAN = 40
#: Copies that follow each other: prose, or anything that can be a text of its own.
_ADJACENT_PROSE = LEAST_HAN
_ADJACENT_ANY = 120
#: Copies with other text between them. A short document is judged by the share that is repeated.
_APART_PROSE = 200
_APART_ANY = 1000
_APART_PROSE_IN_SHARE = 80
_SHARE = 0.2
#: Below this a repetition elsewhere is not worth a suggestion.
_SUGGESTED = 100
#: Han characters that make a line count; as in `rust/kernels/src/repeats.rs`.
ANCHOR_HAN = 20
#: A phrase without a mark that is longer than a line of a song.
_PROSE_PHRASE = 14

_TABLE = later(r"\S\t+\S|[|｜│┃┌├└]|_{4}|\S(?:[ \u3000]{2,}\S+){3}")
_CODE = later(r"\s*(?://|/\*|\*|#|--|<[!/a-zA-Z]|[{}\[\]])|.*[{}]\s*$")
_DIALOGUE = later(r"\s*(?:[“\"「『]|[—-]+\s*\S|[^\s：:，。]{1,8}[：:]\s*[“\"「『])")
_LIST_ITEM = later(
    r"\s*(?:[（(〔\[【]?[一二三四五六七八九十百千〇零甲乙丙丁戊己庚辛壬癸\da-zA-Z]{1,4}"
    r"[）)〕\]】、.．：:,，]|第\s*[一二三四五六七八九十百千〇零\d]+\s*[条條章節节款項项目号號]"
    r"|[-*•·●◆■○◎→①-⑳㈠-㈩⑴-⒇⒈-⒛])"
)
#: A lost character does not end a phrase.
_PHRASE = later(r"(?:[^\W_]|[?？\ufffd\ue000-\uf8ff])+")


@dataclass(frozen=True, slots=True)
class Substance:
    """Han characters of a run by the kind of line they stand in."""

    #: Sentences that are no items of a list.
    prose: int
    #: Sentences that are.
    items: int
    #: Verse and dialogue.
    weak: int

    def is_duplicate(self, *, adjacent: bool, document_han: int) -> bool:
        """Whether the later copy may go without asking."""
        said = self.prose + self.items
        if adjacent:
            return said >= _ADJACENT_PROSE or said + self.weak >= _ADJACENT_ANY
        if said + self.weak >= _APART_ANY or self.prose >= _APART_PROSE:
            return True
        return said >= _APART_PROSE_IN_SHARE and said >= _SHARE * document_han

    def is_worth_a_suggestion(self) -> bool:
        """Whether a copy that may not go without asking is proposed."""
        return self.prose >= _SUGGESTED


def weigh(lines: Iterable[tuple[str, int]]) -> Substance:
    """The substance of lines, given with their number of Han characters.

    >>> weigh([("（一）申请表。", 3), ("前进！前进！", 4)])
    Substance(prose=0, items=0, weak=0)
    """
    prose = items = weak = 0
    for line, han in lines:
        if han < ANCHOR_HAN or _TABLE.search(line) or _CODE.match(line):
            continue
        if _DIALOGUE.match(line) or _longest(_PHRASE.findall(line)) < _PROSE_PHRASE:
            weak += han
        elif _LIST_ITEM.match(line):
            items += han
        else:
            prose += han
    return Substance(prose, items, weak)


def _longest(phrases: Sequence[str]) -> int:
    return max(map(len, phrases), default=0)
