//! `mandates_of_body`: what a body has been asked to do, and how that stands.

use crate::graph::vocabulary::wsis;
use crate::lookup::{pointing_to, subject};
use crate::mcp::address::body;
use crate::mcp::mandate::{Mandate, Status, adopted, changes, status};
use crate::mcp::refusal::{Refusal, limit};
use crate::mcp::shape::Thing;
use crate::mcp::state::Loaded;
use crate::mcp::tool::Reads;
use crate::release::moment::Moment;
use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::Store;
use oxsdatatypes::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Mandates in an answer unless asked otherwise, and at most.
const USUAL: usize = 10;
const MOST: usize = 100;

/// The tool.
pub(in crate::mcp) struct MandatesOfBody;

/// What a body has to do with a mandate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::mcp) enum Role {
    /// It is asked.
    #[default]
    Addressee,
    /// It is what the mandate is about.
    Concerned,
    /// It gets the report.
    Recipient,
    /// It issued the mandate.
    Issuer,
}

/// Which mandates.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Input {
    /// The body or group: an address, an acronym (CSTD), or a name in any official language.
    pub body: String,
    /// What the body has to do with them. Without it: those that ask it to do something.
    #[serde(default)]
    pub role: Role,
    /// The day for `status` and `passed`, as 2026-11-25. Without it: today.
    #[serde(default)]
    pub as_of: Option<String>,
    /// Only those with this status.
    #[serde(default)]
    pub status: Option<Status>,
    /// Only those with a date, session or rhythm at which they are due.
    #[serde(default)]
    pub with_due: bool,
    /// How many at most, up to 100. Without it: 10.
    #[serde(default)]
    pub limit: Option<usize>,
    /// How many to leave out from the start.
    #[serde(default)]
    pub offset: usize,
}

/// Mandates.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Output {
    /// The release that was asked.
    pub release: String,
    /// The body.
    pub body: Thing,
    /// What it has to do with them.
    pub role: Role,
    /// The day they are judged by.
    pub as_of: String,
    /// How many there are.
    pub total: usize,
    /// How many of all with this role stand how.
    pub by_status: BTreeMap<String, usize>,
    /// What these figures do not say.
    pub says: String,
    /// The mandates, those of the newest documents first.
    pub mandates: Vec<Mandate>,
    /// The offset of the next ones, where there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_offset: Option<usize>,
}

impl Reads for MandatesOfBody {
    const NAME: &'static str = "mandates_of_body";
    const TITLE: &'static str = "Mandates of a body";
    const DESCRIPTION: &'static str = "What a body or group of stakeholders has been asked to do: paragraph, verb, force, action, when due, to whom it reports, changes and status as of a day, with evidence, layer and confidence. Newest first, in pages.";
    type Input = Input;
    type Output = Output;

    fn answer(loaded: &Loaded, input: Input) -> Result<Output, Refusal> {
        let shown = limit(input.limit, USUAL, MOST)?;
        let as_of = day(input.as_of.as_deref())?;
        let body = body(loaded, &input.body)?;
        let store = &loaded.release.store;
        let all = found(store, body.as_ref(), input.role, &as_of);
        let mut by_status = BTreeMap::new();
        for mandate in &all {
            *by_status.entry(mandate.status_name()).or_default() += 1;
        }
        let wanted: Vec<&Found> = all
            .iter()
            .filter(|mandate| input.status.is_none_or(|status| mandate.status == status))
            .filter(|mandate| !input.with_due || is_due(store, mandate.iri.as_ref()))
            .collect();
        let mandates: Vec<Mandate> = wanted
            .iter()
            .skip(input.offset)
            .take(shown)
            .map(|mandate| Mandate::of(store, &mandate.iri, Some(&as_of)))
            .collect();
        let next = input.offset.saturating_add(mandates.len());
        Ok(Output {
            release: loaded.release.id.clone(),
            body: Thing::of(store, body.as_ref()),
            role: input.role,
            total: wanted.len(),
            says: says(loaded, &by_status),
            by_status,
            as_of,
            next_offset: (next < wanted.len() && !mandates.is_empty()).then_some(next),
            mandates,
        })
    }
}

/// The day asked about, or today.
fn day(asked: Option<&str>) -> Result<String, Refusal> {
    let Some(asked) = asked else {
        return Ok(Moment::now().to_string().chars().take(10).collect());
    };
    let date: Result<Date, _> = asked.parse();
    if date.is_ok() && asked.len() == 10 {
        return Ok(asked.to_owned());
    }
    let short: String = asked.chars().take(40).collect();
    Err(Refusal::new(format!(
        "`as_of` is \"{short}\", which is no day such as 2026-11-25."
    )))
}

/// A mandate, before all of it is read.
struct Found {
    iri: NamedNode,
    adopted: Option<String>,
    status: Status,
}

impl Found {
    fn status_name(&self) -> String {
        serde_json::to_value(self.status)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default()
    }
}

fn found(store: &Store, body: NamedNodeRef<'_>, role: Role, as_of: &str) -> Vec<Found> {
    let property = match role {
        Role::Addressee => wsis::ADDRESSEE,
        Role::Concerned => wsis::CONCERNS,
        Role::Recipient => wsis::REPORTS_TO,
        Role::Issuer => wsis::ISSUED_BY,
    };
    let mut iris: Vec<NamedNode> = pointing_to(store, body, Some(property))
        .filter_map(|quad| subject(&quad).cloned())
        .filter(|iri| iri.as_str().contains("/id/mandate/"))
        .collect();
    iris.sort();
    iris.dedup();
    let mut all: Vec<Found> = iris
        .into_iter()
        .map(|iri| {
            let paragraph = crate::lookup::targets(store, iri.as_ref(), wsis::STATED_IN);
            let adopted = paragraph
                .first()
                .and_then(|paragraph| adopted(store, paragraph.as_ref()));
            Found {
                status: status(adopted.as_deref(), &changes(store, iri.as_ref()), as_of),
                adopted,
                iri,
            }
        })
        .collect();
    // Sorting is stable: within a day by address.
    all.sort_by(|a, b| b.adopted.cmp(&a.adopted));
    all
}

fn is_due(store: &Store, mandate: NamedNodeRef<'_>) -> bool {
    [wsis::DUE_BY, wsis::DUE_AT, wsis::DUE_SESSION, wsis::RECURRENCE]
        .into_iter()
        .any(|property| {
            crate::lookup::about(store, mandate, Some(property))
                .next()
                .is_some()
        })
}

fn says(loaded: &Loaded, by_status: &BTreeMap<String, usize>) -> String {
    let mut says = String::new();
    if by_status.contains_key("no-change-recorded") {
        says.push_str("no-change-recorded means that the release records nothing after the text itself: whether it was done, or still holds, is not known here. ");
    }
    if !loaded
        .release
        .manifest
        .counts
        .classes
        .contains_key("ProvisionText")
    {
        says.push_str(
            "This release was built without official texts: it has only the mandates recorded by hand. ",
        );
    }
    says.push_str("A date that has passed does not say that nothing was done.");
    says
}
