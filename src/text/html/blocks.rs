//! Paragraphs, headings, points and tables of a page, in reading order.

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Node};

use super::notes::Notes;
use crate::text::outline::block::{Block, Role};
use crate::text::outline::inline::{Face, Footnote, Inline};
use crate::text::outline::numbering::{letters, roman};

/// Elements without text of the document.
const FURNITURE: [&str; 16] = [
    "script", "style", "noscript", "nav", "aside", "footer", "form", "select", "button", "iframe", "svg",
    "template", "head", "object", "textarea", "del",
];

/// Elements that begin and end a paragraph.
const PARAGRAPHS: [&str; 22] = [
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "center",
    "article",
    "section",
    "main",
    "header",
    "body",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "hr",
];

/// Reads what stands below `root`.
pub(super) fn of(root: ElementRef<'_>, notes: &Notes) -> Vec<Block<'static>> {
    let mut walk = Walk {
        notes,
        blocks: Vec::new(),
        inline: Inline::default(),
        label: None,
        heading: false,
        after_break: false,
        words: false,
    };
    walk.children(*root, Face::default());
    walk.flush();
    walk.blocks
}

struct Walk<'n> {
    notes: &'n Notes,
    blocks: Vec<Block<'static>>,
    /// The paragraph being read.
    inline: Inline,
    /// The number a list gives the next paragraph.
    label: Option<String>,
    heading: bool,
    /// A line break was just read: a second one ends the paragraph.
    after_break: bool,
    /// Only words are wanted: holders of notes are read as text.
    words: bool,
}

