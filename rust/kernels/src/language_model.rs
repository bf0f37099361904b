//! A character n-gram model: how likely a text is as Chinese of either script.
//!
//! `ngram_file.rs` reads the bytes that `tools/build_language_model.py` writes.

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::ngram_file::{Choices, Reader, NO_WORD};
use crate::scan::is_han;

/// The model, ready for look-ups. Symbols are numbered; see [`NgramModel::symbol`].
#[derive(Debug, Clone)]
pub struct NgramModel {
    /// Number of the symbol of each character below U+10000.
    symbols: Vec<u16>,
    unknown: u16,
    other: u16,
    unigram: Vec<f32>,
    unigram_weight: Vec<f32>,
    bigram_start: Vec<u32>,
    bigram_second: Vec<u16>,
    bigram: Vec<u8>,
    bigram_weight: Vec<u8>,
    trigram_start: Vec<u32>,
    trigram_third: Vec<u16>,
    trigram: Vec<u8>,
    word: Vec<u8>,
    word_two: Vec<u8>,
    word_three: Vec<u8>,
    step: f32,
}

/// Stands for a character that is no symbol of the model.
const NONE: u16 = u16::MAX;

/// The character that stands for `c` in the model unless it is a symbol itself: widths and
/// quotation marks folded, digits, letters and letters with accents each one class.
pub fn fold(c: char) -> char {
    if is_han(c) {
        return c;
    }
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    match c {
        '“' | '「' | '『' | '〝' => '“',
        '”' | '」' | '』' | '〞' => '”',
        '0'..='9' => '0',
        '×' | '÷' => '\u{1}',
        'a'..='z' | 'A'..='Z' => 'a',
        '\u{c0}'..='\u{24f}' => 'é',
        ' '..='~'
        | '。'
        | '、'
        | '《'
        | '》'
        | '〈'
        | '〉'
        | '·'
        | '—'
        | '…'
        | '‘'
        | '’'
        | '【'
        | '】'
        | '〔'
        | '〕' => c,
        // Never seen in sound text: as unlikely as an unknown character.
        '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => '\u{fffd}',
        _ if c.is_whitespace() => ' ',
        _ => '\u{1}',
    }
}

