//! The WSIS-SDG Matrix: which action lines bear on which goals and targets of the 2030 Agenda.
//!
//! The goals are things of others (`http://metadata.un.org/sdg/…`); `/sdg` has the matrix, `/sdg/3.8` what the graph
//! says about one of them.

use super::concept::{Year, through_the_years};
use super::look::{Link, Look, natural};
use crate::graph::vocabulary::wsis;
use crate::serve::lookup::pointing_to;
use crate::serve::respond::{Problem, Shell, entity_tag, off_thread, page, unless_known};
use crate::serve::state::AppState;
use crate::serve::vocab;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use oxigraph::model::NamedNode;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the addresses of goals and targets begin with.
pub(in crate::serve) const SDG: &str = "http://metadata.un.org/sdg/";
/// The goals of the 2030 Agenda.
const GOALS: usize = 17;

#[derive(Template)]
#[template(path = "things/matrix.html", config = "src/serve/askama.toml")]
struct MatrixPage {
    shell: Shell,
    goals: Vec<Link>,
    lines: Vec<MatrixLine>,
}

/// A row of the matrix.
struct MatrixLine {
    link: Link,
    slug: String,
    cells: Vec<Cell>,
}

/// A cell of the matrix.
struct Cell {
    count: usize,
    shade: usize,
    goal: usize,
}

#[derive(Template)]
#[template(path = "things/sdg.html", config = "src/serve/askama.toml")]
struct GoalPage {
    shell: Shell,
    code: String,
    name: String,
    iri: String,
    whole: Option<Link>,
    lines: Vec<(Link, String, Vec<Entry>)>,
    targets: Vec<Link>,
    years: String,
    paragraphs: Vec<Year>,
    all: usize,
    query: String,
}

/// One link of the matrix.
struct Entry {
    /// The link's own page.
    href: String,
    /// What the matrix says there.
    found: String,
    /// The target meant, where it says another.
    meant: Option<Link>,
}

/// What a goal or target is about, in the reader's language; empty where no row of the interface says it.
fn goal_name(shell: &Shell, code: &str) -> String {
    let key = format!("sdg-{code}");
    match shell.say(&key) {
        name if name == key => String::new(),
        name => name.to_owned(),
    }
}

/// A goal or target by its number and name.
pub(super) fn goal_link(shell: &Shell, code: &str) -> Link {
    let name = goal_name(shell, code);
    let text = if name.is_empty() {
        format!("SDG {code}")
    } else {
        format!("{code} {name}")
    };
    Link {
        href: format!("{}/sdg/{code}", shell.home),
        words: super::document::bare(text),
    }
}

/// The matrix.
pub(in crate::serve) async fn matrix(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    off_thread(move || {
        let loaded = state.current();
        let shell = Shell::new(&state, &headers, &loaded.release.id);
        let tag = entity_tag(&loaded.release.id, &format!("sdg-{}", shell.form()));
        unless_known(&headers, &tag, || {
            let look = Look {
                store: &loaded.release.store,
                shell: &shell,
            };
            page(&MatrixPage {
                goals: (1..=GOALS)
                    .map(|number| goal_link(&shell, &number.to_string()))
                    .collect(),
                lines: rows(&look),
                shell: shell.clone(),
            })
        })
    })
    .await
}

fn rows(look: &Look<'_>) -> Vec<MatrixLine> {
    let mut lines: Vec<NamedNode> = look.sources(vocab::ACTION_LINE, vocab::TYPE);
    lines.sort_by_cached_key(|line| natural(line.as_str()));
    lines
        .iter()
        .map(|line| {
            let mut counts = [0_usize; GOALS + 1];
            for link in look.sources(line.as_ref(), wsis::ACTION_LINE) {
                let goal = look.target(link.as_ref(), wsis::LISTED_UNDER);
                let number = goal.and_then(|goal| goal.as_str().strip_prefix(SDG)?.parse::<usize>().ok());
                if let Some(count) = number.and_then(|number| counts.get_mut(number)) {
                    *count += 1;
                }
            }
            MatrixLine {
                link: look.short_concept(line.as_ref()),
                slug: super::acts::last(line),
                cells: counts
                    .iter()
                    .enumerate()
                    .skip(1)
                    .map(|(goal, count)| Cell {
                        count: *count,
                        shade: (*count).min(4),
                        goal,
                    })
                    .collect(),
            }
        })
        .filter(|line| line.cells.iter().any(|cell| cell.count > 0))
        .collect()
}

