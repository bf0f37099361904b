"""The compiled core: kernels over text. Positions are code points.

Errors are `ValueError` with the kernel's reason; the rooms that call it turn them into
`KxcleanError` children. Long kernels release the GIL.
"""

from typing import final

__all__ = ["EditList", "Lines", "Scan", "__version__", "scan", "trailing_blanks"]

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
class Lines:
    """The lines of a text that are not blank, measured; see `kxclean.blocks.lines`."""

    def __new__(cls, text: str) -> Lines: ...
    def __len__(self) -> int: ...
    def rows(self, start: int, stop: int) -> list[tuple[int, ...]]:
        """The lines `start` to `stop`, each as the fields of `kxclean.blocks.lines.Line`."""

    def indented(self) -> list[int]:
        """Numbers of the lines that are indented."""

    def joints(self, narrow: int, wrapped: bool) -> list[int]:
        """Numbers of the lines that may go on in the next one."""

    def prose(self) -> tuple[int, int, int, int]:
        """Lines of running text; unfinished, short finished, and measured ones among them."""

    def cuts(
        self,
    ) -> tuple[list[tuple[int, int]], list[tuple[int, int]], list[tuple[int, int]], int]:
        """Columns, characters, first marks of lines that may have been cut; how many end `，`."""

    def paragraphs(self, edge: int, in_chars: bool) -> tuple[int, int, int, int, int, int]:
        """Paragraph ends, spaced and indented ones; cuts, hanging ones; long lines."""

def trailing_blanks(text: str) -> list[tuple[int, int]]:
    """Spans of blanks at the end of a line: behind its text, or the whole line."""
