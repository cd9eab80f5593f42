//! W107: web addresses are well formed, and links lead to things.

use super::Rule;
use crate::check::Known;
use crate::corpus::Record;
use crate::corpus::records::Link;
use crate::corpus::references;
use crate::corpus::values::At;
use crate::problem::Problem;

pub(super) const RULE: Rule = Rule {
    code: "W107",
    title: "web addresses are absolute and well formed",
    explanation: "Home pages, official addresses and the url of a passage become IRIs: they begin \
        with https:// or http:// and contain no spaces (RFC 3987). A link to Wikidata, UNBIS or \
        EuroVoc is the address of the thing, not of a page about it.",
    check,
};

fn check(known: &Known<'_>, problems: &mut Vec<Problem>) {
    for record in &known.corpus.documents {
        for page in &record.value.pages {
            problems.extend(look(record, page));
        }
    }
    for record in &known.corpus.bodies {
        if let Some(page) = &record.value.homepage {
            problems.extend(look(record, page));
        }
    }
    for record in &known.corpus.links {
        problems.extend(look(record, &record.value.target));
        problems.extend(unlike(record));
    }
    references::each(known.corpus, &mut |record, place| {
        for url in record.passages().filter_map(|p| p.url.as_ref()) {
            if !well_formed(url.get_ref()) {
                problems.push(problem(url.get_ref()).at(place.at(url.span())));
            }
        }
    });
}

fn look<T>(record: &Record<T>, url: &At<String>) -> Option<Problem> {
    (!well_formed(url.get_ref())).then(|| problem(url.get_ref()).at(record.place(url.span())))
}

fn problem(url: &str) -> Problem {
    Problem::error(RULE.code, format!("`{url}` is not a web address"))
        .hint("write it whole, beginning with https://")
}

fn well_formed(url: &str) -> bool {
    url.starts_with("http") && sophia::iri::is_absolute_iri_ref(url)
}

/// The addresses of the data sets that are linked to most, up to where a number begins.
const SETS: [(&str, &str); 3] = [
    ("wikidata.org", "http://www.wikidata.org/entity/Q"),
    ("metadata.un.org/thesaurus", "http://metadata.un.org/thesaurus/"),
    ("eurovoc.europa.eu", "http://eurovoc.europa.eu/"),
];

/// A page about a thing of those data sets is not the thing: its address is a number behind a fixed beginning.
fn unlike(record: &Record<Link>) -> Option<Problem> {
    let target = &record.value.target;
    let (_, beginning) = SETS.iter().find(|(host, _)| target.get_ref().contains(host))?;
    let number = target.get_ref().strip_prefix(beginning).unwrap_or_default();
    let good = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (!good).then(|| {
        Problem::error(
            RULE.code,
            format!("`{}` is the address of no thing there", target.get_ref()),
        )
        .at(record.place(target.span()))
        .hint(format!("write it as {beginning} and the number"))
    })
}
