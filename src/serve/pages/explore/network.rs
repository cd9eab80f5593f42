//! The page with the network around a document or paragraph, or with the whole one.

use super::around::{self, Kinds, Naming, Near};
use super::asked::{Asked, OFFERED};
use super::counts::link;
use super::web::whole;
use super::{Picture, is_part};
use crate::serve::assets;
use crate::serve::lookup::{Words, label_in};
use crate::serve::pages::svg::{self, Caption, Plan};
use crate::serve::respond::{Shell, page};
use crate::serve::state::Loaded;
use askama::Template;
use axum::response::Response;
use oxigraph::model::NamedNode;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "network.html", config = "src/serve/askama.toml")]
struct NetworkPage {
    shell: Shell,
    title: String,
    /// The thing in the middle, where there is one: its page and its name.
    middle: Option<(String, Words)>,
    picture: Picture,
    /// Things in the network and on the picture.
    counts: (usize, usize),
    choices: Vec<(&'static str, Vec<Choice>)>,
    rows: Vec<Row>,
    script: Option<String>,
}

/// A way to draw the same differently.
struct Choice {
    name: String,
    href: String,
    here: bool,
}

/// A neighbour in words.
struct Row {
    name: String,
    href: String,
    network: String,
    to: usize,
    from: usize,
}

/// Names and addresses for the picture.
struct Names<'a> {
    loaded: &'a Loaded,
    shell: &'a Shell,
    all: String,
}

impl Naming for Names<'_> {
    fn names(&self, iri: &NamedNode) -> (String, String) {
        let title = label_in(&self.loaded.release.store, iri.as_ref(), self.shell.language).text;
        let web = self.loaded.web();
        let known = web.place(iri).and_then(|at| web.docs.get(at));
        let short = known.map_or_else(|| title.clone(), |doc| doc.label.clone());
        (short, title)
    }

    fn href(&self, iri: &NamedNode) -> String {
        link(self.shell, iri)
    }

    fn all(&self) -> String {
        self.all.clone()
    }

    fn undated(&self) -> &str {
        self.shell.say("explore-undated")
    }
}

/// The network around a thing; `None` where nothing is linked with it.
pub(super) fn around(loaded: &Loaded, shell: &Shell, iri: &NamedNode, asked: &Asked) -> Option<Response> {
    let web = loaded.web();
    let place = web.place(iri);
    let part = place.is_none() && is_part(loaded, iri);
    let doc = place.or_else(|| web.place(&whole(&loaded.release.store, iri)?))?;
    let mut near = if part {
        around::paragraphs(web, iri, asked.links)
    } else {
        around::documents(web, doc, asked.links)
    };
    if part && (asked.by_document || near.len() > asked.limit) {
        near = around::by_document(web, &near);
    }
    if near.is_empty() && asked.links == Kinds::Both {
        return None;
    }
    let names = Names {
        loaded,
        shell,
        all: format!("{}{}", link(shell, iri), Asked { limit: 500, ..*asked }.address()),
    };
    let plan = around::star(web, (iri, doc), &near, asked.limit, &names);
    let name = label_in(&loaded.release.store, iri.as_ref(), shell.language);
    let title = shell.fill(
        "explore-around",
        &[(
            "name",
            &short(web.docs.get(doc).map(|doc| doc.label.as_str()), part, &name.text),
        )],
    );
    let query = if part {
        part_query(iri)
    } else {
        query(iri, asked.links)
    };
    Some(page(&NetworkPage {
        middle: Some((shell.page(iri.as_str()), name)),
        counts: (near.len(), near.len().min(asked.limit)),
        choices: choices(shell, &link(shell, iri), asked, part),
        rows: rows(shell, &near, &names),
        ..drawn(shell.clone(), title, &plan, &query)
    }))
}

/// The network of all documents.
pub(super) fn all(loaded: &Loaded, shell: &Shell, asked: &Asked) -> Response {
    let web = loaded.web();
    let here = format!("{}/explore/all", shell.home);
    let names = Names {
        loaded,
        shell,
        all: format!("{here}{}", Asked { limit: 500, ..*asked }.address()),
    };
    let plan = around::whole(web, asked.links, asked.limit, &names);
    let title = shell.say("explore-all").to_owned();
    page(&NetworkPage {
        counts: (web.docs.len(), web.docs.len().min(asked.limit)),
        choices: choices(shell, &here, asked, false),
        ..drawn(shell.clone(), title, &plan, &whole_query(asked.links))
    })
}

fn drawn(shell: Shell, title: String, plan: &Plan, query: &str) -> NetworkPage {
    let note = shell.say("explore-network-note").to_owned();
    let caption = Caption {
        id: "network",
        title: &title,
        description: &note,
        rtl: shell.dir == "rtl",
    };
    let picture = Picture::new(
        &shell,
        "network",
        (title.clone(), note.clone()),
        svg::network(&caption, plan),
        query,
    );
    NetworkPage {
        script: assets::address("pictures.js").map(|path| format!("{}{path}", shell.root)),
        middle: None,
        picture,
        counts: (0, 0),
        choices: Vec::new(),
        rows: Vec::new(),
        title,
        shell,
    }
}

