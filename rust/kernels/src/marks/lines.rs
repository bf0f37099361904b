//! Which lines of a text are looked at: those with a trigger that are not code, data or front
//! matter.

use super::class::is_blank;
use super::patterns;

/// Longest front matter of a Markdown file that is looked for, in lines.
const FRONT: usize = 50;
/// Lines of a comment behind which code is looked for.
const COMMENT: usize = 20;
/// Longest field of a line of comma-separated values, in characters.
const FIELD: usize = 12;

/// Walks over the lines of a text.
pub(super) struct Lines<'t> {
    text: &'t str,
    next: usize,
    fence: Option<&'static str>,
    /// Bytes from which on lines are looked at.
    from: usize,
    /// The block of comma-separated values found last: its end, and whether it is one.
    block: (usize, bool),
    /// Byte behind the comment or the docstring that is open.
    comment: usize,
    /// Marks that close one but do not stand in the rest of the text.
    missing: Vec<&'static str>,
    /// Inside the lines of a patch.
    hunk: bool,
}

impl<'t> Lines<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            next: 0,
            fence: None,
            from: front_matter(text),
            block: (0, false),
            comment: 0,
            missing: Vec::new(),
            hunk: false,
        }
    }

    /// The next line that a rule may change, with the byte at which it starts.
    pub fn next_with_work(&mut self) -> Option<(usize, &'t str)> {
        self.next_where(has_trigger)
    }

    /// The next wanted line that is not code, data or front matter.
    pub fn next_where(&mut self, wanted: impl Fn(&[u8]) -> bool) -> Option<(usize, &'t str)> {
        while self.next <= self.text.len() {
            let start = self.next;
            let rest = &self.text[start..];
            let line = rest.split('\n').next().unwrap_or(rest);
            self.next = start + line.len() + 1;
            let bare = line.trim_start_matches([' ', '\t']);
            if let Some(mark) = ["```", "~~~"]
                .into_iter()
                .find(|mark| bare.starts_with(mark))
            {
                self.fence = match self.fence {
                    Some(open) if open == mark => None,
                    open => open.or(Some(mark)),
                };
                continue;
            }
            if self.fence.is_some() || start < self.from || self.is_block(start, line, bare) {
                continue;
            }
            if !wanted(line.as_bytes()) || self.is_data(start, line) {
                continue;
            }
            if !(line.starts_with("# ") && self.is_comment(start)) {
                return Some((start, line));
            }
        }
        None
    }

    /// Whether the line belongs to a comment or string of several lines, or to a patch.
    fn is_block(&mut self, start: usize, line: &str, bare: &str) -> bool {
        if start < self.comment {
            return true;
        }
        for (open, close) in [("/*", "*/"), ("\"\"\"", "\"\"\""), ("'''", "'''")] {
            if !bare.starts_with(open) || self.missing.contains(&close) {
                continue;
            }
            let inside = start + line.len() - bare.len() + open.len();
            let Some(length) = self.text[inside..].find(close) else {
                self.missing.push(close);
                continue;
            };
            let end = inside + length;
            let rest = self.text[end..].find('\n');
            self.comment = rest.map_or(self.text.len(), |rest| end + rest);
            return true;
        }
        self.hunk = line.starts_with("@@ -")
            || self.hunk && matches!(line.as_bytes().first(), Some(b' ' | b'+' | b'-' | b'\\'));
        self.hunk
    }

    /// Whether a line that opens with `# ` is a comment and no heading: code stands right above or
    /// right below.
    fn is_comment(&self, start: usize) -> bool {
        let above = self.text[..start].strip_suffix('\n');
        if above.is_some_and(|above| patterns::is_code(above.rsplit('\n').next().unwrap_or(above)))
        {
            return true;
        }
        let mut below = self.text[start..].split('\n').take(COMMENT);
        below
            .find(|line| !line.starts_with('#'))
            .is_some_and(patterns::is_code)
    }

    /// Whether the line belongs to three or more rows of comma-separated values.
    fn is_data(&mut self, start: usize, line: &str) -> bool {
        if start < self.block.0 {
            return self.block.1;
        }
        let commas = commas(line);
        if commas == 0 {
            return false;
        }
        let mut rows = 1;
        let mut end = start + line.len() + 1;
        while end <= self.text.len() {
            let rest = &self.text[end..];
            let row = rest.split('\n').next().unwrap_or(rest);
            if self::commas(row) != commas {
                break;
            }
            rows += 1;
            end += row.len() + 1;
        }
        self.block = (end, rows >= 3);
        self.block.1
    }
}

