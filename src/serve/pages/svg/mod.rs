//! Pictures drawn on the server, as SVG that needs no script.
//!
//! Every picture has a title and a description ([SVG 2, 5.8](https://www.w3.org/TR/SVG2/struct.html#DescElement)),
//! its links are real links, and it takes its colours from classes of the style sheet, so that it follows light and
//! dark. Widths are shares of the page wherever the drawing allows it: letters keep their size on a small screen.
//! Texts come from the graph and from strangers' queries; [`Writer`] escapes all of them.

mod bars;
mod columns;
mod line;
mod map;
mod network;
mod strips;
mod text;
mod timeline;
mod tree;
mod write;

pub(in crate::serve) use bars::{Bar, bars};
pub(in crate::serve) use columns::{Column, columns};
pub(in crate::serve) use line::{Series, line};
pub(in crate::serve) use map::{Spot, map};
pub(in crate::serve) use network::{Edge, Node, Plan, network};
pub(in crate::serve) use strips::{Strip, strips};
pub(in crate::serve) use text::{fit, width};
pub(in crate::serve) use timeline::{Lane, Mark, timeline};
pub(in crate::serve) use tree::{Branch, Tree, tree};

use write::Writer;

/// What a picture is called and what it says in words.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Caption<'a> {
    /// Tells the picture from others of the page; letters, digits and hyphens.
    pub id: &'a str,
    /// Its name.
    pub title: &'a str,
    /// What can be seen in it.
    pub description: &'a str,
    /// Whether it is read from right to left.
    pub rtl: bool,
}

impl Caption<'_> {
    /// Begins a picture of a class, with more attributes for its root.
    fn open(&self, writer: &mut Writer, class: &str, more: &[(&str, &str)]) {
        let title = format!("{}-title", self.id);
        let description = format!("{}-desc", self.id);
        let labels = format!("{title} {description}");
        let class = format!("picture {class}");
        let mut attributes = vec![
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("class", class.as_str()),
            ("role", "group"),
            ("aria-labelledby", labels.as_str()),
        ];
        attributes.extend_from_slice(more);
        writer.open("svg", &attributes);
        writer.text("title", &[("id", &title)], self.title);
        writer.text("desc", &[("id", &description)], self.description);
    }
}

/// A round number not below the largest value, for the end of an axis.
fn ceiling(largest: f64) -> f64 {
    if largest <= 0.0 || !largest.is_finite() {
        return 1.0;
    }
    let power = 10_f64.powf(largest.log10().floor());
    let steps = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    let share = largest / power;
    steps
        .iter()
        .find(|step| **step >= share)
        .map_or(largest, |step| step * power)
}

/// How many styles of parts and lines there are, `s0` to `s9`.
const STYLES: usize = 10;

/// A share of the width or height.
fn percent(share: f64) -> String {
    let share = if share.is_finite() {
        share.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let text = format!("{:.2}", share * 100.0);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// A number as people write it: no more than two places.
pub(in crate::serve) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: an axis that cuts its largest value or leaves most of the picture empty.
    #[test]
    fn axes_end_at_round_numbers() {
        for (largest, end) in [
            (0.0, 1.0),
            (1.0, 1.0),
            (7.0, 8.0),
            (23.0, 25.0),
            (718.0, 800.0),
            (0.035, 0.04),
        ] {
            assert!(
                (ceiling(largest) - end).abs() < 1e-9,
                "{largest}: {}",
                ceiling(largest)
            );
        }
        assert!((ceiling(f64::NAN) - 1.0).abs() < 1e-9);
    }

    /// Catches: `NaN%`, shares beyond the picture, useless digits.
    #[test]
    fn shares_stay_in_the_picture() {
        assert_eq!(percent(f64::NAN), "0%");
        assert_eq!(percent(2.0), "100%");
        assert_eq!(percent(1.0 / 3.0), "33.33%");
        assert_eq!(number(0.5), "0.5");
        assert_eq!(number(450.0), "450");
    }

    /// Catches: markup of a stranger that leaves its element or attribute, in any kind of picture.
    #[test]
    fn no_text_becomes_markup() {
        let evil = "\"><script>alert(1)</script>&";
        for picture in lists(evil).into_iter().chain(drawings(evil)) {
            assert!(!picture.contains("<script"), "{picture}");
            assert!(!picture.contains(" style="), "{picture}");
            let all = format!("<all>{picture}</all>");
            assert!(roxmltree::Document::parse(&all).is_ok(), "{picture}");
        }
    }

    /// Every kind of picture that is a list of HTML, with one text everywhere.
    fn lists(evil: &str) -> [String; 2] {
        let bar = Bar {
            label: evil.into(),
            lang: "en".into(),
            value: 1.0,
            shown: evil.into(),
            href: Some(evil.into()),
        };
        let strip = Strip {
            label: evil.into(),
            lang: "en".into(),
            href: Some(evil.into()),
            total: 1,
            cells: vec![1, 2],
        };
        let heads = [evil.to_owned(), evil.to_owned()];
        [bars(&[bar]), strips(&[strip], &heads)]
    }

    /// Every other kind of picture, with one text everywhere.
    fn drawings(evil: &str) -> [String; 5] {
        let caption = Caption {
            id: "x",
            title: evil,
            description: evil,
            rtl: false,
        };
        let column = Column {
            label: evil.into(),
            parts: vec![(0, 1.0)],
            href: Some(evil.into()),
            tick: true,
        };
        let node = Node {
            label: evil.into(),
            title: evil.into(),
            href: evil.into(),
            row: evil.into(),
            weight: 1,
            class: "focus",
        };
        let plan = Plan {
            nodes: vec![node],
            edges: vec![Edge {
                from: 0,
                to: 0,
                weight: 1,
                dashed: false,
            }],
            edges_shown: 9,
        };
        let spot = Spot {
            label: evil.into(),
            href: Some(evil.into()),
            lat: 1.0,
            long: 1.0,
        };
        let series = Series {
            name: evil.into(),
            points: vec![(1.0, 2.0), (2.0, 3.0)],
        };
        let branch = Branch {
            label: evil.into(),
            href: Some(evil.into()),
            end: Some((evil.into(), None)),
            inward: true,
        };
        let root = Tree {
            above: vec![(evil.into(), None)],
            root: evil.into(),
            branches: vec![branch],
        };
        [
            columns(&caption, &[column], &[evil.to_owned(), evil.to_owned()]),
            network(&caption, &plan),
            map(&caption, &[spot]),
            line(&caption, &[series], &number),
            tree(&caption, &root),
        ]
    }
}
