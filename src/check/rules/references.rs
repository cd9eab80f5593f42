//! W101: everything that is referred to exists.

use super::Rule;
use crate::check::Known;
use crate::corpus::Symbol;
use crate::corpus::references::{self, RecordPlace, Reference};
use crate::corpus::values::At;
use crate::graph::iri;
use crate::problem::Problem;

pub(super) const RULE: Rule = Rule {
    code: "W101",
    title: "everything that is referred to exists",
    explanation: "Records refer to bodies and events by their id, to concepts by the last part of \
        their address, to documents by symbol and to provisions as SYMBOL#para/NUMBER. Whatever is \
        named must have a record in data/ or be a concept in ontology/concepts. Add the missing \
        record, or mend the spelling; the hint names the nearest known one.",
    check,
};

fn check(known: &Known<'_>, problems: &mut Vec<Problem>) {
    references::each(known.corpus, &mut |record, place| {
        record.references(&mut |reference| {
            problems.extend(look_up(known, reference, &place));
        });
        for passage in record.passages() {
            if let Some(source) = &passage.source {
                problems.extend(document(known, &source.get_ref().symbol, source, &place));
            }
        }
    });
}

fn look_up(known: &Known<'_>, reference: Reference<'_>, place: &RecordPlace<'_>) -> Option<Problem> {
    match reference {
        Reference::Thing(kind, slug) => thing(known, &iri::thing(kind, slug.get_ref()), kind, slug, place),
        Reference::AnyThing(kind, slug) => {
            if let Some(symbol) = slug.get_ref().strip_prefix("document/") {
                let symbol = Symbol::parse(symbol).ok()?;
                return document(known, &symbol, slug, place);
            }
            thing(known, &iri::reference(kind, slug.get_ref()), kind, slug, place)
        }
        Reference::Document(symbol) => document(known, symbol.get_ref(), symbol, place),
        Reference::Provision(provision) => document(known, &provision.get_ref().symbol, provision, place),
        Reference::Source(source) => document(known, &source.get_ref().symbol, source, place),
        Reference::Mandate(written) => mandate(known, written, place),
        Reference::Goal(goal) => unknown_goal(goal, place),
        Reference::Named(written) => named(known, written, place),
    }
}

fn thing(
    known: &Known<'_>,
    address: &str,
    kind: &str,
    slug: &At<String>,
    place: &RecordPlace<'_>,
) -> Option<Problem> {
    if known.things.contains(address) || known.corpus.unread.contains(slug.get_ref()) {
        return None;
    }
    let problem = Problem::error(RULE.code, format!("there is no {kind} `{}`", slug.get_ref()))
        .at(place.at(slug.span()));
    let prefix = format!("{}{kind}/", iri::THINGS);
    let others = known
        .things
        .iter()
        .filter_map(|known| known.strip_prefix(&prefix));
    Some(problem.hint(instead(known, kind, slug.get_ref(), others)))
}

/// The most values that a hint lists.
const LISTED: usize = 40;

