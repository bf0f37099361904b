"""Words around numbers: what counts, what numbers, what announces a code. Both scripts."""

from __future__ import annotations

from kxclean.pattern import later

__all__ = [
    "ALIKE",
    "AMOUNTS",
    "BLANKS",
    "CONTINUOUS",
    "COUNTED",
    "LABELS",
    "MONEY",
    "ORDINALS",
    "PAST",
    "QUANTITIES",
    "RACES",
    "SUMS",
    "UNITS",
    "announces_code",
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
    "桶箱包袋瓶盒片颗顆粒滴席票分点點天日秒人岁歲页頁期员員尾羽丈尺寸斗石盏盞扇床桌副幢栋棟孔眼])"
    f"|{_BLANK}[多余餘来來几幾]年|{_BLANK}(?:[多余餘]|以上|左右)(?=[，。；、,;）)\\s]|$)"
)

#: Signs of units, not followed by another letter.
UNITS = later(
    rf"(?:\.[0-9]+)?{_BLANK}(?:[%％‰℃°㎡㎞㎏]|"
    "(?:km|cm|mm|dm|nm|μm|m|kg|mg|g|t|kW|MW|GW|kWh|MWh|W|V|kV|A|Hz|kHz|MHz|GHz|L|mL|ml|hm|Pa|kPa|MPa|"
    "KB|MB|GB|TB|r/min|h|min|s|元|RMB|USD)(?:[²³2-3])?(?![A-Za-z0-9]))"
)

#: Units of what is measured, not counted, so that a fraction of one makes sense.
CONTINUOUS = later(
    rf"{_BLANK}(?:[万萬亿億]|[%％‰℃°㎡㎞㎏]|百分[点點]|个百分[点點]|個百分[点點]|元|美元|欧元|歐元|港元|"
    "平方|立方|公里|公斤|公顷|公頃|公尺|公分|千米|千克|千瓦|毫米|毫升|毫克|厘米|海里|英里|小时|小時|"
    "[吨噸斤克米里亩畝升度瓦伏倍]|"
    "(?:km|cm|mm|nm|μm|m|kg|mg|g|t|kW|MW|GW|kWh|W|V|kV|A|Hz|kHz|MHz|GHz|L|mL|ml|hm|Pa|kPa|MPa|"
    "KB|MB|GB|TB)(?![A-Za-z0-9]))"
)

#: What follows a number that names or orders and does not count.
ORDINALS = later(
    rf"{_BLANK}(?:号|號|室|房|路|弄|巷|街|邮|郵|臺北|台北|臺灣|版|月|时|時|年代|条第|班|章|级|級|届|屆)"
)

#: Words for codes right before the number.
_CODE_WORDS = """\
电话 電話 热线 熱線 客服 总机 總機 分机 分機 传真 傳真 手机 手機 拨打 撥打 拨 撥 致电 致電 转 轉
区号 區號 邮编 郵編 邮政编码 郵政編碼 郵遞區號 信箱 账号 賬號 帐号 帳號 账户 賬戶 帳戶 卡号 卡號
银行卡 信用卡 编号 編號 代码 代碼 代号 代號 股票 证券 證券 证号 證號 身份证 身份證 身分證 护照
護照 工号 工號 学号 學號 考号 考號 准考证 統編 统编 号码 號碼 序号 序號 车牌 車牌 QQ qq 微信
密码 密碼 验证码 驗證碼 开奖 開獎 中奖 中獎 彩票 双色球 雙色球 大乐透 大樂透 坐标 坐標 座标 座標
经度 經度 緯度 纬度 东经 东經 東经 東經 西经 西經 南纬 南緯 北纬 北緯 比分 战绩 戰績 标准 標準
型号 型號 版本 房间 房間 单元 單元 楼层 楼 楼層 樓层 樓 樓層 栋层 栋 栋層 棟层 棟 棟層 诗篇 詩篇
箴言 福音 创世记 創世記 启示录 啟示錄 使徒行传 使徒行傳 上午 下午 早上 晚上 凌晨 中午 ISBN ISSN
CAS UN IP IP地址 No NO Tel TEL tel Fax FAX
"""
_CODES = tuple(_CODE_WORDS.split())
_CODE_ENDS = frozenset(word[-1] for word in _CODES)
#: What may stand between the word and the number.
_CODE_TAIL = frozenset("为為是号號码碼.．:：)）(（ \u00a0\u3000")


