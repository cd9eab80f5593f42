//! The parameters of a search, read from an address and written into others.

use super::super::super::iri::{decode, query_value};
use super::super::super::respond::Shell;

/// Most parameters of an address that are looked at.
const MOST: usize = 100;

/// A search as its address says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Params {
    /// What is looked for.
    pub q: String,
    /// The filters: name and value, in the order of the address.
    pub filters: Vec<(&'static str, String)>,
    limit: Option<String>,
    offset: Option<String>,
}

/// The filters, by their names in addresses.
const FILTERS: [&str; 6] = ["kind", "year", "body", "line", "force", "lang"];

impl Params {
    /// Reads the part of an address after `?`. Values of a filter may be repeated or parted by commas.
    #[must_use]
    pub(super) fn read(query: &str) -> Self {
        let mut params = Self::default();
        for pair in query.split('&').take(MOST) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decode(&value.replace('+', " "));
            match name {
                "q" => value.trim().clone_into(&mut params.q),
                "limit" => params.limit = Some(value),
                "offset" => params.offset = Some(value),
                _ => {
                    let Some(name) = FILTERS.into_iter().find(|filter| *filter == name) else {
                        continue;
                    };
                    let values = value.split(',').map(str::trim).filter(|value| !value.is_empty());
                    params
                        .filters
                        .extend(values.map(|value| (name, value.to_owned())));
                }
            }
        }
        params.filters.sort();
        params.filters.dedup();
        params
    }

    /// The words, where nothing else narrows the search.
    #[must_use]
    pub(super) fn only_words(&self) -> Option<&str> {
        (self.filters.is_empty() && self.offset.is_none() && !self.q.is_empty()).then_some(self.q.as_str())
    }

    /// Whether a filter has a value.
    #[must_use]
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.filters.iter().any(|(n, v)| *n == name && v == value)
    }

    /// The same search with a value of a filter more, or without it where it is set. Years and languages are one
    /// at a time.
    #[must_use]
    pub(super) fn toggled(&self, name: &'static str, value: &str) -> Self {
        let mut other = Self {
            offset: None,
            ..self.clone()
        };
        let was = self.has(name, value);
        let alone = matches!(name, "year" | "lang");
        other
            .filters
            .retain(|(n, v)| *n != name || !(alone || v == value));
        if !was {
            other.filters.push((name, value.to_owned()));
        }
        other
    }

    /// The filters as hidden fields of a form.
    #[must_use]
    pub(super) fn kept(&self) -> Vec<(&'static str, String)> {
        self.filters.clone()
    }

    /// The address of the search, beginning at one of its results.
    #[must_use]
    pub(super) fn address(&self, shell: &Shell, offset: usize) -> String {
        let mut address = format!("{}/search?q={}", shell.home, query_value(&self.q));
        for (name, value) in &self.filters {
            address.push_str(&format!("&{name}={}", query_value(value)));
        }
        if let Some(limit) = &self.limit {
            address.push_str(&format!("&limit={}", query_value(limit)));
        }
        if offset > 0 {
            address.push_str(&format!("&offset={offset}"));
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: filters lost or doubled, a filter that cannot be taken back, nonsense taken for a number.
    #[test]
    fn filters_are_set_and_taken_back() {
        let params = Params::read("q=+a%20b&kind=body,event&kind=body&year=2003&x=1&offset=20");
        assert_eq!(params.q, "a b");
        assert_eq!(params.filters.len(), 3);
        let more = params.toggled("kind", "document");
        assert!(more.has("kind", "document") && more.has("kind", "body") && more.offset.is_none());
        assert!(!more.toggled("kind", "body").has("kind", "body"));
        let year = params.toggled("year", "2005");
        assert!(year.has("year", "2005") && !year.has("year", "2003"));
    }
}
