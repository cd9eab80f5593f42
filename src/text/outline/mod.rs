//! Blocks set in order under the addresses of provisions: what all readers have in common.
//!
//! The addresses come from the printed numbers alone, so that they are the same in every language and
//! format; `numbering` says how the scripts meet, `runs` what happens where numbers begin again.

pub(crate) mod annex;
pub(crate) mod block;
mod classify;
mod divisions;
mod doubles;
pub(crate) mod inline;
mod lists;
pub(crate) mod numbering;
mod preambles;
mod runs;
mod slips;
mod table_notes;
pub(crate) mod titles;
mod treaty;

use std::collections::HashSet;

use block::{Block, Role};
use classify::{Class, classify};
use inline::{Footnote, Inline, Note};
use lists::Lists;
use numbering::{Count, Label};
use runs::{Numbered, Place, places};

use crate::corpus::reading::{Mark, Provision, ProvisionKind};

/// The provisions of one statement, and its enacting formulas.
pub(crate) struct Outline {
    pub provisions: Vec<Provision>,
    pub formulas: Vec<String>,
    /// Every address given so far.
    taken: HashSet<String>,
    scope: Scope,
    annexes: u32,
    /// The title of the document.
    title: String,
}

/// What starts afresh with every annex.
#[derive(Default)]
struct Scope {
    /// What every address in it begins with: nothing, or `annex/1/`.
    prefix: String,
    annex: Option<usize>,
    preambular: u32,
    counts: Counts,
    /// The article open at this point: what addresses in it begin with, and what it counts itself.
    article: Option<(String, Counts)>,
    appendices: u32,
    /// The sections open at this point, with their rank and whether they are labelled.
    open: Vec<Open>,
    /// The paragraph the next points belong to.
    base: Option<usize>,
    lists: Lists,
}

/// Counters of what has no number.
#[derive(Default)]
struct Counts {
    unnumbered: u32,
    sections: u32,
}

struct Open {
    rank: u8,
    index: usize,
}

/// Builds the provisions. `notes` are the footnotes of the title: they belong to no provision.
pub(crate) fn outline<'a>(title: &str, notes: Vec<Note>, blocks: Vec<Block<'a>>) -> Outline {
    let mut outline = Outline {
        provisions: Vec::with_capacity(blocks.len()),
        formulas: Vec::new(),
        taken: HashSet::new(),
        scope: Scope::default(),
        annexes: 0,
        title: title.to_lowercase(),
    };
    outline.notes(notes, None);
    let classes = classify(blocks);
    let places = places(&classes);
    // The provision of every block, for the runs of numbers that a heading opens.
    let mut index = vec![None; classes.len()];
    let mut points = points_below(&classes).into_iter();
    for (at, ((block, class), place)) in classes.into_iter().zip(places).enumerate() {
        let below = points.next().flatten();
        let class = outline.between_points(class, below.as_ref());
        let placed = outline.place(block, class, (place, below.as_ref()), &index);
        if let Some(slot) = index.get_mut(at) {
            *slot = placed;
        }
    }
    outline
}

