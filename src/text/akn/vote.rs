//! How the text was adopted: `analysis/parliamentary/voting`.

use roxmltree::Node;

use super::inline::plain;
use super::problems::Problems;
use crate::corpus::reading::{Choice, Vote, Voter};

/// Reads `analysis`. `None` where no vote is recorded.
pub(super) fn read<'a>(analysis: Node<'a, 'a>, problems: &mut Problems<'a>) -> Option<Vote> {
    let mut vote = None;
    for node in analysis.children() {
        match node.tag_name().name() {
            "parliamentary" => vote = read(node, problems).or(vote),
            "voting" => vote = voting(node, problems).or(vote),
            _ => problems.stray(node),
        }
    }
    vote
}

fn voting<'a>(node: Node<'a, 'a>, problems: &mut Problems<'a>) -> Option<Vote> {
    let mut vote = Vote {
        outcome: node.attribute("outcome").unwrap_or_default().to_owned(),
        ..Vote::default()
    };
    for child in node.children() {
        match child.tag_name().name() {
            "quorum" => vote.quorum = value(child),
            "count" => count(child, &mut vote, problems),
            _ => problems.stray(child),
        }
    }
    (vote != Vote::default()).then_some(vote)
}

fn count<'a>(node: Node<'a, 'a>, vote: &mut Vote, problems: &mut Problems<'a>) {
    let (choice, slot) = match node.attribute("refersTo").map(|r| r.trim_start_matches('#')) {
        Some("inFavour") => (Choice::InFavour, &mut vote.in_favour),
        Some("against") => (Choice::Against, &mut vote.against),
        Some("abstaining") => (Choice::Abstaining, &mut vote.abstaining),
        _ => return problems.element(node),
    };
    *slot = value(node);
    for child in node.children() {
        match child.tag_name().name() {
            "voters" => voters(child, choice, vote, problems),
            _ => problems.stray(child),
        }
    }
}

fn voters<'a>(node: Node<'a, 'a>, choice: Choice, vote: &mut Vote, problems: &mut Problems<'a>) {
    for child in node.children() {
        match child.tag_name().name() {
            "organization" => {
                let name = plain(child, problems);
                if !name.is_empty() {
                    vote.voters.push(Voter { choice, name });
                }
            }
            _ => problems.stray(child),
        }
    }
}

fn value(node: Node<'_, '_>) -> Option<u32> {
    node.attribute("value")?.trim().parse().ok()
}
