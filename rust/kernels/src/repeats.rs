//! Runs of lines that stand twice in a text: candidates, found in one walk.
//!
//! Lines are compared in the fingerprint view. A line with enough Han characters is an *anchor*:
//! it is looked up by its hash, and by the smallest of its shingle hashes so that a line with a
//! few damaged places is found too. From a pair of anchors a run grows in both directions as long
//! as the lines agree, or nearly agree (`repeats_compare`), or one pair of lines disagrees between
//! two that agree. Whether a run may go is decided by the caller, who looks at its lines again:
//! nothing here rests on hashes being free of collisions.
//!
//! Every anchor has a bounded number of partners, and a diagonal that has been looked at is not
//! looked at again, so the work is linear in the length of the text.

use crate::error::{Error, Result};
use crate::fingerprint::{mix, tokens, Folding, Token};
use crate::repeats_compare::compare;
use crate::scan::{is_invisible, is_odd_blank};
use rustc_hash::FxHashMap;

/// Han characters that make a line an anchor. Verse, cells, headings and list markers are shorter;
/// a hard-wrapped line of a page (about 33 characters) is longer.
pub const ANCHOR_HAN: u32 = 20;
/// Tokens in a shingle of a sketch: shorter than the five of a similarity, so that a damaged place
/// spoils fewer of them.
const SHINGLE: usize = 3;
/// Smallest shingle hashes kept of an anchor, and how many of them are looked up.
const SKETCH: usize = 8;
const LOOKED_UP: usize = 4;
/// Sketch hashes that two anchors must share to be compared: two of eight, where a line of 40
/// characters with three damaged places still shares five and unrelated lines share none.
const SHARED: usize = 2;

/// A line that holds something. Spans are bytes; the end is before the line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// First byte, indentation included.
    pub start: u32,
    /// One past the last byte, without the line break.
    pub end: u32,
    /// Hash of the view; of the marks themselves where there is nothing but marks.
    pub hash: u64,
    /// Tokens of the view.
    pub tokens: u32,
    /// Han characters among them.
    pub han: u32,
}

impl Line {
    fn is_anchor(&self) -> bool {
        self.han >= ANCHOR_HAN
    }
    fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Lines `removed..removed + length` repeat `kept..kept + length`, line by line, or nearly so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// First line of the earlier copy.
    pub kept: usize,
    /// First line of the later copy.
    pub removed: usize,
    /// Lines in each copy.
    pub length: usize,
}

/// The lines of a text that hold something, and the runs among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repeats {
    /// All lines but those of blanks.
    pub lines: Vec<Line>,
    /// The runs in the order of their later copies, which do not overlap each other.
    pub runs: Vec<Run>,
}

/// The candidates with at least `min_han` Han characters in their anchors.
///
/// # Errors
/// If the text is longer than 4 GiB.
pub fn repeats(text: &str, folding: &Folding, min_han: u32) -> Result<Repeats> {
    u32::try_from(text.len()).map_err(|_| Error::too_long(text.len()))?;
    let (lines, sketches) = read_lines(text, folding);
    let runs = Search::new(text, folding, &lines, &sketches).runs(min_han);
    Ok(Repeats { lines, runs })
}

/// Smallest shingle hashes of a line, ascending; unused places hold `u64::MAX`.
type Sketch = [u64; SKETCH];

fn read_lines(text: &str, folding: &Folding) -> (Vec<Line>, Vec<Sketch>) {
    let mut lines = Vec::new();
    let mut sketches = Vec::new();
    let mut start = 0;
    for piece in text.split(['\n', '\r']) {
        let end = start + piece.len();
        if let Some(line) = read_line(piece, start, folding, &mut sketches) {
            lines.push(line);
        }
        start = end + 1;
    }
    (lines, sketches)
}

fn read_line(
    piece: &str,
    start: usize,
    folding: &Folding,
    sketches: &mut Vec<Sketch>,
) -> Option<Line> {
    let mut sketch = SketchBuilder::default();
    let (mut count, mut han, mut hash) = (0_u32, 0_u32, 0_u64);
    for token in tokens(piece, folding) {
        count += 1;
        han += u32::from(token.han);
        hash = mix(hash ^ token.hash);
        sketch.push(&token);
    }
    if count == 0 {
        let mut marks = piece
            .chars()
            .filter(|&c| !c.is_whitespace() && !is_odd_blank(c) && !is_invisible(c))
            .peekable();
        marks.peek()?;
        // Above every hash of a first token's input, so that marks never meet words.
        hash = marks.fold(u64::MAX, |hash, c| mix(hash ^ u64::from(c)));
    }
    if han >= ANCHOR_HAN {
        sketches.push(sketch.smallest);
    }
    Some(Line {
        start: start as u32,
        end: (start + piece.len()) as u32,
        hash,
        tokens: count,
        han,
    })
}

