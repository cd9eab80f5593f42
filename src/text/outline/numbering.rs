//! Printed numbers and letters in six languages, read into one normal form.
//!
//! The UN prints the same point as `(a)`, `a)`, `а)` or `(أ)`, and the third level as `(i)`, `i)`,
//! `’1‘` or `㈠`. A label can be ambiguous by itself (`(i)` is the ninth letter or the first Roman
//! number), so it is read into candidates; the outline chooses by what was expected.

use unicode_normalization::UnicodeNormalization;

use super::divisions;

/// A way of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    /// `1.`, `1 -`: the number of a paragraph.
    Number,
    /// `(1)`: figures within a paragraph.
    Figure,
    /// `(a)`.
    Letter,
    /// `(i)`.
    Roman,
    /// `A.`: heads of parts.
    Capital,
    /// `I.`: heads of sections.
    CapitalRoman,
}

/// One reading of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub style: Style,
    pub value: u32,
}

/// A label with its possible readings, the likeliest first; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    pub readings: Vec<Count>,
    /// The normal form where a plain count would lose something ("1.1").
    pub compound: Option<String>,
}

impl Label {
    pub(super) fn of(readings: &[(Style, u32)]) -> Option<Self> {
        let readings: Vec<Count> = readings
            .iter()
            .map(|&(style, value)| Count { style, value })
            .collect();
        (!readings.is_empty()).then_some(Self {
            readings,
            compound: None,
        })
    }

    /// The reading in this style.
    pub(crate) fn in_style(&self, style: Style) -> Option<u32> {
        self.readings.iter().find(|c| c.style == style).map(|c| c.value)
    }
}

impl Count {
    /// The normal form: `7`, `a`, `iv`, `B`, `IV`.
    pub(crate) fn normal(self) -> String {
        match self.style {
            Style::Number | Style::Figure => self.value.to_string(),
            Style::Letter => letters(self.value),
            Style::Capital => letters(self.value).to_ascii_uppercase(),
            Style::Roman => roman(self.value).to_ascii_lowercase(),
            Style::CapitalRoman => roman(self.value),
        }
    }
}

/// Reads a label that stands alone, as in `num`.
pub(crate) fn parse(printed: &str) -> Option<Label> {
    let text = printed.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let quoted = text.starts_with(['’', '‘', '\'']) && text.ends_with(['’', '‘', '\'']);
    let bracketed = text.contains([')', '）', '(', '（']);
    let core = text.trim_matches(|c: char| c.is_whitespace() || "()（）’‘'.．-–—、:：،".contains(c));
    let core: String = core
        .chars()
        .filter(|c| !is_invisible(*c))
        .flat_map(nominal)
        .collect();
    if core.is_empty() || core.chars().count() > 12 {
        return None;
    }
    figures(&core, bracketed, quoted)
        .or_else(|| latin(&core, bracketed))
        .or_else(|| cyrillic(&core, bracketed))
        .or_else(|| arabic(&core, bracketed))
        .or_else(|| chinese(&core, bracketed))
}

/// Tatweel and vowel signs: written or left out at will.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{0640}' | '\u{064B}'..='\u{0652}' | '\u{AD}')
}

/// Arabic letters typed in the shape they take within words, as themselves.
fn nominal(c: char) -> impl Iterator<Item = char> {
    let shaped = matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}');
    let itself = (!shaped).then_some(c);
    itself
        .into_iter()
        .chain(shaped.then(|| std::iter::once(c).nfkc()).into_iter().flatten())
}

fn figures(core: &str, bracketed: bool, quoted: bool) -> Option<Label> {
    if let Some(value) = decimal(core) {
        let style = match (quoted, bracketed) {
            (true, _) => Style::Roman,
            (_, true) => Style::Figure,
            _ => Style::Number,
        };
        return Label::of(&[(style, value)]);
    }
    if let Some(label) = later(core) {
        return Some(label);
    }
    let mut parts = core.split('.');
    let first = parts.next().and_then(decimal)?;
    let rest: Option<Vec<u32>> = parts.map(decimal).collect();
    let compound = rest?
        .iter()
        .fold(first.to_string(), |text, n| format!("{text}.{n}"));
    Some(Label {
        readings: vec![Count {
            style: Style::Number,
            value: first,
        }],
        compound: Some(compound),
    })
}

