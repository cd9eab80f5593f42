//! What the reader could not place.

use roxmltree::{Document, Node};

use crate::corpus::reading::Unplaced;

/// How much of an unplaced text is quoted, in characters.
const QUOTED: usize = 40;

/// Collects what found no place, with its position.
pub(super) struct Problems<'a> {
    document: &'a Document<'a>,
    found: Vec<Unplaced>,
}

impl<'a> Problems<'a> {
    pub(super) fn new(document: &'a Document<'a>) -> Self {
        Self {
            document,
            found: Vec::new(),
        }
    }

    /// An element nothing is known about here.
    pub(super) fn element(&mut self, node: Node<'a, 'a>) {
        let words: String = node
            .descendants()
            .filter_map(|n| n.is_text().then(|| n.text()).flatten())
            .collect();
        let begin: Vec<&str> = words.split_whitespace().collect();
        let quote: String = begin.join(" ").chars().take(QUOTED).collect();
        let what = if quote.is_empty() {
            format!("<{}>", node.tag_name().name())
        } else {
            format!("<{}> \"{quote}\"", node.tag_name().name())
        };
        self.push(node, what);
    }

    /// A child of an element that has a place only for the elements it names: nothing for white space
    /// and comments.
    pub(super) fn stray(&mut self, node: Node<'a, 'a>) {
        if node.is_element() {
            self.element(node);
        } else if let Some(text) = node.text().filter(|t| node.is_text() && !t.trim().is_empty()) {
            let quote: String = text.trim().chars().take(QUOTED).collect();
            self.push(node, format!("text \"{quote}\""));
        }
    }

    /// Something about the file that is no loss of words.
    pub(super) fn remark(&mut self, node: Node<'a, 'a>, what: String) {
        self.push(node, what);
    }

    fn push(&mut self, node: Node<'a, 'a>, what: String) {
        let at = self.document.text_pos_at(node.range().start);
        self.found.push(Unplaced {
            line: at.row,
            column: at.col,
            what,
        });
    }

    /// Hands over what was found since the last call.
    pub(super) fn take(&mut self) -> Vec<Unplaced> {
        std::mem::take(&mut self.found)
    }
}
