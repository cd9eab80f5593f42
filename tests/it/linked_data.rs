//! Things as linked data: links for machines, languages, profiles, spellings.

use crate::served::{Invented, client, head};
use serde_json::Value;
use wsis::query::Limits;
use wsis::serve::Watching;

const GRAPH: &str = r#"
@prefix wsis: <https://w3id.org/wsis/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix id: <https://w3id.org/wsis/id/> .
@prefix g: <https://w3id.org/wsis/graph/> .
g:curated {
  <https://w3id.org/wsis/id/document/X/RES/1> a wsis:Document ; wsis:symbol "X/RES/1" ;
    rdfs:label "An invented plan"@en , "Un plan inventé"@fr , "خطة"@ar ;
    wsis:adoptedBy <https://w3id.org/wsis/id/body/assembly> ; wsis:alias "invented-plan" ;
    wsis:evidence <https://w3id.org/wsis/id/evidence/1> .
  <https://w3id.org/wsis/id/evidence/1> a wsis:Evidence ; wsis:claim "adopted"@en ;
    oa:hasSelector <https://w3id.org/wsis/id/evidence/1/quote> .
  <https://w3id.org/wsis/id/evidence/1/quote> oa:exact "few words"@en .
  <https://w3id.org/wsis/id/body/assembly> a wsis:Body ; rdfs:label "Assembly"@en , "Assemblée"@fr .
  <https://w3id.org/wsis/id/keyword/café> a wsis:Keyword ; rdfs:label "café"@fr .
  wsis:Document rdfs:label "document"@en , "document (fr)"@fr .
  wsis:adoptedBy rdfs:label "adopted by"@en , "adopté par"@fr .
}
g:transcribed {
  <https://w3id.org/wsis/id/document/X/RES/1/para/2> a wsis:Paragraph ; rdfs:label "para. 2"@en ;
    eli:is_part_of <https://w3id.org/wsis/id/document/X/RES/1> ; wsis:order 2 .
  <https://w3id.org/wsis/id/document/X/RES/1/para/2/en> eli:realizes <https://w3id.org/wsis/id/document/X/RES/1/para/2> ;
    wsis:text "Invents a paragraph"@en .
  <https://w3id.org/wsis/id/document/X/RES/1/para/2/fr> eli:realizes <https://w3id.org/wsis/id/document/X/RES/1/para/2> ;
    wsis:text "Invente un paragraphe"@fr .
}
"#;

const BROWSER: (&str, &str) = ("accept", "text/html,application/xml;q=0.9,*/*;q=0.8");
const DOCUMENT: &str = "document/X/RES/1";
const IRI: &str = "https://w3id.org/wsis/id/document/X/RES/1";
const EXTENSIONS: [(&str, &str); 6] = [
    ("ttl", "text/turtle"),
    ("nt", "application/n-triples"),
    ("jsonld", "application/ld+json"),
    ("rdf", "application/rdf+xml"),
    ("nq", "application/n-quads"),
    ("trig", "application/trig"),
];

fn server() -> Invented {
    Invented::serve(GRAPH, Limits::default(), None, Watching::default())
}

/// The targets of a relation in a `Link` header, each with its parameters.
fn links(value: &str, relation: &str) -> Vec<String> {
    value
        .split(", <")
        .filter(|link| {
            let rel = link.split("rel=\"").nth(1).unwrap().split('"').next().unwrap();
            rel.split(' ').any(|rel| rel == relation)
        })
        .map(|link| link.trim_start_matches('<').to_owned())
        .collect()
}

