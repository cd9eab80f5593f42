//! What an assistant means by a thing, a paragraph or a body: addresses first, then other spellings.

use super::refusal::{Refusal, bounded};
use super::state::Loaded;
use crate::find::names::{Class, Wanted};
use crate::find::resolve;
use crate::graph::iri::{BASE, DOCUMENTS, THINGS};
use crate::graph::vocabulary::eli::REALIZES;
use crate::graph::vocabulary::wsis;
use crate::lookup::address::{candidates, decode};
use crate::lookup::{exists, label, pointing_to, targets, written_path};
use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::Store;

/// Longest address or name, in characters.
const MOST: usize = 400;
/// Most things that a refusal names instead.
const HINTS: usize = 5;

/// A thing by its address, by the path of one (`body/cstd`), by the symbol or alias of a document, or by a name
/// that only it has.
///
/// # Errors
/// Where the release has no such thing.
pub(super) fn thing(loaded: &Loaded, name: &str, written: &str) -> Result<NamedNode, Refusal> {
    let written = bounded(name, written, MOST)?;
    by_address(loaded, written)
        .or_else(|| by_name(loaded, written, &Wanted::default()).ok())
        .ok_or_else(|| unknown(written))
}

fn by_address(loaded: &Loaded, written: &str) -> Option<NamedNode> {
    let term = written
        .strip_prefix("https://w3id.org/wsis/ns#")
        .or(written.strip_prefix("wsis:"));
    if let Some(term) = term {
        return in_store(loaded, &format!("{BASE}ns#{term}"));
    }
    let path = path(written);
    [path.to_owned(), format!("document/{path}")]
        .iter()
        .find_map(|path| by_path(loaded, path))
}

/// The one thing that a name means beyond doubt; otherwise those like it.
fn by_name(loaded: &Loaded, written: &str, wanted: &Wanted) -> Result<NamedNode, Vec<String>> {
    let found = loaded.names().search(written, wanted);
    let certain = found.first().filter(|best| best.certain);
    match certain.and_then(|best| NamedNode::new(best.thing.iri.as_str()).ok()) {
        Some(iri) => Ok(iri),
        None => Err(found
            .iter()
            .take(HINTS)
            .map(|other| format!("{} <{}>", other.thing.label("en"), other.thing.iri))
            .collect()),
    }
}

fn unknown(written: &str) -> Refusal {
    Refusal::new(format!(
        "This release has nothing called \"{written}\". Hint: give an address as other tools return it (https://w3id.org/wsis/id/…), a path such as body/cstd, or a symbol such as A/RES/70/125; `search` finds things by their words."
    ))
}

/// The path of an address below `id/`, without the page or data around it.
fn path(written: &str) -> &str {
    let path = written.strip_prefix(THINGS).or_else(|| {
        let path = written.strip_prefix(BASE)?;
        path.strip_prefix("page/").or_else(|| path.strip_prefix("data/"))
    });
    path.unwrap_or(written).trim_matches('/')
}

fn in_store(loaded: &Loaded, iri: &str) -> Option<NamedNode> {
    NamedNode::new(iri)
        .ok()
        .filter(|iri| exists(&loaded.release.store, iri.as_ref()))
}

fn by_path(loaded: &Loaded, path: &str) -> Option<NamedNode> {
    let known = candidates(path)
        .into_iter()
        .find(|iri| exists(&loaded.release.store, iri.as_ref()));
    known.or_else(|| in_store(loaded, &loaded.aliases.resolve(&decode(path))?))
}

/// A document or one of its provisions: by address, or as `A/RES/80/173 para. 99`, `A/RES/80/173#para/99`.
///
/// # Errors
/// Where the release has no such provision; the refusal names those that it has.
pub(super) fn provision(loaded: &Loaded, written: &str) -> Result<NamedNode, Refusal> {
    let written = bounded("paragraph", written, MOST)?;
    let spelled = written.replace('#', "/");
    let found = by_address(loaded, &spelled)
        .or_else(|| by_path(loaded, &below_document(written)?))
        .or_else(|| cited(loaded, written));
    let Some(found) = found else {
        return Err(missing(loaded, written));
    };
    let store = &loaded.release.store;
    // The words of a paragraph in a language stand for the paragraph.
    let realized = targets(store, found.as_ref(), REALIZES).into_iter().next();
    let found = realized.unwrap_or(found);
    if !found.as_str().starts_with(DOCUMENTS) {
        return Err(Refusal::new(format!(
            "<{}> is no paragraph of a document. Hint: `describe` tells of any thing.",
            found.as_str()
        )));
    }
    Ok(found)
}

