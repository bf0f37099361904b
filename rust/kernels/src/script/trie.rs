//! A prefix tree over characters for some tens of thousands of keys, quick to build and to miss.
//!
//! Most positions of a text start no key of two characters or more. So a table with a word for each
//! character of the Basic Multilingual Plane says what becomes of the character alone and whether
//! longer keys start with it, and a filter of pairs says whether one may go on with the next
//! character; only then is the table of transitions asked.

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};

const NONE: u32 = u32::MAX;
const BMP: usize = 0x1_0000;
/// Nodes and transitions share 64 bits with the code of a character: 24 + 16 + 24.
const MAX_NODES: usize = 1 << 24;
/// Characters outside the plane get the codes of surrogates, which no text holds.
const FIRST_WIDE: u32 = 0xd800;
const LAST_WIDE: u32 = 0xdfff;

/// What an entry of the first table says, in its upper byte; the three bytes below are the UTF-8 of
/// what becomes of the character where no longer key matches.
pub(crate) const LOOK: u32 = 1 << 24;
/// The character alone is a key.
pub(crate) const ONE: u32 = 2 << 24;
/// The three bytes do not hold its value, or the character is not three bytes long itself.
pub(crate) const HARD: u32 = 4 << 24;
/// The walk cannot go on here; see `Walker`.
pub(crate) const ALARM: u32 = 8 << 24;
/// Later conversions may match what becomes of the character.
pub(crate) const TAIL: u32 = 16 << 24;
const TAG_SHIFT: u32 = 29;
const MAX_TAG: u8 = 7;

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
        .then(|| (0xe0 | c >> 12) | (0x80 | c >> 6 & 0x3f) << 8 | (0x80 | c & 0x3f) << 16)
}

/// The first table where no character is a key.
fn alone() -> Box<[u32; BMP]> {
    let mut table = Box::new([HARD; BMP]);
    for (c, entry) in table.iter_mut().enumerate() {
        *entry = pack(c as u32).unwrap_or(HARD);
    }
    table
}

/// What a key stands for, and in which layer: a key of a lower layer goes before every key of a
/// higher one, however long.
#[derive(Debug, Clone, Copy)]
struct Node {
    value: u32,
    layer: u16,
    leaf: bool,
}

const EMPTY: Node = Node {
    value: NONE,
    layer: u16::MAX,
    leaf: true,
};

#[derive(Debug, Clone, Copy)]
struct Value {
    start: u32,
    length: u32,
    tag: u8,
}

/// A match: the byte behind the key, and the number of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) end: usize,
    pub(crate) value: u32,
}

/// The prefix tree. Nodes below [`BMP`] are those of first characters, by their codes.
#[derive(Debug)]
pub(crate) struct Trie {
    first: Box<[u32; BMP]>,
    wide_codes: FxHashMap<u32, u16>,
    /// [`ALARM`] and [`TAIL`] for characters outside the Basic Multilingual Plane.
    wide_marks: FxHashMap<u32, u32>,
    heads: Heads,
    filter: Filter,
    pairs: Pairs,
    /// The layer of all keys of two characters or more; `None` if there are several.
    layer: Option<u16>,
    /// The lowest layer of a character alone.
    least_single: u16,
    nodes: Vec<Node>,
    edges: Table,
    values: Vec<Value>,
    arena: String,
}

impl Trie {
    #[cfg(test)]
    fn new() -> Self {
        Self::with_capacity(0)
    }

    /// An empty tree with room for so many keys.
    pub(crate) fn with_capacity(keys: usize) -> Self {
        Self {
            first: alone(),
            wide_codes: FxHashMap::default(),
            wide_marks: FxHashMap::default(),
            heads: Heads::with_capacity(keys),
            filter: Filter::new(),
            pairs: Pairs::with_capacity(keys),
            layer: Some(u16::MAX),
            least_single: u16::MAX,
            nodes: vec![EMPTY; BMP],
            edges: Table::with_capacity(keys * 2),
            values: Vec::new(),
            arena: String::new(),
        }
    }

