//! The manifests: what the service is and can do.

use super::super::state::Loaded;
use super::entity::class;
use super::{DRAFT, MAX_BATCH, Version};
use crate::find::names::{CLASSES, Class};
use crate::graph::iri::THINGS;
use crate::graph::vocabulary::wsis;
use serde_json::{Value, json};

/// How large a preview is, in pixels.
const PREVIEW: (u32, u32) = (420, 260);
const NAME: &str = "World Summit on the Information Society (WSIS)";

/// The manifest of a version.
pub(super) fn manifest(root: &str, loaded: &Loaded, version: Version, language: &str) -> Value {
    let store = &loaded.release.store;
    let main: Vec<&Class> = CLASSES.iter().filter(|class| class.main).collect();
    let types: Vec<Value> = main
        .iter()
        .map(|one| class(store, &one.iri(), version, language))
        .collect();
    let mut manifest = json!({
        "name": NAME,
        "documentation": format!("{root}/openapi.json"),
        "serviceVersion": env!("CARGO_PKG_VERSION"),
        "defaultTypes": types,
    });
    let more = match version {
        Version::V02 => v02(root),
        Version::Draft => draft(root),
    };
    if let (Some(manifest), Value::Object(more)) = (manifest.as_object_mut(), more) {
        manifest.extend(more);
    }
    manifest
}

fn v02(root: &str) -> Value {
    let service = format!("{root}/reconcile");
    let suggest = |kind: &str| {
        json!({
            "service_url": service,
            "service_path": format!("/suggest/{kind}"),
            "flyout_service_url": service,
            "flyout_service_path": format!("/flyout/{kind}?id=${{id}}"),
        })
    };
    json!({
        "versions": ["0.2"],
        "identifierSpace": THINGS,
        "schemaSpace": wsis::NAMESPACE,
        "view": { "url": format!("{root}/id/{{{{id}}}}") },
        "feature_view": { "url": format!("{root}/openapi.json#{{{{id}}}}") },
        "preview": {
            "url": format!("{service}/preview?id={{{{id}}}}"),
            "width": PREVIEW.0,
            "height": PREVIEW.1,
        },
        "suggest": { "entity": suggest("entity"), "property": suggest("property"), "type": suggest("type") },
        "extend": {
            "propose_properties": { "service_url": service, "service_path": "/extend/propose" },
            "property_settings": [{
                "name": "limit", "label": "Most values", "type": "number", "default": 0,
                "help_text": "How many values of the property are given for one thing; 0 is all",
            }],
        },
    })
}

fn draft(root: &str) -> Value {
    json!({
        "versions": ["1.0-draft"],
        "lang": "en",
        "dir": "ltr",
        "view": { "url": format!("{root}/id/{{+id}}") },
        "featureView": { "url": format!("{root}/openapi.json#{{id}}") },
        "preview": { "width": PREVIEW.0, "height": PREVIEW.1 },
        "suggest": { "entity": true, "property": true, "type": true },
        "extend": {
            "proposeProperties": true,
            "propertySettings": [{
                "id": "limit", "name": "Most values", "type": "number", "default": 0,
                "helpText": "How many values of the property are given for one thing; 0 is all",
            }],
        },
        "batchSize": MAX_BATCH,
        "standardizedScore": true,
        "endpoint": format!("{root}{DRAFT}"),
    })
}
