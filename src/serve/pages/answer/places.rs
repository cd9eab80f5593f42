//! Rows with degrees, or with things that have a place, on a map.

use super::{Column, degrees, named, table};
use crate::graph::vocabulary::{geo, wsis};
use crate::query::Answer;
use crate::serve::lookup::{targets, texts};
use crate::serve::pages::svg;
use crate::serve::respond::Shell;
use crate::serve::view::Viewer;
use oxigraph::model::{NamedNode, Term};

/// Most rows on a map.
const MAX_ROWS: usize = 1_000;
/// Rows that are looked at to know whether there are places.
const PROBE: usize = 25;
const LAT: [&str; 2] = ["lat", "latitude"];
const LONG: [&str; 4] = ["long", "lon", "lng", "longitude"];

/// Whether some of the first rows have a place.
#[must_use]
pub(super) fn fits(answer: &Answer, viewer: &Viewer<'_>) -> bool {
    !spots(answer, viewer, PROBE).is_empty()
}

/// The map, and how many rows are on it.
#[must_use]
pub(super) fn draw(answer: &Answer, viewer: &Viewer<'_>, shell: &Shell) -> Option<String> {
    let spots = spots(answer, viewer, MAX_ROWS);
    let description = shell.fill("query-map-desc", &[("n", &spots.len())]);
    let caption = svg::Caption {
        id: "map",
        title: shell.say("query-view-map"),
        description: &description,
        rtl: false,
    };
    (!spots.is_empty()).then(|| svg::map(&caption, &spots))
}

fn spots(answer: &Answer, viewer: &Viewer<'_>, most: usize) -> Vec<svg::Spot> {
    let columns = table(answer, most);
    let find = |names: &[&str]| {
        columns
            .iter()
            .find(|column| names.contains(&column.name.to_ascii_lowercase().as_str()))
    };
    let labels = || {
        columns
            .iter()
            .find(|column| !LAT.contains(&column.name) && !LONG.contains(&column.name))
    };
    if let (Some(lat), Some(long)) = (find(&LAT), find(&LONG)) {
        let rows = 0..lat.values.len();
        return rows
            .filter_map(|row| given(viewer, labels(), (lat, long), row))
            .filter(svg::Spot::is_on_earth)
            .collect();
    }
    let Some(things) = columns.iter().find(|column| column.is_thing()) else {
        return Vec::new();
    };
    let spot = |term: &Option<&Term>| match term {
        Some(Term::NamedNode(thing)) => looked_up(viewer, thing),
        _ => None,
    };
    things
        .values
        .iter()
        .filter_map(spot)
        .filter(svg::Spot::is_on_earth)
        .collect()
}

fn given(
    viewer: &Viewer<'_>,
    labels: Option<&Column<'_>>,
    (lat, long): (&Column<'_>, &Column<'_>),
    row: usize,
) -> Option<svg::Spot> {
    let value = |column: &Column<'_>| match column.values.get(row)? {
        Some(Term::Literal(literal)) => degrees(literal),
        _ => None,
    };
    let term = labels.and_then(|column| column.values.get(row).copied().flatten());
    let (label, _, href) = term.map(|term| named(viewer, term)).unwrap_or_default();
    Some(svg::Spot {
        label,
        href,
        lat: value(lat)?,
        long: value(long)?,
    })
}

/// The degrees of a thing or of its place.
fn looked_up(viewer: &Viewer<'_>, thing: &NamedNode) -> Option<svg::Spot> {
    let store = viewer.store;
    let places = std::iter::once(thing.clone()).chain(targets(store, thing.as_ref(), wsis::PLACE));
    places.into_iter().find_map(|place| {
        let value = |property| texts(store, place.as_ref(), property).first()?.text.parse().ok();
        let known = viewer.node(thing.as_ref());
        Some(svg::Spot {
            label: known.words.text,
            href: known.href,
            lat: value(geo::LAT)?,
            long: value(geo::LONG)?,
        })
    })
}
