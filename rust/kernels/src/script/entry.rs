//! Characters in their bytes, and the entries of tables that hold what becomes of them.

/// What an entry of the first table says, in its upper byte; the three bytes below are the UTF-8 of
/// what becomes of the character where no longer key matches.
pub(crate) const LOOK: u32 = 1 << 24;
/// The character alone is a key.
pub(crate) const ONE: u32 = 2 << 24;
/// The three bytes do not hold its value, or the character is not three bytes long itself.
pub(crate) const HARD: u32 = 4 << 24;
/// The walk cannot go on here; see [`crate::script::walker::Walker`].
pub(crate) const ALARM: u32 = 8 << 24;
/// Later conversions may match what becomes of the character.
pub(crate) const TAIL: u32 = 16 << 24;
pub(crate) const TAG_SHIFT: u32 = 29;
pub(crate) const MAX_TAG: u8 = 7;

/// The tag of the value of the character alone.
#[inline]
pub(crate) fn tag_of(entry: u32) -> u8 {
    (entry >> TAG_SHIFT) as u8
}

/// A character at `at` and the byte behind it. `at` is on a character border of a valid text.
#[inline]
pub(crate) fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    let first = u32::from(bytes[at]);
    let more = |offset: usize| u32::from(bytes[at + offset] & 0x3f);
    if first < 0x80 {
        (first, at + 1)
    } else if first >= 0xf0 {
        let c = (first & 7) << 18 | more(1) << 12 | more(2) << 6 | more(3);
        (c, at + 4)
    } else if first >= 0xe0 {
        ((first & 15) << 12 | more(1) << 6 | more(2), at + 3)
    } else {
        ((first & 31) << 6 | more(1), at + 2)
    }
}

/// The character whose three bytes of UTF-8 are the lower bytes of `word`.
#[inline]
pub(crate) fn unpack(word: u32) -> u32 {
    (word & 0x0f) << 12 | (word >> 2 & 0x0fc0) | (word >> 16 & 0x3f)
}

/// The three bytes of UTF-8 of `c`, if it has three.
pub(crate) fn pack(c: u32) -> Option<u32> {
    ((0x800..0x1_0000).contains(&c))
        .then_some((0xe0 | c >> 12) | (0x80 | c >> 6 & 0x3f) << 8 | (0x80 | c & 0x3f) << 16)
}
