//! The pages about documents, paragraphs, mandates, bodies, concepts and events, and comparisons of texts.

use crate::common::{bundled, with_corpus};
use crate::served::{ask, head};
use std::path::Path;
use std::sync::OnceLock;
use wsis::release::Release;
use wsis::serve::{AppState, Settings, router};

/// The router with the current release of a folder, on a free port; it ends with the tests.
fn serve(folder: &Path) -> String {
    let release = Release::open(&folder.join("build")).unwrap();
    let state = AppState::with(release, Settings::default(), Vec::new(), None);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || runtime.block_on(async move { axum::serve(listener, router(state)).await }));
    url
}

/// A server of the bundled data, started once.
fn facts() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| serve(bundled()))
}

/// A server of the official texts, started once.
fn texts(folder: &Path) -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| serve(folder))
}

/// A page that must be there.
fn page(root: &str, path: &str) -> String {
    let answer = ask(&format!("{root}{path}"), &[("Accept", "text/html")]);
    assert_eq!(answer.status(), 200, "{path}");
    assert!(
        head(answer.headers(), "content-type").starts_with("text/html"),
        "{path}"
    );
    answer.text().unwrap()
}

/// The words of a page without its markup.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Catches: renewals that are missing or out of order, a chain that ends at the mandate of the page.
#[test]
fn the_mandate_of_the_forum_has_its_whole_life() {
    let first = page(facts(), "/page/mandate/WSIS-05/TUNIS/DOC/6/para/72/1");
    let chain = plain(first.split("id=\"chain\"").nth(1).unwrap());
    let mut from = 0;
    for happened in [
        "2005-11-18 established",
        "2010-12-20 renewed",
        "2015-12-16 extended",
        "2025-12-17 modified",
    ] {
        let at = chain[from..].find(happened);
        from += at.unwrap_or_else(|| panic!("{happened} after {from} in {chain}"));
    }
    assert!(first.contains("<svg") && first.contains("2015-12-16 extended, until 2025"));
    let last = page(facts(), "/page/mandate/A/RES/80/173/para/99/1");
    assert!(last.contains("/page/mandate/WSIS-05/TUNIS/DOC/6/para/72/1\""));
    assert!(last.contains("/page/mandate/A/RES/70/125/para/63/2\""));
}

/// Catches: a state that does not follow the day of the address, days that are no days taken.
#[test]
fn the_state_of_a_mandate_follows_the_day() {
    let state = |mandate: &str, day: &str| {
        let html = page(facts(), &format!("/page/mandate/{mandate}?on={day}"));
        let at = html.split("class=\"standing\"").nth(1).unwrap().to_owned();
        plain(&at[at.find('>').unwrap() + 1..at.find("</p>").unwrap()])
    };
    let forum = "WSIS-05/TUNIS/DOC/6/para/72/1";
    assert_eq!(state(forum, "2005-01-01"), "not yet given as of 2005-01-01");
    assert_eq!(state(forum, "2026-11-25"), "open as of 2026-11-25");
    let ten_years = "A/RES/70/125/para/63/2";
    assert_eq!(state(ten_years, "2016-01-01"), "open as of 2016-01-01");
    assert_eq!(
        state(ten_years, "2025-12-16"),
        "due within a year as of 2025-12-16"
    );
    assert_eq!(state(ten_years, "2025-12-17"), "superseded as of 2025-12-17");
    let road_maps = "A/RES/80/173/para/113/2";
    assert_eq!(state(road_maps, "2026-01-31"), "open as of 2026-01-31");
    assert_eq!(
        state(road_maps, "2027-01-31"),
        "due within a year as of 2027-01-31"
    );
    assert_eq!(state(road_maps, "2028-01-01"), "date has passed as of 2028-01-01");
    for bad in ["2026-02-30", "soon", "%3Cscript%3E"] {
        let answer = ask(
            &format!("{}/page/mandate/{forum}?on={bad}", facts()),
            &[("Accept", "text/html")],
        );
        assert_eq!(answer.status(), 400, "{bad}");
        assert!(answer.text().unwrap().contains("2026-11-25"), "{bad}");
    }
}

