//! The tables behind a tree: filters that say quickly where nothing matches, pairs, transitions.

use crate::script::entry::{pack, HARD, LOOK, MAX_TAG, TAG_SHIFT};

/// A table on the heap.
#[allow(clippy::unnecessary_box_returns)] // tables are too big for the stack
pub(crate) fn zeroed<T: Default + Clone, const N: usize>() -> Box<[T; N]> {
    let table = vec![T::default(); N].into_boxed_slice();
    // The length is N, so the table itself comes back.
    table
        .try_into()
        .unwrap_or_else(|_| Box::new(std::array::from_fn(|_| T::default())))
}

/// Which keys of two characters there are, and which three characters longer ones start with: a
/// word for each hash of two characters, in it two bits for the pair that is a key, and two for each
/// third character. A word serves two pairs at the sizes of `OpenCC`'s dictionaries.
#[derive(Debug)]
pub(crate) struct Filter {
    words: Box<[u64; WORDS]>,
}

/// 128 KiB, so that it stays in the cache of a core.
const WORDS: usize = 1 << WORD_BITS;
const WORD_BITS: u32 = 14;

/// A factor for multiplicative hashing (Knuth, TAOCP 3, 6.4): 2^64 over the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash of the codes of two characters, best in its upper bits.
#[inline]
pub(crate) fn hash(first: u16, second: u16) -> u32 {
    let pair = u32::from(first) << 16 | u32::from(second);
    (pair ^ pair >> 15).wrapping_mul(0x9e37_79b1)
}

/// The first characters of a key in their three bytes.
pub(crate) fn packed<const N: usize>(key: &str) -> Option<[u32; N]> {
    let mut chars = key.chars();
    let mut all = [0; N];
    for place in &mut all {
        *place = chars.next().and_then(|c| pack(c as u32))?;
    }
    Some(all)
}

impl Filter {
    pub(crate) fn new() -> Self {
        Self { words: zeroed() }
    }

    /// The place and the bits of two characters, which are the lower six bytes of `pair`.
    #[inline]
    pub(crate) fn pair(pair: u64) -> (usize, u64) {
        let hash = (pair & 0xffff_ffff_ffff).wrapping_mul(GOLDEN);
        let bits = 1 << (hash >> 32 & 63) | 1 << (hash >> 40 & 63);
        ((hash >> (64 - WORD_BITS)) as usize, bits)
    }

    /// The bits of a third character.
    #[inline]
    pub(crate) fn third(word: u32) -> u64 {
        let hash = (word & 0xff_ffff).wrapping_mul(0x9e37_79b1);
        1 << (hash >> 26) | 1 << (hash >> 20 & 63)
    }

    pub(crate) fn add(&mut self, first: u32, second: u32, third: Option<u32>) {
        let (place, bits) = Self::pair(u64::from(second) << 24 | u64::from(first));
        self.words[place] |= third.map_or(bits, Self::third);
    }

    #[inline]
    pub(crate) fn may_have(&self, pair: u64, third: u32) -> (bool, bool) {
        let (place, bits) = Self::pair(pair);
        let word = self.words[place];
        let more = Self::third(third);
        (word & bits == bits, word & more == more)
    }
}

/// The first two characters of every key: a bit for each hash.
#[derive(Debug)]
pub(crate) struct Heads {
    words: Vec<u64>,
    shift: u32,
}

impl Heads {
    pub(crate) fn with_capacity(keys: usize) -> Self {
        let bits = (keys * 16).max(1 << 12).ilog2().min(24);
        Self {
            words: vec![0; 1 << (bits - 6)],
            shift: 32 - bits,
        }
    }

    #[inline]
    pub(crate) fn place(&self, first: u16, second: u16) -> (usize, u64) {
        let place = hash(first, second) >> self.shift;
        ((place >> 6) as usize, 1 << (place & 63))
    }

    pub(crate) fn add(&mut self, first: u16, second: u16) {
        let (word, bit) = self.place(first, second);
        self.words[word] |= bit;
    }

    #[inline]
    pub(crate) fn may_have(&self, first: u16, second: u16) -> bool {
        let (word, bit) = self.place(first, second);
        self.words[word] & bit != 0
    }
}

/// What is known of the keys that start with two characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    characters: u32,
    /// The node behind both.
    pub(crate) node: u32,
    /// Whether keys go on behind both.
    pub(crate) longer: bool,
    /// Entries like those of the first table, if the pair is a key itself and both characters
    /// become one of three bytes; [`LOOK`] if it is no key, [`HARD`] if the value is another.
    pub(crate) entries: [u32; 2],
}

