//! Straight quotation marks whose partner stands in another line.
//!
//! A quotation may run over lines, and each paragraph of a long one opens it again (GB/T 15834,
//! 4.8.3.4). A line has at most one mark that waits for a later line and one that answers an
//! earlier one, and only where its place says which of both it is.

use super::class::{is_other_language, Kind};
use super::line::Line;
use super::lines::Lines;
use super::quotes::{doubles, is_pair, is_straight, unmatched};
use super::Rules;

/// Lines that a quotation may go on without a mark.
const LINES: usize = 12;

/// Marks of one line with a partner in another, as characters of the line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Ends {
    pub closer: Option<usize>,
    pub opener: Option<usize>,
}

/// What was found in a text.
#[derive(Debug, Default)]
pub(super) struct Spread {
    /// Byte at which a line starts, and its marks; in order.
    ends: Vec<(usize, Ends)>,
    /// Straight openers (bytes) that nothing closes.
    pub unclosed: Vec<usize>,
}

impl Spread {
    /// The marks of the line that starts at byte `start`.
    pub fn ends(&self, start: usize) -> Ends {
        let found = self.ends.binary_search_by_key(&start, |&(line, _)| line);
        found.map_or_else(|_| Ends::default(), |i| self.ends[i].1)
    }

    fn add(&mut self, line: usize, opener: Option<usize>, closer: Option<usize>) {
        match self.ends.binary_search_by_key(&line, |&(start, _)| start) {
            Ok(i) => {
                let ends = &mut self.ends[i].1;
                ends.opener = ends.opener.or(opener);
                ends.closer = ends.closer.or(closer);
            }
            Err(i) => self.ends.insert(i, (line, Ends { closer, opener })),
        }
    }
}

/// An opener that waits.
struct Opener {
    /// Byte at which its line starts, and its character in it.
    line: usize,
    at: usize,
    byte: usize,
    straight: bool,
}

/// A quotation that is open: its opener, and those of further paragraphs.
struct Open {
    openers: Vec<Opener>,
    /// Number and end of the line of the last of them.
    number: usize,
    end: usize,
}

pub(super) fn spread(text: &str, rules: Rules) -> Spread {
    let mut found = Spread::default();
    if !text.contains(is_straight) || is_other_language(text) {
        return found;
    }
    let mut line = Line::default();
    let mut lines = Lines::new(text);
    let mut open: Option<Open> = None;
    let (mut number, mut counted) = (0, 0);
    while let Some((start, content)) = lines.next_where(has_quote) {
        if !content.contains(['"', '＂', '“', '”']) || !line.read(content, rules) || line.foreign
        {
            continue;
        }
        number += text[counted..start].matches('\n').count();
        counted = start;
        open = open.filter(|open| open.number + LINES >= number || found.drop(open));
        let doubles = doubles(&line);
        let ends = dangling(&line, &doubles);
        let reopens = starts_with_quote(&line)
            && open
                .as_ref()
                .is_some_and(|open| text[open.end..start].trim().is_empty());
        if let (Some(closer), Some(open)) = (ends.closer, open.take_if(|_| ends.closer.is_some())) {
            found.close(&open);
            found.add(start, None, Some(closer));
        }
        let Some(opener) = ends.opener else {
            // Whole quotations: the last paragraph of the open one, or other ones, or ones in it.
            if reopens || !doubles.is_empty() {
                if let Some(open) = open.take() {
                    if reopens {
                        found.close(&open);
                    } else {
                        found.drop(&open);
                    }
                }
            }
            continue;
        };
        let byte = start
            + line.chars[..opener]
                .iter()
                .map(|c| c.len_utf8())
                .sum::<usize>();
        let opener = Opener {
            line: start,
            at: opener,
            byte,
            straight: is_straight(line.chars[opener]),
        };
        let first = line.chars[..opener.at].iter().all(|c| c.is_whitespace());
        let mut openers = match open.take() {
            Some(open) if reopens && first => open.openers,
            Some(open) => {
                found.drop(&open);
                Vec::new()
            }
            None => Vec::new(),
        };
        openers.push(opener);
        let end = start + content.len();
        open = Some(Open {
            openers,
            number,
            end,
        });
    }
    if let Some(open) = open {
        found.drop(&open);
    }
    found.unclosed.sort_unstable();
    found
}

