"""Boilerplate rules as data: TOML files become values that can be matched.

One `[[rule]]` has the keys

- `name`, `what`, `why`, `source`: as in `kxclean.Rule`;
- `where`: `head`, `foot`, `both`, or `alone` (on a line of its own anywhere near head or foot);
- `evidence`: how far such a line speaks for itself (see `Evidence`), and `evidence_foot` where it
  differs at the foot;
- `starts`: the words with which it begins, parted by blanks; `:` behind a word says that a colon
  must follow, and `(a|b|)c` stands for `ac`, `bc` and `c`. Without `starts` the rule is tried on
  every line, which costs time;
- `holds`: where there are no `starts`, words one of which must be in the line;
- `pattern`: for the `regex` library, must match the whole piece of the line. It meets the folded
  line (simplified, half width, lower case, plain blanks; see `fold`). Named groups become metadata.
  `<<label>>` stands for one of the `starts` with a colon, `<<word>>` for one without, and there are
  `<<date>>`, `<<clock>>`, `<<moment>>`, `<<count>>`, `<<name>>`, `<<url>>`, `<<years>>`. A piece
  whose pattern begins with `<<label>>` or `<<word>>` ends where the next piece begins, and says
  little (`weak`) without a value; any other takes as much of the line as it can;
- `kinds`: the kind of value of a group (`text`, `count`, `moment`, `list`, `path`), where the name
  does not say it already;
- `changes`, `leaves`: examples, one a line, at least one each. `⏎` is a line break, ` → ` is
  followed by the metadata, and a line that begins with `=` is the line of another rule.
"""

from __future__ import annotations

import functools
import itertools
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kxclean.boilerplate.values import KINDS, kind_of
from kxclean.errors import ConfigError, RuleError, shown
from kxclean.ledger import Safety
from kxclean.pattern import later
from kxclean.rule import Example, Rule

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    import regex

__all__ = ["Evidence", "LineExample", "LineRule", "framed", "load_rules", "parse", "shipped_rules"]

Where = Literal["head", "foot", "both", "alone"]


class Evidence(IntEnum):
    """How far a line speaks for itself; the numbers are added up over the rules of a run."""

    FOLLOWS = 0  # goes only where boilerplate stands between it and the text
    WEAK = 1  # needs company
    PLAIN = 2  # enough, unless it stands in a form of other labels and values
    SURE = 3  # enough


_KEYS = {
    "name",
    "where",
    "evidence",
    "evidence_foot",
    "starts",
    "holds",
    "pattern",
    "kinds",
    "what",
    "why",
    "source",
    "changes",
    "leaves",
}
_NEEDED = ("name", "where", "evidence", "pattern", "what", "why", "source", "changes", "leaves")

_DATE = (
    r"(?:(?:19|20)\d\d ?(?:-|/|\.|年) ?\d{1,2} ?(?:-|/|\.|月) ?\d{1,2}日?"
    r"(?: ?\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?)"
)
_CLOCK = (
    r"(?:(?:上午|中午|下午|晚上?|am|pm)? ?\d{1,2}(?::|时|点)\d{2}(?:(?::|分)\d{2}(?:\.\d+)?)?"
    r"[分秒]?(?: ?[ap]m)?(?:z|[+-]\d\d:?\d\d)?)"
)
#: No mark of a sentence and none of the particles that make one.
_NAME = r"[^:|>,。!?;“”\"的了是为将应须]"
_FRAGMENTS = {
    "label": r"\L<words> *: *",
    "word": r"\L<words>",
    "date": _DATE,
    "clock": _CLOCK,
    "moment": rf"(?:{_DATE}(?:[ t]*{_CLOCK})?)",
    "count": r"(?:\d[\d,]*(?:\.\d+)? ?[千万亿kw]?\+?)",
    # Names of people and houses: short, without the marks of a sentence.
    "name": rf"(?:{_NAME}{{1,40}}?(?:[,、] ?{_NAME}{{1,8}}?)*)",
    "years": r"(?:(?:19|20)\d\d年?(?: *[-~—至] *(?:(?:19|20)\d\d年?|至?今|now|present))?)",
    "url": r"(?:(?:https?:/+|www\.)[^\s。,;]+)",
}

_FRAGMENT = later(r"<<\w+>>")
_TITLE = "关于召开学术年会的通知"
_BODY = "本次年会将于下月举行，请各单位认真组织。\n\n会议期间将安排专题报告，欢迎广大会员踊跃参加。"
_COMPANY = "="  # before the line of another rule in an example


