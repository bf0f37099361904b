//! Composition: two edit lists in a row become one.
//!
//! Each list cuts its two texts into pieces that belong together. The composed list is cut where
//! both lists allow a cut in the text between them; where a removal of the first and an insertion
//! of the second meet at one point, the removal comes first.
//!
//! Composition is associative in which characters stay, what the rest becomes and which rules did
//! it (`tests/test_ledger_properties.py` tries it). The choice at a meeting point only decides
//! whether edits that touch are listed as one or as two.

use crate::builder::Appender;
use crate::edits::{count_chars, EditList, EditRef, Safety};
use crate::error::{Error, Result};
use crate::labels::Labels;

/// The edits `first` and then `second`, as one list from the source of `first` to the result of
/// `second`. Nothing is joined or dropped; see [`EditList::compact`] for that.
///
/// # Errors
/// If `second` was not made for the text that `first` makes.
pub fn compose(first: &EditList, second: &EditList) -> Result<EditList> {
    if first.result_len() != second.source_len() || first.result_chars() != second.source_chars() {
        return Err(Error::lengths(first.result_len(), second.source_len()));
    }
    let mut merge = Merge {
        first,
        second,
        i: 0,
        j: 0,
        first_shift: Shift::default(),
        appender: Appender::new(first.labels().clone()),
        second_labels: Labels::default(),
        second_map: Vec::new(),
    };
    merge.map_labels();
    while merge.step()? {}
    Ok(merge
        .appender
        .finish(first.source_len(), first.source_chars()))
}

/// How far positions of the middle text lie behind those of the source.
#[derive(Default, Clone, Copy)]
struct Shift {
    bytes: i64,
    chars: i64,
}

impl Shift {
    fn add(&mut self, edit: &EditRef<'_>) {
        self.bytes += edit.replacement.len() as i64 - edit.removed.len() as i64;
        self.chars += count_chars(edit.replacement) as i64 - count_chars(edit.removed) as i64;
    }
    fn back(self, byte: usize, character: usize) -> (usize, usize) {
        (
            (byte as i64 - self.bytes) as usize,
            (character as i64 - self.chars) as usize,
        )
    }
}

struct Merge<'a> {
    first: &'a EditList,
    second: &'a EditList,
    i: usize,
    j: usize,
    first_shift: Shift,
    appender: Appender,
    second_labels: Labels,
    second_map: Vec<u16>,
}

