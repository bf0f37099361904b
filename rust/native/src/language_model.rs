//! The language model and the search over readings for Python.

use std::sync::Arc;

use kxclean_kernels::language_model::{Cache, NgramModel};
use kxclean_kernels::reading_search::{Choice, Encoding, ReadingSearch as Kernel, Setting, Slot};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::errors::to_python;

/// `(kind, payload, cost)`; kinds are those of the stub.
type PyChoice = (u8, Vec<u8>, f32);
/// `(score, found, shown, slots)`.
type PyReading = (f32, String, String, Vec<u32>);

/// A character n-gram model with a beam search over readings.
#[pyclass(frozen, module = "kxclean._native")]
pub struct ReadingSearch {
    pub(crate) inner: Arc<Kernel>,
    pub(crate) setting: Arc<Setting>,
}

#[pymethods]
impl ReadingSearch {
    #[new]
    fn new(py: Python<'_>, model: &[u8], table: &str) -> PyResult<Self> {
        let inner = py
            .detach(|| NgramModel::from_bytes(model).and_then(|model| Kernel::new(model, table)))
            .map_err(to_python)?;
        Ok(Self {
            inner: Arc::new(inner),
            setting: Arc::new(Setting::default()),
        })
    }

    #[pyo3(signature = (document, *, shown=("", ""), unlikely="", costs=("", vec![])))]
    fn within(
        &self,
        document: &str,
        shown: (&str, &str),
        unlikely: &str,
        costs: (&str, Vec<f32>),
    ) -> Self {
        let setting = Setting {
            shown: shown.0.chars().zip(shown.1.chars()).collect(),
            cache: Cache::new(self.inner.model(), document),
            unlikely: unlikely.chars().collect(),
            costs: costs.0.chars().zip(costs.1).collect(),
        };
        Self {
            inner: Arc::clone(&self.inner),
            setting: Arc::new(setting),
        }
    }

    fn score(&self, text: &str) -> f32 {
        self.inner.model().score(text)
    }

    #[pyo3(signature = (left, slots, *, utf8=false, beam=300, results=8))]
    fn search(
        &self,
        py: Python<'_>,
        left: &str,
        slots: Vec<Vec<PyChoice>>,
        utf8: bool,
        beam: usize,
        results: usize,
    ) -> PyResult<Vec<PyReading>> {
        let slots = slots
            .into_iter()
            .map(|slot| slot.into_iter().map(choice).collect::<PyResult<Slot>>())
            .collect::<PyResult<Vec<Slot>>>()?;
        let encoding = if utf8 { Encoding::Utf8 } else { Encoding::Gbk };
        let found = py.detach(|| {
            self.inner
                .search(left, &slots, encoding, &self.setting, beam, results)
        });
        Ok(found
            .into_iter()
            .map(|reading| {
                let letters = &reading.letters;
                (
                    reading.score,
                    letters.iter().map(|letter| letter.found).collect(),
                    letters.iter().map(|letter| letter.shown).collect(),
                    letters.iter().map(|letter| letter.slot).collect(),
                )
            })
            .collect())
    }
}

fn choice((kind, payload, cost): PyChoice) -> PyResult<(Choice, f32)> {
    let choice = match kind {
        0 => Choice::Text(
            String::from_utf8(payload)
                .map_err(|_| PyValueError::new_err("the text of a choice is not UTF-8"))?,
        ),
        1 => Choice::Inside(payload),
        2 => Choice::Fresh(payload),
        3 => Choice::Skip,
        4 => match payload.as_slice() {
            &[first, second] => Choice::Tail([first, second]),
            _ => return Err(PyValueError::new_err("the tail of a choice is two bytes")),
        },
        5 => Choice::Hidden(payload),
        other => {
            return Err(PyValueError::new_err(format!(
                "no kind of choice is {other}"
            )))
        }
    };
    Ok((choice, cost))
}
