//! Repair of files that are not well-formed: what is open is closed, what closes nothing is dropped.
//!
//! A second try only, after the parser has refused a file. Every word stays; where the repair had to
//! choose, it says so with line and column. A file whose text itself is cut off is not repaired: its
//! words are missing, and no closing tag brings them back.

use std::borrow::Cow;

use crate::corpus::reading::Unplaced;
use crate::text::xml::{MAX_DEPTH, position};

/// So many repairs are reported one by one.
const REPORTED: usize = 20;

/// The elements that may still be open at the end of a file whose text is complete.
const OUTER: [&str; 6] = [
    "akomaNtoso",
    "documentCollection",
    "components",
    "component",
    "statement",
    "doc",
];

/// Entities of HTML that word processors leave behind, as the characters they stand for.
const ENTITIES: [(&str, &str); 10] = [
    ("nbsp", "\u{A0}"),
    ("shy", "\u{AD}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
];

/// A repaired text and what was repaired.
pub(super) struct Mended {
    pub text: String,
    pub notes: Vec<Unplaced>,
}

/// Repairs `text`; `None` where it has a document type declaration, ends within its words, or is no
/// XML at all.
pub(super) fn mend(text: &str) -> Option<Mended> {
    let mut mend = Mend {
        whole: text,
        out: String::with_capacity(text.len() + 256),
        open: Vec::new(),
        notes: Vec::new(),
        more: 0,
        begun: false,
    };
    let mut at = text.find('<')?;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        at += mend.token(at, rest)?;
    }
    mend.finish()
}

struct Mend<'t> {
    whole: &'t str,
    out: String,
    /// The names of the open elements.
    open: Vec<&'t str>,
    notes: Vec<Unplaced>,
    /// How many repairs found no room among the notes.
    more: usize,
    /// The root element has been opened.
    begun: bool,
}

impl<'t> Mend<'t> {
    /// Takes over one token; the result is its length in bytes, never 0.
    fn token(&mut self, at: usize, rest: &'t str) -> Option<usize> {
        if !rest.starts_with('<') {
            let end = rest.find('<').unwrap_or(rest.len());
            self.words(at, rest.get(..end)?);
            return Some(end);
        }
        for (opening, closing, stays) in [
            ("<!--", "-->", false),
            ("<?", "?>", at == 0),
            ("<![CDATA[", "]]>", true),
        ] {
            if rest.starts_with(opening) {
                let end = opening.len() + rest.get(opening.len()..)?.find(closing)? + closing.len();
                if stays {
                    self.out.push_str(&legal(rest.get(..end)?));
                }
                return Some(end);
            }
        }
        if rest.starts_with("<!") {
            return None;
        }
        match tag(rest) {
            Some(tag) => self.tag(at, &tag),
            // The file ends within a tag: it is cut off.
            None if !rest.contains('>')
                && rest.get(1..).is_some_and(|r| !r.starts_with(char::is_whitespace)) =>
            {
                None
            }
            None => {
                self.note(at, "a bare \"<\" is read as a character");
                self.out.push_str("&lt;");
                Some(1)
            }
        }
    }

    fn words(&mut self, at: usize, text: &str) {
        if self.open.is_empty() {
            if !text.trim().is_empty() {
                self.note(at, "text outside of the root element is left out");
            }
            return;
        }
        let (escaped, legal) = (escape(text), legal(text));
        if escaped != text {
            let what = if legal == text {
                "a bare \"&\" or an unknown entity"
            } else {
                "a control character"
            };
            self.note(
                at,
                &format!("{what} in this text is read as a character, or passed over"),
            );
        }
        self.out.push_str(&escaped);
    }

    fn tag(&mut self, at: usize, tag: &Tag<'t>) -> Option<usize> {
        if tag.closes {
            self.close(at, tag.name);
        } else if self.open.is_empty() && self.begun {
            self.note(
                at,
                &format!(
                    "<{}> stands behind the end of the root element and is left out",
                    tag.name
                ),
            );
        } else {
            self.begun = true;
            self.out.push('<');
            self.out.push_str(&escape(tag.inside));
            self.out.push('>');
            if !tag.inside.ends_with('/') {
                self.open.push(tag.name);
            }
        }
        (self.open.len() <= MAX_DEPTH as usize).then_some(tag.length)
    }

    fn close(&mut self, at: usize, name: &str) {
        let Some(level) = self.open.iter().rposition(|open| *open == name) else {
            self.note(at, &format!("</{name}> closes nothing and is passed over"));
            return;
        };
        while self.open.len() > level + 1 {
            if let Some(inner) = self.open.pop() {
                self.note(
                    at,
                    &format!("<{inner}> is not closed; read as if it were closed here"),
                );
                self.end_tag(inner);
            }
        }
        self.open.pop();
        self.end_tag(name);
    }

    fn end_tag(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn finish(mut self) -> Option<Mended> {
        if !self.begun || self.open.iter().any(|name| !OUTER.contains(name)) {
            return None;
        }
        while let Some(name) = self.open.pop() {
            self.note(
                self.whole.len(),
                &format!("<{name}> is not closed; read as if it were closed here"),
            );
            self.end_tag(name);
        }
        if let Some(last) = self.notes.last_mut().filter(|_| self.more > 0) {
            last.what.push_str(&format!(" (and {} more faults)", self.more));
        }
        Some(Mended {
            text: self.out,
            notes: self.notes,
        })
    }

    fn note(&mut self, at: usize, what: &str) {
        if self.notes.len() >= REPORTED {
            self.more += 1;
            return;
        }
        let (line, column) = position(self.whole.as_bytes().get(..at).unwrap_or_default());
        self.notes.push(Unplaced {
            line,
            column,
            what: format!("the file is not well-formed: {what}"),
        });
    }
}

/// A tag as the file has it.
struct Tag<'t> {
    name: &'t str,
    closes: bool,
    /// What stands between the angle brackets, without the slash of an end tag.
    inside: &'t str,
    /// In bytes, brackets included.
    length: usize,
}

