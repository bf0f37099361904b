//! `LineFinder` for Python.

use kxclean_kernels::line_finder::{Finder, Found, Logic};
use kxclean_kernels::outline;
use pyo3::prelude::*;

use crate::errors::to_python;

/// Words of rules, compiled: which lines near the ends of a text may a rule know?
#[pyclass(frozen, module = "kxclean._native")]
pub struct LineFinder {
    inner: Finder,
}

/// `(start, stop, begins as a rule says, rules whose words it holds)`.
type Row = (usize, usize, bool, Vec<u16>);

/// May be sentences; holds one of, and one of, and none of these words.
type Needs = (bool, Vec<String>, Vec<String>, Vec<String>);

/// Rows from the first line on and whether they are all, and the same from the last line back.
type Ends = (Vec<Row>, bool, Vec<Row>, bool);

#[pymethods]
impl LineFinder {
    #[new]
    fn new(
        folding: (String, String),
        before: &str,
        drawn: &str,
        starts: Vec<(String, String)>,
        rules: Vec<Needs>,
    ) -> PyResult<Self> {
        let rules: Vec<Logic> = rules
            .into_iter()
            .map(|(sentence, holds, also, never)| Logic {
                sentence,
                holds,
                also,
                never,
            })
            .collect();
        let (from, to) = &folding;
        Finder::new(from, to, before, drawn, &starts, &rules)
            .map(|inner| Self { inner })
            .map_err(to_python)
    }

    fn ends(&self, py: Python<'_>, text: &str) -> Option<Ends> {
        let ends = py.detach(|| self.inner.ends(text))?;
        Some((
            ends.head.into_iter().map(row).collect(),
            ends.head_is_all,
            ends.foot.into_iter().map(row).collect(),
            ends.foot_is_all,
        ))
    }

    fn having(&self, py: Python<'_>, texts: Vec<String>) -> Vec<usize> {
        py.detach(|| {
            (0..texts.len())
                .filter(|&number| self.inner.has_any(&texts[number]))
                .collect()
        })
    }
}

fn row(line: Found) -> Row {
    (line.start, line.stop, line.begins, line.rules)
}

/// Spans of lines that may be numbered headings, in code points.
#[pyfunction]
pub fn heading_lines(py: Python<'_>, text: &str) -> Vec<(usize, usize)> {
    py.detach(|| outline::headings(text))
}
