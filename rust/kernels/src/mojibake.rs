//! Finds what may be mojibake: spans whose characters hardly ever stand together in sound text.
//!
//! The kernel only points; whether a span is repaired is decided by decoding it and by the
//! language model. It errs on the side of pointing, and is silent on ordinary Chinese, English and
//! text of one other script.
//!
//! Two things are looked for. *Letters* that stand for bytes: letters and signs beyond ASCII side by
//! side. *Wide* characters that stand for others: each has a weight, more than nothing for what
//! running text hardly has, and the sum of the weights, which never falls below zero, rises over a
//! threshold (a CUSUM chart, Page 1954).

use crate::scan::{is_han, is_private};

/// Four bits for each character from U+4E00 on: its weight plus 4; `tools/han_weights.py` writes it.
static HAN_WEIGHTS: &[u8; 10496] = include_bytes!("han_weights.bin");

/// A suspicious stretch, in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Holds letters and signs that may stand for bytes.
    pub letters: bool,
    /// Holds Han and other wide characters that may stand for others.
    pub wide: bool,
}

/// What a character is to the search for letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Ends every span.
    Break,
    /// ASCII: stands in spans, is no evidence.
    Neutral,
    /// A sign that Chinese text has as well: evidence behind a foreign letter.
    Sign,
    /// A sign that hardly stands beside another one: evidence beside a letter or a sign.
    OddSign,
    /// Never part of a foreign span, unless a single one stands between foreign letters.
    Wide,
    /// A letter that bytes of Chinese text are read as.
    Foreign,
}

/// Classes of wide characters; a change from one to another is odd in itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    None,
    Han,
    Kana,
    Hangul,
    Narrow,
    Bopomofo,
    Letter,
    Private,
}

/// From here on the sum of the weights is suspicious; it is not counted beyond the ceiling, so that
/// sound text behind damage ends the span soon.
const THRESHOLD: i32 = 9;
const CEILING: i32 = 30;
/// Weight of a change of class, and of one to or from Hangul.
const CHANGE: i32 = 3;
const HANGUL_CHANGE: i32 = 5;

/// Signs above U+009F of code page 1252, Mac OS Roman and the code pages of DOS.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{bf}' | '×' | '÷' | '\u{2013}'..='\u{203a}' | '⁄' | '€' | '№' | '™'
        | 'Ω' | '∂' | '∆' | '∏' | '∑' | '√' | '∞' | '∫' | '≈' | '≠' | '≤' | '≥' | '≡' | '⌠' | '⌡'
        | '∙' | '∩' | '⌐' | 'ⁿ' | '₧' | '◊' | '\u{2500}'..='\u{25a0}' | '\u{f8ff}' | '\u{fb01}'
        | '\u{fb02}')
}

/// Signs that sound text hardly sets side by side.
fn is_odd_sign(c: char) -> bool {
    matches!(c, '¤' | '¦' | '¨' | 'ª' | '¬' | '¯' | '×' | '√' | '²'..='¶' | '¸'..='¾' | '∂' | '∏' | '∫' | '◊'
        | '⌐' | '⌠' | '⌡' | 'ⁿ' | '₧' | '\u{2552}' | '\u{2553}' | '\u{2555}' | '\u{2556}'
        | '\u{2558}' | '\u{2559}' | '\u{255b}' | '\u{255c}' | '\u{255e}' | '\u{255f}' | '\u{2561}'
        | '\u{2562}' | '\u{2564}' | '\u{2565}' | '\u{2567}' | '\u{2568}' | '\u{256a}' | '\u{256b}')
}

fn is_foreign(c: char) -> bool {
    kind(c) == Kind::Foreign
}

fn kind(c: char) -> Kind {
    match c {
        '\n' | '\r' => Kind::Break,
        '\0'..='\u{7f}' => Kind::Neutral,
        c if is_odd_sign(c) => Kind::OddSign,
        c if is_sign(c) => Kind::Sign,
        '\u{80}'..='\u{7ff}' => Kind::Foreign,
        _ => Kind::Wide,
    }
}

