//! Round brackets, decided as pairs by what they hold and what stands around them.

use super::class::{group, is_letter, is_unit, Kind};
use super::line::{Line, LOOK};
use super::Rule;

/// Longest content without Han characters that is looked at.
const LONGEST: usize = 80;

/// `(` and `)` to `（` and `）`, both or neither.
pub(super) fn brackets(line: &mut Line) {
    if !line.on(Rule::Bracket) || !line.has(group::BRACKET) {
        return;
    }
    // With each opener the number of Han characters up to it.
    let mut stack: Vec<(usize, u32)> = Vec::new();
    for k in 0..line.events.len() {
        let event = line.events[k];
        let i = event.at();
        let c = line.chars[i];
        if !matches!(c, '(' | '（' | ')' | '）') || line.code[i] {
            continue;
        }
        if matches!(c, '(' | '（') {
            stack.push((i, event.han));
            continue;
        }
        let Some((a, han_before)) = stack.pop() else {
            continue;
        };
        let half = line.chars[a] == '(' || c == ')';
        if half && is_chinese(line, a, i, event.han - han_before) {
            if line.chars[a] == '(' {
                line.set(a, "（", Rule::Bracket);
            }
            let blank = matches!(line.at(a as isize - 1), ' ' | '\u{a0}');
            if blank && line.kind(a as isize - 2) == Kind::Han {
                line.spaced.push(i);
            }
            if c == ')' {
                line.set(i, "）", Rule::Bracket);
            }
        }
    }
}

fn is_chinese(line: &Line, a: usize, b: usize, han: u32) -> bool {
    let (left_at, right_at) = (a as isize - 1, b as isize + 1);
    let content = &line.chars[a + 1..b];
    let before = line.at(left_at);
    let after_code = matches!(before, '_' | ']' | '}' | '\\') || line.is_code(left_at);
    if han == 0 && content.iter().all(|c| c.is_whitespace()) {
        return !content.is_empty() && line.kind(left_at) == Kind::Han;
    }
    if line.foreign {
        return false;
    }
    if han > 0 {
        if before.is_ascii_lowercase() || after_code {
            return false; // a call, or an abbreviation that might be one
        }
        return han >= 2 || !is_letter(before);
    }
    if content.len() > LONGEST || is_formula(content) || is_reading(content) || is_face(content) {
        return false;
    }
    if is_operator(line.at(right_at)) {
        return false;
    }
    if before.is_ascii_alphanumeric() || after_code {
        return false;
    }
    if line.at(right_at).is_ascii_alphanumeric() && !is_year_of_document(line, a, b) {
        return false;
    }
    let left = match line.kind(left_at) {
        Kind::Blank | Kind::Close | Kind::Quote => line.side(a as isize, -1).0,
        kind => kind,
    };
    let right = match line.kind(right_at) {
        Kind::Blank => line.kind(right_at + 1),
        kind => kind,
    };
    match left {
        Kind::Han => true,
        Kind::Edge | Kind::Mark | Kind::Open => right == Kind::Han,
        _ => false,
    }
}

/// `国发(2017)12号`: the year in the number of a document.
fn is_year_of_document(line: &Line, a: usize, b: usize) -> bool {
    let digits = |c: &&char| c.is_ascii_digit();
    let year = &line.chars[a + 1..b];
    let number = line.chars[b + 1..].iter().take(LOOK).take_while(digits);
    year.len() == 4
        && matches!(year[..2], ['1', '9'] | ['2', '0'])
        && year.iter().all(char::is_ascii_digit)
        && matches!(line.at((b + 1 + number.count()) as isize), '号' | '號')
}

/// `(≧▽≦)`: two or more characters, none of them a letter or a digit.
fn is_face(content: &[char]) -> bool {
    content.len() >= 2 && !content.iter().any(|&c| c.is_alphanumeric() || is_unit(c))
}

/// What stands behind the bracket of a term: a power, an index, an operator.
fn is_operator(c: char) -> bool {
    "²³¹⁰⁴⁵⁶⁷⁸⁹ⁿ₀₁₂₃₄₅₆₇₈₉=≠≈≡≤≥<>+×÷±/^*′∈".contains(c)
}

/// Terms, fractions, coordinates, intervals, argument lists.
fn is_formula(content: &[char]) -> bool {
    if content.first() == Some(&'-') || content.iter().any(|&c| "=+*<>^\\|{}~_\"'".contains(c)) {
        return true;
    }
    let digits = |part: &[char]| !part.is_empty() && part.iter().all(char::is_ascii_digit);
    if let Some(slash) = content.iter().position(|&c| c == '/') {
        if digits(&content[..slash]) && digits(&content[slash + 1..]) {
            return true;
        }
    }
    let difference: Vec<&[char]> = content.split(|&c| c == '-').collect();
    if difference.len() > 1
        && difference.iter().all(|part| is_term(part))
        && difference.iter().any(|part| part[0].is_ascii_lowercase())
    {
        return true;
    }
    let parts: Vec<&[char]> = content.split(|&c| c == ',').map(trimmed).collect();
    parts.len() > 1 && parts.iter().all(|part| is_term(part))
}

fn trimmed(mut part: &[char]) -> &[char] {
    while let [' ', rest @ ..] = part {
        part = rest;
    }
    while let [rest @ .., ' '] = part {
        part = rest;
    }
    part
}

/// A number, a letter or infinity.
fn is_term(part: &[char]) -> bool {
    let number = part.strip_prefix(&['-']).unwrap_or(part);
    match part {
        ['∞'] => true,
        [c] if c.is_ascii_alphabetic() => true,
        _ => !number.is_empty() && number.iter().all(|&c| c.is_ascii_digit() || c == '.'),
    }
}

/// Pinyin with a tone mark: its brackets may be evidence of damage, so they stay.
fn is_reading(content: &[char]) -> bool {
    let toned = |c: &char| matches!(c, '\u{e0}'..='\u{1dc}' | '\u{251}' | '\u{261}');
    content.iter().any(toned) && content.iter().all(|c| c.is_ascii_lowercase() || toned(c))
}
