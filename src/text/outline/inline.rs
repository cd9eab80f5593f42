//! Running text: the words of a paragraph, its emphasis, links and footnote marks.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::corpus::Symbol;
use crate::corpus::reading::Link;

/// A call of a footnote.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    /// The mark as printed.
    pub label: String,
    /// In characters.
    pub offset: usize,
    /// The footnote; `None` where a bare mark repeats an earlier note.
    pub body: Option<Footnote>,
}

/// The words of a footnote.
#[derive(Debug, Clone, Default)]
pub(crate) struct Footnote {
    /// Its text, without the mark.
    pub inline: Inline,
    /// The element's `eId`, where the file has such.
    pub akn_id: Option<String>,
}

/// The text of one block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Inline {
    pub text: String,
    pub links: Vec<Link>,
    pub notes: Vec<Note>,
    /// The first stretch of emphasis, in bytes.
    emphasis: Option<(usize, usize)>,
    /// Words outside bold have been seen.
    has_plain: bool,
    /// Words in bold have been seen.
    has_bold: bool,
    /// Words without any emphasis have been seen.
    has_upright: bool,
    /// What stands before tells that this is no title.
    running: bool,
}

/// The emphasis a piece of text stands in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Face {
    pub bold: bool,
    pub italic: bool,
}

impl Inline {
    /// This text as that of a footnote: without the mark some files repeat at its head.
    pub(crate) fn into_footnote(self, mark: &str) -> Self {
        let mut inline = self;
        inline.close();
        let head = inline.text.trim_start_matches(['(', ')', ' ']);
        let head = head
            .strip_prefix(mark)
            .map_or(head, |rest| rest.trim_start_matches([')', '.', ' ']));
        let extra = inline.text.len() - head.len();
        // A note may begin with a bracket of its own; only empty ones or the mark itself go.
        let repeats = inline.text.starts_with("()")
            || inline.text.starts_with("( )")
            || (!mark.is_empty()
                && inline.text.trim_start_matches('(').starts_with(mark)
                && extra > mark.len());
        if repeats {
            inline.strip_front(extra);
        }
        inline
    }

    /// Adds another block's text on a line of its own.
    pub(crate) fn append(&mut self, other: Self) {
        self.new_line();
        self.join(other);
    }

    /// Adds the rest of the same paragraph, with a space where the script has such.
    pub(crate) fn go_on(&mut self, other: Self) {
        let glued = self.text.ends_with(['-', '‑', '–', '/', ' ', '\n'])
            || self
                .text
                .ends_with(|c| matches!(c, '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}'));
        if !glued {
            self.text.push(' ');
        }
        self.join(other);
    }

