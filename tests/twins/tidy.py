"""Invisible characters, odd blanks and line ends, slow and obvious: one rule after the other."""

from __future__ import annotations

import re

INVISIBLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
BLANK = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f]")
RTL = "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
JOINS = re.compile(
    "[\u0600-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u0900-\u109f\u1780-\u18af\u1900-\u1cff"
    "\ua800-\uabff\U00011000-\U00011fff]"
)
PICTURE = re.compile(
    "[©®\u203c\u2049\u20e3\u2100-\u214f\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0e\ufe0f"
    "\U0001f000-\U0001faff]"
)
MARK = re.compile("[\u0300-\u036f\u0591-\u05c7\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
JAMO = re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff]")
HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def tidied(text: str) -> str:
    out = ""
    at = 0
    rtl = re.search(RTL, text) is not None
    while at < len(text):
        char = text[at]
        rest = text[at + 1 :]
        if text.startswith("\r\n", at):
            out, at = out + "\n", at + 2
        elif char in "\r\x85\u2028\u2029":
            out, at = out + "\n", at + 1
        elif BLANK.match(char):
            out, at = out + " ", at + 1
        elif INVISIBLE.match(char) and not belongs(char, out[-1:], rest[:1], rtl):
            escape = re.match(r"\[[0-9;]*[mKJH]", rest) if char == "\x1b" else None
            at += 1 + (len(escape[0]) if escape else 0)
        else:
            out, at = out + char, at + 1
    return out


def belongs(char: str, before: str, after: str, rtl: bool) -> bool:
    if re.match("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]", char):
        return rtl
    if not before:
        return False
    if char in "\u200c\u200d":
        pictures = char == "\u200d" and PICTURE.match(before) and PICTURE.match(after)
        return bool(JOINS.match(before) or JOINS.match(after) or pictures)
    if char in "\ufe0e\ufe0f":
        return bool(PICTURE.match(before)) or (before in "0123456789#*" and after == "\u20e3")
    if "\ufe00" <= char <= "\ufe0d":
        return not before.isascii() and not before.isspace() and not INVISIBLE.match(before)
    if "\U000e0100" <= char <= "\U000e01ef":
        return bool(HAN.match(before))
    if "\U000e0020" <= char <= "\U000e007f":
        return before == "\U0001f3f4" or "\U000e0020" <= before <= "\U000e007e"
    if "\u180b" <= char <= "\u180f":
        return "\u1800" <= before <= "\u18af"
    if char == "\u034f":
        return bool(MARK.match(before) or MARK.match(after))
    if char in "\u115f\u1160\u3164":
        return bool(JAMO.match(before) or JAMO.match(after))
    if char in "\u17b4\u17b5":
        return "\u1780" <= before <= "\u17ff"
    if "\u2061" <= char <= "\u2064":
        return not HAN.match(before)
    return False
