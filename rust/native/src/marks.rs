//! Punctuation, digit groups and blanks for Python.

use kxclean_kernels::marks::{self, Rules};
use kxclean_kernels::{characters, digits, latin, spaces, width};
use pyo3::prelude::*;

use crate::edits::EditList;
use crate::errors::to_python;

/// Edits that bring the punctuation to Chinese usage; rules by their names.
#[pyfunction]
pub fn punctuate(py: Python<'_>, text: &str, rules: Vec<String>) -> PyResult<EditList> {
    let rules = Rules::named(rules.iter().map(String::as_str));
    Ok(py
        .detach(|| marks::punctuate(text, rules))
        .map_err(to_python)?
        .into())
}

/// Edits that write Chinese marks as ASCII, under the name `rule`.
#[pyfunction]
pub fn ascii_marks(py: Python<'_>, text: &str, rule: &str) -> PyResult<EditList> {
    Ok(py
        .detach(|| marks::to_ascii(text, rule))
        .map_err(to_python)?
        .into())
}

/// Edits that write full-width digits, letters and signs as ASCII, under these names.
#[pyfunction]
#[pyo3(signature = (text, *, digits = None, letters = None, signs = None))]
pub fn ascii_width(
    py: Python<'_>,
    text: &str,
    digits: Option<&str>,
    letters: Option<&str>,
    signs: Option<&str>,
) -> PyResult<EditList> {
    Ok(py
        .detach(|| width::to_ascii(text, digits, letters, signs))
        .map_err(to_python)?
        .into())
}

/// Quotation marks that never close and words that stand between blanks like quoted ones.
#[pyfunction]
pub fn quote_doubts(py: Python<'_>, text: &str) -> (Vec<usize>, Vec<(usize, usize)>) {
    let doubts = py.detach(|| marks::doubts(text));
    (doubts.unclosed, doubts.set_off)
}

/// Runs of digits with single separators between them, one of them before three digits.
#[pyfunction]
pub fn digit_runs(py: Python<'_>, text: &str) -> Vec<(usize, usize)> {
    py.detach(|| digits::runs(text))
}

/// Blanks beside digits that may have broken a number, with what stands there.
#[pyfunction]
pub fn digit_breaks(py: Python<'_>, text: &str) -> Vec<(usize, u32)> {
    py.detach(|| digits::breaks(text))
        .into_iter()
        .map(|(at, kind)| (at, kind as u32))
        .collect()
}

/// Single blanks between Han characters, and whether the text has the phrase elsewhere without.
#[pyfunction]
pub fn han_blanks(py: Python<'_>, text: &str) -> Vec<(usize, bool)> {
    py.detach(|| spaces::between_han(text))
}

/// Runs of single Han characters with blanks between them.
#[pyfunction]
pub fn spread_runs(py: Python<'_>, text: &str) -> Vec<(usize, usize)> {
    py.detach(|| spaces::spread(text))
}

/// Edits for the blanks between Han characters and Latin letters or digits.
#[pyfunction]
pub fn latin_spacing(py: Python<'_>, text: &str, add: bool, rule: &str) -> PyResult<EditList> {
    Ok(py
        .detach(|| latin::spacing(text, add, rule))
        .map_err(to_python)?
        .into())
}

/// Where places stand: 0 in prose, 1 in a line like code, 2 in code, an address, a formula.
#[pyfunction]
pub fn standings(py: Python<'_>, text: &str, places: Vec<usize>) -> Vec<u32> {
    py.detach(|| marks::standings(text, &places))
        .into_iter()
        .map(|standing| standing as u32)
        .collect()
}

/// A set of characters whose places are looked up in texts.
#[pyclass(frozen, module = "kxclean._native")]
pub struct Characters {
    inner: characters::Characters,
}

#[pymethods]
impl Characters {
    #[new]
    fn new(ranges: Vec<(char, char)>) -> Self {
        Self {
            inner: characters::Characters::new(&ranges),
        }
    }

    fn positions(&self, py: Python<'_>, text: &str) -> Vec<usize> {
        py.detach(|| self.inner.positions(text))
    }
}
