//! What letters and signs cost that the language model knows nothing of, where they stand in a
//! text as they are and where a reading brings them forth; in nats, rounded by hand.

use crate::scan::is_private;

/// What the character before was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trail {
    /// Blank, digit, ASCII mark, start of the text.
    Blank,
    /// Han characters and the marks of Chinese text.
    Han,
    /// A letter: its script, and whether it is a lower-case one.
    Letter(Script, bool),
    /// A sign of code pages.
    Sign,
    /// A line or block of a box.
    Box,
    /// What text has no use for.
    Waste,
}

/// Scripts as far as code pages for one or another have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// ASCII letters and those with diacritics.
    Latin,
    /// Greek.
    Greek,
    /// Cyrillic.
    Cyrillic,
    /// Half-width katakana.
    Narrow,
    /// Hiragana and katakana.
    Kana,
    /// Hangul.
    Hangul,
    /// Bopomofo.
    Bopomofo,
    /// Any other.
    Other,
}

impl Trail {
    /// What a character is.
    pub fn of(c: char) -> Self {
        match c {
            'a'..='z' => Self::Letter(Script::Latin, true),
            'A'..='Z' => Self::Letter(Script::Latin, false),
            '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{fffd}' => {
                Self::Waste
            }
            c if c.is_ascii() || c == '\u{a0}' => Self::Blank,
            '“' | '”' | '‘' | '’' | '—' | '…' | '·' => Self::Han,
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if !matches!(c, '×' | '÷') => {
                Self::Letter(Script::Latin, c.is_lowercase())
            }
            '\u{2500}'..='\u{259f}' => Self::Box,
            '\u{a1}'..='\u{f7}' | '\u{300}'..='\u{36f}' | '\u{2000}'..='\u{2bff}' => Self::Sign,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => {
                Self::Letter(Script::Greek, c.is_lowercase())
            }
            '\u{400}'..='\u{52f}' => Self::Letter(Script::Cyrillic, c.is_lowercase()),
            '\u{3041}'..='\u{30ff}' => Self::Letter(Script::Kana, true),
            '\u{3105}'..='\u{312f}' => Self::Letter(Script::Bopomofo, true),
            '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7af}' => {
                Self::Letter(Script::Hangul, true)
            }
            '\u{ff61}'..='\u{ff9f}' => Self::Letter(Script::Narrow, true),
            c if is_private(c) => Self::Waste,
            '\u{2e80}'..='\u{a4cf}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{ffef}'
            | '\u{1f000}'..='\u{1faff}'
            | '\u{20000}'..='\u{323af}' => Self::Han,
            _ => Self::Letter(Script::Other, true),
        }
    }
}

/// What a character costs where it stands in the text as it is; `None` if the model knows.
pub fn literal(before: Trail, c: char) -> Option<f32> {
    if c.is_ascii() {
        return None;
    }
    Some(match (Trail::of(c), before) {
        (Trail::Han | Trail::Blank, _) => return None,
        (Trail::Waste, _) => 9.0,
        (Trail::Box, Trail::Box) => 4.0,
        (Trail::Sign | Trail::Box, _) => 7.0,
        (Trail::Letter(Script::Narrow, _), Trail::Letter(Script::Narrow, _)) => 5.5,
        (Trail::Letter(script, lower), Trail::Letter(other, was_lower)) if script == other => {
            // A capital behind a small letter is hardly ever met.
            let turned = if was_lower && !lower { 4.0 } else { 0.0 };
            let seldom = match script {
                Script::Hangul => 6.5,
                _ => 5.0,
            };
            turned + if is_seldom(c) { seldom } else { 3.0 }
        }
        (Trail::Letter(..), Trail::Blank) | (Trail::Letter(Script::Kana, _), Trail::Han) => 5.0,
        (Trail::Letter(..), _) => 8.0,
    })
}

