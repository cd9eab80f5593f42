//! What became of a draft, as a note on its page and on those of its paragraphs.

use super::acts::{is_draft, last};
use super::look::{Link, Look};
use crate::graph::vocabulary::wsis;
use oxigraph::model::{NamedNode, NamedNodeRef};

/// Committee reports that may lie between a draft and what was adopted.
const MAX_STEPS: usize = 3;

/// What became of a draft.
pub(super) struct Draft {
    /// The interface words that say it.
    pub key: &'static str,
    /// The document, or the paragraph in it, that took its place.
    pub link: Option<Link>,
}

/// What became of a document, if it is a draft, or of one of its provisions.
pub(super) fn draft(
    look: &Look<'_>,
    document: NamedNodeRef<'_>,
    provision: Option<NamedNodeRef<'_>>,
) -> Option<Draft> {
    if !is_draft(look, document) {
        return None;
    }
    let Some(later) = result(look, document) else {
        return Some(Draft {
            key: "t-draft",
            link: None,
        });
    };
    let key = if is_draft(look, later.as_ref()) {
        "t-draft-replaced"
    } else {
        "t-draft-adopted"
    };
    let place = provision.and_then(|provision| same_place(look, provision, &later));
    let link = place.map_or_else(|| look.symbol(later.as_ref()), |place| look.link(place.as_ref()));
    Some(Draft {
        key,
        link: Some(link),
    })
}

/// The draft or adopted text that came of a draft: the one whose steps name it, or that at the end of the reports
/// that pass it on. A report on several drafts does not tell which of its resolutions came of this one.
fn result(look: &Look<'_>, draft: NamedNodeRef<'_>) -> Option<NamedNode> {
    let steps = look.sources(draft, wsis::RECORD).into_iter();
    let mut adopted: Vec<NamedNode> = steps
        .flat_map(|step| look.sources(step.as_ref(), wsis::STEP))
        .collect();
    adopted.dedup();
    if let [adopted] = adopted.as_slice() {
        return Some(adopted.clone());
    }
    let mut at = draft.into_owned();
    for _ in 0..MAX_STEPS {
        let mut later = look.sources(at.as_ref(), wsis::ORIGIN).into_iter();
        let (Some(next), None) = (later.next(), later.next()) else {
            return None;
        };
        let kind = look.target(next.as_ref(), wsis::DOCUMENT_KIND);
        if kind.is_none_or(|kind| last(&kind) != "report") {
            return Some(next);
        }
        at = next;
    }
    None
}

/// The one provision of a later document that has the words of an earlier one.
fn same_place(look: &Look<'_>, earlier: NamedNodeRef<'_>, later: &NamedNode) -> Option<NamedNode> {
    let mut places = look.sources(earlier, wsis::PREDECESSOR);
    places.retain(|place| look.target(place.as_ref(), wsis::IN_DOCUMENT).as_ref() == Some(later));
    let mut places = places.into_iter();
    places.next().filter(|_| places.next().is_none())
}
