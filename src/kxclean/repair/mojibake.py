"""The rule `mojibake`: text whose bytes were read in the wrong encoding is read again.

A kernel points at spans that hardly occur in sound text. Each is read back through the mix-ups
that are known; a reading counts only if the mix-up makes the damaged span out of it and the
language model finds it likely. What only the Latin family explains is left to ftfy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kxclean import _native
from kxclean.ledger import Safety
from kxclean.pattern import later
from kxclean.repair import latin, lost, unmixing
from kxclean.repair.plausible import is_natural, looks_like_utf8
from kxclean.rule import Context, Example, Findings, FunctionPass, Rule

__all__ = ["MOJIBAKE", "MOJIBAKE_PASS"]

MOJIBAKE = Rule(
    name="mojibake",
    stage="repair",
    safety=Safety.SAFE,
    what="Reads text again whose bytes were read in the wrong encoding.",
    why=(
        "UTF-8, GBK and Big5 read as one another, as Latin-1, as Windows-1252, as MacRoman or as a "
        "mixture of them give sequences of characters that hardly occur otherwise. A span is read "
        "back only if the same mix-up makes the damaged span out of the result, and the result is "
        "likely Chinese, or, for other languages, ftfy knows it."
    ),
    changes=(
        Example("鐢熶骇鍔涙按骞抽珮", "生产力水平高"),
        Example("地点：涓浗绉戝鎶€鏈崗浼氬湪鍖椾含", "地点：中国科学技术协会在北京"),
        Example("ÖÐ¹ú¿ÆÑ§¼¼ÊõÐ\xad»á", "中国科学技术协会"),
        Example("À´Ô´_³ÎÇزÆÎñ", "来源_澄秦财务"),
        Example("Öйú", "中国"),
        Example("ѧϰ", "学习"),
        Example("ÂõΩÈôÖÁΩïËßÅÁóÖÊó•", "国际罕见病日"),
        Example("ä¸\xadå›½", "中国"),
        Example("schÃ¶n, itâ€™s", "schön, it’s"),
    ),
    leaves=(
        "有人把“锟斤拷”和“烫烫烫”当成笑话。",
        "“你好，世界！”——他说……",
        "镧、铈、镨、钕、钷、钐、铕、钆、铽、镝、钬、铒、铥、镱、镥",
        "铼、锇、铱、铂；氕、氘、氚；魑魅魍魉",
        "戀闕勞肝肺，論材媿杞柟。亂離難自救，終是老湘潭。",
        "涓涓细流汇成江河。“锟斤拷”是编码错误的产物。",
        "Привет, мир! Ελληνικά, שלום, Größe, café, Việt Nam tiếng Việt",
        "魑魅魍魉，饕餮盛宴",
        "尺寸××，温度±5°，§3，«引»",
    ),
    source="DAMAGE models in kxclean.repair.mixups; ftfy 6.3 for the Latin family",
)

#: Start, end, replacement, safety, and the mix-up, as a signal names it.
_Edit = tuple[int, int, str, Safety, str]

#: Characters around a suspicious span that are read with it.
_AROUND = 12
#: What a text about encodings says; what it shows is an example.
_ABOUT = later(
    "乱码|亂碼|(?:编|編|解|字)[码碼]|字符集|(?i:mojibake|utf-?8|gbk|gb ?2312|gb18030|big-?5|latin-?1"
    "|iso-?8859|unicode|ascii|cp\\d{3}|windows-125\\d)"
)
_OPENING, _CLOSING = "“‘「『《〈【", "”’」』》〉】"
#: Wide characters and line ends: what ftfy has nothing to do with.
_WIDE = later("[\n\r\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufeff\uff01-\uffe6]")
_WIDE_AHEAD = later(r"[\n\r\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufeff\uff01-\uffe6]|$(?![\s\S])")
#: Where a long stretch of mojibake may be cut: no byte of a character follows.
_PLAIN = later("[ \t,.:;!]")
#: The most characters of an example.
_EXAMPLE = 24
#: Characters of the longest zone that is read in one go, and of the longest look for a border.
_LONGEST, _BORDER = 4000, 400


def _find(text: str, context: Context) -> Findings:
    found = Findings()
    memory = unmixing.Memory()
    counts: Counter[str] = Counter()
    for start, end, what in _zones(text, _native.mojibake_spans(text)):
        edits = list(_edits(text, start, end, what, memory))
        for first, last, replacement, safety, kind in edits:
            found.edit(text, first, last, replacement, MOJIBAKE, safety=safety)
            sure = safety is Safety.SAFE
            counts[f"mojibake_{kind}" if sure else "remaining_mojibake"] += last - first
        if not edits:
            counts["remaining_mojibake"] += _unread(text[start:end])
    found.signals.update({name: float(count) for name, count in counts.items() if count})
    found.signals.update(lost.counts(text))
    if context.scan.broken:
        private = sum("\ue000" <= char <= "\uf8ff" for char in text)
        if private:
            found.signals["private_use_characters"] = float(private)
    return found


def _unread(zone: str) -> int:
    """Characters of a zone that are mojibake, for all that nobody could read them."""
    found = 0
    for start, end, what in _native.mojibake_spans(zone):
        core = zone[start:end]
        letters = what & unmixing.LETTERS and not is_natural(core) and latin.looks_bad(core)
        if letters or (what & unmixing.WIDE and looks_like_utf8(core)):
            found += end - start
    return found


def _zones(text: str, spans: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """The spans with what stands around them on their line; those that then meet are one."""
    zone: tuple[int, int, int] | None = None
    for start, end, what in _short(text, spans):
        low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
        first = text.rfind("\n", low, start) + 1 or low
        stop = text.find("\n", end, high)
        last = high if stop < 0 else stop
        if zone and first <= zone[1] and last - zone[0] <= _LONGEST:
            zone = (zone[0], last, zone[2] | what)
        else:
            if zone:
                yield zone
                first = max(first, zone[1])
            zone = (first, last, what)
    if zone:
        yield zone


def _short(text: str, spans: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """The spans, long ones cut, at a plain character if there is one."""
    for start, end, what in spans:
        at = start
        while end - at > _LONGEST:
            border = _PLAIN.search(text, at + _LONGEST - _BORDER, at + _LONGEST)
            cut = border.end() if border else at + _LONGEST
            yield at, cut, what
            at = cut
        yield at, end, what


def _edits(
    text: str, start: int, end: int, what: int, memory: unmixing.Memory
) -> Iterator[_Edit]:
    """Edits of a zone: Chinese where the mix-ups find any, else what ftfy makes of it."""
    zone = text[start:end]
    opens = start == 0 or text[start - 1] == "\n"
    parts = unmixing.read(zone, what, memory, opens=opens)
    if what & unmixing.LETTERS and not any(part.safety is Safety.SAFE for part in parts):
        other = list(_latin_edits(text, start, zone))
        if other:
            yield from other
            return
    for part in parts:
        removed = zone[part.start : part.end]
        shown = _is_example(text, start + part.start, start + part.end)
        safety = Safety.UNSAFE if shown else part.safety
        yield (*latin.trimmed(start + part.start, removed, part.text), safety, _slug(part.kind))


def _latin_edits(text: str, start: int, zone: str) -> Iterator[_Edit]:
    """What ftfy makes of the suspicious letters of a zone, with all on their line that is not wide."""
    done = 0
    for first, last, kind in _native.mojibake_spans(zone):
        if not kind & unmixing.LETTERS or start + last <= done or is_natural(zone[first:last]):
            continue
        low, high = start + first, start + last
        while low > done and not _WIDE.match(text[low - 1]):
            low -= 1
        high = _WIDE_AHEAD.search(text, high).start()
        done = high
        piece = text[low:high]
        reading = latin.read(piece)
        if reading is not None:
            for edit in latin.differences(low, piece, reading):
                yield (*edit, Safety.SAFE, "latin")


def _slug(kind: str) -> str:
    """A mix-up as part of the name of a signal: `utf_8_read_as_gbk`."""
    return kind.replace("-", "_").replace(" ", "_")


def _is_example(text: str, start: int, end: int) -> bool:
    """Whether damage is shown as an example: in quotation marks, or where encodings are spoken of."""
    if end - start > _EXAMPLE:
        return False
    if text[start - 1 : start] in _OPENING and text[end : end + 1] in _CLOSING:
        return start > 0 and end < len(text)
    line = text[text.rfind("\n", 0, start) + 1 : start] + "\n"
    stop = text.find("\n", end)
    line += text[end : stop if stop >= 0 else len(text)]
    return _ABOUT.search(line) is not None


MOJIBAKE_PASS = FunctionPass((MOJIBAKE,), _find)
