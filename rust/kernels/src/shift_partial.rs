//! Partial readings of shifted bytes: what they hold, and how a byte or a character goes on.

use crate::language_model::Judge;
use crate::shift_page::Page;
use crate::shift_search::Search;

pub(crate) const FIRST_LEAD: u8 = 0x81;
pub(crate) const LAST_LEAD: u8 = 0xfe;
/// What a character costs that is foreign, or of the other script, where bytes say it.
const UNLIKELY: f32 = 7.0;
/// What an ideographic blank costs in a line: it indents, and spreads names of two characters.
const WIDE_BLANK: f32 = 10.0;
/// What a mark costs in a shifted run: a page is cut there, which ends the run.
const UNCUT: f32 = 3.0;
/// What a mark costs behind another one.
const MARKS_MEET: f32 = 5.0;
/// What it costs to close what nobody opened.
const UNOPENED: f32 = 6.0;
/// Parent of the first characters.
pub(crate) const ROOT: u32 = u32::MAX;
/// Nats below the best from which no byte is read.
const HOPELESS: f32 = 30.0;

#[derive(Clone, Copy)]
pub(crate) struct Partial {
    /// Judgement of characters, less all costs.
    pub(crate) score: f32,
    /// The best way to cut all characters into words, all but the last, all but the last two.
    pub(crate) words: [f32; 3],
    pub(crate) last: u32,
    pub(crate) a: u16,
    pub(crate) b: u16,
    /// A lead byte whose character is not complete, or 0.
    pub(crate) pending: u8,
    /// Whether the page was cut behind it.
    pub(crate) cut: bool,
    pub(crate) tail: [u8; 2],
    /// Whether the next byte stands behind the tail without a gloss between.
    pub(crate) joined: bool,
    /// How many quotation marks, brackets and titles are open.
    pub(crate) open: [i8; 3],
    /// What is to be paid unless a gloss follows.
    pub(crate) owed: f32,
    /// Tokens up to the last one that is read otherwise than it stands, and up to the end of the
    /// first run once that is behind.
    pub(crate) changed: u16,
    pub(crate) closed: Option<u16>,
    /// Tokens since.
    pub(crate) same: u8,
}

impl Partial {
    pub(crate) fn total(&self) -> f32 {
        self.score + self.words[0]
    }
    pub(crate) fn is_shifted(&self) -> bool {
        self.pending != 0
    }
    /// Whether all tokens so far are read as they stand.
    pub(crate) fn is_literal(&self) -> bool {
        self.changed == 0
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Node {
    pub(crate) parent: u32,
    pub(crate) found: char,
    pub(crate) shown: char,
    pub(crate) token: u16,
}

impl Search<'_> {
    pub(crate) fn start(&mut self, left: &str, line: &[char]) -> Partial {
        let blank = self.readings.model().blank();
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

    /// Whether two bytes make a character that this page may well have.
    pub(crate) fn is_likely(&self, [lead, trail]: [u8; 2]) -> bool {
        self.readings
            .decode(lead, trail)
            .is_some_and(|c| !self.is_unlikely(c))
    }

    /// What it costs that a character has this form, where bytes say it.
    pub(crate) fn form_cost(&self, c: char) -> f32 {
        if self.is_unlikely(c) {
            return UNLIKELY;
        }
        let shown = self.setting.shown.get(&c).copied().unwrap_or(c);
        self.setting.costs.get(&shown).copied().unwrap_or(0.0)
    }

    /// Whether a character is hardly one of this page, where bytes say it.
    pub(crate) fn is_unlikely(&self, c: char) -> bool {
        let shown = self.setting.shown.get(&c).copied().unwrap_or(c);
        c == '\u{3000}'
            || matches!(shown, '\u{c0}'..='\u{24f}')
            || self.readings.model().is_foreign(shown)
            || self.setting.unlikely.contains(&shown)
    }

    /// The partial with some bytes read, if they can stand there.
    pub(crate) fn bytes(&mut self, mut partial: Partial, bytes: &[u8], next: &mut Vec<Partial>) {
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
    pub(crate) fn read(&mut self, partial: &mut Partial, byte: u8) -> Option<()> {
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
        let c = self.readings.decode(pending, byte)?;
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
            self.readings.model(),
            self.best[0].max(self.best[1]) - HOPELESS,
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
    pub(crate) fn note(&self, partial: &mut Partial, c: char) {
        if c.is_ascii() {
            note_byte(self.page, partial, c as u8);
        } else if let Some(code) = self.readings.code(c) {
            for byte in code {
                note_byte(self.page, partial, byte);
            }
        } else {
            note_byte(self.page, partial, 0);
        }
    }

    /// What the model says of a character behind two others.
    pub(crate) fn log_probability(&mut self, a: u16, b: u16, c: u16) -> f32 {
        let (model, cache) = (self.readings.model(), self.cache);
        *self
            .asked
            .characters
            .entry((a, b, c))
            .or_insert_with(|| Judge { model, cache }.log_probability(a, b, c))
    }

    /// Adds what the model says of a character.
    pub(crate) fn judge(&mut self, partial: &mut Partial, shown: char) {
        let model = self.readings.model();
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

    pub(crate) fn push(&mut self, partial: &mut Partial, found: char, shown: char) {
        count_open(partial, shown);
        self.nodes.push(Node {
            parent: partial.last,
            found,
            shown,
            token: self.token,
        });
        partial.last = self.nodes.len() as u32 - 1;
    }
}

/// Counts what a character opens or closes; to close what nobody opened costs.
pub(crate) fn count_open(partial: &mut Partial, c: char) {
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
pub(crate) fn note_byte(page: &Page, partial: &mut Partial, byte: u8) {
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
