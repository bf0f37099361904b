"""Quotation marks of a line as one sequence."""

from __future__ import annotations

from tests.twins.marks.line import (
    BLANK,
    CLOSE,
    DIGIT,
    DIGITS,
    EDGE,
    HAN,
    HAN_RE,
    LATIN,
    MARK,
    OPEN,
    Line,
)

#: Marks of a line with a partner in another: the closer, the opener.
Ends = tuple[int | None, int | None]
STRAIGHT = '"＂'


def quotes(line: Line, ends: Ends, *, corner: bool) -> None:
    events, clear = quote_events(line, ends)
    if not clear:
        return
    own = [event for event in events if event[0] not in ends]
    if pairs_of(own) is None:
        if "mismatched-quote" not in line.rules or len(own) < len(events):
            return
        events = mended(line, events)
        if pairs_of(events) is None:
            return
    if "nested-quote" in line.rules:
        events = alternated(events, ends)
    for i, old, new in events:
        seen_as = OPEN if new in "“‘" else CLOSE
        if old in STRAIGHT + "'":
            before = line.s[:i]
            depth = 0
            for c in before:
                depth = max(0, depth + (c == "「") - (c == "」"))
            shown = new
            if corner and new in "“”":
                shown = ("『』" if depth else "「」")["“”".index(new)]
            line.set_run(i, i + 1, shown, seen_as, "straight-quote")
        elif old != new:
            rule = "mismatched-quote" if i in line.mended else "nested-quote"
            line.set_run(i, i + 1, new, seen_as, rule)


Event = tuple[int, str, str]


def doubles_of(line: Line) -> list[int]:
    return [i for i, c in enumerate(line.s) if c in STRAIGHT and not line.code[i]]


def quote_events(line: Line, ends: Ends) -> tuple[list[Event], bool]:
    """Quotation marks in order: where, what stands there, what it is; false where unclear."""
    s = line.s
    events: list[Event] = []
    for i, c in enumerate(s):
        if line.code[i] or c not in "“”‘’" or i in ends:
            continue
        if c == "’" and ascii_alnum(line.at(i - 1)) and ascii_alnum(line.at(i + 1)):
            continue
        events.append((i, c, c))
    straight = "straight-quote" in line.rules and not line.foreign
    doubles = doubles_of(line)
    if doubles and not straight:
        return events, False
    doubles = [i for i in doubles if i not in ends]
    if len(doubles) % 2:
        found = mixed(line, events, doubles)
        if found is None:
            return events, False
        doubles.remove(found[0])
        events.append((found[0], s[found[0]], found[1]))
    for a, b in zip(doubles[::2], doubles[1::2], strict=True):
        if not is_pair(line, a, b):
            return events, False
        if HAN_RE.search(s[a:b]) or (line.kind(a - 1) == HAN and line.kind(b + 1) == HAN):
            events += [(a, s[a], "“"), (b, s[b], "”")]
    if straight:
        events += single_pairs(line)
    events += [(i, s[i], c) for i, c in zip(ends, "”“", strict=True) if i is not None]
    return sorted(events), True


def single_pairs(line: Line) -> list[Event]:
    events = []
    opened = -1
    for i, c in enumerate(line.s):
        if c != "'" or line.code[i]:
            if c in '"＂“”‘’':
                opened = -1
            continue
        if (
            opened >= 0
            and not ascii_alnum(line.at(i + 1))
            and (line.kind(i - 1) == HAN or line.at(i - 1) in "。！？，!?.,")
        ):
            events += [(opened, "'", "‘"), (i, "'", "’")]
            opened = -1
        elif not ascii_alnum(line.at(i - 1)) and line.kind(i + 1) == HAN:
            opened = i
    return events


