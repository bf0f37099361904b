"""The interpunct of foreign names, and titles between angles."""

from __future__ import annotations

import re
from itertools import pairwise

from tests.twins.marks.line import CLOSE, HAN_RE, HAN_SET, LETTER_RE, LOOK, OPEN, QUOTE, Line

#: Characters that foreign names are written with (Xinhua's transcription tables), both scripts.
NAME = frozenset(
    "阿埃艾爱愛安昂奥奧巴白拜班邦包鲍鮑贝貝本比彼别宾賓波伯博卜布步查达達大戴丹道德登邓鄧迪蒂"
    "丁东東杜敦多顿頓厄恩尔爾法凡范方菲费費芬冯馮弗佛夫福甫富盖蓋甘高戈哥格葛根贡貢古瓜圭哈海"
    "汉漢豪赫黑亨洪侯胡华華怀懷惠霍基吉季加贾賈简簡江杰傑金津卡凯凱坎康考科克肯孔库庫奎昆拉莱"
    "萊赖賴兰蘭朗劳勞勒雷里理利莉丽麗列林琳龙龍隆卢盧鲁魯路吕呂伦倫罗羅洛马馬玛瑪买買迈邁麦麥"
    "曼芒毛梅门門蒙米密缅緬明摩莫墨默姆木穆拿那纳納娜乃奈南内內尼宁寧纽紐农農努诺諾欧歐帕潘庞"
    "龐佩蓬皮匹平珀普奇齐齊契强強乔喬切钦欽琴丘邱让讓热熱日荣榮茹儒瑞若萨薩塞赛賽桑森沙莎山珊"
    "尚绍紹舍申圣聖施史什士斯丝絲思苏蘇孙孫索塔泰坦汤湯唐陶特滕提廷通图圖吐托瓦万萬旺威韦韋维"
    "維魏温溫文翁沃乌烏吾武西希锡錫夏香肖谢謝辛欣兴興休许許雪雅亚亞扬揚杨楊耶叶葉伊易依因英尤"
    "于约約宰泽澤扎詹珍芝朱祖佐茨娅婭妮黛芙茜露琪蕾薇诃訶陀妥涅屠泊狄更伽略捷灵靈柴可毕畢梵仑"
    "侖撒逊遜瑟斐罕盛廉汀勃兹茲洁潔力治翰梭坡迦缪繆堡茅岑桂姬烈泉佳尧堯弥彌蓓帝珠"
)
#: Those of them that are rare outside names.
STRONG = frozenset("尔爾茨姆弗娜莎蒂萨薩埃娅婭斯勒沃莱萊玛瑪鲍鮑赫珀诺諾蒙洛汤湯戈迪伦倫")
#: Names that have none of those.
_KNOWN = (
    "约翰 約翰 乔治 喬治 马丁 馬丁 巴拉克 奥巴马 奧巴馬 唐纳德 唐納德 特朗普 罗伯特 "
    "羅伯特 大卫 大衛 彼得 安德鲁 安德魯 本杰明 班傑明 凯瑟琳 阿卜杜拉 穆罕默德 艾哈迈德 "
    "买买提 買買提 托马斯 托馬斯 亨利 理查德 安东尼 安東尼 芬奇 伽马 巴勃罗 马可 馬可 "
    "雅克 卢梭 盧梭 克林顿 柯林頓 拜登 普京 卡尔 列夫 高尔基"
)
KNOWN = _KNOWN.split()
#: Countries and cities.
_PLACES = (
    "巴西 古巴 墨西哥 哥伦比亚 哥倫比亞 加拿大 意大利 丹麦 埃及 苏丹 肯尼亚 尼日利亚 "
    "摩洛哥 利比亚 沙特 约旦 马来西亚 尼泊尔 罗马尼亚 保加利亚 奥地利 斯里兰卡 莫桑比克 "
    "坦桑尼亚 伦敦 倫敦 莫斯科 巴黎 罗马 羅馬 柏林 马德里 米兰 米蘭 波士顿 洛杉矶 悉尼 "
    "墨尔本 孟买 迪拜"
)
PLACES = _PLACES.split()
#: Fields of forms, which stand between angles too.
_FIELDS = (
    "姓名 日期 地址 电话 编号 金额 年龄 性别 单位 名称 称呼 时间 地點 地点 電話 編號 金額 "
    "年齡 性別 單位 名稱 稱呼 時間 部门"
)
FIELDS = _FIELDS.split()
DOTS = ".．•・‧∙･⋅·"
SPACED = "•・‧∙･⋅·"


