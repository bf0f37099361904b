//! `Lines` for Python.

use kxclean_kernels::lines::{self, Line};
use kxclean_kernels::wrapping::{self, Histogram};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// The lines of a text that are not blank.
#[pyclass(frozen, module = "kxclean._native")]
pub struct Lines {
    inner: Vec<Line>,
}

#[pymethods]
impl Lines {
    #[new]
    fn new(py: Python<'_>, text: &str) -> Self {
        Self {
            inner: py.detach(|| lines::lines(text)),
        }
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn rows<'py>(
        &self,
        py: Python<'py>,
        start: usize,
        stop: usize,
    ) -> PyResult<Vec<Bound<'py, PyTuple>>> {
        let stop = stop.min(self.inner.len());
        let start = start.min(stop);
        self.inner[start..stop]
            .iter()
            .map(|line| PyTuple::new(py, row(line)))
            .collect()
    }

    fn indented(&self) -> Vec<u32> {
        lines::indented(&self.inner)
    }

    fn joints(&self, py: Python<'_>, narrow: u32, wrapped: bool) -> Vec<u32> {
        py.detach(|| wrapping::joints(&self.inner, narrow, wrapped))
    }

    fn prose(&self, py: Python<'_>) -> (u32, u32, u32, u32) {
        let found = py.detach(|| wrapping::prose(&self.inner));
        (found.all, found.open, found.short, found.measured)
    }

    fn cuts(&self, py: Python<'_>) -> Cuts {
        let found = py.detach(|| wrapping::cuts(&self.inner));
        (found.columns, found.chars, found.marks, found.commas)
    }

    fn paragraphs(
        &self,
        py: Python<'_>,
        edge: u32,
        in_chars: bool,
    ) -> (u32, u32, u32, u32, u32, u32) {
        let found = py.detach(|| wrapping::paragraphs(&self.inner, edge, in_chars));
        (
            found.ends,
            found.spaced,
            found.indented,
            found.cuts,
            found.hanging,
            found.beyond,
        )
    }
}

/// Spans of blanks at line ends, in code points.
#[pyfunction]
pub fn trailing_blanks(py: Python<'_>, text: &str) -> Vec<(u32, u32)> {
    py.detach(|| lines::trailing(text))
}

/// Columns, characters and mark columns as histograms, and the lines that end with a comma.
type Cuts = (Histogram, Histogram, Histogram, u32);

/// The fields of a line in the order of the kernel's struct.
fn row(line: &Line) -> [u32; 18] {
    [
        line.start_char,
        line.text_char,
        line.tail_char,
        line.end_char,
        line.width,
        line.indent.into(),
        line.end as u32,
        line.han.into(),
        line.ascii.into(),
        line.symbols.into(),
        line.stops.into(),
        line.commas.into(),
        line.bars.into(),
        line.gaps.into(),
        line.unclosed.into(),
        line.gap.into(),
        line.mark_column,
        u32::from(line.is_prose()),
    ]
}
