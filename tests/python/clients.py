"""Checks the server with clients that others wrote: rdflib's SPARQLStore and SPARQLWrapper.

Run:  python tests/python/clients.py      (exit 0: all fine, 1: not)
Answers are compared with rdflib's own, asked of the N-Triples dump.
"""

import csv
import io
import re

from common import (
    BASE, Failed, build, ensure, fetch, free_port, line, parse, program, run, script, server, stop,
    temporary, term,
)
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result
from SPARQLWrapper import CSV, GET, JSON, POST, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

PREFIXES = """
PREFIX wsis: <https://w3id.org/wsis/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
QUERIES = {
    "a join of mandates with their addressees": """SELECT ?mandate ?label ?due WHERE {
        ?mandate a wsis:Mandate ; wsis:addressee ?body . ?body rdfs:label ?label
        OPTIONAL { ?mandate wsis:dueBy ?due } }""",
    "counts by class": """SELECT ?class (COUNT(DISTINCT ?thing) AS ?n)
        WHERE { ?thing a ?class } GROUP BY ?class""",
    "a path with text in other scripts": """SELECT ?event ?label WHERE {
        ?event wsis:followsEvent+ ?first ; rdfs:label ?label
        FILTER NOT EXISTS { ?first wsis:followsEvent [] } }""",
}
CONSTRUCT = PREFIXES + "CONSTRUCT { ?body rdfs:label ?label } WHERE { ?body a wsis:Body ; rdfs:label ?label }"
# What is wrong stands in the third line. The parser names the furthest place it looked at,
# which may be some letters behind the fault: only the line is certain.
BROKEN = "SELECT * WHERE {\n  ?s ?p ?o .\n  ?s ?p ?o ?x }"
THINGS = ("id/body/cstd", "id/event/wsis-tunis-2005", "id/document/WSIS-05/TUNIS/DOC/6", "id/action-line/c5")
MEDIA_TYPES = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/rdf+xml": "xml"}


def cells(rows):
    """Rows as sorted tuples of terms in N-Triples notation; nothing bound is None."""
    return sorted((tuple(None if c is None else term(c) for c in row) for row in rows), key=str)


def values(rows):
    """Rows as CSV has them: the bare values."""
    return sorted(tuple("" if c is None else str(c) for c in row) for row in rows)


class Checks:
    def __init__(self, release, url, process):
        self.url, self.process = url, process
        self.sparql = url + "/sparql"
        self.dump = Graph().parse(release / "wsis.nt", format="nt")
        self.expected = {name: list(self.dump.query(PREFIXES + q)) for name, q in QUERIES.items()}

    def wrapped(self, query, form, method=GET):
        """What SPARQLWrapper receives."""
        client = SPARQLWrapper(self.sparql)
        client.setQuery(query)
        client.setReturnFormat(form)
        client.setMethod(method)
        client.setRequestMethod(URLENCODED)
        return client.query()

    def queries(self):
        """the queries have answers to compare"""
        for name, rows in self.expected.items():
            ensure(len(rows) > 1, f"{name}: rdflib finds {len(rows)} rows in the dump")
        sizes = ", ".join(f"{name}: {len(rows)} rows" for name, rows in self.expected.items())
        return f"rdflib's answers from the dump to compare with: {sizes}"

    def compare(self, how, name, rows, form=cells):
        same = form(rows) == form(self.expected[name])
        ensure(same, f"{how}, {name}: other rows than rdflib finds in the dump")

    def sparql_store(self):
        """rdflib's SPARQLStore gets the same by GET and by POST, as XML and as JSON"""
        for method in ("GET", "POST", "POST_FORM"):
            for form in ("xml", "json"):
                store = SPARQLStore(self.sparql, method=method, returnFormat=form)
                for name, query in QUERIES.items():
                    rows = list(Graph(store).query(PREFIXES + query))
                    self.compare(f"SPARQLStore {method} {form}", name, rows)

    def sparql_store_as_graph(self):
        """rdflib's SPARQLStore serves as a graph: patterns, lengths, membership"""
        graph, thing = Graph(SPARQLStore(self.sparql)), URIRef(BASE + "id/body/cstd")
        about = {line(*triple) for triple in self.dump.triples((thing, None, None))}
        ensure({line(*t) for t in graph.triples((thing, None, None))} == about, "other triples of a body")
        ensure(len(graph) == len(self.dump), f"{len(graph)} triples by the server, {len(self.dump)} in the dump")
        ensure(all(triple in graph for triple in self.dump.triples((thing, None, None))), "a triple is missing")

    def results(self):
        """SPARQLWrapper gets the same as JSON, XML and TSV, by GET and by form"""
        names = {JSON: "json", XML: "xml", TSV: "tsv"}
        for method in (GET, POST):
            for form, plugin in names.items():
                for name, query in QUERIES.items():
                    body = self.wrapped(PREFIXES + query, form, method).response.read()
                    rows = list(Result.parse(io.BytesIO(body), format=plugin))
                    self.compare(f"SPARQLWrapper {method} {form}", name, rows)

    def converted(self):
        """SPARQLWrapper's own converters get the same from JSON and CSV"""
        for name, query in QUERIES.items():
            answer = self.wrapped(PREFIXES + query, JSON).convert()
            columns = answer["head"]["vars"]
            bound = answer["results"]["bindings"]
            rows = [[row[c]["value"] if c in row else None for c in columns] for row in bound]
            self.compare("SPARQLWrapper JSON converted", name, rows, values)
            body = self.wrapped(PREFIXES + query, CSV, POST).convert().decode("utf-8")
            ensure("\r\n" in body, f"CSV, {name}: lines do not end in CR LF (RFC 4180)")
            rows = list(csv.reader(io.StringIO(body, newline="")))[1:]
            self.compare("SPARQLWrapper CSV", name, rows, values)

    def construct(self):
        """SPARQLWrapper gets the graph of a CONSTRUCT in Turtle"""
        wanted = {line(*triple) for triple in self.dump.query(CONSTRUCT)}
        for method in (GET, POST):
            answer = self.wrapped(CONSTRUCT, TURTLE, method)
            found = parse(answer.response.read().decode("utf-8"), "turtle")
            ensure(found == wanted and wanted, f"CONSTRUCT by {method}: other triples than in the dump")

    def dereferenced(self):
        """things are described at their address in Turtle, JSON-LD and RDF/XML alike"""
        for thing in THINGS:
            iri = URIRef(BASE + thing)
            wanted = {line(*triple) for triple in self.dump.triples((iri, None, None))}
            ensure(wanted, f"{iri} is not in the dump")
            graphs = [self.description(thing, media) for media in MEDIA_TYPES]
            ensure(all(graph == graphs[0] for graph in graphs), f"{iri} differs between formats")
            ensure(wanted <= graphs[0], f"{iri}: {len(wanted - graphs[0])} statements are missing")

    def description(self, thing, media):
        """What a thing's address gives, by the media type asked for."""
        status, given, body = fetch(f"{self.url}/{thing}", media)
        ensure(status == 200, f"{thing} as {media}: status {status}")
        ensure(given == media, f"{thing} as {media}: given as {given}")
        return parse(body.decode("utf-8"), MEDIA_TYPES[media])

    def bad_query(self):
        """a broken query gives 400 with line and column"""
        try:
            self.wrapped(BROKEN, JSON)
        except QueryBadFormed as error:
            told = re.search(r"line 3, column (\d+)\b", str(error))
            ensure(told, f"the answer does not name line 3 and a column: {error}")
            ensure(1 <= int(told[1]) <= len(BROKEN.splitlines()[2]) + 1, f"no such column: {error}")
        else:
            raise Failed("the server answered a query that is not SPARQL")

    def stopped(self):
        """SIGTERM ends the server with exit code 0"""
        code = stop(self.process)
        ensure(code == 0, f"exit code {code} after SIGTERM")


def main():
    with temporary() as out:
        _, release = build(out)
        address = f"127.0.0.1:{free_port()}"
        command = [program(), "serve", "--bind", address, "--out", str(out)]
        with server(command, f"http://{address}/health") as process:
            checks = Checks(release, f"http://{address}", process)
            return run("clients", [
                checks.queries, checks.sparql_store, checks.sparql_store_as_graph, checks.results,
                checks.converted, checks.construct, checks.dereferenced, checks.bad_query, checks.stopped,
            ])


if __name__ == "__main__":
    script("clients", main)
