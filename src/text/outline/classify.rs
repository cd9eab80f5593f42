//! What each block is, decided from its element, its label and its face.

use super::annex;
use super::block::{Block, Role};
use super::numbering::{self, Label, Style};
use super::titles;

/// What a block becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Class {
    Formula,
    /// An annex and its number where one is printed.
    Annex(Option<u32>),
    /// A heading with the label at its head (length in bytes).
    Section(Option<(usize, Label)>),
    Preambular,
    /// An operative paragraph without number.
    Unnumbered,
    /// A numbered paragraph.
    Number(Label),
    /// A point of a list; without label where it only has a dash.
    Point(Option<Label>),
    /// More text of the provision before.
    Continuation,
}

/// Classifies every block, in order.
pub(crate) fn classify(mut blocks: Vec<Block<'_>>) -> Vec<(Block<'_>, Class)> {
    join_lone_labels(&mut blocks);
    titles::mark(&mut blocks);
    let mut classified: Vec<(Block<'_>, Class)> = Vec::with_capacity(blocks.len());
    let mut state = State::default();
    for mut block in blocks {
        if block.role == Role::Attachment {
            state.attachment = Some(block);
            continue;
        }
        let class = state.class_of(&mut block);
        // An attachment that does not open with the title of an annex is an annex all the same.
        if let Some(opening) = state
            .attachment
            .take()
            .filter(|_| !matches!(class, Class::Annex(_)))
        {
            state.follow(&Class::Annex(None), 0);
            classified.push((opening, Class::Annex(None)));
        }
        let class = state.titled(class);
        state.follow(&class, block.inline.text.len());
        classified.push((block, class));
    }
    classified
}

/// Some files put a number into one paragraph and its words into the next.
fn join_lone_labels(blocks: &mut Vec<Block<'_>>) {
    let mut carried = None;
    blocks.retain_mut(|block| {
        let is_lone = block.role == Role::Paragraph
            && block.label.is_some()
            && block.inline.is_empty()
            && block.inline.notes.is_empty();
        if is_lone && carried.is_none() {
            carried = block.label.take();
            return false;
        }
        if block.label.is_none() && matches!(block.role, Role::Paragraph | Role::Point | Role::Heading) {
            block.label = carried.take();
        }
        true
    });
}

/// What has been seen in the present annex or main text.
#[derive(Default)]
struct State<'a> {
    attachment: Option<Block<'a>>,
    /// An annex or a section waits for its title.
    untitled: bool,
    has_preamble: bool,
    has_numbers: bool,
    /// The number of the last numbered paragraph.
    last: u32,
}

impl<'a> State<'a> {
    fn class_of(&mut self, block: &mut Block<'a>) -> Class {
        match block.role {
            Role::Formula => return Class::Formula,
            Role::Table => return Class::Continuation,
            _ => {}
        }
        if block.label.is_none()
            && let Some(number) = annex::opened_by(&block.inline.text)
        {
            return Class::Annex(number);
        }
        let is_heading = block.role == Role::Heading || (block.inline.is_bold() && may_head(block));
        if is_heading {
            heading(block)
        } else {
            self.words(block)
        }
    }

    /// The class of running text.
    fn words(&self, block: &mut Block<'a>) -> Class {
        match label(block, self.last + 1) {
            Some(label) if label.in_style(Style::Number).is_some() => Class::Number(label),
            Some(label) if block.role != Role::Point && numbering::heads_only(&label) => Class::Number(label),
            Some(label) => Class::Point(Some(label)),
            None if block.role == Role::Point => Class::Point(None),
            None if block.role == Role::Preambular || self.continues_preamble(block) => Class::Preambular,
            None => Class::Unnumbered,
        }
    }

    /// Some files put the last preambular paragraphs into the body.
    fn continues_preamble(&self, block: &Block<'_>) -> bool {
        let opens = self.has_preamble || block.inline.operative().is_some();
        opens && !self.has_numbers && block.inline.text.ends_with([',', '،', '，', '、'])
    }

    /// The heading right below "Annex I" or "II" is its title.
    fn titled(&self, class: Class) -> Class {
        match class {
            Class::Section(None) if self.untitled => Class::Continuation,
            other => other,
        }
    }

    fn follow(&mut self, class: &Class, length: usize) {
        match class {
            Class::Annex(_) => {
                *self = State {
                    untitled: true,
                    ..State::default()
                }
            }
            Class::Preambular => self.has_preamble = true,
            Class::Number(label) => {
                self.has_numbers = true;
                self.last = label.in_style(Style::Number).unwrap_or(self.last);
            }
            _ => {}
        }
        self.untitled = match class {
            Class::Annex(_) => true,
            Class::Section(Some((bytes, _))) => *bytes >= length,
            _ => false,
        };
    }
}

/// Whether a bold block can be a heading: a paragraph without label, or anything counted as headings are.
fn may_head(block: &Block<'_>) -> bool {
    match block.label.as_deref() {
        None => block.role == Role::Paragraph,
        Some(printed) => numbering::parse(printed).is_some_and(|l| numbering::heads_only(&l)),
    }
}

/// The label of a block: that of its `num`, else one typed at the head of the text, which is taken off.
/// A bare figure is a label only where it is the number `due` next.
fn label(block: &mut Block<'_>, due: u32) -> Option<Label> {
    if let Some(printed) = &block.label {
        return numbering::parse(printed);
    }
    let typed =
        numbering::at_head(&block.inline.text).or_else(|| numbering::bare_number(&block.inline.text, due));
    let (bytes, label) = typed?;
    block.label = Some(block.inline.text.get(..bytes)?.trim().to_owned());
    block.inline.strip_front(bytes);
    Some(label)
}

fn heading(block: &mut Block<'_>) -> Class {
    let own = block.label.as_deref().and_then(numbering::parse);
    // The label may be printed in `num` and again in the heading.
    let typed = numbering::of_heading(&block.inline.text);
    match (own, typed) {
        (_, Some(typed)) => Class::Section(Some(typed)),
        (Some(label), None) => Class::Section(Some((0, label))),
        (None, None) => Class::Section(None),
    }
}
