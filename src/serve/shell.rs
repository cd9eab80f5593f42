//! What the head and the foot of every page need, and the words in which it speaks.

use super::described::absolute;
use super::iri::{decode, id_path, link_path};
use super::reader::{Reader, is_page, split};
use super::state::AppState;
use super::{assets, interface};
use crate::corpus::Language;
use axum::http::HeaderMap;
use serde_json::{Value, json};
use std::fmt::Display;

/// The frame of a page for one reader.
#[derive(Clone)]
pub(super) struct Shell {
    /// What links to files, data and names begin with.
    pub root: String,
    /// What links to pages begin with: the root and the language, where the address names it.
    pub home: String,
    /// The release shown.
    pub release: String,
    /// The tag of the page's language.
    pub language: &'static str,
    /// The direction in which it is written.
    pub dir: &'static str,
    /// What absolute addresses begin with.
    base: String,
    reader: Reader,
}

/// A page in another language.
pub(super) struct Other {
    /// The tag of the language.
    pub tag: &'static str,
    /// Its name in its own words.
    pub name: &'static str,
    /// The direction in which it is written.
    pub dir: &'static str,
    /// The same page in it.
    pub href: String,
    /// Whether this page is in it.
    pub here: bool,
}

impl Shell {
    /// The shell for who sent these headers and for a release.
    #[must_use]
    pub(super) fn new(state: &AppState, headers: &HeaderMap, release: &str) -> Self {
        let reader = Reader::of(headers);
        Self {
            root: state.root.clone(),
            home: format!("{}{}", state.root, reader.prefix()),
            release: release.to_owned(),
            language: reader.language.tag(),
            dir: reader.language.direction().html(),
            base: absolute(state, headers),
            reader,
        }
    }

    /// A word of the interface in the language of the page.
    #[must_use]
    pub(super) fn say<'a>(&self, key: &'a str) -> &'a str {
        interface::say(key, self.reader.language)
    }

    /// A sentence of the interface, its places `{name}` filled.
    #[must_use]
    pub(super) fn fill(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        interface::fill(key, self.reader.language, values)
    }

    /// The address of the page about a thing of ours; of any other, itself.
    #[must_use]
    pub(super) fn page(&self, iri: &str) -> String {
        id_path(iri).map_or_else(
            || iri.to_owned(),
            |path| format!("{}/page/{}", self.home, link_path(path)),
        )
    }

    /// The address of one of our scripts.
    #[must_use]
    pub(super) fn script(&self, name: &str) -> Option<String> {
        assets::address(name).map(|path| format!("{}{path}", self.root))
    }

    /// A link of the site for this reader: to a page, it keeps the language, and names lead to pages at once.
    #[must_use]
    pub(super) fn kept(&self, href: &str) -> String {
        let Some(path) = href.strip_prefix(&self.root).filter(|path| path.starts_with('/')) else {
            return href.to_owned();
        };
        let path = match path.strip_prefix("/id/") {
            Some(thing) => format!("/page/{thing}"),
            None => path.to_owned(),
        };
        if split(&path).0.is_none() && is_page(&path) {
            format!("{}{path}", self.home)
        } else {
            format!("{}{path}", self.root)
        }
    }

    /// The last part of the address as words, for a search after something that is not there.
    #[must_use]
    pub(super) fn words_here(&self) -> String {
        let path = self.reader.here.split('?').next().unwrap_or_default();
        let below = path.strip_prefix("/page/").unwrap_or(path).trim_matches('/');
        let words = match below.split_once('/') {
            Some(("document", symbol)) => symbol,
            _ => below.rsplit('/').next().unwrap_or_default(),
        };
        let words = decode(words);
        let words = if words.contains('/') {
            words
        } else {
            words.replace(['-', '_'], " ")
        };
        words.chars().filter(|c| !c.is_control()).take(100).collect()
    }

    /// This page in the six languages.
    #[must_use]
    pub(super) fn languages(&self) -> Vec<Other> {
        Language::ALL
            .iter()
            .map(|language| Other {
                tag: language.tag(),
                name: language.own_name(),
                dir: language.direction().html(),
                href: format!("{}/{}{}", self.root, language.tag(), self.reader.here),
                here: *language == self.reader.language,
            })
            .collect()
    }

    /// A link of the site as a whole address, as crawlers want those to other languages.
    #[must_use]
    pub(super) fn whole(&self, href: &str) -> String {
        if href.starts_with('/') {
            format!("{}{href}", self.base)
        } else {
            href.to_owned()
        }
    }

    /// This page, in the language that each reader prefers.
    #[must_use]
    pub(super) fn here(&self) -> String {
        format!("{}{}", self.root, self.reader.here)
    }

    /// The page in the vocabulary of schema.org, for a `script` of a page that is about no single thing.
    #[must_use]
    pub(super) fn linked_data(&self) -> String {
        let path = self.reader.here.split('?').next().unwrap_or_default();
        let kind = match path {
            "/search" => "SearchResultsPage",
            "/about" => "AboutPage",
            _ => "WebPage",
        };
        in_script(&json!({
            "@context": "https://schema.org/",
            "@type": kind,
            "url": format!("{}{}", self.home, self.reader.here),
            "inLanguage": self.language,
            "isPartOf": { "@type": "WebSite", "name": self.say("site-name"), "url": format!("{}/", self.home) },
            "about": { "@id": "https://w3id.org/wsis/catalog#dataset" },
        }))
    }

    /// Tells pages for different readers apart, in entity tags.
    #[must_use]
    pub(super) fn form(&self) -> String {
        self.reader.form()
    }
}

/// JSON as the text of a `script` element, which no text in it can end.
#[must_use]
pub(super) fn in_script(json: &Value) -> String {
    json.to_string().replace('<', "\\u003c")
}
