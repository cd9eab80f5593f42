//! The words of a paragraph: runs, links, fields, marks of notes (ECMA-376-1, 17.3.2, 17.16, 17.11).

use roxmltree::Node;

use super::body::Body;
use super::package::{child, setting, value};
use super::styles::Look;
use crate::text::outline::block::Block;
use crate::text::outline::inline::{Face, Inline};

/// A field being read: an instruction, then its result.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// Where the result begins, in bytes of the text; `None` within the instruction.
    result: Option<usize>,
}

impl Field {
    /// Numbers of pages are furniture.
    fn is_furniture(&self) -> bool {
        matches!(
            self.instruction.split_whitespace().next(),
            Some("PAGE" | "NUMPAGES" | "SECTIONPAGES")
        )
    }

    /// The address of a `HYPERLINK` field.
    fn address(&self) -> Option<&str> {
        let rest = self.instruction.trim().strip_prefix("HYPERLINK")?.trim();
        let address = rest.strip_prefix('"')?.split('"').next()?;
        address.contains("://").then_some(address)
    }
}

/// The words of one paragraph.
pub(super) struct Words {
    pub inline: Inline,
    /// What stands in boxes anchored in the paragraph.
    pub boxes: Vec<Block<'static>>,
    look: Look,
    fields: Vec<Field>,
    /// The next words are the mark of this note, not counted by Word: kind and identifier.
    marked: Option<(&'static str, String)>,
}

impl Words {
    /// `look` is that of the paragraph's style.
    pub(super) fn new(look: Look) -> Self {
        Self {
            inline: Inline::default(),
            boxes: Vec::new(),
            look,
            fields: Vec::new(),
            marked: None,
        }
    }

    /// Reads what stands in a paragraph or in an element within it.
    pub(super) fn read(&mut self, node: Node<'_, '_>, body: &mut Body<'_>) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "r" => self.run(child, body),
                "hyperlink" => self.hyperlink(child, body),
                "fldSimple" => self.simple_field(child, body),
                "del" | "moveFrom" | "pPr" | "sdtPr" => {}
                "oMath" | "oMathPara" => self.formula(child),
                "AlternateContent" => {
                    if let Some(one) = alternative(child) {
                        self.read(one, body);
                    }
                }
                _ => self.read(child, body),
            }
        }
    }

    fn hyperlink(&mut self, node: Node<'_, '_>, body: &mut Body<'_>) {
        let start = self.inline.text.len();
        self.read(node, body);
        let relations = body.relations;
        let target = value(node, "id").and_then(|id| relations.get(id));
        if let Some(target) = target
            && self.inline.text.len() > start
        {
            self.inline.link(start, &target.target);
        }
    }

    fn simple_field(&mut self, node: Node<'_, '_>, body: &mut Body<'_>) {
        let field = Field {
            instruction: value(node, "instr").unwrap_or_default().to_owned(),
            result: Some(self.inline.text.len()),
        };
        self.fields.push(field);
        self.read(node, body);
        self.end_field();
    }

    fn formula(&mut self, node: Node<'_, '_>) {
        for text in node.descendants().filter(|n| n.tag_name().name() == "t") {
            self.inline.push(text.text().unwrap_or_default(), Face::default());
        }
    }

    fn run(&mut self, node: Node<'_, '_>, body: &mut Body<'_>) {
        let properties = child(node, "rPr");
        let character = properties.and_then(|node| setting(node, "rStyle"));
        let look = Look::of(properties)
            .over(body.styles.character(character.filter(|id| !id.is_empty())))
            .over(self.look);
        if look.hidden == Some(true) {
            return;
        }
        let face = Face {
            bold: look.bold == Some(true),
            italic: look.italic == Some(true),
        };
        for child in node.children().filter(Node::is_element) {
            self.piece(child, face, body);
        }
    }

    fn piece(&mut self, node: Node<'_, '_>, face: Face, body: &mut Body<'_>) {
        match node.tag_name().name() {
            "t" => self.words(node.text().unwrap_or_default(), face, body),
            "tab" | "ptab" => self.words(" ", face, body),
            "br" if matches!(value(node, "type"), Some("page" | "column")) => self.words(" ", face, body),
            "br" | "cr" => self.inline.new_line(),
            "noBreakHyphen" => self.words("\u{2011}", face, body),
            "instrText" => {
                if let Some(field) = self.fields.last_mut().filter(|field| field.result.is_none()) {
                    field.instruction.push_str(node.text().unwrap_or_default());
                }
            }
            "fldChar" => match value(node, "fldCharType") {
                Some("begin") => self.fields.push(Field::default()),
                Some("separate") => {
                    let at = self.inline.text.len();
                    if let Some(field) = self.fields.last_mut() {
                        field.result = Some(at);
                    }
                }
                Some("end") => self.end_field(),
                _ => {}
            },
            "footnoteReference" => self.call("footnoteReference", node, body),
            "endnoteReference" => self.call("endnoteReference", node, body),
            "AlternateContent" => {
                for child in alternative(node).iter().flat_map(Node::children) {
                    self.piece(child, face, body);
                }
            }
            "drawing" | "pict" | "object" => self.drawn(node, body),
            _ => {}
        }
    }

    fn words(&mut self, words: &str, face: Face, body: &mut Body<'_>) {
        if let Some((kind, id)) = self.marked.take() {
            let mark = words.trim().to_owned();
            if let Some((mark, note)) = body.note(kind, &id, Some(mark)) {
                self.inline.note(&mark, Some(note));
            }
            return;
        }
        let shown = self
            .fields
            .iter()
            .all(|f| f.result.is_some() && !f.is_furniture());
        if shown {
            self.inline.push(words, face);
        }
    }

    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        if let (Some(address), Some(start)) = (field.address(), field.result)
            && self.inline.text.len() > start
        {
            self.inline.link(start, address);
        }
    }

    fn call(&mut self, kind: &'static str, node: Node<'_, '_>, body: &mut Body<'_>) {
        let Some(id) = value(node, "id") else { return };
        if matches!(value(node, "customMarkFollows"), Some("1" | "true" | "on")) {
            self.marked = Some((kind, id.to_owned()));
        } else if let Some((mark, note)) = body.note(kind, id, None) {
            self.inline.note(&mark, Some(note));
        }
    }

    /// The text of boxes: blocks of their own, behind the paragraph they are anchored in.
    fn drawn(&mut self, node: Node<'_, '_>, body: &mut Body<'_>) {
        let boxes = node
            .descendants()
            .filter(|n| n.tag_name().name() == "txbxContent");
        for content in boxes {
            // A box in a box is read with the outer one.
            let nested = content.ancestors().skip(1).take_while(|n| *n != node);
            if nested.into_iter().any(|n| n.tag_name().name() == "txbxContent") {
                continue;
            }
            let mut inner = std::mem::take(&mut body.blocks);
            body.read(content);
            std::mem::swap(&mut inner, &mut body.blocks);
            self.boxes.append(&mut inner);
        }
    }
}

/// One of several ways to say the same (ECMA-376-3, 7.5): the first choice, else what old programs show.
fn alternative<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    child(node, "Choice").or_else(|| child(node, "Fallback"))
}
