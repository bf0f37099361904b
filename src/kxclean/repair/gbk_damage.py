"""The rules `pinyin-gloss` and `gbk-frame-shift`: one pass, for the damage is one.

Frame shifts are read with the glosses still in place, because a gloss says which bytes it stands
behind; what lies in a shifted run is part of that run's edit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from kxclean.ledger import Safety
from kxclean.repair import frame_shift, glosses
from kxclean.rule import Context, Example, Findings, FunctionPass, Rule

__all__ = ["GBK_DAMAGE", "GBK_FRAME_SHIFT", "PINYIN_GLOSS"]

PINYIN_GLOSS = Rule(
    name="pinyin-gloss",
    stage="repair",
    safety=Safety.SAFE,
    what="Deletes the pinyin that a site put in brackets behind certain characters.",
    why=(
        "Some sites put the reading behind every occurrence of the characters of a fixed table, to "
        "make their copies look original. The table holds characters that differ between the "
        "scripts, each with one reading. Glosses are deleted where the document as a whole shows "
        "this pattern; textbooks, dictionaries and notes on rare characters do not."
    ),
    changes=(
        Example(
            "內(nèi)蒙古自治區(qū)科學(xué)技術(shù)協(xié)會",
            "內蒙古自治區科學技術協會",
        ),
        Example("网络(luò )应(yīng)用在社会(huì )上很常见", "网络应用在社会上很常见"),
        Example("關(guān)（guān）于内（nèi）蒙古", "關于内蒙古"),
        Example("關(guan) 於(yu) 學(xue) 術(shu) 的規(gui) 定", "關於學術的規定"),
        Example("產(chan)(chan)業(ye)和發(fa)(fa)展", "產業和發展"),
    ),
    leaves=(
        "在“银行”里读háng，行(háng)业的行要读第二声。",
        "黄陂(pí)区位于武汉市北部。陂(bēi)塘是古代的水利工程。",
        "学(xué)而(ér)时(shí)习(xí)之(zhī)，不(bù)亦(yì)说(yuè)乎(hū)？",
        "学(xué)习(xí)　内(nèi)外(wài)　区(qū)别(bié)　个(gè)人(rén)　会(huì)议(yì)",
        "函数f(x)在区间(a)上连续，甲(a)乙(b)两地。张(San)先生说好。",
        "中(zhong)兴通讯",
        "我(wǒ)学(xué)安(ān)-昂(áng)",
        "“长”字读作长(zhǎng)或长(cháng)",
    ),
    source="reproduced character for character on pages of several sites; gloss_pairs.tsv",
)

GBK_FRAME_SHIFT = Rule(
    name="gbk-frame-shift",
    stage="repair",
    safety=Safety.SAFE,
    what="Restores text whose GBK bytes were cut in the middle of a character.",
    why=(
        "The sites that gloss also cut their GBK pages at marks, without regard to the borders of "
        "characters: 校科 holds the bytes of ？. Behind such a cut each character is read from the "
        "second byte of one and the first byte of the next. The bytes are read again in their "
        "frame, a language model decides the one or two that were lost, and a reading is accepted "
        "only if the same damage makes the damaged text out of it. If another reading is nearly as "
        "likely, the best one is only suggested."
    ),
    changes=(
        Example(
            "在抓重點時兼顧一般工作?;鶎庸ぷ髋c頂層工作",
            "在抓重點時兼顧一般工作。基層工作與頂層工作",
        ),
        Example("科協(xié)評審?fù)ㄟ^,獲得經(jīng)費", "科協(xié)評審通過,獲得經(jīng)費"),
        Example("面對面?zhèn)€別談心,科學(xué)技術(shù)", "面對面個別談心,科學(xué)技術(shù)"),
        Example("全國青少年高??茖W(xué)營活動", "全國青少年高校科學營活動"),
    ),
    leaves=(
        "真的??太好了!你说的是什么??我不明白。",
        "什么?!怎么可能?;好吧。",
        "请访问 http://example.com/s?id=1&x=2 或 A?B:C 表达式。",
        "王曉敏?高志強?李明",
    ),
    source="the forward model in kxclean.repair.gbk_model",
)


def _find(text: str, context: Context) -> Findings:
    found = Findings()
    scan = context.scan
    if not scan.glosses and not scan.broken:
        return found
    evidence = glosses.gather(text)
    runs = list(frame_shift.repairs(text, evidence)) if scan.broken else []
    if context.on(GBK_FRAME_SHIFT):
        for run in runs:
            head, tail = _unchanged(text, run)
            start, end = run.start + head, run.end - tail
            cut = slice(head, -tail or None)
            candidates = tuple((one[cut], odds) for one, odds in _candidates(text, run))
            found.edit(
                text,
                *(start, end, run.replacement[cut]),
                GBK_FRAME_SHIFT,
                safety=run.safety,
                candidates=candidates,
            )
    if context.on(PINYIN_GLOSS) and evidence.safety is not None:
        covered = _Covered(runs)
        for gloss in evidence.glosses:
            if gloss.start in covered:
                continue
            end = gloss.end
            if evidence.blank_behind and text[end : end + 1] == " ":
                end += 1
            found.edit(text, gloss.start, end, "", PINYIN_GLOSS, safety=evidence.safety)
    _signal(found, text, evidence, runs)
    return found


class _Covered:
    """The characters in some runs, which are in order and do not overlap."""

    def __init__(self, runs: Iterable[frame_shift.Repair]) -> None:
        self._spans = [(run.start, run.end) for run in runs]

    def __contains__(self, place: int) -> bool:
        before = bisect_left(self._spans, (place + 1,))
        return before > 0 and place < self._spans[before - 1][1]


def _candidates(text: str, run: frame_shift.Repair) -> list[tuple[str, float]]:
    """What may stand in the place of a run that is only suggested, with the odds of each."""
    if run.safety is Safety.SAFE:
        return []
    return [
        (replacement + text[end : run.end], odds)
        for end, replacement, odds in run.candidates
        if end <= run.end
    ]


def _unchanged(text: str, run: frame_shift.Repair) -> tuple[int, int]:
    """How many characters at the ends of a run stay the same, whatever is right."""
    texts = [text[run.start : run.end], run.replacement]
    texts += [replacement for replacement, _ in _candidates(text, run)]
    head = _shared(texts)
    return head, _shared([one[head:][::-1] for one in texts])


def _shared(texts: Sequence[str]) -> int:
    """How many characters all texts begin with."""
    count = 0
    while all(one[count : count + 1] == texts[0][count : count + 1] != "" for one in texts):
        count += 1
    return count


def _signal(
    found: Findings, text: str, evidence: glosses.Evidence, runs: list[frame_shift.Repair]
) -> None:
    """Notes what is damaged and stays so."""
    if evidence.safety is Safety.UNSAFE:
        found.signals["remaining_glosses"] = float(len(evidence.glosses))
    if evidence.safety is Safety.SAFE:
        repaired = _Covered(run for run in runs if run.safety is Safety.SAFE)
        remaining = sum(at not in repaired for at in frame_shift.find_starts(text))
    else:
        remaining = sum(run.safety is Safety.UNSAFE for run in runs)
    if remaining:
        found.signals["remaining_frame_shifts"] = float(remaining)


GBK_DAMAGE = FunctionPass((PINYIN_GLOSS, GBK_FRAME_SHIFT), _find)
