//! `/compare`: two documents paragraph by paragraph, with the words that changed; [a series](super::series) over the years.

use super::acts::document_date;
use super::align::{Align, Texts, align};
use super::document::{TONGUES, own_name};
use super::document_blocks::held_languages;
use super::look::{Link, Look};
use super::marked::{Marked, marked};
use super::series::{Series, all_series, name_of, through};
use crate::graph::vocabulary::wsis;
use crate::serve::iri::{BASE, query_value};
use crate::serve::locate::{Located, locate};
use crate::serve::lookup::Words;
use crate::serve::qualities::parameter;
use crate::serve::respond::{Problem, Shell, entity_tag, off_thread, page, unless_known};
use crate::serve::state::{AppState, Loaded};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use oxigraph::model::NamedNode;
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
            (
                name.clone(),
                name_of(shell, name),
                wanted.series.as_ref() == Some(name),
            )
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
            tongues = common_tongues(&look, &first, &second);
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
    first_choice(shell, tongues).map(str::to_owned).ok_or_else(|| {
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

/// The languages that two documents are held in.
pub(super) fn common_tongues(look: &Look<'_>, first: &NamedNode, second: &NamedNode) -> Vec<&'static str> {
    let (held_a, held_b) = (held_languages(look, first), held_languages(look, second));
    let both = |tag: &&'static str| held_a.contains(tag) && held_b.contains(tag);
    TONGUES.iter().map(|(tag, _)| *tag).filter(both).collect()
}

/// The language that is compared in where none is asked for: the reader's, English, or any.
pub(super) fn first_choice(shell: &Shell, tongues: &[&'static str]) -> Option<&'static str> {
    let own = [shell.language, "en"]
        .into_iter()
        .find(|tag| tongues.contains(tag));
    own.or_else(|| tongues.first().copied())
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