impl Spread {
    fn close(&mut self, open: &Open) {
        for opener in &open.openers {
            self.add(opener.line, Some(opener.at), None);
        }
    }

    /// Notes what nothing closes; false.
    fn drop(&mut self, open: &Open) -> bool {
        let straight = open.openers.iter().filter(|opener| opener.straight);
        self.unclosed.extend(straight.map(|opener| opener.byte));
        false
    }
}

/// Whether a line may have a double quotation mark: `"`, E2 80 9C, E2 80 9D or EF BC 82.
fn has_quote(line: &[u8]) -> bool {
    line.contains(&b'"')
        || line
            .windows(3)
            .any(|mark| matches!(mark, [0xe2, 0x80, 0x9c | 0x9d] | [0xef, 0xbc, 0x82]))
}

fn starts_with_quote(line: &Line) -> bool {
    let first = line.chars.iter().find(|c| !c.is_whitespace());
    first.is_some_and(|&c| is_straight(c) || c == '“')
}

/// The marks of a line that have no partner in it.
fn dangling(line: &Line, doubles: &[usize]) -> Ends {
    let curly = line
        .events
        .iter()
        .map(|event| (event.at(), line.chars[event.at()]));
    let (closers, openers) = unmatched(curly.filter(|&(at, _)| !line.code[at]));
    let pairs = |places: &[usize]| {
        places
            .chunks_exact(2)
            .all(|pair| is_pair(line, pair[0], pair[1]))
    };
    if doubles.len().is_multiple_of(2) {
        return match (closers.as_slice(), openers.as_slice()) {
            _ if !pairs(doubles) => Ends::default(),
            (&[closer], &[opener]) if closer < opener => Ends {
                closer: Some(closer),
                opener: Some(opener),
            },
            (&[closer], []) => Ends {
                closer: Some(closer),
                opener: None,
            },
            ([], &[opener]) => Ends {
                closer: None,
                opener: Some(opener),
            },
            _ => Ends::default(),
        };
    }
    if !closers.is_empty() || !openers.is_empty() {
        return Ends::default();
    }
    let last = doubles.len() - 1;
    let (a, b) = (doubles[0], doubles[last]);
    let (without_first, without_last) = (pairs(&doubles[1..]), pairs(&doubles[..last]));
    let edge = |i: usize, step: isize| line.side(i as isize, step).0 == Kind::Edge;
    let mut opener = (without_last && opens(line, b)).then_some(b);
    if last > 0 && without_first && opens(line, a) && edge(a, -1) {
        opener = if opener.is_none() {
            Some(a)
        } else {
            return Ends::default();
        };
    }
    let mut closer = (without_first && closes(line, a)).then_some(a);
    if last > 0 && without_last && closes(line, b) && edge(b, 1) {
        closer = if closer.is_none() {
            Some(b)
        } else {
            return Ends::default();
        };
    }
    if opener.is_some() && closer.is_some() {
        return Ends::default();
    }
    Ends { closer, opener }
}

/// Whether a straight mark can only open: nothing or a colon before it, a word behind it.
fn opens(line: &Line, i: usize) -> bool {
    let i = i as isize;
    let before = matches!(line.kind(i - 1), Kind::Edge | Kind::Blank)
        || matches!(line.at(i - 1), ':' | '：' | '、' | '—' | '(' | '（' | '《');
    let word = matches!(line.kind(i + 1), Kind::Han | Kind::Digit | Kind::Latin);
    before && (word || line.at(i + 1) == '《')
}

/// Whether it can only close: a word or a mark before it, none behind it; or the end of a sentence
/// before it.
fn closes(line: &Line, i: usize) -> bool {
    let i = i as isize;
    let before = line.at(i - 1);
    let word = matches!(line.kind(i - 1), Kind::Han | Kind::Mark | Kind::Latin)
        || matches!(before, ')' | '）' | '》');
    let after = matches!(line.kind(i + 1), Kind::Edge | Kind::Mark)
        || matches!(line.at(i + 1), ')' | '）' | '》')
        || line.kind(i + 1) == Kind::Han && "。.！!？?…".contains(before);
    word && after
}