/// Catches: a relation of FAIR Signposting that is missing or leads elsewhere, a form without its
/// type, a link to something that is not there.
#[test]
fn a_page_has_the_signposts_of_level_two_and_all_of_them_lead_somewhere() {
    let server = server();
    let page = server.get(&format!("/page/{DOCUMENT}"), &[BROWSER]);
    let value = head(page.headers(), "link").to_owned();
    assert_eq!(links(&value, "cite-as"), [format!("{IRI}>; rel=\"cite-as\"")]);
    for (extension, kind) in EXTENSIONS {
        let wanted = format!("/data/{DOCUMENT}.{extension}>;");
        for relation in ["describedby", "alternate"] {
            let found = links(&value, relation);
            let link = found.iter().find(|link| link.starts_with(&wanted));
            assert!(
                link.is_some_and(|link| link.contains(&format!("type=\"{kind}\""))),
                "{found:?}"
            );
        }
    }
    assert!(links(&value, "license")[0].starts_with("https://creativecommons.org/licenses/by/4.0/>"));
    assert!(links(&value, "collection")[0].starts_with("/>;"));
    assert!(links(&value, "author")[0].starts_with("https://w3id.org/wsis/id/body/assembly>"));
    let types = links(&value, "type");
    assert!(types[0].starts_with("https://schema.org/AboutPage>"), "{types:?}");
    assert!(
        types[1].starts_with("https://schema.org/CreativeWork>"),
        "{types:?}"
    );
    let sets = links(&value, "linkset");
    assert!(
        sets[0].contains("type=\"application/linkset+json\"")
            && sets[1].contains("type=\"application/linkset\"")
    );
    for link in ["describedby", "linkset", "collection"]
        .iter()
        .flat_map(|rel| links(&value, rel))
    {
        let (path, rest) = link.split_once('>').unwrap();
        let answer = server.get(path, &[]);
        assert_eq!(answer.status(), 200, "{path}");
        let kind = head(answer.headers(), "content-type")
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        assert!(
            path == "/" || rest.contains(&format!("type=\"{kind}\"")),
            "{path} is {kind}"
        );
    }
}

/// Catches: a record for managers of literature that has another type, is not chosen by Accept, is given of things
/// that are no documents, or is missing beside the RDF.
#[test]
fn a_document_is_literature_too() {
    let server = server();
    for (extension, kind, begins) in [
        ("ris", "application/x-research-info-systems", "TY  - "),
        ("bib", "application/x-bibtex", "@misc{"),
        ("csl.json", "application/vnd.citationstyles.csl+json", "[\n  {"),
    ] {
        let path = format!("/data/{DOCUMENT}.{extension}");
        let named = server.get(&path, &[]);
        assert_eq!(named.status(), 200, "{path}");
        assert_eq!(head(named.headers(), "content-type"), kind);
        assert!(links(head(named.headers(), "link"), "describes")[0].starts_with("/page/"));
        let named = named.text().unwrap();
        assert!(named.starts_with(begins) && named.contains(IRI), "{named}");
        let chosen = server.get(&format!("/data/{DOCUMENT}"), &[("accept", kind)]);
        assert_eq!(head(chosen.headers(), "content-location"), path);
        assert_eq!(chosen.text().unwrap(), named);
        let name = server.get(&format!("/id/{DOCUMENT}.{extension}"), &[]);
        assert_eq!(head(name.headers(), "location"), path);
        let part = server.get(&format!("/data/{DOCUMENT}/para/2.{extension}"), &[]);
        assert_eq!(part.status(), 404, "a paragraph is no work");
        let part = server.get(&format!("/data/{DOCUMENT}/para/2"), &[("accept", kind)]);
        assert_eq!(part.status(), 406);
    }
}