def is_pair(line: Line, a: int, b: int) -> bool:
    """Can two straight marks be the two ends of one quotation?"""
    empty = (BLANK, EDGE)
    after, before = line.kind(a + 1), line.kind(b - 1)
    if b > a + 3 and after == BLANK and before == BLANK:
        word = (HAN, LATIN, DIGIT)
        outside = line.kind(a - 1) not in word and line.kind(b + 1) not in word
        return outside and line.kind(a + 2) not in empty and line.kind(b - 2) not in empty
    if (
        b == a + 1
        or after in empty
        or line.at(a + 1) in ",.;!?，。；：！？、)）”’"
        or before in empty
        or line.at(b - 1) in "(（“‘"
    ):
        return False
    inches = line.at(a - 1) in DIGITS and bool(line.at(a - 1)) and line.at(b - 1) in DIGITS
    return not inches


def unmatched(marks: list[tuple[int, str]]) -> tuple[list[int], list[int]]:
    """Where `”` and `“` stand without a partner."""
    closers: list[int] = []
    openers: list[int] = []
    for at, c in marks:
        if c == "“":
            openers.append(at)
        elif c == "”" and openers:
            openers.pop()
        elif c == "”":
            closers.append(at)
    return closers, openers


def mixed(line: Line, events: list[Event], doubles: list[int]) -> tuple[int, str] | None:
    """The one straight mark that is the partner of a curly one, and what it is to be."""
    closers, openers = unmatched([(i, c) for i, _, c in events])
    if len(closers) + len(openers) != 1 or len(doubles) > 15:
        return None
    fitting = []
    for at in doubles:
        if openers:
            a, b = openers[0], at
            side = line.kind(at - 1) not in (BLANK, EDGE, DIGIT) and line.kind(at + 1) not in (
                LATIN,
                DIGIT,
            )
        else:
            a, b = at, closers[0]
            side = line.kind(at + 1) not in (BLANK, EDGE, MARK) and line.kind(at - 1) not in (
                LATIN,
                DIGIT,
            )
        rest = [i for i in doubles if i != at]
        pairs = list(zip(rest[::2], rest[1::2], strict=True))
        if (
            a < b
            and side
            and HAN_RE.search(line.s[a:b])
            and all(is_pair(line, x, y) and (a < x < b) == (a < y < b) for x, y in pairs)
        ):
            fitting.append(at)
    return (fitting[0], "”" if openers else "“") if len(fitting) == 1 else None


def ascii_alnum(c: str) -> bool:
    return bool(c) and c.isascii() and c.isalnum()


def pairs_of(events: list[Event]) -> list[tuple[int, int]] | None:
    """Pairs of event numbers, or nothing where the marks do not fit together."""
    stack: list[int] = []
    pairs = []
    for k, (_, _, c) in enumerate(events):
        if c in "“‘":
            stack.append(k)
        elif stack and events[stack[-1]][2] + c in ("“”", "‘’"):
            pairs.append((stack.pop(), k))
        else:
            return None
    return None if stack else pairs


def mended(line: Line, events: list[Event]) -> list[Event]:
    """Closers and openers of the wrong level or side put right where nothing else fits."""
    fixed = list(events)
    kinds = {c for _, _, c in events}

    def put(k: int, c: str) -> None:
        fixed[k] = (events[k][0], events[k][1], c)
        line.mended.add(events[k][0])

    if kinds in ({"“"}, {"”"}) and len(events) % 2 == 0:
        for k in range(0, len(events), 2):
            put(k + 1 if kinds == {"“"} else k, "”" if kinds == {"“"} else "“")
        return fixed
    k = 0
    while k + 1 < len(events):
        a, b = fixed[k][2], fixed[k + 1][2]
        if a in "“‘" and b in "”’":
            if a + b not in ("“”", "‘’"):
                put(k + 1 if a == "“" else k, "”" if a == "“" else "“")
            k += 2
        else:
            return events
    return fixed


def alternated(events: list[Event], ends: Ends) -> list[Event]:
    """Quotations inside others with the other marks."""
    closer = {"“": "”", "‘": "’"}
    fixed = []
    stack = ["“"] if ends[0] is not None else []
    for i, old, c in events:
        new = c
        if c in "“‘":
            if i not in ends and stack and stack[-1] == c:
                new = "‘" if c == "“" else "“"
            stack.append(new)
        elif stack:
            opener = stack.pop()
            if i not in ends:
                new = closer[opener]
        fixed.append((i, old, new))
    return fixed
