"""The slow, obvious twin of the kernel `line_finder`."""

from __future__ import annotations

from kxclean.boilerplate.fold import fold

WINDOW, MOST, LONGEST, SHORT = 20, 81, 300, 80
DATE = set("0123456789年月日号时分秒点上下午晚星期周礼拜一二三四五六天()-/.:,|·[] t")

Row = tuple[int, int, bool, list[int]]
Needs = tuple[bool, list[str], list[str], list[str]]


def lines(text: str) -> list[tuple[int, int, str]]:
    """The lines that are not blank, without line ends."""
    found = []
    start = 0
    for line in text.split("\n"):
        content = line.removesuffix("\r")
        if content.strip():
            found.append((start, start + len(content), content))
        start += len(line) + 1
    return found


class Twin:
    def __init__(
        self, before: str, drawn: str, starts: list[tuple[str, str]], rules: list[Needs]
    ) -> None:
        self.before = before
        self.drawn = drawn
        self.starts = starts
        self.rules = rules

    def view(self, line: str) -> tuple[bool, bool, list[int]]:
        """Begins as a rule says, is drawn, numbers of the rules whose words it holds."""
        content = line.strip()
        if len(line) > 2 * LONGEST or len(content) > LONGEST:
            return False, False, []
        folded = fold(content)
        rest = folded.lstrip(self.before)
        if not rest:
            return False, len(folded) >= 3 and set(folded) <= set(self.drawn), []
        if content.startswith(("|", "//", "/*", "*/", "#!", "# ", "<!--")):
            return False, False, []
        prose = len(content) > SHORT or "。" in folded or folded.endswith(";")
        numbers = [
            number
            for number, (sentence, *groups) in enumerate(self.rules)
            if (sentence or not prose) and self.holds(folded, groups)
        ]
        return self.begins(rest), False, numbers

    def begins(self, rest: str) -> bool:
        if rest[0] in "0123456789":
            rest = rest.lstrip("".join(DATE)) or rest
        return any(
            rest.startswith(word)
            and (not colons or rest[len(word) :].lstrip(" ")[:1] in tuple(colons))
            for word, colons in self.starts
        )

    @staticmethod
    def holds(folded: str, groups: list[list[str]]) -> bool:
        holds, also, never = (any(word in folded for word in group) for group in groups)
        return (holds or not groups[0]) and (also or not groups[1]) and not never

    def window(self, found: list[tuple[int, int, str]]) -> tuple[list[Row], bool, bool]:
        rows: list[Row] = []
        plain = 0
        trigger = False
        for start, stop, line in found:
            begins, drawn, numbers = self.view(line)
            plain += not (begins or drawn or numbers)
            trigger = trigger or begins or bool(numbers)
            rows.append((start, stop, begins or drawn, numbers))
            if plain == WINDOW or len(rows) == MOST:
                return rows, False, trigger
        return rows, True, trigger

    def ends(self, text: str) -> tuple[list[Row], bool, list[Row], bool] | None:
        found = lines(text)
        head, head_is_all, first = self.window(found)
        foot, foot_is_all, last = self.window(found[::-1])
        return (head, head_is_all, foot, foot_is_all) if first or last else None
