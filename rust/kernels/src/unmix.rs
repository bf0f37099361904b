//! Reads text again whose bytes were read in the wrong encoding: a search over the borders between
//! sound and damaged stretches and over bytes that were lost, with the language model as judge.
//!
//! A [`Page`] says which bytes a character that is seen stands for, a [`Writer`] which characters
//! bytes were written as. Sound stretches are charged what the model and a rough idea of other
//! scripts say of them as they stand, damaged ones what it says of the reading.

use std::ops::{Range, RangeInclusive};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::language_model::NgramModel;
use crate::letters::{border, emission, is_queried, literal, pattern_chars, Trail};

/// The two-byte codes of a double-byte encoding: a character for each lead byte 0x81 to 0xFE and
/// each trail byte 0x40 to 0xFE, row by row; U+0000 where a code has none.
#[derive(Debug, Clone, Default)]
pub struct Codes(Vec<char>);

/// Trail bytes of a lead byte.
const TRAILS: usize = 191;
/// Characters of a whole table.
pub const TABLE: usize = 126 * TRAILS;

impl Codes {
    /// The codes in a table of [`TABLE`] characters; `None` for one of another length.
    pub fn new(table: &str) -> Option<Self> {
        let chars: Vec<char> = table.chars().collect();
        (chars.len() == TABLE).then_some(Self(chars))
    }

    fn get(&self, lead: u8, trail: u8) -> Option<char> {
        if !(0x81..=0xfe).contains(&lead) || !(0x40..=0xfe).contains(&trail) {
            return None;
        }
        let at = usize::from(lead - 0x81) * TRAILS + usize::from(trail - 0x40);
        self.0.get(at).copied().filter(|&c| c != '\0')
    }
}

/// How bytes were seen: the bytes that each character stands for.
#[derive(Debug, Clone)]
pub struct Page {
    seen: FxHashMap<char, ([u8; 4], u8)>,
    /// Second codes of characters that have two.
    again: FxHashMap<char, ([u8; 4], u8)>,
    /// Whether a character may also stand for its own bytes in UTF-8, and must if it has no others.
    pub mixed: bool,
    /// Whether most characters take two bytes.
    pub wide: bool,
    /// Bytes that may have been dropped where no character shows them.
    pub dropped: Vec<u8>,
    /// Bytes that may have been dropped, but seldom are.
    pub seldom: Vec<u8>,
    /// Whether pairs of bytes that are user-defined codes of GBK may have been dropped.
    pub pairs: bool,
    /// Whether a plain blank may stand for the byte 0xA0.
    pub blanks: bool,
}

impl Page {
    /// A page from the characters of the 256 bytes (U+0000 for none but the first) and the codes of
    /// two bytes.
    pub fn new(single: &str, double: Option<&Codes>) -> Self {
        let mut seen = FxHashMap::default();
        let mut again = FxHashMap::default();
        for (byte, c) in single.chars().take(256).enumerate() {
            if c != '\0' || byte == 0 {
                seen.entry(c).or_insert(([byte as u8, 0, 0, 0], 1));
            }
        }
        if let Some(codes) = double {
            for (at, &c) in codes.0.iter().enumerate() {
                if c != '\0' {
                    let (lead, trail) = (0x81 + (at / TRAILS) as u8, 0x40 + (at % TRAILS) as u8);
                    let code = ([lead, trail, 0, 0], 2);
                    if *seen.entry(c).or_insert(code) != code {
                        again.entry(c).or_insert(code);
                    }
                }
            }
        }
        Self {
            seen,
            again,
            mixed: false,
            wide: double.is_some(),
            dropped: Vec::new(),
            seldom: Vec::new(),
            pairs: false,
            blanks: false,
        }
    }

    /// Further characters that stand for single bytes.
    pub fn also(&mut self, pairs: impl IntoIterator<Item = (char, u8)>) {
        for (c, byte) in pairs {
            self.seen.entry(c).or_insert(([byte, 0, 0, 0], 1));
        }
    }

    fn bytes(&self, c: char) -> Option<&[u8]> {
        let (bytes, length) = self.seen.get(&c)?;
        bytes.get(..usize::from(*length))
    }

    fn other_bytes(&self, c: char) -> Option<&[u8]> {
        let (bytes, length) = self.again.get(&c)?;
        bytes.get(..usize::from(*length))
    }

