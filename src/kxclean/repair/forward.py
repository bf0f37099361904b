"""The mix-ups forward where bytes are lost: does a reading lead back to what is seen?

Readers differ in what they do with bytes that they cannot read; a reading counts if one of the usual
ways makes the damaged text out of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kxclean.repair import gbk_model, pages
from kxclean.repair.mixups import Mixup

__all__ = ["leads_back"]

#: What is dropped or shown as a blank without a trace.
_TRACELESS = {code: None for code in (*range(0x7F, 0xA0), 0xAD)} | {0xA0: " "}


def leads_back(mixup: Mixup, reading: str, seen: str) -> bool:
    """Whether a reading, with the mix-up and the usual losses, looks like `seen`.

    What a reader makes of the last bytes depends on what follows them, so that marks of loss at the
    end are left out of the comparison.
    """
    try:
        source = reading.encode(mixup.wrote)
    except UnicodeEncodeError:
        return False
    wanted = seen.rstrip("?\ufffd")
    return any(made.rstrip("?\ufffd") == wanted for made in _seen(mixup, source))


def _seen(mixup: Mixup, source: bytes) -> Iterator[str]:
    page = pages.page(mixup.page)
    if not page.is_double:
        made = page.read(source) or ""
        yield made
        yield made.replace("\xad", "")
        yield made.replace("\xa0", " ")
        yield made.translate(_TRACELESS)
        return
    if mixup.page == "gbk":
        made = gbk_model.decode_piece(source)
        yield made
        yield "".join(char for char in made if not "\ue000" <= char <= "\uf8ff")
    for codec in ("gb18030", "gbk") if mixup.page == "gbk" else (page.codec,):
        made = source.decode(codec, "replace")
        for mark in ("\ufffd", "?", ""):
            yield made.replace("\ufffd", mark)
        yield "".join(char for char in made if not "\ue000" <= char <= "\uf8ff")