    /// Adds a key unless it is there already; lower layers are added first. `tag` comes back with
    /// the value.
    pub(crate) fn insert(&mut self, key: &str, value: &str, layer: u16, tag: u8) -> Result<()> {
        let mut chars = key.chars();
        let Some(head) = chars.next() else {
            return Ok(());
        };
        if key.contains('\0') {
            return Err(Error::malformed("a key of the dictionary holds U+0000"));
        }
        let code = self.code_or_new(head)?;
        let mut node = u32::from(code);
        let mut length = 1;
        let mut second = 0;
        for c in chars {
            length += 1;
            let next = self.code_or_new(c)?;
            match length {
                2 => {
                    self.heads.add(code, next);
                    self.first[usize::from(code)] |= LOOK;
                    second = next;
                }
                3 => {
                    let pair = self.pairs.slot(code, second, node);
                    pair.longer = true;
                    if let Some([first, second, third]) = packed::<3>(key) {
                        self.filter.add(first, second, Some(third));
                    }
                }
                _ => {}
            }
            node = match self.edges.get(node, next) {
                Some(child) => child,
                None => {
                    let child = self.nodes.len();
                    if child >= MAX_NODES {
                        return Err(Error::malformed("the dictionary has over 16 million nodes"));
                    }
                    self.nodes.push(EMPTY);
                    self.nodes[node as usize].leaf = false;
                    self.edges.insert(node, next, child as u32);
                    child as u32
                }
            };
        }
        if self.nodes[node as usize].value != NONE {
            return Ok(());
        }
        let too_big = |_| Error::malformed("the dictionary is over 4 GB");
        let entry = Value {
            start: u32::try_from(self.arena.len()).map_err(too_big)?,
            length: u32::try_from(value.len()).map_err(too_big)?,
            tag,
        };
        self.arena.push_str(value);
        let number = self.values.len() as u32; // fewer than nodes
        self.values.push(entry);
        let place = &mut self.nodes[node as usize];
        place.value = number;
        place.layer = layer;
        if length == 1 {
            self.set_first(head, value, tag);
            self.least_single = self.least_single.min(layer);
            return Ok(());
        }
        self.layer = match self.layer {
            Some(u16::MAX) => Some(layer),
            own if own == Some(layer) => own,
            _ => None,
        };
        if length == 2 {
            if let Some([first, second]) = packed::<2>(key) {
                self.filter.add(first, second, None);
            }
            let entries = pair_entries(key, value, tag);
            let pair = self.pairs.slot(code, second, node);
            pair.entries = entries;
        }
        Ok(())
    }

    /// Writes what becomes of a character alone into the first table.
    fn set_first(&mut self, head: char, value: &str, tag: u8) {
        let Some(place) = self.first.get_mut(head as usize) else {
            return;
        };
        let mut chars = value.chars();
        let packed = chars.next().and_then(|c| pack(c as u32));
        let flags = *place & (LOOK | HARD | ALARM | TAIL) | ONE;
        *place = match packed {
            Some(bytes) if chars.next().is_none() && tag <= MAX_TAG => {
                flags | bytes | u32::from(tag) << TAG_SHIFT
            }
            _ => flags | HARD | *place & 0xff_ffff,
        };
    }

    /// Walks shall stop at this character.
    pub(crate) fn alarm(&mut self, c: u32) {
        match self.first.get_mut(c as usize) {
            Some(place) => *place |= ALARM | HARD,
            None => *self.wide_marks.entry(c).or_default() |= ALARM,
        }
    }

    /// Marks a character for later conversions.
    pub(crate) fn mark_tail(&mut self, c: u32) {
        match self.first.get_mut(c as usize) {
            Some(place) => *place |= TAIL | LOOK,
            None => *self.wide_marks.entry(c).or_default() |= TAIL,
        }
    }

