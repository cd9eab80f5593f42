//! Bars with names: a list whose bars are drawn, so that long names wrap and screen readers read a list.

use super::percent;
use super::write::Writer;

/// One bar.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Bar {
    /// What it stands for.
    pub label: String,
    /// The language of the label; empty where it has none.
    pub lang: String,
    /// How long it is.
    pub value: f64,
    /// The value as people read it.
    pub shown: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// The bars from top to bottom; the longest fills the width. Negative values have no bar, only their number.
#[must_use]
pub(in crate::serve) fn bars(rows: &[Bar]) -> String {
    let longest = rows.iter().map(|row| row.value).fold(0.0, f64::max);
    let mut writer = Writer::default();
    writer.open("ol", &[("class", "bars")]);
    for row in rows {
        writer.open("li", &[]);
        let lang: &[(&str, &str)] = if row.lang.is_empty() {
            &[]
        } else {
            &[("lang", &row.lang)]
        };
        let linked = writer.link(row.href.as_deref(), &[]);
        writer.text("bdi", lang, &row.label);
        if linked {
            writer.close("a");
        }
        writer.text("b", &[], &row.shown);
        let share = if longest > 0.0 { row.value / longest } else { 0.0 };
        writer.open(
            "svg",
            &[
                ("class", "bar"),
                ("aria-hidden", "true"),
                ("width", "100%"),
                ("height", "8"),
            ],
        );
        writer.leaf(
            "rect",
            &[
                ("class", "s0"),
                ("width", &percent(share)),
                ("height", "8"),
                ("rx", "2"),
            ],
        );
        writer.close("svg");
        writer.close("li");
    }
    writer.close("ol");
    writer.finish()
}
