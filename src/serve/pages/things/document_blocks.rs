//! The provisions of a document in their order, with words in the chosen languages and notes.

use super::look::{Look, natural, provision};
use super::notes::{Most, Notes, Pointers, notes};
use crate::graph::vocabulary::wsis;
use crate::serve::iri::{id_path, link_path};
use crate::serve::lookup::{Words, about, pointing_to, subject};
use crate::serve::vocab;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading.
    Heading,
    /// A paragraph of any kind.
    Paragraph,
    /// A footnote.
    Footnote,
}

/// A provision on the page.
pub(super) struct Block {
    /// The anchor: `para-99`.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its place in short: `99`, `(a)`, `pp. 3`.
    pub label: String,
    /// Its place in full, for those who hear the page.
    pub place: String,
    /// What it is.
    pub kind: Kind,
    /// How deep it stands: 0 for paragraphs, 1 for items in them.
    pub depth: usize,
    /// The rank of a heading in the page, 3 to 5.
    pub rank: usize,
    /// Its words in each chosen language; English or another where that one lacks it.
    pub columns: Vec<Option<Words>>,
    /// What it says, in our own words.
    pub gist: Option<Words>,
    /// What stands beside it.
    pub notes: Notes,
}

/// A line of the contents.
pub(super) struct Entry {
    /// Where it leads.
    pub href: String,
    /// The heading.
    pub words: Words,
    /// The depth, from 0.
    pub depth: usize,
    /// The first and the last numbered paragraph below it.
    pub range: String,
}

/// A provision and what its own statements say.
struct Found {
    iri: NamedNode,
    place: String,
    order: Option<i64>,
    level: usize,
    heading: Option<Words>,
    gist: Option<Words>,
    concepts: Vec<NamedNode>,
    predecessor: Option<NamedNode>,
}

/// All provisions of a document.
pub(super) struct Gathered {
    all: Vec<Found>,
}

