"""Checks the ontology, the concept schemes, the shapes and the JSON-LD context.

Run:  python tests/python/ontology.py      (exit 0: all fine, 1: problems, all listed)
Needs Java, and what requirements.txt names.
"""

import json
import sys
import tempfile
from pathlib import Path

import owlready2
import pyshacl
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef

FOLDER = Path(__file__).resolve().parents[2] / "ontology"
BASE = "https://w3id.org/wsis/"
NS = BASE + "ns#"
SHAPES = BASE + "shapes#"
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty)
BUILT_IN = (str(RDF), str(RDFS), str(OWL))


def load(*paths):
    """One graph of the given Turtle files."""
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


def is_own(term):
    return isinstance(term, URIRef) and term.startswith(BASE)


def terms(ontology, *kinds):
    return {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}


def short(term):
    return str(term).removeprefix(NS).removeprefix(BASE)


# ---------------------------------------------------------------- the files by themselves


def undocumented_terms(ontology):
    """Every term has an English label, definition and example, and names its ontology."""
    for term in sorted(terms(ontology, OWL.Class, *PROPERTY_KINDS)):
        for wanted in (RDFS.label, SKOS.definition, SKOS.example):
            if not any(o.language == "en" for o in ontology.objects(term, wanted)):
                yield f"{short(term)} has no English {wanted.fragment}"
        if (term, RDFS.isDefinedBy, URIRef(BASE + "ns")) not in ontology:
            yield f"{short(term)} does not say rdfs:isDefinedBy"


def unwelcome_statements(graph):
    """No blank nodes, imports or sameAs, and nothing said about foreign terms."""
    for s, p, o in graph:
        if isinstance(s, BNode) or isinstance(o, BNode):
            yield f"blank node in: {s} {p} {o}"
        elif not is_own(s):
            yield f"statement about a foreign term: {s} {p} {o}"
        if p in (OWL.imports, OWL.sameAs):
            yield f"{short(p)} is not wanted: {s} {p} {o}"


def wrong_domains(ontology):
    """One domain and one range at most: two would mean their intersection."""
    for term in sorted(terms(ontology, *PROPERTY_KINDS)):
        for side in (RDFS.domain, RDFS.range):
            if len(set(ontology.objects(term, side))) > 1:
                yield f"{short(term)} has more than one {side.fragment}"


def broken_concepts(concepts):
    """Labels equal preferred labels; every concept is defined and in a described scheme."""
    schemes = set(concepts.subjects(RDF.type, SKOS.ConceptScheme))
    for concept in sorted(concepts.subjects(RDF.type, SKOS.Concept)):
        preferred = set(concepts.objects(concept, SKOS.prefLabel))
        languages = [label.language for label in preferred]
        if set(concepts.objects(concept, RDFS.label)) != preferred:
            yield f"{short(concept)}: rdfs:label and skos:prefLabel differ"
        if "en" not in languages or len(languages) != len(set(languages)):
            yield f"{short(concept)} needs one English label and no language twice"
        if not any(concepts.objects(concept, SKOS.definition)):
            yield f"{short(concept)} has no definition"
        if not schemes & set(concepts.objects(concept, SKOS.inScheme)):
            yield f"{short(concept)} is in no scheme"


def broken_hierarchy(concepts):
    """broader and narrower, topConceptOf and hasTopConcept are stated both ways."""
    pairs = ((SKOS.broader, SKOS.narrower), (SKOS.topConceptOf, SKOS.hasTopConcept))
    for forth, back in pairs:
        there = set(concepts.subject_objects(forth))
        here = {(s, o) for o, s in concepts.subject_objects(back)}
        for s, o in sorted(there ^ here):
            yield f"{short(s)} and {short(o)}: {forth.fragment} or {back.fragment} is missing"


def undefined_terms(ontology, *users):
    """Every wsis term used in concepts and shapes is defined in the ontology."""
    defined = set(ontology.subjects(RDF.type, None))
    used = {t for graph in users for triple in graph for t in triple if t.startswith(NS)}
    for term in sorted(used - defined):
        yield f"{short(term)} is used and not defined"


# ---------------------------------------------------------------- reasoner


def for_reasoner(ontology, concepts):
    """The files plus the declarations that OWL tools want for foreign terms.

    The published files state nothing about foreign terms, so a tool cannot know
    that skos:Concept is a class and skos:definition an annotation. Here, and only
    in memory, each is declared by the way it is used.
    """
    graph = ontology + concepts
    graph.remove((None, OWL.imports, None))  # reported elsewhere; nothing is fetched here
    for term in set(ontology.objects(None, RDFS.subClassOf)):
        graph.add((term, RDF.type, OWL.Class))
    for term in set(concepts.objects(None, RDF.type)):
        graph.add((term, RDF.type, OWL.Class))
    for term, parent in ontology.subject_objects(RDFS.subPropertyOf):
        for kind in set(ontology.objects(term, RDF.type)):
            graph.add((parent, RDF.type, kind))
    known = set(graph.subjects(RDF.type, None))
    for term in set(graph.predicates()) - known:
        if not term.startswith(BUILT_IN):
            graph.add((term, RDF.type, OWL.AnnotationProperty))
    return graph


def reason(graph):
    """Unsatisfiable classes by HermiT, or None when the whole is inconsistent."""
    world = owlready2.World()
    with tempfile.NamedTemporaryFile(suffix=".nt") as file:
        graph.serialize(file.name, format="nt", encoding="utf-8")
        world.get_ontology("file://" + file.name).load()
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return None
    return [c.iri for c in world.inconsistent_classes() if c is not owlready2.Nothing]