/// Numbers put in later: "29A", "29 ألف", "12 bis".
fn later(core: &str) -> Option<Label> {
    let end = core.find(|c| digit(c).is_none())?;
    let (number, behind) = core.split_at_checked(end)?;
    let value = decimal(number)?;
    let behind = behind.trim_start_matches([' ', '-', '–']);
    let (again, rest) = divisions::again(behind);
    let suffix = match again {
        Some(again) if rest.is_empty() => again,
        _ => {
            let label = latin(behind, false)
                .or_else(|| cyrillic(behind, false))
                .or_else(|| arabic(behind, false))?;
            Count {
                style: Style::Capital,
                value: label.in_style(Style::Capital)?,
            }
            .normal()
        }
    };
    Some(Label {
        readings: vec![Count {
            style: Style::Number,
            value,
        }],
        compound: Some(format!("{value}{suffix}")),
    })
}

/// A number of one to four digits in ASCII, Arabic-Indic or full-width figures.
pub(crate) fn decimal(text: &str) -> Option<u32> {
    let mut value = 0;
    let mut count = 0;
    for c in text.chars() {
        value = value * 10 + digit(c)?;
        count += 1;
        if count > 4 {
            return None;
        }
    }
    (count > 0).then_some(value)
}

/// The value of a decimal digit in the scripts the UN prints in.
pub(crate) fn digit(c: char) -> Option<u32> {
    [0x30, 0x660, 0x6F0, 0xFF10]
        .iter()
        .find_map(|zero| u32::from(c).checked_sub(*zero).filter(|d| *d < 10))
}

fn latin(core: &str, bracketed: bool) -> Option<Label> {
    if !core.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let lower = core.to_ascii_lowercase();
    let is_upper = core.bytes().all(|b| b.is_ascii_uppercase());
    let (letter, roman) = if is_upper && !bracketed {
        (Style::Capital, Style::CapitalRoman)
    } else {
        (Style::Letter, Style::Roman)
    };
    let as_letter = letter_value(&lower).map(|v| (letter, v));
    let as_roman = roman_value(&lower).map(|v| (roman, v));
    // A lone C, D, L or M heads a part far oftener than it counts a hundred.
    let roman_first = is_upper && !bracketed && matches!(lower.as_str(), "i" | "v" | "x")
        || lower.len() > 1 && as_roman.is_some();
    let (first, second) = if roman_first {
        (as_roman, as_letter)
    } else {
        (as_letter, as_roman)
    };
    Label::of(&first.into_iter().chain(second).collect::<Vec<_>>())
}

/// `a` = 1 … `z` = 26, `aa` = 27, `bb` = 28.
fn letter_value(lower: &str) -> Option<u32> {
    let first = lower.bytes().next()?;
    let repeats = u32::try_from(lower.len()).ok().filter(|n| *n <= 3)?;
    let same = lower.bytes().all(|b| b == first);
    same.then(|| u32::from(first - b'a') + 1 + 26 * (repeats - 1))
}

/// `a` to `z`, then `aa`.
pub(crate) fn letters(value: u32) -> String {
    let index = value.saturating_sub(1);
    let letter = u8::try_from(index % 26).map_or('?', |i| char::from(b'a' + i));
    std::iter::repeat_n(letter, (index / 26 + 1) as usize).collect()
}

const ROMAN: [(&str, u32); 9] = [
    ("c", 100),
    ("xc", 90),
    ("l", 50),
    ("xl", 40),
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
];

/// A Roman number in capitals.
pub(crate) fn roman(mut value: u32) -> String {
    let mut out = String::new();
    for (sign, worth) in ROMAN {
        while value >= worth {
            out.push_str(sign);
            value -= worth;
        }
    }
    out.make_ascii_uppercase();
    out
}

/// The value of a well-formed Roman number below 400.
fn roman_value(lower: &str) -> Option<u32> {
    let (mut rest, mut value) = (lower, 0);
    for (sign, worth) in ROMAN {
        while let Some(shorter) = rest.strip_prefix(sign) {
            rest = shorter;
            value += worth;
        }
    }
    (rest.is_empty() && value > 0 && value < 400 && roman(value).eq_ignore_ascii_case(lower)).then_some(value)
}

/// The letters that Russian points count with.
pub(crate) const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщэюя";

/// The letters that Arabic points count with, in the order of the abjad.
pub(crate) const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";

