//! The addresses of everything: the one place that mints IRIs.
//!
//! Contract: `https://w3id.org/wsis/` + `id/{kind}/…`. A document's address is
//! its symbol, a provision's its printed number below the document, and neither
//! knows a language; `{address}/{language}` is the text in that language.

use crate::corpus::values::{ProvisionRef, Source};
use crate::corpus::{Language, Symbol};

/// The base of every address.
pub const BASE: &str = "https://w3id.org/wsis/";
/// The base of the addresses of things.
pub const THINGS: &str = "https://w3id.org/wsis/id/";
/// The base of the addresses of documents.
pub const DOCUMENTS: &str = "https://w3id.org/wsis/id/document/";
/// The address of the catalog of a release.
pub const CATALOG: &str = "https://w3id.org/wsis/catalog";
/// The UN's addresses of the goals and targets of the 2030 Agenda.
const GOALS: &str = "http://metadata.un.org/sdg/";
/// The EU's authority table of languages.
const LANGUAGES: &str = "http://publications.europa.eu/resource/authority/language/";

/// The address of a thing of some kind: `id/body/cstd`.
#[must_use]
pub fn thing(kind: &str, slug: &str) -> String {
    format!("{THINGS}{kind}/{slug}")
}

/// The address of a thing written `kind/slug` in the data; a bare slug is a
/// thing of the kind `default`.
#[must_use]
pub fn reference(default: &str, written: &str) -> String {
    if written.contains('/') {
        format!("{THINGS}{written}")
    } else {
        thing(default, written)
    }
}

/// The address of a thing written with its kind: `body/itu`, `document/A/RES/70/1`, `ns/Mandate` (a term of
/// the ontology).
#[must_use]
pub fn named(written: &str) -> String {
    match written.split_once('/') {
        Some(("ns", term)) => format!("{}{term}", super::vocabulary::wsis::NAMESPACE),
        _ => format!("{THINGS}{written}"),
    }
}

/// The UN's address of a goal (`4`) or target (`5.b`) of the 2030 Agenda.
#[must_use]
pub fn goal(number: &str) -> String {
    format!("{GOALS}{number}")
}

/// The address of a document (work).
#[must_use]
pub fn document(symbol: &Symbol) -> String {
    format!("{DOCUMENTS}{}", symbol.iri_path())
}

