//! Things and the links between them, in rows: a row a year, the newest on top.
//!
//! Rows show time, keep every name readable, and grow downwards instead of into a knot: five hundred things are a long
//! picture, not a black one. It is drawn twice, for wide and for small screens, and the style sheet shows one of the two.

use super::text::{fit, width};
use super::write::Writer;
use super::{Caption, number};
use std::collections::BTreeMap;

const LINE: f64 = 30.0;
const BOX: f64 = 22.0;
const GAP: f64 = 8.0;
/// Room for the name of a row: least and most.
const HEAD: f64 = 40.0;
const MAX_HEAD: f64 = 100.0;
/// Widest name in a box.
const NAME: f64 = 200.0;
/// Width of the picture for wide and for small screens.
const WIDE: f64 = 930.0;
const NARROW: f64 = 326.0;

/// A thing.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Node {
    /// Its short name.
    pub label: String,
    /// Its full name.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The row it stands in: years from the newest to the oldest, then others by name.
    pub row: String,
    /// How many links it has, to be shown and to sort by.
    pub weight: usize,
    /// Class for the style: `focus`, `doc`, `more`, ….
    pub class: &'static str,
}

/// A link from one thing to another, by their places in the list.
#[derive(Clone, Copy, Debug)]
pub(in crate::serve) struct Edge {
    /// From where.
    pub from: usize,
    /// To where.
    pub to: usize,
    /// How many links it stands for.
    pub weight: usize,
    /// Whether it is of the second kind.
    pub dashed: bool,
}

/// A network.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Plan {
    /// The things.
    pub nodes: Vec<Node>,
    /// The links.
    pub edges: Vec<Edge>,
    /// Most links that are drawn; the strongest are.
    pub edges_shown: usize,
}

/// A box on the picture.
#[derive(Clone, Copy)]
struct Place {
    x: f64,
    y: f64,
    wide: f64,
}

struct Row<'a> {
    name: &'a str,
    y: f64,
}

/// The network for both kinds of screen.
#[must_use]
pub(in crate::serve) fn network(caption: &Caption<'_>, plan: &Plan) -> String {
    let wide = draw(caption, plan, WIDE, "wide");
    let narrow = draw(caption, plan, NARROW, "narrow");
    wide + &narrow
}

fn draw(caption: &Caption<'_>, plan: &Plan, across: f64, class: &str) -> String {
    let (places, rows, high) = layout(plan, across);
    let id = format!("{}-{class}", caption.id);
    let caption = Caption {
        id: &id,
        ..caption.clone()
    };
    let mut writer = Writer::default();
    let view = format!("0 0 {across} {}", number(high));
    let class = format!("network {class}");
    caption.open(
        &mut writer,
        &class,
        &[
            ("viewBox", &view),
            ("width", &number(across)),
            ("height", &number(high)),
        ],
    );
    let x = |x: f64| if caption.rtl { across - x } else { x };
    for row in &rows {
        let y = number(row.y - 4.0);
        writer.leaf(
            "line",
            &[
                ("class", "grid"),
                ("x1", "0"),
                ("x2", &number(across)),
                ("y1", &y),
                ("y2", &y),
            ],
        );
        let base = number(row.y + 15.0);
        writer.text(
            "text",
            &[
                ("class", "row"),
                ("x", &number(x(2.0))),
                ("y", &base),
                ("text-anchor", "start"),
            ],
            row.name,
        );
    }
    for edge in strongest(plan) {
        if let (Some(from), Some(to)) = (places.get(edge.from), places.get(edge.to)) {
            curve(&mut writer, *edge, *from, *to, &x);
        }
    }
    for (n, (node, place)) in plan.nodes.iter().zip(&places).enumerate() {
        node_box(&mut writer, n, node, *place, &x);
    }
    writer.close("svg");
    writer.finish()
}

/// Row by row, the heaviest first, wrapped where the width ends.
fn layout(plan: &Plan, across: f64) -> (Vec<Place>, Vec<Row<'_>>, f64) {
    let mut by_row: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, node) in plan.nodes.iter().enumerate() {
        by_row.entry(&node.row).or_default().push(n);
    }
    let mut places = vec![
        Place {
            x: 0.0,
            y: 0.0,
            wide: 0.0
        };
        plan.nodes.len()
    ];
    let mut rows = Vec::new();
    let head = by_row
        .keys()
        .map(|name| width(name) + 12.0)
        .fold(HEAD, f64::max)
        .min(MAX_HEAD);
    let mut sorted: Vec<(&str, Vec<usize>)> = by_row.into_iter().collect();
    sorted.sort_by_key(|(name, _)| {
        let year: Option<i32> = name.parse().ok();
        (year.is_none(), std::cmp::Reverse(year), *name)
    });
    let mut y = 6.0;
    for (name, mut members) in sorted {
        let node = |n: &usize| plan.nodes.get(*n);
        members.sort_by(|a, b| {
            let key = |n| {
                node(n).map(|node| {
                    (
                        node.class != "focus",
                        node.class == "more",
                        usize::MAX - node.weight,
                        &node.label,
                    )
                })
            };
            key(a).cmp(&key(b))
        });
        rows.push(Row { name, y });
        let mut x = head;
        for n in members {
            let wide = node(&n).map_or(0.0, |node| width(&shown(node)) * boldness(node) + 14.0);
            if x + wide > across && x > head {
                x = head;
                y += LINE;
            }
            if let Some(place) = places.get_mut(n) {
                *place = Place { x, y, wide };
            }
            x += wide + GAP;
        }
        y += LINE + 6.0;
    }
    (places, rows, y)
}

