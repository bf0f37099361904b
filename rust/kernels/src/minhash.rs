//! `MinHash` signatures in the `affine32` scheme of datasketch 2.x, slot for slot.
//!
//! A set of 32-bit hashes becomes a fixed number of slots; the share of slots that two signatures
//! have in common estimates the Jaccard similarity of their sets (Broder 1997). Each hash goes
//! once through the 32-bit finaliser of `MurmurHash3`; slot `k` keeps the minimum of
//! `a[k] * hash + b[k]` modulo 2³², with `a` odd.

use rand_mt::Mt;

use crate::fingerprint::{self, Folding};

/// Slots of a signature, as the contract says.
pub const SLOTS: usize = 128;
/// What a slot holds where no hash was seen.
pub const EMPTY: u32 = u32::MAX;

/// The multipliers and addends of a family of signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permutations {
    a: Vec<u32>,
    b: Vec<u32>,
}

impl Permutations {
    /// Those that datasketch draws for a seed: first all multipliers, then all addends.
    pub fn new(slots: usize, seed: u32) -> Self {
        // `numpy.random.RandomState(seed)` is the 32-bit Mersenne Twister; a draw below a power of
        // two keeps the low bits.
        let mut draw = Mt::new(seed);
        Self {
            a: (0..slots)
                .map(|_| (draw.next_u32() & 0x7fff_ffff) * 2 + 1)
                .collect(),
            b: (0..slots).map(|_| draw.next_u32()).collect(),
        }
    }

    /// How many slots a signature has.
    pub fn slots(&self) -> usize {
        self.a.len()
    }

    /// The signature of a set of hashes; the order and number of equal ones make no difference.
    pub fn sketch(&self, hashes: &[u32]) -> Vec<u32> {
        let mut slots = vec![EMPTY; self.slots()];
        self.update(&mut slots, hashes);
        slots
    }

    /// The signature of the shingles of a text.
    pub fn sketch_text(&self, text: &str, folding: &Folding, size: usize) -> Vec<u32> {
        self.sketch(&shingle_hashes(text, folding, size))
    }

    fn update(&self, slots: &mut [u32], hashes: &[u32]) {
        // A buffer that stays in the first cache level while all groups of slots walk over it.
        let mut mixed = [0; 2048];
        for part in hashes.chunks(mixed.len()) {
            for (to, &from) in mixed.iter_mut().zip(part) {
                *to = finalise(from);
            }
            minima(slots, &self.a, &self.b, &mixed[..part.len()]);
        }
    }
}

/// The 32-bit hashes that signatures are made of: the high halves of the shingles' 64-bit hashes.
pub fn shingle_hashes(text: &str, folding: &Folding, size: usize) -> Vec<u32> {
    fingerprint::shingles(text, folding, size)
        .iter()
        .map(|hash| (hash >> 32) as u32)
        .collect()
}

/// The share of slots in which two signatures agree; 0 if their lengths differ.
pub fn estimate(a: &[u32], b: &[u32]) -> f64 {
    if a.len() != b.len() || a.is_empty() {
        return 0.0;
    }
    let same = a.iter().zip(b).filter(|(left, right)| left == right);
    same.count() as f64 / a.len() as f64
}

