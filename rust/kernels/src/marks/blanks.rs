//! Blanks beside full-width marks, which carry their own white space.
//!
//! A blank stays where it may be layout: behind a run-in heading (no mark before it in the line),
//! in a list of names or titles, in runs of blanks, at either end of the line.

use super::class::{
    group, is_blank, is_closing, is_digit, is_letter, is_numeral, is_opening, is_separator, is_unit,
};
use super::line::{Line, LOOK};
use super::Rule;
use crate::scan::is_han;

/// What will stand in a place of the line: where it is from, its first and its last character.
#[derive(Clone, Copy)]
struct Shown {
    at: usize,
    first: char,
    last: char,
    double: bool,
}

/// What is known of the line as a whole.
struct Layout {
    /// The first mark outside of brackets and quotation marks.
    first_mark: usize,
    /// Columns: tabs or runs of blanks between words.
    wide: bool,
    /// Han words with a blank between them behind the first mark, or titles between blanks: a list.
    listed: bool,
    /// It has a comma or a full stop.
    running: bool,
}

pub(super) fn blanks(line: &mut Line) {
    if !line.on(Rule::Blank) || line.foreign || !line.has(group::SPACE) {
        return;
    }
    let mut layout = None;
    // All are judged by the line as it stands before this step.
    let mut gone = Vec::new();
    for event in &line.events {
        let at = event.at();
        if !matches!(line.chars[at], ' ' | '\u{a0}') || line.code[at] || line.out[at].is_some() {
            continue;
        }
        let (Some(left), Some(right)) = (beside(line, at, -1), beside(line, at, 1)) else {
            continue;
        };
        let layout = layout.get_or_insert_with(|| self::layout(line));
        if is_debris(line, at, (left, right), layout) {
            gone.push(at);
        }
    }
    for at in gone {
        line.set(at, "", Rule::Blank);
    }
}

/// What will stand at `at`; `None` if nothing will.
fn shown(line: &Line, at: usize) -> Option<Shown> {
    let c = line.chars[at];
    let Some(new) = line.out[at] else {
        return Some(Shown {
            at,
            first: c,
            last: c,
            double: false,
        });
    };
    let (first, last) = (new.chars().next()?, new.chars().next_back()?);
    Some(Shown {
        at,
        first,
        last,
        double: new.len() > first.len_utf8(),
    })
}

/// What will stand next to `at`, to the left (-1) or to the right (1).
fn beside(line: &Line, at: usize, step: isize) -> Option<Shown> {
    let mut i = at;
    loop {
        i = i.checked_add_signed(step).filter(|&i| i < line.len())?;
        if let Some(found) = shown(line, i) {
            return Some(found);
        }
    }
}

fn layout(line: &Line) -> Layout {
    let mut found = Layout {
        first_mark: line.len(),
        wide: false,
        listed: false,
        running: false,
    };
    let (mut depth, mut title_blanks, mut titles) = (0usize, 0, 0);
    for event in &line.events {
        let Some(part) = shown(line, event.at()) else {
            continue;
        };
        let c = part.first;
        found.running |= matches!(c, '，' | '。' | ',' | '.');
        titles += usize::from(c == '《');
        if found.first_mark < line.len() {
            continue;
        }
        if is_opening(c) {
            depth += 1;
        } else if is_closing(c) {
            depth = depth.saturating_sub(1);
        } else if depth == 0
            && (is_separator(c) || matches!(c, ',' | ';' | ':' | '?' | '!'))
            && !line.code[part.at]
        {
            found.first_mark = part.at;
        }
    }
    for event in &line.events {
        let at = event.at();
        let c = line.chars[at];
        if !(c == '\t' || is_blank(c)) || line.out[at].is_some() {
            continue;
        }
        let (Some(left), Some(right)) = (beside(line, at, -1), beside(line, at, 1)) else {
            continue;
        };
        let (l, r) = (left.last, right.first);
        if c == '\t' {
            found.wide = true;
        } else {
            found.wide |= is_blank(r) && !is_blank(l) && l != '\t';
            found.listed |= is_han(l) && is_han(r) && at > found.first_mark;
            title_blanks += usize::from(is_han(l) && r == '《' || l == '》' && is_han(r));
        }
    }
    found.listed |= title_blanks >= 2 && titles >= 2;
    found
}

