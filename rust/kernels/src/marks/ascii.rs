//! The other direction: Chinese marks to ASCII, for systems that know no others.
//!
//! Between Chinese characters a mark takes no blank, as in Chinese typing. Where Latin letters or
//! digits stand on both sides a blank is put behind it, so that no word, address or number arises:
//! `3。5` becomes `3. 5`.

use super::class::{is_digit, is_letter, is_numeral};
use super::line::Line;
use super::lines::Lines;
use super::{class, Rules};
use crate::builder::Builder;
use crate::edits::{EditList, Safety};
use crate::error::Result;

/// The edits that write Chinese marks as ASCII, under the name `rule`.
///
/// # Errors
/// If the text is longer than 2³² - 1 bytes.
pub fn to_ascii(text: &str, rule: &str) -> Result<EditList> {
    let mut builder = Builder::new(text)?;
    let label = builder.label(rule);
    let mut line = Line::default();
    let mut lines = Lines::new(text);
    let mut looked = false;
    while let Some((start, content)) = lines.next_where(has_mark) {
        if !looked && class::is_other_language(text) {
            break;
        }
        looked = true;
        if !line.fill(content, Rules::default(), 0) {
            continue;
        }
        let mut byte = start;
        let mut i = 0;
        while i < line.len() {
            let c = line.chars[i];
            let mut end = byte + c.len_utf8();
            if !c.is_ascii() && !line.code[i] {
                if let Some((new, count)) = ascii(&line, i) {
                    for &more in &line.chars[i + 1..i + count] {
                        end += more.len_utf8();
                    }
                    builder.push(byte, end, new, label, Safety::Safe)?;
                    i += count - 1;
                }
            }
            byte = end;
            i += 1;
        }
    }
    Ok(builder.finish())
}

/// Whether a line may hold a mark: bytes C2 B7, E2 80, E3 80 or EF BC, BD.
fn has_mark(line: &[u8]) -> bool {
    line.windows(2).any(|pair| {
        matches!(
            pair,
            [0xc2, 0xb7] | [0xe2 | 0xe3, 0x80] | [0xef, 0xbc | 0xbd]
        )
    })
}

/// What is to stand for the mark at `i`, and how many characters it takes.
fn ascii(line: &Line, i: usize) -> Option<(&'static str, usize)> {
    let at = i as isize;
    let (before, after) = (line.at(at - 1), line.at(at + 1));
    let word = |c: char| is_letter(c) || is_digit(c);
    let tight = word(before) && word(after);
    let numbers = is_digit(before) && is_digit(after);
    let one = |plain, spaced| Some((if tight { spaced } else { plain }, 1));
    match line.chars[i] {
        '、' if is_heading(line, i) => one(".", ". "),
        '，' | '、' => one(",", ", "),
        '。' => one(".", ". "),
        '；' => one(";", "; "),
        '：' if numbers => Some((":", 1)),
        '：' => one(":", ": "),
        '？' => one("?", "? "),
        '！' => one("!", "! "),
        '（' if word(before) => Some((" (", 1)),
        '（' => Some(("(", 1)),
        '）' if word(after) => Some((") ", 1)),
        '）' => Some((")", 1)),
        '【' | '〔' | '［' => Some(("[", 1)),
        '】' | '〕' | '］' => Some(("]", 1)),
        '“' | '”' | '「' | '」' => Some(("\"", 1)),
        '‘' | '’' | '『' | '』' => Some(("'", 1)),
        '《' => Some(("<<", 1)),
        '》' => Some((">>", 1)),
        '〈' => Some(("<", 1)),
        '〉' => Some((">", 1)),
        '·' if numbers => None, // “5·12” is a date
        '·' => Some((".", 1)),
        '…' if after == '…' => Some(("...", 2)),
        '…' => Some(("...", 1)),
        '—' if after == '—' => Some(("--", 2)),
        '—' | '－' => Some(("-", 1)),
        '～' => Some(("~", 1)),
        _ => None,
    }
}

/// Whether the mark stands behind the number of a heading (`一、总则`), where ASCII has a full stop.
fn is_heading(line: &Line, i: usize) -> bool {
    let number = |c: &char| is_numeral(*c) || is_digit(*c);
    let head = &line.chars[..i];
    let blanks = head.iter().take_while(|c| c.is_whitespace()).count();
    i <= 12 && blanks < i && head[blanks..].iter().all(number)
}
