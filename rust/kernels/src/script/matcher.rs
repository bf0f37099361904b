//! Dictionaries and groups of them, compiled into one matcher.
//!
//! A *short-circuit* group asks its members in order and takes the longest match of the first
//! that has any; a *union* takes the longest match of all, the earlier member where two are equally
//! long. Almost every group is a short-circuit of unions and fits one tree with layers.

use crate::error::{Error, Result};
use crate::script::dictionary::Lexicon;
use crate::script::trie::Trie;

/// How the members of a group share a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// The first member that matches at all.
    ShortCircuit,
    /// The member with the longest match.
    Union,
}

/// What a configuration says a stage looks up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// One dictionary, by its number, with a tag for its matches.
    Lexicon(usize, u8),
    /// Several.
    Group(Policy, Vec<Source>),
}

impl Source {
    /// The dictionaries in layers, if a tree with layers does the same.
    fn layers(&self) -> Option<Vec<Vec<(usize, u8)>>> {
        match self {
            Self::Lexicon(number, tag) => Some(vec![vec![(*number, *tag)]]),
            Self::Group(Policy::ShortCircuit, members) => {
                let parts: Option<Vec<_>> = members.iter().map(Self::layers).collect();
                Some(parts?.into_iter().flatten().collect())
            }
            Self::Group(Policy::Union, members) => {
                let mut all = Vec::new();
                for member in members {
                    let mut layers = member.layers()?;
                    if layers.len() != 1 {
                        return None;
                    }
                    all.append(&mut layers[0]);
                }
                Some(vec![all])
            }
        }
    }
}

/// A match at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Match<'m> {
    pub(crate) end: usize,
    pub(crate) value: &'m str,
    pub(crate) tag: u8,
}

/// A compiled source.
#[derive(Debug)]
pub(crate) enum Matcher {
    Tree(Box<Trie>),
    Group(Policy, Vec<Matcher>),
}

impl Matcher {
    pub(crate) fn compile(source: &Source, lexicons: &[Lexicon<'_>]) -> Result<Self> {
        if let Some(layers) = source.layers() {
            let entries = |&(number, _): &(usize, u8)| lexicons.get(number).map_or(0, Lexicon::len);
            let mut trie = Trie::with_capacity(layers.iter().flatten().map(entries).sum());
            for (layer, members) in layers.iter().enumerate() {
                let layer = u16::try_from(layer)
                    .map_err(|_| Error::malformed("a group has over 65535 layers"))?;
                for &(number, tag) in members {
                    let lexicon = lexicons.get(number).ok_or_else(|| {
                        Error::malformed(format!("there is no dictionary number {number}"))
                    })?;
                    for (key, value) in lexicon.entries() {
                        trie.insert(key, value, layer, tag)?;
                    }
                }
            }
            return Ok(Self::Tree(Box::new(trie)));
        }
        match source {
            Source::Lexicon(..) => Err(Error::malformed("a dictionary has no layers")),
            Source::Group(policy, members) => {
                let compiled: Result<Vec<_>> = members
                    .iter()
                    .map(|member| Self::compile(member, lexicons))
                    .collect();
                Ok(Self::Group(*policy, compiled?))
            }
        }
    }

    #[inline]
    pub(crate) fn may_start(&self, c: u32) -> bool {
        match self {
            Self::Tree(trie) => trie.may_start(c),
            Self::Group(_, members) => members.iter().any(|member| member.may_start(c)),
        }
    }

    /// The match of a text that starts with `c`, whose bytes end at `after`, up to `limit`.
    #[inline]
    pub(crate) fn longest(
        &self,
        bytes: &[u8],
        c: u32,
        after: usize,
        limit: usize,
    ) -> Option<Match<'_>> {
        match self {
            Self::Tree(trie) => {
                let found = trie.longest(bytes, c, after, limit)?;
                let (value, tag) = trie.value(found.value);
                Some(Match {
                    end: found.end,
                    value,
                    tag,
                })
            }
            Self::Group(policy, members) => {
                let mut best: Option<Match<'_>> = None;
                for member in members {
                    let Some(found) = member.longest(bytes, c, after, limit) else {
                        continue;
                    };
                    if *policy == Policy::ShortCircuit {
                        return Some(found);
                    }
                    if best.is_none_or(|best| found.end > best.end) {
                        best = Some(found);
                    }
                }
                best
            }
        }
    }
}
