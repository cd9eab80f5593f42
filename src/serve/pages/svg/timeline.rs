//! Lanes of years with a mark for everything dated. Positions are shares of the width, marks and letters keep their
//! size: the same drawing can be read on a telephone and on a wall.

use super::write::Writer;
use super::{Caption, number, percent};
use std::ops::Range;

/// What a mark takes, in pixels.
const MARK: f64 = 8.0;
/// How far apart two marks of one row must be, in years: eight pixels on a small screen.
const APART: f64 = 0.95;
/// Room for the name of a lane.
const NAME: f64 = 20.0;
/// Room for the years below.
const YEARS: f64 = 22.0;
/// Years between two that are written.
const STEP: i32 = 5;
/// Where the first year begins and the last one ends, as shares of the width.
const INSET: (f64, f64) = (0.01, 0.96);

/// One thing with a date.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Mark {
    /// The year, with its months as a fraction.
    pub at: f64,
    /// What is read when one points at it.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// Marks of one kind.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Lane {
    /// What they are.
    pub label: String,
    /// The class that colours them.
    pub class: &'static str,
    /// The marks in the order of time.
    pub marks: Vec<Mark>,
}

/// The lanes from top to bottom; marks close together stand on each other. `now` is marked by a line.
///
/// The marks can be clicked but are skipped by the keyboard and by screen readers: the page has the same as a list.
#[must_use]
pub(in crate::serve) fn timeline(
    caption: &Caption<'_>,
    lanes: &[Lane],
    years: Range<i32>,
    now: f64,
) -> String {
    let place = |year: f64| {
        let share = (year - f64::from(years.start)) / f64::from(years.end - years.start).max(1.0);
        let share = INSET.0 + share * (INSET.1 - INSET.0);
        percent(if caption.rtl { 1.0 - share } else { share })
    };
    let rows: Vec<Vec<usize>> = lanes.iter().map(|lane| stack(&lane.marks)).collect();
    let height = |rows: &[usize]| NAME + MARK * (rows.iter().max().copied().unwrap_or(0) as f64 + 1.0) + 6.0;
    let total: f64 = rows.iter().map(|rows| height(rows)).sum();
    let mut writer = Writer::default();
    let tall = number(total + YEARS);
    caption.open(&mut writer, "timeline", &[("width", "100%"), ("height", &tall)]);
    axis(&mut writer, &years, total, &place);
    let (here, end) = (place(now), number(total));
    let line = [
        ("class", "now"),
        ("x1", &here),
        ("x2", &here),
        ("y1", "0"),
        ("y2", &end),
    ];
    writer.leaf("line", &line);
    let start = place(f64::from(years.start));
    let mut top = 0.0;
    for (lane, rows) in lanes.iter().zip(&rows) {
        let name = number(top + 13.0);
        writer.text(
            "text",
            &[("class", "lane"), ("x", &start), ("y", &name)],
            &lane.label,
        );
        let ground = top + height(rows) - MARK;
        writer.open("g", &[("class", lane.class), ("aria-hidden", "true")]);
        for (mark, row) in lane.marks.iter().zip(rows) {
            writer.link(Some(&mark.href), &[("tabindex", "-1")]);
            writer.open("g", &[]);
            writer.text("title", &[], &mark.label);
            let y = number(ground - MARK * *row as f64);
            writer.leaf("circle", &[("cx", &place(mark.at)), ("cy", &y), ("r", "3.5")]);
            writer.close("g");
            writer.close("a");
        }
        writer.close("g");
        top += height(rows);
    }
    writer.close("svg");
    writer.finish()
}

/// The row of each mark: the lowest in which it touches no other.
fn stack(marks: &[Mark]) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    let row = |mark: &Mark| {
        let row = ends
            .iter()
            .position(|end| mark.at - end >= APART)
            .unwrap_or(ends.len());
        match ends.get_mut(row) {
            Some(end) => *end = mark.at,
            None => ends.push(mark.at),
        }
        row
    };
    marks.iter().map(row).collect()
}

fn axis(writer: &mut Writer, years: &Range<i32>, total: f64, place: &impl Fn(f64) -> String) {
    let (end, below) = (number(total), number(total + 15.0));
    for year in years.clone().filter(|year| year % STEP == 0) {
        let x = place(f64::from(year));
        let line = [
            ("class", "grid"),
            ("x1", &x),
            ("x2", &x),
            ("y1", "0"),
            ("y2", &end),
        ];
        writer.leaf("line", &line);
        let text = [
            ("class", "year"),
            ("x", &x),
            ("y", &below),
            ("text-anchor", "middle"),
        ];
        writer.text("text", &text, &year.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: marks that hide each other, a year out of its place, a drawing that is not turned for Arabic.
    #[test]
    fn marks_stand_in_their_year_and_none_hides_another() {
        let mark = |at: f64| Mark {
            at,
            label: format!("{at} <"),
            href: "/x".to_owned(),
        };
        let marks: Vec<Mark> = [2003.0, 2003.5, 2003.9, 2005.0].map(mark).to_vec();
        assert_eq!(stack(&marks), [0, 1, 2, 0]);
        let lanes = [Lane {
            label: "a & b".to_owned(),
            class: "t0",
            marks,
        }];
        let draw = |rtl| {
            let caption = Caption {
                id: "t",
                title: "t",
                description: "d",
                rtl,
            };
            timeline(&caption, &lanes, 2000..2010, 2004.0)
        };
        let (ltr, rtl) = (draw(false), draw(true));
        assert!(
            ltr.contains("cx=\"29.5%\"") && rtl.contains("cx=\"70.5%\""),
            "{ltr}"
        );
        assert!(ltr.contains("a &amp; b") && ltr.contains("2003 &lt;"));
    }
}