impl Walk<'_> {
    fn children(&mut self, node: NodeRef<'_, Node>, face: Face) {
        for child in node.children() {
            match child.value() {
                Node::Text(text) => self.text(text, face),
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(child) {
                        self.element(element, face);
                    }
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str, face: Face) {
        self.after_break &= text.trim().is_empty();
        self.inline.push(text, face);
    }

    fn element(&mut self, element: ElementRef<'_>, face: Face) {
        let name = element.value().name();
        let is_note = !self.words && self.notes.holders.contains(&element.id());
        if FURNITURE.contains(&name) || is_note || self.notes.back.contains(&element.id()) || hidden(element)
        {
            return;
        }
        match name {
            "br" => self.line_break(),
            "b" | "strong" => self.children(*element, Face { bold: true, ..face }),
            "i" | "em" => self.children(*element, Face { italic: true, ..face }),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, face),
            "a" => self.link(element, face),
            "ol" => self.list(element, face),
            "table" if is_data(element) => self.table(element),
            name if PARAGRAPHS.contains(&name) => {
                self.flush();
                self.children(*element, face);
                self.flush();
            }
            _ => self.children(*element, face),
        }
    }

    fn heading(&mut self, element: ElementRef<'_>, face: Face) {
        self.flush();
        self.heading = true;
        self.children(*element, face);
        self.flush();
        self.heading = false;
    }

    fn line_break(&mut self) {
        if self.after_break && !self.words {
            self.flush();
        } else {
            self.inline.new_line();
            self.after_break = true;
        }
    }

    fn link(&mut self, element: ElementRef<'_>, face: Face) {
        if let Some((mark, holder)) = self.notes.called.get(&element.id()) {
            let note = self.note(element, mark, *holder);
            self.inline.note(mark, Some(note));
            return;
        }
        let start = self.inline.text.len();
        self.children(*element, face);
        let address = element
            .value()
            .attr("href")
            .filter(|href| href.starts_with("http"));
        // A paragraph that ended within the link took its words along.
        let words = self
            .inline
            .text
            .get(start..)
            .is_some_and(|words| !words.trim().is_empty());
        if let Some(address) = address.filter(|_| words) {
            self.inline.link(start, address);
        }
    }

    fn note(&self, element: ElementRef<'_>, mark: &str, holder: NodeId) -> Footnote {
        let mut inside = Walk {
            notes: self.notes,
            blocks: Vec::new(),
            inline: Inline::default(),
            label: None,
            heading: false,
            after_break: false,
            words: true,
        };
        if let Some(holder) = element.tree().get(holder) {
            inside.children(holder, Face::default());
        }
        inside.flush();
        let mut words = Inline::default();
        for block in inside.blocks {
            words.append(block.inline);
        }
        Footnote {
            inline: words.into_footnote(mark),
            akn_id: None,
        }
    }

    /// A list that the browser numbers.
    fn list(&mut self, list: ElementRef<'_>, face: Face) {
        self.flush();
        let attribute = |name| list.value().attr(name);
        let kind = attribute("type").unwrap_or("1");
        let mut count: u32 = attribute("start")
            .and_then(|s| s.trim().parse().ok())
            .unwrap_or(1);
        for item in list.children().filter_map(ElementRef::wrap) {
            if item.value().name() != "li" {
                self.element(item, face);
                continue;
            }
            if let Some(value) = item.value().attr("value").and_then(|v| v.trim().parse().ok()) {
                count = value;
            }
            self.label = Some(numbered(kind, count));
            self.element(item, face);
            self.label = None;
            count = count.saturating_add(1);
        }
        self.flush();
    }

    fn table(&mut self, element: ElementRef<'_>) {
        self.flush();
        let mut table = Inline::default();
        let rows = element.descendants().filter_map(ElementRef::wrap);
        for row in rows.filter(|row| row.value().name() == "tr") {
            let mut line = Inline::default();
            let cells = row.children().filter_map(ElementRef::wrap);
            for (at, cell) in cells
                .filter(|c| matches!(c.value().name(), "td" | "th"))
                .enumerate()
            {
                let mut words = Inline::default();
                cell.text().for_each(|text| words.push(text, Face::default()));
                words.close();
                line.cell(words, at > 0);
            }
            table.append(line);
        }
        table.close();
        if !table.is_empty() {
            self.blocks.push(Block {
                role: Role::Table,
                label: None,
                inline: table,
                akn_id: None,
            });
        }
    }

    fn flush(&mut self) {
        self.after_break = false;
        let mut inline = std::mem::take(&mut self.inline);
        inline.close();
        if inline.is_empty() && inline.notes.is_empty() {
            return;
        }
        if self.heading {
            inline.text = inline.text.replace('\n', " ");
        }
        self.blocks.push(Block {
            role: if self.heading {
                Role::Heading
            } else {
                Role::Paragraph
            },
            label: self.label.take(),
            inline,
            akn_id: None,
        });
    }
}

/// Tables of old pages mostly lay out the page; those with headers or lines hold data.
fn is_data(table: ElementRef<'_>) -> bool {
    let inside = || table.descendants().skip(1).filter_map(ElementRef::wrap);
    let has = |names: &[&str]| inside().any(|e| names.contains(&e.value().name()));
    let lined = table.value().attr("border").is_some_and(|border| border != "0");
    (has(&["th"]) || lined) && !has(&["table", "h1", "h2", "h3", "h4", "ol"])
}

fn hidden(element: ElementRef<'_>) -> bool {
    let value = element.value();
    value.attr("hidden").is_some()
        || value.attr("style").is_some_and(|style| {
            style
                .replace(' ', "")
                .to_ascii_lowercase()
                .contains("display:none")
        })
}

/// The number as the browser shows it, in the UN's form for points.
fn numbered(kind: &str, count: u32) -> String {
    // Beyond that no list counts; it keeps a wrong start from filling the memory.
    const LARGEST: u32 = 32_767;
    match kind {
        _ if count > LARGEST => format!("{count}."),
        "a" => format!("({})", letters(count)),
        "A" => format!("{}.", letters(count).to_uppercase()),
        "i" => format!("({})", roman(count).to_lowercase()),
        "I" => format!("{}.", roman(count)),
        _ => format!("{count}."),
    }
}
