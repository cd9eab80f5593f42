"""Asks the reconciliation service and the citation resolver over HTTP and validates every answer against the JSON
Schemas of both versions of the protocol.

Run:  python tests/python/reconciliation.py      (exit 0: all fine, 1: not)
The schemas stand in ../shared/suites/reconciliation, or in the folder named by WSIS_SUITES.
"""

import json
import os
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote, urlencode

from common import PROJECT, build, ensure, free_port, program, run, script, server, temporary

try:
    from jsonschema import Draft7Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT7
except ImportError as error:
    print(f"reconciliation.py: SKIPPED: {error}; pip install -r tests/python/requirements.txt")
    raise SystemExit(0) from None

SUITES = Path(os.environ.get("WSIS_SUITES", PROJECT.parent / "shared" / "suites")) / "reconciliation"
DRAFT = "1.0-draft"
ROOT = ""
MANY = 10_000


class Schemas:
    """The schemas of one version."""

    def __init__(self, version):
        folder = SUITES / version / "schemas"
        self.all = {path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
        resources = [
            (schema["$id"], Resource(contents=schema, specification=DRAFT7)) for schema in self.all.values()
        ]
        # One schema of 0.2 names itself as one of the draft; by its file name it is found all the same.
        resources += [
            (f"https://reconciliation-api.github.io/specs/{folder_name}/schemas/{name}.json",
             Resource(contents=schema, specification=DRAFT7))
            for name, schema in self.all.items() for folder_name in ("draft", version)
        ]
        self.registry = Registry().with_resources(resources)

    def check(self, name, value):
        validator = Draft7Validator(self.all[name], registry=self.registry)
        problems = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(value)]
        ensure(not problems, f"{name}: {problems[:3]}")


def ask(path, data=None, kind=None, headers=None):
    """Status, headers and body of an answer."""
    request = urllib.request.Request(ROOT + path, data=data, headers={"Accept": "application/json", **(headers or {})})
    if kind:
        request.add_header("Content-Type", kind)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def given(path, data=None, kind=None, headers=None):
    """The JSON of a good answer."""
    status, _, body = ask(path, data, kind, headers)
    ensure(status == 200, f"{path}: status {status}: {body[:300]!r}")
    return json.loads(body)


def form(name, value):
    text = value if isinstance(value, str) else json.dumps(value)
    return urlencode({name: text}).encode(), "application/x-www-form-urlencoded"


def posted(value):
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode(), "application/json"


def batch_02(queries):
    return given("/reconcile", *form("queries", queries))


def batch_draft(queries, root=f"/reconcile/{DRAFT}"):
    return given(f"{root}/match", *posted({"queries": queries}))


def by_name(text, **more):
    return {"conditions": [{"matchType": "name", "propertyValue": text}], **more}


# ---------------------------------------------------------------- checks


def manifests():
    """both manifests are valid and lead to what they promise"""
    first, draft = given("/reconcile"), given(f"/reconcile/{DRAFT}")
    Schemas("0.2").check("manifest", first)
    Schemas(DRAFT).check("manifest", draft)
    ensure("0.2" in first["versions"] and DRAFT in draft["versions"], "versions")
    ensure(first["identifierSpace"].endswith("/id/"), first["identifierSpace"])
    # OpenRefine puts the identifier in percent-encoded.
    view = first["view"]["url"].replace("{{id}}", quote("body/cstd", safe=""))
    status, _, _ = ask(view.removeprefix(ROOT))
    ensure(status == 200, f"{view}: {status}")
    preview = first["preview"]["url"].replace("{{id}}", quote("body/cstd", safe=""))
    status, headers, body = ask(preview.removeprefix(ROOT), headers={"Accept": "text/html"})
    ensure(status == 200 and b"Commission on Science" in body, f"{preview}: {status}")
    ensure("frame-ancestors *" in headers["Content-Security-Policy"], "a preview stands in frames of others")
    for kind in ("entity", "property", "type"):
        suggest = first["suggest"][kind]
        fly = suggest["flyout_service_path"].replace("${id}", {"entity": "body/cstd", "property": "symbol", "type": "Body"}[kind])
        shown = given((suggest["flyout_service_url"] + fly).removeprefix(ROOT))
        ensure(shown["html"], f"{fly} shows nothing")


