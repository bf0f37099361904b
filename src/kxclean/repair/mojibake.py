"""The rule `mojibake`: text whose bytes were read in the wrong encoding is read again.

A kernel points at spans that hardly occur in sound text. Each is read back through the mix-ups
that are known; a reading counts only if the mix-up makes the damaged span out of it and the
language model finds it likely. What only the Latin family explains is left to ftfy.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator

from kxclean import _native
from kxclean.ledger import Safety
from kxclean.pattern import later
from kxclean.repair import gbk_model, language_model, mixups, variants
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

#: Start, end, replacement, safety.
_Edit = tuple[int, int, str, Safety]

#: Layers of mix-ups that are undone at once.
_LAYERS = 3
#: Nats a character that a reading must reach, by how many Han characters it has: a reading of two
#: has to be a word, one of eight only has to be no jumble.
_LIKELY = {2: -6.2, 3: -6.8, 4: -7.2, 5: -7.5, 6: -7.8, 7: -8.0}
_LIKELY_LONG = -8.3
#: Nats a character that a reading of two characters must reach where it stands alone.
_PAIR = -7.2
#: Nats by which a reading of Han characters has to beat the span as it stands.
_GAIN = 8.0
#: Nats by which it has to beat other readings where bytes were dropped, and where
#: they became `?`.
_MARGIN = 1.5
_MARGIN_LOST = 3.0
#: Characters around a Han span that belong to the search, and the most that one search takes.
_AROUND = 12
_MOST = 400

#: Characters of the longest piece that is compared as a whole.
_COMPARED = 64

_TEXT, _INSIDE, _FRESH, _DROPPED = 0, 1, 2, 5
_HAN = later(r"[\u4e00-\u9fff\u3400-\u4dbf]")
_PLAIN = later(r"([!-~]+)")
_UNSOUND = later("[\x80-\x9f\ue000-\uf8ff\ufffd]")
#: Signs that readings in the wrong encoding are full of and Chinese text is not.
_ODD = later("[^\x00-\x7f\u4e00-\u9fff\u3400-\u4dbf\u2010-\u2026\u3000-\u3017·×\uff01-\uff5e]")
#: Letters of scripts that Chinese text hardly ever has, and braille: rare characters in a row make
#: them by accident.
_OTHER_SCRIPT = later("[\u0590-\u1cff\u2800-\u28ff\ua000-\ud7ff]")
#: What is made of bytes that can no longer be had.
_LOST = later(r"(?<![“‘「『\"'《])(?:锟斤拷|烫烫烫|屯屯屯|\ufffd)+")


def _find(text: str, context: Context) -> Findings:
    found = Findings()
    remaining = 0
    met: dict[str, list[_Edit]] = {}
    for start, end, han in _native.mojibake_spans(text):
        if han:
            edits = list(_han_edits(text, start, end, met))
        else:
            edits = list(_letter_edits(text, start, end))
        for first, last, replacement, safety in edits:
            found.edit(text, first, last, replacement, MOJIBAKE, safety=safety)
        if not edits:
            # A rare character with a lost byte behind it, or letters that ftfy knows for bad.
            byte_gone = text[end - 1] in "?€" and not context.scan.glosses
            remaining += byte_gone if han else _looks_bad(text[start:end])
    lost = _lost(text)
    if lost:
        found.signals["lost_characters"] = float(lost)
    if remaining:
        found.signals["remaining_mojibake"] = float(remaining)
    if context.scan.broken:
        private = sum("\ue000" <= char <= "\uf8ff" for char in text)
        if private:
            found.signals["private_use_characters"] = float(private)
    return found


def _lost(text: str) -> int:
    """Characters that stand for lost ones; a mention in quotation marks is not counted."""
    if not any(sign in text for sign in ("锟斤拷", "烫烫烫", "屯屯屯", "\ufffd")):
        return 0
    return sum(len(match[0]) for match in _LOST.finditer(text))


def _letter_edits(text: str, start: int, end: int) -> Iterator[_Edit]:
    """Edits of a span in which letters stand for bytes: as a whole, else piece by piece."""
    span = text[start:end]
    whole = _read_letters(span)
    pieces = [(start, span)] if whole is not None else _pieces(start, span)
    for at, piece in pieces:
        reading = whole if whole is not None else _read_letters(piece)
        if reading is not None:
            yield (*_trimmed(at, piece, reading), Safety.SAFE)
        elif (latin := _read_latin(piece)) is not None:
            for edit in _differences(at, piece, latin):
                yield (*edit, Safety.SAFE)


def _pieces(start: int, span: str) -> list[tuple[int, str]]:
    return [(start + match.start(), match[0]) for match in re.finditer(r"[^ \t]+", span)]


def _read_letters(span: str) -> str | None:
    """The likeliest Chinese reading of a span of letters, `None` if there is none."""
    best, most = None, -50.0
    for mixup in mixups.LETTERS:
        reading = mixup.undo(span)
        if reading is None or reading == span or not _is_sound(reading):
            continue
        reading = _deeper(reading)
        han = len(_HAN.findall(reading))
        likely = _likelihood(reading)
        if mixup.wrote != "utf-8" and _is_patchwork(reading):
            continue
        # Legal UTF-8 is no accident; nor are many bytes that all make GBK.
        dense = han >= 4 and not re.search("[A-Za-z]", span)
        leeway = 1.5 if mixup.wrote == "utf-8" else 1.0 if dense else 0.0
        if han >= 2 and likely > max(most, _LIKELY.get(han, _LIKELY_LONG) - leeway):
            if mixup.wrote != "utf-8" and _is_one_script(span):
                continue
            best, most = reading, likely
    return best


def _is_patchwork(reading: str) -> bool:
    """Whether Han characters stand in words of letters, or are one and the same.

    Bytes of Latin text make GBK here and there, one character at a time.
    """
    runs = re.findall("[\u3400-\u9fff]+", reading)
    alone = sum(len(run) == 1 for run in runs)
    inside = len(re.findall("[a-z][\u3400-\u9fff]{1,2}(?=[a-z])", reading))
    return 2 * alone > len(runs) or inside > 0 or len(set("".join(runs))) == 1 < len("".join(runs))


def _deeper(reading: str) -> str:
    """The reading with further layers undone."""
    for _ in range(_LAYERS - 1):
        for mixup in (*mixups.LETTERS[:3], mixups.HAN[0]):
            again = mixup.undo(reading)
            if (
                again is not None
                and again != reading
                and _is_sound(again)
                and len(_HAN.findall(again)) >= 2
                and _likelihood(again) > _likelihood(reading) + 1.0
            ):
                reading = again
                break
        else:
            break
    return reading


def _likelihood(text: str) -> float:
    """Nats a character of what is not plain ASCII."""
    shown = "".join(char for char in text if not char.isascii())
    return language_model.log_likelihood(shown)


def _is_sound(text: str) -> bool:
    """Whether a text holds no character that only damage brings forth."""
    return _UNSOUND.search(text) is None


def _is_one_script(span: str) -> bool:
    """Whether the letters of a span are ordinary ones of one script other than Latin."""
    scripts = {unicodedata.name(char, "?").split(" ")[0] for char in span if char >= "\u0250"}
    latin = any("\x80" <= char < "\u0250" for char in span)
    ordinary = all(
        "\u0391" <= char <= "\u03c9" or "\u0410" <= char <= "\u0451" or "\u05d0" <= char <= "\u064a"
        for char in span
        if char >= "\u0250"
    )
    return bool(scripts) and len(scripts) == 1 and not latin and ordinary


def _looks_bad(piece: str) -> bool:
    from ftfy.badness import is_bad

    return bool(is_bad(piece))


def _read_latin(piece: str) -> str | None:
    """What ftfy makes of a piece, if that is text of one script beside Latin."""
    if not _looks_bad(piece):
        return None
    from ftfy import TextFixerConfig, fix_encoding

    # Only the encoding: the other things that ftfy does would turn Chinese marks into ASCII.
    reading = fix_encoding(piece, TextFixerConfig(unescape_html=False))
    if reading == piece or not _is_sound(reading) or _looks_bad(reading):
        return None
    scripts = {
        unicodedata.name(char, "?").split(" ")[0]
        for char in reading
        if char.isalpha() and not char.isascii()
    }
    # A mixture of scripts is what ftfy makes of GBK.
    return reading if len(scripts) <= 1 else None


def _han_edits(text: str, start: int, end: int, met: dict[str, list[_Edit]]) -> Iterator[_Edit]:
    """Edits of a span in which Han characters stand for others."""
    if _may_be_utf8(text[start:end]):
        edits = list(_read_windows(text, start, end, met))
        if edits:
            yield from edits
            return
    for mixup in mixups.HAN[1:]:
        reading = mixup.undo(text[start:end])
        if (
            reading is not None
            and len(_HAN.findall(text[start:end])) >= 4
            and not _ODD.search(reading)
        ):
            better = _likelihood(reading) - _likelihood(text[start:end])
            if better > 4.0 and _likelihood(reading) > _LIKELY[4]:
                yield (*_trimmed(start, text[start:end], reading), Safety.SAFE)
                return


def _read_windows(text: str, start: int, end: int, met: dict[str, list[_Edit]]) -> Iterator[_Edit]:
    """Edits of a span and what stands around it on its line, read a window at a time.

    `met` holds the windows that were read before: damage is often repeated.
    """
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    first = max(low, text.rfind("\n", low, start) + 1)
    stop = text.find("\n", end, high)
    last = high if stop < 0 else stop
    while first < last:
        window = text[first : min(last, first + _MOST)]
        if window not in met:
            met[window] = list(_read_han(0, window))
        for begin, finish, reading, safety in met[window]:
            yield first + begin, first + finish, reading, safety
        if first + len(window) == last:
            break
        # What a border of the window may have cut in two is read again.
        done = max((edit[1] for edit in met[window]), default=0)
        first += max(done, len(window) - _AROUND)


def _read_han(first: int, window: str) -> Iterator[_Edit]:
    """Edits of a window, read as UTF-8 wherever that is likelier than what stands there."""
    slots = [_han_slot(char) for char in window]
    literal = language_model.search().search("", [[slot[0]] for slot in slots], results=1)
    readings = language_model.search().search("", slots, utf8=True, results=1)
    if not readings or not literal or readings[0][1] == window:
        return
    # The model folds the scripts into one; which one it is shows in the reading as a whole.
    simplified = variants.looks_simplified(readings[0][1])
    other = variants.only_traditional() if simplified else variants.only_simplified()
    search = language_model.search().within("", unlikely=other)
    readings = search.search("", slots, utf8=True, results=8)
    if not readings or readings[0][0] - literal[0][0] < _GAIN:
        return
    best = _by_slot(readings[0])
    margin = readings[0][0] - readings[1][0] if len(readings) > 1 else _MARGIN_LOST
    unsure = {
        slot
        for reading in readings[1:]
        if readings[0][0] - reading[0] < _MARGIN
        for slot, chars in _by_slot(reading).items()
        if best.get(slot, "") != chars
    }
    runs = list(_explained(window, best))
    for start, end, reading in runs:
        if len(runs) == 1 and len(reading) <= 2 and _likelihood(reading) < _PAIR:
            continue  # two rare characters that make two common ones by accident: 杞柟
        if _likelihood(reading) < _LIKELY_LONG or _OTHER_SCRIPT.search(reading):
            continue
        if not _is_sound(reading):
            continue  # the ruins of lost bytes stay as they are
        doubtful = unsure & set(range(start, end))
        if margin < _MARGIN_LOST and "?" in window[start:end]:
            doubtful.add(window.index("?", start))
        cut = _sure_part(window, best, start, min(doubtful)) if doubtful else end
        if cut > start:
            sure = "".join(best.get(slot, "") for slot in range(start, cut))
            yield first + start, first + cut, sure, Safety.SAFE
        if cut < end:
            yield (
                first + cut,
                first + end,
                reading[len(reading) - sum(len(best.get(slot, "")) for slot in range(cut, end)) :],
                Safety.UNSAFE,
            )


def _sure_part(window: str, made: dict[int, str], start: int, doubt: int) -> int:
    """How far a run is certain, if what stands at `doubt` is not: up to whole characters."""
    for cut in range(doubt, start, -1):
        reading = "".join(made.get(slot, "") for slot in range(start, cut))
        if reading and _makes(reading, window[start:cut]):
            return cut
    return start


def _may_be_utf8(span: str) -> bool:
    """Whether most characters of a span have codes that UTF-8 of Han characters can hold."""
    fitting = 0
    codes = [gbk_model.encode(char) for char in span]
    for code in codes:
        if code is not None and len(code) == 2:
            fitting += all(0x80 <= byte <= 0xBF or 0xE2 <= byte <= 0xEF for byte in code)
    return fitting * 4 >= 3 * len(_HAN.findall(span))


def _by_slot(reading: tuple[float, str, str, list[int]]) -> dict[int, str]:
    """What a reading has for each character of the window."""
    found: dict[int, str] = {}
    for char, slot in zip(reading[1], reading[3], strict=True):
        found[slot] = found.get(slot, "") + char
    return found


#: What reading a character as bytes costs where it begins anew: a change of mind between text
#: and bytes is rare.
_BEGIN = 2.0
#: What a private-use character that was dropped costs.
_HIDDEN = 4.0


def _han_slot(char: str) -> list[tuple[int, bytes, float]]:
    choices = [(_TEXT, char.encode(), 0.0)]
    if char == "?":
        return [*choices, *((_INSIDE, bytes((byte,)), 2.0) for byte in range(0x80, 0xC0))]
    code = b"\x80" if char == "€" else gbk_model.encode(char)
    if code is None or code < b"\x80":
        return choices
    choices += [(_INSIDE, code, 0.0), (_FRESH, code, _BEGIN)]
    choices.append((_DROPPED, code, _HIDDEN))
    return choices


def _explained(window: str, made: dict[int, str]) -> Iterator[tuple[int, int, str]]:
    """The runs of a reading that differ from the window, each checked against the mix-up."""
    run: int | None = None
    for at in range(len(window) + 1):
        same = at == len(window) or made.get(at, "") == window[at]
        if not same and run is None:
            run = at
        elif same and run is not None:
            reading = "".join(made.get(index, "") for index in range(run, at))
            if _makes(reading, window[run:at]):
                yield run, at, reading
            run = None


def _makes(reading: str, seen: str) -> bool:
    """Whether UTF-8 read as GBK makes `seen` out of a reading, lost characters aside."""
    made = gbk_model.decode_piece(reading.encode())
    kept = "".join(char for char in made if not "\ue000" <= char <= "\uf8ff")
    return kept in (seen, seen.rstrip("?")) or made == seen


def _trimmed(at: int, removed: str, replacement: str) -> tuple[int, int, str]:
    """An edit without what stays the same at its ends."""
    head = 0
    while head < min(len(removed), len(replacement)) and removed[head] == replacement[head]:
        head += 1
    tail = 0
    while (
        tail < min(len(removed), len(replacement)) - head
        and removed[-1 - tail] == replacement[-1 - tail]
    ):
        tail += 1
    return at + head, at + len(removed) - tail, replacement[head : len(replacement) - tail]


def _differences(at: int, removed: str, replacement: str) -> Iterator[tuple[int, int, str]]:
    """The places in which two readings of a piece differ.

    Comparing takes time with the square of the length, so a long piece is compared between the
    plain letters in it, which stay what they are.
    """
    if len(removed) <= _COMPARED:
        matcher = difflib.SequenceMatcher(None, removed, replacement, autojunk=False)
        for tag, first, last, start, end in matcher.get_opcodes():
            if tag != "equal":
                yield at + first, at + last, replacement[start:end]
        return
    before, after = _PLAIN.split(removed), _PLAIN.split(replacement)
    if len(before) == 1 or before[1::2] != after[1::2]:
        yield _trimmed(at, removed, replacement)
        return
    for here, there in zip(before, after, strict=True):
        if here != there:
            yield from _differences(at, here, there)
        at += len(here)


MOJIBAKE_PASS = FunctionPass((MOJIBAKE,), _find)
