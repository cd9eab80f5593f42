//! The page of an action line, a theme, a stakeholder group or a target: who works on it, and what each year's texts say.

use super::acts::{Act, act, document_date};
use super::document_blocks::words_in;
use super::document_facts::Fact;
use super::frame::{Frame, look};
use super::lines::{Column, Row, Stretch, columns, end_of, timeline, year_of};
use super::look::{Link, Look, natural, provision};
use super::mandates_csv;
use super::table::{Table, table};
use crate::graph::vocabulary::{skos, wsis};
use crate::serve::lookup::Words;
use crate::serve::pages::Asked;
use crate::serve::respond::{Shell, page};
use crate::serve::view::Evidence;
use crate::serve::vocab;
use askama::Template;
use axum::response::Response;
use oxigraph::model::{NamedNode, NamedNodeRef};
use std::collections::{BTreeMap, HashMap};

/// A subject under which provisions are gathered.
pub(super) const THEME: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/wsis/ns#Theme");
/// A group that provisions address without naming a body.
pub(super) const STAKEHOLDER_GROUP: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/wsis/ns#StakeholderGroup");

/// Most paragraphs that are listed; the rest is one query away.
const MAX_PARAGRAPHS: usize = 250;
/// Most mandates that are listed.
const MAX_ACTS: usize = 60;
/// Longest words of a paragraph in the list, in characters.
const MAX_WORDS: usize = 320;

#[derive(Template)]
#[template(path = "things/concept.html", config = "src/serve/askama.toml")]
struct ConceptPage {
    shell: Shell,
    f: Frame,
    sign: Option<String>,
    definition: Option<Words>,
    facts: Vec<Fact>,
    facilitators: Vec<(String, Vec<Link>)>,
    terms: String,
    goals: Vec<(Link, Vec<Link>)>,
    indicators: Vec<Indicator>,
    years: String,
    paragraphs: Vec<Year>,
    all: usize,
    acts: Vec<Act>,
    table: Option<Table>,
    csv: Link,
    evidence: Vec<Evidence>,
}

/// The paragraphs of one year.
pub(super) struct Year {
    /// The year.
    pub year: String,
    /// Its paragraphs.
    pub lines: Vec<Line>,
}

/// A paragraph in the list.
pub(super) struct Line {
    /// The paragraph.
    pub link: Link,
    /// Its gist or its words.
    pub words: Option<Words>,
    /// Whether the words are those of the text.
    pub quoted: bool,
    /// The address of what it changed of an earlier one.
    pub changes: Option<String>,
    /// The words of the text, to be unfolded below a line that is not them; in short lists only.
    pub text: Option<Words>,
}

/// An indicator of a target with what was reported.
struct Indicator {
    link: Link,
    values: Vec<(String, Link)>,
}

/// Most paragraphs whose words are on the page.
const MAX_TEXTS: usize = 80;

/// Writes the page.
pub(in crate::serve::pages) fn write(asked: &Asked<'_>) -> Option<Response> {
    let look = look(asked);
    let concept = asked.iri.as_ref();
    let class = class(asked.iri.as_str());
    let leads = if class == "StakeholderGroup" {
        wsis::ADDRESSEE
    } else {
        wsis::CONCERNS
    };
    if let Some(csv) = mandates_csv::answer(asked, &look, leads) {
        return Some(csv);
    }
    let table = if class == "StakeholderGroup" {
        match table(asked, &look, wsis::ADDRESSEE) {
            Ok(table) => Some(table),
            Err(problem) => return Some(problem.respond(asked.state, asked.headers)),
        }
    } else {
        None
    };
    let mut provisions = look.sources(concept, wsis::TOUCHES);
    provisions.extend(look.sources(concept, wsis::TREATS));
    let (years, paragraphs, all) = through_the_years(&look, provisions);
    let mut acts = look.sources(concept, wsis::CONCERNS);
    acts.retain(|node| node.as_str().contains("/id/mandate/"));
    let mut acts: Vec<Act> = acts.iter().map(|mandate| act(&look, mandate.as_ref())).collect();
    acts.sort_by(|a, b| b.date.cmp(&a.date));
    acts.truncate(MAX_ACTS);
    let (facilitators, terms) = facilitators(&look, concept, &asked.today);
    Some(page(&ConceptPage {
        sign: look.literal(concept, vocab::NOTATION),
        definition: look.pick(concept, vocab::DEFINITION),
        facts: facts(&look, concept),
        facilitators,
        terms,
        goals: goals(&look, concept),
        indicators: indicators(&look, concept),
        years,
        paragraphs,
        all,
        acts,
        csv: mandates_csv::link(asked),
        table,
        evidence: asked.viewer().evidence(asked.iri),
        f: Frame::of(asked, class),
        shell: asked.shell.clone(),
    }))
}