    /// The marks of any character.
    pub(crate) fn marks(&self, c: u32) -> u32 {
        match self.first.get(c as usize) {
            Some(&entry) => entry,
            None => self.wide_marks.get(&c).copied().unwrap_or_default(),
        }
    }

    /// What the first table says of a character of the Basic Multilingual Plane.
    #[inline]
    pub(crate) fn entry(&self, c: u32) -> u32 {
        self.first[(c & 0xffff) as usize]
    }

    /// The code of a character: itself, or one given to it; 0 if it stands in no key.
    #[inline]
    pub(crate) fn code(&self, c: u32) -> u16 {
        if c < BMP as u32 {
            c as u16
        } else {
            self.wide_codes.get(&c).copied().unwrap_or(0)
        }
    }

    fn code_or_new(&mut self, c: char) -> Result<u16> {
        let known = self.code(c as u32);
        if known != 0 || (c as u32) < BMP as u32 {
            return Ok(known);
        }
        let code = FIRST_WIDE + self.wide_codes.len() as u32;
        if code > LAST_WIDE {
            return Err(Error::malformed(
                "the dictionary has over 2048 characters outside the Basic Multilingual Plane",
            ));
        }
        self.wide_codes.insert(c as u32, code as u16);
        Ok(code as u16)
    }

    /// Whether a key may start with the character.
    #[inline]
    pub(crate) fn may_start(&self, c: u32) -> bool {
        if c < BMP as u32 {
            self.entry(c) & (LOOK | ONE) != 0
        } else {
            self.wide_codes.contains_key(&c)
        }
    }

    /// Whether a key of two characters or more starts with the character; for one outside the Basic
    /// Multilingual Plane, whether any key does.
    pub(crate) fn starts_longer(&self, c: u32) -> bool {
        if c < BMP as u32 {
            self.entry(c) & LOOK != 0
        } else {
            self.may_start(c)
        }
    }

    /// Whether a key may start with these two characters; false for most pairs that start none.
    #[inline]
    pub(crate) fn may_pair(&self, first: u16, second: u16) -> bool {
        self.heads.may_have(first, second)
    }

    /// Whether the first two of these three characters may be a key, and whether a longer one may
    /// start with all three, which have three bytes each: `pair` holds those of the first two in
    /// its lower six. Both are false for all but three in a hundred places where none starts.
    #[inline]
    pub(crate) fn may_match(&self, pair: u64, third: u32) -> (bool, bool) {
        self.filter.may_have(pair, third)
    }

    /// Whether the longest key always wins, so that [`Trie::pair`] may be asked first.
    pub(crate) fn is_plain(&self) -> bool {
        self.layer.is_some_and(|layer| layer <= self.least_single)
    }

    /// What is known of the keys that start with these two characters.
    #[inline]
    pub(crate) fn pair(&self, first: u16, second: u16) -> Option<&Pair> {
        self.pairs.get(first, second)
    }

    /// The longest key of three characters or more that starts with a pair, whose bytes end at
    /// `after`.
    pub(crate) fn beyond(
        &self,
        pair: &Pair,
        bytes: &[u8],
        after: usize,
        limit: usize,
    ) -> Option<Found> {
        let mut best = None;
        let (mut number, mut at) = (pair.node, after);
        while at < limit {
            let (next, end) = decode(bytes, at);
            let Some(child) = self.edges.get(number, self.code(next)) else {
                break;
            };
            (number, at) = (child, end);
            let node = &self.nodes[number as usize];
            if node.value != NONE {
                best = Some(Found {
                    end: at,
                    value: node.value,
                });
            }
            if node.leaf {
                break;
            }
        }
        best
    }

