"""The compiled core: kernels over text. Positions are code points.

Errors are `ValueError` with the kernel's reason; the rooms that call it turn them into
`KxcleanError` children. Long kernels release the GIL.
"""

from typing import final

__all__ = ["EditList", "Scan", "__version__", "scan"]

__version__: str

@final
class EditList:
    """Edits that lead from one text (the source) to another (the result). Immutable."""

    @staticmethod
    def identity(text: str) -> EditList:
        """The list without edits."""

    @staticmethod
    def from_edits(text: str, rows: list[tuple[int, int, str, str, bool]]) -> EditList:
        """The list of `(start, end, replacement, rule, safe)`, in order and without overlaps."""

    @staticmethod
    def from_parts(
        chars: int, size: int, parts: list[tuple[int, int, str, str, str, bool]]
    ) -> EditList:
        """The list of what `parts()` gave, for a source of `chars` code points, `size` bytes."""

    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]
    def row(self, index: int) -> tuple[int, int, str, str, str, bool]:
        """`(start, end, removed, replacement, rule, safe)` of one edit."""

    def rows(self) -> list[tuple[int, int, str, str, str, bool]]:
        """All edits as `row` gives them."""

    def parts(self) -> list[tuple[int, int, str, str, str, bool]]:
        """All edits as `(start, start byte, removed, replacement, rule, safe)`."""

    def apply(self, source: str) -> str:
        """The result, made from the source."""

    def revert(self, result: str) -> str:
        """The source, made from the result."""

    def then(self, second: EditList) -> EditList:
        """This list followed by `second`, as one."""

    def compact(self) -> EditList:
        """Touching edits of one rule joined, empty ones dropped."""

    def to_result(self, position: int) -> int:
        """Where a position of the source lies in the result."""

    def to_source(self, position: int) -> int:
        """Where a position of the result lies in the source."""

    @property
    def source_length(self) -> int:
        """Code points of the source."""

    @property
    def source_bytes(self) -> int:
        """UTF-8 bytes of the source."""

    @property
    def result_length(self) -> int:
        """Code points of the result."""

    @property
    def boundary_bytes(self) -> int:
        """Memory held by the boundaries of the edits, without the changed text."""

@final
class Scan:
    """What one walk over a text counted; see `rust/kernels/src/scan.rs` for each count."""

    @property
    def chars(self) -> int: ...
    @property
    def han(self) -> int: ...
    @property
    def kana(self) -> int: ...
    @property
    def hangul(self) -> int: ...
    @property
    def latin(self) -> int: ...
    @property
    def digits(self) -> int: ...
    @property
    def breaks(self) -> int: ...
    @property
    def invisible(self) -> int: ...
    @property
    def odd_blanks(self) -> int: ...
    @property
    def blanks(self) -> int: ...
    @property
    def glosses(self) -> int: ...
    @property
    def broken(self) -> int: ...
    @property
    def half_width(self) -> int: ...
    @property
    def full_width(self) -> int: ...
    @property
    def grouped(self) -> int: ...
    @property
    def pipes(self) -> int: ...
    @property
    def mojibake(self) -> int: ...

def scan(text: str) -> Scan:
    """Walks over the text once and counts what the stages look for."""

@final
class ReadingSearch:
    """A character n-gram model with a beam search over the readings of damaged bytes."""

    def __new__(cls, model: bytes, table: str) -> ReadingSearch:
        """The model in `model`, with a table of GBK.

        The table has a character for each lead byte 0x81 to 0xFE and each trail byte 0x40 to
        0xFE, U+0000 where a code has none.
        """

    def within(
        self, document: str, *, shown: tuple[str, str] = ..., unlikely: str = ""
    ) -> ReadingSearch:
        """The same search for one document, where what it says elsewhere counts as likely.

        `shown` maps characters that bytes say to those that the text shows; `unlikely` ones cost
        more.
        """

    def score(self, text: str) -> float:
        """Natural logarithm of the probability of a text behind a blank."""

    def search(
        self,
        left: str,
        slots: list[list[tuple[int, bytes, float]]],
        *,
        utf8: bool = False,
        beam: int = 300,
        results: int = 8,
    ) -> list[tuple[float, str, str, list[int]]]:
        """The likeliest readings behind `left`, best first, each text once.

        A reading is its score, its characters as the bytes say and as the text shows them, and
        the slot that completed each. A slot is a list of choices `(kind, payload, cost in nats)`.
        Kinds: 0 UTF-8 text, only where all bytes so far make whole characters; 1 bytes, only where
        they do not; 2 bytes, only where they do; 3 nothing; 4 nothing, but the last two bytes must
        be the payload; 5 a user-defined code of GBK that the text dropped, then the payload, only
        where they do not.
        """

def tidy(
    text: str,
    *,
    invisible: str | None = None,
    blanks: str | None = None,
    line_ends: str | None = None,
) -> EditList:
    """The edits for invisible characters, odd blanks and line ends, under these rule names."""

def mojibake_spans(text: str) -> list[tuple[int, int, bool]]:
    """Suspicious spans as `(start, end, made of Han characters)`."""
