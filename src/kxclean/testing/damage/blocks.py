"""Damage to whole lines: head and foot lines put in, blocks that stand twice."""

from __future__ import annotations

import random
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from kxclean.errors import ConfigError, shown
from kxclean.testing.damage.damaged import (
    Damage,
    Damaged,
    lines_of,
    made_by,
    number_of,
    one_of,
    sound_text,
    source_of,
)

__all__ = ["Where", "double_blocks", "inject_lines", "line_templates"]

#: Where a site puts its lines.
Where = Literal["head", "foot"]

_SCRIPTS = ("zh-Hans", "zh-Hant")
#: Columns of the longest line that may be a title, so that head lines stand behind it.
_TITLE = 40
_NAMES = {
    "zh-Hans": ("周明", "李晓燕", "王建国", "赵文静", "陈志强", "欧阳慧"),
    "zh-Hant": ("周明", "李曉燕", "王建國", "趙文靜", "陳志強", "歐陽慧"),
}
_SITES = {
    "zh-Hans": (
        "青山市科学技术协会",
        "河东日报",
        "范文大全网",
        "中共青山市委党史研究室",
        "学习资料网",
    ),
    "zh-Hant": (
        "青山市科學技術協會",
        "河東日報",
        "範文大全網",
        "中共青山市委黨史研究室",
        "學習資料網",
    ),
}
_COMPANIES = {
    "zh-Hans": ("青山传星科技有限公司", "远景网络有限责任公司"),
    "zh-Hant": ("青山傳星科技有限公司", "遠景網絡有限責任公司"),
}
_WORDS = {
    "zh-Hans": ("科协", "年度总结", "全委会", "建设"),
    "zh-Hant": ("科協", "年度總結", "全委會", "建設"),
}