def announces_code(before: str) -> bool:
    """Whether a word for a code stands right before a number.

    >>> announces_code("客服电话："), announces_code("共有")
    (True, False)
    """
    for _ in range(5):
        if before[-1:] in _CODE_ENDS and before.endswith(_CODES):
            return True
        if before[-1:] not in _CODE_TAIL:
            return False
        before = before[:-1]
    return False


#: Words that carry a number of their own: `表1 116个`.
LABELS = later(
    "(?:[表图圖例题題第章节節注式案型版组組班级級期卷号號条條]|附件|选项|選項|步骤|步驟|实验|實驗|任务|任務|阶段|階段|"
    "课题|課題|习题|習題|问题|問題|答案|公式|班级|班級|得分|[分份]数|分數|成绩|成績|[A-Za-z])"
    "[ \u00a0]?$"
)

#: Verbs and adverbs that announce a number.
SUMS = later(
    "(?:达|達|达到|達到|分别|分別|共|共有|共计|共計|合计|合計|总计|總計|总数|總數|约|約|近|超|超过|超過|突破|不足|多达|多達|高达|高達|累计|累計|"
    "(?:(?:增|减|減|降|升|扩|擴|缩|縮)(?:加|少|长|長|至|到|为|為|大|小)?|提高|降低|上升|下降|增长|增長|突破|恢复|恢復)"
    "(?:了|到|至|为|為)?|[≥≤≈＞＜><±])[为為是]?[ :：]?$"
)

#: Nouns for what a number measures, right before it.
AMOUNTS = later(
    "(?:人口|总人口|人数|人數|户数|戶數|总[量额值数]|總[量額值數]|[产產销銷数數重流容运運储儲用发發客货貨][量值]|面[积積]|金[额額]|"
    "收入|支出|余[额額]|餘額|利[润潤]|资产|資產|负债|負債|预算|預算|投资|投資|造价|造價|[价價]值|[价價]格|[价價][款为為]?|"
    "工资|工資|月薪|年薪|租金|罚款|罰款|补助|補助|奖金|獎金|营业额|營業額|海拔|高度|长度|長度|距离|距離|里程|体积|體積|"
    "(?<![A-Za-z])(?:GDP|GNP|CPI|PPI|FDI))"
    "(?:约|約|近|达|達|为|為|是|有|仅|僅|超过|超過)?[ :：]?$"
)

#: Words of a heading over a column of amounts.
QUANTITIES = later(
    "[数數量额額值价價]|人口|面[积積]|收入|支出|合[计計]|总[计計]|總計|小[计計]|产|產|[万萬亿億]元|[（(/][^（()）]{1,6}[）)]|"
    "金额|金額|工资|工資|元|吨|噸|GDP|人$|户$"
)

#: Currency right before an amount.
MONEY = later(
    r"(?:[¥￥$€£]|(?<![A-Za-z])(?:RMB|CNY|USD|US\$|HKD|EUR|JPY|NTD|TWD)|人民币|人民幣|新台币|新臺幣|新台幣|港币|港幣)"
    "[ \u00a0]?$"
)

#: Words before a span of years or a year before our era.
PAST = later("(?:公元前|前|距今|约|約|近|超过|超過|历时|歷時|长达|長達)[ \u00a0]?$")

#: Athletes before a number of metres: `男子4 100米接力`.
RACES = later("(?:[男女](?:子|生)?|混合)(?:[0-9]+[×xX*])?[ \u00a0]?$")
