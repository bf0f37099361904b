//! Lines near the two ends of a text that may be boilerplate: those that begin with a word that a
//! rule knows, or that hold words of one. What they are is decided elsewhere; the others, nearly
//! all lines of a clean text, are passed over here.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

use crate::error::{Error, Result};

/// Lines without a trigger at either end after which nothing more is looked at.
const WINDOW: usize = 20;
/// A row of a table, a comment in code and a heading of Markdown say nothing about the page.
const NO_PIECES: [&str; 7] = ["|", "//", "/*", "*/", "#!", "# ", "<!--"];
/// Lines in all at either end: the window, and as many that rules may know.
const MOST: usize = 81;
/// Characters of the longest line that is looked at, without the blanks around it.
const LONGEST: usize = 300;
/// Characters of the longest line that only holds words of a rule and is no sentence.
const SHORT: usize = 80;

/// What a rule without a start needs of a line.
#[derive(Debug, Clone, Default)]
pub struct Logic {
    /// Whether the line may be sentences: long, with a full stop, or with a semicolon at the end.
    pub sentence: bool,
    /// One of these words must be in it; none means that any line will do.
    pub holds: Vec<String>,
    /// And one of these, if there are any.
    pub also: Vec<String>,
    /// And none of these.
    pub never: Vec<String>,
}

/// A line near an end, in code points: without its line end, with the blanks around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub stop: usize,
    /// Whether it begins as a rule says, or is drawn with marks.
    pub begins: bool,
    /// Numbers of the rules without a start that may know it, in order.
    pub rules: Vec<u16>,
}

impl Found {
    /// Whether a rule may know the line.
    pub fn may_be(&self) -> bool {
        self.begins || !self.rules.is_empty()
    }
}

/// The lines near both ends. `all` says that there are no further ones beyond.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ends {
    /// From the first line on.
    pub head: Vec<Found>,
    /// Whether `head` is the whole text.
    pub head_is_all: bool,
    /// From the last line back.
    pub foot: Vec<Found>,
    /// Whether `foot` is the whole text.
    pub foot_is_all: bool,
}

/// What a line holds, before anybody asks where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct View {
    begins: bool,
    drawn: bool,
    rules: Vec<u16>,
}

#[derive(Debug, Clone)]
struct Start {
    rest: String,
    colons: String,
}

/// The words of a set of rules, compiled.
#[derive(Debug)]
pub struct Finder {
    fold: Fold,
    before: Vec<char>,
    drawn: Vec<char>,
    starts: FxHashMap<char, FxHashMap<char, Vec<Start>>>,
    words: AhoCorasick,
    uses: Vec<Vec<(u16, u8)>>,
    rules: Vec<(bool, u8)>,
}

const HOLDS: u8 = 1;
const ALSO: u8 = 2;
const NEVER: u8 = 4;
/// Stands for the second character of a start that has one alone.
const NONE: char = '\0';

