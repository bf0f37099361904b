"""Hypothesis strategies: Chinese texts, numbers, tables of gloss sites, damaged documents.

Hypothesis is an extra (`pip install kxclean[testing]`) and is imported when a strategy is asked
for. What the strategies draw shrinks: to fewer blocks, and to the texts of small seeds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from kxclean.errors import ConfigError
from kxclean.repair import gbk_model, variants
from kxclean.repair.glosses import known_pairs
from kxclean.testing import damage, prose
from kxclean.testing.damage.damaged import number_of, one_of

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = [
    "Case",
    "damaged_documents",
    "damages",
    "documents",
    "han_text",
    "mixed_latin",
    "numbers",
    "paragraphs",
    "sentences",
    "site_tables",
]

#: Seeds of texts. Small, so that examples that fail are told apart by eye.
_SEEDS = 2**20


class Case(NamedTuple):
    """A sound text, what damage made of it, and the damage itself, a function of text and seed."""

    sound: str
    damaged: damage.Damaged
    damage: damage.Damage


def _hypothesis() -> Any:
    try:
        from hypothesis import strategies
    except ImportError:
        raise ConfigError(
            "the strategies need hypothesis, which is not installed; install it with "
            "`pip install kxclean[testing]`"
        ) from None
    return strategies


def han_text(
    script: prose.Script | None = None, *, min_size: int = 0, max_size: int = 40
) -> SearchStrategy[str]:
    """Han characters without sense, of the common block.

    Args:
        script: leaves out the characters that only the other script has; `None` for any.
        min_size: characters, at least.
        max_size: at most.

    Raises:
        ConfigError: if there is no such script, or hypothesis is not installed.

    >>> from hypothesis import find
    >>> find(han_text(min_size=2), lambda text: True)
    '一一'
    """
    strategies = _hypothesis()
    number_of("min_size", min_size, 0)
    number_of("max_size", max_size, min_size)
    other = ""
    if script is not None:
        simplified = one_of("script", script, get_args(prose.Script)) == "zh-Hans"
        other = variants.only_traditional() if simplified else variants.only_simplified()
    characters = strategies.characters(
        min_codepoint=0x4E00, max_codepoint=0x9FA5, exclude_characters=other
    )
    found: SearchStrategy[str] = strategies.text(characters, min_size=min_size, max_size=max_size)
    return found


def sentences(script: prose.Script = "zh-Hans") -> SearchStrategy[str]:
    """Sentences with their full stop, from the stock of `kxclean.testing.prose`.

    >>> from hypothesis import find
    >>> find(sentences(), lambda text: "，" in text).endswith("。")
    True
    """
    return _by_seed(partial(prose.sentence, script=_script(script)))


def paragraphs(script: prose.Script = "zh-Hans") -> SearchStrategy[str]:
    """Paragraphs of a few sentences, on one line.

    >>> from hypothesis import find
    >>> find(paragraphs("zh-Hant"), lambda text: True).count("。") > 1
    True
    """
    return _by_seed(partial(prose.block, "paragraph", script=_script(script)))


def mixed_latin(script: prose.Script = "zh-Hans") -> SearchStrategy[str]:
    """Sentences with Latin letters in them: names, addresses, units.

    >>> from hypothesis import find
    >>> find(mixed_latin(), lambda text: "GB" in text or "Git" in text) != ""
    True
    """
    return _by_seed(partial(prose.sentence, script=_script(script), latin=True))


def documents(
    script: prose.Script | None = None,
    *,
    kinds: Sequence[prose.Kind] = prose.KINDS,
    min_blocks: int = 1,
    max_blocks: int = 12,
) -> SearchStrategy[str]:
    r"""Documents of blocks, each on lines of its own, no two of them the same.

    They are clean: kxclean finds no repair, layout or boilerplate edit in them.

    Args:
        script: `zh-Hans` or `zh-Hant`; either if `None`.
        kinds: of blocks: title, heading, paragraph, list, table, verse, dialogue, latin. A title
            stands only first.
        min_blocks: at least, 1 or more.
        max_blocks: at most.

    Raises:
        ConfigError: if there is no such script or kind, or hypothesis is not installed.

    >>> from hypothesis import find
    >>> find(documents("zh-Hans", kinds=["verse"]), lambda text: text.count("\n") > 2).count("。")
    4
    """
    strategies = _hypothesis()
    for kind in kinds:
        one_of("kind of block", kind, prose.KINDS)
    number_of("min_blocks", min_blocks, 1)
    number_of("max_blocks", max_blocks, min_blocks)
    body: list[prose.Kind] = [kind for kind in kinds if kind != "title"]
    body = body or list(kinds)
    scripts = get_args(prose.Script) if script is None else (_script(script),)
    made = []
    for one in scripts:
        part = strategies.builds(
            partial(_block, script=one),
            strategies.sampled_from(body),
            strategies.integers(0, _SEEDS),
        )
        blocks = strategies.lists(part, min_size=min_blocks, max_size=max_blocks, unique=True)
        if "title" in kinds:
            titles = strategies.lists(
                strategies.builds(
                    partial(_block, script=one),
                    strategies.just("title"),
                    strategies.integers(0, _SEEDS),
                ),
                max_size=1,
            )
            blocks = strategies.builds(list.__add__, titles, blocks)
        made.append(blocks.map("\n".join))
    found: SearchStrategy[str] = strategies.one_of(made)
    return found


def numbers() -> SearchStrategy[str]:
    """Numbers as Chinese texts have them: counts, groups, shares, dates, codes, ranges.

    >>> from hypothesis import find
    >>> find(numbers(), lambda text: "年" in text)
    '1900年'
    """
    strategies = _hypothesis()
    whole = strategies.integers(0, 10**9)
    year = strategies.integers(1900, 2099)
    small = strategies.integers(0, 999)

    def grouped(number: int, sign: str) -> str:
        return f"{number:,}".replace(",", sign)

    def full_width(number: int) -> str:
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))

    found: SearchStrategy[str] = strategies.one_of(
        whole.map(str),
        strategies.builds(grouped, whole, strategies.sampled_from(damage.SEPARATORS)),
        whole.map(full_width),
        strategies.builds("{}.{}".format, small, small),
        small.map("{}%".format),
        year.map("{}年".format),
        strategies.builds("{}—{}年".format, year, year),
        strategies.builds(
            "{}-{:02}-{:02}".format, year, strategies.integers(1, 12), strategies.integers(1, 28)
        ),
        small.map("第{}条".format),
        strategies.builds("GB/T {}.{}—{}".format, small, strategies.integers(1, 9), year),
        strategies.builds("010-{}".format, strategies.integers(60000000, 69999999)),
    )
    return found


def site_tables(*, min_size: int = 1, max_size: int = 50) -> SearchStrategy[Any]:
    """Tables of `(character, pinyin)` as gloss sites apply them, in some order.

    Args:
        min_size: entries, at least.
        max_size: at most.

    >>> from hypothesis import find
    >>> len(find(site_tables(min_size=3), lambda table: True))
    3
    """
    strategies = _hypothesis()
    number_of("min_size", min_size, 0)
    number_of("max_size", max_size, min_size)
    pair = strategies.sampled_from(known_pairs())
    found: SearchStrategy[Any] = strategies.lists(
        pair, min_size=min_size, max_size=max_size, unique_by=lambda entry: entry[0]
    ).map(tuple)
    return found


def damages() -> SearchStrategy[damage.Damage]:
    r"""Damages with their options settled, each a function of a text and a seed.

    All kinds that `kxclean.testing.damage` has but `combine`, `cut_out` and `ruin`, which leave
    nothing to restore or no sound text to compare with.

    >>> from hypothesis import find
    >>> text = "学会组织建设"
    >>> doubled = find(damages(), lambda damage: damage(text, 0).text.count(text) == 2)
    >>> doubled(text, 0).text
    '学会组织建设\n学会组织建设'
    """
    strategies = _hypothesis()
    ratio = strategies.sampled_from((0.2, 0.5, 1.0))

    def settled(function: Any, **options: Any) -> Any:
        return strategies.fixed_dictionaries(options).map(
            lambda chosen: partial(function, **chosen)
        )

    pick = strategies.sampled_from
    found: SearchStrategy[damage.Damage] = strategies.one_of(
        settled(
            damage.mojibake,
            kind=pick(damage.KINDS),
            scope=pick(get_args(damage.Scope)),
            share=ratio,
            keep_private=strategies.booleans(),
        ),
        settled(
            damage.gbk_damage,
            table=strategies.none() | site_tables(),
            marks=strategies.lists(pick(gbk_model.CUT_MARKS), unique=True).map(tuple),
            cut_share=ratio,
            fold=strategies.booleans(),
            keep_private=strategies.booleans(),
            style=pick(get_args(damage.Style)),
        ),
        settled(damage.lose_bytes, share=pick((0.01, 0.1)), shown_as=pick(("?", ""))),
        settled(
            damage.hard_wrap, width=strategies.integers(20, 90), blank_line=strategies.booleans()
        ),
        settled(damage.split_words, share=ratio, blank_line=strategies.booleans()),
        settled(damage.blow_up_tables, bar=pick("|｜"), blank=strategies.booleans()),
        settled(damage.inject_lines, script=pick(get_args(prose.Script))),
        settled(damage.double_blocks),
        settled(damage.group_digits, separator=pick((None, *damage.SEPARATORS)), share=ratio),
        settled(damage.spoil_marks, share=ratio),
        settled(damage.over_convert, share=ratio),
        strategies.just(damage.simplify),
    )
    return found


def damaged_documents(
    kind: SearchStrategy[damage.Damage] | damage.Damage | None = None,
    *,
    script: prose.Script | None = None,
) -> SearchStrategy[Case]:
    """Documents together with what damage made of them.

    Args:
        kind: a damage, or a strategy of damages; any of `damages()` if `None`.
        script: of the documents, `zh-Hans` or `zh-Hant`; either if `None`.

    Returns:
        Cases: `case.sound`, `case.damaged.text`, `case.damaged.places`, `case.damage`.

    Raises:
        ConfigError: if there is no such script, or hypothesis is not installed.

    >>> from hypothesis import find
    >>> case = find(damaged_documents(damage.simplify, script="zh-Hant"), lambda case: True)
    >>> len(case.sound) == len(case.damaged.text)
    True
    """
    strategies = _hypothesis()
    if kind is None:
        kind = damages()
    chosen = kind if hasattr(kind, "example") else strategies.just(kind)

    def case(sound: str, kind: damage.Damage, seed: int) -> Case:
        return Case(sound, kind(sound, seed), kind)

    found: SearchStrategy[Case] = strategies.builds(
        case, documents(script), chosen, strategies.integers(0, _SEEDS)
    )
    return found


def _block(kind: prose.Kind, seed: int, *, script: prose.Script) -> str:
    return prose.block(kind, seed, script=script)


def _script(script: prose.Script) -> prose.Script:
    one_of("script", script, get_args(prose.Script))
    return script


def _by_seed(make: Any) -> SearchStrategy[str]:
    strategies = _hypothesis()
    found: SearchStrategy[str] = strategies.integers(0, _SEEDS).map(make)
    return found
