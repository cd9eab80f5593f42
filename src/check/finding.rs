//! What a rule or a shape has found.

use std::fmt;

use serde::Serialize;

use crate::problem::{Place, Problem};

/// How bad a finding is; `Violation` is what the gate of a build stops at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The data are wrong.
    Violation,
    /// The data are probably wrong.
    Warning,
    /// Worth knowing.
    Info,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Violation => "violation",
            Self::Warning => "warning",
            Self::Info => "info",
        })
    }
}

/// One result of a SHACL validation (SHACL section 3.6.2, `sh:ValidationResult`).
///
/// Terms are written as in N-Triples, except that an IRI alone stands without angle brackets.
/// The order of the fields is the order in which findings are sorted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Finding {
    /// The node that does not conform.
    pub focus: String,
    /// The property path that was followed from it, in SPARQL notation.
    pub path: Option<String>,
    /// The value that breaks the constraint, where a single one does.
    pub value: Option<String>,
    /// The constraint component, for instance `sh:MinCountConstraintComponent` as full IRI.
    pub component: String,
    /// The shape; a blank node has no stable name, so the nearest named shape around it.
    pub shape: String,
    /// The severity the shape declares.
    pub severity: Severity,
    /// The shape's `sh:message`, or the validator's own where the shape has none.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.severity, self.focus, self.message)
    }
}

impl Finding {
    /// The finding as a problem (W401): violations are errors, the rest warnings.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let path = self
            .path
            .as_deref()
            .map_or_else(String::new, |path| format!(" ({path})"));
        let message = format!("{}{path}", self.message);
        let problem = match self.severity {
            Severity::Violation => Problem::error("W401", message),
            Severity::Warning | Severity::Info => Problem::warning("W401", message),
        };
        let problem = problem.at(Place::Thing(self.focus.clone()));
        match &self.value {
            Some(value) => problem.hint(format!("the value is {value}; the shape is <{}>", self.shape)),
            None => problem.hint(format!("the shape is <{}>", self.shape)),
        }
    }
}
