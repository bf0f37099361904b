//! Chains of stages: a whole configuration, from text to text or to edits.

use std::borrow::Cow;

use crate::builder::Builder;
use crate::compose::compose;
use crate::edits::{count_chars, EditList, Safety};
use crate::error::Result;
use crate::script::dictionary::Lexicon;
use crate::script::matcher::{Matcher, Policy, Source};
use crate::script::stage::{segment, Sink, Stage};
use crate::script::trie::Trie;

/// In which order the keys of a dictionary are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// As `OpenCC` does.
    LeftToRight,
    /// As opencc-python does.
    LongestFirst,
}

/// A configuration: what is done to the whole text first, how the text is cut, and what is done to
/// each piece, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Conversions of the whole text, before it is cut.
    pub normalization: Vec<Source>,
    /// The dictionary by which it is cut; no match of the chain reaches over a cut.
    pub segmentation: Option<Source>,
    /// Conversions of each piece.
    pub chain: Vec<Source>,
    /// For all of them.
    pub strategy: Strategy,
}

/// A compiled configuration. Immutable.
#[derive(Debug)]
pub struct Converter {
    normalization: Vec<Stage>,
    segmentation: Option<Matcher>,
    chain: Vec<Stage>,
}

impl Converter {
    /// Compiles a configuration over dictionaries, which the plan names by their number.
    ///
    /// # Errors
    /// If the plan names a dictionary that is not there, or the dictionaries are too big.
    pub fn new(lexicons: &[Lexicon<'_>], plan: &Plan) -> Result<Self> {
        let stages = |sources: &[Source]| -> Result<Vec<Stage>> {
            sources
                .iter()
                .map(|source| match plan.strategy {
                    Strategy::LeftToRight => {
                        Ok(Stage::LeftToRight(Matcher::compile(source, lexicons)?))
                    }
                    Strategy::LongestFirst => Ok(Stage::LongestFirst(members(source, lexicons)?)),
                })
                .collect()
        };
        Ok(Self {
            normalization: stages(&plan.normalization)?,
            segmentation: plan
                .segmentation
                .as_ref()
                .map(|source| Matcher::compile(source, lexicons))
                .transpose()?,
            chain: stages(&plan.chain)?,
        })
    }

    /// The converted text.
    ///
    /// # Errors
    /// If the text is longer than 2³² - 1 bytes.
    pub fn convert<'t>(&self, text: &'t str) -> Result<Cow<'t, str>> {
        let mut ignored = None;
        self.run(text, &mut ignored)
    }

    /// The edits that make the converted text, as few and as small as the dictionaries allow:
    /// where key and value are equally long, only the characters that differ. `rules[tag]` is the
    /// rule of a match, the last rule that of every higher tag.
    ///
    /// # Errors
    /// If the text is longer than 2³² - 1 bytes.
    pub fn edits(&self, text: &str, rules: &[&str]) -> Result<EditList> {
        let mut lists = Some(Lists {
            rules,
            all: Vec::new(),
        });
        self.run(text, &mut lists)?;
        let mut all = lists.map(|lists| lists.all).unwrap_or_default().into_iter();
        let Some(mut whole) = all.next() else {
            return EditList::identity(text.len(), count_chars(text));
        };
        if all.len() == 0 {
            return Ok(whole);
        }
        for later in all {
            whole = compose(&whole, &later)?;
        }
        smallest(text, &whole)
    }

    fn run<'t>(&self, text: &'t str, lists: &mut Option<Lists<'_>>) -> Result<Cow<'t, str>> {
        let mut now = Cow::Borrowed(text);
        for stage in &self.normalization {
            let mut whole = vec![now.len()];
            step(stage, &mut now, &mut whole, lists)?;
        }
        let mut ends = match &self.segmentation {
            Some(matcher) => segment(matcher, &now),
            None => vec![now.len()],
        };
        for stage in &self.chain {
            step(stage, &mut now, &mut ends, lists)?;
        }
        Ok(now)
    }
}

