"""Checks that pySHACL finds in a release what `wsis check` finds (W401).

Run:  python tests/python/shacl.py      (exit 0: all fine, 1: not)
Both are asked about the bundled data, and about copies of them with one fault each that
the rules of the program let pass and a shape refuses. Compared are thing, path, shape and
whether it is a violation.
"""

import json
import re
import shutil

import pyshacl
from common import PROJECT, build, ensure, run, script, temporary, wsis
from rdflib import SH, Graph

SHAPES = PROJECT / "ontology" / "shapes.ttl"
DATA = PROJECT / "data"
# What is wrong, the files, what is replaced in the first that has it, and the shape that minds.
FAULTS = (
    ("a session numbered 0", "documents/*.toml", r"(?m)^(session\s*=\s*)\d+", r"\g<1>0", "Document-session"),
    ("an event numbered 0", "events/*.toml", r"(?m)^(ordinal\s*=\s*)\d+", r"\g<1>0", "Event-ordinal"),
    ("an event without days", "events/*.toml", r"(?m)^starts\s*=.*\n(ends\s*=.*\n)?", "",
     "Event-startsOn-missing"),
    ("a mandate event without day", "mandate-events/*.toml", r"(?m)^on\s*=.*\n", "",
     "MandateEvent-happenedOn-missing"),
    ("a mandate that is not there", "mandate-events/*.toml", r'(?m)^(mandate\s*=\s*".*/)\d+"', r'\g<1>99"',
     "MandateEvent-affects"),
)


def spoil(folder, pattern, old, new):
    """Brings a fault into the first file where there is something to replace."""
    for path in sorted(folder.glob(pattern)):
        text, changes = re.subn(old, new, path.read_text("utf-8"), count=1)
        if changes:
            path.write_text(text, "utf-8")
            return
    ensure(False, f"no file {pattern} has anything like {old}: choose another fault")


def ours(*arguments):
    """What `wsis check` finds against the shapes."""
    problems = json.loads(wsis("check", "--json", *arguments, codes=(0, 1)))
    ensure(all(p["code"] != "W402" for p in problems), f"the shapes could not be applied: {problems}")
    return {found(problem) for problem in problems if problem["code"] == "W401"}


def found(problem):
    """Thing, path, shape and violation; path and shape stand at the end of the texts."""
    path = re.search(r"\((https?://[^()\s]+)\)$", problem["message"])
    shape = re.search(r"the shape is <([^<>]+)>$", problem["hint"])
    ensure(shape, f"this W401 names no shape: {problem}")
    violation = problem["severity"] == "error"
    return problem["thing"], path and path[1], shape[1], violation


def theirs(dump):
    """What pySHACL finds; ontology.py has it check the shapes themselves."""
    data, shapes = (Graph().parse(path) for path in (dump, SHAPES))
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    text = lambda result, about: None if (v := report.value(result, about)) is None else str(v)
    return {
        (text(result, SH.focusNode), text(result, SH.resultPath), text(result, SH.sourceShape),
         report.value(result, SH.resultSeverity) == SH.Violation)
        for result in report.objects(None, SH.result)
    }


def compare(left, right):
    for title, rows in (("only wsis", left - right), ("only pySHACL", right - left)):
        ensure(not rows, f"{title} finds: {sorted(rows, key=str)}")


def bundled():
    """the bundled data"""
    with temporary() as out:
        _, release = build(out)
        left = ours()
        compare(left, theirs(release / "wsis.nt"))
        return f"both find the same in the bundled data: {len(left)} results"


def faulty(title, pattern, old, new, shape):
    """A check that both find the fault, and the same besides."""

    def check():
        with temporary() as folder:
            data = folder / "data"
            shutil.copytree(DATA, data)
            spoil(data, pattern, old, new)
            _, release = build(folder / "out", "--data", data, "--no-gate", codes=(0, 1))
            left = ours("--data", data)
            compare(left, theirs(release / "wsis.nt"))
            hit = [row for row in left if row[2].endswith("#" + shape)]
            ensure(hit, f"nobody minds {title}; found are {sorted(left, key=str)}")
            return f"both find {title}, and the same besides: {len(left)} results"

    check.__name__ = title
    return check


def main():
    return run("shacl", [bundled, *(faulty(*fault) for fault in FAULTS)])


if __name__ == "__main__":
    script("shacl", main)
