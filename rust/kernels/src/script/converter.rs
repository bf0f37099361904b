//! A whole configuration, from text to text or to edits.
//!
//! A text is converted in chunks of whole lines, since no key holds a line end. A configuration of
//! one stage, or of two behind a segmentation by the phrases of the first (see
//! [`crate::script::folding`]), is one quick walk; chunks where that walk meets a character that the
//! normalization changes, and all other configurations, go stage by stage. Texts with ideographic
//! description characters go stage by stage as a whole, since a description may reach over lines.

use std::borrow::Cow;

use crate::edits::{to_u32, EditList};
use crate::error::Result;
use crate::script::dictionary::Lexicon;
use crate::script::entry::decode;
use crate::script::folding::{fold, Folded};
use crate::script::matcher::{Matcher, Source};
pub use crate::script::plan::{Plan, Strategy};
use crate::script::sinks::{EditSink, TextSink};
use crate::script::stage::{arity, Stage};
use crate::script::staged::Staged;
use crate::script::trie::Trie;
use crate::script::walker::{Sink, Walker};

/// A chunk is at least so many bytes long, if the text is: small enough for the cache.
const CHUNK: usize = 1 << 15;

/// A compiled configuration. Immutable.
#[derive(Debug)]
pub struct Converter {
    staged: Staged,
    quick: Quick,
    /// Whether a line end stands in no key, so that lines can be converted one by one.
    by_lines: bool,
}

/// How the quick walk is done.
#[derive(Debug)]
enum Quick {
    /// Not at all.
    No,
    /// With the only stage.
    Only,
    /// With two stages folded into one tree.
    Folded(Box<Folded>),
}

/// What has to be converted stage by stage.
enum Slow {
    Chunk,
    Whole,
}

impl Converter {
    /// Compiles a configuration over dictionaries, which the plan names by their number.
    ///
    /// # Errors
    /// If the plan names a dictionary that is not there, or the dictionaries are too big.
    pub fn new(lexicons: &[Lexicon<'_>], plan: &Plan) -> Result<Self> {
        let mut staged = Staged::new(lexicons, plan)?;
        let by_lines = lexicons
            .iter()
            .flat_map(Lexicon::entries)
            .all(|(key, _)| !key.contains('\n'));
        let mut quick = Quick::No;
        if let Some(alarms) = alarms(lexicons, plan) {
            if let ([Stage::LeftToRight(Matcher::Tree(trie))], None) =
                (&mut staged.chain[..], &staged.segmentation)
            {
                alarm(trie, &alarms);
                quick = Quick::Only;
            } else if let Some(mut folded) = fold(&staged, lexicons, plan)? {
                alarm(&mut folded.trie, &alarms);
                quick = Quick::Folded(Box::new(folded));
            }
        }
        Ok(Self {
            staged,
            quick,
            by_lines,
        })
    }

    /// The converted text.
    ///
    /// # Errors
    /// If the text is longer than 2³² - 1 bytes.
    pub fn convert<'t>(&self, text: &'t str) -> Result<Cow<'t, str>> {
        Ok(match self.convert_bytes(text)? {
            None => Cow::Borrowed(text),
            // What a walk writes is text; the check costs little beside it.
            Some(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
        })
    }

    /// The converted text in UTF-8, or `None` if it is the same.
    ///
    /// # Errors
    /// If the text is longer than 2³² - 1 bytes.
    pub fn convert_bytes(&self, text: &str) -> Result<Option<Vec<u8>>> {
        to_u32(text.len())?;
        let Some(walker) = self.walker() else {
            return self.convert_staged(text);
        };
        let mut sink = TextSink::new(text);
        for (from, to) in self.chunks(text) {
            let mark = sink.mark();
            match slow(&walker, text, from, to, &mut sink) {
                None => {}
                Some(Slow::Chunk) => {
                    let chunk = &text[from..to];
                    sink.rewrite_chunk(mark, chunk, &self.staged.convert(chunk)?);
                }
                Some(Slow::Whole) => return Ok(owned(self.staged.convert(text)?)),
            }
            sink.end_chunk(from);
        }
        Ok(sink.finish())
    }