/// The dictionaries of a source, each by itself.
fn members(source: &Source, lexicons: &[Lexicon<'_>]) -> Result<Vec<Trie>> {
    match source {
        Source::Lexicon(..) => {
            match Matcher::compile(
                &Source::Group(Policy::Union, vec![source.clone()]),
                lexicons,
            )? {
                Matcher::Tree(trie) => Ok(vec![*trie]),
                Matcher::Group(..) => Ok(Vec::new()),
            }
        }
        Source::Group(_, sources) => {
            let mut all = Vec::new();
            for source in sources {
                all.append(&mut members(source, lexicons)?);
            }
            Ok(all)
        }
    }
}

/// The edit list of each stage that changed something.
struct Lists<'r> {
    rules: &'r [&'r str],
    all: Vec<EditList>,
}

/// Runs one stage over the pieces that end at `ends`, which it moves along with the text.
fn step(
    stage: &Stage,
    text: &mut Cow<'_, str>,
    ends: &mut [usize],
    lists: &mut Option<Lists<'_>>,
) -> Result<()> {
    let mut writer = Writer {
        text,
        out: String::new(),
        done: 0,
        edits: None,
    };
    if let Some(lists) = lists {
        let mut builder = Builder::new(text)?;
        let labels = lists.rules.iter().map(|rule| builder.label(rule)).collect();
        writer.edits = Some((builder, labels));
    }
    let mut start = 0;
    for end in ends.iter_mut() {
        stage.run(text, start, *end, &mut writer)?;
        start = *end;
        *end = writer.out.len() + (start - writer.done);
    }
    if writer.done == 0 && writer.out.is_empty() {
        return Ok(());
    }
    let Writer {
        mut out,
        done,
        edits,
        ..
    } = writer;
    out.push_str(&text[done..]);
    if let (Some(lists), Some((builder, _))) = (lists, edits) {
        lists.all.push(builder.finish());
    }
    *text = Cow::Owned(out);
    Ok(())
}

/// Writes the result of a stage, and its edits if they are wanted.
struct Writer<'t> {
    text: &'t str,
    out: String,
    done: usize,
    edits: Option<(Builder<'t>, Vec<u16>)>,
}

impl Sink for Writer<'_> {
    #[inline]
    fn replace(&mut self, start: usize, end: usize, value: &str, tag: u8) -> Result<()> {
        let key = &self.text[start..end];
        if key == value {
            return Ok(());
        }
        if self.out.capacity() == 0 {
            self.out.reserve(self.text.len() + self.text.len() / 8);
        }
        self.out.push_str(&self.text[self.done..start]);
        self.out.push_str(value);
        self.done = end;
        let Some((builder, labels)) = &mut self.edits else {
            return Ok(());
        };
        let label = labels.get(usize::from(tag)).or(labels.last());
        let Some(&label) = label else { return Ok(()) };
        push_smallest(builder, start, key, value, label, Safety::Safe)
    }
}

/// Adds the edits that make `value` of `key`, leaving out what is the same in both.
fn push_smallest(
    builder: &mut Builder<'_>,
    start: usize,
    key: &str,
    value: &str,
    label: u16,
    safety: Safety,
) -> Result<()> {
    if count_chars(key) != count_chars(value) {
        let head = common(key.chars().zip(value.chars()));
        let (old, new) = (&key[head..], &value[head..]);
        let tail = common(old.chars().rev().zip(new.chars().rev()));
        return builder.push(
            start + head,
            start + key.len() - tail,
            &new[..new.len() - tail],
            label,
            safety,
        );
    }
    let mut at = start;
    let mut new = value.char_indices();
    for old in key.chars() {
        let Some((offset, to)) = new.next() else {
            break;
        };
        if old != to {
            let to = &value[offset..offset + to.len_utf8()];
            builder.push(at, at + old.len_utf8(), to, label, safety)?;
        }
        at += old.len_utf8();
    }
    Ok(())
}

/// Bytes of the pairs at the start that are equal.
fn common(pairs: impl Iterator<Item = (char, char)>) -> usize {
    pairs
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

/// The same change in the smallest edits: two stages may have undone each other's in part.
fn smallest(text: &str, list: &EditList) -> Result<EditList> {
    let mut builder = Builder::new(text)?;
    for edit in list.iter() {
        let label = builder.label(list.labels().name(edit.label));
        push_smallest(
            &mut builder,
            edit.start,
            edit.removed,
            edit.replacement,
            label,
            edit.safety,
        )?;
    }
    Ok(builder.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

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
