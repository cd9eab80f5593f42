//! The reader of Word files (Office Open XML, ECMA-376-1 and -2).
//!
//! `package` opens the archive, `styles` and `numbering` resolve what paragraphs inherit and what Word
//! counts, `body` and `runs` read paragraphs and words. Comments are never read: published files carry stray
//! ones. Of tracked changes the text as changed is read.

mod body;
mod counts;
mod numbering;
mod package;
mod runs;
mod styles;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use roxmltree::Document;

use self::body::Body;
use self::numbering::Numbering;
use self::package::{Package, Relation, child, is, parse, value};
use self::styles::Styles;
use super::flow::{self, Flow};
use super::outline::block::Block;
use crate::corpus::reading::{ReadError, Reading};
use crate::corpus::{Language, Symbol};

/// Reads a Word file.
///
/// # Errors
/// Where the file is damaged, encrypted, beyond the bounds of size and depth, or no official text.
pub fn read(bytes: &[u8]) -> Result<Vec<Reading>, ReadError> {
    flow::reading(flow(bytes)?).map(|reading| vec![reading])
}

fn flow(bytes: &[u8]) -> Result<Flow, ReadError> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let relations = package.relations(&main)?;
    let text = package.part(&main)?.ok_or_else(|| {
        fault(
            "the archive holds no Word text",
            "a part word/document.xml is expected; is it a spreadsheet or slides?",
        )
    })?;
    let document = parse(&text, &main)?;
    let part = |kind: &str| {
        relations
            .values()
            .find(|r| r.kind == kind)
            .map(|r| r.target.clone())
    };
    let styles = match part("styles")
        .map(|name| package.part(&name))
        .transpose()?
        .flatten()
    {
        Some(text) => Styles::read(&text)?,
        None => Styles::default(),
    };
    let numbering = match part("numbering")
        .map(|name| package.part(&name))
        .transpose()?
        .flatten()
    {
        Some(text) => Numbering::read(&text)?,
        None => Numbering::default(),
    };
    let mut body = Body::new(&styles, numbering, &relations);
    for kind in ["footnotes", "endnotes"] {
        if let Some(name) = part(kind) {
            notes(&mut package, &name, &mut body)?;
        }
    }
    let furniture = Furniture::of(&document, &relations);
    let head = furniture.blocks(&mut package, &styles, &furniture.head)?;
    let foot = furniture.blocks(&mut package, &styles, &furniture.foot)?;
    body.cover(head);
    body.cover(foot);
    if let Some(node) = child(document.root_element(), "body") {
        body.read(node);
    }
    let running = furniture.blocks(&mut package, &styles, &furniture.running)?;
    Ok(Flow {
        blocks: body.blocks,
        declared: declared(&document),
        symbol: symbol_in(&running),
    })
}

fn main_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    let relations = package.relations("")?;
    let main = relations.values().find(|r| r.kind == "officeDocument");
    Ok(main.map_or_else(|| "word/document.xml".to_owned(), |r| r.target.clone()))
}

fn notes(package: &mut Package<'_>, name: &str, body: &mut Body<'_>) -> Result<(), ReadError> {
    let relations = package.relations(name)?;
    let Some(text) = package.part(name)? else {
        return Ok(());
    };
    let document = parse(&text, name)?;
    body.gather_notes(document.root_element(), &relations);
    Ok(())
}

/// The language that most runs declare (17.3.2.20 `lang`).
fn declared(document: &Document<'_>) -> Option<Language> {
    let mut counts: HashMap<Language, usize> = HashMap::new();
    for node in document.descendants().filter(|n| is(*n, "lang")) {
        let code = value(node, "val").unwrap_or_default();
        if let Some(language) = Language::from_code(code.split('-').next().unwrap_or_default()) {
            *counts.entry(language).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(language, count)| (*count, *language))
        .map(|(language, _)| language)
}

/// Headers and footers: those of the first page belong to the cover, the others run through the text.
#[derive(Debug, Default)]
struct Furniture {
    head: Vec<String>,
    foot: Vec<String>,
    running: Vec<String>,
}

impl Furniture {
    fn of(document: &Document<'_>, relations: &HashMap<String, Relation>) -> Self {
        let mut furniture = Self::default();
        let Some(section) = document.descendants().find(|n| is(*n, "sectPr")) else {
            return furniture;
        };
        let first = package::switch(section, "titlePg").unwrap_or(false);
        for node in section.children() {
            let target = value(node, "id").and_then(|id| relations.get(id));
            let Some(target) = target.map(|relation| relation.target.clone()) else {
                continue;
            };
            let on_cover = (value(node, "type") == Some("first")) == first;
            if is(node, "headerReference") && on_cover {
                furniture.head.push(target);
            } else if is(node, "footerReference") && on_cover {
                furniture.foot.push(target);
            } else if is(node, "headerReference") {
                furniture.running.push(target);
            }
        }
        furniture
    }

    fn blocks(
        &self,
        package: &mut Package<'_>,
        styles: &Styles,
        parts: &[String],
    ) -> Result<Vec<Block<'static>>, ReadError> {
        let mut blocks = Vec::new();
        for name in parts {
            let relations = package.relations(name)?;
            let Some(text) = package.part(name)? else { continue };
            let document = parse(&text, name)?;
            let mut body = Body::new(styles, Numbering::default(), &relations);
            body.read(document.root_element());
            blocks.append(&mut body.blocks);
        }
        Ok(blocks)
    }
}

fn symbol_in(blocks: &[Block<'_>]) -> Option<String> {
    let mut words = blocks.iter().flat_map(|block| block.inline.text.lines());
    words
        .find(|line| line.contains('/') && Symbol::parse(line.trim()).is_ok())
        .map(|line| line.trim().to_owned())
}

fn fault(message: &str, hint: &str) -> ReadError {
    ReadError {
        line: None,
        column: None,
        message: message.to_owned(),
        hint: hint.to_owned(),
    }
}