    /// The edits that make the converted text, as few and as small as the dictionaries allow:
    /// where key and value are equally long, only the characters that differ. `rules[tag]` is the
    /// rule of a match, the last rule that of every higher tag.
    ///
    /// # Errors
    /// If the text is longer than 2³² - 1 bytes.
    pub fn edits(&self, text: &str, rules: &[&str]) -> Result<EditList> {
        let mut sink = EditSink::new(text, rules)?;
        let walker = self.walker();
        if walker.is_none() && text.chars().any(|c| arity(c as u32) > 0) {
            return self.staged.edits(text, rules);
        }
        for (from, to) in self.chunks(text) {
            let mark = sink.mark();
            let stopped = match &walker {
                Some(walker) => slow(walker, text, from, to, &mut sink),
                None => Some(Slow::Chunk),
            };
            match stopped {
                None => {}
                Some(Slow::Chunk) => {
                    sink.rewind(mark);
                    sink.append_list(from, &self.staged.edits(&text[from..to], rules)?);
                }
                Some(Slow::Whole) => return self.staged.edits(text, rules),
            }
        }
        sink.finish()
    }

    /// Whether the first stage finds a key in the text for which `wanted(key, value)` holds.
    pub fn has_key(&self, text: &str, wanted: impl Fn(&str, &str) -> bool) -> bool {
        self.staged.has_key(text, wanted)
    }

    fn convert_staged(&self, text: &str) -> Result<Option<Vec<u8>>> {
        if !self.by_lines || text.len() <= CHUNK || text.chars().any(|c| arity(c as u32) > 0) {
            return Ok(owned(self.staged.convert(text)?));
        }
        let mut out = String::with_capacity(text.len() + text.len() / 8);
        for (from, to) in self.chunks(text) {
            out.push_str(&self.staged.convert(&text[from..to])?);
        }
        Ok((out != text).then(|| out.into_bytes()))
    }

    fn walker(&self) -> Option<Walker<'_>> {
        match (&self.quick, &self.staged.chain[..]) {
            (Quick::Only, [Stage::LeftToRight(Matcher::Tree(trie))]) => {
                Some(Walker::new(trie, None))
            }
            (
                Quick::Folded(folded),
                [Stage::LeftToRight(Matcher::Tree(first)), Stage::LeftToRight(Matcher::Tree(second))],
            ) => Some(Walker::new(&folded.trie, Some((first, second)))),
            _ => None,
        }
    }

    /// The text in spans of whole lines.
    fn chunks<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let by_lines = self.by_lines;
        let mut from = 0;
        std::iter::from_fn(move || {
            if from >= text.len() {
                return None;
            }
            let start = from;
            let least = start + CHUNK;
            let line_end = text.as_bytes().get(least..).filter(|_| by_lines);
            let line_end = line_end.and_then(|rest| rest.iter().position(|&byte| byte == b'\n'));
            from = line_end.map_or(text.len(), |offset| least + offset + 1);
            Some((start, from))
        })
    }
}

fn owned(text: Cow<'_, str>) -> Option<Vec<u8>> {
    match text {
        Cow::Borrowed(_) => None,
        Cow::Owned(text) => Some(text.into_bytes()),
    }
}

/// Walks over a chunk; says what has to be done again if the walk had to stop.
fn slow<S: Sink>(
    walker: &Walker<'_>,
    text: &str,
    from: usize,
    to: usize,
    sink: &mut S,
) -> Option<Slow> {
    let at = walker.run(text, from, to, sink)?;
    let (c, _) = decode(text.as_bytes(), at);
    Some(if arity(c) > 0 {
        Slow::Whole
    } else {
        Slow::Chunk
    })
}

