"""Full-width letters and digits to ASCII, by option: the rules. The kernel is `width.rs`."""

from __future__ import annotations

from kxclean.rule import Example, Rule, Safety

__all__ = ["DIGIT", "LETTER", "SIGN"]

_ON = {"width": "ascii"}
_WHY = (
    "Input methods and old systems write Latin letters and digits as wide as Han characters. "
    "Chinese typesetting uses the half-width ones; a page that is set on a grid may mean the "
    "others, so this is an option."
)


def _rule(
    name: str, *, what: str, changes: tuple[tuple[str, str], ...], leaves: tuple[str, ...]
) -> Rule:
    return Rule(
        name=name,
        stage="normalise",
        safety=Safety.SAFE,
        what=what,
        why=_WHY,
        changes=tuple(Example(before, after, _ON) for before, after in changes),
        leaves=(*(Example(text, text, _ON) for text in leaves), "１２３ＡＢＣ"),
        source="GB/T 15835-2011, 5.1.1; Unicode, Halfwidth and Fullwidth Forms",
    )


DIGIT = _rule(
    "full-width-digit",
    what="Writes full-width digits as ASCII.",
    changes=(("全文１２３，共１页", "全文123，共1页"), ("第１，１１６页", "第1，116页")),
    leaves=("第①章，Ⅻ，三〇〇",),
)

LETTER = _rule(
    "full-width-letter",
    what="Writes full-width Latin letters as ASCII.",
    changes=(("Ａ股和ＧＤＰ", "A股和GDP"), ("卡拉ＯＫ", "卡拉OK")),
    leaves=("α粒子，Ω", "℃，㎡，№"),
)

SIGN = _rule(
    "full-width-sign",
    what="Writes a full-width sign inside a full-width number or code as ASCII.",
    changes=(("ＧＢ／Ｔ１５８３４", "ＧＢ/Ｔ１５８３４"), ("增长３．５％", "增长３.５%")),
    leaves=("价格：１２元，３，４月", "（Ａ）、「Ｂ」", "百分数：％"),
)
