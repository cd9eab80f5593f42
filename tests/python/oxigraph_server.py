"""Checks that Oxigraph's own server loads the N-Quads dump and holds what the manifest counts.

Run:  python tests/python/oxigraph_server.py      (exit 0: all fine, 1: not)
"""

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

from common import build, ensure, fetch, free_port, run, script, server, stop, temporary

RESULTS = "application/sparql-results+json"
ALL = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
BY_GRAPH = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
BY_CLASS = "SELECT ?c (COUNT(*) AS ?n) WHERE { ?s a ?c } GROUP BY ?c"
NS = "https://w3id.org/wsis/ns#"


def oxigraph():
    """The program beside this Python, as the package `oxigraph` installs it."""
    path = Path(sys.executable).parent / "oxigraph"
    ensure(path.is_file(), f"there is no {path}: install requirements.txt")
    return str(path)


def load(folder, dump):
    command = [oxigraph(), "load", "--location", str(folder), "--file", str(dump)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    ensure(done.returncode == 0, f"oxigraph load: {done.stderr}")


class Checks:
    def __init__(self, manifest, url, process):
        self.counts, self.url, self.process = manifest["counts"], url, process

    def ask(self, query):
        """Counts by the name in the first column; by None where there is none."""
        asked = urlencode({"query": query, "union-default-graph": ""})
        status, _, body = fetch(f"{self.url}/query?{asked}", RESULTS)
        ensure(status == 200, f"Oxigraph answers with {status}: {body.decode()}")
        rows = json.loads(body)["results"]["bindings"]
        name = lambda row: next((cell["value"] for key, cell in row.items() if key != "n"), None)
        return {name(row): int(row["n"]["value"]) for row in rows}

    def quads(self):
        """the union of all graphs has as many statements as the manifest counts quads"""
        found = self.ask(ALL)[None]
        ensure(found == self.counts["quads"], f"{found} statements, {self.counts['quads']} in the manifest")
        return f"the union of all graphs has the {found} statements that the manifest counts"

    def graphs(self):
        """each named graph has as many statements as the manifest says"""
        found, wanted = self.ask(BY_GRAPH), self.counts["graphs"]
        ensure(found == wanted, f"graphs in Oxigraph: {found}, in the manifest: {wanted}")

    def classes(self):
        """each class has as many things as the manifest says"""
        found = {c.removeprefix(NS): n for c, n in self.ask(BY_CLASS).items() if c.startswith(NS)}
        ensure(found == self.counts["classes"], f"classes in Oxigraph: {found}, manifest: {self.counts['classes']}")

    def stopped(self):
        """Oxigraph's server stops when asked"""
        stop(self.process)


def main():
    with temporary() as folder:
        manifest, release = build(folder / "out")
        load(folder / "store", release / "wsis.nq")
        address = f"127.0.0.1:{free_port()}"
        command = [oxigraph(), "serve-read-only", "--location", str(folder / "store"), "--bind", address]
        with server(command, f"http://{address}/") as process:
            checks = Checks(manifest, f"http://{address}", process)
            return run("oxigraph_server", [checks.quads, checks.graphs, checks.classes, checks.stopped])


if __name__ == "__main__":
    script("oxigraph_server", main)
