//! What can go wrong in a kernel. Every fallible kernel returns [`Error`]; none panics on input.

use std::fmt;

/// A refusal by a kernel: what was wrong and where. Positions are bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    TooLong(usize),
    Span {
        start: usize,
        end: usize,
        len: usize,
    },
    Overlap {
        start: usize,
        previous_end: usize,
    },
    Mismatch {
        position: usize,
    },
    Lengths {
        left: usize,
        right: usize,
    },
    Malformed(String),
}

impl Error {
    pub(crate) fn too_long(len: usize) -> Self {
        Self {
            kind: Kind::TooLong(len),
        }
    }
    pub(crate) fn span(start: usize, end: usize, len: usize) -> Self {
        Self {
            kind: Kind::Span { start, end, len },
        }
    }
    pub(crate) fn overlap(start: usize, previous_end: usize) -> Self {
        Self {
            kind: Kind::Overlap {
                start,
                previous_end,
            },
        }
    }
    pub(crate) fn mismatch(position: usize) -> Self {
        Self {
            kind: Kind::Mismatch { position },
        }
    }
    pub(crate) fn lengths(left: usize, right: usize) -> Self {
        Self {
            kind: Kind::Lengths { left, right },
        }
    }
    /// A value from outside (a dictionary, a table) that does not have the required form.
    pub fn malformed(message: impl Into<String>) -> Self {
        Self {
            kind: Kind::Malformed(message.into()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::TooLong(len) => {
                write!(
                    f,
                    "a text of {len} bytes is over the limit of 4294967295; split it first"
                )
            }
            Kind::Span { start, end, len } => write!(
                f,
                "the span {start}..{end} does not lie on characters of a text of length {len}"
            ),
            Kind::Overlap {
                start,
                previous_end,
            } => write!(
                f,
                "an edit starts at {start}, before the previous one ends at {previous_end}"
            ),
            Kind::Mismatch { position } => write!(
                f,
                "the text differs from the one the edits were made for, at byte {position}"
            ),
            Kind::Lengths { left, right } => write!(
                f,
                "the first list makes a text of {left} bytes, the second expects one of {right}"
            ),
            Kind::Malformed(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {}

/// The result of a kernel.
pub type Result<T> = std::result::Result<T, Error>;