/// The characters that the normalization changes, and those that describe others; `None` if the
/// quick walk cannot see by single characters whether a normalization has work.
fn alarms(lexicons: &[Lexicon<'_>], plan: &Plan) -> Option<Vec<u32>> {
    if plan.strategy != Strategy::LeftToRight {
        return None;
    }
    let mut found: Vec<u32> = (0x2ff0..=0x2fff).collect();
    let mut open: Vec<&Source> = plan.normalization.iter().collect();
    while let Some(source) = open.pop() {
        match source {
            Source::Lexicon(number, _) => {
                for (key, _) in lexicons.get(*number)?.entries() {
                    let mut chars = key.chars();
                    found.extend(chars.next().map(u32::from));
                    if chars.next().is_some() {
                        return None;
                    }
                }
            }
            Source::Group(_, members) => open.extend(members),
        }
    }
    Some(found)
}

fn alarm(trie: &mut Trie, characters: &[u32]) {
    for &c in characters {
        trie.alarm(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::matcher::Policy;

    fn converter(lexicons: &[&str], plan: Plan) -> Converter {
        let lexicons: Vec<_> = lexicons
            .iter()
            .map(|text| Lexicon::parse(text).unwrap())
            .collect();
        Converter::new(&lexicons, &plan).unwrap()
    }

    fn plan(chain: Vec<Source>) -> Plan {
        Plan {
            normalization: Vec::new(),
            segmentation: None,
            chain,
            strategy: Strategy::LeftToRight,
        }
    }

    fn phrases_then_characters() -> Source {
        Source::Group(
            Policy::ShortCircuit,
            vec![Source::Lexicon(0, 0), Source::Lexicon(1, 0)],
        )
    }

    const PHRASES: &str = "头发\t頭髮\n发现\t發現\n";
    const CHARACTERS: &str = "头\t頭\n发\t發 髮\n现\t現\n";

    #[test]
    fn text_and_edits_agree() {
        let converter = converter(
            &[PHRASES, CHARACTERS],
            plan(vec![phrases_then_characters()]),
        );
        for text in ["", "abc", "头发", "头发现在发了", "⿰头发发"] {
            let result = converter.convert(text).unwrap();
            let edits = converter.edits(text, &["rule"]).unwrap();
            assert_eq!(edits.apply(text).unwrap(), result);
            assert_eq!(edits.revert(&result).unwrap(), text);
        }
        assert_eq!(converter.convert("头发现在").unwrap(), "頭髮現在");
        assert_eq!(converter.convert("⿰头发发").unwrap(), "⿰头发發");
        assert_eq!(converter.convert("⿰头").unwrap(), "⿰頭");
    }

    #[test]
    fn unchanged_characters_of_a_phrase_are_no_edit() {
        let converter = converter(
            &["大头天\t大頭天\n网络\t網路上\n"],
            plan(vec![Source::Lexicon(0, 0)]),
        );
        let edits = converter.edits("大头天网络", &["rule"]).unwrap();
        let spans: Vec<_> = edits
            .iter()
            .map(|edit| (edit.start, edit.end, edit.replacement))
            .collect();
        assert_eq!(spans, [(3, 6, "頭"), (9, 15, "網路上")]);
    }

    #[test]
    fn no_match_reaches_over_a_cut() {
        let mut plan = plan(vec![Source::Lexicon(1, 0)]);
        let lexicons = ["甲乙\t甲乙\n", "乙丙\tx\n丙\ty\n"];
        assert_eq!(
            converter(&lexicons, plan.clone())
                .convert("甲乙丙")
                .unwrap(),
            "甲x"
        );
        plan.segmentation = Some(Source::Lexicon(0, 0));
        assert_eq!(
            converter(&lexicons, plan).convert("甲乙丙").unwrap(),
            "甲乙y"
        );
    }

    #[test]
    fn stages_that_undo_each_other_leave_no_edit() {
        let plan = plan(vec![Source::Lexicon(0, 0), Source::Lexicon(1, 0)]);
        let converter = converter(&["群\t羣\n们\t們\n", "羣\t群\n"], plan);
        let edits = converter.edits("群们", &["rule"]).unwrap();
        let spans: Vec<_> = edits
            .iter()
            .map(|edit| (edit.removed, edit.replacement))
            .collect();
        assert_eq!(spans, [("们", "們")]);
    }

    #[test]
    fn a_union_takes_the_longest_and_a_short_circuit_the_first() {
        let lexicons = ["头\t1\n", "头发\t2\n"];
        for (policy, expected) in [(Policy::Union, "2"), (Policy::ShortCircuit, "1发")] {
            let source = Source::Group(policy, vec![Source::Lexicon(0, 0), Source::Lexicon(1, 0)]);
            assert_eq!(
                converter(&lexicons, plan(vec![source]))
                    .convert("头发")
                    .unwrap(),
                expected
            );
        }
        // A union of a short-circuit group is asked member by member.
        let inner = Source::Group(
            Policy::ShortCircuit,
            vec![Source::Lexicon(0, 0), Source::Lexicon(1, 0)],
        );
        let source = Source::Group(Policy::Union, vec![inner, Source::Lexicon(2, 0)]);
        let lexicons = ["头\t1\n", "头发\t2\n", "头发长\t3\n"];
        let converter = converter(&lexicons, plan(vec![source]));
        assert_eq!(converter.convert("头发头发长").unwrap(), "1发3");
    }

    #[test]
    fn longest_first_prefers_length_over_order() {
        let mut plan = plan(vec![Source::Lexicon(0, 0)]);
        plan.strategy = Strategy::LongestFirst;
        let converter = converter(&["甲乙\t1\n乙丙丁\t2\n甲\t3\n"], plan);
        assert_eq!(
            converter.convert("甲乙丙丁，甲乙，丁").unwrap(),
            "32，1，丁"
        );
    }
}
