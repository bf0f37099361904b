//! `MinHash` signatures for Python.

use kxclean_kernels::minhash::Permutations;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyBytes;
use rayon::prelude::*;

use crate::fingerprint::Folding;

/// A family of signatures: so many slots, drawn with a seed, over shingles of so many tokens.
#[pyclass(frozen, module = "kxclean._native")]
pub struct MinHasher {
    pub family: Permutations,
    pub size: usize,
}

#[pymethods]
impl MinHasher {
    #[new]
    fn new(slots: usize, seed: u32, size: usize) -> Self {
        Self {
            family: Permutations::new(slots, seed),
            size,
        }
    }

    fn sketch<'py>(&self, py: Python<'py>, text: &str, folding: &Folding) -> Bound<'py, PyBytes> {
        let slots = py.detach(|| self.family.sketch_text(text, &folding.inner, self.size));
        PyBytes::new(py, &bytes_of(&slots))
    }

    fn sketch_many<'py>(
        &self,
        py: Python<'py>,
        texts: Vec<PyBackedStr>,
        folding: &Folding,
    ) -> Bound<'py, PyBytes> {
        let parts: Vec<Vec<u8>> = py.detach(|| {
            texts
                .par_iter()
                .map(|text| bytes_of(&self.family.sketch_text(text, &folding.inner, self.size)))
                .collect()
        });
        PyBytes::new(py, &parts.concat())
    }

    fn sketch_hashes<'py>(&self, py: Python<'py>, hashes: Vec<u32>) -> Bound<'py, PyBytes> {
        let slots = py.detach(|| self.family.sketch(&hashes));
        PyBytes::new(py, &bytes_of(&slots))
    }
}

/// The slots as little-endian bytes.
fn bytes_of(slots: &[u32]) -> Vec<u8> {
    slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()
}