    /// The bytes of a character in UTF-8, where it may stand for these.
    fn own<'b>(&self, c: char, buffer: &'b mut [u8; 4]) -> Option<&'b [u8]> {
        (self.mixed && !c.is_ascii()).then(|| &*c.encode_utf8(buffer).as_bytes())
    }
}

/// The encoding that the bytes are in.
#[derive(Debug, Clone)]
pub enum Writer {
    /// One to four bytes.
    Utf8,
    /// One or two.
    Double(Codes),
}

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

/// What a search may assume.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Whether bytes may have been lost.
    pub lost: bool,
    /// Whether the text begins a line.
    pub opens: bool,
    /// Characters of the other script, which cost more.
    pub unlikely: Option<&'a FxHashSet<char>>,
    /// The margin from which a part is sure.
    pub sure: f32,
    /// Whether each character from U+4E00 on is common enough to be guessed.
    pub common: &'a [bool],
}

/// What a change between sound and damaged costs, in nats.
const SWITCH: f32 = 6.0;
/// What a byte that shows as a mark costs, what one that does not show at all, and what a pair.
const QUERIED: f32 = 1.5;
const QUERIED_PAIR: f32 = 3.0;
const DROPPED: f32 = 4.0;
const DROPPED_PAIR: f32 = 3.0;
/// What a byte costs on top that is seldom dropped.
const SELDOM: f32 = 4.0;
/// What it costs to take an ordinary mark of Chinese text for bytes.
const ORDINARY: f32 = 4.0;
/// What a character of the other script costs.
const UNLIKELY: f32 = 6.0;
/// A partial this far below the best goes no further; so many of the same state, and in all.
const SPREAD: f32 = 20.0;
/// A partial this far below the best is not worth a guess.
const GUESSED: f32 = 12.0;
/// Partials of each kind, the best ones, behind which guesses are made.
const GUESSES: usize = 6;
const ALIKE: usize = 3;
const BEAM: usize = 64;
/// Nats of the rarest character, behind a blank, that is guessed.
const RAREST: f32 = 13.0;
/// Complete readings that the best is compared with.
const RIVALS: usize = 24;
const ROOT: u32 = u32::MAX;
/// The codes that GBK leaves to its users, as far as they can be bytes of UTF-8: leads, trails.
const USER_DEFINED: [(RangeInclusive<u8>, RangeInclusive<u8>); 2] =
    [(0xaa..=0xaf, 0xa1..=0xef), (0xa1..=0xa7, 0x80..=0xa0)];

#[derive(Clone, Copy)]
struct Partial {
    score: f32,
    last: u32,
    a: u16,
    b: u16,
    damaged: bool,
    /// What a border behind the last character costs on top.
    edge: f32,
    trail_is_ascii: bool,
    pending: [u8; 4],
    /// Bytes in `pending`; which of them are guesses.
    held: u8,
    guessed: u8,
    /// Which of the guesses could be any byte, not only one that the page drops.
    loose: u8,
    trail: Trail,
}

/// A place of the text.
#[derive(Clone, Copy)]
struct Here {
    at: u32,
    /// Whether bytes may have been dropped in front of it.
    gap: bool,
    /// Whether guesses are made here at all.
    asked: bool,
    /// Whether what follows is no byte of the same stretch.
    last: bool,
    /// The scores, of the aligned and of the others, from which guesses are made.
    worth: [f32; 2],
}

#[derive(Clone, Copy)]
struct Node {
    parent: u32,
    c: char,
    /// The character of the text that completed it.
    at: u32,
    damaged: bool,
    /// The bytes it was read from and which of these were guessed.
    bytes: [u8; 4],
    guessed: u8,
    loose: u8,
    nats: f32,
    /// The score up to here.
    score: f32,
    /// Whether it ends where a character of the text ends.
    border: bool,
}

struct Run<'a> {
    model: &'a NgramModel,
    page: &'a Page,
    writer: &'a Writer,
    options: Options<'a>,
    nodes: Vec<Node>,
    /// Best score of this step, of the aligned and of the others.
    best: [f32; 2],
}

