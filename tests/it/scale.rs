//! Whole sessions of official texts, where they are at hand: no file fails, no word and no number is
//! lost or doubled, and the languages of a document share their addresses.
//!
//! Any other folder can be judged so too: lay it (or link it) as `scale` in a folder of its own and give
//! that as `WSIS_CORPUS`. The floors at the end are those of the sessions beside this project.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use roxmltree::{Document, Node};
use unicode_normalization::UnicodeNormalization;
use wsis::corpus::Language;
use wsis::corpus::reading::{Provision, ProvisionKind, Reading};
use wsis::text::{akn, language};

use crate::common::corpus;

/// Files and their readings.
struct File {
    name: String,
    text: String,
    readings: Vec<Reading>,
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            find(&path, found);
        } else if path.extension().is_some_and(|e| e == "xml") {
            found.push(path);
        }
    }
}

/// Every file of the sessions, read; says which fail.
fn files() -> Option<Vec<File>> {
    let folder = corpus("scale")?;
    let mut paths = Vec::new();
    find(&folder, &mut paths);
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(&folder).expect("below").display().to_string();
        let text = fs::read_to_string(path).expect("a text");
        match akn::read(text.as_bytes()) {
            Ok(readings) => Ok(File { name, text, readings }),
            Err(error) => Err(format!("{name}:{:?}: {error}", error.line)),
        }
    };
    let (files, failures): (Vec<_>, Vec<_>) = paths.par_iter().map(read).partition(Result::is_ok);
    let failures: Vec<String> = failures.into_iter().filter_map(Result::err).collect();
    assert!(failures.is_empty(), "{failures:#?}");
    Some(files.into_iter().filter_map(Result::ok).collect())
}

/// Catches: files that are refused, elements nobody reads, addresses given twice, parents that come
/// after their children.
#[test]
fn no_file_of_a_session_fails() {
    let Some(files) = files() else { return };
    let mut remarks = Vec::new();
    let mut faults = Vec::new();
    let (mut readings, mut provisions) = (0, 0);
    for file in &files {
        for reading in &file.readings {
            readings += 1;
            provisions += reading.provisions.len();
            for unplaced in &reading.unplaced {
                let line = format!("{}:{}: {}", file.name, unplaced.line, unplaced.what);
                if unplaced.is_remark() {
                    remarks.push(line);
                } else {
                    faults.push(line);
                }
            }
            let mut seen = BTreeSet::new();
            for (at, provision) in reading.provisions.iter().enumerate() {
                if !seen.insert(&provision.path) {
                    faults.push(format!("{}: {} twice", file.name, provision.path));
                }
                if provision.parent.is_some_and(|parent| parent >= at) {
                    faults.push(format!("{}: {} before its parent", file.name, provision.path));
                }
            }
        }
    }
    eprintln!(
        "{} files, {readings} texts, {provisions} provisions, {} remarks:",
        files.len(),
        remarks.len()
    );
    eprintln!("{remarks:#?}");
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// The letters and digits of a text, counted.
type Signs = BTreeMap<char, i64>;

fn count(signs: &mut Signs, text: &str, by: i64) {
    for sign in text.nfc().filter(|c| c.is_alphanumeric()) {
        *signs.entry(sign).or_default() += by;
    }
}

/// Everything printed between cover and closing lines, with the footnotes of the title.
fn printed(node: Node<'_, '_>, inside: bool, out: &mut String) {
    let name = node.tag_name().name();
    let inside = match name {
        // A `note` of the identification is printed below the first page.
        "preamble" | "mainBody" | "attachments" | "authorialNote" | "note" => true,
        "meta" | "coverPage" => false,
        // Printed once, but coded in the number and again in the heading.
        "num" if repeated(node) => return,
        _ => inside,
    };
    for child in node.children() {
        if child.is_text() && inside {
            out.push_str(child.text().unwrap_or_default());
        } else if child.is_element() {
            printed(child, inside, out);
        }
    }
    out.push(' ');
}

fn repeated(num: Node<'_, '_>) -> bool {
    let words = |node: Node<'_, '_>| {
        let texts = node
            .descendants()
            .filter_map(|n| if n.is_text() { n.text() } else { None });
        texts.collect::<String>().trim().to_owned()
    };
    let heading = num
        .next_siblings()
        .find(|n| matches!(n.tag_name().name(), "heading" | "subheading"));
    heading.is_some_and(|heading| words(heading).starts_with(&words(num)))
}

/// Everything the provisions say. Footnotes have their mark from an attribute, so that theirs is left
/// out; a mark that repeats an earlier one is text of the file.
fn understood(reading: &Reading, out: &mut String) {
    let mut called = BTreeSet::new();
    let mut say = |text: &str| {
        out.push_str(text);
        out.push(' ');
    };
    reading.formulas.iter().for_each(|formula| say(formula));

    for provision in &reading.provisions {
        say(&provision.text);
        if provision.kind != ProvisionKind::Footnote || is_table_note(provision) {
            say(provision.label.as_deref().unwrap_or_default());
        }
        let repeated = provision
            .marks
            .iter()
            .filter(|mark| !called.insert(mark.footnote.clone()));
        repeated
            .collect::<Vec<_>>()
            .into_iter()
            .for_each(|mark| say(&mark.label));
    }
}

/// The notes of tables have letters, and print them in their text.
fn is_table_note(provision: &Provision) -> bool {
    let number = provision.number.as_deref().unwrap_or_default();
    provision.kind == ProvisionKind::Footnote && number.starts_with(|c: char| c.is_ascii_lowercase())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
}

/// Words of `a` that `b` has not as often.
fn missing<'t>(a: &'t str, b: &'t str) -> Vec<&'t str> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    words(a).for_each(|w| *counts.entry(w).or_default() += 1);
    words(b).for_each(|w| *counts.entry(w).or_default() -= 1);
    let missing = counts.into_iter().filter(|(_, n)| *n > 0);
    missing.map(|(w, _)| w).take(12).collect()
}

