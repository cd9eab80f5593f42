//! A file's statements: one in most, several with a common cover in a collection.

use roxmltree::{Document, Node};

use super::body;
use super::cover::{self, Cover};
use super::identification::{self, Identification, Preface};
use super::problems::Problems;
use super::whose;
use crate::corpus::Symbol;
use crate::corpus::reading::{Closing, ReadError, Reading};
use crate::text::outline::block::Block;
use crate::text::outline::outline;
use crate::text::xml::error;

/// The namespaces of Akoma Ntoso begin with this.
const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/";

/// Everything known from outside a component of a collection.
#[derive(Default)]
struct Common {
    meta: Identification,
    cover: Cover,
    preface: Preface,
}

/// Reads all statements of a document.
pub(super) fn read_all<'a>(document: &'a Document<'a>) -> Result<Vec<Reading>, ReadError> {
    let root = document.root_element();
    if root.tag_name().name() != "akomaNtoso"
        || !root
            .tag_name()
            .namespace()
            .is_some_and(|ns| ns.starts_with(NAMESPACE))
    {
        let message = format!(
            "this is not Akoma Ntoso: the root element is <{}>",
            root.tag_name().name()
        );
        return Err(error(
            place(root),
            message,
            "only Akoma Ntoso 3.0 (root <akomaNtoso>) is read; take the file out of the folder of texts",
        ));
    }
    let mut problems = Problems::new(document);
    let mut common = None;
    let mut readings = Vec::new();
    for child in root.children() {
        match child.tag_name().name() {
            "documentCollection" => common = Some(collection(child, &mut problems)),
            "statement" | "doc" => readings.push(statement(child, None, &mut problems)?),
            "components" => components(child, common.as_ref(), &mut readings, &mut problems)?,
            _ => problems.stray(child),
        }
    }
    match readings.last_mut() {
        Some(last) => last.unplaced.extend(problems.take()),
        None => {
            return Err(error(
                place(root),
                "the file holds no document".to_owned(),
                "a <statement> is expected inside <akomaNtoso>",
            ));
        }
    }
    Ok(readings)
}

fn place(node: Node<'_, '_>) -> Option<(u32, u32)> {
    let at = node.document().text_pos_at(node.range().start);
    Some((at.row, at.col))
}

fn collection<'a>(node: Node<'a, 'a>, problems: &mut Problems<'a>) -> Common {
    let mut common = Common::default();
    for child in node.children() {
        match child.tag_name().name() {
            "meta" => common.meta = identification::read(child, problems),
            "coverPage" => common.cover = cover::read(child, problems),
            "preface" => common.preface = identification::preface(child, problems),
            // It only points to the components.
            "collectionBody" => {}
            _ => problems.stray(child),
        }
    }
    common
}

fn components<'a>(
    node: Node<'a, 'a>,
    common: Option<&Common>,
    readings: &mut Vec<Reading>,
    problems: &mut Problems<'a>,
) -> Result<(), ReadError> {
    for child in node.children() {
        match child.tag_name().name() {
            "component" => components(child, common, readings, problems)?,
            "statement" | "doc" => readings.push(statement(child, common, problems)?),
            _ => problems.stray(child),
        }
    }
    Ok(())
}

/// The parts of a statement as read.
#[derive(Default)]
struct Parts<'a> {
    meta: Identification,
    cover: Cover,
    preface: Preface,
    closing: Closing,
    body: Vec<Block<'a>>,
}

fn statement<'a>(
    node: Node<'a, 'a>,
    common: Option<&Common>,
    problems: &mut Problems<'a>,
) -> Result<Reading, ReadError> {
    let mut parts = Parts {
        cover: common.map(|c| c.cover.clone()).unwrap_or_default(),
        ..Parts::default()
    };
    for child in node.children() {
        match child.tag_name().name() {
            "preamble" | "mainBody" | "attachments" => parts.body.extend(body::blocks(child, problems)),
            "meta" => parts.meta = identification::read(child, problems),
            "coverPage" => parts.cover = cover::read(child, problems),
            "preface" => parts.preface = identification::preface(child, problems),
            "conclusions" => cover::closing(child, &mut parts.closing, problems),
            _ => problems.stray(child),
        }
    }
    finish(node, parts, common, problems)
}

