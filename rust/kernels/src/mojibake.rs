//! Finds what may be mojibake: spans whose characters hardly ever stand together in sound text.
//!
//! The kernel only points; whether a span is repaired is decided by decoding it and by the
//! language model. It errs on the side of pointing, and is silent on ordinary Chinese, English and
//! text of one other script.

use crate::scan::{is_han, is_private};

/// Bit `n` is set if U+4E00 + n is common in Chinese of either script;
/// `tools/build_language_model.py` writes it.
static COMMON_HAN: &[u8; 2624] = include_bytes!("common_han.bin");

/// A suspicious stretch, in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Made of Han characters (a wrong choice among Chinese encodings), not of Latin and other
    /// letters (bytes read as single characters).
    pub han: bool,
}

/// What a character is to this kernel.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Ends every span.
    Break,
    /// ASCII: stands in spans, is no evidence.
    Neutral,
    /// A sign of code page 1252 or Mac OS Roman: evidence behind a foreign letter.
    Sign,
    /// Marks and letters of Chinese, Japanese and other text: never part of a foreign span.
    Wide,
    CommonHan,
    RareHan,
    /// A character that single bytes or pairs of bytes of Chinese text are read as.
    Foreign,
}

/// Rare Han characters that make a span, and how many ordinary ones may stand between two of them.
const RARE: usize = 2;
const GAP: usize = 4;

fn is_common(c: char) -> bool {
    let index = (c as usize).wrapping_sub(0x4e00);
    COMMON_HAN
        .get(index / 8)
        .is_some_and(|byte| byte >> (index % 8) & 1 == 1)
}

/// Signs above U+009F of code page 1252 and Mac OS Roman.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{bf}' | '×' | '÷' | '\u{2013}'..='\u{203a}')
        || matches!(
            c,
            '⁄' | '€' | '™' | 'Ω' | '∂' | '∆' | '∏' | '∑' | '√' | '∞' | '∫' | '≈'
        )
        || matches!(
            c,
            '≠' | '≤' | '≥' | '◊' | '\u{f8ff}' | '\u{fb01}' | '\u{fb02}'
        )
}

fn is_foreign(c: char) -> bool {
    kind(c) == Kind::Foreign
}

fn kind(c: char) -> Kind {
    match c {
        '\n' | '\r' => Kind::Break,
        '\0'..='\u{7f}' => Kind::Neutral,
        c if is_sign(c) => Kind::Sign,
        '\u{80}'..='\u{7ff}' => Kind::Foreign,
        '\u{fffd}' => Kind::RareHan,
        c if is_private(c) => Kind::RareHan,
        c if is_han(c) => {
            if is_common(c) {
                Kind::CommonHan
            } else {
                Kind::RareHan
            }
        }
        _ => Kind::Wide,
    }
}

/// The suspicious spans of a text, in order, without overlaps.
///
/// A foreign span is a run of ASCII, signs and foreign letters that holds a foreign letter with
/// another one or a sign behind it; a single Han character between two of these is part of it, and a
/// private-use character behind one, for three bytes may be read as one. A Han span holds at least two rare characters, close to each
/// other.
pub fn spans(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut foreign = Foreign::default();
    let mut rare = Rare::default();
    for (at, c) in text.char_indices() {
        if matches!(c, '\u{4e00}'..='\u{9fff}') && is_common(c) && foreign.side_by_side == 0 {
            // Most of Chinese text takes this way.
            foreign.close(at, &mut found);
            rare.ordinary(&mut found);
            continue;
        }
        let end = at + c.len_utf8();
        let mut kind = kind(c);
        if foreign.side_by_side > 0 {
            let between = || text[end..].chars().next().is_some_and(is_foreign);
            let han = matches!(kind, Kind::CommonHan | Kind::RareHan);
            if is_private(c) || han && between() {
                kind = Kind::Foreign;
            }
        }
        match kind {
            Kind::Break => {
                foreign.close(at, &mut found);
                rare.close(&mut found);
            }
            Kind::Neutral | Kind::Sign
                if rare.count > 0 && rare.gap == 0 && matches!(c, '?' | '€') =>
            {
                // A byte behind a rare character was lost or stood alone.
                foreign.close(at, &mut found);
                rare.take(at, end);
            }
            Kind::Neutral => {
                foreign.neutral(at);
                rare.ordinary(&mut found);
            }
            Kind::Sign if foreign.side_by_side == 0 => {
                foreign.neutral(at);
                rare.ordinary(&mut found);
            }
            Kind::Foreign | Kind::Sign => {
                rare.close(&mut found);
                foreign.take(at);
            }
            Kind::Wide | Kind::CommonHan => {
                foreign.close(at, &mut found);
                rare.ordinary(&mut found);
            }
            Kind::RareHan => {
                foreign.close(at, &mut found);
                rare.take(at, end);
            }
        }
    }
    foreign.close(text.len(), &mut found);
    rare.close(&mut found);
    found.sort_unstable_by_key(|span| span.start);
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
                    han: false,
                });
            }
            self.side_by_side = 0;
            self.most = 0;
        }
    }
}

#[derive(Default)]
struct Rare {
    start: usize,
    end: usize,
    count: usize,
    gap: usize,
}

impl Rare {
    fn ordinary(&mut self, found: &mut Vec<Span>) {
        if self.count > 0 {
            self.gap += 1;
            if self.gap > GAP {
                self.close(found);
            }
        }
    }
    fn take(&mut self, start: usize, end: usize) {
        if self.count == 0 {
            self.start = start;
        }
        self.end = end;
        self.count += 1;
        self.gap = 0;
    }
    fn close(&mut self, found: &mut Vec<Span>) {
        if self.count >= RARE {
            found.push(Span {
                start: self.start,
                end: self.end,
                han: true,
            });
        }
        *self = Self::default();
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
