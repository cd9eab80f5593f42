//! The parameters of a network, and their bounds.

use super::around::Kinds;
use crate::serve::qualities::parameter;
use crate::serve::respond::Problem;
use axum::http::StatusCode;

/// Fewest and most things in a picture.
pub(super) const LIMITS: (usize, usize) = (5, 500);
/// The limits offered beside a picture; the first where none is asked for.
pub(super) const OFFERED: [usize; 3] = [40, 120, 500];

/// What is asked of a network.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    /// Which links are followed.
    pub links: Kinds,
    /// Most things drawn.
    pub limit: usize,
    /// Whether paragraphs are counted together by document; by itself where there are many.
    pub by_document: bool,
}

impl Asked {
    pub(super) fn read(query: Option<&str>) -> Result<Self, Problem> {
        let bad = |message: String| Problem::new(StatusCode::BAD_REQUEST, message);
        let links = match parameter(query, &["links"]) {
            None => Kinds::Both,
            Some(name) => Kinds::from_name(&name)
                .ok_or_else(|| bad("links can be citations, reuse or both.".to_owned()))?,
        };
        let (least, most) = LIMITS;
        let limit = match parameter(query, &["limit"]) {
            None => OFFERED.first().copied().unwrap_or(most),
            Some(text) => text
                .parse()
                .ok()
                .filter(|limit| (least..=most).contains(limit))
                .ok_or_else(|| bad(format!("limit can be a number from {least} to {most}.")))?,
        };
        let by_document = match parameter(query, &["by"]).as_deref() {
            None => false,
            Some("document") => true,
            Some(_) => return Err(bad("by can only be document.".to_owned())),
        };
        Ok(Self {
            links,
            limit,
            by_document,
        })
    }

    /// The parameters as they stand in an address.
    pub(super) fn address(self) -> String {
        let by = if self.by_document { "&by=document" } else { "" };
        format!("?links={}&limit={}{by}", self.links.name(), self.limit)
    }
}
