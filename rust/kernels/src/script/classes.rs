//! Which characters belong to one script alone, and what else a line of text is made of.

use rustc_hash::FxHashMap;

use crate::scan::is_han;

const BMP: usize = 0x1_0000;

/// A character of Han, kana and so on; a character may have several marks.
pub(crate) const HAN: u8 = 1;
/// Stands in traditional text only, unless [`SIMPLIFIED`] is set too.
pub(crate) const TRADITIONAL: u8 = 2;
/// Stands in simplified text only. With [`TRADITIONAL`] it is the form of simplified text, which
/// traditional prints use as well (却).
pub(crate) const SIMPLIFIED: u8 = 4;
/// Both.
pub(crate) const VARIANT: u8 = TRADITIONAL | SIMPLIFIED;
/// Kana or hangul.
pub(crate) const FOREIGN: u8 = 8;
/// Ends a clause: a mark or a blank.
pub(crate) const BORDER: u8 = 16;
/// Ends a line.
pub(crate) const BREAK: u8 = 32;
/// Hardly ever stands in Japanese or Korean text.
pub(crate) const CHINESE: u8 = 64;
/// Stands in both scripts, yet in certain words of simplified text only (后 in 后面).
pub(crate) const TELLING: u8 = 128;

/// The marks of every character.
#[derive(Debug)]
pub struct Classes {
    table: Vec<u8>,
    wide: FxHashMap<u32, u8>,
}

impl Classes {
    /// From the characters that stand in one script only (in both strings: forms of simplified text
    /// that traditional prints use too), those that speak for Chinese, and those that tell
    /// simplified text by the words that they stand in.
    pub fn new(traditional: &str, simplified: &str, chinese: &str, telling: &str) -> Self {
        let mut classes = Self {
            table: (0..BMP as u32).map(by_block).collect(),
            wide: FxHashMap::default(),
        };
        for (characters, mark) in [
            (traditional, TRADITIONAL),
            (simplified, SIMPLIFIED),
            (chinese, CHINESE),
            (telling, TELLING),
        ] {
            for c in characters.chars() {
                match classes.table.get_mut(c as usize) {
                    Some(marks) => *marks |= mark,
                    None => *classes.wide.entry(c as u32).or_insert(HAN) |= mark,
                }
            }
        }
        classes
    }

    #[inline]
    pub(crate) fn of(&self, c: u32) -> u8 {
        match self.table.get(c as usize) {
            Some(&marks) => marks,
            None => match self.wide.get(&c) {
                Some(&marks) => marks,
                None => by_block(c),
            },
        }
    }

    /// How many characters of a text stand in traditional, and in simplified text only.
    pub fn count(&self, text: &str) -> (usize, usize) {
        let (mut traditional, mut simplified) = (0, 0);
        for c in text.chars() {
            let marks = self.of(c as u32);
            traditional += usize::from(marks & VARIANT == TRADITIONAL);
            simplified += usize::from(marks & VARIANT == SIMPLIFIED);
        }
        (traditional, simplified)
    }
}

/// The marks that the place of a character in Unicode tells.
fn by_block(number: u32) -> u8 {
    let Some(c) = char::from_u32(number) else {
        return 0;
    };
    match c {
        '\n'
        | '\r'
        | '\u{b}'
        | '\u{c}'
        | '\u{1c}'..='\u{1e}'
        | '\u{85}'
        | '\u{2028}'
        | '\u{2029}' => BREAK | BORDER,
        // The middle dot, the long mark and the iteration marks of kana stand in Chinese names too.
        '\u{30a0}' | '\u{30fb}' => BORDER,
        '\u{30fc}' => 0,
        '\u{3041}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{ff66}'..='\u{ff6f}'
        | '\u{ff71}'..='\u{ff9d}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{1100}'..='\u{11ff}'
        | '\u{3131}'..='\u{318e}' => FOREIGN,
        c if is_han(c) => HAN,
        c if c.is_alphanumeric() => 0,
        _ => BORDER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_add_up() {
        let classes = Classes::new("這們", "这们", "這这", "");
        assert_eq!(classes.of('這' as u32), HAN | TRADITIONAL | CHINESE);
        assert_eq!(classes.of('们' as u32), HAN | SIMPLIFIED);
        assert_eq!(classes.of('の' as u32), FOREIGN);
        assert_eq!(classes.of('한' as u32), FOREIGN);
        assert_eq!(classes.of('，' as u32), BORDER);
        assert_eq!(classes.of('a' as u32), 0);
        assert_eq!(classes.of('𠮷' as u32), HAN);
        assert_eq!(classes.count("這们们a"), (1, 2));
        assert_eq!(Classes::new("這却", "这却", "", "").count("却這"), (1, 0));
    }
}
