"""Ready-made checks of what a good cleaner does, for kxclean and for pipelines of your own.

A cleaner is a `kxclean.Cleaner`, or any function of a `str` that gives back a `str` or a result
of `kxclean.clean`. Each check is silent where the property holds and raises an `AssertionError`
with a short difference where it does not. With Hypothesis:

    from hypothesis import given
    from kxclean.testing import properties, strategies

    @given(strategies.documents())
    def test_my_pipeline_is_idempotent(text):
        properties.idempotent(my_pipeline, text)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any

from kxclean.cleaner import Cleaner, rules
from kxclean.document import Cleaned
from kxclean.errors import ConfigError, LedgerError, shown
from kxclean.ledger import Edit
from kxclean.repair import variants
from kxclean.testing.damage.damaged import Damage, Damaged, sound_text

__all__ = [
    "AnyCleaner",
    "fixed_point_on_clean",
    "idempotent",
    "nothing_lost",
    "restores",
    "reversible",
    "unchanged_without_trigger",
]

#: What can be checked.
AnyCleaner = Cleaner | Callable[[str], Any]

#: Characters of context that a message shows on either side of a difference, and of the difference.
_AROUND = 12
_MOST = 60


def idempotent(cleaner: AnyCleaner, text: str) -> None:
    """Cleaning what was cleaned changes nothing: `clean(clean(x)) == clean(x)`.

    Args:
        cleaner: a `kxclean.Cleaner` or a function of a text.
        text: any text.

    Raises:
        AssertionError: if the second cleaning changes the text.
        ConfigError: if the cleaner gives back neither a text nor a cleaned document.

    >>> idempotent(str.strip, "  现有 ")
    >>> idempotent(lambda text: text.replace("，，", "，"), "首先，，，各")
    Traceback (most recent call last):
    AssertionError: not idempotent: at 3: '首先，[，]各' became '首先，[]各'
    """
    once, _ = _run(cleaner, text)
    twice, _ = _run(cleaner, once)
    if twice != once:
        raise AssertionError(f"not idempotent: {_difference(once, twice)}")


def reversible(cleaner: AnyCleaner, text: str, *, undo: Callable[[str], str] | None = None) -> None:
    """The source can be had back, character for character, and the ledger leads to the result.

    Args:
        cleaner: a `kxclean.Cleaner`, or a function of a text. One that gives back a bare `str`
            needs `undo`.
        text: any text.
        undo: makes the source out of the cleaned text. Without it the ledger has to.

    Raises:
        AssertionError: if something else than the source comes back, or the ledger leads elsewhere.
        ConfigError: if there is neither a ledger nor `undo`.

    >>> import kxclean
    >>> reversible(kxclean.clean, "現有37 226個")
    >>> reversible(str.lower, "GBK", undo=str.upper)
    >>> reversible(str.lower, "Gbk", undo=str.upper)
    Traceback (most recent call last):
    AssertionError: not reversible: at 1: 'G[bk]' became 'G[BK]'
    """
    result, cleaned = _run(cleaner, text)
    if undo is not None:
        back = undo(result)
    elif cleaned is None:
        raise ConfigError(
            "a cleaner that gives back a bare str keeps no ledger; pass undo=, a function that "
            "makes the source out of the cleaned text"
        )
    else:
        try:
            made, back = cleaned.ledger.apply(text), cleaned.ledger.revert(result)
        except LedgerError as error:
            raise AssertionError(f"not reversible: {error}") from error
        if made != result:
            raise AssertionError(f"the ledger leads elsewhere: {_difference(result, made)}")
    if back != text:
        raise AssertionError(f"not reversible: {_difference(text, back)}")


def fixed_point_on_clean(
    cleaner: AnyCleaner,
    text: str,
    *,
    stages: Collection[str] = ("repair", "layout", "boilerplate"),
) -> None:
    """A text without damage is left alone.

    Args:
        cleaner: a `kxclean.Cleaner` or a function of a text.
        text: a sound text, such as `kxclean.testing.strategies.documents()` draws.
        stages: of kxclean, whose rules must make no edit; normalising (to another script, say) is
            no fault. A function that gives back a bare `str` has to give back the text itself: use
            texts that are already written as it wants them.

    Raises:
        AssertionError: if the text is changed; the message names the rule.
        ConfigError: if there is no such stage.

    >>> import kxclean
    >>> fixed_point_on_clean(kxclean.clean, "真的？太好了！")
    >>> fixed_point_on_clean(lambda text: text.replace("(x)", ""), "函数f(x)连续")
    Traceback (most recent call last):
    AssertionError: clean text was changed: at 3: '函数f[(x)]连续' became '函数f[]连续'
    """
    result, cleaned = _run(cleaner, text)
    if cleaned is None:
        if result != text:
            raise AssertionError(f"clean text was changed: {_difference(text, result)}")
        return
    stage_of = {rule.name: rule.stage for rule in rules()}
    for stage in stages:
        if stage not in stage_of.values():
            raise ConfigError(
                f"there is no stage {shown(stage)} with rules; choose among "
                + ", ".join(map(repr, dict.fromkeys(stage_of.values())))
            )
    for edit in cleaned.ledger.edits:
        guilty = [rule for rule in edit.rules if stage_of.get(rule) in stages]
        if guilty:
            raise AssertionError(
                f"clean text was changed by {' and '.join(guilty)}: {_edit(text, edit)}"
            )


def nothing_lost(
    cleaner: AnyCleaner, text: str, *, may_remove: Collection[str] | None = None
) -> None:
    """No Han character goes without a word, and the counts add up.

    With a ledger: the characters of the source, less those that edits removed, and with those that
    edits put in, are the characters of the result; and each edit removes what stood there. Without
    one every Han character of the source has to be in the result as often as it was, in either
    script (髮 may have become 发).

    Args:
        cleaner: a `kxclean.Cleaner` or a function of a text.
        text: any text.
        may_remove: names of the rules that may leave fewer Han characters than they found; any
            rule may if `None`.

    Raises:
        AssertionError: if a character went; the message shows which, or the edit.

    >>> import kxclean
    >>> nothing_lost(kxclean.clean, "內(nèi)蒙古")
    >>> nothing_lost(lambda text: text.split("。")[0], "第一句。第二句。")
    Traceback (most recent call last):
    AssertionError: 3 Han characters are lost without a word: '第' 1 of 2, '句' 1 of 2, '二' 1 of 1
    """
    result, cleaned = _run(cleaner, text)
    if cleaned is None:
        _no_han_missing(text, result)
        return
    removed: Counter[str] = Counter()
    for edit in cleaned.ledger.edits:
        if text[edit.start : edit.end] != edit.removed:
            raise AssertionError(f"an edit removes what does not stand there: {_edit(text, edit)}")
        if may_remove is not None and len(_han(edit.replacement)) < len(_han(edit.removed)):
            guilty = [rule for rule in edit.rules if rule not in may_remove]
            if len(guilty) == len(edit.rules):
                raise AssertionError(
                    f"Han characters were removed by {' and '.join(guilty)}: {_edit(text, edit)}"
                )
        removed.update(edit.removed)
        removed.subtract(edit.replacement)
    left = Counter(text)
    left.subtract(removed)
    left.subtract(result)
    wrong = {char: count for char, count in left.items() if count}
    if wrong:
        listed = ", ".join(f"{char!r} {count:+}" for char, count in _few(wrong.items()))
        raise AssertionError(f"the edits do not add up to the result, which differs by {listed}")


def restores(cleaner: AnyCleaner, text: str, damage: Damage | Damaged, *, seed: int = 0) -> None:
    """Damage leaves no trace: `clean(damage(x)) == clean(x)`.

    Args:
        cleaner: a `kxclean.Cleaner` or a function of a text.
        text: a sound text.
        damage: a function of `kxclean.testing.damage`, its options settled by
            `functools.partial`; or a text that it damaged already.
        seed: of the damage.

    Raises:
        AssertionError: if the two results differ; the message says where, and what was damaged.

    >>> import kxclean
    >>> from kxclean.testing.damage import group_digits
    >>> restores(kxclean.clean, "现有会员37226名", group_digits)
    >>> restores(str.strip, "现有会员37226名", group_digits, seed=1)
    Traceback (most recent call last):
    AssertionError: damage is left: at 6: '现有会员37[]226名' became '现有会员37[ ]226名'
    """
    damaged = damage if isinstance(damage, Damaged) else damage(sound_text(text), seed)
    sound, _ = _run(cleaner, text)
    restored, _ = _run(cleaner, damaged.text)
    if restored != sound:
        raise AssertionError(f"damage is left: {_difference(sound, restored)}")


def unchanged_without_trigger(cleaner: AnyCleaner, text: str) -> None:
    """A text that gives no reason for a change comes back as it is.

    From kxclean the same object has to come back, with an empty ledger and no suggestion: so it
    is known that nothing was done at all. From other functions an equal text will do.

    Args:
        cleaner: a `kxclean.Cleaner` or a function of a text.
        text: a text without anything that the cleaner looks for.

    Raises:
        AssertionError: if the text was changed, or rebuilt.

    >>> import kxclean
    >>> unchanged_without_trigger(kxclean.clean, "第一条　为了保护环境，制定本法。")
    >>> unchanged_without_trigger(str.strip, "第一条 ")
    Traceback (most recent call last):
    AssertionError: the text was changed: at 3: '第一条[ ]' became '第一条[]'
    """
    result, cleaned = _run(cleaner, text)
    if result != text:
        raise AssertionError(f"the text was changed: {_difference(text, result)}")
    if cleaned is None:
        return
    for what, edits in (("an edit", cleaned.ledger.edits), ("a suggestion", cleaned.suggestions)):
        for edit in edits:
            raise AssertionError(f"there is {what} of {edit.rule}: {_edit(text, edit)}")
    if result is not text:
        raise AssertionError("the text was rebuilt: it is equal, but another object")


def _run(cleaner: AnyCleaner, text: str) -> tuple[str, Cleaned | None]:
    """The cleaned text, and the cleaned document where there is one."""
    sound_text(text)
    found = cleaner.clean(text) if isinstance(cleaner, Cleaner) else None
    if found is None:
        if not callable(cleaner):
            raise ConfigError(
                f"a cleaner is a kxclean.Cleaner or a function of a text, not {shown(cleaner)}"
            )
        found = cleaner(text)
    if isinstance(found, Cleaned):
        return found.text, found
    if isinstance(found, str):
        return found, None
    raise ConfigError(f"a cleaner gives back a str or a cleaned document, not {shown(found)}")


def _no_han_missing(text: str, result: str) -> None:
    before, after = Counter(_han(text)), Counter(_han(result))
    missing = {char: count - after[char] for char, count in before.items() if count > after[char]}
    if missing:
        listed = ", ".join(
            f"{char!r} {count} of {before[char]}" for char, count in _few(missing.items())
        )
        raise AssertionError(
            f"{sum(missing.values())} Han characters are lost without a word: {listed}"
        )


def _han(text: str) -> list[str]:
    """The Han characters of a text, simplified."""
    simplified = variants.to_simplified()
    return [
        simplified.get(char, char)
        for char in text
        if "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"
    ]


def _few(items: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return list(items)[:8]


def _difference(before: str, after: str) -> str:
    """Where two texts differ, from the first difference to the last, shortened."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    tail = 0
    while tail < min(len(before), len(after)) - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    ends = len(before) - tail, len(after) - tail
    return f"at {start}: {_marked(before, start, ends[0])} became {_marked(after, start, ends[1])}"


def _edit(text: str, edit: Edit) -> str:
    place = _marked(text, edit.start, edit.end)
    return f"at {edit.start}: {place} got {_shortened(edit.replacement)!r}"


def _shortened(piece: str) -> str:
    half = _MOST // 2
    return piece if len(piece) <= _MOST else f"{piece[:half]}…{piece[-half:]}"


def _marked(text: str, start: int, end: int) -> str:
    """What stands around a place, which is put in square brackets."""
    inside = _shortened(text[start:end])
    return repr(f"{text[max(0, start - _AROUND) : start]}[{inside}]{text[end : end + _AROUND]}")
