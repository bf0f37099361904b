//! Title marks typed as angles: `<<红楼梦>>`, `≪红楼梦≫`, `«红楼梦»`.

use super::class::{group, is_letter, Kind};
use super::line::Line;
use super::Rule;
use crate::scan::is_han;

/// Longest title that is looked for, in characters.
const LONGEST: usize = 40;

/// Fields of forms and templates, which some systems write between angles too.
const FIELDS: &str = "\
姓名 日期 地址 电话 编号 金额 年龄 性别 单位 名称 称呼 时间 地點 地点 電話 編號 \
金額 年齡 性別 單位 名稱 稱呼 時間 部门";

pub(super) fn titles(line: &mut Line) {
    if !line.on(Rule::Title) || !line.has(group::TITLE) || line.foreign {
        return;
    }
    let mut done = 0;
    for k in 0..line.events.len() {
        let a = line.events[k].at();
        if a < done {
            continue;
        }
        let Some((closer, width)) = opener(line, a) else {
            continue;
        };
        let inside = a + width;
        let end = (inside..line.len().min(inside + LONGEST + 1)).find(|&i| is_angle(line.chars[i]));
        let Some(b) = end.filter(|&b| closes(line, b, closer, width)) else {
            continue;
        };
        if is_title(line, a, inside, b, b + width) {
            line.set_run(a, inside, "《", Kind::Open, Rule::Title);
            line.set_run(b, b + width, "》", Kind::Close, Rule::Title);
            done = b + width;
        }
    }
}

/// The character that closes what opens at `a`, and how often it stands.
fn opener(line: &Line, a: usize) -> Option<(char, usize)> {
    let c = line.chars[a];
    let double = line.at(a as isize + 1) == c;
    match c {
        '≪' => Some(('≫', 1)),
        '«' => Some(('»', 1)),
        '<' if double => Some(('>', 2)),
        '＜' if double => Some(('＞', 2)),
        _ => None,
    }
}

fn closes(line: &Line, b: usize, closer: char, width: usize) -> bool {
    (b..b + width).all(|i| line.at(i as isize) == closer)
        && !is_angle(line.at((b + width) as isize))
}

fn is_angle(c: char) -> bool {
    matches!(
        c,
        '<' | '>' | '≪' | '≫' | '«' | '»' | '＜' | '＞' | '《' | '》'
    )
}

/// Whether `inside..b` reads as a title, in a sentence and not in code.
fn is_title(line: &Line, a: usize, inside: usize, b: usize, end: usize) -> bool {
    let name = &line.chars[inside..b];
    let (Some(&first), Some(&last)) = (name.first(), name.last()) else {
        return false;
    };
    let edge = |c: char| is_han(c) || is_letter(c) || c.is_ascii_digit();
    let closed = |c: char| edge(c) || matches!(c, ')' | '）' | '”' | '！' | '!' | '？' | '?');
    let (before, after) = (line.at(a as isize - 1), line.at(end as isize));
    name.iter().any(|&c| is_han(c))
        && (edge(first) || matches!(first, '“' | '（' | '('))
        && closed(last)
        && !name.iter().any(|c| "=;{}\\/|&\"".contains(*c))
        && !line.any_code(a, end)
        && !(before.is_ascii_alphanumeric() || after.is_ascii_alphanumeric())
        && !FIELDS
            .split(' ')
            .any(|field| field.chars().eq(name.iter().copied()))
}