/// Rolls over the tokens of a line and keeps the smallest shingle hashes.
struct SketchBuilder {
    window: [u64; SHINGLE],
    filled: usize,
    rolled: u64,
    smallest: Sketch,
}

impl Default for SketchBuilder {
    fn default() -> Self {
        Self {
            window: [0; SHINGLE],
            filled: 0,
            rolled: 0,
            smallest: [u64::MAX; SKETCH],
        }
    }
}

impl SketchBuilder {
    /// Multiplier of the rolling hash; odd, from the fractional part of the square root of three.
    const BASE: u64 = 0xbb67_ae85_84ca_a73b;
    const OUT: u64 = {
        let mut power = 1_u64;
        let mut at = 0;
        while at < SHINGLE {
            power = power.wrapping_mul(Self::BASE);
            at += 1;
        }
        power
    };

    #[inline]
    fn push(&mut self, token: &Token) {
        let slot = self.filled % SHINGLE;
        let old = self.window[slot];
        self.window[slot] = token.hash;
        self.filled += 1;
        self.rolled = self
            .rolled
            .wrapping_mul(Self::BASE)
            .wrapping_add(token.hash)
            .wrapping_sub(old.wrapping_mul(Self::OUT));
        if self.filled >= SHINGLE {
            self.keep(mix(self.rolled));
        }
    }

    #[inline]
    fn keep(&mut self, hash: u64) {
        if hash >= self.smallest[SKETCH - 1] || self.smallest.contains(&hash) {
            return;
        }
        let mut at = SKETCH - 1;
        while at > 0 && self.smallest[at - 1] > hash {
            self.smallest[at] = self.smallest[at - 1];
            at -= 1;
        }
        self.smallest[at] = hash;
    }
}

/// Where a hash was met first and last, as numbers of anchors.
#[derive(Clone, Copy)]
struct Met {
    first: u32,
    last: u32,
}

struct Search<'a> {
    text: &'a str,
    folding: &'a Folding,
    lines: &'a [Line],
    sketches: &'a [Sketch],
    /// The lines that are anchors; `sketches` runs beside it.
    anchors: Vec<u32>,
    /// Han characters in the anchors before each line.
    han_before: Vec<u64>,
    by_hash: FxHashMap<u64, Met>,
    by_shingle: FxHashMap<u64, Met>,
    /// For each diagonal (later minus earlier line) the later lines that were found to agree.
    grown: FxHashMap<usize, (usize, usize)>,
    /// Lines before this one are in the later copy of a run already.
    floor: usize,
}

impl<'a> Search<'a> {
    fn new(text: &'a str, folding: &'a Folding, lines: &'a [Line], sketches: &'a [Sketch]) -> Self {
        let anchors = (0..lines.len() as u32)
            .filter(|&at| lines[at as usize].is_anchor())
            .collect();
        Self {
            text,
            folding,
            lines,
            sketches,
            anchors,
            han_before: Vec::new(),
            by_hash: FxHashMap::default(),
            by_shingle: FxHashMap::default(),
            grown: FxHashMap::default(),
            floor: 0,
        }
    }

    fn runs(&mut self, min_han: u32) -> Vec<Run> {
        let mut runs = Vec::new();
        for number in 0..self.anchors.len() {
            let later = self.anchors[number] as usize;
            if later >= self.floor {
                let mut best: Option<(Run, u64)> = None;
                for earlier in self.partners(number) {
                    let run = self.grow(earlier, later);
                    let han = self.han(run.removed, run.removed + run.length);
                    if han >= u64::from(min_han) && best.is_none_or(|(_, most)| han > most) {
                        best = Some((run, han));
                    }
                }
                if let Some((run, _)) = best {
                    self.floor = run.removed + run.length;
                    runs.push(run);
                }
            }
            self.remember(number);
        }
        runs
    }

    /// Earlier anchors that may be the same line: those with the same hash, else those that share
    /// enough of the sketch. The earliest comes first.
    fn partners(&self, number: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let line = &self.lines[self.anchors[number] as usize];
        if let Some(met) = self.by_hash.get(&line.hash) {
            found.extend([met.first, met.last]);
        } else {
            let sketch = &self.sketches[number];
            for hash in sketch.iter().take(LOOKED_UP) {
                if let Some(met) = self.by_shingle.get(hash) {
                    found.extend([met.first, met.last]);
                }
            }
            found.sort_unstable();
            found.retain(|&other| shared(sketch, &self.sketches[other as usize]) >= SHARED);
        }
        found.dedup();
        let later = self.anchors[number] as usize;
        found
            .into_iter()
            .map(|number| self.anchors[number as usize] as usize)
            .filter(|&earlier| self.agree(later - earlier, later))
            .collect()
    }