def batches_02():
    """batches of 0.2: valid, with types, properties, limits; CORS; GET and POST"""
    queries = {
        "q0": {"query": "Comission on Science and Technology for Developement", "type": "Body", "limit": 3},
        "q1": {"query": "Глобальный цифровой договор", "type": "Document"},
        "q2": {"query": "res. 2006/46", "type": "Document"},
        "q3": {"query": "WGEC", "type": "Body"},
        "q4": {"properties": [{"pid": "symbol", "v": "A/RES/70/125"}], "type": "Document"},
        "q5": {"query": "World Summit on the Information Society", "type": ["Event", "Body"], "type_strict": "any",
               "properties": [{"pid": "year", "v": [2003, "2005"]}, {"pid": "place", "v": {"id": "place/tunis"}}]},
        "q6": {"query": "para. 72(a) of the Tunis Agenda"},
    }
    Schemas("0.2").check("reconciliation-query-batch", queries)
    answers = batch_02(queries)
    Schemas("0.2").check("reconciliation-result-batch", answers)
    first = {key: answer["result"][0] for key, answer in answers.items()}
    expected = {
        "q0": "body/cstd", "q1": "document/A/RES/79/1/annex/1", "q2": "document/E/RES/2006/46",
        "q4": "document/A/RES/70/125", "q6": "document/WSIS-05/TUNIS/DOC/6/para/72/a",
    }
    for key, thing in expected.items():
        ensure(first[key]["id"] == thing, f"{key}: {first[key]}")
        ensure(first[key]["match"], f"{key} is beyond doubt: {first[key]}")
    ensure(len(answers["q0"]["result"]) <= 3, "limit")
    ensure(first["q1"]["name"] == "Global Digital Compact", f"an annex by its own name: {first['q1']}")
    ensure(not any(one["match"] for one in answers["q3"]["result"]), f"two groups bore this acronym: {answers['q3']}")
    by_get = given("/reconcile?" + urlencode({"queries": json.dumps({"q0": {"query": "CSTD"}})}))
    Schemas("0.2").check("reconciliation-result-batch", by_get)
    _, headers, _ = ask("/reconcile", *form("queries", {"q0": {"query": "CSTD"}}), headers={"Origin": "https://x.example"})
    ensure(headers["Access-Control-Allow-Origin"] == "*", "every site may ask")


def batches_draft():
    """batches of 1.0-draft: valid, with conditions of all kinds, names in the language asked for"""
    queries = [
        by_name("CSTD", type="Body", limit=2),
        {"conditions": [{"matchType": "id", "propertyValue": "body/igf"}]},
        {"type": "Event", "conditions": [
            {"matchType": "name", "propertyValue": "meeting of the Internet Governance Forum"},
            {"matchType": "property", "propertyId": "startsOn", "propertyValue": "2019", "required": True},
        ]},
        {"conditions": [{"matchType": "property", "propertyId": "acronym", "propertyValue": ["ITU", "IGF"],
                         "matchQuantifier": "any", "required": True}]},
        by_name("Nobody has this name"),
    ]
    schemas = Schemas(DRAFT)
    schemas.check("reconciliation-query-batch", {"queries": queries})
    for root in (f"/reconcile/{DRAFT}", "/reconcile"):
        answer = batch_draft(queries, root)
        schemas.check("reconciliation-result-batch", answer)
        found = [result["candidates"] for result in answer["results"]]
        ensure(len(found) == len(queries), "one result for each query, in its order")
        ensure(found[0][0]["id"] == "body/cstd" and found[0][0]["match"], found[0])
        ensure([one["id"] for one in found[1]] == ["body/igf"], found[1])
        ensure(found[2][0]["id"] == "event/igf-2019", found[2])
        ensure({one["id"] for one in found[3]} == {"body/itu", "body/igf"}, found[3])
        ensure(not any(one["match"] for one in found[4]), found[4])
    french = given(f"/reconcile/{DRAFT}/match", *posted({"queries": queries[:1]}), headers={"Accept-Language": "fr"})
    one = french["results"][0]["candidates"][0]
    ensure(one["lang"] == "fr" and one["name"].startswith("Commission de la science"), one)
    scores = [one["score"] for result in answer["results"] for one in result["candidates"]]
    ensure(all(0 <= score <= 100 for score in scores), "standardizedScore")


def suggestions():
    """suggestions for things, types and properties are valid in both versions; cursor goes on"""
    for version, root in (("0.2", "/reconcile"), (DRAFT, f"/reconcile/{DRAFT}")):
        schemas = Schemas(version)
        for kind, name, prefix in (("entity", "entities", "tunis"), ("type", "types", ""), ("property", "properties", "adop")):
            answer = given(f"{root}/suggest/{kind}?prefix={prefix}")
            schemas.check(f"suggest-{name}-response", answer)
            ensure(answer["result"], f"{kind}: nothing for {prefix}")
        ids = lambda query: [one["id"] for one in given(f"{root}/suggest/entity?{query}")["result"]]
        ensure("document/WSIS-05/TUNIS/DOC/6" in ids("prefix=Tunis%20Ag"), "Tunis Ag")
        ensure(ids("prefix=A/RES/70/12")[0] == "document/A/RES/70/125", "a symbol as it is typed")
        ensure(ids("prefix=body/cstd")[0] == "body/cstd", "an identifier")
        ensure(ids(f"prefix={quote('突尼斯')}"), "a prefix in Chinese")
        whole, rest = ids("prefix=co"), ids("prefix=co&cursor=5")
        ensure(whole[5:] == rest[:5] and rest, "cursor skips")
        ensure(ids("prefix=.%2A%28%5B") == [], "regular-expression characters")


