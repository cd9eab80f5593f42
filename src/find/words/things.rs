//! The things that can be found, with what they are filtered by.

use crate::corpus::Language;
use crate::graph::iri::THINGS;
use crate::graph::vocabulary::wsis;
use oxrdf::NamedNodeRef;
use rustc_hash::FxHashMap;

/// The kinds of things, each with the classes it gathers.
pub const KINDS: [(&str, &[NamedNodeRef<'static>]); 17] = [
    ("document", &[wsis::DOCUMENT]),
    (
        "paragraph",
        &[wsis::PARAGRAPH, wsis::SUB_PARAGRAPH, wsis::PREAMBULAR_PARAGRAPH],
    ),
    ("section", &[wsis::SECTION]),
    ("annex", &[wsis::ANNEX]),
    ("footnote", &[wsis::FOOTNOTE]),
    ("mandate", &[wsis::MANDATE]),
    ("body", &[wsis::BODY]),
    ("event", &[wsis::EVENT]),
    ("action-line", &[class("https://w3id.org/wsis/ns#ActionLine")]),
    ("target", &[wsis::TARGET]),
    ("theme", &[class("https://w3id.org/wsis/ns#Theme")]),
    ("indicator", &[wsis::INDICATOR]),
    ("person", &[wsis::PERSON]),
    ("place", &[wsis::PLACE_CLASS]),
    (
        "stakeholder-group",
        &[class("https://w3id.org/wsis/ns#StakeholderGroup")],
    ),
    ("work", &[wsis::CITED_WORK]),
    ("keyword", &[wsis::KEYWORD]),
];

/// How much a kind weighs beside others with the same words, in the order of [`KINDS`]: what people name
/// comes before what is said in a paragraph, and mandates and notes, which repeat it, after it.
pub(super) const WEIGHTS: [f32; KINDS.len()] = [
    1.5, 1.0, 1.0, 1.0, 0.6, 0.8, 1.6, 1.2, 1.6, 1.2, 1.4, 0.9, 1.0, 1.0, 1.2, 0.7, 0.6,
];

/// What becomes of the words of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// They hold, or nothing else is known.
    #[default]
    Adopted,
    /// They tell what others say: a report, the record of a meeting, a letter.
    Told,
    /// They are proposed.
    Draft,
}

impl Standing {
    /// By the address of the kind of a document, after `…/id/`.
    pub(super) fn of_kind(path: &str) -> Self {
        match path.strip_prefix("document-kind/") {
            Some("draft") => Self::Draft,
            Some("report" | "meeting-record" | "letter") => Self::Told,
            _ => Self::Adopted,
        }
    }

    /// How much a thing weighs beside another with the same words: whoever looks for an act wants the one that
    /// holds. So little that better words still win.
    pub(super) const fn weight(self) -> f32 {
        match self {
            Self::Adopted => 1.0,
            Self::Told => 0.95,
            Self::Draft => 0.9,
        }
    }
}

/// A class that only the concept schemes use.
const fn class(iri: &'static str) -> NamedNodeRef<'static> {
    NamedNodeRef::new_unchecked(iri)
}

/// The number of a kind.
pub(super) fn kind(name: &str) -> Option<u8> {
    let at = KINDS.iter().position(|(kind, _)| *kind == name)?;
    u8::try_from(at).ok()
}

/// The name of a kind.
pub(super) fn kind_name(kind: u8) -> &'static str {
    KINDS.get(usize::from(kind)).map_or("", |(name, _)| name)
}

/// A thing that can be found.
#[derive(Debug, Default)]
pub(super) struct Thing {
    /// Its address after `…/id/`.
    pub path: Box<str>,
    /// Its kind, as a number of [`KINDS`].
    pub kind: u8,
    /// When it was adopted or issued, or begins; for parts and mandates, their document's date.
    pub date: Option<Box<str>>,
    /// The year of that date.
    pub year: Option<i16>,
    /// The document it is, or is part of.
    pub document: Option<u32>,
    /// What becomes of the words of that document.
    pub standing: Standing,
    /// Bodies that adopted it, issued it or are asked by it.
    pub bodies: Vec<u16>,
    /// Action lines it concerns.
    pub lines: Vec<u16>,
    /// Forces of the mandates in it.
    pub forces: Vec<u16>,
}

impl Thing {
    /// Its address.
    pub(super) fn iri(&self) -> String {
        format!("{THINGS}{}", self.path)
    }
}

/// Values of a filter, by number.
#[derive(Debug, Default)]
pub(super) struct Values {
    paths: Vec<String>,
    numbers: FxHashMap<String, u16>,
    /// Their names by language.
    pub labels: FxHashMap<(u16, &'static str), String>,
}

impl Values {
    /// The number of a value given by its path, made where it is new; `None` beyond the 65,535th.
    pub(super) fn number(&mut self, path: &str) -> Option<u16> {
        if let Some(number) = self.numbers.get(path) {
            return Some(*number);
        }
        let number = u16::try_from(self.paths.len()).ok()?;
        self.paths.push(path.to_owned());
        self.numbers.insert(path.to_owned(), number);
        Some(number)
    }

    /// The number of a value written as IRI, path or, of the kind `usual`, as slug alone.
    pub(super) fn find(&self, usual: &str, written: &str) -> Option<u16> {
        let path = written.strip_prefix(THINGS).unwrap_or(written);
        let known = |path: &str| self.numbers.get(path).copied();
        known(path).or_else(|| known(&format!("{usual}/{path}")))
    }

    /// The path of a value.
    pub(super) fn path(&self, number: u16) -> &str {
        self.paths.get(usize::from(number)).map_or("", String::as_str)
    }

    /// The number of a value that is known already.
    pub(super) fn known(&self, path: &str) -> Option<u16> {
        self.numbers.get(path).copied()
    }

    /// The name of a value in a language, else in English, else in any.
    pub(super) fn label(&self, number: u16, language: Language) -> &str {
        [language.tag(), "en", ""]
            .iter()
            .find_map(|tag| self.labels.get(&(number, *tag)))
            .map_or_else(|| self.path(number), String::as_str)
    }
}

/// All things that can be found, in the order of their addresses.
#[derive(Debug, Default)]
pub(super) struct Things {
    /// The things; their numbers are those of the documents of the index.
    pub all: Vec<Thing>,
    /// Their numbers by path.
    pub numbers: FxHashMap<Box<str>, u32>,
    /// Bodies, and other addressees.
    pub bodies: Values,
    /// Action lines.
    pub lines: Values,
    /// Forces.
    pub forces: Values,
}

impl Things {
    /// The thing with a number.
    pub(super) fn get(&self, number: u32) -> Option<&Thing> {
        self.all.get(number as usize)
    }

    /// The number of a thing.
    pub(super) fn number(&self, path: &str) -> Option<u32> {
        self.numbers.get(path).copied()
    }

    /// The number of the thing that an address names, or whose words in one language it names.
    pub(super) fn or_of_language(&self, path: &str) -> Option<u32> {
        self.number(path).or_else(|| {
            let (whole, language) = path.rsplit_once('/')?;
            (language.len() == 2).then(|| self.number(whole))?
        })
    }
}

/// Paths sort as people count: the runs of digits as numbers.
pub(super) fn natural(path: &str) -> String {
    let mut key = String::with_capacity(path.len() + 16);
    let mut digits = String::new();
    for c in path.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            key.push_str(&format!("{digits:0>9}"));
            digits.clear();
        }
        key.push(c);
    }
    key
}
