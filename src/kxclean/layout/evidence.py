"""Does a line go on in the next one? Evidence from both sides of a line end, as points.

Each sign adds to or takes from the points of a joint. The points were set by reading what they did
on the statutes and on prose that was broken on purpose; `SURE` and `LIKELY` are the two bars.
"""

from __future__ import annotations

from dataclasses import dataclass

from kxclean.blocks import starts
from kxclean.blocks.lines import End, Line
from kxclean.blocks.patterns import compiled
from kxclean.words import broken_bits

__all__ = ["LIKELY", "SURE", "Joint", "Measure", "is_clear", "points", "runs_on"]

SURE = 5.0  # from here on a joint is closed
LIKELY = 4.0  # from here on closing it is suggested

#: Lines up to this width in columns are headings, verse or names as easily as broken sentences.
NARROW = 40

_HEADING = 80  # columns of the widest heading that has a number and commas
_VERSE = 60  # columns of the widest line of irregular verse, two sentences of it
_CREDIT = r"——[\u3400-\u9fff·]{1,8}$"
#: Characters of the longest clause that verse is made of; prose soon has a longer one.
_LONGEST_FOOT = 9
_MARKS = r"[，。、；：！？,;:!?“”「」『』\s]+"

#: Words that want something behind them; a heading or a finished sentence does not end in one.
_DANGLING = (
    r"(?:[的和与與及或将將把被由以于於并並且而但是在向从從对對为為让讓使其之等该該各每这這那]"
    r"|[根依按][据據]|按照|依照|关于|關於|以及)$"
)
#: Marks that close or divide, and cannot open a paragraph.
_LEADING_MARK = r"[，。、；：！？）”’」』》〉】％,;!?)\]%]|[:](?!\S*/)"
_FIRST_CLAUSE = r"[\u3400-\u9fff]{1,2}[，。、；,;”」』》〉)）]"
#: Paragraphs begin with `初，` and `今年，`, but not with these.
_FIRST_CLOSED = r"[\u3400-\u9fff]{1,2}[。、；;”」』》)）]"
_SHORT_TAIL = r"[，,、；;]([\u3400-\u9fff]{1,3})$"
_SHORT_REST = r"[，,、；;。！？!?]([\u3400-\u9fff]{1,3})$"
_OPENERS = "“‘「『《〈（(【"
_CLOSERS = "”’」』》〉）)】"
_PAIRED = dict(zip(_OPENERS, _CLOSERS, strict=True))
#: What a line ends with that no sentence is broken behind: an address, a name of a network, a
#: character without a meaning.
_NO_WORD = r"(?:(?:://|www\.|[@#])[!-~]+|[\ue000-\uf8ff\ufffd])$"
_QUOTED = 30  # characters that a name or title in quotes has at most


@dataclass(frozen=True, slots=True)
class Measure:
    """What the whole document says.

    Args:
        wrap: columns or characters at which its lines were wrapped, 0 where they were not.
        in_chars: whether `wrap` counts characters.
        careless: whether its author leaves out the last full stop of paragraphs, so that a
            missing one says nothing.
        verse: whether its sentences are of one measure; then a line ends where the poet wants.
        spaced: whether blank lines stand between its paragraphs.
        indented: whether its paragraphs start with an indent, and only they.
    """

    wrap: int = 0
    in_chars: bool = False
    careless: bool = False
    verse: bool = False
    spaced: bool = False
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Joint:
    """A line, the next one, their texts without blanks around them."""

    left: Line
    right: Line
    before: str
    behind: str


def points(joint: Joint, measure: Measure) -> float:
    """How sure it is that the line goes on in the next one."""
    if _apart(joint):
        return 0.0
    if joint.right.gap == 1 and measure.wrap and _full(joint, measure):
        return _wrapped(joint, measure)
    if _verse(joint) or compiled(_CREDIT).search(joint.before):
        return 0.0
    if compiled(_NO_WORD).search(joint.before):
        return 0.0
    if starts.item(joint.behind) or starts.enumeration(joint.behind) or starts.label(joint.behind):
        return 0.0
    if joint.left.ending in (End.COLON, End.SEMICOLON, End.STOP):
        return 0.0
    return _left(joint, measure) + _right(joint) + _across(joint)


def is_clear(joint: Joint, measure: Measure) -> bool:
    """Whether something beside a missing full stop says that the line goes on.

    People forget full stops. In the statutes seven of eight joints that had no other evidence were
    ends of paragraphs, and of 199 that had some none was.
    """
    if joint.right.gap == 1 and measure.wrap and _full(joint, measure):
        return True
    return joint.left.ending in (End.COMMA, End.OPENING) or runs_on(joint)


def runs_on(joint: Joint) -> bool:
    """Whether the words beside the line end belong together."""
    return bool(
        compiled(_LEADING_MARK).match(joint.behind)
        or compiled(_FIRST_CLOSED).match(joint.behind)
        or compiled(_SHORT_REST).search(joint.before)
        or compiled(_DANGLING).search(joint.before)
        or _across(joint)
    )


def _apart(joint: Joint) -> bool:
    """Whether the two lines are of a kind that never runs on."""
    before, behind = joint.before, joint.behind
    return (
        joint.left.bars > 0
        or joint.right.bars > 0
        or joint.left.gaps > 1
        or joint.right.gaps > 1
        or (joint.right.han == 0 and not compiled(_LEADING_MARK).match(joint.behind))
        or starts.markdown(before)
        or starts.markdown(behind)
        or starts.table(behind)
        or starts.salutation(before)
        or starts.caption(behind)
        or (joint.left.symbols > 0 and starts.code(before))
        or (joint.right.symbols > 0 and starts.code(behind))
    )


