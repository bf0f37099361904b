"""Small documents, and the stage run over them by itself."""

from __future__ import annotations

from kxclean.boilerplate import PASSES
from kxclean.boilerplate.strip import LinePass
from kxclean.config import Config
from kxclean.ledger import Ledger, Safety
from kxclean.rule import Context, Findings

STAGE = PASSES[0]
NAMES = frozenset(rule.name for rule in STAGE.rules)

TITLE = "关于召开学术年会的通知"
BODY = "本次年会将于下月举行，请各单位认真组织。\n\n会议期间将安排专题报告，欢迎广大会员参加。"


def find(
    text: str,
    *,
    rules: frozenset[str] = NAMES,
    config: Config | None = None,
    stage: LinePass | None = None,
) -> Findings:
    return (stage or STAGE)(text, Context(config or Config(), rules, text))


def strip(
    text: str,
    *,
    rules: frozenset[str] = NAMES,
    config: Config | None = None,
    stage: LinePass | None = None,
) -> tuple[str, dict[str, object]]:
    """The text without the lines that are sure to leave, and the metadata."""
    found = find(text, rules=rules, config=config, stage=stage)
    everything = config is not None and config.apply == "all"
    edits = [edit for edit in found.settled() if everything or edit.safety is Safety.SAFE]
    ledger = Ledger.from_edits(text, edits)
    cleaned = ledger.apply(text)
    assert ledger.revert(cleaned) == text
    return cleaned, found.metadata


def at_head(lines: str) -> str:
    return f"{TITLE}\n\n{lines}\n\n{BODY}" if lines else f"{TITLE}\n\n{BODY}"


def at_foot(lines: str) -> str:
    return f"{TITLE}\n\n{BODY}\n\n{lines}" if lines else f"{TITLE}\n\n{BODY}"
