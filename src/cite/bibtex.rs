//! BibTeX: `@techreport` for reports, `@misc` for everything else, in UTF-8.
//!
//! Source: O. Patashnik, "BibTeXing" (1988). Titles stand in two braces, so that styles leave their capitals alone.

use super::record::Record;

pub(super) fn entry(record: &Record) -> String {
    let kind = if record.kind == "report" {
        "techreport"
    } else {
        "misc"
    };
    let mut out = format!("@{kind}{{{},\n", record.key());
    field(&mut out, "title", &format!("{{{}}}", escaped(&record.name())));
    let authors: Vec<String> = record
        .authors()
        .iter()
        .map(|author| format!("{{{}}}", escaped(author)))
        .collect();
    if !authors.is_empty() {
        field(&mut out, "author", &authors.join(" and "));
    }
    if kind == "techreport" {
        let institution = record.authors().join(", ");
        field(&mut out, "institution", &escaped(&institution));
    }
    field(
        &mut out,
        if kind == "techreport" {
            "number"
        } else {
            "howpublished"
        },
        &escaped(&record.symbol),
    );
    if let Some(date) = record.day() {
        field(&mut out, "year", &date.year.to_string());
        if let Some(month) = date.month_name() {
            // The macros that every style knows: jan, feb …
            let month: String = month.chars().take(3).collect::<String>().to_lowercase();
            out.push_str(&format!("  month = {month},\n"));
        }
    }
    if let Some(date) = &record.date {
        field(&mut out, "date", date);
    }
    let notes: Vec<String> = [&record.event, &record.meeting]
        .into_iter()
        .flatten()
        .map(|note| escaped(note))
        .collect();
    if !notes.is_empty() {
        field(&mut out, "note", &notes.join(", "));
    }
    // Addresses are taken as they are; these letters alone would end the field or begin a comment.
    let address: String = record.iri.replace('{', "%7B").replace('}', "%7D");
    field(&mut out, "url", &address);
    out.push_str("}\n");
    out
}

fn field(out: &mut String, name: &str, value: &str) {
    out.push_str(&format!("  {name} = {{{value}}},\n"));
}

/// The letters that mean something to TeX, as TeX writes them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', letter]),
            '{' => out.push_str("\\{"),
            '}' => out.push_str("\\}"),
            '\\' => out.push_str("\\textbackslash "),
            '~' => out.push_str("\\textasciitilde "),
            '^' => out.push_str("\\textasciicircum "),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters_of_tex_are_escaped() {
        assert_eq!(super::escaped("50% of R&D_x"), "50\\% of R\\&D\\_x");
    }
}
