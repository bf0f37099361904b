//! Punctuation, digit groups and blanks for Python.

use kxclean_kernels::marks::{self, Rules};
use kxclean_kernels::{digits, spaces, width};
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

/// Blanks between Han characters of a word or phrase that the text has elsewhere without one.
#[pyfunction]
pub fn han_blanks(py: Python<'_>, text: &str) -> Vec<usize> {
    py.detach(|| spaces::between_han(text))
}
