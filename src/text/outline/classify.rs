//! What each block is, decided from its element, its label and its face.

use super::block::{Block, Role};
use super::divisions::{self, Division, Kind};
use super::inline::Inline;
use super::numbering::{self, Label, Style};
use super::treaty::Treaty;
use super::{annex, doubles, preambles, slips, table_notes, titles};

/// What a block becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Class {
    Formula,
    /// An annex and its number where one is printed.
    Annex(Option<u32>),
    /// An appendix of an annex, and its number where one is printed.
    Appendix(Option<String>),
    /// The title of an article, and its number; how many bytes of the text say so.
    Article(String, usize),
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
    /// A note below a table: its mark in normal form.
    Note(String),
}

/// Classifies every block, in order.
pub(crate) fn classify(mut blocks: Vec<Block<'_>>) -> Vec<(Block<'_>, Class)> {
    join_lone_labels(&mut blocks);
    part_articles(&mut blocks);
    doubles::part(&mut blocks);
    table_notes::mark(&mut blocks);
    preambles::settle(&mut blocks);
    titles::mark(&mut blocks);
    let mut classified: Vec<(Block<'_>, Class)> = Vec::with_capacity(blocks.len());
    let mut state = State::default();
    let treaties = Treaty::each(&blocks);
    for (mut block, treaty) in blocks.into_iter().zip(treaties) {
        state.treaty = treaty;
        if block.role == Role::Attachment {
            state.attachment = Some(block);
            continue;
        }
        let class = state.class_of(&mut block);
        // An attachment that does not open with the title of an annex is an annex all the same.
        if let Some(opening) = state
            .attachment
            .take()
            .filter(|_| !matches!(class, Class::Annex(_) | Class::Appendix(_)))
        {
            state.follow(&Class::Annex(None), "");
            classified.push((opening, Class::Annex(None)));
        }
        let class = state.titled(class);
        state.follow(&class, &block.inline.text);
        classified.push((block, class));
    }
    slips::mend(&mut classified);
    classified
}

/// Some files put a number into one paragraph and its words into the next.
fn join_lone_labels(blocks: &mut Vec<Block<'_>>) {
    let mut carried = None;
    blocks.retain_mut(|block| {
        let is_lone = block.role == Role::Paragraph
            && block.label.is_some()
            && block.inline.is_empty()
            && block.inline.notes.is_empty()
            && own_division(block).is_none();
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

/// The division that a block's own label names.
fn own_division(block: &Block<'_>) -> Option<Division> {
    block.label.as_deref().and_then(divisions::whole)
}

/// An article whose number is coded as that of its first paragraph is a title of its own.
fn part_articles(blocks: &mut Vec<Block<'_>>) {
    let runs_on = |block: &Block<'_>| {
        own_division(block).is_some() && !block.inline.is_empty() && block.role != Role::Heading
    };
    if !blocks.iter().any(runs_on) {
        return;
    }
    let whole = std::mem::take(blocks);
    for mut block in whole {
        if runs_on(&block)
            && !titles::is_open(&Block {
                label: None,
                ..block.clone()
            })
        {
            blocks.push(Block {
                role: Role::Heading,
                label: block.label.take(),
                inline: Inline::default(),
                akn_id: block.akn_id,
            });
        }
        blocks.push(block);
    }
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
    /// How this part of the document counts in its articles.
    treaty: Treaty,
    /// Whether an article is open.
    in_article: bool,
}

impl<'a> State<'a> {
    fn class_of(&mut self, block: &mut Block<'a>) -> Class {
        match block.role {
            Role::Formula => return Class::Formula,
            Role::Table => return Class::Continuation,
            Role::TableNote => return note(block),
            _ => {}
        }
        if block.label.is_none()
            && let Some(number) = annex::opened_by(&block.inline.text)
        {
            return Class::Annex(number);
        }
        if is_quoted_formula(block) {
            return Class::Formula;
        }
        let is_heading = (block.role == Role::Heading || (block.inline.is_bold() && may_head(block)))
            && !is_sentence(block);
        if let Some(division) = own_division(block).or_else(|| division(block, is_heading)) {
            return divided(division, own_division(block).is_some());
        }
        if is_heading {
            heading(block)
        } else {
            self.words(block)
        }
    }

    /// The class of running text.
    fn words(&self, block: &mut Block<'a>) -> Class {
        let label = if self.in_article {
            self.treaty.label(block).or_else(|| label(block, self.last + 1))
        } else {
            label(block, self.last + 1)
        };
        match label {
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

    fn follow(&mut self, class: &Class, text: &str) {
        match class {
            Class::Annex(_) | Class::Appendix(_) => {
                *self = State::default();
            }
            Class::Article(..) => {
                self.in_article = true;
                self.last = 0;
            }
            Class::Section(Some(_)) => self.in_article = false,
            Class::Preambular => self.has_preamble = true,
            Class::Number(label) => {
                self.has_numbers = true;
                self.last = label.in_style(Style::Number).unwrap_or(self.last);
            }
            _ => {}
        }
        self.untitled = match class {
            Class::Annex(_) | Class::Appendix(_) => true,
            Class::Section(Some((bytes, _))) | Class::Article(_, bytes) => *bytes >= text.len(),
            // A title that goes on in the next line.
            Class::Continuation => self.untitled && text.ends_with([';', ',', ':', '-', '–', '—']),
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

/// A heading that is none: it ends as sentences do, or is quoted.
fn is_sentence(block: &Block<'_>) -> bool {
    let text = block.inline.text.as_str();
    let numbered = || {
        let typed = || numbering::at_head(text).map(|(_, label)| label);
        let label = block.label.as_deref().map_or_else(typed, numbering::parse);
        label.is_some_and(|label| label.in_style(Style::Number).is_some())
    };
    let quoted = || text.starts_with(['“', '”', '«', '"']) && text.ends_with(['“', '”', '»', '"']);
    text.ends_with([',', '،', '，', ':', '：'])
        || (text.ends_with(['.', ';', '。', '；', '؛']) && numbered())
        || quoted()
}

/// The opening of a text that is quoted whole, as an enacting formula: "*The Council of Kites*,".
fn is_quoted_formula(block: &Block<'_>) -> bool {
    let text = block.inline.text.as_str();
    block.label.is_none()
        && text.len() <= titles::LONGEST
        && text.ends_with([',', '،', '，'])
        && block.inline.is_emphasised()
}

/// The division that a title names: alone on its line, or before the words of a heading.
fn division(block: &Block<'_>, is_heading: bool) -> Option<Division> {
    let text = block.inline.text.as_str();
    let division = divisions::at_head(text).filter(|_| block.label.is_none())?;
    let title = text.get(division.bytes..)?;
    let titled = is_heading && !title.starts_with(char::is_lowercase);
    (title.is_empty() || titled).then_some(division)
}

/// The class of a division; `coded` where its label is not in the text.
fn divided(division: Division, coded: bool) -> Class {
    let bytes = if coded { 0 } else { division.bytes };
    let number = division.number();
    match (division.kind, division.label, number) {
        (Kind::Appendix, _, number) => Class::Appendix(number),
        (Kind::Container, Some(label), _) => Class::Section(Some((bytes, label))),
        (_, _, number) => Class::Article(number.unwrap_or_default(), bytes),
    }
}

/// A note below a table, or more of its text where it has no mark.
fn note(block: &mut Block<'_>) -> Class {
    let Some((mark, printed)) = table_notes::take_mark(block) else {
        return Class::Continuation;
    };
    block.label = Some(printed);
    Class::Note(mark)
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
