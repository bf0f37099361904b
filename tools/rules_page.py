"""Writes docs/rules.md from the rules themselves.

python tools/rules_page.py          # write the page
python tools/rules_page.py --check  # exit 1 if it is not up to date
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import kxclean
from kxclean.rule import Example, Rule

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"

HEAD = """# Rules

Made by `make docs` from the rules in `src/kxclean`; do not edit. `kxclean rules NAME` prints the
same. `␣` stands for a blank that is not U+0020, `⏎` for a line end, `⇥` for a tab.

"""

_VISIBLE = str.maketrans({"\n": "⏎", "\t": "⇥", "\u00a0": "␣", "\u2002": "␣", "\u2009": "␣"})


def code(text: str) -> str:
    """The text as a code span, with what cannot be seen made visible."""
    made = text.translate(_VISIBLE)
    shown = "".join(c if c.isprintable() or c == "\u3000" else f"<U+{ord(c):04X}>" for c in made)
    fence = "``" if "`" in shown else "`"
    pad = " " if shown.startswith((" ", "`")) or shown.endswith((" ", "`")) else ""
    return f"{fence}{pad}{shown or ' '}{pad}{fence}"


def with_options(example: Example) -> str:
    """The options of an example, if it has any."""
    if not example.options:
        return ""
    return " (" + ", ".join(f"{key}={value!r}" for key, value in example.options.items()) + ")"


def section(rule: Rule) -> str:
    """One rule."""
    state = rule.safety.value if rule.default else f"{rule.safety.value}, off by default"
    lines = [f"### {rule.name}", "", f"*{state}.* {rule.what}", "", f"Why: {rule.why}", ""]
    lines += [
        f"- changes {code(one.before)} to {code(one.after)}{with_options(one)}"
        for one in rule.changes
    ]
    lines += [f"- leaves {code(one.before)}{with_options(one)}" for one in rule.kept()]
    return "\n".join([*lines, "", f"Source: {rule.source}", "", ""])


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for stage, rules in groupby(kxclean.rules(), key=lambda rule: rule.stage):
        parts.append(f"## {stage}\n\n")
        parts.extend(map(section, rules))
    return "".join(parts).rstrip("\n") + "\n"


def main() -> None:
    """Writes or checks the page."""
    made = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(made, "utf-8")
    elif not PAGE.exists() or PAGE.read_text("utf-8") != made:
        sys.exit("docs/rules.md is not what the rules say; run `make docs`")


if __name__ == "__main__":
    main()
