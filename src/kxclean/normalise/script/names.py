"""Personal names by their surnames, as entries of a dictionary.

A surname is written like another word (余 and 餘, 乾 after a surname is qián), and given names are
free, so what stands around a surname decides: a title behind it, or a surname before 乾.
"""

from __future__ import annotations

from functools import cache
from itertools import product

__all__ = ["names"]

# Surnames that s2t takes for the commoner word; 重編國語辭典修訂本 has them as surnames in this form.
_KEPT_SURNAMES = "余范于朴沈钟郁涂种谷岳叶"
_SURNAMES_AS = {"钟": "鍾", "叶": "葉"}
# What follows a surname. 于 and 后 and the like stand before few of them otherwise.
_TITLES = (
    "先生 女士 小姐 太太 夫人 教授 博士 老师 老師 院士 主席 主任 总统 总理 部长 局长 县长 市长 省长 "
    "处长 科长 校长 院长 书记 经理 总监 董事长 律师 医生 医师 师傅 同学 同志 将军 警官 法官 检察官 "
    "大夫 记者 导演 某某 某人 氏兄弟 氏家族"
).split()

# Surnames that end no common word, so that 乾 behind them starts a given name (徐乾學, 王乾); those of
# 百家姓 that do (紙張|乾, 葉|乾) are left out.
_BEFORE_QIAN = "徐陳陈李王劉刘趙赵吳吴鄭郑馮冯褚蔣蒋韓韩朱秦呂吕曹魏鄒邹蘇苏潘范彭魯韋袁鮑薛賀倪滕羅罗郝鄔傅卞孟顧顾郭梁宋鄧邓龔龚譚谭賈贾閻侯邵錢钱俞崔邱陸陆"
# 乾 is gān before these, whatever stands before (小王|乾杯).
_GAN = "杯了淨净燥枯旱涸洗咳嘔呕笑脆爹媽妈娘兒儿貨货糧粮掉透得的著瞪號嚎"
# Given names and names of places in which 乾 is qián, with what 學, 順 and so on become.
_QIAN = {
    "乾學": "乾学", "乾務": "乾务", "乾潭": "乾潭", "乾龍": "乾龙", "乾佑": "乾佑", "乾縣": "乾县",
    "乾安": "乾安", "乾陵": "乾陵", "乾寧": "乾宁", "乾綱": "乾纲", "乾卦": "乾卦", "乾德": "乾德",
    "乾清": "乾清", "乾嘉": "乾嘉",
}  # fmt: skip
# The other reading before a word that goes on (晾乾|清洗).
_GAN_BEFORE = (
    "安裝 安全 安排 安靜 安置 清洗 清潔 清理 清水 清除 清掃 龍眼 龍蝦 德國 務必 務農 學生 學校 學習"
).split()


@cache
def names(family: str) -> str:
    """Entries for `t2s` or `s2t`."""
    rows = _simplified() if family == "t2s" else _traditional()
    return "".join(f"{key}\t{value}\n" for key, value in rows)


def _simplified() -> list[tuple[str, str]]:
    from kxclean.normalise.script.converter import Converter

    plain = Converter("t2s", tofu=False).convert
    rows = list(_QIAN.items())
    rows += [(surname + "乾", plain(surname) + "乾") for surname in _BEFORE_QIAN]
    rows += [(s + "乾" + c, plain(s) + "干" + plain(c)) for s, c in product(_BEFORE_QIAN, _GAN)]
    rows += [("乾" + word, "干" + plain(word)) for word in _GAN_BEFORE]
    return [(key, value.replace("干著", "干着")) for key, value in rows]


def _traditional() -> list[tuple[str, str]]:
    from kxclean.normalise.script.converter import Converter

    plain = Converter("s2t", tofu=False).convert
    titles = [(title, plain(title)) for title in _TITLES]
    rows = []
    for surname in _KEPT_SURNAMES:
        value = _SURNAMES_AS.get(surname, surname)
        rows += [(surname + title, value + becomes) for title, becomes in titles]
    rows += [("姓" + surname, "姓" + _SURNAMES_AS.get(surname, surname)) for surname in _KEPT_SURNAMES]
    return rows
