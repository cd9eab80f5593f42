//! How our terms read in schema.org, for clients that know nothing else.
//!
//! The table loses much (a mandate becomes an action, its force nothing); the
//! statements of a release are never written with it. Where schema.org has no
//! fitting type the general one is taken and ours stands as `additionalType`
//! (<https://schema.org/additionalType>).

use super::vocabulary::schema::NAMESPACE;
use oxrdf::NamedNode;

/// Our classes, by local name, and the types of schema.org.
const TYPES: [(&str, &str); 24] = [
    ("Document", "CreativeWork"),
    ("Expression", "CreativeWork"),
    ("CitedWork", "CreativeWork"),
    ("ProvisionText", "CreativeWork"),
    ("Section", "CreativeWork"),
    ("Paragraph", "CreativeWork"),
    ("SubParagraph", "CreativeWork"),
    ("PreambularParagraph", "CreativeWork"),
    ("Annex", "CreativeWork"),
    ("Footnote", "CreativeWork"),
    ("CatalogRecord", "CreativeWork"),
    ("Manifestation", "MediaObject"),
    ("Body", "Organization"),
    ("Membership", "OrganizationRole"),
    ("Facilitation", "Role"),
    ("Event", "Event"),
    ("Person", "Person"),
    ("Place", "Place"),
    ("Mandate", "Action"),
    ("MandateEvent", "Event"),
    ("WorkflowStep", "Event"),
    ("ActionLine", "DefinedTerm"),
    ("Indicator", "DefinedTerm"),
    ("Keyword", "DefinedTerm"),
];

/// Properties as pages and queries shorten them, and those of schema.org.
const PROPERTIES: [(&str, &str); 45] = [
    ("rdfs:label", "name"),
    ("skos:prefLabel", "name"),
    ("skos:altLabel", "alternateName"),
    ("wsis:acronym", "alternateName"),
    ("wsis:symbol", "identifier"),
    ("dcterms:identifier", "identifier"),
    ("dcterms:title", "headline"),
    ("skos:note", "description"),
    ("skos:definition", "description"),
    ("wsis:action", "description"),
    ("wsis:dealtWith", "description"),
    ("wsis:gist", "abstract"),
    ("wsis:text", "text"),
    ("wsis:adoptedOn", "dateCreated"),
    ("wsis:issuedOn", "datePublished"),
    ("wsis:adoptedBy", "author"),
    ("wsis:issuedBy", "author"),
    ("wsis:inDocument", "isPartOf"),
    ("eli:is_part_of", "isPartOf"),
    ("dcterms:isPartOf", "isPartOf"),
    ("eli:realizes", "exampleOfWork"),
    ("eli:embodies", "encodesCreativeWork"),
    ("dcterms:format", "encodingFormat"),
    ("wsis:byteSize", "contentSize"),
    ("wsis:sha256", "sha256"),
    ("wsis:languageTag", "inLanguage"),
    ("dcterms:subject", "about"),
    ("wsis:keyword", "keywords"),
    ("wsis:theme", "about"),
    ("wsis:touches", "about"),
    ("wsis:cites", "citation"),
    ("wsis:follows", "isBasedOn"),
    ("foaf:page", "url"),
    ("foaf:homepage", "url"),
    ("org:subOrganizationOf", "parentOrganization"),
    ("wsis:establishedOn", "foundingDate"),
    ("wsis:dissolvedOn", "dissolutionDate"),
    ("wsis:startsOn", "startDate"),
    ("wsis:endsOn", "endDate"),
    ("wsis:place", "location"),
    ("wsis:heldBy", "organizer"),
    ("wsis:addressee", "agent"),
    ("geo:lat", "latitude"),
    ("geo:long", "longitude"),
    ("skos:exactMatch", "sameAs"),
];

/// The same for what points to a thing.
const INVERSES: [(&str, &str); 5] = [
    ("eli:is_part_of", "hasPart"),
    ("dcterms:isPartOf", "hasPart"),
    ("wsis:inDocument", "hasPart"),
    ("eli:realizes", "workExample"),
    ("eli:embodies", "encoding"),
];

/// The type of schema.org for a class of ours, given by its local name.
#[must_use]
pub fn type_of(class: &str) -> NamedNode {
    let found = TYPES.iter().find(|(ours, _)| *ours == class);
    term(found.map_or("Thing", |(_, theirs)| theirs))
}

/// The property of schema.org for one of ours, given as `prefix:name`.
#[must_use]
pub fn property(short: &str) -> Option<NamedNode> {
    // Some statements of the graph are schema.org's already.
    let name = short
        .strip_prefix("schema:")
        .or_else(|| look_up(&PROPERTIES, short))?;
    Some(term(name))
}

/// The property of schema.org that leads the other way.
#[must_use]
pub fn inverse(short: &str) -> Option<NamedNode> {
    look_up(&INVERSES, short).map(term)
}

/// A term of schema.org.
#[must_use]
pub fn term(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{NAMESPACE}{name}"))
}

fn look_up(table: &[(&'static str, &'static str)], short: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(ours, _)| *ours == short)
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::vocabulary::PREFIXES;

    /// Catches: a row that no statement can ever meet, because its prefix or name is misspelt.
    #[test]
    fn rows_name_known_prefixes_and_own_terms() {
        let ours: Vec<&str> = crate::graph::vocabulary::wsis::ALL
            .iter()
            .map(|term| term.as_str())
            .collect();
        for (short, _) in PROPERTIES.iter().chain(&INVERSES) {
            let (prefix, name) = short.split_once(':').unwrap();
            let (_, namespace) = PREFIXES.iter().find(|(p, _)| *p == prefix).unwrap();
            let iri = format!("{namespace}{name}");
            assert!(prefix != "wsis" || ours.contains(&iri.as_str()), "{iri}");
        }
    }

    /// Catches: a type that does not exist taking the place of a known one.
    #[test]
    fn classes_without_a_row_are_things() {
        assert_eq!(type_of("Body").as_str(), "https://schema.org/Organization");
        assert_eq!(type_of("Citation").as_str(), "https://schema.org/Thing");
        assert_eq!(property("wsis:force"), None);
    }
}
