//! What a search found: the damaged stretches of its best path, and how sure each part of them is.

use std::ops::Range;

use super::gaps::utf8_length;
use super::letters::{border, pattern_chars, Trail};
use super::{Node, Partial, Run, ROOT, SELDOM, SWITCH};

/// Complete readings that the best is compared with.
const RIVALS: usize = 24;

/// A stretch that was read again.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// What it says, in parts between which characters of the text and of the reading both end.
    pub parts: Vec<Part>,
    /// Nats by which the reading is likelier than what is seen.
    pub gain: f32,
    /// Nats of the characters of the reading that are not ASCII.
    pub nats: f32,
    /// How many these are.
    pub letters: usize,
    /// Bytes that were lost.
    pub lost: usize,
}

/// A part of a stretch that is about as sure throughout.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// First character of the text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it says.
    pub reading: String,
    /// Nats by which the reading beats the next best one; infinite where no other was met.
    pub margin: f32,
}

impl Run<'_> {
    pub(super) fn path(&self, last: u32) -> Vec<Node> {
        let mut found = Vec::new();
        let mut at = last;
        while let Some(node) = self.nodes.get(at as usize) {
            found.push(*node);
            at = node.parent;
        }
        found.reverse();
        found
    }

    /// The damaged stretches of the best path.
    pub(super) fn stretches(
        &self,
        path: &[Node],
        length: usize,
        sound: &[f32],
        all: &[Partial],
    ) -> Vec<Stretch> {
        let rivals: Vec<(f32, Vec<Node>)> = all
            .iter()
            .skip(1)
            .take(RIVALS)
            .map(|partial| (all[0].score - partial.score, self.path(partial.last)))
            .collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < path.len() {
            if !path[at].damaged {
                at += 1;
                continue;
            }
            let from = at;
            while at < path.len() && path[at].damaged {
                at += 1;
            }
            let (start, before) = match from.checked_sub(1) {
                Some(before) => (path[before].at as usize + 1, path[before].score),
                None => (0, 0.0),
            };
            let end = path.get(at).map_or(length, |node| node.at as usize);
            let nodes = &path[from..at];
            let shown = nodes.iter().filter(|node| !node.c.is_ascii());
            // The change back to what is sound is part of the price.
            let back = path
                .get(at)
                .map_or(0.0, |next| SWITCH + border(next.c, self.page.wide));
            let after = path[at - 1].score - back;
            found.push(Stretch {
                parts: self.parts(path, from..at, start..end, &rivals),
                gain: (after - before) - (sound[end] - sound[start]),
                nats: shown.clone().map(|node| node.nats).sum(),
                letters: shown.count(),
                lost: nodes.iter().map(|n| n.guessed.count_ones() as usize).sum(),
            });
        }
        found
    }

    /// The nodes `range` of a path, which read the characters `seen`, in parts.
    fn parts(
        &self,
        path: &[Node],
        range: Range<usize>,
        seen: Range<usize>,
        rivals: &[(f32, Vec<Node>)],
    ) -> Vec<Part> {
        let mut found: Vec<Part> = Vec::new();
        let mut start = seen.start;
        let mut from = range.start;
        for at in range.clone() {
            let last = at + 1 == range.end;
            if !last && !path[at].border {
                continue;
            }
            let end = if last {
                seen.end
            } else {
                path[at].at as usize + 1
            };
            let nodes = &path[from..=at];
            let mut margin = rival(nodes, rivals, start..end);
            for number in from..=at {
                margin = margin.min(self.margin(path, number));
            }
            let reading = nodes.iter().map(|node| node.c);
            match found.last_mut() {
                Some(part)
                    if (part.margin >= self.options.sure) == (margin >= self.options.sure) =>
                {
                    part.end = end;
                    part.reading.extend(reading);
                    part.margin = part.margin.min(margin);
                }
                _ => found.push(Part {
                    start,
                    end,
                    reading: reading.collect(),
                    margin,
                }),
            }
            (start, from) = (end, at + 1);
        }
        found
    }

    /// By how much what is read at a place of a path beats the next best guess, all else unchanged.
    fn margin(&self, path: &[Node], at: usize) -> f32 {
        let node = &path[at];
        if node.guessed == 0 {
            return f32::INFINITY;
        }
        let model = self.model;
        let symbol = |at: usize| {
            path.get(at)
                .map_or(model.blank(), |node| model.symbol(node.c))
        };
        let before = |back: usize| at.checked_sub(back).map_or(model.blank(), symbol);
        let place = Partial {
            score: 0.0,
            last: ROOT,
            a: before(2),
            b: before(1),
            damaged: true,
            edge: 0.0,
            trail_is_ascii: false,
            pending: [0; 4],
            held: 0,
            guessed: 0,
            loose: 0,
            trail: at
                .checked_sub(1)
                .map_or(Trail::Blank, |at| Trail::of(path[at].c)),
        };
        let cost = |c: char| -> Option<f32> {
            let own = model.symbol(c);
            Some(
                self.emission_cost(&place, c)?
                    - model.log_probability(place.b, own, symbol(at + 1))
                    - model.log_probability(own, symbol(at + 1), symbol(at + 2)),
            )
        };
        let Some(taken) = cost(node.c) else {
            return f32::INFINITY;
        };
        let length = usize::from(utf8_length(node.bytes[0]));
        if length == 0 {
            return f32::INFINITY;
        }
        let own = self.seldom_cost(node, node.c);
        pattern_chars(&node.bytes[..length], |at, byte| {
            if node.guessed >> at & 1 == 0 {
                return byte == node.bytes[at];
            }
            let page = self.page;
            node.loose >> at & 1 == 1
                || page.losses.dropped.contains(&byte)
                || page.losses.seldom.contains(&byte)
        })
        .into_iter()
        .filter(|&c| c != node.c)
        .filter_map(|c| Some(cost(c)? - taken + self.seldom_cost(node, c) - own))
        .fold(f32::INFINITY, f32::min)
    }

    /// What a character costs on top whose guessed bytes are seldom dropped.
    fn seldom_cost(&self, node: &Node, c: char) -> f32 {
        let mut buffer = [0; 4];
        let bytes = c.encode_utf8(&mut buffer).bytes();
        let seldom = |(at, byte): &(usize, u8)| {
            node.guessed >> at & 1 == 1
                && node.loose >> at & 1 == 0
                && self.page.losses.seldom.contains(byte)
        };
        bytes.enumerate().filter(seldom).count() as f32 * SELDOM
    }
}

/// By how much a path beats the next one that reads the characters `seen` otherwise.
fn rival(nodes: &[Node], rivals: &[(f32, Vec<Node>)], seen: Range<usize>) -> f32 {
    let mut least = f32::INFINITY;
    for (behind, path) in rivals {
        let there = path
            .iter()
            .filter(|node| seen.contains(&(node.at as usize)));
        let guessed = there.clone().chain(nodes).any(|node| node.guessed != 0);
        let other = there.map(|node| node.c);
        if guessed && !other.eq(nodes.iter().map(|node| node.c)) {
            least = least.min(*behind);
        }
    }
    least
}
