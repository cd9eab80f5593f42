//! Which list a point continues, told from its label alone.

use super::numbering::{Count, Label, Style};

/// The lists open below a paragraph, the outermost first.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    open: Vec<Level>,
}

#[derive(Debug)]
struct Level {
    last: Count,
    /// The provision of its last point.
    point: usize,
}

impl Lists {
    pub(crate) fn clear(&mut self) {
        self.open.clear();
    }

    /// Finds the place of a point: its count, and the provision it stands in (`base` where it is of the
    /// first level). Call [`Lists::entered`] with the point's own provision next.
    ///
    /// A label that counts on in an open list continues it, the innermost first; one that counts from
    /// the beginning opens a list inside the last point; any other skips numbers in a list of its style.
    /// Where a label can be two of these ("(i)" behind "(h)"), the label of the `next` point tells.
    pub(crate) fn enter(
        &mut self,
        label: Option<&Label>,
        next: Option<&Label>,
        base: usize,
    ) -> (Count, usize) {
        let readings = label.map(|l| l.readings.as_slice()).unwrap_or_default();
        let (depth, count) = next
            .filter(|_| readings.len() > 1)
            .and_then(|next| self.followed(readings, next))
            .or_else(|| self.continued(readings))
            .or_else(|| self.opened(readings))
            .or_else(|| self.skipped(readings))
            .unwrap_or_else(|| self.unlabelled(readings));
        self.open.truncate(depth);
        let parent = self.open.last().map_or(base, |level| level.point);
        self.open.push(Level {
            last: count,
            point: base,
        });
        (count, parent)
    }

    /// Whether a label counts on in an open list.
    pub(crate) fn go_on_with(&self, label: &Label) -> bool {
        self.continued(&label.readings).is_some()
    }

    /// Tells which provision the point became.
    pub(crate) fn entered(&mut self, provision: usize) {
        if let Some(level) = self.open.last_mut() {
            level.point = provision;
        }
    }

    /// The reading that the next label counts on from, where one fits here.
    fn followed(&self, readings: &[Count], next: &Label) -> Option<(usize, Count)> {
        readings.iter().find_map(|count| {
            let one = std::slice::from_ref(count);
            let counted_on = next.in_style(count.style) == Some(count.value + 1);
            let place = || self.continued(one).or_else(|| self.opened(one));
            counted_on.then(place).flatten()
        })
    }

    fn continued(&self, readings: &[Count]) -> Option<(usize, Count)> {
        let next = |level: &Level| {
            readings
                .iter()
                .copied()
                .find(|c| c.style == level.last.style && c.value == level.last.value + 1)
        };
        self.open
            .iter()
            .enumerate()
            .rev()
            .find_map(|(depth, level)| next(level).map(|count| (depth, count)))
    }

    fn opened(&self, readings: &[Count]) -> Option<(usize, Count)> {
        let first = readings
            .iter()
            .copied()
            .find(|c| c.value == 1 && !self.open.iter().any(|l| l.last.style == c.style));
        let again = || readings.iter().copied().find(|c| c.value == 1);
        first.map(|count| (self.open.len(), count)).or_else(|| {
            // A list of a style that is open already: a further list on the same level.
            again().and_then(|count| {
                self.open
                    .iter()
                    .position(|l| l.last.style == count.style)
                    .map(|depth| (depth, count))
            })
        })
    }

    fn skipped(&self, readings: &[Count]) -> Option<(usize, Count)> {
        self.open.iter().enumerate().rev().find_map(|(depth, level)| {
            readings
                .iter()
                .copied()
                .find(|c| c.style == level.last.style)
                .map(|c| (depth, c))
        })
    }

    /// Dashes and unknown signs are counted; a list that begins in the middle keeps its label.
    fn unlabelled(&self, readings: &[Count]) -> (usize, Count) {
        if let Some(count) = readings.first() {
            return (self.open.len(), *count);
        }
        match self.open.last().map(|l| l.last) {
            Some(Count {
                style: Style::Figure,
                value,
            }) => (
                self.open.len() - 1,
                Count {
                    style: Style::Figure,
                    value: value + 1,
                },
            ),
            _ => (
                self.open.len(),
                Count {
                    style: Style::Figure,
                    value: 1,
                },
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbering::parse;
    use super::*;

    /// The places of a row of points, as depth and normal form.
    fn places(labels: &[&str]) -> Vec<String> {
        let mut lists = Lists::default();
        let mut names = vec![String::from("7")];
        labels
            .iter()
            .enumerate()
            .map(|(at, printed)| {
                let next = labels.get(at + 1).and_then(|next| parse(next));
                let (count, parent) = lists.enter(parse(printed).as_ref(), next.as_ref(), 0);
                names.push(format!("{}/{}", names[parent], count.normal()));
                lists.entered(names.len() - 1);
                names[names.len() - 1].clone()
            })
            .collect()
    }

    #[test]
    fn three_levels_and_the_letter_i() {
        assert_eq!(
            places(&["(a)", "(i)", "(ii)", "(1)", "(b)"]),
            ["7/a", "7/a/i", "7/a/ii", "7/a/ii/1", "7/b"]
        );
        assert_eq!(
            places(&["(g)", "(h)", "(i)", "(i)", "(ii)", "(j)"]),
            ["7/g", "7/h", "7/i", "7/i/i", "7/i/ii", "7/j"]
        );
        assert_eq!(
            places(&["(h)", "(i)", "(ii)", "(i)", "(j)"]),
            ["7/h", "7/h/i", "7/h/ii", "7/i", "7/j"]
        );
        assert_eq!(
            places(&["(u)", "(i)", "(ii)", "(iii)", "(iv)", "(v)", "(w)"]),
            ["7/u", "7/u/i", "7/u/ii", "7/u/iii", "7/u/iv", "7/v", "7/w"]
        );
        assert_eq!(
            places(&["(أ)", "’1‘", "’2‘", "(ب)"]),
            ["7/a", "7/a/i", "7/a/ii", "7/b"]
        );
        assert_eq!(places(&["–", "–"]), ["7/1", "7/2"]);
        assert_eq!(places(&["(a)", "(c)"]), ["7/a", "7/c"]);
    }
}
