//! Reads the names of a release from its store.

use super::kinds::{CLASSES, EVENT};
use super::{Name, NameKind, Names, Thing, derived, fold, listed, symbols};
use crate::corpus::Symbol;
use crate::graph::vocabulary::{dcterms, rdfs, skos, wsis};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;
use rustc_hash::FxHashSet;

/// What is read beside names.
#[derive(Default)]
struct Beside {
    /// Events with the addresses of those that hold them.
    hosts: Vec<(u32, String)>,
    /// Events with their number in a series.
    ordinals: Vec<(u32, String)>,
}

impl Names {
    /// Reads all names. A few dozen milliseconds for a release with all texts.
    #[must_use]
    pub fn read(store: &Store) -> Self {
        let mut names = Self::default();
        names.read_things(store);
        let mut beside = Beside::default();
        for place in 0..names.things.len() {
            names.read_thing(store, u32::try_from(place).unwrap_or(u32::MAX), &mut beside);
        }
        names.add_listed(store);
        names.add_made(&beside);
        names.finish();
        names
    }

    fn read_things(&mut self, store: &Store) {
        let mut found: Vec<(String, u8)> = Vec::new();
        for (class, place) in CLASSES.iter().zip(0u8..) {
            // Annexes are read where a list names them: most have no name of their own.
            if place == super::kinds::ANNEX {
                continue;
            }
            let class = NamedNode::new_unchecked(class.iri());
            let things = store.quads_for_pattern(None, Some(rdf::TYPE), Some(class.as_ref().into()), None);
            found.extend(things.flatten().filter_map(|quad| match quad.subject {
                NamedOrBlankNode::NamedNode(thing) => Some((thing.into_string(), place)),
                NamedOrBlankNode::BlankNode(_) => None,
            }));
        }
        found.sort();
        found.dedup();
        for (iri, class) in found {
            self.thing_at(&iri, class);
        }
    }

    /// The place of a thing, which it gets here where it is new.
    fn thing_at(&mut self, iri: &str, class: u8) -> u32 {
        if let Some(place) = self.by_iri.get(iri) {
            if let Some(thing) = self.things.get_mut(*place as usize)
                && !thing.classes.contains(&class)
            {
                thing.classes.push(class);
            }
            return *place;
        }
        let place = u32::try_from(self.things.len()).unwrap_or(u32::MAX);
        self.by_iri.insert(iri.to_owned(), place);
        self.things.push(Thing {
            iri: iri.to_owned(),
            classes: vec![class],
            labels: Vec::new(),
            note: String::new(),
            years: Vec::new(),
        });
        place
    }

    fn read_thing(&mut self, store: &Store, place: u32, beside: &mut Beside) {
        let Some(iri) = self.things.get(place as usize).map(|thing| thing.iri.clone()) else {
            return;
        };
        let subject = NamedNodeRef::new_unchecked(&iri);
        let quads = store.quads_for_pattern(Some(subject.into()), None, None, None);
        for quad in quads.flatten() {
            let literal = match &quad.object {
                Term::Literal(literal) => literal,
                Term::NamedNode(object) => {
                    if quad.predicate == wsis::HELD_BY {
                        beside.hosts.push((place, object.as_str().to_owned()));
                    }
                    continue;
                }
                _ => continue,
            };
            let (text, language) = (literal.value(), literal.language());
            if quad.predicate == wsis::ORDINAL {
                beside.ordinals.push((place, text.to_owned()));
            } else if let Some(kind) = kind(quad.predicate.as_ref()) {
                self.add_own(place, text, language, kind);
            } else {
                self.note(place, quad.predicate.as_ref(), text);
            }
        }
        if let Some(thing) = self.things.get_mut(place as usize) {
            thing.labels.sort();
            thing.labels.dedup();
            thing.years.sort_unstable();
            thing.years.dedup();
        }
    }

    /// Adds a name that the graph gives.
    fn add_own(&mut self, thing: u32, text: &str, language: Option<&str>, kind: NameKind) {
        if kind == NameKind::Label
            && let Some(thing) = self.things.get_mut(thing as usize)
        {
            thing
                .labels
                .push((language.unwrap_or_default().to_owned(), text.to_owned()));
        }
        // A document without a title is called by its symbol, which is looked up and not compared.
        let kind = match kind {
            NameKind::Label if language.is_none() && Symbol::parse(text).is_ok() => NameKind::Symbol,
            kind => kind,
        };
        self.add(thing, text, language, kind);
    }

    /// Notes a date, and what tells a thing from others of its name.
    fn note(&mut self, place: u32, predicate: NamedNodeRef<'_>, text: &str) {
        const DATES: [NamedNodeRef<'static>; 5] = [
            wsis::ADOPTED_ON,
            wsis::ISSUED_ON,
            wsis::STARTS_ON,
            wsis::ESTABLISHED_ON,
            wsis::DUE_BY,
        ];
        let Some(thing) = self.things.get_mut(place as usize) else {
            return;
        };
        if DATES.contains(&predicate)
            && let Some(year) = text.get(..4).and_then(|year| year.parse().ok())
        {
            thing.years.push(year);
            if thing.note.is_empty() || text < thing.note.as_str() {
                thing.note = text.to_owned();
            }
        }
    }

    fn add(&mut self, thing: u32, text: &str, language: Option<&str>, kind: NameKind) {
        self.names.push(Name {
            text: text.to_owned(),
            language: language.map(str::to_owned),
            kind,
            thing,
            words: Box::default(),
            weight: 0.0,
        });
    }

