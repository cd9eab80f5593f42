//! Paragraphs as people write them.

/// The path of a paragraph below its document: of `99`, `65(a)`, `65/a`, `pp/3`, `annex/1/para/29/a`.
#[must_use]
pub(crate) fn path(written: &str) -> String {
    let mut path = written
        .trim()
        .trim_start_matches("para. ")
        .replace('(', "/")
        .replace([')', ' '], "");
    while path.contains("//") {
        path = path.replace("//", "/");
    }
    if path.starts_with(|c: char| c.is_ascii_digit()) {
        path.insert_str(0, "para/");
    }
    path
}

#[cfg(test)]
mod tests {
    #[test]
    fn paragraphs_are_written_in_many_ways() {
        for (written, path) in [
            ("99", "para/99"),
            ("65(a)", "para/65/a"),
            ("65 (a) (ii)", "para/65/a/ii"),
            ("65/a", "para/65/a"),
            ("para/65/a", "para/65/a"),
            ("pp/3", "pp/3"),
            ("annex/1/para/29/a", "annex/1/para/29/a"),
        ] {
            assert_eq!(super::path(written), path, "{written}");
        }
    }
}
