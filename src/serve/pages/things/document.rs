//! The page of a document: its text in one language or two side by side, and what is known about each paragraph.

use super::document_blocks::{Block, Entry, Gathered, held_languages};
use super::document_facts::{Fact, Files, Step, Vote, facts, files, steps, vote};
use super::draft::{Draft, draft};
use super::frame::{Frame, look};
use super::look::{Link, Look};
use crate::cite::{Styled, record, styles};
use crate::graph::vocabulary::{foaf, wsis};
use crate::serve::assets;
use crate::serve::lookup::Words;
use crate::serve::pages::Asked;
use crate::serve::respond::{Problem, Shell, page};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

/// The languages of the United Nations, in the order in which pages offer them.
pub(super) const TONGUES: [(&str, &str); 6] = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("zh", "中文"),
];

/// Most provisions on one page; longer documents have several.
const MAX_BLOCKS: usize = 300;

#[derive(Template)]
#[template(path = "things/document.html", config = "src/serve/askama.toml")]
struct DocumentPage {
    shell: Shell,
    f: Frame,
    symbol: String,
    kind: Option<Link>,
    draft: Option<Draft>,
    facts: Vec<Fact>,
    vote: Option<Vote>,
    steps: Vec<Step>,
    files: Vec<Files>,
    official: Option<String>,
    text: Text,
    before: Vec<Link>,
    after: Vec<Link>,
    series: Option<String>,
    compare: Option<Link>,
    cites: Vec<Styled>,
    copy: Option<String>,
}

/// The text of a document as far as the page shows it.
pub(super) struct Text {
    /// Languages that can be chosen alone, the chosen one first in effect.
    pub alone: Vec<Choice>,
    /// Languages that can stand beside the first.
    pub beside: Vec<Choice>,
    /// The languages shown: none, one or two.
    pub chosen: Vec<String>,
    /// Languages asked for that the release does not hold.
    pub missing: Vec<&'static str>,
    /// Whether the release holds the text in any language.
    pub held: bool,
    /// The headings.
    pub contents: Vec<Entry>,
    /// The paragraphs of this part.
    pub blocks: Vec<Block>,
    /// The parts of a long document.
    pub parts: Vec<Choice>,
}

/// One of several things a reader may choose.
pub(super) struct Choice {
    /// Its tag, where it is a language.
    pub tag: &'static str,
    /// Its name.
    pub name: String,
    /// The address that chooses it.
    pub href: String,
    /// Whether it is chosen.
    pub here: bool,
}

/// Writes the page.
pub(in crate::serve::pages) fn write(asked: &Asked<'_>) -> Option<Response> {
    let look = look(asked);
    let text = match text(asked, &look) {
        Ok(text) => text,
        Err(problem) => return Some(problem.respond(asked.state, asked.headers)),
    };
    let document = asked.iri.as_ref();
    let before = neighbours(&look, asked, true);
    let after = neighbours(&look, asked, false);
    let compare = before.first().map(|previous| Link {
        href: format!(
            "{}/compare?a={}&b={}",
            asked.shell.home,
            crate::serve::iri::query_value(&previous.words.text),
            crate::serve::iri::query_value(&look.symbol(document).words.text)
        ),
        words: previous.words.clone(),
    });
    Some(page(&DocumentPage {
        f: Frame::of(asked, "Document"),
        symbol: look
            .literal(document, wsis::SYMBOL)
            .unwrap_or_else(|| look.symbol(document).words.text),
        kind: look
            .target(document, wsis::DOCUMENT_KIND)
            .map(|kind| look.link(kind.as_ref())),
        draft: draft(&look, document, None),
        facts: facts(&look, asked.iri),
        vote: vote(&look, document),
        steps: steps(&look, document),
        files: files(&look, asked.iri),
        official: look
            .target(document, foaf::PAGE)
            .map(|page| localised(page.as_str(), look.language())),
        series: look.literal(document, wsis::SERIES),
        cites: styles(&record(look.store, asked.iri.as_str())),
        copy: assets::address("copy.js").map(|path| format!("{}{path}", asked.shell.root)),
        before,
        after,
        compare,
        text,
        shell: asked.shell.clone(),
    }))
}

/// The library of the United Nations has one address a language.
fn localised(page: &str, language: &str) -> String {
    page.strip_prefix("https://docs.un.org/en/").map_or_else(
        || page.to_owned(),
        |symbol| format!("https://docs.un.org/{language}/{symbol}"),
    )
}

/// The documents before or after this one in its series.
fn neighbours(look: &Look<'_>, asked: &Asked<'_>, before: bool) -> Vec<Link> {
    let document = asked.iri.as_ref();
    let mut found = if before {
        look.targets(document, wsis::FOLLOWS)
    } else {
        look.sources(document, wsis::FOLLOWS)
    };
    let (mine, other) = if before {
        (wsis::SUCCESSOR, wsis::PREVIOUS)
    } else {
        (wsis::PREVIOUS, wsis::SUCCESSOR)
    };
    for succession in look.sources(document, mine) {
        found.extend(look.targets(succession.as_ref(), other));
    }
    found.sort();
    found.dedup();
    found
        .iter()
        .map(|document| look.symbol(document.as_ref()))
        .collect()
}

