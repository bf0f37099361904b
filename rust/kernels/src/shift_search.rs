//! Reads shifted GBK bytes in their frame again: a beam search over the tokens of a damaged page,
//! with the language model as judge.
//!
//! A partial reading is *aligned* where all bytes so far make whole characters and *shifted* where
//! the first byte of one is pending. Every token offers the bytes that a lenient decoder may have
//! seen; the bytes that it did not show (the lead byte behind `?`, what that byte swallowed, pairs
//! that gave private-use characters) are tried. The search ends as soon as the likeliest reading
//! stands aligned behind its run and nothing else comes near it.

use rustc_hash::FxHashMap;

use crate::language_model::Cache;
use crate::reading_search::{ReadingSearch, Setting};
use crate::shift_page::{is_mark, Kind, Page, Token};
use crate::shift_partial::{Node, Partial, FIRST_LEAD, LAST_LEAD};

/// A reading of a run, behind which the text stands as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Logarithm of the probability of the reading and of what was searched behind it, in nats.
    pub score: f32,
    /// What the least likely two neighbours in the run cost, in nats: what sounds odd is suspect.
    pub oddest: f32,
    /// And its least likely character.
    pub rarest: f32,
    /// Tokens of the run; 0 if the text is read as it stands.
    pub tokens: usize,
    /// The characters that the bytes say, and those that the text shows.
    pub found: String,
    /// As the text shows them.
    pub shown: String,
}

/// What a lead byte that lost its trail byte swallows, and what that costs beside the language
/// model; 0 stands for any digit, for which one it was cannot be known.
const SWALLOWED: [(char, f32); 7] = [
    ('\n', 0.0),
    (' ', 6.0),
    ('(', 1.0),
    ('<', 2.0),
    ('"', 1.0),
    ('0', 1.0),
    ('-', 2.0),
];
/// Partials are given up that are so many nats below the best of their kind, and those beyond a
/// number; at first the lead byte that is lost can be any of 126.
const SPREAD: [f32; 2] = [25.0, 15.0];
const BEAM: [usize; 2] = [150, 48];
/// Lead bytes that are tried where one completes a character.
const LEADS: usize = 40;
/// Tokens after which it is known what a run begins with.
const OPEN: u16 = 3;
/// Partials of the same state that are kept.
const ALIKE: usize = 6;
/// Nats below the best from which a partial is too unlikely to try many bytes for it.
const NEAR: f32 = 9.0;
/// Partials for which dropped bytes are tried, and nats within which.
const DROPPED: (usize, f32) = (2, 9.0);
/// Two pairs of bytes in a row are tried where a character is unlikelier than this.
const TWO_ODD: f32 = -7.0;
/// What a gloss costs behind a character that no table holds.
const UNGLOSSABLE: f32 = 12.0;
/// Share of characters and words in a score: they are not independent. Fitted to 580 places that
/// were damaged on purpose.
const SHARE: f32 = 0.65;
/// Tokens read as they stand that end a run for good.
const SETTLED: u8 = 6;
/// Nats by which the likeliest reading leads where a search may end.
const CLEAR: f32 = 14.0;
/// Tokens that are read in any case.
const LEAST: usize = 9;

/// What the model said of three symbols; worth keeping for all runs of a document.
#[derive(Debug, Default)]
pub struct Asked {
    pub(crate) characters: FxHashMap<(u16, u16, u16), f32>,
    pub(crate) words: FxHashMap<(u16, u16, u16), [f32; 3]>,
}

/// The likeliest readings of the run that may start with the first of `tokens`, best first.
///
/// `left` is the text before them, `cache` what the document says elsewhere. The text as it stands is among the readings, as a run of 0
/// tokens.
pub fn read_run(
    search: &ReadingSearch,
    setting: &Setting,
    cache: &Cache,
    page: &Page,
    asked: &mut Asked,
    left: &str,
    tokens: &[Token],
) -> Vec<Run> {
    let mut run = Search {
        readings: search,
        setting,
        cache,
        page,
        asked,
        nodes: Vec::new(),
        before: (0, 0),
        opens_line: false,
        stops: ['?', '!', ',', '、', '。', ';', ':'].map(|c| search.model().symbol(c)),
        token: 0,
        best: [f32::NEG_INFINITY; 2],
    };
    let line = tokens
        .first()
        .map_or(&[][..], |token| page.line_before(token.start));
    let mut beam = vec![run.start(left, line)];
    let mut next = Vec::new();
    for (number, token) in tokens.iter().enumerate() {
        next.clear();
        run.token = number as u16;
        run.best = best_of(&beam);
        let mut ranks = [0; 2];
        for partial in &beam {
            let rank = &mut ranks[usize::from(partial.is_shifted())];
            run.step(*partial, *rank, token, tokens.get(number + 1), &mut next);
            *rank += 1;
        }
        let late = usize::from(number >= usize::from(OPEN));
        keep_best(&mut next, BEAM[late], SPREAD[late]);
        std::mem::swap(&mut beam, &mut next);
        if number + 1 >= LEAST && is_settled(&beam) {
            break;
        }
    }
    run.runs(&beam, tokens)
}

