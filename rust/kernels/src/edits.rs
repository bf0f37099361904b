//! Edit lists: what stood where, what stands there now, which rule did it.
//!
//! An [`EditList`] leads from one text (the *source*) to another (the *result*). Only the
//! boundaries of edits are kept, in columns, 27 bytes an edit, beside the changed text itself;
//! nothing is kept for characters that did not change. Each boundary is kept in bytes and in code
//! points, so a position can be carried across without the text.

use crate::builder::Appender;
use crate::error::{Error, Result};
use crate::labels::Labels;

/// Whether an edit is certain enough to be applied by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// Applied by default.
    Safe,
    /// Only proposed by default.
    Unsafe,
}

/// One edit, borrowed from a list. Spans are bytes of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditRef<'a> {
    /// First byte in the source.
    pub start: usize,
    /// One past the last byte in the source.
    pub end: usize,
    /// First code point in the source.
    pub start_char: usize,
    /// First byte in the result.
    pub out: usize,
    /// First code point in the result.
    pub out_char: usize,
    /// What stood there.
    pub removed: &'a str,
    /// What stands there now.
    pub replacement: &'a str,
    /// Number of the label in the list's table.
    pub label: u16,
    /// Applied by default or not.
    pub safety: Safety,
}

impl EditRef<'_> {
    /// One past the last byte in the result.
    pub fn out_end(&self) -> usize {
        self.out + self.replacement.len()
    }
}

/// Strings one after the other in one buffer, with the end of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Arena {
    text: String,
    ends: Vec<u32>,
}

impl Arena {
    pub(crate) fn push(&mut self, piece: &str) -> Result<()> {
        self.text.push_str(piece);
        self.ends.push(to_u32(self.text.len())?);
        Ok(())
    }
    /// Lengthens the last string; the caller has made sure that there is one.
    pub(crate) fn extend_last(&mut self, piece: &str) -> Result<()> {
        self.text.push_str(piece);
        let end = to_u32(self.text.len())?;
        if let Some(last) = self.ends.last_mut() {
            *last = end;
        }
        Ok(())
    }
    /// Keeps the first `count` strings.
    pub(crate) fn truncate(&mut self, count: usize) {
        let end = count.checked_sub(1).map_or(0, |last| self.ends[last]);
        self.text.truncate(end as usize);
        self.ends.truncate(count);
    }
    fn get(&self, index: usize) -> &str {
        let start = if index == 0 {
            0
        } else {
            self.ends[index - 1] as usize
        };
        &self.text[start..self.ends[index] as usize]
    }
    fn bytes(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<u32>()
    }
}

pub(crate) fn to_u32(value: usize) -> Result<u32> {
    u32::try_from(value).map_err(|_| Error::too_long(value))
}

/// Number of code points, counted on bytes.
pub fn count_chars(text: &str) -> usize {
    text.as_bytes()
        .iter()
        .filter(|&&byte| (byte as i8) >= -0x40)
        .count()
}

/// Edits in the order of the source, none overlapping another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditList {
    pub(crate) source_len: usize,
    pub(crate) source_chars: usize,
    pub(crate) result_len: usize,
    pub(crate) result_chars: usize,
    pub(crate) start: Vec<u32>,
    pub(crate) start_char: Vec<u32>,
    pub(crate) out: Vec<u32>,
    pub(crate) out_char: Vec<u32>,
    pub(crate) removed: Arena,
    pub(crate) replacement: Arena,
    pub(crate) label: Vec<u16>,
    pub(crate) safety: Vec<Safety>,
    pub(crate) labels: Labels,
}

impl EditList {
    /// The list without edits for a text of `bytes` bytes and `chars` code points.
    pub fn identity(bytes: usize, chars: usize) -> Result<Self> {
        to_u32(bytes)?;
        Ok(Self {
            source_len: bytes,
            source_chars: chars,
            result_len: bytes,
            result_chars: chars,
            ..Self::default()
        })
    }

