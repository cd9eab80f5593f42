//! Invented documents of many shapes, printed in six languages: whatever a file codes how, every number
//! has one address in all of them, and every word one place.

use std::collections::HashSet;
use std::fmt::Write as _;

use fastrand::Rng;

use super::read;
use crate::corpus::reading::{ProvisionKind, Reading};

const LANGUAGES: [&str; 6] = ["ara", "zho", "eng", "fra", "rus", "spa"];
const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
const CHINESE: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const ORDINALS: [&str; 9] = [
    "أول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع",
];
const ROMAN: [&str; 13] = [
    "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
];

/// What is printed, in order.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece {
    Preambular,
    Number(usize),
    Letter(usize),
    Small(usize),
    Section(usize),
    Annex(usize),
    Title,
    Chapter(usize),
    Article(usize),
    Unnumbered,
}

/// A piece, its address, and whether the Chinese counts as its treaties do.
type Row = (Piece, String, bool);

fn roman(n: usize) -> &'static str {
    ROMAN[n]
}

fn letter(n: usize) -> String {
    let sign = char::from(b'a' + u8::try_from((n - 1) % 26).unwrap());
    std::iter::repeat_n(sign, (n - 1) / 26 + 1).collect()
}

fn chinese(n: usize) -> String {
    match (n / 10, n % 10) {
        (0, unit) => CHINESE[unit].to_owned(),
        (1, unit) => format!("十{}", CHINESE[unit]),
        (tens, unit) => format!("{}十{}", CHINESE[tens], CHINESE[unit]),
    }
}

fn points(random: &mut Rng, base: &str, treaty: bool, rows: &mut Vec<Row>) {
    let letters = if random.u8(..12) == 0 {
        30
    } else {
        random.usize(1..12)
    };
    for n in 1..=letters {
        let path = format!("{base}/{}", letter(n));
        rows.push((Piece::Letter(n), path.clone(), treaty));
        if random.u8(..4) == 0 {
            for small in 1..=random.usize(2..12) {
                rows.push((Piece::Small(small), format!("{path}/{}", roman(small)), treaty));
            }
        }
    }
}

fn numbers(random: &mut Rng, prefix: &str, most: usize, treaty: bool, rows: &mut Vec<Row>) {
    for n in 1..=random.usize(1..=most) {
        let path = format!("{prefix}para/{n}");
        rows.push((Piece::Number(n), path.clone(), treaty));
        if random.u8(..3) == 0 {
            points(random, &path, treaty, rows);
        }
    }
}

/// Chapters and articles; most articles number their paragraphs, some have one without number.
fn articles(random: &mut Rng, prefix: &str, rows: &mut Vec<Row>) {
    let treaty = random.bool();
    let mut article = 0;
    for chapter in 1..=random.usize(1..4) {
        rows.push((
            Piece::Chapter(chapter),
            format!("{prefix}sec/{}", roman(chapter).to_uppercase()),
            treaty,
        ));
        for _ in 0..random.usize(2..5) {
            article += 1;
            let path = format!("{prefix}sec/article-{article}");
            rows.push((Piece::Article(article), path.clone(), treaty));
            if article % 3 == 0 {
                rows.push((Piece::Unnumbered, format!("{path}/op/1"), treaty));
            } else {
                numbers(random, &format!("{path}/"), 6, treaty, rows);
            }
        }
    }
}

fn document(random: &mut Rng) -> Vec<Row> {
    let mut rows = Vec::new();
    for n in 1..=random.usize(1..6) {
        rows.push((Piece::Preambular, format!("pp/{n}"), false));
    }
    if random.bool() {
        for section in 1..=random.usize(2..6) {
            let path = format!("sec/{}", roman(section).to_uppercase());
            rows.push((Piece::Section(section), path.clone(), false));
            numbers(random, &format!("{path}/"), 8, false, &mut rows);
        }
    } else {
        let most = if random.u8(..20) == 0 { 300 } else { 30 };
        numbers(random, "", most, false, &mut rows);
    }
    for annex in 1..=random.usize(..3) {
        let path = format!("annex/{annex}");
        rows.push((Piece::Annex(annex), path.clone(), false));
        rows.push((Piece::Title, path.clone(), false));
        if random.bool() {
            articles(random, &format!("{path}/"), &mut rows);
        } else {
            numbers(random, &format!("{path}/"), 30, false, &mut rows);
        }
    }
    rows
}

