"""The rule under which lines leave that a source shares, whatever they say."""

from __future__ import annotations

from functools import cache

from kxclean.boilerplate.linerule import Evidence, LineRule
from kxclean.boilerplate.model import TemplateModel
from kxclean.ledger import Safety
from kxclean.rule import Example, Rule

__all__ = ["learned", "learned_rule"]

_BODIES = (
    "年会于上月举行，各界代表三百人到会。", "新展馆本周开放，市民可以免费参观。", "课题组公布了三项成果。",
    "志愿者走进社区，讲解防灾知识。", "评审会选出二十件作品。", "讲座吸引了许多学生。",
    "图书馆延长了开放时间。", "两校签署了合作协议。", "新的观测站投入使用。", "科普大篷车到了山区。",
)  # fmt: skip


def _page(number: int, *, foot: str = "\n\n云上书房 · 让知识走得更远") -> str:
    return f"第{number}号来信\n\n{_BODIES[number % len(_BODIES)]}\n\n特此通知。{foot}"


@cache
def learned_rule() -> Rule:
    """The rule itself; its examples are fitted on ten small pages."""
    model = TemplateModel(capacity=16).fit(map(_page, range(10)))
    options = {"boilerplate": "strip", "apply": "safe", "template_model": model}
    kept = (
        _page(3, foot=""),  # what ten pages end with, but as texts end
        _page(4, foot="").replace("特此通知。", "云上书房 · 让知识走得更远\n\n特此通知。"),
        "云上书房 · 让知识走得更远",
    )
    return Rule(
        name="learned-boilerplate",
        stage="boilerplate",
        safety=Safety.SAFE,
        what="Takes out lines that many documents of one source share at head or foot.",
        why="A template model that was fitted on the source knows them; slogans and other lines of a "
        "site say nothing by which they could be known in one document alone.",
        changes=(Example(_page(3), _page(3, foot=""), options),),
        leaves=tuple(Example(text, text, options) for text in kept),
        source="what the documents of one source share; see `kxclean.boilerplate.TemplateModel`",
    )


@cache
def learned(head: Evidence | None, foot: Evidence | None) -> LineRule:
    """The rule for a line for which templates speak so far at the head and at the foot."""
    return LineRule(
        rule=learned_rule(),
        where="both",
        head=head,
        foot=foot,
        starts=(),
        colons=":",
        holds=(),
        also=(),
        never=(),
        sentence=True,
        pattern="",
        kinds={},
        lists="",
        last=False,
        lexicon={},
        examples=(),
        leaves=(),
    )
