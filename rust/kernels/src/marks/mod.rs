//! Chinese punctuation after GB/T 15834, line by line, in one walk.
//!
//! Each line that has something to do is read into [`line::Line`] and passes the steps in order:
//! marks of several characters, brackets, quotation marks, single marks, blanks. A decision rests
//! on the letters, digits and Han characters around a mark and never on the width of other marks,
//! so that a second run finds nothing. `tests/twins/punctuation.py` is the slow twin.

mod ascii;
mod blanks;
mod brackets;
mod class;
mod doubts;
mod line;
mod lines;
mod names;
mod patterns;
mod prose;
mod quotes;
mod runs;
mod single;
mod spread;
mod titles;

use crate::builder::Builder;
use crate::edits::{EditList, Safety};
use crate::error::Result;
pub use ascii::to_ascii;
pub use doubts::{doubts, Doubts};
use line::Line;
use lines::Lines;
pub use prose::{prose_lines, standings, Prose, Standing};
use spread::Spread;

/// The rules of this kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Rule {
    /// `,`
    Comma,
    /// `.` at the end of a sentence
    Stop,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// `?`
    Question,
    /// `!`
    Exclamation,
    /// `(` and `)`
    Bracket,
    /// `"` and `'`
    StraightQuote,
    /// A closer of the wrong level, a closer typed as opener
    MismatchedQuote,
    /// The same marks inside one another
    NestedQuote,
    /// A blank beside a full-width mark
    Blank,
    /// `,,`
    Doubled,
    /// `...`
    Ellipsis,
    /// `--`
    Dash,
    /// `.` in a name
    Interpunct,
    /// `<<` and `>>` around a title
    Title,
}

/// The names of the rules, in the order of [`Rule`].
pub const NAMES: [&str; 16] = [
    "half-width-comma",
    "half-width-stop",
    "half-width-colon",
    "half-width-semicolon",
    "half-width-question",
    "half-width-exclamation",
    "half-width-bracket",
    "straight-quote",
    "mismatched-quote",
    "nested-quote",
    "blank-beside-mark",
    "doubled-mark",
    "dotted-ellipsis",
    "hyphen-dash",
    "dotted-interpunct",
    "angled-title",
];

/// A set of rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rules(u16);

impl Rules {
    /// The set of the rules with these names; other names are passed over.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let bit = |name| NAMES.iter().position(|&known| known == name);
        Self(
            names
                .into_iter()
                .filter_map(bit)
                .fold(0, |set, bit| set | 1 << bit),
        )
    }

    pub(crate) fn has(self, rule: Rule) -> bool {
        self.0 >> rule as u8 & 1 == 1
    }
}

/// The edits that bring the punctuation of a text to Chinese usage.
///
/// # Errors
/// If the text is longer than 2³² - 1 bytes.
pub fn punctuate(text: &str, rules: Rules) -> Result<EditList> {
    let mut builder = Builder::new(text)?;
    let labels = NAMES.map(|name| builder.label(name));
    let mut line = Line::default();
    let mut lines = Lines::new(text);
    let mut document = None;
    while let Some((start, content)) = lines.next_with_work() {
        if document.is_none() && class::is_other_language(text) {
            break;
        }
        let document = document.get_or_insert_with(|| Document::of(text, rules));
        if !line.read(content, rules) {
            continue;
        }
        titles::titles(&mut line);
        runs::ellipses(&mut line);
        runs::dashes(&mut line);
        names::interpuncts(&mut line);
        let boxed = runs::is_boxed(&line);
        if !boxed {
            runs::doubled(&mut line);
        }
        brackets::brackets(&mut line);
        quotes::quotes(&mut line, document.spread.ends(start), document.corner);
        single::marks(&mut line);
        if !boxed {
            blanks::blanks(&mut line);
        }
        if !line.edited {
            continue;
        }
        let mut pushed = Ok(());
        line.changes(|from, to, new, rule| {
            if pushed.is_ok() {
                let label = labels[rule as usize];
                pushed = builder.push(start + from, start + to, new, label, Safety::Safe);
            }
        });
        pushed?;
    }
    Ok(builder.finish())
}

/// What the quotation marks of a line are judged by beside the line.
struct Document {
    spread: Spread,
    /// Quotations stand in `「」`: straight marks become those.
    corner: bool,
}

impl Document {
    fn of(text: &str, rules: Rules) -> Self {
        let straight = |c| matches!(c, '"' | '＂');
        if !rules.has(Rule::StraightQuote) || !text.contains(straight) {
            return Self {
                spread: Spread::default(),
                corner: false,
            };
        }
        let corners = text.matches('「').count();
        Self {
            spread: spread::spread(text, rules),
            corner: corners > 0
                && !text.contains(['“', '”'])
                && 2 * corners >= text.matches(straight).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str) -> String {
        let edits = punctuate(text, Rules::named(NAMES)).unwrap();
        let result = edits.apply(text).unwrap();
        assert_eq!(edits.revert(&result).unwrap(), text);
        result
    }

    #[test]
    fn marks_become_chinese() {
        assert_eq!(
            fixed("目前,全区(旗县)有学会94个;其中:优势, 提升“共赢’。"),
            "目前，全区（旗县）有学会94个；其中：优势，提升“共赢”。"
        );
    }

    #[test]
    fn other_text_stays() {
        for text in [
            "时间2022-05-21 11:05:02，比例3:1",
            "Python 3.11 (64-bit), see docs; it works.",
            "見 http://example.com/a,b?c=d(1) 和 a@b.cn",
            "１１６个",
            "```\n中文,代码\n```",
            "",
            "\0,\u{10ffff}",
        ] {
            assert_eq!(fixed(text), text);
        }
    }
}
