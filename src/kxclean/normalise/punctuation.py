"""Punctuation to Chinese usage (GB/T 15834), or to ASCII: the passes over `rust/kernels/src/marks`.

The rules themselves are declared in `marks` and `width`. The kernels make the safe edits in one
walk; what is doubtful about quotation marks is proposed here.
"""

from __future__ import annotations

from kxclean import _native
from kxclean.errors import InputError
from kxclean.ledger import Ledger
from kxclean.normalise.marks import FULL_WIDTH_MARK, LOST_QUOTES, RULES, UNCLOSED_QUOTE
from kxclean.normalise.width import DIGIT, LETTER, SIGN
from kxclean.rule import Context, Findings, FunctionPass, Pass

__all__ = ["ASCII", "DOUBTS", "PUNCTUATION", "WIDTH"]


def _punctuate(text: str, context: Context) -> Findings:
    if context.config.punctuation != "chinese" or not context.scan.han:
        return Findings()
    names = [rule.name for rule in RULES if context.on(rule)]
    try:
        edits = _native.punctuate(text, names)
    except ValueError as error:
        raise InputError(f"the text is too long for the ledger: {error}") from error
    return Findings(native=Ledger(edits)) if len(edits) else Findings()


def _to_ascii(text: str, context: Context) -> Findings:
    scan = context.scan
    if context.config.punctuation != "ascii" or not (scan.han or scan.full_width):
        return Findings()
    try:
        edits = _native.ascii_marks(text, FULL_WIDTH_MARK.name)
    except ValueError as error:
        raise InputError(f"the text is too long for the ledger: {error}") from error
    return Findings(native=Ledger(edits)) if len(edits) else Findings()


def _narrow(text: str, context: Context) -> Findings:
    if context.config.width != "ascii" or not context.scan.full_width:
        return Findings()
    digits, letters, signs = (
        rule.name if context.on(rule) else None for rule in (DIGIT, LETTER, SIGN)
    )
    try:
        edits = _native.ascii_width(text, digits=digits, letters=letters, signs=signs)
    except ValueError as error:
        raise InputError(f"the text is too long for the ledger: {error}") from error
    return Findings(native=Ledger(edits)) if len(edits) else Findings()


def _doubt(text: str, context: Context) -> Findings:
    found = Findings()
    # No look at the scan: the kernel is as fast, and the marks that were just changed would have
    # the text scanned again.
    if context.config.punctuation != "chinese":
        return found
    unclosed, set_off = _native.quote_doubts(text)
    if context.on(UNCLOSED_QUOTE):
        for at in unclosed:
            found.edit(text, at, at + 1, "", UNCLOSED_QUOTE)
    if context.on(LOST_QUOTES):
        for start, end in set_off:
            found.edit(text, start, end, f"“{text[start + 1 : end - 1]}”", LOST_QUOTES)
    return found


#: Full-width letters and digits, by option.
WIDTH: Pass = FunctionPass((DIGIT, LETTER, SIGN), _narrow)
PUNCTUATION: Pass = FunctionPass(RULES, _punctuate)
DOUBTS: Pass = FunctionPass((UNCLOSED_QUOTE, LOST_QUOTES), _doubt)
#: Chinese marks to ASCII, by option.
ASCII: Pass = FunctionPass((FULL_WIDTH_MARK,), _to_ascii)
