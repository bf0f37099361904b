"""Words around numbers: what counts, what numbers, what announces a code. Both scripts."""

from __future__ import annotations

from kxclean.pattern import later

__all__ = [
    "ALIKE",
    "BLANKS",
    "CODES",
    "COUNTED",
    "LABELS",
    "MONEY",
    "ORDINALS",
    "PAST",
    "SUMS",
    "UNITS",
]

#: Between the two ends of a range.
ALIKE = "[-–—~～〜至到]"

#: Blanks within a line, for a character class.
BLANKS = " \u00a0\u2000-\u200a\u202f\u205f\u3000"

_BLANK = f"[{BLANKS}]?"

#: Measure words and counted nouns (GB/T 15835; 现代汉语量词用法词典), with what may stand before.
COUNTED = later(
    rf"{_BLANK}(?:[多余餘来來几幾]|左右|以上|以下)?{_BLANK}"
    "(?:[万萬亿億千百兆]|人次|人民币|美元|欧元|歐元|日元|港元|港币|"
    "平方|立方|公里|公斤|公顷|公頃|公尺|公分|千米|千克|千瓦|毫米|毫升|毫克|厘米|海里|英里|"
    "小时|小時|分钟|分鐘|周岁|周歲|场次|場次|篇次|课时|課時|学时|學時|"
    "[个個名位家只隻头頭匹条條件项項次篇本册冊部台臺架辆輛艘套座处處所间間户戶口元块塊圆圓角吨噸斤克米里"
    "亩畝顷頃升度瓦伏倍株棵枚张張份幅场場种種类類批步字词詞句行门門尊顿頓节節课課支根把双雙对對组組队隊排"
    "桶箱包袋瓶盒片颗顆粒滴席票分点點天日秒人岁歲页頁期员員尾羽株丈尺寸里斗石盏盞扇床桌副幢栋棟孔眼])"
    f"|{_BLANK}[多余餘来來几幾]年|{_BLANK}(?:[多余餘]|以上|左右)(?=[，。；、,;）)\\s]|$)"
)

#: Signs of units, not followed by another letter.
UNITS = later(
    rf"(?:\.[0-9]+)?{_BLANK}(?:[%％‰℃°㎡㎞㎏]|"
    "(?:km|cm|mm|dm|nm|μm|m|kg|mg|g|t|kW|MW|GW|kWh|MWh|W|V|kV|A|Hz|kHz|MHz|GHz|L|mL|ml|hm|Pa|kPa|MPa|"
    "KB|MB|GB|TB|r/min|h|min|s|元|RMB|USD)(?:[²³2-3])?(?![A-Za-z0-9]))"
)

#: What follows a number that names or orders and does not count.
ORDINALS = later(rf"{_BLANK}(?:号|號|室|房|路|弄|巷|街|邮|版|月|时|時|年代|条第|班|章|级|級|届|屆)")

#: Words for codes right before the number.
CODES = later(
    "(?:电话|電話|热线|熱線|客服|总机|總機|传真|傳真|手机|手機|拨打|撥打|致电|致電|邮编|郵編|邮政编码|郵政編碼|"
    "账号|賬號|帐号|帳號|卡号|卡號|编号|編號|代码|代碼|股票|证号|證號|号码|號碼|序号|序號|学号|學號|工号|车牌|QQ|qq|"
    "微信|密码|密碼|验证码|驗證碼|坐标|坐標|[经經]度|[纬緯]度|[东東西][经經]|[南北][纬緯]|比分|标准|標準|型号|型號|版本|ISBN|ISSN|CAS|No|NO|Tel|TEL|tel)"
    "[为為是号號码碼.．:：)）(（ \u00a0\u3000]{0,4}$"
)

#: Words that carry a number of their own: `表1 116个`.
LABELS = later(
    "(?:[表图圖例题題第章节節注式案型版组組班级級期卷号號条條]|附件|选项|選項|步骤|步驟|实验|實驗|任务|任務|阶段|階段|"
    "课题|課題|[A-Za-z])[ \u00a0]?$"
)

#: Words that announce a sum.
SUMS = later(
    "(?:达|達|达到|達到|共|共计|共計|合计|合計|总计|總計|总数|總數|总数为|約|约|近|超|超过|超過|突破|"
    "增至|降至|增加到|上升到|增长到|多达|多達|高达|高達)[ :：]?$"
)

#: Currency right before an amount.
MONEY = later(r"(?:[¥￥$€£]|(?<![A-Za-z])(?:RMB|CNY|USD|US\$|HKD|EUR|JPY|NTD|TWD))[ \u00a0]?$")

#: Words before a span of years or a year before our era.
PAST = later("(?:公元前|前|距今|约|約|近|超过|超過|历时|歷時|长达|長達)[ \u00a0]?$")
