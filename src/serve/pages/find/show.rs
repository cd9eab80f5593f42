//! Results as a page shows them.

use super::super::super::iri::link_path;
use super::super::super::locate::{Located, locate};
use super::super::super::lookup::{Words, label_in};
use super::super::super::respond::Shell;
use super::super::super::state::Loaded;
use super::super::super::view::Viewer;
use crate::corpus::Language;
use crate::find::names::Wanted;
use crate::find::words::{Hit, KINDS, Marked, Understood};

/// Most things offered where nothing was found.
const MOST_NEAR: usize = 6;

/// One result.
pub(super) struct HitView {
    /// Its page.
    pub href: String,
    /// The name of its kind.
    pub kind: Words,
    /// The class of the label of its kind.
    pub kind_class: &'static str,
    /// Its name.
    pub label: MarkedView,
    /// Symbol and date.
    pub note: String,
    /// Whether it is a draft or stands in one.
    pub draft: bool,
    /// Words around what was found.
    pub snippet: Option<MarkedView>,
    /// Other languages in which it was found.
    pub found_in: Vec<&'static str>,
}

/// Words, some of them marked.
pub(super) struct MarkedView {
    /// The pieces, each with whether it is marked.
    pub parts: Vec<(String, bool)>,
    /// The language; empty where it has none.
    pub lang: &'static str,
    /// The direction.
    pub dir: &'static str,
}

/// Something that may have been meant.
pub(super) struct Near {
    /// Its page.
    pub href: String,
    /// Its name.
    pub label: String,
    /// What tells it from others.
    pub note: String,
}

/// A result for a reader.
#[must_use]
pub(super) fn hit(viewer: &Viewer<'_>, shell: &Shell, hit: &Hit) -> HitView {
    let of_label = |note: &&str| !hit.label.text.contains(*note);
    let notes = [hit.symbol.as_deref().filter(of_label), hit.date.as_deref()];
    let notes: Vec<&str> = notes.into_iter().flatten().collect();
    // Words in which nothing is marked are only of use to those who read them.
    let read = |snippet: &&Marked| {
        let language = snippet.language.map_or(shell.language, Language::tag);
        !snippet.ranges.is_empty() || language == shell.language
    };
    let snippet = hit.snippet.as_ref().filter(read);
    let shown = [snippet.and_then(|words| words.language), hit.label.language];
    HitView {
        href: shell.page(&hit.iri),
        kind: kind_words(viewer, hit.kind),
        kind_class: kind_class(hit.kind),
        label: marked(&hit.label),
        note: notes.join(" · "),
        draft: hit.draft,
        snippet: snippet.map(marked),
        found_in: hit
            .found_in
            .iter()
            .copied()
            .filter(|tag| shown.iter().flatten().all(|shown| shown.tag() != *tag))
            .collect(),
    }
}

fn marked(words: &Marked) -> MarkedView {
    MarkedView {
        parts: words
            .parts()
            .into_iter()
            .map(|(part, mark)| (part.to_owned(), mark))
            .collect(),
        lang: words.language.map_or("", Language::tag),
        dir: words
            .language
            .map_or("auto", |language| language.direction().html()),
    }
}

/// The name of a kind of thing, by the class it gathers.
#[must_use]
pub(super) fn kind_words(viewer: &Viewer<'_>, kind: &str) -> Words {
    let class = KINDS.iter().find(|(name, _)| *name == kind);
    match class.and_then(|(_, classes)| classes.first()) {
        Some(class) => label_in(viewer.store, *class, viewer.language),
        None => Words {
            text: kind.to_owned(),
            lang: String::new(),
        },
    }
}

/// The class of the label of a kind.
#[must_use]
pub(in crate::serve) fn kind_class(kind: &str) -> &'static str {
    match kind {
        "document" | "work" => "kind-document",
        "paragraph" | "section" | "annex" | "footnote" => "kind-provision",
        "mandate" => "kind-mandate",
        "body" | "person" | "stakeholder-group" => "kind-body",
        "event" | "place" => "kind-event",
        "action-line" | "target" | "theme" | "indicator" | "keyword" => "kind-concept",
        _ => "kind-other",
    }
}

/// How the search was understood, where that is not plain.
#[must_use]
pub(super) fn remarks(shell: &Shell, understood: &Understood) -> Vec<String> {
    let mut remarks = Vec::new();
    if understood
        .symbol
        .as_ref()
        .is_some_and(|symbol| symbol.paragraph_missing)
    {
        remarks.push(shell.say("no-such-paragraph").to_owned());
    }
    if !understood.all_words {
        remarks.push(shell.say("some-of-the-words").to_owned());
    }
    if !understood.ignored.is_empty() {
        let words = understood.ignored.join(", ");
        remarks.push(shell.fill("ignored-words", &[("words", &words)]));
    }
    if !understood.unknown.is_empty() {
        let filters = understood.unknown.join(", ");
        remarks.push(shell.fill("unknown-filters", &[("filters", &filters)]));
    }
    remarks
}

/// The page of the document whose symbol is all that is looked for.
#[must_use]
pub(super) fn named(loaded: &Loaded, words: &str) -> Option<String> {
    let path = format!("document/{}", link_path(words));
    match locate(loaded, &path) {
        Located::Thing(_) | Located::Gone(_) => Some(format!("/page/{path}")),
        Located::Moved(path) => Some(format!("/page/{path}")),
        Located::Unknown(_) => None,
    }
}

/// What bears a name like the words.
#[must_use]
pub(in crate::serve) fn near(loaded: &Loaded, shell: &Shell, words: &str) -> Vec<Near> {
    let wanted = Wanted {
        limit: MOST_NEAR,
        ..Wanted::default()
    };
    let found = loaded.names().search(words, &wanted);
    found
        .iter()
        .map(|candidate| Near {
            href: shell.page(&candidate.thing.iri),
            label: candidate.thing.label(shell.language).to_owned(),
            note: candidate.thing.note.clone(),
        })
        .collect()
}
