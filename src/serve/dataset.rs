//! The data set in the words of schema.org, for the search engines that read the home page.

use super::described::Described;
use super::shell::in_script;
use super::state::Loaded;
use crate::graph::catalog::dataset;
use crate::graph::iri::CATALOG;
use crate::graph::vocabulary::{dcat, dcterms, void};
use serde_json::{Value, json};

/// The languages of the data, BCP 47.
const LANGUAGES: [&str; 6] = ["ar", "en", "es", "fr", "ru", "zh"];

/// A `Dataset` as JSON-LD that may stand in a page: no `<` can end the element it stands in.
#[must_use]
pub(super) fn json_ld(loaded: &Loaded, root: &str) -> Option<String> {
    let described = loaded.described()?;
    Some(in_script(&describe(described, loaded, root)))
}

fn describe(described: &Described, loaded: &Loaded, root: &str) -> Value {
    let name = dataset();
    let value = |predicate| described.value(&name, predicate);
    let titles: Vec<Value> = described
        .literals(&name, dcterms::TITLE)
        .filter(|title| title.language() != Some("en"))
        .map(|title| json!({ "@language": title.language(), "@value": title.value() }))
        .collect();
    let keywords: Vec<&str> = described
        .literals(&name, dcat::KEYWORD)
        .map(oxigraph::model::Literal::value)
        .collect();
    let project = json!({
        "@type": "Organization",
        "name": "The wsis project",
        "url": "https://w3id.org/wsis/",
    });
    json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": name,
        "url": format!("{root}/"),
        "identifier": name,
        "name": value(dcterms::TITLE),
        "alternateName": titles,
        "description": value(dcterms::DESCRIPTION),
        "version": value(dcat::VERSION),
        "datePublished": value(dcterms::ISSUED),
        "dateModified": value(dcterms::MODIFIED),
        "temporalCoverage": period(described),
        "spatialCoverage": { "@type": "Place", "name": "World" },
        "inLanguage": LANGUAGES,
        "keywords": keywords,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": true,
        "creator": project,
        "publisher": project,
        "size": value(void::TRIPLES).map(|triples| format!("{triples} statements")),
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": CATALOG,
            "name": described.value(CATALOG, dcterms::TITLE),
            "url": format!("{root}/catalog"),
        },
        "distribution": files(loaded, root),
    })
}

fn period(described: &Described) -> Option<String> {
    let name = dataset();
    let period = described.links(&name, dcterms::TEMPORAL).next()?;
    let day = |predicate| described.value(period, predicate);
    Some(format!("{}/{}", day(dcat::START_DATE)?, day(dcat::END_DATE)?))
}

fn files(loaded: &Loaded, root: &str) -> Vec<Value> {
    let files = loaded.release.manifest.files.iter();
    files
        .map(|file| {
            json!({
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": format!("{root}/dumps/{}", file.name),
                "encodingFormat": file.media_type,
                "contentSize": format!("{} B", file.bytes),
                "sha256": file.sha256,
            })
        })
        .collect()
}
