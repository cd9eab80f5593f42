//! Lists of files: which names a repository holds.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::io::Read as _;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use glob::{MatchOptions, Pattern};
use serde::Deserialize;
use url::Url;

use super::failure::{Failure, Reason};
use super::request::Web;

/// `*` stops at `/`.
const NAMES: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

type Paths = Result<Arc<Vec<String>>, Failure>;

/// The lists asked in this run, each once.
#[derive(Default)]
pub(super) struct Listings(Mutex<HashMap<String, Arc<OnceLock<Paths>>>>);

/// What GitHub answers: a whole tree, or one folder.
#[derive(Deserialize)]
#[serde(untagged)]
enum List {
    Tree {
        tree: Vec<Entry>,
        #[serde(default)]
        truncated: bool,
    },
    Folder(Vec<Entry>),
}

#[derive(Deserialize)]
struct Entry {
    path: String,
    #[serde(default, rename = "type")]
    kind: String,
}

impl Listings {
    /// The paths at `url`, asked at most once.
    pub(super) fn get(&self, web: &Web, url: &str) -> Paths {
        let list = {
            let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(lists.entry(url.to_owned()).or_default())
        };
        list.get_or_init(|| fetch(web, url)).clone()
    }
}

fn fetch(web: &Web, url: &str) -> Paths {
    let failed = |why: &str| Failure::new(Reason::Failed, format!("the list of files at {url}: {why}"));
    let at = Url::parse(url).map_err(|error| failed(&error.to_string()))?;
    let bytes = web
        .ask(&at, reqwest::header::HeaderMap::new, |answer| {
            let status = answer.response.status().as_u16();
            if status != 200 {
                return Err(Failure::of_status(status, answer.response.headers()));
            }
            let mut bytes = Vec::new();
            answer
                .response
                .take(web.limits.max_bytes)
                .read_to_end(&mut bytes)
                .map_err(|error| Failure::passing(format!("it breaks off: {error}"), true))?;
            Ok(bytes)
        })
        // A list that is missing tells nothing about the texts.
        .map_err(|failure| Failure {
            reason: failure.reason.max(Reason::Refused),
            ..failed(&failure.why)
        })?;
    let (entries, whole) = match serde_json::from_slice(&bytes) {
        Ok(List::Tree { tree, truncated }) => (tree, !truncated),
        Ok(List::Folder(entries)) => (entries, true),
        Err(_) => return Err(failed("it is no list of files as GitHub gives it")),
    };
    if !whole {
        return Err(failed(
            "it is too long to be given whole; name a folder of the repository",
        ));
    }
    let files = entries
        .into_iter()
        .filter(|entry| entry.kind != "tree" && entry.kind != "dir");
    Ok(Arc::new(files.map(|entry| entry.path).collect()))
}

/// The file that the first of `names` with any match finds; of several, the last by number: the job numbers in
/// names grow, so it is the latest edition.
pub(super) fn find<'a>(paths: &'a [String], names: &[Pattern]) -> Option<&'a str> {
    names.iter().find_map(|name| {
        let found = paths.iter().filter(|path| name.matches_with(path, NAMES));
        found.map(String::as_str).max_by(|a, b| by_length(a, b))
    })
}

fn by_length(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_edition_is_found() {
        let paths = [
            "99session/English/A_RES_99_1-3100001E.xml",
            "99session/English/A_RES_99_1-3100009E.xml",
            "99session/English/A_RES_99_11-3100010E.xml",
            "99session/English/deep/A_RES_99_1-3100011E.xml",
            "99session/English/99_2_E.xml",
        ]
        .map(str::to_owned);
        let pattern = |text: &str| Pattern::new(text).unwrap();
        let one = [
            pattern("99session/English/A_RES_99_1-*E.xml"),
            pattern("99session/English/99_1_E.xml"),
        ];
        assert_eq!(
            find(&paths, &one),
            Some("99session/English/A_RES_99_1-3100009E.xml")
        );
        let two = [
            pattern("99session/English/A_RES_99_2-*E.xml"),
            pattern("99session/English/99_2_E.xml"),
        ];
        assert_eq!(find(&paths, &two), Some("99session/English/99_2_E.xml"));
        assert_eq!(
            find(&paths, &[pattern("99session/English/A_RES_99_3-*E.xml")]),
            None
        );
    }
}
