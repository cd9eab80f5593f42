//! A term and its neighbours: what it is a kind of, and the arrows that leave and reach it.

use super::text::{fit, width};
use super::write::Writer;
use super::{Caption, number};

const WIDE: f64 = 340.0;
const ROW: f64 = 28.0;
const BOX: f64 = 22.0;
/// Where branches begin, and the most that a name may take.
const INSET: f64 = 30.0;
const NAME: f64 = 148.0;

/// A name and where it leads.
type Named = (String, Option<String>);

/// An arrow from or to the term.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Branch {
    /// The name of the arrow.
    pub label: String,
    /// Where it leads.
    pub href: Option<String>,
    /// What stands at its other end.
    pub end: Option<Named>,
    /// Whether it points to the term.
    pub inward: bool,
}

/// A term with its neighbours.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Tree {
    /// What the term is a kind of.
    pub above: Vec<Named>,
    /// The term.
    pub root: String,
    /// Its arrows.
    pub branches: Vec<Branch>,
}

struct Drawing<'a> {
    writer: Writer,
    caption: &'a Caption<'a>,
}

/// The neighbourhood of a term, drawn downwards so that it fits small screens.
#[must_use]
pub(in crate::serve) fn tree(caption: &Caption<'_>, tree: &Tree) -> String {
    let rows = tree.above.len() + 1 + tree.branches.len();
    let high = rows as f64 * ROW + 4.0;
    let mut drawing = Drawing {
        writer: Writer::default(),
        caption,
    };
    let view = format!("0 0 {WIDE} {high}");
    caption.open(
        &mut drawing.writer,
        "tree",
        &[
            ("viewBox", &view),
            ("width", &number(WIDE)),
            ("height", &number(high)),
        ],
    );
    let mut y = 2.0;
    for (name, href) in &tree.above {
        drawing.chip(0.0, y, name, href.as_deref(), "chip");
        drawing.path(&[(10.0, y + BOX), (10.0, y + ROW)], "edge");
        y += ROW;
    }
    let middle = y + BOX;
    drawing.chip(0.0, y, &tree.root, None, "chip focus");
    for branch in &tree.branches {
        y += ROW;
        let at = y + BOX / 2.0;
        drawing.path(&[(10.0, middle), (10.0, at), (INSET - 6.0, at)], "edge");
        drawing.branch(y, branch);
    }
    drawing.writer.close("svg");
    drawing.writer.finish()
}

impl Drawing<'_> {
    /// A place counted from the side where reading begins.
    fn x(&self, from_start: f64) -> f64 {
        if self.caption.rtl {
            WIDE - from_start
        } else {
            from_start
        }
    }

    fn branch(&mut self, y: f64, branch: &Branch) {
        let name = fit(&branch.label, NAME);
        let linked = self.writer.link(branch.href.as_deref(), &[]);
        let x = number(self.x(INSET));
        let base = number(y + 15.0);
        self.writer.text(
            "text",
            &[
                ("x", &x),
                ("y", &base),
                ("text-anchor", "start"),
                ("class", "arrow"),
            ],
            &name,
        );
        if linked {
            self.writer.close("a");
        }
        let Some((end, href)) = &branch.end else {
            return;
        };
        let from = INSET + width(&name) + 8.0;
        let to = from + 22.0;
        let at = y + BOX / 2.0;
        self.path(&[(from, at), (to, at)], "edge");
        let (tip, back) = if branch.inward {
            (from, from + 6.0)
        } else {
            (to, to - 6.0)
        };
        self.path(&[(back, at - 4.0), (tip, at), (back, at + 4.0)], "edge");
        self.chip(to + 4.0, y, end, href.as_deref(), "chip");
    }

    fn chip(&mut self, from_start: f64, y: f64, name: &str, href: Option<&str>, class: &str) {
        let name = fit(name, WIDE - from_start - 18.0);
        let wide = (width(&name) + 16.0).min(WIDE - from_start);
        let left = self.x(from_start).min(self.x(from_start + wide));
        let linked = self.writer.link(href, &[]);
        let size = [number(left), number(y), number(wide), number(BOX)];
        let [x, top, wide_text, high] = &size;
        self.writer.leaf(
            "rect",
            &[
                ("class", class),
                ("x", x),
                ("y", top),
                ("width", wide_text),
                ("height", high),
                ("rx", "4"),
            ],
        );
        let middle = number(left + wide / 2.0);
        self.writer.text(
            "text",
            &[
                ("x", &middle),
                ("y", &number(y + 15.0)),
                ("text-anchor", "middle"),
            ],
            &name,
        );
        if linked {
            self.writer.close("a");
        }
    }

    fn path(&mut self, points: &[(f64, f64)], class: &str) {
        let points: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{},{}", number(self.x(*x)), number(*y)))
            .collect();
        self.writer
            .leaf("polyline", &[("class", class), ("points", &points.join(" "))]);
    }
}
