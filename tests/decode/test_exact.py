"""What was decoded can be had back byte for byte, whatever the bytes and the encoding."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kxclean.decode import decode, encode
from kxclean.decode.exact import decode_exactly
from kxclean.document import Decoded
from kxclean.errors import DecodeError, InputError

ENCODINGS = (
    "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030", "big5", "cp950",
    "big5hkscs", "euc_jp", "cp932", "cp949", "cp1252",
)  # fmt: skip

#: Chinese in several encodings, their odd codes, and damage, to be strung together.
PIECES = (
    "现有组织机构，".encode("gb18030"),
    "現有組織機構，".encode("big5"),
    "现有组织".encode(),
    "现有".encode("utf-16-le"),
    b"\xa2\xcc\xa2\xce\xf9\xf9",  # codes of Big5 that have a twin
    b"\xa6\xd9\xfe\x59\xfe\x51",  # codes of GB18030 that were given characters in 2022
    b"\x81\x30\x81\x30\x95\x32\x82\x36",
    b"\x88\x62\x88\x66",  # a letter with a combining mark, in the Hong Kong Big5
    b"\x80\xff\xfe",
    b"\n",
    b"\xd6",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"abc ",
)
damaged = st.lists(st.sampled_from(PIECES) | st.binary(max_size=6), max_size=12).map(b"".join)


@given(source=damaged | st.binary(max_size=200))
@example(source="现有组织".encode("gbk") * 30 + b"\x80\xff" + "现有".encode("gbk"))
def test_what_decodes_encodes_to_the_same_bytes(source: bytes) -> None:
    try:
        decoded = decode(source)
    except DecodeError:
        return
    assert encode(decoded) == source
    for residue in decoded.undecodable:
        assert decoded.text[residue.start : residue.end] == "\ufffd"
    decoded.text.encode("utf-8")


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(source=damaged | st.binary(max_size=60))
def test_any_bytes_come_back_from_any_encoding(encoding: str, source: bytes) -> None:
    decoded = decode_exactly(source, encoding, b"bom")
    assert encode(decoded) == b"bom" + source
    ends = [0, *(residue.end for residue in decoded.residues)]
    assert ends == sorted(ends)
    # The last resort, one residue for everything, is for codecs that are not known.
    assert all(residue.end - residue.start <= 2 for residue in decoded.residues)


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_byte_order_mark_decides_and_is_given_back(bom: bytes, encoding: str, text: str) -> None:
    source = bom + text.encode(encoding)
    decoded = decode(source)
    assert (decoded.text, decoded.encoding, decoded.bom) == (text, encoding, bom)
    assert encode(decoded) == source


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_text_is_taken_as_it_is(text: str) -> None:
    decoded = decode(text)
    assert decoded == Decoded(text)
    assert encode(decoded) == text.encode()


def test_undecodable_bytes_stand_as_replacement_characters() -> None:
    source = "现有组织机构".encode("gbk") + b"\xff" + "，成立".encode("gbk") + b"\xc1"
    decoded = decode(source)
    assert decoded.text == "现有组织机构\ufffd，成立\ufffd"
    assert [residue.source for residue in decoded.undecodable] == [b"\xff", b"\xc1"]
    assert encode(decoded) == source


def test_the_windows_euro_is_read_in_gbk() -> None:
    source = "价格为".encode("gbk") + b"\x80" + "一百元整".encode("gbk")
    decoded = decode(source)
    assert decoded.text == "价格为€一百元整"
    assert decoded.undecodable == ()
    assert encode(decoded) == source


def test_codes_of_big5_with_a_twin_keep_their_bytes() -> None:
    source = "二百五".encode("big5") + b"\xa2\xcc" + "個委員會\n一".encode("big5")
    decoded = decode(source)
    assert decoded.text == "二百五十個委員會\n一"
    assert [residue.source for residue in decoded.residues] == [b"\xa2\xcc"]
    assert decoded.undecodable == ()
    assert encode(decoded) == source


def test_gb18030_is_read_as_of_2022() -> None:
    source = "標點".encode("gb18030") + b"\xa6\xd9\xfe\x59" + "在此處".encode("gb18030")
    decoded = decode(source)
    assert decoded.text == "標點\ufe10\u9fb4在此處"
    assert encode(decoded) == source


def test_utf_16_keeps_an_odd_byte_and_a_lone_surrogate() -> None:
    source = b"\xff\xfe" + "现有组织机构".encode("utf-16-le") + b"\x00\xd8\x41\x00\x42"
    decoded = decode(source)
    assert decoded.text == "现有组织机构\ufffdA\ufffd"
    assert encode(decoded) == source


def test_every_code_of_gb18030_comes_back() -> None:
    double = bytes(
        byte for high in range(0x81, 0xFF) for low in range(0x40, 0xFF) if low != 0x7F
        for byte in (high, low)
    )  # fmt: skip
    assert encode(decode_exactly(double, "gb18030")) == double


def test_a_text_that_was_not_decoded_cannot_be_encoded() -> None:
    with pytest.raises(InputError, match="'中' does not exist in cp1252"):
        encode(Decoded("中", "cp1252"))
    with pytest.raises(InputError, match="no encoding 'klingon'"):
        encode(Decoded("中", "klingon"))


def test_many_undecodable_bytes_do_not_take_for_ever() -> None:
    # Once quadratic: an error object holds a copy of everything that was being decoded.
    source = ("现有组织机构一千一百一十六个。".encode("gbk") * 3 + b"\xff") * 20_000
    decoded = decode(source)
    assert len(decoded.undecodable) == 20_000
    assert encode(decoded) == source
