"""The page on testing runs, and names every damage and every check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kxclean.testing import damage, properties

PAGE = (Path(__file__).parents[2] / "docs" / "testing.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_run(example: str) -> None:
    exec(compile(example, "testing.md", "exec"), {})  # noqa: S102


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize(
    "name",
    [
        *(name for name in damage.__all__ if name[0].islower()),
        *(name for name in properties.__all__ if name[0].islower()),
    ],
)
def test_everything_is_named(name: str) -> None:
    if name not in ("gloss_table", "line_templates"):
        assert f"`{name}`" in PAGE
