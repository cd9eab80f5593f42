//! `meta`: the three FRBR levels, subject headings, stages of adoption, vote and job number.

use roxmltree::Node;

use super::inline::{footnote, noted};
use super::problems::Problems;
use super::vote;
use crate::corpus::Date;
use crate::corpus::Language;
use crate::corpus::Symbol;
use crate::corpus::reading::{Frbr, Keyword, Step, Vote};
use crate::text::outline::inline::Note;

/// What `meta` says.
#[derive(Debug, Default)]
pub(super) struct Identification {
    pub work: Frbr,
    pub expression: Frbr,
    pub manifestation: Frbr,
    pub language: Option<Language>,
    pub keywords: Vec<Keyword>,
    pub steps: Vec<Step>,
    pub vote: Option<Vote>,
    pub job_number: Option<String>,
    /// Notes on the publication itself ("Reissued …").
    pub notes: Vec<Note>,
}

/// Reads `meta`.
pub(super) fn read<'a>(meta: Node<'a, 'a>, problems: &mut Problems<'a>) -> Identification {
    let mut found = Identification::default();
    for node in meta.children() {
        match node.tag_name().name() {
            "identification" => identification(node, &mut found, problems),
            "classification" => classification(node, &mut found.keywords, problems),
            "workflow" => workflow(node, &mut found.steps, problems),
            "analysis" => found.vote = vote::read(node, problems),
            "presentation" => found.job_number = job_number(node),
            "notes" => found.notes.extend(
                node.children()
                    .filter(Node::is_element)
                    .map(|body| note(body, "*", problems)),
            ),
            // The terms that attributes of the file refer to; they say nothing about this document.
            "references" => {}
            _ => problems.stray(node),
        }
    }
    found
}

fn identification<'a>(node: Node<'a, 'a>, found: &mut Identification, problems: &mut Problems<'a>) {
    for level in node.children() {
        match level.tag_name().name() {
            "FRBRWork" => found.work = frbr(level, &mut found.language, problems),
            "FRBRExpression" => found.expression = frbr(level, &mut found.language, problems),
            "FRBRManifestation" => found.manifestation = frbr(level, &mut found.language, problems),
            _ => problems.stray(level),
        }
    }
}

fn frbr<'a>(level: Node<'a, 'a>, language: &mut Option<Language>, problems: &mut Problems<'a>) -> Frbr {
    let mut frbr = Frbr::default();
    for node in level.children() {
        match node.tag_name().name() {
            "FRBRuri" => frbr.iri = filled(node, "value"),
            "FRBRdate" => frbr.date = node.attribute("date").and_then(known_date),
            "FRBRlanguage" => *language = node.attribute("language").and_then(Language::from_code),
            // The component's IRI, and who issued it: the organ, which the cover names.
            "FRBRthis" | "FRBRauthor" | "FRBRcountry" => {}
            _ => problems.stray(node),
        }
    }
    frbr
}

/// A date of the file; `0001-01-01` stands for an unknown one.
pub(super) fn known_date(text: &str) -> Option<Date> {
    text.trim().parse().ok().filter(|d: &Date| d.year() > 1)
}

fn classification<'a>(node: Node<'a, 'a>, keywords: &mut Vec<Keyword>, problems: &mut Problems<'a>) {
    for child in node.children() {
        if child.tag_name().name() != "keyword" {
            problems.stray(child);
            continue;
        }
        let text = |name| {
            child
                .attribute(name)
                .map(str::trim)
                .unwrap_or_default()
                .to_owned()
        };
        keywords.push(Keyword {
            dictionary: text("dictionary"),
            value: text("value"),
            label: text("showAs"),
            iri: filled(child, "href"),
            short_form: filled(child, "shortForm"),
        });
    }
}

fn workflow<'a>(node: Node<'a, 'a>, steps: &mut Vec<Step>, problems: &mut Problems<'a>) {
    for child in node.children() {
        if child.tag_name().name() != "step" {
            problems.stray(child);
            continue;
        }
        let printed = filled(child, "as");
        let document = printed.as_deref().and_then(|p| {
            Symbol::parse(p)
                .ok()
                .or_else(|| Symbol::find_all(p).into_iter().next())
        });
        steps.push(Step {
            outcome: child.attribute("outcome").unwrap_or_default().to_owned(),
            date: child.attribute("date").and_then(known_date),
            document,
            printed_document: printed,
            by: filled(child, "by"),
        });
    }
}

/// The job number in the page's foot, without the language letter: `25-20874 (E)` is `25-20874`.
fn job_number(presentation: Node<'_, '_>) -> Option<String> {
    let number = presentation
        .descendants()
        .find(|n| n.tag_name().name() == "docketNumber")?;
    let text = number.text()?;
    let job = text.split('(').next().unwrap_or(text).trim();
    (!job.is_empty()).then(|| job.to_owned())
}

/// An attribute with something in it.
fn filled(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.attribute(name)
        .map(str::trim)
        .filter(|v| !v.is_empty())
        .map(str::to_owned)
}

/// The number and title of a `preface`, and the letter of a part resolution.
#[derive(Debug, Default)]
pub(super) struct Preface {
    pub number: Option<String>,
    pub title: Option<String>,
    /// The footnotes of number and title.
    pub notes: Vec<Note>,
}

/// Reads `preface`.
pub(super) fn preface<'a>(node: Node<'a, 'a>, problems: &mut Problems<'a>) -> Preface {
    let mut found = Preface::default();
    for p in node.children() {
        if p.tag_name().name() != "p" {
            problems.stray(p);
            continue;
        }
        for child in p.children() {
            match child.tag_name().name() {
                "docNumber" => add(&mut found.number, noted(child, &mut found.notes, problems)),
                "docTitle" => add(&mut found.title, noted(child, &mut found.notes, problems)),
                "authorialNote" | "sup" => {
                    noted_mark(child, &mut found.notes, problems);
                }
                "eol" => {}
                _ => problems.stray(child),
            }
        }
    }
    found
}

/// A note called outside the body.
fn note<'a>(node: Node<'a, 'a>, mark: &str, problems: &mut Problems<'a>) -> Note {
    Note {
        label: mark.to_owned(),
        offset: 0,
        body: Some(footnote(node, mark, problems)),
    }
}

/// A footnote's mark between number and title, with the brackets some files set around it.
fn noted_mark<'a>(node: Node<'a, 'a>, notes: &mut Vec<Note>, problems: &mut Problems<'a>) {
    if node.tag_name().name() == "authorialNote" {
        notes.push(note(
            node,
            node.attribute("marker").unwrap_or_default().trim(),
            problems,
        ));
    } else if node
        .descendants()
        .filter_map(|n| n.text())
        .any(|t| t.contains(char::is_alphanumeric))
    {
        problems.element(node);
    }
}

/// Adds words to what stands in several elements.
pub(super) fn add(slot: &mut Option<String>, words: String) {
    if !words.is_empty() {
        *slot = Some(match slot.take() {
            Some(before) => format!("{before} {words}"),
            None => words,
        });
    }
}
