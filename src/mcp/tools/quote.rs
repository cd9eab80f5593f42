//! `quote`: whether words stand in a paragraph, and what it says instead.

use super::paragraph::languages;
use crate::graph::vocabulary::wsis;
use crate::lookup::{pointing_to, subject};
use crate::mcp::address::{document_of, provision};
use crate::mcp::refusal::{Refusal, bounded};
use crate::mcp::shape::{Text, Thing, below, official};
use crate::mcp::state::Loaded;
use crate::mcp::tool::Reads;
use crate::quote::{Difference as Differs, composed, find, nearest};
use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::Store;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Longest quotation, in characters.
const MOST: usize = 2_000;
/// Most paragraphs of the same document that are named.
const ELSEWHERE: usize = 10;
/// Most parts of a paragraph that are looked through.
const PARTS: usize = 400;

/// The tool.
pub(in crate::mcp) struct Quote;

/// Which words, and where.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Input {
    /// The words to check, without "…" for words left out: check each piece by itself.
    pub words: String,
    /// The paragraph: an address, or symbol and number ("A/RES/80/173 para. 99"). A document looks through all its paragraphs.
    pub paragraph: String,
    /// The language of the words, of ar, zh, en, fr, ru, es. Without it all that are held are tried.
    #[serde(default)]
    pub language: Option<String>,
}

/// Whether the words stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::mcp) enum Verdict {
    /// Letter by letter.
    Exact,
    /// With differences of case, spacing or punctuation only: quote `printed` instead.
    SameWords,
    /// They do not stand there: do not quote them.
    NotThere,
    /// The release does not hold the words of this paragraph (in this language): nobody can tell here.
    NoText,
}

/// In what the words differ from the printed ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::mcp) enum Difference {
    /// Spaces and line ends.
    Spacing,
    /// Capital and small letters.
    Case,
    /// Quotation marks, hyphens, other signs.
    Punctuation,
}

/// A place where the words stand.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Match {
    /// The paragraph.
    pub paragraph: Thing,
    /// The language.
    pub language: String,
    /// The address of the text in that language: give it with the quotation.
    pub iri: String,
    /// The words as the text has them, letter by letter.
    pub printed: String,
    /// The first letter of `printed` in the text, counted from 0.
    pub start: usize,
    /// The letter after the last one.
    pub end: usize,
    /// How often they stand in this text.
    pub times: usize,
    /// In what the words differ; nothing when they are exact.
    pub differences: Vec<Difference>,
}

/// Words given, and what is printed in their place.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Change {
    /// As given; empty where words were left out.
    pub given: String,
    /// As printed; empty where words were put in.
    pub printed: String,
}

/// The true wording that is most like the words.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Nearest {
    /// The paragraph.
    pub paragraph: Thing,
    /// The language.
    pub language: String,
    /// The address of the text.
    pub iri: String,
    /// The words as the text has them.
    pub printed: String,
    /// How like it is, from 0 to 1.
    pub likeness: f64,
    /// What is different, in order.
    pub changes: Vec<Change>,
}

/// What came of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Output {
    /// The release that was asked.
    pub release: String,
    /// Whether the words stand there.
    pub verdict: Verdict,
    /// The verdict in words.
    pub says: String,
    /// The paragraph or document that was looked through.
    pub looked_in: Thing,
    /// The languages that were tried.
    pub languages: Vec<String>,
    /// Where the words stand.
    pub matches: Vec<Match>,
    /// What is printed instead, where there is something like the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Nearest>,
    /// Other paragraphs of the same document in which the words stand, when not in this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Match>,
}

impl Reads for Quote {
    const NAME: &'static str = "quote";
    const TITLE: &'static str = "Check a quotation";
    const DESCRIPTION: &'static str = "Whether given words stand in a given paragraph: in which language, exactly or with differences of case, spacing or punctuation only; otherwise the nearest true wording with the changed words. Call it before putting words of a document in quotation marks.";
    type Input = Input;
    type Output = Output;

    fn answer(loaded: &Loaded, input: Input) -> Result<Output, Refusal> {
        let words = composed(bounded("words", &input.words, MOST)?);
        if !words.chars().any(char::is_alphanumeric) {
            return Err(Refusal::new("`words` has no letters or digits."));
        }
        if words.contains('…') || words.contains("...") {
            return Err(Refusal::new(
                "`words` leaves something out (…). Hint: check each piece between the dots by itself.",
            ));
        }
        let language = languages(input.language.as_slice())?.first().copied();
        let place = provision(loaded, &input.paragraph)?;
        Ok(look(loaded, &words, &place, language))
    }
}

