//! The rules over curated records.

mod addresses;
mod complete;
mod dates;
mod duplicates;
mod passages;
mod quotes;
mod ranges;
mod references;
mod sequence;
mod series;
mod slugs;

use super::Known;
use crate::problem::Problem;

/// A rule: a stable code, what it asks for, and the function that looks.
pub struct Rule {
    /// The code its problems carry.
    pub code: &'static str,
    /// What it asks for, in a line.
    pub title: &'static str,
    /// Why, and what to do, in a paragraph.
    pub explanation: &'static str,
    /// Looks through the records.
    pub check: fn(&Known<'_>, &mut Vec<Problem>),
}

/// Every rule, by code.
pub const ALL: &[Rule] = &[
    references::RULE,
    duplicates::RULE,
    quotes::RULE,
    ranges::RULE,
    dates::RULE,
    slugs::RULE,
    addresses::RULE,
    passages::RULE,
    complete::RULE,
    sequence::RULE,
    series::RULE,
];
