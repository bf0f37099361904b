//! A configuration as data.

use crate::script::matcher::Source;

/// In which order the keys of a dictionary are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// As `OpenCC` does.
    LeftToRight,
    /// As opencc-python does.
    LongestFirst,
}

/// A configuration: what is done to the whole text first, how the text is cut, and what is done to
/// each piece, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Conversions of the whole text, before it is cut.
    pub normalization: Vec<Source>,
    /// The dictionary by which it is cut; no match of the chain reaches over a cut.
    pub segmentation: Option<Source>,
    /// Conversions of each piece.
    pub chain: Vec<Source>,
    /// For all of them.
    pub strategy: Strategy,
}
