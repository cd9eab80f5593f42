//! Paragraphs, documents and other things as resources, by their addresses.

use super::address::thing;
use super::outline::outline;
use super::refusal::Refusal;
use super::shape::Document;
use super::state::{Loaded, State};
use super::tools::{describe, document_iris, paragraph};
use rmcp::ErrorData;
use rmcp::model::{ListResourcesResult, ReadResourceResult, Resource, ResourceContents, ResourceTemplate};

/// Documents on a page of the list.
const PAGE: usize = 100;
/// What is given of a resource.
const MEDIA_TYPE: &str = "text/plain";

/// Addresses that can be read.
pub(super) fn templates() -> Vec<ResourceTemplate> {
    let template = |uri: &str, name: &str, description: &str| {
        ResourceTemplate::new(uri, name)
            .with_description(description)
            .with_mime_type(MEDIA_TYPE)
    };
    vec![
        template(
            "https://w3id.org/wsis/id/document/{+symbol}/para/{+number}",
            "paragraph",
            "A paragraph in all languages that are held, with mandates and citations: symbol A/RES/80/173, number 99 or 72/a.",
        ),
        template(
            "https://w3id.org/wsis/id/document/{+symbol}",
            "document",
            "What is said of a document: symbol A/RES/80/173 or WSIS-05/TUNIS/DOC/6.",
        ),
        template(
            "https://w3id.org/wsis/id/{kind}/{+name}",
            "thing",
            "What is said of any thing: body/igf, event/wsis-tunis-2005, action-line/c5.",
        ),
    ]
}

/// The documents, by pages.
///
/// # Errors
/// Where the cursor is none of ours, or no place was free.
pub(super) async fn list(state: &State, cursor: Option<String>) -> Result<ListResourcesResult, ErrorData> {
    let start = match cursor {
        None => 0,
        Some(cursor) => cursor
            .parse::<usize>()
            .map_err(|_| ErrorData::invalid_params("The cursor is none that this server gave.", None))?,
    };
    let page = state.read(move |loaded| Ok(page(loaded, start))).await;
    page.map_err(|Refusal(message)| ErrorData::internal_error(message, None))
}

fn page(loaded: &Loaded, start: usize) -> ListResourcesResult {
    let all = document_iris(&loaded.release.store);
    let shown: Vec<Resource> = all
        .iter()
        .skip(start)
        .take(PAGE)
        .map(|iri| {
            let document = Document::of(loaded, iri.as_ref());
            let resource = Resource::new(document.iri, document.symbol).with_mime_type(MEDIA_TYPE);
            match document.title {
                Some(title) => resource.with_title(title),
                None => resource,
            }
        })
        .collect();
    let next = start.saturating_add(PAGE);
    let mut result = ListResourcesResult::with_all_items(shown);
    result.next_cursor = (next < all.len()).then(|| next.to_string());
    result
}

/// What is known of the thing with an address.
///
/// # Errors
/// Where the release has no such thing.
pub(super) async fn read(state: &State, uri: String) -> Result<ReadResourceResult, ErrorData> {
    let named = uri.clone();
    let text = state.read(move |loaded| text(loaded, &named)).await;
    let text = text.map_err(|Refusal(message)| ErrorData::resource_not_found(message, None))?;
    Ok(ReadResourceResult::new(vec![
        ResourceContents::text(text, uri).with_mime_type(MEDIA_TYPE),
    ]))
}

fn text(loaded: &Loaded, uri: &str) -> Result<String, Refusal> {
    let iri = thing(loaded, "uri", uri)?;
    Ok(if paragraph::is_provision(&loaded.release.store, iri.as_ref()) {
        outline(&paragraph::read(loaded, &iri, &paragraph::held(loaded, &iri)))
    } else {
        outline(&describe::read(loaded, &iri))
    })
}