@dataclass(frozen=True, slots=True)
class LineExample:
    """An example of a file of rules: the lines, what stays of them, and what they say."""

    lines: str
    left: str
    metadata: Mapping[str, str]


@dataclass(frozen=True)
class LineRule:
    """A rule of one kind of head and foot line.

    `head` and `foot` are `None` where such a line does not stand there.
    """

    rule: Rule
    where: Where
    head: Evidence | None
    foot: Evidence | None
    starts: tuple[str, ...]
    holds: tuple[str, ...]
    pattern: str
    kinds: Mapping[str, str]
    examples: tuple[LineExample, ...]
    leaves: tuple[str, ...]

    @property
    def alone(self) -> bool:
        """Whether a line of its own is enough, though other text stands behind it."""
        return self.where == "alone"

    @property
    def labelled(self) -> bool:
        """Whether a value stands behind a label: without it the piece needs company."""
        return self.pattern.startswith(("<<label>>", "<<word>>"))

    @property
    def most(self) -> int:
        """The most that such a line says."""
        return max(evidence for evidence in (self.head, self.foot) if evidence is not None)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The starts as they stand in a line: without colon, and short labels also spread out."""
        found: list[str] = []
        for start in self.starts:
            word = start.rstrip(":")
            found.append(word)
            if len(word) == 2 and not word.isascii():
                # `来 源` and `来    源` are set so to be as wide as `发布时间`.
                found += [word[0] + " " * blanks + word[1] for blanks in (1, 2, 3, 4)]
        return tuple(dict.fromkeys(found))

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The pattern, compiled on first use.

        Raises:
            RuleError: if it is no pattern.
        """
        import regex

        source = self.pattern
        for name, fragment in _FRAGMENTS.items():
            source = source.replace(f"<<{name}>>", fragment)
        if stray := _FRAGMENT.search(source):
            raise RuleError(
                f"rule {self.rule.name}: there is no {stray[0]}; there are "
                + ", ".join(f"<<{name}>>" for name in _FRAGMENTS)
            )
        named = {"words": list(self.words)} if r"\L<words>" in source else {}
        try:
            return regex.compile(source, regex.VERSION1, **named)
        except (regex.error, KeyError, TypeError, ValueError) as error:
            raise RuleError(
                f"rule {self.rule.name}: {shown(self.pattern)} is no pattern of the regex "
                f"library: {error}"
            ) from error


def framed(lines: str, *, foot: bool) -> str:
    r"""A small document with the lines at its head or foot.

    >>> framed("浏览次数:74", foot=True).endswith("踊跃参加。\n\n浏览次数:74")
    True
    """
    if not lines:
        return f"{_TITLE}\n\n{_BODY}"
    if foot:
        return f"{_TITLE}\n\n{_BODY}\n\n{lines}"
    return f"{_TITLE}\n\n{lines}\n\n{_BODY}"


def _examples(text: str) -> Iterator[LineExample]:
    for entry in filter(None, map(str.strip, text.splitlines())):
        lines, _, said = entry.partition(" → ")
        shares = [share.strip() for share in lines.split("⏎")]
        left = [share[1:] for share in shares if share.startswith(_COMPANY)]
        pairs = (pair.partition("=") for pair in said.split(" & ") if pair)
        yield LineExample(
            "\n".join(share.removeprefix(_COMPANY) for share in shares),
            "\n".join(left),
            {key.strip(): value.strip() for key, _, value in pairs},
        )


def _spelt_out(start: str) -> Iterator[str]:
    """The words that `(a|b|)c` stands for."""
    # A bracket that is not closed is met in lines: `阅读(74)`.
    parts = re.split(r"\(([^()]*\|[^()]*)\)", start)
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return map("".join, itertools.product(*choices))


def _evidence(name: str, value: object) -> Evidence:
    try:
        return Evidence[str(value).upper()]
    except KeyError:
        raise RuleError(
            f"rule {name}: evidence {shown(value)} is not one of sure, plain, weak, follows"
        ) from None


