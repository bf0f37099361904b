//! The Python face of the kernels: converts types, releases the GIL, maps errors. No decisions.

mod edits;
mod errors;
mod fingerprint;
mod language_model;
mod line_finder;
mod lines;
mod marks;
mod minhash;
mod repair;
mod scan;
mod script;
mod shifts;
mod survivors;

use pyo3::prelude::*;

/// The compiled core of kxclean; `_native.pyi` documents it.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<edits::EditList>()?;
    module.add_class::<scan::Scan>()?;
    module.add_function(wrap_pyfunction!(scan::scan_text, module)?)?;
    module.add_function(wrap_pyfunction!(marks::punctuate, module)?)?;
    module.add_function(wrap_pyfunction!(marks::quote_doubts, module)?)?;
    module.add_function(wrap_pyfunction!(marks::digit_runs, module)?)?;
    module.add_function(wrap_pyfunction!(marks::han_blanks, module)?)?;
    module.add_function(wrap_pyfunction!(marks::digit_breaks, module)?)?;
    module.add_function(wrap_pyfunction!(marks::spread_runs, module)?)?;
    module.add_function(wrap_pyfunction!(marks::latin_spacing, module)?)?;
    module.add_function(wrap_pyfunction!(marks::standings, module)?)?;
    module.add_class::<marks::Characters>()?;
    module.add_class::<script::ScriptClasses>()?;
    module.add_class::<script::ScriptConverter>()?;
    module.add_class::<fingerprint::Folding>()?;
    module.add_class::<minhash::MinHasher>()?;
    module.add_class::<lines::Lines>()?;
    module.add_function(wrap_pyfunction!(lines::trailing_blanks, module)?)?;
    module.add_class::<language_model::ReadingSearch>()?;
    module.add_class::<shifts::ShiftReader>()?;
    module.add_function(wrap_pyfunction!(repair::tidy, module)?)?;
    module.add_function(wrap_pyfunction!(repair::mojibake_spans, module)?)?;
    module.add_function(wrap_pyfunction!(survivors::lsh_bands, module)?)?;
    module.add_function(wrap_pyfunction!(marks::ascii_marks, module)?)?;
    module.add_function(wrap_pyfunction!(marks::ascii_width, module)?)?;
    module.add_class::<line_finder::LineFinder>()?;
    module.add_function(wrap_pyfunction!(line_finder::heading_lines, module)?)?;
    Ok(())
}
