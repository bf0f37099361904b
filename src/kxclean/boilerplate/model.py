"""Learned boilerplate: what many documents of one source share at their heads and feet.

The model keeps a sample of documents, so that its memory is bounded whatever it is fitted on; what
the sample shares is worked out from it (`templates.py`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from kxclean.boilerplate.fold import fold
from kxclean.boilerplate.lines import LONGEST
from kxclean.boilerplate.templates import Borders, Template, find_templates
from kxclean.errors import ConfigError, InputError, OutputError, shown, whole_text
from kxclean.pattern import later

__all__ = ["TemplateModel"]

_FORMAT = "kxclean-templates"
_VERSION = 1
#: Lines that are kept of each document, from the first on and from the last back.
_HEAD, _FOOT = 10, 15


class TemplateModel:
    """Lines and patterns that stand at the head or the foot of many documents of a source.

    Give it documents with `add` or `fit`, then give it to a `Cleaner`, which takes such lines out
    under the name `learned-boilerplate`. Sentences, headings, salutations, signatures, the last
    articles of statutes and titles are never among them, nor is anything in the middle of a text.

    The sample is of the `capacity` documents whose texts have the smallest hashes, each with at most
    25 lines of 300 characters: 1,024 documents are 1 MB as a rule and 8 million characters at most.
    A line that a share of all documents has is found in that share of the sample within three
    hundredths (95 of 100 times, with 1,024). Documents that differ in numbers only count once. The
    sample does not depend on the order of the documents, so models that were fitted in several
    processes can be merged in any order.

    Args:
        capacity: documents in the sample, at least 8.

    Raises:
        ConfigError: if `capacity` is no whole number from 8 on.

    >>> pages = [f"来信\\n\\n{chr(0x4E00 + n) * 9}。\\n\\n云上书房 读书热线 {n}" for n in range(20)]
    >>> model = TemplateModel().fit(pages)
    >>> "云上书房 读书热线 {number}" in map(str, model.templates)
    True
    """

    __slots__ = ("_capacity", "_documents", "_found", "_limit", "_sample")

    def __init__(self, *, capacity: int = 1024) -> None:
        if isinstance(capacity, bool) or not isinstance(capacity, int) or capacity < 8:
            raise ConfigError(f"capacity={shown(capacity)} is not a whole number from 8 on")
        self._capacity = capacity
        self._documents = 0
        self._sample: dict[str, Borders] = {}
        #: The largest key of a full sample; every key is below this letter.
        self._limit = "g"
        self._found: tuple[Template, ...] | None = None

    @property
    def capacity(self) -> int:
        """Documents in the sample at most."""
        return self._capacity

    @property
    def documents(self) -> int:
        """Documents that were given, copies counted."""
        return self._documents

    def add(self, text: str) -> None:
        """Takes one more document into account.

        Raises:
            InputError: if it is no text.
        """
        whole_text(text, InputError)
        self._documents += 1
        # Numbers are left out: a page that was saved twice has other counters.
        said = _NOT_SAID.sub("", text)
        key = hashlib.blake2b(said.encode(), digest_size=16).hexdigest()
        if key < self._limit:
            self._keep({key: _borders(text)})

    def fit(self, texts: Iterable[str]) -> TemplateModel:
        """Takes documents into account, and gives the model back.

        Raises:
            InputError: if `texts` is one text, or holds something else than texts.
        """
        if isinstance(texts, str | bytes) or not isinstance(texts, Iterable):
            raise InputError(f"fit takes an iterable of texts, not {shown(texts)}")
        for text in texts:
            self.add(text)
        return self

    def merge(self, other: TemplateModel) -> TemplateModel:
        """A model of the documents of both; neither is changed.

        Commutative and associative: parts that were fitted apart give, merged in any order, the
        model that all documents would have given in one process.

        Raises:
            ConfigError: if the other has another capacity, or is no model.
        """
        if not isinstance(other, TemplateModel):
            raise ConfigError(f"a model is merged with a TemplateModel, not {shown(other)}")
        if other._capacity != self._capacity:
            raise ConfigError(
                f"models of capacity {self._capacity} and {other._capacity} cannot be merged; fit "
                "both with one capacity"
            )
        both = TemplateModel(capacity=self._capacity)
        both._documents = self._documents + other._documents
        both._sample = dict(self._sample)
        both._keep(other._sample)
        return both

    def _keep(self, more: dict[str, Borders]) -> None:
        for key, borders in more.items():
            # Copies differ in numbers only: the same one stays in any order.
            self._sample[key] = min(borders, self._sample.get(key, borders))
        if len(self._sample) >= self._capacity:
            *kept, self._limit = sorted(self._sample)[: self._capacity]
            self._sample = {key: self._sample[key] for key in (*kept, self._limit)}
        self._found = None

    @property
    def templates(self) -> tuple[Template, ...]:
        """What the documents share, most common first; worked out on first use."""
        if self._found is None:
            sample = [self._sample[key] for key in sorted(self._sample)]
            self._found = find_templates(sample, _known_by_rules())
        return self._found

    def to_json(self) -> str:
        """The model as one line of JSON."""
        document = {
            "format": _FORMAT,
            "version": _VERSION,
            "capacity": self._capacity,
            "documents": self._documents,
            "sample": {key: list(map(list, self._sample[key])) for key in sorted(self._sample)},
        }
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, document: str | bytes) -> TemplateModel:
        """The model that `to_json` wrote.

        Raises:
            ConfigError: if it is none, or of another version.
        """
        try:
            value = json.loads(document)
            version = (value["format"], value["version"])
            if version != (_FORMAT, _VERSION):
                raise ValueError(  # noqa: TRY301 - told as all other faults of the file
                    f"{shown(version)} is not {_FORMAT} version {_VERSION}; fit a model again"
                )
            model = cls(capacity=value["capacity"])
            model._documents = _count(value["documents"])
            model._keep({_key(key): _read(borders) for key, borders in value["sample"].items()})
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ConfigError(
                f"{shown(document)} is no model of learned boilerplate: {error}"
            ) from error
        return model

    def save(self, path: str | Path) -> None:
        """Writes the model to a file.

        Raises:
            OutputError: if it cannot be written.
        """
        try:
            Path(path).write_text(self.to_json() + "\n", "utf-8")
        except OSError as error:
            raise OutputError(
                f"cannot write the model {path}: {error.strerror or error}"
            ) from error

    @classmethod
    def load(cls, path: str | Path) -> TemplateModel:
        """The model in a file.

        Raises:
            ConfigError: if the file cannot be read, or is no model.
        """
        try:
            document = Path(path).read_text("utf-8")
        except (OSError, ValueError) as error:
            raise ConfigError(f"cannot read the model {shown(str(path))}: {error}") from error
        return cls.from_json(document)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TemplateModel):
            return NotImplemented
        return self.to_json() == other.to_json()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return (
            f"<TemplateModel of {self._documents} documents, {len(self._sample)} in the sample, "
            f"{len(self.templates)} templates>"
        )


def _known_by_rules() -> Callable[[str, bool], bool]:
    """Whether the shipped rules know a line at one of the ends."""
    # The recogniser takes templates itself.
    from kxclean.boilerplate.recogniser import Recogniser
    from kxclean.boilerplate.rulefile import shipped_rules

    recogniser = Recogniser(shipped_rules())

    def knows(line: str, foot: bool) -> bool:
        found = recogniser.known_alone(line)
        return found is not None and found.stands(foot=foot)

    return knows


_NOT_SAID = later(r"[\d\s]+")


def _borders(text: str) -> Borders:
    """The first and the last lines of a text that are not blank, folded; long ones are empty."""
    head: list[str] = []
    start = 0
    while start <= len(text) and len(head) < _HEAD:
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        _take(text[start:stop] if stop - start <= 2 * LONGEST else "#" * 2 * LONGEST, head)
        start = stop + 1
    foot: list[str] = []
    stop = len(text)
    while stop >= 0 and len(foot) < _FOOT:
        start = text.rfind("\n", 0, stop) + 1
        _take(text[start:stop] if stop - start <= 2 * LONGEST else "#" * 2 * LONGEST, foot)
        stop = start - 1
    return tuple(head), tuple(foot)


def _take(line: str, lines: list[str]) -> None:
    content = line.strip()
    if content:
        lines.append(" ".join(fold(content).split()) if len(content) <= LONGEST else "")


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{shown(value)} is no count of documents")
    return value


def _key(value: str) -> str:
    if len(value) != 32 or not set(value) <= set("0123456789abcdef"):
        raise ValueError(f"{shown(value)} is no key of a document")
    return value


def _read(value: Any) -> Borders:
    head, foot = value
    for lines, most in ((head, _HEAD), (foot, _FOOT)):
        if not isinstance(lines, list) or len(lines) > most:
            raise ValueError(f"{shown(lines)} is no list of at most {most} lines")
        for line in lines:
            if not isinstance(line, str) or len(line) > LONGEST:
                raise ValueError(f"{shown(line)} is no line")
    return tuple(head), tuple(foot)
