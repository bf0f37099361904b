//! Code pages: which bytes the characters of a text stand for, and what bytes were written as.

use rustc_hash::FxHashMap;

/// The two-byte codes of a double-byte encoding: a character for each lead byte 0x81 to 0xFE and
/// each trail byte 0x40 to 0xFE, row by row; U+0000 where a code has none.
#[derive(Debug, Clone, Default)]
pub struct Codes(Vec<char>);

/// Trail bytes of a lead byte.
const TRAILS: usize = 191;
/// Characters of a whole table.
pub const TABLE: usize = 126 * TRAILS;

impl Codes {
    /// The codes in a table of [`TABLE`] characters; `None` for one of another length.
    pub fn new(table: &str) -> Option<Self> {
        let chars: Vec<char> = table.chars().collect();
        (chars.len() == TABLE).then_some(Self(chars))
    }

    pub(super) fn get(&self, lead: u8, trail: u8) -> Option<char> {
        if !(0x81..=0xfe).contains(&lead) || !(0x40..=0xfe).contains(&trail) {
            return None;
        }
        let at = usize::from(lead - 0x81) * TRAILS + usize::from(trail - 0x40);
        self.0.get(at).copied().filter(|&c| c != '\0')
    }
}

/// How bytes were seen: the bytes that each character stands for.
#[derive(Debug, Clone)]
pub struct Page {
    seen: FxHashMap<char, ([u8; 4], u8)>,
    /// Second codes of characters that have two.
    again: FxHashMap<char, ([u8; 4], u8)>,
    /// Whether a character may also stand for its own bytes in UTF-8, and must if it has no others.
    pub mixed: bool,
    /// Whether most characters take two bytes.
    pub wide: bool,
    /// What is lost of bytes.
    pub losses: Losses,
}

/// What a reader loses of the bytes that it cannot show.
#[derive(Debug, Clone, Default)]
pub struct Losses {
    /// Bytes that may have been dropped where no character shows them.
    pub dropped: Vec<u8>,
    /// Bytes that may have been dropped, but seldom are.
    pub seldom: Vec<u8>,
    /// Whether pairs of bytes that are user-defined codes of GBK may have been dropped.
    pub pairs: bool,
    /// Whether a plain blank may stand for the byte 0xA0.
    pub blanks: bool,
}

impl Page {
    /// A page from the characters of the 256 bytes (U+0000 for none but the first) and the codes of
    /// two bytes.
    pub fn new(single: &str, double: Option<&Codes>) -> Self {
        let mut seen = FxHashMap::default();
        let mut again = FxHashMap::default();
        for (byte, c) in single.chars().take(256).enumerate() {
            if c != '\0' || byte == 0 {
                seen.entry(c).or_insert(([byte as u8, 0, 0, 0], 1));
            }
        }
        if let Some(codes) = double {
            for (at, &c) in codes.0.iter().enumerate() {
                if c != '\0' {
                    let (lead, trail) = (0x81 + (at / TRAILS) as u8, 0x40 + (at % TRAILS) as u8);
                    let code = ([lead, trail, 0, 0], 2);
                    if *seen.entry(c).or_insert(code) != code {
                        again.entry(c).or_insert(code);
                    }
                }
            }
        }
        Self {
            seen,
            again,
            mixed: false,
            wide: double.is_some(),
            losses: Losses::default(),
        }
    }

    /// Further characters that stand for single bytes.
    pub fn also(&mut self, pairs: impl IntoIterator<Item = (char, u8)>) {
        for (c, byte) in pairs {
            self.seen.entry(c).or_insert(([byte, 0, 0, 0], 1));
        }
    }

    pub(super) fn bytes(&self, c: char) -> Option<&[u8]> {
        let (bytes, length) = self.seen.get(&c)?;
        bytes.get(..usize::from(*length))
    }

    pub(super) fn other_bytes(&self, c: char) -> Option<&[u8]> {
        let (bytes, length) = self.again.get(&c)?;
        bytes.get(..usize::from(*length))
    }

    /// The bytes of a character in UTF-8, where it may stand for these.
    pub(super) fn own<'b>(&self, c: char, buffer: &'b mut [u8; 4]) -> Option<&'b [u8]> {
        if self.mixed && !c.is_ascii() {
            Some(c.encode_utf8(buffer).as_bytes())
        } else {
            None
        }
    }
}

/// The encoding that the bytes are in.
#[derive(Debug, Clone)]
pub enum Writer {
    /// One to four bytes.
    Utf8,
    /// One or two.
    Double(Codes),
}
