"""The older provider converts as opencc-python does."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kxclean.errors import ConfigError
from kxclean.normalise.script import Converter
from kxclean.normalise.script.provider import Provider
from tests.normalise.script_texts import keyed_texts

opencc = pytest.importorskip("opencc.opencc", reason="needs the extra `compat`")

PROVIDER: Provider = "opencc-python-reimplemented"


@cache
def reference(name: str) -> Any:
    return opencc.OpenCC(name)


@pytest.mark.parametrize("name", Converter.names(PROVIDER))
@given(data=st.data())
def test_agrees_with_its_own_converter(name: str, data: st.DataObject) -> None:
    text = data.draw(keyed_texts(name, PROVIDER))
    converter = Converter(name, provider=PROVIDER)
    assert converter.convert(text) == reference(name).convert(text)
    assert converter.edits(text).apply(text) == converter.convert(text)


def test_a_configuration_it_lacks_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"no configuration 's2hkp'; there are hk2s"):
        Converter("s2hkp", provider=PROVIDER)
