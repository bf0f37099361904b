//! The kernels of kxclean: plain Rust over `&str`, without any knowledge of Python.
//!
//! Positions are bytes throughout, unless a name says `char`. No kernel panics on input; what can
//! fail returns [`error::Result`].

pub mod compose;
pub mod edits;
pub mod error;
pub mod labels;
pub mod language_model;
pub mod mojibake;
pub mod reading_search;
pub mod scan;
pub mod tidy;