    /// The longest key of the lowest layer that starts with `c`, whose bytes end at `after`, and
    /// does not reach beyond `limit`.
    #[inline]
    pub(crate) fn longest(
        &self,
        bytes: &[u8],
        c: u32,
        after: usize,
        limit: usize,
    ) -> Option<Found> {
        let mut best = None;
        let mut layer = u16::MAX;
        self.walk(bytes, c, after, limit, |node, end| {
            if node.layer <= layer {
                layer = node.layer;
                best = Some(Found {
                    end,
                    value: node.value,
                });
            }
        });
        best
    }

    /// Every key that starts with `c`, shortest first.
    pub(crate) fn each(
        &self,
        bytes: &[u8],
        c: u32,
        after: usize,
        limit: usize,
        mut take: impl FnMut(Found),
    ) {
        self.walk(bytes, c, after, limit, |node, end| {
            take(Found {
                end,
                value: node.value,
            });
        });
    }

    #[inline]
    fn walk(
        &self,
        bytes: &[u8],
        c: u32,
        after: usize,
        limit: usize,
        mut take: impl FnMut(&Node, usize),
    ) {
        let code = self.code(c);
        if code == 0 {
            return;
        }
        let mut number = u32::from(code);
        let mut at = after;
        loop {
            let node = &self.nodes[number as usize];
            if node.value != NONE {
                take(node, at);
            }
            if node.leaf || at >= limit {
                return;
            }
            let (next, end) = decode(bytes, at);
            let Some(child) = self.edges.get(number, self.code(next)) else {
                return;
            };
            (number, at) = (child, end);
        }
    }

    /// The way down the tree, character by character.
    pub(crate) fn path(&self) -> Path<'_> {
        Path {
            trie: self,
            node: None,
            layer: u16::MAX,
            best: None,
        }
    }

    /// The value of a character alone, and its tag.
    pub(crate) fn single(&self, c: u32) -> Option<(&str, u8)> {
        let code = self.code(c);
        let value = self.nodes[usize::from(code)].value;
        (code != 0 && value != NONE).then(|| self.value(value))
    }

    /// A value and its tag.
    #[inline]
    pub(crate) fn value(&self, number: u32) -> (&str, u8) {
        let value = self.values[number as usize];
        let start = value.start as usize;
        (&self.arena[start..start + value.length as usize], value.tag)
    }
}

/// A place in a tree, and the best key on the way to it.
pub(crate) struct Path<'m> {
    trie: &'m Trie,
    node: Option<u32>,
    layer: u16,
    best: Option<Found>,
}

impl Path<'_> {
    /// Goes on with a character; false if no key does.
    pub(crate) fn step(&mut self, c: u32) -> bool {
        let code = self.trie.code(c);
        let next = match self.node {
            None => (code != 0).then_some(u32::from(code)),
            Some(node) => self.trie.edges.get(node, code),
        };
        self.node = next.or(self.node);
        next.is_some()
    }

    /// The longest key of the lowest layer so far, if the place now lies at byte `end`.
    pub(crate) fn found(&mut self, end: usize) -> Option<Found> {
        if let Some(node) = self.node.map(|node| self.trie.nodes[node as usize]) {
            if node.value != NONE && node.layer <= self.layer {
                self.layer = node.layer;
                self.best = Some(Found {
                    end,
                    value: node.value,
                });
            }
        }
        self.best
    }

    /// Whether no key goes on from here.
    pub(crate) fn ends(&self) -> bool {
        self.node
            .is_some_and(|node| self.trie.nodes[node as usize].leaf)
    }
}

/// Which keys of two characters there are, and which three characters longer ones start with: a
/// word for each hash of two characters, in it two bits for the pair that is a key, and two for each
/// third character. A word serves two pairs at the sizes of `OpenCC`'s dictionaries.
#[derive(Debug)]
struct Filter {
    words: Box<[u64; WORDS]>,
}

/// 128 KiB, so that it stays in the cache of a core.
const WORDS: usize = 1 << WORD_BITS;
const WORD_BITS: u32 = 14;

