//! The quick walk: left to right over a text with one tree, character by character.
//!
//! It does what [`crate::script::stage`] does, with a shorter way through the common cases: a
//! character that starts no longer key is looked up in one table, and its three bytes are handed on
//! as they are. Two stages behind a segmentation are walked over at once where that is exact.

use crate::script::entry::{decode, tag_of, unpack, ALARM, HARD, LOOK, ONE, TAIL};
use crate::script::tables::Pair;
use crate::script::trie::Trie;

/// The upper halves of bytes 0, 3 and 6 of eight, and what they are where three characters of three
/// bytes stand.
const LEADS: u64 = 0x00f0_0000_f000_00f0;
const LEADS_OF_THREE: u64 = 0x00e0_0000_e000_00e0;

/// Takes what a walk finds, in order; every byte of the text is in exactly one call.
pub(crate) trait Sink {
    /// A character of three bytes, `word & 0xffffff`, becomes the three bytes of `entry`.
    fn single(&mut self, at: usize, word: u32, entry: u32);
    /// Bytes `from..to` stay as they are.
    fn keep(&mut self, from: usize, to: usize);
    /// Bytes `from..to` are a key with this value.
    fn replace(&mut self, from: usize, to: usize, value: &str, tag: u8);
}

/// A tree to walk with.
///
/// `tail` is there for two stages behind a segmentation by the phrases of the first stage. The
/// tree then holds the phrases with what both stages make of them, and characters likewise. Only
/// where a phrase of the second stage may start inside a run of unmatched characters, which are
/// marked [`TAIL`], is that run built and asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Walker<'m> {
    pub(crate) trie: &'m Trie,
    pub(crate) tail: Option<(&'m Trie, &'m Trie)>,
    plain: bool,
}

impl<'m> Walker<'m> {
    pub(crate) fn new(trie: &'m Trie, tail: Option<(&'m Trie, &'m Trie)>) -> Self {
        Self {
            trie,
            tail,
            plain: trie.is_plain(),
        }
    }

    /// Walks over `from..to`. Stops at a character marked [`ALARM`] and returns where it stands.
    #[inline]
    pub(crate) fn run<S: Sink>(
        &self,
        text: &str,
        from: usize,
        to: usize,
        sink: &mut S,
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        let (trie, plain) = (self.trie, self.plain);
        let mut at = from;
        while at < to {
            // Most of a text: three characters of three bytes each.
            if let (Some(&eight), Some(&third)) = (
                bytes.get(at..).and_then(<[u8]>::first_chunk),
                bytes.get(at + 6..).and_then(<[u8]>::first_chunk),
            ) {
                let (eight, third) = (u64::from_le_bytes(eight), u32::from_le_bytes(third));
                if eight & LEADS == LEADS_OF_THREE {
                    let word = eight as u32;
                    let entry = trie.entry(unpack(word));
                    if entry & (LOOK | HARD) == 0 {
                        sink.single(at, word, entry);
                        at += 3;
                        continue;
                    }
                    if entry & HARD == 0 && plain {
                        let (key, longer) = trie.may_match(eight, third);
                        if key | longer {
                            if let Some(end) = self.matched(text, at, eight, longer, to, sink) {
                                at = end;
                                continue;
                            }
                            if entry & TAIL != 0 {
                                if let Some(end) = self.later(text, at, at + 3, to, sink) {
                                    at = end;
                                    continue;
                                }
                            }
                        }
                        sink.single(at, word, entry);
                        at += 3;
                        continue;
                    }
                }
            }
            let word = word(bytes, at);
            if word & 0xf0 == 0xe0 {
                let c = unpack(word);
                let entry = trie.entry(c);
                if entry & HARD == 0 {
                    if entry & LOOK != 0 && at + 3 < to {
                        if let Some(end) = self.longer(text, at, c, entry, to, sink) {
                            at = end;
                            continue;
                        }
                    }
                    sink.single(at, word, entry);
                    at += 3;
                    continue;
                }
            } else if word & 0x80 == 0 {
                let start = at;
                while at < to
                    && bytes[at] < 0x80
                    && trie.entry(u32::from(bytes[at])) & (LOOK | ONE | ALARM) == 0
                {
                    at += 1;
                }
                if at > start {
                    sink.keep(start, at);
                    continue;
                }
            }
            match self.odd(text, at, to, sink) {
                Some(end) => at = end,
                None => return Some(at),
            }
        }
        None
    }

    /// The match at `at`, where two characters of three bytes stand, the lower six of `pair`.
    #[inline]
    fn matched<S: Sink>(
        &self,
        text: &str,
        at: usize,
        pair: u64,
        longer: bool,
        to: usize,
        sink: &mut S,
    ) -> Option<usize> {
        let (first, second) = (unpack(pair as u32), unpack((pair >> 24) as u32));
        let pair = self.trie.pair(first as u16, second as u16)?;
        if at + 6 > to {
            return None;
        }
        self.pair(pair, text, at, longer, to, sink)
    }

