//! A query with a name, a title and a description.

/// One query of `queries/`, as offered to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedQuery {
    /// The file name without `.rq`.
    pub name: String,
    /// The question in a few words.
    pub title: String,
    /// What the query answers and how.
    pub description: String,
    /// For whom it is meant first: `delegate`, `researcher`, `librarian`, `civil-society`.
    pub audience: String,
    /// Whether the home page shows it.
    pub featured: bool,
    /// The SPARQL text.
    pub text: String,
}