/// The label of a piece as a language prints it.
fn label(piece: Piece, language: &str, treaty: bool) -> String {
    match (piece, language) {
        (Piece::Number(n), "ara") => format!("{n} -"),
        (Piece::Number(n), "zho") if treaty => format!("{}、", chinese(n)),
        (Piece::Number(n), _) => format!("{n}."),
        (Piece::Letter(n), "ara") => match ABJAD.chars().nth(n - 1).filter(|_| n <= 26) {
            Some(sign) => format!("({sign})"),
            None => ABJAD
                .chars()
                .nth(n - 27)
                .map(|sign| format!("({sign} {sign})"))
                .unwrap(),
        },
        (Piece::Letter(n), "zho") if treaty && n <= 10 => {
            char::from_u32(u32::from('㈠') + u32::try_from(n).unwrap() - 1)
                .unwrap()
                .to_string()
        }
        (Piece::Letter(n), "zho") if treaty => format!("({})", chinese(n)),
        (Piece::Letter(n), "zho" | "eng") => format!("({})", letter(n)),
        (Piece::Letter(n), _) => format!("{})", letter(n)),
        (Piece::Small(n), "ara") => format!("’{n}‘"),
        (Piece::Small(n), "zho") if treaty => format!("{n}."),
        (Piece::Small(n), "zho") => format!("({})", chinese(n)),
        (Piece::Small(n), "eng") => format!("({})", roman(n)),
        (Piece::Small(n), _) => format!("{})", roman(n)),
        _ => division(piece, language, treaty),
    }
}

/// The label of what is no paragraph.
fn division(piece: Piece, language: &str, treaty: bool) -> String {
    let ordinal = |n: usize| ORDINALS[n - 1];
    match (piece, language) {
        (Piece::Section(n), "ara") => format!("{}ا -", ordinal(n)),
        (Piece::Section(n), "zho") => format!("{}.", chinese(n)),
        (Piece::Section(n), _) => format!("{}.", roman(n).to_uppercase()),
        (Piece::Annex(n), "ara") => format!("المرفق ال{}", ordinal(n)),
        (Piece::Annex(n), "zho") => format!("附件{}", chinese(n)),
        (Piece::Annex(n), _) => {
            let word = [
                ("eng", "Annex"),
                ("fra", "Annexe"),
                ("rus", "Приложение"),
                ("spa", "Anexo"),
            ];
            format!(
                "{} {}",
                word.iter().find(|w| w.0 == language).unwrap().1,
                roman(n).to_uppercase()
            )
        }
        (Piece::Chapter(n), "ara") => format!("الفصل ال{}", ordinal(n)),
        (Piece::Chapter(n), "zho") => format!("第{}章", chinese(n)),
        (Piece::Chapter(n), _) => {
            let word = [
                ("eng", "Chapter"),
                ("fra", "CHAPITRE"),
                ("rus", "Глава"),
                ("spa", "Capítulo"),
            ];
            format!(
                "{} {}",
                word.iter().find(|w| w.0 == language).unwrap().1,
                roman(n).to_uppercase()
            )
        }
        (Piece::Article(1), "fra") => "Article premier".to_owned(),
        (Piece::Article(n), "zho") if treaty => format!("第{}条", chinese(n)),
        (Piece::Article(n), "zho") => format!("第{n}条"),
        (Piece::Article(n), _) => {
            let word = [
                ("eng", "Rule"),
                ("fra", "Article"),
                ("rus", "Правило"),
                ("spa", "Artículo"),
                ("ara", "المادة"),
            ];
            format!("{} {n}", word.iter().find(|w| w.0 == language).unwrap().1)
        }
        _ => String::new(),
    }
}

/// A paragraph with its label in `num` or typed.
fn paragraph(random: &mut Rng, label: &str, text: &str) -> String {
    if label.is_empty() || random.bool() {
        format!("<paragraph><content><p>{label} {text}</p></content></paragraph>")
    } else {
        format!("<paragraph><num>{label}</num><content><p>{text}</p></content></paragraph>")
    }
}

fn heading(random: &mut Rng, language: &str, text: &str) -> String {
    match random.u8(..if language == "zho" { 4 } else { 3 }) {
        0 => format!("<paragraph class=\"H1\"><heading>{text}</heading></paragraph>"),
        1 => format!("<paragraph class=\"H23\"><subheading>{text}</subheading></paragraph>"),
        2 => format!("<paragraph><content><p><span class=\"bold\">{text}</span></p></content></paragraph>"),
        // The Chinese files have headings that nothing marks.
        _ => format!("<paragraph><content><p>{text}</p></content></paragraph>"),
    }
}

