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

impl NamedQuery {
    /// Reads the header comments of a query file: `# key: value`, continued on
    /// lines that begin with `#` and three spaces.
    #[must_use]
    pub fn parse(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            title: header(text, "title").join(" "),
            description: header(text, "description").join(" "),
            featured: header(text, "featured") == ["yes"],
            text: text.to_owned(),
        }
    }
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
