//! Footnotes of a page: a mark that links to the place on the same page where its words stand.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Selector};

use crate::text::outline::inline::is_mark;

/// Elements that hold one note.
const HOLDERS: [&str; 5] = ["li", "p", "div", "td", "dd"];

/// The footnotes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// By the link that calls it, its mark and the element with its words.
    pub called: HashMap<NodeId, (String, NodeId)>,
    /// The elements with the words of notes: no text of their own.
    pub holders: HashSet<NodeId>,
    /// Links in the notes that lead back to the text.
    pub back: HashSet<NodeId>,
}

/// Finds the notes of a page.
pub(super) fn of(page: &Html) -> Notes {
    let mut notes = Notes::default();
    let (Ok(links), Ok(places)) = (Selector::parse("a[href^='#']"), Selector::parse("[id], a[name]")) else {
        return notes;
    };
    let mut named: HashMap<&str, ElementRef<'_>> = HashMap::new();
    for place in page.select(&places) {
        let value = place.value();
        for name in [value.attr("id"), value.attr("name")].into_iter().flatten() {
            named.entry(name).or_insert(place);
        }
    }
    for link in page.select(&links) {
        let Some(mark) = mark(link) else { continue };
        let target = link
            .value()
            .attr("href")
            .and_then(|href| named.get(href.get(1..)?));
        let Some(holder) = target.and_then(|target| holder(*target)) else {
            continue;
        };
        // A link from within a note, or to the paragraph around itself, calls nothing.
        if link
            .ancestors()
            .any(|above| notes.holders.contains(&above.id()) || above.id() == holder.id())
        {
            notes.back.insert(link.id());
            continue;
        }
        notes.holders.insert(holder.id());
        notes.called.insert(link.id(), (mark, holder.id()));
    }
    notes
}

/// The mark that a link shows: "1", "[1]", "(1)", "*".
fn mark(link: ElementRef<'_>) -> Option<String> {
    let words: String = link.text().take(8).collect();
    let mark = words.trim().trim_matches(['[', ']', '(', ')']).trim().to_owned();
    is_mark(&mark).then_some(mark)
}

/// The element with the words of the note at a place.
fn holder<'p>(place: ElementRef<'p>) -> Option<ElementRef<'p>> {
    let inside = place.text().any(|text| text.chars().any(char::is_alphabetic));
    if inside && HOLDERS.contains(&place.value().name()) {
        return Some(place);
    }
    place
        .ancestors()
        .filter_map(ElementRef::wrap)
        .find(|above| HOLDERS.contains(&above.value().name()))
}
