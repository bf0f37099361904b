"""The rules of punctuation, one a fault. `rust/kernels/src/marks` finds the safe ones."""

from __future__ import annotations

from kxclean.rule import Example, Rule, Safety

__all__ = ["FULL_WIDTH_MARK", "LOST_QUOTES", "RULES", "UNCLOSED_QUOTE"]

_GB = "GB/T 15834-2011"


def _rule(
    name: str,
    *,
    what: str,
    why: str,
    changes: tuple[tuple[str, str], ...],
    leaves: tuple[str, ...],
    source: str,
    safety: Safety = Safety.SAFE,
) -> Rule:
    options = {"punctuation": "chinese"}
    return Rule(
        name=name,
        stage="normalise",
        safety=safety,
        what=what,
        why=why,
        changes=tuple(Example(before, after, options) for before, after in changes),
        leaves=tuple(Example(text, text, options) for text in leaves),
        source=source,
    )


_FOLDED = (
    "Collections and input methods fold full-width marks to their ASCII twins; Chinese text is set "
    "with full-width marks. "
)

RULES = (
    _rule(
        "half-width-comma",
        what="Writes the half-width comma between Chinese clauses as `，`.",
        why=_FOLDED + "Numbers, addresses, code, formulas and foreign phrases keep theirs.",
        changes=(
            ("目前,系统已覆盖理、工、农,共12个", "目前，系统已覆盖理、工、农，共12个"),
            ("增长12.5%,2012年完成", "增长12.5%，2012年完成"),
        ),
        leaves=(
            "人口1,234,567",
            "点A(1,2)，设x,y为实数",
            "见 http://example.com/a,b?c=d(1) 和 a@b.cn",
            "Python 3.11 (64-bit), see docs; it works.",
            '{"键": [1, 2, 3]}',
            "姓名,年龄,城市\n张三,20,北京\n李四,21,上海",
            "[1] 张三, 李四. 论文题目[J]. 学报, 2010, 12(3): 45-50.",
            "国語の辞書を読む,学校で",
        ),
        source=f"{_GB}, 4.4; all five seeds",
    ),
    _rule(
        "half-width-stop",
        what="Writes the half-width full stop at the end of a Chinese sentence as `。`.",
        why=_FOLDED
        + "A dot in a number, a name or behind the number of a heading is no full stop.",
        changes=(
            ("今天天气很好. 我们去公园玩.", "今天天气很好。 我们去公园玩。"),
            ("他说“一切都很好.”", "他说“一切都很好。”"),
        ),
        leaves=("一. 总则", "1. 范围", "见文件.txt", "第3.2节", "张三. ", "A. 北京"),
        source=f"{_GB}, 4.1",
    ),
    _rule(
        "half-width-colon",
        what="Writes the half-width colon of Chinese text as `：`.",
        why=_FOLDED + "Times, ratios, addresses and double colons keep theirs.",
        changes=(
            ("各位委员、同志们:", "各位委员、同志们："),
            ("时间:2022-05-21", "时间：2022-05-21"),
        ),
        leaves=("时间11:05:02，比例3:1", "见 http://a.cn/ 等", "std::中", "你好:) 再见"),
        source=f"{_GB}, 4.7; all five seeds",
    ),
    _rule(
        "half-width-semicolon",
        what="Writes the half-width semicolon between Chinese clauses as `；`.",
        why=_FOLDED + "Code and character entities keep theirs.",
        changes=(("地方科协114个;企业科协176个", "地方科协114个；企业科协176个"),),
        leaves=("中国&nbsp;人民", "int 数 = 1;", "it works; 好"),
        source=f"{_GB}, 4.6; all five seeds",
    ),
    _rule(
        "half-width-question",
        what="Writes the half-width question mark behind a Chinese question as `？`.",
        why=(
            _FOLDED + "Between two Han characters a `?` may also be what damage left, so there a "
            "question has to be asked."
        ),
        changes=(("你去吗?", "你去吗？"), ("你说的是什么??我不明白", "你说的是什么？？我不明白")),
        leaves=("高??茖W营", "个?,F有", "王晓敏?高志强", "见 http://a.cn/?名=1"),
        source=f"{_GB}, 4.2",
    ),
    _rule(
        "half-width-exclamation",
        what="Writes the half-width exclamation mark of Chinese text as `！`.",
        why=_FOLDED + "Images of Markdown and comparisons of code keep theirs.",
        changes=(("表示衷心的感谢!", "表示衷心的感谢！"),),
        leaves=("见图![图](a.png)", "甲!=乙", "5!的值"),
        source=f"{_GB}, 4.3; seeds/003",
    ),
    _rule(
        "half-width-bracket",
        what="Writes a pair of half-width round brackets in Chinese text full-width.",
        why=(
            _FOLDED
            + "Both brackets are decided together, by what they hold and what stands around "
            "them: calls, formulas, coordinates, file names and foreign phrases keep theirs."
        ),
        changes=(
            ("县(市、区)机关", "县（市、区）机关"),
            ("方案(2016-2020年)", "方案（2016-2020年）"),
            ("生产总值(GDP)增长", "生产总值（GDP）增长"),
            ("(一)学习先进经验）", "（一）学习先进经验）"),
        ),
        leaves=(
            "设函数f(x)连续，调用foo()",
            "点(1,2)处",
            "报告(终稿).docx",
            "[说明](a.html)",
            "行(háng)业",
            "Python (64-bit)",
        ),
        source=f"{_GB}, 4.9; all five seeds",
    ),
    _rule(
        "straight-quote",
        what="Writes straight quotation marks around Chinese text as `“”` and `‘’`.",
        why=(
            "Keyboards have one mark for both ends. Marks are paired within the line, and over "
            "lines where the place of each says which end it is; where they do not pair, where "
            "they are inches, apostrophes or code, all of them stay. A text that quotes with "
            "`「」` gets those."
        ),
        changes=(
            ('他说"你好"，走了', "他说“你好”，走了"),
            ("“他说'好'”", "“他说‘好’”"),
            ('“共赢"的局面', "“共赢”的局面"),
            ('他说："第一段。\n"第二段。"', "他说：“第一段。\n“第二段。”"),
            ('「甲」和"乙"', "「甲」和「乙」"),
        ),
        leaves=('5"和6"的管子', "It's 好", '一个" 没有', 'class="中文"', '"键": "值"'),
        source=f"{_GB}, 4.8",
    ),
    _rule(
        "mismatched-quote",
        what="Gives a quotation mark of the wrong level or side the form that closes the pair.",
        why=(
            "Input methods toggle between opener and closer and between levels. Changed only "
            "where all quotation marks of the line fit together afterwards."
        ),
        changes=(
            ("实现多方“共贏’，增强", "实现多方“共贏”，增强"),
            ("“共赢“和“双赢“都好", "“共赢”和“双赢”都好"),
        ),
        leaves=("“第一段没有完", "他说“我听见‘好’了”", "rock ’n’ roll 中文"),
        source=f"{_GB}, 4.8; seeds/000: `“共贏’`",
    ),
    _rule(
        "nested-quote",
        what="Gives a quotation inside a quotation the other pair of marks.",
        why="The inner pair is single; two equal openers in a row cannot be told apart.",
        changes=(("他说“我听见“好”了”。", "他说“我听见‘好’了”。"),),
        leaves=("他说“我听见‘好’了”。", "“一”和“二”", "“他说“好"),
        source=f"{_GB}, 4.8.3.2",
    ),
    _rule(
        "blank-beside-mark",
        what="Removes a single blank before or behind a full-width mark.",
        why=(
            "Full-width marks carry their own white space. A blank may be layout behind a run-in "
            "heading, between names or titles, in columns and at the ends of a line; there it "
            "stays."
        ),
        changes=(
            ("学风建设 ：引导", "学风建设：引导"),
            ("通过“上级点” 、“互相帮” 等", "通过“上级点”、“互相帮”等"),
            ("发挥优势， 提升", "发挥优势，提升"),
            ("针对 “十百千万”的", "针对“十百千万”的"),
        ),
        leaves=(
            "决策咨询 针对自治区",
            "协会工作“十方面关系” 针对自治区",
            "目标。中国科协 ***书记",
            "推荐：《红楼梦》 《西游记》",
            "姓名： 张三  性别： 男",
            "下列正确的是（  ）。",
        ),
        source=f"{_GB}, 5.1; seeds/000: `建設 :引導`",
    ),
    _rule(
        "doubled-mark",
        what="Writes a mark that stands twice once, and a comma before a full stop not at all.",
        why="The sites that gloss characters also double marks (`首先,,各`, `主持,。`).",
        changes=(("首先，，各单位", "首先，各单位"), ("由他主持，。随后", "由他主持。随后")),
        leaves=("真的？？太好了！！", "等等……。", "std::中", "他说：，"),
        source="wild pages with glosses",
    ),
    _rule(
        "dotted-ellipsis",
        what="Writes three or more full stops, or half an ellipsis, in Chinese text as `……`.",
        why="The ellipsis is a mark of its own, six dots in the middle of the line.",
        changes=(
            ("他说......没有了", "他说……没有了"),
            ("没有了。。。", "没有了……"),
            ("没有了…", "没有了……"),
        ),
        leaves=("第一章......12", "第1...10页", "范围a...b", "中国..", "第1…n项", "等等……"),
        source=f"{_GB}, 4.11",
    ),
    _rule(
        "hyphen-dash",
        what="Writes two hyphens, bars or box strokes in Chinese text as `——`.",
        why=(
            "The dash is two characters wide. Options of commands, ranges of years and chemical "
            "names stay, and so does a single stroke, which joins."
        ),
        changes=(
            ("“科普惠民”--511主题", "“科普惠民”——511主题"),
            ("--张三", "——张三"),
            ("他──我的老师──来了", "他——我的老师——来了"),
        ),
        leaves=(
            "运行 git --help 查看",
            "2011--2015年",
            "---中",
            "a--b 中",
            "北京—上海",
            "對 -- 二氯苯",
            "┌──┐中",
        ),
        source=f"{_GB}, 4.10; seeds/002: `”--511主题`",
    ),
    _rule(
        "dotted-interpunct",
        what="Writes the dot inside a transliterated name as `·`.",
        why=(
            "The parts of a foreign name are divided by an interpunct. Only where both sides are "
            "written with the characters that names are transliterated with."
        ),
        changes=(
            ("沃尔夫.埃里克森教授", "沃尔夫·埃里克森教授"),
            ("比尔•盖茨", "比尔·盖茨"),
            ("马丁.路德.金", "马丁·路德·金"),
        ),
        leaves=("巴西.古巴", "总则.范围", "第一章.总则", "他来了.我们走", "首页 · 新闻 · 体育"),
        source=f"{_GB}, 4.14; seeds/000: `沃爾夫.埃里克森`",
    ),
    _rule(
        "angled-title",
        what="Writes double angles around a Chinese title as `《》`.",
        why=(
            "Keyboards without title marks have angles. Fields of forms, shifts of code and "
            "inequalities keep theirs."
        ),
        changes=(("<<红楼梦>>是名著", "《红楼梦》是名著"), ("读≪史记≫有感", "读《史记》有感")),
        leaves=("尊敬的<<姓名>>：", "cout<<变量<<endl", "5≪x≪10时", "读<红楼梦>", "a<<2>>1中"),
        source=f"{_GB}, 4.15",
    ),
)

