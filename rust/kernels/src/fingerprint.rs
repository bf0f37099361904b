//! The fingerprint view: what a text says, for comparison only.
//!
//! Script is folded to simplified (by a table of single characters that the caller hands over),
//! full-width ASCII and letter case are folded, marks and blanks are dropped. Each Han character
//! is a token; each run of other letters or digits is a token. A blank or a mark ends such a run,
//! an invisible character does not. The view is never written into a text.

use std::cmp::Ordering;
use std::collections::VecDeque;

use crate::scan::{is_han, is_invisible, is_odd_blank};

/// Odd multiplier of the 64-bit hashes here: the golden ratio, as in Fibonacci hashing.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// Base of the polynomial that rolls over tokens; odd, so that no token is lost.
const BASE: u64 = 0xd134_2543_de82_ef95;

/// Maps single Han characters to their simplified form.
///
/// Characters above the basic plane are few; they stand sorted beside the dense table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folding {
    /// For each character from U+3400 to U+9FFF its fold, or empty where nothing is folded.
    dense: Vec<u32>,
    rest: Vec<(u32, u32)>,
}

const DENSE_START: u32 = 0x3400;
const DENSE_END: u32 = 0xa000;

impl Folding {
    /// The folding of a table in the form of the `OpenCC` dictionaries: a line is a character, a
    /// tab, its forms separated by blanks, of which the first counts. Other lines say nothing:
    /// phrases, comments and characters mapped to several characters are left out.
    pub fn from_table(table: &str) -> Self {
        let mut dense = Vec::new();
        let mut rest = Vec::new();
        for line in table.lines() {
            let Some((key, values)) = line.split_once('\t') else {
                continue;
            };
            let value = values.split(' ').next().unwrap_or_default();
            let (Some(from), Some(to)) = (single(key), single(value)) else {
                continue;
            };
            if (DENSE_START..DENSE_END).contains(&from) {
                if dense.is_empty() {
                    dense = (DENSE_START..DENSE_END).collect();
                }
                dense[(from - DENSE_START) as usize] = to;
            } else {
                rest.push((from, to));
            }
        }
        rest.sort_unstable();
        Self { dense, rest }
    }

    /// The code point that stands for a Han character in the view.
    #[inline]
    pub fn fold(&self, c: char) -> u32 {
        let code = c as u32;
        if let Some(&folded) = self.dense.get(code.wrapping_sub(DENSE_START) as usize) {
            return folded;
        }
        if code < DENSE_END || self.rest.is_empty() {
            return code;
        }
        self.rest
            .binary_search_by_key(&code, |pair| pair.0)
            .map_or(code, |at| self.rest[at].1)
    }
}

fn single(piece: &str) -> Option<u32> {
    let mut chars = piece.chars();
    let first = chars.next()?;
    (chars.next().is_none() && is_han(first)).then_some(first as u32)
}

/// One token of the view. Positions are bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// 64-bit hash of what the view shows; injective for Han characters.
    pub hash: u64,
    /// Whether it is a Han character.
    pub han: bool,
}

/// The tokens of a text, one after the other.
pub fn tokens<'a>(text: &'a str, folding: &'a Folding) -> Tokens<'a> {
    Tokens {
        folding,
        chars: text.char_indices(),
        pending: None,
        len: text.len(),
    }
}

/// Iterator of [`tokens`].
pub struct Tokens<'a> {
    folding: &'a Folding,
    chars: std::str::CharIndices<'a>,
    pending: Option<(usize, char)>,
    len: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        let mut next = self.pending.take().or_else(|| self.chars.next());
        while let Some((start, c)) = next {
            if is_han(c) {
                return Some(Token {
                    start,
                    end: start + c.len_utf8(),
                    hash: mix(u64::from(self.folding.fold(c))),
                    han: true,
                });
            }
            if let Some(first) = letter(c) {
                return Some(self.word(start, c, first));
            }
            next = self.chars.next();
        }
        None
    }
}

impl Tokens<'_> {
    fn word(&mut self, start: usize, c: char, first: u32) -> Token {
        // Above all code points, so that a word is never taken for a Han character.
        let mut hash = mix(u64::from(first) + (1 << 32));
        let mut end = start + c.len_utf8();
        for (at, c) in self.chars.by_ref() {
            if is_han(c) {
                self.pending = Some((at, c));
                break;
            }
            if let Some(folded) = letter(c) {
                hash = mix(hash ^ u64::from(folded));
                end = at + c.len_utf8();
            } else if !is_invisible(c) && !is_combining(c) {
                break;
            }
        }
        debug_assert!(end <= self.len);
        Token {
            start,
            end,
            hash,
            han: false,
        }
    }
}

