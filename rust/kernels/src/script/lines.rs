//! Which lines of a text are not yet in the target script, and their conversion.
//!
//! Each line is judged by the characters that stand in one script only. A line in the other script
//! is converted whole; in a line of the target script only its stray characters are. A line
//! without either follows the document, or, where that does not say either, its words (后面 is
//! simplified, since the traditional word is 後面). Japanese and Korean lines stay as they are, and so do
//! clauses with kana or hangul inside Chinese lines.

use crate::builder::Builder;
use crate::edits::{EditList, EditRef};
use crate::error::Result;
use crate::script::classes::{
    Classes, BORDER, BREAK, CHINESE, FOREIGN, HAN, SIMPLIFIED, TELLING, TRADITIONAL, VARIANT,
};
use crate::script::converter::Converter;
use crate::script::entry::decode;

/// A line is Japanese or Korean if at least one in eight of its Han, kana and hangul is kana or
/// hangul: running Japanese has about every second, Chinese that quotes a の one in dozens.
const FOREIGN_SHARE: usize = 8;

/// What the text is converted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Simplified characters.
    Simplified,
    /// Traditional characters; text that has them already is left alone.
    Traditional,
    /// The forms of one region, in text that is traditional already.
    Region,
}

/// What is done with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Leave,
    /// Only characters that stand in the other script alone.
    Strays,
    Whole,
}

/// What stands in a line; spans are bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    start: usize,
    end: usize,
    han: usize,
    traditional: usize,
    simplified: usize,
    /// Forms of simplified text that traditional prints use too.
    variants: usize,
    /// Kana and hangul, without readings in brackets.
    foreign: usize,
    any_foreign: bool,
    chinese: bool,
}

impl Line {
    fn size(&self) -> usize {
        self.han + self.foreign
    }

    fn is_foreign(&self) -> bool {
        self.foreign > 0 && self.foreign * FOREIGN_SHARE >= self.size()
    }
}

/// The edits that bring `text` into the target script by `converter`, whose rules are `rules`
/// (see [`Converter::edits`]). With `only`, edits of other rules are left out.
///
/// # Errors
/// If the text is longer than 2³² - 1 bytes.
pub fn normalise(
    text: &str,
    classes: &Classes,
    converter: &Converter,
    target: Target,
    rules: &[&str],
    only: Option<&[&str]>,
) -> Result<Option<EditList>> {
    let source = match target {
        Target::Simplified => TRADITIONAL,
        Target::Traditional => SIMPLIFIED,
        Target::Region => HAN,
    };
    if !has(text, classes, source) {
        // Only words can tell, and only where no character says that the text is traditional.
        let open = target == Target::Traditional
            && !has(text, classes, TRADITIONAL)
            && text.chars().any(|c| {
                let marks = classes.of(c as u32);
                marks & TELLING != 0 || marks & VARIANT == VARIANT
            });
        if !open {
            return Ok(None);
        }
    }
    let lines = lines(text, classes);
    let verdicts = verdicts(&lines, target, |line| {
        converter.has_key(&text[line.start..line.end], |key, value| {
            let differing = key
                .chars()
                .zip(value.chars())
                .filter(|(old, new)| old != new);
            key.chars().nth(1).is_some()
                && differing
                    .into_iter()
                    .any(|(old, _)| classes.of(old as u32) & TELLING != 0)
        })
    });
    let simple = only.is_none()
        && lines.iter().all(|line| !line.any_foreign)
        && verdicts.iter().all(|&verdict| verdict == Verdict::Whole);
    let list = if simple {
        converter.edits(text, rules)?
    } else {
        let mut run = Run {
            text,
            classes,
            converter,
            rules,
            only,
            source,
            builder: Builder::new(text)?,
        };
        run.all(&lines, &verdicts)?;
        run.builder.finish()
    };
    Ok((!list.is_empty()).then_some(list))
}

/// Whether a character belongs to the script `mark` alone, or is Han if that is the mark.
#[inline]
fn is(marks: u8, mark: u8) -> bool {
    marks & mark != 0 && (mark & VARIANT == 0 || marks & VARIANT != VARIANT)
}

fn has(text: &str, classes: &Classes, mark: u8) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let (c, after) = decode(bytes, at);
        if is(classes.of(c), mark) {
            return true;
        }
        at = after;
    }
    false
}