fn print(random: &mut Rng, rows: &[Row], language: &str) -> String {
    let words = match language {
        "ara" => ("طائرة", "،", "؛"),
        "zho" => ("风筝", "，", "；"),
        "rus" => ("Змей", ",", ";"),
        _ => ("Kite", ",", ";"),
    };
    let (mut preamble, mut body) = (String::new(), String::new());
    for (at, (piece, _, treaty)) in rows.iter().enumerate() {
        let label = label(*piece, language, *treaty);
        let text = format!("{} kite{at}e", words.0);
        match piece {
            Piece::Preambular => {
                write!(
                    preamble,
                    "<container name=\"x\"><p><i>{text}</i> {at}{}</p></container>",
                    words.1
                )
                .unwrap();
            }
            Piece::Number(_) | Piece::Letter(_) | Piece::Small(_) => {
                let end = if matches!(rows.get(at + 1), Some((Piece::Letter(1) | Piece::Small(1), ..))) {
                    ":"
                } else {
                    words.2
                };
                body += &paragraph(random, &label, &format!("{text}{end}"));
            }
            Piece::Unnumbered => body += &paragraph(random, "", &format!("{text}.")),
            Piece::Annex(_) => body += &heading(random, language, &label),
            Piece::Title => body += &heading(random, language, &text),
            Piece::Section(_) => body += &heading(random, language, &format!("{label} {text}")),
            Piece::Chapter(_) | Piece::Article(_) if random.bool() => {
                body += &heading(random, language, &label);
                body += &heading(random, language, &text);
            }
            // In one line, and then marked as a heading.
            Piece::Chapter(_) | Piece::Article(_) => {
                body += &heading(random, "eng", &format!("{label}. {text}"));
            }
        }
    }
    format!(
        "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><statement name=\"resolution\">\
         <meta><identification source=\"#X\"><FRBRExpression><FRBRlanguage language=\"{language}\"/></FRBRExpression>\
         </identification></meta><coverPage><p><docNumber refersTo=\"#symbol\">A/RES/99/1</docNumber></p></coverPage>\
         <preamble>{preamble}</preamble><mainBody>{body}</mainBody></statement></akomaNtoso>"
    )
}

fn one(text: &str) -> Reading {
    read(text.as_bytes())
        .unwrap_or_else(|error| panic!("{error}: {text}"))
        .remove(0)
}

/// Where the words of a row went.
fn places(reading: &Reading, at: usize) -> Vec<&str> {
    let token = format!("kite{at}e");
    let with = reading.provisions.iter().filter(|p| p.text.contains(&token));
    with.map(|p| p.path.as_str()).collect()
}

/// Catches: a shape, a script or a coding that changes an address, loses or doubles one, or moves words.
#[test]
fn every_shape_has_the_same_addresses_in_six_languages() {
    let mut random = Rng::with_seed(20_050_613);
    for round in 0..60 {
        let rows = document(&mut random);
        let expected: Vec<&str> = rows
            .iter()
            .filter(|r| r.0 != Piece::Title)
            .map(|r| r.1.as_str())
            .collect();
        for language in LANGUAGES {
            let text = print(&mut random, &rows, language);
            let reading = one(&text);
            let found: Vec<&str> = reading.provisions.iter().map(|p| p.path.as_str()).collect();
            let first = expected.iter().zip(&found).position(|(e, f)| e != f);
            assert_eq!(
                found,
                expected,
                "round {round}, {language}, from {:?}: {text}",
                first.map(|at| &rows[at.saturating_sub(1)..(at + 2).min(rows.len())])
            );
            for (at, (piece, path, _)) in rows
                .iter()
                .enumerate()
                .filter(|(_, r)| !matches!(r.0, Piece::Annex(_)))
            {
                assert_eq!(places(&reading, at), [path.as_str()], "{language} {piece:?}");
            }
        }
    }
}

/// Catches: damage to a text (what is missing, twice, or in a wrong place) that loses or doubles words,
/// numbers or addresses.
#[test]
fn damaged_shapes_keep_every_word_and_number() {
    let mut random = Rng::with_seed(20_251_217);
    for _ in 0..150 {
        let mut rows = document(&mut random);
        for _ in 0..random.usize(1..6) {
            let (at, other) = (random.usize(..rows.len()), random.usize(..rows.len()));
            match random.u8(..4) {
                0 if rows.len() > 2 => drop(rows.remove(at)),
                1 => rows.swap(at, other),
                2 => rows.insert(other, rows[at].clone()),
                _ => rows[at].0 = rows[other].0,
            }
        }
        let language = LANGUAGES[random.usize(..6)];
        let text = print(&mut random, &rows, language);
        let reading = one(&text);
        let mut seen = HashSet::new();
        for provision in &reading.provisions {
            assert!(seen.insert(&provision.path), "{} twice: {text}", provision.path);
        }
        for (at, (piece, ..)) in rows.iter().enumerate() {
            if !matches!(piece, Piece::Annex(_)) {
                assert_eq!(places(&reading, at).len(), 1, "kite{at}e of {piece:?}: {text}");
            }
        }
        let said = |label: &str| {
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            let labels = reading
                .provisions
                .iter()
                .filter(|p| p.kind != ProvisionKind::Footnote);
            labels
                .filter(|p| p.label.as_deref().is_some_and(|l| bare(l) == bare(label)))
                .count()
        };
        for num in text
            .split("<num>")
            .skip(1)
            .filter_map(|rest| rest.split("</num>").next())
        {
            let printed = text.matches(&format!("<num>{num}</num>")).count();
            assert!(
                said(num) >= printed,
                "{num} is {printed} times in the file: {text}"
            );
        }
    }
}
