//! One `[[source]]` of the list: from what is written to what it means.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Deserialize;
use url::Url;

use super::guard::authority;
use super::pattern::Template;
use super::sources::{Source, Way};
use crate::corpus::values::At;
use crate::corpus::{Language, Record, Symbol};
use crate::problem::Problem;
use crate::text::format::Format;

/// `[[source]]`, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceRecord {
    name: At<String>,
    rank: u32,
    format: At<String>,
    languages: Option<Vec<Language>>,
    #[serde(default)]
    serves: Vec<At<String>>,
    sessions: Option<At<Sessions>>,
    address: Option<At<String>>,
    listing: Option<At<String>>,
    #[serde(default)]
    entries: Vec<At<String>>,
    documents: Option<BTreeMap<String, BTreeMap<Language, At<String>>>>,
    #[serde(default)]
    media: Vec<String>,
    #[serde(default)]
    private: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sessions {
    first: Option<u32>,
    last: Option<u32>,
}

/// Collects the faults of one source.
struct Faults<'a> {
    raw: &'a Record<SourceRecord>,
    problems: &'a mut Vec<Problem>,
}

impl Faults<'_> {
    fn add(&mut self, span: Range<usize>, message: impl Into<String>, hint: &str) {
        let problem = Problem::error("W501", message).at(self.raw.place(span));
        self.problems.push(problem.hint(hint));
    }

    fn template(&mut self, text: &At<String>) -> Option<Template> {
        match Template::parse(text.get_ref()) {
            Ok(template) => Some(template),
            Err(message) => {
                self.add(text.span(), message, "data/README.md explains the placeholders");
                None
            }
        }
    }

    /// A pattern of addresses: http or https, with a host that no placeholder makes.
    fn address(&mut self, text: &At<String>) -> Option<(Template, Url)> {
        let template = self.template(text)?;
        let head = template.head();
        let whole = head.splitn(4, '/').count() == 4 || template.as_str() == head;
        match Url::parse(head) {
            Ok(url) if whole && matches!(url.scheme(), "http" | "https") && url.host().is_some() => {
                Some((template, url))
            }
            _ => {
                self.add(
                    text.span(),
                    "this is no address of the web with a fixed host",
                    "write it out: https://host/path, placeholders only behind the host",
                );
                None
            }
        }
    }
}

/// The formats that sources deliver.
const FORMATS: [Format; 5] = [
    Format::AkomaNtoso,
    Format::Docx,
    Format::Pdf,
    Format::Html,
    Format::MarcXml,
];

/// The meaning of a source; `None` where it has faults.
pub(super) fn source(
    raw: &Record<SourceRecord>,
    private: &mut BTreeSet<String>,
    problems: &mut Vec<Problem>,
) -> Option<Source> {
    let before = problems.len();
    let record = &raw.value;
    let mut faults = Faults { raw, problems };
    let format = FORMATS
        .into_iter()
        .find(|format| format.short() == record.format.get_ref());
    if format.is_none() {
        faults.add(
            record.format.span(),
            format!("there is no format `{}`", record.format.get_ref()),
            "use akn, docx, pdf, html or marcxml",
        );
    }
    let serves = patterns(record, &mut faults);
    let mut hosts = Vec::new();
    let way = way(record, &mut faults, &mut hosts);
    let found = Source {
        name: record.name.get_ref().clone(),
        rank: record.rank,
        format: format?,
        languages: record.languages.clone().unwrap_or_else(|| Language::ALL.to_vec()),
        serves,
        sessions: record
            .sessions
            .as_ref()
            .map_or((None, None), |s| (s.get_ref().first, s.get_ref().last)),
        way: way?,
        media: record
            .media
            .iter()
            .map(|media| media.to_ascii_lowercase())
            .collect(),
    };
    if record.private {
        private.extend(hosts.iter().filter_map(authority));
    }
    (problems.len() == before).then_some(found)
}

/// Names are what records refer to: each stands once.
pub(super) fn unique(raw: &Record<SourceRecord>, sources: &[Source], problems: &mut Vec<Problem>) {
    let name = &raw.value.name;
    if sources.iter().any(|source| source.name == *name.get_ref()) {
        let message = format!("there is another source named `{}`", name.get_ref());
        let problem = Problem::error("W501", message).at(raw.place(name.span()));
        problems.push(problem.hint("give each source a name of its own"));
    }
}