    /// The list from its parts `(start char, start byte, removed, replacement, rule, safety)`, as
    /// another run wrote them down; `chars` and `bytes` are the length of the source.
    ///
    /// # Errors
    /// If the parts overlap, lie outside the source, or their bytes and code points disagree.
    pub fn from_parts<'a>(
        chars: usize,
        bytes: usize,
        parts: impl IntoIterator<Item = (usize, usize, &'a str, &'a str, &'a str, Safety)>,
    ) -> Result<Self> {
        to_u32(bytes)?;
        let mut writer = Appender::new(Labels::default());
        let (mut end_char, mut end, mut added) = (0, 0, 0);
        let gap_fits = |chars: Option<usize>, bytes: Option<usize>| {
            chars
                .zip(bytes)
                .is_some_and(|(c, b)| c <= b && b <= c.saturating_mul(4))
        };
        for (start_char, start, old, new, rule, safety) in parts {
            if !gap_fits(start_char.checked_sub(end_char), start.checked_sub(end)) {
                return Err(Error::overlap(start, end));
            }
            if start > bytes || start_char > chars {
                return Err(Error::span(start, start, bytes));
            }
            added += new.len();
            to_u32(bytes + added)?;
            (end_char, end) = (start_char + count_chars(old), start + old.len());
            if end > bytes {
                return Err(Error::span(start, end, bytes));
            }
            let label = writer.labels().intern(rule);
            let edit = EditRef {
                start,
                end,
                start_char,
                out: 0,
                out_char: 0,
                removed: old,
                replacement: new,
                label,
                safety,
            };
            writer.append(start, start_char, &edit);
        }
        if !gap_fits(chars.checked_sub(end_char), bytes.checked_sub(end)) {
            return Err(Error::span(end, bytes, bytes));
        }
        Ok(writer.finish(bytes, chars))
    }

    /// Number of edits.
    pub fn len(&self) -> usize {
        self.start.len()
    }
    /// Whether there is no edit.
    pub fn is_empty(&self) -> bool {
        self.start.is_empty()
    }
    /// Length of the source in bytes.
    pub fn source_len(&self) -> usize {
        self.source_len
    }
    /// Length of the source in code points.
    pub fn source_chars(&self) -> usize {
        self.source_chars
    }
    /// Length of the result in bytes.
    pub fn result_len(&self) -> usize {
        self.result_len
    }
    /// Length of the result in code points.
    pub fn result_chars(&self) -> usize {
        self.result_chars
    }
    /// The table of rule names.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The edit at `index`, or `None` past the end.
    pub fn get(&self, index: usize) -> Option<EditRef<'_>> {
        (index < self.len()).then(|| self.at(index))
    }

    pub(crate) fn at(&self, index: usize) -> EditRef<'_> {
        let removed = self.removed.get(index);
        let start = self.start[index] as usize;
        EditRef {
            start,
            end: start + removed.len(),
            start_char: self.start_char[index] as usize,
            out: self.out[index] as usize,
            out_char: self.out_char[index] as usize,
            removed,
            replacement: self.replacement.get(index),
            label: self.label[index],
            safety: self.safety[index],
        }
    }

    /// All edits in order.
    pub fn iter(&self) -> impl Iterator<Item = EditRef<'_>> {
        (0..self.len()).map(|index| self.at(index))
    }

    /// Bytes held by the boundaries, without the removed and the replacing text themselves.
    pub fn boundary_bytes(&self) -> usize {
        let texts = self.removed.text.len() + self.replacement.text.len();
        self.removed.bytes() + self.replacement.bytes() - texts
            + (self.start.len() + self.start_char.len() + self.out.len() + self.out_char.len()) * 4
            + self.label.len() * 2
            + self.safety.len()
    }

    /// Makes the result from the source.
    ///
    /// # Errors
    /// If the text is not the one the edits were made for.
    pub fn apply(&self, source: &str) -> Result<String> {
        self.rewrite(source, self.source_len, self.result_len, |edit| {
            (edit.start, edit.removed, edit.replacement)
        })
    }

    /// Makes the source from the result.
    ///
    /// # Errors
    /// If the text is not the one the edits made.
    pub fn revert(&self, result: &str) -> Result<String> {
        self.rewrite(result, self.result_len, self.source_len, |edit| {
            (edit.out, edit.replacement, edit.removed)
        })
    }

    fn rewrite<'a>(
        &'a self,
        text: &str,
        expected: usize,
        becomes: usize,
        sides: impl Fn(EditRef<'a>) -> (usize, &'a str, &'a str),
    ) -> Result<String> {
        if text.len() != expected {
            return Err(Error::lengths(text.len(), expected));
        }
        let mut written = String::with_capacity(becomes);
        let mut done = 0;
        for edit in self.iter() {
            let (start, old, new) = sides(edit);
            let kept = text.get(done..start).ok_or_else(|| Error::mismatch(done))?;
            let rest = text.get(start..).ok_or_else(|| Error::mismatch(start))?;
            if !rest.starts_with(old) {
                return Err(Error::mismatch(start));
            }
            written.push_str(kept);
            written.push_str(new);
            done = start + old.len();
        }
        written.push_str(text.get(done..).ok_or_else(|| Error::mismatch(done))?);
        Ok(written)
    }

    /// Carries a code point position of the source over to the result.
    ///
    /// Monotone. Outside edits exact; the n-th code point of an edited span goes to the n-th of
    /// its replacement, or to the end of it where the replacement is shorter.
    pub fn to_result(&self, position: usize) -> usize {
        let position = position.min(self.source_chars);
        let after = self
            .start_char
            .partition_point(|&start| start as usize <= position);
        if after == 0 {
            return position;
        }
        let edit = self.at(after - 1);
        let (from, to) = (count_chars(edit.removed), count_chars(edit.replacement));
        carry(position, edit.start_char, from, edit.out_char, to)
    }

    /// Carries a code point position of the result back to the source; monotone likewise.
    pub fn to_source(&self, position: usize) -> usize {
        let position = position.min(self.result_chars);
        let after = self
            .out_char
            .partition_point(|&start| start as usize <= position);
        if after == 0 {
            return position;
        }
        let edit = self.at(after - 1);
        let (from, to) = (count_chars(edit.replacement), count_chars(edit.removed));
        carry(position, edit.out_char, from, edit.start_char, to)
    }

    /// Joins touching edits of one label and drops those that change nothing.
    ///
    /// Where one of the rules `removers` left nothing standing, it alone is named: what other
    /// rules had done to the text that went is of no account.
    #[must_use]
    pub fn compact(&self, removers: &[&str]) -> Self {
        let mut labels = self.labels.clone();
        let alone: Vec<u16> = (0..)
            .zip(self.labels.names())
            .map(|(id, name)| {
                let mut own = name
                    .split('+')
                    .filter(|rule| removers.contains(rule))
                    .peekable();
                if own.peek().is_some() {
                    labels.union(own)
                } else {
                    id
                }
            })
            .collect();
        let mut builder = Appender::new(labels);
        for edit in self.iter().filter(|edit| edit.removed != edit.replacement) {
            let label = if edit.replacement.is_empty() {
                alone
                    .get(usize::from(edit.label))
                    .copied()
                    .unwrap_or(edit.label)
            } else {
                edit.label
            };
            builder.append_joined(edit.start, edit.start_char, &EditRef { label, ..edit });
        }
        builder.finish(self.source_len, self.source_chars)
    }
}

