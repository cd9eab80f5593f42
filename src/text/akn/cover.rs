//! `coverPage` and `conclusions`: what is printed around the text.

use roxmltree::Node;

use super::identification::{add, known_date};
use super::inline::{plain, words};
use super::problems::Problems;
use crate::corpus::Symbol;
use crate::corpus::reading::{AgendaItem, Closing, Origin, Session};
use crate::text::agenda;

/// What the cover says.
#[derive(Debug, Clone, Default)]
pub(super) struct Cover {
    pub symbol: Option<String>,
    pub organ: Option<String>,
    pub distribution: Option<String>,
    pub session: Option<Session>,
    pub agenda: Vec<AgendaItem>,
    pub origin: Option<Origin>,
    pub adoption: Option<String>,
}

/// Reads `coverPage`.
pub(super) fn read<'a>(page: Node<'a, 'a>, problems: &mut Problems<'a>) -> Cover {
    let mut cover = Cover::default();
    let mut agenda = Agenda::default();
    for p in page.children() {
        match p.tag_name().name() {
            "p" => line(p, &mut cover, &mut agenda, problems),
            _ => problems.stray(p),
        }
    }
    cover.agenda = agenda.items();
    cover
}

fn line<'a>(p: Node<'a, 'a>, cover: &mut Cover, agenda: &mut Agenda, problems: &mut Problems<'a>) {
    for node in p.children() {
        match (node.tag_name().name(), node.attribute("refersTo")) {
            ("docNumber", _) => cover.symbol = words(node, problems),
            ("docAuthority", Some("#publisher")) => {}
            ("docAuthority", _) => cover.organ = words(node, problems),
            ("docStatus", _) => cover.distribution = words(node, problems).map(|text| distribution(&text)),
            ("session", _) => cover.session = session(node, problems),
            ("docTitle", _) => add(&mut cover.adoption, plain(node, problems)),
            ("docProponent", _) => cover.origin = origin(node, problems),
            ("inline", _) => agenda.line(node, problems),
            ("span", _) => line(node, cover, agenda, problems),
            // The date of issue, which the expression has, the emblem, and line ends.
            ("docDate" | "img" | "eol", _) => {}
            _ => problems.stray(node),
        }
    }
}

/// "Distr.: General" is "General".
fn distribution(text: &str) -> String {
    text.trim_start_matches("Distr.")
        .trim_start_matches([':', ' '])
        .to_owned()
}

fn session<'a>(node: Node<'a, 'a>, problems: &mut Problems<'a>) -> Option<Session> {
    let label = words(node, problems)?;
    Some(Session {
        number: node.attribute("value").and_then(|v| v.trim().parse().ok()),
        label,
    })
}

fn origin<'a>(node: Node<'a, 'a>, problems: &mut Problems<'a>) -> Option<Origin> {
    let text = words(node, problems)?;
    let printed = text
        .trim_start_matches('[')
        .trim_end_matches(']')
        .trim()
        .to_owned();
    let mut documents = Symbol::find_all(&printed);
    documents.dedup();
    Some(Origin { printed, documents })
}

/// The lines of the agenda: numbers in one kind of line, titles in another.
#[derive(Debug, Default)]
struct Agenda {
    numbers: Vec<String>,
    titles: Vec<String>,
}

impl Agenda {
    fn line<'a>(&mut self, node: Node<'a, 'a>, problems: &mut Problems<'a>) {
        match node.attribute("name") {
            Some("agenda item") => {
                // The attribute gives figures alone, in every language; the words serve where it is empty.
                let printed = plain(node, problems);
                let figures = agenda::item_numbers(&printed);
                let given = node
                    .attribute("title")
                    .map(agenda::item_numbers)
                    .unwrap_or_default();
                self.numbers
                    .extend(if figures.is_empty() { given } else { figures });
            }
            Some("agenda item name") => self.titles.extend(words(node, problems)),
            _ => problems.element(node),
        }
    }

    /// One title for all numbers belongs to each of them.
    fn items(self) -> Vec<AgendaItem> {
        let count = self.numbers.len().max(self.titles.len());
        let single = if self.titles.len() == 1 {
            self.titles.first().cloned()
        } else {
            None
        };
        (0..count)
            .map(|at| AgendaItem {
                number: self.numbers.get(at).cloned().unwrap_or_default(),
                title: self.titles.get(at).cloned().or_else(|| single.clone()),
            })
            .collect()
    }
}

/// Reads `conclusions`: the meeting and the date.
pub(super) fn closing<'a>(node: Node<'a, 'a>, closing: &mut Closing, problems: &mut Problems<'a>) {
    for child in node.children() {
        match (child.tag_name().name(), child.attribute("name")) {
            ("p" | "event" | "span" | "block", _) => self::closing(child, closing, problems),
            ("location", _) | ("inline", Some("adoptionMeeting")) => {
                add(&mut closing.meeting, plain(child, problems));
            }
            ("docDate" | "date", _) => {
                add(&mut closing.date_label, plain(child, problems));
                closing.date = closing.date.or(child.attribute("date").and_then(known_date));
            }
            ("eol", _) => {}
            // The comma between meeting and date.
            _ if child.is_text() && !child.text().is_some_and(|t| t.contains(char::is_alphanumeric)) => {}
            _ => problems.stray(child),
        }
    }
}
