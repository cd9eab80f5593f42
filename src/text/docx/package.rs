//! The parts of a Word file: a ZIP archive of XML (ECMA-376-2, "Open Packaging Conventions").

use std::collections::HashMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::corpus::reading::ReadError;
use crate::text::xml;

/// The largest part read, unpacked, in bytes. A bomb is larger; a long resolution has 2 MiB.
const PART: u64 = 48 << 20;

/// How many files the archive may hold.
const FILES: usize = 10_000;

/// An open Word file.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
}

/// Where a relationship of a part leads.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// The last word of its type ("hyperlink", "header", "officeDocument").
    pub kind: String,
    /// A part's path or an address.
    pub target: String,
}

impl<'b> Package<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    /// Where it is damaged or holds too many files.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        if archive.len() > FILES {
            return Err(super::fault(
                &format!("the file holds {} parts, more than {FILES}", archive.len()),
                "this is no text; leave it out",
            ));
        }
        Ok(Self { archive })
    }

    /// The XML of a part; `None` where there is no such part.
    ///
    /// # Errors
    /// Where it is damaged, encrypted, too large, or not UTF-8.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(broken(&error)),
        };
        let mut bytes = Vec::new();
        file.take(PART + 1).read_to_end(&mut bytes).map_err(|error| {
            super::fault(
                &format!("{name} in the Word file is damaged: {error}"),
                "it may be cut short: fetch it again",
            )
        })?;
        if bytes.len() as u64 > PART {
            return Err(super::fault(
                &format!("{name} unpacks to more than {} MiB", PART >> 20),
                "no official text is as long; leave the file out",
            ));
        }
        xml::decode(&bytes).map(|text| Some(text.to_owned()))
    }

    /// The relationships of a part, by identifier. `part` is its path; "" for the whole package.
    pub(super) fn relations(&mut self, part: &str) -> Result<HashMap<String, Relation>, ReadError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = match folder {
            "" => format!("_rels/{name}.rels"),
            folder => format!("{folder}/_rels/{name}.rels"),
        };
        let Some(text) = self.part(&path)? else {
            return Ok(HashMap::new());
        };
        let document = parse(&text, &path)?;
        let relations = document.descendants().filter(|n| is(*n, "Relationship"));
        Ok(relations
            .filter_map(|node| {
                let kind = node.attribute("Type")?.rsplit('/').next()?.to_owned();
                let target = node.attribute("Target")?;
                let external = node.attribute("TargetMode") == Some("External");
                let target = if external {
                    target.to_owned()
                } else {
                    inside(folder, target)
                };
                Some((node.attribute("Id")?.to_owned(), Relation { kind, target }))
            })
            .collect())
    }
}

/// The path of a part that another part in `folder` names.
fn inside(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Parses a part, with the bounds of all XML here.
pub(super) fn parse<'t>(text: &'t str, name: &str) -> Result<Document<'t>, ReadError> {
    let named = |error: ReadError| ReadError {
        message: format!("{name} in the Word file: {}", error.message),
        ..error
    };
    let document = xml::parse(text).map_err(|(error, _)| named(error))?;
    xml::bounded(&document).map_err(named)?;
    Ok(document)
}

/// Whether a node is the element `name`, in whichever edition's namespace.
pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The first child element `name`.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|n| is(*n, name))
}

/// The attribute `name` in whichever edition's namespace.
pub(super) fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|a| a.name() == name).map(|a| a.value())
}

/// The `val` of the child `name`.
pub(super) fn setting<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name).and_then(|node| value(node, "val"))
}

/// A property that is on by being there, off by `val` (17.17.4 `ST_OnOff`).
pub(super) fn switch(node: Node<'_, '_>, name: &str) -> Option<bool> {
    let node = child(node, name)?;
    Some(!matches!(
        value(node, "val"),
        Some("0" | "false" | "off" | "none")
    ))
}

fn broken(error: &ZipError) -> ReadError {
    let encrypted = matches!(error, ZipError::UnsupportedArchive(why) if why.contains("assword"));
    if encrypted {
        super::fault("the Word file is encrypted", "save a copy without password")
    } else {
        super::fault(
            &format!("the Word file is damaged: {error}"),
            "it may be cut short: fetch it again",
        )
    }
}
