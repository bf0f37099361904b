"""Tables of characters that stand for others. Facts of Unicode and of the standards named."""

from __future__ import annotations

import unicodedata
from functools import cache

__all__ = [
    "COMPATIBILITY",
    "MARKS",
    "PRIVATE",
    "RADICALS",
    "known_private",
    "old_forms",
    "radicals",
    "variants",
]

#: Blocks of compatibility ideographs. Twelve characters of the first are unified ones and have no
#: decomposition (Unicode 16, 18.1.1.6).
COMPATIBILITY = (("\uf900", "\ufaff"), ("\U0002f800", "\U0002fa1f"))

#: CJK Radicals Supplement and Kangxi Radicals.
RADICALS = (("\u2e80", "\u2ef3"), ("\u2f00", "\u2fd5"))

#: Private-use characters of the basic plane and of planes 15 and 16.
PRIVATE = (("\ue000", "\uf8ff"), ("\U000f0000", "\U000ffffd"), ("\U00100000", "\U0010fffd"))

#: What NFC may join to the character before: combining marks of the Latin, Greek and Cyrillic
#: scripts, sound marks of kana, vowels and finals of hangul; and the signs for kelvin, angstrom
#: and ohm, which NFC replaces by letters.
MARKS = (
    ("\u0300", "\u036f"),
    ("\u3099", "\u309a"),
    ("\u1161", "\u1175"),
    ("\u11a8", "\u11c2"),
    ("\u2126", "\u2126"),
    ("\u212a", "\u212b"),
)

#: Characters of the radicals supplement that are whole characters, not parts of one, with their
#: unified ideographs (EquivalentUnifiedIdeograph.txt of Unicode 16). Parts such as `⺡` have no
#: place in running text but one that speaks of them.
_SUPPLEMENT_ROWS = """\
⺎兀 ⺒巳 ⺓幺 ⺜日 ⺝月 ⺟母 ⺠民 ⻁虎 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻑長 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页
⻛风 ⻜飞 ⻝食 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀
⻳龟
"""
_SUPPLEMENT = {pair[0]: pair[1] for pair in _SUPPLEMENT_ROWS.split()}

#: Old glyph forms that have a code point of their own because of the character sets that Unicode
#: was made from, with the form of the lists of the mainland (通用规范汉字表, 2013) and of Taiwan
#: (常用國字標準字體表, 1982). The dictionaries of OpenCC leave these alone.
_OLD = """\
靑青青 淸清清 硏研研 郞郎郎 槪概概 尙尚尚 吿告告 鄕乡鄉
"""

#: Forms of the Japanese list of 1946 (当用漢字), as above.
_JAPANESE = """\
戸户戶 呉吴吳 歩步步 毎每每 徳德德 煕熙熙 晩晚晚 曽曾曾 隣邻鄰 郷乡鄉 黒黑黑 頼赖賴 歯齿齒 斉齐齊
斎斋齋 渋涩澀 姫姬姬 歳岁歲 歴历歷 暦历曆 巻卷卷 圏圈圈 検检檢 険险險 剣剑劍 験验驗 経经經 軽轻輕
拠据據 挙举舉 拡扩擴 覚觉覺 楽乐樂 観观觀 関关關 帰归歸 気气氣 亀龟龜 犠牺犧 県县縣 顕显顯 鉱矿礦
広广廣 砕碎碎 済济濟 剤剂劑 雑杂雜 桟栈棧 実实實 従从從 渉涉涉 縦纵縱 粛肃肅 処处處 焼烧燒 奨奖獎
浄净淨 畳叠疊 縄绳繩 壌壤壤 嬢娘孃 譲让讓 醸酿釀 図图圖 粋粹粹 酔醉醉 穂穗穗 髄髓髓 瀬濑瀨 摂摄攝
専专專 戦战戰 銭钱錢 繊纤纖 荘庄莊 捜搜搜 挿插插 総总總 騒骚騷 増增增 蔵藏藏 臓脏臟 続续續 対对對
帯带帶 単单單 団团團 弾弹彈 鋳铸鑄 庁厅廳 聴听聽 転转轉 伝传傳 読读讀 悩恼惱 脳脑腦 覇霸霸 売卖賣
発发發 髪发髮 抜拔拔 払拂拂 仏佛佛 辺边邊 変变變 豊丰豐 満满滿 黙默默 訳译譯 薬药藥 様样樣 揺摇搖
覧览覽 猟猎獵 塁垒壘 涙泪淚 霊灵靈 齢龄齡 錬炼鍊 労劳勞
"""

