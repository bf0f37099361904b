//! Where characters of a given set stand.

/// A set of characters beyond ASCII, looked up by one bit each.
#[derive(Debug, Clone)]
pub struct Characters {
    /// Which first bytes of UTF-8 begin a member.
    leads: [bool; 256],
    /// For each 256 characters the number of their bits in `blocks`; 0 is the empty block.
    index: Vec<u16>,
    blocks: Vec<[u64; 4]>,
}

impl Characters {
    /// The set of all characters in the ranges, both ends included. ASCII is left out.
    pub fn new(ranges: &[(char, char)]) -> Self {
        let mut set = Self {
            leads: [false; 256],
            index: vec![0; 0x1100],
            blocks: vec![[0; 4]],
        };
        for &(first, last) in ranges {
            for c in (first..=last).filter(|c| !c.is_ascii()) {
                set.add(c);
            }
        }
        set
    }

    fn add(&mut self, c: char) {
        let code = c as usize;
        if self.index[code >> 8] == 0 {
            self.index[code >> 8] = self.blocks.len() as u16;
            self.blocks.push([0; 4]);
        }
        let block = usize::from(self.index[code >> 8]);
        self.blocks[block][code >> 6 & 3] |= 1 << (code & 63);
        self.leads[usize::from(c.encode_utf8(&mut [0; 4]).as_bytes()[0])] = true;
    }

    /// Whether the set has the character.
    pub fn has(&self, c: char) -> bool {
        let code = c as usize;
        let block = usize::from(self.index[code >> 8]);
        self.blocks[block][code >> 6 & 3] >> (code & 63) & 1 == 1
    }

    /// The code points at which members stand. `tests/twins/characters.py` is the slow twin.
    pub fn positions(&self, text: &str) -> Vec<usize> {
        let mut found = Vec::new();
        let bytes = text.as_bytes();
        // Byte and code point up to which was counted.
        let (mut byte, mut char) = (0, 0);
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            if self.leads[usize::from(lead)]
                && text[at..].chars().next().is_some_and(|c| self.has(c))
            {
                char += crate::edits::count_chars(&text[byte..at]);
                byte = at;
                found.push(char);
            }
            at += match lead {
                0..=0x7f => 1,
                0x80..=0xdf => 2,
                0xe0..=0xef => 3,
                _ => 4,
            };
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_in_code_points() {
        let set = Characters::new(&[('\u{2e80}', '\u{2fd5}'), ('\u{f0000}', '\u{10fffd}')]);
        assert_eq!(set.positions("中⼀é⽂a\u{10ffff}\u{10fffd}"), [1, 3, 6]);
        assert!(set.positions("中文，abc").is_empty());
        assert!(Characters::new(&[('a', 'z')]).positions("abc").is_empty());
    }
}
