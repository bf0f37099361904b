//! Quotation marks: straight ones paired, wrong closers, the level of nested ones.
//!
//! The marks of a line are read as one sequence. Only where the whole sequence fits together after
//! the change is anything changed; a mark that never closes is not given a partner. Marks whose
//! partner stands in another line are found by [`super::spread`] and have no partner here.

use super::class::{group, is_digit, Kind};
use super::line::Line;
use super::spread::Ends;
use super::Rule;
use crate::scan::is_han;

/// Most straight marks of a line among which the partner of a curly one is looked for.
const MIXED: usize = 15;

/// A quotation mark: where it stands, what it is to be.
#[derive(Clone, Copy)]
struct Event {
    at: usize,
    is: char,
    mended: bool,
    /// Its partner stands in another line.
    dangling: bool,
}

impl Event {
    fn new(at: usize, is: char) -> Self {
        Self {
            at,
            is,
            mended: false,
            dangling: false,
        }
    }
}

/// `corner`: the text quotes with `「」`, which straight marks become then.
pub(super) fn quotes(line: &mut Line, ends: Ends, corner: bool) {
    if !line.has(group::QUOTE) {
        return;
    }
    let Some(mut events) = events(line, ends) else {
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
    let mut depth = Depth::default();
    for event in &events {
        let old = line.chars[event.at];
        let straight = is_straight(old) || old == '\'';
        if old == event.is {
            continue;
        }
        let inner = corner && depth.at(line, event.at) > 0;
        let new = match event.is {
            '“' if straight && corner => ["「", "『"][usize::from(inner)],
            '”' if straight && corner => ["」", "』"][usize::from(inner)],
            '“' => "“",
            '”' => "”",
            '‘' => "‘",
            _ => "’",
        };
        let rule = if straight {
            Rule::StraightQuote
        } else if event.mended {
            Rule::MismatchedQuote
        } else {
            Rule::NestedQuote
        };
        let kind = if is_opener(event.is) {
            Kind::Open
        } else {
            Kind::Close
        };
        line.set_run(event.at, event.at + 1, new, kind, rule);
    }
}

/// How deep a place stands in corner brackets, counted forward.
#[derive(Default)]
struct Depth {
    next: usize,
    depth: usize,
}

impl Depth {
    fn at(&mut self, line: &Line, at: usize) -> usize {
        for &c in &line.chars[self.next..at] {
            match c {
                '「' => self.depth += 1,
                '」' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        self.next = self.next.max(at);
        self.depth
    }
}

pub(super) fn is_straight(c: char) -> bool {
    matches!(c, '"' | '＂')
}

/// Straight double marks outside of code.
pub(super) fn doubles(line: &Line) -> Vec<usize> {
    let places = line.events.iter().map(|event| event.at());
    places
        .filter(|&i| is_straight(line.chars[i]) && !line.code[i])
        .collect()
}

/// The quotation marks of the line in order; `None` where straight ones cannot be told apart.
fn events(line: &Line, ends: Ends) -> Option<Vec<Event>> {
    let mut events = Vec::new();
    let mut singles = false;
    for place in &line.events {
        let i = place.at();
        if line.code[i] {
            continue;
        }
        match line.chars[i] {
            '’' if is_apostrophe(line, i as isize) => {}
            c @ ('“' | '”' | '‘' | '’') => events.push(Event::new(i, c)),
            '\'' => singles = true,
            _ => {}
        }
    }
    let straight = line.on(Rule::StraightQuote) && !line.foreign;
    let mut doubles = doubles(line);
    if !straight && !doubles.is_empty() {
        return None;
    }
    for (end, is) in [(ends.closer, '”'), (ends.opener, '“')] {
        let Some(at) = end else { continue };
        doubles.retain(|&i| i != at);
        events.retain(|event| event.at != at);
        events.push(Event {
            dangling: true,
            ..Event::new(at, is)
        });
    }
    if doubles.len() % 2 == 1 {
        let (at, is) = mixed(line, &events, &doubles)?;
        doubles.retain(|&i| i != at);
        events.push(Event::new(at, is));
    }
    for pair in doubles.chunks_exact(2) {
        let (a, b) = (pair[0], pair[1]);
        if !is_pair(line, a, b) {
            return None;
        }
        let around =
            line.kind(a as isize - 1) == Kind::Han && line.kind(b as isize + 1) == Kind::Han;
        if around || line.chars[a..b].iter().any(|&c| is_han(c)) {
            events.push(Event::new(a, '“'));
            events.push(Event::new(b, '”'));
        }
    }
    if straight && singles {
        single_pairs(line, |at, is| events.push(Event::new(at, is)));
    }
    events.sort_by_key(|event| event.at);
    Some(events)
}

fn is_apostrophe(line: &Line, i: isize) -> bool {
    line.at(i - 1).is_ascii_alphanumeric() && line.at(i + 1).is_ascii_alphanumeric()
}

/// Whether two straight marks can be the two ends of one quotation.
pub(super) fn is_pair(line: &Line, a: usize, b: usize) -> bool {
    let (first, last) = (a as isize + 1, b as isize - 1);
    let inches = is_digit(line.at(a as isize - 1)) && is_digit(line.at(last));
    let empty = |i| matches!(line.kind(i), Kind::Blank | Kind::Edge);
    if b > a + 3 && line.kind(first) == Kind::Blank && line.kind(last) == Kind::Blank {
        // `" 你好 "`: blanks on all sides, or a mark or the end of the line.
        let outside = |i| !matches!(line.kind(i), Kind::Han | Kind::Latin | Kind::Digit);
        return outside(a as isize - 1)
            && outside(b as isize + 1)
            && !empty(first + 1)
            && !empty(last - 1);
    }
    b > a + 1
        && !inches
        && !empty(first)
        && !empty(last)
        && !",.;!?，。；：！？、)）”’".contains(line.at(first))
        && !"(（“‘".contains(line.at(last))
}

/// Unmatched `”` and `“` among curly marks, where each stands.
pub(super) fn unmatched(marks: impl Iterator<Item = (usize, char)>) -> (Vec<usize>, Vec<usize>) {
    let (mut closers, mut openers) = (Vec::new(), Vec::new());
    for (at, c) in marks {
        match c {
            '“' => openers.push(at),
            '”' if openers.pop().is_none() => closers.push(at),
            _ => {}
        }
    }
    (closers, openers)
}

/// The one straight mark that is the partner of a curly one (`“共赢"`), and what it is to be.
fn mixed(line: &Line, events: &[Event], doubles: &[usize]) -> Option<(usize, char)> {
    let curly = events.iter().filter(|event| !event.dangling);
    let (closers, openers) = unmatched(curly.map(|event| (event.at, event.is)));
    if closers.len() + openers.len() != 1 || doubles.len() > MIXED {
        return None;
    }
    let fit = |&at: &usize| {
        let i = at as isize;
        let (from, to, side) = if let Some(&opener) = openers.first() {
            let side = !matches!(line.kind(i - 1), Kind::Blank | Kind::Edge | Kind::Digit)
                && !matches!(line.kind(i + 1), Kind::Latin | Kind::Digit);
            (opener, at, side)
        } else {
            let side = !matches!(line.kind(i + 1), Kind::Blank | Kind::Edge | Kind::Mark)
                && !matches!(line.kind(i - 1), Kind::Latin | Kind::Digit);
            (at, closers[0], side)
        };
        let rest: Vec<usize> = doubles
            .iter()
            .copied()
            .filter(|&other| other != at)
            .collect();
        from < to
            && side
            && line.chars[from..to].iter().any(|&c| is_han(c))
            && rest.chunks_exact(2).all(|pair| {
                let inside = |i: usize| from < i && i < to;
                is_pair(line, pair[0], pair[1]) && inside(pair[0]) == inside(pair[1])
            })
    };
    let mut found = doubles.iter().filter(|at| fit(at));
    let at = *found.next()?;
    let is = if openers.is_empty() { '“' } else { '”' };
    found.next().is_none().then_some((at, is))
}

/// `'` pairs that open before a Han character and close behind one or a mark.
fn single_pairs(line: &Line, mut add: impl FnMut(usize, char)) {
    let mut opened = None;
    for place in &line.events {
        let i = place.at();
        let (c, at) = (line.chars[i], i as isize);
        if c != '\'' || line.code[i] {
            if matches!(c, '"' | '＂' | '“' | '”' | '‘' | '’') {
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
    for event in events.iter().filter(|event| !event.dangling) {
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
    if events.len() % 2 == 1 || events.iter().any(|event| event.dangling) {
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
    // What closes here but opened in another line is the quotation around all before it.
    let around = events
        .iter()
        .find(|event| event.dangling && !is_opener(event.is));
    let mut stack: Vec<char> = around.map(|_| '“').into_iter().collect();
    for event in events {
        if is_opener(event.is) {
            if stack.last() == Some(&event.is) && !event.dangling {
                event.is = if event.is == '“' { '‘' } else { '“' };
            }
            stack.push(event.is);
        } else if let Some(opener) = stack.pop() {
            if !event.dangling {
                event.is = closer_of(opener);
            }
        }
    }
}