impl NgramModel {
    /// The model in `bytes`.
    ///
    /// # Errors
    /// If the bytes are no model.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut reader = Reader(bytes);
        if reader.take(8)? != b"KXNGRAM2" {
            return Err(Error::malformed("these bytes are no language model"));
        }
        let step = f32::from_bits(reader.number()?);
        let [count, bigrams, trigrams, folds, unknown] = [
            reader.number()? as usize,
            reader.number()? as usize,
            reader.number()? as usize,
            reader.number()? as usize,
            reader.number()? as usize,
        ];
        if count == 0 || count > 0xffff || unknown >= count || !step.is_finite() {
            return Err(Error::malformed("the head of the language model is wrong"));
        }
        let vocabulary = reader.shorts(count)?;
        let from = reader.shorts(folds)?;
        let to = reader.shorts(folds)?;
        let nats = |bytes: &[u8]| bytes.iter().map(|&b| -step * f32::from(b)).collect();
        let unigram = nats(reader.take(count)?);
        let unigram_weight = nats(reader.take(count)?);
        let word = reader.take(count)?.to_vec();
        let bigram_start = reader.starts(count, bigrams)?;
        let bigram_second = reader.rows(&bigram_start, |_| Choices::Numbers(count))?;
        let bigram = reader.coded(bigrams)?;
        let bigram_weight = reader.coded(bigrams)?;
        let trigram_start = reader.starts(bigrams, trigrams)?;
        let trigram_third = reader.rows(&trigram_start, |pair| {
            let second = usize::from(bigram_second[pair]);
            let (from, to) = (bigram_start[second], bigram_start[second + 1]);
            Choices::Symbols(&bigram_second[from as usize..to as usize])
        })?;
        let model = Self {
            symbols: Vec::new(),
            unknown: unknown as u16,
            other: 0,
            unigram,
            unigram_weight,
            trigram: reader.coded(trigrams)?,
            word,
            word_two: reader.flagged(bigrams)?,
            word_three: reader.flagged(trigrams)?,
            bigram_start,
            bigram_second,
            bigram,
            bigram_weight,
            trigram_start,
            trigram_third,
            step,
        };
        Ok(model.with_symbols(&vocabulary, &from, &to))
    }

    fn with_symbols(mut self, vocabulary: &[u16], from: &[u16], to: &[u16]) -> Self {
        let mut own = vec![NONE; 0x1_0000];
        for (number, &code) in vocabulary.iter().enumerate() {
            own[usize::from(code)] = number as u16;
        }
        for (&char, &form) in from.iter().zip(to) {
            own[usize::from(char)] = own[usize::from(form)];
        }
        let class = |c: char| match own[fold(c) as usize & 0xffff] {
            NONE => self.unknown,
            symbol => symbol,
        };
        let other = class('\u{1}');
        self.symbols = (0..0x1_0000_u32)
            .map(|code| match (own[code as usize], char::from_u32(code)) {
                (NONE, c) => c.map_or(self.unknown, class),
                (symbol, _) => symbol,
            })
            .collect();
        self.other = other;
        self
    }

    /// The number of the symbol that stands for a character.
    pub fn symbol(&self, c: char) -> u16 {
        let code = c as usize;
        match self.symbols.get(code) {
            Some(&symbol) => symbol,
            None if is_han(c) => self.unknown,
            None => self.other,
        }
    }

    /// Whether a character is neither Han nor a mark, letter or digit that Chinese text uses.
    pub fn is_foreign(&self, c: char) -> bool {
        let symbol = self.symbol(c);
        symbol == self.other || symbol == self.unknown
    }

    /// The number of the blank, which also stands for the start of a text.
    pub fn blank(&self) -> u16 {
        self.symbol(' ')
    }

    /// The symbols that were seen behind a symbol.
    pub fn successors(&self, b: u16) -> &[u16] {
        let bounds = |row: usize| Some(*self.bigram_start.get(row)? as usize);
        let row = usize::from(b);
        match (bounds(row), bounds(row + 1)) {
            (Some(from), Some(to)) => self.bigram_second.get(from..to).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Natural logarithm of the probability that `c` follows `a` and `b`.
    pub fn log_probability(&self, a: u16, b: u16, c: u16) -> f32 {
        self.context(a, b).log_probability(c)
    }

    /// What may follow `a` and `b`, for asking of many symbols.
    pub fn context(&self, a: u16, b: u16) -> Context<'_> {
        let pair = find(&self.bigram_start, &self.bigram_second, a.into(), b);
        Context {
            model: self,
            second: b.into(),
            pair,
            weight: pair.map_or(0.0, |at| -self.step * f32::from(self.bigram_weight[at])),
        }
    }

    /// Natural logarithm of the probability of the likeliest way to cut `symbols` into words, as if
    /// words came independently of each other.
    pub fn word_score(&self, symbols: &[u16]) -> f32 {
        let nats = |byte: u8| -self.step * f32::from(byte);
        let mut best = vec![f32::NEG_INFINITY; symbols.len() + 1];
        best[0] = 0.0;
        for (at, &first) in symbols.iter().enumerate() {
            let here = best[at];
            let mut reach = |length: usize, byte: u8| {
                best[at + length] = best[at + length].max(here + nats(byte));
            };
            reach(1, self.word[usize::from(first)]);
            let Some(&second) = symbols.get(at + 1) else {
                continue;
            };
            let pair = find(
                &self.bigram_start,
                &self.bigram_second,
                first.into(),
                second,
            );
            let Some(pair) = pair else {
                continue;
            };
            if self.word_two[pair] != NO_WORD {
                reach(2, self.word_two[pair]);
            }
            let Some(&third) = symbols.get(at + 2) else {
                continue;
            };
            if let Some(triple) = find(&self.trigram_start, &self.trigram_third, pair, third) {
                if self.word_three[triple] != NO_WORD {
                    reach(3, self.word_three[triple]);
                }
            }
        }
        best[symbols.len()]
    }

    /// Natural logarithms of the probabilities of `c`, of `b` and `c`, and of all three symbols as
    /// words; minus infinity where they are none.
    pub fn word_probabilities(&self, a: u16, b: u16, c: u16) -> [f32; 3] {
        let nats = |byte: Option<u8>| match byte {
            Some(byte) if byte != NO_WORD => -self.step * f32::from(byte),
            _ => f32::NEG_INFINITY,
        };
        let pair = |x: u16, y| find(&self.bigram_start, &self.bigram_second, x.into(), y);
        let two = pair(b, c).map(|at| self.word_two[at]);
        let three = pair(a, b)
            .and_then(|row| find(&self.trigram_start, &self.trigram_third, row, c))
            .map(|at| self.word_three[at]);
        let one = -self.step * f32::from(self.word[usize::from(c)]);
        [one, nats(two), nats(three)]
    }

    /// Natural logarithm of the probability of a text behind a blank. Runs of blanks are one.
    pub fn score(&self, text: &str) -> f32 {
        let blank = self.blank();
        let (mut a, mut b, mut sum) = (blank, blank, 0.0);
        for c in text.chars() {
            let symbol = self.symbol(c);
            if symbol == blank && b == blank {
                continue;
            }
            sum += self.log_probability(a, b, symbol);
            (a, b) = (b, symbol);
        }
        sum
    }
}

