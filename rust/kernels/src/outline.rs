//! Lines that may be numbered headings: short, without the end of a sentence, and beginning with a
//! mark of Markdown, the number of a part, or a number. Whether they are is decided elsewhere.

/// Characters of the longest heading.
const LONGEST: usize = 60;

/// Spans of lines that may be headings, in code points, without the blanks around them.
pub fn headings(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut start, mut chars, mut counted) = (0, 0, 0);
    while start <= text.len() {
        let stop = memchr::memchr(b'\n', &text.as_bytes()[start..])
            .map_or(text.len(), |length| start + length);
        let content = text[start..stop].trim();
        if content.len() <= LONGEST * 4 && may_head(content) {
            let length = content.chars().count();
            if length <= LONGEST {
                let at = start + text[start..stop].find(content).unwrap_or(0);
                chars += text[counted..at].chars().count();
                counted = at;
                found.push((chars, chars + length));
            }
        }
        start = stop + 1;
    }
    found
}

fn may_head(content: &str) -> bool {
    let mut rest = content.chars();
    let Some(first) = rest.next() else {
        return false;
    };
    let opens = match first {
        '#' => true,
        '第' => rest
            .by_ref()
            .find(|&c| !is_numeral(c) && c != ' ')
            .is_some_and(|c| "编編篇部卷章回讲講课課节節集单單辑輯".contains(c)),
        '（' | '(' | '【' => rest.next().is_some_and(|c| first == '【' || is_numeral(c)),
        _ => {
            is_numeral(first)
                && rest
                    .find(|&c| !is_numeral(c))
                    .is_some_and(|c| "、.．,，)）　 ".contains(c))
        }
    };
    opens && !content.ends_with(['。', '；', ';', '，', ',', '、', '：', ':', '！', '？', '.'])
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百０１２３４５６７８９".contains(c)
}

#[cfg(test)]
mod tests {
    use super::headings;

    #[test]
    fn short_lines_with_a_mark_are_found() {
        let text = "题目\n\n　第一章 总则\r\n第一条 为了保护环境，制定本法。\n（一）目标\n## 二\n一、做好工作。\n3.5";
        let found: Vec<String> = headings(text)
            .into_iter()
            .map(|(start, stop)| text.chars().skip(start).take(stop - start).collect())
            .collect();
        assert_eq!(found, ["第一章 总则", "（一）目标", "## 二", "3.5"]);
    }

    #[test]
    fn any_text_is_taken() {
        for text in ["", "\n", "第", "第一", "#", "（", "一\u{3000}"] {
            headings(text);
        }
    }
}
