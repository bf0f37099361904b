"""Punctuation to Chinese usage (GB/T 15834): the pass over the kernel `rust/kernels/src/marks`.

The rules themselves are declared in `marks`. The kernel makes the safe edits in one walk; what is
doubtful about quotation marks is proposed here.
"""

from __future__ import annotations

from kxclean import _native
from kxclean.errors import InputError
from kxclean.ledger import Ledger
from kxclean.normalise.marks import LOST_QUOTES, RULES, UNCLOSED_QUOTE
from kxclean.rule import Context, Findings, FunctionPass, Pass

__all__ = ["DOUBTS", "PUNCTUATION"]


def _punctuate(text: str, context: Context) -> Findings:
    if context.config.punctuation == "keep" or not context.scan.han:
        return Findings()
    names = [rule.name for rule in RULES if context.on(rule)]
    try:
        edits = _native.punctuate(text, names)
    except ValueError as error:
        raise InputError(f"the text is too long for the ledger: {error}") from error
    return Findings(native=Ledger(edits)) if len(edits) else Findings()


def _doubt(text: str, context: Context) -> Findings:
    found = Findings()
    if context.config.punctuation == "keep" or not context.scan.han:
        return found
    unclosed, set_off = _native.quote_doubts(text)
    if context.on(UNCLOSED_QUOTE):
        for at in unclosed:
            found.edit(text, at, at + 1, "", UNCLOSED_QUOTE)
    if context.on(LOST_QUOTES):
        for start, end in set_off:
            found.edit(text, start, end, f"“{text[start + 1 : end - 1]}”", LOST_QUOTES)
    return found


PUNCTUATION: Pass = FunctionPass(RULES, _punctuate)
DOUBTS: Pass = FunctionPass((UNCLOSED_QUOTE, LOST_QUOTES), _doubt)
