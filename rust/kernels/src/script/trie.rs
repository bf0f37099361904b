//! A prefix tree over characters for some tens of thousands of keys, quick to build and to miss.
//!
//! Most positions of a text start no key of two characters or more. So a table with a word for each
//! character of the Basic Multilingual Plane says what becomes of the character alone and whether
//! longer keys start with it, and a filter of pairs says whether one may go on with the next
//! character; only then is the table of transitions asked.

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::script::entry::{decode, pack, ALARM, HARD, LOOK, MAX_TAG, ONE, TAG_SHIFT, TAIL};
use crate::script::tables::{packed, pair_entries, zeroed, Filter, Heads, Pair, Pairs, Table};

const NONE: u32 = u32::MAX;
const BMP: usize = 0x1_0000;
/// Nodes and transitions share 64 bits with the code of a character: 24 + 16 + 24.
const MAX_NODES: usize = 1 << 24;
/// Characters outside the plane get the codes of surrogates, which no text holds.
const FIRST_WIDE: u32 = 0xd800;
const LAST_WIDE: u32 = 0xdfff;

/// The first table where no character is a key.
fn alone() -> Box<[u32; BMP]> {
    let mut table = zeroed();
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
    /// The first two characters that become those of a key of the second stage; see `Walker`.
    tails: Heads,
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
            tails: Heads::with_capacity(1 << 13),
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
            node = if let Some(child) = self.edges.get(node, next) {
                child
            } else {
                let child = self.nodes.len();
                if child >= MAX_NODES {
                    return Err(Error::malformed("the dictionary has over 16 million nodes"));
                }
                self.nodes.push(EMPTY);
                self.nodes[node as usize].leaf = false;
                self.edges.insert(node, next, child as u32);
                child as u32
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

    /// Marks two characters for later conversions.
    pub(crate) fn mark_tail_pair(&mut self, first: u32, second: u32) {
        let pair = (self.code(first), self.code(second));
        self.tails.add(pair.0, pair.1);
        if let (Some(first), Some(second)) = (pack(first), pack(second)) {
            self.filter.add(first, second, None);
        }
    }

    /// Whether later conversions may match what becomes of two characters.
    #[inline]
    pub(crate) fn may_have_tail(&self, first: u16, second: u16) -> bool {
        self.tails.may_have(first, second)
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

    /// Whether the first two of these three characters may be a key or be marked as a pair, and whether a longer one may
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::entry::{tag_of, unpack};

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
