//! The facets of a search: counts that are links.

use super::super::super::lookup::{Words, label_in};
use super::super::super::respond::Shell;
use super::super::super::view::Viewer;
use super::params::Params;
use super::show::kind_words;
use crate::find::words::{FacetValue, Facets};
use oxigraph::model::NamedNode;

/// Values shown at once; the others are behind a summary.
const FIRST: usize = 8;

/// One facet.
pub(super) struct Facet {
    /// The key of its name.
    pub name: &'static str,
    /// Its first values.
    pub first: Vec<Choice>,
    /// The other ones.
    pub rest: Vec<Choice>,
    /// Whether the values are short and stand in rows.
    pub short: bool,
}

impl Facet {
    /// Whether one of its values is chosen.
    pub(super) fn has_chosen(&self) -> bool {
        self.first.iter().any(|choice| choice.chosen)
    }
}

/// One value of a facet.
pub(super) struct Choice {
    /// Its name.
    pub words: Words,
    /// How many results have it.
    pub count: String,
    /// The search with it, or without it where it is chosen.
    pub href: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The facets that part the results, or are chosen.
#[must_use]
pub(super) fn facets(viewer: &Viewer<'_>, shell: &Shell, params: &Params, all: &Facets) -> Vec<Facet> {
    let lists = [
        ("kind", "facet-kind", &all.kind),
        ("year", "facet-year", &all.year),
        ("body", "facet-body", &all.body),
        ("line", "facet-line", &all.line),
        ("force", "facet-force", &all.force),
        ("lang", "facet-language", &all.language),
    ];
    lists
        .into_iter()
        .filter_map(|(filter, name, values)| {
            let mut choices: Vec<Choice> = values
                .iter()
                .map(|value| choice(viewer, shell, params, (filter, value)))
                .collect();
            choices.extend(lost(viewer, shell, params, (filter, values)));
            choices.sort_by_key(|choice| !choice.chosen && filter != "year");
            let short = filter == "year";
            let first = if short { usize::MAX } else { FIRST };
            let rest = choices.split_off(first.min(choices.len()));
            (choices.len() > 1 || choices.iter().any(|choice| choice.chosen)).then_some(Facet {
                name,
                first: choices,
                rest,
                short,
            })
        })
        .collect()
}

fn choice(
    viewer: &Viewer<'_>,
    shell: &Shell,
    params: &Params,
    (filter, value): (&'static str, &FacetValue),
) -> Choice {
    let node = value.iri.as_deref().and_then(|iri| NamedNode::new(iri).ok());
    let plain = |text: &str, lang: &str| Words {
        text: text.to_owned(),
        lang: lang.to_owned(),
    };
    let words = match (filter, node) {
        ("kind", _) => kind_words(viewer, &value.value),
        ("lang", _) => plain(&value.label, &value.value),
        (_, Some(node)) => label_in(viewer.store, node.as_ref(), viewer.language),
        _ => plain(&value.label, ""),
    };
    Choice {
        words,
        count: value.count.to_string(),
        href: params.toggled(filter, &value.value).address(shell, 0),
        chosen: params.has(filter, &value.value),
    }
}

/// Values that are chosen but that no result has: they can be taken back all the same.
fn lost(
    viewer: &Viewer<'_>,
    shell: &Shell,
    params: &Params,
    (filter, values): (&'static str, &[FacetValue]),
) -> Vec<Choice> {
    let set = params.filters.iter().filter(|(name, _)| *name == filter);
    set.filter(|(_, value)| values.iter().all(|known| known.value != *value))
        .map(|(_, value)| {
            let value = FacetValue {
                value: value.clone(),
                label: value.clone(),
                iri: None,
                count: 0,
            };
            choice(viewer, shell, params, (filter, &value))
        })
        .collect()
}