impl Finder {
    /// Compiles the words.
    ///
    /// `from` and `to` are the characters that folding changes and what it makes of them, `before`
    /// the marks that may stand before the first word of a line, `drawn` those with which lines are
    /// drawn. A start is a word and the marks one of which must follow it, if any.
    ///
    /// # Errors
    /// If `from` and `to` are not of one length, or there are more than 65,535 rules.
    pub fn new(
        from: &str,
        to: &str,
        before: &str,
        drawn: &str,
        starts: &[(String, String)],
        rules: &[Logic],
    ) -> Result<Self> {
        if from.chars().count() != to.chars().count() {
            return Err(Error::malformed("the folded characters have no partners"));
        }
        if rules.len() > usize::from(u16::MAX) {
            return Err(Error::malformed("there are too many rules"));
        }
        let mut found: FxHashMap<char, FxHashMap<char, Vec<Start>>> = FxHashMap::default();
        for (word, colons) in starts {
            let mut rest = word.chars();
            let Some(first) = rest.next() else { continue };
            let second = rest.next().unwrap_or(NONE);
            found
                .entry(first)
                .or_default()
                .entry(second)
                .or_default()
                .push(Start {
                    rest: rest.as_str().to_owned(),
                    colons: colons.clone(),
                });
        }
        let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
        let mut words: Vec<&str> = Vec::new();
        let mut uses: Vec<Vec<(u16, u8)>> = Vec::new();
        let mut needs = Vec::with_capacity(rules.len());
        for (rule, logic) in rules.iter().enumerate() {
            let mut need = 0;
            for (list, group) in [
                (&logic.holds, HOLDS),
                (&logic.also, ALSO),
                (&logic.never, NEVER),
            ] {
                if !list.is_empty() && group != NEVER {
                    need |= group;
                }
                for word in list.iter().filter(|word| !word.is_empty()) {
                    let number = *numbers.entry(word).or_insert_with(|| {
                        words.push(word);
                        uses.push(Vec::new());
                        words.len() - 1
                    });
                    uses[number].push((rule as u16, group));
                }
            }
            needs.push((logic.sentence, need));
        }
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&words)
            .map_err(|_| Error::malformed("there are too many words"))?;
        Ok(Self {
            fold: Fold::new(from, to),
            before: before.chars().collect(),
            drawn: drawn.chars().collect(),
            starts: found,
            words,
            uses,
            rules: needs,
        })
    }

    /// The lines near both ends, or `None` if no rule may know one.
    pub fn ends(&self, text: &str) -> Option<Ends> {
        let mut scratch = Scratch::new(self.rules.len());
        let (head, head_is_all) = self.window(Lines::forward(text), &mut scratch);
        let (foot, foot_is_all) = self.window(Lines::backward(text), &mut scratch);
        if !head
            .iter()
            .chain(&foot)
            .any(|(_, _, view)| is_trigger(view))
        {
            return None;
        }
        let mut chars = 0;
        let mut byte = 0;
        let mut forward = |at: usize| {
            chars += text[byte..at].chars().count();
            byte = at;
            chars
        };
        let head = head
            .into_iter()
            .map(|(start, stop, view)| found(forward(start), forward(stop), view))
            .collect();
        let mut chars = text.chars().count();
        let mut byte = text.len();
        let mut backward = |at: usize| {
            chars -= text[at..byte].chars().count();
            byte = at;
            chars
        };
        let foot = foot
            .into_iter()
            .map(|(start, stop, view)| {
                let stop = backward(stop);
                found(backward(start), stop, view)
            })
            .collect();
        Some(Ends {
            head,
            head_is_all,
            foot,
            foot_is_all,
        })
    }

    /// Whether a rule may know a line near an end.
    pub fn has_any(&self, text: &str) -> bool {
        let mut scratch = Scratch::new(self.rules.len());
        [Lines::forward(text), Lines::backward(text)]
            .into_iter()
            .any(|lines| {
                let (lines, _) = self.window(lines, &mut scratch);
                lines.iter().any(|(_, _, view)| is_trigger(view))
            })
    }

    fn window(&self, lines: Lines<'_>, scratch: &mut Scratch) -> (Vec<(usize, usize, View)>, bool) {
        let mut found = Vec::new();
        let mut plain = 0;
        for (start, stop, line) in lines {
            let view = self.view(line, scratch);
            if !(view.begins || view.drawn || !view.rules.is_empty()) {
                plain += 1;
            }
            found.push((start, stop, view));
            if plain == WINDOW || found.len() == MOST {
                return (found, false);
            }
        }
        (found, true)
    }

    fn view(&self, line: &str, scratch: &mut Scratch) -> View {
        let content = line.trim_matches(is_blank);
        if content.len() > LONGEST * 4 {
            return View::default();
        }
        let (chars, bytes) = (line.chars().count(), content.chars().count());
        if chars > 2 * LONGEST || bytes > LONGEST {
            return View::default();
        }
        let length = bytes;
        let folded = &mut scratch.folded;
        folded.clear();
        folded.extend(content.chars().map(|c| self.fold.of(c)));
        let Some(begin) = folded.find(|c| !self.before.contains(&c)) else {
            return View {
                drawn: length >= 3 && folded.chars().all(|c| self.drawn.contains(&c)),
                ..View::default()
            };
        };
        if NO_PIECES.iter().any(|mark| content.starts_with(mark)) {
            return View::default();
        }
        let begins = self.begins(behind_date(&folded[begin..]));
        let prose = length > SHORT || folded.contains('。') || folded.ends_with(';');
        scratch.met.fill(0);
        for one in self.words.find_overlapping_iter(folded.as_str()) {
            for &(rule, group) in &self.uses[one.pattern().as_usize()] {
                scratch.met[usize::from(rule)] |= group;
            }
        }
        let rules = self
            .rules
            .iter()
            .zip(&scratch.met)
            .enumerate()
            .filter(|(_, (&(sentence, need), &met))| {
                (sentence || !prose) && met & (need | NEVER) == need
            })
            .map(|(rule, _)| rule as u16)
            .collect();
        View {
            begins,
            drawn: false,
            rules,
        }
    }

    fn begins(&self, folded: &str) -> bool {
        let mut rest = folded.chars();
        let Some(seconds) = rest.next().and_then(|first| self.starts.get(&first)) else {
            return false;
        };
        let stands = |starts: Option<&Vec<Start>>, behind: &str| {
            starts.is_some_and(|starts| {
                starts.iter().any(|start| {
                    behind
                        .strip_prefix(start.rest.as_str())
                        .is_some_and(|rest| {
                            start.colons.is_empty()
                                || rest
                                    .trim_start_matches(' ')
                                    .starts_with(|c| start.colons.contains(c))
                        })
                })
            })
        };
        if stands(seconds.get(&NONE), rest.as_str()) {
            return true;
        }
        rest.next()
            .is_some_and(|second| stands(seconds.get(&second), rest.as_str()))
    }
}

