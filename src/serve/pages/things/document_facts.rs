//! What is known about a document besides its text: where it comes from, how it was adopted, which files there are.

use super::acts::{document_date, last};
use super::look::{Link, Look, provision};
use crate::graph::vocabulary::{dcterms, eli, skos, wsis};
use crate::serve::iri::BASE;
use crate::serve::lookup::{Words, texts};
use oxigraph::model::{NamedNode, NamedNodeRef};

/// A fact: what it is, and its values.
pub(super) struct Fact {
    /// The key of the interface word.
    pub key: &'static str,
    /// The values; those without an address are words.
    pub values: Vec<Link>,
}

/// Most values of one fact.
const MAX_VALUES: usize = 12;

fn plain(words: Words) -> Link {
    Link {
        href: String::new(),
        words,
    }
}

/// What the statements about a document say, in the order of a catalog card.
pub(super) fn facts(look: &Look<'_>, document: &NamedNode) -> Vec<Fact> {
    let iri = document.as_ref();
    let links = |key, property: NamedNodeRef<'_>| Fact {
        key,
        values: look.links(iri, property),
    };
    let symbols = |key, property: NamedNodeRef<'_>| Fact {
        key,
        values: look
            .targets(iri, property)
            .iter()
            .map(|other| look.symbol(other.as_ref()))
            .collect(),
    };
    let words = |key, property: NamedNodeRef<'_>| Fact {
        key,
        values: look.pick(iri, property).map(plain).into_iter().collect(),
    };
    let all = |key, property: NamedNodeRef<'_>| Fact {
        key,
        values: texts(look.store, iri, property).into_iter().map(plain).collect(),
    };
    let mut facts = vec![
        links("t-adopted-by", wsis::ADOPTED_BY),
        words("t-adopted-on", wsis::ADOPTED_ON),
        words("t-issued-on", wsis::ISSUED_ON),
        links("t-adopted-at", wsis::ADOPTED_AT),
        words("t-meeting", wsis::MEETING),
        symbols("t-meeting-record", wsis::MEETING_RECORD),
        words("t-session", wsis::SESSION),
        Fact {
            key: "t-agenda-item",
            values: agenda(look, iri),
        },
        symbols("t-origin", wsis::ORIGIN),
        all("t-sponsor", wsis::SPONSOR),
        links("t-endorsed-by", wsis::ENDORSED_BY),
        symbols("t-reproduced-in", wsis::REPRODUCED_IN),
        Fact {
            key: "t-carries",
            values: carried(look, iri),
        },
        Fact {
            key: "t-outcome-of",
            values: look
                .sources(iri, wsis::OUTCOME_DOCUMENT)
                .iter()
                .map(|event| look.link(event.as_ref()))
                .collect(),
        },
        words("t-note", skos::NOTE),
        Fact {
            key: "t-cited-by",
            values: citing(look, iri),
        },
        Fact {
            key: "t-keywords",
            values: keywords(look, iri),
        },
    ];
    facts.retain(|fact| !fact.values.is_empty());
    for fact in &mut facts {
        fact.values.truncate(MAX_VALUES);
    }
    facts
}

/// The works that a document reprints.
fn carried(look: &Look<'_>, document: NamedNodeRef<'_>) -> Vec<Link> {
    let works = look.sources(document, wsis::REPRODUCED_IN);
    works.iter().map(|work| look.symbol(work.as_ref())).collect()
}

/// The documents whose provisions cite this one, the latest first.
fn citing(look: &Look<'_>, document: NamedNodeRef<'_>) -> Vec<Link> {
    let mut symbols: Vec<String> = look
        .sources(document, wsis::CITES)
        .iter()
        .filter_map(|place| Some(format!("{BASE}id/document/{}", provision(place.as_str())?.0)))
        .collect();
    symbols.sort();
    symbols.dedup();
    let mut all: Vec<(String, NamedNode)> = symbols
        .into_iter()
        .filter_map(|iri| NamedNode::new(iri).ok())
        .filter(|other| other.as_ref() != document)
        .map(|other| (document_date(look, other.as_ref()), other))
        .collect();
    all.sort_by(|a, b| b.cmp(a));
    all.iter()
        .take(MAX_VALUES)
        .map(|(_, other)| look.symbol(other.as_ref()))
        .collect()
}

fn agenda(look: &Look<'_>, document: NamedNodeRef<'_>) -> Vec<Link> {
    let number = look.literal(document, wsis::AGENDA_ITEM);
    let title = look.pick(document, wsis::AGENDA_ITEM_TITLE);
    match (number, title) {
        (Some(number), Some(mut title)) => {
            title.text = format!("{number}. {}", title.text);
            vec![plain(title)]
        }
        (Some(number), None) => vec![plain(Words {
            text: number,
            lang: String::new(),
        })],
        (None, title) => title.map(plain).into_iter().collect(),
    }
}

