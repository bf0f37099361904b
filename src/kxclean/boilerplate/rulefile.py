"""Boilerplate rules as data: TOML files become values that can be matched.

One `[[rule]]` has the keys

- `name`, `what`, `why`, `source`: as in `kxclean.Rule`;
- `where`: `head`, `foot`, `both`, or `alone` (on a line of its own anywhere near head or foot);
- `evidence`: how far such a line speaks for itself (see `Evidence`), and `evidence_foot` where it
  differs at the foot;
- `starts`: the words with which it begins, parted by blanks; `:` behind a word says that a colon
  must follow, and `(a|b|)c` stands for `ac`, `bc` and `c`. Without `starts` the rule is tried on
  every line, which costs time;
- `colons`: the marks that may stand behind a start that needs a colon, where `:` is not the only
  one: in `编辑|王小明` and `文/王小明` a bar or a stroke stands for it;
- `holds`: where there are no `starts`, words one of which must be in the line, `(a|b|)c` as above, `_` for
  a blank;
  `also`, words one of which must be in it as well; `never`, words that must not be in it;
- `sentence`: `yes` if such a line may be sentences. Without it, lines of more than 80 characters,
  with a full stop, or with a semicolon at the end are not tried;
- `pattern`: for the `regex` library, must match the whole piece of the line. It meets the folded
  line (simplified, half width, lower case, plain blanks; see `fold`). Named groups become metadata.
  `<<label>>` stands for one of the `starts` with a colon, `<<word>>` for one without, and there are
  `<<date>>`, `<<clock>>`, `<<moment>>`, `<<count>>`, `<<name>>`, `<<url>>`, `<<years>>`. A piece
  whose pattern begins with `<<label>>` or `<<word>>` ends where the next piece begins, and says
  little (`weak`) without a value; any other takes as much of the line as it can;
- `kinds`: the kind of value of a group (`text`, `count`, `moment`, `list`, `path`, `entry`), where
  the name does not say it already;
- `last`: `yes` for a rule that is tried where no other knows a piece;
- `lists`: the key under which the short lines below such a line are listed, where it is the heading
  of a list of other pages at the foot;
- `changes`, `leaves`: examples, one a line, at least one each. `⏎` is a line break, ` → ` is
  followed by the metadata, and a line that begins with `=` is the line of another rule.

Before the rules a table `[words]` may give names to lists of words, parted by blanks: `<<name>>` in
a pattern of the file stands for any of them, `(a|b|)c` as in `starts`. A table `[patterns]` gives
names to parts of patterns in the same way.
"""

from __future__ import annotations

import functools
import itertools
import re
import sys
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from kxclean.boilerplate.linerule import FRAGMENTS, Evidence, LineExample, LineRule
from kxclean.boilerplate.values import KINDS, kind_of
from kxclean.errors import ConfigError, RuleError, shown
from kxclean.ledger import Safety
from kxclean.pattern import later
from kxclean.rule import Example, Rule

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["framed", "load_rules", "parse", "shipped_rules"]

_KEYS = {
    "name",
    "where",
    "evidence",
    "evidence_foot",
    "starts",
    "colons",
    "holds",
    "also",
    "never",
    "sentence",
    "pattern",
    "kinds",
    "lists",
    "last",
    "what",
    "why",
    "source",
    "changes",
    "leaves",
}
_NEEDED = ("name", "where", "evidence", "pattern", "what", "why", "source", "changes", "leaves")

_OWN_NAME = later(r"[a-z_]+")
_TITLE = "关于召开学术年会的通知"
_BODY = "本次年会将于下月举行，请各单位认真组织。\n\n会议期间将安排专题报告，欢迎广大会员踊跃参加。"
_COMPANY = "="  # before the line of another rule in an example


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


def _all_spelt_out(words: str) -> tuple[str, ...]:
    found = (word.replace("_", " ") for one in words.split() for word in _spelt_out(one))
    return tuple(dict.fromkeys(found))


def _named(table: str, entries: object, origin: object) -> dict[str, str]:
    """The lists of words, or the parts of patterns, to which a file gives names."""
    if not isinstance(entries, dict):
        raise ConfigError(f"{shown(origin)}: {table} = {shown(entries)} is not a table of texts")
    for name, value in entries.items():
        if not isinstance(value, str) or not value.split():
            raise ConfigError(f"{shown(origin)}: {table}.{name} = {shown(value)} is not a text")
        if not _OWN_NAME.fullmatch(name) or name in ("label", "words", *FRAGMENTS):
            raise ConfigError(
                f"{shown(origin)}: there cannot be {table}.{name}; take another name, of small "
                "letters"
            )
    return entries


def _evidence(name: str, value: object) -> Evidence:
    try:
        return Evidence[str(value).upper()]
    except KeyError:
        raise RuleError(
            f"rule {name}: evidence {shown(value)} is not one of sure, plain, weak, follows"
        ) from None


def _line_rule(entry: Mapping[str, Any], lexicon: Mapping[str, tuple[str, ...]]) -> LineRule:
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
    for key in ("sentence", "last"):
        if entry.get(key, "yes") != "yes":
            raise RuleError(f"rule {name}: {key} = {shown(entry[key])} is not 'yes'")
    if not set(entry.get("colons", ":")) <= set(":|/"):
        raise RuleError(f"rule {name}: colons = {shown(entry['colons'])} has more than : | and /")
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
        starts=_all_spelt_out(entry.get("starts", "")),
        colons=entry.get("colons", ":"),
        holds=_all_spelt_out(entry.get("holds", "")),
        also=_all_spelt_out(entry.get("also", "")),
        never=_all_spelt_out(entry.get("never", "")),
        sentence=entry.get("sentence") == "yes",
        pattern=entry["pattern"],
        kinds=entry.get("kinds", {}),
        lists=entry.get("lists", ""),
        last=entry.get("last") == "yes",
        lexicon=lexicon,
        examples=examples,
        leaves=leaves,
    )


def _with(parts: Mapping[str, str], entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The entry with the named parts in its pattern."""
    pattern = entry.get("pattern")
    if not isinstance(pattern, str):
        return entry
    for name, part in parts.items():
        pattern = pattern.replace(f"<<{name}>>", part)
    return {**entry, "pattern": pattern}


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
    words = _named("words", document.pop("words", {}), origin)
    lexicon = {name: _all_spelt_out(value) for name, value in words.items()}
    parts = _named("patterns", document.pop("patterns", {}), origin)
    if document or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise ConfigError(
            f"{shown(origin)} is no file of rules: it has to hold [[rule]] entries and nothing else "
            "but [words] and [patterns]"
        )
    return tuple(_line_rule(_with(parts, entry), lexicon) for entry in entries)


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
_FILES = (
    "credits", "dates", "counters", "navigation", "menus", "related", "legal", "notices", "prompts",
)  # fmt: skip


@functools.cache
def shipped_rules() -> tuple[LineRule, ...]:
    """The rules that come with kxclean, read once a process."""
    folder = resources.files("kxclean.boilerplate") / "rules"
    return tuple(
        one
        for name in _FILES
        for one in parse((folder / f"{name}.toml").read_text("utf-8"), f"{name}.toml")
    )
