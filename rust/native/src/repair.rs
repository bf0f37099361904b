//! The kernels of the repair stage for Python.

use kxclean_kernels::edits::count_chars;
use kxclean_kernels::{mojibake, tidy as kernel};
use pyo3::prelude::*;

use crate::edits::EditList;
use crate::errors::to_python;

/// The edits for invisible characters, odd blanks and line ends under the given rule names.
#[pyfunction]
#[pyo3(signature = (text, *, invisible=None, blanks=None, line_ends=None))]
pub fn tidy(
    py: Python<'_>,
    text: &str,
    invisible: Option<&str>,
    blanks: Option<&str>,
    line_ends: Option<&str>,
) -> PyResult<EditList> {
    let names = kernel::Names {
        invisible,
        blanks,
        line_ends,
    };
    Ok(py
        .detach(|| kernel::tidy(text, names))
        .map_err(to_python)?
        .into())
}

/// Suspicious spans as `(start, end, han)`, in code points.
#[pyfunction]
pub fn mojibake_spans(py: Python<'_>, text: &str) -> Vec<(usize, usize, bool)> {
    py.detach(|| {
        let (mut byte, mut char) = (0, 0);
        mojibake::spans(text)
            .into_iter()
            .map(|span| {
                let start = char + count_chars(&text[byte..span.start]);
                let end = start + count_chars(&text[span.start..span.end]);
                (byte, char) = (span.end, end);
                (start, end, span.han)
            })
            .collect()
    })
}
