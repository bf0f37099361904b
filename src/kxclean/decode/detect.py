"""Which encoding bytes are in: what they can be, and what makes the likeliest text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kxclean.decode.exact import REPLACEMENT, leniently
from kxclean.decode.frequency import bits
from kxclean.pattern import later

__all__ = ["BOMS", "detect", "is_evident"]

#: Longest first: the mark of UTF-32 begins with that of UTF-16.
BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

#: Bytes that are judged: a few hundred decide nearly always, more where they do not.
_FEW, _SAMPLE = 512, 8192
#: Bits between the likeliest and the next that settle it: odds of one to 2**150.
_SETTLED = 150
#: Bits of a byte that belongs to no character: more than any character is worth.
_BAD = 28
#: Bits of a small Latin letter beside a Han character, which are both of a word in no language.
_GLUED = 4
_GLUE = later("[a-z](?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])[a-z]")
#: Bits of a character that is cut off at the end (or, in UTF-8, at the start) of the bytes, and of
#: each byte of it.
_CUT, _CUT_BYTE = 10, 8
_TWO_BYTES = later("[\x80-\u07ff]")
_THREE_BYTES = later("[\u0800-\U0010ffff]")
#: So many pairs of GBK are not all valid UTF-8 by chance: a quarter of them is.
_ENOUGH = 32
_CONTROL = later(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
#: Bits a character, on average, up to which these are believed: they can read nearly anything.
#: Common Chinese has 10, verse 14, Western text 7, noise in them 20 and 12.
_EVIDENT = {"utf-16-le": 16, "utf-16-be": 16, "cp1252": 9}
#: Bits of what is not ASCII, on average, up to which these are believed: their everyday characters
#: are few and make up nearly all text. Korean has 8, Japanese 8; what is neither has 17.
_FAMILIAR = {"cp949": 13, "euc_jp": 13, "cp932": 13}
_NEVER = 1 << 40
#: Bits a byte that no text has: rare Han characters one after the other make 11, noise 13.
_NOISE = 11
_NOISE_FROM = 32  # fewer bytes may be anything
_UTF8_REST = bytes(range(0x80, 0xC0))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A codec, how unlikely it is before the bytes are seen (in bits), and what it is used for."""

    codec: str
    prior: int
    tongues: tuple[str, ...]


_CANDIDATES = (
    _Candidate("utf-8", 0, ("hans", "hant", "japanese", "korean", "western")),
    _Candidate("gb18030", 6, ("hans", "hant")),
    _Candidate("big5hkscs", 9, ("hant",)),
    _Candidate("utf-16-le", 12, ("hans", "hant")),
    _Candidate("utf-16-be", 14, ("hans", "hant")),
    _Candidate("euc_jp", 16, ("japanese",)),
    _Candidate("cp932", 18, ("japanese",)),
    _Candidate("cp949", 16, ("korean",)),
    _Candidate("cp1252", 10, ("western",)),
)

#: Big5 by its three common forms; the first that reads everything is the one.
_BIG5 = ("cp950", "big5hkscs")


def is_evident(text: str) -> bool:
    """Whether bytes that read as this text in UTF-8 can hardly be anything else.

    A character of three bytes, or enough of two, settles it; a few of two bytes may be GBK, and
    controls among ASCII the half of UTF-16.
    """
    head = text[:_SAMPLE]
    if head.isascii():
        return not _CONTROL.search(head)
    return bool(_THREE_BYTES.search(head)) or len(_TWO_BYTES.findall(head)) > _ENOUGH


def detect(body: bytes) -> str | None:
    """The codec of Python's that reads the bytes best; `None` if they are noise to all."""
    for size in (_FEW, _SAMPLE):
        sample = _sample(body, size)
        ranked = sorted((_bits(sample, one), one.prior, one.codec) for one in _CANDIDATES)
        if len(sample) < size or ranked[1][0] - ranked[0][0] > _SETTLED:
            break
    best = ranked[0][0]
    if best > _NOISE * len(sample) and len(sample) >= _NOISE_FROM:
        return None
    # Where the sample was sound in the first but the whole is not, one close behind may be.
    close = [codec for value, _, codec in ranked if value <= best * 1.1 + 40]
    codec = close[0]
    if len(close) > 1 and len(body) > len(sample):
        codec = next((one for one in close if _reads(body, one)), codec)
    if codec == "big5hkscs":
        return _big5(body)
    return codec


def _reads(body: bytes, codec: str) -> bool:
    try:
        body.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _big5(body: bytes) -> str:
    """Which Big5: the plain one where it says the same, else the fewest undecodable places."""
    texts = {codec: leniently(body, codec) for codec in _BIG5}
    codec = min(_BIG5, key=lambda one: len(texts[one][1]))
    if codec == "cp950":
        plain, bad = leniently(body, "big5")
        if not bad and plain == texts["cp950"][0]:
            return "big5"
    return codec


def _sample(body: bytes, most: int) -> bytes:
    """At most so many bytes that can be judged: of lines with something beyond ASCII."""
    if len(body) <= most or 0 in body[:most]:
        return body[:most]
    taken: list[bytes] = []
    size = at = 0
    while size < most and at < len(body):
        end = body.find(b"\n", at, at + _SAMPLE) + 1 or min(at + _SAMPLE, len(body))
        line = body[at:end]
        if not line.isascii():
            taken.append(line[: most - size])
            size += len(taken[-1])
        at = end
    return b"".join(taken) or body[:most]


def _bits(sample: bytes, candidate: _Candidate) -> int:
    """Bits that the sample is worth when it is read by a candidate; the fewest win."""
    text, bad = leniently(sample, candidate.codec)
    counts = Counter(text)
    counts[REPLACEMENT] -= len(bad)
    # The rest of a character of UTF-8 that was cut off in front: 80 to BF, thrice at most.
    head = 3 - len(sample[:3].lstrip(_UTF8_REST)) if candidate.codec == "utf-8" else 0
    cost = candidate.prior + (_CUT + _CUT_BYTE * head if head else 0)
    for start, end in bad:
        if start >= head:
            begun = end == len(sample) and _is_begun(candidate, sample[start:])
            cost += _CUT + _CUT_BYTE * (end - start) if begun else _BAD
    if candidate.tongues != ("western",):
        cost += _GLUED * len(_GLUE.findall(text))
    worth = min(bits(counts, tongue) for tongue in candidate.tongues)
    if worth > _EVIDENT.get(candidate.codec, _NEVER) * len(text):
        return _NEVER
    if candidate.codec in _FAMILIAR:
        beyond = Counter({char: n for char, n in counts.items() if not char.isascii()})
        if bits(beyond, candidate.tongues[0]) > _FAMILIAR[candidate.codec] * beyond.total():
            return _NEVER
    return cost + worth


def _is_begun(candidate: _Candidate, rest: bytes) -> bool:
    """Whether the rest of the sample is the beginning of a character."""
    if candidate.codec.startswith("utf-16"):
        return True
    if candidate.codec == "utf-8":
        return 0xC2 <= rest[0] < 0xF5
    return 0x81 <= rest[0] < 0xFF and candidate.codec != "cp1252"