/// Catches: a document without text that shows nothing, or gists that pass for the text.
#[test]
fn a_document_without_text_says_so() {
    let html = page(facts(), "/page/document/WSIS-05/TUNIS/DOC/6");
    assert!(html.contains("does not hold the official text"));
    assert!(html.contains("https://www.itu.int/net/wsis/docs2/tunis/off/6rev1.html"));
    let paragraph = html.split("id=\"para-72\"").nth(1).unwrap();
    let paragraph = &paragraph[..paragraph.find("id=\"para-73\"").unwrap()];
    assert!(
        paragraph.contains("class=\"gist\"")
            && paragraph.contains("/page/mandate/WSIS-05/TUNIS/DOC/6/para/72/1")
    );
    let (nine, ten) = (html.find("id=\"para-9\""), html.find("id=\"para-10\""));
    assert!(nine < ten && nine.is_some());
    let arabic = page(facts(), "/ar/page/document/WSIS-05/TUNIS/DOC/6");
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">") && arabic.contains("النص الرسمي"));
}

/// Catches: mandates of a body that cannot be found by force, year or date; bad filters that become a server's fault.
#[test]
fn the_mandates_of_a_body_can_be_filtered() {
    let all = page(facts(), "/page/body/cstd");
    assert!(all.contains("A/RES/80/173\u{a0}¶") || all.contains("A/RES/80/173 ¶"));
    let some = page(facts(), "/page/body/cstd?year=2025&force=request");
    let table = some.split("class=\"mandates\"").nth(1).unwrap();
    let table = table.split("</table>").next().unwrap();
    assert!(table.contains("<td><time datetime=\"2025-"));
    assert!(!table.contains("datetime=\"2023-") && !table.contains(">decision<"));
    assert!(all.contains("/page/body/cstd?as=csv\""));
    assert!(all.contains("class=\"node here\"") && all.contains("/page/body/ecosoc\""));
    for bad in ["?page=0", "?page=x", "?year=%22%3E", "?force=a%20b"] {
        let answer = ask(
            &format!("{}/page/body/cstd{bad}", facts()),
            &[("Accept", "text/html")],
        );
        assert_eq!(answer.status(), 400, "{bad}");
    }
}

