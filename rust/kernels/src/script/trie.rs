//! A prefix tree over characters for some tens of thousands of keys, quick to build and to miss.
//!
//! Most positions of a text start no key, and most of the rest end after one character. So a
//! bitmap of 8 KiB says which characters start a key, and a filter of 256 bits for each of them says
//! which second characters may follow; only then is the table of transitions asked.

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};

const NONE: u32 = u32::MAX;
/// Nodes and transitions share 64 bits with the number of a character: 24 + 16 + 24.
const MAX_NODES: usize = 1 << 24;
const BMP: usize = 0x1_0000;

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

/// The node of a first character and the filter of second ones.
#[derive(Debug, Clone, Copy)]
struct First {
    seconds: [u64; 4],
    node: u32,
}

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

/// The prefix tree.
#[derive(Debug)]
pub(crate) struct Trie {
    /// Numbers of the characters that stand in keys, 0 for none; 1 to 65,535.
    numbers: Vec<u16>,
    wide_numbers: FxHashMap<u32, u16>,
    starts: Vec<u64>,
    wide_starts: bool,
    pub(crate) ascii_starts: bool,
    first: Vec<First>,
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
            numbers: vec![0; BMP],
            wide_numbers: FxHashMap::default(),
            starts: vec![0; BMP / 64],
            wide_starts: false,
            ascii_starts: false,
            first: vec![First {
                seconds: [0; 4],
                node: 0,
            }],
            nodes: vec![EMPTY],
            edges: Table::with_capacity(keys * 2),
            values: Vec::new(),
            arena: String::new(),
        }
    }

    /// Adds a key unless it is there already; lower layers are added first. `tag` comes back with
    /// the value.
    pub(crate) fn insert(&mut self, key: &str, value: &str, layer: u16, tag: u8) -> Result<()> {
        let mut node = 0;
        let mut head = 0;
        for (depth, c) in key.chars().enumerate() {
            let number = self.number_or_new(c)?;
            match depth {
                0 => {
                    head = usize::from(number);
                    self.mark_start(c);
                }
                1 => {
                    let (word, bit) = filter(number);
                    self.first[head].seconds[word] |= bit;
                }
                _ => {}
            }
            node = if depth == 0 && self.first[head].node != 0 {
                self.first[head].node
            } else if let Some(child) = (depth > 0).then(|| self.edges.get(node, number)).flatten()
            {
                child
            } else {
                let child = self.nodes.len();
                if child >= MAX_NODES {
                    return Err(Error::malformed("the dictionary has over 16 million nodes"));
                }
                self.nodes.push(EMPTY);
                let child = child as u32;
                if depth == 0 {
                    self.first[head].node = child;
                } else {
                    self.nodes[node as usize].leaf = false;
                    self.edges.insert(node, number, child);
                }
                child
            };
        }
        if node == 0 || self.nodes[node as usize].value != NONE {
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
        Ok(())
    }

    fn number_or_new(&mut self, c: char) -> Result<u16> {
        let known = self.number(u32::from(c));
        if known != 0 {
            return Ok(known);
        }
        let number = u16::try_from(self.first.len())
            .map_err(|_| Error::malformed("the dictionary has over 65535 different characters"))?;
        self.first.push(First {
            seconds: [0; 4],
            node: 0,
        });
        match self.numbers.get_mut(c as usize) {
            Some(place) => *place = number,
            None => {
                self.wide_numbers.insert(c as u32, number);
            }
        }
        Ok(number)
    }

    #[inline]
    fn number(&self, c: u32) -> u16 {
        match self.numbers.get(c as usize) {
            Some(&number) => number,
            None => self.wide_numbers.get(&c).copied().unwrap_or(0),
        }
    }

    fn mark_start(&mut self, c: char) {
        self.ascii_starts |= c.is_ascii();
        match self.starts.get_mut(c as usize / 64) {
            Some(word) => *word |= 1 << (c as u32 % 64),
            None => self.wide_starts = true,
        }
    }

    /// Whether a key may start with the character.
    #[inline]
    pub(crate) fn may_start(&self, c: u32) -> bool {
        match self.starts.get(c as usize / 64) {
            Some(word) => word >> (c % 64) & 1 != 0,
            None => self.wide_starts,
        }
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
        let first = &self.first[usize::from(self.number(c))];
        if first.node == 0 {
            return;
        }
        let mut number = first.node;
        let mut node = &self.nodes[number as usize];
        if node.value != NONE {
            take(node, after);
        }
        if node.leaf || after >= limit {
            return;
        }
        let (second, mut at) = decode(bytes, after);
        let mut character = self.number(second);
        let (word, bit) = filter(character);
        if character == 0 || first.seconds[word] & bit == 0 {
            return;
        }
        while let Some(child) = self.edges.get(number, character) {
            number = child;
            node = &self.nodes[number as usize];
            if node.value != NONE {
                take(node, at);
            }
            if node.leaf || at >= limit {
                return;
            }
            let (next, end) = decode(bytes, at);
            at = end;
            character = self.number(next);
            if character == 0 {
                return;
            }
        }
    }

    /// A value and its tag.
    #[inline]
    pub(crate) fn value(&self, number: u32) -> (&str, u8) {
        let value = self.values[number as usize];
        let start = value.start as usize;
        (&self.arena[start..start + value.length as usize], value.tag)
    }
}

#[inline]
fn filter(number: u16) -> (usize, u64) {
    (usize::from(number >> 6 & 3), 1 << (number & 63))
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
