//! A page whose GBK bytes may be shifted: its tokens, and what its glosses say about bytes.

use rustc_hash::FxHashMap;

/// Letters of pinyin with their tones, beside a to z.
const TONED: &str = "āáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ";
/// Letters of the longest pinyin.
const LONGEST: usize = 6;
/// Tokens that one search looks at: a run of 20 and a second one behind it.
const REACH: usize = 44;
/// Characters of a long sentence.
const SENTENCE: usize = 200;
/// Characters of the next line that are looked at: they tell how a line ended.
const NEXT_LINE: usize = 8;

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A character.
    Char(char),
    /// A `?`.
    Query,
    /// A gloss, with its pinyin.
    Gloss(String),
    /// A gloss whose opening bracket a `?` swallowed, with its pinyin.
    Swallowed(String),
}

/// A piece of the damaged text that the decoder gave at one go. Offsets are code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// What holds for the whole document.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The text, as found.
    pub chars: Vec<char>,
    /// Whether full-width marks were folded.
    pub folded: bool,
    /// Whether blank lines part its paragraphs.
    pub spaced: bool,
    /// Whether private-use characters may have been dropped.
    pub hidden: bool,
    /// For each pinyin the codes of the characters that it may stand behind, and what each costs.
    pub codes: FxHashMap<String, Vec<([u8; 2], f32)>>,
    /// What it costs that a character which the page glosses stands without its gloss.
    pub bare: FxHashMap<[u8; 2], f32>,
    /// Codes of characters that the page shows otherwise than its bytes said.
    pub forms: FxHashMap<char, Vec<[u8; 2]>>,
}

/// Whether a character is one of the marks at which a page may be cut, or may look like one.
pub fn is_mark(c: char) -> bool {
    matches!(
        c,
        '!' | '?' | ',' | ';' | ':' | '.' | '、' | '。' | '，' | '！' | '？' | '；' | '：'
    )
}

fn is_letter(c: char) -> bool {
    c.is_ascii_lowercase() || (!c.is_ascii() && TONED.contains(c))
}

impl Page {
    /// The end of `( xué )` from behind its bracket on, and the pinyin.
    fn pinyin(&self, mut at: usize) -> Option<(usize, String)> {
        let end = self.chars.len().min(at + LONGEST);
        let letters: String = self.chars[at.min(end)..end]
            .iter()
            .take_while(|&&c| is_letter(c))
            .collect();
        at += letters.chars().count();
        if letters.is_empty() {
            return None;
        }
        if self.chars.get(at) == Some(&' ') {
            at += 1;
        }
        matches!(self.chars.get(at), Some(')' | '）')).then_some((at + 1, letters))
    }

    fn token(&self, start: usize, c: char) -> Token {
        let found = match c {
            '?' => self
                .pinyin(start + 1)
                .map(|(end, pinyin)| (end, Kind::Swallowed(pinyin))),
            '(' | '（' => {
                let blank = usize::from(self.chars.get(start + 1) == Some(&' '));
                self.pinyin(start + 1 + blank)
                    .map(|(end, pinyin)| (end, Kind::Gloss(pinyin)))
            }
            _ => None,
        };
        let kind = if c == '?' { Kind::Query } else { Kind::Char(c) };
        let (end, kind) = found.unwrap_or((start + 1, kind));
        Token { kind, start, end }
    }

    /// The tokens from `start` on, to the beginning of the next line.
    pub fn tokens(&self, start: usize) -> Vec<Token> {
        let mut found: Vec<Token> = Vec::with_capacity(REACH);
        let mut at = start;
        let mut stop = usize::MAX;
        while let Some(&c) = self.chars.get(at) {
            if found.len() == REACH || at >= stop {
                break;
            }
            let token = self.token(at, c);
            at = token.end;
            if c == '\n' && stop == usize::MAX {
                stop = at + NEXT_LINE;
            }
            found.push(token);
        }
        found
    }

    /// Whether the last byte of a character of the text may have been `byte`: ASCII may be folded.
    pub fn may_be(&self, last: u8, byte: u8) -> bool {
        last == byte || self.folded && (0x21..0x7f).contains(&last) && last + 0x80 == byte
    }

    /// What stands before a place on its line, as far as a sentence may reach.
    pub fn line_before(&self, at: usize) -> &[char] {
        let before = self
            .chars
            .get(at.saturating_sub(SENTENCE)..at)
            .unwrap_or(&[]);
        let from = before.iter().rposition(|&c| c == '\n').map_or(0, |n| n + 1);
        &before[from..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(Kind, usize)> {
        let page = Page {
            chars: text.chars().collect(),
            ..Page::default()
        };
        let found = page.tokens(0);
        found.into_iter().map(|t| (t.kind, t.end)).collect()
    }

    #[test]
    fn glosses_are_one_token() {
        assert_eq!(
            tokens("?xué)W(huì )?(a"),
            vec![
                (Kind::Swallowed("xué".into()), 5),
                (Kind::Char('W'), 6),
                (Kind::Gloss("huì".into()), 12),
                (Kind::Query, 13),
                (Kind::Char('('), 14),
                (Kind::Char('a'), 15),
            ]
        );
    }

    #[test]
    fn the_next_line_is_seen_in_part() {
        let found = tokens("?，a\n一二三四五六七八九十");
        assert_eq!(found.len(), 4 + NEXT_LINE);
    }
}
