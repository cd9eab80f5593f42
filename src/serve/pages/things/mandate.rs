//! The page of a mandate: who asks whom to do what, and how that stands on a day.

use super::acts::{Act, Happening, act, history, last};
use super::document_facts::Fact;
use super::frame::{Frame, look};
use super::life::{Life, lives, picture};
use super::look::{Link, Look, choose};
use super::state_on::{Standing, day, standing};
use crate::graph::vocabulary::{skos, wsis};
use crate::serve::lookup::{Words, texts};
use crate::serve::pages::Asked;
use crate::serve::respond::{Problem, Shell, page};
use crate::serve::view::Evidence;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use oxigraph::model::{NamedNode, NamedNodeRef};

#[derive(Template)]
#[template(path = "things/mandate.html", config = "src/serve/askama.toml")]
struct MandatePage {
    shell: Shell,
    f: Frame,
    a: Act,
    issuer: Option<Link>,
    verb: Option<Words>,
    words: Option<Words>,
    paragraph_words: Option<Words>,
    facts: Vec<Fact>,
    on: String,
    state: Standing,
    history: Vec<Happening>,
    lives: Vec<Life>,
    chain: String,
    answers: Vec<(Link, String)>,
    evidence: Vec<Evidence>,
}

/// Writes the page.
pub(in crate::serve::pages) fn write(asked: &Asked<'_>) -> Option<Response> {
    let look = look(asked);
    let on = match asked.parameter("on").filter(|on| !on.is_empty()) {
        None => asked.today.clone(),
        Some(on) => match day(&on) {
            Some(on) => on,
            None => return Some(no_day(asked).respond(asked.state, asked.headers)),
        },
    };
    let mandate = asked.iri.as_ref();
    let a = act(&look, mandate);
    let found = history(&look, mandate);
    let due_at = event_day(&look, mandate);
    let lives = lives(&look, asked.iri);
    let stated_in = a.stated_in.clone();
    let paragraph_words = stated_in.as_ref().and_then(|place| {
        let mut tongues = [look.language(), "en"].into_iter();
        tongues.find_map(|tag| super::document_blocks::words_in(&look, place.as_ref(), tag))
    });
    let mut f = Frame::of(asked, "Mandate");
    if let Some(paragraph) = &a.paragraph {
        let what = a
            .action
            .as_ref()
            .map(|words| words.text.as_str())
            .unwrap_or_default();
        f.title = Words {
            text: format!("{}: {what}", paragraph.words.text),
            lang: "en".to_owned(),
        };
    }
    Some(page(&MandatePage {
        f,
        issuer: look
            .target(mandate, wsis::ISSUED_BY)
            .map(|body| look.link(body.as_ref())),
        verb: look.pick(mandate, wsis::OPERATIVE_VERB),
        words: choose(texts(look.store, mandate, wsis::ACTION_WORDS), look.language()),
        paragraph_words,
        facts: facts(&look, mandate, &a),
        state: standing(&a, due_at.as_deref(), &found, &on),
        history: found,
        chain: if lives.iter().any(|life| !life.history.is_empty()) {
            picture(&look, &lives, &on)
        } else {
            String::new()
        },
        lives,
        answers: stated_in
            .as_ref()
            .map(|place| answers(&look, place.as_ref()))
            .unwrap_or_default(),
        evidence: asked.viewer().evidence(asked.iri),
        on,
        a,
        shell: asked.shell.clone(),
    }))
}

fn no_day(asked: &Asked<'_>) -> Problem {
    Problem {
        status: StatusCode::BAD_REQUEST,
        message: asked.shell.say("t-on-bad").to_owned(),
        links: vec![(
            format!("{}/page/{}", asked.shell.home, asked.path),
            asked.shell.say("t-mandate").to_owned(),
        )],
    }
}

/// The day of the event at which a mandate is due.
pub(super) fn event_day(look: &Look<'_>, mandate: NamedNodeRef<'_>) -> Option<String> {
    let event = look.target(mandate, wsis::DUE_AT)?;
    look.literal(event.as_ref(), wsis::ENDS_ON)
        .or_else(|| look.literal(event.as_ref(), wsis::STARTS_ON))
}

fn facts(look: &Look<'_>, mandate: NamedNodeRef<'_>, a: &Act) -> Vec<Fact> {
    let bare = |words: Words| Link {
        href: String::new(),
        words,
    };
    let text = |key, property: NamedNodeRef<'_>| Fact {
        key,
        values: look.pick(mandate, property).map(bare).into_iter().collect(),
    };
    let mut due: Vec<Link> = a
        .due
        .clone()
        .map(|due| bare(super::document::bare(due)))
        .into_iter()
        .collect();
    due.extend(a.due_at.clone());
    let mut facts = vec![
        Fact {
            key: "t-due-by",
            values: due,
        },
        Fact {
            key: "t-recurrence",
            values: a.recurrence.clone().map(bare).into_iter().collect(),
        },
        Fact {
            key: "t-reports-to",
            values: look.links(mandate, wsis::REPORTS_TO),
        },
        text("t-condition", wsis::CONDITION),
        Fact {
            key: "t-concerns",
            values: look.links(mandate, wsis::CONCERNS),
        },
        text("t-note", skos::NOTE),
    ];
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

/// Most reports that are listed.
const MAX_ANSWERS: usize = 12;

/// The reports that cite the paragraph which states a mandate, the latest first.
fn answers(look: &Look<'_>, place: NamedNodeRef<'_>) -> Vec<(Link, String)> {
    let mut found: Vec<(String, NamedNode)> = look
        .sources(place, wsis::CITED_PROVISION)
        .into_iter()
        .chain(look.sources(place, wsis::CITED))
        .filter_map(|citation| look.target(citation.as_ref(), wsis::CITING_PROVISION))
        .filter_map(|provision| look.target(provision.as_ref(), wsis::IN_DOCUMENT))
        .filter(|document| {
            look.target(document.as_ref(), wsis::DOCUMENT_KIND)
                .is_some_and(|kind| last(&kind) == "report")
        })
        .map(|document| (super::acts::document_date(look, document.as_ref()), document))
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.dedup();
    found
        .into_iter()
        .take(MAX_ANSWERS)
        .map(|(date, document)| {
            let mut link = look.link(document.as_ref());
            link.words.text = format!(
                "{}: {}",
                look.symbol(document.as_ref()).words.text,
                link.words.text
            );
            (link, date)
        })
        .collect()
}
