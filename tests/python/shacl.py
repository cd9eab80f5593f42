"""Asserts that pySHACL finds what our SHACL gate found.

usage: shacl.py SHAPES.ttl DATA.(ttl|nt|nq|trig) FINDINGS.json

FINDINGS.json is a list of objects with `focus`, `path` and `component` (a SHACL result as
`wsis check --json` writes it). Blank nodes compare as `_:`. Prints what only one of the two
engines reports; exit code 0 if there is no such thing, 1 otherwise.
"""

import json
import logging
import sys
import warnings
from collections import Counter

from pyshacl import validate
from rdflib import BNode, Dataset, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH

FORMATS = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig"}
SUFFIXES = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


# rdflib tells of every ill-typed literal; here those are test data.
logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
warnings.filterwarnings("ignore", module="rdflib")


def load(name):
    """The triples of all graphs of a file as one graph."""
    form = FORMATS[name.rsplit(".", 1)[-1]]
    source = Dataset() if form in ("nquads", "trig") else Graph()
    source.parse(name, format=form)
    if isinstance(source, Graph) and not isinstance(source, Dataset):
        return source
    merged = Graph()
    for subject, predicate, value, _ in source.quads():
        merged.add((subject, predicate, value))
    return merged


def joined(graph, head, separator):
    parts = [sparql(graph, part) for part in Collection(graph, head)]
    return parts[0] if len(parts) == 1 else "(" + separator.join(parts) + ")"


def sparql(graph, path):
    """A SHACL path in SPARQL notation."""
    if isinstance(path, URIRef):
        return f"<{path}>"
    if (path, RDF.first, None) in graph:
        return joined(graph, path, "/")
    for predicate, value in graph.predicate_objects(path):
        if predicate == SH.inversePath:
            return "^" + sparql(graph, value)
        if predicate == SH.alternativePath:
            return joined(graph, value, "|")
        if predicate in SUFFIXES:
            return sparql(graph, value) + SUFFIXES[predicate]
    raise ValueError(f"not a path: {path}")


def path_text(graph, path):
    if path is None:
        return None
    return str(path) if isinstance(path, URIRef) else sparql(graph, path)


def node_text(node):
    if isinstance(node, BNode):
        return "_:"
    return str(node) if isinstance(node, URIRef) else node.n3()


def theirs(shapes, data):
    """pySHACL's results, after it has checked the shapes against the shapes of SHACL itself."""
    _, report, _ = validate(
        load(data), shacl_graph=load(shapes), inference="none", meta_shacl=True, advanced=False
    )
    return Counter(
        (
            node_text(report.value(result, SH.focusNode)),
            path_text(report, report.value(result, SH.resultPath)),
            str(report.value(result, SH.sourceConstraintComponent)),
        )
        for result in report.objects(None, SH.result)
    )


def ours(findings):
    with open(findings, encoding="utf-8") as file:
        rows = json.load(file)
    focus = lambda row: "_:" if row["focus"].startswith("_:") else row["focus"]
    return Counter((focus(row), row.get("path"), row["component"]) for row in rows)


def main(shapes, data, findings):
    left, right = ours(findings), theirs(shapes, data)
    for title, difference in (("only ours", left - right), ("only pySHACL", right - left)):
        for key, count in sorted(difference.items(), key=str):
            print(f"{title}: {count} x {key}")
    print(f"{left.total()} results of ours, {right.total()} of pySHACL")
    return int(left != right)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
