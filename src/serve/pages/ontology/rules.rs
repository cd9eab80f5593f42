//! `/rules`: every code that `wsis check` and the readers of texts can report, explained.

use crate::check::codes::{self, Code};
use crate::serve::respond::{Shell, entity_tag, page, unless_known};
use crate::serve::state::AppState;
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "rules.html", config = "src/serve/askama.toml")]
struct RulesPage {
    shell: Shell,
    groups: Vec<(&'static str, Vec<Code>)>,
}

/// All rules, by the part of the program that reports them.
pub(in crate::serve) async fn rules(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    let release = state.current().release.id.clone();
    let shell = Shell::new(&state, &headers, &release);
    let tag = entity_tag(&release, &format!("rules-{}", shell.form()));
    unless_known(&headers, &tag, || {
        page(&RulesPage {
            groups: groups(&shell),
            shell,
        })
    })
}

fn groups(shell: &Shell) -> Vec<(&'static str, Vec<Code>)> {
    let mut all = codes::all();
    let of = |name: &'static str, digits: &str, all: &mut Vec<Code>| {
        let here = |code: &Code| {
            code.code
                .chars()
                .nth(1)
                .is_some_and(|digit| digits.contains(digit))
        };
        let (group, rest) = all.iter().partition(|code| here(code));
        *all = rest;
        (name, group)
    };
    let mut groups = vec![
        of(shell.say("rules-files"), "0", &mut all),
        of(shell.say("rules-records"), "1", &mut all),
        of(shell.say("rules-texts"), "2", &mut all),
        of(shell.say("rules-agree"), "3", &mut all),
        of(shell.say("rules-shapes"), "4", &mut all),
        of(shell.say("rules-fetch"), "5", &mut all),
    ];
    if !all.is_empty() {
        groups.push((shell.say("rules-others"), all));
    }
    groups.retain(|(_, codes)| !codes.is_empty());
    groups
}
