"""Options: every wrong one is named, with what would be right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kxclean
from kxclean import Config, ConfigError


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"script": "zh"}, "'zh-Hans'"),
        ({"scirpt": "keep"}, "did you mean 'script'"),
        ({"digit_grouping": 3}, "digit_grouping=3"),
        ({"apply": "maybe"}, "'safe'"),
        ({"enable": 7}, "list of rule names"),
        ({"disable": [7]}, "not the name of a rule"),
        ({"disable": ["no-such-rule"]}, "no-such-rule"),
        ({"enable": "no-such-rule"}, "no-such-rule"),
    ],
)
def test_wrong_options_say_what_would_be_right(options: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        kxclean.Cleaner(**options)


def test_toml_gives_the_configuration_back() -> None:
    config = Config(script="zh-Hant-TW", disable=("a", 'b"\\', "c\x7f\n"), tables="markdown")
    assert Config.from_toml(config.to_toml()) == config


def test_toml_errors_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"missing\.toml"):
        Config.from_toml(tmp_path / "missing.toml")
    with pytest.raises(ConfigError, match="pass a Path"):
        Config.from_toml("settings.toml")
    for wrong in (b"x", 3, None):
        with pytest.raises(ConfigError):
            Config.from_toml(wrong)  # type: ignore[arg-type]
    for options in (3, "zh-Hans", [1]):
        with pytest.raises(ConfigError, match="mapping"):
            kxclean.Cleaner(options)  # type: ignore[arg-type]


def test_options_add_to_a_configuration() -> None:
    base = Config(script="keep", apply="all")
    cleaner = kxclean.Cleaner(base, digit_grouping="comma")
    assert cleaner.config == Config(script="keep", apply="all", digit_grouping="comma")
    assert kxclean.Cleaner({"script": "keep"}).config.script == "keep"
