//! One term of the ontology.

use super::name;
use super::terms::{Kind, TERMS, Term, find, own};
use crate::corpus::Language;
use crate::query::shorten;
use crate::serve::lookup::{Words, label_in, pointing_to, subject, texts};
use crate::serve::pages::svg::{Branch, Caption, Tree, tree};
use crate::serve::respond::{Problem, Shell, entity_tag, off_thread, page, unless_known};
use crate::serve::shell::in_script;
use crate::serve::sparql_page::run_link;
use crate::serve::state::{AppState, Loaded};
use crate::serve::view::{Value, Viewer};
use crate::serve::vocab;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use oxigraph::model::{NamedNode, Quad};
use serde_json::json;
use std::cmp::Reverse;
use std::sync::Arc;

/// Most statements that are looked at for examples and counted.
const MAX_SCAN: usize = 50_000;
/// Examples shown.
const SHOWN: usize = 3;
/// Documents whose things are known to most readers: examples come from them where they can.
const KNOWN: [&str; 4] = ["/A/RES/80/173", "/A/RES/70/125", "/WSIS-05/TUNIS/DOC/6", "/igf"];
/// Branches drawn; the others are in the list of properties.
const MAX_BRANCHES: usize = 30;

#[derive(Template)]
#[template(path = "term.html", config = "src/serve/askama.toml")]
struct TermPage {
    shell: Shell,
    term: &'static Term,
    label: Words,
    labels: Vec<Words>,
    kind: &'static str,
    uses: String,
    examples: Vec<Example>,
    picture: String,
    facts: Vec<Fact>,
    query: String,
    run: String,
    ld: String,
    before: Option<&'static Term>,
    after: Option<&'static Term>,
}

/// A property and its values, each with its address.
type Fact = (String, Vec<(String, Option<String>)>);

/// A thing, or a statement, of this release.
struct Example {
    thing: Value,
    value: Option<Value>,
}

/// The page of a term.
pub(in crate::serve) async fn term(
    State(state): State<Arc<AppState>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    off_thread(move || {
        let loaded = state.current();
        let shell = Shell::new(&state, &headers, &loaded.release.id);
        let Some(term) = find(&name) else {
            return unknown(&shell, &name).respond(&state, &headers);
        };
        let tag = entity_tag(&loaded.release.id, &format!("term-{}", shell.form()));
        unless_known(&headers, &tag, || page(&view(&loaded, shell, term)))
    })
    .await
}

fn unknown(shell: &Shell, name: &str) -> Problem {
    let wanted = name.to_lowercase();
    let mut near: Vec<(usize, &str)> = TERMS
        .iter()
        .map(|term| {
            (
                strsim::damerau_levenshtein(&wanted, &term.name.to_lowercase()),
                term.name.as_str(),
            )
        })
        .filter(|(distance, _)| *distance <= 4)
        .collect();
    near.sort_unstable();
    let link = |name: &str| (format!("{}/ns/term/{name}", shell.home), format!("wsis:{name}"));
    let mut links: Vec<_> = near.into_iter().take(5).map(|(_, name)| link(name)).collect();
    links.push((format!("{}/ns", shell.home), shell.say("nav-ontology").to_owned()));
    Problem {
        status: StatusCode::NOT_FOUND,
        message: format!(
            "The ontology has no term {name}. Upper and lower case matter: classes begin with a capital."
        ),
        links,
    }
}

fn view(loaded: &Loaded, shell: Shell, term: &'static Term) -> TermPage {
    let store = &loaded.release.store;
    let viewer = Viewer {
        store,
        root: &shell.root,
        home: &shell.home,
        language: shell.language,
    };
    let (count, examples) = used(&viewer, term);
    let at = TERMS.iter().position(|other| other.iri == term.iri);
    let query = query(term);
    let label = name(loaded, &shell, term);
    TermPage {
        labels: labels(loaded, term),
        kind: match term.kind {
            Kind::Class => shell.say("ns-class"),
            Kind::Object => shell.say("ns-object"),
            Kind::Datatype => shell.say("ns-datatype"),
        },
        uses: uses(&shell, count),
        examples,
        picture: picture(loaded, &shell, term, &label.text),
        facts: facts(&shell, term),
        run: run_link(&shell.home, &query),
        before: at.and_then(|at| TERMS.get(at.checked_sub(1)?)),
        after: at.and_then(|at| TERMS.get(at + 1)),
        ld: in_script(&json!({
            "@context": "https://schema.org/",
            "@type": "DefinedTerm",
            "@id": term.iri.as_str(),
            "name": label.text,
            "termCode": term.name,
            "description": term.definition,
            "inDefinedTermSet": "https://w3id.org/wsis/ns",
        })),
        query,
        label,
        term,
        shell,
    }
}

fn uses(shell: &Shell, count: usize) -> String {
    let more = if count >= MAX_SCAN { "≥ " } else { "" };
    shell.fill("ns-uses", &[("n", &format!("{more}{count}"))])
}

fn labels(loaded: &Loaded, term: &Term) -> Vec<Words> {
    let all = texts(&loaded.release.store, term.iri.as_ref(), vocab::LABEL);
    let of = |language: &Language| all.iter().find(|words| words.lang == language.tag()).cloned();
    Language::ALL.iter().filter_map(of).collect()
}

