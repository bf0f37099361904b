"""Blanks between Han characters: debris where the text itself has the phrase in one piece."""

from __future__ import annotations

from kxclean import _native
from kxclean.rule import Context, Example, Findings, FunctionPass, Pass, Rule, Safety

__all__ = ["BLANK_BETWEEN_HAN", "PASS"]

_ON = {"punctuation": "chinese"}

BLANK_BETWEEN_HAN = Rule(
    name="blank-between-han",
    stage="normalise",
    safety=Safety.SAFE,
    what="Removes a blank inside a phrase that the text has at least twice without one.",
    why=(
        "Line breaks and markup leave blanks inside Chinese phrases. Blanks also separate names, "
        "align them, set off headings and divide verse, so only the rest of the text decides: the "
        "two characters on either side stand together elsewhere, and a mark comes before in the "
        "line."
    ),
    changes=(
        Example(
            "科技工作很重要，科技工作要加强，做好科技 工作。",
            "科技工作很重要，科技工作要加强，做好科技工作。",
            _ON,
        ),
    ),
    leaves=tuple(
        Example(text, text, _ON)
        for text in (
            "出席：张 三，李四光 王小明",
            "科技工作，科技工作。\n科技 工作，加强",
            "他说，科技 工作",
            "床前明月光 疑是地上霜",
        )
    ),
    source="issue 2; seeds/001",
)


def _find(text: str, context: Context) -> Findings:
    found = Findings()
    if context.config.punctuation == "keep" or not (context.scan.han and context.scan.blanks):
        return found
    for at in _native.han_blanks(text):
        found.edit(text, at, at + 1, "", BLANK_BETWEEN_HAN)
    return found


PASS: Pass = FunctionPass((BLANK_BETWEEN_HAN,), _find)
