//! From Turtle to a compiled shapes graph, with errors that say where.

use std::collections::{BTreeMap, HashSet};

use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxrdf::{NamedNode, NamedOrBlankNode, Term, Triple};
use rudof_rdf::rdf_core::term::Object;
use rudof_rdf::rdf_impl::OxigraphInMemory;
use shacl::ir::{IRSchema, RecursionSemantics};
use shacl::rdf::ShaclParser;
use shacl::types::Target;

use super::ShaclError;
use super::graph::Scope;
use super::report::Reporter;

const SH: &str = "http://www.w3.org/ns/shacl#";

/// The properties of SHACL Core (SHACL sections 2 to 4) besides [`CONSTRAINTS`], and the ones that only
/// describe.
const CORE: &[&str] = &[
    "targetClass",
    "targetNode",
    "targetSubjectsOf",
    "targetObjectsOf",
    "property",
    "path",
    "inversePath",
    "alternativePath",
    "zeroOrMorePath",
    "oneOrMorePath",
    "zeroOrOnePath",
    "flags",
    "qualifiedValueShape",
    "qualifiedValueShapesDisjoint",
    "qualifiedMinCount",
    "qualifiedMaxCount",
    "closed",
    "ignoredProperties",
    "severity",
    "message",
    "deactivated",
    "name",
    "description",
    "order",
    "group",
    "defaultValue",
    "declare",
    "prefix",
    "namespace",
];

/// The properties of SHACL Core that become one constraint each.
const CONSTRAINTS: &[&str] = &[
    "class",
    "datatype",
    "nodeKind",
    "minCount",
    "maxCount",
    "minExclusive",
    "minInclusive",
    "maxExclusive",
    "maxInclusive",
    "minLength",
    "maxLength",
    "pattern",
    "languageIn",
    "uniqueLang",
    "equals",
    "disjoint",
    "lessThan",
    "lessThanOrEquals",
    "not",
    "and",
    "or",
    "xone",
    "node",
    "hasValue",
    "in",
];

/// The triples of a shapes graph in Turtle.
pub(super) fn read(turtle: &str) -> Result<Vec<Triple>, ShaclError> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle);
    parser
        .map(|quad| Ok(quad.map_err(|e| syntax(&e.into()))?.into()))
        .collect()
}

fn syntax(error: &RdfParseError) -> ShaclError {
    let (line, column) = match error {
        RdfParseError::Syntax(syntax) => {
            let at = syntax.location().map(|range| range.start);
            at.map_or((1, 1), |at| (at.line + 1, at.column + 1))
        }
        RdfParseError::Io(_) => (1, 1),
    };
    ShaclError::Syntax {
        line,
        column,
        message: error.to_string(),
    }
}

/// A misspelt property would be ignored by the validator, and the rule with it.
pub(super) fn check_terms(triples: &[Triple]) -> Result<(), ShaclError> {
    let names = triples
        .iter()
        .filter_map(|t| t.predicate.as_str().strip_prefix(SH));
    match names
        .into_iter()
        .find(|name| !CORE.contains(name) && !CONSTRAINTS.contains(name))
    {
        Some(name) => Err(ShaclError::Term(format!("sh:{name}"))),
        None => Ok(()),
    }
}

/// A property shape without a path, or that is nowhere described, would never be applied.
fn check_paths(triples: &[Triple], reporter: &Reporter) -> Result<(), ShaclError> {
    let is = |t: &&Triple, property: &str| t.predicate.as_str().strip_prefix(SH) == Some(property);
    let paths = triples.iter().filter(|t| is(t, "path"));
    let with_path: HashSet<Term> = paths.map(|t| t.subject.clone().into()).collect();
    let mut used = triples.iter().filter(|t| is(t, "property"));
    match used.find(|t| !with_path.contains(&t.object)) {
        None => Ok(()),
        Some(t) => Err(ShaclError::Shape {
            shape: reporter.named(&t.subject),
            message: format!("its property shape {} has no sh:path", t.object),
        }),
    }
}

/// Compiles the shapes; the error names the shape, as far as that can be found out.
pub(super) fn compile(triples: &[Triple], reporter: &Reporter) -> Result<IRSchema, ShaclError> {
    check_paths(triples, reporter)?;
    let schema = attempt(triples.iter()).map_err(|message| culprit(triples, reporter, message))?;
    check_targets(&schema)?;
    check_constraints(triples, &schema, reporter)?;
    Ok(schema)
}

