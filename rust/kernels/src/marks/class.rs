//! What a character is to punctuation.

use crate::scan::{is_han, is_odd_blank};

/// The kind of a character, as far as punctuation asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Han,
    /// Letters of other scripts and every symbol that is not named below.
    Latin,
    /// Digits, and the signs that end an amount (`%`, `℃`).
    Digit,
    Blank,
    Mark,
    Open,
    Close,
    /// Straight quotation marks and the asterisks of emphasis.
    Quote,
    /// The end of the line or of a table cell.
    Edge,
}

pub(super) fn kind(c: char) -> Kind {
    match c {
        c if is_han(c) => Kind::Han,
        '\t' | '\r' => Kind::Edge,
        c if is_blank(c) => Kind::Blank,
        c if is_digit(c) || is_unit(c) => Kind::Digit,
        ',' | '.' | ':' | ';' | '?' | '!' | '，' | '。' | '、' | '；' | '：' | '？' | '！'
        | '…' | '—' | '·' | '．' | '－' => Kind::Mark,
        c if is_opening(c) || matches!(c, '(' | '[' | '［') => Kind::Open,
        c if is_closing(c) || matches!(c, ')' | ']' | '］') => Kind::Close,
        '"' | '\'' | '*' => Kind::Quote,
        _ => Kind::Latin,
    }
}

pub(super) fn is_blank(c: char) -> bool {
    c == ' ' || is_odd_blank(c)
}

pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

pub(super) fn is_unit(c: char) -> bool {
    matches!(c, '%' | '％' | '‰' | '℃' | '°')
}

pub(super) fn is_letter(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{3ff}'
        | '\u{400}'..='\u{4ff}' | '\u{1e00}'..='\u{1eff}' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Kana and hangul, without the middle dot and the sound marks that Chinese text borrows.
pub(super) fn is_kana_or_hangul(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{3096}' | '\u{309d}'..='\u{30fa}' | '\u{30fd}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' | '\u{ac00}'..='\u{d7af}'
        | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}')
}

/// Whether a text is Japanese or Korean as a whole, so that its lines of Han characters are too.
pub(super) fn is_other_language(text: &str) -> bool {
    if !['の', 'に', 'か', 'を', 'る', '다', '이']
        .iter()
        .any(|&c| text.contains(c))
    {
        return false;
    }
    let (mut han, mut other) = (0usize, 0usize);
    for c in text.chars() {
        han += usize::from(is_han(c));
        other += usize::from(is_kana_or_hangul(c));
    }
    other * 2 > han
}

/// Full-width openers.
pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '“' | '‘' | '（' | '《' | '〈' | '【' | '「' | '『' | '〔'
    )
}

/// Full-width closers.
pub(super) fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '）' | '》' | '〉' | '】' | '」' | '』' | '〕'
    )
}

/// Full-width marks that take no blank beside them.
pub(super) fn is_separator(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！')
}

/// Marks between clauses, of both widths.
pub(super) fn is_clause(c: char) -> bool {
    matches!(
        c,
        ',' | '，' | '、' | ';' | '；' | ':' | '：' | '.' | '。' | '．'
    )
}

/// The full-width form of a half-width mark.
pub(super) fn wide(c: char) -> char {
    match c {
        ',' => '，',
        '.' => '。',
        ':' => '：',
        ';' => '；',
        '?' => '？',
        '!' => '！',
        other => other,
    }
}

/// Characters that make a clause a question.
pub(super) fn is_asking(c: char) -> bool {
    "吗嗎呢么麼什谁誰哪何怎几幾否吧啊呀岂豈嘛孰".contains(c)
}

pub(super) fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百零〇两兩".contains(c)
}

/// Characters that foreign names are written with, after Xinhua's transcription tables, in both
/// scripts.
const NAME: &str =
    "阿埃艾爱愛安昂奥奧巴白拜班邦包鲍鮑贝貝本比彼别宾賓波伯博布步查达達大戴丹道德登邓鄧迪蒂\
丁东東杜敦多顿頓厄恩尔爾法凡范方菲费費芬冯馮弗佛夫福甫富盖蓋甘高戈哥格葛根贡貢古瓜圭哈海汉漢豪\
赫黑亨洪侯胡华華怀懷惠霍基吉季加贾賈简簡江杰傑金津卡凯凱坎康考科克肯孔库庫奎昆拉莱萊赖賴兰蘭朗\
劳勞勒雷里理利莉丽麗列林琳龙龍隆卢盧鲁魯路吕呂伦倫罗羅洛马馬玛瑪迈邁麦麥曼芒毛梅门門蒙米密缅緬明摩\
莫墨默姆木穆拿那纳納娜乃奈南内內尼宁寧纽紐农農努诺諾欧歐帕潘庞龐佩蓬皮匹平珀普奇齐齊契强強乔喬切\
钦欽琴丘邱让讓热熱日荣榮茹儒瑞若萨薩塞赛賽桑森沙莎山珊尚绍紹舍申圣聖施史什士斯丝絲思苏蘇孙孫索塔泰\
坦汤湯唐陶特滕提廷通图圖托瓦万萬旺威韦韋维維魏温溫文翁沃乌烏武西希锡錫夏香肖谢謝辛欣兴興休许許雪雅\
亚亞扬揚杨楊耶叶葉伊易因英尤于约約宰泽澤扎詹珍芝朱祖佐茨娅婭";

/// Those of them that are rare outside names.
const STRONG: &str = "尔爾茨姆弗娜莎蒂萨薩埃娅婭斯勒沃莱萊玛瑪鲍鮑赫珀诺諾蒙洛汤湯戈迪伦倫";

pub(super) fn is_name(c: char) -> bool {
    is_han(c) && NAME.contains(c)
}

pub(super) fn is_strong_name(c: char) -> bool {
    STRONG.contains(c)
}
