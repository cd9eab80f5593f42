//! Columns side by side, each perhaps of several parts: years and what happened in them.

use super::write::Writer;
use super::{Caption, STYLES, ceiling, number, percent};

/// Height of the columns and of the whole picture, in pixels.
const HIGH: f64 = 180.0;
const TOTAL: &str = "216";
/// Where the columns begin and how wide all are together, as shares of the width.
const BEGIN: f64 = 0.12;
const WIDE: f64 = 0.83;

/// One column.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Column {
    /// What it stands for.
    pub label: String,
    /// Its parts from below: number of the series, value.
    pub parts: Vec<(usize, f64)>,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether its label stands below it; others are told when pointed at.
    pub tick: bool,
}

impl Column {
    fn total(&self) -> f64 {
        self.parts.iter().map(|(_, value)| value.max(0.0)).sum()
    }

    /// What is read when one points at it.
    fn says(&self, series: &[String]) -> String {
        let parts = self.parts.iter().filter_map(|(n, value)| {
            let name = series.get(*n).filter(|_| series.len() > 1)?;
            Some(format!("{name} {}", number(*value)))
        });
        let parts: Vec<String> = parts.collect();
        let total = number(self.total());
        if parts.is_empty() {
            format!("{}: {total}", self.label)
        } else {
            format!("{}: {total} ({})", self.label, parts.join(", "))
        }
    }
}

/// The columns in their order, with an axis of values, and a legend where there are several series.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one picture, drawn from top to bottom")]
pub(in crate::serve) fn columns(caption: &Caption<'_>, all: &[Column], series: &[String]) -> String {
    let top = ceiling(all.iter().map(Column::total).fold(0.0, f64::max));
    let step = WIDE / (all.len().max(1) as f64);
    let place = |from_start: f64, width: f64| {
        if caption.rtl {
            1.0 - from_start - width
        } else {
            from_start
        }
    };
    let mut writer = Writer::default();
    if series.len() > 1 {
        legend(&mut writer, series);
    }
    caption.open(&mut writer, "columns", &[("width", "100%"), ("height", TOTAL)]);
    axis(&mut writer, caption, top);
    for (i, column) in all.iter().enumerate() {
        let start = BEGIN + step * i as f64;
        let linked = writer.link(column.href.as_deref(), &[]);
        writer.open("g", &[]);
        writer.text("title", &[], &column.says(series));
        // Something to point at where a column is low.
        let across = percent(step);
        let begin = percent(place(start, step));
        let high = number(HIGH + 10.0);
        writer.leaf(
            "rect",
            &[
                ("class", "hit"),
                ("x", &begin),
                ("width", &across),
                ("y", "0"),
                ("height", &high),
            ],
        );
        let mut below = HIGH + 10.0;
        for (n, value) in &column.parts {
            let height = value.max(0.0) / top * HIGH;
            below -= height;
            let class = format!("s{}", n % STYLES);
            let x = percent(place(start + step * 0.1, step * 0.8));
            let size = [percent(step * 0.8), number(below), number(height)];
            let [width, y, height] = &size;
            writer.leaf(
                "rect",
                &[
                    ("class", &class),
                    ("x", &x),
                    ("width", width),
                    ("y", y),
                    ("height", height),
                ],
            );
        }
        if column.tick {
            let middle = percent(place(start + step / 2.0, 0.0));
            writer.text(
                "text",
                &[("x", &middle), ("y", "208"), ("text-anchor", "middle")],
                &column.label,
            );
        }
        writer.close("g");
        if linked {
            writer.close("a");
        }
    }
    writer.close("svg");
    writer.finish()
}

fn legend(writer: &mut Writer, series: &[String]) {
    writer.open("ul", &[("class", "legend")]);
    for (n, name) in series.iter().enumerate() {
        writer.open("li", &[]);
        let class = format!("s{}", n % STYLES);
        writer.open(
            "svg",
            &[("width", "12"), ("height", "12"), ("aria-hidden", "true")],
        );
        writer.leaf(
            "rect",
            &[("class", &class), ("width", "12"), ("height", "12"), ("rx", "2")],
        );
        writer.close("svg");
        writer.text("span", &[], name);
        writer.close("li");
    }
    writer.close("ul");
}

fn axis(writer: &mut Writer, caption: &Caption<'_>, top: f64) {
    for quarter in [0.0, 0.5, 1.0] {
        let y = number(HIGH + 10.0 - HIGH * quarter);
        let (from, to) = if caption.rtl {
            (1.0 - BEGIN - WIDE, 1.0 - BEGIN)
        } else {
            (BEGIN, BEGIN + WIDE)
        };
        let (x1, x2) = (percent(from), percent(to));
        writer.leaf(
            "line",
            &[
                ("class", "grid"),
                ("x1", &x1),
                ("x2", &x2),
                ("y1", &y),
                ("y2", &y),
            ],
        );
        let x = percent(if caption.rtl {
            1.0 - BEGIN + 0.01
        } else {
            BEGIN - 0.01
        });
        // Digits run from left to right everywhere.
        let anchor = if caption.rtl { "start" } else { "end" };
        let base = number(HIGH + 14.0 - HIGH * quarter);
        let attributes = [
            ("x", x.as_str()),
            ("y", &base),
            ("text-anchor", anchor),
            ("direction", "ltr"),
        ];
        writer.text("text", &attributes, &number(top * quarter));
    }
}
