//! Where digit groups may stand: runs of digits with single separators between them.

use crate::edits::count_chars;
use crate::scan::is_odd_blank;

/// Runs as code points `(start, end)`: two or more pieces of digits, a single separator (a blank
/// or a comma of any width, an apostrophe) between each two, and at least one piece behind a
/// separator that has three digits. Tabs and doubled blanks end a run. `tests/twins/digits.py` is
/// the slow twin.
pub fn runs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    // The byte and the code point that were counted up to.
    let (mut byte, mut char) = (0, 0);
    let mut at = 0;
    while at < bytes.len() {
        if digit(bytes, at) == 0 {
            at += 1;
            continue;
        }
        let (start, end, is_run) = run(text, at);
        if is_run {
            char += count_chars(&text[byte..start]);
            let length = count_chars(&text[start..end]);
            found.push((char, char + length));
            char += length;
            byte = end;
        }
        at = end;
    }
    found
}

/// The bytes of the digits and separators from a digit on, and whether they are a run.
fn run(text: &str, start: usize) -> (usize, usize, bool) {
    let bytes = text.as_bytes();
    let mut at = start;
    let (mut pieces, mut group) = (0, false);
    loop {
        let mut digits = 0;
        while let length @ 1.. = digit(bytes, at) {
            at += length;
            digits += 1;
        }
        group |= pieces > 0 && digits == 3;
        pieces += 1;
        let separator = text[at..]
            .chars()
            .next()
            .filter(|&c| is_separator(c))
            .map_or(0, char::len_utf8);
        if separator == 0 || digit(bytes, at + separator) == 0 {
            return (start, at, pieces > 1 && group);
        }
        at += separator;
    }
}

/// Bytes of the digit that starts here; 0 if none does.
fn digit(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'0'..=b'9') => 1,
        Some(0xef) if matches!(bytes.get(at + 1..at + 3), Some([0xbc, 0x90..=0x99])) => 3,
        _ => 0,
    }
}

/// Blanks beside a digit that may have broken a number: code points and what stands there.
///
/// Looks at bytes only. `tests/twins/digits.py` is the slow twin.
pub fn breaks(text: &str) -> Vec<(usize, Break)> {
    let bytes = text.as_bytes();
    let ascii = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let mut found = Vec::new();
    let (mut byte, mut char) = (0, 0);
    for (at, _) in bytes.iter().enumerate().filter(|&(_, &b)| b == b' ') {
        let (left, right) = (&bytes[..at], &bytes[at + 1..]);
        let kind = if ascii(Some(at + 1)) {
            if left.ends_with(b".") && ascii(at.checked_sub(2)) {
                Break::BehindPoint
            } else if [&b"-"[..], "−".as_bytes(), "－".as_bytes()]
                .iter()
                .any(|minus| left.ends_with(minus))
            {
                Break::BehindMinus
            } else {
                continue;
            }
        } else if ascii(at.checked_sub(1)) {
            if right.starts_with(b".") && ascii(Some(at + 2)) {
                Break::BeforePoint
            } else if [&b"%"[..], "％".as_bytes(), "‰".as_bytes()]
                .iter()
                .any(|sign| right.starts_with(sign))
            {
                Break::BeforePercent
            } else {
                continue;
            }
        } else {
            continue;
        };
        char += count_chars(&text[byte..at]);
        byte = at;
        found.push((char, kind));
    }
    found
}

/// Where a blank may have broken a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Break {
    /// `42. 96`
    BehindPoint,
    /// `3 .5`
    BeforePoint,
    /// `1.60 %`
    BeforePercent,
    /// `- 5`
    BehindMinus,
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | ',' | '，' | '\'' | '’') || is_odd_blank(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_that_may_break_a_number() {
        assert_eq!(
            breaks("增42. 96，3 .5倍，1.60 %；- 5 ℃ − 7 个 .5"),
            [
                (4, Break::BehindPoint),
                (9, Break::BeforePoint),
                (18, Break::BeforePercent),
                (22, Break::BehindMinus),
                (28, Break::BehindMinus),
            ]
        );
    }

    #[test]
    fn runs_end_before_a_last_separator() {
        assert_eq!(runs("共1 116個,３，００ 12 000 "), [(1, 6), (8, 19)]);
        assert_eq!(runs("1 12，3400"), []);
        assert_eq!(runs("1  116"), []);
        assert_eq!(runs("1'116’000"), [(0, 9)]);
    }
}