/// Looks for the words in a paragraph and its parts, then in the rest of its document.
fn look(loaded: &Loaded, words: &str, place: &NamedNode, language: Option<&str>) -> Output {
    let store = &loaded.release.store;
    let document = document_of(store, place.as_ref());
    let here = if document == *place {
        provisions(store, document.as_ref())
    } else {
        let mut here = vec![place.clone()];
        here.extend(below(store, place, PARTS));
        here
    };
    let read = |provisions: &[NamedNode]| texts(store, provisions, language);
    let texts = read(&here);
    let matches = matches(store, words, &texts, ELSEWHERE);
    let verdict = match matches.first() {
        Some(found) if found.differences.is_empty() => Verdict::Exact,
        Some(_) => Verdict::SameWords,
        None if texts.is_empty() => Verdict::NoText,
        None => Verdict::NotThere,
    };
    let mut tried: Vec<String> = texts.iter().map(|(_, text)| text.language.clone()).collect();
    tried.sort();
    tried.dedup();
    let elsewhere = if verdict == Verdict::NotThere && document != *place {
        let mut others = provisions(store, document.as_ref());
        others.retain(|other| !here.contains(other));
        self::matches(store, words, &read(&others), ELSEWHERE)
    } else {
        Vec::new()
    };
    let nearest = (verdict == Verdict::NotThere)
        .then(|| most_like(store, words, &texts))
        .flatten();
    Output {
        release: loaded.release.id.clone(),
        says: says(verdict, nearest.is_some(), !elsewhere.is_empty(), language),
        verdict,
        looked_in: Thing::of(store, place.as_ref()),
        languages: tried,
        matches,
        nearest,
        elsewhere,
    }
}

fn says(verdict: Verdict, near: bool, elsewhere: bool, language: Option<&str>) -> String {
    let mut says = match (verdict, language) {
        (Verdict::Exact, _) => "The words stand there exactly.".to_owned(),
        (Verdict::SameWords, _) => {
            "The words stand there, but are printed differently: quote `printed`.".to_owned()
        }
        (Verdict::NotThere, _) => "The words do not stand there: do not quote them.".to_owned(),
        (Verdict::NoText, None) => {
            "This release does not hold the words of this paragraph, so the quotation cannot be checked here."
                .to_owned()
        }
        (Verdict::NoText, Some(language)) => format!(
            "This release does not hold the words of this paragraph in {language}, so the quotation cannot be checked here."
        ),
    };
    if near {
        says.push_str(" `nearest` shows the true wording that is most like them.");
    } else if verdict == Verdict::NotThere {
        says.push_str(" Nothing there is like them.");
    }
    if elsewhere {
        says.push_str(" They stand in other paragraphs of the same document: see `elsewhere`.");
    }
    says
}

/// The provisions of a document.
fn provisions(store: &Store, document: NamedNodeRef<'_>) -> Vec<NamedNode> {
    let mut all: Vec<NamedNode> = pointing_to(store, document, Some(wsis::IN_DOCUMENT))
        .filter_map(|quad| subject(&quad).cloned())
        .collect();
    all.sort_by_cached_key(|iri| (crate::lookup::order(store, iri.as_ref()), iri.as_str().to_owned()));
    all.dedup();
    all
}

/// The texts of provisions, in one language or all.
fn texts(store: &Store, provisions: &[NamedNode], language: Option<&str>) -> Vec<(NamedNode, Text)> {
    provisions
        .iter()
        .flat_map(|provision| {
            let texts = official(store, provision.as_ref()).into_iter();
            texts.map(|text| (provision.clone(), text))
        })
        .filter(|(_, text)| language.is_none_or(|language| text.language == language))
        .map(|(provision, text)| {
            let words = composed(&text.words);
            (provision, Text { words, ..text })
        })
        .collect()
}

/// Where the words stand, the fewest differences first.
fn matches(store: &Store, words: &str, texts: &[(NamedNode, Text)], most: usize) -> Vec<Match> {
    let mut all: Vec<Match> = texts
        .iter()
        .filter_map(|(provision, text)| {
            let found = find(words, &text.words)?;
            let before = text.words.get(..found.at.start)?.chars().count();
            let printed = text.words.get(found.at)?.to_owned();
            Some(Match {
                paragraph: Thing::of(store, provision.as_ref()),
                language: text.language.clone(),
                iri: text.iri.clone(),
                start: before,
                end: before + printed.chars().count(),
                printed,
                times: found.times,
                differences: found.differences.into_iter().map(Difference::from).collect(),
            })
        })
        .collect();
    all.sort_by_key(|found| found.differences.len());
    all.truncate(most);
    all
}

fn most_like(store: &Store, words: &str, texts: &[(NamedNode, Text)]) -> Option<Nearest> {
    let near = texts
        .iter()
        .filter_map(|(provision, text)| Some((nearest(words, &text.words)?, provision, text)));
    let (near, provision, text) = near.max_by(|a, b| a.0.likeness.total_cmp(&b.0.likeness))?;
    Some(Nearest {
        paragraph: Thing::of(store, provision.as_ref()),
        language: text.language.clone(),
        iri: text.iri.clone(),
        printed: text.words.get(near.at)?.to_owned(),
        likeness: (near.likeness * 100.0).round() / 100.0,
        changes: near
            .changes
            .into_iter()
            .map(|change| Change {
                given: change.given,
                printed: change.printed,
            })
            .collect(),
    })
}

impl From<Differs> for Difference {
    fn from(differs: Differs) -> Self {
        match differs {
            Differs::Spacing => Self::Spacing,
            Differs::Case => Self::Case,
            Differs::Punctuation => Self::Punctuation,
        }
    }
}