/// Catches: data that does not lead back to its page, its thing and its whole set of links; the author of a
/// paragraph lost because only its document has one.
#[test]
fn data_and_names_and_parts_have_links_too() {
    let server = server();
    let data = server.get(&format!("/data/{DOCUMENT}"), &[("accept", "text/turtle")]);
    let value = head(data.headers(), "link").to_owned();
    assert!(links(&value, "describes")[0].starts_with(&format!("/page/{DOCUMENT}>")));
    assert!(links(&value, "profile")[0].starts_with("https://w3id.org/wsis/ns#>"));
    assert!(
        !links(&value, "alternate")
            .iter()
            .any(|link| link.starts_with(&format!("/data/{DOCUMENT}.ttl>")))
    );
    assert_eq!(links(&value, "linkset").len(), 2);
    let name = server.get(&format!("/id/{DOCUMENT}"), &[BROWSER]);
    assert_eq!(name.status(), 303);
    assert!(links(head(name.headers(), "link"), "cite-as")[0].starts_with(IRI));
    let part = server.get(&format!("/page/{DOCUMENT}/para/2"), &[BROWSER]);
    let authors = links(head(part.headers(), "link"), "author");
    assert!(
        authors[0].starts_with("https://w3id.org/wsis/id/body/assembly>"),
        "{authors:?}"
    );
}

/// Catches: a linkset that is not RFC 9264, or says other things than the headers; links that begin elsewhere
/// than the server's public address.
#[test]
fn the_linkset_says_what_the_headers_say() {
    let server = Invented::serve(
        GRAPH,
        Limits::default(),
        Some("https://wsis.example/"),
        Watching::default(),
    );
    let json = server.get(
        &format!("/linkset/{DOCUMENT}"),
        &[("accept", "application/linkset+json")],
    );
    let json: Value = serde_json::from_str(&json.text().unwrap()).unwrap();
    let contexts = json["linkset"].as_array().unwrap();
    let page = format!("https://wsis.example/page/{DOCUMENT}");
    let context = contexts
        .iter()
        .find(|context| context["anchor"] == *page)
        .unwrap();
    assert_eq!(context["cite-as"][0]["href"], IRI);
    assert_eq!(
        context["describedby"].as_array().unwrap().len(),
        // Two of schema.org, and three for managers of literature.
        EXTENSIONS.len() + 2 + 3
    );
    assert_eq!(
        context["license"][0]["href"],
        "https://creativecommons.org/licenses/by/4.0/"
    );
    let data = contexts
        .iter()
        .find(|context| context["anchor"] == format!("https://wsis.example/data/{DOCUMENT}.nt"));
    assert_eq!(data.unwrap()["describes"][0]["href"], *page);

    let text = server
        .get(&format!("/linkset/{DOCUMENT}.txt"), &[])
        .text()
        .unwrap();
    let header = server.get(&format!("/page/{DOCUMENT}"), &[BROWSER]);
    for link in head(header.headers(), "link").split(", <") {
        let link = format!("<{}; anchor=\"{page}\"", link.trim_start_matches('<'));
        assert!(text.contains(&link), "{link} is not in {text}");
    }
    for (path, status) in [
        (format!("/linkset/{DOCUMENT}"), 406),
        ("/linkset/body/none".to_owned(), 404),
        ("/linkset/document/invented-plan.json".to_owned(), 301),
    ] {
        let answer = server.get(&path, &[("accept", "image/png")]);
        assert_eq!(answer.status(), status, "{path}");
        assert!(
            status != 301 || head(answer.headers(), "location").ends_with("/linkset/document/X/RES/1.json")
        );
    }
}