/// Catches: a letter or digit that is lost or doubled on the way from the file into the provisions.
#[test]
fn every_word_of_a_session_is_in_a_provision() {
    let Some(files) = files() else { return };
    let check = |file: &File| {
        let document = Document::parse(&file.text).ok()?;
        let (mut source, mut said) = (String::new(), String::new());
        printed(document.root(), false, &mut source);
        file.readings
            .iter()
            .for_each(|reading| understood(reading, &mut said));
        let mut signs = Signs::new();
        count(&mut signs, &source, 1);
        count(&mut signs, &said, -1);
        // Some footnotes begin with their mark again; the reader takes it off.
        let marks: usize = file
            .readings
            .iter()
            .flat_map(|r| &r.provisions)
            .filter(|p| p.kind == ProvisionKind::Footnote && !is_table_note(p))
            .filter_map(|p| p.number.as_ref())
            .map(String::len)
            .sum();
        let digits: i64 = signs
            .iter()
            .filter(|(c, _)| c.is_numeric())
            .map(|(_, n)| *n)
            .sum();
        let letters = signs.iter().any(|(c, n)| !c.is_numeric() && *n != 0);
        let differs = letters || digits > marks as i64 || digits < 0;
        differs.then(|| {
            format!(
                "{} lost {:?} more {:?}",
                file.name,
                missing(&source, &said),
                missing(&said, &source)
            )
        })
    };
    let faults: Vec<String> = files.par_iter().filter_map(check).collect();
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// Catches: a printed number that is no provision's label.
#[test]
fn every_number_of_a_session_is_a_label() {
    let Some(files) = files() else { return };
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let check = |file: &File| {
        let document = Document::parse(&file.text).ok()?;
        let mut numbers: BTreeMap<String, i64> = BTreeMap::new();
        for num in document
            .descendants()
            .filter(|n| n.has_tag_name((n.tag_name().namespace().unwrap_or_default(), "num")))
        {
            let text: String = num
                .descendants()
                .filter_map(|n| if n.is_text() { n.text() } else { None })
                .collect();
            *numbers.entry(bare(&text)).or_default() += 1;
        }
        for provision in file.readings.iter().flat_map(|r| &r.provisions) {
            if let Some(n) = numbers.get_mut(&bare(provision.label.as_deref().unwrap_or_default())) {
                *n -= 1;
            }
        }
        let lost: Vec<_> = numbers
            .into_iter()
            .filter(|(text, n)| *n > 0 && !text.is_empty())
            .collect();
        (!lost.is_empty()).then(|| format!("{} {lost:?}", file.name))
    };
    let faults: Vec<String> = files.par_iter().filter_map(check).collect();
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// The texts whose addresses are not those of most languages of their document, and how they differ.
/// Only `numbered` addresses, or all but those of footnotes.
fn different(files: &[File], numbered: bool) -> Vec<String> {
    let mut documents: BTreeMap<String, BTreeMap<Language, (BTreeSet<&str>, &str)>> = BTreeMap::new();
    for file in files {
        for reading in &file.readings {
            let provisions = reading
                .provisions
                .iter()
                .filter(|p| p.kind != ProvisionKind::Footnote);
            let paths = provisions
                .map(|p| p.path.as_str())
                .filter(|path| !numbered || format!("/{path}").contains("/para/"));
            documents
                .entry(reading.symbol.to_string())
                .or_default()
                .insert(reading.language, (paths.collect(), &file.name));
        }
    }
    let mut different = Vec::new();
    for (symbol, languages) in &documents {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        let all = languages.values().flat_map(|(paths, _)| paths);
        all.for_each(|path| *votes.entry(path).or_default() += 1);
        let usual: BTreeSet<&str> = votes
            .into_iter()
            .filter(|(_, n)| *n * 2 > languages.len())
            .map(|(path, _)| path)
            .collect();
        for (language, (paths, name)) in languages {
            let lacks: Vec<_> = usual.difference(paths).take(6).collect();
            let has: Vec<_> = paths.difference(&usual).take(6).collect();
            if !lacks.is_empty() || !has.is_empty() {
                different.push(format!(
                    "{symbol} {language} ({name}): lacks {lacks:?}, has {has:?}"
                ));
            }
        }
    }
    different
}

/// How many texts of the sessions at hand differ in numbered addresses: files that lack numbers or
/// paragraphs which the other languages print. Each was looked at.
const LACKING_NUMBERS: usize = 10;

/// How many differ in any address.
const LACKING: usize = 63;

/// Catches: a language whose paragraphs have other addresses than those of its sisters.
#[test]
fn the_languages_of_a_session_share_their_addresses() {
    let Some(files) = files() else { return };
    let numbered = different(&files, true);
    let all = different(&files, false);
    eprintln!("{} texts differ in numbers: {numbered:#?}", numbered.len());
    eprintln!("{} texts differ in any address: {all:#?}", all.len());
    assert!(numbered.len() <= LACKING_NUMBERS && all.len() <= LACKING);
}

/// Prints the texts whose words are not in the language that the file declares.
#[test]
fn the_languages_of_a_session_are_those_declared() {
    let Some(files) = files() else { return };
    let check = |file: &File| {
        let found: Vec<_> = file
            .readings
            .iter()
            .filter_map(|r| {
                Some(format!(
                    "{}: {} for {}",
                    file.name,
                    language::check(r)?,
                    r.language
                ))
            })
            .collect();
        found
    };
    let others: Vec<String> = files.par_iter().flat_map(check).collect();
    eprintln!("{} texts in another language: {others:#?}", others.len());
    assert!(others.len() < 20);
}
