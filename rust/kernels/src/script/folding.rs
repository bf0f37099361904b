//! Two stages behind a segmentation, made into one tree.
//!
//! The text is cut by phrases that are the phrases of the first stage. So a matched phrase is
//! converted by itself, always alike: its value is what both stages make of it. A run of
//! characters between phrases holds no phrase of the first stage, which therefore takes it character by
//! character; only a phrase of the second stage can reach over several, and where one may start the
//! character is marked.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::Result;
use crate::script::dictionary::Lexicon;
use crate::script::matcher::{Matcher, Source};
use crate::script::plan::Plan;
use crate::script::stage::Stage;
use crate::script::staged::Staged;
use crate::script::trie::Trie;
use crate::script::walker::converted;

/// The tree of a [`crate::script::walker::Walker`] with a tail.
#[derive(Debug)]
pub(crate) struct Folded {
    pub(crate) trie: Trie,
}

/// The tree, or `None` if the stages are not of that kind.
pub(crate) fn fold(
    staged: &Staged,
    lexicons: &[Lexicon<'_>],
    plan: &Plan,
) -> Result<Option<Folded>> {
    let (
        [Stage::LeftToRight(Matcher::Tree(first)), Stage::LeftToRight(Matcher::Tree(second))],
        Some(Matcher::Tree(_)),
        Some(cut),
        [first_source, second_source],
    ) = (
        &staged.chain[..],
        &staged.segmentation,
        &plan.segmentation,
        &plan.chain[..],
    )
    else {
        return Ok(None);
    };
    let phrases = keys(cut, lexicons);
    let first_keys = keys(first_source, lexicons);
    let second_keys = keys(second_source, lexicons);
    let is_phrase = |key: &&str| key.chars().nth(1).is_some();
    let known: FxHashSet<&str> = phrases.iter().copied().collect();
    let same = phrases.iter().all(is_phrase)
        && first_keys
            .iter()
            .filter(|key| is_phrase(key))
            .all(|key| known.contains(key));
    if !same {
        return Ok(None);
    }
    let mut trie = Trie::with_capacity(phrases.len());
    for phrase in phrases {
        let value = staged.convert_segment(phrase)?;
        trie.insert(phrase, &value, 0, tag(first, phrase))?;
    }
    let wide = first_keys
        .iter()
        .chain(&second_keys)
        .filter(|key| !is_phrase(key))
        .flat_map(|key| key.chars())
        .filter(|&c| c > '\u{ffff}')
        .map(u32::from);
    // What each character may have been before the first stage.
    let mut before: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for c in (1..0x1_0000).chain(wide) {
        let Some(c) = char::from_u32(c) else {
            continue;
        };
        let number = u32::from(c);
        let Some((middle, first_tag)) = converted(first, number) else {
            return Ok(None);
        };
        if middle != number {
            before.entry(middle).or_default().push(number);
        }
        let Some(between) = char::from_u32(middle) else {
            return Ok(None);
        };
        let mut buffers = ([0; 4], [0; 4]);
        let (old, between) = (
            &*c.encode_utf8(&mut buffers.0),
            &*between.encode_utf8(&mut buffers.1),
        );
        let (value, second_tag) = second.single(middle).unwrap_or((between, 0));
        if value != old {
            trie.insert(old, value, 1, first_tag.max(second_tag))?;
        }
        if second.starts_longer(middle) {
            trie.mark_tail(number);
        }
    }
    for key in second_keys.iter().filter(|key| is_phrase(key)) {
        let mut chars = key.chars().map(u32::from);
        let (Some(head), Some(next)) = (chars.next(), chars.next()) else {
            continue;
        };
        // A character that the first stage leaves alone stands for itself.
        let sources = |c: u32| before.get(&c).into_iter().flatten().copied().chain([c]);
        for first_source in sources(head) {
            for second_source in sources(next) {
                trie.mark_tail_pair(first_source, second_source);
            }
        }
    }
    Ok(Some(Folded { trie }))
}

/// The keys of all dictionaries of a source.
fn keys<'t>(source: &Source, lexicons: &[Lexicon<'t>]) -> Vec<&'t str> {
    match source {
        Source::Lexicon(number, _) => lexicons
            .get(*number)
            .map(|lexicon| lexicon.entries().map(|(key, _)| key).collect())
            .unwrap_or_default(),
        Source::Group(_, members) => members
            .iter()
            .flat_map(|member| keys(member, lexicons))
            .collect(),
    }
}

/// The tag with which a tree knows a key.
fn tag(trie: &Trie, key: &str) -> u8 {
    let Some(head) = key.chars().next() else {
        return 0;
    };
    let found = trie.longest(key.as_bytes(), head as u32, head.len_utf8(), key.len());
    found.map_or(0, |found| trie.value(found.value).1)
}
