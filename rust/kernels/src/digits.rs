//! Where digit groups may stand: runs of digits with single separators between them.

use crate::scan::is_odd_blank;

/// Runs as code points `(start, end)`: two or more pieces of digits, a single separator (a blank
/// or a comma of any width) between each two, and at least one piece behind a separator that has
/// three digits. Tabs and doubled blanks end a run. `tests/twins/digits.py` is the slow twin.
pub fn runs(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut run = Run::default();
    let mut length = 0;
    for (at, c) in text.chars().enumerate() {
        length = at + 1;
        if is_digit(c) {
            run.digit(at);
        } else if run.digits > 0 && (matches!(c, ' ' | ',' | '，') || is_odd_blank(c)) {
            run.separator();
        } else if run.started() {
            found.extend(run.finish(at));
        }
    }
    found.extend(run.finish(length));
    found
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
    fn runs_end_before_a_last_separator() {
        assert_eq!(runs("共1 116個,３，００ 12 000 "), [(1, 6), (8, 19)]);
        assert_eq!(runs("1 12，3400"), []);
        assert_eq!(runs("1  116"), []);
    }
}
