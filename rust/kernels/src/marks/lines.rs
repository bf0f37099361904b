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
/// The same for ASCII; a date with its time has 19.
const ASCII_FIELD: usize = 19;
/// Lines above an indented one among which code is looked for.
const BODY: usize = 8;

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
            from: if is_script(text) {
                usize::MAX
            } else {
                front_matter(text)
            },
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
            let comment = ["# ", "-- ", "% "]
                .into_iter()
                .find(|mark| line.starts_with(mark));
            if comment.is_some_and(|mark| self.is_comment(start, &mark[..1]))
                || line.starts_with([' ', '\t']) && is_bare(line) && self.is_body(start)
            {
                continue;
            }
            return Some((start, line));
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
    /// right below the lines that open with `mark`.
    fn is_comment(&self, start: usize, mark: &str) -> bool {
        let above = self.text[..start].strip_suffix('\n');
        if above.is_some_and(|above| patterns::is_code(above.rsplit('\n').next().unwrap_or(above)))
        {
            return true;
        }
        let mut below = self.text[start..].split('\n').take(COMMENT);
        below
            .find(|line| !line.starts_with(mark))
            .is_some_and(patterns::is_code)
    }

    /// Whether the indented line belongs to the code above it: no line between has a full-width
    /// mark, as prose would.
    fn is_body(&self, start: usize) -> bool {
        let Some(above) = self.text[..start].strip_suffix('\n') else {
            return false;
        };
        for line in above.rsplit('\n').take(BODY) {
            if patterns::is_code(line) {
                return true;
            }
            if !line.starts_with([' ', '\t']) || !is_bare(line) {
                return false;
            }
        }
        false
    }

    /// Whether the line belongs to rows of comma-separated values: three or more, two if they are
    /// wide; two columns only where numbers stand in all rows but the first.
    fn is_data(&mut self, start: usize, line: &str) -> bool {
        if start < self.block.0 {
            return self.block.1;
        }
        let (commas, _) = fields(line);
        if commas == 0 {
            return false;
        }
        let (mut rows, mut numeric) = (1, true);
        let mut end = start + line.len() + 1;
        while end <= self.text.len() {
            let rest = &self.text[end..];
            let row = rest.split('\n').next().unwrap_or(rest);
            let (count, number) = fields(row);
            if count != commas {
                break;
            }
            rows += 1;
            numeric &= number;
            end += row.len() + 1;
        }
        let enough = match commas {
            1 => rows >= 3 && numeric,
            2 => rows >= 3,
            _ => rows >= 2,
        };
        self.block = (end, enough);
        enough
    }
}

/// Commas of a line that looks like a row of comma-separated values, else 0; and whether one of
/// the values is a number.
fn fields(line: &str) -> (usize, bool) {
    let line = line.strip_suffix('\r').unwrap_or(line);
    let bytes = line.as_bytes();
    let Some(first) = bytes.iter().position(|&b| b == b',') else {
        return (0, false);
    };
    // No character has more than four bytes.
    if first > 4 * FIELD || bytes.ends_with(b",") {
        return (0, false);
    }
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut numeric = false;
    for field in line.split(',') {
        let short = if field.is_ascii() {
            field.len() <= ASCII_FIELD
        } else {
            field.len() <= 4 * FIELD && field.chars().count() <= FIELD
        };
        if !short {
            return (0, false);
        }
        numeric |= !field.is_empty() && field.bytes().all(|b| b"0123456789.+-%:/ ".contains(&b));
    }
    for (i, c) in line.char_indices() {
        if "。；！？;!?，、：\t".contains(c)
            || (c == ':' || is_blank(c)) && !(i > 0 && digit(i - 1) && digit(i + c.len_utf8()))
        {
            return (0, false);
        }
    }
    (line.matches(',').count(), numeric)
}

/// Whether a line has no full-width mark of prose.
fn is_bare(line: &str) -> bool {
    !line.contains(['，', '。', '；', '：', '、', '？', '！', '“'])
}

/// Whether the text as a whole is a script: it opens with `#!` or `@echo off`.
fn is_script(text: &str) -> bool {
    let echo = b"@echo off";
    text.starts_with("#!")
        || text
            .as_bytes()
            .get(..echo.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(echo))
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
            b'<' if line.get(i + 1) == Some(&b'<') => return true,
            b' ' => {
                if beside_mark(line, i, i + 1) {
                    return true;
                }
                i += 1;
            }
            0xc2 => {
                match line.get(i + 1) {
                    Some(0xa0) if beside_mark(line, i, i + 2) => return true,
                    Some(0xab) => return true, // «
                    // · beside a blank or another ·
                    Some(0xb7)
                        if matches!(line.get(i + 2), Some(b' ' | 0xc2))
                            || i > 0 && line[i - 1] == b' ' =>
                    {
                        return true;
                    }
                    _ => {}
                }
                i += 2;
            }
            0xe2 | 0xe3 | 0xef => {
                let again = || line.get(i + 3..i + 6) == line.get(i..i + 3);
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
                    // … that stands alone
                    (0xe2, Some(0x80), Some(0xa6)) if !again() => return true,
                    (0xe2, Some(0x80), Some(0xa6)) => i += 3,
                    // – ― ─ that stand doubled
                    (0xe2, Some(0x80), Some(0x93 | 0x95)) | (0xe2, Some(0x94), Some(0x80))
                        if again() =>
                    {
                        return true;
                    }
                    // • ‧ ∙ ⋅ ・ ･ ≪ ＜ ＂ － ．
                    (0xe2, Some(0x80), Some(0xa2 | 0xa7))
                    | (0xe2, Some(0x88), Some(0x99))
                    | (0xe2, Some(0x8b), Some(0x85))
                    | (0xe2, Some(0x89), Some(0xaa))
                    | (0xe3, Some(0x83), Some(0xbb))
                    | (0xef, Some(0xbd), Some(0xa5))
                    | (0xef, Some(0xbc), Some(0x82 | 0x8d | 0x8e | 0x9c)) => return true,
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
