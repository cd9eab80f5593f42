//! `/data/…`: RDF about one thing, by `Accept` or by extension.

use super::forms::{Form, choose_data, data_of_thing};
use super::iri::{id_path, link_path};
use super::locate::{Located, elsewhere, locate};
use super::lookup::targets;
use super::negotiate::offered;
use super::profile::{self, Profile};
use super::respond::{Problem, entity_tag, off_thread, set, unless_known, with_type};
use super::signpost::{Signs, header_value};
use super::state::{AppState, Loaded};
use super::{schema_view, thing, vocab};
use crate::cite;
use crate::graph::vocabulary::wsis;
use crate::query::Format;
use crate::release::{dumps, jsonld};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphNameRef, NamedNode, Quad, QuadRef};
use std::io;
use std::sync::Arc;

/// The extensions that name a form.
pub(super) const EXTENSIONS: [&str; 6] = ["ttl", "nt", "jsonld", "rdf", "nq", "trig"];

/// RDF about a thing.
pub(super) async fn data(State(state): State<Arc<AppState>>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches("/data/").to_owned();
    let query = uri.query().map(str::to_owned);
    off_thread(move || answer(&state, &headers, &path, query.as_deref())).await
}

fn answer(state: &AppState, headers: &HeaderMap, path: &str, query: Option<&str>) -> Response {
    let loaded = state.current();
    let (path, suffix, named) = split_extension(&loaded, path);
    let iri = match locate(&loaded, path) {
        Located::Thing(iri) => iri,
        other => {
            let suffix = with_query(suffix, query);
            return elsewhere(state, headers, other, ("data", path, &suffix));
        }
    };
    let profile = match profile::choose(headers, query) {
        Ok(profile) => profile,
        Err(problem) => return problem.respond(state, headers),
    };
    let document = is_document(&loaded, &iri);
    let offers = data_of_thing(document);
    let format = match named.or_else(|| choose_data(headers, offers)) {
        Some(Form::Data(format)) => format,
        Some(Form::Cite(form)) if document => return literature(state, headers, &loaded, &iri, form),
        Some(Form::Cite(_)) => return no_document(state, headers, path),
        _ => return Problem::not_acceptable(&offered(offers)).respond(state, headers),
    };
    // The number too: a release that comes back has other dates than it had before.
    let form = format!("{}-{}-{}", loaded.number, format.name(), profile.token());
    let mut response = unless_known(headers, &entity_tag(&loaded.release.id, &form), || {
        write(state, &loaded, &iri, format, profile).unwrap_or_else(|error| {
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).respond(state, headers)
        })
    });
    set(
        &mut response,
        header::VARY,
        "Accept, Accept-Profile, Accept-Encoding",
    );
    response
}

/// A suffix and the parameters of the address, for a redirect.
pub(super) fn with_query(suffix: &str, query: Option<&str>) -> String {
    query.map_or_else(|| suffix.to_owned(), |query| format!("{suffix}?{query}"))
}

/// A record for managers of literature.
fn literature(
    state: &AppState,
    headers: &HeaderMap,
    loaded: &Loaded,
    iri: &NamedNode,
    form: cite::Form,
) -> Response {
    let tag = entity_tag(&loaded.release.id, form.extension());
    let mut response = unless_known(headers, &tag, || {
        let record = cite::record(&loaded.release.store, iri.as_str());
        let mut response = with_type(form.media_type(), form.write(&[record]));
        let links = Signs::of(state, loaded, iri).literature(form);
        set(&mut response, header::LINK, &header_value(&links));
        let path = id_path(iri.as_str()).map(link_path).unwrap_or_default();
        let at = format!("{}/data/{path}.{}", state.root, form.extension());
        set(&mut response, header::CONTENT_LOCATION, &at);
        response
    });
    set(
        &mut response,
        header::VARY,
        "Accept, Accept-Profile, Accept-Encoding",
    );
    response
}

