"""Script conversion, slowly and plainly: the twin of `rust/kernels/src/script`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kxclean.normalise.script.provider import Plan

Table = dict[str, str]
_ARITY = dict.fromkeys("⿰⿱⿴⿵⿶⿷⿸⿹⿺⿻⿼⿽", 2) | {"⿲": 3, "⿳": 3, "⿾": 1, "⿿": 1}


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
    longest: int
    union: bool
    members: list[Dictionary]

    @classmethod
    def of(cls, tree: tuple[Any, Any], tables: dict[str, Table]) -> Dictionary:
        first, second = tree
        if isinstance(second, int):
            return cls(tables[first], max(map(len, tables[first]), default=0), False, [])
        return cls(None, 0, first == "union", [cls.of(member, tables) for member in second])

    def match(self, text: str) -> tuple[str, str] | None:
        """Key and value at the start of `text`."""
        if self.table is not None:
            for size in range(min(self.longest, len(text)), 0, -1):
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


def is_han(c: str) -> bool:
    return (
        "\u4e00" <= c <= "\u9fff"
        or "\u3400" <= c <= "\u4dbf"
        or c in "々〇"
        or "\uf900" <= c <= "\ufaff"
        or "\U00020000" <= c <= "\U000323af"
    )


def is_border(c: str) -> bool:
    return not (is_han(c) or is_kana_or_hangul(c) or c.isalnum() or c == "ー")


@dataclass
class Line:
    """What stands in a line, counted one thing after the other."""

    text: str
    here: int  # characters of the source script alone
    there: int  # characters of the target script alone
    variants: int
    chinese: bool
    foreign: bool

    @classmethod
    def of(cls, text: str, script: Scripts) -> Line:
        bare = re.sub(r"[(（\[［〔]([^()（）\[\]［］〔〕]*)[)）\]］〕]", _without_reading, text)
        kana = sum(map(is_kana_or_hangul, bare))
        return cls(
            text,
            sum(c in script.source for c in text),
            sum(c in script.target for c in text),
            sum(c in script.variants for c in text),
            any(c in script.chinese for c in text),
            kana > 0 and kana * 8 >= kana + sum(map(is_han, text)),
        )

    @property
    def size(self) -> int:
        return sum(is_han(c) or is_kana_or_hangul(c) for c in self.text)


@dataclass
class Scripts:
    """The characters that speak for a script."""

    source: frozenset[str]
    target: frozenset[str]
    variants: str
    chinese: str
    telling: str
    to_traditional: bool
    phrases: Callable[[str], list[tuple[str, str]]]  # the keys in a line, with their values

    def tells(self, line: Line) -> bool:
        return line.variants > 0 or any(
            len(key) > 1 and any(a != b and a in self.telling for a, b in zip(key, value))  # noqa: B905
            for key, value in self.phrases(line.text)
        )


def _without_reading(brackets: re.Match[str]) -> str:
    return brackets[0] if any(map(is_han, brackets[1])) else ""


def normalise(text: str, convert: Callable[[str], str], script: Scripts) -> str:
    """The text in the target script; `convert` keeps the length of every line."""
    if not any(c in script.source for c in text) and (
        not script.to_traditional or any(c in script.target for c in text)
    ):
        return text
    lines = [Line.of(line, script) for line in text.splitlines(keepends=True)]
    sizes = {
        kind: sum(line.size for line in lines if (line.foreign, line.chinese) in kinds)
        for kind, kinds in {
            "foreign": {(True, True), (True, False)},
            "chinese": {(False, True)},
        }.items()
    }
    foreign_text = 0 < sizes["foreign"] >= sizes["chinese"]
    here, there = sum(line.here for line in lines), sum(line.there for line in lines)
    done = []
    for line in lines:
        if line.foreign or (foreign_text and not line.chinese) or not any(map(is_han, line.text)):
            done.append(line.text)
            continue
        whole = line.here > line.there
        if line.here == line.there == 0:
            open_question = here <= 2 * there and there <= 2 * here
            by_words = script.to_traditional and open_question and script.tells(line)
            whole = here > 2 * there or by_words
        converted = convert(line.text)
        foreign = in_foreign_clauses(line.text)
        done.append(
            "".join(
                new if (whole or old in script.source) and not kept else old
                for old, new, kept in zip(line.text, converted, foreign, strict=True)
            )
        )
    return "".join(done)


def in_foreign_clauses(line: str) -> list[bool]:
    """For each character, whether its clause has kana or hangul."""
    marks: list[bool] = []
    for clause in re.findall(r".[^\0]*", "".join("\0" if is_border(c) else c for c in line)):
        marks.extend([any(map(is_kana_or_hangul, clause))] * len(clause))
    return marks