/// One goal or target.
pub(in crate::serve) async fn goal(
    State(state): State<Arc<AppState>>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    off_thread(move || {
        let loaded = state.current();
        let shell = Shell::new(&state, &headers, &loaded.release.id);
        let Some(iri) = known(&code) else {
            return Problem {
                status: StatusCode::NOT_FOUND,
                message: shell.say("t-sdg-unknown").to_owned(),
                links: vec![(format!("{}/sdg", shell.home), shell.say("t-matrix").to_owned())],
            }
            .respond(&state, &headers);
        };
        let tag = entity_tag(&loaded.release.id, &format!("sdg-{code}-{}", shell.form()));
        unless_known(&headers, &tag, || {
            let look = Look {
                store: &loaded.release.store,
                shell: &shell,
            };
            page(&view(&look, &code, &iri))
        })
    })
    .await
}

/// A goal from 1 to 17, or one of its targets: `3`, `3.8`, `17.b`.
fn known(code: &str) -> Option<NamedNode> {
    let (goal, target) = code
        .split_once('.')
        .map_or((code, None), |(goal, target)| (goal, Some(target)));
    let number: usize = goal.parse().ok()?;
    let plain = target.is_none_or(|target| {
        (1..=2).contains(&target.len())
            && target
                .chars()
                .all(|c| c.is_ascii_digit() || ('a'..='d').contains(&c))
    });
    let whole = (1..=GOALS).contains(&number) && goal == number.to_string();
    (whole && plain).then(|| NamedNode::new(format!("{SDG}{code}")).ok())?
}

fn view(look: &Look<'_>, code: &str, iri: &NamedNode) -> GoalPage {
    let shell = look.shell;
    let target = code.contains('.');
    let property = if target { wsis::GOAL } else { wsis::LISTED_UNDER };
    let mut by = BTreeMap::new();
    for link in look
        .sources(iri.as_ref(), property)
        .iter()
        .filter(|link| link.as_str().contains("/matrix-link/"))
    {
        let Some(line) = look.target(link.as_ref(), wsis::ACTION_LINE) else {
            continue;
        };
        let found = look.literal(link.as_ref(), wsis::AS_FOUND).unwrap_or_default();
        let meant = look.target(link.as_ref(), wsis::GOAL);
        let entry = Entry {
            href: look.href(link.as_str()),
            meant: meant
                .filter(|meant| meant.as_str().strip_prefix(SDG) != Some(found.as_str()))
                .map(|meant| look.link(meant.as_ref())),
            found,
        };
        by.entry(natural(line.as_str()))
            .or_insert_with(|| (line, Vec::new()))
            .1
            .push(entry);
    }
    let provisions = look.sources(iri.as_ref(), wsis::GOAL);
    let (years, paragraphs, all) = through_the_years(look, provisions);
    let whole = code.split('.').next().unwrap_or(code);
    GoalPage {
        name: goal_name(shell, code),
        whole: target.then(|| goal_link(shell, whole)),
        lines: by
            .into_values()
            .map(|(line, entries)| {
                (
                    look.short_concept(line.as_ref()),
                    super::acts::last(&line),
                    entries,
                )
            })
            .collect(),
        targets: if target { Vec::new() } else { targets(look, whole) },
        years,
        paragraphs,
        all,
        query: format!(
            "{}/sparql?query={}",
            shell.home,
            crate::serve::iri::query_value(&format!(
                "SELECT ?thing ?label WHERE {{\n  ?thing wsis:goal <{SDG}{code}> .\n  OPTIONAL {{ ?thing rdfs:label ?label FILTER(LANG(?label) = \"en\") }}\n}} ORDER BY ?thing"
            ))
        ),
        code: code.to_owned(),
        iri: iri.as_str().to_owned(),
        shell: shell.clone(),
    }
}

/// The targets of a goal of which the graph says something.
fn targets(look: &Look<'_>, goal: &str) -> Vec<Link> {
    let numbers = (1..=20).map(|number| number.to_string());
    let letters = ('a'..='d').map(String::from);
    numbers
        .chain(letters)
        .filter_map(|target| {
            let code = format!("{goal}.{target}");
            let iri = NamedNode::new(format!("{SDG}{code}")).ok()?;
            pointing_to(look.store, iri.as_ref(), Some(wsis::GOAL)).next()?;
            Some(goal_link(look.shell, &code))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::known;

    /// Catches: nonsense taken for a goal, goals spelled in two ways.
    #[test]
    fn goals_and_targets_are_known() {
        for good in ["1", "17", "3.8", "17.19", "5.b"] {
            assert!(known(good).is_some(), "{good}");
        }
        for bad in ["0", "18", "03", "3.", "3.8.1", "3.x", "<b>", "", "-1", "3.888"] {
            assert!(known(bad).is_none(), "{bad}");
        }
    }
}
