//! Reading mojibake again, for Python.

use std::sync::Arc;

use kxclean_kernels::reading_search::ReadingSearch as Search;
use kxclean_kernels::unmix::{self, Codes, Losses, Options, Page, Part, Writer};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::language_model::ReadingSearch;

/// `(start, end, reading, margin)`.
type PyPart = (usize, usize, String, f32);
/// `(parts, gain, nats, letters, lost)`.
type PyStretch = (Vec<PyPart>, f32, f32, usize, usize);

/// One way in which text was read in the wrong encoding.
#[pyclass(frozen, module = "kxclean._native")]
pub struct Unmixer {
    search: Arc<Search>,
    page: Page,
    writer: Writer,
    common: Vec<bool>,
}

fn codes(table: &str) -> PyResult<Codes> {
    Codes::new(table).ok_or_else(|| {
        PyValueError::new_err(format!(
            "a table of two-byte codes has {} characters, not {}",
            unmix::TABLE,
            table.chars().count()
        ))
    })
}

#[pymethods]
impl Unmixer {
    #[new]
    #[pyo3(signature = (search, *, single, double=None, written=None, also=Vec::new(), dropped=Vec::new(), seldom=Vec::new(), pairs=false, blanks=false, mixed=false))]
    #[expect(clippy::too_many_arguments, reason = "each is a keyword in Python")]
    fn new(
        search: &ReadingSearch,
        single: &str,
        double: Option<&str>,
        written: Option<&str>,
        also: Vec<(char, u8)>,
        dropped: Vec<u8>,
        seldom: Vec<u8>,
        pairs: bool,
        blanks: bool,
        mixed: bool,
    ) -> PyResult<Self> {
        let double = double.map(codes).transpose()?;
        let mut page = Page::new(single, double.as_ref());
        page.also(also);
        page.losses = Losses {
            dropped,
            seldom,
            pairs,
            blanks,
        };
        page.mixed = mixed;
        let writer = written.map_or(Ok(Writer::Utf8), |table| codes(table).map(Writer::Double))?;
        let search = search.kernel();
        Ok(Self {
            common: unmix::common(search.model()),
            search,
            page,
            writer,
        })
    }

    #[pyo3(signature = (text, *, lost=false, opens=false, unlikely="", sure=0.0))]
    fn read(
        &self,
        py: Python<'_>,
        text: &str,
        lost: bool,
        opens: bool,
        unlikely: &str,
        sure: f32,
    ) -> Vec<PyStretch> {
        let read = || {
            let chars: Vec<char> = text.chars().collect();
            let unlikely = unlikely.chars().collect();
            let options = Options {
                lost,
                opens,
                unlikely: Some(&unlikely),
                sure,
                common: &self.common,
            };
            let model = self.search.model();
            unmix::read(model, &chars, &self.page, &self.writer, options)
        };
        let part = |part: Part| (part.start, part.end, part.reading, part.margin);
        py.detach(read)
            .into_iter()
            .map(|found| {
                let parts = found.parts.into_iter().map(part).collect();
                (parts, found.gain, found.nats, found.letters, found.lost)
            })
            .collect()
    }
}
