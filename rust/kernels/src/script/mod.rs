//! Script conversion by dictionaries in the form of `OpenCC`, and the decision which lines need it.
//!
//! * [`dictionary`] reads the text form of a dictionary;
//! * [`matcher`] compiles dictionaries and groups of them into a prefix matcher;
//! * [`stage`] walks over a text with a matcher, from left to right or longest first;
//! * `staged` chains stages, plainly; `walker` takes the quick way where there is one, over a tree
//!   that `folding` may have made of two stages; `sinks` write the text or the edits;
//! * [`converter`] is a whole configuration;
//! * [`classes`] says which characters belong to one script alone;
//! * [`lines`] converts what is not yet in the target script, line by line.

pub mod classes;
pub mod converter;
pub mod dictionary;
mod entry;
mod folding;
pub mod lines;
pub mod matcher;
mod plan;
mod sinks;
pub mod stage;
mod staged;
mod tables;
mod trie;
mod walker;
