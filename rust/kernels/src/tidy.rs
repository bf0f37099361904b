//! Characters without a shape of their own, odd blanks and line ends: one walk, edits at once.
//!
//! Invisible characters go unless they belong where they stand: joiners in scripts that need them
//! and in emoji, variation selectors behind what they vary, direction marks in text that runs from
//! right to left. See Unicode 16, chapters 9, 13, 23.

use crate::builder::Builder;
use crate::edits::{EditList, Safety};
use crate::error::Result;
use crate::scan::{is_han, is_invisible, is_odd_blank};

/// The rule names under which [`tidy`] notes its edits; `None` switches a rule off.
#[derive(Debug, Clone, Copy, Default)]
pub struct Names<'a> {
    /// Invisible characters are removed.
    pub invisible: Option<&'a str>,
    /// Blanks of other widths become U+0020; U+3000 stays.
    pub blanks: Option<&'a str>,
    /// CR LF, CR, U+0085, U+2028 and U+2029 become LF.
    pub line_ends: Option<&'a str>,
}

/// The edits that remove invisible characters and put plain blanks and line ends in the place of
/// odd ones.
///
/// # Errors
/// If the text is longer than 2³² - 1 bytes.
pub fn tidy(text: &str, names: Names<'_>) -> Result<EditList> {
    let mut builder = Builder::new(text)?;
    let invisible = names.invisible.map(|name| builder.label(name));
    let blanks = names.blanks.map(|name| builder.label(name));
    let line_ends = names.line_ends.map(|name| builder.label(name));
    let mut place = Place::new(text);
    // The last character that is left in the text.
    let mut previous = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let mut end = at + c.len_utf8();
        if plain(c) {
            previous = Some(c);
            at = end;
            continue;
        }
        let (label, replacement) = if matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            if c == '\r' && text[end..].starts_with('\n') {
                end += 1;
            }
            (line_ends, "\n")
        } else if is_odd_blank(c) && c != '\u{3000}' {
            (blanks, " ")
        } else if is_invisible(c) && !place.belongs(previous, c, end) {
            if c == '\u{1b}' {
                end += escape_length(&text[end..]);
            }
            (invisible, "")
        } else {
            (None, "")
        };
        if let Some(label) = label {
            builder.push(at, end, replacement, label, Safety::Safe)?;
            previous = replacement.chars().next().or(previous);
        } else {
            previous = Some(c);
        }
        at = end;
    }
    Ok(builder.finish())
}

/// What most text is made of, passed over without a closer look.
fn plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\t' | '\u{3001}'..='\u{3163}' | '\u{3165}'..='\u{9fff}'
        | '\u{ff01}'..='\u{ff9f}')
}

/// Bytes of the rest of a terminal's control sequence behind U+001B, as ECMA-48 writes colours.
fn escape_length(rest: &str) -> usize {
    let Some(body) = rest.strip_prefix('[') else {
        return 0;
    };
    let digits = body
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b';')
        .count();
    match body.as_bytes().get(digits) {
        Some(b'm' | b'K' | b'J' | b'H') => digits + 2,
        _ => 0,
    }
}

/// Knows what stands around a place of the text.
struct Place<'t> {
    text: &'t str,
    /// Whether letters that run from right to left occur; looked up when first needed.
    right_to_left: Option<bool>,
}

impl<'t> Place<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            right_to_left: None,
        }
    }

    /// Whether the invisible `c` that ends at byte `end`, behind `previous`, has work to do there.
    fn belongs(&mut self, previous: Option<char>, c: char, end: usize) -> bool {
        let next = || self.text[end..].chars().next();
        let Some(previous) = previous else {
            return matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}' | '\u{61c}')
                && self.has_right_to_left();
        };
        match c {
            '\u{200c}' | '\u{200d}' => {
                joins(previous)
                    || next().is_some_and(joins)
                    || c == '\u{200d}'
                        && is_pictograph(previous)
                        && next().is_some_and(is_pictograph)
            }
            '\u{fe0e}' | '\u{fe0f}' => {
                is_pictograph(previous)
                    || matches!(previous, '0'..='9' | '#' | '*') && next() == Some('\u{20e3}')
            }
            '\u{fe00}'..='\u{fe0d}' => {
                !previous.is_ascii() && !previous.is_whitespace() && !is_invisible(previous)
            }
            '\u{e0100}'..='\u{e01ef}' => is_han(previous),
            '\u{e0020}'..='\u{e007f}' => {
                previous == '\u{1f3f4}' || matches!(previous, '\u{e0020}'..='\u{e007e}')
            }
            '\u{180b}'..='\u{180f}' => matches!(previous, '\u{1800}'..='\u{18af}'),
            '\u{34f}' => is_mark(previous) || next().is_some_and(is_mark),
            '\u{115f}' | '\u{1160}' | '\u{3164}' => {
                is_jamo(previous) || next().is_some_and(is_jamo)
            }
            '\u{17b4}' | '\u{17b5}' => matches!(previous, '\u{1780}'..='\u{17ff}'),
            // Operators of formulas: function application, times, separator, plus.
            '\u{2061}'..='\u{2064}' => !is_han(previous),
            '\u{200e}'
            | '\u{200f}'
            | '\u{61c}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => self.has_right_to_left(),
            _ => false,
        }
    }

    fn has_right_to_left(&mut self) -> bool {
        let text = self.text;
        *self
            .right_to_left
            .get_or_insert_with(|| text.chars().any(runs_right_to_left))
    }
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
fn runs_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        && c != '\u{61c}'
}

/// Letters of scripts in which joiners choose the form: Arabic and its kin, Mongolian, the scripts
/// of India and of South East Asia.
fn joins(c: char) -> bool {
    (runs_right_to_left(c) && !matches!(c, '\u{590}'..='\u{5ff}'))
        || matches!(c, '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{1900}'..='\u{1cff}'
            | '\u{a800}'..='\u{abff}' | '\u{11000}'..='\u{11fff}')
}

/// Symbols and pictures that a selector or joiner may follow.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{20e3}' | '\u{2100}'..='\u{214f}'
        | '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
        | '\u{fe0e}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{a960}'..='\u{a97f}'
        | '\u{d7b0}'..='\u{d7ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(text: &str) -> String {
        let names = Names {
            invisible: Some("invisible"),
            blanks: Some("blanks"),
            line_ends: Some("ends"),
        };
        tidy(text, names).unwrap().apply(text).unwrap()
    }

    #[test]
    fn what_has_no_work_goes() {
        assert_eq!(tidied("科\u{200b}学\u{feff}\u{ad}\0技\u{202c}"), "科学技");
        assert_eq!(tidied("\u{1b}[31m红\u{1b}[0m"), "红");
        assert_eq!(tidied("a\u{a0}b\u{2009}c\u{3000}d"), "a b c\u{3000}d");
        assert_eq!(tidied("一\r\n二\r三\u{2028}四\n"), "一\n二\n三\n四\n");
    }

    #[test]
    fn what_has_work_stays() {
        for text in [
            "👨\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "葛\u{e0100}",
            "می\u{200c}خواهم",
            "ᠠ\u{180e}ᠠ",
            "क्\u{200d}ष",
            "\u{200f}שלום",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
        ] {
            assert_eq!(tidied(text), text);
        }
    }
}
