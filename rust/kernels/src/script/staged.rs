//! Stage after stage over the whole text: every configuration, plainly.

use std::borrow::Cow;

use crate::builder::Builder;
use crate::compose::compose;
use crate::edits::{count_chars, EditList, Safety};
use crate::error::Result;
use crate::script::dictionary::Lexicon;
use crate::script::matcher::{Matcher, Policy, Source};
use crate::script::plan::{Plan, Strategy};
use crate::script::sinks::smallest_parts;
use crate::script::stage::{segment, Sink, Stage};
use crate::script::trie::Trie;

/// The stages of a configuration, compiled.
#[derive(Debug)]
pub(crate) struct Staged {
    pub(crate) normalization: Vec<Stage>,
    pub(crate) segmentation: Option<Matcher>,
    pub(crate) chain: Vec<Stage>,
}

impl Staged {
    pub(crate) fn new(lexicons: &[Lexicon<'_>], plan: &Plan) -> Result<Self> {
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
    pub(crate) fn convert<'t>(&self, text: &'t str) -> Result<Cow<'t, str>> {
        let mut ignored = None;
        self.run(text, &mut ignored)
    }

    /// What the chain makes of a text that is one segment.
    pub(crate) fn convert_segment<'t>(&self, text: &'t str) -> Result<Cow<'t, str>> {
        let mut now = Cow::Borrowed(text);
        let mut ends = [text.len()];
        for stage in &self.chain {
            step(stage, &mut now, &mut ends, &mut None)?;
        }
        Ok(now)
    }

    /// Whether the first stage finds a key for which `wanted(key, value)` holds.
    pub(crate) fn has_key(&self, text: &str, wanted: impl Fn(&str, &str) -> bool) -> bool {
        struct Seeker<'t, F> {
            text: &'t str,
            wanted: F,
            found: bool,
        }
        impl<F: Fn(&str, &str) -> bool> Sink for Seeker<'_, F> {
            fn replace(&mut self, start: usize, end: usize, value: &str, _: u8) -> Result<()> {
                self.found |= (self.wanted)(&self.text[start..end], value);
                Ok(())
            }
        }
        let mut seeker = Seeker {
            text,
            wanted,
            found: false,
        };
        if let Some(first) = self.chain.first() {
            // Seeking cannot fail.
            let _ = first.run(text, 0, text.len(), &mut seeker);
        }
        seeker.found
    }

    /// The edits that make the converted text.
    pub(crate) fn edits(&self, text: &str, rules: &[&str]) -> Result<EditList> {
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
    let mut result = Ok(());
    smallest_parts(key, value, |part| {
        if result.is_ok() {
            result = builder.push(
                start + part.start,
                start + part.end,
                part.new,
                label,
                safety,
            );
        }
    });
    result
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
