//! Places on a map of the world, drawn without anybody's tiles.
//!
//! `land.txt` holds the outlines of the land, one a line, as pairs of half degrees east of 180° W and south of
//! 90° N: Natural Earth at 1:110 million (public domain, <https://www.naturalearthdata.com>), thinned to 850
//! points. It shows where land is and says nothing of states and borders.

use super::write::Writer;
use super::{Caption, number};

const LAND: &str = include_str!("land.txt");
/// Half degrees across and down; the map ends at 60° S.
const WIDE: f64 = 720.0;
const HIGH: f64 = 300.0;
/// Least height of what is shown, in half degrees.
const LEAST: f64 = 120.0;

/// A place.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Spot {
    /// Its name.
    pub label: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub long: f64,
}

impl Spot {
    /// Whether the degrees are some (WGS 84).
    #[must_use]
    pub(in crate::serve) fn is_on_earth(&self) -> bool {
        (-90.0..=90.0).contains(&self.lat) && (-180.0..=180.0).contains(&self.long)
    }

    fn place(&self) -> (f64, f64) {
        ((self.long + 180.0) * 2.0, (90.0 - self.lat) * 2.0)
    }
}

/// The part of the world in which all places are, with some room around; each place as a dot with its name.
#[must_use]
pub(in crate::serve) fn map(caption: &Caption<'_>, spots: &[Spot]) -> String {
    let places: Vec<(f64, f64)> = spots.iter().map(Spot::place).collect();
    let (left, top, wide, high) = frame(&places);
    let view = [left, top, wide, high].map(number).join(" ");
    let mut writer = Writer::default();
    caption.open(
        &mut writer,
        "map",
        &[
            ("viewBox", &view),
            ("width", "100%"),
            ("preserveAspectRatio", "xMidYMid meet"),
        ],
    );
    for outline in LAND.lines() {
        writer.leaf("polygon", &[("class", "land"), ("points", outline)]);
    }
    let radius = number(wide / 130.0);
    for (spot, (x, y)) in spots.iter().zip(&places) {
        let linked = writer.link(spot.href.as_deref(), &[]);
        writer.open(
            "circle",
            &[
                ("class", "spot"),
                ("cx", &number(*x)),
                ("cy", &number(*y)),
                ("r", &radius),
            ],
        );
        writer.text("title", &[], &spot.label);
        writer.close("circle");
        if linked {
            writer.close("a");
        }
    }
    writer.close("svg");
    writer.finish()
}

/// Left, top, width and height in half degrees, twice as wide as high at least.
fn frame(places: &[(f64, f64)]) -> (f64, f64, f64, f64) {
    let of = |pick: fn(&(f64, f64)) -> f64| {
        let least = places.iter().map(pick).fold(f64::INFINITY, f64::min);
        let most = places.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
        (least, most)
    };
    if places.is_empty() {
        return (0.0, 0.0, WIDE, HIGH);
    }
    let ((west, east), (north, south)) = (of(|place| place.0), of(|place| place.1));
    let high = ((south - north) * 1.3)
        .max((east - west) * 1.15 / 2.4)
        .clamp(LEAST, HIGH);
    let wide = (high * 2.4).min(WIDE);
    let left = ((west + east - wide) / 2.0).clamp(0.0, WIDE - wide);
    let top = ((north + south - high) / 2.0).clamp(0.0, (360.0 - high).max(0.0));
    (left, top, wide, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: places outside what is shown, swapped degrees, an outline that crosses the map where the date changes.
    #[test]
    fn every_place_is_within_the_frame() {
        let cities = [
            ("Geneva", 46.2, 6.1),
            ("Tunis", 36.8, 10.2),
            ("New York", 40.7, -74.0),
            ("Suva", -18.1, 178.4),
        ];
        for count in 1..=cities.len() {
            let spots: Vec<Spot> = cities[..count]
                .iter()
                .map(|(name, lat, long)| Spot {
                    label: (*name).to_owned(),
                    href: None,
                    lat: *lat,
                    long: *long,
                })
                .collect();
            let places: Vec<_> = spots.iter().map(Spot::place).collect();
            let (left, top, wide, high) = frame(&places);
            for (x, y) in places {
                assert!(
                    x >= left && x <= left + wide && y >= top && y <= top + high,
                    "{count}"
                );
            }
        }
        for outline in LAND.lines() {
            let xs: Vec<f64> = outline
                .split([' ', ','])
                .step_by(2)
                .map(|x| x.parse().unwrap())
                .collect();
            assert!(
                xs.windows(2).all(|pair| (pair[1] - pair[0]).abs() < 360.0),
                "{outline}"
            );
        }
    }
}
