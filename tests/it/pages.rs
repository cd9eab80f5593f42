//! Pages as a reader meets them, over a release of the bundled data.

use crate::common::bundled;
use crate::served::{Program, ask, head};
use std::collections::BTreeSet;

const HTML: (&str, &str) = ("accept", "text/html");
const LANGUAGES: [(&str, &str); 6] = [
    ("ar", "rtl"),
    ("zh", "ltr"),
    ("en", "ltr"),
    ("fr", "ltr"),
    ("ru", "ltr"),
    ("es", "ltr"),
];
/// One page of each kind; `tests/python/browser.py` has the same and more.
const PAGES: [&str; 18] = [
    "/",
    "/search",
    "/search?q=forum",
    "/search?q=xqzzywv",
    "/search?q=&kind=event",
    "/page/document/A/RES/70/125",
    "/page/document/A/RES/80/173/para/99",
    "/page/body/cstd",
    "/page/body/cstd?view=statements",
    "/page/event/wsis-tunis-2005",
    "/page/action-line/c7-e-health",
    "/about",
    "/about/coverage",
    "/about/quality",
    "/catalog",
    "/dumps/",
    "/limits",
    "/sparql",
];

fn serve() -> Program {
    Program::serve(bundled(), &[])
}

fn get(server: &Program, path: &str) -> (u16, String) {
    let answer = ask(&format!("{}{path}", server.url), &[HTML]);
    (answer.status().as_u16(), answer.text().unwrap())
}

/// The keys of `data/interface/frame.csv` that could not be words of a page by chance.
fn keys() -> BTreeSet<String> {
    let table = std::fs::read_to_string(crate::common::project().join("data/interface/frame.csv")).unwrap();
    let keys = table.lines().skip(2).filter_map(|line| line.split(',').next());
    keys.filter(|key| key.contains('-')).map(str::to_owned).collect()
}

/// Catches: a page that is not in the language of its address, leaves it, shows a key for a word, or lets a browser
/// run or load what is not ours.
#[test]
fn every_page_speaks_six_languages_and_trusts_nobody() {
    let (server, keys) = (serve(), keys());
    for (language, dir) in LANGUAGES {
        for path in PAGES {
            let answer = ask(&format!("{}/{language}{path}", server.url), &[HTML]);
            let told = head(answer.headers(), "content-language").to_owned();
            let policy = head(answer.headers(), "content-security-policy").to_owned();
            assert_eq!(
                (answer.status().as_u16(), told.as_str()),
                (200, language),
                "{path}"
            );
            assert!(
                policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline' 'unsafe-eval")
            );
            assert_eq!(
                head(answer.headers(), "x-content-type-options"),
                "nosniff",
                "{path}"
            );
            let text = answer.text().unwrap();
            let root = format!("<html lang=\"{language}\" dir=\"{dir}\"");
            assert!(text.contains(&root), "{language}{path}");
            for (other, _) in LANGUAGES {
                let here = path.replace('&', "&#38;");
                let link = format!("hreflang=\"{other}\" href=\"{}/{other}{here}\"", server.url);
                assert!(text.contains(&link), "{link} in {language}{path}");
            }
            // The address without a language is for those whose language nobody knows.
            let text: String = text.lines().filter(|line| !line.contains("x-default")).collect();
            for leaving in [
                "href=\"/page/",
                "href=\"/search",
                "href=\"/about",
                "action=\"/search",
                " style=\"",
            ] {
                assert!(!text.contains(leaving), "{leaving} in {language}{path}");
            }
            let data = text.split("<script type=\"application/ld+json\">").skip(1);
            let data: Vec<serde_json::Value> = data
                .map(|script| serde_json::from_str(script.split("</script>").next().unwrap()).unwrap())
                .collect();
            assert_eq!(data.len(), 1, "{language}{path} tells search engines one thing");
            assert_eq!(data[0]["@context"], "https://schema.org/");
            assert!(data[0]["@type"].is_string(), "{}", data[0]);
            for script in text.split("<script").skip(1) {
                let data = script.starts_with(" type=\"application/ld+json\"")
                    || script.starts_with(" type=\"application/json\"");
                assert!(
                    data || script.starts_with(" src=\"/assets/"),
                    "{language}{path}: {script:.80}"
                );
            }
            let shown = text.split(['>', '<']).find(|words| keys.contains(words.trim()));
            assert_eq!(shown, None, "a key is shown in {language}{path}");
        }
    }
}

