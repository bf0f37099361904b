//! Half-width marks one by one: comma, semicolon, colon, full stop, question, exclamation.

use super::class::{group, is_asking, is_blank, is_digit, is_numeral, is_unit, Kind};
use super::line::{Line, LOOK};
use super::Rule;

pub(super) fn marks(line: &mut Line) {
    if !line.has(group::SINGLE) {
        return;
    }
    let plain = ends_with_stop(line) && !line.chars.contains(&'。');
    for k in 0..line.events.len() {
        let i = line.events[k].at();
        let (c, at) = (line.chars[i], i as isize);
        if !c.is_ascii() || line.code[i] || line.is_taken(i) || is_mentioned(line, at) {
            continue;
        }
        match c {
            ',' if is_clause_mark(line, at) => line.set(i, "，", Rule::Comma),
            ';' if is_clause_mark(line, at) => line.set(i, "；", Rule::Semicolon),
            ':' if is_colon(line, at) => line.set(i, "：", Rule::Colon),
            '.' if is_full_stop(line, at, plain) => line.set(i, "。", Rule::Stop),
            '?' | '!' if !matches!(line.at(at - 1), '?' | '!' | '？' | '！') => asked(line, i),
            _ => {}
        }
    }
}

/// `“.”`: the text speaks of the mark.
fn is_mentioned(line: &Line, i: isize) -> bool {
    matches!(line.kind(i - 1), Kind::Open | Kind::Quote)
        && matches!(line.kind(i + 1), Kind::Close | Kind::Quote)
}

fn is_clause_mark(line: &Line, i: isize) -> bool {
    let (before, after) = (line.at(i - 1), line.at(i + 1));
    // A question mark before a comma is the sign of a cut: damage that was not repaired stays.
    if before == '?' || is_digit(before) && is_digit(after) {
        return false;
    }
    if line.foreign {
        return line.kind(i - 1) == Kind::Han && line.kind(i + 1) == Kind::Han;
    }
    let (left, right) = (line.side(i, -1).0, line.side(i, 1).0);
    match (left, right) {
        (Kind::Han, _) | (_, Kind::Han) => true,
        (Kind::Edge, _) => false,
        (_, Kind::Edge) => {
            line.kind(i + 1) == Kind::Edge && line.kind(word_start(line, i)) == Kind::Han
        }
        _ => is_between_words(line, i),
    }
}

/// Whether a character belongs to a word or an amount of another script.
fn is_part(line: &Line, j: isize) -> bool {
    matches!(line.kind(j), Kind::Latin | Kind::Digit) || line.at(j) == '.'
}

/// Where the letters and digits before a mark stop.
fn word_start(line: &Line, i: isize) -> isize {
    let mut a = i - 1;
    while i - a < LOOK as isize && is_part(line, a) {
        a -= 1;
    }
    a
}

/// Whether a comma between two words of other scripts is one of a Chinese sentence: a word or an
/// amount on either side, and Han characters right behind them.
fn is_between_words(line: &Line, i: isize) -> bool {
    let (a, mut b) = (word_start(line, i), i + 1);
    while b - i < LOOK as isize && is_part(line, b) {
        b += 1;
    }
    if line.kind(a) != Kind::Han || line.kind(b) != Kind::Han {
        return false;
    }
    if line.any_code((a + 1) as usize, b as usize) {
        return false;
    }
    let left = &line.chars[(a + 1) as usize..i as usize];
    let right = &line.chars[(i + 1) as usize..b as usize];
    let word = |part: &[char]| part.len() >= 3 && part.iter().all(char::is_ascii_alphabetic);
    match left.split_last() {
        Some((&unit, number)) if is_unit(unit) && unit != '°' && is_number(number) => {
            word(right) || is_amount(right)
        }
        _ => word(left) && (word(right) || is_amount(right)) || is_amount(left) && word(right),
    }
}

fn is_number(part: &[char]) -> bool {
    let mut halves = part.split(|&c| c == '.');
    let whole = |half: Option<&[char]>| {
        half.is_some_and(|half| !half.is_empty() && half.iter().all(char::is_ascii_digit))
    };
    whole(halves.next())
        && halves.next().is_none_or(|half| whole(Some(half)))
        && halves.next().is_none()
}

fn is_amount(part: &[char]) -> bool {
    is_number(part.strip_suffix(&['%']).unwrap_or(part))
}