/// The best total of the aligned and of the shifted; the latter lag behind by a character, so that
/// the two do not compare.
fn best_of(partials: &[Partial]) -> [f32; 2] {
    let mut best = [f32::NEG_INFINITY; 2];
    for partial in partials {
        let best = &mut best[usize::from(partial.is_shifted())];
        *best = best.max(partial.total());
    }
    best
}

/// Keeps the best of the aligned and of the shifted, best first.
fn keep_best(partials: &mut Vec<Partial>, beam: usize, spread: f32) {
    let best = best_of(partials);
    partials.retain(|p| p.is_literal() || p.total() >= best[usize::from(p.is_shifted())] - spread);
    partials.sort_by(|x, y| y.total().total_cmp(&x.total()));
    let mut room = [beam; 2];
    let mut alike: FxHashMap<_, usize> = FxHashMap::default();
    partials.retain(|partial| {
        // What is to come does not tell partials of the same state apart: the best few will do.
        let state = (partial.a, partial.b, partial.pending);
        let alike = alike.entry(state).or_default();
        let room = &mut room[usize::from(partial.is_shifted())];
        let kept = *room > 0 && *alike < ALIKE;
        *alike += 1;
        *room -= usize::from(kept);
        kept || partial.is_literal()
    });
}

/// Whether the best reading stands aligned behind its run and nothing else comes near it.
fn is_settled(partials: &[Partial]) -> bool {
    let Some(best) = partials.iter().find(|partial| !partial.is_shifted()) else {
        return partials.is_empty();
    };
    let settled = |partial: &Partial| !partial.is_shifted() && partial.same >= SETTLED;
    settled(best)
        && partials
            .iter()
            .all(|partial| settled(partial) || partial.total() < best.total() - CLEAR)
}

pub(crate) struct Search<'a> {
    pub(crate) readings: &'a ReadingSearch,
    pub(crate) setting: &'a Setting,
    pub(crate) cache: &'a Cache,
    pub(crate) page: &'a Page,
    pub(crate) asked: &'a mut Asked,
    pub(crate) nodes: Vec<Node>,
    /// The last two symbols before the run.
    pub(crate) before: (u16, u16),
    /// Whether the run starts a line.
    pub(crate) opens_line: bool,
    /// The symbols of marks, those that no other stands before last.
    pub(crate) stops: [u16; 7],
    /// The number of the token at hand.
    pub(crate) token: u16,
    /// The best totals before it.
    pub(crate) best: [f32; 2],
}