/// Commas of a line that looks like a row of comma-separated values, else 0.
fn commas(line: &str) -> usize {
    let line = line.trim_end_matches('\r');
    let count = line.bytes().filter(|&b| b == b',').count();
    if count < 2 || line.ends_with(',') {
        return 0;
    }
    let other = |c: char| "。；：！？;:!?，、\t".contains(c) || is_blank(c);
    let long = |field: &str| field.chars().nth(FIELD).is_some();
    if line.contains(other) || line.split(',').any(long) {
        return 0;
    }
    count
}

/// Byte behind the front matter (`---` … `---`) of a Markdown file.
fn front_matter(text: &str) -> usize {
    let is_rule = |line: &str| line.trim_end_matches('\r') == "---";
    let mut end = 0;
    for (number, line) in text.split('\n').take(FRONT + 1).enumerate() {
        if number == 0 && !is_rule(line) {
            return 0;
        }
        end += line.len() + 1;
        if number > 0 && is_rule(line) {
            return end;
        }
    }
    0
}

/// Whether a line may have something to change. Reads bytes only, so that clean text is passed
/// over quickly; a line without a trigger is not changed by any rule.
fn has_trigger(line: &[u8]) -> bool {
    let mut i = 0;
    let mut mark_end = usize::MAX; // end of the last full-width clause mark
    let mut quoted = 0u8; // 0 outside, 1 in “”, 2 in ‘’ within
    while let Some(&b) = line.get(i) {
        match b {
            b',' | b'.' | b':' | b';' | b'?' | b'!' | b'(' | b')' | b'"' | b'\'' | b'-' => {
                return true;
            }
            b' ' => {
                if beside_mark(line, i, i + 1) {
                    return true;
                }
                i += 1;
            }
            0xc2 => {
                if line.get(i + 1) == Some(&0xa0) && beside_mark(line, i, i + 2) {
                    return true;
                }
                i += 2;
            }
            0xe2 | 0xe3 | 0xef => {
                match (b, line.get(i + 1), line.get(i + 2)) {
                    // “ ” ‘ ’
                    (0xe2, Some(0x80), Some(&quote @ 0x98..=0x9d)) => {
                        quoted = match (quote, quoted) {
                            (0x9c, 0) | (0x99, 2) => 1,
                            (0x9d, 1) => 0,
                            (0x98, 1) => 2,
                            _ => return true,
                        };
                    }
                    // • ‧ ∙ ・ － ．
                    (0xe2, Some(0x80), Some(0xa2 | 0xa7))
                    | (0xe2, Some(0x88), Some(0x99))
                    | (0xe3, Some(0x83), Some(0xbb))
                    | (0xef, Some(0xbc), Some(0x8d | 0x8e)) => return true,
                    // 、 。 ， ： ；
                    (0xe3, Some(0x80), Some(0x81 | 0x82))
                    | (0xef, Some(0xbc), Some(0x8c | 0x9a | 0x9b)) => {
                        if mark_end == i {
                            return true;
                        }
                        mark_end = i + 3;
                    }
                    _ => {}
                }
                i += 3;
            }
            0..=0x7f => i += 1,
            0x80..=0xdf => i += 2,
            0xe0..=0xef => i += 3,
            _ => i += 4,
        }
    }
    quoted != 0
}

/// Whether a full-width mark, or what shares its first two bytes, stands beside `start..end`.
fn beside_mark(line: &[u8], start: usize, end: usize) -> bool {
    let is_mark = |at: usize| {
        matches!(
            line.get(at..at + 2),
            Some([0xe2 | 0xe3, 0x80] | [0xef, 0xbc])
        )
    };
    is_mark(end) || start >= 3 && is_mark(start - 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked_at(text: &str) -> Vec<&str> {
        let mut lines = Lines::new(text);
        std::iter::from_fn(|| lines.next_with_work().map(|(_, line)| line)).collect()
    }

    #[test]
    fn clean_lines_code_data_and_front_matter_are_passed_over() {
        let text = "---\ntitle: 中,文\n---\n第一条 为了“保护”权利，制定本法。\n```\na,中\n```\n\
                    甲,1,2\n乙,3,4\n丙,5,6\n好,的\n";
        assert_eq!(looked_at(text), ["好,的"]);
    }

    #[test]
    fn every_fault_is_a_trigger() {
        for line in [
            "好，，的",
            "建设 ：引",
            "“共赢’",
            "“未完",
            "他•她",
            "，\u{a0}好",
            "好－－的",
        ] {
            assert_eq!(looked_at(line), [line]);
        }
    }
}
