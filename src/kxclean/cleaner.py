"""The cleaner: runs the stages over one document, or over many."""

from __future__ import annotations

import dataclasses
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any, Literal

from kxclean import boilerplate, collapse, decode, layout, normalise, repair
from kxclean.config import Config
from kxclean.document import Cleaned, Decoded, Quarantined
from kxclean.errors import ConfigError, InputError, KxcleanError, RuleError, shown
from kxclean.ledger import Edit, Ledger, Safety
from kxclean.rule import Context, Pass, Rule, enabled_rules

__all__ = ["Cleaner", "clean", "rules"]

#: The stages over text, in order. Decoding makes the text and is not one of them.
_STAGES: tuple[tuple[str, tuple[Pass, ...]], ...] = (
    ("repair", repair.PASSES),
    ("layout", layout.PASSES),
    ("boilerplate", boilerplate.PASSES),
    ("normalise", normalise.PASSES),
    ("collapse", collapse.PASSES),
)

#: A clean text is a fixed point, so the stages run until nothing changes. Real documents settle in
#: the second round, which finds nothing; the bound only keeps two rules that undo each other (a
#: fault) from running for ever.
_ROUNDS = 8


_Stages = tuple[tuple[str, tuple[Pass, ...]], ...]


@cache
def _repairers() -> frozenset[str]:
    """Rules that undo damage."""
    return frozenset(rule.name for rule in rules() if rule.stage == "repair")


#: Signals that count damaged characters which no edit touched, those only suggested among them.
_REMAINING = ("remaining_mojibake", "lost_characters", "private_use_characters")


def rules() -> tuple[Rule, ...]:
    """Every rule, in the order in which the text meets them.

    >>> [rule.stage for rule in rules() if rule.name == "pinyin-gloss"]
    ['repair']
    """
    return _rules_of(_STAGES)


def _rules_of(stages: _Stages) -> tuple[Rule, ...]:
    found: dict[str, Rule] = {}
    for _stage, passes in (("decode", decode.PASSES), *stages):
        for one in passes:
            for rule in one.rules:
                found.setdefault(rule.name, rule)
    return tuple(found.values())


def _stages(config: Config, model: boilerplate.TemplateModel | None) -> _Stages:
    """The stages, with the rules of head and foot lines that are the user's own or were learned."""
    if model is None and config.boilerplate_model:
        model = boilerplate.TemplateModel.load(config.boilerplate_model)
    own = boilerplate.passes(config.boilerplate_rules, model)
    if own is boilerplate.PASSES:
        return _STAGES
    others = {rule.name for rule in rules() if rule.stage != "boilerplate"}
    for rule in (rule for one in own for rule in one.rules):
        if rule.name in others:
            raise RuleError(f"rule {rule.name} exists already; give yours another name")
    return tuple((name, own if name == "boilerplate" else passes) for name, passes in _STAGES)


def _active(stages: _Stages, config: Config, rules: frozenset[str]) -> tuple[tuple[str, Pass], ...]:
    """The passes that have a rule that is on, in order, each with its stage."""
    kept = {
        "boilerplate": config.boilerplate == "keep",
        "collapse": config.duplicates == "keep",
    }
    return tuple(
        (stage, one)
        for stage, passes in stages
        if not kept.get(stage)
        for one in passes
        if any(rule.name in rules for rule in one.rules)
    )