/// How often the n-grams of one document occur in it: what a document has said it is likely to say
/// again (a cache model, Kuhn and De Mori 1990).
#[derive(Debug, Clone, Default)]
pub struct Cache {
    symbols: FxHashMap<u16, u32>,
    bigrams: FxHashMap<(u16, u16), u32>,
    trigrams: FxHashMap<(u16, u16, u16), u32>,
}

/// Share of the cache in a probability, and of its trigrams in its own.
const CACHE: f32 = 0.2;
const CACHE_TRIGRAM: f32 = 0.6;
/// Taken from each count, so that a thing said once is no proof.
const CACHE_DISCOUNT: f32 = 0.5;

impl Cache {
    /// The n-grams of a text.
    pub fn new(model: &NgramModel, text: &str) -> Self {
        let mut cache = Self::default();
        let blank = model.blank();
        let (mut a, mut b) = (blank, blank);
        for c in text.chars() {
            let symbol = model.symbol(c);
            *cache.symbols.entry(b).or_default() += 1;
            *cache.bigrams.entry((b, symbol)).or_default() += 1;
            *cache.trigrams.entry((a, b, symbol)).or_default() += 1;
            (a, b) = (b, symbol);
        }
        cache
    }

    /// Probability that `c` follows `a` and `b`; sums to less than one.
    fn probability(&self, a: u16, b: u16, c: u16) -> f32 {
        let Some(&pair) = self.bigrams.get(&(b, c)) else {
            return 0.0;
        };
        let share = |count: u32, of: Option<&u32>| match of {
            Some(&of) if of > 0 => (count as f32 - CACHE_DISCOUNT).max(0.0) / of as f32,
            _ => 0.0,
        };
        let triple = self.trigrams.get(&(a, b, c)).copied().unwrap_or(0);
        (1.0 - CACHE_TRIGRAM) * share(pair, self.symbols.get(&b))
            + CACHE_TRIGRAM * share(triple, self.bigrams.get(&(a, b)))
    }
}

/// The model together with what the document itself says.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    /// The model.
    pub model: &'a NgramModel,
    /// The document.
    pub cache: &'a Cache,
}

impl Judge<'_> {
    /// Natural logarithm of the probability that `c` follows `a` and `b`.
    pub fn log_probability(&self, a: u16, b: u16, c: u16) -> f32 {
        let general = self.model.log_probability(a, b, c);
        let own = self.cache.probability(a, b, c);
        if own == 0.0 {
            return general;
        }
        ((1.0 - CACHE) * general.exp() + CACHE * own).ln()
    }
}

/// Two symbols, behind which others are judged.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    model: &'a NgramModel,
    second: usize,
    pair: Option<usize>,
    weight: f32,
}

impl Context<'_> {
    /// Natural logarithm of the probability that `c` follows.
    pub fn log_probability(&self, c: u16) -> f32 {
        let model = self.model;
        let nats = |byte: u8| -model.step * f32::from(byte);
        let triple = self
            .pair
            .and_then(|pair| find(&model.trigram_start, &model.trigram_third, pair, c));
        if let Some(at) = triple {
            return nats(model.trigram[at]);
        }
        let rest = match find(&model.bigram_start, &model.bigram_second, self.second, c) {
            Some(at) => nats(model.bigram[at]),
            None => model.unigram_weight[self.second] + model.unigram[usize::from(c)],
        };
        self.weight + rest
    }
}

/// Where `wanted` stands in row `row`; rows are sorted.
fn find(starts: &[u32], values: &[u16], row: usize, wanted: u16) -> Option<usize> {
    let (from, to) = (*starts.get(row)? as usize, *starts.get(row + 1)? as usize);
    let row = values.get(from..to)?;
    row.binary_search(&wanted).ok().map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_bytes_are_refused() {
        assert!(NgramModel::from_bytes(b"").is_err());
        assert!(NgramModel::from_bytes(b"KXNGRAM2").is_err());
        assert!(NgramModel::from_bytes(&[0xff; 64]).is_err());
        let mut head = b"KXNGRAM2".to_vec();
        head.extend([0xff; 32]);
        assert!(NgramModel::from_bytes(&head).is_err());
    }

    #[test]
    fn widths_digits_and_letters_are_one() {
        assert_eq!(fold('，'), ',');
        assert_eq!(fold('７'), '0');
        assert_eq!(fold('ǎ'), 'é');
        assert_eq!(fold('\u{3000}'), ' ');
        assert_eq!(fold('「'), '“');
    }
}
