//! What is wrong, where, and what to do about it.
//!
//! Every reader, rule and gate reports problems in this one form, so that a
//! person sees all of them at once and a program can read them as JSON.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::{Serialize, Serializer};

/// How much a problem weighs. Only errors stop a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The release would be wrong.
    Error,
    /// Worth a look; the release is still sound.
    Warning,
    /// Something to know.
    Note,
}

/// A file that was read, kept so that its lines can be shown.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as the person gave it.
    pub name: String,
    /// The whole text; empty for files too large or too many to keep.
    pub text: String,
}

impl SourceFile {
    /// Line and column (both from 1, columns in characters) of a byte offset.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (u32, u32) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before[start..].chars().count() + 1;
        (
            u32::try_from(line).unwrap_or(u32::MAX),
            u32::try_from(column).unwrap_or(u32::MAX),
        )
    }
}

/// Where a problem is.
#[derive(Debug, Clone)]
pub enum Place {
    /// A byte range of a file whose text is at hand.
    Span(Arc<SourceFile>, Range<usize>),
    /// A line and a column (from 1) of a file.
    Line(String, u32, u32),
    /// A file as a whole.
    File(String),
    /// A thing in the graph, by its IRI.
    Thing(String),
}

impl Place {
    /// File, line and column where they are known.
    #[must_use]
    pub fn position(&self) -> (Option<&str>, Option<(u32, u32)>) {
        match self {
            Self::Span(file, span) => (Some(&file.name), Some(file.line_column(span.start))),
            Self::Line(file, line, column) => (Some(file), Some((*line, *column))),
            Self::File(file) => (Some(file), None),
            Self::Thing(_) => (None, None),
        }
    }

    /// `file:line:column`, `file` or the IRI.
    #[must_use]
    pub fn display(&self) -> String {
        match (self, self.position()) {
            (Self::Thing(iri), _) => format!("<{iri}>"),
            (_, (Some(file), Some((line, column)))) => format!("{file}:{line}:{column}"),
            (_, (file, _)) => file.unwrap_or_default().to_owned(),
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The stable code, documented under `wsis check --explain CODE`.
    pub code: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// What is wrong, in words a librarian understands.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// Where it is.
    pub place: Option<Place>,
}

impl Problem {
    /// An error with a code and a message.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            hint: None,
            place: None,
        }
    }

    /// A warning with a code and a message.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// A note with a code and a message.
    #[must_use]
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(code, message)
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The problem as a person reads it, with the line it is about.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group = level
            .primary_title(self.message.as_str())
            .id(self.code)
            .elements(Vec::<annotate_snippets::Element<'_>>::new());
        match &self.place {
            Some(Place::Span(file, span)) if !file.text.is_empty() => {
                group = group.element(
                    Snippet::source(file.text.as_str())
                        .path(file.name.as_str())
                        .annotation(AnnotationKind::Primary.span(span.clone())),
                );
            }
            Some(place) => {
                group = group.element(annotate_snippets::Origin::path(place.display()));
            }
            None => {}
        }
        if let Some(hint) = &self.hint {
            group = group.element(Level::HELP.message(hint.as_str()));
        }
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.render(&[group])
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let (file, at) = self.place.as_ref().map_or((None, None), |place| place.position());
        let thing = match &self.place {
            Some(Place::Thing(iri)) => Some(iri),
            _ => None,
        };
        let mut out = serializer.serialize_struct("Problem", 8)?;
        out.serialize_field("code", self.code)?;
        out.serialize_field("severity", &self.severity)?;
        out.serialize_field("message", &self.message)?;
        out.serialize_field("hint", &self.hint)?;
        out.serialize_field("file", &file)?;
        out.serialize_field("line", &at.map(|(line, _)| line))?;
        out.serialize_field("column", &at.map(|(_, column)| column))?;
        out.serialize_field("thing", &thing)?;
        out.end()
    }
}

/// True when any of `problems` is an error.
#[must_use]
pub fn any_error(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}