/// The lines of the text, each with its break.
fn lines(text: &str, classes: &Classes) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    // Kana and Han before an open bracket.
    let mut bracket = None;
    for (at, c) in text.char_indices() {
        let marks = classes.of(c as u32);
        line.han += usize::from(marks & HAN != 0);
        line.traditional += usize::from(marks & VARIANT == TRADITIONAL);
        line.simplified += usize::from(marks & VARIANT == SIMPLIFIED);
        line.variants += usize::from(marks & VARIANT == VARIANT);
        line.chinese |= marks & CHINESE != 0;
        if marks & FOREIGN != 0 {
            line.foreign += 1;
            line.any_foreign = true;
        }
        if marks & BORDER == 0 {
            continue;
        }
        match c {
            '(' | '（' | '[' | '［' | '〔' => bracket = Some((line.foreign, line.han)),
            ')' | '）' | ']' | '］' | '〕' => {
                if let Some((foreign, han)) = bracket.take() {
                    if han == line.han {
                        line.foreign = foreign;
                    }
                }
            }
            _ => {}
        }
        if marks & BREAK != 0 {
            line.end = at + c.len_utf8();
            lines.push(line);
            line = Line {
                start: line.end,
                ..Line::default()
            };
            bracket = None;
        }
    }
    line.end = text.len();
    if line.end > line.start {
        lines.push(line);
    }
    lines
}

/// `tells` says whether a line holds a word that only simplified text writes so.
fn verdicts(lines: &[Line], target: Target, tells: impl Fn(&Line) -> bool) -> Vec<Verdict> {
    let sum = |count: fn(&Line) -> usize| lines.iter().map(count).sum::<usize>();
    // A line without kana in a Japanese text is Japanese unless it says otherwise.
    let foreign_text = sum(|line| if line.is_foreign() { line.size() } else { 0 });
    let chinese_text = sum(|line| {
        if line.chinese && !line.is_foreign() {
            line.size()
        } else {
            0
        }
    });
    let foreign_document = foreign_text > 0 && foreign_text >= chinese_text;
    let (traditional, simplified) = (sum(|line| line.traditional), sum(|line| line.simplified));
    let of = |source: usize, other: usize| {
        if source > other {
            Verdict::Whole
        } else if source > 0 {
            Verdict::Strays
        } else {
            Verdict::Leave
        }
    };
    let judge = |line: &Line| {
        if line.han == 0 || line.is_foreign() || foreign_document && !line.chinese {
            return Verdict::Leave;
        }
        let (mut t, mut s) = (line.traditional, line.simplified);
        if (t, s) == (0, 0) {
            // The line does not say; the document does, if it is clearly in the other script.
            (t, s) = (
                usize::from(traditional > 2 * simplified),
                usize::from(simplified > 2 * traditional),
            );
            // Nor does the document; a form or a word may.
            let open = (t, s) == (0, 0) && target == Target::Traditional;
            if open && (line.variants > 0 || tells(line)) {
                s = 1;
            }
        }
        match target {
            Target::Simplified => of(t, s),
            Target::Traditional => of(s, t),
            Target::Region if t > s => Verdict::Whole,
            Target::Region => Verdict::Leave,
        }
    };
    lines.iter().map(judge).collect()
}

struct Run<'t> {
    text: &'t str,
    classes: &'t Classes,
    converter: &'t Converter,
    rules: &'t [&'t str],
    only: Option<&'t [&'t str]>,
    source: u8,
    builder: Builder<'t>,
}

impl Run<'_> {
    /// Converts runs of lines with one verdict together.
    fn all(&mut self, lines: &[Line], verdicts: &[Verdict]) -> Result<()> {
        let mut from = 0;
        while from < lines.len() {
            let verdict = verdicts[from];
            let mut to = from + 1;
            while to < lines.len() && verdicts[to] == verdict {
                to += 1;
            }
            if verdict != Verdict::Leave {
                let any_foreign = lines[from..to].iter().any(|line| line.any_foreign);
                self.span(lines[from].start, lines[to - 1].end, verdict, any_foreign)?;
            }
            from = to;
        }
        Ok(())
    }

    fn span(
        &mut self,
        start: usize,
        end: usize,
        verdict: Verdict,
        any_foreign: bool,
    ) -> Result<()> {
        let piece = &self.text[start..end];
        let list = self.converter.edits(piece, self.rules)?;
        let foreign = if any_foreign {
            foreign_clauses(piece, self.classes)
        } else {
            Vec::new()
        };
        for edit in list.iter() {
            let rule = list.labels().name(edit.label);
            let wanted = self
                .only
                .is_none_or(|only| rule.split('+').any(|part| only.contains(&part)));
            let clause = foreign.partition_point(|&(_, clause_end)| clause_end <= edit.start);
            let inside = foreign
                .get(clause)
                .is_some_and(|&(from, _)| from < edit.end);
            if wanted && !inside {
                self.push(start, &edit, rule, verdict)?;
            }
        }
        Ok(())
    }

    fn push(
        &mut self,
        start: usize,
        edit: &EditRef<'_>,
        rule: &str,
        verdict: Verdict,
    ) -> Result<()> {
        let label = self.builder.label(rule);
        let same_length = edit.removed.chars().count() == edit.replacement.chars().count();
        if verdict == Verdict::Whole || !same_length {
            if verdict == Verdict::Whole || has(edit.removed, self.classes, self.source) {
                self.builder.push(
                    start + edit.start,
                    start + edit.end,
                    edit.replacement,
                    label,
                    edit.safety,
                )?;
            }
            return Ok(());
        }
        let mut at = start + edit.start;
        for (old, new) in edit.removed.chars().zip(edit.replacement.chars()) {
            let after = at + old.len_utf8();
            if is(self.classes.of(old as u32), self.source) {
                let mut buffer = [0; 4];
                self.builder
                    .push(at, after, new.encode_utf8(&mut buffer), label, edit.safety)?;
            }
            at = after;
        }
        Ok(())
    }
}

