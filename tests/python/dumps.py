"""Checks the dumps: reproducible, readable by other parsers, all saying the same.

Run:  python tests/python/dumps.py      (exit 0: all fine, 1: not)
Once for the bundled data alone, once with the invented texts of tests/fixtures, and once with
the official texts of the folder named by WSIS_TEXTS. Uses rapper and serdi besides rdflib. What
is not there is skipped, and said to be.
"""

import gzip
import hashlib
import os
import shutil
import subprocess
from functools import cache

from common import PROJECT, build, ensure, parse, run, script, temporary, wsis

# Name of the format for the program: ending in the release, and the names other tools have for it.
FORMATS = {
    "nq": {"file": "wsis.nq", "rdflib": "nquads", "rapper": "nquads", "serdi": "nquads"},
    "nt": {"file": "wsis.nt", "rdflib": "nt", "rapper": "ntriples", "serdi": "ntriples"},
    "ttl": {"file": "wsis.ttl", "rdflib": "turtle", "rapper": "turtle", "serdi": "turtle"},
    "trig": {"file": "wsis.trig", "rdflib": "trig", "serdi": "trig"},
    "jsonld": {"file": "wsis.jsonld", "rdflib": "json-ld"},
    "rdfxml": {"file": "wsis.rdf", "rdflib": "xml", "rapper": "rdfxml"},
}
# What is read by other people's programs in handover.py.
HANDED_OVER = {f"{table}.{ending}" for table in ("documents", "paragraphs", "mandates", "citations")
               for ending in ("csv", "parquet")} | {
    "quads.parquet", "csv-metadata.json", "wsis.ris", "wsis.bib", "wsis.csl.json"}
WITH_GRAPHS = ("nq", "trig", "jsonld")
FIXTURES = PROJECT / "tests" / "fixtures" / "akn"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def without_graph(line):
    """The triple of a quad: its line without the last term, which is an IRI without spaces."""
    return line[: line.rindex(" <")] + " .\n"


class Checks:
    def __init__(self, folder, arguments):
        self.out = folder / "one"
        # Texts may have problems, here on purpose; their release is to be sound all the same.
        codes = (0, 1) if arguments else (0,)
        self.manifest, self.release = build(self.out, *arguments, codes=codes)
        self.again = build(folder / "two", *arguments, codes=codes)
        self.folder = folder

    def path(self, name):
        return self.release / FORMATS[name]["file"]

    @cache
    def parsed(self, name):
        return parse(self.path(name).read_text("utf-8"), FORMATS[name]["rdflib"])

    def reproducible(self):
        """two builds give the same bytes, those of the hashes in the manifest"""
        manifest, other = self.again
        ensure(manifest == self.manifest, "two builds of the same data have different manifests")
        named = {entry["name"] for entry in manifest["files"]}
        known = {form["file"] for form in FORMATS.values()} | HANDED_OVER
        ensure(named == known, f"other dumps than known: {named ^ known}")
        for entry in manifest["files"]:
            first, second = ((place / entry["name"]).read_bytes() for place in (self.release, other))
            ensure(first == second, f"{entry['name']} differs between two builds")
            same = entry["bytes"] == len(first) and entry["sha256"] == sha256(first)
            ensure(same, f"{entry['name']} is not what the manifest says")

    def exported(self):
        """wsis export gives those bytes, to a file, to standard output, and compressed"""
        for name in FORMATS:
            dump = self.path(name).read_bytes()
            file = self.folder / f"export.{name}.gz"
            wsis("export", "--out", self.out, "--format", name, "-o", file)
            plain = wsis("export", "--out", self.out, "--format", name)
            packed = wsis("export", "--out", self.out, "--format", name, "--gzip")
            ensure(plain == dump, f"export --format {name} is not the dump of the release")
            ensure(gzip.decompress(packed) == dump, f"export --format {name} --gzip is not the dump")
            ensure(gzip.decompress(file.read_bytes()) == dump, f"export -o {file.name} is not the dump")

    def unrepeated(self):
        """no statement stands twice in the line formats, and the manifest counts each once"""
        for name in ("nq", "nt"):
            lines = self.path(name).read_bytes().splitlines()
            repeated = len(lines) - len(set(lines))
            ensure(not repeated, f"{repeated} of {len(lines)} lines of {name} are repetitions")
        counted = self.manifest["counts"]["quads"]
        found = len(self.parsed("nq"))
        ensure(found == counted, f"{found} quads in nq, {counted} in the manifest")

    def isomorphic(self):
        """all six say the same to rdflib, without blank nodes"""
        quads = self.parsed("nq")
        triples = {without_graph(line) for line in quads}
        for name in FORMATS:
            wanted = quads if name in WITH_GRAPHS else triples
            different = sorted(self.parsed(name) ^ wanted)
            ensure(not different, f"{name} differs in {len(different)} statements: {different[:3]}")
        return f"all six dumps say the same to rdflib: {len(quads)} quads, {len(triples)} triples"

    def canonical(self):
        """the RDFC-1.0 hash is that of the sorted quads as rdflib reads them from TriG"""
        digest = sha256("".join(sorted(self.parsed("trig"))).encode("utf-8"))
        given = self.manifest["rdfc10_sha256"]
        ensure(digest == given, f"the RDFC-1.0 hash is {digest}, the manifest says {given}")

    def rapper(self):
        """rapper (Raptor) reads nq, nt, ttl and rdfxml"""
        if not shutil.which("rapper"):
            return "SKIPPED: rapper is not installed (Debian: raptor2-utils)"
        for name, form in FORMATS.items():
            if "rapper" in form:
                self.read(["rapper", "-q", "-c", "-i", form["rapper"], self.path(name)], name)
        return None

    def serdi(self):
        """serdi (Serd) reads nq, nt, ttl and trig as the same lines"""
        if not shutil.which("serdi"):
            return "SKIPPED: serdi is not installed (Debian: serdi)"
        for name, form in FORMATS.items():
            if "serdi" in form:
                written = self.read(["serdi", "-i", form["serdi"], "-o", "nquads", self.path(name)], name)
                lines = set(written.decode("utf-8").splitlines(keepends=True))
                ensure(lines == self.parsed(name), f"serdi reads {name} differently from rdflib")
        return None

    @staticmethod
    def read(command, name):
        """Output of another parser, which is to have no complaint."""
        done = subprocess.run(command, capture_output=True, check=False, cwd=PROJECT)
        fine = done.returncode == 0 and not done.stderr
        ensure(fine, f"{command[0]} cannot read {name}: {done.stderr.decode()[:500]}")
        return done.stdout


def check(title, arguments):
    """The exit code for the release that is built with these arguments."""
    with temporary() as folder:
        checks = Checks(folder, arguments)
        return run(f"dumps of {title}", [
            checks.reproducible, checks.exported, checks.unrepeated, checks.isomorphic,
            checks.canonical, checks.rapper, checks.serdi,
        ])


def main():
    codes = [check("the bundled data", ())]
    codes.append(check("invented texts", ("--no-gate", "--texts", FIXTURES)))
    if texts := os.environ.get("WSIS_TEXTS"):
        codes.append(check("official texts", ("--no-gate", "--texts", texts)))
    else:
        print("dumps of official texts: SKIPPED: WSIS_TEXTS names no folder of them")
    return max(codes)


if __name__ == "__main__":
    script("dumps", main)
