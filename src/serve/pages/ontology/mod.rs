//! The ontology for people: `/ns` lists its terms, `/ns/term/NAME` shows one with its neighbours, its use in this
//! release and a query that runs; `/rules` explains what is checked.

mod rules;
mod term;
pub(in crate::serve) mod terms;

pub(in crate::serve) use rules::rules;
pub(in crate::serve) use term::term;

use crate::serve::lookup::{Words, label_in};
use crate::serve::respond::{Shell, page};
use crate::serve::state::Loaded;
use askama::Template;
use axum::response::Response;
use terms::{Kind, TERMS, Term};

#[derive(Template)]
#[template(path = "ns.html", config = "src/serve/askama.toml")]
struct NsPage {
    shell: Shell,
    sections: Vec<Section>,
}

struct Section {
    heading: &'static str,
    id: &'static str,
    terms: Vec<Row>,
}

/// A term in the list.
struct Row {
    term: &'static Term,
    label: Words,
}

/// The list of all terms.
pub(in crate::serve) fn list(loaded: &Loaded, shell: Shell) -> Response {
    let section = |heading: &'static str, id, class: bool| Section {
        heading,
        id,
        terms: TERMS
            .iter()
            .filter(|term| (term.kind == Kind::Class) == class)
            .map(|term| Row {
                term,
                label: name(loaded, &shell, term),
            })
            .collect(),
    };
    let sections = vec![
        section(shell.say("ns-classes"), "classes", true),
        section(shell.say("ns-properties"), "properties", false),
    ];
    page(&NsPage { sections, shell })
}

/// The name of a term in the language of the page, where the release has one.
fn name(loaded: &Loaded, shell: &Shell, term: &Term) -> Words {
    let found = label_in(&loaded.release.store, term.iri.as_ref(), shell.language);
    // A release without the ontology has no label; the name in words is better than an IRI.
    if found.lang.is_empty() {
        Words {
            text: term.name.clone(),
            lang: "en".to_owned(),
        }
    } else {
        found
    }
}