fn class(iri: &str) -> &'static str {
    if iri.contains("/id/action-line/") {
        "ActionLine"
    } else if iri.contains("/id/target/") {
        "Target"
    } else if iri.contains("/id/theme/") {
        "Theme"
    } else {
        "StakeholderGroup"
    }
}

fn facts(look: &Look<'_>, concept: NamedNodeRef<'_>) -> Vec<Fact> {
    let links = |key, property: NamedNodeRef<'_>| Fact {
        key,
        values: look.links(concept, property),
    };
    let text = |key, property: NamedNodeRef<'_>| Fact {
        key,
        values: look
            .pick(concept, property)
            .map(|words| Link {
                href: String::new(),
                words,
            })
            .into_iter()
            .collect(),
    };
    let mut narrower = look.targets(concept, vocab::NARROWER);
    narrower.sort_by_cached_key(|node| natural(node.as_str()));
    let mut facts = vec![
        links("t-part-of", vocab::BROADER),
        Fact {
            key: "t-parts",
            values: narrower.iter().map(|node| look.link(node.as_ref())).collect(),
        },
        text("t-number", wsis::NUMBER),
        text("t-due-by", wsis::DUE_BY),
        links("t-stated-in", wsis::STATED_IN),
        links("t-action-lines", wsis::TOUCHES),
        text("t-note", skos::NOTE),
    ];
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

/// Who facilitates an action line, by role; a picture where times are known.
fn facilitators(
    look: &Look<'_>,
    concept: NamedNodeRef<'_>,
    today: &str,
) -> (Vec<(String, Vec<Link>)>, String) {
    let mut by: BTreeMap<(u8, String), Vec<Link>> = BTreeMap::new();
    let mut rows = Vec::new();
    for facilitation in look.sources(concept, wsis::ACTION_LINE) {
        let iri = facilitation.as_ref();
        let Some(body) = look.target(iri, wsis::FACILITATOR) else {
            continue;
        };
        let role = look.target(iri, wsis::ROLE);
        let name = role
            .as_ref()
            .map(|role| look.name(role.as_ref()).text)
            .unwrap_or_default();
        let lead = role.is_some_and(|role| role.as_str().ends_with("/lead"));
        let mut link = look.short(body.as_ref());
        if let Some(from) = look.literal(iri, wsis::FROM) {
            let until = look.literal(iri, wsis::UNTIL);
            if let Some(start) = year_of(&from) {
                rows.push(Row {
                    name: format!("{}, {name}", link.words.text),
                    stretches: vec![Stretch {
                        from: start,
                        to: until.as_deref().and_then(end_of),
                        title: format!("{from} – {}", until.clone().unwrap_or_default()),
                        class: "term",
                    }],
                    moments: Vec::new(),
                });
            }
            link.words.text = format!("{} ({from}–{})", link.words.text, until.unwrap_or_default());
        }
        by.entry((u8::from(!lead), name)).or_default().push(link);
    }
    let picture = if rows.is_empty() {
        String::new()
    } else {
        timeline(look.shell.say("t-facilitators"), &rows, year_of(today))
    };
    (
        by.into_iter().map(|((_, role), links)| (role, links)).collect(),
        picture,
    )
}

/// The goals of the 2030 Agenda to which the matrix links an action line, each with its targets.
fn goals(look: &Look<'_>, concept: NamedNodeRef<'_>) -> Vec<(Link, Vec<Link>)> {
    let mut by: BTreeMap<u32, (Link, Vec<Link>)> = BTreeMap::new();
    let mut all = look.targets(concept, wsis::GOAL);
    all.sort_by_cached_key(|node| natural(node.as_str()));
    for goal in all {
        let Some(code) = goal.as_str().strip_prefix(super::sdg::SDG) else {
            continue;
        };
        let whole = code.split('.').next().unwrap_or(code);
        let Ok(number) = whole.parse::<u32>() else {
            continue;
        };
        let entry = by
            .entry(number)
            .or_insert_with(|| (super::sdg::goal_link(look.shell, whole), Vec::new()));
        entry.1.push(if code.contains('.') {
            super::sdg::goal_link(look.shell, code)
        } else {
            Link {
                href: format!("{}/sdg/{whole}", look.shell.home),
                words: super::document::bare(look.shell.say("t-target-of-goal")),
            }
        });
    }
    by.into_values().collect()
}

