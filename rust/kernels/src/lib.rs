//! The kernels of kxclean: plain Rust over `&str`, without any knowledge of Python.
//!
//! Positions are bytes throughout, unless a name says `char`. No kernel panics on input; what can
//! fail returns [`error::Result`].

pub mod builder;
pub mod characters;
pub mod compose;
pub mod digits;
pub mod edits;
pub mod error;
pub mod fingerprint;
pub mod labels;
pub mod language_model;
pub mod latin;
pub mod line_finder;
pub mod lines;
pub mod marks;
pub mod minhash;

pub mod mojibake;
mod ngram_file;
pub mod outline;
pub mod reading_search;
pub mod repeats;
pub mod repeats_compare;
pub mod scan;
pub mod script;
mod shift_dropped;
pub mod shift_page;
mod shift_partial;
pub mod shift_search;
pub mod spaces;
pub mod survivors;
pub mod tidy;
pub mod width;
pub mod wrapping;
