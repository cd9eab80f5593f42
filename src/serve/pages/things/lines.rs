//! Small pictures drawn on the server as SVG: lines in time, columns by year, a chain.
//!
//! Colours come from the style sheet by class, so that they follow light and dark; pictures are drawn from left to
//! right in every language, as time and maps are. Whatever a picture shows stands beside it in words.

use crate::serve::pages::svg::{fit, width};
use std::fmt::Write;

/// Width of pictures in pixels; narrower screens scroll them.
const WIDTH: f64 = 720.0;
/// Room at both ends of a timeline, for half the name of a year.
const EDGE: f64 = 18.0;
/// Height of a row of a timeline.
const ROW: f64 = 56.0;

/// A stretch of time in a timeline.
pub(super) struct Stretch {
    /// First year, with its part of the year behind the point.
    pub from: f64,
    /// Last; none where it is open.
    pub to: Option<f64>,
    /// What a pointer is told.
    pub title: String,
    /// A class of the style sheet.
    pub class: &'static str,
}

/// A moment in a timeline.
pub(super) struct Moment {
    /// When.
    pub at: f64,
    /// What a pointer is told.
    pub title: String,
    /// A few words printed at it.
    pub mark: String,
}

/// A row of a timeline.
pub(super) struct Row {
    /// Its name, printed above it.
    pub name: String,
    /// What lasts.
    pub stretches: Vec<Stretch>,
    /// What happens.
    pub moments: Vec<Moment>,
}

/// `2015-12-16` as a year with a fraction.
#[must_use]
pub(super) fn year_of(date: &str) -> Option<f64> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<f64>().ok());
    let year = parts.next()??;
    let month = parts.next().flatten().unwrap_or(1.0);
    let day = parts.next().flatten().unwrap_or(1.0);
    Some(year + (month - 1.0) / 12.0 + (day - 1.0) / 366.0)
}

/// The end of a day, month or year as a year with a fraction.
#[must_use]
pub(super) fn end_of(date: &str) -> Option<f64> {
    let span = match date.len() {
        4 => 1.0,
        7 => 1.0 / 12.0,
        _ => 0.0,
    };
    year_of(date).map(|year| year + span)
}

/// Rows in time, with a line for today where it is inside.
#[must_use]
pub(super) fn timeline(label: &str, rows: &[Row], today: Option<f64>) -> String {
    let moments = rows
        .iter()
        .flat_map(|row| row.moments.iter().map(|moment| moment.at));
    let ends = rows
        .iter()
        .flat_map(|row| row.stretches.iter())
        .flat_map(|stretch| [Some(stretch.from), stretch.to])
        .flatten();
    let all: Vec<f64> = moments.chain(ends).chain(today).collect();
    let (Some(first), Some(last)) = (
        all.iter().copied().reduce(f64::min),
        all.iter().copied().reduce(f64::max),
    ) else {
        return String::new();
    };
    let (first, last) = (first.floor(), (last + 0.35).ceil());
    let scale = (WIDTH - 2.0 * EDGE) / (last - first).max(1.0);
    let x = |year: f64| EDGE + (year - first) * scale;
    let height = ROW * rows.len() as f64 + 34.0;
    let mut svg = open(label, WIDTH, height);
    years(&mut svg, first, last, &x, height);
    if let Some(now) = today {
        let at = x(now);
        let _ = write!(
            svg,
            "<line class=\"now\" x1=\"{at:.1}\" y1=\"0\" x2=\"{at:.1}\" y2=\"{:.1}\"/>",
            height - 22.0
        );
    }
    for (at, row) in rows.iter().enumerate() {
        let y = ROW * at as f64 + 30.0;
        let _ = write!(
            svg,
            "<text class=\"name\" x=\"10\" y=\"{:.1}\">{}</text>",
            y - 14.0,
            escaped(&cut(&row.name, 95))
        );
        for stretch in &row.stretches {
            let to = stretch.to.unwrap_or(last);
            let _ = write!(
                svg,
                "<rect class=\"{}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"8\" rx=\"4\"><title>{}</title></rect>",
                stretch.class,
                x(stretch.from),
                y - 4.0,
                (x(to) - x(stretch.from)).max(3.0),
                escaped(&stretch.title)
            );
        }
        marks(&mut svg, row, &x, y);
    }
    svg.push_str("</svg>");
    svg
}