/// The tag at the head of `text`; `None` where the bracket opens none.
fn tag(text: &str) -> Option<Tag<'_>> {
    let body = text.get(1..)?;
    let (closes, body) = body.strip_prefix('/').map_or((false, body), |rest| (true, rest));
    if !body.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return None;
    }
    let mut quote = None;
    let end = body.find(|c| {
        match (quote, c) {
            (None, '"' | '\'') if !closes => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
        quote.is_none() && matches!(c, '>' | '<')
    })?;
    let inside = body
        .get(..end)
        .filter(|_| body.get(end..).is_some_and(|b| b.starts_with('>')))?;
    let name = inside.split(|c: char| c.is_whitespace() || c == '/').next()?;
    Some(Tag {
        name,
        closes,
        inside,
        length: 1 + usize::from(closes) + end + 1,
    })
}

/// The text with bare `&` and `<` escaped, known entities resolved, and without what XML forbids.
fn escape(text: &str) -> Cow<'_, str> {
    let text = legal(text);
    if !text.contains(['&', '<']) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest: &str = &text;
    while let Some(at) = rest.find(['&', '<']) {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let (written, length) = if tail.starts_with('<') {
            (Cow::Borrowed("&lt;"), 1)
        } else {
            reference(tail)
        };
        out.push_str(&written);
        rest = tail.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// How the reference at the head of `text` is written, and its length in bytes.
fn reference(text: &str) -> (Cow<'_, str>, usize) {
    let bare = (Cow::Borrowed("&amp;"), 1);
    let Some(end) = text.get(1..).and_then(|t| t.find(';')).filter(|end| *end <= 10) else {
        return bare;
    };
    let name = text.get(1..=end).unwrap_or_default();
    let whole = Cow::Borrowed(text.get(..end + 2).unwrap_or_default());
    if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
        return (whole, end + 2);
    }
    if let Some(number) = name.strip_prefix('#') {
        let value = match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return match value.ok().and_then(char::from_u32) {
            Some(c) if is_legal(c) => (whole, end + 2),
            Some(_) => (Cow::Borrowed(""), end + 2),
            None => bare,
        };
    }
    let known = ENTITIES.iter().find(|(entity, _)| *entity == name);
    known.map_or(bare, |(_, character)| (Cow::Borrowed(*character), end + 2))
}

/// The text without the characters that XML forbids.
fn legal(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_legal) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| is_legal(*c)).collect())
    }
}

fn is_legal(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::mend;

    fn mended(text: &str) -> (String, Vec<(u32, u32, String)>) {
        let mended = mend(text).unwrap();
        let notes = mended
            .notes
            .into_iter()
            .map(|n| (n.line, n.column, n.what))
            .collect();
        (mended.text, notes)
    }

    #[test]
    fn open_elements_are_closed_and_stray_ends_dropped() {
        for (broken, whole, faults) in [
            ("<a><p>x<i>y</p></a>", "<a><p>x<i>y</i></p></a>", 1),
            ("<a><p>x</p></q></p></a>", "<a><p>x</p></a>", 2),
            ("<a>\n<p>R & D</p></a>", "<a>\n<p>R &amp; D</p></a>", 1),
            (
                "<a>x&nbsp;y &foo; &#1; &#x41;&lt;</a>",
                "<a>x\u{A0}y &amp;foo;  &#x41;&lt;</a>",
                1,
            ),
            ("<a>1 < 2</a>", "<a>1 &lt; 2</a>", 1),
            ("<a b=\"R&D <x>\">\u{0}</a>z", "<a b=\"R&amp;D &lt;x>\"></a>", 2),
            ("<a/><b>c</b>", "<a/>", 3),
            (
                "<akomaNtoso><statement><p/>",
                "<akomaNtoso><statement><p/></statement></akomaNtoso>",
                2,
            ),
            (
                "<?xml version=\"1.0\"?><a><!-- <b> --><![CDATA[<c>&]]></a>",
                "<?xml version=\"1.0\"?><a><![CDATA[<c>&]]></a>",
                0,
            ),
        ] {
            let (text, notes) = mended(broken);
            assert_eq!(
                (text.as_str(), notes.len()),
                (whole, faults),
                "{broken}: {notes:?}"
            );
            assert!(roxmltree::Document::parse(&text).is_ok(), "{text}");
        }
        let (_, notes) = mended("<a>\n <p>é<i>y</p></a>");
        assert_eq!((notes[0].0, notes[0].1), (2, 10), "{notes:?}");
    }

    #[test]
    fn what_cannot_be_repaired() {
        for text in [
            "",
            "words",
            "<!DOCTYPE a><a/>",
            "<akomaNtoso><p>cut o",
            "<akomaNtoso><p",
            "<a><!-- ",
            "</a>",
        ] {
            assert!(mend(text).is_none(), "{text}");
        }
        assert!(mend(&"<a>".repeat(100_000)).is_none());
    }

    #[test]
    fn many_faults_are_counted() {
        let text = format!("<a>{}</a>", "</b>".repeat(50));
        let (_, notes) = mended(&text);
        assert_eq!(notes.len(), 20);
        assert!(notes[19].2.contains("30 more"), "{notes:?}");
    }
}
