//! How a document was adopted.

use super::block::Block;
use super::vocabulary::{rdfs, wsis};
use crate::corpus::Symbol;
use crate::corpus::reading::{Choice, Vote};

/// Describes the vote on the document at `address`.
pub(super) fn describe(block: &mut Block, address: &str, symbol: &Symbol, vote: &Vote) {
    block
        .subject(&format!("{address}/vote"))
        .a(wsis::VOTE)
        .words(rdfs::LABEL, &format!("{symbol}, vote"), "en")
        .string(wsis::OUTCOME, &vote.outcome);
    for (predicate, count) in [
        (wsis::IN_FAVOUR, vote.in_favour),
        (wsis::AGAINST, vote.against),
        (wsis::ABSTAINING, vote.abstaining),
    ] {
        if let Some(count) = count {
            block.integer(predicate, count.into());
        }
    }
    let mut seen = std::collections::HashSet::new();
    for voter in &vote.voters {
        let predicate = match voter.choice {
            Choice::InFavour => wsis::VOTED_IN_FAVOUR,
            Choice::Against => wsis::VOTED_AGAINST,
            Choice::Abstaining => wsis::ABSTAINED,
        };
        if seen.insert((voter.choice, voter.name.as_str())) {
            block.string(predicate, &voter.name);
        }
    }
}
