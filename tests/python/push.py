"""Checks wsis push against servers that others wrote: Oxigraph's and Virtuoso.

Run:  python tests/python/push.py      (exit 0: all fine, 1: not)
Each server is started here with a data folder of its own. Oxigraph comes with the package `oxigraph`, Virtuoso with
Debian's virtuoso-opensource-7-bin; one that is missing is named and left out. Texts: tests/fixtures, or the folder named
by WSIS_TEXTS. Prints how long a push takes beside the server's own bulk load of the same file.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from common import PROJECT, build, ensure, free_port, program, run, script, server, temporary

FIXTURES = PROJECT / "tests" / "fixtures" / "akn"
GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
OURS, STAGING = "https://w3id.org/wsis/graph/", "https://w3id.org/wsis/graph/staging/"
VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 10000
"""


def ask(query_url, query):
    body = urlencode({"query": query}).encode()
    request = urllib.request.Request(query_url, body, {"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)["results"]["bindings"]


class Target:
    """A server to push to."""

    def __init__(self, name, url, query_url, environment=None):
        self.name, self.url, self.query_url = name, url, query_url
        self.environment = environment or {}

    def graphs(self):
        found = {row["g"]["value"]: int(row["n"]["value"]) for row in ask(self.query_url, GRAPHS)}
        return {name: n for name, n in found.items() if name.startswith(OURS)}


@contextmanager
def oxigraph(folder):
    path = Path(sys.executable).parent / "oxigraph"
    if not path.is_file():
        yield None
        return
    url = f"http://127.0.0.1:{free_port()}"
    command = [str(path), "serve", "--location", str(folder / "store"), "--bind", url.removeprefix("http://")]
    with server(command, url + "/"):
        yield Target("Oxigraph", url, url + "/query")


@contextmanager
def virtuoso(folder):
    path = shutil.which("virtuoso-t")
    if not path:
        yield None
        return
    folder.mkdir()
    web, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(folder=folder, web=web, sql=sql), "utf-8")
    command = [path, "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    url = f"http://127.0.0.1:{web}/sparql"
    with server(command, url):
        target = Target("Virtuoso", url, url, {"WSIS_PUSH_USER": "dba", "WSIS_PUSH_PASSWORD": "dba"})
        target.sql = sql
        yield target


def bulk_oxigraph(folder, nquads):
    """Seconds of `oxigraph load`, the server's own way for whole files."""
    command = [str(Path(sys.executable).parent / "oxigraph"), "load", "--location", str(folder / "bulk"), "--file", str(nquads)]
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - started


def bulk_virtuoso(folder, sql, nquads):
    """Seconds of Virtuoso's own loader for a file in a folder that it may read (TTLP with quads)."""
    isql = shutil.which("isql-vt") or shutil.which("isql-v")
    if not isql:
        return None
    file = folder / "bulk.nq"
    shutil.copy(nquads, file)
    # 512: quads; log_enable(2): no transaction log, as its manual advises for bulk loads.
    text = f"log_enable(2,1); DB.DBA.TTLP_MT(file_to_string_output('{file}'), '', 'urn:bulk', 512); checkpoint;"
    started = time.monotonic()
    done = subprocess.run([isql, f"127.0.0.1:{sql}", "dba", "dba", f"exec={text}"], capture_output=True, text=True, check=False)
    seconds = time.monotonic() - started
    ensure(done.returncode == 0 and "Error" not in done.stderr + done.stdout, done.stdout + done.stderr)
    return seconds


class Checks:
    def __init__(self, out, manifest, release, target, folder):
        self.out, self.release, self.target, self.folder = out, release, target, folder
        self.wanted = manifest["counts"]["graphs"]
        self.seconds = None

    def command(self, *more):
        return [program(), "push", self.target.url, "--out", str(self.out), *more]

    def push(self, *more, codes=(0,), **changed):
        environment = {**os.environ, **self.target.environment, **changed}
        done = subprocess.run(self.command(*more), env=environment, capture_output=True, text=True, check=False, timeout=900)
        ensure(done.returncode in codes, f"exit code {done.returncode}: {done.stdout}{done.stderr}")
        return done

    def pushed(self):
        """every graph has as many statements as the manifest says, and a second push sends nothing"""
        started = time.monotonic()
        report = json.loads(self.push("--json").stdout)
        self.seconds = time.monotonic() - started
        found = self.target.graphs()
        ensure(found == self.wanted, f"{found}, the manifest counts {self.wanted}")
        again = json.loads(self.push("--json").stdout)
        ensure(all(graph["sent"] == 0 for graph in again["graphs"]), f"a second push sent {again}")
        same = [graph["content"] for graph in report["graphs"]] == [graph["content"] for graph in again["graphs"]]
        ensure(same, "the content of a graph has another fingerprint the second time")
        quads = sum(self.wanted.values())
        return (f"{quads} quads in {len(found)} graphs, each as many as the manifest says, by {report['protocol']} in "
                f"{self.seconds:.1f} s ({quads / self.seconds / 1000:.0f} k/s), compared statement by statement; "
                "a second push sent none")

    def replaced(self):
        """a graph that somebody added to and one that lost statements are put right"""
        update = f"INSERT DATA {{ GRAPH <{OURS}ontology> {{ <urn:a> <urn:b> <urn:c> }} }}"
        self.update(update)
        self.update(f"CLEAR GRAPH <{OURS}catalog>")
        ensure(self.target.graphs() != self.wanted, "nothing was changed")
        report = json.loads(self.push("--json").stdout)
        ensure(self.target.graphs() == self.wanted, f"{self.target.graphs()}")
        sent = {graph["graph"].rsplit("/", 1)[1] for graph in report["graphs"] if graph["sent"]}
        ensure(sent == {"ontology", "catalog"}, f"sent again: {sent}")

    def update(self, text):
        url = self.target.query_url.removesuffix("/query") + "/update"
        handlers = []
        if self.target.environment:
            url = self.target.query_url + "-auth"
            passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            passwords.add_password(None, url, "dba", "dba")
            handlers = [urllib.request.HTTPDigestAuthHandler(passwords)]
        request = urllib.request.Request(url, urlencode({"update": text}).encode())
        urllib.request.build_opener(*handlers).open(request, timeout=300).read()

    def killed(self):
        """a push that was killed in the middle leaves no half graph, and the next one goes on"""
        for name in self.wanted:
            self.update(f"DROP SILENT GRAPH <{name}>")
        ensure(not self.target.graphs(), "graphs are left")
        environment = {**os.environ, **self.target.environment}
        broken = 0
        for _ in range(20):
            with subprocess.Popen(self.command(), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                deadline = time.monotonic() + 120
                while process.poll() is None and time.monotonic() < deadline:
                    if any(name.startswith(STAGING) for name in self.target.graphs()):
                        break
                    time.sleep(0.01)
                process.send_signal(signal.SIGKILL)
                killed = process.wait() == -signal.SIGKILL
            self.settled()
            found = self.target.graphs()
            whole = {name: n for name, n in found.items() if not name.startswith(STAGING)}
            ensure(all(self.wanted[name] == n for name, n in whole.items()), f"half a graph: {whole}")
            if killed and any(name.startswith(STAGING) for name in found):
                broken = sum(n for name, n in found.items() if name.startswith(STAGING))
                break
        ensure(broken, "no push could be killed while something was in staging")
        done = self.push("--json")
        ensure("going on after" in done.stderr or broken <= 10_000, f"it began again: {done.stderr}")
        ensure(self.target.graphs() == self.wanted, f"{self.target.graphs()}, the manifest counts {self.wanted}")
        sent = sum(graph["sent"] for graph in json.loads(done.stdout)["graphs"])
        return (f"killed with {broken} statements in staging and {sum(whole.values())} in place, all graphs whole; "
                f"the next push sent {sent} of {sum(self.wanted.values())}, and every graph is as the manifest says")

    def settled(self):
        """Waits until the server has done with what was under way."""
        before = None
        while before != (before := self.target.graphs()):
            time.sleep(0.5)

    def by_update(self):
        """the same by SPARQL Update alone"""
        for name in self.wanted:
            self.update(f"DROP SILENT GRAPH <{name}>")
        started = time.monotonic()
        self.push("--protocol", "update")
        seconds = time.monotonic() - started
        ensure(self.target.graphs() == self.wanted, f"{self.target.graphs()}")
        return f"the same by SPARQL Update alone, in {seconds:.1f} s"

    def refused(self):
        """a wrong password is told and not shown, and changes nothing"""
        if not self.target.environment:
            return "SKIPPED: this server knows no passwords"
        done = self.push(codes=(1,), WSIS_PUSH_PASSWORD="not-the-password")
        ensure("not-the-password" not in done.stdout + done.stderr, "the password was printed")
        ensure("WSIS_PUSH_PASSWORD" in done.stderr, done.stderr)
        done = self.push(codes=(1,), WSIS_PUSH_USER="", WSIS_PUSH_PASSWORD="")
        ensure("set WSIS_PUSH_USER" in done.stderr, done.stderr)
        ensure(self.target.graphs() == self.wanted, "graphs were changed")

    def speed(self):
        """a push beside the server's own bulk load of the same file"""
        nquads = self.release / "wsis.nq"
        if self.target.name == "Oxigraph":
            own = bulk_oxigraph(self.folder, nquads)
        else:
            own = bulk_virtuoso(self.folder, self.target.sql, nquads)
        if own is None:
            return "SKIPPED: isql-vt is missing, so Virtuoso's own loader is not measured"
        return (f"a push, every statement read back, takes {self.seconds:.1f} s, {self.target.name}'s own bulk load of the "
                f"same file {own:.1f} s: {self.seconds / own:.1f} times")


def check(start, name, out, manifest, release, folder):
    home = folder / name.lower()
    if start is oxigraph:
        home.mkdir()
    with start(home) as target:
        if not target:
            print(f"push to {name}: SKIPPED: it is not installed")
            return 0
        checks = Checks(out, manifest, release, target, home)
        return run(f"push to {name}", [checks.pushed, checks.replaced, checks.killed, checks.by_update, checks.refused,
                                       checks.speed])


def main():
    texts = os.environ.get("WSIS_TEXTS") or FIXTURES
    with temporary() as folder:
        manifest, release = build(folder / "out", "--no-gate", "--texts", texts, codes=(0, 1))
        starts = {"Oxigraph": oxigraph, "Virtuoso": virtuoso}
        return max(check(start, name, folder / "out", manifest, release, folder) for name, start in starts.items())


if __name__ == "__main__":
    script("push", main)