/// The languages that the address asks for: at most two of the six, each once.
fn wanted(asked: &Asked<'_>) -> Result<Vec<&'static str>, Problem> {
    let pairs = asked.query.unwrap_or_default().split('&');
    let values = pairs.filter_map(|pair| pair.strip_prefix("text="));
    let mut wanted = Vec::new();
    for value in values.take(8) {
        let value = crate::serve::iri::decode(&value.replace('+', " "));
        for tag in value.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
            let known = TONGUES.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag));
            match known {
                Some((known, _)) if !wanted.contains(known) => wanted.push(*known),
                Some(_) => {}
                None => return Err(no_language(asked)),
            }
        }
    }
    if wanted.len() > 2 {
        return Err(no_language(asked));
    }
    Ok(wanted)
}

fn no_language(asked: &Asked<'_>) -> Problem {
    Problem {
        status: StatusCode::BAD_REQUEST,
        message: asked.shell.say("t-text-bad").to_owned(),
        links: vec![(
            format!("{}/page/{}", asked.shell.home, asked.path),
            asked.shell.say("t-text-back").to_owned(),
        )],
    }
}

#[expect(clippy::too_many_lines, reason = "the parts of one page")]
fn text(asked: &Asked<'_>, look: &Look<'_>) -> Result<Text, Problem> {
    let wanted = wanted(asked)?;
    let held = held_languages(look, asked.iri);
    let missing: Vec<&'static str> = wanted.iter().copied().filter(|tag| !held.contains(tag)).collect();
    let mut chosen: Vec<&'static str> = wanted.into_iter().filter(|tag| held.contains(tag)).collect();
    if chosen.is_empty() {
        let own = [look.language(), "en"].into_iter().find(|tag| held.contains(tag));
        chosen.extend(own.or_else(|| held.first().copied()));
    }
    let gathered = Gathered::read(look, asked.iri);
    let count = gathered.count().div_ceil(MAX_BLOCKS).max(1);
    let part = match asked.parameter("part") {
        None => 1,
        Some(part) => part
            .parse::<usize>()
            .ok()
            .filter(|part| (1..=count).contains(part))
            .ok_or_else(|| Problem {
                status: StatusCode::NOT_FOUND,
                message: asked.shell.fill("t-part-bad", &[("n", &count)]),
                links: vec![(
                    format!("{}/page/{}", asked.shell.home, asked.path),
                    asked.path.clone(),
                )],
            })?,
    };
    let base = format!("{}/page/{}", asked.shell.home, asked.path);
    let address = |tongues: &str, part: usize| match (tongues, part) {
        ("", 1) => base.clone(),
        ("", part) => format!("{base}?part={part}"),
        (tongues, 1) => format!("{base}?text={tongues}"),
        (tongues, part) => format!("{base}?text={tongues}&part={part}"),
    };
    let now = chosen.join(",");
    let (contents, blocks) = gathered.arrange(look, &chosen, (part - 1) * MAX_BLOCKS, MAX_BLOCKS, |part| {
        if part == 0 {
            String::new()
        } else {
            address(&now, part)
        }
    });
    let choices = |href: &dyn Fn(&str) -> String, here: &dyn Fn(&str) -> bool| -> Vec<Choice> {
        let known = TONGUES.iter().filter(|(tag, _)| held.contains(tag));
        known
            .map(|(tag, name)| Choice {
                tag,
                name: (*name).to_owned(),
                href: href(tag),
                here: here(tag),
            })
            .collect()
    };
    let first = chosen.first().copied().unwrap_or_default();
    let mut beside = choices(&|tag| address(&format!("{first},{tag}"), part), &|tag| {
        chosen.get(1).is_some_and(|second| *second == tag)
    });
    beside.retain(|choice| choice.tag != first);
    Ok(Text {
        alone: choices(&|tag| address(tag, part), &|tag| tag == first),
        beside,
        missing,
        held: !held.is_empty(),
        contents,
        blocks,
        parts: (1..=count)
            .filter(|_| count > 1)
            .map(|at| Choice {
                tag: "",
                name: at.to_string(),
                href: address(&now, at),
                here: at == part,
            })
            .collect(),
        chosen: chosen.into_iter().map(str::to_owned).collect(),
    })
}

/// A language as people of it call it.
pub(super) fn own_name(tag: &str) -> &'static str {
    TONGUES
        .iter()
        .find(|(known, _)| *known == tag)
        .map_or("", |(_, name)| name)
}

/// Words without a language of their own.
pub(super) fn bare(text: impl Into<String>) -> Words {
    Words {
        text: text.into(),
        lang: String::new(),
    }
}

impl DocumentPage {
    fn own_name(&self, tag: &str) -> &'static str {
        own_name(tag)
    }
}
