//! Reads the bytes of a language model; `tools/ngram_file.py` writes them.
//!
//! Little-endian, one array after the other. Probabilities and weights are negative logarithms in
//! steps.
//!
//! | what | type |
//! |---|---|
//! | `KXNGRAM2` | 8 bytes |
//! | nats a step; how many symbols, bigrams, trigrams, folds; number of the unknown symbol | `f32`, `u32` each |
//! | symbols (U+0000 to U+FFFF), common ones first | `u16` each |
//! | characters that are folded, then what each is folded to | `u16` each |
//! | probability, back-off weight, probability as a word of each symbol | `u8` each |
//! | bigrams that start with each symbol | lengths |
//! | second symbols of each of these rows | bits |
//! | probability, back-off weight of each bigram | coded, coded |
//! | trigrams that start with each bigram | lengths |
//! | third symbols: places in the row of the second symbol | bits |
//! | probability of each trigram | coded |
//! | which bigrams are words; their probability | `u32` how many, bits; coded |
//! | which trigrams are words; their probability | `u32` how many, bits; coded |
//!
//! *Bits* are a `u32` of bytes and a string of bits, highest first, in which ascending numbers of a
//! known range are written the middle one first (binary interpolative coding, Moffat and Stuiver
//! 2000). *Coded* are bytes by a canonical Huffman code: the length of each byte's code, 4 bits
//! each, then bits. *Lengths* are coded bytes; 255 is followed up by a `u16` in a list behind, which
//! starts with its `u32` length.

use crate::error::{Error, Result};

/// Bits of the longest code of a byte.
const LONGEST: u32 = 12;
/// A length that is found in the list behind.
const ESCAPE: u16 = 255;
/// Stands for an n-gram that is no word.
pub(crate) const NO_WORD: u8 = u8::MAX;

/// What the numbers of a row stand for.
pub(crate) enum Choices<'a> {
    Numbers(usize),
    Symbols(&'a [u16]),
}

/// Takes the arrays off a byte string, one after the other.
pub(crate) struct Reader<'a>(pub &'a [u8]);

/// Bits behind each other, the highest of a byte first; zeros behind the end.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The next bits, from the highest on.
    window: u64,
    ready: u32,
}

impl<'a> Bits<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            window: 0,
            ready: 0,
        }
    }

    fn fill(&mut self) {
        if let Some(next) = self.bytes.get(self.at..self.at + 4) {
            let word = u32::from_be_bytes([next[0], next[1], next[2], next[3]]);
            self.window |= u64::from(word) << (32 - self.ready);
            self.at += 4;
            self.ready += 32;
            return;
        }
        while self.ready <= 32 {
            let byte = self.bytes.get(self.at).copied().unwrap_or(0);
            self.window |= u64::from(byte) << (56 - self.ready);
            self.at += 1;
            self.ready += 8;
        }
    }

    /// The next bits, at least 32 of them, as the high bits of a number.
    fn peek(&mut self) -> u64 {
        if self.ready < 32 {
            self.fill();
        }
        self.window
    }

    fn skip(&mut self, width: u32) {
        self.window <<= width;
        self.ready -= width;
    }

    /// One of `choices` in truncated binary. There are at most 2^31 choices.
    fn choice(&mut self, choices: u32) -> u32 {
        if choices <= 1 {
            return 0;
        }
        let width = choices.ilog2();
        let window = self.peek();
        let short = (1_u64 << (width + 1)) - u64::from(choices);
        let number = window >> 1 >> (63 - width);
        if number < short {
            self.skip(width);
            number as u32
        } else {
            self.skip(width + 1);
            ((window >> (63 - width)) - short) as u32
        }
    }

    /// Fills `out` with ascending numbers from `low` to `high`, which has room for them.
    fn ascending(&mut self, out: &mut [u32], low: u32, high: u32) {
        match out {
            [] => {}
            [one] => *one = low + self.choice(high - low + 1),
            [first, second] => {
                *second = low + 1 + self.choice(high - low);
                *first = low + self.choice(*second - low);
            }
            _ => {
                let middle = out.len() / 2;
                let (left, rest) = out.split_at_mut(middle);
                let Some((value, right)) = rest.split_first_mut() else {
                    return;
                };
                let least = low + middle as u32;
                *value = least + self.choice(high - right.len() as u32 - least + 1);
                let value = *value;
                self.ascending(left, low, value - 1);
                self.ascending(right, value + 1, high);
            }
        }
    }
}

