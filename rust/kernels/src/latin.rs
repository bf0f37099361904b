//! Blanks between Han characters and Latin letters or digits, added or removed as configured.

use crate::builder::Builder;
use crate::edits::{EditList, Safety};
use crate::error::Result;
use crate::marks::{prose_lines, Prose};
use crate::scan::{is_han, is_odd_blank};

/// The edits that put a blank between each Han character and the Latin letter or digit beside it
/// (`add`), or take the single blank there away.
///
/// Code, addresses and formulas stay, and so do drawn tables and lines with kana or hangul. When blanks are taken
/// away, lines with blanks between Han characters, tabs or wide gaps stay, because they are lists or
/// tables, and so does the blank behind the number at the head of a line.
/// `tests/twins/latin.py` is the slow twin.
///
/// # Errors
/// If the text is longer than 2³² - 1 bytes.
pub fn spacing(text: &str, add: bool, rule: &str) -> Result<EditList> {
    let mut builder = Builder::new(text)?;
    let label = builder.label(rule);
    let mut edits = Vec::new();
    prose_lines(text, |line| {
        if line.chars().any(|(_, c, _)| matches!(c, '│' | '┃')) {
            return; // a table with a drawn frame, whose cells have to keep their width
        }
        if add {
            added(line, &mut edits);
        } else if !is_list(line) {
            removed(line, &mut edits);
        }
    });
    for (start, end, new) in edits {
        builder.push(start, end, new, label, Safety::Safe)?;
    }
    Ok(builder.finish())
}

type Edits = Vec<(usize, usize, &'static str)>;

fn added(line: &Prose<'_>, edits: &mut Edits) {
    for two in chars(line).windows(2) {
        let [(_, b, x), (at, c, y)] = *two else {
            continue;
        };
        if are_apart(b, c) && !(x && y) {
            edits.push((line.start + at, line.start + at, " "));
        }
    }
}

fn removed(line: &Prose<'_>, edits: &mut Edits) {
    let chars = chars(line);
    let head = head(&chars);
    for (i, three) in chars.windows(3).enumerate() {
        let [(_, before, _), (at, ' ', _), (_, after, _)] = *three else {
            continue;
        };
        let kept = three.iter().any(|&(_, _, kept)| kept);
        if are_apart(before, after) && !kept && i + 1 > head {
            edits.push((line.start + at, line.start + at + 1, ""));
        }
    }
}

/// The characters of the line: byte, character, and whether it must not change. Names of files,
/// addresses and the like may have Han characters in them, so they are kept as a whole.
fn chars(line: &Prose<'_>) -> Vec<(usize, char, bool)> {
    let mut chars: Vec<(usize, char, bool)> = line.chars().collect();
    for word in chars.split_mut(|&(_, c, _)| is_end(c)) {
        let is_name = word.iter().enumerate().any(|(i, &(_, c, _))| {
            matches!(c, '/' | '\\' | '@' | '_' | '#' | '=')
                || c == '.'
                    && word
                        .get(i + 1)
                        .is_some_and(|&(_, c, _)| c.is_ascii_alphabetic())
        });
        if is_name {
            for (_, _, kept) in word {
                *kept = true;
            }
        }
    }
    chars
}

/// What ends a word: blanks and the marks of Chinese text.
fn is_end(c: char) -> bool {
    is_blank(c) || "\t，。；：！？、“”（）《》".contains(c)
}

fn are_apart(b: char, c: char) -> bool {
    is_han(b) && is_word(c) || is_word(b) && is_han(c)
}

/// The first blank of the line, if what stands before it may be a number or a label: `1 总则`,
/// `第2章 Python`, `图3 GDP`, `A 北京`. Blanks up to it stay.
fn head(chars: &[(usize, char, bool)]) -> usize {
    let start = chars
        .iter()
        .position(|&(_, c, _)| !is_blank(c))
        .unwrap_or(0);
    let length = chars[start..].iter().position(|&(_, c, _)| is_blank(c));
    match length {
        Some(length) if length <= LABEL && is_label(&chars[start..start + length]) => {
            start + length
        }
        _ => start,
    }
}

/// Whether a word may number or name the line: it has a digit or ends with a numeral, begins with
/// `第`, or has no Han character.
fn is_label(word: &[(usize, char, bool)]) -> bool {
    let numeral = |c: char| "零〇一二三四五六七八九十百千甲乙丙丁".contains(c);
    word.iter().any(|&(_, c, _)| c.is_ascii_digit())
        || !word.iter().any(|&(_, c, _)| is_han(c))
        || word.first().is_some_and(|&(_, c, _)| c == '第')
        || word.last().is_some_and(|&(_, c, _)| numeral(c))
}

/// Longest label at the head of a line, in characters.
const LABEL: usize = 6;

/// Whether blanks separate in this line: between Han characters, or in gaps behind its head.
fn is_list(line: &Prose<'_>) -> bool {
    let chars: Vec<char> = line.chars().map(|(_, c, _)| c).collect();
    let start = chars.iter().position(|&c| !is_blank(c)).unwrap_or(0);
    let inner = &chars[start..];
    inner.contains(&'\t')
        || inner
            .windows(2)
            .any(|two| is_blank(two[0]) && is_blank(two[1]))
        || inner
            .windows(3)
            .any(|three| is_han(three[0]) && is_blank(three[1]) && is_han(three[2]))
}

fn is_blank(c: char) -> bool {
    c == ' ' || is_odd_blank(c)
}

/// Letters and digits that Chinese text sets apart.
fn is_word(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '0'..='9' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{24f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaced(text: &str, add: bool) -> String {
        spacing(text, add, "latin").unwrap().apply(text).unwrap()
    }

    #[test]
    fn blanks_are_added_and_removed() {
        assert_eq!(
            spaced("用Python3写的，共12行。", true),
            "用 Python3 写的，共 12 行。"
        );
        assert_eq!(
            spaced("大家都用 Python 3 写的，共 12 行。", false),
            "大家都用Python 3写的，共12行。"
        );
        for text in [
            "报告v2.docx",
            "./数据a",
            "`用Python写`",
            "使うPython",
            "```\n用a写\n```",
        ] {
            assert_eq!(spaced(text, true), text);
        }
        for text in [
            "1 总则",
            "第2章 Python入门",
            "张三 A组 李四 B组",
            "见 http://a.cn 和",
        ] {
            assert_eq!(spaced(text, false), text);
        }
    }
}