class Cleaner:
    """Cleans documents by one configuration. Immutable, picklable, safe to share between threads.

    Args:
        config: a `Config`, or a mapping of its options.
        template_model: learned boilerplate; stands for the one of the configuration.
        **options: options on top of it.

    Raises:
        ConfigError: for an unknown option, an impossible value, an unknown rule, or a file of rules
            or a model that cannot be read.
        RuleError: if a rule in a file of rules is declared wrongly.

    >>> Cleaner(script="keep").clean("現有組織機構37 226個").text
    '現有組織機構37226個'
    """

    __slots__ = ("_active", "_config", "_model", "_removers", "_rules", "_stages")

    def __init__(
        self,
        config: Config | Mapping[str, Any] | None = None,
        /,
        *,
        template_model: boilerplate.TemplateModel | None = None,
        **options: Any,
    ) -> None:
        if config is None:
            config = {}
        base = config if isinstance(config, Config) else Config.from_options(config)
        self._config = Config.from_options(options, base)
        if not isinstance(template_model, boilerplate.TemplateModel | None):
            raise ConfigError(f"template_model={shown(template_model)} is no TemplateModel")
        self._model = template_model
        self._stages = _stages(self._config, template_model)
        known = _rules_of(self._stages)
        names = {rule.name for rule in known}
        for name in (*self._config.enable, *self._config.disable):
            if name not in names:
                raise ConfigError(
                    f"there is no rule {shown(name)}; `kxclean rules` lists all {len(names)}"
                )
        normalise.require_dictionaries(self._config)
        self._rules = enabled_rules(known, self._config)
        self._active = _active(self._stages, self._config, self._rules)
        #: Rules that take whole lines away, in whatever state the stages before left them.
        self._removers = tuple(
            rule.name for rule in known if rule.stage in ("boilerplate", "collapse")
        )

    @property
    def config(self) -> Config:
        """The configuration."""
        return self._config

    @property
    def options(self) -> dict[str, Any]:
        """The options, and a digest of the user's own and learned rules if there are any.

        Cleaners with equal options give equal results.
        """
        found = dataclasses.asdict(self._config)
        own = [
            one
            for _, passes in self._stages
            for one in passes
            if isinstance(one, boilerplate.LinePass)
        ]
        digests = [one.digest for one in own if one.digest]
        return {**found, "boilerplate_digest": digests[0]} if digests else found

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, those of the configuration's own files among them."""
        return _rules_of(self._stages)

    def __reduce__(self) -> tuple[Any, ...]:
        return _make, (self._config, self._model)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cleaner):
            return NotImplemented
        return self._config == other._config and self._model == other._model

    def __hash__(self) -> int:
        return hash((Cleaner, self._config))

    def __repr__(self) -> str:
        return f"Cleaner({self._config!r})"

    def clean(self, source: str | bytes) -> Cleaned:
        """The source, cleaned, with its ledger.

        Raises:
            InputError: if the source is neither text nor bytes, or has lone surrogates.
            DecodeError: if bytes are no text.
        """
        decoded = decode.decode(source)
        run = _Run(
            self._config,
            self._rules,
            self._active,
            decoded,
            decoded.text,
            Ledger.identity(decoded.text),
            Context(self._config, self._rules, decoded.text),
        )
        for _ in range(_ROUNDS):
            if not run.round():
                break
        return Cleaned(
            text=run.text,
            ledger=run.ledger.compact(self._removers),
            decoded=decoded,
            suggestions=run.all_suggestions(),
            metadata=run.all_metadata(),
            signals=run.all_signals(),
        )

    def clean_many(
        self,
        sources: Iterable[str | bytes],
        *,
        jobs: int = 1,
        on_error: Literal["quarantine", "raise"] = "quarantine",
    ) -> Iterator[Cleaned | Quarantined]:
        """Cleans sources lazily, in their order.

        A source that cannot be cleaned comes back as `Quarantined` with the reason, so that none
        is lost and none stops the run; with `on_error="raise"` its error is raised instead.

        Args:
            sources: any iterable; it is read no more than a few records ahead.
            jobs: processes to use; what comes out is the same for any number.
            on_error: `quarantine` or `raise`.

        Raises:
            ConfigError: if `jobs` is not a whole number from 1 on, or `on_error` is neither.
            InputError: if `sources` is one source, or cannot be iterated over.
            KxcleanError: while iterating, if a worker process dies.

        >>> [one.ok for one in Cleaner().clean_many(["现有", b"%PDF-1.7", None])]
        [True, False, False]
        """
        if isinstance(jobs, bool) or not isinstance(jobs, int) or jobs < 1:
            raise ConfigError(f"jobs={shown(jobs)} is not a whole number from 1 on")
        if on_error not in ("quarantine", "raise"):
            raise ConfigError(f"on_error={shown(on_error)} is neither 'quarantine' nor 'raise'")
        if isinstance(sources, str | bytes) or not isinstance(sources, Iterable):
            raise InputError(
                f"clean_many takes an iterable of sources, not {shown(sources)}; "
                "for one source call clean"
            )
        made = self._one_by_one(sources) if jobs == 1 else self._in_batches(sources, jobs)
        return _settled(made, on_error)

    def _one_by_one(self, sources: Iterable[Any]) -> Generator[tuple[Any, Cleaned | KxcleanError]]:
        for source in sources:
            yield source, _attempt(self, source)

    def _in_batches(
        self, sources: Iterable[Any], jobs: int
    ) -> Generator[tuple[Any, Cleaned | KxcleanError]]:
        from kxclean.parallel import in_order

        sent: deque[list[Any]] = deque()

        def batches() -> Iterator[list[Any]]:
            for batch in _batches(sources):
                sent.append(batch)
                # What is no source may not be picklable either; it stays here.
                yield [source if type(source) in (str, bytes) else "" for source in batch]

        with closing(in_order(partial(_attempt_all, self), batches(), jobs)) as answers:
            for answer in answers:
                for source, made in zip(sent.popleft(), answer, strict=True):
                    kept = type(source) in (str, bytes)
                    yield source, made if kept else _attempt(self, source)


