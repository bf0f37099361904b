//! Quotation marks: straight ones paired, wrong closers, the level of nested ones.
//!
//! The marks of a line are read as one sequence. Only where the whole sequence fits together after
//! the change is anything changed; a mark that never closes is not given a partner.

use super::class::{is_digit, Kind};
use super::line::Line;
use super::Rule;
use crate::scan::is_han;

/// A quotation mark: where it stands, what it is to be.
#[derive(Clone, Copy)]
struct Event {
    at: usize,
    is: char,
    mended: bool,
}

pub(super) fn quotes(line: &mut Line) {
    let Some(mut events) = events(line) else {
        return;
    };
    if events.is_empty() {
        return;
    }
    let can_mend = line.on(Rule::MismatchedQuote);
    if !(fits(&events) || can_mend && mend(&mut events) && fits(&events)) {
        return;
    }
    if line.on(Rule::NestedQuote) {
        alternate(&mut events);
    }
    for event in &events {
        let old = line.chars[event.at];
        if old == event.is {
            continue;
        }
        let new = match event.is {
            '“' => "“",
            '”' => "”",
            '‘' => "‘",
            _ => "’",
        };
        let rule = match old {
            '"' | '\'' => Rule::StraightQuote,
            _ if event.mended => Rule::MismatchedQuote,
            _ => Rule::NestedQuote,
        };
        line.set(event.at, new, rule);
    }
}

/// The quotation marks of the line in order; `None` where straight ones cannot be told apart.
fn events(line: &Line) -> Option<Vec<Event>> {
    let mut events = Vec::new();
    let mut add = |at: usize, is: char| {
        events.push(Event {
            at,
            is,
            mended: false,
        });
    };
    let mut doubles = Vec::new();
    let mut singles = false;
    for (i, &c) in line.chars.iter().enumerate() {
        if line.code[i] {
            continue;
        }
        match c {
            '’' if is_apostrophe(line, i as isize) => {}
            '“' | '”' | '‘' | '’' => add(i, c),
            '"' => doubles.push(i),
            '\'' => singles = true,
            _ => {}
        }
    }
    let straight = line.on(Rule::StraightQuote) && !line.foreign;
    if !doubles.is_empty() {
        if !straight || doubles.len() % 2 == 1 {
            return None;
        }
        for pair in doubles.chunks_exact(2) {
            let (a, b) = (pair[0], pair[1]);
            if !is_pair(line, a, b) {
                return None;
            }
            let around =
                line.kind(a as isize - 1) == Kind::Han && line.kind(b as isize + 1) == Kind::Han;
            if around || line.chars[a..b].iter().any(|&c| is_han(c)) {
                add(a, '“');
                add(b, '”');
            }
        }
    }
    if straight && singles {
        single_pairs(line, &mut add);
    }
    events.sort_by_key(|event| event.at);
    Some(events)
}

fn is_apostrophe(line: &Line, i: isize) -> bool {
    line.at(i - 1).is_ascii_alphanumeric() && line.at(i + 1).is_ascii_alphanumeric()
}

/// Whether two straight marks can be the two ends of one quotation.
fn is_pair(line: &Line, a: usize, b: usize) -> bool {
    let (first, last) = (a as isize + 1, b as isize - 1);
    let inches = is_digit(line.at(a as isize - 1)) && is_digit(line.at(last));
    b > a + 1
        && !inches
        && !matches!(line.kind(first), Kind::Blank | Kind::Edge)
        && !matches!(line.kind(last), Kind::Blank | Kind::Edge)
        && !",.;!?，。；：！？、)）”’".contains(line.at(first))
        && !"(（“‘".contains(line.at(last))
}

/// `'` pairs that open before a Han character and close behind one or a mark.
fn single_pairs(line: &Line, add: &mut impl FnMut(usize, char)) {
    let mut opened = None;
    for (i, &c) in line.chars.iter().enumerate() {
        let at = i as isize;
        if c != '\'' || line.code[i] {
            if matches!(c, '"' | '“' | '”' | '‘' | '’') {
                opened = None;
            }
            continue;
        }
        let closes = !line.at(at + 1).is_ascii_alphanumeric()
            && (line.kind(at - 1) == Kind::Han || "。！？，!?.,".contains(line.at(at - 1)));
        match opened {
            Some(start) if closes => {
                add(start, '‘');
                add(i, '’');
                opened = None;
            }
            _ if !line.at(at - 1).is_ascii_alphanumeric() && line.kind(at + 1) == Kind::Han => {
                opened = Some(i);
            }
            _ => {}
        }
    }
}

fn closer_of(opener: char) -> char {
    if opener == '“' {
        '”'
    } else {
        '’'
    }
}

fn is_opener(c: char) -> bool {
    matches!(c, '“' | '‘')
}

/// Whether every mark has its partner.
fn fits(events: &[Event]) -> bool {
    let mut stack = Vec::new();
    for event in events {
        if is_opener(event.is) {
            stack.push(event.is);
        } else if stack.pop().map(closer_of) != Some(event.is) {
            return false;
        }
    }
    stack.is_empty()
}

/// Puts closers and openers of the wrong level or side right; false where that is no help.
fn mend(events: &mut [Event]) -> bool {
    let only = |c: char| events.iter().all(|event| event.is == c);
    if events.len() % 2 == 1 {
        return false;
    }
    let (openers, closers) = (only('“'), only('”'));
    for pair in events.chunks_exact_mut(2) {
        let [a, b] = pair else { return false };
        if openers {
            (b.is, b.mended) = ('”', true);
        } else if closers {
            (a.is, a.mended) = ('“', true);
        } else if !is_opener(a.is) || is_opener(b.is) {
            return false;
        } else if closer_of(a.is) != b.is {
            if a.is == '“' {
                (b.is, b.mended) = ('”', true);
            } else {
                (a.is, a.mended) = ('“', true);
            }
        }
    }
    true
}

/// Gives a quotation inside one of the same marks the other marks.
fn alternate(events: &mut [Event]) {
    let mut stack: Vec<char> = Vec::new();
    for event in events {
        if is_opener(event.is) {
            if stack.last() == Some(&event.is) {
                event.is = if event.is == '“' { '‘' } else { '“' };
            }
            stack.push(event.is);
        } else if let Some(opener) = stack.pop() {
            event.is = closer_of(opener);
        }
    }
}
