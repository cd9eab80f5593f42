//! The terms that the pages treat in a special way.

use oxigraph::model::NamedNodeRef;

macro_rules! terms {
    ($($(#[$doc:meta])* $name:ident = $iri:literal;)*) => {
        $($(#[$doc])* pub(super) const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked($iri);)*
    };
}

terms! {
    /// The class of a thing.
    TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    /// The name of a thing.
    LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
    /// A remark for readers.
    COMMENT = "http://www.w3.org/2000/01/rdf-schema#comment";
    /// What a term means.
    DEFINITION = "http://www.w3.org/2004/02/skos/core#definition";
    /// How a term is used.
    EXAMPLE = "http://www.w3.org/2004/02/skos/core#example";
    /// The title of a document.
    TITLE = "http://purl.org/dc/terms/title";
    /// What it is about, in other people's vocabularies.
    SUBJECT = "http://purl.org/dc/terms/subject";
    /// The printed symbol of a document.
    SYMBOL = "https://w3id.org/wsis/ns#symbol";
    /// Another spelling of a symbol, or a nickname.
    ALIAS = "https://w3id.org/wsis/ns#alias";
    /// The Akoma Ntoso IRI of a work.
    AKN_WORK = "https://w3id.org/wsis/ns#aknWork";
    /// The day of adoption.
    ADOPTED_ON = "https://w3id.org/wsis/ns#adoptedOn";
    /// From a thing to what shows it.
    EVIDENCE = "https://w3id.org/wsis/ns#evidence";
    /// What evidence shows.
    CLAIM = "https://w3id.org/wsis/ns#claim";
    /// How it was found.
    METHOD = "https://w3id.org/wsis/ns#method";
    /// Whether somebody looked at it.
    REVIEW_STATE = "https://w3id.org/wsis/ns#reviewState";
    /// The order in the document.
    ORDER = "https://w3id.org/wsis/ns#order";
    /// The words of a provision.
    TEXT = "https://w3id.org/wsis/ns#text";
    /// A line of action.
    ACTION_LINE = "https://w3id.org/wsis/ns#ActionLine";
    /// From a part to its whole.
    IS_PART_OF = "http://data.europa.eu/eli/ontology#is_part_of";
    /// From words to what they express.
    REALIZES = "http://data.europa.eu/eli/ontology#realizes";
    /// From evidence to the text.
    HAS_SOURCE = "http://www.w3.org/ns/oa#hasSource";
    /// From evidence to the words.
    HAS_SELECTOR = "http://www.w3.org/ns/oa#hasSelector";
    /// The words.
    EXACT = "http://www.w3.org/ns/oa#exact";
}
