"""The strategies draw what they say, in both scripts, and clean documents are clean."""

from __future__ import annotations

import builtins
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

import kxclean
from kxclean.errors import ConfigError
from kxclean.repair import gbk_model, variants
from kxclean.testing import prose, strategies

SCRIPTS = ("zh-Hans", "zh-Hant")


@given(st.sampled_from(SCRIPTS), st.data())
def test_texts_are_in_their_script(script: prose.Script, data: st.DataObject) -> None:
    other = variants.only_traditional() if script == "zh-Hans" else variants.only_simplified()
    text = data.draw(
        strategies.han_text(script)
        | strategies.sentences(script)
        | strategies.paragraphs(script)
        | strategies.mixed_latin(script)
        | strategies.documents(script)
    )
    # OpenCC takes 群 and 秘 for simplified; traditional texts have them beside 羣 and 祕.
    assert not set(text) & set(other) - set("群秘")


@given(strategies.documents())
def test_documents_are_clean(text: str) -> None:
    result = kxclean.clean(text, script="keep")
    assert not result.ledger.edits
    assert not result.suggestions
    # Its own headings are all that there is to tell.
    assert result.metadata.keys() <= {"title", "subtitle", "sections"}


@given(strategies.documents("zh-Hant"))
def test_traditional_documents_fit_gbk(text: str) -> None:
    assert gbk_model.encode(text) is not None


@given(strategies.han_text(min_size=2, max_size=5))
def test_sizes_are_kept(text: str) -> None:
    assert 2 <= len(text) <= 5
    assert re.fullmatch("[\u4e00-\u9fa5]+", text)


@given(strategies.mixed_latin())
def test_latin_is_mixed_in(text: str) -> None:
    assert re.search("[A-Za-z]", text)
    assert re.search("[\u4e00-\u9fff]", text)


@given(strategies.numbers())
def test_numbers_are_numbers(text: str) -> None:
    assert re.search("[0-9０-９]", text)


@given(strategies.site_tables(min_size=3, max_size=9))
def test_tables_have_one_reading_a_character(table: Any) -> None:
    assert 3 <= len(table) <= 9
    assert len(dict(table)) == len(table)


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        ("list", "(?m)^(（[一二]）|1、|一是)"),
        ("table", "(?m)^[^\t\n]+\t[^\t\n]+\t[0-9]{4}$"),
        ("verse", "(?m)^.{5}，.{5}。$"),
        ("dialogue", "(?m)[“「].*[”」]"),
        ("heading", "(?m)^[一二三四五六七八九十]、"),
    ],
)
@pytest.mark.parametrize("script", SCRIPTS)
def test_blocks_look_like_what_they_are(kind: Any, pattern: str, script: Any) -> None:
    for seed in range(30):
        assert re.search(pattern, prose.block(kind, seed, script=script))


def test_documents_shrink_to_one_short_block() -> None:
    found = find(strategies.documents("zh-Hans"), lambda text: "\n" in text)
    assert len(found) < 80


def test_documents_by_seed_are_as_long_as_asked_for() -> None:
    for length in (50, 1500, 4000):
        assert length <= len(prose.document(1, length=length)) < length + 400


@pytest.mark.parametrize(
    ("call", "value"),
    [
        (lambda: strategies.documents("zh-Hans", kinds=["essay"]), "'essay'"),  # type: ignore[list-item]
        (lambda: strategies.documents("zh"), "'zh'"),  # type: ignore[arg-type]
        (lambda: strategies.documents(min_blocks=0), "min_blocks=0"),
        (lambda: strategies.sentences("hant"), "'hant'"),  # type: ignore[arg-type]
        (lambda: strategies.han_text(min_size=3, max_size=2), "max_size=2"),
        (lambda: strategies.site_tables(max_size=-1), "max_size=-1"),
        (lambda: prose.sentence("x"), "'x'"),  # type: ignore[arg-type]
        (lambda: prose.block("poem", 1), "'poem'"),  # type: ignore[arg-type]
        (lambda: prose.document(1, length=0), "length=0"),
        (lambda: prose.document(1, kinds=["title"]), "('title',)"),
        (lambda: prose.document(1, script="zh-CN"), "'zh-CN'"),  # type: ignore[arg-type]
    ],
)
def test_errors_show_the_value(call: Any, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        call()
    assert value in str(caught.value)


def test_without_hypothesis_there_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: Any, **options: Any) -> Any:
        if name == "hypothesis":
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ConfigError, match=r"pip install kxclean\[testing\]"):
        strategies.documents()


def test_importing_the_strategies_does_not_import_hypothesis() -> None:
    code = (
        "import sys, kxclean.testing.strategies, kxclean.testing.properties;"
        "print('hypothesis' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
