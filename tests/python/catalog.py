"""Checks the catalog of a release with the judges of others: DCAT-AP's shapes, CKAN's reader, SPARQL's counts.

Run:  python tests/python/catalog.py      (exit 0: all fine, 1: not)
DCAT-AP 3.0.1 as published by SEMICeu lies in WSIS_SUITES (default ../shared/suites). CKAN is heavy: it is
used where it is installed, or where `pip install ckanext-dcat 'ckan[requirements]'` works; else it says so.
"""

import hashlib
import gzip
import json
import os
import re
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pyshacl
import rdflib
from common import (
    PROJECT, build, ensure, fetch, free_port, program, run, script, server, temporary, wsis,
)
from rdflib import DCAT, DCTERMS, RDF, SH, SKOS, VOID, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

NS = "https://w3id.org/wsis/"
C = Namespace(NS + "catalog#")
DQV = Namespace("http://www.w3.org/ns/dqv#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
SUITES = Path(os.environ.get("WSIS_SUITES", PROJECT.parent / "shared" / "suites"))
TEXTS = Path(os.environ.get("WSIS_CORPUS", PROJECT.parent / "shared" / "corpus")) / "wsis"
DCAT_AP = SUITES / "dcat-ap-3.0.1"
FORMS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}
TYPES = {"turtle": "text/turtle", "json-ld": "application/ld+json", "xml": "application/rdf+xml",
         "nt": "application/n-triples"}
DATA = "FILTER(?g != <https://w3id.org/wsis/graph/catalog>)"
UNREGISTERED = {"wsis.ris": "application/x-research-info-systems", "wsis.bib": "application/x-bibtex"}
ACCESS = {DCAT.accessURL, DCAT.downloadURL, DCAT.endpointURL, DCAT.endpointDescription, VOID.dataDump,
          VOID.sparqlEndpoint, VOID.openSearchDescription}
LINKED = ("http://metadata.un.org/thesaurus/", "http://metadata.un.org/sdg/", "http://eurovoc.europa.eu/",
          "http://www.wikidata.org/entity/")

# The EU's tables, as far as the catalog names their codes: the shapes ask for class and scheme of each code.
# Written down here because the tables are not ours to publish.
EU = "http://publications.europa.eu/resource/authority/"
TABLES = {
    "language": (DCTERMS.LinguisticSystem, "ARA ENG FRA RUS SPA ZHO"),
    "data-theme": (SKOS.Concept, "INTR GOVE TECH"),
    "frequency": (DCTERMS.Frequency, "IRREG"),
    "access-right": (DCTERMS.RightsStatement, "PUBLIC"),
    "planned-availability": (SKOS.Concept, "STABLE"),
    "file-type": (DCTERMS.MediaTypeOrExtent,
                  "RDF_N_QUADS RDF_N_TRIPLES RDF_TURTLE RDF_TRIG RDF_XML JSON_LD SPARQLQRES CSV PARQUET JSON TXT"),
}
# IANA's and others' addresses that the shapes want to have a class.
OTHERS = {
    "http://purl.org/adms/publishertype/NonProfitOrganisation": "http://purl.org/adms/publishertype/1.0",
    "http://purl.org/adms/licencetype/Attribution": "http://purl.org/adms/licencetype/1.0",
}

# What DCAT-AP recommends and the catalog leaves out: the shape's class and property, and why.
LEFT_OUT = {
    **{(kind, DCTERMS.publisher): "the publisher is in no EU table: that of corporate bodies holds others"
       for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.DataService)},
    (DCTERMS.Location, DCAT.centroid): "the place is the whole earth, which has no centre on its surface",
}


