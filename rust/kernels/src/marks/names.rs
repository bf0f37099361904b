//! The interpunct of foreign names: `沃尔夫.埃里克森` to `沃尔夫·埃里克森`.
//!
//! The parts of a name are runs of the characters that names are transliterated with. They make a
//! name where some of them are rare elsewhere, or where one is a well-known name.

use std::sync::OnceLock;

use super::class::{group, is_blank, is_numeral, Kind};
use super::line::{Line, LOOK};
use super::Rule;

/// Characters that foreign names are written with, after Xinhua's transcription tables, in both
/// scripts.
const NAME: &str = "\
阿埃艾爱愛安昂奥奧巴白拜班邦包鲍鮑贝貝本比彼别宾賓波伯博卜布步查达達大戴丹道德登邓鄧迪蒂\
丁东東杜敦多顿頓厄恩尔爾法凡范方菲费費芬冯馮弗佛夫福甫富盖蓋甘高戈哥格葛根贡貢古瓜圭哈海\
汉漢豪赫黑亨洪侯胡华華怀懷惠霍基吉季加贾賈简簡江杰傑金津卡凯凱坎康考科克肯孔库庫奎昆拉莱\
萊赖賴兰蘭朗劳勞勒雷里理利莉丽麗列林琳龙龍隆卢盧鲁魯路吕呂伦倫罗羅洛马馬玛瑪买買迈邁麦麥\
曼芒毛梅门門蒙米密缅緬明摩莫墨默姆木穆拿那纳納娜乃奈南内內尼宁寧纽紐农農努诺諾欧歐帕潘庞\
龐佩蓬皮匹平珀普奇齐齊契强強乔喬切钦欽琴丘邱让讓热熱日荣榮茹儒瑞若萨薩塞赛賽桑森沙莎山珊\
尚绍紹舍申圣聖施史什士斯丝絲思苏蘇孙孫索塔泰坦汤湯唐陶特滕提廷通图圖吐托瓦万萬旺威韦韋维\
維魏温溫文翁沃乌烏吾武西希锡錫夏香肖谢謝辛欣兴興休许許雪雅亚亞扬揚杨楊耶叶葉伊易依因英尤\
于约約宰泽澤扎詹珍芝朱祖佐茨娅婭妮黛芙茜露琪蕾薇诃訶陀妥涅屠泊狄更伽略捷灵靈柴可毕畢梵仑\
侖撒逊遜瑟斐罕盛廉汀勃兹茲洁潔力治翰梭坡迦缪繆堡茅岑桂姬烈泉佳尧堯弥彌蓓帝珠";

/// Those of them that are rare outside names.
const STRONG: &str = "尔爾茨姆弗娜莎蒂萨薩埃娅婭斯勒沃莱萊玛瑪鲍鮑赫珀诺諾蒙洛汤湯戈迪伦倫";

/// Given names and surnames that have none of those.
const KNOWN: &str = "\
约翰 約翰 乔治 喬治 马丁 馬丁 巴拉克 奥巴马 奧巴馬 唐纳德 唐納德 特朗普 罗伯特 \
羅伯特 大卫 大衛 彼得 安德鲁 安德魯 本杰明 班傑明 凯瑟琳 阿卜杜拉 穆罕默德 艾哈迈德 \
买买提 買買提 托马斯 托馬斯 亨利 理查德 安东尼 安東尼 芬奇 伽马 巴勃罗 马可 馬可 \
雅克 卢梭 盧梭 克林顿 柯林頓 拜登 普京 卡尔 列夫 高尔基";

/// Countries and cities: a dot behind one of them divides a list or ends a sentence.
const PLACES: &str = "\
巴西 古巴 墨西哥 哥伦比亚 哥倫比亞 加拿大 意大利 丹麦 埃及 苏丹 肯尼亚 尼日利亚 \
摩洛哥 利比亚 沙特 约旦 马来西亚 尼泊尔 罗马尼亚 保加利亚 奥地利 斯里兰卡 莫桑比克 \
坦桑尼亚 伦敦 倫敦 莫斯科 巴黎 罗马 羅馬 柏林 马德里 米兰 米蘭 波士顿 洛杉矶 悉尼 \
墨尔本 孟买 迪拜";

/// A part of a name: a run of characters, or the initial of a middle name.
#[derive(Clone, Copy)]
struct Part {
    start: usize,
    end: usize,
    initial: bool,
}

