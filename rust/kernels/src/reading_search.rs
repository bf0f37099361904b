//! Searches the likeliest readings of damaged bytes: a beam search over slots, each of which offers
//! choices of text or bytes, with the language model as judge.
//!
//! A reading is *aligned* where all bytes so far make whole characters, and *shifted* where the
//! bytes of a character are not all there yet. What a slot may contribute depends on that.

use std::ops::RangeInclusive;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::{Error, Result};
use crate::language_model::{Cache, Judge, NgramModel};
use crate::scan::is_private;

/// How bytes make characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// One or two bytes, by the table given to [`ReadingSearch::new`].
    Gbk,
    /// One to four bytes.
    Utf8,
}

/// One thing that a slot may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Characters as they stand; only where aligned.
    Text(String),
    /// Bytes of characters that begin before them; only where shifted.
    Inside(Vec<u8>),
    /// Bytes of characters that begin with them; only where aligned.
    Fresh(Vec<u8>),
    /// Nothing.
    Skip,
    /// Nothing, but the last two bytes read must be these.
    Tail([u8; 2]),
    /// A user-defined code of GBK that the text dropped, then these bytes; only where shifted.
    Hidden(Vec<u8>),
}

/// The choices of one place with what each costs, in nats.
pub type Slot = Vec<(Choice, f32)>;

/// One character of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter {
    /// What the bytes say.
    pub found: char,
    /// What the text shows, after the map for its script.
    pub shown: char,
    /// The slot that completed it.
    pub slot: u32,
}

/// A reading with the logarithm of its probability.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Nats; higher is likelier.
    pub score: f32,
    /// The characters.
    pub letters: Vec<Letter>,
}

/// What a search takes for granted about the text.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// Characters that the text shows for others that the bytes say.
    pub shown: FxHashMap<char, char>,
    /// What the document says elsewhere.
    pub cache: Cache,
    /// Characters of the other script, which the text will hardly hold.
    pub unlikely: FxHashSet<char>,
    /// What other characters cost, in nats: forms that text of this script seldom uses.
    pub costs: FxHashMap<char, f32>,
}

/// The model, the table of GBK and its inverse.
#[derive(Debug, Clone)]
pub struct ReadingSearch {
    model: NgramModel,
    table: Vec<char>,
    codes: FxHashMap<char, [u8; 2]>,
    private: Vec<(u8, Vec<u8>)>,
    /// The codes of the characters that each symbol stands for, one symbol after the other.
    by_symbol: Vec<[u8; 2]>,
    /// Where those of each symbol start.
    symbol_start: Vec<u32>,
}

/// First and last lead byte, first trail byte, trail bytes of a lead (0x40 to 0xFE).
const FIRST_LEAD: u8 = 0x81;
const LAST_LEAD: u8 = 0xfe;
const FIRST_TRAIL: u8 = 0x40;
const TRAILS: usize = 191;
/// The codes that GBK leaves to its users: lead bytes, trail bytes.
const USER_DEFINED: [(RangeInclusive<u8>, RangeInclusive<u8>); 3] = [
    (0xaa..=0xaf, 0xa1..=0xfe),
    (0xf8..=0xfe, 0xa1..=0xfe),
    (0xa1..=0xa7, 0x40..=0xa0),
];
/// Marks a code without a character.
const NONE: char = '\0';
/// A partial reading this many nats below the best of its kind is given up.
const SPREAD: f32 = 20.0;
/// Partials of the same state that are kept.
const ALIKE: usize = 12;
/// What a character of the other script costs, in nats.
const UNLIKELY: f32 = 6.0;
/// Readings that are also judged by their words.
const JUDGED: usize = 64;
/// Share of either judge, characters and words, in a score: they are not independent.
const SHARE: f32 = 0.6;
const ROOT: u32 = u32::MAX;

#[derive(Clone, Copy)]
struct Partial {
    score: f32,
    last: u32,
    a: u16,
    b: u16,
    pending: [u8; 3],
    held: u8,
    tail: [u8; 2],
}

struct Node {
    parent: u32,
    letter: Letter,
}

struct Run<'a> {
    search: &'a ReadingSearch,
    encoding: Encoding,
    setting: &'a Setting,
    nodes: Vec<Node>,
    /// What has been asked of the judge in this slot: many partials end with the same characters.
    asked: FxHashMap<(u16, u16, u16), f32>,
    /// Best score of this slot so far, of the aligned and of the shifted, and what the choice at
    /// hand costs. Scores only fall, so what is too far below both already goes no further.
    best: [f32; 2],
    cost: f32,
    /// The first byte of the choice before, and the partial at hand with that byte read: choices
    /// that begin alike stand side by side.
    begun: Option<(u8, Option<Partial>)>,
}