/// A factor for multiplicative hashing (Knuth, TAOCP 3, 6.4): 2^64 over the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash of the codes of two characters, best in its upper bits.
#[inline]
fn hash(first: u16, second: u16) -> u32 {
    let pair = u32::from(first) << 16 | u32::from(second);
    (pair ^ pair >> 15).wrapping_mul(0x9e37_79b1)
}

/// The first characters of a key in their three bytes.
fn packed<const N: usize>(key: &str) -> Option<[u32; N]> {
    let mut chars = key.chars();
    let mut all = [0; N];
    for place in &mut all {
        *place = chars.next().and_then(|c| pack(c as u32))?;
    }
    Some(all)
}

impl Filter {
    fn new() -> Self {
        Self {
            words: Box::new([0; WORDS]),
        }
    }

    /// The place and the bits of two characters, which are the lower six bytes of `pair`.
    #[inline]
    fn pair(pair: u64) -> (usize, u64) {
        let hash = (pair & 0xffff_ffff_ffff).wrapping_mul(GOLDEN);
        let bits = 1 << (hash >> 32 & 63) | 1 << (hash >> 40 & 63);
        ((hash >> (64 - WORD_BITS)) as usize, bits)
    }

    /// The bits of a third character.
    #[inline]
    fn third(word: u32) -> u64 {
        let hash = (word & 0xff_ffff).wrapping_mul(0x9e37_79b1);
        1 << (hash >> 26) | 1 << (hash >> 20 & 63)
    }

    fn add(&mut self, first: u32, second: u32, third: Option<u32>) {
        let (place, bits) = Self::pair(u64::from(second) << 24 | u64::from(first));
        self.words[place] |= third.map_or(bits, Self::third);
    }

    #[inline]
    fn may_have(&self, pair: u64, third: u32) -> (bool, bool) {
        let (place, bits) = Self::pair(pair);
        let word = self.words[place];
        let more = Self::third(third);
        (word & bits == bits, word & more == more)
    }
}

/// The first two characters of every key: a bit for each hash.
#[derive(Debug)]
struct Heads {
    words: Vec<u64>,
    shift: u32,
}

impl Heads {
    fn with_capacity(keys: usize) -> Self {
        let bits = (keys * 16).max(1 << 12).ilog2().min(24);
        Self {
            words: vec![0; 1 << (bits - 6)],
            shift: 32 - bits,
        }
    }

    fn place(&self, first: u16, second: u16) -> (usize, u64) {
        let place = hash(first, second) >> self.shift;
        ((place >> 6) as usize, 1 << (place & 63))
    }

    fn add(&mut self, first: u16, second: u16) {
        let (word, bit) = self.place(first, second);
        self.words[word] |= bit;
    }

    fn may_have(&self, first: u16, second: u16) -> bool {
        let (word, bit) = self.place(first, second);
        self.words[word] & bit != 0
    }
}

/// What is known of the keys that start with two characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    characters: u32,
    /// The node behind both.
    node: u32,
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