/// What a citation means beyond doubt: "paragraph 72 of the Tunis Agenda".
fn cited(loaded: &Loaded, written: &str) -> Option<NamedNode> {
    let resolution = resolve(written, loaded.names(), &loaded.release.store);
    in_store(loaded, &resolution.certain()?.iri)
}

/// The path of `SYMBOL, para. 72 (a)` below `id/`.
fn below_document(written: &str) -> Option<String> {
    let at = written.find([',', ' ', '#'])?;
    let (document, rest) = written.split_at_checked(at)?;
    let rest = rest.trim_start_matches([',', ' ', '#']);
    let rest = ["paragraphs", "paragraph", "paras.", "para.", "para", "§"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let below = written_path(rest.trim_start_matches('/'));
    Some(format!(
        "document/{}/{below}",
        path(document).trim_start_matches("document/")
    ))
}

/// Says which paragraphs there are where the one asked for is not.
fn missing(loaded: &Loaded, written: &str) -> Refusal {
    let store = &loaded.release.store;
    let path = below_document(written)
        .unwrap_or_else(|| format!("document/{}", path(written).trim_start_matches("document/")));
    let mut above = path.as_str();
    while let Some((head, _)) = above.rsplit_once('/') {
        above = head;
        if let Some(document) = by_path(loaded, above).filter(|iri| iri.as_str().contains("/id/document/")) {
            let document = document_of(store, document.as_ref());
            let count = pointing_to(store, document.as_ref(), Some(wsis::IN_DOCUMENT)).count();
            let name = label(store, document.as_ref()).text;
            return Refusal::new(if count == 0 {
                format!(
                    "This release holds no paragraphs of {name} <{}>. Do not supply its words from memory.",
                    document.as_str()
                )
            } else {
                format!(
                    "{name} <{}> has no such paragraph; it has {count} provisions, addressed as {}/para/1, /para/1/a, /pp/1, /annex/1/para/1. Hint: `resolve_citation` reads citations as people write them.",
                    document.as_str(),
                    document.as_str()
                )
            });
        }
    }
    unknown(written)
}

/// The document of a provision, or the document itself.
pub(super) fn document_of(store: &Store, thing: NamedNodeRef<'_>) -> NamedNode {
    targets(store, thing, wsis::IN_DOCUMENT)
        .into_iter()
        .next()
        .unwrap_or_else(|| thing.into_owned())
}

/// A body or group of stakeholders: by address, acronym or name in any language.
///
/// # Errors
/// Where there is none, or more than one, of that name; the refusal names those that are like it.
pub(super) fn body(loaded: &Loaded, written: &str) -> Result<NamedNode, Refusal> {
    let written = bounded("body", written, MOST)?;
    let path = path(written);
    let tries = [
        path.to_owned(),
        format!("body/{path}"),
        format!("stakeholder-group/{path}"),
    ];
    if let Some(iri) = tries.iter().find_map(|path| by_path(loaded, path)) {
        return Ok(iri);
    }
    let classes = ["Body", "StakeholderGroup"].map(Class::find);
    let classes: Vec<u8> = classes.into_iter().flatten().collect();
    let near = match by_name(loaded, written, &Wanted::of(&classes)) {
        Ok(iri) => return Ok(iri),
        Err(near) => near,
    };
    Err(if near.is_empty() {
        Refusal::new(format!(
            "This release knows no body called \"{written}\". Hint: give its full name, in any official language, or its acronym."
        ))
    } else {
        Refusal::new(format!(
            "This release knows no body called \"{written}\". Like it are: {}.",
            near.join("; ")
        ))
    })
}
