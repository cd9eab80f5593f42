//! Running text of Akoma Ntoso: the words of a paragraph, its emphasis, links and footnote marks.

use roxmltree::Node;

use super::problems::Problems;
use crate::text::outline::inline::{Face, Footnote, Inline, Note, is_mark};

/// The text of an element, and the whole structures quoted within it.
#[derive(Default)]
pub(super) struct Words<'a> {
    pub inline: Inline,
    pub embedded: Vec<Node<'a, 'a>>,
}

impl<'a> Words<'a> {
    /// The text of one element.
    pub(super) fn of(node: Node<'a, 'a>, problems: &mut Problems<'a>) -> Self {
        let mut words = Self::default();
        words.add(node, problems);
        words
    }

    /// Adds the text of a further element on a line of its own.
    pub(super) fn add(&mut self, node: Node<'a, 'a>, problems: &mut Problems<'a>) {
        self.inline.new_line();
        self.children(node, Face::default(), problems);
        self.inline.trim_end();
    }

    fn children(&mut self, node: Node<'a, 'a>, face: Face, problems: &mut Problems<'a>) {
        for child in node.children() {
            if child.is_text() {
                self.inline.push(child.text().unwrap_or_default(), face);
            } else if child.is_element() {
                self.element(child, face, problems);
            }
        }
    }

    fn element(&mut self, node: Node<'a, 'a>, face: Face, problems: &mut Problems<'a>) {
        match node.tag_name().name() {
            "span" => {
                let class = node.attribute("class").unwrap_or_default();
                let bold = face.bold || class.contains("bold");
                self.children(
                    node,
                    Face {
                        bold,
                        italic: face.italic || class.contains("italic"),
                    },
                    problems,
                );
            }
            "a" => self.link(node, face, problems),
            "authorialNote" => self.note(node, problems),
            "sup" => self.superscript(node, face, problems),
            "eol" => self.inline.new_line(),
            "embeddedStructure" => self.embedded.push(node),
            "img" | "marker" => {}
            "b" => self.children(node, Face { bold: true, ..face }, problems),
            "i" => self.children(node, Face { italic: true, ..face }, problems),
            "p" => {
                self.inline.new_line();
                self.children(node, face, problems);
            }
            "sub" | "u" | "ins" | "inline" | "ref" | "rref" | "date" | "docDate" | "docNumber"
            | "docTitle" | "docAuthority" | "docStatus" | "docProponent" | "docType" | "docketNumber"
            | "session" | "event" | "location" | "organization" | "person" | "role" | "term" | "def"
            | "quantity" | "num" | "heading" | "entity" | "concept" | "object" => {
                self.children(node, face, problems);
            }
            _ => problems.element(node),
        }
    }

    fn link(&mut self, node: Node<'a, 'a>, face: Face, problems: &mut Problems<'a>) {
        let start = self.inline.text.len();
        self.children(node, face, problems);
        self.inline
            .link(start, node.attribute("href").unwrap_or_default());
    }

    fn note(&mut self, node: Node<'a, 'a>, problems: &mut Problems<'a>) {
        let mark = node.attribute("marker").unwrap_or_default().trim();
        let body = footnote(node, mark, problems);
        self.inline.note(mark, Some(body));
    }

    /// Superscript: ordinals ("1er") are text, bare figures repeat a footnote's mark, brackets
    /// belong to the marks beside them.
    fn superscript(&mut self, node: Node<'a, 'a>, face: Face, problems: &mut Problems<'a>) {
        let plain = (!node.has_children() || node.children().all(|c| c.is_text()))
            .then(|| node.text().unwrap_or_default());
        let core = plain.map(|t| t.trim_matches(|c: char| c.is_whitespace() || "()（）,،".contains(c)));
        match (plain, core) {
            (Some(text), Some("")) => self.inline.push(
                if text.contains(char::is_whitespace) {
                    " "
                } else {
                    ""
                },
                face,
            ),
            // The mark of the note that this is, not one that it calls.
            (_, Some(mark)) if self.inline.is_empty() && mark.chars().count() == 1 => {
                self.inline.push(mark, face);
                self.inline.push(" ", face);
            }
            (_, Some(mark)) if is_mark(mark) && self.inline.ends_a_word() => self.inline.note(mark, None),
            _ => self.children(node, face, problems),
        }
    }
}

/// The footnote that an `authorialNote` holds.
pub(super) fn footnote<'a>(node: Node<'a, 'a>, mark: &str, problems: &mut Problems<'a>) -> Footnote {
    Footnote {
        inline: Words::of(node, problems).inline.into_footnote(mark),
        akn_id: node.attribute("eId").map(str::to_owned),
    }
}

/// A short text on one line, such as a label. It has no place for footnotes.
pub(super) fn plain<'a>(node: Node<'a, 'a>, problems: &mut Problems<'a>) -> String {
    node.descendants()
        .filter(|n| n.tag_name().name() == "authorialNote")
        .for_each(|body| problems.element(body));
    noted(node, &mut Vec::new(), problems)
}

/// A short text on one line that may call footnotes, such as a title.
pub(super) fn noted<'a>(node: Node<'a, 'a>, notes: &mut Vec<Note>, problems: &mut Problems<'a>) -> String {
    let mut inline = Words::of(node, problems).inline;
    inline.close();
    notes.append(&mut inline.notes);
    inline.text.replace('\n', " ")
}

/// Like [`plain`], `None` where there are no words.
pub(super) fn words<'a>(node: Node<'a, 'a>, problems: &mut Problems<'a>) -> Option<String> {
    Some(plain(node, problems)).filter(|t| !t.is_empty())
}
