//! The lines of a text with what the layout rules need to know of each: where it starts and ends,
//! how wide it is, what it ends with and how much of what stands in it.
//!
//! Positions are code points here (every name says `char`), because the rows go to Python as they
//! are. Lines that hold nothing but blanks have no row; the gap between two rows tells of them.

use crate::scan::{is_han, is_odd_blank};

/// What the last character of a line says about whether the line is finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum End {
    /// A letter, digit or the like: nothing says that the sentence is over.
    #[default]
    Open = 0,
    /// A full stop, question or exclamation mark or an ellipsis, also before closing quotes.
    Stop = 1,
    /// A colon.
    Colon = 2,
    /// A semicolon.
    Semicolon = 3,
    /// A comma or an enumeration comma.
    Comma = 4,
    /// A closing quote or bracket without a full stop before it.
    Closing = 5,
    /// An opening quote or bracket.
    Opening = 6,
    /// Another sign of ASCII, an arrow, a box, an emoji.
    Sign = 7,
}

/// One line that is not blank. Counts stop at 65535.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Line {
    /// First code point of the line.
    pub start_char: u32,
    /// First code point that is no blank.
    pub text_char: u32,
    /// One past the last code point that is no blank.
    pub tail_char: u32,
    /// One past the last code point before the line end.
    pub end_char: u32,
    /// Columns from the first to the last character that is no blank; wide characters count two.
    pub width: u32,
    /// Columns before the first character that is no blank.
    pub indent: u16,
    /// What the line ends with.
    pub end: End,
    /// Han characters.
    pub han: u16,
    /// ASCII letters and digits.
    pub ascii: u16,
    /// Signs that code is made of: `{}[]=<>;()&|$\_#*` and quotes, in ASCII.
    pub symbols: u16,
    /// Full stops, question and exclamation marks and semicolons before the last character.
    pub stops: u16,
    /// Commas, enumeration commas and colons before the last character.
    pub commas: u16,
    /// Vertical bars, ASCII or full-width or of a box.
    pub bars: u16,
    /// Tabs and runs of two or more blanks between other characters.
    pub gaps: u16,
    /// Quotes and brackets that were opened in the line and not closed in it.
    pub unclosed: u16,
    /// Line ends since the previous line that is not blank: 1 where no blank line stands between.
    pub gap: u16,
    /// Column of the first comma or stop inside the line, 0 if there is none.
    pub mark_column: u32,
}

impl Line {
    /// Columns up to the last character that is no blank, the indent included.
    pub fn reach(&self) -> u32 {
        self.width + u32::from(self.indent)
    }

    /// Whether the line is running text: it has commas or stops in it.
    pub fn is_prose(&self) -> bool {
        self.han >= 4 && (self.stops > 0 || self.commas > 0)
    }
}

/// Columns of a character on a terminal: two for Han, kana, hangul and full-width forms.
pub fn columns(c: char) -> u32 {
    match c {
        '\u{20}'..='\u{10ff}' => u32::from(matches!(c, '“' | '”' | '‘' | '’')) + 1,
        '\u{1100}'..='\u{115f}'
        | '\u{2014}'..='\u{2026}'
        | '\u{2190}'..='\u{2193}'
        | '\u{2460}'..='\u{24ff}'
        | '\u{2500}'..='\u{25ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1f64f}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        '\0'..='\u{1f}' => 0,
        _ => 1,
    }
}

/// Whether a character is a blank inside a line.
pub fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{b}' | '\u{c}') || is_odd_blank(c)
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '。' | '！' | '？' | '!' | '?' | '…' | '⋯' | '．' | '｡' | '.'
    )
}

fn is_comma(c: char) -> bool {
    matches!(c, '，' | ',' | '、' | '､' | '﹐' | '﹑')
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '“' | '‘'
            | '「'
            | '『'
            | '（'
            | '('
            | '【'
            | '［'
            | '['
            | '《'
            | '〈'
            | '〔'
            | '｛'
            | '{'
    )
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’'
            | '」'
            | '』'
            | '）'
            | ')'
            | '】'
            | '］'
            | ']'
            | '》'
            | '〉'
            | '〕'
            | '｝'
            | '}'
    )
}

/// All lines of a text that are not blank, in order. Lines end at LF, CR LF and CR.
pub fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut walk = Walk::default();
    let (mut at, mut gap, mut previous) = (0u32, 0u16, '\0');
    for c in text.chars() {
        if matches!(c, '\n' | '\r') {
            if walk.finish(at, gap, &mut found) {
                gap = 0;
            }
            if !(c == '\n' && previous == '\r') {
                bump(&mut gap);
            }
            walk = Walk::new(at.saturating_add(1));
        } else {
            walk.take(c, at);
        }
        previous = c;
        at = at.saturating_add(1);
    }
    walk.finish(at, gap, &mut found);
    found
}

/// One line while it is read.
#[derive(Default)]
struct Walk {
    line: Line,
    column: u32,
    blanks: u32,
    tab: bool,
    filled: bool,
    /// Last character that is no blank, and the last before it that closes nothing.
    last: char,
    before_closing: char,
    depth: i32,
}

fn bump(count: &mut u16) {
    *count = count.saturating_add(1);
}

impl Walk {
    fn new(start: u32) -> Self {
        Self {
            line: Line {
                start_char: start,
                ..Line::default()
            },
            ..Self::default()
        }
    }

