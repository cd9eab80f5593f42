//! The rules by their names, and how far each is to be trusted: `data/extraction-rules.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// A rule of extraction, as the data describe it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The name that extracted statements give, the last part of its address.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it does.
    pub description: String,
    /// Where it finds something; invented.
    pub example: String,
    /// Where it finds nothing, and why; invented.
    pub counter_example: String,
    /// The share of what it finds that is right, 0 to 1.
    pub confidence: f64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Rule>,
}

const RULES: &str = include_str!("../../data/extraction-rules.toml");

static ALL: LazyLock<Vec<Rule>> =
    LazyLock::new(|| toml::from_str::<File>(RULES).map_or_else(|_| Vec::new(), |file| file.rule));

/// Every rule, in the order of the data.
#[must_use]
pub fn all() -> &'static [Rule] {
    &ALL
}

/// The confidence of a rule, 0 to 1; a half for one that the data do not describe.
#[must_use]
pub fn confidence(id: &str) -> f64 {
    ALL.iter()
        .find(|rule| rule.id == id)
        .map_or(0.5, |rule| rule.confidence)
}

/// Whether the data describe a rule, by the name the code gives it ("numbered resolution").
#[cfg(test)]
pub(in crate::extract) fn describes(name: &str) -> bool {
    ALL.iter().any(|rule| rule.id == name.replace(' ', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a list that does not parse, two rules of one name, a confidence that is none.
    #[test]
    fn the_rules_are_sound() {
        let file: File = toml::from_str(RULES).unwrap();
        let mut ids: Vec<_> = file.rule.iter().map(|rule| &rule.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), file.rule.len());
        assert!(
            file.rule
                .iter()
                .all(|rule| (0.0..=1.0).contains(&rule.confidence))
        );
    }
}
