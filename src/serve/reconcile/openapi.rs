//! The addresses of the service and of `/resolve`, for `/openapi.json`.

use crate::serve::openapi::{HTML, JSON, Operation, get, path, query};
use serde_json::{Value, json};

/// Every address.
pub(in crate::serve) fn operations() -> Vec<Operation> {
    let mut all = vec![resolve()];
    all.extend(first());
    all.extend(draft());
    all
}

fn resolve() -> Operation {
    Operation {
        parameters: vec![query(
            "q",
            "A citation as people write it, in any of the six languages.",
            &json!({ "type": "string", "examples": ["para. 72(a) of the Tunis Agenda"] }),
        )],
        ..get(
            "/resolve",
            "resolve",
            "Which documents and paragraphs a text cites; browsers are led on where that is certain",
            JSON,
        )
    }
}

/// The endpoint of version 0.2.
fn first() -> Vec<Operation> {
    vec![
        Operation {
            parameters: vec![
                query(
                    "queries",
                    "A batch of queries (version 0.2, 4.3); without one the manifest is given.",
                    &json!({ "type": "string", "examples": ["{\"q0\":{\"query\":\"CSTD\"}}"] }),
                ),
                query(
                    "extend",
                    "An extension query (version 0.2, 7.3).",
                    &json!({ "type": "string" }),
                ),
            ],
            body: Some(json!({
                "required": true,
                "content": { "application/x-www-form-urlencoded": { "schema": {
                    "type": "object",
                    "properties": { "queries": { "type": "string" }, "extend": { "type": "string" } },
                } } },
            })),
            ..get(
                "/reconcile",
                "reconcile",
                "Reconciliation Service API 0.2: manifest, batches, data extension",
                JSON,
            )
        },
        posted(
            "/reconcile/match",
            "reconcileMatch",
            "A batch of version 1.0-draft",
            "queries",
        ),
        posted(
            "/reconcile/extend",
            "reconcileExtend",
            "Values of properties (1.0-draft)",
            "ids",
        ),
        propose("/reconcile/extend/propose", "reconcilePropose"),
        preview("/reconcile/preview", "reconcilePreview"),
        Operation {
            parameters: vec![path("kind", "entity, type or property.", "entity"), id()],
            ..get(
                "/reconcile/flyout/{kind}",
                "reconcileFlyout",
                "The same inside JSON (version 0.2)",
                JSON,
            )
        },
        suggest("/reconcile/suggest/{kind}", "reconcileSuggest"),
    ]
}

/// The endpoint of version 1.0-draft.
fn draft() -> Vec<Operation> {
    vec![
        get(
            "/reconcile/1.0-draft",
            "draft",
            "Reconciliation Service API 1.0-draft: the manifest",
            JSON,
        ),
        posted(
            "/reconcile/1.0-draft/match",
            "draftMatch",
            "A batch of version 1.0-draft",
            "queries",
        ),
        posted(
            "/reconcile/1.0-draft/extend",
            "draftExtend",
            "Values of properties (1.0-draft)",
            "ids",
        ),
        propose("/reconcile/1.0-draft/extend/propose", "draftPropose"),
        preview("/reconcile/1.0-draft/preview", "draftPreview"),
        suggest("/reconcile/1.0-draft/suggest/{kind}", "draftSuggest"),
    ]
}

fn posted(address: &'static str, name: &'static str, summary: &'static str, member: &str) -> Operation {
    Operation {
        only_post: true,
        body: Some(json!({
            "required": true,
            "content": { "application/json": { "schema": {
                "type": "object",
                "required": [member],
                "properties": { member: { "type": "array" } },
            } } },
        })),
        ..get(address, name, summary, JSON)
    }
}

fn id() -> Value {
    query(
        "id",
        "The identifier of a thing: its address behind id/.",
        &json!({ "type": "string", "examples": ["body/cstd"] }),
    )
}

fn preview(address: &'static str, name: &'static str) -> Operation {
    Operation {
        parameters: vec![id()],
        ..get(address, name, "A small page about a thing, for frames", HTML)
    }
}

fn propose(address: &'static str, name: &'static str) -> Operation {
    Operation {
        parameters: vec![
            query(
                "type",
                "A class of the ontology.",
                &json!({ "type": "string", "examples": ["Document"] }),
            ),
            query(
                "limit",
                "How many at most.",
                &json!({ "type": "integer", "minimum": 0 }),
            ),
        ],
        ..get(address, name, "Properties that things of a type have", JSON)
    }
}

fn suggest(address: &'static str, name: &'static str) -> Operation {
    Operation {
        parameters: vec![
            path("kind", "entity, type or property.", "entity"),
            query(
                "prefix",
                "What was typed so far.",
                &json!({ "type": "string", "examples": ["tunis"] }),
            ),
            query(
                "cursor",
                "How many suggestions to skip.",
                &json!({ "type": "integer", "minimum": 0 }),
            ),
        ],
        ..get(
            address,
            name,
            "Things, types or properties whose names begin so",
            JSON,
        )
    }
}
