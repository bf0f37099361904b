"""The language model and the search, against twins that read the same bytes slowly."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kxclean import _native
from kxclean.repair import gbk_model, language_model
from tests.strategies import texts
from tests.twins.language_model import Model

DATA = (files("kxclean.repair") / "data" / "ngrams.bin").read_bytes()
TWIN = Model(DATA)


@given(texts | st.text("科学技术協會组织發展，。1a 「」的", max_size=30))
def test_scores_are_those_of_the_twin(text: str) -> None:
    assert language_model.search().score(text) == pytest.approx(TWIN.score(text), abs=0.05)


def test_both_scripts_score_alike() -> None:
    score = language_model.search().score
    assert score("科学技术协会") == score("科學技術協會")


def test_what_is_said_is_likelier_than_a_jumble() -> None:
    score = language_model.search().score
    assert score("全国代表大会在北京召开") > score("会大表代国全京北在开召") + 20


@given(st.binary(max_size=200))
def test_broken_models_are_refused(tail: bytes) -> None:
    with pytest.raises(ValueError, match="language model"):
        _native.ReadingSearch(DATA[:8] + tail, gbk_model.table())


CHOICES = st.lists(
    st.sampled_from(
        [
            (0, "科".encode(), 0.0),
            (0, b"?", 1.0),
            (2, b"\xbf", 0.0),
            (1, b"\xc6", 0.0),
            (2, "学".encode("gbk"), 0.5),
            (1, b"\xd1\xa7", 0.0),
            (3, b"", 2.0),
            (4, "学".encode("gbk"), 0.0),
        ]
    ),
    min_size=1,
    max_size=4,
)


@given(st.lists(CHOICES, max_size=4))
@settings(max_examples=60)
def test_the_search_finds_what_trying_everything_finds(
    slots: list[list[tuple[int, bytes, float]]],
) -> None:
    found = language_model.search().search("", slots, results=1)
    best = TWIN.try_everything(slots)
    if best is None:
        assert found == []
    else:
        score, _ = best
        assert found[0][0] == pytest.approx(score, abs=0.1)
        assert len(found[0][1]) == len(found[0][3])


def test_slots_without_choices_have_no_reading() -> None:
    assert language_model.search().search("", [[]]) == []
    assert language_model.search().search("", [])[0][1:] == ("", "", [])


def test_wrong_choices_are_refused() -> None:
    search = language_model.search()
    for choice in ((9, b"", 0.0), (4, b"x", 0.0), (0, b"\xff", 0.0)):
        with pytest.raises(ValueError, match="choice"):
            search.search("", [[choice]])


def test_the_document_is_believed() -> None:
    search = language_model.search()
    slots = [[(0, char.encode(), 0.0) for char in "校专"]]
    alone = search.search("高", slots, results=2)
    told = search.within("高专科技高专科技高专科技").search("高", slots, results=2)
    lead = {text: score for score, text, _, _ in alone}
    believed = {text: score for score, text, _, _ in told}
    assert believed["专"] - believed["校"] > lead["专"] - lead["校"]