def extension():
    """data extension: proposals and values are valid in both versions"""
    query = {"ids": ["document/A/RES/70/125", "body/cstd", "event/igf-2019", "body/nobody"],
             "properties": [{"id": "symbol"}, {"id": "adoptedOn"}, {"id": "adoptedBy"}, {"id": "label", "settings": {"limit": "2"}},
                            {"id": "acronym"}, {"id": "startsOn"}, {"id": "place"}, {"id": "ordinal"}]}
    first, draft = Schemas("0.2"), Schemas(DRAFT)
    first.check("data-extension-query", query)
    answer = given("/reconcile", *form("extend", query))
    first.check("data-extension-response", answer)
    rows = answer["rows"]
    ensure(rows["document/A/RES/70/125"]["adoptedBy"][0]["id"] == "body/general-assembly", rows)
    ensure(rows["document/A/RES/70/125"]["adoptedOn"] == [{"date": "2015-12-16T00:00:00Z"}], rows)
    ensure(rows["event/igf-2019"]["ordinal"] == [{"int": 14}], rows)
    ensure(len(rows["body/cstd"]["label"]) == 2, "the setting limit")
    ensure(rows["body/nobody"] == {one["id"]: [] for one in query["properties"]}, rows["body/nobody"])
    for root in ("/reconcile", f"/reconcile/{DRAFT}"):
        answer = given(f"{root}/extend", *posted(query))
        draft.check("data-extension-response", answer)
        ensure([row["id"] for row in answer["rows"]] == query["ids"], "rows in the order of the query")
        proposal = given(f"{root}/extend/propose?type=Document&limit=5")
        (draft if DRAFT in root else first).check("data-extension-property-proposal", proposal)
        ensure(len(proposal["properties"]) == 5 and proposal["limit"] == 5, proposal)


def nonsense():
    """batches of ten thousand, nonsense and wrong types are refused clearly, and the server lives on"""
    many = {f"q{n}": {"query": "x"} for n in range(MANY)}
    wrong = [
        ("/reconcile", *form("queries", many), 413),
        (f"/reconcile/{DRAFT}/match", *posted({"queries": [by_name("x")] * MANY}), 413),
        ("/reconcile", *form("queries", "not json"), 400),
        ("/reconcile", *form("queries", "[]"), 400),
        ("/reconcile", *form("queries", {"q0": []}), 400),
        ("/reconcile", *form("queries", {"q0": {"query": 7}}), 400),
        ("/reconcile", *form("queries", {"q0": {}}), 400),
        ("/reconcile", *form("queries", {"q0": {"query": "x", "limit": -1}}), 400),
        ("/reconcile", *form("queries", {"q0": {"query": "x", "limit": "many"}}), 400),
        ("/reconcile", *form("queries", {"q0": {"query": "x", "type": {}}}), 400),
        ("/reconcile", *form("queries", {"q0": {"query": "x", "qery": "y"}}), 400),
        ("/reconcile", *form("queries", {"q0": {"query": "x", "type_strict": "maybe"}}), 400),
        ("/reconcile", *form("queries", {"q0": {"query": "x", "properties": [{"pid": "kites", "v": 1}]}}), 400),
        ("/reconcile", *form("queries", {"q0": {"query": "x", "properties": "symbol"}}), 400),
        ("/reconcile", *form("queries", "[" * 100_000), 400),
        ("/reconcile", *form("extend", {"ids": "body/cstd", "properties": []}), 400),
        ("/reconcile", *form("extend", {"ids": ["x"] * MANY, "properties": []}), 413),
        ("/reconcile", b"queries=%ZZ", "application/x-www-form-urlencoded", 400),
        ("/reconcile", b"\xff\xfe", "text/plain", 415),
        (f"/reconcile/{DRAFT}/match", b"\xff", "application/json", 400),
        (f"/reconcile/{DRAFT}/match", *posted([]), 400),
        (f"/reconcile/{DRAFT}/match", *posted({"queries": [{"conditions": []}]}), 400),
        (f"/reconcile/{DRAFT}/match", *posted({"queries": [{"conditions": [{"matchType": "kite", "propertyValue": 1}]}]}), 400),
        (f"/reconcile/{DRAFT}/match", *posted({"queries": [by_name(None)]}), 400),
        (f"/reconcile/{DRAFT}/match", *posted({"queries": [by_name("x", type=["Body"])]}), 400),
        (f"/reconcile/{DRAFT}/match", *form("queries", {}), 415),
        (f"/reconcile/{DRAFT}/extend", *posted({"ids": [1], "properties": [{"id": "symbol"}]}), 400),
        ("/reconcile?query=CSTD", None, None, 400),
        ("/reconcile?callback=f", None, None, 400),
        ("/reconcile/suggest/kites?prefix=x", None, None, 404),
        ("/reconcile/suggest/entity?prefix=x&cursor=-1", None, None, 400),
        ("/reconcile/suggest/entity?prefix=" + "x" * 5000, None, None, 400),
        ("/reconcile/preview?id=nobody", None, None, 404),
        ("/resolve", None, None, 400),
        ("/resolve?q=" + "x" * 3000, None, None, 400),
    ]
    for path, data, kind, expected in wrong:
        status, headers, body = ask(path, data, kind)
        ensure(status == expected, f"{path} {str(data)[:80]}: {status}, expected {expected}: {body[:200]!r}")
        problem = json.loads(body)
        ensure(headers.get_content_type() == "application/problem+json" and len(problem["detail"]) > 10, f"{path}: {problem}")
    odd = {str(n): {"query": text} for n, text in enumerate(
        [".*", "(((", "[a-z]+", "\\", "\u0000", "\u202e", "x" * 2000, "a " * 900, "🪁", "%", "<script>", "' OR 1=1", "第" * 500])}
    answers = batch_02(odd)
    Schemas("0.2").check("reconciliation-result-batch", answers)
    ensure(not any(one["match"] for answer in answers.values() for one in answer["result"]), "nonsense is nobody's name")
    status, _, _ = ask("/reconcile", *form("queries", {"q0": {"query": "x" * 2001}}))
    ensure(status == 400, "a huge name")
    status, headers, _ = ask(f"/reconcile/{DRAFT}/match")
    ensure(status == 405 and "POST" in headers["Allow"], f"{status} {headers['Allow']}")
    ensure(given("/health"), "the server lives on")
    return f"{len(wrong)} wrong requests are refused clearly, {len(odd)} odd names match nothing"