/// Russian points: mostly Latin letters, some Cyrillic twins of them, some in Cyrillic order.
fn cyrillic(core: &str, bracketed: bool) -> Option<Label> {
    const TWINS: [(char, u32); 6] = [('а', 1), ('с', 3), ('е', 5), ('о', 15), ('р', 16), ('х', 24)];
    let mut chars = core.chars();
    let (c, end) = (chars.next()?, chars.next());
    let lower = c.to_lowercase().next()?;
    let style = if c == lower || bracketed {
        Style::Letter
    } else {
        Style::Capital
    };
    let twin = TWINS.iter().find(|(t, _)| *t == lower).map(|(_, v)| (style, *v));
    let order = CYRILLIC
        .chars()
        .zip(1..)
        .find(|(o, _)| *o == lower)
        .map(|(_, v)| (style, v));
    if end.is_some() {
        return None;
    }
    Label::of(&twin.into_iter().chain(order).collect::<Vec<_>>())
}

/// Arabic points count in the order of the abjad; sections by ordinals, parts by names of letters.
fn arabic(core: &str, bracketed: bool) -> Option<Label> {
    const NAMES: [&str; 10] = [
        "ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء",
    ];
    if let Some(value) = arabic_ordinal(core) {
        return Label::of(&[(Style::CapitalRoman, value)]);
    }
    if let Some(value) = NAMES.iter().zip(1..).find(|(n, _)| **n == core).map(|(_, v)| v) {
        return Label::of(&[(Style::Capital, value)]);
    }
    let mut signs = core.chars().filter(|c| !c.is_whitespace());
    let first = signs.next().map(|c| if c == 'ا' { 'أ' } else { c })?;
    let repeats = signs.try_fold(1, |n, c| {
        (c == first || (first == 'أ' && c == 'ا')).then_some(n + 1)
    })?;
    let value = ABJAD
        .chars()
        .zip(1..)
        .find(|(a, _)| *a == first)
        .map(|(_, v)| v)?;
    let style = if bracketed { Style::Letter } else { Style::Capital };
    Label::of(&[(style, value + 26 * (repeats - 1))])
}

/// `أولا`, `الثاني`, `ثالث عشر`: ordinals as adverb, with the article, or compound.
pub(crate) fn arabic_ordinal(text: &str) -> Option<u32> {
    const STEMS: [(&str, u32); 13] = [
        ("أول", 1),
        ("حادي", 1),
        ("ثاني", 2),
        ("ثالث", 3),
        ("رابع", 4),
        ("خامس", 5),
        ("سادس", 6),
        ("سابع", 7),
        ("ثامن", 8),
        ("تاسع", 9),
        ("عاشر", 10),
        ("عشرون", 20),
        ("عشرين", 20),
    ];
    let mut value = 0;
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        let word = word.trim_end_matches('،');
        if matches!(word, "عشر" | "عشرة") {
            value += 10;
            continue;
        }
        let bare = word
            .strip_prefix('و')
            .filter(|w| w.starts_with("ال") || w.starts_with("عشر"))
            .unwrap_or(word);
        let bare = bare.strip_prefix("ال").unwrap_or(bare);
        let stem = STEMS.iter().find(|(stem, _)| {
            bare.strip_prefix(stem)
                .is_some_and(|end| matches!(end, "" | "ا" | "ى" | "ة"))
        })?;
        value += stem.1;
    }
    (value > 0 && words <= 3).then_some(value)
}

/// `一`, `十二`, `㈠`, `(一)`.
fn chinese(core: &str, bracketed: bool) -> Option<Label> {
    let mut chars = core.chars();
    if let (Some(sign @ '㈠'..='㈩'), None) = (chars.next(), chars.next()) {
        return Label::of(&[(Style::Roman, u32::from(sign) - u32::from('㈠') + 1)]);
    }
    if let Some(label) = chinese_sign(core, bracketed) {
        return Some(label);
    }
    let value = chinese_number(core)?;
    Label::of(&[(
        if bracketed {
            Style::Roman
        } else {
            Style::CapitalRoman
        },
        value,
    )])
}

/// The heavenly stems and earthly branches, which stand for letters in treaties.
fn chinese_sign(core: &str, bracketed: bool) -> Option<Label> {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
    let value = [STEMS, BRANCHES].iter().find_map(|row| {
        row.chars()
            .zip(1..)
            .find(|(c, _)| core.strip_prefix(*c) == Some(""))
            .map(|(_, v)| v)
    })?;
    Label::of(&[(if bracketed { Style::Letter } else { Style::Capital }, value)])
}

