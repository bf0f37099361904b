"""Shifted bytes are read again in their frame; what cannot be decided is offered with its odds."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kxclean.ledger import Edit, Safety
from kxclean.repair import frame_shift, gbk_model, glosses
from kxclean.repair.shift_page import Page
from kxclean.testing.damage import gbk_damage
from tests.repair.options import repaired
from tests.twins.shift_search import bytes_that_explain

TABLE = [("學", "xué"), ("術", "shù"), ("會", "huì"), ("發", "fā"), ("規", "guī"), ("務", "wù")]
#: Says by its glosses that shifts are to be expected.
HEAD = "科學技術學會發展規劃，為學會會員服務。"

SOUND = [
    "組織全國青少年高校科學營活動。",
    "全區現有基層組織一百個。現有會員三千人。",
    "兼顧一般工作。基層工作與頂層設計。",
    "經專家評審通過，獲得經費。",
    "開展區域學術交流。",
    # Private-use characters were dropped: one, two in a row, one before a gloss, one before a cut.
    "推廣應用。基于此，開展工作。",
    "鄉鎮人民政府規定的最低標準。",
    "駕駛人的同意。應當記錄在案。",
    "縣級人民政府、街道辦事處應當做好工作。",
    # A closing mark is lost, and a line end is swallowed.
    "他說：“這是一件好事。”大家都同意。",
    "學生應當到校。\n學校應當通知家長。",
]


def damaged(text: str) -> str:
    return gbk_damage(HEAD + "\n" + text, 0, table=TABLE).text


@pytest.mark.parametrize("text", SOUND)
def test_runs_are_restored(text: str) -> None:
    found = damaged(text)
    sound = gbk_damage(HEAD + "\n" + text, 0, table=(), marks=()).text
    cleaned = repaired(found)
    # Sure or not, what was there is among the candidates.
    right = [sound]
    for edit in cleaned.suggestions:
        right += [
            cleaned.ledger.apply(found).replace(edit.removed, replacement)
            for replacement, _ in edit.candidates
        ]
    assert cleaned.text == sound or sound in right[1:]


PIECES = [
    "高校科學",
    "個。現有",
    "工作。基層",
    "評審通過",
    "獲獎者。開通",
    "面對面個別",
    "科學",
    "，",
    "。",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.integers(0, 2**16))
def test_readings_lead_back_to_the_damage(pieces: list[str], seed: int) -> None:
    text = HEAD + "\n" + "".join(pieces) + "。本條例自公佈之日起施行。"
    found = gbk_damage(text, seed, table=TABLE).text
    for repair in frame_shift.repairs(found, glosses.gather(found)):
        assert repair.replacement != found[repair.start : repair.end]
        assert sum(odds for _, _, odds in repair.candidates) <= 1 + 1e-6
        odds = [odds for _, _, odds in repair.candidates]
        assert odds == sorted(odds, reverse=True)


@given(st.sampled_from("高校專科深海停常保模"), st.sampled_from("科看總靠可縣或基"))
def test_one_lost_byte_is_searched_like_the_twin(first: str, second: str) -> None:
    source = gbk_model.encode(first + second + "學營活動，本條例")
    assert source is not None
    assume(source[1:3] in (b"\xa3\xbf", b"\xa3\xbb"))
    found = damaged("組織全國" + first + second + "學營活動，本條例自公佈之日起施行。")
    page = Page(found, glosses.gather(found), "")
    start = frame_shift.find_starts(found)[0]
    runs = page.reader.read(start, "組織全國")
    # Readings that lose nothing but the first byte of the run.
    first_chars = {shown[0] for *_, shown in runs if shown[1:2] == second}
    explained = bytes_that_explain(source)
    assert first_chars
    assert first_chars <= explained
    assert first in explained


def test_candidates_are_kept_beside_the_edit() -> None:
    found = damaged("直接停靠，並且開車。停車場。")
    cleaned = repaired(found)
    for edit in cleaned.suggestions:
        assert edit.safety is Safety.UNSAFE
        assert edit.candidates[0][0] == edit.replacement
        assert 0 < sum(odds for _, odds in edit.candidates) <= 1 + 1e-6
        assert pickle.loads(pickle.dumps(edit)).candidates == edit.candidates  # noqa: S301


def test_candidates_are_no_part_of_an_edit() -> None:
    plain = Edit(1, 2, "a", "b", "rule", Safety.UNSAFE)
    told = Edit(1, 2, "a", "b", "rule", Safety.UNSAFE, (("b", 0.7), ("c", 0.2)))
    assert plain == told
    assert hash(plain) == hash(told)
    assert not plain < told
    assert "candidates" not in plain.rules


def test_bytes_of_glossed_characters_have_glosses() -> None:
    # A site glosses its characters wherever they stand: a reading with a bare one is unlikely.
    text = HEAD * 3 + "\n" + "學習知識。科學家說：開展學術會議。"
    found = gbk_damage(text, 0, table=TABLE).text
    page = Page(found, glosses.gather(found), HEAD * 3)
    costs = dict(page._bare())
    learn = gbk_model.encode("學")
    assert learn is not None
    assert costs[learn] > 1
