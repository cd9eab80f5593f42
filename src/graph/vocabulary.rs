//! The terms this program writes, ours and others'.
//!
//! Own terms are defined in `ontology/wsis.ttl`; a test compares the two lists.
//! Nothing outside this module spells a vocabulary IRI.

use oxrdf::NamedNodeRef;

use crate::corpus::Date;

macro_rules! terms {
    ($(#[$doc:meta])* $module:ident, $namespace:literal { $($name:ident = $local:literal),* $(,)? }) => {
        $(#[$doc])*
        pub mod $module {
            use oxrdf::NamedNodeRef;
            /// The namespace IRI.
            pub const NAMESPACE: &str = $namespace;
            $(
                #[doc = concat!("`", $namespace, $local, "`")]
                pub const $name: NamedNodeRef<'static> =
                    NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )*
            /// Every term of this vocabulary that the program writes.
            pub const ALL: &[NamedNodeRef<'static>] = &[$($name),*];
        }
    };
}

terms! {
    /// Our own ontology, `ontology/wsis.ttl`.
    wsis, "https://w3id.org/wsis/ns#" {
        DOCUMENT = "Document", EXPRESSION = "Expression", MANIFESTATION = "Manifestation",
        SECTION = "Section", PARAGRAPH = "Paragraph", SUB_PARAGRAPH = "SubParagraph",
        PREAMBULAR_PARAGRAPH = "PreambularParagraph", ANNEX = "Annex", FOOTNOTE = "Footnote",
        PROVISION_TEXT = "ProvisionText", CITATION = "Citation", VOTE = "Vote",
        WORKFLOW_STEP = "WorkflowStep", KEYWORD = "Keyword", BODY = "Body",
        MEMBERSHIP = "Membership", FACILITATION = "Facilitation", EVENT = "Event",
        MANDATE = "Mandate", MANDATE_EVENT = "MandateEvent", TARGET = "Target",
        EVIDENCE = "Evidence", CATALOG_RECORD = "CatalogRecord",
        SYMBOL = "symbol", ALIAS = "alias", DOCUMENT_KIND = "documentKind",
        ADOPTED_BY = "adoptedBy", ADOPTED_AT = "adoptedAt", ADOPTED_ON = "adoptedOn",
        ISSUED_ON = "issuedOn", SESSION = "session", MEETING = "meeting",
        MEETING_RECORD = "meetingRecord", AGENDA_ITEM = "agendaItem",
        AGENDA_ITEM_TITLE = "agendaItemTitle", ORIGIN = "origin", ORIGIN_NOTE = "originNote",
        FOLLOWS = "follows", SERIES = "series", REPRODUCED_IN = "reproducedIn",
        ENDORSED_BY = "endorsedBy", PARAGRAPH_COUNT = "paragraphCount", VOTE_TAKEN = "vote",
        STEP = "step", KEYWORD_OF = "keyword", AKN_WORK = "aknWork",
        LANGUAGE_TAG = "languageTag", JOB_NUMBER = "jobNumber", SESSION_LABEL = "sessionLabel",
        AKN_EXPRESSION = "aknExpression", MARKED_UP_ON = "markedUpOn", AGREEMENT = "agreement", LACKS = "lacks", SHA256 = "sha256",
        BYTE_SIZE = "byteSize", AKN_MANIFESTATION = "aknManifestation", FILE_NAME = "fileName",
        IN_DOCUMENT = "inDocument", NUMBER = "number", ORDER = "order", LEVEL = "level",
        FOOTNOTE_OF = "footnoteOf", TREATS = "theme", TOUCHES = "touches",
        CITES = "cites", TEXT = "text", PRINTED_LABEL = "printedLabel", AKN_ID = "aknId",
        OPERATIVE_WORDS = "operativeWords", MARK_OFFSET = "markOffset",
        PRINTED_MARK = "printedMark", CITING_PROVISION = "citingProvision", CITED = "cited",
        WORDS = "words", METHOD = "method", CONFIDENCE = "confidence", OUTCOME = "outcome",
        IN_FAVOUR = "inFavour", AGAINST = "against", ABSTAINING = "abstaining",
        VOTED_IN_FAVOUR = "votedInFavour", VOTED_AGAINST = "votedAgainst",
        ABSTAINED = "abstained", STEP_DATE = "stepDate", RECORD = "record",
        ORIGINATOR = "originator", ACRONYM = "acronym", SERVICED_BY = "servicedBy",
        REPORTS_TO = "reportsTo", ESTABLISHED_BY = "establishedBy",
        ESTABLISHED_ON = "establishedOn", BODY_KIND = "bodyKind", ROLE = "role", FROM = "from",
        UNTIL = "until", EVIDENCE_FOR = "evidence", FACILITATOR = "facilitator",
        ACTION_LINE = "actionLine", EVENT_KIND = "eventKind", STARTS_ON = "startsOn",
        ENDS_ON = "endsOn", PLACE = "place", HELD_BY = "heldBy", ORDINAL = "ordinal",
        FOLLOWS_EVENT = "followsEvent", DEALT_WITH = "dealtWith", STATED_IN = "statedIn",
        ISSUED_BY = "issuedBy", OPERATIVE_VERB = "operativeVerb", FORCE = "force",
        ADDRESSEE = "addressee", ACTION = "action", DUE_BY = "dueBy", DUE_AT = "dueAt",
        RECURRENCE = "recurrence", CONCERNS = "concerns",
        MANDATE_EVENT_KIND = "mandateEventKind", AFFECTS = "affects",
        EFFECTED_BY = "effectedBy", HAPPENED_ON = "happenedOn", CLAIM = "claim",
        REVIEW_STATE = "reviewState", SPONSOR = "sponsor",
        RULE_CLASS = "Rule", RULE = "rule", COUNTER_EXAMPLE = "counterExample",
        ADDRESSEE_NAME = "addresseeName", ACTION_WORDS = "actionWords", DUE_SESSION = "dueSession",
        RECIPIENT_NAME = "recipientName", CONDITION = "condition",
        TARGET_NAME = "targetName", PINPOINT = "pinpoint", IN_FOOTNOTE = "inFootnote",
        CITATION_FUNCTION = "citationFunction", CITED_PROVISION = "citedProvision",
        CITED_WORK = "CitedWork", CONFIRMED_IN = "confirmedIn", TEXT_REUSE = "TextReuse", SUCCESSION = "Succession",
        PREDECESSOR = "predecessor", REUSING_PROVISION = "reusingProvision",
        REUSED_PROVISION = "reusedProvision", FIRST_APPEARANCE = "firstAppearance",
        SIMILARITY = "similarity", REMOVED_WORDS = "removedWords", ADDED_WORDS = "addedWords",
        SUCCESSOR = "successor", PREVIOUS = "previous",
        PLACE_CLASS = "Place", PERSON = "Person", INDICATOR = "Indicator", REPORTED_VALUE = "ReportedValue",
        MATRIX_LINK = "MatrixLink", COMPLETE = "complete", DISSOLVED_ON = "dissolvedOn",
        SUCCEEDED_BY = "succeededBy", PLANNED_START = "plannedStart", PLANNED_END = "plannedEnd",
        PLANNED_PLACE = "plannedPlace", OVERARCHING_THEME = "overarchingTheme",
        OUTCOME_DOCUMENT = "outcomeDocument", MEASURES = "measures", REPORT = "report",
        REPORTED_FOR = "reportedFor", HEADING = "heading", GIST = "gist", GOAL = "goal",
        LISTED_UNDER = "listedUnder", AS_FOUND = "asFound", COVERAGE = "Coverage",
        COVERAGE_OF = "coverageOf", KNOWN = "known", DESCRIBED = "described", WITH_TITLE = "withTitle",
        WITH_TEXT = "withText", LANGUAGE_VERSIONS = "languageVersions", WITH_GISTS = "withGists",
        WITH_MANDATES = "withMandates", SEARCH = "search", SEARCH_WORDS = "searchWords", SCORE = "score",
        SEARCH_LANGUAGE = "searchLanguage", SEARCH_KIND = "searchKind", SEARCH_LIMIT = "searchLimit",
    }
}

terms! {
    /// RDF Schema.
    rdfs, "http://www.w3.org/2000/01/rdf-schema#" { LABEL = "label" }
}

terms! {
    /// SKOS, for concepts and their labels.
    skos, "http://www.w3.org/2004/02/skos/core#" {
        CONCEPT = "Concept", PREF_LABEL = "prefLabel", ALT_LABEL = "altLabel", NOTE = "note",
        IN_SCHEME = "inScheme", EXACT_MATCH = "exactMatch", CONCEPT_SCHEME = "ConceptScheme",
        DEFINITION = "definition", EXAMPLE = "example", CLOSE_MATCH = "closeMatch",
        RELATED_MATCH = "relatedMatch", BROAD_MATCH = "broadMatch", NARROW_MATCH = "narrowMatch",
    }
}

terms! {
    /// DCMI Metadata Terms.
    dcterms, "http://purl.org/dc/terms/" {
        TITLE = "title", LANGUAGE = "language", FORMAT = "format", SUBJECT = "subject",
        IS_PART_OF = "isPartOf", IDENTIFIER = "identifier", ISSUED = "issued",
        RELATION = "relation", HAS_FORMAT = "hasFormat", CREATED = "created", MODIFIED = "modified",
        IS_VERSION_OF = "isVersionOf", LICENSE = "license", TEMPORAL = "temporal",
        PERIOD_OF_TIME = "PeriodOfTime", DESCRIPTION = "description", MEDIA_TYPE_CLASS = "MediaType",
    }
}

terms! {
    /// The European Legislation Identifier ontology.
    eli, "http://data.europa.eu/eli/ontology#" {
        REALIZES = "realizes", EMBODIES = "embodies", IS_PART_OF = "is_part_of",
    }
}

terms! {
    /// The Organization Ontology.
    org, "http://www.w3.org/ns/org#" {
        SUB_ORGANIZATION_OF = "subOrganizationOf", MEMBER = "member",
        ORGANIZATION = "organization",
    }
}

terms! {
    /// Web Annotation, for the quotes that prove a statement.
    oa, "http://www.w3.org/ns/oa#" {
        HAS_SOURCE = "hasSource", HAS_SELECTOR = "hasSelector", EXACT = "exact",
        TEXT_QUOTE_SELECTOR = "TextQuoteSelector", TEXT_POSITION_SELECTOR = "TextPositionSelector",
        START = "start", END = "end",
    }
}

terms! {
    /// Friend of a Friend, for pages about a thing.
    foaf, "http://xmlns.com/foaf/0.1/" { PAGE = "page", HOMEPAGE = "homepage", PRIMARY_TOPIC = "primaryTopic" }
}

terms! {
    /// schema.org, for links to other registers.
    schema, "https://schema.org/" {
        SAME_AS = "sameAs", ADDRESS_COUNTRY = "addressCountry", ATTENDANCE_MODE = "eventAttendanceMode",
        OFFLINE = "OfflineEventAttendanceMode", ONLINE = "OnlineEventAttendanceMode",
        MIXED = "MixedEventAttendanceMode",
    }
}

terms! {
    /// W3C Basic Geo, for degrees in WGS 84.
    geo, "http://www.w3.org/2003/01/geo/wgs84_pos#" { LAT = "lat", LONG = "long" }
}

terms! {
    /// TREE, for collections in pages.
    tree, "https://w3id.org/tree#" {
        NODE_CLASS = "Node", VIEW = "view", VIEW_DESCRIPTION = "viewDescription", SHAPE = "shape", MEMBER = "member",
        RELATION = "relation", NODE = "node", PATH = "path", VALUE = "value",
        AT_LEAST = "GreaterThanOrEqualToRelation", AT_MOST = "LessThanOrEqualToRelation",
    }
}

terms! {
    /// The Data Catalog Vocabulary, version 3.
    dcat, "http://www.w3.org/ns/dcat#" {
        DISTRIBUTION = "distribution", DISTRIBUTION_CLASS = "Distribution", ACCESS_URL = "accessURL",
        DOWNLOAD_URL = "downloadURL", BYTE_SIZE = "byteSize", MEDIA_TYPE = "mediaType",
        COMPRESS_FORMAT = "compressFormat", START_DATE = "startDate", END_DATE = "endDate", VERSION = "version",
        ENDPOINT_URL = "endpointURL", ENDPOINT_DESCRIPTION = "endpointDescription", KEYWORD = "keyword",
    }
}

terms! {
    /// Linked Data Event Streams.
    ldes, "https://w3id.org/ldes#" {
        EVENT_STREAM = "EventStream", TIMESTAMP_PATH = "timestampPath", VERSION_OF_PATH = "versionOfPath",
        VERSION_CREATE_OBJECT = "versionCreateObject", VERSION_UPDATE_OBJECT = "versionUpdateObject",
        VERSION_DELETE_OBJECT = "versionDeleteObject", RETENTION_POLICY = "retentionPolicy",
        LATEST_VERSION_SUBSET = "LatestVersionSubset", AMOUNT = "amount",
    }
}

terms! {
    /// DCAT-AP, what it adds to DCAT.
    dcatap, "http://data.europa.eu/r5r/" { AVAILABILITY = "availability" }
}

terms! {
    /// The Vocabulary of Interlinked Datasets.
    void, "http://rdfs.org/ns/void#" {
        DATASET = "Dataset", LINKSET = "Linkset", TRIPLES = "triples", ENTITIES = "entities",
        CLASSES = "classes", PROPERTIES = "properties", DISTINCT_SUBJECTS = "distinctSubjects",
        DISTINCT_OBJECTS = "distinctObjects", CLASS_PARTITION = "classPartition", CLASS = "class",
        PROPERTY_PARTITION = "propertyPartition", PROPERTY = "property", SUBSET = "subset",
        LINK_PREDICATE = "linkPredicate", SUBJECTS_TARGET = "subjectsTarget",
        OBJECTS_TARGET = "objectsTarget", URI_SPACE = "uriSpace", VOCABULARY = "vocabulary",
        DATA_DUMP = "dataDump", SPARQL_ENDPOINT = "sparqlEndpoint",
        OPEN_SEARCH_DESCRIPTION = "openSearchDescription",
    }
}

terms! {
    /// The Provenance Ontology, for when a version of a thing was published.
    prov, "http://www.w3.org/ns/prov#" { GENERATED_AT_TIME = "generatedAtTime" }
}

terms! {
    /// ActivityStreams, for what became of a thing.
    activity, "https://www.w3.org/ns/activitystreams#" { CREATE = "Create", UPDATE = "Update", DELETE = "Delete" }
}

terms! {
    /// SHACL, for the shape of a stream's members.
    sh, "http://www.w3.org/ns/shacl#" {
        NODE_SHAPE = "NodeShape", PROPERTY = "property", PATH = "path", MIN_COUNT = "minCount",
        MAX_COUNT = "maxCount", NODE_KIND = "nodeKind", IRI = "IRI", DATATYPE = "datatype",
    }
}

terms! {
    /// The Data Quality Vocabulary.
    dqv, "http://www.w3.org/ns/dqv#" {
        MEASUREMENT = "QualityMeasurement", HAS_MEASUREMENT = "hasQualityMeasurement", METRIC = "Metric",
        IS_MEASUREMENT_OF = "isMeasurementOf", COMPUTED_ON = "computedOn", VALUE = "value",
        IN_DIMENSION = "inDimension", EXPECTED_DATA_TYPE = "expectedDataType",
    }
}

terms! {
    /// Dimensions of quality, as the Data Quality Vocabulary's companion names them.
    ldqd, "http://www.w3.org/2016/05/ldqd#" {
        SEMANTIC_ACCURACY = "semanticAccuracy", COMPLETENESS = "completeness", CONSISTENCY = "consistency",
    }
}

terms! {
    /// SPDX, for checksums.
    spdx, "http://spdx.org/rdf/terms#" {
        CHECKSUM = "checksum", CHECKSUM_CLASS = "Checksum", ALGORITHM = "algorithm",
        CHECKSUM_VALUE = "checksumValue", SHA256 = "checksumAlgorithm_sha256",
    }
}

/// The XSD datatype of a date, by its precision
/// (XML Schema 1.1 part 2, §3.3: `date`, `gYearMonth`, `gYear`).
#[must_use]
pub fn datatype(date: Date) -> NamedNodeRef<'static> {
    match (date.month(), date.day()) {
        (None, _) => oxrdf::vocab::xsd::G_YEAR,
        (_, None) => oxrdf::vocab::xsd::G_YEAR_MONTH,
        _ => oxrdf::vocab::xsd::DATE,
    }
}

/// The prefixes every dump, query and page of a release knows.
pub const PREFIXES: &[(&str, &str)] = &[
    ("wsis", wsis::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", rdfs::NAMESPACE),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("skos", skos::NAMESPACE),
    ("dcterms", dcterms::NAMESPACE),
    ("eli", eli::NAMESPACE),
    ("org", org::NAMESPACE),
    ("oa", oa::NAMESPACE),
    ("foaf", foaf::NAMESPACE),
    ("schema", schema::NAMESPACE),
    ("geo", geo::NAMESPACE),
    ("dcat", dcat::NAMESPACE),
    ("void", void::NAMESPACE),
    ("dqv", dqv::NAMESPACE),
];
