"""How a rule declares itself, and what a pass over a text hands back.

A rule never changes text. A pass looks at a text for one or more rules and returns `Findings`:
edits in the text it was given, which the ledger then applies.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, runtime_checkable

from kxclean import _native
from kxclean.config import Config
from kxclean.errors import RuleError, shown
from kxclean.ledger import Edit, Ledger, Safety

__all__ = [
    "STAGES",
    "Context",
    "Example",
    "Findings",
    "FunctionPass",
    "Pass",
    "Rule",
    "Safety",
    "enabled_rules",
]

#: The stages in the order in which the text meets them.
STAGES = ("decode", "repair", "layout", "boilerplate", "normalise", "collapse")


@dataclass(frozen=True, slots=True)
class Example:
    """A text before and after one rule; `before == after` where it must be left alone.

    `options` are arguments of `kxclean.clean`; what they do not name is switched to `keep`.
    """

    before: str
    after: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, named for the fault that it mends.

    Args:
        name: lower case with hyphens, for the fault (`pinyin-gloss`): "disable NAME" reads well.
        stage: one of `STAGES`.
        safety: applied by default, or only proposed. A single edit may be less safe than its rule.
        what: what it does, in a sentence.
        why: why the fault arises and why the remedy is right.
        changes: texts that it changes, at least one.
        leaves: texts that look alike and must stay, at least one; a string stands for
            `Example(text, text)`.
        source: paper, standard, page or document that the rule rests on.
        default: false for rules that a user has to enable.
    """

    name: str
    stage: str
    safety: Safety
    what: str
    why: str
    changes: tuple[Example, ...]
    leaves: tuple[str | Example, ...]
    source: str
    default: bool = True

    def __post_init__(self) -> None:
        if not self.name or not set(self.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-"):
            raise RuleError(f"a rule name is lower case with hyphens, not {shown(self.name)}")
        if self.stage not in STAGES:
            raise RuleError(f"rule {self.name}: stage {shown(self.stage)} is not one of {STAGES}")
        for part in ("what", "why", "changes", "leaves", "source"):
            if not getattr(self, part):
                raise RuleError(f"rule {self.name} has no {part}; every rule needs one")

    def kept(self) -> tuple[Example, ...]:
        """The texts that must stay, as examples."""
        return tuple(Example(k, k) if isinstance(k, str) else k for k in self.leaves)


@dataclass(frozen=True)
class Context:
    """What a pass may know: the configuration, the rules that are on, and the scan of the text."""

    config: Config
    rules: frozenset[str]
    text: str

    @cached_property
    def scan(self) -> _native.Scan:
        """What one walk of the kernel found; a pass without a trigger returns at once."""
        return _native.scan(self.text)

    def on(self, rule: Rule | str) -> bool:
        """Whether a rule is switched on."""
        return (rule if isinstance(rule, str) else rule.name) in self.rules


@dataclass(slots=True)
class Findings:
    """What a pass found. Spans are code points of the text that the pass was given.

    `native` is for kernels that make their edits themselves; a pass uses it or `edits`, not both.
    """

    edits: list[Edit] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    signals: dict[str, float] = field(default_factory=dict)
    native: Ledger | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do, to note or to say."""
        return self.native is None and not (self.edits or self.metadata or self.signals)

    def edit(
        self,
        text: str,
        start: int,
        end: int,
        replacement: str,
        rule: Rule,
        *,
        safety: Safety | None = None,
        candidates: tuple[tuple[str, float], ...] = (),
    ) -> None:
        """Notes the edit that puts `replacement` in the place of `text[start:end]`.

        `candidates` are other replacements with their odds; see `Edit`.
        """
        removed = text[start:end]
        if removed != replacement:
            self.edits.append(
                Edit(start, end, removed, replacement, rule.name, safety or rule.safety, candidates)
            )

    def settled(self) -> list[Edit]:
        """The edits in order, without those that overlap one noted earlier.

        What loses here is found again in the next round, on the text as it then is.
        """
        taken: list[Edit] = []
        for edit in self.edits:
            at = bisect_right(taken, edit)
            fits_left = at == 0 or taken[at - 1].end <= edit.start
            fits_right = at == len(taken) or edit.end <= taken[at].start
            if fits_left and fits_right:
                taken.insert(at, edit)
        return taken


@runtime_checkable
class Pass(Protocol):
    """One look at the text, for one or more rules that do not disturb each other."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules whose edits this pass makes, in the order of `kxclean rules`."""

    def __call__(self, text: str, context: Context) -> Findings:
        """Finds edits in `text`; changes nothing."""


@dataclass(frozen=True, slots=True)
class FunctionPass:
    """A pass made of a function."""

    rules: tuple[Rule, ...]
    find: Callable[[str, Context], Findings]

    def __call__(self, text: str, context: Context) -> Findings:
        """Finds edits in `text`; changes nothing."""
        return self.find(text, context)


def enabled_rules(rules: Iterable[Rule], config: Config) -> frozenset[str]:
    """Names of the rules that `config` switches on."""
    return frozenset(
        rule.name
        for rule in rules
        if (rule.default or rule.name in config.enable) and rule.name not in config.disable
    )
