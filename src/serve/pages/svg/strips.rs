//! Rows of cells: who, and how much in which year. A list again, for the names.

use super::percent;
use super::write::Writer;

/// How many shades there are beside "nothing".
const SHADES: usize = 5;

/// One row.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Strip {
    /// Whose row it is.
    pub label: String,
    /// The language of the label; empty where it has none.
    pub lang: String,
    /// Where it leads.
    pub href: Option<String>,
    /// The sum of the row.
    pub total: u64,
    /// The cells from the first to the last.
    pub cells: Vec<u64>,
}

/// The rows, with shades that grow with the number by doubling steps; `heads` names the cells of every row.
#[must_use]
pub(in crate::serve) fn strips(rows: &[Strip], heads: &[String]) -> String {
    let most = rows
        .iter()
        .flat_map(|row| &row.cells)
        .copied()
        .max()
        .unwrap_or_default();
    let mut writer = Writer::default();
    if let [first, .., last] = heads {
        writer.open("p", &[("class", "scale"), ("aria-hidden", "true")]);
        writer.text("span", &[], first);
        writer.text("span", &[], last);
        writer.close("p");
    }
    writer.open("ol", &[("class", "bars strips")]);
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
        writer.text("b", &[], &row.total.to_string());
        cells(&mut writer, row, heads, most);
        writer.close("li");
    }
    writer.close("ol");
    writer.finish()
}

fn cells(writer: &mut Writer, row: &Strip, heads: &[String], most: u64) {
    let step = 1.0 / (heads.len().max(1) as f64);
    writer.open(
        "svg",
        &[
            ("class", "strip"),
            ("aria-hidden", "true"),
            ("width", "100%"),
            ("height", "18"),
        ],
    );
    for (i, (count, head)) in row.cells.iter().zip(heads).enumerate() {
        let class = format!("h{}", shade(*count, most));
        let x = percent(step * i as f64);
        writer.open(
            "rect",
            &[
                ("class", &class),
                ("x", &x),
                ("width", &percent(step * 0.92)),
                ("height", "18"),
            ],
        );
        if *count > 0 {
            writer.text("title", &[], &format!("{head}: {count}"));
        }
        writer.close("rect");
    }
    writer.close("svg");
}

/// 0 for nothing, else 1 to 5: each shade holds twice or more of the one before.
fn shade(count: u64, most: u64) -> usize {
    if count == 0 {
        return 0;
    }
    let share = (count as f64).ln_1p() / (most.max(1) as f64).ln_1p();
    ((share * SHADES as f64).ceil() as usize).clamp(1, SHADES)
}

#[cfg(test)]
mod tests {
    /// Catches: a small number drawn as nothing, the largest without the darkest shade.
    #[test]
    fn shades_go_from_one_to_five() {
        assert_eq!(super::shade(0, 500), 0);
        assert_eq!(super::shade(1, 500), 1);
        assert_eq!(super::shade(500, 500), 5);
        assert_eq!(super::shade(1, 1), 5);
    }
}
