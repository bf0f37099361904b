//! The one place where an error of a kernel becomes a Python exception.

use kxclean_kernels::error::Error;
use pyo3::exceptions::PyValueError;
use pyo3::PyErr;

/// `ValueError` with the kernel's message; the Python rooms turn it into their own error with the
/// offending value.
pub fn to_python(error: Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}
