"""Asks the server with Comunica (npm), as clients of linked data do, and compares with `wsis query`.

Run:  python tests/python/comunica.py      (exit 0: all fine, 1: not)
Comunica finds out by itself that /sparql is an endpoint, reads the addresses of things as RDF, and follows links
from thing to thing. The newest major that runs on Node 20 is taken; see tests/node/package.json.
"""

import json
import subprocess

from common import BASE, PROJECT, build, ensure, free_port, program, run, script, server, temporary
from node import NODE, WANTED, modules

SECONDS = 300
IGF = f"{BASE}id/body/igf"
PREFIXES = """PREFIX wsis: <https://w3id.org/wsis/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX oa: <http://www.w3.org/ns/oa#> """
# Ready-made questions that Comunica asks of the endpoint.
READY = ["summit-outcomes", "igf-mandate-history", "who-coordinates-un-agencies", "mandates-of-cstd", "mandates-by-year-and-force"]
# Of the endpoint, in forms that Comunica splits up or sends on whole.
ENDPOINT = {
    "ask": "ASK { ?m a wsis:Mandate }",
    "construct": "CONSTRUCT { ?b rdfs:label ?l } WHERE { ?b a wsis:Body ; rdfs:label ?l }",
    "optional": "SELECT ?b ?a { ?b a wsis:Body OPTIONAL { ?b wsis:acronym ?a } }",
    "path": "SELECT ?l { <%s> wsis:servicedBy/rdfs:label ?l }" % IGF,
    "count": "SELECT ?f (COUNT(?m) AS ?n) { ?m wsis:force ?f } GROUP BY ?f",
    "values": 'SELECT ?b { VALUES ?a { "IGF" "CSTD" "ITU" } ?b wsis:acronym ?a }',
    "unicode": 'SELECT ?b { ?b rdfs:label "منتدى إدارة الإنترنت"@ar }',
}
# Of things by their addresses: the answer is in what the server says about these things.
THINGS = {
    "names of a body": ([IGF], "SELECT ?l { <%s> rdfs:label ?l }" % IGF),
    "evidence of a body": ([IGF], "SELECT ?words { <%s> wsis:evidence/oa:hasSelector/oa:exact ?words }" % IGF),
    "what a paragraph asks": (
        [f"{BASE}id/document/WSIS-05/TUNIS/DOC/6/para/72"],
        "SELECT ?m ?l { ?m wsis:statedIn <%sid/document/WSIS-05/TUNIS/DOC/6/para/72> ; rdfs:label ?l }" % BASE,
    ),
    "two things joined": (
        [IGF, f"{BASE}id/body/un-desa"],
        "SELECT DISTINCT ?who ?l { <%s> wsis:servicedBy ?who . ?who rdfs:label ?l }" % IGF,
    ),
}
# Followed from thing to thing: what is asked stands in other documents than the one to begin with. Two of these may say
# the same, hence DISTINCT.
LINKS = {
    "who services the Forum": ([IGF], 'SELECT DISTINCT ?who ?a { <%s> wsis:servicedBy ?who . ?who wsis:acronym ?a }' % IGF),
    "the document that set it up": (
        [IGF],
        "SELECT DISTINCT ?symbol ?day { <%s> wsis:establishedBy ?p . ?p wsis:inDocument ?d . ?d wsis:symbol ?symbol ; wsis:adoptedOn ?day }" % IGF,
    ),
}


def comunica(local, queries):
    """What Comunica answers, by the names of the queries."""
    asked = json.dumps({"base": BASE.rstrip("/"), "local": local, "queries": queries})
    command = ["node", str(WANTED / "comunica.mjs")]
    done = subprocess.run(command, cwd=NODE, input=asked, capture_output=True, text=True, timeout=SECONDS)
    ensure(done.returncode == 0, f"node: {done.stderr[-2000:]}")
    answers = json.loads(done.stdout)
    for name, answer in answers.items():
        ensure("error" not in answer, f"{name}: {answer.get('error')}\nfetched: {answer['fetched'][-5:]}")
    return answers


class Checks:
    def __init__(self, out, local):
        self.out, self.local = out, local

    def expected(self, query):
        """The rows that `wsis query` gives, or the statements of a graph."""
        command = [program(), "query", "--out", str(self.out), "-" if " " in query else query, "--format"]
        form = "nt" if "CONSTRUCT" in query else "json"
        done = subprocess.run([*command, form], input=query, capture_output=True, text=True)
        ensure(done.returncode == 0, done.stderr)
        if form == "nt":
            return len(done.stdout.splitlines())
        answer = json.loads(done.stdout)
        if "boolean" in answer:
            return [answer["boolean"]]
        return [{name: cell["value"] for name, cell in row.items()} for row in answer["results"]["bindings"]]

    def compare(self, answers, queries):
        rows = 0
        for name, query in queries.items():
            got, expected = answers[name]["rows"], self.expected(query)
            if isinstance(expected, int):
                ensure(len(got) == expected > 0, f"{name}: {len(got)} statements, `wsis query` has {expected}")
            else:
                key = lambda row: json.dumps(row, sort_keys=True, ensure_ascii=False)
                ensure(expected, f"{name}: `wsis query` finds nothing, so nothing is compared")
                ensure(sorted(map(key, got)) == sorted(map(key, expected)), f"{name}: {got[:3]} … {len(got)} rows, `wsis query` has {expected[:3]} … {len(expected)}")
            rows += len(got)
        return rows

    def endpoint(self):
        """ready-made and other questions over /sparql, found to be an endpoint by itself"""
        texts = {name: (PROJECT / "queries" / f"{name}.rq").read_text("utf-8") for name in READY}
        texts |= {name: PREFIXES + query for name, query in ENDPOINT.items()}
        source = [f"{self.local}/sparql"]
        queries = [{"name": name, "engine": "sparql", "sources": source, "query": text} for name, text in texts.items()]
        rows = self.compare(comunica(self.local, queries), texts)
        return f"{len(texts)} questions, {rows} rows"

    def things(self):
        """the addresses of things as sources: redirected, negotiated, complete"""
        texts = {name: PREFIXES + query for name, (_, query) in THINGS.items()}
        queries = [
            {"name": name, "engine": "sparql", "sources": sources, "query": texts[name]}
            for name, (sources, _) in THINGS.items()
        ]
        answers = comunica(self.local, queries)
        rows = self.compare(answers, texts)
        fetched = [address for name in texts for address in answers[name]["fetched"]]
        ensure(fetched and all(address.startswith(f"{self.local}/id/") for address in fetched), str(fetched))
        return f"{len(texts)} questions, {rows} rows"

    def links(self):
        """from one address to others, by the links of the data"""
        texts = {name: PREFIXES + query for name, (_, query) in LINKS.items()}
        queries = [
            {"name": name, "engine": "links", "sources": sources, "query": texts[name]} for name, (sources, _) in LINKS.items()
        ]
        answers = comunica(self.local, queries)
        rows = self.compare(answers, texts)
        followed = sum(len(answers[name]["fetched"]) for name in texts)
        return f"{len(texts)} questions, {rows} rows, {followed} addresses fetched"


def main():
    _, why_not = modules()
    if why_not:
        print(f"comunica: SKIPPED: {why_not}")
        return 0
    with temporary() as out:
        build(out)
        address = f"127.0.0.1:{free_port()}"
        local = f"http://{address}"
        command = [program(), "serve", "--out", str(out), "--bind", address, "--base-url", local]
        with server(command, f"{local}/ready"):
            checks = Checks(out, local)
            return run("comunica", [checks.endpoint, checks.things, checks.links])


if __name__ == "__main__":
    script("comunica", main)
