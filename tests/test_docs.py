"""The examples in docstrings run, and the documents name what is there."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import kxclean

ROOT = Path(__file__).parent.parent

MODULES = [
    info.name
    for info in pkgutil.walk_packages(kxclean.__path__, "kxclean.")
    if not info.name.endswith(("_native", "__main__"))
]


@pytest.mark.parametrize("name", ["kxclean", *MODULES])
def test_docstring_examples_run(name: str) -> None:
    failed, _tried = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert failed == 0


@pytest.mark.parametrize("name", kxclean.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    value = getattr(kxclean, name)
    if name != "__version__":
        assert value.__doc__, f"kxclean.{name} has no docstring"


def test_every_make_target_has_a_help_line() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    for target in phony[1].split():
        assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE), target


def test_readme_python_examples_run() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102
