"""Lines that many texts share though they belong to them, and words by which sites are known.

Patterns meet the folded line in which a run of digits is one `0` (see `templates.plain`).
"""

from __future__ import annotations

import re

from kxclean.pattern import later

__all__ = [
    "is_formula",
    "is_house",
    "is_sentence",
    "is_title",
    "names_author",
    "says_site",
    "speaks_of_site",
]

_NUMERAL = "[0一二三四五六七八九十百零〇○]"

#: Salutations, closings, articles, headings, parts of papers and letters, dates, form labels.
_FORMULA = later(
    rf"""
    ^(?:各位|尊敬|敬爱|亲爱|同志们|女士|先生|朋友们|老师们|同学们|大家好|你好|您好|致:)
    | (?:同志们|代表|委员|先生|女士|朋友们?|来宾|同学们?|老师们?|领导|各单位|各部门)[:,!。]*$
    | 此致|敬礼|顺颂|此令|谢谢|感谢|特此|妥否|请批示|请予审议|请审议|请指正|再见|我的(?:发言|讲话|汇报)
    | 祝(?!贺).{{0,16}}(?:顺利|快乐|成功|健康|如意|幸福|好)|完毕|盼复|敬上|敬启|谨启|拜上|敬请(?:光临|批评)
    | 施行|生效|废止|负责解释|自.{{0,12}}(?:公布|发布|颁布|印发|签字).{{0,6}}起|制定本|为了.{{2,30}}[,。]
    | ^第\s?{_NUMERAL}+\s?[条章节编篇部回讲课卷集届次]|^{_NUMERAL}{{1,3}}[、.)]|^[(\[]?{_NUMERAL}{{1,3}}[)\]]
    | ^(?:附|附件|附录|附表|附图|注|备注|说明)\s?{_NUMERAL}*\s?(?::|$)
    | ^(?:目\s?录|目次|前言|序言?|引言|摘\s?要|内容提要|内容摘要|关键词|正文|结语|结论|总结|后记|跋|参考文献|注释|注解
        |译文|原文|赏析|简介|作者简介|答案|参考答案|解析|绪论|概述|概况|背景|致谢|总则|附则|罚则|其他|abstract|references)\s?:?$
    | (?:摘要|关键词|主题词|中图分类号|文献标识码|文章编号|doi|基金项目|收稿日期|作者单位)\s?:
    | 抄送|抄报|主送|印发|签发人|公开方式|公开属性|此件|^(?:密级|缓急|特急|加急|机密|绝密|秘密)
    | (?:盖章|公章|签字|签名|签章|签订地点|法定代表人|代理人|委托人|申请人|承诺人|负责人|经办人|[甲乙丙]方)
    | ^[(\[]?(?:0\s?[-年./]\s?0\s?[-月./]\s?0\s?日?|[零〇○一二三四五六七八九十]{{4}}年.{{2,8}}日?|年\s?月\s?日)[)\]]?$
    | ^[(\[]?(?:0年)?0月0日.{{1,40}}|(?:电|讯)[)\]]?$|(?:令|字|发|函|办|文|政|厅|委)\s?[\[(第]*0[\])]*\s?第?0?号
    | ^(?:问|答|记者|主持人|嘉宾|网友|学生|老师)\s?:|题$|^[a-d]\s?[.、)]|(?:考试|答题)(?:时间|时限)|满分|共0分|每小?题
    | ^(?:姓名|班级|学号|考号|学校|座号|得分|时间|地点|日期|会议时间|会议地点|主持|记录|出席|缺席|列席)\s?:
    | ^(?:其{_NUMERAL}|又|前题|同题|同前)$
    """,
    re.VERBOSE,
)
_HOUSE = later(
    r"(?:委员会|办公室|办公厅|政府|局|厅|部|院|会|处|科|公司|大学|学校|中心|协会|党组|支部|法院|检察院|秘书处|总局|集团|社)$"
)
_TITLE = later(
    r"(?:通知|通告|公告|公报|决定|决议|命令|令|条例|办法|规定|细则|意见|方案|计划|总结|报告|讲话|致辞|讲稿|发言|纪要|函"
    r"|批复|请示|规划|章程|合同|协议书?|说明书?|简报|年鉴|试[卷题]|题|日记|周记|诗|书|表|清单|名单"
    r"|目录|指南|教案|说课稿|大纲|须知|守则|标准|规范|制度|预案|倡议|申请|介绍|证明|作文|读后感|心得体会|演讲稿|小说|散文)"
    r"(?:[(\[].{1,12}[)\]]|0)?$"
)
_SENTENCE = later(r"[。!?;…]\s*[”\"')\]]*$|[。;].|,.*,")
_AUTHOR = later(
    r"^(?:作者|原作者|朝代|译者|记者|本报记者|通讯员|文|图|摄影|撰文|供稿|单位)\s?[:|/]|^[\[(]\S{1,4}[\])]\s?\S{2,4}$"
)

#: Words by which a site speaks of itself, also in sentences.
_SITE = later(
    r"本站|本网|本平台|本公众号|网址|https?:|www\.|\.(?:com|cn|net|org|cc|tw|hk)\b|公众号|微信|微博|二维码|扫码|扫一扫|长按"
    r"|客户端|\bapp\b|下载|登录|注册|转载|版权|copyright|©|\bicp|备案|侵权|收藏|订阅|论坛|网友|投稿|关注我们|点击|首页|网站|手机版"
)
#: Words of the lines that sites put around a text; in sentences they may mean what they say.
_PAGE = later(
    r"浏览|阅读|访问|评论|分享|打印|关闭|上一[篇条页章]|下一[篇条页章]|来源|稿源|编辑|责编|审核|校对|发布|更新|录入|上传|栏目"
    r"|标签|热线|电话|邮箱|邮编|地址|传真|qq|广告|举报|客服|主办|承办|技术支持|平台|频道|专栏|社区|刊|第0期|网|热门|推荐|相关|字号|字体"
    r"|人气|返回|更多|欢迎|online|文库|文摘|晚报|日报"
)


def is_formula(line: str) -> bool:
    """Whether a line belongs to its text however many texts share it.

    >>> is_formula("各位委员、同志们:"), is_formula("本办法自公布之日起施行。"), is_formula("第一章 总则")
    (True, True, True)
    """
    return _FORMULA.search(line) is not None


def is_house(line: str) -> bool:
    """Whether a line is the name of a house, as letters are signed."""
    return len(line) <= 30 and _HOUSE.search(line) is not None


def is_title(line: str) -> bool:
    """Whether a line says what kind of text it heads."""
    return _TITLE.search(line) is not None


def is_sentence(line: str) -> bool:
    """Whether a line is a sentence, or several."""
    return _SENTENCE.search(line) is not None


def names_author(line: str) -> bool:
    """Whether a line is the byline of a text."""
    return _AUTHOR.search(line) is not None


def speaks_of_site(line: str) -> bool:
    """Whether a site speaks of itself."""
    return _SITE.search(line) is not None


def says_site(line: str) -> bool:
    """Whether a line has words that stand on the pages of sites."""
    return _PAGE.search(line) is not None
