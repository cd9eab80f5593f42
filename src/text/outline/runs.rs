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
    /// To the section of this block.
    Under(usize),
    /// To the paragraph of this block.
    Inner(usize),
}

/// The place of a number, and the number it should be where the printed one is a slip.
pub(crate) type Numbered = (Place, Option<u32>);

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
    /// As printed.
    number: u32,
    /// The number it should have, where the count began anew by a slip.
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
    /// Blocks whose numbers do not count, with the start of their run.
    beside: Vec<(usize, Option<usize>)>,
    /// The article whose numbers these are.
    home: Option<usize>,
}

/// The place of every block; only those of numbered paragraphs mean anything.
pub(crate) fn places(blocks: &[(Block<'_>, Class)]) -> Vec<Numbered> {
    let mut places = vec![(Place::Scope, None); blocks.len()];
    let mut runs = Runs::default();
    let mut apart = articles_apart(blocks);
    for (at, (block, class)) in blocks.iter().enumerate() {
        let home = match class {
            Class::Annex(_) | Class::Appendix(_) => Some(None),
            Class::Article(..) if apart => Some(Some(at)),
            // What ends an article ends its numbers.
            Class::Section(Some(_)) if runs.home.is_some() => Some(None),
            _ => None,
        };
        if let Class::Annex(_) | Class::Appendix(_) = class {
            apart = articles_apart(blocks.get(at + 1..).unwrap_or_default());
        }
        if let Some(home) = home {
            let next = Runs {
                home,
                ..Runs::default()
            };
            std::mem::replace(&mut runs, next).settle(&mut places);
        }
        runs.see(at, block, class);
    }
    runs.settle(&mut places);
    places
}

/// Whether the articles up to the next annex count their own paragraphs: most of those that number any
/// begin with 1.
fn articles_apart(blocks: &[(Block<'_>, Class)]) -> bool {
    let (mut begin, mut go_on) = (0_usize, 0_usize);
    let mut opened = false;
    for (_, class) in blocks {
        match class {
            Class::Article(..) => opened = true,
            Class::Annex(_) | Class::Appendix(_) => break,
            Class::Number(label) if opened => {
                opened = false;
                if label.in_style(Style::Number) == Some(1) {
                    begin += 1;
                } else {
                    go_on += 1;
                }
            }
            _ => {}
        }
    }
    begin > 0 && begin >= go_on
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
                if label.compound.is_some() {
                    // "2 bis", "1.1": beside the numbers that count, in the run that is open.
                    self.beside.push((at, self.open.last().map(|run| run.start)));
                } else if let Some(number) = label.in_style(Style::Number) {
                    let (start, corrected) = self.run_of(number);
                    self.members.push(Member {
                        block: at,
                        start,
                        number,
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
            Class::Annex(_)
            | Class::Appendix(_)
            | Class::Article(..)
            | Class::Formula
            | Class::Continuation
            | Class::Note(_) => {}
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
            .filter(|run| slips || (run.slip > 0 && number <= run.last))
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

    /// Writes down the places once all runs of the document, annex or article are known.
    fn settle(self, places: &mut [Numbered]) {
        let sectioned = self.starts.iter().any(|s| matches!(s, Start::Heading(_)));
        for (at, member) in self.members.iter().enumerate() {
            let place = match member.corrected {
                Some(_) => self.home_place(),
                None => self.place_of(Some(member.start), sectioned),
            };
            if let Some(slot) = places.get_mut(member.block) {
                *slot = (place, member.corrected.or_else(|| self.twin(at)));
            }
        }
        for (block, start) in &self.beside {
            if let Some(slot) = places.get_mut(*block) {
                *slot = (self.place_of(*start, sectioned), None);
            }
        }
    }

    /// The place of what no heading or paragraph holds.
    fn home_place(&self) -> Place {
        self.home.map_or(Place::Scope, Place::Under)
    }

    /// The place of the numbers of a run; `sectioned` where headings open others.
    fn place_of(&self, start: Option<usize>, sectioned: bool) -> Place {
        match start.and_then(|start| self.starts.get(start)) {
            Some(Start::First(Some(heading))) if sectioned => Place::Under(*heading),
            Some(Start::Heading(heading)) => Place::Under(*heading),
            Some(Start::Paragraph(before)) => Place::Inner(*before),
            _ => self.home_place(),
        }
    }

    /// The number that a number printed twice should be, where the one beside it is missing: in
    /// 9, 11, 11, 12 the first is 10, in 8, 9, 9, 11 the second.
    fn twin(&self, at: usize) -> Option<u32> {
        let member = self.members.get(at)?;
        let number = |index: Option<usize>| {
            let other = index.and_then(|i| self.members.get(i))?;
            (other.start == member.start && other.corrected.is_none()).then_some(other.number)
        };
        let own = member.number;
        let (before, after) = (number(at.checked_sub(1)), number(at.checked_add(1)));
        if after == Some(own) && before.is_some_and(|b| b + 2 == own) {
            return Some(own - 1);
        }
        let skips = after.is_some_and(|a| a == own + 2);
        (before == Some(own) && skips).then_some(own + 1)
    }
}
