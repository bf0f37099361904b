//! Writing edit lists: in the order of the text, checked, in one walk.

use crate::edits::{count_chars, to_u32, EditList, EditRef, Safety};
use crate::error::{Error, Result};
use crate::labels::Labels;

/// An edit as [`Appender::append_piece`] takes it.
pub(crate) struct Piece<'p> {
    pub(crate) start: usize,
    pub(crate) start_char: usize,
    pub(crate) removed: &'p str,
    pub(crate) replacement: &'p str,
    pub(crate) char_shift: i64,
    pub(crate) label: u16,
    pub(crate) safety: Safety,
}

/// The end of a list that is being written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    edits: usize,
    byte_shift: i64,
    char_shift: i64,
}

/// Writes edits behind one another; the caller vouches for order.
pub(crate) struct Appender {
    list: EditList,
    byte_shift: i64,
    char_shift: i64,
    /// Where the last piece of [`Appender::append_piece`] ends in the source.
    end: usize,
}

impl Appender {
    pub(crate) fn new(labels: Labels) -> Self {
        Self {
            list: EditList {
                labels,
                ..EditList::default()
            },
            byte_shift: 0,
            char_shift: 0,
            end: usize::MAX,
        }
    }

    pub(crate) fn labels(&mut self) -> &mut Labels {
        &mut self.list.labels
    }

    /// Adds an edit that stands at `start` of the source. Lengths were checked when the lists that
    /// it comes from were built, so the offsets fit.
    pub(crate) fn append(&mut self, start: usize, start_char: usize, edit: &EditRef<'_>) {
        let list = &mut self.list;
        list.start.push(start as u32);
        list.start_char.push(start_char as u32);
        list.out.push((start as i64 + self.byte_shift) as u32);
        list.out_char
            .push((start_char as i64 + self.char_shift) as u32);
        let _ = list.removed.push(edit.removed);
        let _ = list.replacement.push(edit.replacement);
        list.label.push(edit.label);
        list.safety.push(edit.safety);
        self.shift(edit);
    }

    /// Where the list ends now.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            edits: self.list.len(),
            byte_shift: self.byte_shift,
            char_shift: self.char_shift,
        }
    }

    /// Drops what was appended behind `mark`; nothing of it may have been joined to what was
    /// before.
    pub(crate) fn rewind(&mut self, mark: Mark) {
        let list = &mut self.list;
        list.start.truncate(mark.edits);
        list.start_char.truncate(mark.edits);
        list.out.truncate(mark.edits);
        list.out_char.truncate(mark.edits);
        list.removed.truncate(mark.edits);
        list.replacement.truncate(mark.edits);
        list.label.truncate(mark.edits);
        list.safety.truncate(mark.edits);
        (self.byte_shift, self.char_shift) = (mark.byte_shift, mark.char_shift);
        self.end = usize::MAX;
    }

    /// Adds an edit whose change of length in code points is known; touching ones of one label are
    /// joined.
    #[inline]
    pub(crate) fn append_piece(&mut self, piece: &Piece<'_>) {
        let list = &mut self.list;
        // Lengths were checked by the caller, so nothing here can fail.
        let joins = self.end == piece.start
            && list.label.last() == Some(&piece.label)
            && list.safety.last() == Some(&piece.safety);
        if joins {
            let _ = list.removed.extend_last(piece.removed);
            let _ = list.replacement.extend_last(piece.replacement);
        } else {
            list.start.push(piece.start as u32);
            list.start_char.push(piece.start_char as u32);
            list.out.push((piece.start as i64 + self.byte_shift) as u32);
            list.out_char
                .push((piece.start_char as i64 + self.char_shift) as u32);
            let _ = list.removed.push(piece.removed);
            let _ = list.replacement.push(piece.replacement);
            list.label.push(piece.label);
            list.safety.push(piece.safety);
        }
        self.end = piece.start + piece.removed.len();
        self.byte_shift += piece.replacement.len() as i64 - piece.removed.len() as i64;
        self.char_shift += piece.char_shift;
    }

    pub(crate) fn append_joined(&mut self, start: usize, start_char: usize, edit: &EditRef<'_>) {
        let list = &mut self.list;
        let joins = list.len().checked_sub(1).is_some_and(|index| {
            let before = list.at(index);
            before.end == start && before.label == edit.label && before.safety == edit.safety
        });
        if joins {
            let _ = list.removed.extend_last(edit.removed);
            let _ = list.replacement.extend_last(edit.replacement);
            self.shift(edit);
        } else {
            self.append(start, start_char, edit);
        }
    }

    fn shift(&mut self, edit: &EditRef<'_>) {
        self.byte_shift += edit.replacement.len() as i64 - edit.removed.len() as i64;
        self.char_shift += count_chars(edit.replacement) as i64 - count_chars(edit.removed) as i64;
    }

    pub(crate) fn finish(self, source_len: usize, source_chars: usize) -> EditList {
        let mut list = self.list;
        list.source_len = source_len;
        list.source_chars = source_chars;
        list.result_len = (source_len as i64 + self.byte_shift) as usize;
        list.result_chars = (source_chars as i64 + self.char_shift) as usize;
        list
    }
}