/// The languages in which the release holds the text of a document.
pub(super) fn held_languages(look: &Look<'_>, document: &NamedNode) -> Vec<&'static str> {
    let has = |tag: &str| {
        NamedNode::new(format!("{}/{tag}", document.as_str())).is_ok_and(|expression| {
            pointing_to(look.store, expression.as_ref(), Some(vocab::IS_PART_OF))
                .next()
                .is_some()
        })
    };
    super::document::TONGUES
        .iter()
        .map(|(tag, _)| *tag)
        .filter(|tag| has(tag))
        .collect()
}

/// The words of a provision in one language.
pub(super) fn words_in(look: &Look<'_>, provision: NamedNodeRef<'_>, tag: &str) -> Option<Words> {
    let text = NamedNode::new(format!("{}/{tag}", provision.as_str())).ok()?;
    let text = look.literal(text.as_ref(), wsis::TEXT)?;
    Some(Words {
        text,
        lang: tag.to_owned(),
    })
}

impl Gathered {
    /// Reads the provisions of a document, in their order.
    pub(super) fn read(look: &Look<'_>, document: &NamedNode) -> Self {
        let mut all: Vec<Found> = pointing_to(look.store, document.as_ref(), Some(wsis::IN_DOCUMENT))
            .filter_map(|quad| found(look, subject(&quad)?))
            .collect();
        all.sort_by_cached_key(|found| {
            (
                found.order.is_none(),
                found.order,
                group(&found.place),
                natural(&found.place),
            )
        });
        all.dedup_by(|a, b| a.iri == b.iri);
        let drafts = look.targets(document.as_ref(), wsis::ORIGIN);
        for found in &mut all {
            found.predecessor = before_draft(look, found.predecessor.take(), &drafts);
        }
        Self { all }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    /// The contents of the whole and the blocks from `skip` on; `address` is that of a part, or empty for this one.
    pub(super) fn arrange(
        &self,
        look: &Look<'_>,
        chosen: &[&'static str],
        skip: usize,
        most: usize,
        address: impl Fn(usize) -> String,
    ) -> (Vec<Entry>, Vec<Block>) {
        let mut contents = Vec::new();
        for (at, found) in self
            .all
            .iter()
            .enumerate()
            .filter(|(_, found)| is_heading(&found.place))
        {
            let words = heading(look, found, chosen);
            if let Some(words) = words {
                let inside = (skip..skip + most).contains(&at);
                let part = if inside { 0 } else { at / most + 1 };
                contents.push(Entry {
                    href: format!("{}#{}", address(part), anchor(&found.place)),
                    words,
                    depth: found.level.saturating_sub(1).min(3),
                    range: self.range(at),
                });
            }
        }
        let mut rank = 2;
        let blocks = self
            .all
            .iter()
            .skip(skip)
            .take(most)
            .map(|found| {
                let block = block(look, found, chosen, rank);
                if block.kind == Kind::Heading {
                    rank = block.rank;
                }
                block
            })
            .collect();
        (contents, blocks)
    }

    /// `88–103` for the heading at a place.
    fn range(&self, at: usize) -> String {
        let level = self.all.get(at).map_or(1, |found| found.level);
        let below = self
            .all
            .iter()
            .skip(at + 1)
            .take_while(|found| !(is_heading(&found.place) && found.level <= level));
        let mut numbers = below.filter_map(|found| {
            let (kind, number) = found.place.rsplit_once('/')?;
            (kind == "para" || kind.ends_with("/para")).then_some(number)
        });
        match (numbers.next(), numbers.last()) {
            (Some(first), Some(last)) => format!("{first}–{last}"),
            (Some(only), None) => only.to_owned(),
            _ => String::new(),
        }
    }
}

/// Preambles before paragraphs before annexes, where no text tells the order.
fn group(place: &str) -> u8 {
    match place.split('/').next() {
        Some("pp") => 0,
        Some("annex") => 2,
        Some("fn") => 3,
        _ => 1,
    }
}

fn is_heading(place: &str) -> bool {
    let mut parts = place.rsplit('/');
    parts.next();
    matches!(parts.next(), Some("sec" | "annex"))
}

fn anchor(place: &str) -> String {
    place.replace('/', "-")
}

fn found(look: &Look<'_>, iri: &NamedNode) -> Option<Found> {
    let (_, place) = provision(iri.as_str())?;
    let mut found = Found {
        place: place.to_owned(),
        iri: iri.clone(),
        order: None,
        level: 1,
        heading: None,
        gist: None,
        concepts: Vec::new(),
        predecessor: None,
    };
    for quad in about(look.store, iri.as_ref(), None) {
        match quad.object {
            Term::NamedNode(node) => match quad.predicate.as_ref() {
                wsis::TOUCHES | wsis::TREATS | wsis::GOAL => found.concepts.push(node),
                wsis::PREDECESSOR => found.predecessor = Some(node),
                _ => {}
            },
            Term::Literal(literal) => {
                let words = || Words {
                    text: literal.value().to_owned(),
                    lang: literal.language().unwrap_or_default().to_owned(),
                };
                match quad.predicate.as_ref() {
                    wsis::ORDER => found.order = literal.value().parse().ok(),
                    wsis::LEVEL => found.level = literal.value().parse().unwrap_or(1),
                    wsis::HEADING => found.heading = Some(words()),
                    wsis::GIST => found.gist = Some(words()),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    found.concepts.sort();
    found.concepts.dedup();
    Some(found)
}

fn heading(look: &Look<'_>, found: &Found, chosen: &[&'static str]) -> Option<Words> {
    chosen
        .iter()
        .chain(["en"].iter())
        .find_map(|tag| words_in(look, found.iri.as_ref(), tag))
        .or_else(|| found.heading.clone())
}

/// The earlier text that readers mean: of a document's own draft, what the draft took it from.
fn before_draft(look: &Look<'_>, earlier: Option<NamedNode>, drafts: &[NamedNode]) -> Option<NamedNode> {
    let earlier = earlier?;
    let is_draft = drafts.iter().any(|draft| {
        let rest = earlier.as_str().strip_prefix(draft.as_str());
        rest.is_some_and(|rest| rest.starts_with('/'))
    });
    if is_draft {
        look.target(earlier.as_ref(), wsis::PREDECESSOR)
    } else {
        Some(earlier)
    }
}

fn block(look: &Look<'_>, found: &Found, chosen: &[&'static str], rank: usize) -> Block {
    const MOST: Most = Most { cites: 6, others: 3 };
    let kind = if is_heading(&found.place) {
        Kind::Heading
    } else if found.place.starts_with("fn/") || found.place.contains("/fn/") {
        Kind::Footnote
    } else {
        Kind::Paragraph
    };
    let mut columns: Vec<Option<Words>> = chosen
        .iter()
        .map(|tag| words_in(look, found.iri.as_ref(), tag))
        .collect();
    if columns.iter().all(Option::is_none) {
        let other = super::document::TONGUES
            .iter()
            .find_map(|(tag, _)| words_in(look, found.iri.as_ref(), tag));
        if let (Some(first), Some(other)) = (columns.first_mut(), other) {
            *first = Some(other);
        } else if kind == Kind::Heading && columns.is_empty() {
            columns.push(found.heading.clone());
        }
    }
    let pointers = if kind == Kind::Paragraph {
        Pointers::read(look, found.iri.as_ref())
    } else {
        Pointers::default()
    };
    let within = look.within(&found.place);
    Block {
        id: anchor(&found.place),
        href: id_path(found.iri.as_str())
            .map(|path| format!("{}/page/{}", look.shell.home, link_path(path)))
            .unwrap_or_default(),
        label: label(&found.place, &within),
        place: within,
        kind,
        depth: depth(&found.place),
        rank: (2 + found.level).min(rank + 1).clamp(3, 5),
        gist: if columns.iter().all(Option::is_none) {
            found.gist.clone()
        } else {
            None
        },
        columns,
        notes: if kind == Kind::Paragraph {
            notes(look, &pointers, &found.concepts, found.predecessor.as_ref(), MOST)
        } else {
            Notes::default()
        },
    }
}

/// `99` for a numbered paragraph, `(a)` for an item, the place in signs for all else.
fn label(place: &str, within: &str) -> String {
    let mut parts = place.rsplit('/');
    let last = crate::serve::iri::decode(parts.next().unwrap_or(place));
    match parts.next() {
        Some("para" | "fn") => last,
        Some("op") => "¶".to_owned(),
        // So that it may take two lines.
        Some("pp" | "sec" | "annex") | None => within.replace('\u{a0}', " "),
        Some(_) => format!("({last})"),
    }
}

/// How many items deep a provision stands within its paragraph.
fn depth(place: &str) -> usize {
    let parts: Vec<&str> = place.split('/').collect();
    let named = parts
        .iter()
        .rposition(|part| matches!(*part, "para" | "pp" | "op" | "sec" | "annex" | "fn"))
        .unwrap_or(0);
    parts.len().saturating_sub(named + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: items taken for paragraphs, annexes taken for items.
    #[test]
    fn depth_and_label_follow_the_place() {
        for (place, deep, heading) in [
            ("para/72", 0, false),
            ("para/72/a", 1, false),
            ("annex/1", 0, true),
            ("annex/1/para/29/a", 1, false),
            ("sec/14", 0, true),
            ("pp/3", 0, false),
        ] {
            assert_eq!((depth(place), is_heading(place)), (deep, heading), "{place}");
        }
        assert_eq!(label("para/72/a", "¶ 72 (a)"), "(a)");
        assert_eq!(label("para/72", "¶ 72"), "72");
        assert_eq!(label("pp/3", "pp.\u{a0}3"), "pp. 3");
    }
}