def interpuncts(line: Line) -> None:
    done = 0
    for i, c in enumerate(line.s):
        if i < done or c not in DOTS or line.code[i]:
            continue
        if is_date(line, i):
            line.set(i, "·", "dotted-interpunct")
            continue
        parts = name_parts(line, i)
        if len(parts) < 2:
            continue
        done = parts[-1][1]
        if not is_person(line, parts):
            continue
        for (_, end, initial), (start, _, _) in pairwise(parts):
            for at in range(end, start):
                if initial:
                    continue
                if line.s[at] in DOTS:
                    line.set(at, "·", "dotted-interpunct")
                else:
                    line.set(at, "", "blank-beside-mark")


def is_date(line: Line, i: int) -> bool:
    """`“九.一八”`: a date that names an event."""
    numerals = "一二三四五六七八九十百零〇两兩"
    left = re.search(f"[{numerals}]{{1,3}}$", line.s[:i])
    right = re.match(f"[{numerals}]{{1,3}}", line.s[i + 1 :])
    if not left or not right:
        return False
    before, after = line.kind(left.start() - 1), line.kind(i + 1 + right.end())
    return before in (OPEN, QUOTE) and after in (CLOSE, QUOTE)


Part = tuple[int, int, bool]


def name_parts(line: Line, i: int) -> list[Part]:
    """Parts `(start, end, initial)` of a name with the first dot at `i`."""
    end = i
    if line.s[i] in SPACED and line.at(i - 1) == " ":
        end -= 1
    start = end
    while start > 0 and end - start < LOOK and line.s[start - 1] in NAME:
        start -= 1
    if start == end:
        return []
    parts = [(start, end, False)]
    at = i
    while line.at(at) and line.at(at) in DOTS and not line.code[at] and len(parts) < LOOK:
        start = at + 1
        if line.s[at] in SPACED and line.at(start) == " ":
            start += 1
        initial = bool(re.match(r"[A-Z]\.", line.s[start:])) and line.at(start + 2) in NAME
        end = start + 1 if initial else start
        while not initial and end - start < LOOK and line.at(end) in NAME:
            end += 1
        if end == start:
            break
        parts.append((start, end, initial))
        at = end
        if line.at(at) == " " and line.at(at + 1) == "·":
            at += 1
    return parts


def is_person(line: Line, parts: list[Part]) -> bool:
    names = [line.s[start:end] for start, end, initial in parts if not initial]
    if names[0] in PLACES:
        return False
    if len(names[0]) == 1 and names[0] not in "达達":
        return False
    if len(parts) == 2 and any(len(name) == 1 and name not in "达達" for name in names):
        return False
    known = any(names[0].endswith(word) for word in KNOWN) or any(
        name.startswith(word) for name in names[1:] for word in KNOWN
    )
    strong = sum(not STRONG.isdisjoint(name) for name in names)
    return known or (len("".join(names)) >= 5 and strong >= 1) or strong >= 2


def titles(line: Line) -> None:
    if "angled-title" not in line.rules or line.foreign:
        return
    opener = "≪|«|<<|＜＜"
    angle = "<>≪≫«»＜＞《》"
    pattern = re.compile(rf"({opener})([^{angle}]{{0,40}})(≫|»|>>|＞＞)(?![{angle}])")
    at = 0
    while at < len(line.s):
        match = pattern.match(line.s, at)
        if match and len(match[1]) == len(match[3]) and PAIRS[match[1]] == match[3]:
            a, b = match.span()
            inside, outside = match.end(1), match.start(3)
            if is_title(line, match[2], a, b):
                line.set_run(a, inside, "《", OPEN, "angled-title")
                line.set_run(outside, b, "》", CLOSE, "angled-title")
                at = b
                continue
        at += 1


PAIRS = {"≪": "≫", "«": "»", "<<": ">>", "＜＜": "＞＞"}


def is_title(line: Line, name: str, a: int, b: int) -> bool:
    def edge(c: str) -> bool:
        return bool(re.match(rf"[{HAN_SET}0-9]", c) or LETTER_RE.match(c))

    beside = (line.at(a - 1), line.at(b))
    return (
        bool(HAN_RE.search(name))
        and (edge(name[0]) or name[0] in "“（(")
        and (edge(name[-1]) or name[-1] in ")）”！!？?")
        and not re.search(r"[=;{}\\/|&\"]", name)
        and not any(line.code[a:b])
        and not any(c.isascii() and c.isalnum() for c in beside)
        and name not in FIELDS
    )
