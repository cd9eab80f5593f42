"""Runs the W3C tests of the SPARQL 1.1 Protocol, Service Description and Graph Store Protocol.

Run:  python tests/python/protocol.py      (exit 0: all fine, 1: not)
The tests stand in ../shared/suites/sparql11, or in the folder named by WSIS_SUITES. The service is
read-only: tests that update are to be refused with 403 (queries endpoint) or 405 (graph store).
"""

import http.client
import json
import os
from pathlib import Path
from urllib.parse import quote

from common import (
    BASE, PROJECT, build, ensure, fetch, free_port, parse, program, run, script, server, stop, temporary,
)
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
SUITES = Path(os.environ.get("WSIS_SUITES", PROJECT.parent / "shared" / "suites")) / "sparql11"
FORMATS = {
    "boolean": {"application/sparql-results+xml", "application/sparql-results+json"},
    "tabular": {
        "application/sparql-results+xml", "application/sparql-results+json", "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"application/rdf+xml", "text/turtle", "application/n-triples", "text/html"},
}
SYNTAXES = {
    "text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml",
    "application/ld+json": "json-ld", "application/trig": "trig", "application/n-quads": "nquads",
}


def manifest(name):
    return Graph().parse(SUITES / name / "manifest.ttl", format="turtle")


def entries(graph):
    root = next(graph.subjects(RDF.type, MF.Manifest))
    return [(entry, entry.rsplit("#")[-1]) for entry in Collection(graph, graph.value(root, MF.entries))]


def data(graph):
    """The named graphs that the tests ask for, as N-Quads."""
    lines = {}
    for node in graph.objects(None, UT.graphData):
        name = graph.value(node, RDFS.label)
        file = SUITES / "protocol" / Path(graph.value(node, UT.graph)).name
        for s, p, o in Graph().parse(file, format="nt"):
            lines[f"{s.n3()} {p.n3()} {o.n3()} <{name}> .\n"] = None
    return "".join(lines)


class Checks:
    def __init__(self, address, process, protocol, release):
        self.address, self.process, self.protocol = address, process, protocol
        self.release = release

    def send(self, method, path, headers=(), body=None):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        connection.request(method, path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        result = answer.status, (answer.getheader("Content-Type") or "").split(";")[0], answer.read()
        connection.close()
        return result

    def request(self, node):
        """Sends a request of the manifest."""
        g = self.protocol
        path = str(g.value(node, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
        content = g.value(node, HT.body)
        body = None
        if content is not None:
            body = str(g.value(content, CNT.chars)).encode(str(g.value(content, CNT.characterEncoding)))
        names = g.value(node, HT.headers)
        headers = [] if names is None else [
            (str(g.value(h, HT.fieldName)), str(g.value(h, HT.fieldValue))) for h in Collection(g, names)
        ]
        return self.send(str(g.value(node, HT.methodName)), path, headers, body)

    def expect(self, name, node, found):
        g, (status, kind, body) = self.protocol, found
        response = g.value(node, HT.resp)
        wanted = {str(s)[-3:-2] for s in g.objects(response, MF.expectedStatus)}
        ensure(str(status)[0] in wanted, f"{name}: status {status}, not {wanted}: {body[:200]}")
        form = g.value(response, MF.expectedFormat)
        if form is not None:
            ensure(kind in FORMATS[str(form)], f"{name}: {kind} is not {form}")
        truth = g.value(response, MF.expectedBoolean)
        if truth is not None:
            ensure(json.loads(body)["boolean"] == truth.toPython(), f"{name}: {body}")

    def queries(self):
        """W3C protocol tests"""
        passed, refused = [], []
        for entry, name in entries(self.protocol):
            requests = self.protocol.value(self.protocol.value(entry, MF.action), HT.requests)
            nodes = list(Collection(self.protocol, requests))
            ensure(nodes, f"{name} has no request")
            if name.startswith("update_"):
                status, _, body = self.request(nodes[0])
                ensure(status == 403 and b"read-only" in body, f"{name}: status {status}: {body[:200]}")
                refused.append(name)
                continue
            for node in nodes:
                self.expect(name, node, self.request(node))
            passed.append(name)
        ensure(len(passed) + len(refused) == 34, f"{len(passed)} and {len(refused)}, not 34 in all")
        return f"{len(passed)} W3C protocol tests pass; refused as updates: {', '.join(refused)}"

    def description(self):
        """W3C service description tests: returns RDF, has the endpoint, keeps to the schema"""
        endpoint = URIRef(f"http://{self.address}/sparql")
        for media, syntax in SYNTAXES.items():
            status, given, body = fetch(str(endpoint), media)
            ensure((status, given) == (200, media), f"description as {media}: {status} {given}")
            graph = Graph().parse(data=body, format=syntax) if syntax not in ("trig", "nquads") else None
            if graph is None:
                continue
            services = list(graph.subjects(RDF.type, SD.Service))
            ensure(len(services) == 1, f"{media}: {len(services)} services")
            ensure((services[0], SD.endpoint, endpoint) in graph, f"{media}: another endpoint")
            self.schema(graph, services[0])
        status, given, _ = self.send("GET", "/sparql")
        ensure((status, given) == (200, "text/turtle"), f"without headers: {status} {given}")
        return "3 W3C service description tests pass; its counts are those the service gives"

    def schema(self, graph, service):
        known = {SD.SPARQL11Query}
        ensure(set(graph.objects(service, SD.supportedLanguage)) == known, "languages")
        ensure((service, SD.feature, SD.UnionDefaultGraph) in graph, "the union as default graph")
        ensure(len(list(graph.objects(service, SD.resultFormat))) == 10, "ten formats")
        dataset = graph.value(service, SD.defaultDataset)
        ensure((dataset, RDF.type, SD.Dataset) in graph, "a data set")
        default = graph.value(dataset, SD.defaultGraph)
        ensure((default, RDF.type, SD.Graph) in graph, "a default graph")
        ensure(graph.value(default, VOID.triples).toPython() == self.count("?s ?p ?o"), "default graph: count")
        names = {}
        for named in graph.objects(dataset, SD.namedGraph):
            name = graph.value(named, SD.name)
            names[str(name)] = graph.value(graph.value(named, SD.graph), VOID.triples).toPython()
        ensure(set(names) == self.named(), f"named graphs: {names}, by query {self.named()}")
        for name, number in names.items():
            ensure(number == self.count(f"GRAPH <{name}> {{ ?s ?p ?o }}"), f"{name}: count")
        own = {s for s in set(graph.subjects()) | set(graph.objects()) if not isinstance(s, URIRef)}
        ensure(not any("BNode" in type(s).__name__ for s in own), "blank nodes")

    def named(self):
        query = quote("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        body = fetch(f"http://{self.address}/sparql?query={query}", "application/sparql-results+json")[2]
        return {row["g"]["value"] for row in json.loads(body)["results"]["bindings"]}

    def count(self, pattern):
        query = quote(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        body = fetch(f"http://{self.address}/sparql?query={query}", "application/sparql-results+json")[2]
        return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])

    def graph_store(self):
        """W3C graph store tests: reading works, writing is refused"""
        refused, passed = [], []
        graph, none = f"{BASE}graph/ontology", f"{BASE}graph/none"
        wanted = self.triples(graph)
        for _, name in entries(manifest("http-rdf-update")):
            method = name.split("_")[0].upper()
            if method in ("PUT", "POST", "DELETE"):
                target = "default" if "default" in name else f"graph={quote(graph, safe='')}"
                status, _, body = self.send(method, f"/rdf-graph-store?{target}", body=b"")
                ensure(status == 405 and b"read-only" in body, f"{name}: {status} {body[:200]}")
                refused.append(name)
            elif method == "HEAD":
                asked, expected = (none, 404) if "nonexisting" in name else (graph, 200)
                status, _, body = self.send("HEAD", f"/rdf-graph-store?graph={quote(asked, safe='')}")
                ensure((status, body) == (expected, b""), f"{name}: {status}")
                passed.append(name)
            elif "delete" in name:
                status, _, _ = self.send("GET", f"/rdf-graph-store?graph={quote(none, safe='')}")
                ensure(status == 404, f"{name}: {status}")
                passed.append(name)
            else:
                self.reads(name, graph, wanted)
                passed.append(name)
        ensure(len(passed) + len(refused) == 18, "18 tests in all")
        return f"{len(passed)} W3C graph store tests pass as far as they read; refused with 405: {', '.join(refused)}"

    def triples(self, graph):
        """The statements of a graph in the dump that the server loaded."""
        lines = (self.release / "wsis.nq").read_text("utf-8").splitlines()
        end = f" <{graph}> ."
        return parse("".join(l.removesuffix(end) + " .\n" for l in lines if l.endswith(end)), "nt")

    def reads(self, name, graph, wanted):
        for media, syntax in SYNTAXES.items():
            for path in (f"/rdf-graph-store?graph={quote(graph, safe='')}", graph.removeprefix(BASE.rstrip("/"))):
                status, given, body = self.send("GET", path, [("Accept", media)])
                ensure((status, given) == (200, media), f"{name} {path} as {media}: {status} {given}")
                ensure(parse(body.decode(), syntax) == wanted, f"{name} {path} as {media}: other statements")

    def stopped(self):
        """the server stops when asked"""
        ensure(stop(self.process) == 0, "exit code")


def main():
    if not SUITES.is_dir():
        print(f"protocol: SKIPPED: there are no W3C tests at {SUITES} (set WSIS_SUITES)", flush=True)
        return 0
    protocol = manifest("protocol")
    with temporary() as out:
        _, release = build(out)
        extra = data(protocol)
        with (release / "wsis.nq").open("a", encoding="utf-8") as nquads:
            nquads.write(extra)
        address = f"127.0.0.1:{free_port()}"
        command = [program(), "serve", "--bind", address, "--out", str(out)]
        with server(command, f"http://{address}/health") as process:
            checks = Checks(address, process, protocol, release)
            return run("protocol", [checks.queries, checks.description, checks.graph_store, checks.stopped])


if __name__ == "__main__":
    script("protocol", main)
