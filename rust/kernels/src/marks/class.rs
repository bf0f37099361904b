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

/// Which steps look at a character; one that no step looks at has none.
pub(super) mod group {
    /// Marks that make an ellipsis when they stand side by side.
    pub const ELLIPSIS: u16 = 1;
    /// Strokes that make a dash.
    pub const DASH: u16 = 1 << 1;
    /// Dots that may divide a name.
    pub const NAME: u16 = 1 << 2;
    /// Marks between clauses, of both widths.
    pub const CLAUSE: u16 = 1 << 3;
    /// Round brackets of both widths.
    pub const BRACKET: u16 = 1 << 4;
    /// Quotation marks, straight and curly.
    pub const QUOTE: u16 = 1 << 5;
    /// Half-width marks that are decided one by one.
    pub const SINGLE: u16 = 1 << 6;
    /// Blanks that may go.
    pub const SPACE: u16 = 1 << 7;
    /// Angles that may be title marks.
    pub const TITLE: u16 = 1 << 8;
    /// ASCII that code, markup and formulas are made of.
    pub const MARKUP: u16 = 1 << 9;
    /// Lines of boxes.
    pub const BOX: u16 = 1 << 10;
    /// Other marks and blanks, which some steps count.
    pub const OTHER: u16 = 1 << 11;
    /// Whether a step looks at the character at all.
    pub const ANY: u16 = (1 << 12) - 1;
    pub const LETTER: u16 = 1 << 14;
    pub const KANA: u16 = 1 << 15;
}

use group::{
    BOX, BRACKET, CLAUSE, DASH, ELLIPSIS, KANA, LETTER, MARKUP, NAME as DOT, OTHER, QUOTE, SINGLE,
    SPACE, TITLE,
};

/// The kind of a character that is not Han, and its groups.
pub(super) fn class(c: char) -> (Kind, u16) {
    if let Some(&class) = ASCII.get(c as usize) {
        return class;
    }
    match c {
        '，' | '；' | '：' | '、' => (Kind::Mark, CLAUSE | OTHER),
        '。' => (Kind::Mark, CLAUSE | OTHER | ELLIPSIS),
        '．' => (Kind::Mark, CLAUSE | OTHER | ELLIPSIS | DOT),
        '“' | '‘' => (Kind::Open, QUOTE | OTHER),
        '”' | '’' => (Kind::Close, QUOTE | OTHER),
        '（' => (Kind::Open, BRACKET | OTHER),
        '）' => (Kind::Close, BRACKET | OTHER),
        '？' | '！' | '—' => (Kind::Mark, OTHER),
        '…' => (Kind::Mark, OTHER | ELLIPSIS),
        '·' => (Kind::Mark, OTHER | ELLIPSIS | DOT),
        '－' => (Kind::Mark, OTHER | DASH),
        '＂' => (Kind::Quote, OTHER | QUOTE),
        '―' | '–' => (Kind::Latin, OTHER | DASH),
        '─' => (Kind::Latin, OTHER | DASH | BOX),
        '\u{2501}'..='\u{257f}' => (Kind::Latin, OTHER | BOX),
        '・' => (Kind::Latin, OTHER | ELLIPSIS | DOT),
        '•' | '‧' | '∙' | '･' | '⋅' => (Kind::Latin, OTHER | DOT),
        '≪' | '≫' | '«' | '»' | '＜' | '＞' => (Kind::Latin, OTHER | TITLE),
        '\u{a0}' => (Kind::Blank, SPACE | OTHER),
        c if is_odd_blank(c) => (Kind::Blank, OTHER),
        c if is_digit(c) => (Kind::Digit, 0),
        c if is_unit(c) => (Kind::Digit, 0),
        c if is_opening(c) || c == '［' => (Kind::Open, OTHER),
        c if is_closing(c) || c == '］' => (Kind::Close, OTHER),
        c if is_letter(c) => (Kind::Latin, LETTER),
        c if is_kana_or_hangul(c) => (Kind::Latin, KANA),
        _ => (Kind::Latin, 0),
    }
}

const ASCII: [(Kind, u16); 128] = ascii();

const fn ascii() -> [(Kind, u16); 128] {
    let mut table = [(Kind::Latin, OTHER); 128];
    let mut i = 0;
    while i < 128 {
        table[i] = match i as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => (Kind::Latin, LETTER),
            b'0'..=b'9' => (Kind::Digit, 0),
            b'%' => (Kind::Digit, OTHER),
            b'\t' | b'\r' => (Kind::Edge, OTHER),
            b' ' => (Kind::Blank, SPACE | OTHER),
            b',' | b';' | b':' => (Kind::Mark, CLAUSE | SINGLE | OTHER),
            b'.' => (Kind::Mark, CLAUSE | SINGLE | OTHER | ELLIPSIS | DOT),
            b'?' | b'!' => (Kind::Mark, SINGLE | OTHER),
            b'(' => (Kind::Open, BRACKET | OTHER),
            b')' => (Kind::Close, BRACKET | OTHER),
            b'[' => (Kind::Open, OTHER | MARKUP),
            b']' => (Kind::Close, OTHER | MARKUP),
            b'"' | b'\'' => (Kind::Quote, QUOTE | OTHER),
            b'*' => (Kind::Quote, OTHER),
            b'-' => (Kind::Latin, OTHER | DASH),
            b'<' | b'>' => (Kind::Latin, OTHER | TITLE | MARKUP),
            b'`' | b'$' | b'\\' | b'{' | b'}' | b'&' | b'@' | b'/' | b'^' | b'_' | b'=' | b'|' => {
                (Kind::Latin, OTHER | MARKUP)
            }
            _ => (Kind::Latin, OTHER),
        };
        i += 1;
    }
    table
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
    if !may_hold_kana_or_hangul(text.as_bytes()) {
        return false;
    }
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

/// Whether a byte is a sign of kana (E3 81 to E3 83) or hangul (EA B0 to ED 9E). Blocks without an
/// early end are compared many bytes at a time.
fn may_hold_kana_or_hangul(bytes: &[u8]) -> bool {
    let Some(next) = bytes.get(1..) else {
        return false;
    };
    bytes.chunks(1024).zip(next.chunks(1024)).any(|(a, b)| {
        a.iter().zip(b).fold(false, |found, (&a, &b)| {
            found | (a == 0xe3) & (b.wrapping_sub(0x81) < 3) | (a.wrapping_sub(0xea) < 4)
        })
    })
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