fn no_document(state: &AppState, headers: &HeaderMap, path: &str) -> Response {
    Problem {
        status: StatusCode::NOT_FOUND,
        message: "RIS, BibTeX and CSL-JSON are given of documents, and this is none.".to_owned(),
        links: vec![(format!("{}/data/{path}", state.root), "This as RDF".to_owned())],
    }
    .respond(state, headers)
}

/// Whether a thing is a document (work).
pub(super) fn is_document(loaded: &Loaded, iri: &NamedNode) -> bool {
    targets(&loaded.release.store, iri.as_ref(), vocab::TYPE)
        .iter()
        .any(|class| class.as_ref() == wsis::DOCUMENT)
}

/// Takes an extension off, unless a thing has it in its name.
pub(super) fn split_extension<'a>(loaded: &Loaded, path: &'a str) -> (&'a str, &'a str, Option<Form>) {
    if let Some((stem, form)) = extension(path)
        && !matches!(locate(loaded, path), Located::Thing(_))
    {
        let suffix = path.get(stem.len()..).unwrap_or_default();
        return (stem, suffix, Some(form));
    }
    (path, "", None)
}

/// The path before an extension, and the form that it names.
pub(super) fn extension(path: &str) -> Option<(&str, Form)> {
    for form in cite::Form::ALL {
        let stem = path.strip_suffix(form.extension());
        if let Some(stem) = stem.and_then(|stem| stem.strip_suffix('.')) {
            return Some((stem, Form::Cite(form)));
        }
    }
    let (stem, extension) = path.rsplit_once('.')?;
    let known = EXTENSIONS.contains(&extension);
    let format = Format::from_name(extension).filter(|_| known)?;
    Some((stem, Form::Data(format)))
}

fn write(
    state: &AppState,
    loaded: &Loaded,
    iri: &NamedNode,
    format: Format,
    profile: Profile,
) -> io::Result<Response> {
    let Format::Rdf(rdf) = format else {
        return Err(io::Error::other("data is RDF"));
    };
    let store = &loaded.release.store;
    let quads = match profile {
        Profile::Native => {
            let mut quads = thing::describe(store, iri);
            quads.extend(loaded.known.dates(iri, loaded.number));
            thing::sort(&mut quads);
            quads
        }
        Profile::SchemaOrg => schema_view::describe(store, iri),
    };
    let body = serialize(&quads, rdf)?;
    let path = id_path(iri.as_str()).map(link_path).unwrap_or_default();
    let mut response = with_type(format.media_type(), body);
    let root = &state.root;
    let links = Signs::of(state, loaded, iri).data(Some((format.name(), profile)));
    set(&mut response, header::LINK, &header_value(&links));
    profile::tell(&mut response, profile);
    set(
        &mut response,
        header::CONTENT_LOCATION,
        &format!("{root}/data/{path}.{}{}", format.name(), profile.query()),
    );
    Ok(response)
}

/// Writes quads; syntaxes without graphs get the triples.
pub(super) fn serialize(quads: &[Quad], format: RdfFormat) -> io::Result<Vec<u8>> {
    if matches!(format, RdfFormat::JsonLd { .. }) {
        let mut writer = jsonld::Writer::new(jsonld::own().map_err(io::Error::other)?, Vec::new())?;
        for quad in quads {
            writer.quad(QuadRef {
                graph_name: GraphNameRef::DefaultGraph,
                ..quad.as_ref()
            })?;
        }
        return writer.finish();
    }
    let mut serializer = dumps::serializer(format)?.for_writer(Vec::new());
    let graphs = matches!(format, RdfFormat::NQuads | RdfFormat::TriG);
    for quad in quads {
        let mut quad = quad.as_ref();
        if !graphs {
            quad.graph_name = GraphNameRef::DefaultGraph;
        }
        serializer.serialize_quad(quad)?;
    }
    serializer.finish()
}
