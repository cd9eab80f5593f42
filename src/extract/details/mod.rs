//! What else the words of an act tell: when it is due, how often, who receives the report, under which
//! condition, and what it is about.

mod about;
mod condition;
mod due;
mod lists;
mod recipient;
mod recurrence;
mod session;

use serde::Serialize;

pub use self::about::About;
pub use self::due::Due;
use super::acts::Act;
use super::words::words;

/// The details of one act.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Details {
    /// When it is due: every date and session named, in the order of the words.
    pub due: Vec<Due>,
    /// How often: the name of a concept of our scheme of recurrences.
    pub recurrence: Option<&'static str>,
    /// The canonical name of the body that finally receives the report.
    pub reports_to: Option<String>,
    /// The conditions that limit it, as printed.
    pub conditions: Vec<String>,
    /// The action lines and goals it names.
    pub about: Vec<About>,
}

/// Reads the words of an act in its paragraph's text.
#[must_use]
pub fn details(text: &str, act: &Act) -> Details {
    let span = act.deed.clone().unwrap_or_else(|| act.span.clone());
    let words = words(text.get(span).unwrap_or_default());
    if words.is_empty() {
        return Details::default();
    }
    Details {
        due: due::find(&words, &act.addressees),
        recurrence: recurrence::find(&words),
        reports_to: recipient::find(&words, &act.addressees),
        conditions: condition::find(&words),
        about: about::find(&words),
    }
}