impl ReadingSearch {
    /// A search with this model. `table` holds a character for each lead byte 0x81 to 0xFE and each
    /// trail byte 0x40 to 0xFE, row by row; U+0000 where the code has none.
    ///
    /// # Errors
    /// If the table has another length.
    pub fn new(model: NgramModel, table: &str) -> Result<Self> {
        let table: Vec<char> = table.chars().collect();
        let leads = usize::from(LAST_LEAD - FIRST_LEAD) + 1;
        if table.len() != leads * TRAILS {
            return Err(Error::malformed(format!(
                "a GBK table has {} characters, not {}",
                leads * TRAILS,
                table.len()
            )));
        }
        let mut codes = FxHashMap::default();
        let mut private: Vec<(u8, Vec<u8>)> = Vec::new();
        for (index, &c) in table.iter().enumerate() {
            let code = [
                FIRST_LEAD + (index / TRAILS) as u8,
                FIRST_TRAIL + (index % TRAILS) as u8,
            ];
            if c != NONE {
                codes.entry(c).or_insert(code);
            }
            if is_private(c) {
                match private.last_mut() {
                    Some((lead, trails)) if *lead == code[0] => trails.push(code[1]),
                    _ => private.push((code[0], vec![code[1]])),
                }
            }
        }
        let mut by_symbol: Vec<_> = codes
            .iter()
            .map(|(&c, &code)| (model.symbol(c), code))
            .collect();
        by_symbol.sort_unstable();
        let symbol_start = (0..=u32::from(u16::MAX) + 1)
            .map(|symbol| by_symbol.partition_point(|&(own, _)| u32::from(own) < symbol) as u32)
            .collect();
        let by_symbol = by_symbol.into_iter().map(|(_, code)| code).collect();
        Ok(Self {
            model,
            table,
            codes,
            private,
            by_symbol,
            symbol_start,
        })
    }

    /// The two bytes of a character.
    pub(crate) fn code(&self, c: char) -> Option<[u8; 2]> {
        self.codes.get(&c).copied()
    }

    /// The codes of private-use characters: lead bytes, and the trail bytes of each in order.
    pub(crate) fn private(&self) -> &[(u8, Vec<u8>)] {
        &self.private
    }

    /// The codes of the characters that a symbol stands for.
    pub(crate) fn codes_of(&self, symbol: u16) -> &[[u8; 2]] {
        let bound = |at: usize| self.symbol_start.get(at).map_or(0, |&n| n as usize);
        let (from, to) = (bound(symbol.into()), bound(usize::from(symbol) + 1));
        self.by_symbol.get(from..to).unwrap_or(&[])
    }

    /// The language model.
    pub fn model(&self) -> &NgramModel {
        &self.model
    }

    /// The likeliest readings of `slots` behind `left`, at most `results`, best first, each text
    /// once. `beam` partial readings are followed at a time.
    pub fn search(
        &self,
        left: &str,
        slots: &[Slot],
        encoding: Encoding,
        setting: &Setting,
        beam: usize,
        results: usize,
    ) -> Vec<Reading> {
        let mut run = Run {
            search: self,
            encoding,
            setting,
            nodes: Vec::new(),
            asked: FxHashMap::default(),
            best: [f32::NEG_INFINITY; 2],
            cost: 0.0,
            begun: None,
        };
        let mut beam_now = vec![run.start(left)];
        let mut next = Vec::new();
        for (number, slot) in slots.iter().enumerate() {
            next.clear();
            run.asked.clear();
            run.best = [f32::NEG_INFINITY; 2];
            let best = best_of(&beam_now);
            for partial in &beam_now {
                run.begun = None;
                let room = SPREAD - (best[usize::from(partial.held > 0)] - partial.score);
                for (choice, cost) in slot.iter().filter(|(_, cost)| *cost <= room) {
                    run.cost = *cost;
                    if let Choice::Hidden(bytes) = choice {
                        run.hidden(*partial, bytes, room - cost, number as u32, &mut next);
                    } else if let Some(found) = run.extend(*partial, choice, number as u32) {
                        run.take(found, &mut next);
                    }
                }
            }
            keep_best(&mut next, beam.max(1));
            std::mem::swap(&mut beam_now, &mut next);
        }
        run.readings(left, &beam_now, results)
    }

    /// The character of two bytes.
    pub(crate) fn decode(&self, lead: u8, trail: u8) -> Option<char> {
        if !(FIRST_LEAD..=LAST_LEAD).contains(&lead) || trail < FIRST_TRAIL {
            return None;
        }
        let index = usize::from(lead - FIRST_LEAD) * TRAILS + usize::from(trail - FIRST_TRAIL);
        // A trail byte of 0xFF would fall into the next row.
        self.table
            .get(index)
            .copied()
            .filter(|&c| trail != 0xff && c != NONE)
    }
}

