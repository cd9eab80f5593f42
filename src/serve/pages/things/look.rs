//! How pages look things up: in the reader's language, with links straight to pages.

use crate::graph::vocabulary::wsis;
use crate::serve::iri::{decode, id_path, link_path};
use crate::serve::lookup::{Words, about, label, pointing_to, subject, texts};
use crate::serve::respond::Shell;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use oxigraph::store::Store;

/// A thing's name and the address of its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The address.
    pub href: String,
    /// The name.
    pub words: Words,
}

/// Looks up names in one language.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    /// The graph.
    pub store: &'a Store,
    /// What the page begins its links with, and its interface words.
    pub shell: &'a Shell,
}

impl Look<'_> {
    /// The reader's language.
    pub(super) fn language(&self) -> &'static str {
        self.shell.language
    }

    /// The address of a thing's page; what is not ours keeps its own address.
    pub(super) fn href(&self, iri: &str) -> String {
        if let Some(path) = id_path(iri) {
            return format!("{}/page/{}", self.shell.home, link_path(path));
        }
        if let Some(code) = iri.strip_prefix(super::sdg::SDG) {
            return format!("{}/sdg/{code}", self.shell.home);
        }
        if let Some(term) = iri.strip_prefix(wsis::NAMESPACE) {
            return format!("{}/ns#{term}", self.shell.root);
        }
        iri.to_owned()
    }

    /// A thing by its name; a provision by its symbol and place.
    pub(super) fn link(&self, iri: NamedNodeRef<'_>) -> Link {
        let words = self.place(iri.as_str()).map_or_else(
            || self.name(iri),
            |text| Words {
                text,
                lang: String::new(),
            },
        );
        Link {
            href: self.href(iri.as_str()),
            words,
        }
    }

    /// A body by its short form for readers of English, whose short form it is, by its full name for all others.
    pub(super) fn short(&self, iri: NamedNodeRef<'_>) -> Link {
        let mut link = self.link(iri);
        let own = link.words.lang == self.language() && self.language() != "en";
        if let Some(acronym) = self.literal(iri, wsis::ACRONYM).filter(|_| !own) {
            link.words = Words {
                text: acronym,
                lang: String::new(),
            };
        }
        link
    }

    /// An action line by its sign (`C7 e-health`), another concept by its name.
    pub(super) fn short_concept(&self, iri: NamedNodeRef<'_>) -> Link {
        let mut link = self.link(iri);
        if iri.as_str().contains("/id/action-line/")
            && let Some(sign) = self.literal(iri, crate::serve::vocab::NOTATION)
        {
            link.words.text = format!(
                "{}\u{a0}{}",
                sign.split(' ').next().unwrap_or(&sign),
                link.words.text
            );
        }
        link
    }

    /// A document by its symbol.
    pub(super) fn symbol(&self, iri: NamedNodeRef<'_>) -> Link {
        let text = id_path(iri.as_str())
            .and_then(|path| path.strip_prefix("document/"))
            .map(decode);
        match text {
            Some(text) => Link {
                href: self.href(iri.as_str()),
                words: Words {
                    text,
                    lang: String::new(),
                },
            },
            None => self.link(iri),
        }
    }

    /// The name in the reader's language, in English, or else in any.
    pub(super) fn name(&self, iri: NamedNodeRef<'_>) -> Words {
        if let Some(code) = iri.as_str().strip_prefix(super::sdg::SDG) {
            return Words {
                text: format!("SDG {code}"),
                lang: String::new(),
            };
        }
        self.pick(iri, crate::serve::vocab::LABEL)
            .unwrap_or_else(|| label(self.store, iri))
    }

    /// A text in the reader's language, in English, or else in any.
    pub(super) fn pick(&self, iri: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Option<Words> {
        choose(texts(self.store, iri, property), self.language())
    }

    /// The first value of a property, whatever its language.
    pub(super) fn literal(&self, iri: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Option<String> {
        texts(self.store, iri, property)
            .into_iter()
            .next()
            .map(|words| words.text)
    }

    /// The first thing a property leads to.
    pub(super) fn target(&self, iri: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Option<NamedNode> {
        self.targets(iri, property).into_iter().next()
    }

    /// The things a property leads to, in the order of their addresses.
    pub(super) fn targets(&self, iri: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Vec<NamedNode> {
        let mut found: Vec<NamedNode> = about(self.store, iri, Some(property))
            .filter_map(|quad| match quad.object {
                Term::NamedNode(node) => Some(node),
                _ => None,
            })
            .collect();
        found.sort();
        found.dedup();
        found
    }

    /// The things that point here with a property, in the order of their addresses.
    pub(super) fn sources(&self, iri: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Vec<NamedNode> {
        let mut found: Vec<NamedNode> = pointing_to(self.store, iri, Some(property))
            .filter_map(|quad| subject(&quad).cloned())
            .collect();
        found.sort_by_cached_key(|node| natural(node.as_str()));
        found.dedup();
        found
    }

    /// The names of what a property leads to, with their pages.
    pub(super) fn links(&self, iri: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Vec<Link> {
        let found = self.targets(iri, property);
        found.iter().map(|node| self.link(node.as_ref())).collect()
    }

    /// `A/RES/80/173 ¶ 99` for a provision, in signs that all languages share.
    pub(super) fn place(&self, iri: &str) -> Option<String> {
        let (document, rest) = provision(iri)?;
        Some(format!("{} {}", decode(document), self.within(rest)))
    }

    /// `¶ 99` for the place of a provision in its document.
    pub(super) fn within(&self, rest: &str) -> String {
        let mut text = String::new();
        let mut parts = rest.split('/').peekable();
        while let Some(part) = parts.next() {
            let sign = match part {
                "para" => Some("¶".to_owned()),
                "pp" => Some(self.shell.say("t-pp").to_string()),
                "op" => Some(self.shell.say("t-op").to_string()),
                "sec" => Some("§".to_owned()),
                "annex" => Some(self.shell.say("t-annex").to_string()),
                "fn" => Some(self.shell.say("t-footnote").to_string()),
                _ => None,
            };
            if !text.is_empty() {
                text.push(' ');
            }
            match (sign, parts.peek()) {
                (Some(sign), Some(number)) => {
                    text.push_str(&format!("{sign}\u{a0}{}", decode(number)));
                    parts.next();
                }
                _ => text.push_str(&format!("({})", decode(part))),
            }
        }
        text
    }
}

/// The text in a language, in English, or else the first.
pub(super) fn choose(mut words: Vec<Words>, language: &str) -> Option<Words> {
    let at = words
        .iter()
        .position(|words| words.lang == language)
        .or_else(|| words.iter().position(|words| words.lang == "en"))
        .unwrap_or(0);
    (at < words.len()).then(|| words.swap_remove(at))
}

/// The symbol and the place of a provision, both as in its address.
pub(super) fn provision(iri: &str) -> Option<(&str, &str)> {
    let path = id_path(iri)?.strip_prefix("document/")?;
    ["/para/", "/pp/", "/op/", "/sec/", "/annex/", "/fn/"]
        .iter()
        .filter_map(|mark| path.find(mark))
        .min()
        .and_then(|at| Some((path.get(..at)?, path.get(at + 1..)?)))
}

/// Sorts `para/2` before `para/10`.
pub(super) fn natural(text: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, tail) = rest.split_at_checked(digits).unwrap_or((rest, ""));
        let words = tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
        let (word, tail) = tail.split_at_checked(words).unwrap_or((tail, ""));
        parts.push((number.parse().unwrap_or(0), word.to_owned()));
        rest = tail;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{natural, provision};

    /// Catches: symbols cut at the wrong slash.
    #[test]
    fn a_provision_is_told_from_its_document() {
        let base = "https://w3id.org/wsis/id/document/";
        let place = |path: &str| provision(&format!("{base}{path}")).map(|(a, b)| format!("{a}|{b}"));
        assert_eq!(
            place("A/RES/80/173/para/99").as_deref(),
            Some("A/RES/80/173|para/99")
        );
        assert_eq!(
            place("A/RES/79/1/annex/1/para/29/a").as_deref(),
            Some("A/RES/79/1|annex/1/para/29/a")
        );
        assert_eq!(place("A/RES/79/1"), None);
    }

    /// Catches: paragraph 10 before paragraph 2.
    #[test]
    fn numbers_are_sorted_as_numbers() {
        let mut all = ["para/10/a", "para/2", "para/10", "pp/1"];
        all.sort_by_key(|text| natural(text));
        assert_eq!(all, ["para/2", "para/10", "para/10/a", "pp/1"]);
    }
}
