"""Lines and paragraphs that were broken in the middle of a sentence are put together again."""

from __future__ import annotations

from dataclasses import replace

from kxclean.blocks.lines import End, Page
from kxclean.layout.evidence import (
    LIKELY,
    NARROW,
    SURE,
    Joint,
    Measure,
    is_clear,
    points,
    runs_on,
)
from kxclean.ledger import Edit, Ledger
from kxclean.rule import Context, Example, Findings, FunctionPass, Rule, Safety

__all__ = ["BROKEN_LINE", "BROKEN_PARAGRAPH", "UNWRAP", "measure"]

_STEPS = 4  # rounds in which a piece that was joined may show that it goes on; two do
_SAMPLE = 60  # lines at the edge that are looked at to see whether the text was wrapped
_RUN_ON = 0.15  # share of them behind which a word or clause goes on; over statutes half do

BROKEN_LINE = Rule(
    name="broken-line",
    stage="layout",
    safety=Safety.SAFE,
    what="Joins a line with the next one where a sentence, word or quoted name was broken.",
    why="Mail, PDF and old word processors end lines at a fixed width. In Chinese no blank stands "
    "at such a line end, so it is in the way of every search and comparison.",
    changes=(
        Example(
            "在网站开辟了“科协之光”和“科协之\n窗”栏目,定期宣传。",
            "在网站开辟了“科协之光”和“科协之窗”栏目,定期宣传。",
        ),
        Example(
            "学会要认真听取各方面的意见,及时改进工作作风,努力提高服务水\n平,让科技工作者满意。",
            "学会要认真听取各方面的意见,及时改进工作作风,努力提高服务水平,让科技工作者满意。",
        ),
    ),
    leaves=(
        "床前明月光,\n疑是地上霜。\n举头望明月,\n低头思故乡。",
        "A. 北京\nB. 上海\nC. 广州\nD. 深圳",
        "北京市海淀区\n中关村南大街5号\n邮编100081",
        "安徽省科协\n2017年2月27日",
        "一、夯实基础\n学会工作要从基础抓起,认真做好每一件事。",
        "“你去哪里?”\n“去学校,”他说,\n“很快就回来。”",
        "张建\n国强\n李明",
        "def f(x):\n    return '科协之'\n",
        (
            "今日要闻\n全国铁路暑运今日启动，预计发送旅客8.6亿人次\n多地出台措施稳定就业，"
            "支持高校毕业生创业\n国家队公布集训名单，三名新人入选"
        ),
        (
            "今天去了动物园，人超多！！！不过熊猫好可爱，孩子看了半天，照片在 http://t.cn/A6abc\n"
            "回复小明，下次一起去吧。"
        ),
    ),
    source="seeds/004; the traditional statutes, wrapped at 32 wide characters",
)

BROKEN_PARAGRAPH = Rule(
    name="broken-paragraph",
    stage="layout",
    safety=Safety.SAFE,
    what="Joins two paragraphs where a sentence or word was broken over blank lines.",
    why="A page or column end in print becomes a blank line in the text that is taken from it.",
    changes=(
        Example(
            "全力推进科协基层组\n\n织,2018年制定下发《实施意见》。",
            "全力推进科协基层组织,2018年制定下发《实施意见》。",
        ),
        Example(
            "学会工作不断加强。今年8月,科协在主会场作典型发言,\n\n受到有关领导同志的充分肯定。",
            "学会工作不断加强。今年8月,科协在主会场作典型发言,受到有关领导同志的充分肯定。",
        ),
    ),
    leaves=(
        "加强政治引领 着力提升科协组织凝聚力\n\n5年来,科协组织不断强化政治引领,取得了新的成效。",
        "各位委员,各省级学会,各市科协,各直属单位\n\n2017年2月23日,全委会议在合肥召开。",
        "推荐访问:科协 工作报告 全委会\n\n版权所有:汇朗范文网",
        "第一,创新联系服务的体制机制,提高科协组织的吸引力\n\n一是扩大与科技工作者的联系面。",
        "安徽省科协\n\n2017年2月27日",
    ),
    source="seeds/001",
)


def measure(page: Page) -> Measure:
    """What the document says about its line ends."""
    prose, unfinished, short, measured = page.lines.prose()
    wrap, in_chars, near = _wrap_width(page) if unfinished >= 2 else (0, False, 0)
    if wrap:
        ends, spaced, indented, cut, hanging, beyond = page.lines.paragraphs(wrap, in_chars)
        if near >= 0.1 * beyond and _is_wrapped(page, wrap, in_chars=in_chars):
            return Measure(
                wrap,
                in_chars,
                spaced=ends >= 2 and spaced >= 0.8 * ends,
                indented=ends >= 2 and indented >= 0.8 * ends and hanging <= 0.2 * cut,
            )
    # A writer who leaves out the full stop does so now and then at least; a damaged page is broken
    # in a few places among many that are whole.
    careless = prose >= 4 and unfinished > 0.35 * prose
    return Measure(careless=careless, verse=measured >= 3 and measured >= 0.4 * short)


