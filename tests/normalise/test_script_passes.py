"""What the passes convert, and above all what they leave alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given

import kxclean
from kxclean.errors import ConfigError
from kxclean.normalise.script import Converter
from kxclean.normalise.script.characters import (
    CHINESE,
    TELLING,
    VARIANTS,
    classes,
    simplified_only,
    traditional_only,
)
from kxclean.normalise.script.exceptions import ALL, converter, planned
from kxclean.normalise.script.provider import configurations
from tests.normalise.script_texts import mixed_texts
from tests.normalise.test_script_converter import EXPECTATIONS
from tests.twins import script as twin

KEEP: dict[str, Any] = {
    "punctuation": "keep",
    "digit_grouping": "keep",
    "boilerplate": "keep",
    "duplicates": "keep",
    "tables": "keep",
}


def cleaned(text: str, script: str, **options: Any) -> str:
    return kxclean.clean(text, script=script, **KEEP, **options).text


GOLDEN = Path(__file__).parents[1] / "golden"
SEEDS = [
    line
    for name in ("001_5c2ad300f6d4083c", "002_539b8a7767e10658", "003_8dc094a9820c3a96")
    for line in (GOLDEN / f"{name}.txt").read_text("utf-8").splitlines()
]

# Names, readings and words: DAMAGE.md calls them what goes wrong elsewhere.
TO_SIMPLIFIED = {
    "乾安縣的徐乾學": "乾安县的徐乾学",
    "乾符年間，錢鍾書說": "乾符年间，钱锺书说",
    "王汎森與薛應旂": "王汎森与薛应旂",
    "范仲淹見皇后，後羿射日": "范仲淹见皇后，后羿射日",
    "萬俟卨不慰藉，一片狼藉": "万俟卨不慰藉，一片狼藉",
    "瞭望台州，瞭解陸徵祥": "瞭望台州，了解陆徵祥",
    "文徵明與洪昇論畢昇": "文徵明与洪昇论毕昇",
    "他看著書，接著說這本著作著名": "他看着书，接着说这本著作著名",
    "著重於顯著的附著物，編著計畫": "着重于显著的附着物，编著计划",
    "事蹟特著，聲名最著，工作著有績效": "事迹特著，声名最著，工作著有绩效",
    "於梨華關於於潛縣的專著": "於梨华关于於潜县的专著",
    "屬於單位，易於潛藏，關於戲劇，位於越南": "属于单位，易于潜藏，关于戏剧，位于越南",
    "徵調人員，免徵聲請費": "征调人员，免征声请费",
    "污泥乾化，餅乾乾燥，終日乾乾": "污泥干化，饼干干燥，终日乾乾",
    "應於期限內": "应于期限内",
}
TO_TRADITIONAL = {
    "被发明的机器展示了如何参与制造": "被發明的機器展示了如何參與製造",
    "粉丝发布了少数组织的消息": "粉絲發佈了少數組織的消息",
    "改变量子比特": "改變量子比特",
    "保护发展规划，老年人参加会议": "保護發展規劃，老年人參加會議",
    "不得采用，没有采纳": "不得採用，沒有採納",
    "内制定的规定制度": "內制定的規定制度",
    "范仲淹与皇后、后羿在台州": "范仲淹與皇后、后羿在台州",
    "余华、余秋雨和范文澜在余姚认识于右任": "余華、余秋雨和范文瀾在余姚認識于右任",
    "头发明亮，理发店，展览": "頭髮明亮，理髮店，展覽",
    "应征服役": "應徵服役",
}
LEFT_IN_SIMPLIFIED = [
    "已经是简体的坏人不变",
    "乾隆年间，乾安县的徐乾学",
    "慰藉与狼藉，瞭望与著作，余额与余先生",
    "於先生从於潜来",
    "国际音乐里的宫商角徵羽",
    "二噁英和白鱀豚",
    "钱锺书、王汎森、薛应旂、李勣",
    "𠮷 㐀 ㎡ Ⅻ ① 〇 々 β",
    "乾隆",
    "大韓民國의 憲法",
    "東京都立図書館へ行きました。漢字の国です。",
    "東京都立圖書館\n辞書を読む\n日本國憲法",
]
LEFT_IN_TRADITIONAL = [
    "皇后與后羿在台州，范仲淹和余先生干涉里長",
    "萬俟卨的著作，狼藉的床上有群峰",
    "国語の辞書を読む。学校で図書館に行きました。",
    "什麽時候喫飯，衆人爲羣",
    "后",
]


@pytest.mark.parametrize(("text", "expected"), TO_SIMPLIFIED.items())
def test_to_simplified(text: str, expected: str) -> None:
    assert cleaned(text, "zh-Hans") == expected


@pytest.mark.parametrize(("text", "expected"), TO_TRADITIONAL.items())
def test_to_traditional(text: str, expected: str) -> None:
    assert cleaned(text, "zh-Hant") == expected


@pytest.mark.parametrize("text", [*LEFT_IN_SIMPLIFIED, *TO_SIMPLIFIED.values()])
def test_simplified_text_is_left_alone(text: str) -> None:
    assert cleaned(text, "zh-Hans") == text


@pytest.mark.parametrize("text", [*LEFT_IN_TRADITIONAL, *TO_TRADITIONAL.values()])
def test_traditional_text_is_left_alone(text: str) -> None:
    assert cleaned(text, "zh-Hant") == text


def test_exceptions_can_be_switched_off() -> None:
    off = {"disable": ("misconverted-words", "misconverted-names", "misread-borders")}
    for text in TO_SIMPLIFIED:
        assert cleaned(text, "zh-Hans", **off) == Converter("t2s", tofu=False).convert(text)
    for text in TO_TRADITIONAL:
        assert cleaned(text, "zh-Hant", **off) == Converter("s2t", tofu=False).convert(text)


def test_mixed_documents_are_judged_line_by_line() -> None:
    text = "國家標準\n国家标准的著作\n辞書を読む、国語\n這個国家的著作\n著作\n"
    assert cleaned(text, "zh-Hans") == (
        "国家标准\n国家标准的著作\n辞書を読む、国語\n这个国家的著作\n著作\n"
    )
    assert cleaned(text, "zh-Hant") == (
        "國家標準\n國家標準的著作\n辞書を読む、国語\n這個國家的著作\n著作\n"
    )


def test_readings_in_brackets_do_not_make_a_line_japanese() -> None:
    text = "新垣結衣（あらがき ゆい）是日本女演員，宋慧喬(송혜교)是韓國女演員"
    assert cleaned(text, "zh-Hans") == text.translate(str.maketrans("結員喬韓國", "结员乔韩国"))


def test_a_clause_with_kana_stays() -> None:
    text = "優の良品，這是香港很有名的零食連鎖店，分店開遍九龍"
    expected = "優の良品，这是香港很有名的零食连锁店，分店开遍九龙"
    assert cleaned(text, "zh-Hans") == expected


def test_regions() -> None:
    assert cleaned("这里的群众为什么吃面", "zh-Hant-TW") == "這裡的群眾為什麼吃麵"
    assert cleaned("爲什麼羣衆在這裏喫麪", "zh-Hant-TW") == "為什麼群眾在這裡吃麵"
    assert cleaned("台湾的卫生税", "zh-Hant-HK") == "台灣的衞生税"
    assert cleaned("爲什麼羣衆在這裏喫麪", "zh-Hant") == "爲什麼羣衆在這裏喫麪"


@pytest.mark.parametrize(
    ("name", "region"),
    [
        (name, converted)
        for name, _, converted in (expectation.values for expectation in EXPECTATIONS)
        if name in ("s2tw", "s2hk")
    ],
)
def test_forms_of_a_region_are_a_fixed_point(name: str, region: str) -> None:
    assert Converter(f"t{name[1:]}").convert(region) == region


def test_no_character_belongs_to_both_scripts_alone() -> None:
    assert not traditional_only() & simplified_only()
    assert len(traditional_only()) > 2500
    assert len(simplified_only()) > 3000
    assert not set("乾著后余徵藉瞭於里面干系范台云坏鱀") & traditional_only()
    assert not set("乾著后余徵藉瞭於里面干系范台云床群") & simplified_only()
    assert set("國學這個後計為說") <= traditional_only()
    assert set("国学这个发为说与") <= simplified_only()
    assert classes().count("國国学著") == (1, 2)


@cache
def kernel(name: str) -> Any:
    return converter(name, exceptions=ALL)


def phrases_of(name: str) -> Any:
    """The keys that the first stage of a configuration finds in a line, with their values."""
    dictionary = twin_of(name).chain[0]

    def phrases(line: str) -> list[tuple[str, str]]:
        return [(key, value) for key, value in twin.pieces(line, dictionary) if value is not None]

    return phrases


@cache
def twin_of(name: str) -> twin.Twin:
    return twin.Twin(planned(name, ALL))


@given(mixed_texts)
@example("國家\n著作\n")
@example("国語を\n國家")
@example("（の）民國")
@example("皇后在后面")
@example("却\n后")
@example("却\n國家")
def test_kernel_agrees_with_its_twin(text: str) -> None:
    simplified = simplified_only() - frozenset(VARIANTS)
    for name, target in (("t2s", "simplified"), ("s2t", "traditional")):
        here, there = traditional_only(), simplified
        if name == "s2t":
            here, there = there, here
        script = twin.Scripts(
            here, there, VARIANTS, CHINESE, TELLING, name == "s2t", phrases_of(name)
        )
        convert = kernel(name).convert
        assume(all(len(convert(line)) == len(line) for line in text.splitlines(keepends=True)))
        edits = classes().normalise(text, kernel(name), target, ["a", "b"])
        found = text if edits is None else edits.apply(text)
        assert found == twin.normalise(text, convert, script)
        if edits is not None:
            assert edits.revert(found) == text


@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK"])
@given(mixed_texts)
def test_converted_text_is_a_fixed_point(script: str, text: str) -> None:
    once = cleaned(text, script)
    assert cleaned(once, script) == once


def test_only_the_exceptions() -> None:
    found = kxclean.clean("錢鍾書說", script="zh-Hans", disable=("traditional-characters",), **KEEP)
    assert found.text == "钱锺书說"
    assert set(found.ledger.rule_counts) == {"misconverted-names"}


def test_words_of_a_region() -> None:
    text = "用软件打印数组，少数组织的士兵"
    assert cleaned(text, "zh-Hant-TW") == "用軟件打印數組，少數組織的士兵"
    taiwan = cleaned(text, "zh-Hant-TW", regional_words="convert")
    assert taiwan == "用軟體列印陣列，少數組織的士兵"
    assert cleaned(taiwan, "zh-Hant-TW", regional_words="convert") == taiwan
    # Only what is being converted: 文檔 of a traditional text stays.
    assert cleaned("這個文檔和軟件", "zh-Hant-TW", regional_words="convert") == "這個文檔和軟件"
    assert cleaned("用软件", "zh-Hant-HK", regional_words="convert") == "用軟件"


def test_the_older_dictionaries() -> None:
    pytest.importorskip("opencc.opencc", reason="needs the extra `compat`")
    older: dict[str, Any] = {"script_provider": "opencc-python-reimplemented"}
    assert cleaned("頭髮與發展，錢鍾書", "zh-Hans", **older) == "头发与发展，钱锺书"
    assert cleaned("头发与发展", "zh-Hant", **older) == "頭髮與發展"
    assert cleaned("被发明的机器", "zh-Hant", **older) == "被發明的機器"
    with pytest.raises(ConfigError, match=r"regional_words='convert'.*needs s2hkp"):
        kxclean.Cleaner(script="zh-Hant-HK", regional_words="convert", **older)


def test_dictionaries_that_are_missing_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kxclean.normalise.script.provider.find_spec", lambda _name: None)
    configurations.cache_clear()
    try:
        with pytest.raises(ConfigError, match=r"pip install kxclean\[compat\]"):
            kxclean.Cleaner(script_provider="opencc-python-reimplemented")
    finally:
        configurations.cache_clear()


def test_forms_of_traditional_prints_stay_in_traditional_lines() -> None:
    poem = "却恐時人識，凭欄望故鄉\n荆王枕席開\n"
    assert cleaned(poem, "zh-Hant") == poem
    assert cleaned("却没有踪迹", "zh-Hant") == "卻沒有蹤跡"


def test_there_and_back() -> None:
    """What s2t makes of simplified text comes back, but for what the exceptions below list."""
    exceptions = {("帐", "账"), ("坐", "座"), ("象", "像"), ("复", "覆")}
    lines = [line for line in SEEDS if line]
    same = 0
    for line in lines:
        back = cleaned(cleaned(line, "zh-Hant"), "zh-Hans")
        assert {pair for pair in zip(line, back, strict=True) if len(set(pair)) > 1} <= exceptions
        same += back == line
    assert same >= 0.99 * len(lines)
