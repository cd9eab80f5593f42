//! Names that the program's data list beside those of the release.

use super::super::resolve::lists::LISTS;
use crate::corpus::Symbol;
use crate::extract::citations;
use crate::graph::iri;

/// A listed name and the address of what it means.
pub(super) fn names() -> impl Iterator<Item = (String, String)> {
    let works = citations::listed().map(|(name, target, place)| {
        let mut addresses = place.paths();
        let address = match (target.document(), addresses.next()) {
            (Some(symbol), Some(path)) => iri::below(&iri::document(symbol), &path),
            (Some(symbol), None) => iri::document(symbol),
            (None, _) => iri::work(&target.to_string()),
        };
        (name, address)
    });
    let own = LISTS.names.iter().flat_map(|entry| {
        let address = address(&entry.means);
        entry
            .names
            .iter()
            .map(move |name| (name.clone(), address.clone()))
    });
    works.chain(own)
}

/// The address of what the data write as `body/wsis`, `A/RES/70/125` or `A/RES/79/1#annex/1`.
pub(in crate::find) fn address(means: &str) -> String {
    let (symbol, path) = means
        .split_once('#')
        .map_or((means, ""), |(symbol, path)| (symbol, path));
    match Symbol::parse(symbol) {
        Ok(symbol) if path.is_empty() => iri::document(&symbol),
        Ok(symbol) => iri::below(&iri::document(&symbol), path),
        Err(_) => iri::named(means),
    }
}
