//! What looks wrong with quotation marks but is not certain enough to be changed.

use memchr::{memchr, memchr_iter, memmem};

use super::class::{is_blank, is_clause};
use super::spread::spread;
use super::{Rules, NAMES};
use crate::scan::is_han;

/// Lines within which a closer may belong to an opener: quotations of several paragraphs.
const PARAGRAPHS: usize = 50;
/// Longest word, in characters, that may have lost its quotation marks.
const WORD: usize = 12;

/// Positions are code points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doubts {
    /// `“` without a `”`, `「` without a `」`, `『` without a `』` in its line or the lines behind;
    /// a straight mark that opens and that nothing closes.
    pub unclosed: Vec<usize>,
    /// Words with a blank on either side in the middle of a clause, the blanks included.
    pub set_off: Vec<(usize, usize)>,
}

/// Finds quotation marks that never close, and words that stand between blanks as if quotation
/// marks had been lost there. `tests/twins/punctuation.py` has the slow twin.
pub fn doubts(text: &str) -> Doubts {
    let mut bytes = Vec::new();
    for (opener, closer) in [("“", "”"), ("「", "」"), ("『", "』")] {
        unclosed(text, opener, closer, &mut bytes);
    }
    if memchr(b'"', text.as_bytes()).is_some() || text.contains('＂') {
        bytes.extend(spread(text, Rules::named(NAMES)).unclosed);
    }
    bytes.sort_unstable();
    Doubts {
        unclosed: places(text, bytes.into_iter()),
        set_off: set_off(text),
    }
}

/// Bytes in order as code points.
fn places(text: &str, bytes: impl Iterator<Item = usize>) -> Vec<usize> {
    let (mut byte, mut at) = (0, 0);
    let place = |target| {
        at += text[byte..target].chars().count();
        byte = target;
        at
    };
    bytes.map(place).collect()
}

/// The lines of a text, with the byte at which each starts.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let end = memchr(b'\n', &text.as_bytes()[start..]).map(|length| start + length);
        next = end.map(|end| end + 1);
        Some((start, &text[start..end.unwrap_or(text.len())]))
    })
}

/// Adds the bytes at which openers stand that nothing closes.
fn unclosed(text: &str, opener: &str, closer: &str, found: &mut Vec<usize>) {
    let (openers, closers) = (memmem::Finder::new(opener), memmem::Finder::new(closer));
    if openers.find(text.as_bytes()).is_none() {
        return;
    }
    let mut open = Open::default();
    let mut before = None;
    for (number, (start, line)) in lines(text).enumerate() {
        let bare = line.trim_start_matches(is_blank);
        let reopens = bare.starts_with(opener);
        let indent = line.len() - bare.len();
        let mut stack = Vec::new();
        let mut ends = closers.find_iter(line.as_bytes()).peekable();
        let mut close = |stack: &mut Vec<usize>, until: usize| {
            while ends.next_if(|&at| at < until).is_some() {
                if stack.pop().is_none() {
                    open.close_near(number);
                }
            }
        };
        for at in openers.find_iter(line.as_bytes()) {
            close(&mut stack, at);
            stack.push(at);
        }
        close(&mut stack, line.len());
        // Each paragraph of a long quotation opens it again, the last one closes it.
        let mut chain = number;
        if let (true, Some(first)) = (reopens, before) {
            if stack.first() == Some(&indent) {
                chain = first;
            } else {
                open.close_chain(first);
            }
        }
        if !bare.trim_end_matches('\r').is_empty() {
            before = (!stack.is_empty()).then_some(chain);
        }
        open.0.extend(stack.into_iter().map(|at| Opener {
            at: start + at,
            line: number,
            chain,
        }));
    }
    found.extend(open.0.into_iter().map(|opener| opener.at));
}

/// Words between two blanks in a clause.
fn set_off(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut byte, mut counted) = (0, 0);
    for (start, line) in lines(text) {
        // Two blanks between characters of three or four bytes.
        let bytes = line.as_bytes();
        let wide = |&at: &usize| {
            at > 0 && bytes[at - 1] >= 0x80 && bytes.get(at + 1).is_some_and(|&b| b >= 0xe3)
        };
        if memchr_iter(b' ', bytes).filter(wide).nth(1).is_none() {
            continue;
        }
        counted += text[byte..start].chars().count();
        byte = start;
        let mut clauses = SetOff::default();
        for (column, c) in line.chars().enumerate() {
            clauses.take(c, counted + column);
        }
        found.extend(clauses.finish());
    }
    found
}

/// A quotation mark that waits for its closer.
struct Opener {
    at: usize,
    line: usize,
    /// The first line of its quotation, of which each paragraph opens it again.
    chain: usize,
}

/// The quotation marks that wait, in order; those of one quotation stand side by side. Closing
/// takes them off the end, so that all closing together takes no longer than opening did.
#[derive(Default)]
struct Open(Vec<Opener>);

impl Open {
    /// A closer without an opener in its line: all quotations near enough may be what it closes.
    fn close_near(&mut self, line: usize) {
        let near = self
            .0
            .partition_point(|opener| opener.line + PARAGRAPHS < line);
        if let Some(opener) = self.0.get(near) {
            let chain = opener.chain;
            self.0.truncate(near);
            self.close_chain(chain);
        }
    }

    /// Closes a quotation in all its paragraphs, if it is the last.
    fn close_chain(&mut self, chain: usize) {
        while self.0.last().is_some_and(|opener| opener.chain == chain) {
            self.0.pop();
        }
    }
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
        assert!(doubts("“第一段。\n“第二段。\n“第三段。”")
            .unclosed
            .is_empty());
        assert_eq!(doubts("“第一段。\n“第二段。\n第三段。").unclosed, [0, 6]);
    }

    #[test]
    fn a_word_between_blanks() {
        assert_eq!(doubts("积极推进 三长 进科协。").set_off, [(4, 8)]);
        assert!(doubts("张三 李四 王五").set_off.is_empty());
        assert!(doubts("开展 草原行 内蒙古行 系列活动。").set_off.is_empty());
    }
}
