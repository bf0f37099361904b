//! What looks wrong with quotation marks but is not certain enough to be changed.

use super::class::{is_blank, is_clause};
use crate::scan::is_han;

/// Lines within which a closer may belong to an opener: quotations of several paragraphs.
const PARAGRAPHS: usize = 50;
/// Longest word, in characters, that may have lost its quotation marks.
const WORD: usize = 12;

/// Positions are code points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doubts {
    /// `“` without a `”` in its line or the lines behind.
    pub unclosed: Vec<usize>,
    /// Words with a blank on either side in the middle of a clause, the blanks included.
    pub set_off: Vec<(usize, usize)>,
}

/// Finds quotation marks that never close, and words that stand between blanks as if quotation
/// marks had been lost there. `tests/twins/punctuation.py` has the slow twin.
pub fn doubts(text: &str) -> Doubts {
    let mut found = Doubts::default();
    let mut open: Vec<Opener> = Vec::new();
    let mut start = 0;
    for (number, line) in text.split('\n').enumerate() {
        let mut stack = Vec::new();
        let mut length = 0;
        let mut set_off = SetOff::default();
        // Each paragraph of a long quotation opens it again, the last one closes it.
        let bare = line.trim_start_matches(is_blank);
        if bare.starts_with('“') {
            open.retain(|opener| !opener.fresh);
        } else if !bare.trim_end_matches('\r').is_empty() {
            for opener in &mut open {
                opener.fresh = false;
            }
        }
        for c in line.chars() {
            match c {
                '“' => stack.push(start + length),
                '”' if stack.pop().is_none() => {
                    open.retain(|opener| opener.line + PARAGRAPHS < number);
                }
                _ => {}
            }
            set_off.take(c, start + length);
            length += 1;
        }
        open.extend(stack.into_iter().map(|at| Opener {
            at,
            line: number,
            fresh: true,
        }));
        found.set_off.extend(set_off.finish());
        start += length + 1;
    }
    found
        .unclosed
        .extend(open.into_iter().map(|opener| opener.at));
    found.unclosed.sort_unstable();
    found
}

/// A quotation mark that waits for its closer.
struct Opener {
    at: usize,
    line: usize,
    /// No other paragraph has come yet.
    fresh: bool,
}

/// Reads a line clause by clause: a clause with two single blanks between Han characters, a word
/// between them, is noted. More or other blanks make it a list or layout.
#[derive(Default)]
struct SetOff {
    found: Vec<(usize, usize)>,
    blanks: Vec<usize>,
    previous: Option<char>,
    /// A blank that does not stand between two Han characters.
    spoilt: bool,
    stop: bool,
}

impl SetOff {
    fn take(&mut self, c: char, at: usize) {
        let behind_blank = self.blanks.last().is_some_and(|&blank| blank + 1 == at);
        if behind_blank && !is_han(c) {
            self.spoilt = true;
        }
        if is_clause(c) || matches!(c, '?' | '!' | '？' | '！') {
            self.clause();
            self.stop |= matches!(c, '。' | '.' | '！' | '!' | '？' | '?' | '，' | ',');
        } else if c == ' ' {
            self.spoilt |= !self.previous.is_some_and(is_han);
            self.blanks.push(at);
        } else if is_blank(c) || c == '\t' {
            self.spoilt = true;
        }
        self.previous = Some(c);
    }

    fn clause(&mut self) {
        if let (false, &[a, b]) = (self.spoilt, self.blanks.as_slice()) {
            if (3..=WORD + 1).contains(&(b - a)) {
                self.found.push((a, b + 1));
            }
        }
        self.blanks.clear();
        self.spoilt = false;
    }

    /// What the line has, if it is running text.
    fn finish(mut self) -> Vec<(usize, usize)> {
        self.blanks.clear();
        if self.stop {
            self.found
        } else {
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opener_without_closer() {
        assert_eq!(doubts("好“铜陵市成立。\n再“好”。").unclosed, [1]);
        assert!(doubts("“第一段。\n“第二段。”").unclosed.is_empty());
    }

    #[test]
    fn a_word_between_blanks() {
        assert_eq!(doubts("积极推进 三长 进科协。").set_off, [(4, 8)]);
        assert!(doubts("张三 李四 王五").set_off.is_empty());
        assert!(doubts("开展 草原行 内蒙古行 系列活动。").set_off.is_empty());
    }
}
