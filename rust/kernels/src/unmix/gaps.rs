//! Where bytes seem to be missing, and what bytes of UTF-8 may follow each other.

use super::letters::is_queried;
use super::page::{Page, Writer};

/// Where bytes seem to be missing before a character: the bytes seen around it cannot be UTF-8.
///
/// For other writers nearly all bytes can follow each other, so that only bytes which each page
/// says it may have dropped are thought of, everywhere.
pub(super) fn gaps(text: &[char], page: &Page, writer: &Writer) -> Vec<bool> {
    let nothing =
        page.losses.dropped.is_empty() && page.losses.seldom.is_empty() && !page.losses.pairs;
    if !matches!(writer, Writer::Utf8) {
        return vec![!nothing; text.len() + 1];
    }
    let mut found = vec![false; text.len() + 1];
    // Bit n: so many continuation bytes are missing.
    let mut states = 1_u8;
    let mut since = 0;
    for (at, &c) in text.iter().enumerate() {
        let mut after = 0;
        if is_queried(c) {
            after = 0b1111;
        } else {
            match page.bytes(c) {
                Some(bytes) if bytes[0] >= 0x80 => {
                    after = bytes
                        .iter()
                        .fold(states, |states, &byte| utf8_after(states, byte));
                }
                _ if states & 1 == 1 => after = 1,
                _ => {}
            }
        }
        if after == 0 {
            for place in &mut found[since.max(at.saturating_sub(2))..=at] {
                *place = true;
            }
            since = at;
            after = page.bytes(c).map_or(1, |bytes| {
                bytes
                    .iter()
                    .fold(0b1111, |states, &byte| utf8_after(states, byte))
                    | 1
            });
        }
        states = after;
    }
    for place in &mut found[text.len().saturating_sub(2)..] {
        *place = true;
    }
    found
}

fn utf8_after(states: u8, byte: u8) -> u8 {
    match byte {
        0x80..=0xbf => states >> 1,
        0xc2..=0xdf => (states & 1) << 1,
        0xe0..=0xef => (states & 1) << 2,
        0xf0..=0xf4 => (states & 1) << 3,
        _ => 0,
    }
}

/// Bytes of the character in UTF-8 that a byte begins, 0 for a byte that begins none.
pub(super) fn utf8_length(first: u8) -> u8 {
    match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 0,
    }
}
