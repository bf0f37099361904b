//! What a walk writes: the converted text, or the edits that make it.

use crate::builder::{self, Appender, Piece};
use crate::edits::{count_chars, to_u32, EditList, Safety};
use crate::error::{Error, Result};
use crate::labels::Labels;
use crate::script::entry::{tag_of, unpack};
use crate::script::walker::Sink;

/// Writes the converted text, chunk by chunk. Until something changes each chunk is written over
/// the one before.
pub(crate) struct TextSink<'t> {
    text: &'t str,
    out: Vec<u8>,
    filled: usize,
    difference: u32,
    changed: bool,
}

impl<'t> TextSink<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            out: vec![0; text.len() + text.len() / 8 + 64],
            filled: 0,
            difference: 0,
            changed: false,
        }
    }

    /// The walk is through with a chunk that starts at `from`.
    pub(crate) fn end_chunk(&mut self, from: usize) {
        if self.changed {
            return;
        }
        if self.difference == 0 {
            self.filled = 0;
            return;
        }
        self.changed = true;
        self.room(from);
        self.out.copy_within(..self.filled, from);
        self.out[..from].copy_from_slice(&self.text.as_bytes()[..from]);
        self.filled += from;
    }

    /// Forgets what was written of a chunk that starts at `from`, whose writing started at `mark`,
    /// and writes `whole` for it.
    pub(crate) fn rewrite_chunk(&mut self, mark: usize, chunk: &str, whole: &str) {
        self.filled = mark;
        if !self.changed {
            self.difference = 0;
        }
        self.difference |= u32::from(chunk != whole);
        self.write(whole.as_bytes());
    }

    /// Where the next byte is written.
    pub(crate) fn mark(&self) -> usize {
        self.filled
    }

    /// The converted text in UTF-8, or `None` if it is the same.
    pub(crate) fn finish(mut self) -> Option<Vec<u8>> {
        self.out.truncate(self.filled);
        self.changed.then_some(self.out)
    }

    #[cold]
    fn room(&mut self, more: usize) {
        let needed = self.filled + more + 64;
        if self.out.len() < needed {
            self.out.resize(needed + needed / 8, 0);
        }
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let end = self.filled + bytes.len();
        if end > self.out.len() {
            self.room(bytes.len());
        }
        if let Some(place) = self.out.get_mut(self.filled..end) {
            place.copy_from_slice(bytes);
            self.filled = end;
        }
    }
}

impl Sink for TextSink<'_> {
    #[inline]
    fn single(&mut self, _: usize, word: u32, entry: u32) {
        self.difference |= (word ^ entry) & 0xff_ffff;
        // Four bytes go in one store; the fourth is written over by what follows.
        match self.out.get_mut(self.filled..self.filled + 4) {
            Some(place) => {
                place.copy_from_slice(&entry.to_le_bytes());
                self.filled += 3;
            }
            None => self.write(&entry.to_le_bytes()[..3]),
        }
    }

    #[inline]
    fn keep(&mut self, from: usize, to: usize) {
        let text = self.text;
        self.write(&text.as_bytes()[from..to]);
    }

    #[inline]
    fn replace(&mut self, from: usize, to: usize, value: &str, _: u8) {
        if self.difference == 0 && self.text.as_bytes()[from..to] != *value.as_bytes() {
            self.difference = 1;
        }
        self.write(value.as_bytes());
    }
}

/// Writes the edits, as small as the keys and values allow.
pub(crate) struct EditSink<'t> {
    text: &'t str,
    writer: Appender,
    labels: Vec<u16>,
    /// Code points of the text up to here.
    chars: usize,
    added: usize,
}

impl<'t> EditSink<'t> {
    /// # Errors
    /// If the text is longer than 2³² - 1 bytes.
    pub(crate) fn new(text: &'t str, rules: &[&str]) -> Result<Self> {
        to_u32(text.len())?;
        let mut writer = Appender::new(Labels::default());
        let labels = rules
            .iter()
            .map(|rule| writer.labels().intern(rule))
            .collect();
        Ok(Self {
            text,
            writer,
            labels,
            chars: 0,
            added: 0,
        })
    }

