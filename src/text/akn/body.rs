//! The body of a statement as a flat run of blocks.
//!
//! The files of one resolution nest the same content differently from language to language: a list
//! in one is a row of paragraphs in another, a heading here is a bold paragraph there. So the tree is
//! only used to find the blocks and what they claim to be; `outline` builds the structure from the
//! printed numbers, which are the same in all languages.

use roxmltree::Node;

use super::inline::{Words, plain};
use super::problems::Problems;
use crate::text::outline::block::{Block, Role};
use crate::text::outline::inline::Inline;

/// Walks a statement's parts and collects their blocks.
struct Body<'a, 'p> {
    blocks: Vec<Block<'a>>,
    problems: &'p mut Problems<'a>,
}

/// What a block takes over from the elements around it.
#[derive(Debug, Clone, Copy)]
struct Around<'a> {
    role: Role,
    akn_id: Option<&'a str>,
}

/// The blocks of a `preamble`, `mainBody` or `attachments`.
pub(super) fn blocks<'a>(part: Node<'a, 'a>, problems: &mut Problems<'a>) -> Vec<Block<'a>> {
    let mut body = Body {
        blocks: Vec::new(),
        problems,
    };
    body.part(part);
    body.blocks
}

impl<'a> Body<'a, '_> {
    fn part(&mut self, node: Node<'a, 'a>) {
        match node.tag_name().name() {
            "preamble" => self.division(
                node,
                Around {
                    role: Role::Preambular,
                    akn_id: None,
                },
            ),
            "attachments" => self.attachments(node),
            _ => self.division(
                node,
                Around {
                    role: Role::Paragraph,
                    akn_id: None,
                },
            ),
        }
    }

    /// `attachments`: each has one document inside.
    fn attachments(&mut self, node: Node<'a, 'a>) {
        for part in node.children() {
            match part.tag_name().name() {
                "attachment" | "doc" | "attachments" => {
                    if part.tag_name().name() == "doc" {
                        self.blocks.push(Block {
                            role: Role::Attachment,
                            label: None,
                            inline: Inline::default(),
                            akn_id: part.attribute("eId"),
                        });
                    }
                    self.attachments(part);
                }
                "mainBody" | "preamble" => self.part(part),
                // It repeats the identification of the statement.
                "meta" => {}
                _ => self.problems.stray(part),
            }
        }
    }

    /// Any element that holds blocks.
    fn division(&mut self, node: Node<'a, 'a>, around: Around<'a>) {
        let mut label: Option<String> = None;
        let akn_id = node.attribute("eId").or(around.akn_id);
        let here = Around { akn_id, ..around };
        for child in node.children() {
            match child.tag_name().name() {
                "num" => self.number(child, &mut label),
                "heading" | "subheading" => self.heading(child, akn_id, &mut label, has_words(node)),
                "crossHeading" if child.attribute("refersTo") == Some("#preamble") => self.text(
                    child,
                    Around {
                        role: Role::Preambular,
                        akn_id,
                    },
                    &mut label,
                ),
                "crossHeading" => self.heading(child, akn_id, &mut label, true),
                "formula" => self.division(
                    child,
                    Around {
                        role: Role::Formula,
                        akn_id,
                    },
                ),
                "container" => self.container(child, here),
                "paragraph" => {
                    self.lone_label(label.take(), here);
                    self.paragraph(child);
                }
                "content" | "intro" => self.content(child, here, &mut label),
                "list" | "sublist" | "blockList" | "section" | "title" | "part" | "chapter" | "article"
                | "embeddedStructure" | "quotedStructure" | "hcontainer" | "level" | "tblock"
                | "subparagraph" | "clause" => self.nested(child, here, &mut label),
                "point" | "item" | "indent" => self.division(
                    child,
                    Around {
                        role: point(around.role),
                        akn_id,
                    },
                ),
                "listIntroduction" | "listWrapUp" | "p" | "wrapUp" => self.text(child, here, &mut label),
                "table" => self.table(child),
                _ => self.problems.stray(child),
            }
        }
        self.lone_label(label, here);
    }

    /// A label that no text followed is a block of its own.
    fn lone_label(&mut self, label: Option<String>, around: Around<'a>) {
        if let Some(label) = label {
            self.blocks.push(Block {
                role: around.role,
                label: Some(label),
                inline: Inline::default(),
                akn_id: around.akn_id,
            });
        }
    }

    fn number(&mut self, node: Node<'a, 'a>, label: &mut Option<String>) {
        let text = plain(node, self.problems);
        if !text.is_empty() {
            *label = Some(match label.take() {
                Some(before) => format!("{before} {text}"),
                None => text,
            });
        }
    }

    /// A division inside another hands its own label down to its first block, or has it stand before.
    fn nested(&mut self, node: Node<'a, 'a>, around: Around<'a>, label: &mut Option<String>) {
        let first = self.blocks.len();
        self.division(node, around);
        let below = self.blocks.split_off(first.min(self.blocks.len()));
        let own = below.first().is_none_or(|block| block.label.is_some());
        if own {
            self.lone_label(label.take(), around);
        }
        self.blocks.extend(below);
        if let Some(block) = self.blocks.get_mut(first).filter(|b| b.label.is_none()) {
            block.label = label.take();
        }
    }

    fn container(&mut self, node: Node<'a, 'a>, around: Around<'a>) {
        let role = match node.attribute("name") {
            Some("formula" | "enactingFormula") => Role::Formula,
            Some("table") => around.role,
            _ => Role::Preambular,
        };
        let mut label = None;
        let akn_id = node.attribute("eId");
        // Several `p` of one container are lines of one paragraph.
        if node
            .children()
            .filter(Node::is_element)
            .all(|c| c.tag_name().name() == "p")
        {
            self.content(node, Around { role, akn_id }, &mut label);
        } else {
            self.division(node, Around { role, akn_id });
        }
    }

    fn paragraph(&mut self, node: Node<'a, 'a>) {
        let class = node.attribute("class").unwrap_or_default();
        // "H1", "H23", "HCh": the styles the UN's templates keep for headings.
        let styled = class.starts_with('H')
            && !node
                .children()
                .any(|c| matches!(c.tag_name().name(), "num" | "list"));
        let role = if self.is_table_note(node, class) {
            Role::TableNote
        } else if styled {
            Role::Heading
        } else {
            Role::Paragraph
        };
        self.division(node, Around { role, akn_id: None });
    }

    /// A paragraph below a table, styled as footnotes are or with a raised mark at its head.
    fn is_table_note(&self, node: Node<'a, 'a>, class: &str) -> bool {
        let below = self
            .blocks
            .last()
            .is_some_and(|b| matches!(b.role, Role::Table | Role::TableNote));
        let raised = || {
            let mut texts = node.descendants().filter(Node::is_text);
            let first = texts.find(|n| !n.text().unwrap_or_default().trim().is_empty());
            first
                .and_then(|n| n.parent())
                .is_some_and(|n| n.has_tag_name((n.tag_name().namespace().unwrap_or_default(), "sup")))
        };
        below && (class == "FootnoteText" || raised())
    }

    /// A heading takes the label only where no words follow that it could number.
    fn heading(
        &mut self,
        node: Node<'a, 'a>,
        akn_id: Option<&'a str>,
        label: &mut Option<String>,
        words_follow: bool,
    ) {
        let mut inline = Words::of(node, self.problems).inline;
        inline.close();
        let label = if words_follow { None } else { label.take() };
        self.blocks.push(Block {
            role: Role::Heading,
            label,
            inline,
            akn_id,
        });
    }

    /// The `p` elements of a `content` are lines of one block; what else it holds follows.
    fn content(&mut self, node: Node<'a, 'a>, around: Around<'a>, label: &mut Option<String>) {
        let mut words = Words::default();
        let mut rest = Vec::new();
        for child in node.children() {
            match child.tag_name().name() {
                "p" => words.add(child, self.problems),
                "table" | "list" | "blockList" | "container" | "paragraph" => rest.push(child),
                _ => self.problems.stray(child),
            }
        }
        self.block(words, around, label);
        for child in rest {
            match child.tag_name().name() {
                "table" => self.table(child),
                "container" => self.container(child, around),
                "paragraph" => self.paragraph(child),
                _ => self.division(child, around),
            }
        }
    }

    fn text(&mut self, node: Node<'a, 'a>, around: Around<'a>, label: &mut Option<String>) {
        let words = Words::of(node, self.problems);
        self.block(words, around, label);
    }

    fn block(&mut self, words: Words<'a>, around: Around<'a>, label: &mut Option<String>) {
        let Words { mut inline, embedded } = words;
        inline.close();
        if !inline.is_empty() || label.is_some() || !inline.notes.is_empty() {
            self.blocks.push(Block {
                role: around.role,
                label: label.take(),
                inline,
                akn_id: around.akn_id,
            });
        }
        for structure in embedded {
            self.division(
                structure,
                Around {
                    role: Role::Paragraph,
                    akn_id: None,
                },
            );
        }
    }

    /// A table: a line a row, cells parted by a vertical bar.
    fn table(&mut self, node: Node<'a, 'a>) {
        let mut table = Inline::default();
        for row in node.descendants().filter(|n| n.tag_name().name() == "tr") {
            let mut line = Inline::default();
            for (at, cell) in row.children().filter(Node::is_element).enumerate() {
                let mut words = Words::of(cell, self.problems).inline;
                words.close();
                words.text = words.text.replace('\n', " ");
                line.cell(words, at > 0);
            }
            table.append(line);
        }
        table.close();
        self.blocks.push(Block {
            role: Role::Table,
            label: None,
            inline: table,
            akn_id: node.attribute("eId"),
        });
    }
}

/// The points of a list in a preamble are still points.
fn point(role: Role) -> Role {
    match role {
        Role::Formula => Role::Formula,
        _ => Role::Point,
    }
}

/// Whether an element has text besides headings.
fn has_words(node: Node<'_, '_>) -> bool {
    node.children()
        .any(|c| matches!(c.tag_name().name(), "content" | "list" | "p" | "intro"))
}