/// A Chinese number from 1 to 999.
pub(crate) fn chinese_number(text: &str) -> Option<u32> {
    if let Some((hundreds, rest)) = text.split_once('百') {
        let hundreds = chinese_number(hundreds).filter(|n| *n < 10)?;
        let rest = rest.trim_start_matches('零');
        let below = if rest.is_empty() {
            Some(0)
        } else {
            chinese_number(rest)
        };
        return Some(hundreds * 100 + below.filter(|n| *n < 100)?);
    }
    let (mut tens, mut unit) = (None, None);
    for c in text.chars() {
        match (c, tens, unit) {
            ('十', None, u) => (tens, unit) = (Some(u.unwrap_or(1)), None),
            (c, _, None) => unit = Some("一二三四五六七八九".chars().zip(1..).find(|(d, _)| *d == c)?.1),
            _ => return None,
        }
    }
    let value = tens.unwrap_or(0) * 10 + unit.unwrap_or(0);
    (value > 0).then_some(value)
}

/// A label typed at the head of a paragraph's text: its length in bytes, spaces behind it included.
pub(crate) fn at_head(text: &str) -> Option<(usize, Label)> {
    let end = label_end(text)?;
    let (head, rest) = text.split_at_checked(end)?;
    let spaces = rest.len() - rest.trim_start().len();
    if spaces == 0 && !head.ends_with(['、', '．', '）']) && !rest.is_empty() && !starts_list(head, rest) {
        return None;
    }
    parse(head).map(|label| (end + spaces, label))
}

/// The number `due` at the head of a text without any mark behind it.
pub(crate) fn bare_number(text: &str, due: u32) -> Option<(usize, Label)> {
    let (word, rest) = text.split_once(' ')?;
    let is_due = decimal(word)? == due && rest.starts_with(char::is_alphabetic);
    let label = is_due.then(|| parse(word)).flatten()?;
    Some((text.len() - rest.len(), label))
}

/// Arabic and Chinese print "(أ)" and "㈠" also without a space.
fn starts_list(head: &str, rest: &str) -> bool {
    !head.is_ascii() || (head.starts_with('(') && !rest.is_ascii())
}

/// Where the label ends that a paragraph begins with, in bytes.
fn label_end(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    match first {
        // Mixed directions turn the opening bracket of some Arabic points round.
        '(' | '（' | ')' => {
            let (at, close) = chars.take(8).find(|(_, c)| matches!(c, ')' | '）'))?;
            Some(at + close.len_utf8())
        }
        '’' | '‘' => {
            let (at, close) = chars.take(4).find(|(_, c)| matches!(c, '’' | '‘'))?;
            Some(at + close.len_utf8())
        }
        '㈠'..='㈩' => Some(first.len_utf8()),
        c if digit(c).is_some() => number_end(text),
        c if c.is_alphabetic() => {
            let (at, close) = chars.take(6).find(|(_, c)| !c.is_alphabetic())?;
            (close == ')').then_some(at + 1)
        }
        _ => None,
    }
}

/// The end of "12." or "12 -" at the head of a text.
fn number_end(text: &str) -> Option<usize> {
    let end = text.find(|c| digit(c).is_none()).filter(|end| *end <= 8)?;
    let rest = text.get(end..)?;
    let tight = rest.trim_start_matches(' ');
    let mark = tight.chars().next()?;
    let spaced = rest.len() - tight.len();
    match mark {
        '.' | '．' | ')' | '、' if spaced == 0 => Some(end + mark.len_utf8()),
        '-' | '–' if spaced <= 1 && tight.chars().nth(1).is_none_or(char::is_whitespace) => {
            Some(end + spaced + mark.len_utf8())
        }
        _ => None,
    }
}

/// The label of a heading ("II", "A. …", "三 …") and how long it is in bytes, spaces included.
pub(crate) fn of_heading(text: &str) -> Option<(usize, Label)> {
    if let Some(label) = parse(text).filter(heads) {
        return Some((text.len(), label));
    }
    // "ثالث عشر - …" has two words before the title, everything else one.
    let ends = text
        .char_indices()
        .filter(|(_, c)| matches!(c, ' ' | '、' | '\n'))
        .map(|(at, c)| at + c.len_utf8())
        .take(2);
    let mut found = None;
    for end in ends {
        let word = text.get(..end)?.trim_end();
        let closed = word.ends_with(['.', '．', '-', '、']) || !word.is_ascii();
        // "I Introduction" has a Roman number, "A Scales" a letter, "A people" none.
        let title = || {
            text.get(end..)
                .is_some_and(|rest| rest.starts_with(char::is_uppercase))
        };
        let counts = |l: &Label| {
            closed
                || l.readings
                    .first()
                    .is_some_and(|c| c.style == Style::CapitalRoman || (c.style == Style::Capital && title()))
        };
        if let Some(label) = parse(word).filter(|l| heads(l) && counts(l)) {
            let rest = text.get(end..)?;
            let gap = rest.len() - rest.trim_start_matches([' ', '-', '–', '.']).len();
            found = Some((end + gap, label));
        }
    }
    found
}

