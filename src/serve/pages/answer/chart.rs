//! Rows with a number as bars; with a year, as columns; with another number, as a line.

use super::{Column, named, number, table, year};
use crate::query::Answer;
use crate::serve::pages::svg;
use crate::serve::respond::Shell;
use crate::serve::view::Viewer;
use oxigraph::model::Term;
use std::collections::BTreeMap;

/// Most rows of a chart.
const MAX_ROWS: usize = 2_000;
/// Most bars.
const MAX_BARS: usize = 60;
/// Most kinds of parts in a column; there are no more styles.
const MAX_SERIES: usize = 10;
/// Longest row of years.
const MAX_YEARS: i32 = 120;

/// What stands on which axis.
struct Axes<'a> {
    across: Column<'a>,
    parts: Option<Column<'a>>,
    value: Column<'a>,
}

/// Whether there is a number and something to tell the numbers apart.
#[must_use]
pub(super) fn fits(answer: &Answer) -> bool {
    axes(answer).is_some()
}

/// The chart.
#[must_use]
pub(super) fn draw(answer: &Answer, viewer: &Viewer<'_>, shell: &Shell) -> Option<String> {
    let axes = axes(answer)?;
    let title = format!("{} · {}", axes.value.name, axes.across.name);
    let caption = svg::Caption {
        id: "chart",
        title: &title,
        description: shell.say("query-chart-desc"),
        rtl: shell.dir == "rtl",
    };
    if axes.across.is_time()
        && let Some(years) = by_year(&axes, viewer)
    {
        return Some(years.draw(&caption));
    }
    if axes.across.is_number() {
        return Some(lines(&axes, &caption));
    }
    Some(bars(&axes, viewer))
}

/// The value is the first column of numbers that is not the first column of all, unless that is the only one.
fn axes(answer: &Answer) -> Option<Axes<'_>> {
    let mut columns = table(answer, MAX_ROWS);
    let value = columns
        .iter()
        .enumerate()
        .skip(1)
        .find(|(_, column)| column.is_number() && !looks_like_time(column));
    let (at, _) = value?;
    let value = columns.remove(at);
    let time = columns.iter().position(Column::is_time);
    let across = columns.remove(time.unwrap_or(0));
    let parts = columns.into_iter().find(|column| {
        time.is_some()
            && !column.is_number()
            && !column.is_time()
            && distinct(column) <= MAX_SERIES
            && distinct(column) > 1
    });
    Some(Axes { across, parts, value })
}

/// Years are often whole numbers.
fn looks_like_time(column: &Column<'_>) -> bool {
    column.is_time() && column.name.to_ascii_lowercase().contains("year")
}

fn distinct(column: &Column<'_>) -> usize {
    let mut values: Vec<String> = column.values.iter().flatten().map(ToString::to_string).collect();
    values.sort();
    values.dedup();
    values.len()
}

fn bars(axes: &Axes<'_>, viewer: &Viewer<'_>) -> String {
    let rows: Vec<svg::Bar> = axes
        .across
        .values
        .iter()
        .zip(&axes.value.values)
        .filter_map(|(label, value)| {
            let value = number((*value)?)?;
            let (label, lang, href) = named(viewer, (*label)?);
            Some(svg::Bar {
                label,
                lang,
                value,
                shown: svg::number(value),
                href,
            })
        })
        .take(MAX_BARS)
        .collect();
    svg::bars(&rows)
}

fn lines(axes: &Axes<'_>, caption: &svg::Caption<'_>) -> String {
    let pairs = axes.across.values.iter().zip(&axes.value.values);
    let mut points: Vec<(f64, f64)> = pairs
        .filter_map(|(x, y)| Some((number((*x)?)?, number((*y)?)?)))
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let series = svg::Series {
        name: axes.value.name.to_owned(),
        points,
    };
    svg::line(caption, &[series], &svg::number)
}

/// Sums by year and part.
struct Years {
    first: i32,
    last: i32,
    series: Vec<String>,
    sums: BTreeMap<(i32, usize), f64>,
}

fn by_year(axes: &Axes<'_>, viewer: &Viewer<'_>) -> Option<Years> {
    let mut years = Years {
        first: i32::MAX,
        last: i32::MIN,
        series: Vec::new(),
        sums: BTreeMap::new(),
    };
    for (n, (time, value)) in axes.across.values.iter().zip(&axes.value.values).enumerate() {
        let (Some(year), Some(value)) = (time.and_then(year), value.and_then(number)) else {
            continue;
        };
        let part = axes
            .parts
            .as_ref()
            .and_then(|column| column.values.get(n).copied().flatten());
        let part = years.part(part, axes.value.name, viewer);
        years.first = years.first.min(year);
        years.last = years.last.max(year);
        *years.sums.entry((year, part)).or_default() += value;
    }
    (years.first <= years.last && years.last - years.first < MAX_YEARS).then_some(years)
}

impl Years {
    fn part(&mut self, term: Option<&Term>, otherwise: &str, viewer: &Viewer<'_>) -> usize {
        let name = term.map_or_else(|| otherwise.to_owned(), |term| named(viewer, term).0);
        self.series
            .iter()
            .position(|known| *known == name)
            .unwrap_or_else(|| {
                self.series.push(name);
                self.series.len() - 1
            })
    }

    fn draw(&self, caption: &svg::Caption<'_>) -> String {
        let columns: Vec<svg::Column> = (self.first..=self.last)
            .map(|year| svg::Column {
                label: year.to_string(),
                parts: self
                    .sums
                    .range((year, 0)..(year + 1, 0))
                    .map(|((_, part), sum)| (*part, *sum))
                    .collect(),
                href: None,
                tick: tick(year, self.last - self.first),
            })
            .collect();
        svg::columns(caption, &columns, &self.series)
    }
}

/// Which years are named below the columns: few enough for a small screen.
#[must_use]
pub(in crate::serve) fn tick(year: i32, span: i32) -> bool {
    let step = match span {
        ..=6 => 1,
        7..=34 => 5,
        35..=70 => 10,
        _ => 20,
    };
    year % step == 0
}