/// How often a term is used, and a few things or statements that do.
fn used(viewer: &Viewer<'_>, term: &Term) -> (usize, Vec<Example>) {
    let quads: Vec<Quad> = match term.kind {
        Kind::Class => pointing_to(viewer.store, term.iri.as_ref(), Some(vocab::TYPE))
            .take(MAX_SCAN)
            .collect(),
        _ => {
            let all = viewer
                .store
                .quads_for_pattern(None, Some(term.iri.as_ref()), None, None);
            all.flatten().take(MAX_SCAN).collect()
        }
    };
    let count = quads.len();
    let mut found: Vec<(usize, usize, &NamedNode, &Quad)> = quads
        .iter()
        .filter_map(|quad| {
            let thing = subject(quad)?;
            let known = KNOWN
                .iter()
                .position(|part| thing.as_str().contains(part))
                .unwrap_or(KNOWN.len());
            Some((known, thing.as_str().len(), thing, quad))
        })
        .collect();
    found.sort_by_key(|(known, long, thing, _)| (*known, *long, thing.as_str()));
    found.dedup_by_key(|(_, _, thing, _)| *thing);
    let example = |(_, _, thing, quad): (usize, usize, &NamedNode, &Quad)| Example {
        thing: viewer.node(thing.as_ref()),
        value: (term.kind != Kind::Class).then(|| viewer.term(&quad.object)),
    };
    (count, found.into_iter().take(SHOWN).map(example).collect())
}

/// A query that shows what the term is for.
#[must_use]
pub(super) fn query(term: &Term) -> String {
    let name = &term.name;
    match term.kind {
        Kind::Class => format!(
            "SELECT ?thing ?label WHERE {{\n  ?thing a wsis:{name} .\n  OPTIONAL {{ ?thing rdfs:label ?label FILTER(LANG(?label) = \"en\") }}\n}}\nORDER BY ?thing\nLIMIT 100\n"
        ),
        Kind::Object => format!(
            "SELECT ?thing ?value ?label WHERE {{\n  ?thing wsis:{name} ?value .\n  OPTIONAL {{ ?value rdfs:label ?label FILTER(LANG(?label) = \"en\") }}\n}}\nORDER BY ?thing ?value\nLIMIT 100\n"
        ),
        Kind::Datatype => format!(
            "SELECT ?thing ?value WHERE {{\n  ?thing wsis:{name} ?value .\n}}\nORDER BY ?thing ?value\nLIMIT 100\n"
        ),
    }
}

/// The short name of a term and where it leads; terms of others lead to their home.
fn link(shell: &Shell, iri: &NamedNode) -> (String, Option<String>) {
    let href = own(iri.as_ref()).map_or_else(
        || iri.as_str().to_owned(),
        |name| format!("{}/ns/term/{name}", shell.home),
    );
    (shorten(iri.as_str()), Some(href))
}

fn facts(shell: &Shell, term: &Term) -> Vec<Fact> {
    let row = |(property, values): (&String, &Vec<NamedNode>)| {
        (
            property.clone(),
            values.iter().map(|value| link(shell, value)).collect(),
        )
    };
    term.facts.iter().map(row).collect()
}

/// The term, what it is a kind of, and the properties between it and other classes.
#[expect(clippy::too_many_lines, reason = "one picture, drawn from top to bottom")]
fn picture(loaded: &Loaded, shell: &Shell, term: &'static Term, label: &str) -> String {
    let short = |iri: &NamedNode| match own(iri.as_ref()) {
        Some(_) => (
            label_in(&loaded.release.store, iri.as_ref(), shell.language).text,
            link(shell, iri).1,
        ),
        None => link(shell, iri),
    };
    let mut branches: Vec<(bool, Branch)> = Vec::new();
    if term.kind == Kind::Class {
        for property in TERMS.iter() {
            let out = property.domain.as_ref() == Some(&term.iri);
            let into = property.range.as_ref() == Some(&term.iri);
            if out || into {
                let (label, href) = short(&property.iri);
                let end = if out {
                    property.range.as_ref()
                } else {
                    property.domain.as_ref()
                };
                branches.push((
                    !out,
                    Branch {
                        label,
                        href,
                        end: end.map(short),
                        inward: !out,
                    },
                ));
            }
        }
        for narrower in TERMS.iter().filter(|other| other.above.contains(&term.iri)) {
            let end = Some(short(&narrower.iri));
            branches.push((
                true,
                Branch {
                    label: shell.say("ns-kind").to_owned(),
                    href: None,
                    end,
                    inward: true,
                },
            ));
        }
    } else {
        let (from, to) = (shell.say("ns-from"), shell.say("ns-to"));
        for (label, end, inward) in [(from, &term.domain, true), (to, &term.range, false)] {
            let end = end
                .as_ref()
                .map_or_else(|| (shell.say("ns-anything").to_owned(), None), short);
            branches.push((
                inward,
                Branch {
                    label: label.to_owned(),
                    href: None,
                    end: Some(end),
                    inward,
                },
            ));
        }
    }
    branches.sort_by_key(|(inward, branch)| (Reverse(branch.href.is_some()), *inward, branch.label.clone()));
    let title = shell.say("ns-neighbours");
    let description = shell.fill("ns-neighbours-desc", &[("n", &branches.len())]);
    let caption = Caption {
        id: "neighbours",
        title,
        description: &description,
        rtl: shell.dir == "rtl",
    };
    let drawing = Tree {
        above: term.above.iter().map(short).collect(),
        root: label.to_owned(),
        branches: branches
            .into_iter()
            .take(MAX_BRANCHES)
            .map(|(_, branch)| branch)
            .collect(),
    };
    tree(&caption, &drawing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    /// Catches: a term whose query is no SPARQL, a term without definition or example.
    #[test]
    fn every_term_has_words_and_a_query() {
        assert!(TERMS.len() > 150, "{}", TERMS.len());
        for term in TERMS.iter() {
            assert!(parse(&query(term)).is_ok(), "{}", term.name);
            assert!(
                !term.definition.is_empty() && !term.example.is_empty(),
                "{}",
                term.name
            );
        }
    }
}
