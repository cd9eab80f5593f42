//! Writes elements, with everything escaped.

/// Writes SVG and the little HTML around it. Names of elements and attributes are ours, contents may be anybody's.
#[derive(Debug, Default)]
pub(super) struct Writer(String);

impl Writer {
    /// Begins an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.push('>');
    }

    /// Ends an element.
    pub(super) fn close(&mut self, name: &str) {
        self.0.extend(["</", name, ">"]);
    }

    /// An element without content. SVG alone: HTML has no such form.
    pub(super) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.push_str("/>");
    }

    /// An element with a text.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.escaped(text);
        self.close(name);
    }

    /// Begins a link where there is somewhere to go; says whether it did.
    pub(super) fn link(&mut self, href: Option<&str>, more: &[(&str, &str)]) -> bool {
        let Some(href) = href else {
            return false;
        };
        let mut attributes = vec![("href", href)];
        attributes.extend_from_slice(more);
        self.open("a", &attributes);
        true
    }

    /// All that was written.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.extend(["<", name]);
        for (name, value) in attributes {
            self.0.extend([" ", name, "=\""]);
            self.escaped(value);
            self.0.push('"');
        }
    }

    /// Characters that XML 1.0 does not allow at all become U+FFFD.
    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\t' | '\n' | '\r' => self.0.push(' '),
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => self.0.push('\u{fffd}'),
                c => self.0.push(c),
            }
        }
    }
}
