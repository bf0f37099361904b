//! Where two nearly equal pieces of text differ in the fingerprint view.
//!
//! The shortest edit script over tokens (Myers 1986, "An O(ND) difference algorithm and its
//! variations"), given up once it would be too long, so that the time is bounded.

use crate::fingerprint::{shown, tokens, Folding, Token};
use crate::scan::is_private;
use rustc_hash::FxHashMap;

/// Steps of the search that a pair of pieces may cost, whatever their length.
const STEP_LIMIT: usize = 1 << 27;
/// More differences than this are never looked for.
const EDIT_LIMIT: usize = 400;

/// A place where two pieces differ, with the marks and blanks around the differing tokens: all
/// that stands between two tokens that agree. Positions are bytes of the two pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// First byte in the first piece.
    pub start_a: usize,
    /// One past the last byte in the first piece.
    pub end_a: usize,
    /// First byte in the second piece.
    pub start_b: usize,
    /// One past the last byte in the second piece.
    pub end_b: usize,
    /// Whether tokens differ, or only marks of which one is a sign of damage.
    pub tokens: bool,
}

/// How many tokens may be inserted or deleted between pieces of `a` and `b` tokens that still
/// count as nearly equal: a sixth of all, at least two, at most 400.
pub fn edit_limit(a: usize, b: usize) -> usize {
    let by_time = STEP_LIMIT / (a + b).max(1);
    ((a + b) / 6).min(EDIT_LIMIT).min(by_time).max(2)
}

/// Where `a` and `b` differ, in order; `None` if they are not nearly equal.
pub fn compare(a: &str, b: &str, folding: &Folding) -> Option<Vec<Gap>> {
    let mut names = FxHashMap::default();
    let left = Piece::new(a, folding, &mut names);
    let right = Piece::new(b, folding, &mut names);
    let (n, m) = (left.ids.len(), right.ids.len());
    let limit = edit_limit(n, m);
    if n.abs_diff(m) > limit {
        return None;
    }
    let matched = matches(&left.ids, &right.ids, limit)?;
    if matched.len() * 2 < n.max(m) {
        return None;
    }
    Some(gaps(a, b, &left.tokens, &right.tokens, &matched))
}

/// The tokens of a piece, with numbers that are equal if and only if the tokens show the same.
struct Piece {
    tokens: Vec<Token>,
    ids: Vec<u32>,
}

impl Piece {
    fn new(text: &str, folding: &Folding, names: &mut FxHashMap<String, u32>) -> Self {
        let tokens: Vec<Token> = tokens(text, folding).collect();
        let mut ids = Vec::with_capacity(tokens.len());
        for token in &tokens {
            let name = shown(text, token, folding);
            let id = if token.han {
                name.chars().next().map_or(0, u32::from)
            } else {
                let next = 0x0011_0000 + names.len() as u32;
                *names.entry(name).or_insert(next)
            };
            ids.push(id);
        }
        Self { tokens, ids }
    }
}

/// Pairs of positions that the shortest edit script keeps; `None` if it is longer than `limit`.
fn matches(a: &[u32], b: &[u32], limit: usize) -> Option<Vec<(usize, usize)>> {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (tail_a, tail_b) = (&a[prefix..], &b[prefix..]);
    let suffix = tail_a
        .iter()
        .rev()
        .zip(tail_b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let middle_a = &tail_a[..tail_a.len() - suffix];
    let middle_b = &tail_b[..tail_b.len() - suffix];
    let mut pairs: Vec<(usize, usize)> = (0..prefix).map(|at| (at, at)).collect();
    let inner = myers(middle_a, middle_b, limit)?;
    pairs.extend(inner.into_iter().map(|(x, y)| (x + prefix, y + prefix)));
    pairs.extend((0..suffix).map(|at| (a.len() - suffix + at, b.len() - suffix + at)));
    Some(pairs)
}

/// The greedy forward search of Myers with the furthest points of every round kept.
#[allow(clippy::many_single_char_names)] // the names of the paper
fn myers(a: &[u32], b: &[u32], limit: usize) -> Option<Vec<(usize, usize)>> {
    let (n, m) = (a.len() as isize, b.len() as isize);
    if n == 0 || m == 0 {
        return ((n + m) as usize <= limit).then(Vec::new);
    }
    let width = limit as isize + 1;
    let mut furthest = vec![0_isize; 2 * width as usize + 1];
    let mut rounds: Vec<Vec<isize>> = Vec::new();
    for d in 0..=limit as isize {
        rounds.push(furthest[(width - d) as usize..=(width + d) as usize].to_vec());
        for k in (-d..=d).step_by(2) {
            let at = (width + k) as usize;
            let mut x = if k == -d || k != d && furthest[at - 1] < furthest[at + 1] {
                furthest[at + 1]
            } else {
                furthest[at - 1] + 1
            };
            let mut y = x - k;
            while x < n && y < m && a[x as usize] == b[y as usize] {
                x += 1;
                y += 1;
            }
            furthest[at] = x;
            if x >= n && y >= m {
                return Some(walk_back(&rounds, n, m));
            }
        }
    }
    None
}

/// The diagonal steps of the path that ends at `(n, m)`. `rounds[d]` holds the furthest points on
/// the diagonals `-d..=d` as they were before round `d`.
#[allow(clippy::many_single_char_names)] // the names of the paper
fn walk_back(rounds: &[Vec<isize>], n: isize, m: isize) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut x, mut y) = (n, m);
    for d in (0..rounds.len() as isize).rev() {
        let before = |k: isize| rounds[d as usize].get((k + d) as usize).map_or(0, |&x| x);
        let k = x - y;
        let (from_x, from_y) = if d == 0 {
            (0, 0)
        } else if k == -d || k != d && before(k - 1) < before(k + 1) {
            (before(k + 1), before(k + 1) - (k + 1))
        } else {
            (before(k - 1), before(k - 1) - (k - 1))
        };
        while x > from_x && y > from_y {
            x -= 1;
            y -= 1;
            pairs.push((x as usize, y as usize));
        }
        (x, y) = (from_x, from_y);
    }
    pairs.reverse();
    pairs
}

