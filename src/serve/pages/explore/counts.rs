//! Bars, columns and strips of the overview.

use super::Picture;
use super::web::Web;
use crate::graph::vocabulary::wsis;
use crate::serve::iri::{decode, id_path, link_path};
use crate::serve::lookup::{label_in, pointing_to, subject};
use crate::serve::pages::answer::tick;
use crate::serve::pages::svg::{self, Bar, Caption, Column, Strip};
use crate::serve::respond::Shell;
use crate::serve::view::Viewer;
use oxigraph::model::NamedNode;
use std::collections::{BTreeMap, BTreeSet};

/// How many bars a picture has.
const BARS: usize = 15;
/// The first year of a picture: the process began in 1998, texts it cites are older.
const FIRST: i32 = 1998;

/// The documents that most paragraphs of other documents cite.
pub(super) fn cited(web: &Web, viewer: &Viewer<'_>, shell: &Shell) -> Option<Picture> {
    let mut parts: BTreeMap<usize, BTreeSet<&NamedNode>> = BTreeMap::new();
    for link in web
        .links
        .iter()
        .filter(|link| !link.reuse && link.from != link.to)
    {
        parts.entry(link.to).or_default().insert(&link.part);
    }
    let rows = top(parts.iter().map(|(doc, parts)| (*doc, parts.len())).collect());
    let bar = |(doc, count): (usize, usize)| {
        let doc = web.docs.get(doc)?;
        let title = label_in(viewer.store, doc.iri.as_ref(), shell.language);
        let label = match (title.text == doc.label, carried(viewer, shell, &doc.iri)) {
            (false, _) => format!("{} – {}", doc.label, title.text),
            (true, Some(carried)) => format!("{} – {carried}", doc.label),
            (true, None) => title.text,
        };
        Some(Bar {
            label,
            lang: title.lang,
            value: count as f64,
            shown: count.to_string(),
            href: Some(link(shell, &doc.iri)),
        })
    };
    let bars: Vec<Bar> = rows.into_iter().filter_map(bar).collect();
    let query = "SELECT ?document (COUNT(DISTINCT ?paragraph) AS ?paragraphs) WHERE {\n  ?citation a wsis:Citation ;\n    wsis:cited ?document ;\n    wsis:citingProvision ?paragraph .\n  ?paragraph wsis:inDocument ?citing .\n  FILTER(?citing != ?document)\n}\nGROUP BY ?document\nORDER BY DESC(?paragraphs) ?document\nLIMIT 100\n";
    let words = (
        shell.say("explore-cited").to_owned(),
        shell.say("explore-cited-note").to_owned(),
    );
    (!bars.is_empty()).then(|| Picture::new(shell, "cited", words, svg::bars(&bars), query))
}

/// What a letter without a title of its own carries: the works that it reprints, by their symbols.
fn carried(viewer: &Viewer<'_>, shell: &Shell, letter: &NamedNode) -> Option<String> {
    let works = pointing_to(viewer.store, letter.as_ref(), Some(wsis::REPRODUCED_IN));
    let mut symbols: Vec<String> = works
        .filter_map(|quad| {
            id_path(subject(&quad)?.as_str())?
                .strip_prefix("document/")
                .map(decode)
        })
        .collect();
    symbols.sort();
    symbols.dedup();
    (!symbols.is_empty()).then(|| shell.fill("explore-carries", &[("symbols", &symbols.join(", "))]))
}

/// Mandates by year and force, of all or of those asked of one; `None` where there are none.
pub(super) fn by_year(
    web: &Web,
    viewer: &Viewer<'_>,
    shell: &Shell,
    of: Option<&NamedNode>,
) -> Option<Picture> {
    let mut sums: BTreeMap<(i32, &NamedNode), usize> = BTreeMap::new();
    let (mut all, mut undated) = (0_usize, 0_usize);
    for act in web
        .acts
        .iter()
        .filter(|act| of.is_none_or(|of| act.addressees.contains(of)))
    {
        all += 1;
        match (act.year, &act.force) {
            (Some(year), Some(force)) if year >= FIRST => *sums.entry((year, force)).or_default() += 1,
            _ => undated += 1,
        }
    }
    let first = sums.keys().map(|(year, _)| *year).min()?;
    let last = sums.keys().map(|(year, _)| *year).max()?;
    let mut forces: Vec<&NamedNode> = sums.keys().map(|(_, force)| *force).collect();
    forces.sort();
    forces.dedup();
    let number = |force: &NamedNode| {
        forces
            .iter()
            .position(|known| *known == force)
            .unwrap_or_default()
    };
    let columns: Vec<Column> = (first..=last)
        .map(|year| Column {
            label: year.to_string(),
            parts: sums
                .iter()
                .filter(|((of, _), _)| *of == year)
                .map(|((_, force), count)| (number(force), *count as f64))
                .collect(),
            href: None,
            tick: tick(year, last - first),
        })
        .collect();
    let series: Vec<String> = forces
        .iter()
        .map(|force| label_in(viewer.store, force.as_ref(), shell.language).text)
        .collect();
    let heading = shell.say("explore-mandates").to_owned();
    let note = shell.fill("explore-mandates-note", &[("n", &all), ("undated", &undated)]);
    let caption = Caption {
        id: "mandates",
        title: &heading,
        description: &note,
        rtl: shell.dir == "rtl",
    };
    let svg = svg::columns(&caption, &columns, &series);
    let whom = of.map_or_else(String::new, |of| {
        format!("  ?mandate wsis:addressee <{}> .\n", of.as_str())
    });
    let query = format!(
        "SELECT ?year ?force (COUNT(DISTINCT ?mandate) AS ?mandates) WHERE {{\n{whom}  ?mandate a wsis:Mandate ;\n    wsis:force ?force ;\n    wsis:statedIn ?paragraph .\n  ?paragraph wsis:inDocument ?document .\n  OPTIONAL {{ ?document wsis:adoptedOn ?adopted }}\n  OPTIONAL {{ ?document wsis:issuedOn ?issued }}\n  BIND(SUBSTR(STR(COALESCE(?adopted, ?issued)), 1, 4) AS ?year)\n}}\nGROUP BY ?year ?force\nORDER BY ?year ?force\n"
    );
    Some(Picture::new(
        shell,
        "mandates",
        (heading, note.clone()),
        svg,
        &query,
    ))
}

