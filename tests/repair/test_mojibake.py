"""Text read in the wrong encoding comes back; text in other languages and odd signs stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kxclean import _native
from kxclean.repair import mixups
from kxclean.testing.damage import mix_up
from tests.repair.options import repaired
from tests.strategies import dense_texts, texts
from tests.twins.mojibake import spans

LINES = (
    "科学技术协会召开第九次全国代表大会",
    "生产力水平高，服务能力强。",
    "各级学会组织开展学术交流活动",
    "加强基层组织建设，提高服务水平",
    "环境保护宣传进入社区和学校",
)
NAMES = [mixup.name for mixup in mixups.LETTERS if mixup.wrote != "big5"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("line", LINES)
def test_letters_that_stand_for_chinese(name: str, line: str) -> None:
    damaged = mix_up(line, name)
    assert damaged is not None
    assert repaired(damaged.text).text == line


@pytest.mark.parametrize("line", LINES)
def test_several_kinds_in_one_text(line: str) -> None:
    parts = [line, *(damaged.text for name in NAMES if (damaged := mix_up(line, name)))]
    assert repaired("\n".join(parts)).text == "\n".join([line] * len(parts))


@pytest.mark.parametrize(
    ("found", "sound"),
    [
        ("鐢熶骇鍔涙按骞抽珮", "生产力水平高"),
        ("涓浗", "中国"),
        ("前面的文字涓浗后面的文字", "前面的文字中国后面的文字"),
        ("绗節娆″叏鍥戒唬琛ㄥぇ浼氬湪鍖椾含", "第九次全国代表大会在北京"),
        ("Öйú", "中国"),
        ("schÃ¶n und groÃŸ", "schön und groß"),
    ],
)
def test_known_forms(found: str, sound: str) -> None:
    assert repaired(found).text == sound


@pytest.mark.parametrize(
    "text",
    [
        "锟斤拷和烫烫烫",
        "naïve café, Müßiggang, Ångström, señor, façade",
        "Việt Nam là một quốc gia",
        "Привет, мир! Это обычный текст.",
        "Ελληνικά κείμενα",
        "שלום עולם",
        "مرحبا بالعالم",
        "“你好，世界！”——他说：‘再见……’",
        "饕餮、魑魅魍魉、耄耋、葳蕤、囹圄",
        "镧、铈、镨、钕、钐、铕、钆、铽、镝、钬、铒、铥、镱、镥",
        "鱥、鲌、鳊、鳙、鳜、鲮、鳡",
        "廿四  硒",
        "国語の辞書を読む。",
        "한국어 문장입니다.",
        "尺寸××，±5℃，§3，«引»，¥100，°",
    ],
)
def test_sound_text_stays(text: str) -> None:
    cleaned = repaired(text)
    assert cleaned.text == text
    assert not cleaned.suggestions


@pytest.mark.parametrize("line", LINES)
def test_two_layers(line: str) -> None:
    once = mix_up(line, "utf-8 read as latin-1")
    assert once is not None
    twice = mix_up(once.text, "utf-8 read as windows-1252")
    assert twice is not None
    assert repaired(twice.text).text == line


def test_lost_characters_are_counted_and_never_invented() -> None:
    cleaned = repaired("标题锟斤拷锟斤拷，正文\ufffd\ufffd")
    assert cleaned.text == "标题锟斤拷锟斤拷，正文\ufffd\ufffd"
    assert cleaned.signals["lost_characters"] == 8
    assert "lost_characters" not in repaired("有人说“锟斤拷”是笑话。").signals


@given(st.sampled_from(LINES), st.sampled_from(NAMES), st.sampled_from(LINES))
def test_neighbours_stay(line: str, name: str, neighbour: str) -> None:
    damaged = mix_up(line, name)
    assert damaged is not None
    assert repaired(f"{neighbour}{damaged.text}{neighbour}").text == neighbour + line + neighbour


@given(texts | dense_texts | st.text("鐢熶骇涓浗骞?€ÖÐ¹ú×°“a \n。", max_size=40))
def test_the_kernel_is_its_twin(text: str) -> None:
    assert _native.mojibake_spans(text) == spans(text)


@given(texts | dense_texts)
def test_any_text_is_survived(text: str) -> None:
    cleaned = repaired(text)
    assert repaired(cleaned.text).text == cleaned.text


@pytest.mark.parametrize("mixup", mixups.MIXUPS, ids=lambda mixup: mixup.name)
@given(text=st.text(st.sampled_from("中国科学技术协会abc 1,。"), max_size=12))
def test_undoing_a_mixup_leads_back(mixup: mixups.Mixup, text: str) -> None:
    seen = mixup.damage(text)
    if seen is not None and mixup.undo(seen) is not None and mixup.exact:
        assert mixup.damage(mixup.undo(seen) or "") == seen
