//! Which documents of a corpus stay, and of what kept one each removed one is a copy.
//!
//! Documents stand in an order of preference. A document is removed if, and only if, a kept one
//! before it in that order is found to be similar enough: the lexicographically first maximal
//! independent set of the verified graph. Candidates come from equal views and from equal bands of
//! the signatures (locality-sensitive hashing, Indyk and Motwani 1998); each is verified on the
//! exact shingle sets.

use rustc_hash::FxHashMap;

use crate::fingerprint::{self, mix, Folding};
use crate::minhash::Permutations;

/// How signatures are cut into bands: two texts are candidates if all rows of a band agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bands {
    /// How many bands there are.
    pub bands: usize,
    /// Slots of each.
    pub rows: usize,
}

impl Bands {
    /// Probability that two texts of a similarity become candidates: `1 - (1 - s^r)^b`.
    pub fn recall(self, similarity: f64) -> f64 {
        1.0 - (1.0 - similarity.powi(self.rows as i32)).powi(self.bands as i32)
    }

    /// The most selective cut of a signature that still has a recall at a threshold.
    pub fn for_recall(slots: usize, threshold: f64, recall: f64) -> Self {
        let cut = |rows| Self {
            bands: slots / rows,
            rows,
        };
        (1..=slots)
            .rev()
            .map(cut)
            .find(|bands| bands.recall(threshold) >= recall)
            .unwrap_or(cut(1))
    }
}

/// What is kept of each text: enough to find candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Hash of the whole view; texts with an equal view are verified like all others.
    pub view: u64,
    /// Tokens of the view.
    pub tokens: u32,
    /// A hash for each band; empty for a text without tokens.
    pub bands: Vec<u64>,
}

/// The record of a text.
pub fn record(
    text: &str,
    folding: &Folding,
    family: &Permutations,
    bands: Bands,
    size: usize,
) -> Record {
    let mut view = 0;
    let mut tokens = 0;
    for token in fingerprint::tokens(text, folding) {
        view = mix(view ^ token.hash);
        tokens += 1;
    }
    if tokens == 0 {
        // Texts without tokens are alike only if they are the same.
        view = text
            .bytes()
            .fold(1, |hash, byte| mix(hash ^ u64::from(byte)));
        return Record {
            view,
            tokens,
            bands: Vec::new(),
        };
    }
    let slots = family.sketch_text(text, folding, size);
    let bands = slots
        .chunks_exact(bands.rows)
        .take(bands.bands)
        .enumerate()
        .map(|(number, rows)| {
            rows.iter().fold(
                mix(number as u64),
                |hash, &slot| mix(hash ^ u64::from(slot)),
            )
        })
        .collect();
    Record {
        view,
        tokens,
        bands,
    }
}

/// A document that is removed. Numbers are places in the order of preference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Removal {
    /// Which one.
    pub document: u32,
    /// The kept one that it repeats: the most similar one, of equals the most preferred.
    pub kept: u32,
    /// Their exact Jaccard similarity.
    pub similarity: f64,
}

/// Decides on documents in the order of preference, the most preferred first.
#[derive(Debug)]
pub struct Survivors {
    threshold: f64,
    next: u32,
    /// Kept documents by the hash of their view and of each of their bands.
    kept: FxHashMap<u64, Vec<u32>>,
}

impl Survivors {
    /// Nothing decided yet. A document goes if a kept one is at least `threshold` similar.
    pub fn new(threshold: f64) -> Self {
        Self {
            threshold,
            next: 0,
            kept: FxHashMap::default(),
        }
    }

    /// Decides on the next document. `similarity(kept, least)` gives the exact similarity to a
    /// kept one, or anything below `least` if it is below that.
    pub fn decide(
        &mut self,
        record: &Record,
        mut similarity: impl FnMut(u32, f64) -> f64,
    ) -> Option<Removal> {
        let document = self.next;
        self.next += 1;
        let keys = || std::iter::once(record.view).chain(record.bands.iter().copied());
        let mut candidates: Vec<u32> = keys()
            .filter_map(|key| self.kept.get(&key))
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut best: Option<Removal> = None;
        for kept in candidates {
            let least = best.map_or(self.threshold, |best| best.similarity);
            let found = similarity(kept, least);
            // Candidates come by preference, so that of equals the first stays.
            let better = best.map_or(found >= least, |best| found > best.similarity);
            if better {
                best = Some(Removal {
                    document,
                    kept,
                    similarity: found,
                });
                if found >= 1.0 {
                    break;
                }
            }
        }
        if best.is_none() {
            for key in keys() {
                self.kept.entry(key).or_default().push(document);
            }
        }
        best
    }
}

/// Jaccard similarity of two sorted sets, or -1 as soon as it must be below `least`.
pub fn at_least(left: &[u64], right: &[u64], least: f64) -> f64 {
    let (small, large) = if left.len() <= right.len() {
        (left, right)
    } else {
        (right, left)
    };
    let total = (left.len() + right.len()) as f64;
    // common / (total - common) >= least  <=>  common >= least * total / (1 + least); one less
    // takes care of rounding.
    let needed = (least * total / (1.0 + least)).ceil() as usize;
    let needed = needed.saturating_sub(1);
    if small.len() < needed {
        return -1.0;
    }
    let mut spare = small.len() - needed;
    let (mut common, mut j) = (0_usize, 0);
    for &value in small {
        while j < large.len() && large[j] < value {
            j += 1;
        }
        if large.get(j) == Some(&value) {
            common += 1;
        } else if spare == 0 {
            return -1.0;
        } else {
            spare -= 1;
        }
    }
    common as f64 / (total - common as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_reach_their_recall_and_no_more_selective_ones_do() {
        let found = Bands::for_recall(128, 0.8, 0.995);
        assert_eq!(found, Bands { bands: 21, rows: 6 });
        assert!(found.recall(0.8) >= 0.995);
        let next = Bands { bands: 18, rows: 7 };
        assert!(next.recall(0.8) < 0.995);
        assert_eq!(Bands::for_recall(128, 0.01, 0.995).rows, 1);
    }

    #[test]
    fn chains_do_not_merge() {
        let record = |view| Record {
            view,
            tokens: 9,
            bands: vec![7],
        };
        // 0 ~ 1 and 1 ~ 2, but 0 and 2 differ: 1 goes, 2 stays.
        let alike = [[1.0, 0.9, 0.5], [0.9, 1.0, 0.9], [0.5, 0.9, 1.0]];
        let mut survivors = Survivors::new(0.8);
        let found: Vec<_> = (0..3)
            .map(|n: usize| survivors.decide(&record(n as u64), |kept, _| alike[n][kept as usize]))
            .collect();
        assert!(found[0].is_none() && found[2].is_none());
        assert_eq!(found[1].map(|removal| removal.kept), Some(0));
    }

    #[test]
    fn the_bound_never_hides_a_similar_pair() {
        for size in [1_u64, 7, 20, 100] {
            for shift in 0..size {
                let left: Vec<u64> = (0..size).collect();
                let right: Vec<u64> = (shift..size + shift).collect();
                let common = (size - shift) as f64;
                let exact = common / (2.0 * size as f64 - common);
                for least in [0.1, 0.5, 0.8, exact, 1.0] {
                    let found = at_least(&left, &right, least);
                    assert_eq!(found >= least, exact >= least, "{size} {shift} {least}");
                }
            }
        }
    }
}
