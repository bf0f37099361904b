"""The compiled core: kernels over text. Positions are code points.

Errors are `ValueError` with the kernel's reason; the rooms that call it turn them into
`KxcleanError` children. Long kernels release the GIL.
"""

from typing import Any, final

from typing_extensions import Self

__all__ = [
    "Characters",
    "EditList",
    "Folding",
    "LineFinder",
    "Lines",
    "MinHasher",
    "ReadingSearch",
    "Scan",
    "ScriptClasses",
    "ScriptConverter",
    "ShiftReader",
    "__version__",
    "ascii_marks",
    "ascii_width",
    "digit_breaks",
    "digit_runs",
    "han_blanks",
    "heading_lines",
    "latin_spacing",
    "lsh_bands",
    "mojibake_spans",
    "punctuate",
    "quote_doubts",
    "scan",
    "spread_runs",
    "standings",
    "tidy",
    "trailing_blanks",
]

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

    def compact(self, removers: list[str]) -> EditList:
        """Touching edits of one rule joined, empty ones dropped; see `Ledger.compact`."""

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

def punctuate(text: str, rules: list[str]) -> EditList:
    """Edits that bring the punctuation to Chinese usage, by the rules with these names."""

def quote_doubts(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Where quotation marks never close, and spans of words set off by blanks in a clause."""

def digit_runs(text: str) -> list[tuple[int, int]]:
    """Spans of digits with single separators between them, three digits behind one of them."""

def digit_breaks(text: str) -> list[tuple[int, int]]:
    """Blanks beside a digit: 0 `42. 96`, 1 `3 .5`, 2 `1.60 %`, 3 `- 5`."""

def han_blanks(text: str) -> list[tuple[int, bool]]:
    """Single blanks inside running text, and whether the text has the phrase twice without one."""

def spread_runs(text: str) -> list[tuple[int, int]]:
    """Spans of four or more single Han characters with a blank between each two."""

def latin_spacing(text: str, add: bool, rule: str) -> EditList:
    """Edits that add or remove the blank between Han characters and Latin letters or digits."""

def standings(text: str, places: list[int]) -> list[int]:
    """Where places (ascending) stand: 0 prose, 1 a line like code, 2 code, address, formula."""

@final
class Characters:
    """A set of characters beyond ASCII, given as ranges with both ends. Immutable."""

    def __new__(cls, ranges: list[tuple[str, str]]) -> Characters: ...
    def positions(self, text: str) -> list[int]:
        """Where members stand in a text."""

@final
class ScriptConverter:
    """Dictionaries of OpenCC's form, compiled. Immutable.

    A tree is `(number of the dictionary, tag)` or `("short_circuit" or "union", trees)`. No match
    of `chain` reaches over a cut that `segmentation` makes. With `longest_first` the longest keys
    of a text go first, as in opencc-python, else keys are looked for from left to right.
    """

    def __new__(
        cls,
        lexicons: list[str],
        normalization: list[tuple[Any, Any]],
        segmentation: tuple[Any, Any] | None,
        chain: list[tuple[Any, Any]],
        longest_first: bool,
    ) -> Self: ...
    def convert(self, text: str) -> str:
        """The converted text; the same object if nothing changes."""

    def edits(self, text: str, rules: list[str]) -> EditList:
        """The edits that make the converted text; `rules[tag]` is the rule of a match."""

@final
class ScriptClasses:
    """Which characters stand in one script alone. Immutable.

    `chinese` speak for Chinese; `telling` tell simplified text by the words that they stand in.
    """

    def __new__(cls, traditional: str, simplified: str, chinese: str, telling: str) -> Self: ...
    def count(self, text: str) -> tuple[int, int]:
        """How many characters stand in traditional, and in simplified text only."""

    def normalise(
        self,
        text: str,
        converter: ScriptConverter,
        target: str,
        rules: list[str],
        only: list[str] | None = None,
    ) -> EditList | None:
        """The edits that bring a text to `simplified`, `traditional` or `region`, line by line.

        `None` if there are none. With `only`, edits of other rules are left out.
        """

@final
class Folding:
    """The fingerprint view: folds Han characters by a table, for comparison only.

    The table has the form of the OpenCC dictionaries: a line is a character, a tab, its forms
    separated by blanks, of which the first counts.
    """

    def __new__(cls, table: str) -> Folding: ...
    def tokens(self, text: str) -> list[str]:
        """The tokens of the view: Han characters, and runs of other letters or digits."""

    def similarity(self, a: str, b: str, size: int) -> float:
        """Jaccard similarity of the sets of runs of `size` tokens."""

    def containment(self, part: str, whole: str, size: int) -> float:
        """The share of the runs of `size` tokens of `part` that `whole` has too."""

    def shingles(self, text: str, size: int) -> list[int]:
        """The 64-bit hashes of the runs of `size` tokens, in order, with repeats."""

    def compare(self, a: str, b: str) -> list[tuple[int, int, int, int, bool]] | None:
        """Where two pieces differ: `(start a, end a, start b, end b, tokens differ)`.

        Each place reaches from one agreeing token to the next. Places where only marks differ are
        left out unless one is a sign of damage. `None` if the pieces are not nearly equal.
        """

    def repeats(
        self, text: str, min_han: int
    ) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
        """Candidates for runs of lines that stand twice.

        The first list has the lines that hold something, `(start, end, Han characters)`; the second
        the runs, `(first line kept, first line removed, lines)`. Both are empty without a run.
        """

@final
class MinHasher:
    """MinHash signatures of `slots` slots over shingles of `size` tokens (datasketch's affine32).

    Signatures are the slots as little-endian 32-bit numbers.
    """

    def __new__(cls, slots: int, seed: int, size: int) -> MinHasher: ...
    def sketch(self, text: str, folding: Folding) -> bytes:
        """The signature of a text."""

    def sketch_many(self, texts: list[str], folding: Folding) -> bytes:
        """The signatures of many texts one behind the other; made on all cores."""

    def removals(
        self,
        texts: list[str],
        folding: Folding,
        threshold: float,
        bands: tuple[int, int],
    ) -> list[tuple[int, int, float]]:
        """The texts that repeat a kept one, `(text, kept, similarity)`, as places in `texts`.

        `texts` stand in the order of preference. Signatures are made on all cores.
        """

    def sketch_hashes(self, hashes: list[int]) -> bytes:
        """The signature of a set of 32-bit hashes."""

@final
class Lines:
    """The lines of a text that are not blank, measured; see `rust/kernels/src/lines.rs`."""

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
        """`(value, count)` of columns, characters and first mark of lines that may be cut.

        Of lines that may have been cut, `(value, count)` of their columns, characters and the
        columns of their first mark; and how many end with a comma.
        """

    def paragraphs(self, edge: int, in_chars: bool) -> tuple[int, int, int, int, int, int]:
        """Paragraph ends, spaced and indented ones; cuts, hanging ones; long lines."""

def trailing_blanks(text: str) -> list[tuple[int, int]]:
    """Spans of blanks at the end of a line: behind its text, or the whole line."""

@final
class ReadingSearch:
    """A character n-gram model with a beam search over the readings of damaged bytes."""

    def __new__(cls, model: bytes, table: str) -> ReadingSearch:
        """The model in `model`, with a table of GBK.

        The table has a character for each lead byte 0x81 to 0xFE and each trail byte 0x40 to
        0xFE, U+0000 where a code has none.
        """

    def within(
        self,
        document: str,
        *,
        shown: tuple[str, str] = ...,
        unlikely: str = "",
        costs: tuple[str, list[float]] = ...,
    ) -> ReadingSearch:
        """The same search for one document, where what it says elsewhere counts as likely.

        `shown` maps characters that bytes say to those that the text shows; `unlikely` ones cost
        more, and those of `costs` so many nats.
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

@final
class ShiftReader:
    """Reads the shifted runs of one page again; keeps what it asked the language model."""

    def __new__(
        cls,
        search: ReadingSearch,
        text: str,
        *,
        habits: tuple[bool, bool, bool],
        codes: list[tuple[str, list[tuple[bytes, float]]]],
        bare: list[tuple[bytes, float]],
        forms: list[tuple[str, list[bytes]]],
    ) -> Self:
        """A reader of `text`, with a search that knows the document.

        `habits`: whether full-width marks were folded, whether blank lines part paragraphs, and
        whether private-use characters may have been dropped; `codes`: for each pinyin the GBK
        codes of what it may stand behind, with a cost in nats; `bare`: what it costs that a
        character which the page glosses has no gloss; `forms`: codes of the characters that the
        page shows as another one.
        """

    def read(
        self, start: int, left: str, *, plain: bool = False
    ) -> list[tuple[float, float, float, int, str, str]]:
        """The readings of the run that may start at `start`, behind `left`, best first.

        `plain`: what the document says elsewhere does not count.

        A reading is its score in nats, what its two least likely neighbours cost and its least
        likely character, where the run ends (at `start`: the text as it stands), its characters
        as the bytes say, and as the text shows them.
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

@final
class LineFinder:
    """Finds the lines near the ends of a text that boilerplate rules may know. Immutable.

    `folding` is the characters that are folded and what becomes of them; `before` marks that may
    stand before the first word of a line, `drawn` those with which lines are drawn. A start is a
    word and the marks one of which must follow it, or none. A rule without a start is `(may be
    sentences, words one of which it holds, and one of which, and none of which)`.
    """

    def __new__(
        cls,
        folding: tuple[str, str],
        before: str,
        drawn: str,
        starts: list[tuple[str, str]],
        rules: list[tuple[bool, list[str], list[str], list[str]]],
    ) -> Self: ...
    def ends(
        self, text: str
    ) -> (
        tuple[
            list[tuple[int, int, bool, list[int]]],
            bool,
            list[tuple[int, int, bool, list[int]]],
            bool,
        ]
        | None
    ):
        """The lines near both ends, `None` if no rule may know one.

        From the first line on, and whether these are all; then the same from the last line back.
        A line is `(start, stop, it begins as a rule says, numbers of rules that may know it)`.
        """

    def having(self, texts: list[str]) -> list[int]:
        """The numbers of the texts for which `ends` finds something."""

def heading_lines(text: str) -> list[tuple[int, int]]:
    """Spans of short lines that begin as numbered headings do, without the blanks around them."""

def lsh_bands(slots: int, threshold: float, recall: float) -> tuple[int, int]:
    """Bands and rows of the most selective cut that still has a recall at a threshold."""

def ascii_marks(text: str, rule: str) -> EditList:
    """Edits that write Chinese marks as ASCII, under the name `rule`."""

def ascii_width(
    text: str,
    *,
    digits: str | None = None,
    letters: str | None = None,
    signs: str | None = None,
) -> EditList:
    """Edits that write full-width digits, letters and signs as ASCII, under these rule names.

    What has no name is left.
    """