impl<'a> Reader<'a> {
    pub fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        if length > self.0.len() {
            return Err(Error::malformed("the language model ends too early"));
        }
        let (head, tail) = self.0.split_at(length);
        self.0 = tail;
        Ok(head)
    }

    pub fn number(&mut self) -> Result<u32> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    pub fn shorts(&mut self, count: usize) -> Result<Vec<u16>> {
        let bytes = self.take(count.saturating_mul(2))?;
        Ok(bytes
            .chunks_exact(2)
            .map(|b| u16::from_le_bytes([b[0], b[1]]))
            .collect())
    }

    fn bits(&mut self) -> Result<Bits<'a>> {
        let length = self.number()? as usize;
        Ok(Bits::new(self.take(length)?))
    }

    /// `count` bytes by their codes.
    pub fn coded(&mut self, count: usize) -> Result<Vec<u8>> {
        let pairs = self.take(128)?;
        let lengths = pairs.iter().flat_map(|&pair| [pair >> 4, pair & 15]);
        let lengths: Vec<u32> = lengths.map(u32::from).collect();
        let mut table: Vec<(u8, u8)> = Vec::with_capacity(1 << LONGEST);
        for length in 1..=LONGEST {
            for (byte, _) in lengths.iter().enumerate().filter(|(_, &l)| l == length) {
                let end = table.len() + (1 << (LONGEST - length));
                table.resize(end, (byte as u8, length as u8));
            }
        }
        if table.len() != 1 << LONGEST || lengths.iter().any(|&length| length > LONGEST) {
            return Err(Error::malformed("a code of the language model is wrong"));
        }
        let mut bits = self.bits()?;
        if count > bits.bytes.len().saturating_mul(8) {
            return Err(Error::malformed("the language model ends too early"));
        }
        Ok((0..count)
            .map(|_| {
                let (byte, length) = table[(bits.peek() >> (64 - LONGEST)) as usize];
                bits.skip(u32::from(length));
                byte
            })
            .collect())
    }

    /// Where each of `count` rows starts, and where the last ends, which is `total`.
    pub fn starts(&mut self, count: usize, total: usize) -> Result<Vec<u32>> {
        let lengths = self.coded(count)?;
        let long = self.number()? as usize;
        let long = self.shorts(long)?;
        let mut long = long.into_iter();
        let mut starts = Vec::with_capacity(count + 1);
        let mut sum = 0_u32;
        starts.push(sum);
        for length in lengths {
            let length = match u16::from(length) {
                ESCAPE => long.next().unwrap_or(0),
                short => short,
            };
            sum = sum.saturating_add(u32::from(length));
            starts.push(sum);
        }
        if sum as usize == total {
            Ok(starts)
        } else {
            Err(Error::malformed("the language model contradicts itself"))
        }
    }

    /// The rows one after the other. `choices` says what each chooses from: so many numbers, or the
    /// symbols of a row that stand for them.
    pub fn rows<'c>(
        &mut self,
        starts: &[u32],
        choices: impl Fn(usize) -> Choices<'c>,
    ) -> Result<Vec<u16>> {
        let mut bits = self.bits()?;
        let total = starts.last().copied().unwrap_or(0) as usize;
        let mut found = Vec::with_capacity(total);
        let mut row: Vec<u32> = Vec::new();
        for (number, border) in starts.windows(2).enumerate() {
            let length = (border[1] - border[0]) as usize;
            if length == 0 {
                continue;
            }
            let choices = choices(number);
            let count = match choices {
                Choices::Numbers(count) => count,
                Choices::Symbols(symbols) => symbols.len(),
            };
            if length > count {
                return Err(Error::malformed("a row of the language model is too long"));
            }
            row.resize(length, 0);
            bits.ascending(&mut row, 0, count as u32 - 1);
            match choices {
                Choices::Numbers(_) => found.extend(row.iter().map(|&place| place as u16)),
                Choices::Symbols(symbols) => {
                    found.extend(row.iter().map(|&place| symbols[place as usize]));
                }
            }
        }
        Ok(found)
    }

    /// A byte for each of `count` places, [`NO_WORD`] where there is none.
    pub fn flagged(&mut self, count: usize) -> Result<Vec<u8>> {
        let marked = self.number()? as usize;
        if marked > count {
            return Err(Error::malformed("the language model has too many words"));
        }
        let mut places = vec![0; marked];
        let mut bits = self.bits()?;
        if marked > 0 {
            bits.ascending(&mut places, 0, count as u32 - 1);
        }
        let values = self.coded(marked)?;
        let mut flagged = vec![NO_WORD; count];
        for (place, value) in places.into_iter().zip(values) {
            if let Some(flag) = flagged.get_mut(place as usize) {
                *flag = value;
            }
        }
        Ok(flagged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_number_stands_first() {
        // 2, 4, 5 of 0 to 7: 4 of 1..=6 as 11 in two or three bits, then 2 of 0..=3, 5 of 5..=7.
        let bytes = [0b1011_0000, 0, 0, 0];
        let mut found = [0; 3];
        Bits::new(&bytes).ascending(&mut found, 0, 7);
        assert_eq!(found, [2, 4, 5]);
        let mut full = [0; 4];
        Bits::new(&[]).ascending(&mut full, 3, 6);
        assert_eq!(full, [3, 4, 5, 6]);
    }

    #[test]
    fn numbers_stay_in_their_range_whatever_the_bits() {
        for seed in 0..=255_u8 {
            let bytes: Vec<u8> = (0..64)
                .map(|i: u8| i.wrapping_mul(seed).wrapping_add(seed))
                .collect();
            let mut found = [0; 20];
            Bits::new(&bytes).ascending(&mut found, 5, 90);
            assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(found[0] >= 5 && found[19] <= 90);
        }
    }

    #[test]
    fn wrong_codes_are_refused() {
        let mut bytes = vec![0; 200];
        assert!(Reader(&bytes).coded(1).is_err());
        bytes[..128].fill(0x11);
        assert!(Reader(&bytes).coded(1).is_err());
        bytes[..128].fill(0xff);
        assert!(Reader(&bytes).coded(1).is_err());
    }
}