    /// Puts the edits of a list for the bytes from `from` on behind the others.
    pub(crate) fn append_list(&mut self, from: usize, list: &EditList) {
        for edit in list.iter() {
            let label = self.writer.labels().intern(list.labels().name(edit.label));
            self.added += edit.replacement.len();
            self.writer.append_piece(&Piece {
                start: from + edit.start,
                start_char: self.chars + edit.start_char,
                removed: edit.removed,
                replacement: edit.replacement,
                char_shift: count_chars(edit.replacement) as i64 - count_chars(edit.removed) as i64,
                label,
                safety: edit.safety,
            });
        }
        self.chars += list.source_chars();
    }

    /// Goes back to `mark`, before anything of the chunk there was walked over.
    pub(crate) fn rewind(&mut self, mark: Mark) {
        self.writer.rewind(mark.edits);
        (self.chars, self.added) = (mark.chars, mark.added);
    }

    /// Where the walk stands.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            edits: self.writer.mark(),
            chars: self.chars,
            added: self.added,
        }
    }

    /// # Errors
    /// If the result is longer than 2³² - 1 bytes.
    pub(crate) fn finish(self) -> Result<EditList> {
        to_u32(self.text.len() + self.added).map_err(|_| Error::too_long(usize::MAX))?;
        Ok(self.writer.finish(self.text.len(), self.chars))
    }

    fn label(&self, tag: u8) -> Option<u16> {
        let label = self.labels.get(usize::from(tag)).or(self.labels.last());
        label.copied()
    }

    #[inline]
    fn push(
        &mut self,
        start: usize,
        start_char: usize,
        removed: &str,
        new: &str,
        shift: i64,
        tag: u8,
    ) {
        if let Some(label) = self.label(tag) {
            self.added += new.len();
            self.writer.append_piece(&Piece {
                start,
                start_char,
                removed,
                replacement: new,
                char_shift: shift,
                label,
                safety: Safety::Safe,
            });
        }
    }
}

/// A place in the walk of an [`EditSink`], between two edits that do not touch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    edits: builder::Mark,
    chars: usize,
    added: usize,
}

impl Sink for EditSink<'_> {
    #[inline]
    fn single(&mut self, at: usize, word: u32, entry: u32) {
        if (word ^ entry) & 0xff_ffff != 0 {
            if let Some(c) = char::from_u32(unpack(entry)) {
                let mut buffer = [0; 4];
                let text = self.text;
                let new = c.encode_utf8(&mut buffer);
                self.push(at, self.chars, &text[at..at + 3], new, 0, tag_of(entry));
            }
        }
        self.chars += 1;
    }

    #[inline]
    fn keep(&mut self, from: usize, to: usize) {
        self.chars += count_chars(&self.text[from..to]);
    }

    #[inline]
    fn replace(&mut self, from: usize, to: usize, value: &str, tag: u8) {
        let text = self.text;
        let key = &text[from..to];
        let first = self.chars;
        smallest_parts(key, value, |part| {
            self.push(
                from + part.start,
                first + part.start_char,
                &key[part.start..part.end],
                part.new,
                part.shift,
                tag,
            );
        });
        self.chars += count_chars(key);
    }
}

/// A part of a key that differs from its value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'v> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    start_char: usize,
    pub(crate) new: &'v str,
    shift: i64,
}

/// What makes `value` of `key`, leaving out what is the same in both: each character that differs
/// where they are equally long, else what lies between a common head and a common tail.
pub(crate) fn smallest_parts<'v>(key: &str, value: &'v str, mut take: impl FnMut(Part<'v>)) {
    let (old_chars, new_chars) = (count_chars(key), count_chars(value));
    if old_chars != new_chars {
        let head = common(key.chars().zip(value.chars()));
        let (old, new) = (&key[head..], &value[head..]);
        let tail = common(old.chars().rev().zip(new.chars().rev()));
        return take(Part {
            start: head,
            end: key.len() - tail,
            start_char: count_chars(&key[..head]),
            new: &new[..new.len() - tail],
            shift: new_chars as i64 - old_chars as i64,
        });
    }
    let mut at = 0;
    let mut new = value.char_indices();
    for (number, old) in key.chars().enumerate() {
        let Some((offset, to)) = new.next() else {
            break;
        };
        if old != to {
            take(Part {
                start: at,
                end: at + old.len_utf8(),
                start_char: number,
                new: &value[offset..offset + to.len_utf8()],
                shift: 0,
            });
        }
        at += old.len_utf8();
    }
}

/// Bytes of the pairs at the start that are equal.
fn common(pairs: impl Iterator<Item = (char, char)>) -> usize {
    pairs
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}
