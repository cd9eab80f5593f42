//! The catalog of the release being served, read once from its `catalog.ttl`.

use super::iri::BASE;
use super::state::AppState;
use crate::graph::vocabulary::{dcat, void};
use crate::release::CATALOG;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::path::Path;

/// Properties whose values are addresses to connect to. Everything else in the catalog is a name.
const ACCESS: [NamedNodeRef<'static>; 7] = [
    dcat::ACCESS_URL,
    dcat::DOWNLOAD_URL,
    dcat::ENDPOINT_URL,
    dcat::ENDPOINT_DESCRIPTION,
    void::DATA_DUMP,
    void::SPARQL_ENDPOINT,
    void::OPEN_SEARCH_DESCRIPTION,
];

/// The statements of a catalog.
pub struct Described(Vec<Quad>);

impl Described {
    /// Reads the catalog of a release; releases of older programs have none.
    #[must_use]
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let text = std::fs::read(folder.join(CATALOG)).ok()?;
        let parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(&text);
        Some(Self(parser.collect::<Result<_, _>>().ok()?))
    }

    /// The statements as this server gives them: names stay as they are, and addresses to connect to are
    /// those of this server when it knows its own (`--base-url`); otherwise those of w3id.org, as in the file.
    #[must_use]
    pub(super) fn at(&self, root: &str) -> Vec<Quad> {
        let mut quads = self.0.clone();
        if root.is_empty() {
            return quads;
        }
        for quad in &mut quads {
            if let Term::NamedNode(node) = &quad.object
                && ACCESS.contains(&quad.predicate.as_ref())
                && let Some(path) = node.as_str().strip_prefix(BASE)
                && let Ok(here) = NamedNode::new(format!("{root}/{path}"))
            {
                quad.object = here.into();
            }
        }
        quads
    }

    fn objects(&self, subject: &str, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = &Term> {
        let about = self.0.iter().filter(move |quad| {
            quad.predicate.as_ref() == predicate
                && matches!(&quad.subject, NamedOrBlankNode::NamedNode(node) if node.as_str() == subject)
        });
        about.map(|quad| &quad.object)
    }

    /// The literals of a property.
    pub(super) fn literals(
        &self,
        subject: &str,
        predicate: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = &Literal> {
        self.objects(subject, predicate).filter_map(|term| match term {
            Term::Literal(literal) => Some(literal),
            _ => None,
        })
    }

    /// The things a property leads to.
    pub(super) fn links(&self, subject: &str, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = &str> {
        self.objects(subject, predicate).filter_map(|term| match term {
            Term::NamedNode(node) => Some(node.as_str()),
            _ => None,
        })
    }

    /// The value of a property without language, or in English.
    #[must_use]
    pub(super) fn value(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Option<&str> {
        self.literals(subject, predicate)
            .find(|literal| matches!(literal.language(), None | Some("en")))
            .map(Literal::value)
    }
}

/// What absolute addresses begin with: `--base-url`, else the host the client asked, else w3id.org.
/// Sitemaps and search descriptions must name whole addresses.
#[must_use]
pub(super) fn absolute(state: &AppState, headers: &HeaderMap) -> String {
    if !state.root.is_empty() {
        return state.root.clone();
    }
    headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .and_then(|host| host.parse::<Authority>().ok())
        .filter(|host| !host.as_str().contains('@'))
        .map_or_else(
            || BASE.trim_end_matches('/').to_owned(),
            |host| format!("http://{host}"),
        )
}
