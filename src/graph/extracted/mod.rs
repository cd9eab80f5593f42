//! What rules found in the texts: mandates, citations, reuse; one file a kind.
//!
//! Every statement stands in the layer `extracted` and names the rule that found it, its confidence and the
//! words that show it.

mod evidence;
mod mandate;
mod rule;

pub use self::mandate::mandates;
pub use self::rule::rules;