impl Merge<'_> {
    fn map_labels(&mut self) {
        self.second_labels = self.second.labels().clone();
        self.second_map = self
            .second_labels
            .names()
            .map(|name| self.appender.labels().intern(name))
            .collect();
    }

    /// Writes the next edit of the composed list; false at the end.
    fn step(&mut self) -> Result<bool> {
        let a = self.first.get(self.i);
        let b = self.second.get(self.j);
        match (a, b) {
            (None, None) => return Ok(false),
            (Some(a), None) => self.take_first(&a),
            (None, Some(b)) => self.take_second(&b),
            (Some(a), Some(b)) => {
                let (a_empty, b_empty) = (a.replacement.is_empty(), b.removed.is_empty());
                if a.out < b.start && a.out_end() <= b.start || a.out == b.start && a_empty {
                    self.take_first(&a);
                } else if b.start < a.out && b.end <= a.out || b.start == a.out && b_empty {
                    self.take_second(&b);
                } else {
                    self.take_cluster()?;
                }
            }
        }
        Ok(true)
    }

    fn take_first(&mut self, a: &EditRef<'_>) {
        self.appender.append(a.start, a.start_char, a);
        self.first_shift.add(a);
        self.i += 1;
    }

    fn take_second(&mut self, b: &EditRef<'_>) {
        let (start, start_char) = self.first_shift.back(b.start, b.start_char);
        let edit = EditRef {
            label: self.second_map[usize::from(b.label)],
            ..*b
        };
        self.appender.append(start, start_char, &edit);
        self.j += 1;
    }

    /// Joins all edits of both lists that hang together in the middle text.
    fn take_cluster(&mut self) -> Result<()> {
        let (i0, j0) = (self.i, self.j);
        let (a0, b0) = (self.first.at(i0), self.second.at(j0));
        let start = a0.out.min(b0.start);
        let (source, source_char) = if a0.out <= b0.start {
            (a0.start, a0.start_char)
        } else {
            self.first_shift.back(b0.start, b0.start_char)
        };
        let mut end = a0.out_end().max(b0.end);
        (self.i, self.j) = (i0 + 1, j0 + 1);
        loop {
            if let Some(a) = self.first.get(self.i).filter(|a| a.out < end) {
                end = end.max(a.out_end());
                self.i += 1;
            } else if let Some(b) = self.second.get(self.j).filter(|b| b.start < end) {
                end = end.max(b.end);
                self.j += 1;
            } else {
                break;
            }
        }
        self.check_overlaps(i0, j0)?;
        let removed = self.removed(i0, j0, start, end)?;
        let replacement = self.replacement(i0, j0, start, end)?;
        let (label, safety) = self.label_and_safety(i0, j0);
        for index in i0..self.i {
            let edit = self.first.at(index);
            self.first_shift.add(&edit);
        }
        let edit = EditRef {
            start: source,
            end: source + removed.len(),
            start_char: source_char,
            out: 0,
            out_char: 0,
            removed: &removed,
            replacement: &replacement,
            label,
            safety,
        };
        self.appender.append(source, source_char, &edit);
        Ok(())
    }

    /// What the first list wrote is what the second one found, wherever they meet; otherwise the
    /// second was made for another text of the same length.
    fn check_overlaps(&self, i0: usize, j0: usize) -> Result<()> {
        for index in i0..self.i {
            let a = self.first.at(index);
            for index in j0..self.j {
                let b = self.second.at(index);
                let (low, high) = (a.out.max(b.start), a.out_end().min(b.end));
                if low < high
                    && part(a.replacement, a.out, low, high)?
                        != part(b.removed, b.start, low, high)?
                {
                    return Err(Error::mismatch(low));
                }
            }
        }
        Ok(())
    }

    /// What stood in the source over the middle span: the first list's removed text, and between
    /// its edits the middle text, which the second list has removed there.
    fn removed(&self, i0: usize, j0: usize, start: usize, end: usize) -> Result<String> {
        let mut text = String::new();
        let mut done = start;
        for index in i0..self.i {
            let a = self.first.at(index);
            self.push_second_removed(&mut text, j0, done, a.out)?;
            text.push_str(a.removed);
            done = a.out_end();
        }
        self.push_second_removed(&mut text, j0, done, end)?;
        Ok(text)
    }

    fn push_second_removed(
        &self,
        text: &mut String,
        j0: usize,
        from: usize,
        to: usize,
    ) -> Result<()> {
        for index in j0..self.j {
            let b = self.second.at(index);
            let (low, high) = (from.max(b.start), to.min(b.end));
            if low < high {
                text.push_str(part(b.removed, b.start, low, high)?);
            }
        }
        Ok(())
    }

    /// What stands in the result over the middle span, likewise.
    fn replacement(&self, i0: usize, j0: usize, start: usize, end: usize) -> Result<String> {
        let mut text = String::new();
        let mut done = start;
        for index in j0..self.j {
            let b = self.second.at(index);
            self.push_first_replacement(&mut text, i0, done, b.start)?;
            text.push_str(b.replacement);
            done = b.end;
        }
        self.push_first_replacement(&mut text, i0, done, end)?;
        Ok(text)
    }

    fn push_first_replacement(
        &self,
        text: &mut String,
        i0: usize,
        from: usize,
        to: usize,
    ) -> Result<()> {
        for index in i0..self.i {
            let a = self.first.at(index);
            let (low, high) = (from.max(a.out), to.min(a.out_end()));
            if low < high {
                text.push_str(part(a.replacement, a.out, low, high)?);
            }
        }
        Ok(())
    }

    fn label_and_safety(&mut self, i0: usize, j0: usize) -> (u16, Safety) {
        let mut safety = Safety::Safe;
        let mut names = Vec::new();
        for index in i0..self.i {
            let a = self.first.at(index);
            names.push(self.first.labels().name(a.label));
            safety = safety.max(a.safety);
        }
        for index in j0..self.j {
            let b = self.second.at(index);
            names.push(self.second_labels.name(b.label));
            safety = safety.max(b.safety);
        }
        (self.appender.labels().union(names), safety)
    }
}

/// Bytes `low..high` of the middle text, out of a piece of it that starts at `offset`.
fn part(piece: &str, offset: usize, low: usize, high: usize) -> Result<&str> {
    piece
        .get(low - offset..high - offset)
        .ok_or_else(|| Error::mismatch(low))
}
