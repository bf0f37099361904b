//! Reading shifted GBK bytes for Python.

use std::sync::{Arc, Mutex, PoisonError};

use kxclean_kernels::language_model::Cache;
use kxclean_kernels::reading_search::{ReadingSearch as Kernel, Setting};
use kxclean_kernels::shift_page::Page;
use kxclean_kernels::shift_search::{read_run, Asked};
use pyo3::prelude::*;

use crate::language_model::ReadingSearch;

/// `(score, oddest, rarest, end, found, shown)`, as the stub says.
type PyRun = (f32, f32, f32, usize, String, String);

/// Reads the runs of one page again.
#[pyclass(frozen, module = "kxclean._native")]
pub struct ShiftReader {
    search: Arc<Kernel>,
    setting: Arc<Setting>,
    page: Page,
    asked: Mutex<Asked>,
    nothing: Cache,
    asked_plainly: Mutex<Asked>,
}

#[pymethods]
impl ShiftReader {
    #[new]
    #[pyo3(signature = (search, text, *, folded, spaced, hidden, codes, bare, forms))]
    fn new(
        search: &ReadingSearch,
        text: &str,
        folded: bool,
        spaced: bool,
        hidden: bool,
        codes: Vec<(String, Vec<([u8; 2], f32)>)>,
        bare: Vec<([u8; 2], f32)>,
        forms: Vec<(char, Vec<[u8; 2]>)>,
    ) -> Self {
        Self {
            search: Arc::clone(&search.inner),
            setting: Arc::clone(&search.setting),
            page: Page {
                chars: text.chars().collect(),
                folded,
                spaced,
                hidden,
                codes: codes.into_iter().collect(),
                bare: bare.into_iter().collect(),
                forms: forms.into_iter().collect(),
            },
            asked: Mutex::default(),
            nothing: Cache::default(),
            asked_plainly: Mutex::default(),
        }
    }

    #[pyo3(signature = (start, left, *, plain=false))]
    fn read(&self, py: Python<'_>, start: usize, left: &str, plain: bool) -> Vec<PyRun> {
        let (cache, asked) = if plain {
            (&self.nothing, &self.asked_plainly)
        } else {
            (&self.setting.cache, &self.asked)
        };
        py.detach(|| {
            let tokens = self.page.tokens(start);
            let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
            read_run(
                &self.search,
                &self.setting,
                cache,
                &self.page,
                &mut asked,
                left,
                &tokens,
            )
            .into_iter()
            .map(|run| {
                let end = run
                    .tokens
                    .checked_sub(1)
                    .and_then(|last| tokens.get(last))
                    .map_or(start, |token| token.end);
                (run.score, run.oddest, run.rarest, end, run.found, run.shown)
            })
            .collect()
        })
    }
}
