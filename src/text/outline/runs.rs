//! Runs of paragraph numbers, and where each number has its place.
//!
//! Most texts count their paragraphs once through. Where the count begins again at 1, a heading
//! between the runs makes each run's numbers belong to its section; behind a colon the new run counts
//! points inside the paragraph before it, until the outer count goes on. Where neither explains it,
//! the automatic numbering of that language's file slipped: the count goes on under the numbers that
//! should be printed, and the printed label is kept as it is.

use super::block::Block;
use super::classify::Class;
use super::numbering::Style;

/// Where a paragraph number belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Directly to the document or annex.
    Scope,
    /// Directly to the document or annex, under this number: the printed one restarts by a slip.
    Corrected(u32),
    /// To the section of this block.
    Under(usize),
    /// To the paragraph of this block.
    Inner(usize),
}

/// How a run began.
#[derive(Debug, Clone, Copy)]
enum Start {
    First(Option<usize>),
    Heading(usize),
    Paragraph(usize),
}

/// A run that may still go on.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Its index among the starts.
    start: usize,
    last: u32,
    /// What a slip took off the printed numbers.
    slip: u32,
}

/// A numbered block.
#[derive(Debug, Clone, Copy)]
struct Member {
    block: usize,
    start: usize,
    /// The number it should have, where that is not the printed one.
    corrected: Option<u32>,
}

/// The runs of one document or annex.
#[derive(Default)]
struct Runs {
    starts: Vec<Start>,
    open: Vec<Run>,
    /// The heading the next run would belong to, and whether it has a label.
    heading: Option<(usize, bool)>,
    /// The last block that is text.
    before: Option<usize>,
    /// Whether that is a numbered paragraph that announces nothing.
    closed: bool,
    /// Whether it ends a sentence, and with it a row of points.
    ended: bool,
    members: Vec<Member>,
}

/// The place of every block; only those of numbered paragraphs mean anything.
pub(crate) fn places(blocks: &[(Block<'_>, Class)]) -> Vec<Place> {
    let mut places = vec![Place::Scope; blocks.len()];
    let mut runs = Runs::default();
    for (at, (block, class)) in blocks.iter().enumerate() {
        if let Class::Annex(_) = class {
            std::mem::take(&mut runs).settle(&mut places);
        }
        runs.see(at, block, class);
    }
    runs.settle(&mut places);
    places
}

impl Runs {
    fn see(&mut self, at: usize, block: &Block<'_>, class: &Class) {
        self.place(at, block, class);
        self.ended = block.inline.text.ends_with(['.', '。']);
    }

    fn place(&mut self, at: usize, block: &Block<'_>, class: &Class) {
        match class {
            Class::Section(label) => self.see_heading(at, label.is_some()),
            Class::Number(label) => {
                if let Some(number) = label.in_style(Style::Number).filter(|_| label.compound.is_none()) {
                    let (start, corrected) = self.run_of(number);
                    self.members.push(Member {
                        block: at,
                        start,
                        corrected,
                    });
                    self.heading = None;
                }
                self.before = Some(at);
                self.closed = !block.inline.text.ends_with([':', '：']);
            }
            Class::Preambular | Class::Unnumbered | Class::Point(_) => {
                self.before = Some(at);
                self.closed = false;
            }
            Class::Annex(_) | Class::Formula | Class::Continuation => {}
        }
    }

    /// A labelled heading holds the unlabelled ones below it.
    fn see_heading(&mut self, at: usize, labelled: bool) {
        let replaces = self.heading.is_none_or(|(_, was)| labelled || !was);
        let first_unlabelled = self.heading.is_some_and(|(_, was)| !was) && !labelled;
        if replaces && !first_unlabelled {
            self.heading = Some((at, labelled));
        }
    }

    /// The run a number continues or opens, and what the number should be where it is not that.
    fn run_of(&mut self, number: u32) -> (usize, Option<u32>) {
        let slips = number == 1 && self.closed && self.heading.is_none();
        if let Some(level) = self.continued(number) {
            self.open.truncate(level + 1);
            self.open.iter_mut().for_each(|run| run.slip = 0);
        } else if let Some(run) = self
            .open
            .last_mut()
            .filter(|run| slips || (run.slip > 0 && run.last + 1 == number + run.slip))
        {
            run.last += 1;
            run.slip = run.last - number;
            return (run.start, Some(run.last));
        } else if number == 1 || self.open.is_empty() {
            self.starts.push(self.start());
            self.open.push(Run {
                start: self.starts.len() - 1,
                last: number,
                slip: 0,
            });
        }
        let Some(run) = self.open.last_mut() else {
            return (0, None);
        };
        run.last = number.max(run.last);
        (run.start, None)
    }

    /// The run a number continues: the innermost, unless that counts points whose row has ended.
    fn continued(&self, number: u32) -> Option<usize> {
        let mut levels = (0..self.open.len())
            .rev()
            .filter(|level| self.open.get(*level).is_some_and(|run| run.last + 1 == number));
        let innermost = levels.next()?;
        let counts_points = self
            .open
            .get(innermost)
            .and_then(|run| self.starts.get(run.start))
            .is_some_and(|s| matches!(s, Start::Paragraph(_)));
        let outer = if counts_points && self.ended {
            levels.next()
        } else {
            None
        };
        Some(outer.unwrap_or(innermost))
    }

    /// What the next run would begin under.
    fn start(&self) -> Start {
        match (self.starts.is_empty(), self.heading, self.before) {
            (true, heading, _) => Start::First(heading.filter(|h| h.1).map(|h| h.0)),
            (_, Some((heading, _)), _) => Start::Heading(heading),
            (_, None, Some(before)) => Start::Paragraph(before),
            (_, None, None) => Start::First(None),
        }
    }

    /// Writes down the places once all runs of the document or annex are known.
    fn settle(self, places: &mut [Place]) {
        let sectioned = self.starts.iter().any(|s| matches!(s, Start::Heading(_)));
        for member in self.members {
            let place = match self.starts.get(member.start) {
                _ if member.corrected.is_some() => member.corrected.map_or(Place::Scope, Place::Corrected),
                Some(Start::First(Some(heading))) if sectioned => Place::Under(*heading),
                Some(Start::Heading(heading)) => Place::Under(*heading),
                Some(Start::Paragraph(before)) => Place::Inner(*before),
                _ => Place::Scope,
            };
            if let Some(slot) = places.get_mut(member.block) {
                *slot = place;
            }
        }
    }
}
