//! The mandates of a page as CSV: one row for each that the page counts, the same filters holding.

use super::acts::{Act, document_date, is_draft};
use super::document::bare;
use super::look::{Link, Look, provision};
use super::state_on::Standing;
use super::table::{Line, lines};
use crate::graph::vocabulary::wsis;
use crate::serve::iri::decode;
use crate::serve::lookup::texts;
use crate::serve::pages::Asked;
use crate::serve::respond::{failure, set, with_type};
use axum::http::header;
use axum::response::Response;
use oxigraph::model::NamedNodeRef;

/// What the columns hold. Programs read them, so they are the same in every language.
const COLUMNS: [&str; 10] = [
    "document",
    "status",
    "adopted",
    "paragraph",
    "force",
    "verb",
    "what",
    "due",
    "stands",
    "mandate",
];

/// The address of the mandates of a page as CSV.
pub(super) fn link(asked: &Asked<'_>) -> Link {
    Link {
        href: format!("{}/page/{}?as=csv", asked.shell.home, asked.path),
        words: bare("CSV"),
    }
}

/// The mandates that lead to a thing by a property, if they are asked for as CSV.
pub(super) fn answer(asked: &Asked<'_>, look: &Look<'_>, property: NamedNodeRef<'_>) -> Option<Response> {
    if asked.parameter("as").as_deref() != Some("csv") {
        return None;
    }
    let lines = match lines(asked, look, property) {
        Ok(lines) => lines,
        Err(problem) => return Some(problem.respond(asked.state, asked.headers)),
    };
    Some(written(look, &lines).map_or_else(failure, |body| {
        let mut response = with_type("text/csv; charset=utf-8", body);
        let name = format!("attachment; filename=\"mandates-{}.csv\"", slug(&asked.path));
        set(&mut response, header::CONTENT_DISPOSITION, &name);
        response
    }))
}

/// `ungis` for `body/ungis`: what every system takes as the name of a file.
fn slug(path: &str) -> String {
    let name = path.split_once('/').map_or(path, |(_, name)| name);
    name.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

fn written(look: &Look<'_>, lines: &[Line]) -> Option<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).ok()?;
    for line in lines {
        writer.write_record(row(look, line)).ok()?;
    }
    writer.into_inner().ok()
}

fn row(look: &Look<'_>, line: &Line) -> [String; 10] {
    let act = &line.act;
    let document = act
        .stated_in
        .as_ref()
        .and_then(|place| look.target(place.as_ref(), wsis::IN_DOCUMENT));
    let paragraph = act
        .stated_in
        .as_ref()
        .and_then(|place| provision(place.as_str()))
        .map(|(_, place)| decode(place.strip_prefix("para/").unwrap_or(place)));
    let of_document = |say: fn(&Look<'_>, NamedNodeRef<'_>) -> String| {
        document
            .as_ref()
            .map(|document| say(look, document.as_ref()))
            .unwrap_or_default()
    };
    [
        of_document(|look, document| look.symbol(document).words.text),
        status(line.state, of_document(document_status)),
        of_document(document_date),
        paragraph.unwrap_or_default(),
        act.force_code.clone(),
        verb(look, line.mandate.as_ref()),
        what(look, line.mandate.as_ref()),
        due(act),
        look.shell.say(line.state.key()).to_owned(),
        line.mandate.as_str().to_owned(),
    ]
}

/// Whether a document was adopted, only drafted, or is a report and the like, which nobody adopts.
fn document_status(look: &Look<'_>, document: NamedNodeRef<'_>) -> String {
    let status = if is_draft(look, document) {
        "draft"
    } else if look.literal(document, wsis::ADOPTED_ON).is_some() {
        "adopted"
    } else {
        "issued"
    };
    status.to_owned()
}

/// The status of the document, unless the mandate itself is known to be over.
fn status(state: Standing, of_document: String) -> String {
    match state {
        Standing::Superseded => "superseded".to_owned(),
        Standing::Lapsed | Standing::Done => "ended".to_owned(),
        _ => of_document,
    }
}

/// One verb: record and rule may print it alike but for capitals or a preposition, and the longer says more.
fn verb(look: &Look<'_>, mandate: NamedNodeRef<'_>) -> String {
    let verbs = texts(look.store, mandate, wsis::OPERATIVE_VERB);
    verbs
        .into_iter()
        .map(|verb| verb.text.to_lowercase())
        .max_by(|a, b| (a.chars().count(), b).cmp(&(b.chars().count(), a)))
        .unwrap_or_default()
}

/// What is to be done, whole: in words of this project, or else in those of the text.
fn what(look: &Look<'_>, mandate: NamedNodeRef<'_>) -> String {
    look.pick(mandate, wsis::ACTION)
        .or_else(|| look.pick(mandate, wsis::ACTION_WORDS))
        .map(|words| words.text)
        .unwrap_or_default()
}

/// By when, at which event, how often.
fn due(act: &Act) -> String {
    let event = act.due_at.as_ref().map(|event| event.words.text.clone());
    let rhythm = act.recurrence.as_ref().map(|words| words.text.clone());
    let parts: Vec<String> = [act.due.clone(), event, rhythm].into_iter().flatten().collect();
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::slug;

    /// Catches: a name with a slash or a quotation mark, which would end the header or leave the folder.
    #[test]
    fn names_of_files_are_plain() {
        assert_eq!(slug("body/ungis"), "ungis");
        assert_eq!(slug("target/geneva-2003/a"), "geneva-2003-a");
        assert_eq!(slug("body/a\"b"), "a-b");
    }
}