/// For each block the label of the point that comes next, past texts without number.
fn points_below(blocks: &[(Block<'_>, Class)]) -> Vec<Option<Label>> {
    let mut below: Option<Label> = None;
    let mut found: Vec<Option<Label>> = Vec::with_capacity(blocks.len());
    for (_, class) in blocks.iter().rev() {
        found.push(below.clone());
        match class {
            Class::Point(label) => below.clone_from(label),
            Class::Unnumbered | Class::Continuation => {}
            _ => below = None,
        }
    }
    found.reverse();
    found
}

impl Outline {
    /// Places one block; the result is the provision it went into.
    fn place<'a>(
        &mut self,
        block: Block<'a>,
        class: Class,
        (place, below): (Numbered, Option<&Label>),
        index: &[Option<usize>],
    ) -> Option<usize> {
        match class {
            Class::Formula => {
                self.formula(block);
                None
            }
            Class::Continuation => self.continuation(block),
            Class::Annex(number) => Some(self.annex(block, number)),
            Class::Appendix(number) => Some(self.appendix(block, number)),
            Class::Article(number, bytes) => Some(self.article(block, number, bytes)),
            Class::Note(mark) => Some(self.table_note(block, mark)),
            Class::Section(label) => Some(self.section(block, label)),
            Class::Preambular => {
                self.scope.preambular += 1;
                let path = format!("{}pp/{}", self.scope.prefix, self.scope.preambular);
                Some(self.base(block, ProvisionKind::PreambularParagraph, path, None))
            }
            Class::Unnumbered => Some(self.unnumbered(block)),
            Class::Number(label) => Some(self.number(block, &label, place, index)),
            Class::Point(label) => Some(self.point(block, label.as_ref(), below)),
        }
    }

    /// Text without number between two points of one list belongs to the first of them.
    fn between_points(&self, class: Class, below: Option<&Label>) -> Class {
        match (&class, below) {
            (Class::Unnumbered, Some(label)) if self.scope.lists.go_on_with(label) => Class::Continuation,
            _ => class,
        }
    }

    fn formula<'a>(&mut self, block: Block<'a>) {
        let words = block.inline.text.trim_end_matches([',', '،', '，']).to_owned();
        self.formulas.push(words);
        let holder = self.scope.annex;
        self.notes(block.inline.notes, holder);
    }

    /// A table, or a title in two lines: text of the provision before it.
    fn continuation<'a>(&mut self, block: Block<'a>) -> Option<usize> {
        let last = self
            .provisions
            .iter()
            .rposition(|p| p.kind != ProvisionKind::Footnote);
        let Some(last) = last else {
            return Some(self.unnumbered(block));
        };
        self.extend(last, block.inline);
        Some(last)
    }

    fn unnumbered<'a>(&mut self, block: Block<'a>) -> usize {
        let (prefix, counts) = self.counted();
        counts.unnumbered += 1;
        let path = format!("{prefix}op/{}", counts.unnumbered);
        self.base(block, ProvisionKind::Paragraph, path, None)
    }

    /// What the address of anything here begins with, and the counters: those of the article or annex.
    fn counted(&mut self) -> (&str, &mut Counts) {
        match &mut self.scope.article {
            Some((prefix, counts)) => (prefix, counts),
            None => (&self.scope.prefix, &mut self.scope.counts),
        }
    }

    fn annex<'a>(&mut self, block: Block<'a>, number: Option<u32>) -> usize {
        self.annexes += 1;
        let number = number.unwrap_or(self.annexes);
        let path = self.free(format!("annex/{number}"));
        let label = (!block.inline.is_empty()).then(|| block.inline.text.clone());
        let mut provision = empty(ProvisionKind::Annex, path, None);
        provision.number = Some(number.to_string());
        provision.label = label;
        provision.akn_id = block.akn_id.map(str::to_owned);
        let index = self.provisions.len();
        self.scope = Scope {
            prefix: format!("{}/", provision.path),
            annex: Some(index),
            ..Scope::default()
        };
        self.provisions.push(provision);
        self.notes(block.inline.notes, Some(index));
        index
    }

    /// An appendix is a section of its annex that counts everything afresh.
    fn appendix<'a>(&mut self, mut block: Block<'a>, number: Option<String>) -> usize {
        self.scope.appendices += 1;
        let number = number.unwrap_or_else(|| self.scope.appendices.to_string());
        let path = format!("{}sec/appendix-{number}", self.scope.prefix);
        let printed = block
            .label
            .take()
            .unwrap_or_else(|| std::mem::take(&mut block.inline.text));
        let index = self.provision(block, ProvisionKind::Section, path, self.scope.annex);
        let mut prefix = String::new();
        if let Some(section) = self.provisions.get_mut(index) {
            section.number = Some(number);
            section.label = Some(printed);
            section.level = 1;
            prefix = format!("{}/", section.path);
        }
        self.scope = Scope {
            prefix,
            annex: Some(index),
            ..Scope::default()
        };
        index
    }

    /// An article is a section that counts its own paragraphs; its number goes on through its document,
    /// whatever chapters hold it.
    fn article<'a>(&mut self, mut block: Block<'a>, number: String, bytes: usize) -> usize {
        let printed = block
            .label
            .take()
            .unwrap_or_else(|| take_label(&mut block, bytes));
        self.scope.open.retain(|open| open.rank < ARTICLE);
        let parent = self.holder();
        let path = format!("{}sec/article-{number}", self.scope.prefix);
        let level = self.level();
        let index = self.provision(block, ProvisionKind::Section, path, parent);
        if let Some(section) = self.provisions.get_mut(index) {
            section.number = Some(number);
            section.label = Some(printed);
            section.level = level;
            section.operative = None;
            self.scope.article = Some((format!("{}/", section.path), Counts::default()));
        }
        self.scope.open.push(Open { rank: ARTICLE, index });
        self.scope.base = None;
        self.scope.lists.clear();
        index
    }

    fn level(&self) -> u8 {
        u8::try_from(self.scope.open.len())
            .unwrap_or(u8::MAX)
            .saturating_add(1)
    }

    fn section<'a>(&mut self, mut block: Block<'a>, label: Option<(usize, Label)>) -> usize {
        // The title set again above the text counts as no section: some languages leave it out.
        let is_title =
            label.is_none() && !self.title.is_empty() && block.inline.text.to_lowercase() == self.title;
        self.counted().1.sections += u32::from(!is_title);
        let printed = label.as_ref().map(|(bytes, _)| take_label(&mut block, *bytes));
        let count = label.as_ref().and_then(|(_, l)| self.free_count(l));
        let rank = rank(count);
        self.scope.open.retain(|open| open.rank < rank);
        if rank < ARTICLE {
            self.scope.article = None;
        }
        let parent = self.holder();
        let number = label.map(|(_, l)| normal(&l, count));
        let path = match &number {
            Some(number) => format!("{}/{number}", self.labelled_path()),
            None if is_title => format!("{}sec/title", self.scope.prefix),
            None => {
                let (prefix, counts) = self.counted();
                format!("{prefix}sec/{}", counts.sections)
            }
        };
        let level = self.level();
        let index = self.provision(block, ProvisionKind::Section, path, parent);
        if let Some(section) = self.provisions.get_mut(index) {
            section.number = number;
            section.label = section.label.take().or(printed);
            section.level = level;
            section.operative = None;
        }
        self.scope.open.push(Open { rank, index });
        index
    }

    /// The reading of a section's label: a number in words counts in the row that lacks it.
    fn free_count(&self, label: &Label) -> Option<Count> {
        let taken = |count: &Count| {
            let path = format!("{}sec/{}", self.scope.prefix, count.normal());
            count.style == numbering::Style::CapitalRoman
                && label.in_style(numbering::Style::Number).is_some()
                && self.taken.contains(&path)
        };
        let mut free = label
            .readings
            .iter()
            .copied()
            .filter(|count| !taken(count) && numbering::heads_with(*count));
        free.next().or_else(|| label.readings.first().copied())
    }

    /// Where the address of a labelled section hangs: on the labelled section around it.
    fn labelled_path(&self) -> String {
        let around = self
            .scope
            .open
            .iter()
            .rev()
            .filter_map(|o| self.provisions.get(o.index))
            .find(|p| p.number.is_some());
        around.map_or_else(
            || format!("{}sec", self.scope.prefix),
            |section| section.path.clone(),
        )
    }

    fn number<'a>(
        &mut self,
        block: Block<'a>,
        label: &Label,
        (place, corrected): Numbered,
        index: &[Option<usize>],
    ) -> usize {
        let number = corrected.map_or_else(
            || normal(label, label.readings.first().copied()),
            |number| number.to_string(),
        );
        let path_of = |outline: &Self, block: usize| {
            index
                .get(block)
                .copied()
                .flatten()
                .and_then(|i| outline.provisions.get(i))
                .map(|p| p.path.clone())
        };
        match place {
            Place::Inner(before) => {
                let base = index
                    .get(before)
                    .copied()
                    .flatten()
                    .and_then(|i| self.paragraph_of(i));
                if let Some(base) = base {
                    let path = self
                        .provisions
                        .get(base)
                        .map(|p| format!("{}/{number}", p.path))
                        .unwrap_or_default();
                    return self.inner(block, number, path, base);
                }
                let path = format!("{}para/{number}", self.scope.prefix);
                self.base(block, ProvisionKind::Paragraph, path, Some(number))
            }
            Place::Under(heading) => {
                let prefix = path_of(self, heading)
                    .map_or_else(|| self.scope.prefix.clone(), |path| format!("{path}/"));
                self.base(
                    block,
                    ProvisionKind::Paragraph,
                    format!("{prefix}para/{number}"),
                    Some(number),
                )
            }
            Place::Scope => {
                let path = format!("{}para/{number}", self.scope.prefix);
                self.base(block, ProvisionKind::Paragraph, path, Some(number))
            }
        }
    }

    /// A numbered point of a paragraph, itself open to lettered points.
    fn inner<'a>(&mut self, block: Block<'a>, number: String, path: String, base: usize) -> usize {
        let index = self.provision(block, ProvisionKind::SubParagraph, path, Some(base));
        if let Some(point) = self.provisions.get_mut(index) {
            point.number = Some(number);
        }
        self.scope.base = Some(index);
        self.scope.lists.clear();
        index
    }

    /// The paragraph a provision is or stands in.
    fn paragraph_of(&self, index: usize) -> Option<usize> {
        let mut at = Some(index);
        while let Some(provision) = at.and_then(|i| self.provisions.get(i)) {
            match provision.kind {
                ProvisionKind::Paragraph | ProvisionKind::PreambularParagraph => return at,
                _ => at = provision.parent,
            }
        }
        None
    }

    fn point<'a>(&mut self, block: Block<'a>, label: Option<&Label>, below: Option<&Label>) -> usize {
        let Some(base) = self.scope.base else {
            // A list without a paragraph before it: its points are paragraphs.
            let number = label.map(|l| normal(l, l.readings.first().copied()));
            let Some(number) = number else {
                return self.unnumbered(block);
            };
            let path = format!("{}para/{number}", self.counted().0);
            return self.base(block, ProvisionKind::Paragraph, path, Some(number));
        };
        let (count, parent) = self.scope.lists.enter(label, below, base);
        let number = count.normal();
        let path = self
            .provisions
            .get(parent)
            .map(|p| format!("{}/{number}", p.path))
            .unwrap_or_default();
        let index = self.provision(block, ProvisionKind::SubParagraph, path, Some(parent));
        if let Some(point) = self.provisions.get_mut(index) {
            point.number = Some(number);
        }
        self.scope.lists.entered(index);
        index
    }

    /// A paragraph that points may follow.
    fn base<'a>(
        &mut self,
        block: Block<'a>,
        kind: ProvisionKind,
        path: String,
        number: Option<String>,
    ) -> usize {
        let parent = self.holder();
        let index = self.provision(block, kind, path, parent);
        if let Some(paragraph) = self.provisions.get_mut(index) {
            paragraph.number = number;
        }
        self.scope.base = Some(index);
        self.scope.lists.clear();
        index
    }

    /// The section or annex open at this point.
    fn holder(&self) -> Option<usize> {
        self.scope.open.last().map(|open| open.index).or(self.scope.annex)
    }

    fn provision<'a>(
        &mut self,
        block: Block<'a>,
        kind: ProvisionKind,
        path: String,
        parent: Option<usize>,
    ) -> usize {
        let path = self.free(path);
        let mut provision = empty(kind, path, parent);
        provision.operative = block.inline.operative();
        provision.label = block.label;
        provision.akn_id = block.akn_id.map(str::to_owned);
        let index = self.provisions.len();
        self.provisions.push(provision);
        self.extend(index, block.inline);
        index
    }

    /// Adds words, links and marks to a provision, on a line of their own.
    fn extend(&mut self, index: usize, mut inline: Inline) {
        let text = std::mem::take(&mut inline.text);
        let links = std::mem::take(&mut inline.links);
        let Some(provision) = self.provisions.get_mut(index) else {
            return;
        };
        if provision.text.is_empty() {
            provision.text = text;
            provision.links = links;
        } else {
            provision.text.push('\n');
            let shift = provision.text.chars().count();
            provision.text.push_str(&text);
            provision.links.extend(links.into_iter().map(|mut l| {
                l.offset += shift;
                l
            }));
            inline.notes.iter_mut().for_each(|n| n.offset += shift);
        }
        self.notes(inline.notes, Some(index));
    }

    /// Turns the calls of footnotes into marks and footnotes.
    fn notes(&mut self, notes: Vec<Note>, holder: Option<usize>) {
        for note in notes {
            let path = match note.body {
                Some(body) => self.footnote(&note.label, body, holder),
                None => format!("{}fn/{}", self.scope.prefix, note.label),
            };
            if let Some(provision) = holder.and_then(|i| self.provisions.get_mut(i)) {
                provision.marks.push(Mark {
                    footnote: path,
                    label: note.label,
                    offset: note.offset,
                });
            }
        }
    }

    /// Adds a footnote, unless the same note stands under the same mark already.
    fn footnote(&mut self, mark: &str, body: Footnote, holder: Option<usize>) -> String {
        let inline = body.inline;
        let number = if mark.is_empty() { "*" } else { mark };
        let path = format!("{}fn/{number}", self.scope.prefix);
        if self.taken.contains(&path)
            && self
                .provisions
                .iter()
                .any(|p| p.path == path && p.text == inline.text)
        {
            return path;
        }
        let block = Block {
            role: Role::Paragraph,
            label: Some(mark.to_owned()),
            inline,
            akn_id: body.akn_id.as_deref(),
        };
        let index = self.provision(block, ProvisionKind::Footnote, path, holder);
        let Some(footnote) = self.provisions.get_mut(index) else {
            return String::new();
        };
        footnote.number = footnote.path.rsplit('/').next().map(str::to_owned);
        footnote.operative = None;
        footnote.path.clone()
    }

    /// A note below a table: a footnote that no mark in running text calls.
    fn table_note<'a>(&mut self, block: Block<'a>, mark: String) -> usize {
        let holder = self
            .provisions
            .iter()
            .rposition(|p| p.kind != ProvisionKind::Footnote);
        let path = format!("{}fn/{mark}", self.scope.prefix);
        let index = self.provision(block, ProvisionKind::Footnote, path, holder);
        if let Some(note) = self.provisions.get_mut(index) {
            note.number = Some(mark);
            note.operative = None;
        }
        index
    }

    /// The address, or where the text prints a number twice in one place, the address that jurists
    /// would give the second: `para/5bis`.
    fn free(&mut self, path: String) -> String {
        const AGAIN: [&str; 9] = [
            "bis",
            "ter",
            "quater",
            "quinquies",
            "sexies",
            "septies",
            "octies",
            "novies",
            "decies",
        ];
        if self.taken.insert(path.clone()) {
            return path;
        }
        let latin = AGAIN.iter().map(|again| format!("{path}{again}"));
        let mut candidates = latin.chain((11..).map(|n: u32| format!("{path}-{n}")));
        let free = candidates
            .find(|candidate| !self.taken.contains(candidate))
            .unwrap_or(path);
        self.taken.insert(free.clone());
        free
    }
}

