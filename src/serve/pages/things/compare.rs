//! `/compare`: two documents paragraph by paragraph, or one series over the years, with the words that changed.

use super::acts::document_date;
use super::align::{Align, Texts, align};
use super::document::{TONGUES, own_name};
use super::document_blocks::held_languages;
use super::look::{Link, Look};
use super::marked::{Marked, marked};
use crate::graph::vocabulary::wsis;
use crate::serve::iri::{BASE, query_value};
use crate::serve::locate::{Located, locate};
use crate::serve::lookup::{Words, subject};
use crate::serve::qualities::parameter;
use crate::serve::respond::{Problem, Shell, entity_tag, off_thread, page, unless_known};
use crate::serve::state::{AppState, Loaded};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use oxigraph::model::{NamedNode, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Longest symbol or name of a series that is looked up.
const MAX_NAME: usize = 200;

#[derive(Template)]
#[template(path = "things/compare.html", config = "src/serve/askama.toml")]
struct ComparePage {
    shell: Shell,
    a: String,
    b: String,
    tag: String,
    both: Option<Both>,
    series: Option<Series>,
    all_series: Vec<(String, String, bool)>,
    symbols: Vec<String>,
    tongues: Vec<(&'static str, &'static str, bool)>,
}

/// Two documents side by side.
struct Both {
    earlier: Link,
    later: Link,
    earlier_date: String,
    later_date: String,
    lines: Vec<Compared>,
    gone: Vec<(Link, Words)>,
    same: usize,
    changed: usize,
    new: usize,
    all: bool,
    other_view: String,
    swap: String,
}

/// A paragraph of the later document.
struct Compared {
    link: Link,
    from: Option<Link>,
    marked: Marked,
}

impl Compared {
    fn key(&self) -> &'static str {
        match (&self.from, self.marked.same) {
            (None, _) => "t-new",
            (Some(_), true) => "t-same",
            (Some(_), false) => "t-changed",
        }
    }
}

/// A series over the years.
struct Series {
    name: String,
    rows: Vec<Issue>,
}

/// One document of a series.
struct Issue {
    link: Link,
    date: String,
    paragraphs: usize,
    same: usize,
    changed: usize,
    new: usize,
    compare: Option<String>,
}

/// What is to be compared.
struct Wanted {
    a: Option<String>,
    b: Option<String>,
    series: Option<String>,
    text: Option<String>,
    all: bool,
}

/// The page.
pub(in crate::serve) async fn compare(
    State(state): State<Arc<AppState>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let query = uri.query().map(str::to_owned);
    off_thread(move || answer(&state, &headers, query.as_deref())).await
}

fn answer(state: &AppState, headers: &HeaderMap, query: Option<&str>) -> Response {
    let loaded = state.current();
    let shell = Shell::new(state, headers, &loaded.release.id);
    let given = |name: &str| {
        parameter(query, &[name])
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    };
    let wanted = Wanted {
        a: given("a"),
        b: given("b"),
        series: given("series"),
        text: given("text"),
        all: given("show").as_deref() == Some("all"),
    };
    let names = [&wanted.a, &wanted.b, &wanted.series, &wanted.text];
    if names.into_iter().flatten().any(|name| name.len() > MAX_NAME) {
        return bad(
            &shell,
            StatusCode::BAD_REQUEST,
            shell.fill("t-compare-long", &[("n", &MAX_NAME)]),
        )
        .respond(state, headers);
    }
    let tag = entity_tag(&loaded.release.id, &format!("compare-{}", shell.form()));
    let mut failed = None;
    let response = unless_known(headers, &tag, || match view(&loaded, &shell, &wanted) {
        Ok(view) => page(&view),
        Err(problem) => {
            failed = Some(problem);
            page(&ComparePage::empty(&shell))
        }
    });
    match failed {
        Some(problem) => problem.respond(state, headers),
        None => response,
    }
}

impl ComparePage {
    fn empty(shell: &Shell) -> Self {
        Self {
            shell: shell.clone(),
            a: String::new(),
            b: String::new(),
            tag: String::new(),
            both: None,
            series: None,
            all_series: Vec::new(),
            symbols: Vec::new(),
            tongues: Vec::new(),
        }
    }
}

fn bad(shell: &Shell, status: StatusCode, message: String) -> Problem {
    Problem {
        status,
        message,
        links: vec![(
            format!("{}/compare", shell.home),
            shell.say("t-compare").to_owned(),
        )],
    }
}

