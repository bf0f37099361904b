//! Reads shifted GBK bytes in their frame again: a beam search over the tokens of a damaged page,
//! with the language model as judge.
//!
//! A partial reading is *aligned* where all bytes so far make whole characters and *shifted* where
//! the first byte of one is pending. Every token offers the bytes that a lenient decoder may have
//! seen; the bytes that it did not show (the lead byte behind `?`, what that byte swallowed, pairs
//! that gave private-use characters) are tried. The search ends as soon as the likeliest reading
//! stands aligned behind its run and nothing else comes near it.

use rustc_hash::FxHashMap;

use crate::language_model::{Cache, Judge};
use crate::reading_search::{ReadingSearch, Setting};
use crate::shift_page::{is_mark, Kind, Page, Token};

/// A reading of a run, behind which the text stands as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Logarithm of the probability of the reading and of what was searched behind it, in nats.
    pub score: f32,
    /// What the least likely two neighbours in the run cost, in nats: what sounds odd is suspect.
    pub oddest: f32,
    /// Tokens of the run; 0 if the text is read as it stands.
    pub tokens: usize,
    /// The characters that the bytes say, and those that the text shows.
    pub found: String,
    /// As the text shows them.
    pub shown: String,
}

const FIRST_LEAD: u8 = 0x81;
const LAST_LEAD: u8 = 0xfe;
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
/// Partials for which dropped bytes are tried, first characters with which, and nats within which.
const DROPPED: (usize, usize, f32) = (2, 4, 9.0);
/// Nats below which a character between two such pairs is not tried.
const RARE: f32 = -8.0;
/// Partials that go on from dropped bytes.
const RISEN: usize = 10;
/// Two pairs of bytes may have been dropped where a character and its mark are unlikelier than this.
const ODD: f32 = -5.0;
const TWO_ODD: f32 = -7.0;
/// What a character costs that is foreign, or of the other script, where bytes say it.
const UNLIKELY: f32 = 7.0;
/// What an ideographic blank costs in a line: it indents, and spreads names of two characters.
const WIDE_BLANK: f32 = 10.0;
/// What a mark costs in a shifted run: a page is cut there, which ends the run.
const UNCUT: f32 = 3.0;
/// What a mark costs behind another one.
const MARKS_MEET: f32 = 5.0;
/// What a gloss costs behind a character that no table holds.
const UNGLOSSABLE: f32 = 12.0;
/// Weight of words beside characters, and of both in a score: they are not independent. Fitted to
/// 580 places that were damaged on purpose.
const WORDS: f32 = 1.0;
const SHARE: f32 = 0.65;
/// What it costs to close what nobody opened.
const UNOPENED: f32 = 6.0;
/// Tokens read as they stand that end a run for good.
const SETTLED: u8 = 6;
/// Nats by which the likeliest reading leads where a search may end.
const CLEAR: f32 = 14.0;
/// Tokens that are read in any case.
const LEAST: usize = 9;

const ROOT: u32 = u32::MAX;

#[derive(Clone, Copy)]
struct Partial {
    /// Judgement of characters, less all costs.
    score: f32,
    /// The best way to cut all characters into words, all but the last, all but the last two.
    words: [f32; 3],
    last: u32,
    a: u16,
    b: u16,
    /// A lead byte whose character is not complete, or 0.
    pending: u8,
    /// Whether the page was cut behind it.
    cut: bool,
    tail: [u8; 2],
    /// Whether the next byte stands behind the tail without a gloss between.
    joined: bool,
    /// How many quotation marks, brackets and titles are open.
    open: [i8; 3],
    /// What is to be paid unless a gloss follows.
    owed: f32,
    /// Tokens up to the last one that is read otherwise than it stands, and up to the end of the
    /// first run once that is behind.
    changed: u16,
    closed: Option<u16>,
    /// Tokens since.
    same: u8,
}

impl Partial {
    fn total(&self) -> f32 {
        self.score + WORDS * self.words[0]
    }
    fn is_shifted(&self) -> bool {
        self.pending != 0
    }
    /// Whether all tokens so far are read as they stand.
    fn is_literal(&self) -> bool {
        self.changed == 0
    }
}

#[derive(Clone, Copy)]
struct Node {
    parent: u32,
    found: char,
    shown: char,
    token: u16,
}

