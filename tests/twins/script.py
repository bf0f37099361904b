"""Script conversion, slowly and plainly: the twin of `rust/kernels/src/script`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kxclean.normalise.script.provider import Plan

Table = dict[str, str]
_ARITY = {c: 2 for c in "⿰⿱⿴⿵⿶⿷⿸⿹⿺⿻⿼⿽"} | {"⿲": 3, "⿳": 3, "⿾": 1, "⿿": 1}


def table(text: str) -> Table:
    found: Table = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            key, values = line.split("\t")
            found.setdefault(key, values.split(" ")[0])
    return found


@dataclass
class Dictionary:
    """One dictionary or a group: the longest key at a position."""

    table: Table | None
    union: bool
    members: list[Dictionary]

    @classmethod
    def of(cls, tree: tuple[Any, Any], tables: dict[str, Table]) -> Dictionary:
        first, second = tree
        if isinstance(second, int):
            return cls(tables[first], False, [])
        return cls(None, first == "union", [cls.of(member, tables) for member in second])

    def match(self, text: str) -> tuple[str, str] | None:
        """Key and value at the start of `text`."""
        if self.table is not None:
            longest = max(map(len, self.table), default=0)
            for size in range(min(longest, len(text)), 0, -1):
                if text[:size] in self.table:
                    return text[:size], self.table[text[:size]]
            return None
        found = [match for match in (member.match(text) for member in self.members) if match]
        if not found:
            return None
        return max(found, key=lambda match: len(match[0])) if self.union else found[0]


def sequence(text: str, depth: int = 16, used: int = 0) -> tuple[int, int] | None:
    """Characters of the ideographic description at the start, and characters counted so far."""
    if not text or depth == 0 or used >= 64:
        return None
    used, size = used + 1, 1
    for _ in range(_ARITY.get(text[0], 0)):
        part = sequence(text[size:], depth - 1, used)
        if part is None:
            return None
        size, used = size + part[0], part[1]
    return size, used


def pieces(text: str, dictionary: Dictionary) -> Iterator[tuple[str, str | None]]:
    """The text as keys with values, and single unmatched characters or descriptions."""
    at = 0
    while at < len(text):
        match = dictionary.match(text[at:])
        if match:
            yield match
            at += len(match[0])
            continue
        found = sequence(text[at:]) if text[at] in _ARITY else None
        size = found[0] if found else 1
        yield text[at : at + size], None
        at += size


def convert_piece(text: str, dictionary: Dictionary) -> str:
    return "".join(key if value is None else value for key, value in pieces(text, dictionary))


def cut(text: str, dictionary: Dictionary) -> list[str]:
    segments: list[str] = []
    joining = False
    for key, value in pieces(text, dictionary):
        if value is None and joining:
            segments[-1] += key
        else:
            segments.append(key)
        joining = value is None
    return segments


class Twin:
    """A configuration, converted as OpenCC's documentation says."""

    def __init__(self, plan: Plan) -> None:
        tables = {name: table(text) for name, text in plan.texts.items()}
        self.normalization = [Dictionary.of(tree, tables) for tree in plan.normalization]
        self.chain = [Dictionary.of(tree, tables) for tree in plan.chain]
        self.segmentation = (
            None if plan.segmentation is None else Dictionary.of(plan.segmentation, tables)
        )

    def convert(self, text: str) -> str:
        for dictionary in self.normalization:
            text = convert_piece(text, dictionary)
        segments = [text] if self.segmentation is None else cut(text, self.segmentation)
        for dictionary in self.chain:
            segments = [convert_piece(segment, dictionary) for segment in segments]
        return "".join(segments)


# --- which lines are converted ---


def is_kana_or_hangul(c: str) -> bool:
    return (
        ("\u3041" <= c <= "\u30ff" and c not in "\u30a0・ー")
        or "\u31f0" <= c <= "\u31ff"
        or ("\uff66" <= c <= "\uff9d" and c != "\uff70")
        or "\uac00" <= c <= "\ud7af"
        or "\u1100" <= c <= "\u11ff"
        or "\u3131" <= c <= "\u318e"
    )


def counted_foreign(line: str) -> int:
    """Kana and hangul of a line, without readings in brackets."""
    count, bracket, han = 0, None, 0
    for c in line:
        han += is_han(c)
        count += is_kana_or_hangul(c)
        if c in "(（[［〔":
            bracket = (count, han)
        elif c in ")）]］〕" and bracket is not None:
            if bracket[1] == han:
                count = bracket[0]
            bracket = None
    return count


def is_han(c: str) -> bool:
    return (
        "\u4e00" <= c <= "\u9fff"
        or "\u3400" <= c <= "\u4dbf"
        or c in "々〇"
        or "\uf900" <= c <= "\ufaff"
        or "\U00020000" <= c <= "\U000323af"
    )


def is_foreign(line: str) -> bool:
    foreign = counted_foreign(line)
    return foreign > 0 and foreign * 8 >= foreign + sum(map(is_han, line))