fn finish<'a>(
    node: Node<'a, 'a>,
    parts: Parts<'a>,
    common: Option<&Common>,
    problems: &mut Problems<'a>,
) -> Result<Reading, ReadError> {
    let Parts {
        meta,
        cover,
        preface,
        closing,
        body,
    } = parts;
    let lacks = |what: &str, hint: &str| error(place(node), format!("the document has no {what}"), hint);
    let (printed_symbol, symbol) = symbol(node, (&meta, &cover, &preface), common, problems)?;
    let language = meta.language.or(common.and_then(|c| c.meta.language));
    let language = language.ok_or_else(|| {
        lacks(
            "language of the United Nations",
            "<FRBRlanguage language=\"…\"> should be ara, zho, eng, fra, rus or spa",
        )
    })?;
    let shared = common
        .iter()
        .flat_map(|c| c.meta.notes.iter().chain(&c.preface.notes))
        .cloned();
    let notes = shared.chain(meta.notes).chain(preface.notes).collect();
    let outline = outline(preface.title.as_deref().unwrap_or_default(), notes, body);
    Ok(Reading {
        symbol,
        printed_symbol,
        language,
        title: title(preface.title, common).or(cover.number),
        work: meta.work,
        expression: meta.expression,
        manifestation: meta.manifestation,
        organ: cover.organ,
        session: cover.session,
        agenda: cover.agenda,
        origin: cover.origin,
        job_number: meta
            .job_number
            .or_else(|| common.and_then(|c| c.meta.job_number.clone())),
        distribution: cover.distribution,
        adoption: cover.adoption,
        formulas: outline.formulas,
        keywords: inherited(meta.keywords, common.map(|c| &c.meta.keywords)),
        steps: inherited(meta.steps, common.map(|c| &c.meta.steps)),
        vote: meta.vote,
        provisions: outline.provisions,
        closing,
        unplaced: problems.take(),
    })
}

/// The symbol of a statement, as printed and in its normal form.
fn symbol<'a>(
    node: Node<'a, 'a>,
    (meta, cover, preface): (&Identification, &Cover, &Preface),
    common: Option<&Common>,
    problems: &mut Problems<'a>,
) -> Result<(String, Symbol), ReadError> {
    let kind = node.attribute("name").unwrap_or_default();
    let whose = match common {
        None => whose::alone(meta, cover, preface, kind),
        Some(_) => cover
            .symbol
            .as_deref()
            .and_then(|on_cover| whose::part(on_cover, meta, preface)),
    };
    let Some(whose) = whose else {
        let hint = "the cover's <docNumber refersTo=\"#symbol\"> or <FRBRuri> should give it";
        return Err(error(place(node), "the document has no symbol".to_owned(), hint));
    };
    if let Some(remark) = whose.remark {
        problems.remark(node, remark);
    }
    let symbol = Symbol::parse(&whose.printed).map_err(|fault| {
        let hint = "correct the cover's <docNumber refersTo=\"#symbol\">";
        error(place(node), fault.to_string(), hint)
    })?;
    Ok((whose.printed, symbol))
}

/// What a component does not say itself, it has from its collection.
fn inherited<T: Clone>(own: Vec<T>, common: Option<&Vec<T>>) -> Vec<T> {
    if own.is_empty() {
        common.cloned().unwrap_or_default()
    } else {
        own
    }
}

/// The title, that of the collection first.
fn title(own: Option<String>, common: Option<&Common>) -> Option<String> {
    // Some files print the dash between number and title with the title ("- Title").
    let bare = |title: String| title.trim_start_matches(['-', '–', '—', ' ']).to_owned();
    match (
        common.and_then(|c| c.preface.title.clone()).map(bare),
        own.map(bare),
    ) {
        (Some(common), Some(own)) if common != own => Some(format!("{common}: {own}")),
        (common, own) => own.or(common),
    }
}
