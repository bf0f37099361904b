"""The encoding is chosen for what the bytes can be and for how common the characters are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kxclean.decode
from kxclean.decode import decode, encode
from kxclean.errors import DecodeError

SIMPLIFIED = (
    "中国科学技术协会",
    "现有组织机构",
    "高校科学营",
    "工作报告",
    "各位委员、同志们",
    "发布时间",
    "第一条 为了保护著作权，制定本法。",
    "的师傅",
    "春眠不觉晓，处处闻啼鸟。",
    "他说：“好。”",
    "GDP增长8.5%",
    "内(nèi)蒙古",
)
TRADITIONAL = (
    "中國科學技術協會",
    "現有組織機構",
    "高校科學營",
    "工作報告書",
    "各位委員、同志們",
    "第一條 為了保護著作權，制定本法。",
    "春眠不覺曉，處處聞啼鳥。",
    "他說：「好。」",
    "附則第二十三條",
)


@pytest.mark.parametrize("text", SIMPLIFIED)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"])
def test_short_simplified_text(text: str, encoding: str) -> None:
    source = text.encode(encoding)
    decoded = decode(source)
    assert decoded.text == text
    assert decoded.encoding == ("gb18030" if encoding == "gbk" else encoding)
    assert encode(decoded) == source


@pytest.mark.parametrize("text", TRADITIONAL)
@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16-le", "utf-16-be"])
def test_short_traditional_text(text: str, encoding: str) -> None:
    source = text.encode(encoding)
    decoded = decode(source)
    assert decoded.text == text
    assert decoded.encoding == encoding
    assert encode(decoded) == source


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("價格為€100，共計三個項目", "cp950"),
        ("佢哋喺嗰度食嘢，唔該晒你", "big5hkscs"),
        ("彼は学生です。今日は雨が降っている。", "euc_jp"),
        ("彼は学生です。今日は雨が降っている。", "cp932"),
        ("이것은 한국어로 쓴 글이다. 나는 학교에 간다.", "cp949"),
        ("Übergrößenträger gehen über die Brücke", "cp1252"),
        ("L’été dernier, un garçon naïf a déjà mangé", "cp1252"),
        ("Москва — столица России", "utf-8"),
        ("café déjà vu", "utf-8"),
        ("plain ASCII", "utf-8"),
        ("a", "utf-8"),
        ("中", "utf-8"),
        ("", "utf-8"),
    ],
)
def test_other_texts(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


#: Two characters are four bytes, which most encodings have a reading for.
WORDS = re.findall("..", "中国科学技术协会现有档案含苞换届学术含义变化研究方法法律农村企业发展教育")
HANT_WORDS = re.findall("..", "中國科學技術協會變化研究方法法律農村企業發展教育標記編輯")


@pytest.mark.parametrize("word", WORDS)
def test_four_bytes_of_simplified_chinese(word: str) -> None:
    assert decode(word.encode("gbk")).text == word


@pytest.mark.parametrize("word", HANT_WORDS)
@pytest.mark.parametrize("encoding", ["gbk", "cp950"])
def test_four_bytes_of_traditional_chinese(word: str, encoding: str) -> None:
    assert decode(word.encode(encoding)).text == word


def test_chinese_that_is_valid_utf_8_by_accident_is_chinese() -> None:
    source = "什么".encode("gbk")
    assert source.decode() == "ʲô"
    assert decode(source).text == "什么"


@pytest.mark.parametrize("text", ["两个à字", "café 很好", "ΑΒ组", "Ελληνικά", "Übung", "Привет"])
def test_short_utf_8_stays_utf_8(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    "text", ["un garçon", "größer", "el niño", "não há", "«Où?»", "på en ö", "à côté"]
)
def test_a_letter_with_an_accent_does_not_make_chinese(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("text", ["날씨가 맑고", "친구를 만났다.", "학교에 갔다", "회의는 오전"])
def test_short_korean(text: str) -> None:
    assert decode(text.encode("cp949")).text == text


def test_signs_among_ascii_are_no_korean() -> None:
    # Big5 read as Latin-1 and written in Big5 again: ruin, but in Big5.
    text = "?G?g?§¥H?-?AE?A(R)??§¥H-p?A|?‾???±??G?@??1D?A|a?A¥|??±N?A" * 9
    source = text.replace("¥", "￥").encode("cp950", "ignore")
    decoded = decode(source)
    assert decoded.text == source.decode("cp950")


@pytest.mark.parametrize("cut", [1, 2, 4, 5])
def test_utf_8_with_a_byte_lost_is_utf_8(cut: int) -> None:
    source = "现有组织机构一千个".encode()
    decoded = decode(source[:cut] + source[cut + 1 :])
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("织机构一千个")


def test_a_long_head_of_ascii_does_not_hide_the_rest() -> None:
    head = "<meta name='generator' content='x'>\n" * 2000
    for text, encoding in (("现有组织机构", "gb18030"), ("現有組織機構", "big5")):
        decoded = decode((head + text).encode(encoding))
        assert decoded.text == head + text


def test_text_cut_within_characters_is_still_recognised() -> None:
    source = "现有组织机构一千一百一十六个".encode()
    decoded = decode(source[1:-1])
    assert decoded.encoding == "utf-8"
    assert "有组织机构一千一百一十六" in decoded.text
    assert encode(decoded) == source[1:-1]
    decoded = decode("现有组织机构一千一百一十六个".encode("gbk")[:-1])
    assert decoded.text == "现有组织机构一千一百一十六\ufffd"


def test_a_bad_byte_far_behind_does_not_change_the_encoding() -> None:
    source = "现有组织机构，共计一千。\n".encode("gbk") * 2000 + b"\xff\n"
    decoded = decode(source)
    assert decoded.encoding == "gb18030"
    assert len(decoded.undecodable) == 1
    source = "现有组织机构，共计一千。\n".encode() * 2000 + b"\xff\n"
    decoded = decode(source)
    assert decoded.encoding == "utf-8"
    assert len(decoded.undecodable) == 1


COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"


@given(st.text(st.sampled_from(COMMON + "，。"), min_size=8, max_size=40))
def test_common_characters_are_told_in_every_encoding(text: str) -> None:
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        source = text.encode(encoding)
        if not source.isascii():  # 上 in UTF-16 is a line feed and an N
            assert decode(source).text == text


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a\x10\0\x10\0", "GIF"),
        (b"PK\x03\x04\x14\0\0\0", "ZIP"),
        (b"%PDF-1.7\n%abc", "PDF"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"\x7fELF\x02\x01\x01\0", "program"),
        (b"SQLite format 3\0", "SQLite"),
    ],
)
def test_known_files_that_are_no_text(start: bytes, kind: str) -> None:
    with pytest.raises(DecodeError, match=kind):
        decode(start + bytes(range(256)))


@pytest.mark.parametrize(
    "source",
    [
        b"\0",
        b"\0" * 1000,
        b"\x00\x01\x02\x03",
        b"text\0\0\0\0\0\0\0\0\0\0\0\0" * 20,
        bytes(range(256)) * 4,
        b"\xff",
        b"\xff\xfe\x00",
    ],
)
def test_bytes_that_are_no_text(source: bytes) -> None:
    with pytest.raises(DecodeError, match="no text"):
        decode(source)


@given(st.randoms(use_true_random=False))
def test_noise_is_no_text(random: object) -> None:
    noise = random.randbytes(1000)  # type: ignore[attr-defined]
    with pytest.raises(DecodeError):
        decode(noise)


@pytest.mark.parametrize(
    "text", ["GIF89a 是一种图像格式", "MZ是程序文件的开头", "RIFF 文件", "PAR1与ID3标签的说明"]
)
def test_text_that_begins_like_another_file_is_text(text: str) -> None:
    for encoding in ("utf-8", "gb18030"):
        assert decode(text.encode(encoding)).text == text


def test_a_single_nul_in_a_text_is_text() -> None:
    assert decode(b"abc\0def, ghi").text == "abc\0def, ghi"
    assert decode("现有\0组织机构".encode("gbk")).text == "现有\0组织机构"


def test_the_table_of_frequencies_names_each_character_once() -> None:
    path = Path(kxclean.decode.__file__).with_name("frequency.txt")
    seen: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        script, bits, chars = line.split(" ")
        assert 4 <= int(bits) < 20
        assert len(set(chars)) == len(chars)
        assert not set(chars) & set(seen.get(script, ""))
        seen[script] = seen.get(script, "") + chars
    assert {script: len(chars) > 4000 for script, chars in seen.items()} == {
        "hans": True,
        "hant": True,
    }


def test_what_has_too_many_controls_is_told_what_to_do() -> None:
    with pytest.raises(DecodeError, match="take those out first, such as NUL characters"):
        decode(("甲乙\0\0" * 50).encode())
