//! A table of mandates that can be filtered: by force, by year, by what is due.

use super::acts::{Act, act, document_date, history, last};
use super::look::{Look, provision};
use super::state_on::{Standing, standing};
use crate::graph::vocabulary::wsis;
use crate::serve::iri::{BASE, id_path, query_value};
use crate::serve::lookup::about;
use crate::serve::pages::Asked;
use crate::serve::respond::Problem;
use axum::http::StatusCode;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Rows on one page.
const ROWS: usize = 50;

/// One mandate of the table.
pub(super) struct Line {
    /// Its address in the graph.
    pub mandate: NamedNode,
    /// The mandate.
    pub act: Act,
    /// How it stands today.
    pub state: Standing,
}

/// A value of a filter.
pub(super) struct Value {
    /// As in the address.
    pub code: String,
    /// As shown.
    pub name: String,
    /// Whether it is chosen.
    pub here: bool,
}

/// The table with its filters.
pub(super) struct Table {
    /// The rows of this page.
    pub lines: Vec<Line>,
    /// How many mandates there are in all.
    pub all: usize,
    /// How many the filters leave.
    pub found: usize,
    /// The forces that occur.
    pub forces: Vec<Value>,
    /// The years that occur, the latest first.
    pub years: Vec<Value>,
    /// Whether only those with a date are shown.
    pub due: bool,
    /// The page before and the page behind.
    pub previous: Option<String>,
    /// The page behind.
    pub next: Option<String>,
    /// The first and the last row shown, from 1.
    pub from: usize,
    /// The last row shown.
    pub to: usize,
}

/// What a filter looks at.
struct Light {
    mandate: NamedNode,
    date: String,
    force: Option<NamedNode>,
    due: bool,
}

/// The filters of the address.
struct Filter {
    force: Option<String>,
    year: Option<String>,
    due: bool,
    page: usize,
}