    fn remember(&mut self, number: usize) {
        let line = &self.lines[self.anchors[number] as usize];
        let number32 = number as u32;
        let first = Met {
            first: number32,
            last: number32,
        };
        let note = |met: &mut Met| met.last = number32;
        self.by_hash
            .entry(line.hash)
            .and_modify(note)
            .or_insert(first);
        for &hash in self.sketches[number].iter().take(LOOKED_UP) {
            if hash != u64::MAX {
                self.by_shingle
                    .entry(hash)
                    .and_modify(note)
                    .or_insert(first);
            }
        }
    }

    /// Han characters in the anchors among lines `start..end`.
    fn han(&mut self, start: usize, end: usize) -> u64 {
        if self.han_before.is_empty() {
            let mut sum = 0;
            self.han_before.push(0);
            for line in self.lines {
                sum += if line.is_anchor() {
                    u64::from(line.han)
                } else {
                    0
                };
                self.han_before.push(sum);
            }
        }
        self.han_before[end] - self.han_before[start]
    }

    /// The longest run through lines `earlier` and `later`, which are taken to agree. Its copies
    /// do not overlap and its later copy starts at the floor or behind it.
    fn grow(&mut self, earlier: usize, later: usize) -> Run {
        let diagonal = later - earlier;
        let known = self.grown.get(&diagonal).copied();
        let (start, end) = match known.filter(|&(start, end)| start <= later && later < end) {
            Some(span) => span,
            None => self.span(diagonal, later),
        };
        self.grown.insert(diagonal, (start, end));
        let start = start.max(self.floor);
        Run {
            kept: start - diagonal,
            removed: start,
            length: (end - start).min(diagonal),
        }
    }

    /// The later lines around `later` that agree with those `diagonal` lines before them, at most
    /// `diagonal` to each side.
    fn span(&self, diagonal: usize, later: usize) -> (usize, usize) {
        let lowest = self
            .floor
            .max(diagonal)
            .max((later + 1).saturating_sub(diagonal));
        let mut start = later;
        while start > lowest {
            if self.agree(diagonal, start - 1) {
                start -= 1;
            } else if start > lowest + 1 && self.anchored(diagonal, start - 2) {
                start -= 2;
            } else {
                break;
            }
        }
        let highest = self.lines.len().min(later + diagonal);
        let mut end = later + 1;
        while end < highest {
            if self.agree(diagonal, end) {
                end += 1;
            } else if end + 1 < highest && self.anchored(diagonal, end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        (start, end)
    }

    /// Whether a line and the one `diagonal` lines before it say the same, or nearly so.
    fn agree(&self, diagonal: usize, later: usize) -> bool {
        let (a, b) = (&self.lines[later - diagonal], &self.lines[later]);
        a.hash == b.hash
            || a.tokens > 0
                && b.tokens > 0
                && compare(a.of(self.text), b.of(self.text), self.folding).is_some()
    }

    /// Whether two lines are anchors that say the same, so that a run may go on behind one pair of
    /// lines that do not.
    fn anchored(&self, diagonal: usize, later: usize) -> bool {
        let (a, b) = (&self.lines[later - diagonal], &self.lines[later]);
        a.hash == b.hash && a.is_anchor()
    }
}

fn shared(a: &Sketch, b: &Sketch) -> usize {
    a.iter()
        .filter(|&&hash| hash != u64::MAX && b.contains(&hash))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "内蒙古自治区科学技术协会系统已形成覆盖理、工、农、医的组织网络。";
    const B: &str = "针对自治区省级干部联系旗县举措，积极组织智囊团赴各地开展调研活动。";

    fn found(text: &str) -> Vec<(usize, usize, usize)> {
        repeats(text, &Folding::default(), 20)
            .unwrap()
            .runs
            .iter()
            .map(|run| (run.kept, run.removed, run.length))
            .collect()
    }

    #[test]
    fn a_run_takes_the_short_lines_around_it() {
        let text = format!("标题\n\n{A}\n小节\n{B}\n\n标题\n{A}\r\n小节\n{B}\n完");
        assert_eq!(found(&text), [(0, 4, 4)]);
    }

    #[test]
    fn damage_does_not_end_a_run() {
        let damaged = B.replace("旗县", "?h");
        assert_eq!(found(&format!("{A}\n{B}\n{A}\n{damaged}")), [(0, 2, 2)]);
        assert_eq!(found(&format!("{B}\n{damaged}")), [(0, 1, 1)]);
    }

    #[test]
    fn short_lines_are_no_reason() {
        assert_eq!(found(&"前进！前进！\n".repeat(1000)), []);
    }

    #[test]
    fn copies_never_overlap() {
        let text = format!("{A}\n").repeat(9);
        assert_eq!(found(&text), [(0, 1, 1), (0, 2, 2), (0, 4, 4), (0, 8, 1)]);
    }
}