impl Search<'_> {
    /// All ways in which a partial goes on with a token.
    fn step(
        &mut self,
        partial: Partial,
        rank: usize,
        token: &Token,
        after: Option<&Token>,
        next: &mut Vec<Partial>,
    ) {
        // What the run begins with is still open while little stands behind it.
        let near = if self.token < OPEN { SPREAD[0] } else { NEAR };
        let near = partial.total() >= self.best[usize::from(partial.is_shifted())] - near;
        match &token.kind {
            Kind::Gloss(pinyin) => self.gloss(partial, pinyin, next),
            Kind::Swallowed(pinyin) => {
                if !partial.is_shifted() {
                    self.stands(partial, token, next);
                }
                self.swallowed(partial, pinyin, rank, next);
            }
            Kind::Query if partial.is_shifted() => self.query(partial, rank, near, after, next),
            Kind::Query => {
                self.stands(partial, token, next);
                let cut = after.is_some_and(|t| matches!(t.kind, Kind::Char(c) if is_mark(c)));
                // `??`: the mark is itself a question mark.
                let twice = after.is_some_and(|t| t.kind == Kind::Query);
                if near && (cut || twice) {
                    let from = next.len();
                    for lead in FIRST_LEAD..=LAST_LEAD {
                        self.bytes(partial, &[lead], next);
                    }
                    next[from..].iter_mut().for_each(|found| found.cut = true);
                }
            }
            Kind::Char(_) if !partial.is_shifted() => self.stands(partial, token, next),
            Kind::Char('€') => self.bytes(partial, &[0x80], next),
            Kind::Char(c) => self.inside(partial, *c, rank, next),
        }
    }

    /// The text of a token as it stands.
    fn stands(&mut self, mut partial: Partial, token: &Token, next: &mut Vec<Partial>) {
        let chars = self.page.chars.get(token.start..token.end).unwrap_or(&[]);
        for &c in chars {
            self.note(&mut partial, c);
            self.judge(&mut partial, c);
            self.push(&mut partial, c, c);
        }
        partial.same = partial.same.saturating_add(1);
        if partial.same >= SETTLED {
            partial.closed = partial.closed.or(Some(partial.changed));
        }
        next.push(partial);
    }

    /// A gloss adds no bytes, but what stands before it should be what it glosses.
    fn gloss(&mut self, mut partial: Partial, pinyin: &str, next: &mut Vec<Partial>) {
        let codes = self.page.codes.get(pinyin);
        let cost = codes.and_then(|codes| codes.iter().find(|(code, _)| *code == partial.tail));
        partial.score -= cost.map_or(UNGLOSSABLE, |(_, cost)| *cost);
        partial.owed = 0.0;
        partial.joined = false;
        next.push(partial);
    }

    /// A lead byte swallowed the bracket of a gloss: it is the second byte of what is glossed.
    fn swallowed(&mut self, partial: Partial, pinyin: &str, rank: usize, next: &mut Vec<Partial>) {
        let page = self.page;
        let Some(codes) = page.codes.get(pinyin) else {
            return;
        };
        let mut hidden = Vec::new();
        if page.hidden && partial.is_shifted() && rank < DROPPED.0 {
            hidden.push(partial);
            if rank == 0 {
                hidden.extend(self.hide_one(partial));
            }
        }
        for &([first, lead], cost) in codes {
            if lead < FIRST_LEAD {
                continue;
            }
            let from = next.len();
            if page.may_be(partial.tail[1], first) {
                self.bytes(partial, &[lead], next);
            }
            for &before in &hidden {
                self.hidden_before(before, first, lead, next);
            }
            for found in &mut next[from..] {
                found.score -= cost;
                found.owed = 0.0;
                found.joined = false;
            }
        }
    }

    /// A `?` in a shifted run: a question mark, or a lead byte and what it swallowed.
    fn query(
        &mut self,
        partial: Partial,
        rank: usize,
        near: bool,
        after: Option<&Token>,
        next: &mut Vec<Partial>,
    ) {
        self.bytes(partial, &[0xa3, 0xbf], next);
        // Behind the lead byte that begins a run stands the mark of the cut.
        if !near || partial.cut {
            return;
        }
        let end = after.is_none_or(|token| token.kind == Kind::Char('\n'));
        let cut = match after.map(|token| &token.kind) {
            Some(Kind::Char(c)) => is_mark(*c),
            Some(Kind::Query) => true,
            _ => false,
        };
        let leads = self.any_lead(partial);
        if end || cut {
            // A cut stood here, or half a line end was swallowed.
            let cost = if end && self.page.spaced { 4.0 } else { 0.0 };
            next.extend(leads.iter().map(|found| Partial {
                score: found.score - cost,
                ..*found
            }));
        }
        if cut {
            if self.page.hidden && rank < 2 {
                self.hidden_cut(partial, &leads, after, next);
            }
            return;
        }
        let best = self.best[1];
        let leads = leads.iter().filter(|_| partial.total() >= best - NEAR);
        for lead in leads.take(24) {
            for (c, cost) in SWALLOWED {
                if end && c != '\n' {
                    continue;
                }
                let mut found = *lead;
                self.note(&mut found, c);
                self.judge(&mut found, c);
                self.push(&mut found, c, c);
                found.score -= if end && !self.page.spaced { 4.0 } else { cost };
                next.push(found);
            }
        }
    }

    /// The partials with any lead byte read that completes a likely character, likeliest first.
    fn any_lead(&mut self, partial: Partial) -> Vec<Partial> {
        let (search, context) = (
            self.readings,
            self.readings.model().context(partial.a, partial.b),
        );
        let mut found: Vec<(f32, u8)> = (FIRST_LEAD..=LAST_LEAD)
            .filter_map(|lead| {
                let c = search.decode(partial.pending, lead)?;
                let cost = self.form_cost(c);
                let c = search.model().symbol(c);
                Some((context.log_probability(c) - cost, lead))
            })
            .collect();
        found.sort_by(|x, y| y.0.total_cmp(&x.0));
        let mut leads = Vec::with_capacity(LEADS);
        for (_, lead) in found.into_iter().take(LEADS) {
            self.bytes(partial, &[lead], &mut leads);
        }
        leads.sort_by(|x, y| y.total().total_cmp(&x.total()));
        leads
    }

    /// A character of a shifted run: its bytes, perhaps behind some that the text does not show.
    fn inside(&mut self, partial: Partial, c: char, rank: usize, next: &mut Vec<Partial>) {
        let from = next.len();
        let page = self.page;
        let own = self.readings.code(c);
        if let Some(code) = own {
            self.bytes(partial, &code, next);
        } else if matches!(c, '\x40'..='\x7e') {
            self.bytes(partial, &[c as u8], next);
        }
        let wide = if c.is_ascii() && (page.folded || !c.is_ascii_alphanumeric()) {
            char::from_u32(c as u32 + 0xfee0).and_then(|c| self.readings.code(c))
        } else {
            None
        };
        let others = page.forms.get(&c).map_or(&[][..], Vec::as_slice);
        for code in others.iter().chain(&wide) {
            self.bytes(partial, code, next);
        }
        if !page.hidden || rank >= DROPPED.0 || partial.total() < self.best[1] - DROPPED.1 {
            return;
        }
        let best = best_of(&next[from..])[usize::from(own.is_some())];
        let single = [c as u8];
        let own = match &own {
            Some(code) => &code[..],
            None if matches!(c, '\x40'..='\x7e') => &single[..],
            None => &[],
        };
        let codes = others.iter().chain(&wide).map(|code| &code[..]);
        for code in codes.chain([own]).filter(|code| !code.is_empty()) {
            let from = next.len();
            for found in self.hide(partial, code[0]) {
                self.bytes(found, code, next);
            }
            // Two pairs in a row, where neither none nor one makes sense.
            let one = best_of(&next[from..]);
            let odd = best < partial.total() + TWO_ODD
                && one[0].max(one[1]) < partial.total() + 2.0 * TWO_ODD;
            if rank == 0 && odd {
                for middle in self.hide_one(partial) {
                    for found in self.hide(middle, code[0]) {
                        self.bytes(found, code, next);
                    }
                }
            }
        }
    }

    /// The readings of the aligned partials, each once, best first.
    fn runs(&mut self, partials: &[Partial], tokens: &[Token]) -> Vec<Run> {
        let mut found: Vec<Run> = Vec::new();
        for partial in partials.iter().filter(|partial| !partial.is_shifted()) {
            let changed = usize::from(partial.closed.unwrap_or(partial.changed));
            let letters = self.letters(partial.last);
            let inside = letters.partition_point(|node| usize::from(node.token) < changed);
            let mut run = Run {
                score: SHARE * partial.total(),
                oddest: 0.0,
                rarest: 0.0,
                tokens: changed,
                found: letters[..inside].iter().map(|node| node.found).collect(),
                shown: letters[..inside].iter().map(|node| node.shown).collect(),
            };
            // Glosses right behind the run belong to what it restored.
            while changed > 0
                && matches!(
                    tokens.get(run.tokens).map(|t| &t.kind),
                    Some(Kind::Gloss(_))
                )
            {
                run.tokens += 1;
            }
            let same = |other: &Run| other.tokens == run.tokens && other.found == run.found;
            if !found.iter().any(same) {
                (run.oddest, run.rarest) = self.oddest(&letters, inside);
                found.push(run);
            }
        }
        found
    }

    /// What the least likely two neighbours cost among the first `count` letters and the next one,
    /// and the least likely of these letters.
    fn oddest(&mut self, letters: &[Node], count: usize) -> (f32, f32) {
        let (mut a, mut b) = self.before;
        let mut last = 0.0;
        let (mut oddest, mut rarest) = (0.0_f32, 0.0_f32);
        for (number, node) in letters.iter().take(count + 1).enumerate() {
            let c = self.readings.model().symbol(node.shown);
            let here = self.log_probability(a, b, c);
            oddest = oddest.min(last + here);
            if number < count {
                rarest = rarest.min(here);
            }
            last = here;
            (a, b) = (b, c);
        }
        (oddest, rarest)
    }

    /// The characters of a partial.
    fn letters(&self, last: u32) -> Vec<Node> {
        let mut letters = Vec::new();
        let mut at = last;
        while let Some(node) = self.nodes.get(at as usize) {
            letters.push(*node);
            at = node.parent;
        }
        letters.reverse();
        letters
    }
}