fn view(loaded: &Loaded, shell: &Shell, wanted: &Wanted) -> Result<ComparePage, Problem> {
    let look = Look {
        store: &loaded.release.store,
        shell,
    };
    let mut view = ComparePage::empty(shell);
    let series = all_series(&look);
    view.all_series = series
        .keys()
        .map(|name| {
            let key = format!("series-{name}");
            let said = shell.say(&key);
            let shown = if said == key {
                name.clone()
            } else {
                said.to_owned()
            };
            (name.clone(), shown, wanted.series.as_ref() == Some(name))
        })
        .collect();
    view.symbols = series
        .values()
        .flatten()
        .map(|document| look.symbol(document.as_ref()).words.text)
        .collect();
    let mut tongues: Vec<&'static str> = TONGUES.iter().map(|(tag, _)| *tag).collect();
    match (&wanted.a, &wanted.b) {
        (Some(a), Some(b)) => {
            let (first, second) = (find(loaded, shell, a)?, find(loaded, shell, b)?);
            let (held_a, held_b) = (held_languages(&look, &first), held_languages(&look, &second));
            tongues.retain(|tag| held_a.contains(tag) && held_b.contains(tag));
            view.tag = tongue(shell, wanted, &tongues, (&look, &first, &second))?;
            view.a = look.symbol(first.as_ref()).words.text;
            view.b = look.symbol(second.as_ref()).words.text;
            view.both = Some(both(&look, wanted, &first, &second, &view.tag)?);
        }
        (None, None) => {}
        (a, b) => {
            view.a = a.clone().unwrap_or_default();
            view.b = b.clone().unwrap_or_default();
        }
    }
    if let (None, Some(name)) = (&view.both, &wanted.series) {
        let documents = series.get(name).ok_or_else(|| {
            bad(
                shell,
                StatusCode::NOT_FOUND,
                shell.say("t-series-unknown").to_owned(),
            )
        })?;
        view.series = Some(through(&look, name, documents));
    }
    view.tongues = tongues
        .into_iter()
        .map(|tag| (tag, own_name(tag), view.tag == tag))
        .collect();
    Ok(view)
}

