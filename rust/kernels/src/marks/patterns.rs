//! What is not Chinese prose: code, addresses, file names, formulas, markup, references.

use std::sync::OnceLock;

use regex::Regex;

const HAN: &str =
    r"\u{3005}\u{3007}\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{f900}-\u{faff}\u{20000}-\u{323af}";

/// Parts of a line that are never changed. No part of a pattern runs over its own opener, so that a
/// search that finds much never walks far twice. `tests/twins/punctuation.py` has the same list.
fn protected_regex() -> Option<&'static Regex> {
    static FOUND: OnceLock<Option<Regex>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        compile(&[
            // inline code, formulas, LaTeX
            r"`+[^`]+`+",
            r"\$[^$HAN]+\$|\$[^$]*\\[^$]*\$",
            r"\\[(\[](?:[^\\]|\\[^()\[\]])*\\[)\]]",
            r"\\[A-Za-z]+(?:\*?(?:\[[^\[\]]*\])*(?:\{[^{}]*\})+)?",
            // HTML and wiki markup
            r"</?[A-Za-z!][^<>]*>",
            r"\{\{[^{}]*\}\}|\[\[[^\[\]]*\]\]",
            // addresses and paths
            r"(?:[A-Za-z][A-Za-z0-9+.\-]*://|www\.|mailto:)[!#-;=?-~]+",
            r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}",
            r#"[A-Za-z]:[\\/][^ \t\x{a0}\x{3000}，。；：！？、“”"<>|*?]*"#,
            r#"(?:^|[ \t])(?:~|\.{1,2})?/[A-Za-z0-9_.~\-][^ \t\x{a0}\x{3000}，。；：！？、“”"<>|*?,;:]*"#,
            // entities, short codes, attributes, calls
            r"&#?[A-Za-z0-9]+;",
            r":[a-z][a-z0-9_+\-]*:",
            // a field of reStructuredText
            r"^:[^: ，。；：][^:]{0,30}:(?:[ ]|$)",
            r#"(?:=|\?\?)[ ]*"[^"]*""#,
            r#"[A-Za-z_][A-Za-z0-9_.]*\((?:"[^"]*"|'[^']*'|[^()"'HAN])*\)"#,
            // Markdown links, file names, faces, signs, command-line options
            r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)",
            r"\([^()]*\)\.[A-Za-z][A-Za-z0-9]{1,4}",
            r"\([^()HAN]{0,4}[_^][^()HAN]{0,4}\)|\(>[^()]?<\)",
            r"\((?:[cCrR]|TM|tm)\)",
            r"[:;]-[)(DPp]|[:;]\)",
            r"(?:^|[ \t])--?[A-Za-z][A-Za-z0-9\-]*",
        ])
    });
    found.as_ref()
}

/// Lines that are code, data or a reference after GB/T 7714 as a whole.
fn code_regex() -> Option<&'static Regex> {
    static FOUND: OnceLock<Option<Regex>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        compile(&[
            r#"^[ \t]*(?:[}|]|\{[^{]|\{$|<[A-Za-z!/]|//|/\*|#include|#define|@[A-Za-z]|\$ |>>> |"[^"]*"[ ]*:|\[[^\]]*"|\[[0-9]+\])"#,
            r"^[ \t]*(?:import |from [^ ，。]+ import |def |class [A-Z]|function |var |let |const |return |SELECT )|^[ \t]*(?:UPDATE [^ ]+ SET |(?:FROM|JOIN|LEFT JOIN|ORDER BY|GROUP BY|AND|ON|SET) |select [^ ].* from |update [^ ]+ set |(?:insert into|delete from|create table|alter table) )",
            // comments, strings, keys with strings, calls and assignments of them
            r#"^[ \t]*(?:"""|''')|^;|^(?:[ ]{2,}|\t)[ \t]*#[ ]|[;{}),][ \t]*//"#,
            r#"^[ \t]+(?:"[^"]*"|'[^']*'),[ \t\r]*$"#,
            r#"^(?:[ \t]+(?:- )?[A-Za-z_]|[a-z_])[A-Za-z0-9_.\-]*:[ ]+(?:"[^"]*"|'[^']*'),?[ \t]*(?:#.*)?\r?$"#,
            r#"^[ \t]*[A-Za-z_][A-Za-z0-9_.]*(?:\(|[ ]?=[ ]?)[rfbu]?["']"#,
            r"^[ \t]*class [^ ]+:[ \t\r]*$",
            // the same with Han names, loops and conditions, lists of YAML
            r#"^[ \t]*[A-Za-z_HAN][A-Za-z0-9_HAN.\[\]"']*(?:, ?[A-Za-z_HAN][A-Za-z0-9_HAN.]*)* (?:[+\-*/%&|]|\*\*|//)?= [^=，。；、：？！][^，。；、：？！]*$"#,
            r#"^[ \t]*[A-Za-z_HAN][A-Za-z0-9_HAN.]*\([rfbu]?(?:"[^"]*"|'[^']*')(?:, ?[^()，。]*)?\)[ \t\r]*$"#,
            r"^[ \t]*for [^ ]+(?:, ?[^ ]+)? in [^，。]*:[ \t\r]*$|[^ ] [<>]=? [^，。；、]*:[ \t\r]*$",
            r"^[ \t]*(?:- )?[A-Za-z_HAN][A-Za-z0-9_HAN.\-]*: ?\[[^\]]*\][ \t\r]*$",
            r"^[ \t]*@[A-Za-z_HAN]+\([^()]*=",
            r"^[ \t]*(?:where|and|or|on|having|set|values) [^，。]*(?:[=<>(] ?'|[=<>] ?[0-9])",
            r"^[ \t]*\\(?:begin|end|usepackage|documentclass|newcommand|input|include)[{\[]",
            // volume, issue and pages of a reference
            r"[0-9]\([0-9]{1,3}\)[,:] ?[0-9]+[\-–—][0-9]",
            // batch files, options of commands, scripts, properties, logs
            r"^(?:rem|::) |^(?:set|SET) (?:/[apAP] )?[^ =，。]+=|^[ \t]*\.{1,2}[\\/][A-Za-z0-9_]",
            r"^[ \t]*(?:[$#>%] )?[a-z./~][A-Za-z0-9_./~+\-]*(?: [!-~]+)* --?[A-Za-z][A-Za-z0-9\-]*(?:[ =]|$)",
            r"^[A-Za-z_][A-Za-z0-9_.\-]{2,}=",
            r"^\[?[0-9]{4}[\-/][0-9]{2}[\-/][0-9]{2}[T ][0-9:.,]+[!-~ ]*[ \[|(](?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL|NOTICE)[ \]|:)]",
            r"^\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\]?[ :]",
            r"^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} ",
            r#"^[ \t]*(?:assert |raise |yield |@?echo )|^\[[^\]]*'|["'];[ \t\r]*$|=[ ]?\{"#,
            r#"^[A-Z_][A-Z0-9_]*[ ]?[:?+]?=|^(?:FROM|RUN|COPY|CMD|ENV|ENTRYPOINT|WORKDIR) [a-zA-Z0-9"./\[]"#,
            r"[ )]COMMENT[ =]*'|^[ \t]*(?:INSERT INTO|(?:CREATE|ALTER|DROP) TABLE|DELETE FROM|WHERE|VALUES)[ (]",
            r"^[ \t]*\((?:'[^']*'|[0-9]+, *')",
            r"\);|\)[ ]*\{|\};|==|!=|&&|\|\||:=|=>|\+=|</|/>",
            r"[A-Za-z_][A-Za-z0-9_]*[ ]?[=(].*;[ \t\r]*$|[ ]=[ ].*;[ \t\r]*$",
            r"\[(?:[JMCDRPSNGZAK]|[A-Z]{1,2}/OL)\]",
        ])
    });
    found.as_ref()
}