def _verse(joint: Joint) -> bool:
    """Whether the lines are measured: clauses of one length, or short ones and a comma."""
    if joint.left.width > 2 * NARROW or joint.right.width > 2 * NARROW:
        return False
    clauses = [
        len(clause)
        for clause in compiled(_MARKS).split(joint.before + "，" + joint.behind)
        if clause
    ]
    if joint.left.ending == End.COMMA and max(clauses) <= _LONGEST_FOOT:
        return True
    return len(clauses) >= 3 and len(set(clauses)) == 1


def _full(joint: Joint, measure: Measure) -> bool:
    """Whether the line was wrapped because the next word did not fit.

    Wrapping may hang a closing mark over the edge, or carry one down with the word before it.
    """
    left = joint.left
    if measure.in_chars:
        room = measure.wrap - (left.tail - left.start)
        word = 1
    else:
        room = measure.wrap - left.width - left.indent
        word = 2
    first = compiled(r"[A-Za-z0-9.,%/:-]+").match(joint.behind)
    if first:
        word = min(len(first[0]), measure.wrap // 2)
    elif len(joint.behind) > 1 and compiled(_LEADING_MARK).match(joint.behind[1:]):
        word *= 2
    return room < word + 2


def _wrapped(joint: Joint, measure: Measure) -> float:
    """The points of a full line of a wrapped document."""
    left, right, behind = joint.left, joint.right, joint.behind
    if measure.indented and right.indent >= 2:
        return 0.0
    if compiled(_LEADING_MARK).match(behind):
        return 2 * SURE
    if _starts_item(joint):
        return 0.0
    known = measure.spaced or measure.indented  # a paragraph that ends here would look otherwise
    if left.ending == End.STOP:
        return SURE if known else 0.0
    if left.ending == End.COLON:
        return SURE if known and not starts.dialogue(behind) else 0.0
    return 2 * SURE


def _starts_item(joint: Joint) -> bool:
    """Whether the next line of a wrapped document is an item, not a sentence that goes on.

    `三、四年级` and `（二）项` go on: behind a comma, an opening bracket or a word that wants more.
    """
    found = starts.item(joint.behind)
    if not found:
        return False
    return not (joint.left.unclosed > 0 and joint.left.ending == End.OPENING)


def _left(joint: Joint, measure: Measure) -> float:
    left, before = joint.left, joint.before
    if left.ending == End.CLOSING:
        return -1.0
    if measure.careless:
        return 0.0
    found = 0.0
    inside = left.stops > 0
    if inside:
        found += 3.0
    found += 0.6 * min(left.commas, 4)
    found += min(2.5, max(0.0, (left.width - NARROW) / 24))
    if left.commas + left.stops > 0:
        if compiled(_SHORT_TAIL).search(before):
            found += 2.5
        if compiled(_DANGLING).search(before):
            found += 1.5
        if left.ending == End.COMMA:
            # Verse has a comma at the end of short lines, seldom before a blank line.
            found += 2.0 if left.width > (_VERSE if joint.right.gap == 1 else NARROW) else -3.0
    if not inside and left.width <= _HEADING and starts.numbered(before):
        found -= 2.5
    if starts.label(before):
        found -= 3.0
    cut_off = compiled(_SHORT_TAIL).search(before) or compiled(_DANGLING).search(before)
    if left.start == 0 and not inside and not cut_off:
        found -= min(1.5, max(0.0, found))  # the title
    return found


def _right(joint: Joint) -> float:
    right, behind = joint.right, joint.behind
    found = 0.0
    if compiled(_LEADING_MARK).match(behind):
        found += 5.0
    elif compiled(_FIRST_CLAUSE).match(behind):
        found += 2.0
    if right.ending in (End.STOP, End.SEMICOLON):
        found += 1.0
    elif right.width <= NARROW:
        found -= 2.0
    if right.commas + right.stops > 0:
        found += 0.5
    if starts.date(behind):
        found -= 3.0
    if behind[0] in "“「『":
        found -= 1.5
    return found


def _across(joint: Joint) -> float:
    """A broken word, or a quoted name that the next line closes."""
    found = 0.0
    bits = broken_bits(joint.before, joint.behind)
    if bits >= 4:
        found += 4.0 if bits < 8 else 5.0
    if joint.left.unclosed and _closes(joint.before, joint.behind):
        found += 5.0
    return found


def _closes(before: str, behind: str) -> bool:
    """Whether a short name in quotes or brackets starts in `before` and ends in `behind`.

    `“科协之` and `窗”栏目` do; a poem in quotes, each line of which stands in them alone, does not.
    """
    at = max(before.rfind(sign, max(0, len(before) - _QUOTED)) for sign in _OPENERS)
    if at < 0:
        return False
    closer = _PAIRED[before[at]]
    if closer in before[at:]:
        return False
    end = behind.find(closer, 0, _QUOTED)
    if end < 0 or len(before) - at - 1 + end > _QUOTED:
        return False
    inner = before[at + 1 :] + behind[:end]
    if any(mark in inner for mark in "，。；！？,;!?“「『《"):
        return False
    return at > 0 or end + 1 < len(behind)