/// What the model said of three symbols; worth keeping for all runs of a document.
#[derive(Debug, Default)]
pub struct Asked {
    characters: FxHashMap<(u16, u16, u16), f32>,
    words: FxHashMap<(u16, u16, u16), [f32; 3]>,
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
        search,
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

struct Search<'a> {
    search: &'a ReadingSearch,
    setting: &'a Setting,
    cache: &'a Cache,
    page: &'a Page,
    asked: &'a mut Asked,
    nodes: Vec<Node>,
    /// The last two symbols before the run.
    before: (u16, u16),
    /// Whether the run starts a line.
    opens_line: bool,
    /// The symbols of marks, those that no other stands before last.
    stops: [u16; 7],
    /// The number of the token at hand.
    token: u16,
    /// The best totals before it.
    best: [f32; 2],
}

impl<'a> Search<'a> {
    fn start(&mut self, left: &str, line: &[char]) -> Partial {
        let blank = self.search.model().blank();
        let mut partial = Partial {
            score: 0.0,
            words: [0.0, f32::NEG_INFINITY, f32::NEG_INFINITY],
            last: ROOT,
            a: blank,
            b: blank,
            pending: 0,
            cut: false,
            tail: [0; 2],
            joined: true,
            open: [0; 3],
            owed: 0.0,
            changed: 0,
            closed: None,
            same: 0,
        };
        for c in left.chars() {
            self.note(&mut partial, c);
            self.judge(&mut partial, c);
        }
        self.before = (partial.a, partial.b);
        self.opens_line = line.is_empty();
        partial.open = [0; 3];
        for &c in line {
            count_open(&mut partial, c);
        }
        Partial {
            score: 0.0,
            ..partial
        }
    }

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