fn is_amount(c: char) -> bool {
    is_digit(c) || is_unit(c)
}

fn is_word(c: char) -> bool {
    is_han(c) || is_amount(c) || is_letter(c)
}

/// Whether the blank at `at`, which has these neighbours, is no layout.
fn is_debris(line: &Line, at: usize, (left, right): (Shown, Shown), layout: &Layout) -> bool {
    let (l, r) = (left.last, right.first);
    if is_amount(l) && is_amount(r) {
        return false;
    }
    let (prose_left, prose_right) = (!line.code[left.at], !line.code[right.at]);
    let (han_left, han_right) = (is_han(l) && prose_left, is_han(r) && prose_right);
    let word_left = is_word(l) && prose_left;
    let word_right = is_word(r) && prose_right;
    let inline = at > layout.first_mark;
    let dash = |side: Shown, step| {
        let next = || beside(line, side.at, step).is_some_and(|next| next.last == '—');
        side.last == '—' && (side.double || next())
    };
    is_separator(r) && (word_left || is_closing(l))
        || is_closing(r) && (han_left || matches!(l, '，' | '。' | '、' | '；' | '？' | '！'))
        || is_separator(l) && (word_right || is_opening(r)) && !(l == '：' && layout.wide)
        || is_opening(l) && han_right
        || (han_left || is_closing(l)) && dash(right, 1)
        || (han_right || is_amount(r) || is_opening(r)) && dash(left, -1)
        || matches!(r, '“' | '‘' | '《' | '「' | '『')
            && han_left
            && !layout.listed
            && (inline || ends_with_function_word(line, left))
        || matches!(l, '”' | '’' | '》' | '」' | '』')
            && han_right
            && !layout.listed
            && (inline || "等的和与與及或是在为為中".contains(r))
        || r == '（'
            && han_left
            && !is_number_of_item(line, right.at, 1)
            && (line.out[right.at].is_some() || holds_no_han(line, right.at, 1))
        || l == '）'
            && han_right
            && !is_number_of_item(line, left.at, -1)
            && (layout.running && is_spaced(line, left.at) || holds_no_han(line, left.at, -1))
}

/// Whether the bracket that closes here was changed and has a blank before it as well.
fn is_spaced(line: &Line, closer: usize) -> bool {
    line.out[closer].is_some() && line.spaced.binary_search(&closer).is_ok()
}

/// `（A）`, `（二）`: the bracket at `at` holds the number of an item, which blanks set off.
fn is_number_of_item(line: &Line, at: usize, step: isize) -> bool {
    let inner = |n: isize| line.at(at as isize + n * step);
    let number = |c: char| c.is_ascii_alphanumeric() || is_digit(c) || is_numeral(c);
    let closes = |c: char| matches!(c, '(' | ')' | '（' | '）');
    number(inner(1)) && (closes(inner(2)) || number(inner(2)) && closes(inner(3)))
}

/// Words that lead on to what is quoted, so that they are no heading.
fn ends_with_function_word(line: &Line, left: Shown) -> bool {
    let last = left.last;
    if "以和与與及在对對为為是即把将將的了".contains(last) {
        return true;
    }
    let Some(previous) = beside(line, left.at, -1).map(|previous| previous.last) else {
        return false;
    };
    matches!(
        (previous, last),
        ('针', '对')
            | ('針', '對')
            | ('做' | '得', '到')
            | ('实', '现')
            | ('實', '現')
            | ('关', '于')
            | ('關', '於' | '于')
            | ('开' | '開', '展')
    )
}

/// Whether the bracket at `at` holds letters or digits and no Han character.
fn holds_no_han(line: &Line, at: usize, step: isize) -> bool {
    let closer = if step > 0 { '）' } else { '（' };
    let mut filled = false;
    let mut at = at;
    for _ in 0..LOOK {
        let Some(part) = beside(line, at, step) else {
            return false;
        };
        at = part.at;
        match part.first {
            '（' | '）' => return filled && part.first == closer,
            c if is_han(c) => return false,
            _ => filled = true,
        }
    }
    false
}
