//! One line under the rules: its characters, what they are, and what is to stand for them.

use super::class::{class, group, is_letter, Kind};
use super::{patterns, Rule, Rules};
use crate::scan::is_han;

/// Characters that a look to the side passes over at most, so that no text is walked twice.
pub(super) const LOOK: usize = 32;

/// A character that some step looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    at: u32,
    /// Byte of the line at which it starts.
    byte: u32,
    /// Han characters of the line before it.
    pub han: u32,
}

impl Event {
    pub fn at(self) -> usize {
        self.at as usize
    }
}

/// A line in work. Positions are characters of the line; one outside it reads as [`Kind::Edge`]
/// and `'\0'`, so that looking over the border needs no care.
///
/// Most characters are Han and no step looks at them: the steps walk over `events`. What is set is
/// put back when the next line is read, so that no line costs more than its own length.
#[derive(Default)]
pub(super) struct Line {
    pub chars: Vec<char>,
    kinds: Vec<Kind>,
    /// Marks, brackets, blanks and signs, in order.
    pub events: Vec<Event>,
    /// The groups of all events.
    present: u16,
    /// Code, addresses and formulas: never changed.
    pub code: Vec<bool>,
    /// Spans of `code` that are set.
    coded: Vec<(usize, usize)>,
    /// What is to stand for a character.
    pub out: Vec<Option<&'static str>>,
    pub rule: Vec<Rule>,
    /// A rule has looked at the character; later ones leave it.
    taken: Vec<bool>,
    /// Characters of which `out` or `taken` is set.
    touched: Vec<u32>,
    /// Closers of changed brackets whose opener has a Han character and a blank before it.
    pub spaced: Vec<usize>,
    pub rules: Rules,
    pub han: usize,
    /// More words of other scripts than Han characters.
    pub foreign: bool,
    pub edited: bool,
}

impl Line {
    /// Fills the line; false if it holds no Chinese prose.
    pub fn read(&mut self, text: &str, rules: Rules) -> bool {
        self.fill(text, rules, 1)
    }

    /// Fills the line; false if it has fewer Han characters, or is Japanese, Korean, code or data.
    pub fn fill(&mut self, text: &str, rules: Rules, least: usize) -> bool {
        self.reset();
        self.rules = rules;
        let (mut han, mut kana, mut letters, mut words, mut present) = (0, 0, 0, 0, 0);
        let Self {
            chars,
            kinds,
            events,
            ..
        } = self;
        // No text has more characters than bytes; what is reserved is used again.
        chars.reserve(text.len());
        kinds.reserve(text.len());
        for (byte, c) in text.char_indices() {
            chars.push(c);
            // Most of the Han characters there are, and nearly all of those in use.
            if ('\u{4e00}'..='\u{9fff}').contains(&c) || is_han(c) {
                han += 1;
                letters = 0;
                kinds.push(Kind::Han);
                continue;
            }
            let (kind, group) = class(c);
            kinds.push(kind);
            if group & group::LETTER == 0 {
                letters = 0;
            } else {
                letters += 1;
                words += usize::from(letters == 2);
            }
            kana += usize::from(group & group::KANA != 0);
            if group & group::ANY != 0 {
                present |= group;
                let (at, byte) = (chars.len() as u32 - 1, byte as u32);
                events.push(Event { at, byte, han });
            }
        }
        self.present = present;
        self.han = han as usize;
        if self.han < least || kana * 10 > self.han || self.may_be_code() && patterns::is_code(text)
        {
            return false;
        }
        let n = self.chars.len();
        if self.out.len() < n {
            self.code.resize(n, false);
            self.out.resize(n, None);
            self.rule.resize(n, Rule::Comma);
            self.taken.resize(n, false);
        }
        if self.may_hold_code() {
            self.protect(text);
            if !self.coded.is_empty() {
                words = self.words();
            }
        }
        self.foreign = self.han < words;
        true
    }

    fn reset(&mut self) {
        for i in self.touched.drain(..) {
            self.out[i as usize] = None;
            self.taken[i as usize] = false;
        }
        for (start, end) in self.coded.drain(..) {
            self.code[start..end].fill(false);
        }
        self.chars.clear();
        self.kinds.clear();
        self.events.clear();
        self.spaced.clear();
        self.edited = false;
    }

    /// Whether the line may fit a pattern of [`patterns::is_code`].
    fn may_be_code(&self) -> bool {
        let first = self.chars.iter().position(|c| !matches!(c, ' ' | '\t'));
        let first = first.unwrap_or(0) as isize;
        let opens = match self.at(first) {
            '(' => false,
            '0'..='9' => matches!(self.at(first + 4), '-' | '/'),
            c => c.is_ascii(),
        };
        let sign = |event: &Event| {
            let i = event.at as isize;
            let (before, after) = (self.at(i - 1), self.at(i + 1));
            match self.chars[event.at()] {
                '"' | '\'' => {
                    matches!(before, '(' | ',' | 'r' | 'f' | 'b' | 'u')
                        || after == ';'
                        || matches!(before, ' ' | '=')
                            && matches!(self.at(i - 2), 'T' | ' ' | '=' | ',')
                }
                ')' => before.is_ascii_digit() && matches!(after, ',' | ':'),
                ';' => before == ')' || self.kind(i + 1) == Kind::Edge || after == ' ',
                _ => false,
            }
        };
        opens || self.has(group::MARKUP) || self.events.iter().any(sign)
    }