fn attempt<'a>(triples: impl Iterator<Item = &'a Triple>) -> Result<IRSchema, String> {
    let mut graph = OxigraphInMemory::new();
    for t in triples {
        let (s, p, o) = (t.subject.as_ref(), t.predicate.as_ref(), t.object.as_ref());
        graph.add_triple_ref(s, p, o).map_err(said)?;
    }
    let ast = ShaclParser::new(graph).parse().map_err(said)?;
    IRSchema::compile_with_recursion(&ast, RecursionSemantics::None).map_err(said)
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function in map_err")]
fn said(error: impl ToString) -> String {
    error.to_string()
}

/// The crate does not say which shape it could not read: try each alone for the same failure.
fn culprit(triples: &[Triple], reporter: &Reporter, message: String) -> ShaclError {
    let mut shapes: BTreeMap<String, Vec<&Triple>> = BTreeMap::new();
    for triple in triples {
        shapes
            .entry(reporter.named(&triple.subject))
            .or_default()
            .push(triple);
    }
    // What a shape says of another shape would fail for want of that other.
    let own = |t: &Triple| value(t).is_none_or(|node| !shapes.contains_key(node.as_str()));
    let fails =
        |part: &[&Triple]| attempt(part.iter().copied().filter(|t| own(t))).err().as_ref() == Some(&message);
    match shapes.iter().find(|(_, part)| fails(part)) {
        Some((shape, _)) => ShaclError::Shape {
            shape: shape.clone(),
            message,
        },
        None => ShaclError::Compile(message),
    }
}

/// The validator skips targets it does not understand.
fn check_targets(schema: &IRSchema) -> Result<(), ShaclError> {
    for (id, shape) in schema.iter_with_targets() {
        let odd = shape.targets().iter().find(|target| match target {
            Target::Class(_) | Target::ImplicitClass(_) | Target::SubjectsOf(_) | Target::ObjectsOf(_) => {
                false
            }
            Target::Node(node) => node.as_constant().is_none(),
            _ => true,
        });
        if let Some(target) = odd {
            let message = format!("{target} is not a target: an IRI is needed");
            return Err(ShaclError::Shape {
                shape: id.to_string(),
                message,
            });
        }
    }
    Ok(())
}

/// The validator drops a constraint whose value it does not understand.
fn check_constraints(triples: &[Triple], schema: &IRSchema, reporter: &Reporter) -> Result<(), ShaclError> {
    let mut stated: BTreeMap<String, (&NamedOrBlankNode, Vec<&str>)> = BTreeMap::new();
    for t in triples {
        let name = t.predicate.as_str().strip_prefix(SH);
        if let Some(name) = name.filter(|name| CONSTRAINTS.contains(name)) {
            let entry = stated.entry(t.subject.to_string());
            entry.or_insert_with(|| (&t.subject, Vec::new())).1.push(name);
        }
    }
    for (subject, names) in stated.into_values() {
        let id = Object::try_from(Term::from(subject.clone()));
        let shape = id.ok().and_then(|id| schema.get_shape(&id));
        if shape.map_or(0, |shape| shape.components().len()) < names.len() {
            let names = names.join(" or sh:");
            let message = format!("sh:{names} has a value that SHACL does not know");
            return Err(ShaclError::Shape {
                shape: reporter.named(subject),
                message,
            });
        }
    }
    Ok(())
}

/// Only predicates that occur as a value somewhere in the shapes can be asked for, unless a
/// closed shape asks for all.
pub(super) fn scope(triples: &[Triple]) -> Scope {
    let is = |t: &Triple, property: &str| t.predicate.as_str().strip_prefix(SH) == Some(property);
    let inverse = triples.iter().filter(|t| is(t, "inversePath"));
    let closed = triples.iter().any(|t| is(t, "closed"));
    Scope {
        predicates: (!closed).then(|| triples.iter().filter_map(value).collect()),
        inverse: inverse.filter_map(value).collect(),
    }
}

fn value(triple: &Triple) -> Option<NamedNode> {
    match &triple.object {
        Term::NamedNode(node) => Some(node.clone()),
        _ => None,
    }
}
