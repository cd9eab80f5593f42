"""Checks that others can keep in step: the event stream with ldes-client (npm), RDF Patch with rdflib.

Run:  python tests/python/in_step.py      (exit 0: all fine, 1: not)
Where ldes-client cannot be installed (no Node, no registry) its check says so and is left out.
"""

import re
import shutil
import subprocess
import urllib.request
from collections import defaultdict

from common import PROJECT, build, ensure, free_port, parse, program, run, script, server, stop, temporary, wsis
from rdflib import Dataset

CLIENT = "ldes-client@0.3.0"
HOME = PROJECT / "target" / "ldes-client"
VERSION_OF = "<http://purl.org/dc/terms/isVersionOf>"
TIME = "<http://www.w3.org/ns/prov#generatedAtTime>"
ACTS = "<https://www.w3.org/ns/activitystreams#"
BODY = '[[body]]\nid = "{0}"\nname.en = "{1}"\nkind = "secretariat-department"\nevidence = "unverified"\n\n'
STATES = (
    BODY.format("step-a", "Step A") + BODY.format("step-b", "Step B"),
    BODY.format("step-a", "Step A, renamed") + BODY.format("step-c", "Step C"),
    BODY.format("step-a", "Step A, renamed") + BODY.format("step-b", "Step B"),
)


def client():
    """The command line of ldes-client, installed where it is not; None, said aloud, where it cannot be."""
    cli = HOME / "node_modules" / "ldes-client" / "dist" / "bin" / "cli.js"
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and not cli.is_file():
        HOME.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(HOME), "--no-audit", "--no-fund", "--ignore-scripts", CLIENT]
        subprocess.run(command, capture_output=True, check=False, timeout=600)
    if node and cli.is_file():
        return [node, str(cli)]
    print(f"in_step: SKIPPED: {CLIENT} cannot be installed (Node: {node}, npm: {npm})", flush=True)
    return None


class Checks:
    def __init__(self, folder, dumps, url, process):
        self.folder, self.dumps, self.url, self.process = folder, dumps, url, process

    def patch(self):
        """rdflib applies the patch to the old release and has the new one"""
        for old, new in ((1, 2), (2, 3), (3, 1)):
            text = wsis("diff", old, new, "--format", "rdf-patch", "--out", self.folder / "build").decode()
            dataset = Dataset()
            dataset.parse(data=self.dumps[old], format="nquads")
            dataset.parse(data=text, format="patch")
            made = dataset.serialize(format="nquads")
            ensure(parse(made, "nquads") == parse(self.dumps[new], "nquads"), f"{old} to {new} differs")
        return "rdflib applies the patches between three releases and has the statements of each"

    def stream(self):
        """ldes-client replicates the stream"""
        command = client()
        if command is None:
            return "the stream was not replicated: see above"
        done = subprocess.run([*command, self.url + "/ldes"], capture_output=True, check=False, timeout=300)
        ensure(done.returncode == 0, done.stderr.decode()[-2000:])
        members = by_subject(parse(whole(done.stdout.decode()), "nquads"))
        replica, events = {}, []
        for member, said in members.items():
            of = next((value for predicate, value in said if predicate == VERSION_OF), None)
            time = next((value for predicate, value in said if predicate == TIME), None)
            act = next((value for _, value in said if value.startswith(ACTS)), None)
            ensure(of and time and act, f"{member} is no version: {said}")
            own = {pair for pair in said if pair[0] not in (VERSION_OF, TIME) and pair[1] != act}
            events.append((time, of, act, own))
        for _, of, act, own in sorted(events, key=lambda event: event[:2]):
            if act == ACTS + "Delete>":
                del replica[of]
            else:
                replica[of] = own
        store = by_subject(parse(self.dumps[len(STATES)], "nquads"))
        ensure(len(replica) == len(store), f"{len(replica)} things in the replica, {len(store)} in the store")
        wrong = sorted(thing for thing in store if replica.get(thing) != store[thing])
        ensure(not wrong, f"{len(wrong)} things differ, such as {wrong[:1]}")
        return f"ldes-client got {len(events)} members, from which {len(store)} things come out as in the store"

    def atom(self):
        """The feed is well-formed"""
        from xml.etree import ElementTree

        with urllib.request.urlopen(self.url + "/feed.atom", timeout=60) as answer:
            feed = ElementTree.fromstring(answer.read())
        entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
        ensure(len(entries) == len(STATES), f"{len(entries)} releases in the feed")
        return f"the feed has {len(entries)} releases"

    def stops(self):
        """The server stops"""
        ensure(stop(self.process) == 0, "the server did not end well")
        return "the server stopped"


def whole(text):
    """N-Quads of what ldes-client prints: it writes numbers and booleans as Turtle does."""
    kinds = (("integer", r"[-+]?\d+"), ("decimal", r"[-+]?\d*\.\d+"), ("boolean", "true|false"))
    for kind, form in kinds:
        datatype = f"<http://www.w3.org/2001/XMLSchema#{kind}>"
        text = re.sub(rf"^(\S+ \S+) ({form})(?= <\S+> \.$| \.$)", rf'\1 "\2"^^{datatype}', text, flags=re.MULTILINE)
    return text


def by_subject(lines):
    """Lines of N-Quads as pairs of predicate and the rest, by subject."""
    things = defaultdict(set)
    for line in lines:
        subject, predicate, rest = line.rstrip(" .\n").split(" ", 2)
        things[subject].add((predicate, rest))
    return things


def main():
    with temporary() as folder:
        shutil.copytree(PROJECT / "data", folder / "data")
        dumps = {}
        for number, state in enumerate(STATES, 1):
            (folder / "data" / "bodies" / "in-step.toml").write_text(state, "utf-8")
            _, release = build(folder / "build", "--data", folder / "data")
            dumps[number] = (release / "wsis.nq").read_text("utf-8")
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        command = [program(), "serve", "--out", str(folder / "build"), "--bind", f"127.0.0.1:{port}"]
        with server(command, url + "/health") as process:
            checks = Checks(folder, dumps, url, process)
            return run("in_step", [checks.patch, checks.stream, checks.atom, checks.stops])


script("in_step", main)