/// The folded form of a letter or digit that is not Han; `None` for marks and blanks.
#[inline]
pub fn letter(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c
            .is_ascii_alphanumeric()
            .then(|| u32::from(c.to_ascii_lowercase()));
    }
    let code = c as u32;
    // Marks and blanks that Chinese text is full of, before the slow question.
    if (0x2000..0x2070).contains(&code) || (0x3001..=0x3003).contains(&code) {
        return None;
    }
    if (0xff01..=0xff5e).contains(&code) {
        return letter(char::from_u32(code - 0xfee0)?);
    }
    if !c.is_alphanumeric() || is_odd_blank(c) {
        return None;
    }
    c.to_lowercase().next().map(u32::from)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Scrambles 64 bits; injective (the finaliser of `SplitMix64`).
#[inline]
pub fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(GOLDEN);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The text of a token as the view shows it.
pub fn shown(text: &str, token: &Token, folding: &Folding) -> String {
    text[token.start..token.end]
        .chars()
        .filter_map(|c| {
            let code = if is_han(c) {
                Some(folding.fold(c))
            } else {
                letter(c)
            };
            code.and_then(char::from_u32)
        })
        .collect()
}

/// Hashes of the runs of `size` tokens that start at each token; a text of fewer tokens has one,
/// of all its tokens, and a text without tokens none.
///
/// A run's hash is a polynomial in the hashes of its tokens modulo 2⁶⁴, so that each follows from
/// the last (Karp and Rabin 1987), scrambled at the end.
pub fn shingles(text: &str, folding: &Folding, size: usize) -> Vec<u64> {
    let size = size.max(1);
    // Most of a Chinese text is characters of three bytes, and each of them is a token.
    let mut found = Vec::with_capacity(text.len() / 3 + 1);
    let mut last = VecDeque::with_capacity(size);
    let oldest = (1..size).fold(1, |power: u64, _| power.wrapping_mul(BASE));
    let mut rolling = 0_u64;
    for token in tokens(text, folding) {
        if last.len() == size {
            let first: u64 = last.pop_front().unwrap_or_default();
            rolling = rolling.wrapping_sub(first.wrapping_mul(oldest));
        }
        rolling = rolling.wrapping_mul(BASE).wrapping_add(token.hash);
        last.push_back(token.hash);
        if last.len() == size {
            found.push(mix(rolling));
        }
    }
    if found.is_empty() && !last.is_empty() {
        found.push(mix(rolling));
    }
    found
}

/// The shingles of a text as a set: sorted, each once.
pub fn shingle_set(text: &str, folding: &Folding, size: usize) -> Vec<u64> {
    let mut found = shingles(text, folding, size);
    found.sort_unstable();
    found.dedup();
    found
}

/// How many members two sorted sets have in common.
fn in_common(left: &[u64], right: &[u64]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < left.len() && j < right.len() {
        match left[i].cmp(&right[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    common
}

/// Jaccard similarity of the shingle sets of two texts: 1 for equal views, 0 for disjoint ones.
/// Two texts without tokens are alike only if they are the same.
pub fn jaccard(a: &str, b: &str, folding: &Folding, size: usize) -> f64 {
    let (left, right) = (shingle_set(a, folding, size), shingle_set(b, folding, size));
    if left.is_empty() && right.is_empty() {
        return f64::from(u8::from(a == b));
    }
    let common = in_common(&left, &right);
    common as f64 / (left.len() + right.len() - common) as f64
}

/// The share of the shingles of `part` that `whole` has too. A text without tokens is contained
/// only in one that is the same.
pub fn containment(part: &str, whole: &str, folding: &Folding, size: usize) -> f64 {
    // A part shorter than a shingle is compared whole, so its length is the length to look for.
    let size = tokens(part, folding).take(size).count().max(1);
    let (left, right) = (
        shingle_set(part, folding, size),
        shingle_set(whole, folding, size),
    );
    if left.is_empty() {
        return f64::from(u8::from(part == whole));
    }
    in_common(&left, &right) as f64 / left.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(text: &str) -> Vec<String> {
        let folding = Folding::from_table("學\t学\n乾\t干 乾\n# 注\n頭髮\t头发\n");
        tokens(text, &folding)
            .map(|token| shown(text, &token, &folding))
            .collect()
    }

    #[test]
    fn script_width_and_case_are_folded() {
        assert_eq!(view("科學（ＡBc）１2，乾"), ["科", "学", "abc", "12", "干"]);
    }

    #[test]
    fn invisible_characters_do_not_end_a_word_and_blanks_do() {
        assert_eq!(view("a\u{200b}b c\u{301}d"), ["ab", "cd"]);
    }

    #[test]
    fn short_texts_are_compared_whole() {
        let none = Folding::default();
        assert_eq!(shingles("科技", &none, 5).len(), 1);
        assert!((jaccard("科技。", "科 技", &none, 5) - 1.0).abs() < 1e-12);
        assert!(jaccard("……", "。", &none, 5) < 0.5);
    }
}