/// What may have been meant: a word written nearly so, a body with that acronym, or any of a short list.
fn instead<'a>(
    known: &Known<'_>,
    kind: &str,
    unknown: &str,
    others: impl Iterator<Item = &'a str>,
) -> String {
    let mut others: Vec<&str> = others.collect();
    others.sort_unstable();
    let acronym = known
        .corpus
        .bodies
        .iter()
        .map(|record| &record.value)
        .find(|body| {
            kind == "body"
                && body
                    .acronym
                    .as_ref()
                    .is_some_and(|acronym| acronym.eq_ignore_ascii_case(unknown))
        });
    if let Some(body) = acronym {
        return format!("did you mean `{}`?", body.id.get_ref());
    }
    if let Some(near) = nearest(unknown, others.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    if others.len() <= LISTED && !others.is_empty() {
        return format!("it is one of {}", others.join(", "));
    }
    format!("add a record for it to the folder of data/ that holds such things ({kind})")
}

fn document<T>(known: &Known<'_>, symbol: &Symbol, at: &At<T>, place: &RecordPlace<'_>) -> Option<Problem> {
    if known.documents.contains_key(symbol) || known.corpus.unread.contains(symbol.as_str()) {
        return None;
    }
    let problem = Problem::error(
        RULE.code,
        format!("there is no document {symbol} in data/documents"),
    )
    .at(place.at(at.span()));
    let others = known.documents.keys().map(|other| other.as_str());
    Some(match nearest(symbol.as_str(), others) {
        Some(near) => problem.hint(format!(
            "add a [[document]] for it to a file of data/documents, or is {near} meant?"
        )),
        None => problem.hint("add a [[document]] for it to a file of data/documents"),
    })
}

/// The 2030 Agenda has seventeen goals; targets are `goal.number` or `goal.letter`.
fn unknown_goal(goal: &At<String>, place: &RecordPlace<'_>) -> Option<Problem> {
    let (number, target) = match goal.get_ref().split_once('.') {
        Some((number, target)) => (number, Some(target)),
        None => (goal.get_ref().as_str(), None),
    };
    let plain = |part: &str| {
        part.parse::<u8>().is_ok_and(|n| (1..=19).contains(&n)) || matches!(part.as_bytes(), [b'a'..=b'd'])
    };
    let known = number.parse::<u8>().is_ok_and(|n| (1..=17).contains(&n)) && target.is_none_or(plain);
    (!known).then(|| {
        Problem::error(
            RULE.code,
            format!("`{}` is no goal or target of the 2030 Agenda", goal.get_ref()),
        )
        .at(place.at(goal.span()))
        .hint("goals are 1 to 17, targets are written 4.4 or 5.b")
    })
}

fn named(known: &Known<'_>, written: &At<String>, place: &RecordPlace<'_>) -> Option<Problem> {
    if let Some(symbol) = written.get_ref().strip_prefix("document/") {
        return match Symbol::parse(symbol) {
            Ok(symbol) => document(known, &symbol, written, place),
            Err(_) => Some(
                Problem::error(RULE.code, format!("`{symbol}` is not a UN document symbol"))
                    .at(place.at(written.span()))
                    .hint("write it as the UN Digital Library does: document/A/RES/70/125"),
            ),
        };
    }
    if known.things.contains(&iri::named(written.get_ref())) {
        return None;
    }
    let Some((kind, slug)) = written.get_ref().split_once('/') else {
        return Some(
            Problem::error(
                RULE.code,
                format!("`{}` does not say its kind", written.get_ref()),
            )
            .at(place.at(written.span()))
            .hint("write the kind before it: body/itu, event/wsis, ns/Mandate"),
        );
    };
    let prefix = iri::named(&format!("{kind}/"));
    let others = known
        .things
        .iter()
        .filter_map(|thing| thing.strip_prefix(&prefix));
    let problem =
        Problem::error(RULE.code, format!("there is no {kind} `{slug}`")).at(place.at(written.span()));
    let slug = slug.to_owned();
    Some(match nearest(&slug, others) {
        Some(near) => problem.hint(format!("did you mean `{kind}/{near}`?")),
        None => problem.hint("add a record for it first"),
    })
}

fn mandate(
    known: &Known<'_>,
    written: &At<crate::corpus::values::ProvisionRef>,
    place: &RecordPlace<'_>,
) -> Option<Problem> {
    let iri = iri::mandate_written(written.get_ref());
    (!known.mandates.contains(&iri)).then(|| {
        Problem::error(RULE.code, format!("there is no mandate {}", written.get_ref()))
            .at(place.at(written.span()))
            .hint("write it as SYMBOL#para/NUMBER/N, N being the `n` of its record in data/mandates")
    })
}

/// The known word closest to an unknown one, if it is close enough to be meant.
fn nearest<'a>(unknown: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|word| (strsim::damerau_levenshtein(unknown, word), word))
        .filter(|(distance, word)| *distance <= (word.len() / 3).max(2))
        .min()
        .map(|(_, word)| word)
}