/// What follows the date with which a line begins, or the line; a date alone is the line.
fn behind_date(folded: &str) -> &str {
    if !folded.starts_with(|c: char| c.is_ascii_digit()) {
        return folded;
    }
    let rest = folded.trim_start_matches(|c: char| {
        c.is_ascii_digit()
            || "年月日号时分秒点上下午晚星期周礼拜一二三四五六天()-/.:,|·[] t".contains(c)
    });
    if rest.is_empty() {
        folded
    } else {
        rest
    }
}

/// Drawn lines go only with others.
fn is_trigger(view: &View) -> bool {
    view.begins || !view.rules.is_empty()
}

fn found(start: usize, stop: usize, view: View) -> Found {
    Found {
        start,
        stop,
        begins: view.begins || view.drawn,
        rules: view.rules,
    }
}

struct Scratch {
    folded: String,
    met: Vec<u8>,
}

impl Scratch {
    fn new(rules: usize) -> Self {
        Self {
            folded: String::new(),
            met: vec![0; rules],
        }
    }
}

/// Whether Python takes a character for a blank.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// The characters that folding changes.
#[derive(Debug)]
struct Fold {
    plain: Vec<u16>,
    others: FxHashMap<char, char>,
}

impl Fold {
    fn new(from: &str, to: &str) -> Self {
        let mut plain: Vec<u16> = (0..=u16::MAX).collect();
        let mut others = FxHashMap::default();
        for (from, to) in from.chars().zip(to.chars()) {
            match (u16::try_from(from as u32), u16::try_from(to as u32)) {
                (Ok(code), Ok(folded)) => plain[usize::from(code)] = folded,
                _ => {
                    others.insert(from, to);
                }
            }
        }
        Self { plain, others }
    }