fn pair_entries(key: &str, value: &str, tag: u8) -> [u32; 2] {
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
struct Pairs {
    slots: Vec<Pair>,
    used: usize,
    shift: u32,
}

impl Pairs {
    fn with_capacity(keys: usize) -> Self {
        let bits = keys.max(1 << 8).ilog2().min(20);
        Self {
            slots: vec![NO_PAIR; 1 << bits],
            used: 0,
            shift: 32 - bits,
        }
    }

    #[inline]
    fn find(&self, first: u16, second: u16) -> usize {
        let characters = u32::from(first) << 16 | u32::from(second);
        let mut at = (hash(first, second) >> self.shift) as usize;
        while self.slots[at].characters != characters && self.slots[at].characters != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    #[inline]
    fn get(&self, first: u16, second: u16) -> Option<&Pair> {
        let slot = &self.slots[self.find(first, second)];
        (slot.characters != 0).then_some(slot)
    }

    /// The slot of a pair whose node is `node`, made if it is new.
    fn slot(&mut self, first: u16, second: u16, node: u32) -> &mut Pair {
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

    fn grow(&mut self) {
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
struct Table {
    slots: Vec<u64>,
    used: usize,
    shift: u32,
}

impl Table {
    fn with_capacity(transitions: usize) -> Self {
        let bits = (transitions * 2).max(1 << 10).ilog2();
        Self {
            slots: vec![0; 1 << bits],
            used: 0,
            shift: 64 - bits,
        }
    }

    #[inline]
    fn place(&self, key: u64) -> usize {
        // Multiplicative hashing with 2^64 over the golden ratio (Knuth, TAOCP 3, 6.4).
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    #[inline]
    fn get(&self, node: u32, character: u16) -> Option<u32> {
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

    fn insert(&mut self, node: u32, character: u16, child: u32) {
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        let key = u64::from(node) << 16 | u64::from(character);
        self.put(key << 24 | u64::from(child));
        self.used += 1;
    }

    fn put(&mut self, slot: u64) {
        let mut at = self.place(slot >> 24);
        while self.slots[at] != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = slot;
    }

    fn grow(&mut self) {
        let bigger = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![0; bigger]);
        self.shift -= 1;
        for slot in old.into_iter().filter(|&slot| slot != 0) {
            self.put(slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(trie: &Trie, text: &str) -> Option<(usize, String)> {
        let (c, after) = decode(text.as_bytes(), 0);
        let found = trie.longest(text.as_bytes(), c, after, text.len())?;
        Some((found.end, trie.value(found.value).0.to_owned()))
    }

    #[test]
    fn a_lower_layer_goes_before_a_longer_key() {
        let mut trie = Trie::new();
        trie.insert("頭", "1", 0, 0).unwrap();
        trie.insert("頭髮", "2", 1, 0).unwrap();
        trie.insert("頭髮長", "3", 0, 0).unwrap();
        assert_eq!(longest(&trie, "頭髮"), Some((3, "1".into())));
        assert_eq!(longest(&trie, "頭髮長"), Some((9, "3".into())));
        assert_eq!(longest(&trie, "髮"), None);
    }

    #[test]
    fn the_first_entry_of_a_key_stays() {
        let mut trie = Trie::new();
        trie.insert("𠮷a", "1", 0, 1).unwrap();
        trie.insert("𠮷a", "2", 0, 2).unwrap();
        assert_eq!(longest(&trie, "𠮷ab"), Some((5, "1".into())));
        assert!(trie.may_start('𠮷' as u32) && !trie.may_start('a' as u32));
    }

    #[test]
    fn an_entry_holds_the_value_of_a_character() {
        let mut trie = Trie::new();
        trie.insert("头", "頭", 1, 3).unwrap();
        trie.insert("头发", "頭髮", 0, 0).unwrap();
        let entry = trie.entry('头' as u32);
        assert_eq!(unpack(entry), '頭' as u32);
        assert_eq!(entry & (LOOK | ONE | HARD), LOOK | ONE);
        assert_eq!(tag_of(entry), 3);
        assert_eq!(unpack(trie.entry('发' as u32)), '发' as u32);
        assert!(trie.may_pair(trie.code('头' as u32), trie.code('发' as u32)));
    }

    #[test]
    fn many_keys_are_all_found() {
        let mut trie = Trie::new();
        let keys: Vec<String> = (0..60_000_u32)
            .filter_map(|n| {
                Some(
                    [
                        char::from_u32(0x4e00 + n % 700)?,
                        char::from_u32(0x5e00 + n / 700)?,
                    ]
                    .iter()
                    .collect(),
                )
            })
            .collect();
        for key in &keys {
            trie.insert(key, key, 0, 0).unwrap();
        }
        for key in &keys {
            assert_eq!(longest(&trie, key), Some((6, key.clone())));
        }
    }
}
