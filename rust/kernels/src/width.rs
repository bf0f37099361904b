//! Full-width letters, digits and the signs between them to ASCII.
//!
//! A sign goes only together with what it belongs to: the point of a number, the colon of a time,
//! what joins letters and digits. Commas stay: between digits they may divide two numbers.

use crate::builder::Builder;
use crate::edits::{EditList, Safety};
use crate::error::Result;

/// The edits, under the names for digits, letters and signs; `None` leaves those.
/// `tests/twins/width.py` is the slow twin.
///
/// # Errors
/// If the text is longer than 2³² - 1 bytes.
pub fn to_ascii(
    text: &str,
    digits: Option<&str>,
    letters: Option<&str>,
    signs: Option<&str>,
) -> Result<EditList> {
    let mut builder = Builder::new(text)?;
    // Full-width forms are EF BC 81 to EF BD 9E.
    if !text.as_bytes().contains(&0xef) {
        return Ok(builder.finish());
    }
    let mut labels = |name: Option<&str>| name.map(|name| builder.label(name));
    let labels = [labels(digits), labels(letters), labels(signs)];
    let mut before = ['\0'; 2]; // the last characters, nearest first
    let mut new = [0; 4];
    for (byte, c) in text.char_indices() {
        let end = byte + c.len_utf8();
        let label = match c {
            '０'..='９' => labels[0],
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => labels[1],
            '\u{ff01}'..='\u{ff5e}' | '\u{3000}' => {
                labels[2].filter(|_| is_sign(before, c, &text[end..]))
            }
            _ => None,
        };
        if let Some(label) = label {
            let new = narrow(c).encode_utf8(&mut new);
            builder.push(byte, end, new, label, Safety::Safe)?;
        }
        before = [c, before[0]];
    }
    Ok(builder.finish())
}

fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    }
}

fn is_wide(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Whether a sign belongs to the full-width letters or digits beside it.
fn is_sign(before: [char; 2], c: char, rest: &str) -> bool {
    let mut next = rest.chars();
    let (left, right) = (before[0], next.next().unwrap_or('\0'));
    if !is_wide(left) && !is_wide(right) {
        return false;
    }
    let digit = |c: char| narrow(c).is_ascii_digit();
    let (l, r) = (narrow(left), narrow(right));
    let words = l.is_ascii_alphanumeric() && r.is_ascii_alphanumeric();
    let numbers = digit(left) && digit(right);
    match c {
        '％' => digit(left),
        '．' | '：' => numbers,
        '　' => {
            let letters = |c: char| narrow(c).is_ascii_alphabetic();
            letters(left)
                && letters(before[1])
                && letters(right)
                && next.next().is_some_and(letters)
        }
        '－' | '／' | '＋' | '＝' | '＆' | '＠' | '＿' | '＃' | '＊' | '～' => words,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str) -> String {
        let edits = to_ascii(text, Some("d"), Some("l"), Some("s")).unwrap();
        edits.apply(text).unwrap()
    }

    #[test]
    fn letters_digits_and_what_joins_them() {
        assert_eq!(
            fixed("ＧＢ／Ｔ１５８３４－２０１１，共３．５％，１，１１６人"),
            "GB/T15834-2011，共3.5%，1，116人"
        );
        assert_eq!(fixed("３，４月（１２：３０）！"), "3，4月（12:30）！");
    }
}
