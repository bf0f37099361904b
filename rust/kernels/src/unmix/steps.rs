//! One step of the search: all that a character of the text may be.

use std::ops::RangeInclusive;

use super::gaps::utf8_length;
use super::letters::{border, emission, is_queried, literal, Emission, Trail};
use super::page::Writer;
use super::{Here, Node, Partial, Run, ROOT, SELDOM, SPREAD, SWITCH};

/// What a byte that shows as a mark costs, what one that does not show at all, and what a pair.
const QUERIED: f32 = 1.5;
const QUERIED_PAIR: f32 = 3.0;
const DROPPED: f32 = 4.0;
const DROPPED_PAIR: f32 = 3.0;
/// What it costs to take an ordinary mark of Chinese text for bytes.
const ORDINARY: f32 = 4.0;
/// What a character of the other script costs.
const UNLIKELY: f32 = 6.0;
/// The codes that GBK leaves to its users, as far as they can be bytes of UTF-8: leads, trails.
const USER_DEFINED: [(RangeInclusive<u8>, RangeInclusive<u8>); 2] =
    [(0xaa..=0xaf, 0xa1..=0xef), (0xa1..=0xa7, 0x80..=0xa0)];

impl Run<'_> {
    pub(super) fn literal_cost(&self, partial: &Partial, c: char) -> f32 {
        literal(partial.trail, c).unwrap_or_else(|| {
            -self
                .model
                .log_probability(partial.a, partial.b, self.model.symbol(c))
        })
    }

    fn take(&mut self, partial: Partial, next: &mut Vec<Partial>) {
        if partial.held == 0 {
            if let Some(node) = self.nodes.get_mut(partial.last as usize) {
                node.border = true;
            }
        }
        let best = &mut self.best[usize::from(partial.held > 0)];
        if partial.score >= *best - SPREAD {
            *best = best.max(partial.score);
            next.push(partial);
        }
    }

    fn push(&mut self, partial: &mut Partial, node: Node) {
        partial.score -= node.nats;
        (partial.a, partial.b) = (partial.b, self.model.symbol(node.c));
        partial.trail = Trail::of(node.c);
        self.nodes.push(Node {
            parent: partial.last,
            score: partial.score,
            ..node
        });
        partial.last = (self.nodes.len() - 1) as u32;
    }

    /// The character as it stands.
    fn stands(&mut self, mut partial: Partial, c: char, at: u32, next: &mut Vec<Partial>) {
        if partial.damaged {
            partial.score -= SWITCH + border(c, self.page.wide);
        }
        // An ASCII character behind an odd one may be the second byte of what that begins.
        partial.edge = match border(c, self.page.wide) {
            _ if matches!(c, '@'..='~') && !partial.trail_is_ascii => partial.edge,
            edge => edge,
        };
        partial.trail_is_ascii = c.is_ascii();
        let nats = self.literal_cost(&partial, c);
        partial.damaged = false;
        let node = Node {
            parent: ROOT,
            c,
            at,
            damaged: false,
            bytes: [0; 4],
            guessed: 0,
            loose: 0,
            nats,
            score: 0.0,
            border: false,
        };
        self.push(&mut partial, node);
        self.take(partial, next);
    }

    pub(super) fn step(&mut self, partial: Partial, c: char, here: Here, next: &mut Vec<Partial>) {
        let Here {
            at,
            gap,
            asked,
            last,
            worth,
        } = here;
        if partial.held == 0 {
            // ASCII is the same either way; there is no border to be drawn in front of it.
            if !(c.is_ascii() && partial.damaged) || is_queried(c) {
                self.stands(partial, c, at, next);
            }
        }
        let page = self.page;
        let bytes = page.bytes(c).unwrap_or_default();
        if let Some(found) = self.damaged(partial, bytes) {
            self.feed(found, bytes, false, at, next);
        }
        if let Some(other) = page.other_bytes(c) {
            if let Some(found) = self.damaged(partial, other) {
                self.feed(found, other, false, at, next);
            }
        }
        let mut buffer = [0; 4];
        if let Some(own) = page.own(c, &mut buffer) {
            if let Some(mut found) = self.damaged(partial, own) {
                if border(c, false) == 0.0 {
                    found.score -= ORDINARY;
                }
                self.feed(found, own, false, at, next);
            }
        }
        if !self.options.lost {
            return;
        }
        let within = partial.held > 0 || matches!(self.writer, Writer::Double(_));
        if within && partial.damaged && page.losses.blanks && c == ' ' {
            self.feed(partial, &[0xa0], false, at, next);
        }
        if asked && is_queried(c) {
            self.queried(partial, last, at, next);
        }
        if gap && partial.score > worth[usize::from(partial.held > 0)] {
            let mut filled = Vec::new();
            let last = bytes.first().is_none_or(|&byte| byte < 0x80);
            self.dropped(partial, last, at.saturating_sub(1), &mut filled);
            for found in filled {
                if found.held == 0 && (!bytes.first().is_some_and(|&b| b >= 0x80)) {
                    if c.is_ascii() {
                        self.feed(found, bytes, false, at, next);
                    } else {
                        self.stands(found, c, at, next);
                    }
                } else {
                    self.feed(found, bytes, false, at, next);
                    if found.held == 0 {
                        self.stands(found, c, at, next);
                    }
                }
            }
        }
    }

    /// The partial in a damaged stretch, if one can begin or go on with these bytes.
    fn damaged(&self, mut partial: Partial, bytes: &[u8]) -> Option<Partial> {
        let first = *bytes.first()?;
        if !partial.damaged {
            if first < 0x80 {
                return None;
            }
            partial.damaged = true;
            partial.score -= SWITCH + partial.edge;
        }
        Some(partial)
    }

    /// A mark that stands for one lost byte, or for two.
    ///
    /// `last` says that what follows is no byte of the same stretch: a byte that stands alone is
    /// lost whatever it is.
    fn queried(&mut self, partial: Partial, last: bool, at: u32, next: &mut Vec<Partial>) {
        let Some(mut one) = self.damaged(partial, &[0x80]) else {
            return;
        };
        one.score -= QUERIED;
        self.guess(one, last, at, next);
        if self.page.losses.pairs {
            one.score -= QUERIED_PAIR - QUERIED;
            self.guess_pair(one, at, next);
        }
    }

    /// Bytes that left nothing behind: one of those that the page drops, or a pair.
    pub(super) fn dropped(
        &mut self,
        mut partial: Partial,
        last: bool,
        at: u32,
        next: &mut Vec<Partial>,
    ) {
        if !partial.damaged {
            return;
        }
        if self.page.losses.pairs {
            let mut pair = partial;
            pair.score -= DROPPED_PAIR;
            self.guess_pair(pair, at, next);
        }
        partial.score -= DROPPED;
        self.guess(partial, last && self.page.losses.pairs, at, next);
    }

    /// One byte that the page may drop; with `last` any byte that does not begin a character.
    fn guess(&mut self, mut partial: Partial, last: bool, at: u32, next: &mut Vec<Partial>) {
        let held = partial.held;
        if last {
            if held == 0 {
                return;
            }
            partial.loose |= 1 << held;
            for byte in 0x80..=0xbf {
                self.feed(partial, &[byte], true, at, next);
            }
        } else {
            let page = self.page;
            for &byte in &page.losses.dropped {
                self.feed(partial, &[byte], true, at, next);
            }
            partial.score -= SELDOM;
            for &byte in &page.losses.seldom {
                self.feed(partial, &[byte], true, at, next);
            }
        }
    }

    /// Two bytes that are a user-defined code of GBK.
    fn guess_pair(&mut self, mut partial: Partial, at: u32, next: &mut Vec<Partial>) {
        if partial.held == 0 {
            return;
        }
        partial.loose |= 0b10 << partial.held;
        for (leads, trails) in USER_DEFINED {
            for lead in leads {
                for trail in trails.clone() {
                    self.feed(partial, &[lead, trail], true, at, next);
                }
            }
        }
    }

    fn is_common(&self, c: char) -> bool {
        let index = (c as usize).wrapping_sub(0x4e00);
        self.options.common.get(index).copied().unwrap_or(true)
    }

    pub(super) fn emission_cost(&self, partial: &Partial, c: char) -> Option<f32> {
        let nats = match emission(partial.trail, c) {
            Emission::Never => return None,
            Emission::Costs(nats) => nats,
            Emission::Asked => {
                let model = self.model;
                -model.log_probability(partial.a, partial.b, model.symbol(c))
            }
        };
        let unlikely = self.options.unlikely.is_some_and(|set| set.contains(&c));
        Some(if unlikely { nats + UNLIKELY } else { nats })
    }

    /// Notes the character that the pending bytes are.
    fn emit(&mut self, partial: &mut Partial, c: char, nats: f32, at: u32) {
        let node = Node {
            parent: ROOT,
            c,
            at,
            damaged: true,
            bytes: partial.pending,
            guessed: partial.guessed,
            loose: partial.loose,
            nats,
            score: 0.0,
            border: false,
        };
        self.push(partial, node);
        partial.pending = [0; 4];
        partial.held = 0;
        partial.guessed = 0;
        partial.loose = 0;
    }

    /// Reads bytes one after the other and takes the partial over.
    fn feed(
        &mut self,
        mut partial: Partial,
        bytes: &[u8],
        guessed: bool,
        at: u32,
        next: &mut Vec<Partial>,
    ) {
        for &byte in bytes {
            let held = usize::from(partial.held);
            partial.pending[held] = byte;
            partial.guessed |= u8::from(guessed) << held;
            partial.held += 1;
            let c = match self.whole(&partial) {
                Whole::Never => return,
                Whole::Later => continue,
                Whole::Now(c) => c,
            };
            if guessed && !self.is_common(c) {
                return;
            }
            let Some(nats) = self.emission_cost(&partial, c) else {
                return;
            };
            if partial.score - nats < self.best[0].min(self.best[1]) - SPREAD {
                return;
            }
            self.emit(&mut partial, c, nats, at);
        }
        self.take(partial, next);
    }

    /// The character that the pending bytes make.
    fn whole(&self, partial: &Partial) -> Whole {
        let bytes = partial.pending.get(..usize::from(partial.held));
        match (bytes.unwrap_or_default(), self.writer) {
            (&[byte], _) if byte < 0x80 => Whole::Now(byte as char),
            (&[0x81..=0xfe], Writer::Double(_)) => Whole::Later,
            (&[lead, trail], Writer::Double(codes)) => {
                codes.get(lead, trail).map_or(Whole::Never, Whole::Now)
            }
            (bytes @ &[first, ..], Writer::Utf8) => {
                let fits = bytes[1..].iter().all(|b| (0x80..=0xbf).contains(b));
                if !fits || partial.held > utf8_length(first) {
                    return Whole::Never;
                }
                if partial.held < utf8_length(first) {
                    return Whole::Later;
                }
                let text = std::str::from_utf8(bytes).unwrap_or_default();
                text.chars().next().map_or(Whole::Never, Whole::Now)
            }
            _ => Whole::Never,
        }
    }
}

/// Whether bytes make a character.
enum Whole {
    /// They never do.
    Never,
    /// More must follow.
    Later,
    /// They do.
    Now(char),
}
