//! The ready-made questions of `queries/`, as compiled into the program.

use include_dir::{Dir, include_dir};

use super::NamedQuery;

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/queries");

/// Every ready-made question, by name.
#[must_use]
pub fn all() -> Vec<NamedQuery> {
    let mut queries: Vec<NamedQuery> = FOLDER
        .files()
        .filter(|file| file.path().extension().is_some_and(|extension| extension == "rq"))
        .filter_map(|file| {
            let name = file.path().file_stem()?.to_str()?;
            Some(NamedQuery::parse(name, file.contents_utf8()?))
        })
        .collect();
    queries.sort_by(|a, b| a.name.cmp(&b.name));
    queries
}

/// The question whose name is nearest to one that does not exist; none where all are far.
#[must_use]
pub fn nearest<'a>(name: &str, queries: &'a [NamedQuery]) -> Option<&'a NamedQuery> {
    let distance = |query: &NamedQuery| strsim::damerau_levenshtein(name, &query.name);
    let near = queries
        .iter()
        .filter(|query| distance(query) <= query.name.len() / 2);
    near.min_by_key(|query| (distance(query), query.name.as_str()))
}

impl NamedQuery {
    /// Reads the header comments of a query file: `# key: value`, continued on
    /// lines that begin with `#` and three spaces.
    #[must_use]
    pub fn parse(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            title: header(text, "title").join(" "),
            description: header(text, "description").join(" "),
            audience: header(text, "audience").join(" "),
            featured: header(text, "featured") == ["yes"],
            text: text.to_owned(),
        }
    }
}

/// A query from its first line on that is no comment: the header is for whoever keeps the files.
#[must_use]
pub fn without_header(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with('#') {
        rest = rest.split_once('\n').map_or("", |(_, below)| below.trim_start());
    }
    rest
}

/// The lines of one entry of a query's header.
#[must_use]
pub fn header<'a>(text: &'a str, key: &str) -> Vec<&'a str> {
    let mut lines = text.lines().take_while(|line| line.starts_with('#'));
    let start = format!("# {key}:");
    let Some(first) = lines.find_map(|line| line.strip_prefix(&start)) else {
        return Vec::new();
    };
    let more = lines.map_while(|line| line.strip_prefix("#   "));
    std::iter::once(first.trim())
        .chain(more)
        .filter(|line| !line.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_with_their_continuations() {
        let text = "# title: Who?\n# description: One\n#   two\n# rows: 3\n\nSELECT * {}\n# title: no\n";
        let query = NamedQuery::parse("who", text);
        assert_eq!(
            (query.title.as_str(), query.description.as_str()),
            ("Who?", "One two")
        );
        assert_eq!(header(text, "rows"), ["3"]);
        assert!(header(text, "absent").is_empty());
    }

    #[test]
    fn every_question_has_title_and_description() {
        let queries = all();
        assert!(queries.len() >= 15);
        for query in queries {
            assert!(
                !query.title.is_empty() && !query.description.is_empty(),
                "{}",
                query.name
            );
        }
    }
}