def _is_wrapped(page: Page, wrap: int, *, in_chars: bool) -> bool:
    """Whether sentences go on behind lines at the edge; headlines of one length do not."""
    seen = found = 0
    for number in page.lines.joints(1, True):
        left, right = page[number], page[number + 1]
        reach = left.tail - left.start if in_chars else left.width + left.indent
        open_end = left.ending in (End.OPEN, End.COMMA, End.OPENING, End.CLOSING)
        if not open_end or right.gap > 1 or not wrap - 4 <= reach <= wrap + 4:
            continue
        seen += 1
        found += runs_on(Joint(left, right, page.string(left), page.string(right)))
        if seen == _SAMPLE:
            break
    return found >= max(1.0, _RUN_ON * seen)


def _wrap_width(page: Page) -> tuple[int, bool, int]:
    """The width at which lines were cut, and whether it counts characters, and how many were; or 0.

    Lines that were cut end within one word of the edge, behind a comma only now and then. The
    lines of verse are of one width too, but end with commas or have their marks in one column.
    """
    columns, chars, marks, commas = page.lines.cuts()
    total = sum(count for _, count in columns)
    if total < 3 or commas > 0.4 * total:
        return 0, False, 0
    # Where prose is cut most lines have a mark somewhere; lists of names have none, verse has it
    # in one column.
    marked = sum(count for column, count in marks if column)
    if marked < 0.3 * total or max((n for column, n in marks if column), default=0) > 0.5 * total:
        return 0, False, 0
    best, width, unit = 0, 0, False
    for found, in_chars, slack in ((columns, False, 3), (chars, True, 1)):
        counts = dict(found)
        for edge in counts:
            near = sum(counts.get(edge - off, 0) for off in range(slack + 1))
            if near > best or (near == best and in_chars is unit and edge < width):
                best, width, unit = near, edge, in_chars
    if best < max(3, 0.6 * total) or width < (10 if unit else 20):
        return 0, False, 0
    return width, unit, best


def _find(text: str, context: Context) -> Findings:
    findings = Findings()
    if context.scan.breaks == 0 or context.scan.han < 4:
        return findings
    change: Ledger | None = None
    for _ in range(_STEPS):
        edits = _joins(text, context)
        applied = [
            edit for edit in edits if edit.safety is Safety.SAFE or context.config.apply == "all"
        ]
        if not applied:
            findings.edits = edits if change is None else []
            break
        step = Ledger.from_edits(text, applied)
        text = step.apply(text)
        change = step if change is None else change.then(step)
    findings.native = change
    return findings


def _joins(text: str, context: Context) -> list[Edit]:
    """The edits that close the joints of `text`, as far as one look at them tells."""
    page = Page(text)
    whole = measure(page)
    if whole.verse:
        return []
    narrow = whole.wrap * (2 if whole.in_chars else 1) // 2 if whole.wrap else NARROW
    numbers = page.lines.joints(min(narrow, NARROW), bool(whole.wrap))
    if not numbers:
        return []
    found: list[tuple[Edit, bool]] = []
    for number in numbers:
        left, right = page[number], page[number + 1]
        rule = BROKEN_LINE if right.gap == 1 else BROKEN_PARAGRAPH
        if not context.on(rule):
            continue
        joint = Joint(left, right, page.string(left), page.string(right))
        sure = points(joint, whole)
        if sure >= LIKELY:
            safety = Safety.SAFE if sure >= SURE else Safety.UNSAFE
            between = text[left.tail : right.text]
            edit = Edit(left.tail, right.text, between, _between(joint), rule.name, safety)
            found.append((edit, is_clear(joint, whole)))
    return _without_doubtful(found)


def _without_doubtful(found: list[tuple[Edit, bool]]) -> list[Edit]:
    """The edits, those without clear evidence as suggestions, unless more have it than have not.

    A missing full stop says something only in a text that is broken elsewhere as well.
    """
    safe = [clear for edit, clear in found if edit.safety is Safety.SAFE]
    if 2 * sum(safe) >= len(safe):
        return [edit for edit, _ in found]
    return [edit if clear else replace(edit, safety=Safety.UNSAFE) for edit, clear in found]


def _between(joint: Joint) -> str:
    """What stands in the place of the line end: a blank between Latin words, else nothing."""
    last, first = joint.before[-1], joint.behind[0]
    latin = (last.isascii() and (last.isalnum() or last in ",.;:%)")) and (
        first.isascii() and (first.isalnum() or first == "(")
    )
    return " " if latin and not (last.isdigit() and first.isdigit()) else ""


UNWRAP = FunctionPass((BROKEN_LINE, BROKEN_PARAGRAPH), _find)