/// The clauses with kana or hangul, as bytes `start..end`, in order.
fn foreign_clauses(text: &str, classes: &Classes) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut start, mut foreign) = (0, false);
    for (at, c) in text.char_indices() {
        let marks = classes.of(c as u32);
        foreign |= marks & FOREIGN != 0;
        if marks & BORDER != 0 {
            if foreign {
                found.push((start, at));
            }
            (start, foreign) = (at + c.len_utf8(), false);
        }
    }
    if foreign {
        found.push((start, text.len()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::converter::{Plan, Strategy};
    use crate::script::dictionary::Lexicon;
    use crate::script::matcher::Source;

    fn to_simplified(text: &str) -> String {
        let lexicon = Lexicon::parse("這\t这\n們\t们\n國\t国\n學\t学\n著\t着\n乾\t干\n").unwrap();
        let plan = Plan {
            normalization: Vec::new(),
            segmentation: None,
            chain: vec![Source::Lexicon(0, 0)],
            strategy: Strategy::LeftToRight,
        };
        let converter = Converter::new(&[lexicon], &plan).unwrap();
        let classes = Classes::new("這們國學", "这们国学", "這这們们的", "后");
        normalise(
            text,
            &classes,
            &converter,
            Target::Simplified,
            &["rule"],
            None,
        )
        .unwrap()
        .map_or_else(|| text.to_owned(), |edits| edits.apply(text).unwrap())
    }

    #[test]
    fn lines_are_judged_one_by_one() {
        assert_eq!(to_simplified("這們乾著"), "这们干着");
        assert_eq!(to_simplified("这们乾著"), "这们乾著");
        assert_eq!(to_simplified("这国乾著國"), "这国乾著国");
        assert_eq!(to_simplified("這國\r\n这国乾"), "这国\r\n这国乾");
    }

    #[test]
    fn a_line_that_does_not_say_follows_the_document() {
        assert_eq!(to_simplified("這們國學\n乾\n"), "这们国学\n干\n");
        assert_eq!(to_simplified("这们国学學\n乾\n"), "这们国学学\n乾\n");
    }

    #[test]
    fn words_tell_where_no_character_does() {
        let lexicon = Lexicon::parse("后面\t後面\n皇后\t皇后\n后\t後\n").unwrap();
        let plan = Plan {
            normalization: Vec::new(),
            segmentation: None,
            chain: vec![Source::Lexicon(0, 0)],
            strategy: Strategy::LeftToRight,
        };
        let converter = Converter::new(&[lexicon], &plan).unwrap();
        let classes = Classes::new("這後", "这", "", "后");
        let run = |text: &str| {
            let target = Target::Traditional;
            normalise(text, &classes, &converter, target, &["rule"], None)
                .unwrap()
                .map_or_else(|| text.to_owned(), |edits| edits.apply(text).unwrap())
        };
        assert_eq!(run("皇后在后面"), "皇后在後面");
        assert_eq!(run("皇后在后宫"), "皇后在后宫");
        assert_eq!(run("這\n后面"), "這\n后面");
    }

    #[test]
    fn other_languages_stay() {
        assert_eq!(to_simplified("國語を読む"), "國語を読む");
        assert_eq!(
            to_simplified("國語を読む\n國學\n這是國學"),
            "國語を読む\n國學\n这是国学"
        );
        assert_eq!(to_simplified("這們國學（こく）"), "这们国学（こく）");
        assert_eq!(
            to_simplified("這們國學國學國學國學，國の學，國學國學"),
            "这们国学国学国学国学，國の學，国学国学"
        );
        assert_eq!(to_simplified("大韓民國의 國"), "大韓民國의 國");
    }
}