def contradictions(ontology, concepts):
    """The ontology is consistent, no class is empty by definition, HermiT is awake."""
    graph = for_reasoner(ontology, concepts)
    unsatisfiable = reason(graph)
    if unsatisfiable is None:
        yield "HermiT: the ontology is inconsistent"
    for term in unsatisfiable or ():
        yield f"HermiT: nothing can be a {short(term)}"
    for kind in ("Document", "Event"):
        graph.add((URIRef(BASE + "id/test"), RDF.type, URIRef(NS + kind)))
    if reason(graph) is not None:
        yield "HermiT let a thing be both a Document and an Event"


# ---------------------------------------------------------------- shapes


def uncovered_classes(ontology, shapes):
    """Every class has a node shape by its name, every property is in some shape."""
    for term in sorted(terms(ontology, OWL.Class)):
        shape = URIRef(f"{SHAPES}{short(term)}Shape")
        if (shape, RDF.type, SH.NodeShape) not in shapes:
            yield f"{short(term)} has no shape {shape}"
    constrained = set(shapes.objects(None, SH.path))
    for term in sorted(terms(ontology, *PROPERTY_KINDS) - constrained):
        yield f"{short(term)} is in no shape"


def silent_shapes(shapes):
    """Every shape with an address has a message and a severity, and is used."""
    for shape in sorted(shapes.subjects(RDF.type, SH.PropertyShape)):
        if (None, SH.property, shape) not in shapes:
            yield f"{shape} belongs to no node shape"
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in sorted(shapes.subjects(RDF.type, kind)):
            for wanted in (SH.message, SH.severity):
                if (shape, wanted, None) not in shapes:
                    yield f"{shape} has no {short(wanted)}"


def invalid_shapes(ontology, concepts, shapes):
    """The shapes are valid SHACL, and the concepts conform to them."""
    try:
        conforms, _, report = pyshacl.validate(
            ontology + concepts, shacl_graph=shapes, meta_shacl=True, inference="none"
        )
    except pyshacl.errors.ReportableRuntimeError as error:
        conforms, report = False, str(error)
    if not conforms:
        yield f"SHACL: {report}"


# ---------------------------------------------------------------- JSON-LD


def expansions(context):
    """The IRI each key of the context stands for."""
    for key, value in context.items():
        compact = value.get("@id") if isinstance(value, dict) else value
        if isinstance(compact, str) and not compact.startswith("@"):
            prefix, _, local = compact.partition(":")
            yield key, compact if local.startswith("//") else context[prefix] + local


def missing_keys(context, ontology, concepts, shapes):
    """Every predicate and class used has a key; wsis terms under their local name."""
    keys = dict(expansions(context))
    for term in sorted(terms(ontology, OWL.Class, *PROPERTY_KINDS)):
        if keys.get(short(term)) != str(term):
            yield f"context: {short(term)} is not a key for {term}"
    used = set(shapes.objects(None, SH.path)) | set(shapes.objects(None, SH.targetClass))
    for graph in (ontology, concepts):
        used |= set(graph.predicates()) | set(graph.objects(None, RDF.type))
    for term in sorted(used - {URIRef(iri) for iri in keys.values()} - {RDF.type}):
        yield f"context: no key for {term}"


def sample_value(definition):
    """A value of the sort that a key of the context asks for."""
    kind = definition if isinstance(definition, dict) else {}
    values = {"@id": "urn:test:object", "xsd:date": "2025-12-17", "xsd:decimal": "0.5"}
    return {"fr": ["oui"]} if "@container" in kind else values.get(kind.get("@type"), "7")


def wrong_expansions(context):
    """A JSON-LD processor reads each property key as its IRI, with its type or language."""
    for key, iri in expansions(context):
        value = context[key]
        if not isinstance(value, dict) and not str(value).startswith("wsis:"):
            continue
        if key[0].isupper() or str(value).startswith("http"):
            continue
        data = {"@context": context, "id": "urn:test:s", key: sample_value(value)}
        read = Graph().parse(data=json.dumps(data), format="json-ld")
        if set(read.predicates()) != {URIRef(iri)}:
            yield f"context: {key} is not read as {iri}"
        for text in read.objects():
            if isinstance(text, Literal) and "@container" in value and text.language != "fr":
                yield f"context: {key} loses the language"


def lossy_context(context, graph):
    """Writing with the context and reading back gives the same triples."""
    written = graph.serialize(format="json-ld", context=context)
    back = Graph().parse(data=written, format="json-ld")
    if set(back) != set(graph):
        yield f"context: {len(set(back) ^ set(graph))} triples change on the way through JSON-LD"


def problems():
    ontology = load(FOLDER / "wsis.ttl")
    concepts = load(*sorted((FOLDER / "concepts").glob("*.ttl")))
    shapes = load(FOLDER / "shapes.ttl")
    context = json.loads((FOLDER / "context.jsonld").read_text("utf-8"))["@context"]
    yield from undocumented_terms(ontology)
    yield from unwelcome_statements(ontology + concepts)
    yield from wrong_domains(ontology)
    yield from broken_concepts(concepts)
    yield from broken_hierarchy(concepts)
    yield from undefined_terms(ontology, concepts, shapes)
    yield from uncovered_classes(ontology, shapes)
    yield from silent_shapes(shapes)
    yield from invalid_shapes(ontology, concepts, shapes)
    yield from missing_keys(context, ontology, concepts, shapes)
    yield from wrong_expansions(context)
    yield from lossy_context(context, ontology + concepts)
    yield from contradictions(ontology, concepts)


def main():
    found = list(problems())
    for problem in found:
        print(problem, file=sys.stderr)
    print(f"ontology: {len(found)} problem(s)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
