//! Marks made of several characters: ellipsis, dash, doubled marks.

use super::class::{group, is_blank, is_clause, wide, Kind};
use super::line::Line;
use super::Rule;

/// End of the run of `c` that starts at `start`.
fn run_end(line: &Line, start: usize, c: char) -> usize {
    let more = line.chars[start..].iter().take_while(|&&x| x == c).count();
    start + more
}

/// `......`, `。。。`, `···` and `…` to `……`.
pub(super) fn ellipses(line: &mut Line) {
    if !line.on(Rule::Ellipsis) || !line.has(group::ELLIPSIS) {
        return;
    }
    let mut done = 0;
    for k in 0..line.events.len() {
        let a = line.events[k].at();
        let c = line.chars[a];
        if a < done || !matches!(c, '.' | '。' | '．' | '·' | '・' | '…') {
            continue;
        }
        let b = run_end(line, a, c);
        done = b;
        let whole = if c == '…' {
            b - a == 1
        } else {
            (3..=12).contains(&(b - a))
        };
        if !whole || line.any_code(a, b) || is_leader(line, b) {
            continue;
        }
        let (left, right) = (line.kind(a as isize - 1), line.kind(b as isize));
        let behind = left == Kind::Han
            || matches!(left, Kind::Close | Kind::Quote)
                && line.side(a as isize, -1).0 == Kind::Han;
        let chinese = if c == '…' {
            // A single one also stands for numbers that are left out (1…n).
            !line.foreign
                && (behind && !matches!(right, Kind::Blank | Kind::Digit | Kind::Latin)
                    || matches!(left, Kind::Edge | Kind::Open | Kind::Quote) && right == Kind::Han)
        } else {
            behind || right == Kind::Han
        };
        if chinese {
            line.set_run(a, b, "……", Kind::Mark, Rule::Ellipsis);
        }
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

/// `--`, `――`, `──` and `----` to `——`.
pub(super) fn dashes(line: &mut Line) {
    if !line.on(Rule::Dash) || !line.has(group::DASH) {
        return;
    }
    let boxed = is_boxed(line);
    let mut done = 0;
    for k in 0..line.events.len() {
        let a = line.events[k].at();
        let c = line.chars[a];
        if a < done || !matches!(c, '-' | '－' | '―' | '–' | '─') {
            continue;
        }
        let b = run_end(line, a, c);
        done = b;
        if !matches!(b - a, 2 | 4) || line.any_code(a, b) || c == '─' && boxed {
            continue;
        }
        if dash_is_chinese(line, a as isize, b as isize) {
            line.set_run(a, b, "——", Kind::Mark, Rule::Dash);
        }
    }
}

/// Whether the line belongs to a box: it has more of one than short strokes.
pub(super) fn is_boxed(line: &Line) -> bool {
    if !line.has(group::BOX) {
        return false;
    }
    let mut strokes = 0;
    line.chars.iter().any(|&c| {
        strokes = if c == '─' { strokes + 1 } else { 0 };
        strokes > 4 || matches!(c, '\u{2501}'..='\u{257f}')
    })
}

fn dash_is_chinese(line: &Line, a: isize, b: isize) -> bool {
    let gap_left = line.kind(a - 1) == Kind::Blank;
    let gap_right = line.kind(b) == Kind::Blank;
    let mut left = line.kind(a - 1 - isize::from(gap_left));
    let right = line.kind(b + isize::from(gap_right));
    if matches!(left, Kind::Close | Kind::Quote) && line.side(a, -1).0 == Kind::Han {
        left = Kind::Han;
    }
    if b - a == 4 {
        return (left, right) == (Kind::Han, Kind::Han) && !gap_left && !gap_right;
    }
    if is_compound(
        line,
        a - 1 - isize::from(gap_left),
        b + isize::from(gap_right),
    ) {
        return false;
    }
    match (left, right) {
        (Kind::Han, Kind::Han | Kind::Digit | Kind::Open | Kind::Quote | Kind::Edge) => true,
        (Kind::Han, Kind::Latin) => !gap_left,
        (Kind::Edge, Kind::Han) => !gap_right,
        (Kind::Mark, Kind::Han) => !gap_left && !gap_right && line.side(a, -1).0 == Kind::Han,
        (Kind::Latin, Kind::Han) => !gap_left && !gap_right && !line.foreign,
        _ => false,
    }
}

/// `對 -- 二氯苯`: the hyphen behind the locant of a chemical name.
fn is_compound(line: &Line, left: isize, right: isize) -> bool {
    "邻鄰间間对對顺順反正异異仲叔甲乙丙".contains(line.at(left))
        && line.kind(left - 1) != Kind::Han
        && "一二三四五六氯溴碘氟硝氨羟羥甲乙丙丁苯酚".contains(line.at(right))
}

/// `,,` to `，`, `,。` to `。`. Runs of marks that mean something else are left to nobody.
pub(super) fn doubled(line: &mut Line) {
    if !line.has(group::CLAUSE) {
        return;
    }
    let mut done = 0;
    for k in 0..line.events.len() {
        let a = line.events[k].at();
        if a < done {
            continue;
        }
        let mut b = a;
        while b < line.len() && is_clause(line.chars[b]) && !line.code[b] && !line.is_taken(b) {
            b += 1;
        }
        if b - a < 2 {
            continue;
        }
        done = b;
        let mark = doubled_mark(line, a, b).filter(|_| line.on(Rule::Doubled));
        if let Some(mark) = mark {
            line.set_run(a, b, mark, Kind::Mark, Rule::Doubled);
        } else {
            for i in a..b {
                line.take(i);
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
    // Three and more commas trail off, in chats.
    if same && run.len() > 2 && first != '。' {
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
