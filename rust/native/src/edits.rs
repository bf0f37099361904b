//! `EditList` for Python. Spans are code points here and bytes in the kernel; they are converted
//! in [`EditList::from_edits`] and in `row`, and nowhere else.

use kxclean_kernels::builder::Builder;
use kxclean_kernels::compose::compose;
use kxclean_kernels::edits::{self, EditRef, Safety};
use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;

use crate::errors::to_python;

/// `(start, end, removed, replacement, rule, safe)`; spans in code points of the source.
type Row = (usize, usize, String, String, String, bool);

/// Edits from one text to another.
#[pyclass(frozen, module = "kxclean._native")]
pub struct EditList {
    inner: edits::EditList,
}

impl From<edits::EditList> for EditList {
    fn from(inner: edits::EditList) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl EditList {
    #[staticmethod]
    fn identity(text: &str) -> PyResult<Self> {
        let chars = edits::count_chars(text);
        Ok(edits::EditList::identity(text.len(), chars)
            .map_err(to_python)?
            .into())
    }

    #[staticmethod]
    #[allow(clippy::needless_pass_by_value)] // PyO3 hands the list over
    fn from_edits(text: &str, rows: Vec<(usize, usize, String, String, bool)>) -> PyResult<Self> {
        let mut builder = Builder::new(text).map_err(to_python)?;
        let mut previous = 0;
        for (start, end, replacement, rule, safe) in &rows {
            if *start < previous {
                return Err(PyValueError::new_err(format!(
                    "the edit at {start} starts before the previous one ends at {previous}"
                )));
            }
            let out_of_text = || {
                PyValueError::new_err(format!(
                    "the span {start}..{end} lies outside the text or ends before it starts"
                ))
            };
            let from = builder.byte_of_char(*start).ok_or_else(out_of_text)?;
            let label = builder.label(rule);
            let length = end.checked_sub(*start).ok_or_else(out_of_text)?;
            let to = from + length_of_chars(&text[from..], length).ok_or_else(out_of_text)?;
            let safety = if *safe { Safety::Safe } else { Safety::Unsafe };
            builder
                .push(from, to, replacement, label, safety)
                .map_err(to_python)?;
            previous = *end;
        }
        Ok(builder.finish().into())
    }

    /// The list without its texts: `(start, start byte, removed, replacement, rule, safe)`.
    fn parts(&self) -> Vec<Row> {
        let part = |edit: EditRef<'_>| {
            let (start, _, removed, replacement, rule, safe) = self.to_row(&edit);
            (start, edit.start, removed, replacement, rule, safe)
        };
        self.inner.iter().map(part).collect()
    }

    #[staticmethod]
    fn from_parts(chars: usize, size: usize, parts: Vec<Row>) -> PyResult<Self> {
        let parts = parts
            .iter()
            .map(|(start_char, start, removed, replacement, rule, safe)| {
                (
                    *start_char,
                    *start,
                    &**removed,
                    &**replacement,
                    &**rule,
                    safety(*safe),
                )
            });
        Ok(edits::EditList::from_parts(chars, size, parts)
            .map_err(to_python)?
            .into())
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn row(&self, index: usize) -> PyResult<Row> {
        let edit = self.inner.get(index).ok_or_else(|| {
            PyIndexError::new_err(format!("edit {index} of {}", self.inner.len()))
        })?;
        Ok(self.to_row(&edit))
    }

    fn rows(&self) -> Vec<Row> {
        self.inner.iter().map(|edit| self.to_row(&edit)).collect()
    }

    fn apply(&self, py: Python<'_>, source: &str) -> PyResult<String> {
        py.detach(|| self.inner.apply(source)).map_err(to_python)
    }

    fn revert(&self, py: Python<'_>, result: &str) -> PyResult<String> {
        py.detach(|| self.inner.revert(result)).map_err(to_python)
    }

    fn then(&self, py: Python<'_>, second: &Self) -> PyResult<Self> {
        Ok(py
            .detach(|| compose(&self.inner, &second.inner))
            .map_err(to_python)?
            .into())
    }

    fn compact(&self, py: Python<'_>, removers: Vec<String>) -> Self {
        let removers: Vec<&str> = removers.iter().map(String::as_str).collect();
        py.detach(|| self.inner.compact(&removers)).into()
    }

    fn to_result(&self, position: usize) -> usize {
        self.inner.to_result(position)
    }

    fn to_source(&self, position: usize) -> usize {
        self.inner.to_source(position)
    }

    #[getter]
    fn source_length(&self) -> usize {
        self.inner.source_chars()
    }

    #[getter]
    fn source_bytes(&self) -> usize {
        self.inner.source_len()
    }

    #[getter]
    fn result_length(&self) -> usize {
        self.inner.result_chars()
    }

    #[getter]
    fn boundary_bytes(&self) -> usize {
        self.inner.boundary_bytes()
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.inner.source_len() == other.inner.source_len()
            && self.inner.len() == other.inner.len()
            && self.inner.iter().zip(other.inner.iter()).all(|(a, b)| {
                self.inner.labels().name(a.label) == other.inner.labels().name(b.label)
                    && EditRef { label: 0, ..a } == EditRef { label: 0, ..b }
            })
    }
}

impl EditList {
    fn to_row(&self, edit: &EditRef<'_>) -> Row {
        (
            edit.start_char,
            edit.start_char + edits::count_chars(edit.removed),
            edit.removed.to_owned(),
            edit.replacement.to_owned(),
            self.inner.labels().name(edit.label).to_owned(),
            edit.safety == Safety::Safe,
        )
    }
}

fn safety(safe: bool) -> Safety {
    if safe {
        Safety::Safe
    } else {
        Safety::Unsafe
    }
}

/// Bytes of the first `chars` code points; `None` if the text has fewer.
fn length_of_chars(text: &str, chars: usize) -> Option<usize> {
    if chars == 0 {
        return Some(0);
    }
    text.char_indices()
        .nth(chars - 1)
        .map(|(at, last)| at + last.len_utf8())
}