const NO_PAIR: Pair = Pair {
    characters: 0,
    node: 0,
    longer: false,
    entries: [LOOK; 2],
};

pub(crate) fn pair_entries(key: &str, value: &str, tag: u8) -> [u32; 2] {
    let mut entries = [0; 2];
    let mut pairs = key.chars().zip(value.chars());
    if tag > MAX_TAG || value.chars().count() != 2 {
        return [HARD; 2];
    }
    for entry in &mut entries {
        let packed = pairs.next().and_then(|(old, new)| {
            pack(old as u32)?;
            pack(new as u32)
        });
        let Some(packed) = packed else {
            return [HARD; 2];
        };
        *entry = packed | u32::from(tag) << TAG_SHIFT;
    }
    entries
}

/// Pairs in an open-addressed table; the characters of an empty slot are 0.
#[derive(Debug)]
pub(crate) struct Pairs {
    slots: Vec<Pair>,
    used: usize,
    shift: u32,
}

impl Pairs {
    pub(crate) fn with_capacity(keys: usize) -> Self {
        let bits = keys.max(1 << 8).ilog2().min(20);
        Self {
            slots: vec![NO_PAIR; 1 << bits],
            used: 0,
            shift: 32 - bits,
        }
    }

    #[inline]
    pub(crate) fn find(&self, first: u16, second: u16) -> usize {
        let characters = u32::from(first) << 16 | u32::from(second);
        let mut at = (hash(first, second) >> self.shift) as usize;
        while self.slots[at].characters != characters && self.slots[at].characters != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    #[inline]
    pub(crate) fn get(&self, first: u16, second: u16) -> Option<&Pair> {
        let slot = &self.slots[self.find(first, second)];
        (slot.characters != 0).then_some(slot)
    }

    /// The slot of a pair whose node is `node`, made if it is new.
    pub(crate) fn slot(&mut self, first: u16, second: u16, node: u32) -> &mut Pair {
        if self.used * 2 >= self.slots.len() && self.shift > 8 {
            self.grow();
        }
        let at = self.find(first, second);
        let slot = &mut self.slots[at];
        if slot.characters == 0 {
            self.used += 1;
            slot.characters = u32::from(first) << 16 | u32::from(second);
            slot.node = node;
        }
        slot
    }

    pub(crate) fn grow(&mut self) {
        let bigger = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![NO_PAIR; bigger]);
        self.shift -= 1;
        for pair in old.into_iter().filter(|pair| pair.characters != 0) {
            let at = self.find((pair.characters >> 16) as u16, pair.characters as u16);
            self.slots[at] = pair;
        }
    }
}

/// Transitions in an open-addressed table; a slot is `node | character | child`, 0 if empty.
#[derive(Debug)]
pub(crate) struct Table {
    slots: Vec<u64>,
    used: usize,
    shift: u32,
}

impl Table {
    pub(crate) fn with_capacity(transitions: usize) -> Self {
        let bits = (transitions * 2).max(1 << 10).ilog2();
        Self {
            slots: vec![0; 1 << bits],
            used: 0,
            shift: 64 - bits,
        }
    }

    #[inline]
    pub(crate) fn place(&self, key: u64) -> usize {
        // Multiplicative hashing with 2^64 over the golden ratio (Knuth, TAOCP 3, 6.4).
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    #[inline]
    pub(crate) fn get(&self, node: u32, character: u16) -> Option<u32> {
        let key = u64::from(node) << 16 | u64::from(character);
        let mut at = self.place(key);
        loop {
            let slot = self.slots[at];
            if slot >> 24 == key && slot != 0 {
                return Some((slot & 0xff_ffff) as u32);
            }
            if slot == 0 {
                return None;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    pub(crate) fn insert(&mut self, node: u32, character: u16, child: u32) {
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        let key = u64::from(node) << 16 | u64::from(character);
        self.put(key << 24 | u64::from(child));
        self.used += 1;
    }

    pub(crate) fn put(&mut self, slot: u64) {
        let mut at = self.place(slot >> 24);
        while self.slots[at] != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = slot;
    }

    pub(crate) fn grow(&mut self) {
        let bigger = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![0; bigger]);
        self.shift -= 1;
        for slot in old.into_iter().filter(|&slot| slot != 0) {
            self.put(slot);
        }
    }
}