/// The thing in the middle stands in bold letters, which are wider.
fn boldness(node: &Node) -> f64 {
    if node.class == "focus" { 1.12 } else { 1.0 }
}

/// What stands in the box.
fn shown(node: &Node) -> String {
    let name = fit(&node.label, NAME);
    if node.weight > 1 {
        format!("{name} · {}", node.weight)
    } else {
        name
    }
}

fn strongest(plan: &Plan) -> Vec<&Edge> {
    let mut edges: Vec<&Edge> = plan.edges.iter().filter(|edge| edge.from != edge.to).collect();
    edges.sort_by_key(|edge| (std::cmp::Reverse(edge.weight), edge.from, edge.to));
    edges.truncate(plan.edges_shown);
    edges
}

/// From the lower edge of the upper box to the upper edge of the lower one; within a row, below it.
fn curve(writer: &mut Writer, edge: Edge, from: Place, to: Place, x: &dyn Fn(f64) -> f64) {
    let middle = |place: Place| x(place.x + place.wide / 2.0);
    let (start, end) = (middle(from), middle(to));
    let path = if (from.y - to.y).abs() < 1.0 {
        let y = from.y + BOX;
        format!(
            "M{} {y} Q{} {} {} {y}",
            number(start),
            number((start + end) / 2.0),
            number(y + 14.0),
            number(end)
        )
    } else {
        let (y1, y2) = if from.y < to.y {
            (from.y + BOX, to.y)
        } else {
            (from.y, to.y + BOX)
        };
        let half = number((y1 + y2) / 2.0);
        let (a, b) = (number(start), number(end));
        format!("M{a} {} C{a} {half} {b} {half} {b} {}", number(y1), number(y2))
    };
    let strength = match edge.weight {
        0..=2 => "w1",
        3..=9 => "w2",
        _ => "w3",
    };
    let dashed = if edge.dashed { " dashed" } else { "" };
    let class = format!("edge {strength}{dashed}");
    let (a, b) = (edge.from.to_string(), edge.to.to_string());
    writer.leaf(
        "path",
        &[("class", &class), ("d", &path), ("data-a", &a), ("data-b", &b)],
    );
}

fn node_box(writer: &mut Writer, n: usize, node: &Node, place: Place, x: &dyn Fn(f64) -> f64) {
    let left = x(place.x).min(x(place.x + place.wide));
    let class = format!("chip {}", node.class);
    writer.open("a", &[("href", &node.href), ("data-n", &n.to_string())]);
    writer.text("title", &[], &node.title);
    let size = [number(left), number(place.y), number(place.wide), number(BOX)];
    let [x, y, wide, high] = &size;
    writer.leaf(
        "rect",
        &[
            ("class", &class),
            ("x", x),
            ("y", y),
            ("width", wide),
            ("height", high),
            ("rx", "4"),
        ],
    );
    let middle = number(left + place.wide / 2.0);
    let base = number(place.y + 15.0);
    writer.text(
        "text",
        &[("x", &middle), ("y", &base), ("text-anchor", "middle")],
        &shown(node),
    );
    writer.close("a");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(count: usize) -> Plan {
        let node = |n: usize| Node {
            label: format!("A/RES/{}/{n}", 50 + n % 30),
            title: String::new(),
            href: "/".to_owned(),
            row: (1995 + n % 30).to_string(),
            weight: n % 90,
            class: if n == 0 { "focus" } else { "doc" },
        };
        let edge = |n: usize| Edge {
            from: n,
            to: 0,
            weight: n,
            dashed: false,
        };
        Plan {
            nodes: (0..count).map(node).collect(),
            edges: (1..count).map(edge).collect(),
            edges_shown: 200,
        }
    }

    /// Catches: boxes over each other or beyond the picture, at ten and at five hundred things, on both screens.
    #[test]
    fn no_box_covers_another() {
        for (count, across) in [(10, WIDE), (10, NARROW), (500, WIDE), (500, NARROW)] {
            let plan = plan(count);
            let (places, rows, high) = layout(&plan, across);
            assert_eq!(rows.len(), count.min(30));
            for (i, a) in places.iter().enumerate() {
                assert!(
                    a.x >= HEAD && a.x + a.wide <= across && a.y + BOX <= high,
                    "{count} on {across}: {i}"
                );
                for b in places.iter().skip(i + 1) {
                    let apart = a.x + a.wide <= b.x || b.x + b.wide <= a.x || (a.y - b.y).abs() >= BOX;
                    assert!(apart, "{count} on {across}: {i}");
                }
            }
        }
        assert_eq!(strongest(&plan(500)).len(), 200);
    }
}
