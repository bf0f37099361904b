"""Quotation marks of a line as one sequence."""

from __future__ import annotations

from tests.twins.marks.line import BLANK, DIGITS, EDGE, HAN, HAN_RE, Line


def quotes(line: Line) -> None:
    events, clear = quote_events(line)
    if not clear:
        return
    if pairs_of(events) is None:
        if "mismatched-quote" not in line.rules:
            return
        events = mended(line, events)
        if pairs_of(events) is None:
            return
    if "nested-quote" in line.rules:
        events = alternated(events)
    for i, old, new in events:
        if old in "\"'":
            line.set(i, new, "straight-quote")
        elif old != new:
            line.set(i, new, "mismatched-quote" if i in line.mended else "nested-quote")


Event = tuple[int, str, str]


def quote_events(line: Line) -> tuple[list[Event], bool]:
    """Quotation marks in order: where, what stands there, what it is; false where unclear."""
    s = line.s
    events: list[Event] = []
    for i, c in enumerate(s):
        if line.code[i] or c not in "“”‘’":
            continue
        if c == "’" and ascii_alnum(line.at(i - 1)) and ascii_alnum(line.at(i + 1)):
            continue
        events.append((i, c, c))
    doubles = [i for i, c in enumerate(s) if c == '"' and not line.code[i]]
    if doubles and "straight-quote" in line.rules and not line.foreign:
        if len(doubles) % 2:
            return events, False
        for a, b in zip(doubles[::2], doubles[1::2], strict=True):
            after, before = line.kind(a + 1), line.kind(b - 1)
            if (
                b == a + 1
                or after in (BLANK, EDGE)
                or line.at(a + 1) in ",.;!?，。；：！？、)）”’"
                or before in (BLANK, EDGE)
                or line.at(b - 1) in "(（“‘"
            ):
                return events, False
            if line.at(a - 1) in DIGITS and line.at(a - 1) and line.at(b - 1) in DIGITS:
                return events, False  # inches
            if HAN_RE.search(s[a:b]) or (line.kind(a - 1) == HAN and line.kind(b + 1) == HAN):
                events += [(a, '"', "“"), (b, '"', "”")]
    elif doubles:
        return events, False
    if "straight-quote" in line.rules and not line.foreign:
        opened = -1
        for i, c in enumerate(s):
            if c != "'" or line.code[i]:
                if c in '"“”‘’':
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
    return sorted(events), True


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


def alternated(events: list[Event]) -> list[Event]:
    pairs = pairs_of(events)
    fixed = list(events)
    stack: list[str] = []
    closer = {"“": "”", "‘": "’"}
    opener_of = {b: a for a, b in pairs or []}
    put: dict[int, str] = {}
    for k, (i, old, c) in enumerate(events):
        if k in opener_of:
            stack.pop()
            new = closer[put[opener_of[k]]]
        else:
            new = c
            if stack and stack[-1] == c:
                new = "‘" if c == "“" else "“"
            put[k] = new
            stack.append(new)
        fixed[k] = (i, old, new)
    return fixed
