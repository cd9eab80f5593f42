//! The curated records, one type a folder of `data/`.
//!
//! Field names are the keys of the TOML files; `data/README.md` explains them to
//! the people who edit those files. Unknown keys are errors.

use serde::Deserialize;

use super::values::{At, Evidence, ProvisionRef, Source, Words};
use super::{Date, Symbol};

/// A document: a work in the sense of FRBR, whatever its languages and files.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The symbol as the UN Digital Library writes it.
    pub symbol: At<Symbol>,
    /// A concept of `ontology/concepts/document-kinds.ttl`.
    pub kind: At<String>,
    /// The title, by language.
    #[serde(default)]
    pub title: Words,
    /// Other printed forms of the symbol.
    #[serde(default)]
    pub symbols: Vec<String>,
    /// Other names that addresses may use for it.
    #[serde(default)]
    pub aliases: Vec<At<String>>,
    /// When it was adopted.
    pub adopted: Option<At<Date>>,
    /// When it was issued.
    pub issued: Option<At<Date>>,
    /// The body that adopted it.
    pub adopted_by: Option<At<String>>,
    /// The event at which it was adopted.
    pub adopted_at: Option<At<String>>,
    /// The number of the body's session.
    pub session: Option<u32>,
    /// The meeting, as its record names it.
    pub meeting: Option<String>,
    /// The number of the agenda item.
    pub agenda_item: Option<String>,
    /// The draft or report it comes from.
    pub origin: Option<At<Symbol>>,
    /// The one before it in its series.
    pub follows: Option<At<Symbol>>,
    /// The name of its series.
    pub series: Option<String>,
    /// Documents that reproduce it.
    #[serde(default)]
    pub reproduced_in: Vec<At<Symbol>>,
    /// Documents or provisions that endorse it.
    #[serde(default)]
    pub endorsed_by: Vec<At<Source>>,
    /// How many numbered paragraphs its main text prints.
    pub paragraphs: Option<At<u32>>,
    /// Official addresses.
    #[serde(default)]
    pub pages: Vec<At<String>>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}

/// An organ, agency, group or forum.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The last part of its address.
    pub id: At<String>,
    /// Its name, by language.
    pub name: Words,
    /// The usual abbreviation.
    pub acronym: Option<String>,
    /// Names it had before, or goes by elsewhere.
    #[serde(default)]
    pub former_names: Vec<String>,
    /// What kind of body it is, in a word or two.
    pub kind: Option<String>,
    /// The body it is part of.
    pub part_of: Option<At<String>>,
    /// The bodies that serve as its secretariat.
    #[serde(default)]
    pub serviced_by: Vec<At<String>>,
    /// The bodies it reports to.
    #[serde(default)]
    pub reports_to: Vec<At<String>>,
    /// The text that set it up.
    pub established_by: Option<At<Source>>,
    /// When it was set up.
    pub established: Option<At<Date>>,
    /// Its site.
    pub homepage: Option<At<String>>,
    /// Its Wikidata number ("Q376150"), where known for certain.
    pub wikidata: Option<At<String>>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}

/// A summit, phase, session, forum or meeting.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The last part of its address.
    pub id: At<String>,
    /// Its name, by language.
    pub name: Words,
    /// A concept of `ontology/concepts/event-kinds.ttl`.
    pub kind: At<String>,
    /// The first day.
    pub starts: Option<At<Date>>,
    /// The last day.
    pub ends: Option<At<Date>>,
    /// The place, in English.
    pub place: Option<String>,
    /// The body that held it.
    pub held_by: Option<At<String>>,
    /// Its number in its series.
    pub ordinal: Option<u32>,
    /// The event it was part of.
    pub part_of: Option<At<String>>,
    /// The event before it in its series.
    pub after: Option<At<String>>,
    /// What it dealt with, in our own words.
    pub dealt_with: Option<String>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}

/// One act asked of somebody by one provision.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mandate {
    /// The provision that states it.
    pub provision: At<ProvisionRef>,
    /// The how-manieth mandate of that provision.
    pub n: u32,
    /// The operative verb as printed.
    pub verb: String,
    /// A concept of `ontology/concepts/forces.ttl`.
    pub force: At<String>,
    /// The body that gives it.
    pub by: At<String>,
    /// Who is asked: bodies, or `stakeholder-group/…`.
    #[serde(default)]
    pub to: Vec<At<String>>,
    /// What is asked, in our own words.
    pub action: String,
    /// By when.
    pub due: Option<At<Date>>,
    /// At which events.
    #[serde(default)]
    pub due_at: Vec<At<String>>,
    /// How often: a concept of `ontology/concepts/recurrences.ttl`.
    pub recurrence: Option<At<String>>,
    /// The body that finally receives the report.
    pub reports_to: Option<At<String>>,
    /// What it is about: `body/igf`, `action-line/c5`, `event/…`.
    #[serde(default)]
    pub concerns: Vec<At<String>>,
    /// How it is known.
    pub evidence: Evidence,
}

/// Something that happened to a mandate: established, renewed, extended …
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MandateEvent {
    /// The last part of its address.
    pub id: At<String>,
    /// A concept of `ontology/concepts/mandate-event-kinds.ttl`.
    pub kind: At<String>,
    /// The mandate it happened to: `SYMBOL#para/n/k`.
    pub mandate: Option<At<ProvisionRef>>,
    /// The body whose mandate it is.
    pub concerns: At<String>,
    /// The provision that brought it about.
    pub effected_by: At<ProvisionRef>,
    /// When.
    pub on: Option<At<Date>>,
    /// Until when it then holds.
    pub until: Option<At<Date>>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}

/// A body's place in another body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The body that has members.
    pub organization: At<String>,
    /// The member.
    pub member: At<String>,
    /// A concept of `ontology/concepts/roles.ttl`.
    pub role: At<String>,
    /// Since when.
    pub from: Option<At<Date>>,
    /// Until when.
    pub until: Option<At<Date>>,
    /// How it is known.
    pub evidence: Evidence,
}

/// A target to be reached by a year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The last parts of its address: `geneva-2003/a`.
    pub id: At<String>,
    /// Its printed number or letter.
    pub number: String,
    /// The provision that sets it.
    pub provision: At<ProvisionRef>,
    /// What is to be reached, in our own words.
    pub name: Words,
    /// By when.
    pub due: At<Date>,
    /// The action lines it belongs to.
    #[serde(default)]
    pub action_lines: Vec<At<String>>,
    /// How it is known.
    pub evidence: Evidence,
}

/// A body that facilitates an action line: a row of `data/facilitations/*.csv`.
#[derive(Debug, Clone)]
pub struct Facilitation {
    /// A concept of `ontology/concepts/action-lines.ttl`.
    pub action_line: At<String>,
    /// The body.
    pub body: At<String>,
    /// A concept of `ontology/concepts/roles.ttl`.
    pub role: At<String>,
    /// Since when.
    pub from: Option<At<Date>>,
    /// Until when.
    pub until: Option<At<Date>>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}

/// A provision that treats a theme: a row of `data/theme-paragraphs/*.csv`.
#[derive(Debug, Clone)]
pub struct ThemeParagraph {
    /// A concept of `ontology/concepts/themes.ttl`.
    pub theme: At<String>,
    /// The provision.
    pub provision: At<ProvisionRef>,
    /// How it is known.
    pub evidence: Evidence,
}