/// The 32-bit finaliser of `MurmurHash3`; a bijection.
#[inline]
fn finalise(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// Lowers each slot to the minimum over the hashes.
fn minima(slots: &mut [u32], a: &[u32], b: &[u32], hashes: &[u32]) {
    #[cfg(target_arch = "x86_64")]
    {
        if std::arch::is_x86_feature_detected!("avx512f") {
            return wide::avx512(slots, a, b, hashes);
        }
        if std::arch::is_x86_feature_detected!("avx2") {
            return wide::avx2(slots, a, b, hashes);
        }
    }
    // NEON belongs to every 64-bit ARM, so the plain loop is compiled to it there.
    grouped::<16>(slots, a, b, hashes);
}

/// The loop, for groups of slots that stay in registers while all hashes pass.
// Inlined for certain, or it would be compiled without the features of its callers in `wide`.
#[allow(clippy::inline_always)]
#[inline(always)]
fn grouped<const GROUP: usize>(slots: &mut [u32], a: &[u32], b: &[u32], hashes: &[u32]) {
    let (slot_groups, rest) = slots.as_chunks_mut::<GROUP>();
    let (a_groups, a_rest) = a.as_chunks::<GROUP>();
    let (b_groups, b_rest) = b.as_chunks::<GROUP>();
    for ((slots, a), b) in slot_groups.iter_mut().zip(a_groups).zip(b_groups) {
        let mut least = *slots;
        for &hash in hashes {
            for k in 0..GROUP {
                let value = a[k].wrapping_mul(hash).wrapping_add(b[k]);
                least[k] = least[k].min(value);
            }
        }
        *slots = least;
    }
    scalar(rest, a_rest, b_rest, hashes);
}

/// The same, one slot after the other: the twin of the grouped loops, and their remainder.
fn scalar(slots: &mut [u32], a: &[u32], b: &[u32], hashes: &[u32]) {
    for ((slot, &a), &b) in slots.iter_mut().zip(a).zip(b) {
        for &hash in hashes {
            *slot = (*slot).min(a.wrapping_mul(hash).wrapping_add(b));
        }
    }
}

/// The loop compiled for wider registers. A wheel is built for a plain x86-64, whose loop is four
/// to seven times slower (`make bench-dedup`).
#[cfg(target_arch = "x86_64")]
mod wide {
    #![allow(unsafe_code)]

    /// Callers have asked for the feature.
    pub fn avx512(slots: &mut [u32], a: &[u32], b: &[u32], hashes: &[u32]) {
        #[target_feature(enable = "avx512f")]
        fn run(slots: &mut [u32], a: &[u32], b: &[u32], hashes: &[u32]) {
            super::grouped::<64>(slots, a, b, hashes);
        }
        // SAFETY: `run` is plain safe code; its one demand is a processor with this feature,
        // which `minima` has found before it comes here.
        unsafe { run(slots, a, b, hashes) }
    }

    /// Callers have asked for the feature.
    pub fn avx2(slots: &mut [u32], a: &[u32], b: &[u32], hashes: &[u32]) {
        #[target_feature(enable = "avx2")]
        fn run(slots: &mut [u32], a: &[u32], b: &[u32], hashes: &[u32]) {
            super::grouped::<32>(slots, a, b, hashes);
        }
        // SAFETY: as above.
        unsafe { run(slots, a, b, hashes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of `datasketch.MinHash(num_perm=4, seed=1, scheme="affine32")`.
    #[test]
    fn permutations_are_those_of_datasketch() {
        let found = Permutations::new(4, 1);
        assert_eq!(
            found.a,
            [3_582_191_691, 4_270_784_983, 1_892_572_953, 3_715_639_441]
        );
        assert_eq!(
            found.b,
            [491_263, 550_290_313, 1_298_508_491, 4_290_846_341]
        );
    }

    #[test]
    fn wide_loops_agree_with_the_plain_one() {
        let family = Permutations::new(131, 7);
        let hashes: Vec<u32> = (0..5000_u32).map(|n| n.wrapping_mul(0x9e37_79b9)).collect();
        for count in [0, 1, 2, 63, 2048, 2049, 5000] {
            let mixed: Vec<u32> = hashes[..count].iter().map(|&h| finalise(h)).collect();
            let mut plain = vec![EMPTY; family.slots()];
            scalar(&mut plain, &family.a, &family.b, &mixed);
            assert_eq!(family.sketch(&hashes[..count]), plain);
            let mut small = vec![EMPTY; family.slots()];
            grouped::<16>(&mut small, &family.a, &family.b, &mixed);
            assert_eq!(small, plain);
        }
    }
}
