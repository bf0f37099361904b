//! The text form of a dictionary: one entry a line, `key<TAB>value value …`, `#` for comments.

use crate::error::{Error, Result};

/// The entries of one dictionary: each key with the value that is used, which is the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lexicon<'t> {
    entries: Vec<(&'t str, &'t str)>,
}

impl<'t> Lexicon<'t> {
    /// Reads a dictionary. Comments, empty lines and a byte order mark are skipped; of several
    /// entries for one key the first counts.
    ///
    /// # Errors
    /// If a line has no tab, an empty key or no value; the message has its number.
    pub fn parse(text: &'t str) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut entries = Vec::with_capacity(text.len() / 20);
        for (number, line) in text.split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |what: &str| {
                Error::malformed(format!(
                    "line {} of the dictionary, {line:?}, has no {what}",
                    number + 1
                ))
            };
            let (key, values) = line.split_once('\t').ok_or_else(|| wrong("tab"))?;
            let value = values.split(' ').next().unwrap_or_default();
            if key.is_empty() {
                return Err(wrong("key"));
            }
            if value.is_empty() {
                return Err(wrong("value"));
            }
            entries.push((key, value));
        }
        Ok(Self { entries })
    }

    /// All entries in the order in which they were read.
    pub fn entries(&self) -> impl Iterator<Item = (&'t str, &'t str)> + '_ {
        self.entries.iter().copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_counts() {
        let lexicon = Lexicon::parse("\u{feff}# note\n\n乾\t干 乾\r\n發\t发\n").unwrap();
        let entries: Vec<_> = lexicon.entries().collect();
        assert_eq!(entries, [("乾", "干"), ("發", "发")]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = Lexicon::parse("# note\n發 发\n").unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains("tab"), "{error}");
        assert!(Lexicon::parse("發\t\n").is_err());
        assert!(Lexicon::parse("\t发\n").is_err());
    }
}