fn indicators(look: &Look<'_>, target: NamedNodeRef<'_>) -> Vec<Indicator> {
    look.sources(target, wsis::MEASURES)
        .iter()
        .map(|indicator| Indicator {
            link: look.link(indicator.as_ref()),
            values: {
                let mut values: Vec<(String, Link)> = look
                    .targets(indicator.as_ref(), wsis::REPORT)
                    .iter()
                    .map(|value| {
                        let year = look
                            .literal(value.as_ref(), wsis::REPORTED_FOR)
                            .unwrap_or_default();
                        (year, look.link(value.as_ref()))
                    })
                    .collect();
                values.sort_by(|a, b| a.0.cmp(&b.0));
                values
            },
        })
        .collect()
}

/// Paragraphs by the year of their text, the earliest first, with a picture that leads to the years.
pub(super) fn through_the_years(
    look: &Look<'_>,
    mut provisions: Vec<NamedNode>,
) -> (String, Vec<Year>, usize) {
    provisions.retain(|node| provision(node.as_str()).is_some());
    provisions.sort();
    provisions.dedup();
    let mut dates: HashMap<NamedNode, String> = HashMap::new();
    let mut dated: Vec<(String, NamedNode)> = provisions
        .into_iter()
        .map(|node| {
            let document = look.target(node.as_ref(), wsis::IN_DOCUMENT);
            let date = document.map(|document| {
                dates
                    .entry(document)
                    .or_insert_with_key(|document| document_date(look, document.as_ref()))
                    .clone()
            });
            (date.unwrap_or_default(), node)
        })
        .collect();
    dated.sort_by_cached_key(|(date, node)| (date.clone(), natural(node.as_str())));
    let all = dated.len();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (date, _) in &dated {
        *counts.entry(date.get(..4).unwrap_or("?").to_owned()).or_default() += 1;
    }
    // The latest are kept where there are too many; the first of all are always worth seeing.
    if dated.len() > MAX_PARAGRAPHS {
        let tail = dated.split_off(dated.len() - MAX_PARAGRAPHS / 2);
        dated.truncate(MAX_PARAGRAPHS / 2);
        dated.extend(tail);
    }
    let mut years: Vec<Year> = Vec::new();
    for (date, node) in &dated {
        let year = date.get(..4).unwrap_or("?");
        if years.last().is_none_or(|last| last.year != year) {
            years.push(Year {
                year: year.to_owned(),
                lines: Vec::new(),
            });
        }
        if let Some(last) = years.last_mut() {
            last.lines.push(line(look, node, all <= MAX_TEXTS));
        }
    }
    (picture(look, &counts), years, all)
}

fn picture(look: &Look<'_>, counts: &BTreeMap<String, usize>) -> String {
    let known = |year: &String| year.parse::<u32>().ok();
    let (Some(first), Some(last)) = (counts.keys().find_map(known), counts.keys().rev().find_map(known))
    else {
        return String::new();
    };
    if first == last {
        return String::new();
    }
    let all: Vec<Column> = (first..=last.min(first + 60))
        .map(|year| {
            let year = year.to_string();
            let count = counts.get(&year).copied().unwrap_or(0);
            Column {
                href: format!("#y{year}"),
                title: format!("{year}: {count}"),
                count,
                year,
            }
        })
        .collect();
    columns(look.shell.say("t-through-years"), &all)
}

fn line(look: &Look<'_>, node: &NamedNode, with_text: bool) -> Line {
    let iri = node.as_ref();
    let gist = look.pick(iri, wsis::GIST);
    let own = words_in(look, iri, look.language()).or_else(|| words_in(look, iri, "en"));
    let quoted = gist.is_none()
        || own
            .as_ref()
            .is_some_and(|words| words.lang == look.language() && words.lang != "en");
    let text = own.clone().filter(|_| with_text);
    let words = if quoted { own.map(cut).or(gist) } else { gist };
    let whole = |text: &Words| words.as_ref().is_none_or(|words| words.text != text.text);
    let text = text.filter(whole);
    let link = look.link(iri);
    Line {
        changes: look
            .target(iri, wsis::PREDECESSOR)
            .map(|_| format!("{}#changes", link.href)),
        link,
        words,
        quoted,
        text,
    }
}

fn cut(mut words: Words) -> Words {
    if let Some((at, _)) = words.text.char_indices().nth(MAX_WORDS) {
        words.text.truncate(at);
        words.text.push('…');
    }
    words
}
