//! Who is or was in a body, and as what: chairs, members, secretariats.

use super::acts::last;
use super::lines::{Moment, Row, Stretch, end_of, timeline, year_of};
use super::look::{Link, Look};
use crate::graph::vocabulary::{org, skos, wsis};
use crate::serve::lookup::Words;
use oxigraph::model::NamedNodeRef;
use std::cmp::Reverse;

/// Most rows of the picture.
const MAX_PEOPLE: usize = 40;
/// Roles that pass from one holder to the next, so that a later holder shows that an earlier one has left.
const PASSED_ON: [&str; 2] = ["chair", "vice-chair"];

/// A member, a chair, a secretariat.
pub(super) struct Member {
    /// The body or person.
    pub link: Link,
    /// As what.
    pub role: String,
    /// From when until when, as far as known.
    pub term: String,
    /// A remark.
    pub note: Option<Words>,
    code: String,
    from: String,
    until: String,
}

impl Member {
    /// The only day that says when this was: the first, or else the last.
    fn known(&self) -> &str {
        if self.from.is_empty() {
            &self.until
        } else {
            &self.from
        }
    }

    /// Whether another has taken over, although nothing says when this one left.
    fn has_successor(&self, all: &[Self]) -> bool {
        PASSED_ON.contains(&self.code.as_str())
            && self.until.is_empty()
            && all
                .iter()
                .any(|other| other.code == self.code && other.known() > self.from.as_str())
    }

    fn row(&self, left: bool) -> Option<Row> {
        let from = year_of(&self.from)?;
        let stretch = Stretch {
            from,
            to: end_of(&self.until),
            title: self.term.clone(),
            class: "term",
        };
        let moment = Moment {
            at: from,
            title: self.term.clone(),
            mark: String::new(),
        };
        Some(Row {
            name: format!("{}: {}", self.role, self.link.words.text),
            stretches: (!left).then_some(stretch).into_iter().collect(),
            moments: left.then_some(moment).into_iter().collect(),
        })
    }
}

/// The members of a body by role, the newest first, and a picture of their terms.
pub(super) fn people(look: &Look<'_>, body: NamedNodeRef<'_>) -> (Vec<Member>, String) {
    let mut all: Vec<Member> = look
        .sources(body, org::ORGANIZATION)
        .iter()
        .filter_map(|membership| member(look, membership.as_ref()))
        .collect();
    all.sort_by(|a, b| {
        let key = |member: &Member| (Reverse(member.known().to_owned()), member.link.words.text.clone());
        a.role.cmp(&b.role).then_with(|| key(a).cmp(&key(b)))
    });
    let left: Vec<bool> = all.iter().map(|member| member.has_successor(&all)).collect();
    for (member, left) in all.iter_mut().zip(&left) {
        member.term = term(look, member, *left);
    }
    let rows: Vec<Row> = all
        .iter()
        .zip(&left)
        .filter_map(|(member, left)| member.row(*left))
        .take(MAX_PEOPLE)
        .collect();
    let picture = if rows.len() > 1 {
        timeline(look.shell.say("t-people"), &rows, None)
    } else {
        String::new()
    };
    (all, picture)
}

fn member(look: &Look<'_>, membership: NamedNodeRef<'_>) -> Option<Member> {
    let role = look.target(membership, wsis::ROLE);
    Some(Member {
        link: look.link(look.target(membership, org::MEMBER)?.as_ref()),
        role: role
            .as_ref()
            .map(|role| look.name(role.as_ref()).text)
            .unwrap_or_default(),
        term: String::new(),
        note: look.pick(membership, skos::NOTE),
        code: role.as_ref().map(last).unwrap_or_default(),
        from: look.literal(membership, wsis::FROM).unwrap_or_default(),
        until: look.literal(membership, wsis::UNTIL).unwrap_or_default(),
    })
}

fn term(look: &Look<'_>, member: &Member, left: bool) -> String {
    let (from, until) = (&member.from, &member.until);
    if from.is_empty() && until.is_empty() {
        String::new()
    } else if left && !from.is_empty() {
        look.shell.fill("t-from", &[("date", from)])
    } else {
        format!("{from} – {until}").trim().to_owned()
    }
}