#: Forms that the mainland's first list of variants (第一批异体字整理表, 1955) replaced, without
#: those that are in use again in names, and without those that OpenCC converts.
_REPLACED = """\
囘回 囬回 畧略 椀碗 盌碗 覩睹 堦阶 俻备 冐冒 刧劫 刼劫 劒剑 効效 勅敕 叅参 塲场 壻婿 妬妒 寃冤
尅克 帋纸 帬裙 悤匆 怱匆 恠怪 悮误 慙惭 憇憩 抝拗 揑捏 攷考 敍叙 旾春 昬昏 栁柳 桮杯 棃梨 椶棕
槀槁 氷冰 汚污 煖暖 熖焰 燄焰 牕窗 猨猿 畊耕 疎疏 瘉愈 皷鼓 稉粳 穅糠 穉稚 粧妆 糭粽 緐繁 罸罚
耡锄 聨联 胷胸 脗吻 膓肠 蔴麻 蘓苏 虵蛇 衞卫 襃褒 襍杂 躭耽 躱躲 辠罪 辤辞 逩奔 遯遁 醻酬 銕铁
鎗枪 鑛矿 閙闹 隄堤 飃飘 餽馈 鬪斗 麤粗 鼇鳌
"""


@cache
def radicals() -> dict[str, str]:
    """The radicals that are whole characters, with their unified ideographs.

    >>> radicals()["⽂"], radicals()["⺠"], "⺡" in radicals()
    ('文', '民', False)
    """
    kangxi = map(chr, range(0x2F00, 0x2FD6))
    return {c: unicodedata.normalize("NFKC", c) for c in kangxi} | _SUPPLEMENT


@cache
def old_forms(script: str) -> dict[str, str]:
    """Old glyph forms and the standard form of a script (`zh-Hans`, or one of `zh-Hant`)."""
    return {row[0]: row[_column(script)] for row in _OLD.split()}


@cache
def variants(script: str) -> dict[str, str]:
    """Japanese and replaced forms and the standard form of a script.

    >>> variants("zh-Hans")["経"], variants("zh-Hant")["経"]
    ('经', '經')
    """
    found = {row[0]: row[_column(script)] for row in _JAPANESE.split()}
    if script == "zh-Hans":
        found |= {row[0]: row[1] for row in _REPLACED.split()}
    return found


def _column(script: str) -> int:
    return 1 if script == "zh-Hans" else 2


#: The user-defined area of code page 950 that holds the extension of the ETEN system.
_ETEN_FIRST, _ETEN_LAST, _ETEN_ROW = 0xF6B1, 0xF848, 0xC6
#: GB 18030-2000 gave code points of the private area to characters that later got their own.
_GB18030 = dict(
    zip(
        [*range(0xE78D, 0xE797), 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864],
        "︐︒︑︓︔︕︖︗︘︙龴龵龶龷龸龹龺龻",
        strict=True,
    )
)
#: The fonts Symbol and Wingdings as Word writes them: the byte of the font in U+F000 to U+F0FF.
_FONTS = {
    0xF0B7: "•",
    0xF06C: "●",
    0xF06E: "■",
    0xF075: "◆",
    0xF0A7: "▪",
    0xF0A8: "□",
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0FC: "✓",
    0xF0FB: "✗",
    0xF0FE: "☑",
}


def known_private(c: str) -> str | None:
    r"""What a private-use character is in a well-known extension; `None` where none says so.

    >>> known_private("\uf6bb"), known_private("\uf0b7"), known_private("\ue000")
    ('⑴', '•', None)
    """
    code = ord(c)
    if code == 0xE5E5:  # A3A0 of GBK, a blank of full width
        return "\u3000"
    if _ETEN_FIRST <= code <= _ETEN_LAST:
        return _eten(code - _ETEN_FIRST)
    return _GB18030.get(code) or _FONTS.get(code)


def _eten(offset: int) -> str | None:
    """The character of the ETEN extension; its first row begins in the middle."""
    row, cell = divmod(offset + 63, 157)
    trail = cell + 0x40 if cell < 63 else cell - 63 + 0xA1
    try:
        found = bytes([_ETEN_ROW + row, trail]).decode("big5hkscs")
    except UnicodeDecodeError:
        return None
    return None if len(found) != 1 or "\ue000" <= found <= "\uf8ff" else found