/// The best score of the aligned and of the shifted; the latter lag behind by a character, so that
/// the two do not compare.
fn best_of(partials: &[Partial]) -> [f32; 2] {
    let mut best = [f32::NEG_INFINITY; 2];
    for partial in partials {
        let best = &mut best[usize::from(partial.held > 0)];
        *best = best.max(partial.score);
    }
    best
}

/// Keeps the best of the aligned and of the shifted.
fn keep_best(partials: &mut Vec<Partial>, beam: usize) {
    let best = best_of(partials);
    partials.retain(|partial| partial.score >= best[usize::from(partial.held > 0)] - SPREAD);
    partials.sort_by(|x, y| y.score.total_cmp(&x.score));
    let mut room = [beam; 2];
    let mut alike: FxHashMap<_, usize> = FxHashMap::default();
    partials.retain(|partial| {
        // What is to come does not tell partials of the same state apart: the best few will do.
        let state = (partial.a, partial.b, partial.pending, partial.held);
        let alike = alike.entry(state).or_default();
        let room = &mut room[usize::from(partial.held > 0)];
        let kept = *room > 0 && *alike < ALIKE;
        *alike += 1;
        *room -= usize::from(kept);
        kept
    });
}

fn shown_as(setting: &Setting, c: char) -> char {
    setting.shown.get(&c).copied().unwrap_or(c)
}

fn same_text(a: &[Letter], b: &[Letter]) -> bool {
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|(x, y)| x.found == y.found && x.shown == y.shown)
}

