//! Rule names of edits, interned: an edit holds two bytes, the name is kept once a list.
//!
//! A label is one rule name or, where edits of several stages fell together, the names of all of
//! them, sorted and joined by `+`. Sorting makes the label independent of the order in which
//! lists are composed.

use rustc_hash::FxHashMap;

/// The table of labels of one edit list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    names: Vec<Box<str>>,
    index: FxHashMap<Box<str>, u16>,
}

impl Labels {
    /// The number of the label, added if new. At most 65,535 labels are told apart; later ones
    /// share the last number, which no real rule set comes near.
    pub fn intern(&mut self, name: &str) -> u16 {
        if let Some(&id) = self.index.get(name) {
            return id;
        }
        let id = u16::try_from(self.names.len()).unwrap_or(u16::MAX);
        if id < u16::MAX {
            self.names.push(name.into());
            self.index.insert(name.into(), id);
        }
        id
    }

    /// The name of a label; empty for a number that was never given out.
    pub fn name(&self, id: u16) -> &str {
        self.names.get(usize::from(id)).map_or("", |name| name)
    }

    /// All names in the order of their numbers.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// The label that holds every rule of `names`, sorted, each once.
    pub fn union<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) -> u16 {
        let mut parts: Vec<&str> = names.into_iter().flat_map(|name| name.split('+')).collect();
        parts.sort_unstable();
        parts.dedup();
        match parts.as_slice() {
            [one] => self.intern(one),
            many => self.intern(&many.join("+")),
        }
    }
}
