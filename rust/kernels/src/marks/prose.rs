//! What is prose and what is code, data, an address or a formula, for rules outside of this room.

use super::class::{is_kana_or_hangul, is_other_language};
use super::lines::Lines;
use super::patterns;
use crate::scan::is_han;

/// A line of Chinese prose.
pub struct Prose<'t> {
    /// Byte of the text at which the line starts.
    pub start: usize,
    text: &'t str,
    /// Bytes of the line that must not change: code, addresses, formulas.
    kept: Vec<(usize, usize)>,
}

impl Prose<'_> {
    /// The characters of the line: byte, character, and whether it must not change.
    pub fn chars(&self) -> impl Iterator<Item = (usize, char, bool)> + '_ {
        let mut parts = self.kept.iter().peekable();
        self.text.char_indices().map(move |(at, c)| {
            while parts.next_if(|&&(_, end)| end <= at).is_some() {}
            let kept = parts.peek().is_some_and(|&&(start, _)| start <= at);
            (at, c, kept)
        })
    }
}

/// Calls `take` with each line of Chinese prose that holds anything but Han characters and marks.
/// Texts of other languages have none.
pub fn prose_lines(text: &str, mut take: impl FnMut(&Prose<'_>)) {
    if is_other_language(text) {
        return;
    }
    let mut lines = Lines::new(text);
    // ASCII, or the first byte of a character of two bytes: accented letters lie in 0080 to 07FF.
    let other = |byte: &u8| byte.is_ascii() || matches!(byte, 0xc2..=0xdf);
    let wanted = |line: &[u8]| line.iter().any(other) && !line.is_ascii();
    while let Some((start, line)) = lines.next_where(wanted) {
        let (mut han, mut kana) = (0, 0);
        for c in line.chars() {
            han += usize::from(is_han(c));
            kana += usize::from(is_kana_or_hangul(c));
        }
        if han == 0 || kana * 10 > han || patterns::is_code(line) {
            continue;
        }
        let mut kept = Vec::new();
        patterns::protected(line, |start, end| kept.push((start, end)));
        take(&Prose {
            start,
            text: line,
            kept,
        });
    }
}

/// Where a place stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Standing {
    /// In prose or a plain row of a table.
    Free,
    /// In a line that looks like code as a whole; rows of Markdown tables do, too.
    CodeLine,
    /// In a fenced block, a comment, front matter, comma-separated values, an address, a formula.
    Kept,
}

/// Where each of the places stands; places are code points in ascending order.
pub fn standings(text: &str, places: &[usize]) -> Vec<Standing> {
    let mut found = vec![Standing::Kept; places.len()];
    let mut lines = Lines::new(text);
    let mut next = 0;
    // The code point and the byte that were counted up to.
    let (mut char, mut byte) = (0, 0);
    while next < places.len() {
        let Some((start, line)) = lines.next_where(|_| true) else {
            break;
        };
        char += crate::edits::count_chars(&text[byte..start]);
        byte = start;
        while next < places.len() && places[next] < char {
            next += 1; // in a line that was passed over
        }
        let mut kept: Option<Vec<(usize, usize)>> = None;
        let mut code = false;
        let (mut at, mut within) = (char, line.char_indices());
        while next < places.len() {
            let skipped = places[next] - at;
            let Some((offset, _)) = within.nth(skipped) else {
                break;
            };
            at = places[next] + 1;
            let parts = kept.get_or_insert_with(|| {
                let mut parts = Vec::new();
                code = patterns::is_code(line);
                patterns::protected(line, |start, end| parts.push((start, end)));
                parts
            });
            found[next] = if parts.iter().any(|&(s, e)| s <= offset && offset < e) {
                Standing::Kept
            } else if code {
                Standing::CodeLine
            } else {
                Standing::Free
            };
            next += 1;
            while next < places.len() && places[next] < at {
                found[next] = found[next - 1];
                next += 1;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_judged_by_their_line_and_part() {
        let text = "共1 116个\n```\n1 116\n```\n| 1 116 |\n见 http://a.cn/1,116 吧";
        let places: Vec<usize> = text
            .chars()
            .enumerate()
            .filter(|&(_, c)| c == '6')
            .map(|(at, _)| at)
            .collect();
        assert_eq!(
            standings(text, &places),
            [
                Standing::Free,
                Standing::Kept,
                Standing::CodeLine,
                Standing::Kept
            ]
        );
        assert_eq!(standings(text, &[0, 0, 1]).len(), 3);
        assert!(standings("", &[]).is_empty());
    }
}
