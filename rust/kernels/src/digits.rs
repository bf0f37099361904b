//! Where digit groups may stand: runs of digits with single separators between them.

use crate::scan::is_odd_blank;

/// Runs as code points `(start, end)`: two or more pieces of digits, a single separator (a blank
/// or a comma of any width, an apostrophe) between each two, and at least one piece behind a
/// separator that has three digits. Tabs and doubled blanks end a run. `tests/twins/digits.py` is
/// the slow twin.
pub fn runs(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut run = Run::default();
    let mut length = 0;
    for (at, c) in text.chars().enumerate() {
        length = at + 1;
        if is_digit(c) {
            run.digit(at);
        } else if run.digits > 0 && is_separator(c) {
            run.separator();
        } else if run.started() {
            found.extend(run.finish(at));
        }
    }
    found.extend(run.finish(length));
    found
}

/// Blanks beside a digit that may have broken a number: code points and what stands there.
///
/// Looks at bytes only. `tests/twins/digits.py` is the slow twin.
pub fn breaks(text: &str) -> Vec<(usize, Break)> {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let mut found = Vec::new();
    let (mut byte, mut char) = (0, 0);
    for (at, _) in bytes.iter().enumerate().filter(|&(_, &b)| b == b' ') {
        let (left, right) = (&bytes[..at], &bytes[at + 1..]);
        let kind = if digit(Some(at + 1)) {
            if left.ends_with(b".") && digit(at.checked_sub(2)) {
                Break::BehindPoint
            } else if [&b"-"[..], "−".as_bytes(), "－".as_bytes()]
                .iter()
                .any(|minus| left.ends_with(minus))
            {
                Break::BehindMinus
            } else {
                continue;
            }
        } else if digit(at.checked_sub(1)) {
            if right.starts_with(b".") && digit(Some(at + 2)) {
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
        char += crate::edits::count_chars(&text[byte..at]);
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

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

#[derive(Default)]
struct Run {
    start: usize,
    /// Pieces that are complete.
    pieces: usize,
    /// Digits of the piece in work; 0 behind a separator and outside.
    digits: usize,
    /// Whether a complete piece behind a separator has three digits.
    group: bool,
}

impl Run {
    fn started(&self) -> bool {
        self.pieces > 0 || self.digits > 0
    }

    fn digit(&mut self, at: usize) {
        if !self.started() {
            self.start = at;
        }
        self.digits += 1;
    }

    fn piece(&mut self) {
        self.group |= self.pieces > 0 && self.digits == 3;
        self.pieces += 1;
        self.digits = 0;
    }

    fn separator(&mut self) {
        self.piece();
    }

    /// The run that ends before `at`, if it is one.
    fn finish(&mut self, at: usize) -> Option<(usize, usize)> {
        let mut end = at;
        if self.digits > 0 {
            self.piece();
        } else {
            end = at.saturating_sub(1); // a separator that nothing follows
        }
        let found = (self.pieces > 1 && self.group).then_some((self.start, end));
        *self = Self::default();
        found
    }
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