fn is_colon(line: &Line, i: isize) -> bool {
    let (before, after) = (line.at(i - 1), line.at(i + 1));
    if before == ':' || matches!(after, ':' | '/' | '\\') {
        return false;
    }
    let back = i - 1 - isize::from(line.kind(i - 1) == Kind::Blank);
    let forth = i + 1 + isize::from(line.kind(i + 1) == Kind::Blank);
    if is_digit(line.at(back)) && is_digit(line.at(forth)) {
        return false; // a time or a ratio
    }
    if is_numeral(before) && is_numeral(after) {
        return false;
    }
    let right = line.kind(i + 1);
    if line.foreign {
        return line.kind(i - 1) == Kind::Han && matches!(right, Kind::Han | Kind::Edge);
    }
    let (left, at) = line.side(i, -1);
    match left {
        Kind::Han => return true,
        Kind::Edge => return false,
        _ => {}
    }
    let mut start = at;
    while at - start < LOOK as isize && matches!(line.kind(start), Kind::Latin | Kind::Digit) {
        start -= 1;
    }
    let inside = line.kind(start) == Kind::Han;
    let first = line.kind(start) == Kind::Edge
        || matches!(line.at(start), ',' | '，' | ';' | '；' | '、' | '。');
    match right {
        Kind::Han => inside || left == Kind::Latin && first && !is_key(line, start + 1),
        Kind::Edge | Kind::Open | Kind::Quote => inside,
        Kind::Blank => inside && line.kind(i + 2) == Kind::Han,
        _ => false,
    }
}

/// `title:`: a label in small letters is the key of a setting.
fn is_key(line: &Line, i: isize) -> bool {
    line.at(i).is_ascii_lowercase() && line.at(i + 1).is_ascii_lowercase()
}

/// `plain`: the line closes with a half-width full stop and has no other.
fn is_full_stop(line: &Line, i: isize, plain: bool) -> bool {
    let before = line.kind(i - 1);
    if line.at(i - 1) == '.' || line.at(i + 1) == '.' || line.foreign {
        return false;
    }
    if matches!(before, Kind::Blank | Kind::Mark | Kind::Edge) {
        return false;
    }
    let chinese = line.side(i, -1).0 == Kind::Han || is_unit(line.at(i - 1));
    if !chinese {
        return is_behind_word(line, i);
    }
    if is_heading_number(line, i as usize) {
        return false;
    }
    let mut j = i + 1;
    while matches!(line.kind(j), Kind::Close | Kind::Quote) {
        j += 1;
    }
    match line.kind(j) {
        Kind::Edge => line.han >= 4,
        Kind::Blank => {
            han_of_clause(line, i) >= if j > i + 1 { 2 } else { 5 }
                && matches!(line.kind(j + 1), Kind::Han | Kind::Open | Kind::Edge)
        }
        Kind::Han if j > i + 1 => han_of_clause(line, i) >= 2,
        Kind::Han => plain && han_of_clause(line, i) >= 4,
        _ => false,
    }
}

/// Abbreviations, whose full stop is their own.
const ABBREVIATIONS: &str = "\
inc ltd co corp llc plc jr sr dr mr mrs ms prof st mt no nos vol vols ed eds fig \
figs eq eqs sec ch pp et al etc vs cf ca approx dept est ext tel univ assoc bros \
ave rd jan feb mar apr jun jul aug sep sept oct nov dec sp spp var op";

/// Whether the full stop behind a foreign word ends a Chinese sentence: `换成AirPods Pro.`
fn is_behind_word(line: &Line, i: isize) -> bool {
    let mut start = i;
    while i - start < LOOK as isize && line.at(start - 1).is_ascii_alphabetic() {
        start -= 1;
    }
    let word: String = line.chars[start as usize..i as usize]
        .iter()
        .map(char::to_ascii_lowercase)
        .collect();
    if word.len() < 3 || line.is_code(i - 1) || ABBREVIATIONS.split(' ').any(|known| word == known)
    {
        return false;
    }
    let clause = han_of_clause(line, i);
    if !matches!(line.kind(start - 1), Kind::Han | Kind::Blank) || clause < 2 {
        return false;
    }
    match line.kind(i + 1) {
        Kind::Edge => line.han >= 8,
        Kind::Blank => clause >= 4 && matches!(line.kind(i + 2), Kind::Han | Kind::Edge),
        _ => false,
    }
}

