//! RIS: two letters, two spaces, a hyphen, a space, a value; a record ends in `ER`.
//!
//! Source: the "RIS format specifications" of Research Information Systems, tags as EndNote and Zotero read them.
//! The symbol of a document is its number in libraries of the United Nations: `CN`, and `SN` for reports.

use super::record::Record;

pub(super) fn entry(record: &Record) -> String {
    let mut out = String::new();
    let report = matches!(record.kind.as_str(), "report");
    line(&mut out, "TY", if report { "RPRT" } else { "GOVDOC" });
    line(&mut out, "TI", &record.name());
    for author in record.authors() {
        // A comma at the end: the name of a body, not of a person whose family name comes last.
        line(&mut out, "AU", &format!("{author},"));
    }
    if let Some(date) = record.day() {
        line(&mut out, "PY", &date.year.to_string());
        let part = |part: Option<u8>| part.map_or_else(String::new, |part| format!("{part:02}"));
        line(
            &mut out,
            "DA",
            &format!("{}/{}/{}/", date.year, part(date.month), part(date.day)),
        );
    }
    line(&mut out, "CN", &record.symbol);
    if report {
        line(&mut out, "SN", &record.symbol);
    }
    line(&mut out, "M3", &record.kind.replace('-', " "));
    for note in [&record.event, &record.meeting].into_iter().flatten() {
        line(&mut out, "N1", note);
    }
    for language in &record.languages {
        line(&mut out, "LA", language);
    }
    line(&mut out, "UR", &record.iri);
    for page in &record.pages {
        line(&mut out, "L2", page);
    }
    line(&mut out, "ID", &record.key());
    out.push_str("ER  - \r\n\r\n");
    out
}

fn line(out: &mut String, tag: &str, value: &str) {
    out.push_str(tag);
    out.push_str("  - ");
    // A value is one line.
    out.extend(value.chars().map(|c| if c.is_control() { ' ' } else { c }));
    out.push_str("\r\n");
}
