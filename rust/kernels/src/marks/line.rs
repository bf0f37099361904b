//! One line under the rules: its characters, what they are, and what is to stand for them.

use super::class::{is_kana_or_hangul, is_letter, kind, Kind};
use super::{patterns, Rule, Rules};
use crate::scan::is_han;

/// Characters that a look to the side passes over at most, so that no text is walked twice.
pub(super) const LOOK: usize = 32;

/// A line in work. Positions are characters of the line; one outside it reads as [`Kind::Edge`]
/// and `'\0'`, so that looking over the border needs no care.
#[derive(Default)]
pub(super) struct Line {
    pub chars: Vec<char>,
    /// Byte at which each character starts, and the length of the line.
    pub bytes: Vec<u32>,
    kinds: Vec<Kind>,
    /// Code, addresses and formulas: never changed.
    pub code: Vec<bool>,
    /// What is to stand for a character.
    pub out: Vec<Option<&'static str>>,
    pub rule: Vec<Rule>,
    /// A rule has looked at the character; later ones leave it.
    pub taken: Vec<bool>,
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
        self.chars.clear();
        self.bytes.clear();
        self.rules = rules;
        self.edited = false;
        let (mut han, mut kana) = (0, 0);
        for (at, c) in text.char_indices() {
            self.chars.push(c);
            self.bytes.push(at as u32);
            han += usize::from(is_han(c));
            kana += usize::from(is_kana_or_hangul(c));
        }
        self.bytes.push(text.len() as u32);
        self.han = han;
        if han == 0 || kana * 10 > han || patterns::is_code(text) {
            return false;
        }
        let n = self.chars.len();
        self.kinds.clear();
        self.kinds.extend(self.chars.iter().map(|&c| kind(c)));
        self.code.clear();
        self.code.resize(n, false);
        self.out.clear();
        self.out.resize(n, None);
        self.rule.clear();
        self.rule.resize(n, Rule::Comma);
        self.spaced.clear();
        self.taken.clear();
        self.taken.resize(n, false);
        patterns::protected(text, |start, end| {
            let from = self.bytes.partition_point(|&byte| (byte as usize) < start);
            let to = self.bytes.partition_point(|&byte| (byte as usize) < end);
            for i in from..to {
                self.code[i] = true;
                self.kinds[i] = Kind::Latin;
            }
        });
        self.foreign = han < self.words();
        true
    }

    /// Words of other scripts outside of code and addresses.
    fn words(&self) -> usize {
        let (mut words, mut inside) = (0, false);
        for (&c, &code) in self.chars.iter().zip(&self.code) {
            let letter = is_letter(c) && !code;
            words += usize::from(letter && !inside);
            inside = letter;
        }
        words
    }

    pub fn len(&self) -> usize {
        self.chars.len()
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
        usize::try_from(i)
            .ok()
            .and_then(|i| self.code.get(i).copied())
            .unwrap_or(false)
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

    /// Puts `new` in the place of a character, if the rule is on; other rules leave it then.
    pub fn set(&mut self, i: usize, new: &'static str, rule: Rule) {
        if self.on(rule) {
            self.out[i] = Some(new);
            self.rule[i] = rule;
            self.edited = true;
        }
        self.taken[i] = true;
    }

    pub fn any_code(&self, start: usize, end: usize) -> bool {
        self.code[start..end].iter().any(|&code| code)
    }
}