    fn take(&mut self, c: char, at: u32) {
        let width = if c == '\t' { 4 } else { columns(c) };
        if is_blank(c) {
            self.blanks += 1;
            self.tab |= c == '\t' || c == '\u{3000}';
            self.column = self.column.saturating_add(width);
            return;
        }
        if self.filled {
            if self.blanks > 1 || self.tab {
                bump(&mut self.line.gaps);
            }
            self.count_inner(self.last);
        } else {
            self.filled = true;
            self.line.text_char = at;
            self.line.indent = u16::try_from(self.column).unwrap_or(u16::MAX);
        }
        (self.blanks, self.tab) = (0, false);
        self.count(c);
        if !is_closing(c) {
            self.before_closing = c;
        }
        self.last = c;
        self.column = self.column.saturating_add(width);
        self.line.tail_char = at + 1;
        self.line.width = self.column - u32::from(self.line.indent);
    }

    /// Counts a character for itself.
    fn count(&mut self, c: char) {
        let line = &mut self.line;
        if is_han(c) {
            bump(&mut line.han);
        } else if c.is_ascii_alphanumeric() {
            bump(&mut line.ascii);
        } else {
            if c.is_ascii() && !matches!(c, ',' | '.' | ':' | '!' | '?' | '-' | '%' | '/') {
                bump(&mut line.symbols);
            }
            if matches!(c, '|' | '｜' | '│' | '┃' | '║') {
                bump(&mut line.bars);
            }
            if is_opening(c) {
                self.depth += 1;
            } else if is_closing(c) {
                self.depth = (self.depth - 1).max(0);
            }
        }
    }

    /// Counts a mark that turned out not to be the last character of the line.
    fn count_inner(&mut self, mark: char) {
        let stop = is_stop(mark) && mark != '.' || matches!(mark, '；' | ';');
        let comma = is_comma(mark) || matches!(mark, '：' | ':');
        if stop {
            bump(&mut self.line.stops);
        } else if comma {
            bump(&mut self.line.commas);
        }
        if (stop || comma) && self.line.mark_column == 0 {
            self.line.mark_column = self.line.width;
        }
    }

    /// Writes the line down; false if it is blank.
    fn finish(&mut self, at: u32, gap: u16, found: &mut Vec<Line>) -> bool {
        if !self.filled {
            return false;
        }
        self.line.gap = gap;
        self.line.end_char = at;
        self.line.unclosed = u16::try_from(self.depth).unwrap_or(u16::MAX);
        self.line.end = self.end();
        found.push(self.line);
        true
    }

    fn end(&self) -> End {
        let c = self.last;
        if is_closing(c) {
            return if is_stop(self.before_closing) {
                End::Stop
            } else {
                End::Closing
            };
        }
        match c {
            c if is_stop(c) => End::Stop,
            '：' | ':' | '︰' => End::Colon,
            '；' | ';' => End::Semicolon,
            c if is_comma(c) => End::Comma,
            c if is_opening(c) => End::Opening,
            '%' | '~' => End::Open,
            c if c.is_ascii() && !c.is_ascii_alphanumeric() => End::Sign,
            // Arrows, technical signs, boxes, shapes, dingbats; emoji.
            '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => End::Sign,
            _ => End::Open,
        }
    }
}

/// Spans of blanks at the end of a line, in code points: behind its text, or the whole line.
pub fn trailing(text: &str) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let (mut at, mut start) = (0u32, None);
    for c in text.chars() {
        if matches!(c, '\n' | '\r') {
            found.extend(start.take().map(|start| (start, at)));
        } else if is_blank(c) {
            start.get_or_insert(at);
        } else {
            start = None;
        }
        at = at.saturating_add(1);
    }
    found.extend(start.map(|start| (start, at)));
    found
}

/// Numbers of the lines that are indented.
pub fn indented(lines: &[Line]) -> Vec<u32> {
    let numbers = 0u32..;
    let indented = numbers.zip(lines).filter(|(_, line)| line.indent > 0);
    indented.map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_measured_between_its_blanks() {
        let found = lines("  第一，好 \r\n\n\u{3000}末。");
        assert_eq!(found.len(), 2);
        let first = found[0];
        assert_eq!(
            (
                first.start_char,
                first.text_char,
                first.tail_char,
                first.end_char
            ),
            (0, 2, 6, 7)
        );
        assert_eq!((first.width, first.indent, first.commas), (8, 2, 1));
        assert_eq!((first.end, found[1].end), (End::Open, End::Stop));
        assert_eq!(found[1].indent, 2);
    }

    #[test]
    fn what_a_line_ends_with() {
        let end = |text: &str| lines(text)[0].end;
        assert_eq!(end("好。”"), End::Stop);
        assert_eq!(end("《实施意见》"), End::Closing);
        assert_eq!(end("如下："), End::Colon);
        assert_eq!(end("科协之"), End::Open);
        assert_eq!(end("科协，"), End::Comma);
        assert_eq!(end("批准的《"), End::Opening);
        assert_eq!(end("||"), End::Sign);
    }

    #[test]
    fn blanks_at_line_ends() {
        assert_eq!(trailing("甲 \n \n乙 丙\u{3000}"), [(1, 2), (3, 4), (8, 9)]);
        assert_eq!(indented(&lines("甲\n 乙\n\t丙")), [1, 2]);
    }
}
