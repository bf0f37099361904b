//! Blanks between Han characters that are debris.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::edits::count_chars;
use crate::scan::is_han;

/// How often the text must have the same four characters without the blank.
const TIMES: usize = 2;

/// Single blanks (code points) between two Han characters in running text, and whether the text has
/// the two characters on either side at least twice elsewhere without a blank.
///
/// A line is running text behind its first mark between clauses; before it a blank may set off a
/// heading. Two such blanks in a line make it a list. `tests/twins/spaces.py` is the slow twin.
pub fn between_han(text: &str) -> Vec<(usize, bool)> {
    let mut candidates = Vec::new();
    lines_with(text, may_hold_debris, |start, line| {
        let chars: Vec<char> = line.chars().collect();
        candidates.extend(self::candidates(&chars).into_iter().map(|mut candidate| {
            candidate.at += start;
            candidate
        }));
    });
    if candidates.is_empty() {
        return Vec::new();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut gone = vec![false; chars.len()];
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
    let mut found = Vec::new();
    lines_with(
        text,
        |line| wide_blanks(line) > 1,
        |start, line| {
            let mut run = Spread::default();
            let mut piece = Piece {
                start,
                ..Piece::default()
            };
            let mut end = start;
            for c in line.chars() {
                if matches!(c, ' ' | '\u{3000}') {
                    run.take(&piece, end, &mut found);
                    piece = Piece {
                        start: end + 1,
                        ..Piece::default()
                    };
                } else {
                    piece.take(c);
                }
                end += 1;
            }
            run.take(&piece, end, &mut found);
            run.finish(&mut found);
        },
    );
    found
}

/// Calls `take` with each line that `wanted` accepts and the code point at which it starts.
fn lines_with(text: &str, wanted: impl Fn(&[u8]) -> bool, mut take: impl FnMut(usize, &str)) {
    let (mut byte, mut char) = (0, 0);
    let mut start = 0;
    for line in text.split('\n') {
        if wanted(line.as_bytes()) {
            char += count_chars(&text[byte..start]);
            byte = start;
            take(char, line);
        }
        start += line.len() + 1;
    }
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

/// How many blanks of a line stand between two wide characters, ideographic ones included.
fn wide_blanks(line: &[u8]) -> usize {
    line.windows(3).filter(|three| is_wide(three)).count()
}

fn is_wide(three: &[u8]) -> bool {
    three[1] == b' ' && three[0] >= 0x80 && three[2] >= 0xe3 || *three == [0xe3, 0x80, 0x80]
}

/// Whether a blank between wide characters stands behind a mark between clauses.
fn may_hold_debris(line: &[u8]) -> bool {
    let mut marked = false;
    for three in line.windows(3) {
        match three {
            [b',' | b';' | b':' | b'?' | b'!', ..]
            | [0xef, 0xbc, 0x8c | 0x9a | 0x9b | 0x81 | 0x9f]
            | [0xe3, 0x80, 0x82] => marked = true,
            _ if marked && is_wide(three) => return true,
            _ => {}
        }
    }
    false
}

/// The candidates of a line; two blanks between Han characters in its prose make it a list.
fn candidates(line: &[char]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut prose = false;
    let mut blanks = 0;
    for (at, &c) in line.iter().enumerate() {
        match c {
            ',' | '，' | '。' | ';' | '；' | ':' | '：' | '?' | '？' | '!' | '！' => {
                prose = true;
            }
            ' ' | '\u{3000}'
                if prose
                    && is_han(line[at - 1])
                    && line.get(at + 1).is_some_and(|&c| is_han(c)) =>
            {
                blanks += 1;
                if blanks > 1 {
                    return Vec::new();
                }
                let around =
                    (at.checked_sub(2)).map(|from| (&line[from..at], line.get(at + 1..at + 3)));
                if let Some((&[a, b], Some(&[d, e]))) = around {
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
