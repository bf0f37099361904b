//! The Python face of the kernels: converts types, releases the GIL, maps errors. No decisions.

mod edits;
mod errors;
mod fingerprint;
mod lines;
mod scan;
mod script;

use pyo3::prelude::*;

/// The compiled core of kxclean; `_native.pyi` documents it.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<edits::EditList>()?;
    module.add_class::<scan::Scan>()?;
    module.add_function(wrap_pyfunction!(scan::scan_text, module)?)?;
    module.add_class::<script::ScriptClasses>()?;
    module.add_class::<script::ScriptConverter>()?;
    module.add_class::<fingerprint::Folding>()?;
    module.add_class::<lines::Lines>()?;
    module.add_function(wrap_pyfunction!(lines::trailing_blanks, module)?)?;
    Ok(())
}
