"""What the checks in this folder share: the program, its releases, its server, RDF terms as text.

The program is the one named by WSIS, else target/release/wsis of this project.
"""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import warnings
from contextlib import contextmanager
from pathlib import Path

import rdflib
from rdflib import BNode, Dataset, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import XSD

# Literals are compared as they are written, not by value.
rdflib.NORMALIZE_LITERALS = False
# rdflib tells of every ill-typed literal and of its own old names.
logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
warnings.filterwarnings("ignore", module="rdflib")

PROJECT = Path(__file__).resolve().parents[2]
BASE = "https://w3id.org/wsis/"
START_SECONDS = 30
STOP_SECONDS = 10
ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class Failed(Exception):
    """A check does not hold; the message is for the person who reads the output."""


def ensure(condition, message):
    if not condition:
        raise Failed(message)


def program():
    path = PROJECT / os.environ.get("WSIS", "target/release/wsis")
    ensure(path.is_file(), f"there is no program {path}: build it, or name it in WSIS")
    return str(path)


def wsis(*arguments, codes=(0,)):
    """Standard output of the program; fails when its exit code is none of `codes`."""
    done = subprocess.run([program(), *map(str, arguments)], capture_output=True, check=False)
    called = "wsis " + " ".join(map(str, arguments))
    ensure(done.returncode in codes, f"{called}: exit code {done.returncode}\n{done.stderr.decode()}")
    return done.stdout


def build(out, *arguments, codes=(0,)):
    """The manifest and the folder of a new release under `out`."""
    wsis("build", "--out", out, *arguments, codes=codes)
    folder = Path(out) / "current"
    return json.loads((folder / "manifest.json").read_text("utf-8")), folder


@contextmanager
def temporary():
    with tempfile.TemporaryDirectory(prefix="wsis-") as folder:
        yield Path(folder)


# ---------------------------------------------------------------- RDF as text


def quoted(text):
    """A string as canonical N-Quads escapes it (RDFC-1.0, section 5)."""
    control = lambda c: f"\\u{ord(c):04X}" if ord(c) < 0x20 or ord(c) == 0x7F else c
    return '"' + "".join(ESCAPES.get(c) or control(c) for c in text) + '"'


def term(node):
    """A term as canonical N-Quads writes it; a blank node is refused."""
    ensure(not isinstance(node, BNode), f"blank node {node}: the data are to have none")
    if isinstance(node, URIRef):
        return f"<{node}>"
    ensure(isinstance(node, Literal), f"not a term of RDF: {node!r}")
    if node.language:
        return f"{quoted(node)}@{node.language}"
    plain = node.datatype in (None, XSD.string)
    return quoted(node) if plain else f"{quoted(node)}^^<{node.datatype}>"


def line(*terms):
    return " ".join(map(term, terms)) + " .\n"


def parse(text, form):
    """The statements of a dump as canonical lines: quads where the format has graphs."""
    dataset = Dataset()
    dataset.parse(data=text, format=form)
    names = ((s, p, o, graph) for s, p, o, graph in dataset.quads())
    return {
        line(s, p, o) if graph in (None, DATASET_DEFAULT_GRAPH_ID) else line(s, p, o, graph)
        for s, p, o, graph in names
    }


# ---------------------------------------------------------------- servers


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def fetch(url, accept="*/*"):
    """Status, media type and body of an address; redirects are followed."""
    request = urllib.request.Request(url, headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers.get_content_type(), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get_content_type(), error.read()


def wait_until_answering(process, url):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        ensure(process.poll() is None, f"the server ended by itself with exit code {process.poll()}")
        try:
            if fetch(url)[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise Failed(f"no answer from {url} within {START_SECONDS} s")


def stop(process):
    """Exit code after SIGTERM."""
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise Failed(f"the server did not stop within {STOP_SECONDS} s of SIGTERM") from None


@contextmanager
def server(command, url):
    """A running server; ended with the block, gently at first, so that its children end too."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until_answering(process, url)
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(STOP_SECONDS)
                except subprocess.TimeoutExpired:
                    process.kill()


# ---------------------------------------------------------------- running


def script(name, main):
    """Ends the script: 1 with a plain message where even its preparation fails."""
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(f"{name}: FAILED: {failure}")


def run(name, checks):
    """Runs the checks one after the other; the exit code of the script."""
    failures = 0
    for check in checks:
        try:
            print(f"{name}: ok: {check() or check.__doc__.splitlines()[0]}", flush=True)
        except Failed as failure:
            failures += 1
            print(f"{name}: FAILED: {check.__name__}: {failure}", file=sys.stderr, flush=True)
    return 1 if failures else 0