fn class(c: char) -> Class {
    match c {
        c if is_han(c) => Class::Han,
        '\u{3041}'..='\u{30ff}' => Class::Kana,
        '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' => {
            Class::Hangul
        }
        '\u{ff61}'..='\u{ff9f}' => Class::Narrow,
        '\u{3105}'..='\u{312f}' => Class::Bopomofo,
        '\u{370}'..='\u{52f}' => Class::Letter,
        c if is_private(c) || c == '\u{fffd}' => Class::Private,
        _ => Class::None,
    }
}

fn han_weight(c: char) -> i32 {
    let index = (c as usize).wrapping_sub(0x4e00);
    match HAN_WEIGHTS.get(index / 2) {
        Some(pair) => i32::from(pair >> (index % 2 * 4) & 15) - 4,
        None if matches!(c, '々' | '〇') => 0,
        None => 7,
    }
}

/// The weight of a character by itself.
fn weight(c: char, class: Class, before: Class, risen: bool) -> i32 {
    match class {
        Class::Han => han_weight(c),
        Class::Private => 5,
        Class::Bopomofo => 3,
        Class::Narrow => 2,
        Class::Kana | Class::Hangul | Class::Letter => 0,
        Class::None => match c {
            // A byte behind a rare character was lost or stood alone.
            '?' if risen && matches!(before, Class::Han | Class::Private) => 3,
            '\u{fe30}'..='\u{fe6b}' => 3,
            '€' => 2,
            _ => -1,
        },
    }
}

/// What a change from one class to another weighs.
fn change(before: Class, now: Class) -> i32 {
    use Class::{Han, Hangul, Kana, Letter, None};
    match (before, now) {
        _ if before == now => 0,
        (None, _) | (_, None) | (Han, Kana | Letter) | (Kana | Letter, Han) => 0,
        (Hangul, _) | (_, Hangul) => HANGUL_CHANGE,
        _ => CHANGE,
    }
}

/// The suspicious spans of a text, in order, without overlaps.
///
/// A span of letters is a run of ASCII, signs and foreign letters that holds a foreign letter or odd
/// sign with another one, or a sign, behind it; a single Han character between two of these is part
/// of it, and a private-use character or U+FFFD behind one, for bytes may be read as these. A span of wide
/// characters reaches from where the sum of weights leaves zero to where it was highest. Spans that
/// touch or overlap are one.
pub fn spans(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut foreign = Foreign::default();
    let mut wide = Wide::new();
    for (at, c) in text.char_indices() {
        let han = matches!(c, '\u{4e00}'..='\u{9fff}');
        if han && wide.sum == 0 && foreign.start.is_none() {
            // Most of Chinese text takes this way.
            let weight = han_weight(c) + change(wide.class, Class::Han);
            wide.class = Class::Han;
            wide.risen = weight > 0;
            if weight > 0 {
                wide.rise(weight, at, at + c.len_utf8());
            }
            continue;
        }
        let end = at + c.len_utf8();
        let mut kind = if han { Kind::Wide } else { kind(c) };
        if foreign.side_by_side > 0 {
            let between = || text[end..].chars().next().is_some_and(is_foreign);
            if is_private(c) || c == '\u{fffd}' || is_han(c) && between() {
                kind = Kind::Foreign;
            }
        }
        let next = || text[end..].chars().next();
        if matches!(c, '\u{2500}'..='\u{25a0}') && next().is_some_and(is_foreign) {
            kind = Kind::OddSign;
        }
        match kind {
            Kind::Break | Kind::Wide => foreign.close(at, &mut found),
            Kind::Neutral => foreign.neutral(at),
            Kind::Sign if foreign.side_by_side == 0 => foreign.neutral(at),
            Kind::Foreign | Kind::Sign | Kind::OddSign => foreign.take(at),
        }
        if matches!(c, 'Ã' | 'Â') && next() == Some(' ') {
            // A no-break space that became a plain one.
            foreign.take(at);
        }
        if kind == Kind::Break {
            wide.close(&mut found);
            continue;
        }
        wide.take(c, at, end, &mut found);
    }
    foreign.close(text.len(), &mut found);
    wide.close(&mut found);
    merged(found)
}

fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| span.start);
    let mut found: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match found.last_mut() {
            Some(last) if span.start <= last.end => {
                last.end = last.end.max(span.end);
                last.letters |= span.letters;
                last.wide |= span.wide;
            }
            _ => found.push(span),
        }
    }
    found
}

#[derive(Default)]
struct Foreign {
    start: Option<usize>,
    /// Foreign letters that stand side by side up to here, and the most of them so far.
    side_by_side: usize,
    most: usize,
}

impl Foreign {
    fn neutral(&mut self, at: usize) {
        self.start.get_or_insert(at);
        self.side_by_side = 0;
    }
    fn take(&mut self, at: usize) {
        self.start.get_or_insert(at);
        self.side_by_side += 1;
        self.most = self.most.max(self.side_by_side);
    }
    fn close(&mut self, end: usize, found: &mut Vec<Span>) {
        if let Some(start) = self.start.take() {
            if self.most >= 2 {
                found.push(Span {
                    start,
                    end,
                    letters: true,
                    wide: false,
                });
            }
            self.side_by_side = 0;
            self.most = 0;
        }
    }
}

struct Wide {
    sum: i32,
    most: i32,
    start: usize,
    /// Behind the character at which the sum was highest.
    end: usize,
    class: Class,
    /// Whether the character before weighs more than nothing.
    risen: bool,
}

impl Wide {
    fn new() -> Self {
        Self {
            sum: 0,
            most: 0,
            start: 0,
            end: 0,
            class: Class::None,
            risen: false,
        }
    }

    fn take(&mut self, c: char, at: usize, end: usize, found: &mut Vec<Span>) {
        let class = class(c);
        let weight = weight(c, class, self.class, self.risen);
        self.risen = weight > 0;
        let weight = weight + change(self.class, class);
        self.class = class;
        if self.sum + weight <= 0 {
            if self.sum > 0 {
                self.end_span(found);
            }
        } else {
            self.rise(weight, at, end);
        }
    }

    fn rise(&mut self, weight: i32, at: usize, end: usize) {
        if self.sum == 0 {
            self.start = at;
        }
        self.sum = (self.sum + weight).min(CEILING);
        if self.sum >= self.most {
            self.most = self.sum;
            self.end = end;
        }
    }

    fn end_span(&mut self, found: &mut Vec<Span>) {
        if self.most >= THRESHOLD {
            found.push(Span {
                start: self.start,
                end: self.end,
                letters: false,
                wide: true,
            });
        }
        self.sum = 0;
        self.most = 0;
    }

    fn close(&mut self, found: &mut Vec<Span>) {
        self.end_span(found);
        self.class = Class::None;
        self.risen = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_text_is_silent() {
        for text in [
            "第一条 为了保护著作权,制定本法。",
            "臺灣學術發展",
            "café naïve Ångström",
            "plain",
        ] {
            assert_eq!(spans(text), [], "{text}");
        }
    }

    #[test]
    fn spans_do_not_overlap() {
        let found = spans("魑 ÖÐ 魅?,魍 éé 魉 鐢€");
        assert!(
            found.windows(2).all(|pair| pair[0].end <= pair[1].start),
            "{found:?}"
        );
        assert!(found.len() >= 2);
    }

    #[test]
    fn mojibake_is_pointed_at() {
        assert_eq!(spans("ÖÐ¹ú¿ÆÑ§").len(), 1);
        assert_eq!(spans("前面的 鐢熶骇鍔涙按 后面").len(), 1);
        assert_eq!(spans("中国ä¸\u{ad}å\u{9b}½中国").len(), 1);
    }
}
