//! Blanks beside full-width marks, which carry their own white space.
//!
//! A blank stays where it may be layout: behind a run-in heading (no mark before it in the line),
//! in a list of names or titles, in runs of blanks, at either end of the line.

use super::class::{is_blank, is_closing, is_digit, is_letter, is_opening, is_separator, is_unit};
use super::line::{Line, LOOK};
use super::Rule;
use crate::scan::is_han;

/// What will stand in the line: where it is from, and its first and last character.
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
    let plain = |c: &char| matches!(c, ' ' | '\u{a0}');
    if !line.on(Rule::Blank) || line.foreign || !line.chars.iter().any(plain) {
        return;
    }
    let shown = shown(line);
    let layout = layout(line, &shown);
    for k in 1..shown.len().saturating_sub(1) {
        let at = shown[k].at;
        if plain(&shown[k].first) && !line.code[at] && is_debris(line, &shown, k, &layout) {
            line.set(at, "", Rule::Blank);
        }
    }
}

fn shown(line: &Line) -> Vec<Shown> {
    let one = |(at, &c): (usize, &char)| match line.out[at] {
        None => Some(Shown {
            at,
            first: c,
            last: c,
            double: false,
        }),
        Some(new) => {
            let (first, last) = (new.chars().next()?, new.chars().next_back()?);
            let double = new.len() > first.len_utf8();
            Some(Shown {
                at,
                first,
                last,
                double,
            })
        }
    };
    line.chars.iter().enumerate().filter_map(one).collect()
}

fn layout(line: &Line, shown: &[Shown]) -> Layout {
    let mut found = Layout {
        first_mark: line.len(),
        wide: false,
        listed: false,
        running: shown
            .iter()
            .any(|part| matches!(part.first, '，' | '。' | ',' | '.')),
    };
    let mut depth = 0usize;
    for part in shown {
        let c = part.first;
        if is_opening(c) {
            depth += 1;
        } else if is_closing(c) {
            depth = depth.saturating_sub(1);
        } else if depth == 0
            && (is_separator(c) || matches!(c, ',' | ';' | ':' | '?' | '!'))
            && !line.code[part.at]
        {
            found.first_mark = part.at;
            break;
        }
    }
    let mut title_blanks = 0;
    for three in shown.windows(3) {
        let (l, c, r) = (three[0].last, three[1].first, three[2].first);
        if c == '\t' {
            found.wide = true;
        } else if is_blank(c) {
            found.wide |= is_blank(r) && !is_blank(l) && l != '\t';
            found.listed |= is_han(l) && is_han(r) && three[1].at > found.first_mark;
            title_blanks += usize::from(is_han(l) && r == '《' || l == '》' && is_han(r));
        }
    }
    found.listed |=
        title_blanks >= 2 && shown.iter().filter(|part| part.first == '《').count() >= 2;
    found
}

fn is_amount(c: char) -> bool {
    is_digit(c) || is_unit(c)
}

fn is_word(c: char) -> bool {
    is_han(c) || is_amount(c) || is_letter(c)
}

/// Whether the blank at `k`, which has neighbours, is no layout.
fn is_debris(line: &Line, shown: &[Shown], k: usize, layout: &Layout) -> bool {
    let (left, right) = (shown[k - 1], shown[k + 1]);
    let (l, r) = (left.last, right.first);
    if is_amount(l) && is_amount(r) {
        return false;
    }
    let (prose_left, prose_right) = (!line.code[left.at], !line.code[right.at]);
    let (han_left, han_right) = (is_han(l) && prose_left, is_han(r) && prose_right);
    let word_left = is_word(l) && prose_left;
    let word_right = is_word(r) && prose_right;
    let inline = shown[k].at > layout.first_mark;
    let beside = |k: Option<usize>| k.and_then(|k| shown.get(k)).map(|part| part.last) == Some('—');
    let dash_left = l == '—' && (left.double || beside(k.checked_sub(2)));
    let dash_right = r == '—' && (right.double || beside(Some(k + 2)));
    is_separator(r) && (word_left || is_closing(l))
        || is_closing(r) && (han_left || matches!(l, '，' | '。' | '、' | '；' | '？' | '！'))
        || is_separator(l) && (word_right || is_opening(r)) && !(l == '：' && layout.wide)
        || is_opening(l) && han_right
        || dash_right && (han_left || is_closing(l))
        || dash_left && (han_right || is_amount(r) || is_opening(r))
        || matches!(r, '“' | '‘' | '《' | '「' | '『')
            && han_left
            && !layout.listed
            && (inline || ends_with_function_word(shown, k))
        || matches!(l, '”' | '’' | '》' | '」' | '』')
            && han_right
            && !layout.listed
            && (inline || "等的和与與及或是在为為中".contains(r))
        || r == '（' && han_left && line.out[right.at].is_some()
        || l == '）' && han_right && layout.running && is_spaced(line, left.at)
        || r == '（' && han_left && holds_no_han(shown, k + 1, 1)
        || l == '）' && han_right && holds_no_han(shown, k - 1, -1)
}

/// Whether the bracket that closes here was changed and has a blank before it as well.
fn is_spaced(line: &Line, closer: usize) -> bool {
    line.out[closer].is_some() && line.spaced.binary_search(&closer).is_ok()
}

/// Words that lead on to what is quoted, so that they are no heading.
fn ends_with_function_word(shown: &[Shown], k: usize) -> bool {
    let last = shown[k - 1].last;
    if "以和与與及在对對为為是即把将將的了".contains(last) {
        return true;
    }
    let Some(previous) = k.checked_sub(2).map(|k| shown[k].last) else {
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

/// Whether the bracket at `k` holds letters or digits and no Han character.
fn holds_no_han(shown: &[Shown], k: usize, step: isize) -> bool {
    let closer = if step > 0 { '）' } else { '（' };
    let mut filled = false;
    let mut j = k as isize;
    for _ in 0..LOOK {
        j += step;
        let Some(part) = usize::try_from(j).ok().and_then(|j| shown.get(j)) else {
            return false;
        };
        match part.first {
            '（' | '）' => return filled && part.first == closer,
            c if is_han(c) => return false,
            _ => filled = true,
        }
    }
    false
}