/// The language to compare in: the one asked for, the reader's, English, or any that both have.
fn tongue(
    shell: &Shell,
    wanted: &Wanted,
    tongues: &[&'static str],
    (look, first, second): (&Look<'_>, &NamedNode, &NamedNode),
) -> Result<String, Problem> {
    if let Some(tag) = &wanted.text {
        return tongues
            .iter()
            .find(|known| **known == tag.as_str())
            .map(|tag| (*tag).to_owned())
            .ok_or_else(|| {
                bad(
                    shell,
                    StatusCode::BAD_REQUEST,
                    shell.fill("t-compare-language", &[("held", &tongues.join(", "))]),
                )
            });
    }
    let own = [shell.language, "en"]
        .into_iter()
        .find(|tag| tongues.contains(tag));
    own.or_else(|| tongues.first().copied())
        .map(str::to_owned)
        .ok_or_else(|| {
            let symbols = format!(
                "{}, {}",
                look.symbol(first.as_ref()).words.text,
                look.symbol(second.as_ref()).words.text
            );
            bad(
                shell,
                StatusCode::NOT_FOUND,
                shell.fill("t-compare-none", &[("symbols", &symbols)]),
            )
        })
}

/// A document by any spelling of its symbol.
fn find(loaded: &Loaded, shell: &Shell, symbol: &str) -> Result<NamedNode, Problem> {
    let unknown = || {
        bad(
            shell,
            StatusCode::NOT_FOUND,
            shell.fill("t-compare-unknown", &[("symbol", &symbol)]),
        )
    };
    let path = format!("document/{}", symbol.trim_matches('/'));
    let found = match locate(loaded, &path) {
        Located::Thing(iri) => Some(iri),
        Located::Moved(path) => NamedNode::new(format!("{BASE}id/{path}")).ok(),
        Located::Gone(_) | Located::Unknown(_) => None,
    };
    let is_document = |iri: &NamedNode| {
        crate::serve::lookup::targets(&loaded.release.store, iri.as_ref(), crate::serve::vocab::TYPE)
            .iter()
            .any(|class| class.as_ref() == wsis::DOCUMENT)
    };
    found.filter(is_document).ok_or_else(unknown)
}

/// The documents of each series, in order of time.
fn all_series(look: &Look<'_>) -> BTreeMap<String, Vec<NamedNode>> {
    let mut all: BTreeMap<String, BTreeSet<(String, NamedNode)>> = BTreeMap::new();
    for quad in look
        .store
        .quads_for_pattern(None, Some(wsis::SERIES), None, None)
        .flatten()
    {
        if let (Some(document), Term::Literal(name)) = (subject(&quad), &quad.object) {
            let date = document_date(look, document.as_ref());
            all.entry(name.value().to_owned())
                .or_default()
                .insert((date, document.clone()));
        }
    }
    all.into_iter()
        .map(|(name, documents)| {
            (
                name,
                documents.into_iter().map(|(_, document)| document).collect(),
            )
        })
        .collect()
}

#[expect(clippy::too_many_lines, reason = "the parts of one page")]
fn both(
    look: &Look<'_>,
    wanted: &Wanted,
    first: &NamedNode,
    second: &NamedNode,
    tag: &str,
) -> Result<Both, Problem> {
    let dates = [first, second].map(|document| document_date(look, document.as_ref()));
    let [earlier_date, later_date] = dates;
    let (old, new) = (Texts::read(look, first, tag), Texts::read(look, second, tag));
    let (Some(old), Some(new)) = (old, new) else {
        return Err(bad(
            look.shell,
            StatusCode::BAD_REQUEST,
            look.shell.say("t-compare-much").to_owned(),
        ));
    };
    let Align { pairs, gone } = align(look, &old, &new);
    let words = |text: &str| Words {
        text: text.to_owned(),
        lang: tag.to_owned(),
    };
    let mut lines: Vec<Compared> = new
        .all
        .iter()
        .zip(&pairs)
        .map(|(later, pair)| {
            let earlier = pair.and_then(|at| old.all.get(at));
            Compared {
                link: look.link(later.iri.as_ref()),
                from: earlier.map(|earlier| look.link(earlier.iri.as_ref())),
                marked: marked(earlier.map_or("", |earlier| &earlier.text), &later.text, tag),
            }
        })
        .collect();
    let count = |key: &str| lines.iter().filter(|line| line.key() == key).count();
    let (same, changed, new) = (count("t-same"), count("t-changed"), count("t-new"));
    if !wanted.all {
        lines.retain(|line| line.key() != "t-same");
    }
    let symbol = |document: &NamedNode| query_value(&look.symbol(document.as_ref()).words.text);
    let address = |a: &NamedNode, b: &NamedNode, all: bool| {
        let show = if all { "&show=all" } else { "" };
        format!(
            "{}/compare?a={}&b={}&text={tag}{show}",
            look.shell.home,
            symbol(a),
            symbol(b)
        )
    };
    Ok(Both {
        earlier: Link {
            words: look.name(first.as_ref()),
            ..look.symbol(first.as_ref())
        },
        later: Link {
            words: look.name(second.as_ref()),
            ..look.symbol(second.as_ref())
        },
        earlier_date,
        later_date,
        lines,
        gone: gone
            .into_iter()
            .filter_map(|at| old.all.get(at))
            .map(|gone| (look.link(gone.iri.as_ref()), words(&gone.text)))
            .collect(),
        same,
        changed,
        new,
        all: wanted.all,
        other_view: address(first, second, !wanted.all),
        swap: address(second, first, wanted.all),
    })
}

/// What each document of a series kept, changed and added, as the graph says.
fn through(look: &Look<'_>, name: &str, documents: &[NamedNode]) -> Series {
    let mut rows = Vec::new();
    let mut before: Option<&NamedNode> = None;
    for document in documents {
        let (mut paragraphs, mut same, mut changed, mut new) = (0, 0, 0, 0);
        for provision in look.sources(document.as_ref(), wsis::IN_DOCUMENT) {
            let place = provision.as_str();
            if !(place.contains("/para/") || place.contains("/pp/") || place.contains("/op/")) {
                continue;
            }
            paragraphs += 1;
            let reuse = look.sources(provision.as_ref(), wsis::REUSING_PROVISION);
            let kept = reuse.first().and_then(|reuse| {
                look.literal(reuse.as_ref(), wsis::SIMILARITY)?
                    .parse::<f64>()
                    .ok()
            });
            match kept {
                Some(kept) if kept > 0.999 => same += 1,
                Some(_) => changed += 1,
                None => new += 1,
            }
        }
        let symbol = |document: &NamedNode| look.symbol(document.as_ref()).words.text;
        let held = !held_languages(look, document).is_empty();
        rows.push(Issue {
            compare: before.filter(|_| held).map(|earlier| {
                format!(
                    "{}/compare?a={}&b={}",
                    look.shell.home,
                    query_value(&symbol(earlier)),
                    query_value(&symbol(document))
                )
            }),
            link: look.symbol(document.as_ref()),
            date: document_date(look, document.as_ref()),
            paragraphs,
            same,
            changed,
            new: if held { new } else { 0 },
        });
        if held {
            before = Some(document);
        }
    }
    rows.reverse();
    Series {
        name: name.to_owned(),
        rows,
    }
}
