//! Blanks between Han characters that are debris.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::scan::is_han;

/// How often the text must have the same four characters without the blank.
const TIMES: usize = 2;

/// Single blanks (code points) between two Han characters in running text, and whether the text has
/// the two characters on either side at least twice elsewhere without a blank.
///
/// A line is running text behind its first mark between clauses; before it a blank may set off a
/// heading. Two such blanks in a line make it a list. `tests/twins/spaces.py` is the slow twin.
pub fn between_han(text: &str) -> Vec<(usize, bool)> {
    if !has_candidate(text.as_bytes()) {
        return Vec::new();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut gone = vec![false; chars.len()];
    let mut candidates = candidates(&chars);
    let mut found: Vec<(usize, bool)> = Vec::new();
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
                found.push((candidate.at, true));
                gone[candidate.at] = true;
            }
            !goes
        });
        if found.len() == before {
            break;
        }
    }
    found.extend(candidates.iter().map(|candidate| (candidate.at, false)));
    found.sort_unstable();
    found
}

/// Runs of single Han characters with one blank between each two, as code points `(start, end)`:
/// text that was letter-spaced, or a list of characters. Marks may stand at the characters and
/// between them, ASCII words between two of them. Runs have at least [`SPREAD`] Han characters.
/// `tests/twins/spaces.py` is the slow twin.
pub fn spread(text: &str) -> Vec<(usize, usize)> {
    if !has_candidate(text.as_bytes()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut run = Spread::default();
    let mut piece = Piece::default();
    for (at, c) in text.chars().chain(std::iter::once('\n')).enumerate() {
        if matches!(c, ' ' | '\u{3000}' | '\n') {
            run.take(&piece, at, &mut found);
            if c == '\n' {
                run.finish(&mut found);
            }
            piece = Piece {
                start: at + 1,
                ..Piece::default()
            };
        } else {
            piece.take(c);
        }
    }
    found
}

/// Fewest Han characters of a spread run.
pub const SPREAD: usize = 4;

/// Marks that stand at a character without a blank.
fn is_attached(c: char) -> bool {
    "，。、；：？！“”‘’《》（）「」『』…—".contains(c)
}

/// What stands between two blanks.
#[derive(Default)]
struct Piece {
    start: usize,
    han: usize,
    ascii: usize,
    marks: usize,
    /// Two Han characters side by side, or anything else.
    other: bool,
    behind_han: bool,
}

impl Piece {
    fn take(&mut self, c: char) {
        let han = is_han(c);
        if han {
            self.other |= self.behind_han;
            self.han += 1;
        } else if c.is_ascii_alphanumeric() {
            self.ascii += 1;
        } else if is_attached(c) {
            self.marks += 1;
        } else {
            self.other = true;
        }
        self.behind_han = han;
    }

    fn breaks(&self) -> bool {
        self.other || self.ascii > 0 && self.han + self.marks > 0
    }
}

#[derive(Default)]
struct Spread {
    start: usize,
    end: usize,
    han: usize,
}

impl Spread {
    /// Takes the next piece of the line, which ends before `end`.
    fn take(&mut self, piece: &Piece, end: usize, found: &mut Vec<(usize, usize)>) {
        if piece.breaks() || piece.start == end {
            self.finish(found);
        } else if piece.han > 0 {
            if self.han == 0 {
                self.start = piece.start;
            }
            self.han += piece.han;
            self.end = end;
        } else if piece.ascii == 0 && self.han > 0 {
            self.end = end;
        }
    }

    fn finish(&mut self, found: &mut Vec<(usize, usize)>) {
        if self.han >= SPREAD {
            found.push((self.start, self.end));
        }
        *self = Self::default();
    }
}

struct Candidate {
    at: usize,
    around: [char; 4],
}

/// Whether a blank stands between two characters of three or four bytes each.
fn has_candidate(bytes: &[u8]) -> bool {
    bytes
        .windows(3)
        .any(|w| w[1] == b' ' && w[0] >= 0x80 && w[2] >= 0xe3 || *w == [0xe3, 0x80, 0x80])
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
            ' ' | '\u{3000}'
                if prose
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
        assert_eq!(between_han(text), [(14, true)]);
        assert_eq!(between_han("科技工作，做好科技 工作。"), [(9, false)]);
        assert!(between_han("科技工作科技工作\n做好科技 工作。").is_empty());
    }

    #[test]
    fn spread_text_is_one_run() {
        assert_eq!(spread("题：\n中 国 人 民 站 起 来 了 。\n目 录"), [(3, 20)]);
        assert_eq!(spread("我们 中 国\u{3000}人 民， 站起来"), [(3, 11)]);
        assert_eq!(spread("中 国，人 民。"), [(0, 8)]);
        assert_eq!(spread("自 2 0 年 起 施 行 a"), [(0, 13)]);
        assert!(spread("甲 乙 丙").is_empty());
        assert!(spread("中  国  人  民").is_empty());
    }
}
