"""`clean(damage(x)) == clean(x)`: how often, on documents of fixed seeds.

The texts and seeds are fixed, so a rate is a number and not a matter of luck. The bars stand a
little below what is measured, and go up with the repair: a rate that falls below its bar says that
something was lost. `python -m tests.testing.test_rates` prints all rates, to set the bars anew;
`make bench-restoration` measures on texts drawn at random.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

import kxclean
from kxclean.testing import damage, properties, prose
from kxclean.testing.damage import Damage, gbk_damage, mojibake

#: Documents of a batch.
BATCH = 16

HANS: prose.Script = "zh-Hans"
HANT: prose.Script = "zh-Hant"


def whole(text: str, seed: int) -> damage.Damaged:
    """The whole document twice, each copy with damage of its own."""
    lines = (0, text.count("\n") + 1)
    return damage.double_blocks(text, seed, lines=lines, damage=gbk_damage)


def twice(text: str, seed: int) -> damage.Damaged:
    """The whole document twice."""
    return damage.double_blocks(text, seed, lines=(0, text.count("\n") + 1))


def simplified(text: str, seed: int) -> damage.Damaged:
    """Damaged, then simplified carelessly."""
    return damage.combine(text, seed, gbk_damage, damage.simplify)


def rate(kind: Damage, script: prose.Script, **options: Any) -> float:
    """The share of documents that come back."""
    restored = tried = 0
    for seed in range(BATCH):
        sound = prose.document(seed, script=script)
        found = kind(sound, seed)
        if not found.edits:
            continue
        tried += 1
        try:
            properties.restores(partial(kxclean.clean, **options), sound, found)
        except AssertionError:
            continue
        restored += 1
    assert tried >= BATCH // 4, "too few documents were damaged"
    return restored / tried


SCOPES: tuple[damage.Scope, damage.Scope] = ("line", "span")

#: Kind, script, and the bars for lines and for spans. Chinese readers lose the odd byte of a line,
#: and Big5 read as Chinese many more: little of it comes back whole.
MIX_UPS: tuple[tuple[str, prose.Script, tuple[float, float]], ...] = (
    ("utf-8 read as gbk", HANS, (0.0, 0.12)),
    ("utf-8 read as gbk", HANT, (0.0, 0.06)),
    ("utf-8 read as windows-1252", HANS, (0.94, 0.94)),
    ("utf-8 read as windows-1252", HANT, (0.94, 0.94)),
    ("utf-8 read as latin-1", HANS, (0.94, 0.94)),
    ("utf-8 read as latin-1", HANT, (0.94, 0.94)),
    ("utf-8 read as mac-roman", HANS, (0.94, 0.87)),
    ("utf-8 read as mac-roman", HANT, (0.94, 0.94)),
    ("gbk read as windows-1252", HANS, (0.8, 0.55)),
    ("gbk read as windows-1252", HANT, (0.5, 0.31)),
    ("gbk read as latin-1", HANS, (0.8, 0.55)),
    ("gbk read as latin-1", HANT, (0.5, 0.31)),
    ("gbk read as utf-8 or windows-1252", HANS, (0.0, 0.0)),
    ("gbk read as utf-8 or windows-1252", HANT, (0.0, 0.0)),
    ("gbk read as big5", HANS, (0.0, 0.0)),
    ("big5 read as windows-1252", HANT, (0.5, 0.31)),
    ("big5 read as latin-1", HANT, (0.5, 0.31)),
    ("big5 read as gbk", HANT, (0.0, 0.0)),
)

#: Damage, script, and the share of documents that come back at least: about one in sixteen below
#: what was measured. Rows without a bar are printed only.
KINDS: list[tuple[str, Damage, prose.Script, float]] = [
    ("glosses, A", gbk_damage, HANT, 0.8),
    ("glosses, full width", partial(gbk_damage, fold=False), HANT, 0.8),
    ("glosses, private kept", partial(gbk_damage, keep_private=True), HANT, 0.8),
    ("glosses, B", partial(gbk_damage, style="B"), HANT, 0.8),
    ("glosses, C", partial(gbk_damage, style="C"), HANT, 0.8),
    ("glosses, D", partial(gbk_damage, style="D"), HANT, 0.8),
    ("glosses, simplified afterwards", simplified, HANT, 0.37),
    ("the whole twice, damaged twice", whole, HANT, 0.8),
    ("the whole twice", twice, HANS, 0.94),
    ("tables blown up", damage.blow_up_tables, HANS, 0.94),
    ("head and foot lines", damage.inject_lines, HANS, 0.89),
    ("head and foot lines", partial(damage.inject_lines, script=HANT), HANT, 0.6),
    ("digit groups", damage.group_digits, HANS, 0.94),
    ("doubled marks", damage.spoil_marks, HANT, 0.94),
    ("over-converted", damage.over_convert, HANT, 0.94),
    *(
        (f"{kind}, {scope}", partial(mojibake, kind=kind, scope=scope, share=0.3), script, bar)
        for kind, script, bars in MIX_UPS
        for scope, bar in zip(SCOPES, bars, strict=True)
    ),
]


@pytest.mark.parametrize(("name", "kind", "script", "bar"), [row for row in KINDS if row[-1]])
def test_rate(name: str, kind: Damage, script: prose.Script, bar: float) -> None:
    found = rate(kind, script)
    assert found >= bar, f"{name}, {script}: {found:.1%} of the documents come back"


def print_rates() -> None:
    """Prints what is measured beside the bars, to set them anew."""
    for name, kind, script, bar in KINDS:
        print(f"{name:48} {script} {rate(kind, script):.3f}, bar {bar}", flush=True)  # noqa: T201


if __name__ == "__main__":
    print_rates()
