//! The curated records, one type a folder of `data/`.
//!
//! Field names are the keys of the TOML files; `data/README.md` explains them to
//! the people who edit those files. Unknown keys are errors.

use serde::Deserialize;

use super::values::{At, Evidence, ProvisionRef, Source, Words};
use super::{Date, Language, Symbol};

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
    /// The verbatim record of the meeting that adopted it.
    pub meeting_record: Option<At<Symbol>>,
    /// Who put it forward, as printed.
    #[serde(default)]
    pub sponsors: Vec<String>,
    /// How it was adopted.
    pub vote: Option<Vote>,
    /// The address of the work in the official Akoma Ntoso file (`FRBRWork`).
    pub akn_work: Option<At<String>>,
    /// What its records claim to hold in full: every numbered paragraph, every mandate.
    #[serde(default)]
    pub complete: Vec<At<Complete>>,
    /// Acts that the rules find and that ask nothing of anybody: `para/2/a`, with `/n` for one of several.
    #[serde(default)]
    pub not_mandates: Vec<At<String>>,
    /// Official addresses.
    #[serde(default)]
    pub pages: Vec<At<String>>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}

/// What the records of a document claim to hold in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Complete {
    /// Every numbered paragraph has a row in `data/provisions`.
    Paragraphs,
    /// Every numbered paragraph has a gist there.
    Gists,
    /// Every act of the text has a block in `data/mandates`.
    Mandates,
}

impl Complete {
    /// The word of the data for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paragraphs => "paragraphs",
            Self::Gists => "gists",
            Self::Mandates => "mandates",
        }
    }
}

/// How a document was adopted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// "without a vote", "recorded vote".
    pub outcome: String,
    /// Votes for it.
    pub in_favour: Option<u32>,
    /// Votes against it.
    pub against: Option<u32>,
    /// Abstentions.
    pub abstaining: Option<u32>,
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
    /// When it ended.
    pub dissolved: Option<At<Date>>,
    /// What it was renamed or merged into, or who took over.
    #[serde(default)]
    pub succeeded_by: Vec<At<String>>,
    /// Its site.
    pub homepage: Option<At<String>>,
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
    /// The place: an id of `data/places`.
    pub place: Option<At<String>>,
    /// The first day once planned, where another was held.
    pub planned_starts: Option<At<Date>>,
    /// The last day once planned.
    pub planned_ends: Option<At<Date>>,
    /// The place once planned.
    pub planned_place: Option<At<String>>,
    /// How people took part.
    pub mode: Option<Attendance>,
    /// The body that held it.
    pub held_by: Option<At<String>>,
    /// Its number in its series.
    pub ordinal: Option<u32>,
    /// The event it was part of.
    pub part_of: Option<At<String>>,
    /// The event before it in its series.
    pub after: Option<At<String>>,
    /// The documents that it adopted or that report on it.
    #[serde(default)]
    pub outcomes: Vec<At<Symbol>>,
    /// Its motto, as printed.
    pub overarching_theme: Option<String>,
    /// What it dealt with, in our own words.
    pub dealt_with: Option<String>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}

/// How people take part in an event (schema.org's `EventAttendanceModeEnumeration`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attendance {
    /// In one place.
    InPerson,
    /// Over the network only.
    Online,
    /// Both.
    Hybrid,
}

/// A town where events are held.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The last part of its address.
    pub id: At<String>,
    /// Its name.
    pub name: Words,
    /// The country: two letters of ISO 3166-1.
    pub country: Option<At<String>>,
    /// Degrees north, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    pub longitude: Option<f64>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}

/// Somebody who chaired or facilitated.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The last part of the address.
    pub id: At<String>,
    /// The name.
    pub name: Words,
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

/// The place of a body or person in a body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The body that has members.
    pub organization: At<String>,
    /// The member: a body, or `person/…`.
    pub member: At<String>,
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

/// A measure by which a target is followed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// The last parts of its address: `geneva-2003/a/1`.
    pub id: At<String>,
    /// The target.
    pub target: At<String>,
    /// What is measured, in our own words.
    pub name: Words,
    /// What was reported.
    #[serde(default)]
    pub reports: Vec<IndicatorReport>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}

/// What a text reports on a target.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorReport {
    /// The year the value is for.
    pub year: At<Date>,
    /// What was reported, in our own words.
    pub value: String,
    /// How it is known.
    pub evidence: Evidence,
}

/// A provision: a row of `data/provisions/*.csv`.
#[derive(Debug, Clone)]
pub struct Provision {
    /// The provision.
    pub provision: At<ProvisionRef>,
    /// Its printed heading.
    pub heading: Option<String>,
    /// What it says, in a line of our own.
    pub gist: Option<String>,
    /// The action lines it is about.
    pub action_lines: Vec<At<String>>,
    /// The themes it treats.
    pub themes: Vec<At<String>>,
    /// Goals and targets of the 2030 Agenda (`4`, `5.b`).
    pub goals: Vec<At<String>>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}

/// The names of a thing in other languages: a row of `data/labels/*.csv`.
#[derive(Debug, Clone)]
pub struct Label {
    /// `body/cstd`, `force/request`, `ns/Mandate`.
    pub thing: At<String>,
    /// The names.
    pub names: Vec<(Language, At<String>)>,
    /// A remark for readers.
    pub note: Option<String>,
    /// Where the names are printed, or that we translated them.
    pub evidence: Evidence,
}

/// A link to a thing of another data set: a row of `data/links/*.csv`.
#[derive(Debug, Clone)]
pub struct Link {
    /// `body/itu`, `theme/…`.
    pub thing: At<String>,
    /// How the two are related.
    pub relation: At<Relation>,
    /// The address of the other.
    pub target: At<String>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}

/// How a thing is related to one of another data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// One and the same thing.
    Same,
    /// A concept with the same meaning (SKOS Reference §10.1, all five).
    Exact,
    /// A concept that can often stand in.
    Close,
    /// A concept near to it.
    Related,
    /// A wider concept.
    Broad,
    /// A narrower concept.
    Narrow,
}

impl std::str::FromStr for Relation {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "same" => Self::Same,
            "exact" => Self::Exact,
            "close" => Self::Close,
            "related" => Self::Related,
            "broad" => Self::Broad,
            "narrow" => Self::Narrow,
            other => {
                return Err(format!(
                    "`{other}` is no relation; use same, exact, close, related, broad or narrow"
                ));
            }
        })
    }
}

/// A link of the WSIS-SDG Matrix: a row of `data/sdg-matrix/*.csv`.
#[derive(Debug, Clone)]
pub struct MatrixLink {
    /// The action line.
    pub action_line: At<String>,
    /// The goal under which the source lists it.
    pub listed_under: At<String>,
    /// What the source says there; nothing where it lists the goal without targets.
    pub as_found: Option<At<String>>,
    /// The goal or target that is meant, where certain.
    pub target: Option<At<String>>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}