def _make(config: Config, model: boilerplate.TemplateModel | None) -> Cleaner:
    return Cleaner(config, template_model=model)


#: A batch for a worker process is full with this many records, or characters or bytes.
_BATCH_RECORDS, _BATCH_SIZE = 16, 1 << 16


def _batches(sources: Iterable[Any]) -> Iterator[list[Any]]:
    """The sources in batches; what was read before an error of the iterable is not lost."""
    batch: list[Any] = []
    size = 0
    try:
        for source in sources:
            batch.append(source)
            size += len(source) if isinstance(source, str | bytes) else 0
            if len(batch) == _BATCH_RECORDS or size >= _BATCH_SIZE:
                yield batch
                batch, size = [], 0
    except Exception:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _attempt(cleaner: Cleaner, source: Any) -> Cleaned | KxcleanError:
    """The cleaned source, or why there is none."""
    try:
        return cleaner.clean(source)
    except KxcleanError as error:
        return error
    except Exception as error:  # noqa: BLE001 -- one record must not stop the others
        return KxcleanError(
            f"kxclean failed on {shown(source)}, which is a fault in kxclean; please report it: "
            f"{type(error).__name__}: {error}"
        )


def _attempt_all(cleaner: Cleaner, sources: Sequence[Any]) -> list[Cleaned | KxcleanError]:
    return [_attempt(cleaner, source) for source in sources]


def _settled(
    made: Generator[tuple[Any, Cleaned | KxcleanError]], on_error: str
) -> Iterator[Cleaned | Quarantined]:
    with closing(made):
        for source, result in made:
            if isinstance(result, Cleaned):
                yield result
            elif on_error == "raise":
                raise result
            else:
                yield Quarantined(source, str(result))


