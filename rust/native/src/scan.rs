//! `scan` for Python.

use kxclean_kernels::scan;
use pyo3::prelude::*;

/// Counts of what stands in a text.
#[pyclass(frozen, get_all, module = "kxclean._native")]
pub struct Scan {
    chars: u32,
    han: u32,
    kana: u32,
    hangul: u32,
    latin: u32,
    digits: u32,
    breaks: u32,
    invisible: u32,
    odd_blanks: u32,
    blanks: u32,
    glosses: u32,
    broken: u32,
    half_width: u32,
    full_width: u32,
    grouped: u32,
    pipes: u32,
    mojibake: u32,
}

/// Walks over a text once and counts what the stages look for.
#[pyfunction(name = "scan")]
pub fn scan_text(py: Python<'_>, text: &str) -> Scan {
    let s = py.detach(|| scan::scan(text));
    Scan {
        chars: s.chars,
        han: s.han,
        kana: s.kana,
        hangul: s.hangul,
        latin: s.latin,
        digits: s.digits,
        breaks: s.breaks,
        invisible: s.invisible,
        odd_blanks: s.odd_blanks,
        blanks: s.blanks,
        glosses: s.glosses,
        broken: s.broken,
        half_width: s.half_width,
        full_width: s.full_width,
        grouped: s.grouped,
        pipes: s.pipes,
        mojibake: s.mojibake,
    }
}