/// Catches: Accept-Language ignored for names of things, properties or words; a cache that mixes languages.
#[test]
fn pages_begin_in_the_language_of_the_reader() {
    let server = server();
    let page = |path: &str, language: &str| {
        let named = path.starts_with('/');
        let address = if named {
            path.to_owned()
        } else {
            format!("/page/{path}")
        };
        let answer = server.get(&address, &[BROWSER, ("accept-language", language)]);
        let told = head(answer.headers(), "content-language").to_owned();
        let all = answer.headers().get_all("vary").iter();
        let vary: String = all.map(|value| value.to_str().unwrap()).collect();
        assert_eq!(
            vary.contains("Accept-Language"),
            path.starts_with("document"),
            "{path}: {vary}"
        );
        let tag = head(answer.headers(), "etag").to_owned();
        assert!(vary.contains("Accept-Profile"), "{vary}");
        (told, tag, answer.text().unwrap())
    };
    let (told, french, text) = page(DOCUMENT, "de, fr-CA;q=0.9, en;q=0.8");
    assert_eq!(told, "fr");
    for words in [
        "<h1 lang=\"fr\" dir=\"ltr\">Un plan invent",
        "Adopté par",
        "Assemblée",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let (told, english, text) = page(DOCUMENT, "de");
    assert!(told == "en" && text.contains("<h1 lang=\"en\" dir=\"ltr\">An invented plan"));
    assert_ne!(french, english);
    assert!(page(DOCUMENT, "ar").2.contains("<h1 lang=\"ar\" dir=\"rtl\">"));
    let (_, _, text) = page(&format!("{DOCUMENT}/para/2"), "fr");
    assert!(text.find("Invente un").unwrap() < text.find("Invents a").unwrap());
    let (told, tag, text) = page(&format!("/fr/page/{DOCUMENT}"), "en");
    assert_eq!(told, "fr");
    assert_ne!(tag, french, "its links are others");
    assert!(text.starts_with("<!DOCTYPE html>\n<html lang=\"fr\" dir=\"ltr\">"));
    for link in [
        "href=\"/fr/page/body/assembly\"",
        "href=\"/ar/page/document/X/RES/1\"",
        "href=\"/fr/\"",
        "href=\"/data/document/X/RES/1.ttl\"",
    ] {
        assert!(text.contains(link), "{link} in {text}");
    }
    assert!(
        page(&format!("/ar/page/{DOCUMENT}"), "en")
            .2
            .contains("<html lang=\"ar\" dir=\"rtl\">")
    );
    let known = server.get(
        &format!("/page/{DOCUMENT}"),
        &[BROWSER, ("accept-language", "en"), ("if-none-match", &french)],
    );
    assert_eq!(known.status(), 200, "the French page is not the English one");
}

/// Catches: a language before an address that leads nowhere, is lost by a redirect, or stands before a file; one
/// in the query that is not brought into the address; a client that says which reader it is.
#[test]
fn the_language_stands_in_the_address() {
    let server = server();
    for (path, status, location) in [
        (
            format!("/page/{DOCUMENT}?lang=fr"),
            301,
            format!("/fr/page/{DOCUMENT}"),
        ),
        (
            format!("/es/page/{DOCUMENT}?lang=zh&x=1"),
            301,
            format!("/zh/page/{DOCUMENT}?x=1"),
        ),
        (
            "/fr/page/document/invented-plan".to_owned(),
            301,
            format!("/fr/page/{DOCUMENT}"),
        ),
        (
            format!("/fr/page/{DOCUMENT}/"),
            301,
            format!("/fr/page/{DOCUMENT}"),
        ),
        (format!("/fr/id/{DOCUMENT}"), 301, format!("/id/{DOCUMENT}")),
        (
            format!("/fr/data/{DOCUMENT}.ttl"),
            301,
            format!("/data/{DOCUMENT}.ttl"),
        ),
        (
            format!("/fr/page/{DOCUMENT}?profile=schema.org"),
            303,
            format!("/data/{DOCUMENT}?profile=schema.org"),
        ),
        ("/fr".to_owned(), 301, "/fr/".to_owned()),
        ("/fr/style.css".to_owned(), 301, "/style.css".to_owned()),
        ("/ru/".to_owned(), 200, String::new()),
        ("/ru/ns".to_owned(), 200, String::new()),
        ("/ru/none".to_owned(), 404, String::new()),
        ("/de/".to_owned(), 301, "/de".to_owned()),
        ("/fr//example.org/".to_owned(), 301, "/example.org".to_owned()),
    ] {
        let answer = server.get(&path, &[BROWSER]);
        let to = head(answer.headers(), "location");
        assert_eq!(
            (answer.status().as_u16(), to),
            (status, location.as_str()),
            "{path}"
        );
    }
    let none = server.get("/ar/page/body/none", &[BROWSER]);
    assert_eq!(
        (none.status().as_u16(), head(none.headers(), "content-language")),
        (404, "ar")
    );
    assert!(none.text().unwrap().contains("<html lang=\"ar\" dir=\"rtl\">"));
    let told = server.get("/", &[BROWSER, ("wsis-reader", "ar named /x")]);
    assert!(told.text().unwrap().contains("<html lang=\"en\""));
}

/// Catches: an unknown profile answered in silence with another, a profile named but not given, the profile lost
/// on the way from the name to the data.
#[test]
fn a_profile_is_given_or_refused() {
    let server = server();
    let path = format!("/data/{DOCUMENT}.nt");
    let native = server.get(&path, &[]);
    assert_eq!(
        head(native.headers(), "content-profile"),
        "<https://w3id.org/wsis/ns#>"
    );
    for (path, accept) in [
        (format!("{path}?profile=schema.org"), ""),
        (path.clone(), "<https://schema.org/>"),
        (path.clone(), "<urn:none>, <http://schema.org/>;q=0.5"),
    ] {
        let answer = server.get(&path, &[("accept-profile", accept)]);
        assert_eq!(head(answer.headers(), "content-profile"), "<https://schema.org/>");
        assert!(head(answer.headers(), "vary").contains("Accept-Profile"));
        let text = answer.text().unwrap();
        for part in [
            "<https://schema.org/name> \"Un plan inventé\"@fr",
            "<https://schema.org/author> <https://w3id.org/wsis/id/body/assembly>",
            "<https://schema.org/hasPart> <https://w3id.org/wsis/id/document/X/RES/1/para/2>",
            "<https://w3id.org/wsis/id/body/assembly> <https://schema.org/name> \"Assembly\"@en",
            "#type> <https://schema.org/CreativeWork>",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let foreign = text.lines().find(|line| {
            let predicate = line.split(' ').nth(1).unwrap();
            !predicate.starts_with("<https://schema.org/") && !predicate.ends_with("#type>")
        });
        assert_eq!(foreign, None);
    }
    for path in [&path, &format!("/id/{DOCUMENT}"), &format!("/page/{DOCUMENT}")] {
        let refused = server.get(path, &[("accept-profile", "<urn:none>")]);
        assert_eq!(refused.status(), 406, "{path}");
        assert!(
            refused
                .text()
                .unwrap()
                .contains("schema.org (<https://schema.org/>)")
        );
    }
    let name = server.get(&format!("/id/{DOCUMENT}?profile=schema.org"), &[BROWSER]);
    assert_eq!(
        head(name.headers(), "location"),
        format!("/data/{DOCUMENT}?profile=schema.org")
    );
}

/// Catches: spellings of one address that lead to different things or to none; parameters lost on the way.
#[test]
fn every_spelling_leads_to_the_one_address() {
    let server = server();
    let ask = |path: &str| {
        let answer = server.get(path, &[BROWSER]);
        (
            answer.status().as_u16(),
            head(answer.headers(), "location").to_owned(),
        )
    };
    for (path, status, location) in [
        ("/id/document%2FX%2FRES%2F1", 303, "/page/document/X/RES/1"),
        ("/id/keyword/caf%C3%A9", 303, "/page/keyword/caf%C3%A9"),
        ("/id/keyword/caf%c3%a9", 303, "/page/keyword/caf%C3%A9"),
        ("/id/document/X/RES/1.ttl", 303, "/data/document/X/RES/1.ttl"),
        ("/id/document/invented-plan", 301, "/id/document/X/RES/1"),
        (
            "/id/document/invented-plan?profile=schema.org",
            301,
            "/id/document/X/RES/1?profile=schema.org",
        ),
        (
            "/data/document/invented-plan.nt?profile=schema.org",
            301,
            "/data/document/X/RES/1.nt?profile=schema.org",
        ),
        (
            "/page/document/X/RES/1/?view=statements",
            301,
            "/page/document/X/RES/1?view=statements",
        ),
        ("/id/keyword/caf%E9", 404, ""),
        ("/id/%2e%2e/%2e%2e/etc/passwd", 404, ""),
    ] {
        assert_eq!(ask(path), (status, location.to_owned()), "{path}");
    }
    let page = server.get("/page/keyword/caf%C3%A9", &[BROWSER]);
    assert!(head(page.headers(), "link").starts_with("<https://w3id.org/wsis/id/keyword/caf%C3%A9>"));
    assert!(page.text().unwrap().contains("café"));
}

/// Catches: HEAD that differs from GET, OPTIONS without Allow.
#[test]
fn head_and_options_tell_what_get_would_do() {
    let server = server();
    for path in [
        format!("/id/{DOCUMENT}"),
        format!("/page/{DOCUMENT}"),
        format!("/data/{DOCUMENT}.ttl"),
        format!("/linkset/{DOCUMENT}"),
    ] {
        let url = format!("{}{path}", server.url);
        let (get, only) = (
            client().get(&url).send().unwrap(),
            client().head(&url).send().unwrap(),
        );
        assert_eq!(get.status(), only.status(), "{path}");
        for name in [
            "content-type",
            "location",
            "etag",
            "link",
            "vary",
            "content-length",
        ] {
            assert_eq!(
                get.headers().get(name),
                only.headers().get(name),
                "{path}: {name}"
            );
        }
        assert_eq!(only.text().unwrap(), "");
        let options = client().request(reqwest::Method::OPTIONS, &url).send().unwrap();
        assert_eq!(options.status(), 200, "{path}");
        assert_eq!(head(options.headers(), "allow"), "GET, HEAD, OPTIONS", "{path}");
    }
}

/// Catches: an answer that leaves something named without its name, the words of a paragraph or the evidence out;
/// statements dropped beyond the bound without saying where all of them are.
#[test]
fn the_answer_about_a_thing_is_complete() {
    let server = server();
    let text = |path: &str| server.get(path, &[]).text().unwrap();
    let document = text(&format!("/data/{DOCUMENT}.nt"));
    for part in [
        "\"An invented plan\"@en",
        "/para/2> <http://data.europa.eu/eli/ontology#is_part_of>",
        "ns#adoptedBy> <http://www.w3.org/2000/01/rdf-schema#label> \"adopted by\"@en",
        "ns#Document> <http://www.w3.org/2000/01/rdf-schema#label> \"document\"@en",
        "body/assembly> <http://www.w3.org/2000/01/rdf-schema#label> \"Assembly\"@en",
        "evidence/1/quote> <http://www.w3.org/ns/oa#exact> \"few words\"@en",
    ] {
        assert!(document.contains(part), "{part} in {document}");
    }
    assert!(text(&format!("/data/{DOCUMENT}/para/2.nt")).contains("\"Invente un paragraphe\"@fr"));

    let many: String = (0..2_500)
        .map(|i| format!("<https://w3id.org/wsis/id/m/{i}> <https://w3id.org/wsis/ns#cites> <{IRI}> .\n"))
        .collect();
    let server = Invented::serve(
        &format!("{GRAPH}\n{many}"),
        Limits::default(),
        None,
        Watching::default(),
    );
    let cut = server.get(&format!("/data/{DOCUMENT}.nt"), &[]).text().unwrap();
    let more = cut
        .lines()
        .find_map(|line| line.split_once("rdf-schema#seeAlso> <https://w3id.org/wsis"))
        .and_then(|(_, rest)| rest.strip_suffix("> ."));
    let all = server.get(&format!("{}&as=csv", more.expect("a link to all")), &[]);
    assert!(all.text().unwrap().lines().count() > 2_500);
}