@dataclass(slots=True)
class _Run:
    """One document on its way through the stages."""

    config: Config
    rules: frozenset[str]
    passes: tuple[tuple[str, Pass], ...]
    decoded: Decoded
    text: str
    ledger: Ledger
    #: Of the text as it is; its scan is made once for each state of the text.
    context: Context
    metadata: dict[str, Any] = field(default_factory=dict)
    signals: dict[str, float] = field(default_factory=dict)
    suggestions: dict[tuple[int, int, str], Edit] = field(default_factory=dict)
    #: Characters of the raw text that the edits of a stage removed or replaced.
    touched: dict[str, int] = field(default_factory=dict)

    def round(self) -> bool:
        """Runs every stage once; true if the text changed."""
        before = self.text
        for stage, one in self.passes:
            self.take(stage, one)
        return self.text != before

    def take(self, stage: str, one: Pass) -> None:
        """Runs one pass and applies what it may."""
        found = one(self.text, self.context)
        if found.is_empty:
            return
        for key, value in found.metadata.items():
            earlier = self.metadata.setdefault(key, value)
            if earlier is not value and isinstance(earlier, list) and isinstance(value, list):
                self.metadata[key] = [*earlier, *(item for item in value if item not in earlier)]
        for key, number in found.signals.items():
            # Each round counts what remains; the first sees the most evidence of it.
            self.signals[key] = max(self.signals.get(key, 0), number)
        change = found.native
        if change is None:
            edits = found.settled()
            applied = [
                edit for edit in edits if edit.safety is Safety.SAFE or self.config.apply == "all"
            ]
            if len(applied) < len(edits):
                self.suggest([edit for edit in edits if edit.safety is Safety.UNSAFE])
            if not applied:
                return
            change = Ledger.from_edits(self.text, applied)
            self.touched[stage] = self.touched.get(stage, 0) + sum(
                max(edit.end - edit.start, len(edit.replacement)) for edit in applied
            )
            if stage == "repair":
                for rule, count in Counter(edit.rule for edit in applied).items():
                    name = f"repaired_{rule.replace('-', '_')}"
                    self.signals[name] = max(self.signals.get(name, 0), count)
        if change:
            self.text = change.apply(self.text)
            self.ledger = self.ledger.then(change)
            self.context = Context(self.config, self.rules, self.text)

    def suggest(self, edits: list[Edit]) -> None:
        """Notes suggestions, carried back to the raw text.

        Where earlier edits changed the text around one, the suggestion covers them whole. A later
        round that proposes the same place again replaces what was noted.
        """
        names = {edit.rule for edit in edits}
        proposed = self.ledger.then(Ledger.from_edits(self.text, edits))
        candidates = {edit.replacement: edit.candidates for edit in edits}
        for edit in proposed.edits:
            own = names.intersection(edit.rules)
            if edit.safety is Safety.UNSAFE and own:
                rule = "+".join(sorted(own))
                self.suggestions[edit.start, edit.end, rule] = replace(
                    edit,
                    rule=rule,
                    # Where it merged with an earlier edit, they do not fit any more.
                    candidates=candidates.get(edit.replacement, ()),
                )

    def in_script(self, value: Any) -> Any:
        """A value of the metadata in the script of the text that it belongs to."""
        if isinstance(value, list):
            return [self.in_script(item) for item in value]
        if not isinstance(value, str):
            return value
        for one in normalise.SCRIPT_PASSES:
            change = one(value, Context(self.config, self.rules, value)).native
            value = change.apply(value) if change else value
        return value

    def all_metadata(self) -> dict[str, Any]:
        """What the lines said that were taken out, and what the text says about itself."""
        said = {key: self.in_script(value) for key, value in self.metadata.items()}
        if self.config.boilerplate == "keep":
            return said
        return {**boilerplate.describe(self.text), **said}

    def all_suggestions(self) -> tuple[Edit, ...]:
        """The suggestions in the order of the raw text."""
        return tuple(sorted(self.suggestions.values()))

    def damaged(self) -> float:
        """Characters that were damaged and repaired, and those that still are."""
        proposed = sum(
            edit.end - edit.start
            for edit in self.suggestions.values()
            if edit.rule in _repairers() and edit.rule != "mojibake"
        )
        remaining = sum(self.signals.get(name, 0) for name in _REMAINING)
        return self.touched.get("repair", 0) + proposed + remaining

    def all_signals(self) -> dict[str, float]:
        """The signals of the document, by the names in `kxclean.signals`."""
        scan = self.context.scan
        raw = max(1, self.ledger.raw_length)
        return {
            "han_ratio": scan.han / max(1, scan.chars),
            "damage_ratio": min(1.0, self.damaged() / raw),
            "boilerplate_ratio": min(1.0, self.touched.get("boilerplate", 0) / raw),
            "duplicate_ratio": min(1.0, self.touched.get("collapse", 0) / raw),
            "undecodable": len(self.decoded.undecodable),
            **self.signals,
        }


def clean(source: str | bytes, **options: Any) -> Cleaned:
    """The source, cleaned with the given options; see `Config` and `Cleaner` for them.

    Raises:
        KxcleanError: a child of it, if an option or the source is wrong.

    >>> clean("現有組織機構37 226個").text
    '现有组织机构37226个'
    """
    return Cleaner(**options).clean(source)