fn marks(svg: &mut String, row: &Row, x: &impl Fn(f64) -> f64, y: f64) {
    let mut free = f64::MIN;
    for moment in &row.moments {
        let at = x(moment.at);
        let _ = write!(
            svg,
            "<circle class=\"dot\" cx=\"{at:.1}\" cy=\"{y:.1}\" r=\"6\"><title>{}</title></circle>",
            escaped(&moment.title)
        );
        // Words that would run into those before them are left to the pointer and to the list.
        let width = 6.5 * moment.mark.chars().count() as f64;
        let start = (at - width / 2.0).clamp(2.0, (WIDTH - width - 2.0).max(2.0));
        if !moment.mark.is_empty() && start > free {
            let _ = write!(
                svg,
                "<text class=\"mark\" x=\"{start:.1}\" y=\"{:.1}\">{}</text>",
                y + 17.0,
                escaped(&moment.mark)
            );
            free = start + width + 6.0;
        }
    }
}

fn years(svg: &mut String, first: f64, last: f64, x: &impl Fn(f64) -> f64, height: f64) {
    let step = [1.0, 2.0, 5.0, 10.0, 20.0]
        .into_iter()
        .find(|step| (last - first) / step <= 14.0)
        .unwrap_or(50.0);
    let mut year = (first / step).ceil() * step;
    while year <= last {
        let at = x(year);
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{at:.1}\" y1=\"0\" x2=\"{at:.1}\" y2=\"{:.1}\"/><text class=\"year\" x=\"{at:.1}\" y=\"{:.1}\">{year:.0}</text>",
            height - 22.0,
            height - 6.0
        );
        year += step;
    }
}

/// A column of a picture by year.
pub(super) struct Column {
    /// The year.
    pub year: String,
    /// How many.
    pub count: usize,
    /// Where it leads.
    pub href: String,
    /// What a pointer and a reader of the page are told.
    pub title: String,
}