fn patterns(record: &SourceRecord, faults: &mut Faults<'_>) -> Vec<Template> {
    let mut serves = Vec::new();
    for text in &record.serves {
        let Some(pattern) = faults.template(text) else {
            continue;
        };
        if pattern.is_of_symbols() {
            serves.push(pattern);
        } else {
            faults.add(
                text.span(),
                "a pattern of symbols names other things than session and number",
                "for example \"A/RES/{session}/{number}\", or \"A/*\"",
            );
        }
    }
    if let Some(sessions) = &record.sessions
        && !record
            .serves
            .iter()
            .all(|text| text.get_ref().contains("{session}"))
    {
        faults.add(
            sessions.span(),
            "sessions are given, but a pattern in `serves` names no {session}",
            "write {session} where the number of the session stands in the symbol",
        );
    }
    serves
}

fn way(record: &SourceRecord, faults: &mut Faults<'_>, hosts: &mut Vec<Url>) -> Option<Way> {
    let name = record.name.span();
    if let Some(documents) = &record.documents {
        if record.address.is_some() || record.listing.is_some() || !record.serves.is_empty() {
            let hint = "either `documents`, or `serves` with `address`";
            faults.add(
                name,
                "a source with `documents` has nothing else to say where",
                hint,
            );
            return None;
        }
        return Some(Way::Documents(written_down(documents, faults, hosts)));
    }
    let (Some(address), false) = (&record.address, record.serves.is_empty()) else {
        let hint = "give `serves` and `address`, or [source.documents]";
        faults.add(name, "this source does not say what it serves, or where", hint);
        return None;
    };
    let (template, url) = faults.address(address)?;
    hosts.push(url);
    let Some(listing) = &record.listing else {
        if template.as_str().contains("{path}") || !record.entries.is_empty() {
            let hint = "add `listing`, the address of the list of files";
            faults.add(address.span(), "{path} and `entries` need a list of files", hint);
            return None;
        }
        one_language(record, &template, faults);
        return Some(Way::Address(template));
    };
    if !template.as_str().contains("{path}") || record.entries.is_empty() {
        let hint = "write {path} in `address`, and the names to look for in `entries`";
        faults.add(
            listing.span(),
            "a list of files is asked, but its names lead nowhere",
            hint,
        );
        return None;
    }
    let (listing, url) = faults.address(listing)?;
    hosts.push(url);
    let entries: Vec<Template> = record.entries.iter().filter_map(|e| faults.template(e)).collect();
    if let Some(first) = entries.first() {
        one_language(record, first, faults);
    }
    Some(Way::Listing {
        listing,
        entries,
        address: template,
    })
}

/// An address that is the same for every language can hold the text of one only.
fn one_language(record: &SourceRecord, template: &Template, faults: &mut Faults<'_>) {
    let languages = record.languages.as_ref().map_or(6, Vec::len);
    if languages > 1 && !template.names_language() && record.format.get_ref() != "marcxml" {
        faults.add(
            record.name.span(),
            "the address is the same for every language",
            "write {lang}, {LANG}, {letter} or {language} where the language stands, or languages = [\"en\"]",
        );
    }
}

fn written_down(
    documents: &BTreeMap<String, BTreeMap<Language, At<String>>>,
    faults: &mut Faults<'_>,
    hosts: &mut Vec<Url>,
) -> BTreeMap<Symbol, BTreeMap<Language, String>> {
    let mut found: BTreeMap<Symbol, BTreeMap<Language, String>> = BTreeMap::new();
    for (printed, addresses) in documents {
        let Ok(symbol) = Symbol::parse(printed) else {
            let hint = "write it as in data/documents";
            faults.add(faults.raw.span.clone(), format!("`{printed}` is no symbol"), hint);
            continue;
        };
        let texts = found.entry(symbol).or_default();
        for (language, address) in addresses {
            if let Some((template, url)) = faults.address(address) {
                hosts.push(url);
                texts.insert(*language, template.as_str().to_owned());
            }
        }
    }
    found
}
