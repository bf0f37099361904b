"""Generators that several tests share."""

from __future__ import annotations

from hypothesis import strategies as st

from kxclean.ledger import Edit, Ledger, Safety

#: Any text that UTF-8 can hold.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)

#: Text in which Chinese, marks, digits, blanks and line ends stand close together.
dense_texts = st.text("中国学會發术(xué)?？，,。.:;1 6　\n“”'\"|a-\u00a0\ue000😀é", max_size=80)

RULES = ("alpha", "beta", "gamma")


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits of `text` in order, without overlaps; insertions and removals among them."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if edits and start == end == edits[-1].end == edits[-1].start:
            continue
        replacement = draw(st.text("甲乙xy(é", max_size=4))
        if replacement == text[start:end]:
            continue
        edits.append(
            Edit(
                start,
                end,
                text[start:end],
                replacement,
                draw(st.sampled_from(RULES)),
                draw(st.sampled_from(list(Safety))),
            )
        )
    return edits


@st.composite
def ledger_chains(draw: st.DrawFn, length: int) -> tuple[str, list[Ledger]]:
    """A text and `length` ledgers, each made for the text that the one before it makes."""
    text = draw(dense_texts)
    current = text
    ledgers: list[Ledger] = []
    for _ in range(length):
        ledger = Ledger.from_edits(current, draw(edits_of(current)))
        ledgers.append(ledger)
        current = ledger.apply(current)
    return text, ledgers