    /// Adds the names that the program's data list, of things this release knows.
    fn add_listed(&mut self, store: &Store) {
        let mut all: Vec<(String, String)> = listed::names().collect();
        all.sort();
        for (name, iri) in all {
            let place = match self.by_iri.get(&iri) {
                Some(place) => *place,
                None => match self.annex(store, &iri) {
                    Some(place) => place,
                    None => continue,
                },
            };
            let missing = self
                .things
                .get(place as usize)
                .is_some_and(|thing| thing.labels.is_empty());
            let kind = if missing { NameKind::Label } else { NameKind::Alias };
            self.add_own(place, &name, missing.then_some("en"), kind);
        }
    }

    /// The annex with an address, where the release has it.
    fn annex(&mut self, store: &Store, iri: &str) -> Option<u32> {
        let subject = NamedNodeRef::new(iri).ok()?;
        let annex = store
            .quads_for_pattern(
                Some(subject.into()),
                Some(rdf::TYPE),
                Some(wsis::ANNEX.into()),
                None,
            )
            .flatten()
            .next();
        annex?;
        let place = self.thing_at(iri, super::kinds::ANNEX);
        let headings = store.quads_for_pattern(Some(subject.into()), Some(wsis::HEADING), None, None);
        for quad in headings.flatten() {
            if let Term::Literal(heading) = &quad.object {
                self.add_own(place, heading.value(), heading.language(), NameKind::Label);
            }
        }
        Some(place)
    }

    fn add_made(&mut self, beside: &Beside) {
        let hosts: Vec<(u32, u32)> = beside
            .hosts
            .iter()
            .filter_map(|(event, body)| Some((*event, *self.by_iri.get(body)?)))
            .filter(|(event, _)| {
                self.things
                    .get(*event as usize)
                    .is_some_and(|thing| thing.classes.contains(&EVENT))
            })
            .collect();
        let mut made = derived::names(self, &hosts, &beside.ordinals);
        made.extend(self.numbered());
        made.sort();
        made.dedup();
        for (text, thing) in made {
            self.add(thing, &text, None, NameKind::Made);
        }
    }

    /// "C5" and "action line C5", from the addresses of action lines.
    fn numbered(&self) -> Vec<(String, u32)> {
        let mut made = Vec::new();
        for (thing, place) in self.things.iter().zip(0u32..) {
            let Some((_, slug)) = thing.iri.split_once("/id/action-line/") else {
                continue;
            };
            let words = slug.replace('-', " ");
            made.push((words.clone(), place));
            made.push((format!("action line {words}"), place));
            made.push((format!("wsis action line {words}"), place));
            made.push((format!("{words} {}", thing.label("en")), place));
            made.push((format!("action line {words} {}", thing.label("en")), place));
        }
        made
    }

    /// Folds, counts and weighs; names that are the same in one spelling are kept once.
    fn finish(&mut self) {
        let mut seen: FxHashSet<(u32, String)> = FxHashSet::default();
        let mut kept: Vec<Name> = Vec::with_capacity(self.names.len());
        let mut names = std::mem::take(&mut self.names);
        names.sort_by(|a, b| {
            (a.thing, a.kind, &a.language, &a.text).cmp(&(b.thing, b.kind, &b.language, &b.text))
        });
        for mut name in names {
            let folded = fold(&name.text);
            let place = u32::try_from(kept.len()).unwrap_or(u32::MAX);
            if name.kind == NameKind::Symbol {
                let key = symbols::key(&name.text);
                if seen.insert((name.thing, format!("symbol {key}"))) {
                    self.symbols.entry(key).or_default().push(place);
                    kept.push(name);
                }
                continue;
            }
            if folded.is_empty() || !seen.insert((name.thing, folded.clone())) {
                continue;
            }
            let words: Vec<u32> = folded.split(' ').map(|word| self.tokens.place(word)).collect();
            let mut distinct = words.clone();
            distinct.sort_unstable();
            distinct.dedup();
            for word in &distinct {
                self.tokens.count(*word, name.language.as_deref());
            }
            self.postings.resize(self.tokens.len(), Vec::new());
            for word in distinct {
                if let Some(list) = self.postings.get_mut(word as usize) {
                    list.push(place);
                }
            }
            name.words = words.into_boxed_slice();
            self.compact
                .entry(folded.replace(' ', ""))
                .or_default()
                .push(place);
            self.exact.entry(folded).or_default().push(place);
            kept.push(name);
        }
        self.tokens.weigh(kept.len());
        for name in &mut kept {
            name.weight = name.words.iter().map(|word| self.tokens.weight(*word)).sum();
        }
        self.names = kept;
    }
}

/// What a property says of a name.
fn kind(predicate: NamedNodeRef<'_>) -> Option<NameKind> {
    if [rdfs::LABEL, dcterms::TITLE, skos::PREF_LABEL].contains(&predicate) {
        Some(NameKind::Label)
    } else if predicate == wsis::ACRONYM || predicate == NOTATION {
        Some(NameKind::Acronym)
    } else if predicate == skos::ALT_LABEL {
        Some(NameKind::Other)
    } else if predicate == wsis::ALIAS {
        Some(NameKind::Alias)
    } else if predicate == wsis::SYMBOL || predicate == wsis::AKN_WORK {
        Some(NameKind::Symbol)
    } else {
        None
    }
}

/// The number of a concept in its scheme.
const NOTATION: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#notation");