pub(super) fn interpuncts(line: &mut Line) {
    if !line.has(group::NAME) {
        return;
    }
    let mut done = 0;
    for k in 0..line.events.len() {
        let i = line.events[k].at();
        if i < done || !is_dot(line, i) {
            continue;
        }
        if is_date(line, i) {
            line.set(i, "·", Rule::Interpunct);
            continue;
        }
        let Some(parts) = parts(line, i) else {
            continue;
        };
        let Some(last) = parts.last() else { continue };
        done = last.end;
        if !is_name_of_person(line, &parts) {
            continue;
        }
        for pair in parts.windows(2) {
            if pair[0].initial {
                continue; // the full stop of an initial: 乔治·W.布什
            }
            for at in pair[0].end..pair[1].start {
                if is_blank(line.chars[at]) {
                    line.set(at, "", Rule::Blank);
                } else {
                    line.set(at, "·", Rule::Interpunct);
                }
            }
        }
    }
}

/// Characters of the basic plane as bits.
struct Set([u64; 1024]);

impl Set {
    fn of(characters: &str) -> Box<Self> {
        let mut set = Box::new(Self([0; 1024]));
        for c in characters.chars() {
            if let Some(word) = set.0.get_mut(c as usize >> 6) {
                *word |= 1 << (c as usize & 63);
            }
        }
        set
    }

    fn has(&self, c: char) -> bool {
        self.0
            .get(c as usize >> 6)
            .is_some_and(|word| word >> (c as usize & 63) & 1 == 1)
    }
}

fn is_name(c: char) -> bool {
    static NAMES: OnceLock<Box<Set>> = OnceLock::new();
    NAMES.get_or_init(|| Set::of(NAME)).has(c)
}

fn is_dot(line: &Line, i: usize) -> bool {
    matches!(
        line.chars[i],
        '.' | '．' | '•' | '・' | '‧' | '∙' | '･' | '⋅' | '·'
    ) && !line.code[i]
}

/// `“九.一八”`: a date that names an event (4.14.3.3).
fn is_date(line: &Line, i: usize) -> bool {
    let run = |step: isize| {
        let mut j = i as isize + step;
        while is_numeral(line.at(j)) && (j - i as isize).unsigned_abs() <= 3 {
            j += step;
        }
        (line.kind(j), j - i as isize != step)
    };
    let (left, right) = (run(-1), run(1));
    left.1
        && right.1
        && matches!(left.0, Kind::Open | Kind::Quote)
        && matches!(right.0, Kind::Close | Kind::Quote)
}

/// The parts of a name with the first dot at `i`, at least two; `None` where none begins here.
fn parts(line: &Line, i: usize) -> Option<Vec<Part>> {
    let mut end = i;
    if end > 0 && is_spaced_dot(line, i) && line.chars[end - 1] == ' ' {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < LOOK && is_name(line.chars[start - 1]) {
        start -= 1;
    }
    if start == end {
        return None;
    }
    let initial = false;
    let mut parts = vec![Part {
        start,
        end,
        initial,
    }];
    let mut at = i;
    while at < line.len() && is_dot(line, at) && parts.len() < LOOK {
        let spaced = is_spaced_dot(line, at);
        let start = at + 1 + usize::from(spaced && line.at(at as isize + 1) == ' ');
        let first = line.at(start as isize);
        let initial = first.is_ascii_uppercase()
            && line.at(start as isize + 1) == '.'
            && is_name(line.at(start as isize + 2));
        let mut end = start;
        if initial {
            end += 1;
        }
        while !initial && end < line.len() && end - start < LOOK && is_name(line.chars[end]) {
            end += 1;
        }
        if end == start {
            break;
        }
        parts.push(Part {
            start,
            end,
            initial,
        });
        at = end;
        if line.at(at as isize) == ' ' && line.at(at as isize + 1) == '·' {
            at += 1;
        }
    }
    (parts.len() > 1).then_some(parts)
}

/// Blanks may stand beside a middle dot, never beside a full stop.
fn is_spaced_dot(line: &Line, i: usize) -> bool {
    !matches!(line.chars[i], '.' | '．')
}

fn is_name_of_person(line: &Line, parts: &[Part]) -> bool {
    let (mut length, mut strong, mut known) = (0, 0, false);
    let mut short = false;
    for (number, part) in parts.iter().enumerate() {
        if part.initial {
            continue;
        }
        let name: String = line.chars[part.start..part.end].iter().collect();
        if number == 0 && PLACES.split(' ').any(|place| name == place) {
            return false;
        }
        // The first part may stand behind other words, the others before them.
        known |= KNOWN.split(' ').any(|known| match number {
            0 => name.ends_with(known),
            _ => name.starts_with(known),
        });
        length += part.end - part.start;
        strong += usize::from(name.contains(|c| STRONG.contains(c)));
        // Only between other parts may one be a single character (马丁·路德·金, 达·芬奇).
        let single = part.end - part.start == 1;
        short |= single && (parts.len() == 2 || number == 0) && name != "达" && name != "達";
    }
    !short && (known || length >= 5 && strong >= 1 || strong >= 2)
}
