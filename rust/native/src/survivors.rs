//! The choice of survivors for Python.

use std::collections::HashMap;

use kxclean_kernels::fingerprint::{self, Folding as View};
use kxclean_kernels::survivors::{at_least, record, Bands, Record, Survivors};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use rayon::prelude::*;

use crate::fingerprint::Folding;
use crate::minhash::MinHasher;

/// `(document, kept, similarity)`; numbers are places in the list given.
type Removed = (u32, u32, f64);

/// Bands of the most selective cut that still has a recall at a threshold: `(bands, rows)`.
#[pyfunction]
pub fn lsh_bands(slots: usize, threshold: f64, recall: f64) -> (usize, usize) {
    let found = Bands::for_recall(slots, threshold, recall);
    (found.bands, found.rows)
}

#[pymethods]
impl MinHasher {
    /// The texts that repeat a kept one. `texts` stand in the order of preference.
    fn removals(
        &self,
        py: Python<'_>,
        texts: Vec<PyBackedStr>,
        folding: &Folding,
        threshold: f64,
        bands: (usize, usize),
    ) -> Vec<Removed> {
        let bands = Bands {
            bands: bands.0,
            rows: bands.1,
        };
        let view = &folding.inner;
        py.detach(|| {
            let records: Vec<Record> = texts
                .par_iter()
                .map(|text| record(text, view, &self.family, bands, self.size))
                .collect();
            decide(&texts, view, &records, threshold, self.size)
        })
    }
}

fn decide(
    texts: &[PyBackedStr],
    view: &View,
    records: &[Record],
    threshold: f64,
    size: usize,
) -> Vec<Removed> {
    let mut survivors = Survivors::new(threshold);
    let mut sets: HashMap<u32, Vec<u64>> = HashMap::new();
    let mut removed = Vec::new();
    for (number, record) in records.iter().enumerate() {
        let text = &texts[number];
        let mut own: Option<Vec<u64>> = None;
        let found = survivors.decide(record, |kept, least| {
            let other = &texts[kept as usize];
            if record.tokens == 0 || records[kept as usize].tokens == 0 {
                return f64::from(u8::from(text[..] == other[..]));
            }
            let own = own.get_or_insert_with(|| fingerprint::shingle_set(text, view, size));
            // Sets of kept texts that were looked at are kept while they are few.
            if sets.len() > CACHED {
                sets.clear();
            }
            let theirs = sets
                .entry(kept)
                .or_insert_with(|| fingerprint::shingle_set(other, view, size));
            at_least(own, theirs, least)
        });
        removed.extend(found.map(|found| (found.document, found.kept, found.similarity)));
    }
    removed
}

/// Shingle sets in memory: of texts of 1,000 characters about 80 MB.
const CACHED: usize = 10_000;