/// Who was asked how often in which year.
pub(super) fn by_body(web: &Web, viewer: &Viewer<'_>, shell: &Shell) -> Option<Picture> {
    let mut sums: BTreeMap<&NamedNode, BTreeMap<i32, u64>> = BTreeMap::new();
    for act in &web.acts {
        let Some(year) = act.year.filter(|year| *year >= FIRST) else {
            continue;
        };
        for body in &act.addressees {
            *sums.entry(body).or_default().entry(year).or_default() += 1;
        }
    }
    let years = || sums.values().flat_map(BTreeMap::keys).copied();
    let (first, last) = (years().min()?, years().max()?);
    let heads: Vec<String> = (first..=last).map(|year| year.to_string()).collect();
    let mut rows: Vec<Strip> = sums
        .iter()
        .map(|(body, years)| {
            let name = label_in(viewer.store, body.as_ref(), shell.language);
            Strip {
                label: name.text,
                lang: name.lang,
                href: Some(link(shell, body)),
                total: years.values().sum(),
                cells: (first..=last)
                    .map(|year| years.get(&year).copied().unwrap_or_default())
                    .collect(),
            }
        })
        .collect();
    rows.sort_by(|a, b| (b.total, &a.label).cmp(&(a.total, &b.label)));
    rows.truncate(BARS);
    let query = "SELECT ?body ?year (COUNT(DISTINCT ?mandate) AS ?mandates) WHERE {\n  ?mandate a wsis:Mandate ;\n    wsis:addressee ?body ;\n    wsis:statedIn ?paragraph .\n  ?paragraph wsis:inDocument ?document .\n  OPTIONAL { ?document wsis:adoptedOn ?adopted }\n  OPTIONAL { ?document wsis:issuedOn ?issued }\n  BIND(SUBSTR(STR(COALESCE(?adopted, ?issued)), 1, 4) AS ?year)\n}\nGROUP BY ?body ?year\nORDER BY ?body ?year\n";
    let note = shell.fill("explore-bodies-note", &[("first", &first), ("last", &last)]);
    let words = (shell.say("explore-bodies").to_owned(), note);
    Some(Picture::new(
        shell,
        "bodies",
        words,
        svg::strips(&rows, &heads),
        query,
    ))
}

/// The pairs of documents of which one takes up most paragraphs of the other.
pub(super) fn taken_up(web: &Web, shell: &Shell) -> Option<Picture> {
    let mut pairs: BTreeMap<(usize, usize), BTreeSet<&NamedNode>> = BTreeMap::new();
    for link in web.links.iter().filter(|link| link.reuse && link.from != link.to) {
        pairs.entry((link.from, link.to)).or_default().insert(&link.part);
    }
    let rows = top(pairs.iter().map(|(pair, parts)| (*pair, parts.len())).collect());
    let bar = |((from, to), count): ((usize, usize), usize)| {
        let (from, to) = (web.docs.get(from)?, web.docs.get(to)?);
        let label = shell.fill(
            "explore-takes-up",
            &[("later", &from.label), ("earlier", &to.label)],
        );
        let href = format!("{}?links=reuse", link(shell, &from.iri));
        Some(Bar {
            label,
            lang: shell.language.to_owned(),
            value: count as f64,
            shown: count.to_string(),
            href: Some(href),
        })
    };
    let bars: Vec<Bar> = rows.into_iter().filter_map(bar).collect();
    let query = "SELECT ?later ?earlier (COUNT(DISTINCT ?paragraph) AS ?paragraphs) WHERE {\n  ?reuse a wsis:TextReuse ;\n    wsis:reusingProvision ?paragraph ;\n    wsis:reusedProvision ?before .\n  ?paragraph wsis:inDocument ?later .\n  ?before wsis:inDocument ?earlier .\n  FILTER(?later != ?earlier)\n}\nGROUP BY ?later ?earlier\nORDER BY DESC(?paragraphs) ?later ?earlier\nLIMIT 100\n";
    let words = (
        shell.say("explore-reuse").to_owned(),
        shell.say("explore-reuse-note").to_owned(),
    );
    (!bars.is_empty()).then(|| Picture::new(shell, "reuse", words, svg::bars(&bars), query))
}

/// The largest, in an order that does not change.
fn top<T: Ord + Copy>(mut all: Vec<(T, usize)>) -> Vec<(T, usize)> {
    all.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    all.truncate(BARS);
    all
}

/// The address of the pictures about a thing.
pub(super) fn link(shell: &Shell, iri: &NamedNode) -> String {
    let path = id_path(iri.as_str()).map(link_path).unwrap_or_default();
    format!("{}/explore/{path}", shell.home)
}