def resolver():
    """citations over HTTP: JSON tells all, a browser is led on where that is certain"""
    told = given("/resolve?" + urlencode({"q": "para. 72(a) of the Tunis Agenda"}))
    answer = told["cited"][0]["answers"][0]
    ensure(answer["iri"].endswith("/id/document/WSIS-05/TUNIS/DOC/6/para/72/a") and answer["certain"], answer)
    missing = given("/resolve?" + urlencode({"q": "Tunis Agenda, para 999"}))["cited"][0]["answers"][0]
    ensure(not missing["places"][0]["known"] and missing["known"] and "not" in missing["note"], missing)
    page = {"Accept": "text/html"}
    opener = urllib.request.build_opener(NoRedirect)
    request = urllib.request.Request(ROOT + "/resolve?" + urlencode({"q": "пункт 72 Тунисской программы"}), headers=page)
    try:
        opener.open(request, timeout=30)
        ensure(False, "a browser is led on")
    except urllib.error.HTTPError as error:
        ensure(error.code == 303 and error.headers["Location"].endswith("/para/72"), f"{error.code} {error.headers['Location']}")
    status, _, body = ask("/resolve?" + urlencode({"q": "Kyoto <script> Plan"}), headers=page)
    ensure(status == 200 and b"<script> Plan" not in body, "a page, and nobody's script in it")


def speed():
    """a batch of fifty names over HTTP"""
    names = ["CSTD", "Internet Governence Forum", "Tunis Agenda", "A/RES/70/125", "Комиссия по науке и технике в целях развития",
             "Commission de la science et de la technique", "突尼斯议程", "World Health Organisation", "WSIS Forum 2021", "Nitin Desay"]
    queries = {f"q{n}": {"query": names[n % len(names)]} for n in range(50)}
    times = []
    for _ in range(7):
        started = time.perf_counter()
        batch_02(queries)
        times.append(time.perf_counter() - started)
    median = sorted(times)[3] * 1000
    ensure(median < 1000, f"{median:.0f} ms for a batch of fifty")
    return f"a batch of fifty takes {median:.0f} ms at the median of seven"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def main():
    global ROOT
    if not SUITES.is_dir():
        print(f"reconciliation.py: SKIPPED: no schemas at {SUITES} (set WSIS_SUITES)")
        return 0
    with temporary() as folder:
        release = os.environ.get("WSIS_RELEASES")
        if not release:
            release = folder / "build"
            build(release)
        port = free_port()
        ROOT = f"http://127.0.0.1:{port}"
        command = [program(), "serve", "--out", str(release), "--bind", f"127.0.0.1:{port}"]
        with server(command, f"{ROOT}/health"):
            return run("reconciliation.py", [manifests, batches_02, batches_draft, suggestions, extension, nonsense, resolver, speed])


if __name__ == "__main__":
    script("reconciliation.py", main)