/// The rank of articles among sections: below those with numbers, above those without label.
const ARTICLE: u8 = 4;

/// Sections by Roman numbers hold those by letters, these hold those without label.
fn rank(count: Option<Count>) -> u8 {
    use numbering::Style;
    match count.map(|c| c.style) {
        Some(Style::CapitalRoman) => 1,
        Some(Style::Capital) => 2,
        Some(_) => 3,
        None => ARTICLE + 1,
    }
}

/// The normal form of a label in the chosen reading.
fn normal(label: &Label, count: Option<Count>) -> String {
    label
        .compound
        .clone()
        .or_else(|| count.map(Count::normal))
        .unwrap_or_default()
}

/// Takes a label of so many bytes off the text of a block.
fn take_label(block: &mut Block<'_>, bytes: usize) -> String {
    let printed = block
        .inline
        .text
        .get(..bytes)
        .unwrap_or_default()
        .trim()
        .to_owned();
    block.inline.strip_front(bytes);
    printed
}

fn empty(kind: ProvisionKind, path: String, parent: Option<usize>) -> Provision {
    Provision {
        kind,
        path,
        parent,
        number: None,
        label: None,
        text: String::new(),
        operative: None,
        akn_id: None,
        links: Vec::new(),
        marks: Vec::new(),
        level: 0,
    }
}
