//! What stands above the text: symbol, organ, session, agenda item, adoption, origin, title.

use super::words::{self, Words};
use crate::corpus::reading::{AgendaItem, Origin, Session};
use crate::corpus::{Date, Language, Symbol};
use crate::text::agenda;

/// The longest title taken from a line that nothing marks as one, in characters.
const LONGEST_TITLE: usize = 120;

/// What the cover says.
#[derive(Debug, Default)]
pub(super) struct Cover {
    pub symbol: Option<String>,
    pub organ: Option<String>,
    pub distribution: Option<String>,
    pub session: Option<Session>,
    pub agenda: Vec<AgendaItem>,
    pub adoption: Option<String>,
    pub adopted: Option<Date>,
    pub origin: Option<Origin>,
    pub issued: Option<Date>,
    pub job_number: Option<String>,
    pub title: Option<String>,
}

/// Which field the next lines go on with: printed lines break where the page ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Agenda,
    Adoption,
    Origin,
    Title,
}

/// Reads the lines above the text. `title` is the line where the title begins, if one was found.
///
/// `bare` says that neither number nor formula was found: the last of the unknown lines is the title then.
pub(super) fn read(lines: &[&str], title: Option<usize>, bare: bool, language: Language) -> Cover {
    let mut reader = Reader {
        cover: Cover::default(),
        open: Open::Nothing,
        words: words::of(language),
        numbers: Vec::new(),
        agenda: String::new(),
        other: Vec::new(),
    };
    for (at, line) in lines.iter().enumerate() {
        if title.is_some_and(|title| at >= title) {
            reader.title(line);
        } else {
            reader.line(line);
        }
    }
    reader.finish(bare)
}

struct Reader {
    cover: Cover,
    open: Open,
    words: &'static Words,
    numbers: Vec<String>,
    agenda: String,
    /// Lines that are none of the known: a draft's or a declaration's title is among them.
    other: Vec<String>,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let words = self.words;
        if let Some(symbol) = symbol(line) {
            self.cover.symbol.get_or_insert(symbol);
        } else if let Some(number) = job_number(line) {
            self.cover.job_number.get_or_insert(number);
        } else if words::begins(line, &words.distribution) {
            self.distribution(line);
        } else if words::plain(line).chars().count() < 80 && words::begins(line, &words.publisher) {
            self.open = Open::Nothing;
        } else if words.is_organ(line) {
            self.cover.organ.get_or_insert_with(|| line.to_owned());
        } else if line.starts_with('[') || self.open == Open::Origin {
            self.origin(line);
        } else if is_adoption(line, words) {
            self.cover.adoption = Some(line.to_owned());
            self.open = Open::Adoption;
        } else if words::begins(line, &words.agenda) && line.chars().any(char::is_numeric) {
            self.numbers.extend(agenda::item_numbers(line));
            self.open = Open::Agenda;
        } else if is_bar_code(line) {
            self.open = Open::Nothing;
        } else if self.is_date(line) && self.open != Open::Adoption {
            self.cover.issued = self.cover.issued.or(words.date(line));
        } else if line.chars().count() < 60
            && words::has(line, &words.session)
            && self.cover.session.is_none()
        {
            self.cover.session = Some(Session {
                number: None,
                label: line.to_owned(),
            });
            self.open = Open::Nothing;
        } else {
            self.goes_on(line);
        }
    }

    /// A line that begins nothing goes on with what is open.
    fn goes_on(&mut self, line: &str) {
        match self.open {
            Open::Agenda => join(&mut self.agenda, line),
            Open::Adoption => {
                if let Some(adoption) = &mut self.cover.adoption {
                    join(adoption, line);
                }
                self.open = Open::Nothing;
            }
            _ => self.other.push(line.to_owned()),
        }
    }

    fn distribution(&mut self, line: &str) {
        if line.starts_with("Distr") {
            let value = line.trim_start_matches("Distr.").trim_start_matches([':', ' ']);
            self.cover.distribution = Some(value.to_owned());
        }
    }

    fn origin(&mut self, line: &str) {
        let origin = self.cover.origin.get_or_insert_with(|| Origin {
            printed: String::new(),
            documents: Vec::new(),
        });
        join(&mut origin.printed, line);
        self.open = if line.ends_with(']') {
            Open::Nothing
        } else {
            Open::Origin
        };
    }

    fn title(&mut self, line: &str) {
        self.open = Open::Title;
        let line = super::without_number(line);
        match &mut self.cover.title {
            Some(title) => join(title, line),
            None => self.cover.title = Some(line.to_owned()),
        }
    }

    /// A line with a date and hardly anything else.
    fn is_date(&self, line: &str) -> bool {
        // Covers in Arabic, Chinese and Russian print the date of issue in English.
        line.chars().count() < 40
            && (self.words.date(line).is_some() || words::of(Language::English).date(line).is_some())
    }

    fn finish(mut self, bare: bool) -> Cover {
        if let Some(origin) = &mut self.cover.origin {
            let printed = origin
                .printed
                .trim_start_matches('[')
                .trim_end_matches(']')
                .trim();
            origin.documents = Symbol::find_all(printed);
            origin.documents.dedup();
            origin.printed = printed.to_owned();
        }
        self.cover.adopted = self
            .cover
            .adoption
            .as_deref()
            .and_then(|line| self.words.date(line));
        let title = Some(self.agenda).filter(|title| !title.is_empty());
        self.cover.agenda = self
            .numbers
            .into_iter()
            .map(|number| AgendaItem {
                number,
                title: title.clone(),
            })
            .collect();
        if bare && self.cover.title.is_none() {
            let last = self.other.last();
            // A sentence is no title; better none than a wrong one.
            let is_title = |line: &&String| {
                line.chars().count() <= LONGEST_TITLE && !line.ends_with(['.', ',', ';', ':'])
            };
            self.cover.title = last.filter(is_title).cloned();
        }
        self.cover
    }
}

/// "Resolution adopted by …"; Chinese says it at the end, after the date.
fn is_adoption(line: &str, words: &Words) -> bool {
    words::begins(line, &words.adoption)
        || (line.chars().count() < 40 && words::has(line, &words.adoption) && words.date(line).is_some())
}

/// A line that is a symbol, alone or after "Document" or "Document:".
fn symbol(line: &str) -> Option<String> {
    let bare = line
        .trim_start_matches("Document")
        .trim_start_matches([':', ' '])
        .trim_end_matches('*')
        .trim();
    let parsed = Symbol::parse(bare).ok()?;
    parsed.as_str().contains('/').then(|| bare.to_owned())
}

/// "25-20874 (E)" is the job 25-20874.
fn job_number(line: &str) -> Option<String> {
    let word = line.split_whitespace().next()?;
    let (year, number) = word.split_once('-')?;
    let digits = |text: &str, count: std::ops::RangeInclusive<usize>| {
        count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    (digits(year, 2..=2) && digits(number, 4..=6)).then(|| word.to_owned())
}

/// "*2520874*", and what readers make of the bars.
fn is_bar_code(line: &str) -> bool {
    !line.chars().any(char::is_alphabetic) && line.starts_with('*')
}

fn join(words: &mut String, line: &str) {
    let glued = words.is_empty() || words.ends_with(['-', '‑']) || super::is_chinese_end(words);
    if !glued {
        words.push(' ');
    }
    words.push_str(line);
}
