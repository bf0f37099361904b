"""Rules as data: what a file may hold, and a user's own file at work."""

from __future__ import annotations

from pathlib import Path

import pytest

from kxclean import ConfigError, RuleError
from kxclean.boilerplate import LinePass, LineRule, load_rules, shipped_rules
from kxclean.boilerplate.fold import fold

from .documents import NAMES, at_foot, at_head, strip

RULE = """
[[rule]]
name = "ticket-line"
where = "foot"
evidence = "plain"
starts = "工单号:"
pattern = '<<label>>(?P<ticket>[a-z]{2}-\\d+)(?: 于(?P<closed>.+?)结案)?'
kinds = { closed = "moment" }
what = "Takes out the number of the ticket."
why = "The system prints it."
source = "our own system"
changes = '''
工单号:AB-12 → ticket=AB-12
'''
leaves = '''
工单号:见附件
'''
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "rules.toml"
    file.write_text(text, "utf-8")
    return file


def own(rules: tuple[LineRule, ...]) -> LinePass:
    return LinePass(lambda: (*shipped_rules(), *rules))


def test_own_rules_work_beside_the_shipped_ones(tmp_path: Path) -> None:
    (rule,) = rules = load_rules(write(tmp_path, RULE))
    stage = own(rules)
    names = NAMES | {rule.rule.name}
    lines = "工單號：AB-12 于2019年5月1日結案 責任編輯：王小明"
    text, metadata = strip(at_foot(lines), stage=stage, rules=names)
    assert text == at_foot("")
    assert metadata == {"ticket": "AB-12", "closed": "2019-05-01", "editor": "王小明"}
    for kept in (at_head("工单号:AB-12"), at_foot("工单号:见附件")):
        assert strip(kept, stage=stage, rules=names) == (kept, {})


def test_a_rule_without_starts_is_tried_on_every_line(tmp_path: Path) -> None:
    text = RULE.replace('starts = "工单号:"\n', "").replace(
        "<<label>>(?P<ticket>[a-z]{2}-\\d+)(?: 于(?P<closed>.+?)结案)?",
        "(?P<ticket>[a-z]{2}-\\d+)号?单?",
    )
    stage = own(load_rules(write(tmp_path, text)))
    names = NAMES | {"ticket-line"}
    assert strip(at_foot("AB-12号单"), stage=stage, rules=names) == (
        at_foot(""),
        {"ticket": "AB-12"},
    )


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (("[[rule]]", "[[rule"), ConfigError, "cannot read the rules"),
        (("[[rule]]", "[rule]"), ConfigError, "is no file of rules"),
        (("[[rule]]", "colour = 1\n[[rule]]"), ConfigError, "is no file of rules"),
        (('where = "foot"', 'where = "middle"'), RuleError, "'middle' is not head, foot"),
        (('evidence = "plain"', 'evidence = "strong"'), RuleError, "'strong' is not one of sure"),
        (('why = "The system prints it."\n', ""), RuleError, "ticket-line has no why"),
        (('kinds = { closed = "moment" }', 'kinds = { closed = "day" }'), RuleError, "'day'"),
        (('kinds = { closed = "moment" }', "colour = 1"), RuleError, "no key 'colour'"),
        (('name = "ticket-line"', 'name = "view-count"'), RuleError, "view-count exists already"),
        (('name = "ticket-line"', 'name = "Ticket line"'), RuleError, "lower case with hyphens"),
        (("(?P<ticket>", "(?P<ticket"), RuleError, "is no pattern of the regex library"),
        (("(?P<ticket>", "<<lable>>(?P<views>"), RuleError, "<<lable>>"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(
    tmp_path: Path, change: tuple[str, str], error: type[Exception], said: str
) -> None:
    assert change[0] in RULE
    with pytest.raises(error, match=said):
        load_rules(write(tmp_path, RULE.replace(*change)))


def test_a_missing_file_and_a_binary_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"missing\.toml"):
        load_rules(tmp_path / "missing.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"binary\.toml"):
        load_rules(tmp_path / "binary.toml")


def test_a_pattern_that_runs_wild_is_stopped(tmp_path: Path) -> None:
    text = RULE.replace("(?P<ticket>[a-z]{2}-\\d+)(?: 于(?P<closed>.+?)结案)?", "(?:(?:a|a)+b?)+c")
    stage = own(load_rules(write(tmp_path, text)))
    with pytest.raises(RuleError, match=r"ticket-line: its pattern .* took more than"):
        strip(at_foot("工单号:" + "a" * 200), stage=stage, rules=NAMES | {"ticket-line"})


def test_shipped_patterns_compile_and_begin_as_their_starts_say() -> None:
    for rule in shipped_rules():
        assert rule.compiled.groups >= 0
        assert all(start == fold(start) for start in rule.starts), rule.rule.name
        # A character that folding changes is never met in a folded line.
        changed = [mark for mark in rule.pattern if fold(mark) != mark and not mark.isascii()]
        assert changed == [], rule.rule.name


def test_starts_do_not_hide_what_a_pattern_knows() -> None:
    # Without the starts, each example is still found by the same pattern, and with them as well.
    for rule in shipped_rules():
        for example in rule.examples:
            first = fold(example.lines.splitlines()[0]).strip("([ =")
            if rule.starts and rule.compiled.fullmatch(first):
                assert first.startswith(tuple(rule.words)), (rule.rule.name, first)