/// Terms of the thesaurus of the United Nations and of people; numbers of agendas and of other lists say nothing here.
fn keywords(look: &Look<'_>, document: NamedNodeRef<'_>) -> Vec<Link> {
    look.targets(document, wsis::KEYWORD_OF)
        .iter()
        .filter(|keyword| keyword.as_str().contains("/keyword/unbis/"))
        .map(|keyword| look.link(keyword.as_ref()))
        .collect()
}

/// How a document was voted on.
pub(super) struct Vote {
    /// How it ended, in words.
    pub outcome: String,
    /// Votes for, against and abstentions, where they were counted.
    pub counts: Option<(String, String, String)>,
    /// The vote itself.
    pub href: String,
}

/// The vote on a document.
pub(super) fn vote(look: &Look<'_>, document: NamedNodeRef<'_>) -> Option<Vote> {
    let vote = look.target(document, wsis::VOTE_TAKEN)?;
    let count = |property| look.literal(vote.as_ref(), property);
    Some(Vote {
        outcome: spaced(&look.literal(vote.as_ref(), wsis::OUTCOME).unwrap_or_default()),
        counts: count(wsis::IN_FAVOUR).map(|for_it| {
            (
                for_it,
                count(wsis::AGAINST).unwrap_or_else(|| "0".to_owned()),
                count(wsis::ABSTAINING).unwrap_or_else(|| "0".to_owned()),
            )
        }),
        href: look.href(vote.as_str()),
    })
}

/// A step on the way of a document.
pub(super) struct Step {
    /// When.
    pub date: String,
    /// What happened, in words.
    pub outcome: String,
    /// Who took it, as in the source.
    pub originator: Option<String>,
    /// The document that records it.
    pub record: Option<Link>,
}

/// The way of a document to its adoption.
pub(super) fn steps(look: &Look<'_>, document: NamedNodeRef<'_>) -> Vec<Step> {
    let mut all: Vec<(i64, Step)> = look
        .targets(document, wsis::STEP)
        .iter()
        .map(|step| {
            let step = step.as_ref();
            let order = look
                .literal(step, wsis::ORDER)
                .and_then(|order| order.parse().ok());
            let shown = Step {
                date: look.literal(step, wsis::STEP_DATE).unwrap_or_default(),
                outcome: spaced(&look.literal(step, wsis::OUTCOME).unwrap_or_default()),
                originator: look.literal(step, wsis::ORIGINATOR),
                record: look
                    .target(step, wsis::RECORD)
                    .map(|record| look.symbol(record.as_ref())),
            };
            (order.unwrap_or(i64::MAX), shown)
        })
        .collect();
    all.sort_by_key(|(order, _)| *order);
    all.into_iter().map(|(_, step)| step).collect()
}

/// `adoptedWithoutVote` as `adopted without vote`.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// The files of one language.
pub(super) struct Files {
    /// The language's own name.
    pub language: &'static str,
    /// Its tag.
    pub tag: &'static str,
    /// The text in this language.
    pub href: String,
    /// Each file: its format, its size, its page.
    pub files: Vec<(String, String, String)>,
}

/// The files from which the text was read.
pub(super) fn files(look: &Look<'_>, document: &NamedNode) -> Vec<Files> {
    super::document::TONGUES
        .iter()
        .filter_map(|(tag, _)| {
            let expression = NamedNode::new(format!("{}/{tag}", document.as_str())).ok()?;
            let files: Vec<_> = look
                .sources(expression.as_ref(), eli::EMBODIES)
                .iter()
                .map(|file| {
                    let iri = file.as_ref();
                    let kind = look.target(iri, dcterms::FORMAT).map(|kind| last(&kind));
                    let short = last(file);
                    let name = match (short.as_str(), kind.as_deref()) {
                        ("akn", _) => "Akoma Ntoso".to_owned(),
                        (short, _) => short.to_uppercase(),
                    };
                    let size = look
                        .literal(iri, wsis::BYTE_SIZE)
                        .and_then(|size| size.parse::<u64>().ok());
                    let size = size.map_or_else(String::new, |size| format!("{} kB", size.div_ceil(1000)));
                    (name, size, look.href(file.as_str()))
                })
                .collect();
            (!files.is_empty()).then(|| Files {
                language: super::document::own_name(tag),
                tag,
                href: look.href(expression.as_str()),
                files,
            })
        })
        .collect()
}
