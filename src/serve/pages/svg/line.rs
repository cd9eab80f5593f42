//! Lines of values over a number or a date.

use super::write::Writer;
use super::{Caption, STYLES, ceiling, number, percent};

/// Where the field of the lines lies: shares of the width, pixels of the height.
const LEFT: f64 = 0.11;
const RIGHT: f64 = 0.97;
const TOP: f64 = 10.0;
const HIGH: f64 = 200.0;
/// Longest lines whose points are marked.
const MAX_MARKED: usize = 60;

/// One line.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Series {
    /// What it stands for.
    pub name: String,
    /// Its points, by their first coordinate.
    pub points: Vec<(f64, f64)>,
}

/// The lines in one field. `across` writes a value of the horizontal axis.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one picture, drawn from top to bottom")]
pub(in crate::serve) fn line(
    caption: &Caption<'_>,
    all: &[Series],
    across: &dyn Fn(f64) -> String,
) -> String {
    let points = || all.iter().flat_map(|series| &series.points);
    let least = points().map(|(x, _)| *x).fold(f64::INFINITY, f64::min);
    let most = points().map(|(x, _)| *x).fold(f64::NEG_INFINITY, f64::max);
    let lowest = points().map(|(_, y)| *y).fold(0.0, f64::min);
    let highest = ceiling(points().map(|(_, y)| *y).fold(0.0, f64::max));
    let floor = if lowest < 0.0 { -ceiling(-lowest) } else { 0.0 };
    let span = if most > least { most - least } else { 1.0 };
    let x = |value: f64| (value - least) / span;
    let y = |value: f64| (highest - value) / (highest - floor);
    let mut writer = Writer::default();
    caption.open(&mut writer, "lines", &[("width", "100%"), ("height", "240")]);
    for share in [0.0, 0.5, 1.0] {
        let value = highest - (highest - floor) * share;
        let at = number(TOP + HIGH * share);
        writer.leaf(
            "line",
            &[
                ("class", "grid"),
                ("x1", &percent(LEFT)),
                ("x2", &percent(RIGHT)),
                ("y1", &at),
                ("y2", &at),
            ],
        );
        let base = number(TOP + HIGH * share + 4.0);
        writer.text(
            "text",
            &[
                ("x", &percent(LEFT - 0.01)),
                ("y", &base),
                ("text-anchor", "end"),
                ("direction", "ltr"),
            ],
            &number(value),
        );
    }
    for (share, anchor) in [(0.0, "start"), (0.5, "middle"), (1.0, "end")] {
        let at = percent(LEFT + (RIGHT - LEFT) * share);
        writer.text(
            "text",
            &[
                ("x", &at),
                ("y", "230"),
                ("text-anchor", anchor),
                ("direction", "ltr"),
            ],
            &across(least + span * share),
        );
    }
    for (n, series) in all.iter().enumerate() {
        let class = format!("l{}", n % STYLES);
        let path: Vec<String> = series
            .points
            .iter()
            .map(|(a, b)| format!("{},{}", number(x(*a) * 1000.0), number(y(*b) * 1000.0)))
            .collect();
        let field = [("x", percent(LEFT)), ("width", percent(RIGHT - LEFT))];
        let [(_, left), (_, width)] = &field;
        writer.open(
            "svg",
            &[
                ("x", left),
                ("width", width),
                ("y", &number(TOP)),
                ("height", &number(HIGH)),
                ("viewBox", "0 0 1000 1000"),
                ("preserveAspectRatio", "none"),
                ("overflow", "visible"),
            ],
        );
        writer.open(
            "polyline",
            &[
                ("class", &class),
                ("points", &path.join(" ")),
                ("vector-effect", "non-scaling-stroke"),
            ],
        );
        writer.text("title", &[], &series.name);
        writer.close("polyline");
        writer.close("svg");
        if series.points.len() <= MAX_MARKED {
            for (a, b) in &series.points {
                let cx = percent(LEFT + (RIGHT - LEFT) * x(*a));
                let cy = number(TOP + HIGH * y(*b));
                writer.open(
                    "circle",
                    &[("class", &class), ("cx", &cx), ("cy", &cy), ("r", "3.5")],
                );
                writer.text(
                    "title",
                    &[],
                    &format!("{}: {} {}", across(*a), number(*b), series.name),
                );
                writer.close("circle");
            }
        }
    }
    writer.close("svg");
    writer.finish()
}