/// The address below the address of a document: that of a provision by its path.
///
/// Paths come from printed labels, and files are not to be trusted: what may not
/// stand in an IRI (RFC 3987, `ipchar` and `/`) is percent-encoded.
#[must_use]
pub fn below(document: &str, path: &str) -> String {
    let mut address = String::with_capacity(document.len() + path.len() + 1);
    address.push_str(document);
    address.push('/');
    for c in path.chars() {
        if c.is_alphanumeric() || "-._~/*'()!$&+,;=:@".contains(c) {
            address.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                address.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    address
}

/// The address of a provision of a document.
#[must_use]
pub fn provision(reference: &ProvisionRef) -> String {
    format!("{}/{}", document(&reference.symbol), reference.path)
}

/// The address of a document or of one of its provisions.
#[must_use]
pub fn source(source: &Source) -> String {
    match &source.path {
        None => document(&source.symbol),
        Some(path) => format!("{}/{path}", document(&source.symbol)),
    }
}

/// The address of a mandate: the `n`-th of a provision.
#[must_use]
pub fn mandate(provision: &ProvisionRef, n: u32) -> String {
    let symbol = provision.symbol.iri_path();
    format!("{THINGS}mandate/{symbol}/{}/{n}", provision.path)
}

/// The address of the `n`-th mandate of the provision with the address `provision`.
#[must_use]
pub fn mandate_of(provision: &str, n: usize) -> String {
    let path = provision.strip_prefix(DOCUMENTS).unwrap_or(provision);
    format!("{THINGS}mandate/{path}/{n}")
}

/// The address of a mandate written `SYMBOL#para/n/k`.
#[must_use]
pub fn mandate_written(written: &ProvisionRef) -> String {
    let symbol = written.symbol.iri_path();
    format!("{THINGS}mandate/{symbol}/{}", written.path)
}

/// The address of the `n`-th piece of evidence for a thing.
#[must_use]
pub fn evidence(of: &str, n: usize) -> String {
    let path = of.strip_prefix(THINGS).unwrap_or(of);
    format!("{THINGS}evidence/{path}/{n}")
}

/// The address of the citation of one document by one provision.
#[must_use]
pub fn citation(citing: &str, cited: &Symbol) -> String {
    let path = citing.strip_prefix(DOCUMENTS).unwrap_or(citing);
    format!("{THINGS}citation/{path}/to/{}", cited.iri_path())
}

/// The address of the `n`-th citation of `cited` (an address) that a rule found in the provision `citing`.
#[must_use]
pub fn extracted_citation(citing: &str, cited: &str, n: usize) -> String {
    let path = citing.strip_prefix(DOCUMENTS).unwrap_or(citing);
    let target = cited
        .strip_prefix(DOCUMENTS)
        .or_else(|| cited.strip_prefix(THINGS))
        .unwrap_or(cited);
    format!("{THINGS}citation/{path}/to/{target}/words/{n}")
}

/// The address of a work that texts cite by its name.
#[must_use]
pub fn work(slug: &str) -> String {
    below(&format!("{THINGS}work"), slug)
}

/// The address of what the provision with the address `provision` takes up from elsewhere.
#[must_use]
pub fn reuse_of(provision: &str) -> String {
    let path = provision.strip_prefix(DOCUMENTS).unwrap_or(provision);
    format!("{THINGS}reuse/{path}")
}

/// The address of the statement that one document follows another in a series.
#[must_use]
pub fn succession(document: &Symbol, previous: &Symbol) -> String {
    format!(
        "{THINGS}succession/{}/to/{}",
        document.iri_path(),
        previous.iri_path()
    )
}

/// The address of something the catalog of a release describes; it is found in the catalog itself.
#[must_use]
pub fn in_catalog(name: &str) -> String {
    format!("{CATALOG}#{name}")
}

/// The address of a dump of a release; with `.gz` at the end, compressed.
#[must_use]
pub fn dump(file: &str) -> String {
    format!("{BASE}dumps/{file}")
}

/// The EU authority IRI of a language.
#[must_use]
pub fn language(language: Language) -> String {
    format!("{LANGUAGES}{}", language.eu_code())
}

/// The last part of an address made from words: lower case ASCII letters and
/// digits, everything else a hyphen, at most 120 characters.
#[must_use]
pub fn slug(words: &str) -> String {
    let mut slug = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 120 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_follow_the_contract() {
        let provision: ProvisionRef = "WSIS-05/TUNIS/DOC/6#para/72/a".parse().unwrap();
        assert_eq!(
            super::provision(&provision),
            "https://w3id.org/wsis/id/document/WSIS-05/TUNIS/DOC/6/para/72/a"
        );
        assert_eq!(
            mandate(&"A/RES/80/173#para/99".parse().unwrap(), 1),
            "https://w3id.org/wsis/id/mandate/A/RES/80/173/para/99/1"
        );
        assert_eq!(
            evidence("https://w3id.org/wsis/id/body/cstd", 2),
            "https://w3id.org/wsis/id/evidence/body/cstd/2"
        );
        assert_eq!(reference("body", "igf"), "https://w3id.org/wsis/id/body/igf");
        assert_eq!(
            reference("body", "stakeholder-group/academia"),
            "https://w3id.org/wsis/id/stakeholder-group/academia"
        );
    }

    #[test]
    fn a_label_cannot_break_out_of_its_address() {
        assert_eq!(below("urn:d", "fn/> .\n<a"), "urn:d/fn/%3E%20.%0A%3Ca");
        assert_eq!(below("urn:d", "annex/1/para/29/a"), "urn:d/annex/1/para/29/a");
        assert_eq!(below("urn:d", "fn/*"), "urn:d/fn/*");
    }

    #[test]
    fn slugs_are_plain() {
        assert_eq!(
            slug("UN. General Assembly (80th sess.)"),
            "un-general-assembly-80th-sess"
        );
        assert_eq!(slug("  ¿? "), "");
    }
}
