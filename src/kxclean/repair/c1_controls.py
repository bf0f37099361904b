"""The rule `c1-controls`: characters of Windows-1252 that were read as controls of Latin-1."""

from __future__ import annotations

from collections.abc import Iterator

from kxclean.ledger import Safety
from kxclean.pattern import later
from kxclean.repair import latin
from kxclean.rule import Context, Example, Findings, FunctionPass, Rule

__all__ = ["C1_CONTROLS", "C1_PASS"]

C1_CONTROLS = Rule(
    name="c1-controls",
    stage="repair",
    safety=Safety.SAFE,
    what="Reads C1 controls as the quotation marks, dashes and letters of Windows-1252.",
    why=(
        "Pages that say Latin-1 are written in Windows-1252, which has marks and letters where "
        "Latin-1 has controls that no text uses; browsers read them so. Where the result would look "
        "like mojibake, the control belongs to a larger damage and stays for it."
    ),
    changes=(
        Example("他说\x93你好\x94，走了\x85\x85\n", "他说“你好”，走了……\n"),
        Example("d\x92Arc \x96 C\x9cur", "d’Arc – Cœur"),
        Example("price \x80 5", "price € 5"),
    ),
    leaves=("“你好”", "一\x85二\x85三", "科\x9c学", "å\x93\x88"),
    source="WHATWG Encoding Standard, windows-1252; ftfy, fix_c1_controls",
)

#: Marks stand anywhere, letters beside Latin letters, signs of money and the like beside figures.
_CONTROLS = later("[\x80-\x9f]+")
_LETTERS = frozenset("ƒŠŒŽšœžŸ")
_SIGNS = frozenset("€†‡ˆ‰˜")
_LATIN = later("[A-Za-z\xc0-\u024f]")


def _find(text: str, context: Context) -> Findings:
    found = Findings()
    if not context.scan.invisible or not context.on(C1_CONTROLS):
        return found
    for start, end, made in _readings(text):
        found.edit(text, start, end, made, C1_CONTROLS)
    return found


def _readings(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _CONTROLS.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        made = match[0].encode("latin-1").decode("cp1252", "ignore")
        if len(made) < end - start or ("\x85" in match[0] and _ends_lines(text)):
            continue
        beside = before + after
        if not _LETTERS.isdisjoint(made) and not _LATIN.search(beside):
            continue
        if not _SIGNS.isdisjoint(made) and not any(char in "0123456789 " for char in beside):
            continue
        around = text[max(0, start - 12) : start] + made + text[end : end + 12]
        if not latin.looks_bad(around):
            yield start, end, made


def _ends_lines(text: str) -> bool:
    """Whether U+0085 ends lines in a text, as it does where no line feed does."""
    return "\n" not in text and text.rstrip("\x85").count("\x85") != 1


C1_PASS = FunctionPass((C1_CONTROLS,), _find)