/// The patterns as one; `None` cannot happen, a test compiles them.
fn compile(parts: &[&str]) -> Option<Regex> {
    Regex::new(&parts.join("|").replace("HAN", HAN)).ok()
}

/// Whether a line is code, data or a reference as a whole. Most lines lack the bytes without which
/// no pattern fits.
pub(super) fn is_code(line: &str) -> bool {
    may_be_code(line.as_bytes())
        && code_regex()
            .as_ref()
            .is_some_and(|found| found.is_match(line))
}

fn may_be_code(line: &[u8]) -> bool {
    let Some(first) = line.iter().position(|b| !matches!(b, b' ' | b'\t')) else {
        return false;
    };
    let opens = match line[first] {
        b'(' => false,
        b'0'..=b'9' => matches!(line.get(first + 4), Some(b'-' | b'/')),
        b => b < 0x80,
    };
    let issue = || line.windows(2).any(|pair| matches!(pair, b")," | b"):"));
    opens || line.iter().any(|&b| CODE_BYTES[b as usize]) || issue()
}

/// Bytes without which no pattern for lines that open with something else fits.
const CODE_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"=&|{}<>[/'\";";
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

/// Calls `take` with the bytes of each part that must not change.
pub(super) fn protected(line: &str, mut take: impl FnMut(usize, usize)) {
    let Some(pattern) = protected_regex() else {
        return;
    };
    let mut at = 0;
    while let Some(found) = pattern.find_at(line, at) {
        let part = found.as_str();
        if part.starts_with(':') && line[found.end()..].starts_with("//") {
            at = found.start() + 1; // `:http:` of an address
            continue;
        }
        at = found.end();
        let is_address =
            part.contains("://") || part.starts_with("www.") || part.starts_with("mailto:");
        let length = if is_address {
            without_tail(part)
        } else {
            part.len()
        };
        take(found.start(), found.start() + length);
    }
}

/// Length of an address without the marks of the sentence behind it.
fn without_tail(address: &str) -> usize {
    let bytes = address.as_bytes();
    let count = |mark: char| address.matches(mark).count();
    let (open, mut close) = (count('('), count(')'));
    let mut end = bytes.len();
    while end > 0 {
        match bytes[end - 1] {
            b',' | b'.' | b';' | b':' | b'!' | b'?' | b'\'' => {}
            b')' if open < close => close -= 1,
            _ => break,
        }
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile() {
        assert!(protected_regex().is_some());
        assert!(code_regex().is_some());
    }

    #[test]
    fn addresses_end_before_the_mark_of_the_sentence() {
        let line = "见 http://example.com/a,b?c=d(1), 和(http://a.cn)。";
        let mut parts = Vec::new();
        protected(line, |start, end| parts.push(&line[start..end]));
        assert_eq!(parts, ["http://example.com/a,b?c=d(1)", "http://a.cn"]);
    }
}