@cache
def line_templates(where: Where, script: Literal["zh-Hans", "zh-Hant"]) -> tuple[str, ...]:
    """The lines that sites put at the head or foot of a text, with fields in braces.

    Raises:
        ConfigError: if there is no such place or script.

    >>> "责任编辑：{name}" in line_templates("foot", "zh-Hans")
    True
    """
    one_of("place", where, get_args(Where))
    one_of("script", script, _SCRIPTS)
    text = (files("kxclean.testing.damage") / "data" / "lines.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(line for place, form, line in rows if (place, form) == (where, script))


def inject_lines(
    text: str,
    seed: int,
    *,
    head: int | None = None,
    foot: int | None = None,
    script: Literal["zh-Hans", "zh-Hant"] = "zh-Hans",
    behind_title: bool | None = None,
    blank_line: bool = False,
) -> Damaged:
    r"""The text with the lines of a site around it: source, date, views, copyright, links.

    Args:
        text: sound text.
        seed: of the lines and what they say.
        head: how many lines stand at the head; none to three by the seed if `None`.
        foot: how many stand at the foot; likewise.
        script: of the lines.
        behind_title: whether the head lines stand behind the first line, if that is short and
            more text follows; by the seed if `None`.
        blank_line: whether a blank line parts them from the text.

    Returns:
        The damaged text. A place is where lines were put in: 0 or the start of the second line for
        those at the head, `len(text)` for those at the foot.

    Raises:
        ConfigError: if a number is none, there is no such script, or it has fewer lines.

    >>> inject_lines("正文。", 3, head=0, foot=1, script="zh-Hant").text.startswith("正文。\n")
    True
    """
    rng = source_of(seed)
    sound_text(text)
    one_of("script", script, _SCRIPTS)
    above = _lines("head", script, head, rng)
    below = _lines("foot", script, foot, rng)
    gap = "\n\n" if blank_line else "\n"
    at = 0
    title, line_end, more = text.partition("\n")
    if behind_title is None:
        behind_title = rng.random() < 0.5
    if behind_title and line_end and more.strip() and 0 < len(title) <= _TITLE // 2:
        at = len(title) + 1
    edits = []
    if above:
        edits.append((at, at, "\n".join(above) + gap, "head line"))
    if below:
        edits.append((len(text), len(text), gap + "\n".join(below), "foot line"))
    return made_by(text, edits)


def _lines(where: Where, script: str, count: int | None, rng: random.Random) -> list[str]:
    known = line_templates(where, "zh-Hant" if script == "zh-Hant" else "zh-Hans")
    number = rng.randint(0, 3) if count is None else number_of(where, count, 0)
    if number > len(known):
        raise ConfigError(f"{where}={number} is more than the {len(known)} lines there are")
    return [_filled(line, script, rng) for line in rng.sample(known, number)]


def _filled(line: str, script: str, rng: random.Random) -> str:
    year, month, day = rng.randint(2004, 2023), rng.randint(1, 12), rng.randint(1, 28)
    return line.format(
        date=f"{year}-{month:02}-{day:02}",
        han_date=f"{year}年{month:02}月{day:02}日",
        time=f"{rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}",
        year=year,
        number=rng.randint(12, 4999),
        minutes=rng.randint(2, 9),
        digit=rng.randint(1, 8),
        code=f"{rng.randrange(1000):03}",
        phone=rng.randint(62000000, 69999999),
        icp=f"{rng.choice('京鲁蜀苏')}ICP备{rng.randint(10000000, 19999999)}号",
        name=rng.choice(_NAMES[script]),
        other_name=rng.choice(_NAMES[script]),
        site=rng.choice(_SITES[script]),
        company=rng.choice(_COMPANIES[script]),
        word=rng.choice(_WORDS[script]),
        other_word=rng.choice(_WORDS[script]),
        product=rng.choice(("SiteCMS 5.7", "EasyPortal", "PageWorks X3")),
    )


def double_blocks(
    text: str,
    seed: int,
    *,
    lines: tuple[int, int] | None = None,
    apart: int = 0,
    damage: Damage | None = None,
) -> Damaged:
    r"""A run of lines that stands twice, exactly or with damage of its own in each copy.

    Args:
        text: sound text.
        seed: of the run, and of the damage of each copy.
        lines: the first line of the run and the one behind its last; by the seed if `None`, the
            whole text one time in two.
        apart: how many of the lines that follow the run stand between it and its copy.
        damage: what is done to each copy, with another seed each: `gbk_damage`, or a
            `functools.partial` that settles its options.

    Returns:
        The damaged text. Places are the first character of the run, where the copy was put in, and
        where damage struck a character in one of the copies.

    Raises:
        ConfigError: if `lines` is no run of the text, or `apart` no number.

    >>> double_blocks("甲\n乙\n丙", 0, lines=(0, 2)).text
    '甲\n乙\n甲\n乙\n丙'
    """
    rng = source_of(seed)
    spans = lines_of(sound_text(text))
    number_of("apart", apart, 0)
    if lines is None:
        first, last = 0, len(spans)
        if rng.random() < 0.5:
            first = rng.randrange(len(spans))
            last = rng.randint(first + 1, len(spans))
    else:
        first, last = _run(lines, len(spans))
    start, end = spans[first][0], spans[last - 1][1]
    at = spans[min(last - 1 + apart, len(spans) - 1)][1]
    run = text[start:end]
    seeds = rng.randrange(2**32), rng.randrange(2**32)
    if damage is None:
        return made_by(text, [(at, at, f"\n{run}", "doubled block")], {start, at})
    upper, lower = damage(run, seeds[0]), damage(run, seeds[1])
    edits = [
        (edit.start + start, edit.end + start, edit.replacement, edit.rule) for edit in upper.edits
    ]
    edits.append((at, at, f"\n{lower.text}", "doubled block"))
    places = {start, at} | {place + start for place in (*upper.places, *lower.places)}
    return made_by(text, edits, places)


def _run(lines: object, count: int) -> tuple[int, int]:
    if (
        isinstance(lines, tuple | list)
        and len(lines) == 2
        and all(isinstance(one, int) for one in lines)
        and 0 <= lines[0] < lines[1] <= count
    ):
        return lines[0], lines[1]
    raise ConfigError(f"lines={shown(lines)} is no run of the {count} lines of the text")
