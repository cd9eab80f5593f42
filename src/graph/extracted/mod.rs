//! What rules found in the texts: mandates, citations, reuse; one file a kind.
//!
//! Every statement stands in the layer `extracted` and names the rule that found it, its confidence and the
//! words that show it.

mod citation;
mod evidence;
mod mandate;
mod reuse;
mod rule;
mod theme;

pub use self::citation::{Cited, CitedPlace, Settled, WorkTitles, cited, merge_works, settle, works};
pub use self::mandate::mandates;
pub use self::reuse::{predecessors, series};
pub use self::rule::rules;
pub use self::theme::themes;
