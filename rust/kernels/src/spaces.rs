//! Blanks between Han characters that are debris.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::scan::is_han;

/// How often the text must have the same four characters without the blank.
const TIMES: usize = 2;

/// Blanks (code points) between two Han characters in running text, where the text has the two
/// characters on either side at least twice elsewhere without a blank.
///
/// A line is running text behind its first mark between clauses; before it a blank may set off a
/// heading. Two such blanks in a line make it a list. `tests/twins/spaces.py` is the slow twin.
pub fn between_han(text: &str) -> Vec<usize> {
    if !has_candidate(text.as_bytes()) {
        return Vec::new();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut gone = vec![false; chars.len()];
    let mut candidates = candidates(&chars);
    let mut found: Vec<usize> = Vec::new();
    // What goes lets other words stand in one piece, so look until nothing goes.
    while !candidates.is_empty() {
        let wanted: FxHashSet<[char; 4]> = candidates.iter().map(|c| c.around).collect();
        let mut counts: FxHashMap<[char; 4], usize> = FxHashMap::default();
        let kept: Vec<char> = chars
            .iter()
            .zip(&gone)
            .filter_map(|(&c, &gone)| (!gone).then_some(c))
            .collect();
        for four in kept.windows(4) {
            let four = [four[0], four[1], four[2], four[3]];
            if wanted.contains(&four) {
                *counts.entry(four).or_default() += 1;
            }
        }
        let before = found.len();
        candidates.retain(|candidate| {
            let goes = counts.get(&candidate.around).is_some_and(|&n| n >= TIMES);
            if goes {
                found.push(candidate.at);
                gone[candidate.at] = true;
            }
            !goes
        });
        if found.len() == before {
            break;
        }
    }
    found.sort_unstable();
    found
}

struct Candidate {
    at: usize,
    around: [char; 4],
}

/// Whether a blank stands between two characters of three or four bytes each.
fn has_candidate(bytes: &[u8]) -> bool {
    bytes
        .windows(3)
        .any(|w| w[1] == b' ' && w[0] >= 0x80 && w[2] >= 0xe3)
}

fn candidates(chars: &[char]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut prose = false;
    let mut blanks = 0; // of the line, between Han characters of running text
    for (at, &c) in chars.iter().enumerate() {
        match c {
            '\n' => (prose, blanks) = (false, 0),
            ',' | '，' | '。' | ';' | '；' | ':' | '：' | '?' | '？' | '!' | '！' => {
                prose = true;
            }
            ' ' if prose
                && is_han(chars[at - 1])
                && chars.get(at + 1).is_some_and(|&c| is_han(c)) =>
            {
                blanks += 1;
                if blanks == 2 {
                    let line = chars[..at]
                        .iter()
                        .rposition(|&c| c == '\n')
                        .map_or(0, |end| end + 1);
                    found.retain(|candidate: &Candidate| candidate.at < line);
                }
                if blanks > 1 || at < 2 {
                    continue;
                }
                if let (&[a, b], Some(&[d, e])) = (&chars[at - 2..at], chars.get(at + 1..at + 3)) {
                    if [a, b, d, e].into_iter().all(is_han) && !is_article(a, b) {
                        let around = [a, b, d, e];
                        found.push(Candidate { at, around });
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// `六条`, the end of the number of an article, which a blank sets off.
fn is_article(a: char, b: char) -> bool {
    "一二三四五六七八九十百千零〇".contains(a) && "条條章节節款项項编編篇目".contains(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_stands_elsewhere_in_one_piece() {
        let text = "科技工作，科技工作，做好科技 工作。";
        assert_eq!(between_han(text), [14]);
        assert!(between_han("科技工作，做好科技 工作。").is_empty());
        assert!(between_han("科技工作科技工作\n做好科技 工作。").is_empty());
    }
}
