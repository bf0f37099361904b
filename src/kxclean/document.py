"""The values that pass through kxclean: spans, blocks, decoded sources, cleaned documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from kxclean.errors import QuarantineError
from kxclean.ledger import Edit, Ledger

__all__ = ["Block", "BlockKind", "Cleaned", "Decoded", "Quarantined", "Residue", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` (included) to `end` (excluded) of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The piece of `text` that the span covers.

        >>> Span(0, 2).of("中国人")
        '中国'
        """
        return text[self.start : self.end]


BlockKind = Literal[
    "heading",
    "paragraph",
    "list item",
    "table row",
    "verse line",
    "dialogue",
    "caption",
    "code",
]


@dataclass(frozen=True, slots=True)
class Block:
    """A typed piece of a document; the span covers its lines without blanks around them.

    `level` says how deep a heading stands, 1 for the outermost; it is 0 for other blocks.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0

    def of(self, text: str) -> str:
        """The text of the block."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Residue:
    """Bytes that the encoding does not reproduce: they stood for `text[start:end]`.

    Kept so that the source can be given back byte for byte. `decoded` is false where no character
    belongs to the bytes and U+FFFD stands in the text for them.
    """

    start: int
    end: int
    source: bytes
    decoded: bool


@dataclass(frozen=True, slots=True)
class Decoded:
    """A source as text, and what is needed to give the source back.

    `encoding` is `None` for a source that was text already. `bom` is the byte order mark that was
    left out of the text.
    """

    text: str
    encoding: str | None = None
    bom: bytes = b""
    residues: tuple[Residue, ...] = ()

    @property
    def undecodable(self) -> tuple[Residue, ...]:
        """The residues that no character belongs to."""
        return tuple(residue for residue in self.residues if not residue.decoded)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned document with its receipt.

    `ledger.apply(raw) == text` and `ledger.revert(text) == raw` hold always. Spans of the ledger
    and of the suggestions are code points of `raw`.
    """

    text: str
    ledger: Ledger
    decoded: Decoded
    suggestions: tuple[Edit, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    signals: dict[str, float] = field(default_factory=dict)

    #: False for `Quarantined`, so that a loop can tell them apart.
    @property
    def ok(self) -> bool:
        """True: this is a cleaned document."""
        return True

    @property
    def raw(self) -> str:
        """The decoded source, to which spans refer."""
        return self.decoded.text

    @property
    def encoding(self) -> str | None:
        """The encoding of the source, `None` where it was text."""
        return self.decoded.encoding


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A record that could not be cleaned, with its source and the reason.

    Asking it for a text raises the reason, so that a bad record cannot be taken for a good one.
    """

    source: object
    reason: str

    @property
    def ok(self) -> bool:
        """False: there is no cleaned text."""
        return False

    def __getattr__(self, name: str) -> Any:
        if name in ("text", "raw", "ledger", "suggestions", "metadata", "signals", "encoding"):
            raise QuarantineError(f"this record has no {name}, it was quarantined: {self.reason}")
        raise AttributeError(name)