/// Columns that lead to what they count.
#[must_use]
pub(super) fn columns(label: &str, columns: &[Column]) -> String {
    let most = columns
        .iter()
        .map(|column| column.count)
        .max()
        .unwrap_or(0)
        .max(1) as f64;
    let step = (WIDTH / columns.len().max(1) as f64).clamp(26.0, 60.0);
    let (width, tall) = (step * columns.len() as f64, 110.0);
    let mut svg = open_group(label, width, tall + 40.0);
    for (at, column) in columns.iter().enumerate() {
        let (x, height) = (step * at as f64, tall * column.count as f64 / most);
        if column.count > 0 {
            let _ = write!(
                svg,
                "<a href=\"{}\" aria-label=\"{}\"><rect class=\"room\" x=\"{x:.1}\" y=\"0\" width=\"{step:.1}\" height=\"{:.1}\"/><rect class=\"bar\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\"/><text class=\"count\" x=\"{:.1}\" y=\"{:.1}\">{}</text></a>",
                escaped(&column.href),
                escaped(&column.title),
                tall + 20.0,
                x + 3.0,
                tall - height + 18.0,
                step - 6.0,
                x + step / 2.0,
                tall - height + 14.0,
                column.count
            );
        }
        let short = column.year.get(2..).unwrap_or(&column.year);
        let year = if step < 34.0 {
            format!("’{short}")
        } else {
            column.year.clone()
        };
        let _ = write!(
            svg,
            "<text class=\"year\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            x + step / 2.0,
            tall + 34.0,
            escaped(&year)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// A box of a chain.
pub(super) struct Node {
    /// Its name.
    pub name: String,
    /// Where it leads; empty for the thing of the page itself.
    pub href: String,
}

/// Size of a box of a chain; narrow enough for a telephone.
const BOX: (f64, f64) = (264.0, 40.0);
/// From the top of a box to that of the next one.
const STEP: f64 = BOX.1 + 12.0;
/// How far what stands below is moved in.
const INDENT: f64 = 16.0;

/// Who stands above and below: one box under the other, each level moved in from the one above it.
#[must_use]
pub(super) fn chain(label: &str, rows: &[Vec<Node>]) -> String {
    let count: usize = rows.iter().map(Vec::len).sum();
    let width = BOX.0 + INDENT * rows.len().saturating_sub(1) as f64 + 4.0;
    let mut svg = open_group(label, width, STEP * count as f64 - 8.0);
    let (mut boxes, mut at) = (String::new(), 0.0);
    let mut above = None;
    for (level, nodes) in rows.iter().enumerate() {
        let x = 2.0 + INDENT * level as f64;
        let begin = at;
        for node in nodes {
            let y = 2.0 + STEP * at;
            if let Some(from) = above {
                let _ = write!(
                    svg,
                    "<path class=\"edge\" d=\"M{:.1} {from:.1}V{:.1}H{x:.1}\"/>",
                    x - INDENT / 2.0,
                    y + BOX.1 / 2.0
                );
            }
            boxes.push_str(&boxed(node, x, y));
            at += 1.0;
        }
        // Lines begin at the first box of the level, behind the others: all of them stand above what follows.
        above = (!nodes.is_empty())
            .then_some(2.0 + STEP * begin + BOX.1)
            .or(above);
    }
    svg.push_str(&boxes);
    svg.push_str("</svg>");
    svg
}

fn boxed(node: &Node, x: f64, y: f64) -> String {
    let class = if node.href.is_empty() { "node here" } else { "node" };
    let drawn = format!(
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"6\"/>{}",
        BOX.0,
        BOX.1,
        lines(&node.name, x + BOX.0 / 2.0, y + BOX.1 / 2.0)
    );
    if node.href.is_empty() {
        drawn
    } else {
        format!("<a href=\"{}\">{drawn}</a>", escaped(&node.href))
    }
}

/// A name in one or two lines.
fn lines(name: &str, x: f64, y: f64) -> String {
    let most = BOX.0 - 16.0;
    let line = |text: &str, y: f64| {
        format!(
            "<text class=\"in\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>",
            escaped(&fit(text.trim(), most))
        )
    };
    if width(name) <= most {
        return line(name, y + 4.0);
    }
    let (first, second) = name.split_at_checked(middle(name, most)).unwrap_or((name, ""));
    line(first, y - 3.0) + &line(second, y + 12.0)
}

/// Where a name is best cut in two: at the space nearest to its middle that leaves both parts room, else in the
/// middle.
fn middle(name: &str, most: f64) -> usize {
    let half = width(name) / 2.0;
    let spaces = name.match_indices(' ').map(|(at, _)| at);
    let off = |at: &usize| (width(name.get(..*at).unwrap_or_default()) - half).abs();
    let fits = |at: &usize| half + off(at) <= most;
    let space = spaces.filter(fits).min_by(|a, b| off(a).total_cmp(&off(b)));
    space.unwrap_or_else(|| {
        let ends = name.char_indices().map(|(at, _)| at);
        ends.min_by(|a, b| off(a).total_cmp(&off(b)))
            .unwrap_or(name.len())
    })
}

fn open(label: &str, width: f64, height: f64) -> String {
    format!(
        "<svg class=\"drawn\" role=\"img\" aria-label=\"{}\" direction=\"ltr\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\">",
        escaped(label)
    )
}

/// A picture whose parts lead elsewhere is no single image.
fn open_group(label: &str, width: f64, height: f64) -> String {
    open(label, width, height).replacen("role=\"img\"", "role=\"group\"", 1)
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// Text as it may stand in markup.
#[must_use]
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: markup from data in a picture, dates at the wrong place, words over words.
    #[test]
    fn pictures_hold_what_they_are_given() {
        let moment = |at, mark: &str| Moment {
            at,
            title: "<t>".to_owned(),
            mark: mark.to_owned(),
        };
        let rows = [Row {
            name: "A & <b>".to_owned(),
            stretches: vec![Stretch {
                from: 2005.0,
                to: None,
                title: String::new(),
                class: "term",
            }],
            moments: vec![
                moment(2005.0, "first"),
                moment(2005.1, "second"),
                moment(2020.0, "third"),
            ],
        }];
        let svg = timeline("x\"y", &rows, year_of("2026-07-01"));
        assert!(svg.contains("A &amp; &lt;b&gt;") && svg.contains("x&quot;y") && !svg.contains("<b>"));
        assert!(svg.contains(">first<") && !svg.contains(">second<") && svg.contains(">third<"));
        assert!(roxmltree::Document::parse(&svg).is_ok());
        assert!((year_of("2015-07").unwrap_or(0.0) - 2015.5).abs() < 0.01);
        assert_eq!(year_of("soon"), None);
    }

    /// Catches: names cut within a letter of a script with letters of several bytes.
    #[test]
    fn long_names_take_two_lines() {
        for name in [
            "信息社会世界峰会行动方面促进机构会议和联合国信息社会小组会议",
            "Groupe de travail sur l’amélioration du Forum",
            "x",
        ] {
            let node = || Node {
                name: name.to_owned(),
                href: "/p?a=1&b=2".to_owned(),
            };
            let svg = chain("c", &[vec![node(), node()], vec![node()]]);
            assert!(roxmltree::Document::parse(&svg).is_ok(), "{svg}");
        }
    }
}
