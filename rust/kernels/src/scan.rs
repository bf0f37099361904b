//! One walk over a text that says which stages have work.
//!
//! Counts are upper bounds for the work: a stage whose trigger is zero has nothing to do and is
//! skipped; a stage whose trigger is not zero looks for itself.

/// What stands in a text, counted in code points unless said otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scan {
    /// Code points in all.
    pub chars: u32,
    /// Han characters, the ideographic zero included.
    pub han: u32,
    /// Hiragana and katakana, half-width forms included.
    pub kana: u32,
    /// Hangul syllables and letters.
    pub hangul: u32,
    /// Letters of the Latin script, with and without diacritics.
    pub latin: u32,
    /// ASCII digits.
    pub digits: u32,
    /// Line feeds and carriage returns.
    pub breaks: u32,
    /// Characters without a shape of their own: controls, zero-width, soft hyphen, byte order
    /// mark, direction marks, interlinear and language tags.
    pub invisible: u32,
    /// Blanks other than U+0020, tab and line ends.
    pub odd_blanks: u32,
    /// U+0020 and tab.
    pub blanks: u32,
    /// Opening brackets, half- or full-width, before a Latin letter and behind a Han character.
    pub glosses: u32,
    /// `?`, `€` and private-use characters beside a Han character or one another.
    pub broken: u32,
    /// ASCII punctuation beside a Han character.
    pub half_width: u32,
    /// Full-width letters, digits and marks that have an ASCII twin.
    pub full_width: u32,
    /// Separators (blank or comma of any width) between two digits of any width.
    pub grouped: u32,
    /// Vertical bars.
    pub pipes: u32,
    /// U+FFFD and Latin-1 or private characters that mojibake is made of.
    pub mojibake: u32,
}

/// What a character is to the scan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Other,
    Han,
    Letter,
    Digit,
    Mark,
    Query,
    OpenBracket,
    Blank,
}

/// Whether a character is Han: the URO and its extensions, compatibility forms, 〇 and 々.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{3005}' | '\u{3007}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Whether a character has no shape of its own and no place in running Chinese text. Joiners
/// (U+200C, U+200D) and variation selectors count: whether they may go is decided by the rule.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character is a blank other than U+0020, tab and line ends.
pub fn is_odd_blank(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Whether a character is for private use.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// Walks over the text once.
pub fn scan(text: &str) -> Scan {
    let mut found = Scan::default();
    let mut previous = Kind::Other;
    // The kind before a separator that stands between two digits, or before a bracket.
    let mut before = Kind::Other;
    let mut separator = false;
    for c in text.chars() {
        found.chars = found.chars.saturating_add(1);
        // Most characters: Han behind Han, about which there is no more to say.
        if previous == Kind::Han && ('\u{4e00}'..='\u{9fff}').contains(&c) {
            found.han += 1;
            separator = false;
            before = Kind::Han;
            continue;
        }
        let kind = found.take(c);
        match kind {
            Kind::Digit if separator && before == Kind::Digit => found.grouped += 1,
            Kind::Letter if previous == Kind::OpenBracket && before == Kind::Han => {
                found.glosses += 1;
            }
            Kind::Query if matches!(previous, Kind::Han | Kind::Query | Kind::Mark) => {
                found.broken += 1;
            }
            Kind::Han if previous == Kind::Query => found.broken += 1,
            _ => {}
        }
        let marked = |kind| matches!(kind, Kind::Mark | Kind::OpenBracket | Kind::Query);
        if c.is_ascii() && marked(kind) && previous == Kind::Han
            || kind == Kind::Han && marked(previous)
        {
            found.half_width += 1;
        }
        separator = matches!(c, ' ' | ',' | '，' | '\t') || is_odd_blank(c);
        before = previous;
        previous = kind;
    }
    found
}

impl Scan {
    /// Counts the character for itself and says what it is.
    fn take(&mut self, c: char) -> Kind {
        if c.is_ascii() {
            return self.take_ascii(c);
        }
        if is_han(c) {
            self.han += 1;
            return Kind::Han;
        }
        if is_odd_blank(c) {
            self.odd_blanks += 1;
            return Kind::Blank;
        }
        if is_invisible(c) {
            self.invisible += 1;
            if ('\u{80}'..='\u{9f}').contains(&c) {
                self.mojibake += 1;
            }
            return Kind::Other;
        }
        if is_private(c) {
            return Kind::Query;
        }
        match c {
            '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => {
                self.kana += 1;
                Kind::Other
            }
            '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' => {
                self.hangul += 1;
                Kind::Other
            }
            '（' => {
                self.full_width += 1;
                Kind::OpenBracket
            }
            '０'..='９' => {
                self.full_width += 1;
                Kind::Digit
            }
            '\u{ff01}'..='\u{ff5e}' => {
                self.full_width += 1;
                Kind::Mark
            }
            '€' => Kind::Query,
            '\u{fffd}' => {
                self.mojibake += 1;
                Kind::Query
            }
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                self.latin += 1;
                self.mojibake += 1;
                Kind::Letter
            }
            '\u{a1}'..='\u{bf}' => {
                self.mojibake += 1;
                Kind::Other
            }
            '。' | '、' | '“' | '”' | '‘' | '’' | '《' | '》' => Kind::Mark,
            _ => Kind::Other,
        }
    }

    fn take_ascii(&mut self, c: char) -> Kind {
        match c {
            'a'..='z' | 'A'..='Z' => {
                self.latin += 1;
                Kind::Letter
            }
            '0'..='9' => {
                self.digits += 1;
                Kind::Digit
            }
            ' ' | '\t' => {
                self.blanks += 1;
                Kind::Blank
            }
            '\n' | '\r' => {
                self.breaks += 1;
                Kind::Other
            }
            '?' => Kind::Query,
            '(' => Kind::OpenBracket,
            '|' => {
                self.pipes += 1;
                Kind::Mark
            }
            c if c.is_ascii_punctuation() => Kind::Mark,
            _ => {
                self.invisible += 1;
                Kind::Other
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_text_has_no_triggers() {
        let found = scan("第一条 为了保护著作权，制定本法。");
        assert_eq!(
            (found.glosses, found.broken, found.invisible, found.grouped),
            (0, 0, 0, 0)
        );
        assert_eq!(found.han, 14);
    }

    #[test]
    fn damage_is_seen() {
        let found = scan("內(nèi)蒙古高??茖W，1 116個\u{a0}|\u{200b}");
        assert_eq!(found.glosses, 1);
        assert!(found.broken >= 2);
        assert_eq!(
            (
                found.grouped,
                found.odd_blanks,
                found.pipes,
                found.invisible
            ),
            (1, 1, 1, 1)
        );
    }
}
