//! A record of a library's catalog: what librarians say about a document, without its text.

use super::reading::{Keyword, Vote};
use super::{Date, Symbol};

/// One bibliographic record of the UN Digital Library.
#[derive(Debug, Clone, PartialEq)]
pub struct CatalogRecord {
    /// The record's number in the library (MARC 001).
    pub number: String,
    /// The documents it describes: one, or several with double symbols (191, 791).
    pub symbols: Vec<Symbol>,
    /// The title without the statement of responsibility (245 `$a`, `$b`).
    pub title: Option<String>,
    /// When the document was issued (269).
    pub issued: Option<Date>,
    /// The subject headings (610, 611, 630, 650).
    pub keywords: Vec<Keyword>,
    /// The Member States that submitted it (710 with `$9 ms`).
    pub sponsors: Vec<String>,
    /// The documents of the agenda items it was taken up under (991 `$a`).
    pub agendas: Vec<Symbol>,
    /// The documents the library relates it to: draft, report, resolution (993).
    pub related: Vec<Symbol>,
    /// The recorded vote (996, 967).
    pub vote: Option<Vote>,
    /// The addresses of its files (856 `$u`).
    pub files: Vec<String>,
}
