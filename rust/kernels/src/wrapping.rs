//! Where lines and paragraphs may be broken, and what a text says about the width at which it was
//! wrapped. All of it looks at measured lines only; what to join is decided on the few it names.

use crate::lines::{End, Line};

/// Numbers of the lines that end without a finished sentence and are followed by a line that might
/// go on: the places where a line or a paragraph may be broken.
///
/// Left out: lines of fewer than four Han characters that open no quote, lines with bars, and, if
/// the line is narrower than `narrow` columns and opens no quote, those whose next line is no
/// finished sentence (headings, names, verse). In a wrapped text a finished sentence or clause may end
/// at the edge, so such lines are listed too.
pub fn joints(lines: &[Line], narrow: u32, wrapped: bool) -> Vec<u32> {
    let mut found = Vec::new();
    for (number, pair) in lines.windows(2).enumerate() {
        let (left, right) = (&pair[0], &pair[1]);
        let unfinished = match left.end {
            End::Open | End::Comma | End::Opening | End::Closing => true,
            End::Stop | End::Colon | End::Semicolon => {
                wrapped && left.width >= narrow && right.gap == 1
            }
            End::Sign => false,
        };
        let enough = left.unclosed > 0 && left.han > 0
            || left.han >= 4 && (left.width >= narrow || right.end == End::Stop);
        if unfinished && enough && left.bars == 0 && right.bars == 0 {
            found.push(number as u32);
        }
    }
    found
}

/// What running lines end with, and whether the finished ones look like verse.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prose {
    /// Lines with a mark inside.
    pub all: u32,
    /// Those that end without a finished sentence.
    pub open: u32,
    /// Those that end with a finished sentence within 60 columns.
    pub short: u32,
    /// The largest number of short ones that agree in width and in the place of the first mark.
    pub measured: u32,
}

/// Looks at the lines that are running text.
pub fn prose(lines: &[Line]) -> Prose {
    let mut found = Prose::default();
    let mut measures = std::collections::BTreeMap::<(u32, u32), u32>::new();
    for line in lines.iter().filter(|line| line.is_prose()) {
        found.all += 1;
        found.open += u32::from(matches!(line.end, End::Open | End::Comma | End::Opening));
        if line.end == End::Stop && line.width <= 60 {
            found.short += 1;
            *measures.entry((line.width, line.mark_column)).or_default() += 1;
        }
    }
    found.measured = measures.into_values().max().unwrap_or(0);
    found
}

/// How often each value occurs, as `(value, count)`.
pub type Histogram = Vec<(u32, u32)>;

/// What the lines that go on without a blank line say about the width at which they were cut.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cuts {
    /// Columns, the indent included.
    pub columns: Histogram,
    /// Characters, the indent included.
    pub chars: Histogram,
    /// Columns of the first mark inside the line.
    pub marks: Histogram,
    /// Lines that end with a comma.
    pub commas: u32,
}

/// Looks at the lines that may have been cut: unfinished, with eight Han characters at least, and
/// another line right below, neither of them in columns.
pub fn cuts(lines: &[Line]) -> Cuts {
    let mut found = Cuts::default();
    let (mut columns, mut chars, mut marks) = (Count::new(), Count::new(), Count::new());
    for (left, right) in lines.iter().zip(lines.iter().skip(1)) {
        let unfinished = matches!(
            left.end,
            End::Open | End::Comma | End::Closing | End::Opening
        );
        let plain = left.bars + right.bars + left.gaps + right.gaps == 0;
        if unfinished && left.han >= 8 && right.gap == 1 && plain {
            *columns.entry(left.reach()).or_default() += 1;
            *chars.entry(left.tail_char - left.start_char).or_default() += 1;
            *marks.entry(left.mark_column).or_default() += 1;
            found.commas += u32::from(left.end == End::Comma);
        }
    }
    let list = |count: Count| count.into_iter().collect();
    (found.columns, found.chars, found.marks) = (list(columns), list(chars), list(marks));
    found
}

type Count = std::collections::BTreeMap<u32, u32>;

/// What a wrapped text does between paragraphs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Paragraphs {
    /// Lines that end a paragraph for sure: a finished sentence, far from the edge.
    pub ends: u32,
    /// How many of them a blank line follows.
    pub spaced: u32,
    /// How many of them an indented line follows.
    pub indented: u32,
    /// Lines that were cut for sure: unfinished, at the edge, another line right below.
    pub cuts: u32,
    /// How many of them an indented line follows.
    pub hanging: u32,
    /// Running lines that go on far beyond the edge.
    pub beyond: u32,
}

/// Looks at the paragraphs of a text that was wrapped at `edge` columns or characters.
pub fn paragraphs(lines: &[Line], edge: u32, in_chars: bool) -> Paragraphs {
    let mut found = Paragraphs::default();
    for (left, right) in lines.iter().zip(lines.iter().skip(1)) {
        let (reach, slack) = if in_chars {
            (left.tail_char - left.start_char, 2)
        } else {
            (left.reach(), 4)
        };
        let indented = u32::from(right.indent >= 2);
        found.beyond += u32::from(left.is_prose() && reach > edge + slack);
        if left.end == End::Stop && reach + slack < edge {
            found.ends += 1;
            found.spaced += u32::from(right.gap > 1);
            found.indented += indented;
        } else if left.end == End::Open && reach <= edge && reach + slack > edge && right.gap == 1 {
            found.cuts += 1;
            found.hanging += indented;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    #[test]
    fn cuts_tell_the_width() {
        let text = "甲乙丙丁戊己庚辛\n壬癸甲，乙丙丁戊己庚\n壬癸。\n\n完";
        let found = cuts(&lines(text));
        assert_eq!(found.columns, [(16, 1), (20, 1)]);
        assert_eq!((found.marks, found.commas), (vec![(0, 1), (8, 1)], 0));
        let found = paragraphs(&lines(text), 20, false);
        assert_eq!((found.ends, found.spaced, found.cuts), (1, 1, 1));
    }

    #[test]
    fn joints_need_an_unfinished_line() {
        let text = "全力推进科协基层组\n\n织,下发《意见》。\n标题\n张三\n李四";
        assert_eq!(joints(&lines(text), 40, false), [0]);
    }
}