impl Filter {
    fn of(asked: &Asked<'_>) -> Result<Self, Problem> {
        let given = |name: &str| asked.parameter(name).filter(|value| !value.is_empty());
        let force = given("force");
        let year = given("year");
        let page = given("page").map_or(Some(1), |page| {
            page.parse().ok().filter(|page| (1..=1_000).contains(page))
        });
        let plain = |value: &String| {
            value.len() <= 20 && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        match page {
            Some(page) if force.iter().chain(&year).all(plain) => Ok(Self {
                force,
                year,
                due: given("due").is_some(),
                page,
            }),
            _ => Err(Problem {
                status: StatusCode::BAD_REQUEST,
                message: asked.shell.say("t-filter-bad").to_owned(),
                links: vec![(
                    format!("{}/page/{}", asked.shell.home, asked.path),
                    asked.shell.say("t-text-back").to_owned(),
                )],
            }),
        }
    }

    fn address(&self, asked: &Asked<'_>, page: usize) -> String {
        let mut pairs = Vec::new();
        for (name, value) in [("force", &self.force), ("year", &self.year)] {
            if let Some(value) = value {
                pairs.push(format!("{name}={}", query_value(value)));
            }
        }
        if self.due {
            pairs.push("due=1".to_owned());
        }
        if page > 1 {
            pairs.push(format!("page={page}"));
        }
        format!(
            "{}/page/{}?{}#mandates",
            asked.shell.home,
            asked.path,
            pairs.join("&")
        )
    }

    fn keeps(&self, light: &Light) -> bool {
        let force = self
            .force
            .as_ref()
            .is_none_or(|wanted| light.force.as_ref().is_some_and(|force| last(force) == *wanted));
        let year = self
            .year
            .as_ref()
            .is_none_or(|wanted| light.date.starts_with(wanted.as_str()));
        force && year && (!self.due || light.due)
    }
}

/// The mandates that lead to a thing by a property, filtered as the address says.
pub(super) fn table(
    asked: &Asked<'_>,
    look: &Look<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Table, Problem> {
    let filter = Filter::of(asked)?;
    let all = lights(asked, look, property);
    let forces: BTreeSet<&NamedNode> = all.iter().filter_map(|light| light.force.as_ref()).collect();
    let forces = forces
        .into_iter()
        .map(|force| {
            let code = last(force);
            Value {
                name: look.name(force.as_ref()).text,
                here: filter.force.as_ref() == Some(&code),
                code,
            }
        })
        .collect();
    let mut years: BTreeMap<&str, ()> = BTreeMap::new();
    for light in &all {
        if let Some(year) = light.date.get(..4) {
            years.insert(year, ());
        }
    }
    let years = years
        .into_keys()
        .rev()
        .map(|year| Value {
            code: year.to_owned(),
            name: year.to_owned(),
            here: filter.year.as_deref() == Some(year),
        })
        .collect();
    let total = all.len();
    let kept: Vec<&Light> = all.iter().filter(|light| filter.keeps(light)).collect();
    let skip = (filter.page - 1) * ROWS;
    let lines: Vec<Line> = kept
        .iter()
        .skip(skip)
        .take(ROWS)
        .map(|light| line(look, light, &asked.today))
        .collect();
    Ok(Table {
        all: total,
        found: kept.len(),
        forces,
        years,
        due: filter.due,
        previous: (filter.page > 1).then(|| filter.address(asked, filter.page - 1)),
        next: (skip + ROWS < kept.len()).then(|| filter.address(asked, filter.page + 1)),
        from: (skip + 1).min(kept.len()),
        to: skip + lines.len(),
        lines,
    })
}

/// The same without pages: every mandate that the filters leave.
pub(super) fn lines(
    asked: &Asked<'_>,
    look: &Look<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Vec<Line>, Problem> {
    let filter = Filter::of(asked)?;
    let all = lights(asked, look, property);
    let kept = all.iter().filter(|light| filter.keeps(light));
    Ok(kept.map(|light| line(look, light, &asked.today)).collect())
}

/// All mandates that lead to a thing by a property, the latest first.
fn lights(asked: &Asked<'_>, look: &Look<'_>, property: NamedNodeRef<'_>) -> Vec<Light> {
    let mut dates = HashMap::new();
    let mut all: Vec<Light> = look
        .sources(asked.iri.as_ref(), property)
        .into_iter()
        .filter(|node| node.as_str().contains("/id/mandate/"))
        .map(|mandate| light(look, mandate, &mut dates))
        .collect();
    all.sort_by(|a, b| b.date.cmp(&a.date));
    all
}

fn line(look: &Look<'_>, light: &Light, today: &str) -> Line {
    let act = act(look, light.mandate.as_ref());
    let due_at = super::mandate::event_day(look, light.mandate.as_ref());
    let history = history(look, light.mandate.as_ref());
    Line {
        mandate: light.mandate.clone(),
        state: standing(&act, due_at.as_deref(), &history, today),
        act,
    }
}

fn light(look: &Look<'_>, mandate: NamedNode, dates: &mut HashMap<String, String>) -> Light {
    let (mut force, mut due) = (None, false);
    for quad in about(look.store, mandate.as_ref(), None) {
        match (quad.predicate.as_ref(), quad.object) {
            (wsis::FORCE, Term::NamedNode(node)) => force = Some(node),
            (wsis::DUE_BY | wsis::DUE_AT | wsis::RECURRENCE, _) => due = true,
            _ => {}
        }
    }
    let date = document_of(&mandate).map_or_else(String::new, |document| {
        let known = dates.entry(document).or_insert_with_key(|document| {
            NamedNode::new(document.as_str())
                .map_or_else(|_| String::new(), |iri| document_date(look, iri.as_ref()))
        });
        known.clone()
    });
    Light {
        mandate,
        date,
        force,
        due,
    }
}

/// The document whose paragraph states a mandate, by the mandate's address.
fn document_of(mandate: &NamedNode) -> Option<String> {
    let path = id_path(mandate.as_str())?.strip_prefix("mandate/")?;
    let whole = format!("{BASE}id/document/{path}");
    let (document, _) = provision(&whole)?;
    Some(format!("{BASE}id/document/{document}"))
}
