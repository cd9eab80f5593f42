//! Whether a value in somebody's table is that of a thing.

use super::{Condition, Quantifier, address};
use crate::find::names::{Names, fold};
use oxigraph::model::{Literal, NamedNodeRef, Term};
use oxigraph::store::Store;

/// A value in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, numbers and dates among it.
    Text(String),
    /// A thing, by its identifier.
    Thing(String),
}

/// Whether a thing has what a condition asks; `None` where the release does not know.
pub(super) fn agrees(condition: &Condition, iri: &str, names: &Names, store: &Store) -> Option<bool> {
    let fits: Vec<bool> = match condition.property.iri {
        None => {
            let years = &names.thing(iri)?.years;
            if years.is_empty() {
                return None;
            }
            condition
                .values
                .iter()
                .map(|value| is_year(value, years))
                .collect()
        }
        Some(_) => {
            let subject = NamedNodeRef::new(iri).ok()?;
            let values = condition.property.values(store, subject);
            if values.is_empty() {
                return None;
            }
            let fits = |value: &Value| values.iter().any(|term| is(value, term, names));
            condition.values.iter().map(fits).collect()
        }
    };
    Some(match condition.quantifier {
        Quantifier::Any => fits.contains(&true),
        Quantifier::All => !fits.contains(&false),
        Quantifier::None => !fits.contains(&true),
    })
}

fn is_year(value: &Value, years: &[i32]) -> bool {
    let (Value::Text(text) | Value::Thing(text)) = value;
    let year = text.trim().get(..4).unwrap_or(text.trim());
    year.parse::<i32>().is_ok_and(|year| years.contains(&year))
}

/// Whether a value is a term: the same text in one spelling, the same number, a date or its beginning, the same thing
/// or one of its names.
fn is(value: &Value, term: &Term, names: &Names) -> bool {
    match (value, term) {
        (Value::Thing(identifier), Term::NamedNode(node)) => address(identifier) == node.as_str(),
        (Value::Text(text), Term::NamedNode(node)) => {
            address(text.trim()) == node.as_str() || is_named(text, node.as_str(), names)
        }
        (Value::Text(text) | Value::Thing(text), Term::Literal(literal)) => is_literal(text.trim(), literal),
        _ => false,
    }
}

fn is_named(text: &str, iri: &str, names: &Names) -> bool {
    let folded = fold(text);
    let symbol = names.with_symbol(text).iter().any(|thing| thing.iri == iri);
    symbol || !folded.is_empty() && names.of(iri).any(|name| fold(&name.text) == folded)
}

fn is_literal(text: &str, literal: &Literal) -> bool {
    let value = literal.value();
    if text == value {
        return true;
    }
    if let (Ok(a), Ok(b)) = (text.parse::<f64>(), value.parse::<f64>()) {
        return (a - b).abs() < f64::EPSILON;
    }
    let dated = matches!(
        literal.datatype().as_str(),
        "http://www.w3.org/2001/XMLSchema#date"
            | "http://www.w3.org/2001/XMLSchema#gYear"
            | "http://www.w3.org/2001/XMLSchema#gYearMonth"
            | "http://www.w3.org/2001/XMLSchema#dateTime"
    );
    if dated {
        // "2005", "2005-11" and "2005-11-18T00:00:00Z" all fit 2005-11-18.
        let day = text.split('T').next().unwrap_or(text);
        return day.len() >= 4 && (value.starts_with(day) || day.starts_with(value));
    }
    let folded = fold(text);
    !folded.is_empty() && folded == fold(value)
}
