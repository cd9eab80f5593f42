//! What a provision's path says about it, for provisions whose text is not at
//! hand and for labels.

use oxrdf::NamedNodeRef;

use super::vocabulary::wsis;
use crate::corpus::Symbol;

/// The class of the provision at `path` (`para/72/a` is a sub-paragraph).
#[must_use]
pub fn class(path: &str) -> NamedNodeRef<'static> {
    let segments: Vec<&str> = path.split('/').collect();
    let kind = segments.iter().rposition(|segment| is_kind(segment)).unwrap_or(0);
    let labels = segments.len() - kind - 1;
    match segments.get(kind) {
        Some(&"annex") => wsis::ANNEX,
        Some(&"pp") => wsis::PREAMBULAR_PARAGRAPH,
        Some(&"fn") => wsis::FOOTNOTE,
        // Sections nest by label: `sec/II/C`.
        Some(&"sec") => wsis::SECTION,
        _ if labels > 1 => wsis::SUB_PARAGRAPH,
        _ => wsis::PARAGRAPH,
    }
}

/// The path of the provision that holds the one at `path`; `None` where that is
/// the document itself.
#[must_use]
pub fn parent(path: &str) -> Option<&str> {
    let (head, _) = path.rsplit_once('/')?;
    let (above, last) = head.rsplit_once('/').unwrap_or(("", head));
    if is_kind(last) {
        return Some(above).filter(|above| !above.is_empty());
    }
    Some(head)
}

/// The printed number of the provision, the last part of its path.
#[must_use]
pub fn number(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A label such as `A/RES/79/1, annex 1, para. 29 (a)`.
#[must_use]
pub fn label(symbol: &Symbol, path: &str) -> String {
    let mut label = symbol.to_string();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let name = match segment {
            "para" => "para.",
            "pp" => "preambular para.",
            "op" => "unnumbered para.",
            "sec" => "section",
            "annex" => "annex",
            "fn" => "footnote",
            letter => {
                label.push_str(&format!(" ({letter})"));
                continue;
            }
        };
        let number = segments.next().unwrap_or_default();
        label.push_str(&format!(", {name} {number}"));
    }
    label
}

fn is_kind(segment: &str) -> bool {
    matches!(segment, "para" | "pp" | "op" | "sec" | "annex" | "fn")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_class_and_parent() {
        for (path, expected, above) in [
            ("para/72", wsis::PARAGRAPH, None),
            ("para/72/a", wsis::SUB_PARAGRAPH, Some("para/72")),
            ("annex/1", wsis::ANNEX, None),
            ("annex/1/para/29/a", wsis::SUB_PARAGRAPH, Some("annex/1/para/29")),
            ("annex/1/para/29", wsis::PARAGRAPH, Some("annex/1")),
            ("pp/3", wsis::PREAMBULAR_PARAGRAPH, None),
            ("sec/1.1", wsis::SECTION, None),
            ("sec/II/C", wsis::SECTION, Some("sec/II")),
            ("sec/II/para/1", wsis::PARAGRAPH, Some("sec/II")),
        ] {
            assert_eq!(class(path), expected, "{path}");
            assert_eq!(parent(path), above, "{path}");
        }
    }

    #[test]
    fn labels_read_as_people_cite() {
        let symbol = Symbol::parse("A/RES/79/1").unwrap();
        assert_eq!(
            label(&symbol, "annex/1/para/29/a"),
            "A/RES/79/1, annex 1, para. 29 (a)"
        );
    }
}
