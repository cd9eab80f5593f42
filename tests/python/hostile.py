"""Sends what no honest client sends, and looks whether the process, its memory and other users survive.

Run:  python tests/python/hostile.py      (exit 0: all fine, 1: not)
Every request is to get a clear 4xx or 503. Memory and processor time are read from /proc.
"""

import contextlib
import http.client
import json
import os
import resource
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from common import build, ensure, free_port, program, run, script, server, stop, temporary

SECONDS = 5
GROWTH = 1 << 30
CROWD = 1000
HONEST = "SELECT ?s { ?s a wsis:Body } LIMIT %d"
EXPENSIVE = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?p ?x . ?c ?p ?x . ?d ?p ?x . FILTER(?a != ?d) }"
REFUSED = set(range(400, 500)) | {503, 504}


class Checks:
    def __init__(self, address, process):
        self.address, self.process = address, process
        self.host, self.port = address.split(":")
        self.asked = 0
        self.others()
        self.before = self.memory()

    # ------------------------------------------------------------ what is looked at

    def memory(self):
        """The most memory in use so far, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(next(l for l in status.splitlines() if l.startswith("VmHWM")).split()[1]) << 10

    def processor(self):
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def others(self):
        """Another user gets an answer, one that no earlier answer helps with."""
        self.asked += 1
        start = time.monotonic()
        status, _, body = self.get("/sparql?as=csv&query=" + quote(HONEST % (1 + self.asked)))
        took = time.monotonic() - start
        ensure(status == 200 and body.count(b"\n") > 1, f"another user gets {status}: {body[:200]}")
        ensure(took < SECONDS, f"another user waits {took:.1f} s")
        return took

    def alive(self):
        ensure(self.process.poll() is None, f"the process ended with {self.process.poll()}")
        grown = self.memory() - self.before
        ensure(grown < GROWTH, f"memory grew by {grown >> 20} MiB")
        return self.others()

    def get(self, path, headers=None):
        return self.send("GET", path, headers)

    def post(self, body, kind="application/sparql-query"):
        return self.send("POST", "/sparql", {"Content-Type": kind}, body)

    def send(self, method, path, headers=None, body=None):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Content-Type"), answer.read()
        finally:
            connection.close()

    def raw(self, data):
        """The status of an answer to bytes that are no tidy request."""
        with socket.create_connection((self.host, int(self.port)), 20) as connection:
            with contextlib.suppress(OSError):
                connection.sendall(data)
            with contextlib.suppress(OSError):
                line = connection.recv(4096).split(b"\r\n")[0].split(b" ")
                return int(line[1]) if len(line) > 1 else None
        return None

    def refused(self, name, found, statuses=REFUSED):
        status, kind, body = found
        ensure(status in statuses, f"{name}: status {status}: {body[:200]}")
        problem = json.loads(body)
        ensure(kind == "application/problem+json" and problem["detail"], f"{name}: {kind} {body[:200]}")
        return problem

    # ------------------------------------------------------------ queries

    def long_query(self):
        """a query of 10 MB gets 413"""
        text = b"SELECT * { ?s ?p ?o } #" + b"x" * (10 << 20)
        self.refused("10 MB", self.post(text), {413})
        self.refused("10 MB form", self.post(b"query=" + text, "application/x-www-form-urlencoded"), {413})
        self.alive()

    def deep_queries(self):
        """10,000 nested groups, brackets, subqueries, paths and long chains get 400"""
        n = 10_000
        for name, text in {
            "groups": "ASK " + "{" * n + "}" * n,
            "subqueries": "SELECT * " + "{ SELECT * " * n + "{}" + "}" * n,
            "optionals": "ASK {" + "OPTIONAL {" * n + "}" * n + "}",
            "brackets": "ASK { FILTER(" + "(" * n + "1" + ")" * n + ") }",
            "functions": "ASK { FILTER(" + "STR(" * n + "1" + ")" * n + ") }",
            "paths": "ASK { ?s " + "(" * n + "<p:p>" + ")*" * n + " ?o }",
            "lists": "ASK { ?s ?p " + "(" * n + ")" * n + " }",
            "blank nodes": "ASK { ?s ?p " + "[ ?p " * n + "1" + "]" * n + " }",
            "quoted triples": "ASK { ?s ?p " + "<<( ?s ?p " * n + "1" + " )>>" * n + " }",
            "not": "ASK { FILTER(" + "!" * 100_000 + "true) }",
            "minus": "ASK { FILTER(" + "- " * 100_000 + "1) }",
            "unions": "ASK { {} " + "UNION {} " * 50_000 + "}",
            "patterns": "ASK { " + "?s ?p ?o . " * 50_000 + "}",
            "unclosed": "{" * 100_000,
            "unopened": "}" * 100_000,
        }.items():
            self.refused(name, self.post(text.encode()))
        return f"15 deep or long queries get 400; another user then waits {self.alive():.2f} s"

    def nested_as_allowed(self):
        """the deepest and longest queries that are let through end in time"""
        n = 120
        worst = 0
        for text in (
            "ASK " + "{" * n + "}" * n,
            "ASK { FILTER(" + "(" * n + "1" + ")" * n + ") }",
            "ASK { ?s " + "(" * n + "<p:p>" + ")*" * n + " ?o }",
            "ASK { ?s ?p " + "[ ?p " * n + "1" + "]" * n + " }",
            "ASK {" + "FILTER EXISTS {" * n + "}" * n + "}",
            "ASK { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o } " * 1_500 + "}",
            "ASK { " + "?s a ?o . " * 3_500 + "}",
            "ASK { FILTER(0" + "+1" * 7_000 + " > 0) }",
            "ASK { FILTER(false" + "||false" * 5_000 + ") }",
            "ASK { {} " + "UNION {} " * 5_000 + "}",
        ):
            start = time.monotonic()
            status, _, body = self.post(text.encode())
            worst = max(worst, time.monotonic() - start)
            ensure(status in REFUSED | {200}, f"{text[:40]}: {status} {body[:200]}")
            self.alive()
        return f"the deepest and longest queries let through end, the last after {worst:.1f} s"

    def expensive_queries(self):
        """cross products, deep paths, REGEX bombs, doubling texts and big sorts end within bounds"""
        doubling = "".join(f"BIND(CONCAT(?v{i},?v{i}) AS ?v{i + 1}) " for i in range(40))
        many = " ".join(map(str, range(5_000)))
        texts = {
            "cross product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
            "product of VALUES": f"SELECT * {{ VALUES ?a {{ {many} }} VALUES ?b {{ {many} }} }}",
            "join": EXPENSIVE,
            "paths": "SELECT (COUNT(*) AS ?n) { ?a (!<x:x>|^!<x:x>)* ?b . ?b (!<x:x>|^!<x:x>)* ?c }",
            "doubling": f'ASK {{ BIND("0123456789" AS ?v0) {doubling} }}',
            "replace": 'SELECT ?r { ?s rdfs:label ?t BIND(REPLACE(?t, ".", ?t) AS ?r) }',
            "sort": "SELECT ?a { ?a ?p ?x . ?b ?p ?x . ?c ?p ?x } ORDER BY STR(?c) LIMIT 1",
            "distinct": "SELECT DISTINCT ?a ?b ?c { ?a ?p ?x . ?b ?p ?x . ?c ?p ?x }",
            "everything": "SELECT * { ?s ?p ?o . ?s ?q ?r . ?o ?t ?u }",
        }
        with ThreadPoolExecutor(len(texts) + 1) as threads:
            found = {name: threads.submit(self.post, text.encode()) for name, text in texts.items()}
            problems = {name: self.refused(name, future.result()) for name, future in found.items()}
        bounds = {name: problem.get("bound", problem["status"]) for name, problem in problems.items()}
        took = self.alive()
        return f"expensive queries: {bounds}; another user then waits {took:.2f} s"

    def regex_bombs(self):
        """REGEX bombs cost no more than other queries"""
        start = time.monotonic()
        for pattern in ("(a+)+$", "(x+x+)+y", "((a{1,100}){1,100}){1,100}", "(.*)*(.*)*(.*)*z", "(" * 200 + ")" * 200):
            text = f'SELECT (COUNT(*) AS ?n) {{ ?s rdfs:label ?l FILTER(REGEX(CONCAT(?l, "aaaaaaaaaaaaaaaaaaaaaaaaaaaa!"), "{pattern}")) }}'
            status, _, body = self.post(text.encode())
            ensure(status in REFUSED | {200}, f"{pattern}: {status} {body[:200]}")
        self.alive()
        return f"REGEX bombs end, five in {time.monotonic() - start:.1f} s"

    # ------------------------------------------------------------ requests

    def encodings(self):
        """invalid UTF-8 and broken percent-encoding get 400"""
        for body in (b"ASK { ?s ?p \"\xff\xfe\" }", "ASK {}".encode("utf-16"), b"\x00" * 100, b"\x80"):
            self.refused(repr(body), self.post(body), {400})
        for query in ("%", "%4", "%GG", "ASK%7B%7D%C3%28", "%FF", "ASK%7B%7D&default-graph-uri=%80"):
            self.refused(query, self.get(f"/sparql?query={query}"), {400})
        form = "application/x-www-form-urlencoded"
        self.refused("form", self.post(b"query=%ZZ", form), {400})
        self.refused("form", self.post(b"query=\xff", form), {400})
        for path in ("/id/%ff", "/page/%C3%28", "/data/%00", "/graph/%ff", "/dumps/%ff"):
            status, _, body = self.get(path)
            ensure(status in REFUSED, f"{path}: {status} {body[:200]}")
        self.alive()

    def headers(self):
        """an Accept of 100 kB, header floods and nonsense get 4xx"""
        tops = b"GET /sparql HTTP/1.1\r\nHost: x\r\n"
        for name, data in {
            "Accept": tops + b"Accept: " + b"text/turtle;q=0.1," * 5_600 + b"\r\n\r\n",
            "many": tops + b"".join(b"X-%d: 1\r\n" % i for i in range(5_000)) + b"\r\n",
            "long": tops + b"X: " + b"x" * (1 << 20) + b"\r\n\r\n",
            "line": b"GET /" + b"x" * (1 << 20) + b" HTTP/1.1\r\n\r\n",
            "nonsense": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
            "no HTTP": b"HELLO\r\n\r\n",
            "length": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            "two lengths": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        }.items():
            status = self.raw(data)
            ensure(status is None or 400 <= status < 500, f"{name}: status {status}")
        self.refused("Accept of 54 kB", self.get("/sparql", {"Accept": "text/turtle;q=0.1," * 3_000}), {431})
        self.alive()

    def traversal(self):
        """paths that climb lead nowhere"""
        for path in (
            "/../../etc/passwd", "/dumps/../manifest.json", "/dumps/..%2f..%2fmanifest.json", "/dumps/%2e%2e/x",
            "/dumps//etc/passwd", "/id/../../etc/passwd", "/data/..%2f..%2fCargo.toml", "/ns.%2e%2e%2fx",
            "/graph/../../x", "/rdf-graph-store?graph=file:///etc/passwd", "/.well-known/../etc/passwd",
        ):
            status, _, body = self.get(path)
            ensure(status in REFUSED | {301}, f"{path}: {status}")
            ensure(b"root:" not in body and b"[package]" not in body, f"{path}: a file came out")
        self.alive()

    def half_open(self):
        """200 connections that never finish their request keep nobody out"""
        heads = (b"", b"GET /sparql HTT", b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 1000\r\n\r\nASK")
        with contextlib.ExitStack() as stack:
            for i in range(200):
                connection = stack.enter_context(socket.create_connection((self.host, int(self.port)), 10))
                connection.sendall(heads[i % 3])
            return f"200 half-open connections: another user waits {self.alive():.2f} s"

    def crowd(self):
        """1,000 connections at once are all answered"""
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 4 * CROWD), most))
        target = "/sparql?as=csv&query=" + quote(HONEST % 3)
        request = f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
        with contextlib.ExitStack() as stack:
            address = (self.host, int(self.port))
            sockets = [stack.enter_context(socket.create_connection(address, 30)) for _ in range(CROWD)]
            took = self.others()
            for connection in sockets:
                connection.sendall(request)
            answers = [b"".join(iter(lambda c=connection: c.recv(65536), b"")) for connection in sockets]
        good = sum(answer.startswith(b"HTTP/1.1 200") for answer in answers)
        ensure(good == CROWD, f"only {good} of {CROWD} get an answer")
        self.alive()
        return f"{CROWD} connections at once are all answered; another user waits {took:.2f} s"

    def leavers(self):
        """clients that leave stop their queries: the processor is idle within a second"""
        target = "/sparql?query=" + quote(EXPENSIVE + " #leaver")
        sockets = [socket.create_connection((self.host, int(self.port)), 10) for _ in range(4)]
        for i, connection in enumerate(sockets):
            connection.sendall(f"GET {target}{i} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(1)
        busy = self.processor()
        time.sleep(0.5)
        busy = self.processor() - busy
        ensure(busy > 0.1, f"the queries take no time ({busy} s): nothing is shown")
        for connection in sockets:
            connection.close()
        time.sleep(1)
        idle = self.processor()
        time.sleep(1)
        idle = self.processor() - idle
        ensure(idle < 0.1, f"{idle:.2f} s of processor time a second after the clients left")
        self.alive()
        return f"four clients leave: {2 * busy:.2f} processors busy before, {idle:.2f} a second after"

    def curl(self):
        """curl without headers gets answers and problems"""
        url = f"http://{self.address}/sparql"
        try:
            done = subprocess.run(["curl", "-s", "-G", url, "--data-urlencode", "query=ASK { ?s a wsis:Body }"],
                                  capture_output=True, check=True, timeout=30)
        except FileNotFoundError:
            return "SKIPPED: curl is not installed"
        ensure(json.loads(done.stdout)["boolean"] is True, done.stdout)
        self.others()

    def stopped(self):
        """after all this the server stops when asked"""
        ensure(stop(self.process) == 0, "exit code")
        return None


def main():
    with temporary() as out:
        build(out)
        address = f"127.0.0.1:{free_port()}"
        command = [program(), "serve", "--bind", address, "--out", str(out), "--query-seconds", "5"]
        with server(command, f"http://{address}/health") as process:
            c = Checks(address, process)
            return run("hostile", [
                c.curl, c.long_query, c.deep_queries, c.nested_as_allowed, c.expensive_queries, c.regex_bombs,
                c.encodings, c.headers, c.traversal, c.half_open, c.crowd, c.leavers, c.stopped,
            ])


if __name__ == "__main__":
    script("hostile", main)