    fn of(&self, c: char) -> char {
        if let Ok(code) = u16::try_from(c as u32) {
            let folded = char::from_u32(u32::from(self.plain[usize::from(code)])).unwrap_or(c);
            if folded != c || self.others.is_empty() {
                return folded;
            }
        }
        self.others.get(&c).copied().unwrap_or(c)
    }
}

/// The lines of a text that are not blank, from one end, as bytes: start, stop and content.
struct Lines<'a> {
    text: &'a str,
    low: usize,
    high: usize,
    back: bool,
    done: bool,
}

impl<'a> Lines<'a> {
    fn forward(text: &'a str) -> Self {
        Self {
            text,
            low: 0,
            high: text.len(),
            back: false,
            done: false,
        }
    }

    fn backward(text: &'a str) -> Self {
        Self {
            back: true,
            ..Self::forward(text)
        }
    }

    fn step(&mut self) -> (usize, usize) {
        let rest = &self.text.as_bytes()[self.low..self.high];
        let at = if self.back {
            memchr::memrchr(b'\n', rest)
        } else {
            memchr::memchr(b'\n', rest)
        };
        let (low, high) = (self.low, self.high);
        match (at, self.back) {
            (None, _) => {
                self.done = true;
                (low, high)
            }
            (Some(at), true) => {
                self.high = low + at;
                (low + at + 1, high)
            }
            (Some(at), false) => {
                self.low = low + at + 1;
                (low, low + at)
            }
        }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let (start, mut stop) = self.step();
            if stop > start && self.text.as_bytes()[stop - 1] == b'\r' {
                stop -= 1;
            }
            let line = &self.text[start..stop];
            if line.contains(|c| !is_blank(c)) {
                return Some((start, stop, line));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finder() -> Finder {
        let start = |word: &str, colons: &str| (word.to_owned(), colons.to_owned());
        let rule = |sentence, holds: &[&str], never: &[&str]| Logic {
            sentence,
            holds: holds.iter().map(ToString::to_string).collect(),
            also: Vec::new(),
            never: never.iter().map(ToString::to_string).collect(),
        };
        Finder::new(
            "閱讀：",
            "阅读:",
            " [:",
            "- ",
            &[start("阅读", ":"), start("版权所有", "")],
            &[
                rule(false, &["次浏览"], &[]),
                rule(true, &["转载", "侵权"], &["依法"]),
            ],
        )
        .expect("the lists fit")
    }

    #[test]
    fn lines_with_a_trigger_are_found_at_both_ends() {
        let text = "标题\n閱讀 ：5\n正文。\n\n[版权所有]\r\n";
        let ends = finder().ends(text).expect("two lines");
        let rows: Vec<_> = ends
            .head
            .iter()
            .map(|line| (line.start, line.stop, line.begins))
            .collect();
        assert_eq!(
            rows,
            [(0, 2, false), (3, 8, true), (9, 12, false), (14, 20, true)]
        );
        assert!(ends.head_is_all && ends.foot_is_all);
        assert_eq!(
            ends.foot.iter().rev().cloned().collect::<Vec<_>>(),
            ends.head
        );
    }

    #[test]
    fn words_count_by_their_groups() {
        let finder = finder();
        assert!(finder.has_any("已有5次浏览"));
        assert!(!finder.has_any("已有5次浏览。"));
        assert!(finder.has_any("请勿转载。谢谢。"));
        assert!(!finder.has_any("转载者依法承担责任。"));
        assert!(!finder.has_any("阅读下列材料"));
        assert!(finder.ends("-----\n正文").is_none());
    }

    #[test]
    fn the_middle_is_never_looked_at() {
        let mut lines = vec!["正文。"; 60];
        lines[30] = "版权所有";
        assert!(!finder().has_any(&lines.join("\n")));
        lines[45] = "版权所有";
        assert!(finder().has_any(&lines.join("\n")));
    }

    #[test]
    fn any_text_is_taken() {
        for text in ["", "\n", "\r", "\u{85}\u{3000}", "\u{1F600}", "a\u{0}"] {
            finder().ends(text);
        }
    }
}
