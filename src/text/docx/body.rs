//! Paragraphs and tables of a Word file as blocks (ECMA-376-1, 17.3 and 17.4).

use std::collections::HashMap;

use roxmltree::Node;

use super::numbering::Numbering;
use super::package::{Relation, child, is, setting, value};
use super::runs::Words;
use super::styles::{ListOf, Look, Styles};
use crate::text::outline::block::{Block, Role};
use crate::text::outline::inline::{Footnote, Inline};

/// Tables above the text lay out the cover: how many blocks of what length may stand before one.
const COVER: usize = 40;
const COVER_LINE: usize = 300;

/// Reads the parts of one document in their order.
pub(super) struct Body<'f> {
    pub blocks: Vec<Block<'static>>,
    pub(super) styles: &'f Styles,
    pub(super) relations: &'f HashMap<String, Relation>,
    numbering: Numbering,
    /// By kind of reference and identifier, the notes not called yet.
    notes: HashMap<(&'static str, String), Inline>,
    /// How many notes were called by number.
    called: u32,
    /// A numbered or long paragraph was seen: the cover is over.
    in_text: bool,
}

impl<'f> Body<'f> {
    pub(super) fn new(
        styles: &'f Styles,
        numbering: Numbering,
        relations: &'f HashMap<String, Relation>,
    ) -> Self {
        Self {
            blocks: Vec::new(),
            styles,
            relations,
            numbering,
            notes: HashMap::new(),
            called: 0,
            in_text: false,
        }
    }

    /// What headers and footers of the first page print belongs to the cover.
    pub(super) fn cover(&mut self, blocks: Vec<Block<'static>>) {
        self.blocks.extend(blocks);
    }

    /// Keeps the notes of `footnotes.xml` or `endnotes.xml` until they are called.
    pub(super) fn gather_notes(&mut self, root: Node<'_, '_>, relations: &HashMap<String, Relation>) {
        for node in root.children() {
            let kind = match node.tag_name().name() {
                "footnote" => "footnoteReference",
                "endnote" => "endnoteReference",
                _ => continue,
            };
            // Notes with a type are the lines between text and notes.
            if value(node, "type").is_some_and(|kind| kind != "normal") {
                continue;
            }
            let Some(id) = value(node, "id") else { continue };
            let mut inside = Body::new(self.styles, Numbering::default(), relations);
            inside.read(node);
            let mut note = Inline::default();
            for block in inside.blocks {
                note.append(block.inline);
            }
            self.notes.insert((kind, id.to_owned()), note);
        }
    }

    /// The note that a reference of `kind` calls, and its mark where Word counts it.
    pub(super) fn note(
        &mut self,
        kind: &'static str,
        id: &str,
        mark: Option<String>,
    ) -> Option<(String, Footnote)> {
        let inline = self.notes.remove(&(kind, id.to_owned()))?;
        let mark = mark.unwrap_or_else(|| {
            self.called += 1;
            self.called.to_string()
        });
        let inline = inline.into_footnote(&mark);
        Some((mark, Footnote { inline, akn_id: None }))
    }

    /// Reads every paragraph and table below a node.
    pub(super) fn read(&mut self, node: Node<'_, '_>) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" => self.paragraph(child),
                "tbl" => self.table(child),
                "del" | "moveFrom" | "sectPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" | "sdtPr" => {}
                _ => self.read(child),
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>) {
        let properties = child(node, "pPr");
        let style_id = properties.and_then(|node| setting(node, "pStyle"));
        let style = self.styles.paragraph(style_id);
        let mut list = ListOf::of(properties);
        list.list = list.list.or_else(|| style.list.list.clone());
        list.level = list.level.or(style.list.level);
        let mut words = Words::new(style.look);
        words.read(node, self);
        let Words {
            mut inline, boxes, ..
        } = words;
        inline.close();
        // Word counts a paragraph without words too, unless it is marked as removed.
        let removed = properties
            .and_then(|node| child(node, "rPr"))
            .is_some_and(|node| child(node, "del").is_some());
        let label = match removed {
            true => None,
            false => self.numbering.next(&list, style_id),
        };
        self.in_text |= label.is_some() || inline.chars() > COVER_LINE || self.blocks.len() > COVER;
        if !inline.is_empty() || !inline.notes.is_empty() {
            let heading = style.heading && label.is_none() && self.in_text;
            if heading {
                inline.text = inline.text.replace('\n', " ");
            }
            self.blocks.push(Block {
                role: if heading { Role::Heading } else { Role::Paragraph },
                label,
                inline,
                akn_id: None,
            });
        }
        self.blocks.extend(boxes);
    }

    /// A table above the text lays out the cover; in the text it holds data.
    fn table(&mut self, node: Node<'_, '_>) {
        if !self.in_text {
            self.read(node);
            return;
        }
        let mut table = Inline::default();
        for row in node.descendants().filter(|n| is(*n, "tr")) {
            let mut line = Inline::default();
            for (at, cell) in row.children().filter(|n| is(*n, "tc")).enumerate() {
                line.cell(self.cell(cell), at > 0);
            }
            table.append(line);
        }
        table.close();
        if table.is_empty() {
            return;
        }
        self.blocks.push(Block {
            role: Role::Table,
            label: None,
            inline: table,
            akn_id: None,
        });
    }

    fn cell(&mut self, node: Node<'_, '_>) -> Inline {
        let mut cell = Inline::default();
        for paragraph in node.children().filter(|n| is(*n, "p")) {
            let mut words = Words::new(Look::default());
            words.read(paragraph, self);
            words.inline.close();
            cell.append(words.inline);
        }
        cell.close();
        cell.text = cell.text.replace('\n', " ");
        cell
    }
}