/// A paragraph is called by its label, a document by its symbol.
fn short(symbol: Option<&str>, part: bool, label: &str) -> String {
    symbol.filter(|_| !part).unwrap_or(label).to_owned()
}

fn rows(shell: &Shell, near: &BTreeMap<NamedNode, Near>, names: &Names<'_>) -> Vec<Row> {
    let mut sorted: Vec<(&NamedNode, &Near)> = near.iter().collect();
    sorted.sort_by_key(|(iri, near)| (std::cmp::Reverse(near.sum()), (*iri).clone()));
    let row = |(iri, near): (&NamedNode, &Near)| {
        let (short, title) = names.names(iri);
        Row {
            name: if short == title {
                title
            } else {
                format!("{short} – {title}")
            },
            href: shell.page(iri.as_str()),
            network: names.href(iri),
            to: near.to,
            from: near.from,
        }
    };
    sorted.into_iter().take(super::asked::LIMITS.1).map(row).collect()
}

fn choices(shell: &Shell, here: &str, asked: &Asked, part: bool) -> Vec<(&'static str, Vec<Choice>)> {
    let choice = |name: String, other: Asked, chosen: bool| Choice {
        name,
        href: format!("{here}{}", other.address()),
        here: chosen,
    };
    let links = Kinds::ALL.iter().map(|(_, kinds)| {
        let name = match kinds {
            Kinds::Citations => shell.say("explore-citations"),
            Kinds::Reuse => shell.say("explore-words"),
            Kinds::Both => shell.say("explore-both"),
        };
        choice(
            name.to_owned(),
            Asked {
                links: *kinds,
                ..*asked
            },
            *kinds == asked.links,
        )
    });
    let limits = OFFERED.iter().map(|limit| {
        choice(
            limit.to_string(),
            Asked {
                limit: *limit,
                ..*asked
            },
            *limit == asked.limit,
        )
    });
    let mut all = vec![
        (shell.say("explore-links"), links.collect()),
        (shell.say("explore-limit"), limits.collect()),
    ];
    if part {
        let by = [false, true].map(|by| {
            let name = if by {
                shell.say("explore-by-document")
            } else {
                shell.say("explore-by-paragraph")
            };
            choice(
                name.to_owned(),
                Asked {
                    by_document: by,
                    ..*asked
                },
                by == asked.by_document,
            )
        });
        all.push((shell.say("explore-by"), by.into_iter().collect()));
    }
    all
}

/// The patterns of both kinds of links, between ?paragraph of ?later and ?earlier.
fn patterns(kinds: Kinds) -> String {
    let cites = "{ ?citation wsis:citingProvision ?paragraph ; wsis:cited ?earlier . }";
    let reuses = "{ ?reuse wsis:reusingProvision ?paragraph ; wsis:reusedProvision ?before . ?before wsis:inDocument ?earlier . }";
    match kinds {
        Kinds::Citations => cites.to_owned(),
        Kinds::Reuse => reuses.to_owned(),
        Kinds::Both => format!("{cites} UNION {reuses}"),
    }
}

fn query(middle: &NamedNode, kinds: Kinds) -> String {
    let (iri, patterns) = (middle.as_str(), patterns(kinds));
    format!(
        "SELECT ?later ?earlier (COUNT(DISTINCT ?paragraph) AS ?paragraphs) WHERE {{\n  {{ VALUES ?earlier {{ <{iri}> }} {patterns} ?paragraph wsis:inDocument ?later . }}\n  UNION\n  {{ VALUES ?later {{ <{iri}> }} ?paragraph wsis:inDocument ?later . {patterns} }}\n  FILTER(?later != ?earlier)\n}}\nGROUP BY ?later ?earlier\nORDER BY DESC(?paragraphs) ?later ?earlier\n"
    )
}

fn whole_query(kinds: Kinds) -> String {
    let patterns = patterns(kinds);
    format!(
        "SELECT ?later ?earlier (COUNT(DISTINCT ?paragraph) AS ?paragraphs) WHERE {{\n  {patterns}\n  ?paragraph wsis:inDocument ?later .\n  FILTER(?later != ?earlier)\n}}\nGROUP BY ?later ?earlier\nORDER BY DESC(?paragraphs) ?later ?earlier\n"
    )
}

fn part_query(middle: &NamedNode) -> String {
    let iri = middle.as_str();
    format!(
        "SELECT ?from ?to ?how WHERE {{\n  VALUES ?part {{ <{iri}> }}\n  {{ ?x wsis:citingProvision ?part ; wsis:cited ?to . BIND(?part AS ?from) BIND(\"cites\" AS ?how) }}\n  UNION {{ ?x wsis:citedProvision ?part ; wsis:citingProvision ?from . BIND(?part AS ?to) BIND(\"is cited by\" AS ?how) }}\n  UNION {{ ?x wsis:reusingProvision ?part ; wsis:reusedProvision ?to . BIND(?part AS ?from) BIND(\"takes up\" AS ?how) }}\n  UNION {{ ?x wsis:reusedProvision ?part ; wsis:reusingProvision ?from . BIND(?part AS ?to) BIND(\"is taken up by\" AS ?how) }}\n}}\nORDER BY ?how ?from ?to\n"
    )
}