    /// A glossed character whose first byte is in a pair that is not shown, or in the second one.
    fn hidden_before(&mut self, partial: Partial, first: u8, lead: u8, next: &mut Vec<Partial>) {
        let search = self.search;
        for (q, trails) in search.private() {
            if trails.binary_search(&first).is_ok() {
                self.bytes(partial, &[*q, first, lead], next);
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
            self.search,
            self.search.model().context(partial.a, partial.b),
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

    /// A pair that is not shown before the lead byte of a cut, where no character alone makes sense
    /// before the mark.
    fn hidden_cut(
        &mut self,
        partial: Partial,
        leads: &[Partial],
        after: Option<&Token>,
        next: &mut Vec<Partial>,
    ) {
        let search = self.search;
        let model = search.model();
        let mark = match after.map(|token| &token.kind) {
            Some(Kind::Char(c)) => model.symbol(*c),
            _ => model.symbol('?'),
        };
        let mut best = f32::NEG_INFINITY;
        for found in leads {
            let ends = self.log_probability(found.a, found.b, mark);
            best = best.max(found.score + ends);
        }
        if best > partial.score + ODD {
            return;
        }
        let mut found: Vec<(f32, Partial, [u8; 2])> = Vec::new();
        for (lead, trails) in self.private_leads(partial) {
            let context = model.context(lead.a, lead.b);
            for &c in model.successors(lead.b) {
                let score = context.log_probability(c);
                if lead.score + score < partial.score + 3.0 * ODD {
                    continue;
                }
                let score = score + model.log_probability(lead.b, c, mark);
                for &code in search.codes_of(c) {
                    if trails.binary_search(&code[0]).is_ok() && self.is_likely(code) {
                        found.push((lead.total() + score, lead, code));
                    }
                }
            }
        }
        found.sort_by(|x, y| y.0.total_cmp(&x.0));
        for (_, lead, code) in found.into_iter().take(RISEN) {
            self.bytes(lead, &code, next);
        }
    }

    /// A character of a shifted run: its bytes, perhaps behind some that the text does not show.
    fn inside(&mut self, partial: Partial, c: char, rank: usize, next: &mut Vec<Partial>) {
        let from = next.len();
        let page = self.page;
        let own = self.search.code(c);
        if let Some(code) = own {
            self.bytes(partial, &code, next);
        } else if matches!(c, '\x40'..='\x7e') {
            self.bytes(partial, &[c as u8], next);
        }
        let wide = if c.is_ascii() && (page.folded || !c.is_ascii_alphanumeric()) {
            char::from_u32(c as u32 + 0xfee0).and_then(|c| self.search.code(c))
        } else {
            None
        };
        let others = page.forms.get(&c).map_or(&[][..], Vec::as_slice);
        for code in others.iter().chain(&wide) {
            self.bytes(partial, code, next);
        }
        if !page.hidden || rank >= DROPPED.0 || partial.total() < self.best[1] - DROPPED.2 {
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

    /// The partials with the lead byte of a private-use character read, and what may follow it.
    fn private_leads(&mut self, partial: Partial) -> Vec<(Partial, &'a [u8])> {
        let mut leads: Vec<(Partial, &[u8])> = Vec::new();
        let mut made = Vec::new();
        for (lead, trails) in self.search.private() {
            self.bytes(partial, &[*lead], &mut made);
            leads.extend(made.drain(..).map(|found| (found, trails.as_slice())));
        }
        leads.sort_by(|x, y| y.0.total().total_cmp(&x.0.total()));
        leads.truncate(DROPPED.1);
        leads
    }

    /// The partials behind a pair of bytes that gave a private-use character, which was dropped.
    /// The likeliest are chosen by the character that the byte `next` completes.
    fn hide(&mut self, partial: Partial, next: u8) -> Vec<Partial> {
        let leads = self.private_leads(partial);
        let mut found: Vec<(f32, usize, u8)> = Vec::new();
        for (number, (lead, trails)) in leads.iter().enumerate() {
            let context = self.search.model().context(lead.a, lead.b);
            for &trail in trails.iter().filter(|&&trail| trail >= FIRST_LEAD) {
                let code = [trail, next];
                if let Some(c) = self.search.decode(trail, next) {
                    if self.is_likely(code) {
                        let c = self.search.model().symbol(c);
                        let score = context.log_probability(c);
                        found.push((lead.total() + score, number, trail));
                    }
                }
            }
        }
        self.risen(&leads, found)
    }

    /// The same where another such pair follows, whose lead byte completes a character.
    fn hide_one(&mut self, partial: Partial) -> Vec<Partial> {
        let leads = self.private_leads(partial);
        let mut found: Vec<(f32, usize, u8)> = Vec::new();
        for (number, (lead, trails)) in leads.iter().enumerate() {
            let context = self.search.model().context(lead.a, lead.b);
            for &c in self.search.model().successors(lead.b) {
                let score = context.log_probability(c);
                if score < RARE {
                    continue;
                }
                for &code in self.search.codes_of(c) {
                    if trails.binary_search(&code[0]).is_ok()
                        && self
                            .search
                            .private()
                            .binary_search_by_key(&code[1], |(q, _)| *q)
                            .is_ok()
                        && self.is_likely(code)
                    {
                        found.push((lead.total() + score, number, code[0]));
                    }
                }
            }
        }
        self.risen(&leads, found)
    }

    /// The best of the partials with their trail bytes read.
    fn risen(
        &mut self,
        leads: &[(Partial, &[u8])],
        mut found: Vec<(f32, usize, u8)>,
    ) -> Vec<Partial> {
        found.sort_by(|x, y| y.0.total_cmp(&x.0));
        found.truncate(RISEN);
        let mut risen = Vec::with_capacity(found.len());
        for (_, number, trail) in found {
            self.bytes(leads[number].0, &[trail], &mut risen);
        }
        risen
    }

    /// Whether two bytes make a character that this page may well have.
    fn is_likely(&self, [lead, trail]: [u8; 2]) -> bool {
        self.search
            .decode(lead, trail)
            .is_some_and(|c| !self.is_unlikely(c))
    }

    /// What it costs that a character has this form, where bytes say it.
    fn form_cost(&self, c: char) -> f32 {
        if self.is_unlikely(c) {
            return UNLIKELY;
        }
        let shown = self.setting.shown.get(&c).copied().unwrap_or(c);
        self.setting.costs.get(&shown).copied().unwrap_or(0.0)
    }

    /// Whether a character is hardly one of this page, where bytes say it.
    fn is_unlikely(&self, c: char) -> bool {
        let shown = self.setting.shown.get(&c).copied().unwrap_or(c);
        c == '\u{3000}'
            || matches!(shown, '\u{c0}'..='\u{24f}')
            || self.search.model().is_foreign(shown)
            || self.setting.unlikely.contains(&shown)
    }

    /// The partial with some bytes read, if they can stand there.
    fn bytes(&mut self, mut partial: Partial, bytes: &[u8], next: &mut Vec<Partial>) {
        for &byte in bytes {
            if self.read(&mut partial, byte).is_none() {
                return;
            }
        }
        partial.changed = self.token + 1;
        partial.same = 0;
        next.push(partial);
    }

    /// Reads one byte; `None` if it cannot stand here.
    fn read(&mut self, partial: &mut Partial, byte: u8) -> Option<()> {
        let pending = partial.pending;
        if pending == 0 {
            note_byte(self.page, partial, byte);
            if byte < 0x80 {
                self.judge(partial, byte as char);
                self.push(partial, byte as char, byte as char);
            } else if (FIRST_LEAD..=LAST_LEAD).contains(&byte) {
                partial.pending = byte;
            } else {
                return None;
            }
            return Some(());
        }
        let c = self.search.decode(pending, byte)?;
        let joined = partial.joined && !partial.cut;
        note_byte(self.page, partial, byte);
        partial.pending = 0;
        partial.cut = false;
        let shown = self.setting.shown.get(&c).copied().unwrap_or(c);
        if c == '\u{3000}' {
            let indents = self.opens_line && partial.last == ROOT;
            partial.score -= if indents { 0.0 } else { WIDE_BLANK };
        } else if joined && matches!(c, '。' | '？' | '！') {
            partial.score -= UNCUT;
        } else {
            partial.score -= self.form_cost(c);
        }
        let (model, floor) = (
            self.search.model(),
            self.best[0].max(self.best[1]) - 2.0 * SPREAD[1],
        );
        let says = self.log_probability(partial.a, partial.b, model.symbol(shown));
        if partial.total() + says < floor {
            return None;
        }
        self.judge(partial, shown);
        if partial.total() < floor {
            return None;
        }
        self.push(partial, c, shown);
        Some(())
    }

    /// Notes the bytes of a character that is read as it stands.
    fn note(&self, partial: &mut Partial, c: char) {
        if c.is_ascii() {
            note_byte(self.page, partial, c as u8);
        } else if let Some(code) = self.search.code(c) {
            for byte in code {
                note_byte(self.page, partial, byte);
            }
        } else {
            note_byte(self.page, partial, 0);
        }
    }

    /// What the model says of a character behind two others.
    fn log_probability(&mut self, a: u16, b: u16, c: u16) -> f32 {
        let (model, cache) = (self.search.model(), self.cache);
        *self
            .asked
            .characters
            .entry((a, b, c))
            .or_insert_with(|| Judge { model, cache }.log_probability(a, b, c))
    }

    /// Adds what the model says of a character.
    fn judge(&mut self, partial: &mut Partial, shown: char) {
        let model = self.search.model();
        let c = model.symbol(shown);
        let (a, b) = (partial.a, partial.b);
        partial.score += self.log_probability(a, b, c);
        if c != b && self.stops[2..].contains(&c) && self.stops.contains(&b) {
            partial.score -= MARKS_MEET;
        }
        let own = *self
            .asked
            .words
            .entry((a, b, c))
            .or_insert_with(|| model.word_probabilities(a, b, c));
        let words = partial.words;
        let best = (0..3).map(|n| words[n] + own[n]);
        let best = best.fold(f32::NEG_INFINITY, f32::max);
        partial.words = [best, words[0], words[1]];
        (partial.a, partial.b) = (b, c);
    }

    fn push(&mut self, partial: &mut Partial, found: char, shown: char) {
        count_open(partial, shown);
        self.nodes.push(Node {
            parent: partial.last,
            found,
            shown,
            token: self.token,
        });
        partial.last = self.nodes.len() as u32 - 1;
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
                run.oddest = self.oddest(&letters, inside);
                found.push(run);
            }
        }
        found
    }

    /// What the least likely two neighbours cost among the first `count` letters and the next one.
    fn oddest(&mut self, letters: &[Node], count: usize) -> f32 {
        let (mut a, mut b) = self.before;
        let mut last = 0.0;
        let mut oddest = 0.0_f32;
        for node in letters.iter().take(count + 1) {
            let c = self.search.model().symbol(node.shown);
            let here = self.log_probability(a, b, c);
            oddest = oddest.min(last + here);
            last = here;
            (a, b) = (b, c);
        }
        oddest
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

/// Counts what a character opens or closes; to close what nobody opened costs.
fn count_open(partial: &mut Partial, c: char) {
    let (kind, step) = match c {
        '“' | '「' | '『' => (0, 1),
        '”' | '」' | '』' => (0, -1),
        '（' | '(' => (1, 1),
        '）' | ')' => (1, -1),
        '《' => (2, 1),
        '》' => (2, -1),
        '\n' => {
            partial.open = [0; 3];
            return;
        }
        _ => return,
    };
    let open = &mut partial.open[kind];
    if *open + step < 0 {
        partial.score -= UNOPENED;
    } else {
        *open = open.saturating_add(step);
    }
}

/// Notes a byte of the source: what stood before it, if the page would have glossed that, has no
/// gloss.
fn note_byte(page: &Page, partial: &mut Partial, byte: u8) {
    partial.score -= partial.owed;
    partial.owed = 0.0;
    partial.tail = [partial.tail[1], byte];
    if partial.joined {
        if let Some(cost) = page.bare.get(&partial.tail) {
            partial.owed = *cost;
        }
    }
    partial.joined = true;
}