impl Run<'_> {
    fn start(&self, left: &str) -> Partial {
        let blank = self.search.model.blank();
        let mut partial = Partial {
            score: 0.0,
            last: ROOT,
            a: blank,
            b: blank,
            pending: [0; 3],
            held: 0,
            tail: [0; 2],
        };
        for c in left.chars() {
            (partial.a, partial.b) = (partial.b, self.search.model.symbol(c));
            self.note_tail(&mut partial, c);
        }
        partial
    }

    /// Notes the bytes that a character was read from.
    fn note_tail(&self, partial: &mut Partial, c: char) {
        partial.tail = match self.search.codes.get(&c) {
            Some(&code) => code,
            None if c.is_ascii() => [partial.tail[1], c as u8],
            None => [0; 2],
        };
    }

    /// Takes a partial over into the next slot, unless it lags too far behind.
    fn take(&mut self, found: Partial, next: &mut Vec<Partial>) {
        let score = found.score - self.cost;
        let best = &mut self.best[usize::from(found.held > 0)];
        if score >= *best - SPREAD {
            *best = best.max(score);
            next.push(Partial { score, ..found });
        }
    }

    /// Whether a score is too far below the best of both kinds for [`Self::take`] to accept it.
    fn lags(&self, score: f32) -> bool {
        score - self.cost < self.best[0].min(self.best[1]) - SPREAD
    }

    fn extend(&mut self, mut partial: Partial, choice: &Choice, slot: u32) -> Option<Partial> {
        match choice {
            Choice::Skip => Some(partial),
            // Stands for many; see `hidden`.
            Choice::Hidden(_) => None,
            Choice::Tail(bytes) => (partial.tail == *bytes).then_some(partial),
            Choice::Text(text) => {
                if partial.held > 0 {
                    return None;
                }
                for c in text.chars() {
                    self.emit(&mut partial, c, c, slot)?;
                    self.note_tail(&mut partial, c);
                }
                Some(partial)
            }
            Choice::Inside(bytes) | Choice::Fresh(bytes) => {
                if (partial.held > 0) != matches!(choice, Choice::Inside(_)) {
                    return None;
                }
                let Some((&first, rest)) = bytes.split_first() else {
                    return Some(partial);
                };
                partial = self.begin(partial, first, slot)?;
                for &byte in rest {
                    self.read(&mut partial, byte, slot)?;
                    partial.tail = [partial.tail[1], byte];
                }
                Some(partial)
            }
        }
    }

    /// The partial with the first byte of a choice read; once for all choices that begin with it.
    fn begin(&mut self, mut partial: Partial, first: u8, slot: u32) -> Option<Partial> {
        if self.begun.map(|(byte, _)| byte) != Some(first) {
            // Whether it lags is asked without a cost, which is another one for each choice.
            let cost = std::mem::take(&mut self.cost);
            let found = self.read(&mut partial, first, slot).map(|()| {
                partial.tail = [partial.tail[1], first];
                partial
            });
            self.cost = cost;
            self.begun = Some((first, found));
        }
        let (_, found) = self.begun?;
        found.filter(|found| !self.lags(found.score))
    }

    /// All ways in which a dropped code and `bytes` go on. A first character that costs more than
    /// `room` is not followed up.
    fn hidden(
        &mut self,
        partial: Partial,
        bytes: &[u8],
        room: f32,
        slot: u32,
        next: &mut Vec<Partial>,
    ) {
        if partial.held == 0 {
            return;
        }
        for (leads, trails) in USER_DEFINED {
            for lead in leads {
                let mut first = partial;
                if self.read(&mut first, lead, slot).is_none() || partial.score - first.score > room
                {
                    continue;
                }
                for trail in trails.clone().filter(|&trail| trail != 0x7f) {
                    let mut found = first;
                    let rest = std::iter::once(&trail).chain(bytes);
                    if rest
                        .into_iter()
                        .all(|&byte| self.read(&mut found, byte, slot).is_some())
                    {
                        found.tail = match bytes {
                            [.., a, b] => [*a, *b],
                            [b] => [trail, *b],
                            [] => [lead, trail],
                        };
                        self.take(found, next);
                    }
                }
            }
        }
    }

    /// Reads one byte; `None` if it cannot stand here.
    fn read(&mut self, partial: &mut Partial, byte: u8, slot: u32) -> Option<()> {
        let held = usize::from(partial.held);
        if held == 0 && byte < 0x80 {
            return self.emit(partial, byte as char, byte as char, slot);
        }
        let complete = match self.encoding {
            Encoding::Gbk if held == 0 => {
                if !(FIRST_LEAD..=LAST_LEAD).contains(&byte) {
                    return None;
                }
                None
            }
            Encoding::Gbk => Some(self.search.decode(partial.pending[0], byte)?),
            Encoding::Utf8 => {
                let mut bytes = [0; 4];
                bytes[..held].copy_from_slice(&partial.pending[..held]);
                bytes[held] = byte;
                match std::str::from_utf8(&bytes[..=held]) {
                    Ok(text) => text.chars().next(),
                    // No error length: the bytes may still become a character.
                    Err(error) if error.error_len().is_none() => None,
                    Err(_) => return None,
                }
            }
        };
        if let Some(c) = complete {
            // Chinese in UTF-8 has three bytes a character, but for the middle dot.
            if self.encoding == Encoding::Utf8
                && c != '·'
                && (!('\u{2010}'..'\u{10000}').contains(&c) || c == '\u{fffd}')
            {
                return None;
            }
            partial.held = 0;
            partial.pending = [0; 3];
            let shown = shown_as(self.setting, c);
            if self.search.model.is_foreign(shown) {
                partial.score -= UNLIKELY;
            }
            self.emit(partial, c, shown, slot)?;
            if self.setting.unlikely.contains(&shown) {
                partial.score -= UNLIKELY;
            } else if let Some(cost) = self.setting.costs.get(&shown) {
                partial.score -= cost;
            }
        } else {
            *partial.pending.get_mut(held)? = byte;
            partial.held += 1;
        }
        Some(())
    }

    /// Notes a character; `None` if that makes the partial lag too far behind.
    fn emit(&mut self, partial: &mut Partial, found: char, shown: char, slot: u32) -> Option<()> {
        let symbol = self.search.model.symbol(shown);
        let judge = Judge {
            model: &self.search.model,
            cache: &self.setting.cache,
        };
        let (a, b) = (partial.a, partial.b);
        partial.score += *self
            .asked
            .entry((a, b, symbol))
            .or_insert_with(|| judge.log_probability(a, b, symbol));
        if self.lags(partial.score) {
            return None;
        }
        (partial.a, partial.b) = (b, symbol);
        self.nodes.push(Node {
            parent: partial.last,
            letter: Letter { found, shown, slot },
        });
        partial.last = self.nodes.len() as u32 - 1;
        Some(())
    }

    /// The readings of the whole partials, judged by words too, best first.
    fn readings(&self, left: &str, partials: &[Partial], results: usize) -> Vec<Reading> {
        let whole = partials.iter().filter(|partial| partial.held == 0);
        let mut found: Vec<Reading> = Vec::new();
        for partial in whole.take(JUDGED.max(results)) {
            let letters = self.letters(partial.last);
            if found
                .iter()
                .all(|other| !same_text(&other.letters, &letters))
            {
                let score = SHARE * (partial.score + self.word_score(left, &letters));
                found.push(Reading { score, letters });
            }
        }
        found.sort_by(|x, y| y.score.total_cmp(&x.score));
        found.truncate(results);
        found
    }

    fn word_score(&self, left: &str, letters: &[Letter]) -> f32 {
        let model = &self.search.model;
        let shown = letters.iter().map(|letter| letter.shown);
        let symbols: Vec<u16> = left.chars().chain(shown).map(|c| model.symbol(c)).collect();
        model.word_score(&symbols)
    }

    fn letters(&self, last: u32) -> Vec<Letter> {
        let mut letters = Vec::new();
        let mut at = last;
        while let Some(node) = self.nodes.get(at as usize) {
            letters.push(node.letter);
            at = node.parent;
        }
        letters.reverse();
        letters
    }
}
