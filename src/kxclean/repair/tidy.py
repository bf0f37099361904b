"""The rules `invisible-characters`, `odd-blanks` and `line-ends`: one walk of a kernel."""

from __future__ import annotations

from kxclean import _native
from kxclean.ledger import Ledger, Safety
from kxclean.rule import Context, Example, Findings, FunctionPass, Rule

__all__ = ["INVISIBLE_CHARACTERS", "LINE_ENDS", "ODD_BLANKS", "TIDY"]

INVISIBLE_CHARACTERS = Rule(
    name="invisible-characters",
    stage="repair",
    safety=Safety.SAFE,
    what="Removes characters without a shape where they have no work to do.",
    why=(
        "Zero-width blanks, soft hyphens, byte order marks, direction marks and controls come from "
        "editors, web pages and joined files. They hide words from search and comparison. They "
        "stay where a script or an emoji needs them: joiners in Arabic, Mongolian and the scripts "
        "of India, variation selectors, direction marks in text that runs from right to left."
    ),
    changes=(
        Example("科\u200b学\ufeff技\xad术", "科学技术"),
        Example("科学\x00技术\u202c", "科学技术"),
        Example("\x1b[31m红\x1b[0m色", "红色"),
    ),
    leaves=(
        "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3",
        "葛\U000e0100城",
        "می\u200cخواهم",
        "ᠠ\u180eᠠ क्\u200dष",
        "\u200fשלום",
        "一\t二\n三",
    ),
    source="Unicode 16, chapters 9, 13 and 23",
)

ODD_BLANKS = Rule(
    name="odd-blanks",
    stage="repair",
    safety=Safety.SAFE,
    what="Puts a plain blank in the place of blanks of other widths.",
    why=(
        "No-break, en, em and thin spaces come from HTML and typesetting; to readers they are "
        "blanks, to programs other characters. The ideographic space stays: it indents and "
        "separates in Chinese text."
    ),
    changes=(
        Example("时间:2022\xa0年\u2002月", "时间:2022 年 月"),
        Example("37\u2009226个", "37 226个"),
    ),
    leaves=("\u3000\u3000各位代表：", "姓名\u3000年龄", "a b\tc"),
    source="Unicode 16, general category Zs",
)

LINE_ENDS = Rule(
    name="line-ends",
    stage="repair",
    safety=Safety.SAFE,
    what="Ends lines with a line feed.",
    why=(
        "Carriage returns, U+0085, U+2028 and U+2029 end lines on some systems only; one text "
        "should not have two kinds of line ends. The ledger gives them back."
    ),
    changes=(
        Example("一\r\n二\r三", "一\n二\n三"),
        Example("一\u2028二", "一\n二"),
    ),
    leaves=("一\n二\n\n三",),
    source="Unicode 16, section 5.8",
)

_ENDS = ("\r", "\x85", "\u2028", "\u2029")


def _find(text: str, context: Context) -> Findings:
    scan = context.scan
    ends = context.on(LINE_ENDS) and any(end in text for end in _ENDS)
    invisible = context.on(INVISIBLE_CHARACTERS) and scan.invisible > 0
    blanks = context.on(ODD_BLANKS) and scan.odd_blanks > 0
    if not (ends or invisible or blanks):
        return Findings()
    edits = _native.tidy(
        text,
        invisible=INVISIBLE_CHARACTERS.name if invisible else None,
        blanks=ODD_BLANKS.name if blanks else None,
        line_ends=LINE_ENDS.name if ends else None,
    )
    return Findings(native=Ledger(edits))


TIDY = FunctionPass((INVISIBLE_CHARACTERS, ODD_BLANKS, LINE_ENDS), _find)