fn carry(position: usize, start: usize, from: usize, out: usize, to: usize) -> usize {
    let inside = position - start;
    if inside >= from {
        out + to + (inside - from)
    } else {
        out + inside.min(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builder::Builder;

    fn list(text: &str, edits: &[(usize, usize, &str)]) -> EditList {
        let mut builder = Builder::new(text).unwrap();
        let label = builder.label("r");
        for &(start, end, new) in edits {
            builder.push(start, end, new, label, Safety::Safe).unwrap();
        }
        builder.finish()
    }

    #[test]
    fn applies_and_reverts() {
        let text = "內(nèi)蒙古";
        let edits = list(text, &[(3, 9, "")]);
        assert_eq!(edits.apply(text).unwrap(), "內蒙古");
        assert_eq!(edits.revert("內蒙古").unwrap(), text);
    }

    #[test]
    fn joins_touching_edits_of_one_rule_and_drops_empty_ones() {
        let edits = list("abcd", &[(0, 1, "x"), (1, 2, "y"), (3, 4, "d")]);
        assert_eq!(edits.len(), 1);
        assert_eq!(edits.at(0).removed, "ab");
        assert_eq!(edits.at(0).replacement, "xy");
    }

    #[test]
    fn refuses_overlaps_split_characters_and_other_texts() {
        let mut builder = Builder::new("中国").unwrap();
        let label = builder.label("r");
        assert!(builder.push(1, 3, "", label, Safety::Safe).is_err());
        builder.push(0, 3, "x", label, Safety::Safe).unwrap();
        assert!(builder.push(2, 3, "", label, Safety::Safe).is_err());
        let edits = builder.finish();
        assert!(edits.apply("民国").is_err());
        assert!(edits.apply("中").is_err());
        assert!(edits.revert("y国").is_err());
    }

    #[test]
    fn carries_positions() {
        let edits = list("a bc", &[(1, 2, ""), (3, 4, "xyz")]);
        assert_eq!(
            (0..=4).map(|p| edits.to_result(p)).collect::<Vec<_>>(),
            [0, 1, 1, 2, 5]
        );
        assert_eq!(
            (0..=5).map(|p| edits.to_source(p)).collect::<Vec<_>>(),
            [0, 2, 3, 4, 4, 4]
        );
    }

    #[test]
    fn holds_at_most_48_bytes_an_edit() {
        let text = "甲乙".repeat(1000);
        let spans: Vec<_> = (0..1000).map(|i| (i * 6, i * 6 + 3, "丙")).collect();
        let edits = list(&text, &spans);
        assert_eq!(edits.len(), 1000);
        assert!(edits.boundary_bytes() <= 48 * 1000);
    }
}