/// The number that the page of a thing gives for its mandates, and the rows of its CSV.
fn counted_and_listed(root: &str, path: &str) -> (usize, Vec<Vec<String>>) {
    let html = page(root, path);
    let count = html.split("href=\"#mandates\"").nth(1).unwrap();
    let count = count.split("<small>").nth(1).unwrap();
    let count = count[..count.find('<').unwrap()].parse().unwrap();
    let link = format!("{path}?as=csv");
    assert!(
        html.contains(&format!("{link}\"")),
        "{path} has no link to its CSV"
    );
    let csv = ask(&format!("{root}{link}"), &[]);
    assert_eq!(csv.status(), 200, "{path}");
    assert!(head(csv.headers(), "content-type").starts_with("text/csv"));
    let name = format!(
        "attachment; filename=\"mandates-{}.csv\"",
        path.rsplit('/').next().unwrap()
    );
    assert_eq!(head(csv.headers(), "content-disposition"), name);
    let text = csv.text().unwrap();
    assert!(text.starts_with("document,status,adopted,paragraph,force,verb,what,due,stands,mandate\n"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    (count, rows.collect())
}

/// Catches: a file that has a mandate twice because a record and a rule print its verb, or its force, differently.
#[test]
fn the_csv_of_a_body_has_each_mandate_of_its_page_once() {
    let mut roots = vec![facts()];
    roots.extend(with_corpus().map(texts));
    for root in roots {
        for body in ["ungis", "cstd", "itu"] {
            let (count, rows) = counted_and_listed(root, &format!("/page/body/{body}"));
            assert_eq!(rows.len(), count, "{body}");
            let mandates: std::collections::BTreeSet<_> = rows.iter().map(|row| &row[9]).collect();
            assert_eq!(mandates.len(), count, "{body}");
        }
    }
    let (_, rows) = counted_and_listed(facts(), "/page/body/ungis");
    let latest = rows
        .iter()
        .find(|row| row[9].ends_with("/mandate/A/RES/80/173/para/122/1"))
        .unwrap();
    assert_eq!(latest[..4], ["A/RES/80/173", "adopted", "2025-12-17", "122"]);
}

/// Catches: what is due at an event missing on its page, a map without its place.
#[test]
fn an_event_shows_what_is_due_and_where_it_is() {
    let session = page(facts(), "/page/event/cstd-30");
    let due = session.split("id=\"due\"").nth(1).unwrap();
    for mandate in ["para/67/2", "para/113/2", "para/117/1"] {
        assert!(
            due.contains(&format!("/page/mandate/A/RES/80/173/{mandate}\"")),
            "{mandate}"
        );
    }
    let tunis = page(facts(), "/page/event/wsis-tunis-2005");
    assert!(
        tunis.contains("class=\"land\"")
            && tunis.contains("Tunisia")
            && tunis.matches("class=\"spot\"").count() == 1
    );
    assert!(
        tunis.contains("/page/document/WSIS-05/TUNIS/DOC/6\"")
            && tunis.contains("/page/event/wsis-geneva-2003\"")
    );
}

/// Catches: goals and targets that do not lead to their action lines, a matrix with wrong numbers.
#[test]
fn the_matrix_leads_both_ways() {
    let health = page(facts(), "/page/action-line/c7-e-health");
    for target in ["3.8", "5.b", "17.19"] {
        assert!(health.contains(&format!("/sdg/{target}\"")), "{target}");
    }
    let target = page(facts(), "/sdg/3.8");
    assert!(target.contains("id=\"c7-e-health\""));
    let matrix = page(facts(), "/sdg");
    assert!(matrix.contains("/sdg/3#c7-e-health\""));
    assert_eq!(
        ask(&format!("{}/sdg/18", facts()), &[("Accept", "text/html")]).status(),
        404
    );
}

/// Catches: markup in a parameter that reaches the page, overlong values, nonsense that becomes a fault of the server.
#[test]
fn hostile_parameters_do_no_harm() {
    let evil = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    let long = "A".repeat(5_000);
    for path in [
        format!("/page/document/A/RES/70/125?text={evil}"),
        format!("/page/document/A/RES/70/125?part={evil}"),
        format!("/page/document/A/RES/70/125?text={long}"),
        format!("/page/mandate/A/RES/70/125/para/63/2?on={evil}"),
        format!("/page/body/cstd?force={evil}"),
        format!("/compare?a={evil}&b={evil}"),
        format!("/compare?a={long}&b=A/RES/70/125"),
        format!("/compare?series={evil}"),
        format!("/compare?a=A/RES/70/125&b=A/RES/80/173&text={evil}"),
        format!("/sdg/{evil}"),
        "/compare?a=body/cstd&b=../../x".to_owned(),
        "/compare?a=%E2%80%AEA/RES&b=%00".to_owned(),
    ] {
        let answer = ask(&format!("{}{path}", facts()), &[("Accept", "text/html")]);
        let status = answer.status().as_u16();
        assert!(matches!(status, 400 | 404), "{status} {path}");
        assert!(!answer.text().unwrap().contains("<script>alert"), "{path}");
    }
    let form = page(facts(), &format!("/compare?a={evil}"));
    assert!(!form.contains("<script>alert"));
}

/// Catches: a text in the wrong language or direction, notes of another paragraph, the words of a language lost.
#[test]
fn a_document_is_read_in_two_languages() {
    let Some(folder) = with_corpus() else { return };
    let root = texts(folder);
    let html = page(root, "/page/document/A/RES/80/173?text=en,ar");
    let at = html.split("id=\"para-99\"").nth(1).unwrap();
    let at = &at[..at.find("id=\"para-100\"").unwrap()];
    assert!(at.contains("<p lang=\"en\" dir=\"ltr\">") && at.contains("<p lang=\"ar\" dir=\"rtl\">"));
    assert!(at.contains("shall be made a permanent forum"));
    assert!(at.contains("/page/mandate/A/RES/80/173/para/99/1\"") && at.contains("class=\"force force-4\""));
    assert!(html.contains("id=\"para-127\"") && html.contains("href=\"#sec-14\""));
    let french = page(root, "/fr/page/document/A/RES/80/173");
    assert!(french.contains("<p lang=\"fr\" dir=\"ltr\">") && !french.contains("<p lang=\"en\" dir"));
    let paragraph = page(root, "/page/document/A/RES/80/173/para/99");
    for tag in ["ar", "zh", "fr", "ru", "es", "en"] {
        assert!(paragraph.contains(&format!("id=\"words-{tag}\"")), "{tag}");
    }
    let answer = ask(
        &format!("{root}/page/document/A/RES/80/173?text=de"),
        &[("Accept", "text/html")],
    );
    assert_eq!(answer.status(), 400);
    let missing = page(root, "/page/document/A/80/L.41?text=ar");
    assert!(missing.contains("class=\"notice\"") && missing.contains("<p lang=\"en\" dir=\"ltr\">"));
}

/// Catches: paragraphs paired by number instead of by words, marks on words that did not change.
#[test]
fn a_comparison_marks_the_words_that_changed() {
    let Some(folder) = with_corpus() else { return };
    let root = texts(folder);
    let html = page(root, "/compare?a=A/RES/78/132&b=a/res/79/194");
    let marked: Vec<&str> = html
        .split("<ins>")
        .skip(1)
        .filter_map(|part| part.split("</ins>").next())
        .collect();
    assert!(
        marked.iter().any(|words| words.contains("large language models")),
        "{marked:?}"
    );
    let removed = html.matches("<del>").count();
    assert!(removed > 5 && html.contains("class=\"change t-changed\""));
    let all = page(root, "/compare?a=A/RES/78/132&b=A/RES/79/194&show=all");
    assert!(all.contains("class=\"change t-same\"") && !html.contains("class=\"change t-same\""));
    let chinese = page(root, "/zh/compare?a=A/RES/78/132&b=A/RES/79/194");
    assert!(chinese.contains("lang=\"zh\"") && chinese.contains("<ins>"));
    let same = page(root, "/compare?a=A/RES/79/194&b=A/RES/79/194");
    assert!(!same.contains("<ins>") && !same.contains("<del>"));
}

/// Catches: a resolution compared with its own draft, from which it has every word; noughts where no text is held;
/// the short name of a series shown to readers.
#[test]
fn a_series_counts_what_its_comparisons_count() {
    let Some(folder) = with_corpus() else { return };
    let root = texts(folder);
    let series = page(root, "/compare?series=ga-ict-for-development");
    let row = |symbol: &str| {
        let row = series
            .split("<tr>")
            .find(|row| row.contains(&format!(">{symbol}<")))
            .unwrap();
        let cells = row.split("<td").skip(1).map(|cell| plain(&format!("<td{cell}")));
        cells.collect::<Vec<_>>()
    };
    let latest = row("A/RES/80/118");
    let both = page(root, "/compare?a=A/RES/79/194&b=A/RES/80/118");
    let counts = both.split("small-counts").nth(1).unwrap();
    let counts: Vec<&str> = counts
        .split("<b>")
        .skip(1)
        .filter_map(|part| part.split('<').next())
        .collect();
    assert_eq!(latest[3..6], counts[..3]);
    assert!(
        series.contains("a=A%2FRES%2F79%2F194&#38;b=A%2FRES%2F80%2F118"),
        "{series}"
    );
    assert_eq!(row("A/RES/69/204")[2..], ["–", "–", "–", "–", "text not held"]);
    assert!(series.contains("<small>General Assembly, information and communications technologies"));
}

/// The note that stands on top of a page, without its markup, and the page it leads to.
fn notice(root: &str, path: &str) -> (String, String) {
    let html = page(root, &format!("/page/document/{path}"));
    let note = html.split("<p class=\"notice\">").nth(1).unwrap();
    let note = &note[..note.find("</p>").unwrap()];
    let href = note
        .split("href=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    (plain(note), href.unwrap_or_default().to_owned())
}

/// Catches: drafts that pass for resolutions, committee reports taken for what was adopted, a draft that was replaced
/// said to be adopted.
#[test]
fn a_draft_says_what_became_of_it() {
    for (draft, note, result) in [
        ("A/80/L.41", "Draft. Adopted as A/RES/80/173", "A/RES/80/173"),
        (
            "A/C.2/80/L.17",
            "Draft. Replaced by A/C.2/80/L.58",
            "A/C.2/80/L.58",
        ),
    ] {
        let href = format!("/page/document/{result}");
        assert_eq!(notice(facts(), draft), (note.to_owned(), href));
    }
    let adopted = page(facts(), "/page/document/A/RES/80/173");
    assert!(!adopted.contains("Draft. "));
    let Some(folder) = with_corpus() else { return };
    // Its committee report has another resolution too: the official file tells which is which.
    assert_eq!(
        notice(texts(folder), "A/C.2/80/L.58").1,
        "/page/document/A/RES/80/118"
    );
    let (note, href) = notice(texts(folder), "A/80/L.41/para/99");
    assert_eq!(
        note,
        "Draft. Adopted as A/RES/80/173 ¶\u{a0}99".replace('\u{a0}', " ")
    );
    assert_eq!(href, "/page/document/A/RES/80/173/para/99");
}

/// Catches: a draft before the resolution that has the same words; drafts without a mark among results.
#[test]
fn drafts_come_after_what_was_adopted() {
    let Some(folder) = with_corpus() else { return };
    let html = page(texts(folder), "/search?q=Internet+Governance+Forum+permanent");
    let hits: Vec<&str> = html.split("<p class=\"hit\">").skip(1).collect();
    let place = |symbol: &str| {
        hits.iter()
            .position(|hit| hit.contains(&format!("/{symbol}/para/99\"")))
    };
    let (adopted, draft) = (place("A/RES/80/173").unwrap(), place("A/80/L.41").unwrap());
    assert!(adopted < draft);
    let marked = |hit: &str| hit.contains("<span class=\"kind-label\">Draft</span>");
    assert!(marked(hits[draft]) && !marked(hits[adopted]));
}

/// Catches: a body that a report is about, or that another act of the same sentence is told to report to, taken for the
/// one that receives it; every report asked for twice, by the resolution and by its draft.
#[test]
fn reports_are_listed_where_they_are_to_go() {
    let Some(folder) = with_corpus() else { return };
    let forum = page(texts(folder), "/page/body/igf");
    assert!(!forum.contains("id=\"received\""));
    let commission = page(texts(folder), "/page/body/cstd");
    let received = commission.split("id=\"received\"").nth(1).unwrap();
    let received = &received[..received.find("</section>").unwrap()];
    assert!(received.contains("/page/mandate/A/RES/80/173/para/98/2\""));
    assert!(!received.contains("/page/mandate/A/RES/80/173/para/98/1\""));
    assert!(!received.contains("/page/mandate/A/80/L.41/"));
}

/// Catches: works named as their addresses are written, one work shown as two, letters that do not say what they carry.
#[test]
fn works_have_their_names() {
    let carries = page(facts(), "/page/document/A/C.2/59/3");
    assert!(carries.contains(">WSIS-03/GENEVA/DOC/4<") && carries.contains(">WSIS-03/GENEVA/DOC/5<"));
    let Some(folder) = with_corpus() else { return };
    let explore = page(texts(folder), "/explore");
    assert!(explore.contains("Charter of the United Nations") && !explore.contains("charter of the united"));
    assert!(explore.contains("A/RES/217(III) – Universal Declaration of Human Rights"));
    assert!(!explore.contains("universal declaration of"));
    assert!(explore.contains("A/C.2/59/3 – carries WSIS-03/GENEVA/DOC/4, WSIS-03/GENEVA/DOC/5"));
    let forum = page(texts(folder), "/page/mandate/A/RES/80/173/para/99/1");
    assert!(forum.contains("in accordance with United Nations budgetary procedures"));
}

/// Catches: a theme that seems forgotten in years whose texts have a section of its name.
#[test]
fn sections_called_like_a_theme_count_for_it() {
    let Some(folder) = with_corpus() else { return };
    let html = page(texts(folder), "/page/theme/enhanced-cooperation");
    for (year, paragraph) in [
        ("2019", "E/RES/2019/24/para/63"),
        ("2022", "E/RES/2022/15/para/68"),
    ] {
        let at = html.split(&format!("<h3 id=\"y{year}\">")).nth(1).expect(year);
        let at = &at[..at.find("<h3").unwrap_or(at.len())];
        assert!(
            at.contains(&format!("/page/document/{paragraph}\"")),
            "{paragraph}"
        );
    }
}

/// Catches: somebody who left shown as if still in office, the first chair on top for ever, remarks to editors of the data.
#[test]
fn the_latest_chair_comes_first() {
    let html = page(facts(), "/page/body/ungis");
    let people = html.split("<ul class=\"plain columns-2\">").nth(1).unwrap();
    let people = &people[..people.find("</ul>").unwrap()];
    let chairs: Vec<String> = people
        .split("<li>")
        .map(plain)
        .filter(|line| line.starts_with("chair "))
        .collect();
    let years: Vec<&str> = chairs
        .iter()
        .filter_map(|line| line.split_whitespace().find(|word| word.starts_with("20")))
        .collect();
    assert!(
        years.len() > 2 && years.windows(2).all(|pair| pair[0] >= pair[1]),
        "{chairs:?}"
    );
    let cultural = chairs
        .iter()
        .find(|line| line.contains("Educational, Scientific"))
        .unwrap();
    assert!(cultural.ends_with("from 2007-07"), "{cultural}");
    assert!(!html.contains("data/memberships"));
}

/// Catches: the number of a meeting in Spanish in an English citation.
#[test]
fn citations_are_in_one_language() {
    let Some(folder) = with_corpus() else { return };
    for (format, sign) in [("bib", "68th plenary meeting"), ("ris", "68th plenary meeting")] {
        let url = format!("{}/data/document/A/RES/80/173.{format}", texts(folder));
        let text = ask(&url, &[]).text().unwrap();
        assert!(!text.contains("sesión") && text.contains(sign), "{text}");
    }
}
