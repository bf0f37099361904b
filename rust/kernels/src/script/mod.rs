//! Script conversion by dictionaries in the form of `OpenCC`, and the decision which lines need it.
//!
//! * [`dictionary`] reads the text form of a dictionary;
//! * [`matcher`] compiles dictionaries and groups of them into a prefix matcher;
//! * [`stage`] walks over a text with a matcher, from left to right or longest first;
//! * [`converter`] chains stages and writes the text or the edits;
//! * [`classes`] says which characters belong to one script alone;
//! * [`lines`] converts what is not yet in the target script, line by line.

pub mod classes;
pub mod converter;
pub mod dictionary;
pub mod lines;
pub mod matcher;
pub mod stage;
mod trie;
