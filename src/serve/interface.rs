//! The words of the interface in the six languages: `data/interface/*.csv`, one row a word or sentence.
//!
//! What the graph names (classes, forces, bodies, …) is not here: its names come from the graph.

use crate::corpus::Language;
use include_dir::{Dir, include_dir};
use std::collections::HashMap;
use std::sync::OnceLock;

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/interface");

/// The columns of a table, the key before and the note after them.
const COLUMNS: [Language; 6] = [
    Language::English,
    Language::French,
    Language::Spanish,
    Language::Russian,
    Language::Arabic,
    Language::Chinese,
];

/// One word in six languages, in the order of [`COLUMNS`].
type Row = [String; COLUMNS.len()];

fn table() -> &'static HashMap<String, Row> {
    static TABLE: OnceLock<HashMap<String, Row>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let texts = FOLDER.files().filter_map(include_dir::File::contents_utf8);
        texts.flat_map(rows).collect()
    })
}

fn rows(text: &str) -> Vec<(String, Row)> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let records = reader.records().filter_map(Result::ok);
    let row = |record: csv::StringRecord| {
        let cell = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
        (cell(0), std::array::from_fn(|i| cell(i + 1)))
    };
    records.map(row).collect()
}

/// The word of a key in a language, or in English; the key itself where nobody wrote one, which a test finds.
#[must_use]
pub(super) fn say(key: &str, language: Language) -> &str {
    let Some(row) = table().get(key) else {
        return key;
    };
    let column = COLUMNS.iter().position(|column| *column == language);
    let word = column.and_then(|column| row.get(column));
    let english = row.first().map(String::as_str);
    word.map(String::as_str)
        .filter(|word| !word.is_empty())
        .or(english)
        .unwrap_or(key)
}

/// The same with `{name}` replaced by the values given. A value is not looked at for further places.
#[must_use]
pub(super) fn fill(key: &str, language: Language, values: &[(&str, &dyn std::fmt::Display)]) -> String {
    let mut rest = say(key, language);
    let mut filled = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = after.split_once('}');
        let value = place.and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(wanted, _)| *wanted == name)?;
            Some((value, after))
        });
        if let Some((value, after)) = value {
            filled.push_str(&value.to_string());
            rest = after;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// The places of a sentence that are to be filled.
    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}'))
            .map(|(name, _)| name)
            .collect()
    }

    /// Catches: a word missing in a language, one key in two files, a place of a sentence lost in translation.
    #[test]
    fn every_word_is_there_in_six_languages() {
        let mut seen = BTreeMap::new();
        for file in FOLDER.files() {
            let name = file.path().display().to_string();
            for (key, row) in rows(file.contents_utf8().unwrap_or_default()) {
                for (word, language) in row.iter().zip(COLUMNS) {
                    assert!(!word.is_empty(), "{name}: {key} has no word in {language}");
                    assert_eq!(places(word), places(&row[0]), "{name}: {key} in {language}");
                }
                if let Some(other) = seen.insert(key.clone(), name.clone()) {
                    panic!("{key} is in {other} and in {name}");
                }
            }
        }
        assert!(seen.len() > 20);
    }

    /// The keys that a source text asks for with `say("…")` or `fill("…"`.
    fn asked(text: &str) -> BTreeSet<String> {
        let calls = ["say(\"", "fill(\""];
        calls
            .iter()
            .flat_map(|call| text.split(call).skip(1))
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
            .collect()
    }

    /// Catches: a page that asks for a word nobody wrote and shows its key instead.
    #[test]
    fn every_word_that_is_asked_for_exists() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/serve");
        let mut found = 0;
        for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
            let path = entry.path();
            let end = path.extension().and_then(|end| end.to_str());
            if !matches!(end, Some("html" | "rs")) || path.ends_with("interface.rs") {
                continue;
            }
            for key in asked(&std::fs::read_to_string(path).unwrap_or_default()) {
                assert!(table().contains_key(&key), "{}: {key}", path.display());
                found += 1;
            }
        }
        assert!(found > 20);
    }

    /// Catches: a value taken for a sentence with places, a brace that ends the sentence.
    #[test]
    fn places_are_filled_once() {
        let filled = fill("a {n} b {m} {", Language::English, &[("n", &"{m}"), ("m", &2)]);
        assert_eq!(filled, "a {m} b 2 {");
    }
}
