//! Pages of invented text, in the ways the ITU's pages are written.

use super::read;
use crate::corpus::reading::{ProvisionKind, Reading};

const PAGE: &str = r##"<!DOCTYPE html><html lang="en"><head><title>Kite Summit</title><style>p {}</style></head><body>
<nav><a href="/">Home</a> <a href="/x">Documents</a></nav>
<table width="100%"><tr><td>
<p>Document WSIS-03/GENEVA/DOC/94-E<br>12 December 2003</p>
<p>Original: English</p>
<h1>Declaration of Kites</h1>
<h2>A. Our common sky</h2>
<p>1. We, the fliers, declare our wish.<sup><a href="#_ftn1" name="_ftnref1">[1]</a></sup></p>
<p>2. We are <i>sure</i>
of the wind, see <a href="https://docs.un.org/en/A/RES/55/2">the Declaration</a>:</p>
<ol type="a"><li>in spring;</li><li value="3">in autumn.</li></ol>
<p><b>B. Strings</b></p>
<ol start="3"><li>Strings are long.</li></ol>
<div style="display: none">print version</div>
<table border="1"><tr><th>Kite</th><th>Height</th></tr><tr><td>Red</td><td>30 m</td></tr></table>
4. Knots hold.<br><br>5. Tails wave.
<hr><div id="ftn1"><p><a name="_ftn1" href="#_ftnref1">[1]</a> As told in the first song.</p></div>
</td></tr></table>
<script>var a = "6. We track.";</script>
<footer>Contact us</footer></body></html>"##;

fn one(page: &str) -> Reading {
    read(page.as_bytes()).unwrap().remove(0)
}

fn text<'r>(reading: &'r Reading, path: &str) -> &'r str {
    let found = reading.provisions.iter().find(|p| p.path == path);
    found.map_or_else(
        || panic!("no {path}: {:#?}", reading.provisions),
        |p| p.text.as_str(),
    )
}

#[test]
fn paragraphs_lists_notes_and_tables_are_read_and_furniture_is_not() {
    let reading = one(PAGE);
    assert_eq!(reading.symbol.as_str(), "WSIS-03/GENEVA/DOC/94");
    assert_eq!(text(&reading, "para/1"), "We, the fliers, declare our wish.");
    assert_eq!(
        text(&reading, "para/2"),
        "We are sure of the wind, see the Declaration:"
    );
    assert_eq!(text(&reading, "para/2/a"), "in spring;");
    assert_eq!(text(&reading, "para/2/c"), "in autumn.");
    assert_eq!(text(&reading, "para/4"), "Knots hold.");
    assert_eq!(text(&reading, "para/5"), "Tails wave.");
    assert_eq!(text(&reading, "fn/1"), "As told in the first song.");
    assert!(text(&reading, "para/3").starts_with("Strings are long."));
    let all: String = reading
        .provisions
        .iter()
        .map(|p| format!("{}\n", p.text))
        .collect();
    assert!(all.contains("Red | 30 m"));
    for furniture in ["Home", "track", "Contact", "print version", "[1]"] {
        assert!(!all.contains(furniture), "{furniture}");
    }
    let sections = reading
        .provisions
        .iter()
        .filter(|p| p.kind == ProvisionKind::Section);
    assert_eq!(sections.count(), 2, "{all}");
    assert_eq!(
        reading
            .provisions
            .iter()
            .filter(|p| p.text.contains("first song"))
            .count(),
        1
    );
}

#[test]
fn pages_without_text_and_hostile_ones_are_told() {
    let viewer = "<html><title>A/RES/99/1</title><body><iframe src='x.pdf'></iframe></body></html>";
    assert!(
        read(viewer.as_bytes())
            .unwrap_err()
            .message
            .contains("without holding it")
    );
    let deep = format!("<html><body>{}x", "<div>".repeat(5000));
    assert!(read(deep.as_bytes()).unwrap_err().message.contains("nested"));
    let nobody = "<html><body><p>The General Assembly,</p><p>1. Asks all kites to fly.</p></body></html>";
    assert!(read(nobody.as_bytes()).unwrap_err().message.contains("symbol"));
    let list = "<p>WSIS-03/GENEVA/DOC/94-E</p><p>We wish you well on this fine day</p><ol type=i start=4294967295><li>a<li>b</ol>";
    assert!(read(list.as_bytes()).is_ok(), "a wild start is only a number");
}

#[test]
fn no_damage_makes_the_reader_panic() {
    let mut random = fastrand::Rng::with_seed(9);
    for _ in 0..500 {
        let mut bytes = PAGE.as_bytes().to_vec();
        for _ in 0..random.usize(1..8) {
            let from = random.usize(..bytes.len());
            let to = (from + random.usize(1..30)).min(bytes.len());
            match random.bool() {
                true => drop(bytes.drain(from..to)),
                false => bytes[from] = random.u8(..),
            }
        }
        // Any answer will do, but there must be one.
        let _ = read(&bytes);
    }
}
