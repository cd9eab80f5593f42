//! What is cited.

use std::fmt;

use crate::corpus::Symbol;

/// A cited document or work.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A document with a symbol.
    Document(Symbol),
    /// A work that is known by its name.
    Work {
        /// Its title up to the subtitle, in kebab case.
        slug: String,
        /// The document that is this work in our data, where we hold it.
        document: Option<Symbol>,
    },
}

impl Target {
    /// A work known by a title that no list has.
    pub(super) fn titled(title: &str) -> Self {
        Self::Work {
            slug: slug(title),
            document: None,
        }
    }

    /// The symbol of the document in our data, if any.
    #[must_use]
    pub fn document(&self) -> Option<&Symbol> {
        match self {
            Self::Document(symbol) => Some(symbol),
            Self::Work { document, .. } => document.as_ref(),
        }
    }
}

/// The canonical form: the symbol, or the name in kebab case.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(symbol) => symbol.fmt(f),
            Self::Work { slug, .. } => f.write_str(slug),
        }
    }
}

/// The longest slug; a title that has no end is cut.
const LONGEST: usize = 300;

/// A title up to its subtitle in kebab case: letters and digits in small letters, joined by hyphens.
pub(super) fn slug(title: &str) -> String {
    let main = title.split(": ").next().unwrap_or(title);
    let mut slug = String::new();
    for c in main.chars() {
        if slug.len() >= LONGEST {
            break;
        }
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !matches!(c, '’' | '\'' | '‘') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_in_kebab_case() {
        for (title, expected) in [
            ("Kites of the World 2044: Flying High", "kites-of-the-world-2044"),
            ("The Child’s Kite, and String", "the-childs-kite-and-string"),
            ("Kites 2044–2045 ", "kites-2044-2045"),
            ("", ""),
        ] {
            assert_eq!(slug(title), expected);
        }
    }
}