def tables():
    """The codes with their schemes and classes, as the EU's own tables have them."""
    graph = Graph()
    label = rdflib.Literal("code", lang="en")
    for name, (kind, codes) in TABLES.items():
        scheme = URIRef(EU + name)
        graph.add((scheme, RDF.type, SKOS.ConceptScheme))
        graph.add((scheme, DCTERMS.title, rdflib.Literal(name, lang="en")))
        for code in codes.split():
            node = URIRef(EU + f"{name}/{code}")
            for triple in ((RDF.type, kind), (RDF.type, SKOS.Concept), (SKOS.inScheme, scheme),
                           (SKOS.prefLabel, label)):
                graph.add((node, *triple))
    for node, scheme in OTHERS.items():
        graph.add((URIRef(scheme), RDF.type, SKOS.ConceptScheme))
        graph.add((URIRef(scheme), DCTERMS.title, rdflib.Literal(scheme, lang="en")))
        for triple in ((RDF.type, SKOS.Concept), (SKOS.inScheme, URIRef(scheme)), (SKOS.prefLabel, label)):
            graph.add((URIRef(node), *triple))
    graph.add((SPDX.checksumAlgorithm_sha256, RDF.type, SPDX.ChecksumAlgorithm))
    return graph


def integer(graph, subject, predicate):
    return int(graph.value(subject, predicate))