/// The stretches of `text` that the page and the writer explain better than they stand.
pub fn read(
    model: &NgramModel,
    text: &[char],
    page: &Page,
    writer: &Writer,
    options: Options<'_>,
) -> Vec<Stretch> {
    let gaps = if options.lost {
        gaps(text, page, writer)
    } else {
        Vec::new()
    };
    let mut run = Run {
        model,
        page,
        writer,
        options,
        nodes: Vec::with_capacity(8 * text.len()),
        best: [f32::NEG_INFINITY; 2],
    };
    let start = Partial {
        score: 0.0,
        last: ROOT,
        a: model.blank(),
        b: model.blank(),
        damaged: false,
        edge: 0.0,
        trail_is_ascii: false,
        pending: [0; 4],
        held: 0,
        guessed: 0,
        loose: 0,
        trail: Trail::Blank,
    };
    let mut now = vec![start];
    if options.opens {
        // Damage from the first character on is no change of mind.
        now.push(Partial {
            damaged: true,
            ..start
        });
    }
    let mut next = Vec::new();
    let mut sound = vec![start.score];
    let mut plain = start;
    for (at, &c) in text.iter().enumerate() {
        run.best = [f32::NEG_INFINITY; 2];
        next.clear();
        let follows = text.get(at + 1).and_then(|&c| page.bytes(c));
        let here = Here {
            at: at as u32,
            gap: gaps.get(at).copied().unwrap_or(false),
            asked: false,
            last: follows.is_none_or(|bytes| bytes[0] < 0x80),
            worth: best_of(&now).map(|best| best - GUESSED),
        };
        let mut guesses = [GUESSES; 2];
        for &partial in &now {
            let left = &mut guesses[usize::from(partial.held > 0)];
            let asked = (here.gap && partial.damaged || is_queried(c)) && *left > 0;
            *left -= usize::from(asked);
            let here = Here {
                gap: here.gap && asked,
                asked,
                ..here
            };
            run.step(partial, c, here, &mut next);
        }
        keep_best(&mut next);
        std::mem::swap(&mut now, &mut next);
        plain.score -= run.literal_cost(&plain, c);
        (plain.a, plain.b) = (plain.b, model.symbol(c));
        plain.trail = Trail::of(c);
        sound.push(plain.score);
    }
    let end = text.len() as u32;
    next.clear();
    run.best = [f32::NEG_INFINITY; 2];
    for &partial in &now {
        if partial.held == 0 {
            next.push(partial);
        } else if options.lost {
            run.dropped(partial, true, end.saturating_sub(1), &mut next);
        }
    }
    next.retain(|partial| partial.held == 0);
    next.sort_by(|x, y| y.score.total_cmp(&x.score));
    let Some(best) = next.first() else {
        return Vec::new();
    };
    run.stretches(&run.path(best.last), text.len(), &sound, &next)
}

/// Whether each character from U+4E00 to U+9FFF is common enough to be guessed where bytes were lost.
pub fn common(model: &NgramModel) -> Vec<bool> {
    let blank = model.blank();
    ('\u{4e00}'..='\u{9fff}')
        .map(|c| model.log_probability(blank, blank, model.symbol(c)) > -RAREST)
        .collect()
}

/// Where bytes seem to be missing before a character: the bytes seen around it cannot be UTF-8.
///
/// For other writers nearly all bytes can follow each other, so that only bytes which each page
/// says it may have dropped are thought of, everywhere.
fn gaps(text: &[char], page: &Page, writer: &Writer) -> Vec<bool> {
    let nothing = page.dropped.is_empty() && page.seldom.is_empty() && !page.pairs;
    if !matches!(writer, Writer::Utf8) {
        return vec![!nothing; text.len() + 1];
    }
    let mut found = vec![false; text.len() + 1];
    // Bit n: so many continuation bytes are missing.
    let mut states = 1_u8;
    let mut since = 0;
    for (at, &c) in text.iter().enumerate() {
        let mut after = 0;
        if is_queried(c) {
            after = 0b1111;
        } else {
            match page.bytes(c) {
                Some(bytes) if bytes[0] >= 0x80 => {
                    after = bytes
                        .iter()
                        .fold(states, |states, &byte| utf8_after(states, byte));
                }
                _ if states & 1 == 1 => after = 1,
                _ => {}
            }
        }
        if after == 0 {
            for place in &mut found[since.max(at.saturating_sub(2))..=at] {
                *place = true;
            }
            since = at;
            after = page.bytes(c).map_or(1, |bytes| {
                bytes
                    .iter()
                    .fold(0b1111, |states, &byte| utf8_after(states, byte))
                    | 1
            });
        }
        states = after;
    }
    for place in &mut found[text.len().saturating_sub(2)..] {
        *place = true;
    }
    found
}