/// Han characters between `i` and the mark before it, counted up to five.
fn han_of_clause(line: &Line, i: isize) -> usize {
    let mut count = 0;
    let mut j = i - 1;
    while j >= 0 && count < 5 && i - j < 2 * LOOK as isize {
        if line.kind(j) == Kind::Mark && line.at(j) != '·' {
            break;
        }
        count += usize::from(line.kind(j) == Kind::Han);
        j -= 1;
    }
    count
}

/// `一.` at the start of a line.
fn is_heading_number(line: &Line, i: usize) -> bool {
    if i > 2 * LOOK {
        return false;
    }
    let head = &line.chars[..i];
    let blanks = head
        .iter()
        .take_while(|&&c| is_blank(c) || c == '\t')
        .count();
    let number = &head[blanks..];
    !number.is_empty() && number.iter().all(|&c| "一二三四五六七八九十百".contains(c))
}

/// Whether the line closes with a half-width full stop behind Chinese text.
fn ends_with_stop(line: &Line) -> bool {
    let quote = |c: &&char| matches!(**c, '"' | '\'' | '”' | '’' | ')' | '）');
    let mut rest = line
        .chars
        .iter()
        .rev()
        .skip_while(|&&c| is_blank(c) || c == '\r');
    let Some(c) = rest.find(|c| !quote(c)) else {
        return false;
    };
    *c == '.'
        && rest
            .find(|c| !quote(c))
            .is_some_and(|&c| crate::scan::is_han(c))
}

/// A run of question and exclamation marks, changed as one.
fn asked(line: &mut Line, i: usize) {
    let mut b = i;
    while b < line.len()
        && matches!(line.chars[b], '?' | '!' | '？' | '！')
        && !line.code[b]
        && b - i < LOOK
    {
        b += 1;
    }
    let asks = asks(line, i as isize, b as isize);
    for j in i..b {
        match line.chars[j] {
            '?' if asks => line.set(j, "？", Rule::Question),
            '!' if asks => line.set(j, "！", Rule::Exclamation),
            _ => line.take(j),
        }
    }
}

/// `多大`, `好不好`, `有没有`: questions without a character of their own.
fn is_choice(line: &Line, j: isize) -> bool {
    let (before, after) = (line.at(j - 1), line.at(j + 1));
    match line.at(j) {
        '多' => "大少久长長远遠高重深".contains(after),
        '不' => before == after,
        '没' | '沒' => before == '有' && after == '有',
        _ => false,
    }
}

/// Whether what opens before the mark at `i` has no Han character: `“Hello, world!”`.
fn is_foreign_quotation(line: &Line, i: isize) -> bool {
    let back = (i - LOOK as isize..i).rev().map(|j| line.kind(j));
    let mut ends = back.filter(|kind| matches!(kind, Kind::Han | Kind::Open | Kind::Quote));
    ends.next().is_some_and(|kind| kind != Kind::Han)
}

fn asks(line: &Line, i: isize, b: isize) -> bool {
    let question = line.chars[i as usize..b as usize].contains(&'?');
    let left = line.side(i, -1).0;
    let right = line.kind(b);
    if line.kind(i - 1) == Kind::Blank && line.kind(i - 2) != Kind::Han {
        return false;
    }
    if line.foreign || matches!(left, Kind::Edge | Kind::Digit) {
        return false;
    }
    if left == Kind::Latin {
        return matches!(right, Kind::Edge | Kind::Close)
            && line.kind(i - 1) == Kind::Latin
            && !line.is_code(i - 1)
            && !is_foreign_quotation(line, i);
    }
    if matches!(line.at(b), '=' | '[') {
        return false;
    }
    if !question || matches!(right, Kind::Edge | Kind::Close | Kind::Quote) {
        return true;
    }
    if matches!(right, Kind::Mark | Kind::Latin | Kind::Digit) {
        return false;
    }
    // Question marks also stand where damage or a wide space was; a question says that it is one.
    let mut j = i - 1;
    while i - j < LOOK as isize && line.kind(j) != Kind::Edge {
        match line.at(j) {
            '。' | '！' | '？' | '!' | '?' | '；' | ';' => return false,
            c if is_asking(c) || is_choice(line, j) => return true,
            _ => j -= 1,
        }
    }
    false
}