/// Catches: a 404 that leaves its reader alone: no near name, no nearest thing above, no search.
#[test]
fn what_is_not_there_leads_on() {
    let server = serve();
    for (path, near) in [
        ("/page/body/cstdd", "/page/body/cstd\""),
        ("/fr/page/body/internet-governance-forun", "/fr/page/body/igf\""),
        ("/page/document/A/RES/70/1255", "/page/document/A/RES/70/125\""),
        (
            "/page/document/A/RES/70/125/para/999",
            "/page/document/A/RES/70/125\"",
        ),
    ] {
        let (status, page) = get(&server, path);
        assert_eq!(status, 404, "{path}");
        assert!(page.contains(near), "{near} in {page}");
        assert!(page.contains("role=\"search\""), "{path}");
    }
    let json = ask(
        &format!("{}/id/body/cstdd", server.url),
        &[("accept", "application/json")],
    );
    assert!(json.text().unwrap().contains("/id/body/cstd\""));
    let (status, page) = get(&server, "/zh/nothing/%3Cb%3E");
    assert_eq!(status, 404);
    assert!(page.contains("lang=\"zh\"") && !page.contains("<b>"), "{page}");
}

/// Catches: a timeline without its milestones or in the wrong years, mandates that are over told as due, a home
/// page that no search engine can read.
#[test]
fn home_shows_the_process_at_a_glance() {
    let server = serve();
    let (_, page) = get(&server, "/en/");
    for link in [
        "/en/page/event/wsis-geneva-2003",
        "/en/page/event/wsis-tunis-2005",
        "/en/page/event/wsis-overall-review-2035",
        "/en/page/event/igf-2006",
        "/en/page/document/A/RES/70/125",
        "/en/page/action-line/c11",
    ] {
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
    }
    assert_eq!(page.matches("/page/action-line/").count(), 11);
    let svg = page.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap();
    assert!(svg.matches("<circle").count() > 200);
    let today = page.split("As of ").nth(1).unwrap().split(',').next().unwrap();
    let due = page
        .split("class=\"dues\"")
        .nth(1)
        .unwrap()
        .split("</ol>")
        .next()
        .unwrap();
    let dates: Vec<&str> = due
        .split("datetime=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert!(dates.len() >= 3 && dates.is_sorted(), "{dates:?}");
    assert!(
        dates.iter().all(|date| *date >= &today[..date.len()]),
        "{dates:?} at {today}"
    );
    assert!(page.contains("\"@type\":\"Dataset\""));
}

/// Catches: words that are not marked, filters that cannot be set or taken back, pages of results that repeat or
/// leave out, markup that goes through.
#[test]
fn search_marks_and_narrows() {
    let server = serve();
    let (_, page) = get(&server, "/en/search?q=internet+governance");
    assert!(
        page.contains("<mark>Internet</mark>") || page.contains("<mark>internet</mark>"),
        "{page}"
    );
    let facet = "/en/search?q=internet%20governance&#38;kind=paragraph\"";
    assert!(page.contains(facet), "{facet} in {page}");
    let (_, narrow) = get(&server, "/en/search?q=internet%20governance&kind=event");
    let hits = narrow.split("class=\"hits\"").nth(1).unwrap();
    assert!(hits.contains("kind-event") && !hits.contains("kind-provision"));
    assert!(narrow.contains("href=\"/en/search?q=internet%20governance\" rel=\"nofollow\" aria-current"));
    let hits = |page: &str| -> Vec<String> {
        let hits = page.split("class=\"hit\"><a href=\"").skip(1);
        hits.map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    let (_, second) = get(&server, "/en/search?q=internet%20governance&offset=20");
    let (first, second) = (hits(&page), hits(&second));
    assert_eq!(first.len(), 20);
    assert!(!second.is_empty() && second.iter().all(|hit| !first.contains(hit)));
    for hostile in [
        "%3Cscript%3Ex",
        "%22%3E%3Cb%3E",
        "%E2%80%AEx",
        "%00",
        "kind=%3Cb%3E",
    ] {
        let (status, page) = get(&server, &format!("/search?q={hostile}"));
        assert!(matches!(status, 200 | 400), "{hostile}: {status}");
        assert!(
            !page.contains("<script>x") && !page.contains("<b>\""),
            "{hostile}"
        );
    }
    let (_, near) = get(&server, "/en/search?q=Internet+Goverance+Forun");
    assert!(near.contains("/en/page/body/igf\""), "{near}");
}

/// Catches: a kept page given to somebody who reads another language, asks for another part, or takes no gzip; one
/// that lost a header on the way, and one that a client who has it gets again.
#[test]
fn long_pages_are_kept_each_for_its_reader() {
    const LONG: &str = "/page/document/A/RES/70/125";
    let server = serve();
    let url = format!("{}{LONG}", server.url);
    let kept = || {
        let health = ask(&format!("{}/health", server.url), &[]).text().unwrap();
        let health: serde_json::Value = serde_json::from_str(&health).unwrap();
        health["kept_pages"]["number"].as_u64().unwrap()
    };
    let read = |url: &str, more: &[(&str, &str)]| {
        let answer = ask(url, &[&[HTML], more].concat());
        let mut headers = answer.headers().clone();
        headers.remove("date");
        (answer.status().as_u16(), headers, answer.bytes().unwrap())
    };
    assert_eq!(kept(), 0);
    let written = read(&url, &[]);
    assert!(head(&written.1, "content-security-policy").starts_with("default-src"));
    assert!(head(&written.1, "link").contains("cite-as"));
    assert_eq!((written.0, kept()), (200, 1));
    assert_eq!(read(&url, &[]), written);

    let packed = read(&url, &[("accept-encoding", "gzip")]);
    assert_eq!(head(&packed.1, "content-encoding"), "gzip");
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&*packed.2), &mut unpacked).unwrap();
    assert_eq!(unpacked, written.2);
    assert_eq!(kept(), 1, "the two forms of a page are kept as one");

    for (address, more, language) in [
        (url.clone(), [("accept-language", "ar")], "ar"),
        (
            format!("{}/ar{LONG}", server.url),
            [("accept-language", "fr")],
            "ar",
        ),
        (
            format!("{url}?view=statements"),
            [("accept-language", "en")],
            "en",
        ),
    ] {
        let other = read(&address, &more);
        assert_eq!((other.0, head(&other.1, "content-language")), (200, language));
        assert_ne!(other.2, written.2, "{address}");
        assert_eq!(read(&address, &more), other);
    }
    let elsewhere = read(&url, &[("host", "wsis.example")]);
    let alternate =
        |page: &[u8]| String::from_utf8_lossy(page).contains("href=\"http://wsis.example/fr/page/");
    assert!(
        alternate(&elsewhere.2) && !alternate(&read(&url, &[]).2),
        "a page of another host"
    );
    let ontology = format!("{}/ns", server.url);
    read(&ontology, &[]);
    let data = ask(&ontology, &[("accept", "text/turtle")]);
    assert!(head(data.headers(), "content-type").starts_with("text/turtle"));
    let known = read(&url, &[("if-none-match", head(&written.1, "etag"))]);
    assert_eq!((known.0, known.2.len()), (304, 0));
    assert_eq!(head(&known.1, "vary"), head(&written.1, "vary"));
    let short = read(&format!("{}/about", server.url), &[]);
    assert_eq!(short.0, 200);
    assert!(short.2.len() < 8 << 10);
    let before = kept();
    read(&format!("{}/about", server.url), &[]);
    assert_eq!(kept(), before);
}

