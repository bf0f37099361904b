//! Reads text again whose bytes were read in the wrong encoding: a search over the borders between
//! sound and damaged stretches and over bytes that were lost, with the language model as judge.
//!
//! A [`Page`] says which bytes a character that is seen stands for, a [`Writer`] which characters
//! bytes were written as. Sound stretches are charged what the model and a rough idea of other
//! scripts say of them as they stand, damaged ones what it says of the reading.

mod gaps;
mod letters;
mod page;
mod results;
mod steps;

use rustc_hash::{FxHashMap, FxHashSet};

use self::gaps::gaps;
use self::letters::{is_queried, Trail};
pub use self::page::{Codes, Losses, Page, Writer, TABLE};
pub use self::results::{Part, Stretch};
use crate::language_model::NgramModel;

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
/// What a byte costs on top that is seldom dropped.
const SELDOM: f32 = 4.0;
/// A partial this far below the best goes no further.
const SPREAD: f32 = 20.0;
/// A partial this far below the best is not worth a guess.
const GUESSED: f32 = 12.0;
/// Partials of each kind, the best ones, behind which guesses are made.
const GUESSES: usize = 6;
/// Partials of the same state that are kept, and of all.
const ALIKE: usize = 3;
const BEAM: usize = 64;
/// Nats of the rarest character, behind a blank, that is guessed.
const RAREST: f32 = 13.0;
const ROOT: u32 = u32::MAX;

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
