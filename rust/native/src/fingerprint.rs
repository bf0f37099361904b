//! The fingerprint view, comparison and repeats for Python.

use kxclean_kernels::fingerprint;
use kxclean_kernels::repeats;
use kxclean_kernels::repeats_compare;
use pyo3::prelude::*;

use crate::errors::to_python;

/// Folds Han characters to their simplified form, for comparison only.
#[pyclass(frozen, module = "kxclean._native")]
pub struct Folding {
    pub inner: fingerprint::Folding,
}

/// `(start, end, differing tokens)`; spans in code points of the two pieces.
type Gap = (usize, usize, usize, usize, bool);
/// The lines as `(start, end, han)` and the runs as `(kept, removed, length)`.
type Repeats = (Vec<(usize, usize, u32)>, Vec<(usize, usize, usize)>);

#[pymethods]
impl Folding {
    #[new]
    fn new(table: &str) -> Self {
        Self {
            inner: fingerprint::Folding::from_table(table),
        }
    }

    fn tokens(&self, text: &str) -> Vec<String> {
        fingerprint::tokens(text, &self.inner)
            .map(|token| fingerprint::shown(text, &token, &self.inner))
            .collect()
    }

    fn similarity(&self, py: Python<'_>, a: &str, b: &str, size: usize) -> f64 {
        py.detach(|| fingerprint::jaccard(a, b, &self.inner, size))
    }

    fn containment(&self, py: Python<'_>, part: &str, whole: &str, size: usize) -> f64 {
        py.detach(|| fingerprint::containment(part, whole, &self.inner, size))
    }

    fn shingles(&self, py: Python<'_>, text: &str, size: usize) -> Vec<u64> {
        py.detach(|| fingerprint::shingles(text, &self.inner, size))
    }

    fn compare(&self, py: Python<'_>, a: &str, b: &str) -> Option<Vec<Gap>> {
        let gaps = py.detach(|| repeats_compare::compare(a, b, &self.inner))?;
        let (mut left, mut right) = (Positions::new(a), Positions::new(b));
        let gap = |gap: &repeats_compare::Gap| {
            (
                left.chars(gap.start_a),
                left.chars(gap.end_a),
                right.chars(gap.start_b),
                right.chars(gap.end_b),
                gap.tokens,
            )
        };
        Some(gaps.iter().map(gap).collect())
    }

    fn repeats(&self, py: Python<'_>, text: &str, min_han: u32) -> PyResult<Repeats> {
        py.detach(|| {
            let found = repeats::repeats(text, &self.inner, min_han)?;
            if found.runs.is_empty() {
                return Ok(Repeats::default());
            }
            let mut positions = Positions::new(text);
            let line = |line: &repeats::Line| {
                let start = positions.chars(line.start as usize);
                (start, positions.chars(line.end as usize), line.han)
            };
            let lines = found.lines.iter().map(line).collect();
            let run = |run: &repeats::Run| (run.kept, run.removed, run.length);
            Ok((lines, found.runs.iter().map(run).collect()))
        })
        .map_err(to_python)
    }
}

/// Turns ascending byte positions into code points in one walk.
struct Positions<'a> {
    text: &'a str,
    byte: usize,
    char: usize,
}

impl<'a> Positions<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            byte: 0,
            char: 0,
        }
    }

    fn chars(&mut self, byte: usize) -> usize {
        self.char += kxclean_kernels::edits::count_chars(&self.text[self.byte..byte]);
        self.byte = byte;
        self.char
    }
}