/// Catches: a question whose page begins with a query, whose address gives other forms of another answer, notes for
/// those who keep the files shown to readers, a name with a slip that leads nowhere.
#[test]
fn questions_have_addresses_of_their_own() {
    let server = serve();
    let (status, list) = get(&server, "/fr/questions");
    assert_eq!(status, 200);
    assert!(list.contains("href=\"/fr/questions/mandates-due\"") && list.contains("Pour les délégations"));
    let (status, page) = get(&server, "/questions/mandates-due");
    assert_eq!(status, 200);
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(place("<h1") < place("<table") && place("<table") < place("<textarea"));
    assert!(page.contains(">due at</th>") && !page.contains("dueAt</th>"));
    assert!(page.contains("href=\"/questions/mandates-due?as=csv\""));
    for note in ["# proof", "# expect", "# rows"] {
        assert!(!page.contains(note), "{note}");
    }
    let csv = ask(&format!("{}/questions/mandates-due?as=csv", server.url), &[]);
    assert_eq!(head(csv.headers(), "content-type"), "text/csv; charset=utf-8");
    let asked = crate::common::wsis(bundled())
        .args(["query", "mandates-due", "--format", "csv"])
        .output()
        .unwrap();
    assert_eq!(csv.text().unwrap(), String::from_utf8(asked.stdout).unwrap());
    let json = ask(
        &format!("{}/questions/mandates-due", server.url),
        &[("accept", "application/sparql-results+json")],
    );
    assert!(json.text().unwrap().starts_with("{\"head\""));
    let (status, missing) = get(&server, "/questions/mandates-du");
    assert_eq!(status, 404);
    assert!(missing.contains("href=\"/questions/mandates-due\""));
}
