//! The kernels of kxclean: plain Rust over `&str`, without any knowledge of Python.
//!
//! Positions are bytes throughout, unless a name says `char`. No kernel panics on input; what can
//! fail returns [`error::Result`].

pub mod builder;
pub mod compose;
pub mod digits;
pub mod edits;
pub mod error;
pub mod fingerprint;
pub mod labels;
pub mod language_model;
pub mod line_finder;
pub mod lines;
pub mod marks;
pub mod mojibake;
pub mod outline;
pub mod reading_search;
pub mod repeats;
pub mod repeats_compare;
pub mod scan;
pub mod script;
pub mod spaces;
pub mod tidy;
pub mod wrapping;