/// Builds an [`EditList`] over a text, in one walk, from edits in the order of the text.
pub struct Builder<'t> {
    text: &'t str,
    appender: Appender,
    end: usize,
    byte: usize,
    character: usize,
    added: usize,
}

impl<'t> Builder<'t> {
    /// A builder for edits of `text`.
    ///
    /// # Errors
    /// If the text is longer than 2³² - 1 bytes.
    pub fn new(text: &'t str) -> Result<Self> {
        to_u32(text.len())?;
        Ok(Self {
            text,
            appender: Appender::new(Labels::default()),
            end: 0,
            byte: 0,
            character: 0,
            added: 0,
        })
    }

    /// The number of a rule name, for [`Builder::push`].
    pub fn label(&mut self, name: &str) -> u16 {
        self.appender.labels().intern(name)
    }

    /// The code point at which byte `target` starts; walks forward only.
    fn advance_to_byte(&mut self, target: usize) {
        self.character += count_chars(&self.text[self.byte..target]);
        self.byte = target;
    }

    /// The byte at which code point `target` starts, walking forward only; `None` past the end.
    pub fn byte_of_char(&mut self, target: usize) -> Option<usize> {
        let mut missing = target.checked_sub(self.character)?;
        let bytes = self.text.as_bytes();
        let mut byte = self.byte;
        while missing > 0 {
            byte += match bytes.get(byte)? {
                0x00..=0x7f => 1,
                0x80..=0xdf => 2,
                0xe0..=0xef => 3,
                _ => 4,
            };
            missing -= 1;
        }
        self.byte = byte;
        self.character = target;
        Some(byte)
    }

    /// Adds the edit that puts `replacement` in the place of bytes `start..end`. Edits that change
    /// nothing are left out, touching ones of one rule are joined.
    ///
    /// # Errors
    /// If the span is not on character borders, or starts before the end of the previous edit.
    pub fn push(
        &mut self,
        start: usize,
        end: usize,
        replacement: &str,
        label: u16,
        safety: Safety,
    ) -> Result<()> {
        let removed = self
            .text
            .get(start..end)
            .ok_or_else(|| Error::span(start, end, self.text.len()))?;
        if start < self.end {
            return Err(Error::overlap(start, self.end));
        }
        self.added += replacement.len();
        to_u32(self.text.len() + self.added)?;
        self.end = end;
        if removed == replacement {
            return Ok(());
        }
        if start >= self.byte {
            self.advance_to_byte(start);
        } else {
            // The caller asked for the byte of a code point beyond the start: walk again.
            (self.byte, self.character) = (0, 0);
            self.advance_to_byte(start);
        }
        let edit = EditRef {
            start,
            end,
            start_char: self.character,
            out: 0,
            out_char: 0,
            removed,
            replacement,
            label,
            safety,
        };
        self.appender.append_joined(start, self.character, &edit);
        Ok(())
    }

    /// The finished list.
    pub fn finish(mut self) -> EditList {
        self.advance_to_byte(self.text.len());
        self.appender.finish(self.text.len(), self.character)
    }
}
