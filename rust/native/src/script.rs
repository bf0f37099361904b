//! Script conversion for Python.

use kxclean_kernels::script::classes;
use kxclean_kernels::script::converter::{self, Plan, Strategy};
use kxclean_kernels::script::dictionary::Lexicon;
use kxclean_kernels::script::lines::{self, Target};
use kxclean_kernels::script::matcher::{Policy, Source};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::edits::EditList;
use crate::errors::to_python;

/// A compiled configuration of dictionaries.
#[pyclass(frozen, module = "kxclean._native")]
pub struct ScriptConverter {
    inner: converter::Converter,
}

#[pymethods]
impl ScriptConverter {
    #[new]
    #[pyo3(signature = (lexicons, normalization, segmentation, chain, longest_first))]
    fn new(
        py: Python<'_>,
        lexicons: Vec<String>,
        normalization: Vec<Tree>,
        segmentation: Option<Tree>,
        chain: Vec<Tree>,
        longest_first: bool,
    ) -> PyResult<Self> {
        let sources = |trees: Vec<Tree>| trees.into_iter().map(|tree| tree.0).collect();
        let plan = Plan {
            normalization: sources(normalization),
            segmentation: segmentation.map(|tree| tree.0),
            chain: sources(chain),
            strategy: if longest_first {
                Strategy::LongestFirst
            } else {
                Strategy::LeftToRight
            },
        };
        let inner = py
            .detach(|| {
                let lexicons: Result<Vec<_>, _> =
                    lexicons.iter().map(|text| Lexicon::parse(text)).collect();
                converter::Converter::new(&lexicons?, &plan)
            })
            .map_err(to_python)?;
        Ok(Self { inner })
    }

    /// The same object comes back if nothing changes.
    fn convert<'py>(
        &self,
        py: Python<'py>,
        text: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyString>> {
        let source = text.to_str()?;
        match py
            .detach(|| self.inner.convert_bytes(source))
            .map_err(to_python)?
        {
            None => Ok(text.clone()),
            Some(bytes) => PyString::from_bytes(py, &bytes),
        }
    }

    fn edits(&self, py: Python<'_>, text: &str, rules: Vec<String>) -> PyResult<EditList> {
        let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
        Ok(py
            .detach(|| self.inner.edits(text, &rules))
            .map_err(to_python)?
            .into())
    }
}

/// A dictionary or a group of them: `(number, tag)` or `(policy, members)`.
struct Tree(Source);

impl<'a, 'py> FromPyObject<'a, 'py> for Tree {
    type Error = PyErr;

    fn extract(value: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        if let Ok((number, tag)) = value.extract::<(usize, u8)>() {
            return Ok(Self(Source::Lexicon(number, tag)));
        }
        let (policy, members) = value.extract::<(String, Vec<Tree>)>()?;
        let policy = match policy.as_str() {
            "short_circuit" => Policy::ShortCircuit,
            "union" => Policy::Union,
            other => {
                return Err(PyValueError::new_err(format!(
                    "a group is short_circuit or union, not {other:?}"
                )))
            }
        };
        let members = members.into_iter().map(|member| member.0).collect();
        Ok(Self(Source::Group(policy, members)))
    }
}

/// Which characters stand in one script alone.
#[pyclass(frozen, module = "kxclean._native")]
pub struct ScriptClasses {
    inner: classes::Classes,
}

#[pymethods]
impl ScriptClasses {
    #[new]
    fn new(traditional: &str, simplified: &str, chinese: &str, telling: &str) -> Self {
        Self {
            inner: classes::Classes::new(traditional, simplified, chinese, telling),
        }
    }

    fn count(&self, py: Python<'_>, text: &str) -> (usize, usize) {
        py.detach(|| self.inner.count(text))
    }

    #[pyo3(signature = (text, converter, target, rules, only=None))]
    fn normalise(
        &self,
        py: Python<'_>,
        text: &str,
        converter: &ScriptConverter,
        target: &str,
        rules: Vec<String>,
        only: Option<Vec<String>>,
    ) -> PyResult<Option<EditList>> {
        let target = match target {
            "simplified" => Target::Simplified,
            "traditional" => Target::Traditional,
            "region" => Target::Region,
            other => {
                return Err(PyValueError::new_err(format!(
                    "a target is simplified, traditional or region, not {other:?}"
                )))
            }
        };
        let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
        let only: Option<Vec<&str>> = only
            .as_ref()
            .map(|names| names.iter().map(String::as_str).collect());
        let edits = py
            .detach(|| {
                lines::normalise(
                    text,
                    &self.inner,
                    &converter.inner,
                    target,
                    &rules,
                    only.as_deref(),
                )
            })
            .map_err(to_python)?;
        Ok(edits.map(EditList::from))
    }
}