    /// Adds another block's text where this one ends, with its links and marks.
    fn join(&mut self, other: Self) {
        let shift = self.chars();
        self.text.push_str(&other.text);
        self.links.extend(other.links.into_iter().map(|l| Link {
            offset: l.offset + shift,
            ..l
        }));
        self.notes.extend(other.notes.into_iter().map(|n| Note {
            offset: n.offset + shift,
            ..n
        }));
        self.has_plain |= other.has_plain;
        self.has_bold |= other.has_bold;
        self.has_upright |= other.has_upright;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds a cell to a row of a table, parted from the one before by a vertical bar.
    pub(crate) fn cell(&mut self, words: Self, follows: bool) {
        if follows {
            self.text.push_str(" | ");
        }
        self.join(words);
    }

    /// Every word is bold: a heading.
    pub(crate) fn is_bold(&self) -> bool {
        self.has_bold && !self.has_plain && !self.running
    }

    /// Lets no face make this a title.
    pub(super) fn make_running(&mut self) {
        self.running = true;
    }

    /// Whether what stands before tells that this is no title.
    pub(super) fn is_running(&self) -> bool {
        self.running
    }

    /// Every word is in emphasis.
    pub(crate) fn is_emphasised(&self) -> bool {
        self.emphasis.is_some() && !self.has_upright
    }

    /// The words in emphasis at the head of the text; `None` where all or nothing is.
    pub(crate) fn operative(&self) -> Option<String> {
        let (start, end) = self.emphasis?;
        let before = self.text.get(..start)?.trim();
        let words = self
            .text
            .get(start..end)?
            .trim_matches(|c: char| c.is_whitespace() || ",;:.،，：；".contains(c));
        let all = self.text.get(end..)?.trim().is_empty();
        (before.is_empty() && !all && !words.is_empty()).then(|| words.to_owned())
    }

    /// Takes `bytes` off the front.
    pub(crate) fn strip_front(&mut self, bytes: usize) {
        let Some(head) = self.text.get(..bytes) else {
            return;
        };
        let chars = head.chars().count();
        self.text.drain(..bytes);
        self.emphasis = self
            .emphasis
            .filter(|e| e.1 > bytes)
            .map(|(s, e)| (s.saturating_sub(bytes), e - bytes));
        self.links
            .iter_mut()
            .for_each(|l| l.offset = l.offset.saturating_sub(chars));
        self.notes
            .iter_mut()
            .for_each(|n| n.offset = n.offset.saturating_sub(chars));
    }

    /// The length in characters.
    pub(crate) fn chars(&self) -> usize {
        self.text.chars().count()
    }

    /// Makes a link to `href` of the words pushed since the text had `start` bytes.
    pub(crate) fn link(&mut self, start: usize, href: &str) {
        let words = self.text.get(start..).unwrap_or_default();
        let lead = words.len() - words.trim_start().len();
        let words = words.trim().to_owned();
        let offset = self.text.get(..start + lead).unwrap_or_default().chars().count();
        let href = href.trim().to_owned();
        let target = Symbol::from_address(&href);
        self.links.push(Link {
            href,
            target,
            words,
            offset,
        });
    }

    /// Makes a link to `href` of the words at `start`, `bytes` long.
    pub(crate) fn link_words(&mut self, start: usize, bytes: usize, href: &str) {
        let Some(words) = self.text.get(start..start + bytes) else {
            return;
        };
        self.links.push(Link {
            href: href.trim().to_owned(),
            target: Symbol::from_address(href),
            words: words.to_owned(),
            offset: self.text.get(..start).unwrap_or_default().chars().count(),
        });
    }

    /// Calls a footnote here; without `body` a bare mark repeats an earlier note.
    pub(crate) fn note(&mut self, label: &str, body: Option<Footnote>) {
        let offset = self.text.trim_end().chars().count();
        self.notes.push(Note {
            label: label.trim().to_owned(),
            offset,
            body,
        });
    }

    /// A mark of a note follows words or punctuation; figures before it would make it a power.
    pub(crate) fn ends_a_word(&self) -> bool {
        self.text.trim_end().ends_with(|c: char| !c.is_numeric())
    }

    /// Adds words as a file has them: white space made single spaces, characters composed (NFC),
    /// invisible marks of direction left out.
    pub(crate) fn push(&mut self, raw: &str, face: Face) {
        let start = self.text.len();
        if raw.is_ascii() || raw.chars().all(is_simple) {
            self.push_simple(raw);
        } else {
            self.push_words(&composed(raw));
        }
        let added = self.text.get(start..).unwrap_or_default();
        if added.trim().is_empty() {
            return;
        }
        if added.contains(char::is_alphanumeric) {
            self.has_plain |= !face.bold;
            self.has_bold |= face.bold;
            self.has_upright |= !face.bold && !face.italic;
        }
        if face.bold || face.italic {
            let end = self.text.len();
            match self.emphasis {
                None => self.emphasis = Some((start, end)),
                Some((first, last))
                    if self
                        .text
                        .get(last..start)
                        .is_some_and(|gap| gap.trim().is_empty()) =>
                {
                    self.emphasis = Some((first, end));
                }
                Some(_) => {}
            }
        }
    }

    /// Appends text whose only whitespace is ASCII, with every run of it made one space. Single spaces
    /// are copied with the words around them.
    fn push_simple(&mut self, text: &str) {
        let mut from = 0;
        let mut after_gap = self.text.is_empty() || self.text.ends_with([' ', '\n']);
        for (at, byte) in text.bytes().enumerate() {
            if !byte.is_ascii_whitespace() {
                after_gap = false;
            } else if byte == b' ' && !after_gap {
                after_gap = true;
            } else {
                self.text.push_str(text.get(from..at).unwrap_or_default());
                from = at + 1;
                if !after_gap {
                    self.text.push(' ');
                    after_gap = true;
                }
            }
        }
        self.text.push_str(text.get(from..).unwrap_or_default());
    }

    /// Appends with every run of whitespace of any kind made one space.
    fn push_words(&mut self, text: &str) {
        let mut words = text.split(char::is_whitespace);
        self.text.push_str(words.next().unwrap_or_default());
        for word in words {
            self.space();
            self.text.push_str(word);
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    /// What follows stands on a line of its own.
    pub(crate) fn new_line(&mut self) {
        self.trim_end();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    pub(crate) fn trim_end(&mut self) {
        let end = self.text.trim_end_matches(' ').len();
        self.text.truncate(end);
    }

    /// Trims what the last line left open. Call once a block is complete.
    pub(crate) fn close(&mut self) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.emphasis = self.emphasis.map(|(s, e)| (s.min(end), e.min(end)));
    }
}

/// Figures or asterisks: what marks a footnote.
pub(crate) fn is_mark(text: &str) -> bool {
    !text.is_empty()
        && (text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()) || text.chars().all(|c| c == '*'))
}

/// Characters of the six languages that are composed as they are, visible, and no white space beyond
/// ASCII: almost all there are. It only saves the closer look.
fn is_simple(c: char) -> bool {
    matches!(c, '\0'..='\x7F' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' | '\u{400}'..='\u{482}' | '\u{620}'..='\u{64A}' | '\u{660}'..='\u{669}'
        | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3029}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
}

/// The text in Unicode's composed normal form, without invisible marks of direction.
fn composed(text: &str) -> Cow<'_, str> {
    let visible = if text.contains(is_direction_mark) {
        Cow::Owned(text.replace(is_direction_mark, ""))
    } else {
        Cow::Borrowed(text)
    };
    if is_nfc_quick(visible.chars()) == IsNormalized::Yes {
        visible
    } else {
        Cow::Owned(visible.nfc().collect())
    }
}

/// Marks that only steer how mixed directions are displayed; files have them or not at random.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
