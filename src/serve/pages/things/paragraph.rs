//! The page of a paragraph, item, footnote, section or annex.

use super::acts::{Act, Happening, act, history};
use super::document::{TONGUES, own_name};
use super::document_blocks::words_in;
use super::draft::{Draft, draft};
use super::frame::{Frame, look};
use super::look::{Link, Look, provision};
use super::marked::{Marked, marked};
use super::notes::{Most, Notes, Pointers, notes};
use crate::graph::vocabulary::wsis;
use crate::serve::lookup::{Words, order};
use crate::serve::pages::Asked;
use crate::serve::respond::{Shell, page};
use crate::serve::view::Evidence;
use crate::serve::vocab;
use askama::Template;
use axum::response::Response;
use oxigraph::model::{NamedNode, NamedNodeRef};

/// Most later texts whose changed words are shown.
const MAX_COMPARED: usize = 4;

#[derive(Template)]
#[template(path = "things/paragraph.html", config = "src/serve/askama.toml")]
struct ParagraphPage {
    shell: Shell,
    f: Frame,
    symbol: String,
    place: String,
    document: Option<Link>,
    draft: Option<Draft>,
    anchor: String,
    previous: Option<Link>,
    next: Option<Link>,
    heading: Option<Words>,
    gist: Option<Words>,
    words: Vec<(&'static str, Words)>,
    items: Vec<Item>,
    acts: Vec<(Act, Vec<Happening>)>,
    events: Vec<(Happening, Option<Link>)>,
    n: Notes,
    earlier: Option<Compared>,
    later: Vec<Compared>,
    first: Option<Link>,
    footnotes: Vec<Item>,
    evidence: Vec<Evidence>,
    official: Option<String>,
}

/// A provision with its words.
struct Item {
    link: Link,
    words: Option<Words>,
}

/// Another paragraph and the words that changed.
struct Compared {
    link: Link,
    date: String,
    marked: Option<Marked>,
}

/// Writes the page.
pub(in crate::serve::pages) fn write(asked: &Asked<'_>) -> Option<Response> {
    let look = look(asked);
    let iri = asked.iri.as_ref();
    let (_, rest) = provision(asked.iri.as_str())?;
    let document = look.target(iri, wsis::IN_DOCUMENT);
    let pointers = Pointers::read(&look, iri);
    let mut concepts = look.targets(iri, wsis::TOUCHES);
    concepts.extend(look.targets(iri, wsis::TREATS));
    concepts.extend(look.targets(iri, wsis::GOAL));
    let predecessor = look.target(iri, wsis::PREDECESSOR);
    let most = Most {
        cites: 200,
        others: 200,
    };
    let later = pointers.later.iter().take(MAX_COMPARED);
    Some(page(&ParagraphPage {
        symbol: document
            .as_ref()
            .map(|document| look.symbol(document.as_ref()).words.text)
            .unwrap_or_default(),
        draft: document
            .as_ref()
            .and_then(|document| draft(&look, document.as_ref(), Some(iri))),
        place: look.within(rest),
        anchor: rest.replace('/', "-"),
        previous: sibling(&look, asked.iri, rest, false),
        next: sibling(&look, asked.iri, rest, true),
        heading: look.pick(iri, wsis::HEADING),
        gist: look.pick(iri, wsis::GIST),
        words: all_words(&look, iri),
        items: items(&look, iri, vocab::IS_PART_OF),
        acts: pointers
            .mandates
            .iter()
            .map(|mandate| (act(&look, mandate.as_ref()), history(&look, mandate.as_ref())))
            .collect(),
        events: super::life::effected(&look, iri),
        n: notes(&look, &pointers, &concepts, predecessor.as_ref(), most),
        earlier: predecessor
            .as_ref()
            .map(|other| compared(&look, other, other.as_ref(), iri)),
        later: later
            .map(|other| compared(&look, other, iri, other.as_ref()))
            .collect(),
        first: first(&look, iri, predecessor.as_ref()),
        footnotes: items(&look, iri, wsis::FOOTNOTE_OF),
        evidence: asked.viewer().evidence(asked.iri),
        official: document
            .as_ref()
            .and_then(|document| look.target(document.as_ref(), crate::graph::vocabulary::foaf::PAGE))
            .map(|page| page.as_str().to_owned()),
        document: document.map(|document| Link {
            words: look.name(document.as_ref()),
            ..look.symbol(document.as_ref())
        }),
        f: Frame {
            trail: Vec::new(),
            title: super::document::bare(look.place(asked.iri.as_str())?),
            ..Frame::of(asked, class(rest))
        },
        shell: asked.shell.clone(),
    }))
}

fn class(rest: &str) -> &'static str {
    let mut parts = rest.rsplit('/');
    parts.next();
    match parts.next() {
        Some("para" | "op") => "Paragraph",
        Some("pp") => "PreambularParagraph",
        Some("sec") => "Section",
        Some("annex") => "Annex",
        Some("fn") => "Footnote",
        _ => "SubParagraph",
    }
}