class Checks:
    def __init__(self, manifest, release, url):
        self.manifest, self.release, self.url = manifest, release, url
        self.catalog = Graph().parse(release / "catalog.ttl", format="turtle")

    def ask(self, query):
        """Rows of a SELECT as lists of strings."""
        address = self.url + "/sparql?" + "query=" + urlquote(query)
        status, _, body = fetch(address, "application/sparql-results+json")
        ensure(status == 200, f"{query}: status {status}: {body[:300]}")
        answer = json.loads(body)
        names = answer["head"]["vars"]
        return [[row[n]["value"] for n in names] for row in answer["results"]["bindings"]]

    def number(self, query):
        return int(self.ask(query)[0][0])

    # ------------------------------------------------------------ forms

    def forms(self):
        """/catalog and /.well-known/void give the file of the release in every form, access addresses at home"""
        wanted = Graph()
        for s, p, o in self.catalog:
            here = p in ACCESS and str(o).startswith(NS)
            wanted.add((s, p, URIRef(self.url + "/" + str(o)[len(NS):]) if here else o))
        for name, form in FORMS.items():
            for path, accept in ((f"/catalog.{name}", "*/*"), ("/catalog", TYPES[form]),
                                 ("/.well-known/void", TYPES[form])):
                status, given, body = fetch(self.url + path, accept)
                ensure(status == 200 and given == TYPES[form], f"{path} as {accept}: {status} {given}")
                found = Graph().parse(data=body, format=form)
                ensure(isomorphic(found, wanted), f"{path} as {form}: other statements than in the file")
        status, given, body = fetch(self.url + "/catalog", "text/html")
        ensure(status == 200 and given == "text/html" and b"<h1>" in body, "no page for people")
        ensure(fetch(self.url + "/catalog.exe")[0] == 404, "/catalog.exe is not refused")
        ensure(fetch(self.url + "/catalog", "image/png")[0] == 406, "pictures are not refused")
        return f"{len(wanted)} statements, the same in {len(FORMS)} forms at 3 addresses, and a page"

    # ------------------------------------------------------------ DCAT

    def dcat_ap(self):
        """DCAT-AP 3.0.1: no violation, and every recommendation not followed has a reason"""
        if not DCAT_AP.is_dir():
            return f"SKIPPED: no {DCAT_AP} (set WSIS_SUITES)"
        data = self.catalog + tables()
        shapes = ("shapes.ttl", "range.ttl", "mdr-vocabularies.shape.ttl", "shapes_recommended.ttl",
                  "deprecateduris.ttl")
        wrong, left, mistaken = [], set(), 0
        for name in shapes:
            graph = Graph().parse(DCAT_AP / name, format="turtle")
            graph.remove((None, rdflib.OWL.imports, None))
            _, report, _ = pyshacl.validate(data, shacl_graph=graph, advanced=True)
            # Results within results say why; those of the report itself are the findings.
            for result in report.objects(None, SH.result):
                focus, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
                text = f"{name}: {focus} {path} {report.value(result, SH.value) or ''}"
                if path == SPDX.algorithm and self.only_its_scheme(report, result):
                    mistaken += 1
                    continue
                if report.value(result, SH.resultSeverity) == SH.Violation:
                    wrong.append(text + f" {report.value(result, SH.sourceConstraintComponent)}")
                    continue
                key = next((k for k in LEFT_OUT if (focus, RDF.type, k[0]) in data and k[1] == path), None)
                if key is None:
                    wrong.append("no reason given for leaving out: " + text)
                else:
                    left.add(key)
        ensure(not wrong, "\n  ".join(["", *sorted(wrong)]))
        ensure(left == set(LEFT_OUT), f"reasons nobody needs: {set(LEFT_OUT) - left}")
        local = lambda term: re.split("[/#]", term)[-1]
        told = "; ".join(sorted(f"{local(key[1])} of {local(key[0])}: {LEFT_OUT[key]}" for key in left))
        return (f"DCAT-AP 3.0.1, {len(shapes)} sets of shapes: no violation but {mistaken} of a shape that is "
                f"mistaken (it wants https where SPDX has http); left out: {told}")

    @staticmethod
    def only_its_scheme(report, result):
        """ChecksumAlgorithmRestriction asks for https://spdx.org/rdf/terms and, in the next line, for a class
        in http://spdx.org/rdf/terms#, the namespace that SPDX and DCAT use: no algorithm can satisfy it."""
        details = list(report.objects(result, SH.detail))
        return (report.value(result, SH.value) == SPDX.checksumAlgorithm_sha256 and bool(details) and all(
            report.value(d, SH.sourceConstraintComponent) == SH.PatternConstraintComponent for d in details))

    def dcat_ap_minds(self):
        """DCAT-AP's shapes would notice: a catalog without publisher or access address is refused"""
        if not DCAT_AP.is_dir():
            return f"SKIPPED: no {DCAT_AP} (set WSIS_SUITES)"
        graph = Graph().parse(DCAT_AP / "shapes.ttl", format="turtle")
        for predicate in (DCTERMS.publisher, DCAT.accessURL, SPDX.checksumValue):
            data = self.catalog + Graph()
            data.remove((None, predicate, None))
            ensure(not pyshacl.validate(data, shacl_graph=graph)[0], f"without {predicate} it still conforms")

    def files(self):
        """every dump of the manifest is a distribution whose size, hash and type are those of what is sent"""
        distributions = set(self.catalog.objects(C.dataset, DCAT.distribution))
        names = {entry["name"] for entry in self.manifest["files"]}
        packed = {name for name in names if not name.endswith(".parquet")}
        wanted = {C[name] for name in names} | {C[name + ".gz"] for name in packed} | {C.query}
        ensure(distributions == wanted, f"other distributions than dumps: {distributions ^ wanted}")
        for name in names:
            node = C[name]
            status, given, body = fetch(f"{self.url}/dumps/{name}")
            media = self.catalog.value(node, DCAT.mediaType)
            # IANA registers no type for RIS and BibTeX.
            media = str(media).split("media-types/")[1] if media else UNREGISTERED[name]
            ensure(status == 200 and given == media, f"{name}: {status} {given}, the catalog says {media}")
            ensure(len(body) == integer(self.catalog, node, DCAT.byteSize), f"{name}: another size")
            checksum = self.catalog.value(node, SPDX.checksum)
            ensure(self.catalog.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256, name)
            ensure(hashlib.sha256(body).hexdigest() == str(self.catalog.value(checksum, SPDX.checksumValue)),
                   f"{name}: another hash")
            if name not in packed:
                continue
            status, given, gzipped = fetch(f"{self.url}/dumps/{name}.gz")
            compress = str(self.catalog.value(C[name + ".gz"], DCAT.compressFormat))
            ensure(compress.endswith(given) and gzip.decompress(gzipped) == body, f"{name}.gz: not the same")
        dates = {str(o) for o in self.catalog.objects(C.dataset, DCTERMS.modified)}
        newest = self.ask(f"""SELECT (MAX(STR(?day)) AS ?newest) {{ ?d wsis:adoptedOn ?day
            FILTER(STRLEN(STR(?day)) = 10) }}""")[0][0]
        changed = self.ask("SELECT (STR(?day) AS ?d) { GRAPH <https://w3id.org/wsis/graph/ontology> "
                           "{ <https://w3id.org/wsis/ns> dcterms:modified ?day } }")[0][0]
        ensure(dates == {max(newest, changed)}, f"modified {dates}, but {newest} and {changed}")
        version = str(self.catalog.value(C.dataset, DCAT["version"]))
        ensure(version.endswith("+" + self.manifest["id"]), f"version {version} does not name the release")
        return f"{len(names)} dumps, plain and compressed, are what the catalog says; modified {dates.pop()}"

    def ckan(self):
        """CKAN's own reader finds title, notes, licence, resources and the SPARQL service"""
        reader = Path(__file__).with_name("ckan_reader.py")
        for python in (sys.executable, os.environ.get("CKAN_PYTHON", "")):
            if python:
                done = subprocess.run([python, str(reader), str(self.release / "catalog.ttl")],
                                      capture_output=True, text=True, check=False)
                if done.returncode == 0:
                    return self.read_by_ckan(json.loads(done.stdout.splitlines()[-1]))
                ensure(done.returncode == 77, f"CKAN's reader: {done.stderr[-600:]}")
        return "SKIPPED: ckanext-dcat 2.4.4 with ckan cannot be imported (set CKAN_PYTHON)"

    def read_by_ckan(self, datasets):
        ensure(len(datasets) == 1, f"{len(datasets)} data sets")
        found = datasets[0]
        extras = {extra["key"]: extra["value"] for extra in found.get("extras", [])}
        ensure("World Summit" in found["title"], f"title: {found['title']}")
        ensure("by which paragraph" in found["notes"], "no notes")
        ensure("creativecommons.org/licenses/by" in json.dumps(found), "no licence")
        resources = found["resources"]
        packed = [entry for entry in self.manifest["files"] if not entry["name"].endswith(".parquet")]
        ensure(len(resources) == len(self.manifest["files"]) + len(packed) + 1, f"{len(resources)} resources")
        for entry in self.manifest["files"]:
            one = [r for r in resources if r.get("download_url") == f"{NS}dumps/{entry['name']}"]
            ensure(len(one) == 1, f"{entry['name']}: {len(one)} resources")
            ensure(int(one[0]["size"]) == entry["bytes"] and one[0]["hash"] == entry["sha256"],
                   f"{entry['name']}: size or hash got lost: {one[0]}")
        services = [json.dumps(r["access_services"]) for r in resources if r.get("access_services")]
        ensure(len(services) == 1 and NS + "sparql" in services[0], f"the SPARQL service: {services}")
        ensure({"WSIS"} <= {tag["name"] for tag in found["tags"]}, f"tags: {found['tags']}")
        return (f"CKAN reads {found['title']!r}, licence, {len(resources)} resources with size and hash, "
                f"the SPARQL service and {len(extras)} further fields")

    # ------------------------------------------------------------ VoID

    def totals(self):
        """VoID's totals are what SPARQL counts in the data graphs"""
        pattern = f"GRAPH ?g {{ ?s ?p ?o }} {DATA}"
        count = lambda what: self.number(f"SELECT (COUNT({what}) AS ?n) {{ {pattern} }}")
        wanted = {
            VOID.triples: count("*"),
            VOID.distinctSubjects: count("DISTINCT ?s"),
            VOID.distinctObjects: count("DISTINCT ?o"),
            VOID.properties: count("DISTINCT ?p"),
            VOID.classes: self.number(f"SELECT (COUNT(DISTINCT ?o) AS ?n) {{ GRAPH ?g {{ ?s a ?o }} {DATA} }}"),
            VOID.entities: self.number(f"""SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {pattern}
                FILTER(STRSTARTS(STR(?s), "{NS}id/")) }}"""),
        }
        for predicate, number in wanted.items():
            found = integer(self.catalog, C.dataset, predicate)
            ensure(found == number and number, f"{predicate}: {found}, SPARQL counts {number}")
        return "VoID as SPARQL counts: " + ", ".join(f"{n} {p.rsplit('#')[-1]}" for p, n in wanted.items())

    def partitions(self):
        """VoID's partitions by class, property and graph are what SPARQL counts"""
        queries = {
            (VOID.classPartition, VOID["class"], VOID.entities):
                f"SELECT ?k (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s a ?k }} {DATA} }} GROUP BY ?k",
            (VOID.propertyPartition, VOID.property, VOID.triples):
                f"SELECT ?k (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?k ?o }} {DATA} }} GROUP BY ?k",
        }
        told = []
        for (part, key, value), query in queries.items():
            wanted = {k: int(n) for k, n in self.ask(query)}
            nodes = set(self.catalog.objects(C.dataset, part))
            found = {str(self.catalog.value(n, key)): integer(self.catalog, n, value) for n in nodes}
            ensure(len(found) == len(nodes), f"{part}: two partitions share a name")
            ensure(found == wanted, f"{part}: {dict(set(found.items()) ^ set(wanted.items()))}")
            told.append(f"{len(found)} {part.rsplit('#')[-1]}s")
        graphs = {f"graph-{k.rsplit('/', 1)[-1]}": int(n) for k, n in self.ask(
            f"SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {DATA} }} GROUP BY ?g")}
        found = {str(n).rsplit("#")[-1]: integer(self.catalog, n, VOID.triples)
                 for n in self.catalog.objects(C.dataset, VOID.subset) if "#graph-" in n}
        ensure(found == graphs, f"graphs: {found}, not {graphs}")
        return ", ".join(told) + f" and {len(graphs)} graphs are as SPARQL counts"

    def linksets(self):
        """VoID's linksets count the links to UNBIS, SDG, EuroVoc and Wikidata as SPARQL does"""
        found, told = {}, {}
        for node in self.catalog.subjects(RDF.type, VOID.Linkset):
            target = self.catalog.value(node, VOID.objectsTarget)
            space = str(self.catalog.value(target, VOID.uriSpace))
            key = space, str(self.catalog.value(node, VOID.linkPredicate))
            ensure(key not in found, f"two linksets for {key}")
            ensure(self.catalog.value(node, VOID.subjectsTarget) == C.dataset, f"{node}: whose links?")
            found[key] = integer(self.catalog, node, VOID.triples)
            told[space] = told.get(space, 0) + found[key]
        spaces = {space for space, _ in found}
        ensure(set(LINKED) <= spaces, f"no linkset to {set(LINKED) - spaces}")
        wanted = {}
        for space in spaces:
            rows = self.ask(f"""SELECT ?p (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {DATA}
                FILTER(?p != rdf:type && ISIRI(?o) && STRSTARTS(STR(?o), "{space}")) }} GROUP BY ?p""")
            wanted |= {(space, p): int(n) for p, n in rows}
        ensure(found == wanted, f"linksets: {set(found.items()) ^ set(wanted.items())}")
        return f"{len(found)} linksets: " + ", ".join(f"{n} to {s}" for s, n in sorted(told.items()))

    def in_the_store(self):
        """the store holds counts and measurements in graph/catalog, and no size or hash of a dump"""
        rows = self.ask("SELECT ?n { GRAPH <https://w3id.org/wsis/graph/catalog> "
                        "{ <https://w3id.org/wsis/catalog#dataset> void:triples ?n } }")
        ensure(rows == [[str(integer(self.catalog, C.dataset, VOID.triples))]], f"in the store: {rows}")
        own = self.number("SELECT (COUNT(*) AS ?n) { GRAPH <https://w3id.org/wsis/graph/catalog> { ?s ?p ?o } }")
        quads = self.manifest["counts"]["quads"]
        ensure(own + int(rows[0][0]) == quads, f"{own} + {rows[0][0]} is not {quads}")
        ensure(not self.ask("SELECT ?s { ?s dcat:byteSize ?o } LIMIT 1"), "a dump knows its own size")
        return f"{own} statements in graph/catalog, {rows[0][0]} in the data graphs, {quads} in the manifest"

    # ------------------------------------------------------------ DQV

    def quality(self):
        """DQV's measurements are what `wsis check` says of the same data"""
        found = {}
        for node in self.catalog.objects(C.dataset, DQV.hasQualityMeasurement):
            metric = self.catalog.value(node, DQV.isMeasurementOf)
            ensure((metric, RDF.type, DQV.Metric) in self.catalog, f"{node}: no metric")
            ensure(self.catalog.value(metric, DQV.inDimension), f"{metric}: no dimension")
            found[str(metric).split("#metric-")[1]] = integer(self.catalog, node, DQV.value)
        facts = json.loads(wsis("check", "--evidence", "--json", codes=(0, 1)))
        states = {"confirmed": "confirmed", "excerpt": "confirmed-in-excerpt", "wrong": "wrong",
                  "no-text": "text-not-at-hand", "no-words": "no-words-quoted", "web-page": "web-page",
                  "translated": "translated", "unverified": "unverified"}
        for state, name in states.items():
            number = sum(fact["state"] == state for fact in facts)
            ensure(found[f"facts-{name}"] == number, f"{name}: {found[f'facts-{name}']}, the check: {number}")
        ensure(found["facts"] == len(facts), f"{found['facts']} facts, the check: {len(facts)}")
        problems = json.loads(wsis("check", "--json", codes=(0, 1)))
        for severity in ("error", "warning", "note"):
            number = sum(problem["severity"] == severity for problem in problems)
            name = f"check-{severity}s"
            ensure(found[name] == number, f"{name}: {found[name]}, the check: {number}")
        rows = self.ask("""SELECT ?known ?described ?text { <https://w3id.org/wsis/id/coverage/all-documents>
            wsis:known ?known ; wsis:described ?described ; wsis:withText ?text }""")
        numbers = [found[f"documents-{n}"] for n in ("known", "described", "with-text")]
        ensure([list(map(str, numbers))] == rows, f"coverage {numbers}, in the graph {rows}")
        return f"{len(found)} measurements: " + ", ".join(f"{k} {v}" for k, v in found.items() if v)