/// Whether a label numbers nothing but headings.
pub(crate) fn heads_only(label: &Label) -> bool {
    label
        .readings
        .iter()
        .all(|c| matches!(c.style, Style::Capital | Style::CapitalRoman))
}

/// Whether a label can number a heading.
fn heads(label: &Label) -> bool {
    label.readings.iter().copied().any(heads_with)
}

/// Whether headings are counted in this way.
pub(super) fn heads_with(count: Count) -> bool {
    matches!(count.style, Style::Capital | Style::CapitalRoman | Style::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(printed: &str) -> String {
        parse(printed).map_or_else(String::new, |l| {
            l.compound.clone().unwrap_or_else(|| l.readings[0].normal())
        })
    }

    #[test]
    fn six_languages_meet() {
        for (printed, normal) in [
            ("99.", "99"),
            ("\t1.", "1"),
            ("12 -", "12"),
            ("12 –", "12"),
            ("٣ -", "3"),
            ("1.1.", "1.1"),
            ("29A", "29A"),
            ("29 ألف", "29A"),
            ("12 bis.", "12bis"),
            ("3 مكررا", "3bis"),
            ("(a)", "a"),
            ("a)", "a"),
            ("(أ)", "a"),
            ("(ب)", "b"),
            ("(هـ)", "e"),
            ("(ﻫ)", "e"),
            ("خامسا وعشرين", "XXV"),
            ("خامس وعشرون", "XXV"),
            ("(ض)", "z"),
            ("(أ أ)", "aa"),
            ("(aa)", "aa"),
            ("а)", "a"),
            ("б)", "b"),
            ("(iv)", "iv"),
            ("iv)", "iv"),
            ("’4‘", "iv"),
            ("㈣", "iv"),
            ("(十二)", "xii"),
            ("(丑)", "b"),
            ("(乙)", "b"),
            ("II.", "II"),
            ("ثانيا", "II"),
            ("ثالث عشر", "XIII"),
            ("二", "II"),
            ("二十一", "XXI"),
            ("一百零二", "CII"),
            ("B.", "B"),
            ("باء", "B"),
            ("بــاء", "B"),
            ("C", "C"),
            ("D.", "D"),
            ("(1)", "1"),
            ("", ""),
            ("–", ""),
            ("Quorum", ""),
        ] {
            assert_eq!(first(printed), normal, "{printed}");
        }
    }

    #[test]
    fn ambiguous_letters_keep_both_readings() {
        let label = parse("(i)").unwrap();
        assert_eq!(
            (label.in_style(Style::Letter), label.in_style(Style::Roman)),
            (Some(9), Some(1))
        );
        let label = parse("в)").unwrap();
        assert_eq!(label.in_style(Style::Letter), Some(3));
    }

    #[test]
    fn labels_typed_into_the_text() {
        for (text, rest) in [
            ("(a) To share", Some("To share")),
            ("12 - تطلب", Some("تطلب")),
            ("3. Asks", Some("Asks")),
            ("b) de dar", Some("de dar")),
            ("(a)分享", Some("分享")),
            (")أ) نص", Some("نص")),
            ("’1‘ نص", Some("نص")),
            ("2030 Agenda", None),
            ("20 December 2025", None),
            ("1-2 days", None),
            ("(see above) x", None),
            ("We (a) do", None),
        ] {
            assert_eq!(at_head(text).and_then(|(n, _)| text.get(n..)), rest, "{text}");
        }
    }

    #[test]
    fn headings() {
        for (text, expected) in [
            ("II", Some("")),
            ("A. Pensions", Some("Pensions")),
            ("三 通信", Some("通信")),
            ("Actions", None),
            ("A people first", None),
            ("أولا مقدمة", Some("مقدمة")),
            ("II Activités", Some("Activités")),
            ("II. . Antecedentes", Some("Antecedentes")),
            ("A Scales", Some("Scales")),
            ("ثانيا - مقدمة", Some("مقدمة")),
            ("ثالث عشر - مقدمة", Some("مقدمة")),
        ] {
            assert_eq!(
                of_heading(text).and_then(|(n, _)| text.get(n..)),
                expected,
                "{text}"
            );
        }
    }
}