/// The words in every language held, the reader's and English first.
fn all_words(look: &Look<'_>, iri: NamedNodeRef<'_>) -> Vec<(&'static str, Words)> {
    let mut all: Vec<(&'static str, Words)> = TONGUES
        .iter()
        .filter_map(|(tag, _)| Some((own_name(tag), words_in(look, iri, tag)?)))
        .collect();
    all.sort_by_key(|(_, words)| (words.lang != look.language(), words.lang != "en"));
    all
}

/// The provision before or behind: by number, or by its place in the same section.
fn sibling(look: &Look<'_>, iri: &NamedNode, rest: &str, next: bool) -> Option<Link> {
    let (_, last) = rest.rsplit_once('/')?;
    if let Ok(number) = last.parse::<u32>() {
        let other = if next {
            number.checked_add(1)?
        } else {
            number.checked_sub(1)?
        };
        let stem = iri.as_str().strip_suffix(last)?;
        let other = NamedNode::new(format!("{stem}{other}")).ok()?;
        return crate::serve::lookup::exists(look.store, other.as_ref()).then(|| look.link(other.as_ref()));
    }
    let whole = look.target(iri.as_ref(), vocab::IS_PART_OF)?;
    let mut all = look.sources(whole.as_ref(), vocab::IS_PART_OF);
    all.sort_by_key(|part| order(look.store, part.as_ref()));
    let at = all.iter().position(|part| part == iri)?;
    let other = if next {
        all.get(at + 1)?
    } else {
        all.get(at.checked_sub(1)?)?
    };
    Some(look.link(other.as_ref()))
}

/// Parts or footnotes of a provision, with their words in the reader's language or English.
fn items(look: &Look<'_>, iri: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Vec<Item> {
    let mut all = look.sources(iri, property);
    all.retain(|part| provision(part.as_str()).is_some());
    if property == vocab::IS_PART_OF {
        all.retain(|part| !part.as_str().contains("/fn/"));
    }
    all.sort_by_cached_key(|part| order(look.store, part.as_ref()));
    all.iter()
        .map(|part| Item {
            link: look.link(part.as_ref()),
            words: best_words(look, part.as_ref()).or_else(|| look.pick(part.as_ref(), wsis::GIST)),
        })
        .collect()
}

fn best_words(look: &Look<'_>, iri: NamedNodeRef<'_>) -> Option<Words> {
    let tongues = [look.language(), "en"]
        .into_iter()
        .chain(TONGUES.iter().map(|(tag, _)| *tag));
    let mut tongues = tongues;
    tongues.find_map(|tag| words_in(look, iri, tag))
}

/// Another paragraph with the words changed from the earlier to the later one, in a language that both have.
fn compared(
    look: &Look<'_>,
    other: &NamedNode,
    earlier: NamedNodeRef<'_>,
    later: NamedNodeRef<'_>,
) -> Compared {
    let tongues = [look.language(), "en"]
        .into_iter()
        .chain(TONGUES.iter().map(|(tag, _)| *tag));
    let mut tongues = tongues;
    let marked = tongues.find_map(|tag| {
        let (old, new) = (words_in(look, earlier, tag)?, words_in(look, later, tag)?);
        Some(marked(&old.text, &new.text, tag))
    });
    Compared {
        link: look.link(other.as_ref()),
        date: super::acts::adopted(look, other.as_ref()),
        marked,
    }
}

/// Where the words first appeared, unless that is the predecessor.
fn first(look: &Look<'_>, iri: NamedNodeRef<'_>, predecessor: Option<&NamedNode>) -> Option<Link> {
    let reuse = look.sources(iri, wsis::REUSING_PROVISION);
    let first = look.target(reuse.first()?.as_ref(), wsis::FIRST_APPEARANCE)?;
    (Some(&first) != predecessor).then(|| look.link(first.as_ref()))
}
