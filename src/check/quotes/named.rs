//! What records say of provisions without quoting them: that they exist, with which verb they ask, what they say.

use std::collections::HashMap;

use super::no_such_provision;
use super::plain::plain;
use crate::corpus::reading::Reading;
use crate::corpus::values::{At, ProvisionRef};
use crate::corpus::{Corpus, Language, Record, Symbol};
use crate::problem::{Place, Problem};

/// The longest run of words that a line of our own may share with the paragraph it is about: names and
/// titles reach it, sentences go beyond.
const SHARED: usize = 9;

/// Where a record names a provision, and what it says of it.
#[derive(Debug)]
struct Mention {
    path: String,
    place: Place,
    /// The operative verb it claims to print, and where the record says so.
    verb: Option<String>,
    /// A line of our own about it.
    own: Option<String>,
}

/// The provisions that records name, by document.
#[derive(Debug, Default)]
pub(super) struct Named(HashMap<Symbol, Vec<Mention>>);

impl Named {
    pub(super) fn of(corpus: &Corpus) -> Self {
        let mut named = Self::default();
        for record in &corpus.mandates {
            let mandate = &record.value;
            named.keep(
                record,
                &mandate.provision,
                Some(&mandate.verb),
                Some(&mandate.action),
            );
        }
        for record in &corpus.mandate_events {
            named.keep(record, &record.value.effected_by, None, None);
        }
        for record in &corpus.targets {
            named.keep(record, &record.value.provision, None, None);
        }
        for record in &corpus.provisions {
            let row = &record.value;
            named.keep(record, &row.provision, None, row.gist.as_ref());
        }
        named
    }

    fn keep<T>(
        &mut self,
        record: &Record<T>,
        provision: &At<ProvisionRef>,
        verb: Option<&String>,
        own: Option<&String>,
    ) {
        let reference = provision.get_ref();
        self.0.entry(reference.symbol.clone()).or_default().push(Mention {
            path: reference.path.clone(),
            place: record.place(provision.span()),
            verb: verb.cloned(),
            own: own.cloned(),
        });
    }

    /// Whether some record names this provision and the text does not have it: then that is said once, of the
    /// record.
    pub(super) fn missing(&self, path: Option<&str>, reading: &Reading) -> bool {
        let mentions = self.0.get(&reading.symbol).into_iter().flatten();
        reading.language == Language::English
            && path.is_some_and(|path| mentions.into_iter().any(|mention| mention.path == path))
    }

    /// Looks every mention up in the English text.
    pub(super) fn look_up(&self, reading: &Reading, problems: &mut Vec<Problem>) {
        if reading.language != Language::English {
            return;
        }
        let texts: HashMap<&str, &str> = reading
            .provisions
            .iter()
            .map(|provision| (provision.path.as_str(), provision.text.as_str()))
            .collect();
        for mention in self.0.get(&reading.symbol).into_iter().flatten() {
            let Some(text) = texts.get(mention.path.as_str()) else {
                problems.push(no_such_provision(&reading.symbol, &mention.path).at(mention.place.clone()));
                continue;
            };
            let text = plain(text);
            problems.extend(other_verb(mention, &text));
            problems.extend(copied(mention, &text));
        }
    }
}

/// W302: the operative verb is not printed there. Connectors may stand between its words ("We also invite").
fn other_verb(mention: &Mention, text: &str) -> Option<Problem> {
    let verb = plain(mention.verb.as_ref()?);
    let printed = text.contains(&verb) || verb.split(' ').all(|word| text.contains(word));
    (!printed).then(|| {
        Problem::error(
            "W302",
            format!("the verb \"{verb}\" does not stand in {}", mention.path),
        )
        .at(mention.place.clone())
        .hint("write the operative verb as printed")
    })
}

/// W311: words of the text where ours should stand.
fn copied(mention: &Mention, text: &str) -> Option<Problem> {
    let own = plain(mention.own.as_ref()?);
    let words: Vec<&str> = own.split(' ').collect();
    let run = words
        .windows(SHARED)
        .map(|run| run.join(" "))
        .find(|run| text.contains(run.as_str()))?;
    Some(
        Problem::warning("W311", format!("these are words of the text: \"{run} ...\""))
            .at(mention.place.clone())
            .hint("say it in your own words; names and titles can be shortened"),
    )
}