UNCLOSED_QUOTE = _rule(
    "unclosed-quote",
    what="Proposes to drop an opening quotation mark that nothing closes, here or in later lines.",
    why=(
        "A quotation that never closes has lost its end or never was one; where it should close "
        "cannot be known, so no mark is invented."
    ),
    changes=(("表彰。“铜陵市成立领导小组，充实成员。", "表彰。铜陵市成立领导小组，充实成员。"),),
    leaves=("“第一段。\n“第二段。”", "他说：“第一行\n第二行。”", '用5"的管子', "『甲「乙」』"),
    source="seeds/003: `“铜陵市成立…`",
    safety=Safety.UNSAFE,
)

FULL_WIDTH_MARK = Rule(
    name="full-width-mark",
    stage="normalise",
    safety=Safety.SAFE,
    what="Writes Chinese marks as ASCII ones, where the option `punctuation` asks for it.",
    why=(
        "Some systems know ASCII alone. A mark takes no blank between Chinese characters; between "
        "Latin letters or digits one is put behind it, so that no word, number or address arises. "
        "A title keeps double angles, so that it can be told from a quotation."
    ),
    changes=tuple(
        Example(before, after, {"punctuation": "ascii"})
        for before, after in (
            ("你好，“世界”！（一）见《红楼梦》……", '你好,"世界"!(一)见<<红楼梦>>...'),
            ("共3。5月用Python。It好", "共3. 5月用Python. It好"),
            ("一、总则：甲、乙", "一.总则:甲,乙"),
        )
    ),
    leaves=tuple(
        Example(text, text, {"punctuation": "ascii"})
        for text in (
            "全文１２３",
            "`码，码`",
            "国語の辞書を読む。",
            "[1] 张三，李四．题目[J]．学报，2010．",
        )
    ),
    source="the mapping of Moses' replace-unicode-punctuation.perl, without its `１` to `\"`",
)

LOST_QUOTES = _rule(
    "lost-quotation-marks",
    what="Proposes quotation marks around a word that stands between two blanks in a clause.",
    why=(
        "Some systems write quotation marks as blanks. Lists of names and headings look alike, so "
        "this is only proposed."
    ),
    changes=(("积极推进 三长 进科协。", "积极推进“三长”进科协。"),),
    leaves=("张三 李四 王五", "决策咨询 针对自治区，积极", "出席的有张 三、李 四。"),
    source="seeds/001: ` 三长 `, ` 建家交友 `",
    safety=Safety.UNSAFE,
)