    /// The match of two characters or more at `at`, handed to `sink`; where it ends.
    #[inline]
    fn longer<S: Sink>(
        &self,
        text: &str,
        at: usize,
        c: u32,
        entry: u32,
        to: usize,
        sink: &mut S,
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        let after = at + 3;
        let next = word(bytes, after);
        let second = if next & 0xf0 == 0xe0 {
            unpack(next) as u16
        } else {
            self.trie.code(decode(bytes, after).0)
        };
        if !self.trie.may_pair(c as u16, second) {
            // Most places.
        } else if self.plain {
            if let Some(pair) = self.trie.pair(c as u16, second) {
                if let Some(end) = self.pair(pair, text, at, true, to, sink) {
                    return Some(end);
                }
            }
        } else if let Some(end) = self.generic(text, at, c, to, sink) {
            return Some(end);
        }
        if entry & TAIL != 0 {
            return self.later(text, at, after, to, sink);
        }
        None
    }

    /// A match that starts with a pair of characters at `at`; it may be `longer` than they are.
    #[inline]
    fn pair<S: Sink>(
        &self,
        pair: &Pair,
        text: &str,
        at: usize,
        longer: bool,
        to: usize,
        sink: &mut S,
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        let next = word(bytes, at + 3);
        if next & 0xf0 != 0xe0 {
            return self.generic(text, at, unpack(word(bytes, at)), to, sink);
        }
        let behind = at + 6;
        if longer && pair.longer && behind < to {
            if let Some(found) = self.trie.beyond(pair, bytes, behind, to) {
                let (value, tag) = self.trie.value(found.value);
                sink.replace(at, found.end, value, tag);
                return Some(found.end);
            }
        }
        match pair.entries {
            [LOOK, _] => None,
            [HARD, _] => self.generic(text, at, unpack(word(bytes, at)), to, sink),
            [first, second] => {
                sink.single(at, word(bytes, at), first);
                sink.single(at + 3, next, second);
                Some(behind)
            }
        }
    }

    /// A match of two characters or more, by the tree alone.
    fn generic<S: Sink>(
        &self,
        text: &str,
        at: usize,
        c: u32,
        to: usize,
        sink: &mut S,
    ) -> Option<usize> {
        let found = self.trie.longest(text.as_bytes(), c, at + 3, to)?;
        if found.end == at + 3 {
            return None;
        }
        let (value, tag) = self.trie.value(found.value);
        sink.replace(at, found.end, value, tag);
        Some(found.end)
    }

    /// Every other character; `None` if the walk has to stop.
    #[cold]
    fn odd<S: Sink>(&self, text: &str, at: usize, to: usize, sink: &mut S) -> Option<usize> {
        let bytes = text.as_bytes();
        let (c, after) = decode(bytes, at);
        let entry = self.trie.marks(c);
        if entry & ALARM != 0 {
            return None;
        }
        let found = if self.trie.may_start(c) {
            self.trie.longest(bytes, c, after, to)
        } else {
            None
        };
        if entry & TAIL != 0 && found.is_none_or(|found| found.end == after) {
            if let Some(end) = self.later(text, at, after, to, sink) {
                return Some(end);
            }
        }
        let Some(found) = found else {
            sink.keep(at, after);
            return Some(after);
        };
        let (value, tag) = self.trie.value(found.value);
        sink.replace(at, found.end, value, tag);
        Some(found.end)
    }

    /// A match of the second stage that starts with what the first makes of the character at `at`.
    fn later<S: Sink>(
        &self,
        text: &str,
        at: usize,
        after: usize,
        to: usize,
        sink: &mut S,
    ) -> Option<usize> {
        let (first, second) = self.tail?;
        let bytes = text.as_bytes();
        if after >= to {
            return None;
        }
        let pair = (decode(bytes, at).0, decode(bytes, after).0);
        if !self
            .trie
            .may_have_tail(self.trie.code(pair.0), self.trie.code(pair.1))
        {
            return None;
        }
        // Down the tree of the second stage, by what the first makes of the run.
        let mut path = second.path();
        let (mut end, mut tag, mut found) = (at, 0, None);
        while end < to {
            let (c, behind) = decode(bytes, end);
            let (becomes, its_tag) = converted(first, c)?;
            if !path.step(becomes) {
                break;
            }
            if end > at {
                let phrase = self.trie.longest(bytes, c, behind, to);
                if phrase.is_some_and(|phrase| phrase.end > behind) {
                    break;
                }
            }
            tag = tag.max(its_tag);
            end = behind;
            found = path.found(end);
            if path.ends() {
                break;
            }
        }
        let found = found.filter(|found| found.end > after)?;
        let end = found.end;
        let (value, its_tag) = second.value(found.value);
        sink.replace(at, end, value, tag.max(its_tag));
        Some(end)
    }
}

/// What a tree makes of a character alone, if that is one character, and the tag.
#[inline]
pub(crate) fn converted(trie: &Trie, c: u32) -> Option<(u32, u8)> {
    if c < 0x1_0000 {
        let entry = trie.entry(c);
        if entry & HARD == 0 {
            return Some((unpack(entry), tag_of(entry)));
        }
    }
    let Some((value, tag)) = trie.single(c) else {
        return Some((c, 0));
    };
    let mut chars = value.chars();
    let becomes = chars.next()?;
    chars.next().is_none().then_some((becomes as u32, tag))
}

/// Four bytes from `at` on, the first lowest; zeros behind the end of the text.
#[inline]
fn word(bytes: &[u8], at: usize) -> u32 {
    if let Some(&four) = bytes.get(at..at + 4).and_then(|four| four.first_chunk()) {
        return u32::from_le_bytes(four);
    }
    let mut four = [0; 4];
    let rest = bytes.get(at..).unwrap_or_default();
    four[..rest.len().min(4)].copy_from_slice(&rest[..rest.len().min(4)]);
    u32::from_le_bytes(four)
}