/// What a border between sound and damaged costs on top where this character would be the sound one:
/// an odd character beside damage is part of it. `wide` is for pages of two bytes.
pub fn border(c: char, wide: bool) -> f32 {
    match Trail::of(c) {
        _ if c.is_ascii() => 0.0,
        Trail::Han | Trail::Blank => 0.0,
        // Tables are drawn around text of the encodings that have these.
        Trail::Box if wide && is_table_line(c) => 0.0,
        Trail::Sign if wide => 0.0,
        Trail::Letter(..) | Trail::Sign | Trail::Box | Trail::Waste => 8.0,
    }
}

/// The lines with which tables are drawn.
fn is_table_line(c: char) -> bool {
    matches!(
        c,
        '─' | '━'
            | '│'
            | '┃'
            | '┌'
            | '┐'
            | '└'
            | '┘'
            | '├'
            | '┤'
            | '┬'
            | '┴'
            | '┼'
            | '═'
            | '║'
    )
}

/// The syllables that make up two thirds of running Korean, in the order of their codes.
const HANGUL: &str = "가각간감거건것게경계고공과관구국그기나남내년노는니님다단당대데도동되된드들등때라러레로르를리마만\
    말면모무문물미민바반발방번보부분비사상생서선성세소속수스습시식신실아안야양어업었에여연예오와요용\
    우원월위유으은을음의이인일있자장적전정제조주중지진차체치터통트품하학한할합해했행화회";

/// Letters that one language or another has, but not often.
fn is_seldom(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{24f}' | 'Ѐ'..='Џ' | 'ђ'..='џ' | 'Ґ' | 'ґ' | '\u{1100}'..='\u{11ff}')
        || matches!(c, '\u{ac00}'..='\u{d7af}') && !HANGUL.contains(c)
}

/// What a character costs where a reading brings it forth.
pub enum Emission {
    /// No reading does.
    Never,
    /// The model knows.
    Asked,
    /// So many nats.
    Costs(f32),
}

/// What a character costs where a reading brings it forth.
pub fn emission(before: Trail, c: char) -> Emission {
    use Emission::{Asked, Costs, Never};
    match Trail::of(c) {
        _ if c.is_ascii() => match c {
            ' '..='~' | '\t' => Asked,
            _ => Never,
        },
        Trail::Han if is_allowed(c) => Asked,
        Trail::Sign if !matches!(c, '\u{300}'..='\u{36f}') => Costs(9.0),
        own @ Trail::Letter(Script::Kana, _) => Costs(if own == before { 3.0 } else { 8.0 }),
        Trail::Letter(script @ (Script::Latin | Script::Greek | Script::Cyrillic), _) => {
            Costs(match before {
                Trail::Letter(other, _) if other == script => 4.5,
                _ if c >= '\u{1e00}' => 16.0,
                _ => 13.0,
            })
        }
        _ => Never,
    }
}

/// Han characters, the marks of Chinese text and what is full-width.
fn is_allowed(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '\u{3000}'..='\u{303f}'
        | '\u{3220}'..='\u{33ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{323af}')
}

/// Whether decoders put this character in the place of bytes that they cannot read.
pub fn is_queried(c: char) -> bool {
    matches!(c, '?' | '\u{fffd}')
}

/// The characters of two or three bytes in UTF-8 whose bytes may be those that `fits` allows at each
/// place, as many as `bytes` has.
pub fn pattern_chars(bytes: &[u8], fits: impl Fn(usize, u8) -> bool) -> Vec<char> {
    let options = |at: usize| -> Vec<u8> {
        let range = if at == 0 { 0xc2..=0xef } else { 0x80..=0xbf };
        if at < bytes.len() {
            range.filter(|&byte| fits(at, byte)).collect()
        } else {
            vec![0]
        }
    };
    let (first, second, third) = (options(0), options(1), options(2));
    let mut found = Vec::new();
    for &a in &first {
        for &b in &second {
            for &c in &third {
                let whole = [a, b, c];
                let text = whole.get(..bytes.len()).map(std::str::from_utf8);
                if let Some(Ok(text)) = text {
                    found.extend(text.chars().next());
                }
            }
        }
    }
    found
}
