//! W107: web addresses and Wikidata numbers are well formed.

use super::Rule;
use crate::check::Known;
use crate::corpus::Record;
use crate::corpus::references;
use crate::corpus::values::At;
use crate::problem::Problem;

pub(super) const RULE: Rule = Rule {
    code: "W107",
    title: "web addresses are absolute and well formed",
    explanation: "Home pages, official addresses and the url of a passage become IRIs: they begin \
        with https:// or http:// and contain no spaces (RFC 3987). A Wikidata number is the letter \
        Q and digits.",
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
        if let Some(number) = &record.value.wikidata {
            problems.extend(wikidata(record, number));
        }
    }
    references::each(known.corpus, &mut |record, place| {
        for url in record.evidence().passages().iter().filter_map(|p| p.url.as_ref()) {
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

fn wikidata<T>(record: &Record<T>, number: &At<String>) -> Option<Problem> {
    let digits = number.get_ref().strip_prefix('Q').unwrap_or_default();
    let good = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (!good).then(|| {
        Problem::error(
            RULE.code,
            format!("`{}` is not a Wikidata number", number.get_ref()),
        )
        .at(record.place(number.span()))
        .hint("write it as Q376150")
    })
}