def urlquote(text):
    return urllib.parse.quote(text, safe="")


def checked(name, *arguments, choose):
    """Builds and serves a release, and runs the checks of it that `choose` gives."""
    with temporary() as out:
        manifest, release = build(out, *arguments, codes=(0, 1))
        address = f"127.0.0.1:{free_port()}"
        url = f"http://{address}"
        command = [program(), "serve", "--bind", address, "--out", str(out), "--base-url", url]
        with server(command, f"{url}/health"):
            return run(name, choose(Checks(manifest, release, url)))


def main():
    code = checked("catalog", choose=lambda checks: [
        checks.forms, checks.dcat_ap, checks.dcat_ap_minds, checks.files, checks.ckan, checks.totals,
        checks.partitions, checks.linksets, checks.in_the_store, checks.quality,
    ])
    if not TEXTS.is_dir():
        print(f"catalog with official texts: SKIPPED: no {TEXTS} (set WSIS_CORPUS)")
        return code
    # The rules of extraction and the links of the texts write statements that the data alone do not have.
    return code | checked("catalog with official texts", "--texts", TEXTS, choose=lambda checks: [
        checks.dcat_ap, checks.totals, checks.partitions, checks.linksets, checks.in_the_store,
    ])


if __name__ == "__main__":
    script("catalog", main)