/// What lies between the pairs that agree, where tokens or signs of damage differ.
fn gaps(
    text_a: &str,
    text_b: &str,
    left: &[Token],
    right: &[Token],
    pairs: &[(usize, usize)],
) -> Vec<Gap> {
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    let (mut start_a, mut start_b) = (0, 0);
    let ends = (left.len(), right.len());
    for &(x, y) in pairs.iter().chain(std::iter::once(&ends)) {
        let end_a = left.get(x).map_or(text_a.len(), |token| token.start);
        let end_b = right.get(y).map_or(text_b.len(), |token| token.start);
        let (between_a, between_b) = (&text_a[start_a..end_a], &text_b[start_b..end_b]);
        let tokens = x > i || y > j;
        let marks = between_a != between_b && (has_sign(between_a) || has_sign(between_b));
        if tokens || marks {
            found.push(Gap {
                start_a,
                end_a,
                start_b,
                end_b,
                tokens,
            });
        }
        (start_a, start_b) = (
            left.get(x).map_or(end_a, |token| token.end),
            right.get(y).map_or(end_b, |token| token.end),
        );
        (i, j) = (x + 1, y + 1);
    }
    found
}

/// Whether marks hold one that damage leaves behind.
fn has_sign(marks: &str) -> bool {
    marks
        .chars()
        .any(|c| matches!(c, '?' | '？' | '€' | '\u{fffd}' | '\u{80}'..='\u{9f}') || is_private(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown_gaps<'a>(a: &'a str, b: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
        let found = compare(a, b, &Folding::default())?;
        Some(
            found
                .iter()
                .map(|gap| (&a[gap.start_a..gap.end_a], &b[gap.start_b..gap.end_b]))
                .collect(),
        )
    }

    #[test]
    fn gaps_reach_from_one_agreeing_token_to_the_next() {
        let a = "獨立建制的有87個?,F(xiàn)有組織機構114個,其中企業科協176個";
        let b = "獨立建制的有87個。現有組織機構114个，其中企業科協176個";
        let folding = Folding::from_table("個\t个");
        let gaps = compare(a, b, &folding).unwrap();
        assert_eq!(gaps.len(), 1);
        let gap = gaps[0];
        assert_eq!(&a[gap.start_a..gap.end_a], "?,F(xiàn)");
        assert_eq!(&b[gap.start_b..gap.end_b], "。現");
    }

    #[test]
    fn equal_views_have_no_gap_and_different_ones_no_comparison() {
        assert_eq!(shown_gaps("科技,工作", "科技，工作"), Some(vec![]));
        assert_eq!(shown_gaps("科技工作者之家", "春天来了燕子飞回"), None);
    }

    #[test]
    fn every_end_is_compared() {
        let body = "内蒙古自治区科学技术协会";
        let (a, b) = (format!("甲{body}"), format!("{body}乙丙"));
        assert_eq!(shown_gaps(&a, &b), Some(vec![("甲", ""), ("", "乙丙")]));
        let (a, b) = (format!("{body}\u{fffd}"), format!("{body}。"));
        assert_eq!(shown_gaps(&a, &b), Some(vec![("\u{fffd}", "。")]));
    }
}
