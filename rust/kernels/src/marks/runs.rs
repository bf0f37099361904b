//! Marks made of several characters: ellipsis, dash, doubled marks; and the interpunct of names.

use super::class::{is_blank, is_clause, is_name, is_strong_name, wide, Kind};
use super::line::{Line, LOOK};
use super::Rule;

/// End of the run of `c` that starts at `start`.
fn run_end(line: &Line, start: usize, c: char) -> usize {
    let more = line.chars[start..].iter().take_while(|&&x| x == c).count();
    start + more
}

/// `......` and `。。。` to `……`.
pub(super) fn ellipses(line: &mut Line) {
    if !line.on(Rule::Ellipsis) {
        return;
    }
    let mut a = 0;
    while a < line.len() {
        let c = line.chars[a];
        if !matches!(c, '.' | '。') {
            a += 1;
            continue;
        }
        let b = run_end(line, a, c);
        if (3..=12).contains(&(b - a)) && !line.any_code(a, b) && !is_leader(line, b) {
            let (left, right) = (line.kind(a as isize - 1), line.kind(b as isize));
            let chinese = left == Kind::Han
                || right == Kind::Han
                || left == Kind::Close && line.side(a as isize, -1).0 == Kind::Han;
            if chinese {
                line.set(a, "……", Rule::Ellipsis);
                for i in a + 1..b {
                    line.set(i, "", Rule::Ellipsis);
                }
            }
        }
        a = b;
    }
}

/// Whether only a page number follows: the dots lead to it in a table of contents.
fn is_leader(line: &Line, from: usize) -> bool {
    let rest = &line.chars[from..];
    let blanks = rest.iter().take_while(|&&c| is_blank(c)).count();
    let digits = rest[blanks..]
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    digits > 0
        && rest[blanks + digits..]
            .iter()
            .all(|&c| is_blank(c) || c == '\r')
}

/// `--` to `——`.
pub(super) fn dashes(line: &mut Line) {
    if !line.on(Rule::Dash) {
        return;
    }
    let mut a = 0;
    while a < line.len() {
        let c = line.chars[a];
        if !matches!(c, '-' | '－') {
            a += 1;
            continue;
        }
        let b = run_end(line, a, c);
        if b - a == 2 && !line.any_code(a, b) && dash_is_chinese(line, a as isize, b as isize) {
            line.set(a, "——", Rule::Dash);
            line.set(a + 1, "", Rule::Dash);
        }
        a = b;
    }
}

fn dash_is_chinese(line: &Line, a: isize, b: isize) -> bool {
    let gap_left = line.kind(a - 1) == Kind::Blank;
    let gap_right = line.kind(b) == Kind::Blank;
    let mut left = line.kind(a - 1 - isize::from(gap_left));
    let right = line.kind(b + isize::from(gap_right));
    if left == Kind::Close && line.side(a, -1).0 == Kind::Han {
        left = Kind::Han;
    }
    match (left, right) {
        (Kind::Han, Kind::Han | Kind::Digit | Kind::Open | Kind::Quote | Kind::Edge) => true,
        (Kind::Han, Kind::Latin) => !gap_left,
        (Kind::Edge, Kind::Han) => !gap_right,
        (Kind::Latin, Kind::Han) => !gap_left && !gap_right && !line.foreign,
        _ => false,
    }
}

/// `沃尔夫.埃里克森` to `沃尔夫·埃里克森`: both sides are written as names are.
pub(super) fn interpuncts(line: &mut Line) {
    if !line.on(Rule::Interpunct) {
        return;
    }
    for i in 0..line.len() {
        if !matches!(line.chars[i], '.' | '．' | '•' | '・' | '‧' | '∙') || line.code[i] {
            continue;
        }
        let (left, strong_left) = name_length(line, i as isize, -1);
        let (right, strong_right) = name_length(line, i as isize, 1);
        let long = left + right >= 5 && (strong_left || strong_right);
        if left >= 2 && right >= 2 && (long || strong_left && strong_right) {
            line.set(i, "·", Rule::Interpunct);
        }
    }
}

/// How many characters of names stand beside `i`, and whether one of them is rare elsewhere.
fn name_length(line: &Line, i: isize, step: isize) -> (usize, bool) {
    let (mut length, mut strong) = (0, false);
    let mut j = i + step;
    while length < LOOK && is_name(line.at(j)) {
        strong |= is_strong_name(line.at(j));
        length += 1;
        j += step;
    }
    (length, strong)
}

/// `,,` to `，`, `,。` to `。`. Runs of marks that mean something else are left to nobody.
pub(super) fn doubled(line: &mut Line) {
    let mut i = 0;
    while i < line.len() {
        let a = i;
        while i < line.len() && is_clause(line.chars[i]) && !line.code[i] && !line.taken[i] {
            i += 1;
        }
        if i - a < 2 {
            i = i.max(a + 1);
            continue;
        }
        let mark = doubled_mark(line, a, i).filter(|_| line.on(Rule::Doubled));
        if let Some(mark) = mark {
            line.set(a, mark, Rule::Doubled);
            for j in a + 1..i {
                line.set(j, "", Rule::Doubled);
            }
        } else {
            for j in a..i {
                line.taken[j] = true;
            }
        }
    }
}

/// The mark that a run of marks stands for.
fn doubled_mark(line: &Line, a: usize, b: usize) -> Option<&'static str> {
    let run = &line.chars[a..b];
    let first = wide(run[0]);
    let last = wide(*run.last()?);
    let plain = run.iter().all(char::is_ascii);
    let same = run.iter().all(|&c| wide(c) == first);
    let commas = run.iter().take_while(|&&c| wide(c) == first).count();
    let stop = matches!(first, '，' | '、')
        && last == '。'
        && run[commas..].iter().all(|&c| wide(c) == '。');
    if !(same || stop) || plain && matches!(first, '：' | '。') || line.foreign {
        return None;
    }
    if run.last() == Some(&'.') && matches!(line.kind(b as isize), Kind::Digit | Kind::Latin) {
        return None;
    }
    let left = line.side(a as isize, -1).0;
    let right = line.side(b as isize - 1, 1).0;
    let chinese = left == Kind::Han || left != Kind::Edge && (right == Kind::Han || !plain);
    match last {
        _ if !chinese => None,
        '，' => Some("，"),
        '、' => Some("、"),
        '；' => Some("；"),
        '：' => Some("："),
        '。' => Some("。"),
        _ => None,
    }
}
