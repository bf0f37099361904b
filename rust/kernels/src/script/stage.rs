//! One walk over a text with a matcher.

use crate::error::Result;
use crate::script::entry::decode;
use crate::script::matcher::Matcher;
use crate::script::trie::Trie;

/// An ideographic description sequence is taken for one only up to this depth and length.
const SEQUENCE_DEPTH: usize = 16; // OpenCC src/UTF8Util.hpp, kMaxIDSDepth
const SEQUENCE_CHARS: usize = 64; // the same, kMaxIDSCodePoints

/// Takes the matches of a walk, in order; spans are bytes of the text that is walked over.
pub(crate) trait Sink {
    fn replace(&mut self, start: usize, end: usize, value: &str, tag: u8) -> Result<()>;
}

/// One conversion of a chain.
#[derive(Debug)]
pub(crate) enum Stage {
    /// `OpenCC`: at each position the match, else one character further.
    LeftToRight(Matcher),
    /// opencc-python: dictionary by dictionary, the longest keys of the whole text first.
    LongestFirst(Vec<Trie>),
}

impl Stage {
    /// Hands all matches in bytes `from..to` to `sink`.
    pub(crate) fn run(
        &self,
        text: &str,
        from: usize,
        to: usize,
        sink: &mut impl Sink,
    ) -> Result<()> {
        match self {
            Self::LeftToRight(matcher) => left_to_right(matcher, text, from, to, sink),
            Self::LongestFirst(tries) => longest_first(tries, text, from, to, sink),
        }
    }
}

fn left_to_right(
    matcher: &Matcher,
    text: &str,
    from: usize,
    to: usize,
    sink: &mut impl Sink,
) -> Result<()> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < to {
        let (c, after) = decode(bytes, at);
        if matcher.may_start(c) {
            if let Some(found) = matcher.longest(bytes, c, after, to) {
                sink.replace(at, found.end, found.value, found.tag)?;
                at = found.end;
                continue;
            }
        }
        at = match arity(c) {
            0 => after,
            _ => sequence_end(bytes, at, to).unwrap_or(after),
        };
    }
    Ok(())
}

/// The ends of the segments of forward maximum matching: each match is a segment, and so is each
/// run without one.
pub(crate) fn segment(matcher: &Matcher, text: &str) -> Vec<usize> {
    struct Ends(Vec<usize>);
    impl Sink for Ends {
        fn replace(&mut self, start: usize, end: usize, _: &str, _: u8) -> Result<()> {
            if self.0.last().copied().unwrap_or(0) < start {
                self.0.push(start);
            }
            self.0.push(end);
            Ok(())
        }
    }
    let mut ends = Ends(Vec::new());
    // Collecting ends cannot fail.
    let _ = left_to_right(matcher, text, 0, text.len(), &mut ends);
    if ends.0.last().copied().unwrap_or(0) < text.len() {
        ends.0.push(text.len());
    }
    ends.0
}

/// How many operands an ideographic description character takes; 0 for every other character.
#[inline]
pub(crate) fn arity(c: u32) -> usize {
    match c {
        0x2ff2 | 0x2ff3 => 3,
        0x2ffe | 0x2fff => 1,
        0x2ff0..=0x2ffd => 2,
        _ => 0,
    }
}

/// Where a complete ideographic description sequence ends that starts at `at`. Its parts are not
/// converted, since they draw one character.
fn sequence_end(bytes: &[u8], at: usize, to: usize) -> Option<usize> {
    fn operand(
        bytes: &[u8],
        at: usize,
        to: usize,
        depth: usize,
        chars: &mut usize,
    ) -> Option<usize> {
        if at >= to || depth == 0 || *chars >= SEQUENCE_CHARS {
            return None;
        }
        *chars += 1;
        let (c, mut end) = decode(bytes, at);
        for _ in 0..arity(c) {
            end = operand(bytes, end, to, depth - 1, chars)?;
        }
        Some(end)
    }
    operand(bytes, at, to, SEQUENCE_DEPTH, &mut 0)
}

/// opencc-python converts the pieces between these and leaves them as they are.
fn separates(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{1c}'..='\u{1f}')
        || "-,.?!*，。、；：？！…“”‘’『』「」﹁﹂—－（）《》〈〉～．／＼︒︑︔︓︿﹀︹︺︙︐［﹇］﹈︕︖︰︳︴︽︾︵︶｛︷｝︸﹃﹄【︻】︼"
            .contains(c)
}

fn longest_first(
    tries: &[Trie],
    text: &str,
    from: usize,
    to: usize,
    sink: &mut impl Sink,
) -> Result<()> {
    let mut start = from;
    let mut matches = Vec::new();
    for (offset, c) in text[from..to].char_indices() {
        if separates(c) {
            piece(tries, text, start, from + offset, &mut matches);
            start = from + offset + c.len_utf8();
        }
    }
    piece(tries, text, start, to, &mut matches);
    for (start, end, trie, value) in matches {
        let (value, tag) = tries[trie].value(value);
        sink.replace(start, end, value, tag)?;
    }
    Ok(())
}

/// Appends the matches `(start, end, trie, value)` of one piece, in order.
fn piece(
    tries: &[Trie],
    text: &str,
    from: usize,
    to: usize,
    matches: &mut Vec<(usize, usize, usize, u32)>,
) {
    let bytes = text.as_bytes();
    let first = matches.len();
    let mut taken = vec![false; to.saturating_sub(from)];
    for (number, trie) in tries.iter().enumerate() {
        // (characters, start, end, value) of every key anywhere in the piece
        let mut keys = Vec::new();
        for (offset, _) in text[from..to].char_indices() {
            let at = from + offset;
            let (c, after) = decode(bytes, at);
            let limit = to;
            trie.each(bytes, c, after, limit, |found| {
                let chars = text[at..found.end].chars().count();
                keys.push((chars, at, found.end, found.value));
            });
        }
        keys.sort_unstable_by_key(|&(chars, start, ..)| (std::cmp::Reverse(chars), start));
        for (_, start, end, value) in keys {
            let span = start - from..end - from;
            if taken[span.clone()].iter().all(|&taken| !taken) {
                taken[span].fill(true);
                matches.push((start, end, number, value));
            }
        }
    }
    matches[first..].sort_unstable();
}