fn utf8_after(states: u8, byte: u8) -> u8 {
    match byte {
        0x80..=0xbf => states >> 1,
        0xc2..=0xdf => (states & 1) << 1,
        0xe0..=0xef => (states & 1) << 2,
        0xf0..=0xf4 => (states & 1) << 3,
        _ => 0,
    }
}

/// The best score of the aligned and of those in the middle of a character.
fn best_of(partials: &[Partial]) -> [f32; 2] {
    let mut best = [f32::NEG_INFINITY; 2];
    for partial in partials {
        let best = &mut best[usize::from(partial.held > 0)];
        *best = best.max(partial.score);
    }
    best
}

/// Keeps the best partials; those that only differ in what lies far behind count as one.
fn keep_best(partials: &mut Vec<Partial>) {
    let best = best_of(partials);
    partials.retain(|p| p.score >= best[usize::from(p.held > 0)] - SPREAD);
    partials.sort_by(|x, y| y.score.total_cmp(&x.score));
    let mut alike: FxHashMap<_, usize> = FxHashMap::default();
    let mut room = [BEAM; 2];
    partials.retain(|p| {
        let room = &mut room[usize::from(p.held > 0)];
        if *room == 0 {
            return false;
        }
        let count = alike
            .entry((p.a, p.b, p.damaged, p.pending, p.held))
            .or_default();
        *count += 1;
        let kept = *count <= ALIKE;
        *room -= usize::from(kept);
        kept
    });
}

impl Run<'_> {
    fn literal_cost(&self, partial: &Partial, c: char) -> f32 {
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

    fn step(&mut self, partial: Partial, c: char, here: Here, next: &mut Vec<Partial>) {
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
        if within && partial.damaged && page.blanks && c == ' ' {
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
        if self.page.pairs {
            one.score -= QUERIED_PAIR - QUERIED;
            self.guess_pair(one, at, next);
        }
    }

    /// Bytes that left nothing behind: one of those that the page drops, or a pair.
    fn dropped(&mut self, mut partial: Partial, last: bool, at: u32, next: &mut Vec<Partial>) {
        if !partial.damaged {
            return;
        }
        if self.page.pairs {
            let mut pair = partial;
            pair.score -= DROPPED_PAIR;
            self.guess_pair(pair, at, next);
        }
        partial.score -= DROPPED;
        self.guess(partial, last && self.page.pairs, at, next);
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
            for &byte in &page.dropped {
                self.feed(partial, &[byte], true, at, next);
            }
            partial.score -= SELDOM;
            for &byte in &page.seldom {
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

    fn emission_cost(&self, partial: &Partial, c: char) -> Option<f32> {
        let own = emission(partial.trail, c)?;
        let unlikely = self.options.unlikely.is_some_and(|set| set.contains(&c));
        let model = self.model;
        Some(
            own.unwrap_or_else(|| -model.log_probability(partial.a, partial.b, model.symbol(c)))
                + if unlikely { UNLIKELY } else { 0.0 },
        )
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
            let Some(whole) = self.whole(&partial) else {
                return;
            };
            let Some(c) = whole else {
                continue;
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

    /// The character that the pending bytes make, `Some(None)` if more must follow, `None` if they
    /// cannot be.
    fn whole(&self, partial: &Partial) -> Option<Option<char>> {
        let bytes = partial.pending.get(..usize::from(partial.held))?;
        let first = *bytes.first()?;
        if first < 0x80 {
            return Some(Some(first as char));
        }
        match self.writer {
            Writer::Double(codes) => match bytes {
                [lead] => ((0x81..=0xfe).contains(lead)).then_some(None),
                [lead, trail, ..] => codes.get(*lead, *trail).map(Some),
                [] => None,
            },
            Writer::Utf8 => {
                let need = utf8_length(first);
                if need == 0 || bytes[1..].iter().any(|b| !(0x80..=0xbf).contains(b)) {
                    return None;
                }
                if partial.held < need {
                    return Some(None);
                }
                std::str::from_utf8(bytes).ok()?.chars().next().map(Some)
            }
        }
    }

    fn path(&self, last: u32) -> Vec<Node> {
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
    fn stretches(
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
            node.loose >> at & 1 == 1 || page.dropped.contains(&byte) || page.seldom.contains(&byte)
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
                && self.page.seldom.contains(byte)
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

fn utf8_length(first: u8) -> u8 {
    match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 0,
    }
}