    /// Whether any part may fit a pattern of [`patterns::protected`].
    fn may_hold_code(&self) -> bool {
        let alphanumeric = |i| self.at(i).is_ascii_alphanumeric();
        let sign = |event: &Event| {
            let i = event.at as isize;
            let (before, after) = (self.at(i - 1), self.at(i + 1));
            match self.chars[event.at()] {
                // a call, `(c)`, `(TM)`, `(^_^)`
                '(' => {
                    before.is_ascii_alphanumeric()
                        || before == '.'
                        || matches!(after, 'c' | 'C' | 'r' | 'R' | 'T' | 't' | '>')
                }
                // the extension of a file, faces
                ')' => matches!(after, '.') || matches!(before, ':' | ';' | '-'),
                '-' => alphanumeric(i + 1) || matches!(before, ':' | ';'),
                // a short code, a field
                ':' => after.is_ascii_lowercase() || i == 0,
                '.' => before == 'w' && self.at(i - 2) == 'w',
                '?' => before == '?',
                _ => false,
            }
        };
        self.has(group::MARKUP) || self.events.iter().any(sign)
    }

    fn protect(&mut self, text: &str) {
        let (mut byte, mut at) = (0, 0);
        let Self {
            chars,
            kinds,
            code,
            coded,
            ..
        } = self;
        patterns::protected(text, |start, end| {
            let mut to = |target: usize| {
                while byte < target {
                    byte += chars[at].len_utf8();
                    at += 1;
                }
                at
            };
            let (from, to) = (to(start), to(end));
            code[from..to].fill(true);
            kinds[from..to].fill(Kind::Latin);
            coded.push((from, to));
        });
    }

    /// Words of two letters or more of other scripts outside of code and addresses; single letters
    /// are variables and options of an exam.
    fn words(&self) -> usize {
        let (mut words, mut letters) = (0, 0);
        for (&c, &code) in self.chars.iter().zip(&self.code) {
            letters = if is_letter(c) && !code {
                letters + 1
            } else {
                0
            };
            words += usize::from(letters == 2);
        }
        words
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether the line has a character of one of these groups.
    pub fn has(&self, groups: u16) -> bool {
        self.present & groups != 0
    }

    pub fn on(&self, rule: Rule) -> bool {
        self.rules.has(rule)
    }

    pub fn at(&self, i: isize) -> char {
        usize::try_from(i)
            .ok()
            .and_then(|i| self.chars.get(i).copied())
            .unwrap_or('\0')
    }

    pub fn kind(&self, i: isize) -> Kind {
        usize::try_from(i)
            .ok()
            .and_then(|i| self.kinds.get(i).copied())
            .unwrap_or(Kind::Edge)
    }

    pub fn is_code(&self, i: isize) -> bool {
        usize::try_from(i).is_ok_and(|i| i < self.len() && self.code[i])
    }

    /// The next thing that says what text this is, past blanks, marks, brackets and quotes.
    pub fn side(&self, i: isize, step: isize) -> (Kind, isize) {
        let mut j = i + step;
        for _ in 0..LOOK {
            match self.kind(j) {
                Kind::Blank | Kind::Mark | Kind::Open | Kind::Close | Kind::Quote => j += step,
                found => return (found, j),
            }
        }
        (Kind::Edge, j)
    }

    pub fn is_taken(&self, i: usize) -> bool {
        self.taken[i]
    }

    /// Leaves a character to no other rule.
    pub fn take(&mut self, i: usize) {
        if !self.taken[i] {
            self.taken[i] = true;
            self.touched.push(i as u32);
        }
    }

    /// Puts `new` in the place of a character, if the rule is on; other rules leave it then.
    pub fn set(&mut self, i: usize, new: &'static str, rule: Rule) {
        self.take(i);
        if self.on(rule) {
            self.out[i] = Some(new);
            self.rule[i] = rule;
            self.edited = true;
        }
    }

    /// Puts `new` in the place of `start..end`, which later steps see as `kind`.
    pub fn set_run(&mut self, start: usize, end: usize, new: &'static str, kind: Kind, rule: Rule) {
        self.set(start, new, rule);
        for i in start + 1..end {
            self.set(i, "", rule);
        }
        if self.on(rule) {
            self.kinds[start..end].fill(kind);
        }
    }

    /// The characters that are to change, in order, with the bytes of the line that they take.
    pub fn changes(&mut self, mut take: impl FnMut(usize, usize, &'static str, Rule)) {
        self.touched.sort_unstable();
        let mut events = self.events.iter();
        for &i in &self.touched {
            let at = i as usize;
            let (Some(new), Some(event)) = (self.out[at], events.find(|event| event.at == i))
            else {
                continue;
            };
            let start = event.byte as usize;
            take(start, start + self.chars[at].len_utf8(), new, self.rule[at]);
        }
    }

    pub fn any_code(&self, start: usize, end: usize) -> bool {
        self.code[start..end].iter().any(|&code| code)
    }
}