def _line_rule(entry: Mapping[str, Any]) -> LineRule:
    name = str(entry.get("name", "without a name"))
    for key in _NEEDED:
        if not entry.get(key):
            raise RuleError(f"rule {name} has no {key}; every rule of lines needs one")
    for key, value in entry.items():
        if key not in _KEYS:
            raise RuleError(
                f"rule {name}: there is no key {shown(key)}; there are {', '.join(sorted(_KEYS))}"
            )
        if key == "kinds":
            if not isinstance(value, dict) or not set(value.values()) <= set(KINDS):
                raise RuleError(
                    f"rule {name}: kinds = {shown(value)} has to give each group one of "
                    + ", ".join(KINDS)
                )
        elif not isinstance(value, str):
            raise RuleError(f"rule {name}: {key} = {shown(value)} is not a text")
    where = entry["where"]
    if where not in ("head", "foot", "both", "alone"):
        raise RuleError(f"rule {name}: where = {shown(where)} is not head, foot, both or alone")
    evidence = _evidence(name, entry["evidence"])
    at_foot = _evidence(name, entry.get("evidence_foot", entry["evidence"]))
    examples = tuple(_examples(entry["changes"]))
    leaves = tuple(
        leave.strip().replace("⏎", "\n") for leave in entry["leaves"].splitlines() if leave.strip()
    )
    strip = {"boilerplate": "strip", "apply": "safe"}
    foot = where != "head"
    kept = [framed(leave, foot=True) for leave in leaves]
    kept += [framed(leave, foot=False) for leave in leaves]
    return LineRule(
        rule=Rule(
            name=name,
            stage="boilerplate",
            safety=Safety.SAFE,
            what=entry["what"],
            why=entry["why"],
            changes=tuple(
                Example(framed(one.lines, foot=foot), framed(one.left, foot=foot), strip)
                for one in examples
            ),
            leaves=tuple(Example(text, text, strip) for text in kept),
            source=entry["source"],
        ),
        where=where,
        head=None if where == "foot" else evidence,
        foot=None if where == "head" else at_foot,
        starts=tuple(
            word for start in entry.get("starts", "").split() for word in _spelt_out(start)
        ),
        holds=tuple(entry.get("holds", "").split()),
        pattern=entry["pattern"],
        kinds=entry.get("kinds", {}),
        examples=examples,
        leaves=leaves,
    )


def parse(text: str, origin: object) -> tuple[LineRule, ...]:
    """The rules of a TOML text; `origin` is what messages call it.

    Raises:
        ConfigError: if it is not TOML, or not a list of rules.
        RuleError: if a rule is declared wrongly.
    """
    try:
        document = tomllib.loads(text)
    except ValueError as error:
        raise ConfigError(f"cannot read the rules in {shown(origin)}: {error}") from error
    entries = document.pop("rule", None)
    if document or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise ConfigError(
            f"{shown(origin)} is no file of rules: it has to hold [[rule]] entries and nothing else"
        )
    return tuple(map(_line_rule, entries))


def load_rules(path: str | Path) -> tuple[LineRule, ...]:
    """The rules in a user's own file, checked whole: patterns are compiled at once.

    Raises:
        ConfigError: if the file cannot be read, is not TOML, or has something else in it.
        RuleError: if a rule is declared wrongly, has a bad pattern, or takes a name twice.

    >>> load_rules("missing.toml")
    Traceback (most recent call last):
        ...
    kxclean.errors.ConfigError: cannot read the rules in 'missing.toml': ...
    """
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, ValueError) as error:
        raise ConfigError(f"cannot read the rules in {shown(str(path))}: {error}") from error
    found = parse(text, str(path))
    taken = {one.rule.name for one in shipped_rules()}
    for one in found:
        if one.rule.name in taken:
            raise RuleError(f"rule {one.rule.name} exists already; give yours another name")
        taken.add(one.rule.name)
        for group in one.compiled.groupindex:
            if kind_of(group) != "text" and one.kinds.get(group, kind_of(group)) != kind_of(group):
                raise RuleError(
                    f"rule {one.rule.name}: {group} is a {kind_of(group)} everywhere; name the "
                    f"group otherwise"
                )
    return found


#: The shipped files, in the order in which `kxclean rules` lists them.
_FILES = ("credits", "dates", "counters", "navigation", "related", "legal", "notices")


@functools.cache
def shipped_rules() -> tuple[LineRule, ...]:
    """The rules that come with kxclean, read once a process."""
    folder = resources.files("kxclean.boilerplate") / "rules"
    return tuple(
        one
        for name in _FILES
        for one in parse((folder / f"{name}.toml").read_text("utf-8"), f"{name}.toml")
    )
