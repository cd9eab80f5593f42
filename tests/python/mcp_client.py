"""Asks `wsis mcp` as an assistant does, with the official Python SDK of the Model Context Protocol (PyPI: mcp).

Run:  python tests/python/mcp_client.py      (exit 0: all fine, 1: not)
Every tool is listed and called, with good and bad input, over standard input and HTTP, with the protocol of
2026 and the one before it: on the bundled data, on invented texts, and on the official texts where there are any.
"""

import asyncio
import contextlib
import http.client
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
from common import PROJECT, Failed, build, ensure, free_port, program, run, script, stop, temporary

try:
    import mcp
except ImportError as missing:
    sys.exit(print(f"mcp_client: SKIPPED: the SDK cannot be imported ({missing})"))

TEXTS = Path(os.environ.get("WSIS_CORPUS", PROJECT.parent / "shared" / "corpus")) / "wsis"
INVENTED = PROJECT / "tests" / "fixtures" / "extraction"
BASE = "https://w3id.org/wsis/id/"
TUNIS_72 = f"{BASE}document/WSIS-05/TUNIS/DOC/6/para/72"
SECONDS = 60
# Each tool with input that it answers on the bundled data.
GOOD = {
    "about_release": [{}],
    "describe": [{"thing": "body/igf"}, {"thing": "A/RES/70/125"}, {"thing": "wsis:Mandate"}, {"thing": "Internet Governance Forum"}, {"thing": f"{BASE}event/wsis-tunis-2005"}],
    "get_paragraph": [
        {"paragraph": TUNIS_72},
        {"paragraph": "WSIS-05/TUNIS/DOC/6, para. 72", "languages": ["en", "ar", "zh"]},
        {"paragraph": "a/res/80/173#para/99", "languages": ["fr"]},
        {"paragraph": "paragraph 72 of the Tunis Agenda"},
    ],
    "list_documents": [{}, {"words": "tunis agenda"}, {"from_year": 2025, "to_year": 2025, "limit": 3}, {"holding": "gists"}],
    "mandates_of_body": [
        {"body": "CSTD"},
        {"body": f"{BASE}body/cstd", "as_of": "2026-01-01", "with_due": True, "limit": 5},
        {"body": "Foro para la Gobernanza de Internet", "role": "concerned"},
        {"body": "secretary-general", "status": "in-force"},
    ],
    "quote": [{"paragraph": TUNIS_72, "words": "words that nobody can check here"}],
    "resolve_citation": [
        {"text": "para. 72(a) of the Tunis Agenda"},
        {"text": "see A/RES/70/125, paras 63-65, and res. 2006/46"},
        {"text": "nothing is cited here"},
    ],
    "search": [
        {"words": "internet governance forum"},
        {"words": "données", "language": "fr", "kinds": ["body", "event"], "limit": 3},
        {"words": "A/RES/80/173, para. 9999"},
        {"kinds": ["event"], "years": "2025-"},
        {"words": "no such words anywhere qqxqq"},
    ],
    "sparql": [
        {"query": "igf-mandate-end"},
        {"query": "ASK { ?m a wsis:Mandate }"},
        {"query": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"},
        {"query": "CONSTRUCT { ?b rdfs:label ?l } WHERE { ?b a wsis:Body ; rdfs:label ?l } LIMIT 3"},
    ],
}
# Each tool with input that it refuses, and what the refusal must say.
BAD = [
    ("about_release", {"surplus": 1}, "surplus"),
    ("describe", {}, "missing field `thing`"),
    ("describe", {"thing": ""}, "empty"),
    ("describe", {"thing": "body/nobody-knows"}, "Hint"),
    ("describe", {"thing": "https://example.org/elsewhere"}, "Hint"),
    ("describe", {"thing": "x" * 5000}, "at most"),
    ("describe", {"thing": "../../etc/passwd"}, "Hint"),
    ("describe", {"thing": "<a> \\ \" { } | ^ ` %zz \u0000"}, "Hint"),
    ("get_paragraph", {"paragraph": "A/RES/80/173 para. 9999"}, "no such paragraph"),
    ("get_paragraph", {"paragraph": "A/RES/80/173"}, "no paragraph"),
    ("get_paragraph", {"paragraph": "A/RES/99/999, para. 1"}, "Hint"),
    ("get_paragraph", {"paragraph": TUNIS_72, "languages": ["de"]}, "official languages"),
    ("get_paragraph", {"paragraph": TUNIS_72, "languages": "en"}, "a sequence"),
    ("get_paragraph", {"paragraph": 72}, "Hint"),
    ("get_paragraph", {"paragrah": TUNIS_72}, "paragrah"),
    ("list_documents", {"limit": 0}, "limit"),
    ("list_documents", {"limit": 100000}, "offset"),
    ("list_documents", {"limit": -1}, "Hint"),
    ("list_documents", {"holding": "everything"}, "gists"),
    ("list_documents", {"words": "w " * 5000}, "at most"),
    ("mandates_of_body", {"body": "Forum of the Commission"}, "knows no body"),
    ("mandates_of_body", {"body": "CSTD", "as_of": "yesterday"}, "as_of"),
    ("mandates_of_body", {"body": "CSTD", "as_of": "2026-02-30"}, "as_of"),
    ("mandates_of_body", {"body": "CSTD", "role": "author"}, "addressee"),
    ("mandates_of_body", {"body": "no such body anywhere"}, "Hint"),
    ("quote", {"paragraph": TUNIS_72}, "missing field `words`"),
    ("quote", {"paragraph": TUNIS_72, "words": "  "}, "empty"),
    ("quote", {"paragraph": TUNIS_72, "words": "?!"}, "no letters"),
    ("quote", {"paragraph": TUNIS_72, "words": "We ask … to convene"}, "each piece"),
    ("quote", {"paragraph": TUNIS_72, "words": "word " * 3000}, "at most"),
    ("quote", {"paragraph": "nothing of ours", "words": "a word"}, "Hint"),
    ("quote", {"paragraph": "body/igf", "words": "a word"}, "no paragraph"),
    ("resolve_citation", {}, "missing field `text`"),
    ("resolve_citation", {"text": ""}, "empty"),
    ("resolve_citation", {"text": "A/RES/70/125 " * 2000}, "at most"),
    ("search", {}, "Hint"),
    ("search", {"words": "word " * 10000}, "longer"),
    ("search", {"words": "?*"}, "Hint"),
    ("search", {"words": "a", "kinds": ["evnt"]}, "document"),
    ("search", {"words": "a", "years": "soon"}, "2003-2015"),
    ("search", {"words": "a", "language": "xx"}, "official languages"),
    ("search", {"words": "a", "limit": 101}, "limit"),
    ("search", {"words": "a", "offset": 1000000}, "offset"),
    ("sparql", {"query": "SELECT"}, "Hint"),
    ("sparql", {"query": "SELECT * WHERE { ?s ?p ?o"}, "Hint"),
    ("sparql", {"query": "no-such-question"}, "about_release"),
    ("sparql", {"query": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}, "read-only"),
    ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}, "SERVICE"),
    ("sparql", {"query": "SELECT ?s { ?s ?p ?o }"}, "1000 rows"),
    ("sparql", {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}, "Hint"),
    ("sparql", {"query": "SELECT * { " + "{ " * 10000 + "?s ?p ?o" + " }" * 10000 + " }"}, "at most"),
    ("sparql", {"query": "ASK { " + "{ " * 2000 + "?s ?p ?o" + " }" * 2000 + " }"}, "Hint"),
    ("no_such_tool", {}, "get_paragraph"),
]


# ---------------------------------------------------------------- ways to ask


def on_stdio(out, mode):
    parameters = mcp.StdioServerParameters(command=program(), args=["mcp", "--out", str(out)])
    return mcp.Client(mcp.stdio_client(parameters, errlog=open(os.devnull, "w")), mode=mode)


@contextlib.contextmanager
def http_server(out, *more):
    """A server and its port."""
    port = free_port()
    command = [program(), "mcp", "--out", str(out), "--http", f"127.0.0.1:{port}", *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + 30
            while post(port, "", {}) is None:
                ensure(time.monotonic() < deadline and process.poll() is None, "the server does not answer")
                time.sleep(0.05)
            yield process, port
        finally:
            if process.poll() is None:
                ensure(stop(process) == 0, "the server did not end with 0 after SIGTERM")
        ensure(process.stdout.read() == b"", "the server wrote on standard output")


def post(port, body, headers, method="POST"):
    """Status and body of the answer; None where nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    usual = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    try:
        # A body that is too long is refused before all of it was sent.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.request(method, "/mcp", body, usual | headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except ConnectionRefusedError:
        return None
    finally:
        connection.close()


def wait_for(asking):
    """What came of it; of several failures that the SDK bundles, the first of ours."""
    try:
        return asyncio.run(asking)
    except BaseExceptionGroup as group:
        failed = group.subgroup(Failed)
        while isinstance(failed, BaseExceptionGroup):
            failed = failed.exceptions[0]
        if failed is None:
            raise
        raise failed from None


async def each_way(out, ask):
    """What came of asking over standard input and HTTP, with the protocol of 2026 and the one before it."""
    came = []
    with http_server(out) as (_, port):
        for mode in ("auto", "legacy"):
            for client in (on_stdio(out, mode), mcp.Client(f"http://127.0.0.1:{port}/mcp", mode=mode)):
                async with asyncio.timeout(5 * SECONDS), client:
                    came.append(await ask(client))
    return came


async def fine(client, tool, arguments):
    result = await client.call_tool(tool, arguments)
    ensure(not result.is_error, f"{tool} {arguments}: {result.content[0].text}")
    return result.structured_content


def text_of(result):
    return "".join(block.text for block in result.content)


# ---------------------------------------------------------------- what every tool does


async def listed(client):
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    ensure(set(GOOD) <= set(tools), f"missing tools: {set(GOOD) - set(tools)}")
    ensure(set(tools) <= set(GOOD), f"tools that nothing here calls: {set(tools) - set(GOOD)}")
    for name, tool in tools.items():
        for schema in (tool.input_schema, tool.output_schema):
            jsonschema.Draft202012Validator.check_schema(schema)
            ensure(schema["type"] == "object", f"{name}: a schema that is no object's")
        ensure(tool.annotations.read_only_hint and not tool.annotations.destructive_hint, f"{name} is not read-only")
        ensure(40 < len(tool.description) < 420, f"{name}: a description of {len(tool.description)} characters")
        undescribed = [field for field, schema in tool.input_schema.get("properties", {}).items() if not schema.get("description")]
        ensure(not undescribed, f"{name}: {undescribed} are not described")
    ensure("never in quotation marks" in (client.instructions or ""), "no rules for quoting in the instructions")
    return tools


async def called(client):
    tools = await listed(client)
    calls = 0
    for name, inputs in GOOD.items():
        for arguments in inputs:
            result = await client.call_tool(name, arguments)
            ensure(not result.is_error, f"{name} {arguments}: {text_of(result)}")
            jsonschema.validate(result.structured_content, tools[name].output_schema)
            text = text_of(result)
            ensure(result.structured_content["release"] in text or name == "sparql", f"{name}: no release in the text")
            ensure(len(text) < 400_000, f"{name} {arguments}: {len(text)} characters")
            calls += 1
    for name, arguments, words in BAD:
        result = await client.call_tool(name, arguments)
        text = text_of(result)
        ensure(result.is_error, f"{name} {str(arguments)[:200]} was answered: {text[:200]}")
        ensure(words in text, f"{name} {str(arguments)[:200]} is refused without \"{words}\": {text}")
        ensure(len(text) < 2_000, f"{name}: a refusal of {len(text)} characters")
        calls += 1
    await fine(client, "about_release", {})
    return calls


async def resources(client):
    templates = (await client.list_resource_templates()).resource_templates
    ensure(len(templates) == 3, f"{len(templates)} templates")
    seen, cursor = [], None
    while True:
        page = await client.list_resources(cursor=cursor)
        seen += [resource.uri for resource in page.resources]
        cursor = page.next_cursor
        if cursor is None:
            break
    documents = (await fine(client, "list_documents", {"limit": 1}))["total"]
    ensure(len(seen) == len(set(seen)) == documents, f"{len(seen)} resources, {documents} documents")
    for uri in (seen[0], TUNIS_72, f"{BASE}body/igf"):
        contents = (await client.read_resource(uri)).contents
        ensure(len(contents) == 1 and f"iri: {uri}\n" in contents[0].text, f"{uri}: {contents[0].text[:200]}")
    for uri in (f"{BASE}body/nobody-knows", "file:///etc/passwd", "https://example.org/"):
        with contextlib.suppress(mcp.MCPError):
            raise Failed(f"{uri} was read: {(await client.read_resource(uri)).contents}")
    return len(seen)


# ---------------------------------------------------------------- the bundled data


class Bundled:
    def __init__(self, out):
        self.out = out

    def tools(self):
        """every tool is listed and called with good and bad input, in four ways"""
        calls = wait_for(each_way(self.out, called))
        ensure(len(set(calls)) == 1, f"different numbers of calls: {calls}")
        return f"{calls[0]} calls each over standard input and HTTP, with two protocols: {len(GOOD)} tools, {len(BAD)} refusals"

    def resources(self):
        """documents and paragraphs are resources"""
        counts = wait_for(each_way(self.out, resources))
        return f"{counts[0]} documents listed in pages and read by address, in four ways"

    def nothing_invented(self):
        """what the release does not hold is said"""

        async def ask(client):
            paragraph = await fine(client, "get_paragraph", {"paragraph": "A/RES/80/173 para. 99", "languages": ["en"]})
            ensure(paragraph["held"] == "gist-only" and not paragraph["texts"], "words where there are none")
            ensure("memory" in paragraph["says"] and paragraph["languages_missing"] == ["en"], str(paragraph["says"]))
            ensure(paragraph["gist"]["layer"] == "curated" and paragraph["evidence"], "a gist without layer or evidence")
            quoted = await fine(client, "quote", {"paragraph": "A/RES/80/173 para. 99", "words": "shall be made a permanent forum"})
            ensure(quoted["verdict"] == "no-text" and not quoted["matches"], str(quoted))
            about = await fine(client, "about_release", {})
            ensure(not about["texts"] and "without official texts" in about["says"], str(about["says"]))
            found = await fine(client, "mandates_of_body", {"body": "IGF", "role": "concerned", "as_of": "2016-01-01"})
            ensure("without official texts" in found["says"], found["says"])
            for mandate in found["mandates"]:
                ensure(mandate["evidence"] and mandate["layers"], f"{mandate['iri']}: neither evidence nor layer")
            return {mandate["iri"]: mandate["status"] for mandate in found["mandates"]}

        (status,) = set(map(json.dumps, wait_for(each_way(self.out, ask))))
        return f"{len(json.loads(status))} mandates about the Forum with evidence; no text, no quotation"

    def status_in_time(self):
        """the status of a mandate is that of the day asked about"""

        async def ask(client):
            told = []
            for day in ("2005-01-01", "2012-01-01", "2017-01-01", "2026-01-01"):
                question = {"body": "IGF", "role": "concerned", "as_of": day, "limit": 100}
                mandates = (await fine(client, "mandates_of_body", question))["mandates"]
                told.append({m["iri"].removeprefix(BASE): m["status"] for m in mandates})
            return told

        async def once():
            async with on_stdio(self.out, "auto") as client:
                return await ask(client)

        told = [day["mandate/WSIS-05/TUNIS/DOC/6/para/72/1"] for day in wait_for(once())]
        ensure(told == ["not-yet-stated", "in-force", "in-force", "in-force"], str(told))
        ten = [day["mandate/A/RES/70/125/para/63/2"] for day in wait_for(once())]
        ensure(ten == ["not-yet-stated", "not-yet-stated", "in-force", "superseded"], str(ten))
        return "the Tunis mandate and the ten years of 2015 on four days"

    def citations(self):
        """a citation as people write it leads to its paragraph, and one that leads nowhere says so"""

        async def ask():
            async with on_stdio(self.out, "auto") as client:
                answer = await fine(client, "resolve_citation", {"text": "para. 72 of the Tunis Agenda"})
                (meaning,) = [meaning for meaning in answer["citations"][0]["meanings"] if meaning["certain"]]
                ensure(meaning["paragraphs"] == [{"iri": TUNIS_72, "known": True}], str(meaning))
                answer = await fine(client, "resolve_citation", {"text": "A/RES/80/173, para. 9999"})
                meaning = answer["citations"][0]["meanings"][0]
                ensure(not meaning["paragraphs"][0]["known"], str(meaning))
                answer = await fine(client, "resolve_citation", {"text": "nothing is cited here"})
                understood = [citation for citation in answer["citations"] if citation["meanings"]]
                ensure(not understood and answer["notes"], str(answer))

        wait_for(ask())
        return "one that is there, one that is not, none"

    def same_as_query(self):
        """sparql gives what `wsis query` gives"""

        async def ask():
            async with on_stdio(self.out, "auto") as client:
                return [await fine(client, "sparql", {"query": name}) for name in ("summit-outcomes", "igf-mandate-end")]

        for name, answer in zip(("summit-outcomes", "igf-mandate-end"), wait_for(ask())):
            command = [program(), "query", "--out", str(self.out), name, "--json"]
            expected = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
            ensure(answer["results"] == expected, f"{name} differs")
        return "two ready-made questions"

    def only_protocol(self):
        """standard output carries the protocol only, whatever comes in"""
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
        lines = [
            json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}),
            json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
            "this is no JSON",
            '{"jsonrpc": "2.0", "id": 7}',
            "[" * 100_000,
            "x" * (2 << 20),
            json.dumps({"jsonrpc": "2.0", "id": 2, "method": "no/such/method"}),
            json.dumps({"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "about_release"}}),
        ]
        command = [program(), "mcp", "--out", str(self.out)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            for text in lines:
                process.stdin.write(text.encode() + b"\n")
            process.stdin.flush()
            answers = {}
            while 3 not in answers:
                line = process.stdout.readline()
                ensure(line, "the server ended")
                message = json.loads(line)
                ensure(message["jsonrpc"] == "2.0", line)
                answers[message.get("id")] = message
            process.stdin.close()
            ensure(process.stdout.read() == b"", "something after the last answer")
            ensure(process.wait(SECONDS) == 0, f"exit code {process.returncode}")
        ensure("error" in answers[2] and not answers[3]["result"].get("isError"), str(answers.get(2)))
        return "seven lines, five of them nonsense or 2 MiB long; leaves when its client does"

    def strangers(self):
        """HTTP refuses other hosts, other origins and long bodies, and keeps nothing of its clients"""
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
        first = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello})
        with http_server(self.out, "--host", "wsis.example.org") as (process, port):
            expected = [
                (200, {}, first, "POST"),
                (200, {"Host": f"localhost:{port}"}, first, "POST"),
                (200, {"Host": "wsis.example.org", "Origin": "https://wsis.example.org"}, first, "POST"),
                (200, {"Origin": f"http://localhost:{port}"}, first, "POST"),
                (403, {"Host": "evil.example"}, first, "POST"),
                (403, {"Origin": "https://evil.example"}, first, "POST"),
                (403, {"Origin": "null"}, first, "POST"),
                (403, {"Origin": "http://wsis.example.org.evil.example"}, first, "POST"),
                (413, {}, " " * (2 << 20), "POST"),
                (405, {}, None, "GET"),
                (405, {}, None, "DELETE"),
            ]
            for status, headers, body, method in expected:
                got = post(port, body, headers, method)
                ensure(got[0] == status, f"{method} {headers}: {got[0]} instead of {status}: {got[1][:200]}")
            for body in ("", "[", "{}", "null", '{"jsonrpc":"2.0"}', "\x00" * 100, "[" * 100_000):
                got = post(port, body, {})
                ensure(400 <= got[0] < 500, f"{body[:20]!r}: {got[0]}")
            before = memory(process)
            for _ in range(1000):
                status, _ = post(port, first, {})
                ensure(status == 200, f"{status} for an honest client")
            grown = (memory(process) - before) >> 20
            ensure(grown < 64, f"1000 clients that never said good-bye took {grown} MiB")
            return f"{len(expected) + 7} kinds of requests; 1000 clients took {grown} MiB"

    def crowd(self):
        """many assistants at once are answered"""

        async def one(port, number):
            async with mcp.Client(f"http://127.0.0.1:{port}/mcp", mode=("auto", "legacy")[number % 2]) as client:
                question = {"query": f"SELECT ?m {{ ?m a wsis:Mandate }} LIMIT {number + 1}"}
                return len((await fine(client, "sparql", question))["results"]["results"]["bindings"])

        async def all_of_them(port):
            return await asyncio.gather(*(one(port, number) for number in range(40)))

        with http_server(self.out) as (_, port):
            counts = wait_for(all_of_them(port))
        ensure(counts == list(range(1, 41)), str(counts))
        return "40 at once, each with its own answer"

    def new_release(self):
        """a new release is picked up while a client is connected"""

        async def ask():
            async with on_stdio(self.out, "auto") as client:
                before = (await fine(client, "about_release", {}))["release"]
                manifest, _ = await asyncio.to_thread(build, self.out, "--texts", INVENTED, "--no-gate", codes=(0, 1))
                deadline = time.monotonic() + 30
                while (now := (await fine(client, "about_release", {}))["release"]) == before:
                    ensure(time.monotonic() < deadline, "the new release is not picked up")
                    await asyncio.sleep(0.1)
                ensure(now == manifest["id"], f"{now} instead of {manifest['id']}")

        wait_for(ask())
        return "the next answer comes from it"


def memory(process):
    status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) << 10


# ---------------------------------------------------------------- texts

TEXT = """SELECT ?text ?paragraph ?lang ?words { ?text a wsis:ProvisionText ; wsis:text ?words ; eli:realizes ?paragraph .
  ?paragraph a ?class . VALUES ?class { wsis:Paragraph wsis:SubParagraph }
  BIND(LANG(?words) AS ?lang) FILTER(STRLEN(?words) > 40 && ?lang = "%s") } ORDER BY MD5(STR(?text)) LIMIT %d"""
EVIDENCE = """SELECT ?source ?lang ?words { ?e wsis:reviewState <https://w3id.org/wsis/id/review-state/confirmed> ;
  oa:hasSource ?source ; oa:hasSelector/oa:exact ?words . BIND(LANG(?words) AS ?lang)
  BIND(IRI(CONCAT(STR(?source), "/", ?lang)) AS ?text) FILTER EXISTS { ?text wsis:text ?t } } ORDER BY MD5(STR(?e)) LIMIT %d"""


def rows(answer):
    return [{name: cell["value"] for name, cell in row.items()} for row in answer["results"]["results"]["bindings"]]


class Texts:
    """The same questions to a release with texts."""

    def __init__(self, out, many, languages):
        self.out, self.many, self.languages = out, many, languages

    def ask(self, question):
        async def once():
            async with asyncio.timeout(5 * SECONDS), on_stdio(self.out, "auto") as client:
                return await question(client)

        return wait_for(once())

    def texts(self):
        """words taken from a text stand there; changed ones do not, and the true ones are shown"""
        return self.ask(self.each_text)

    async def each_text(self, client):
        count = 0
        for language in self.languages:
            for row in rows(await fine(client, "sparql", {"query": TEXT % (language, self.many)})):
                await self.one_text(client, row)
                count += 1
        ensure(count >= self.many, f"only {count} texts")
        return f"{count} texts in {', '.join(self.languages)}: exact, differently written, one word changed"

    async def one_text(self, client, row):
        words, place = row["words"], {"paragraph": row["paragraph"]}
        pieces = words.split()
        spaced = len(pieces) > 8
        # Chinese has no spaces, and may be quoted from any sign on.
        piece = words[5:35] if row["lang"] == "zh" else " ".join(pieces[1:7] if spaced else pieces[1:4])
        if "…" in piece or "..." in piece or not piece.strip("0123456789 .,"):
            return
        told = await fine(client, "quote", place | {"words": piece})
        if told["verdict"] != "exact":
            # Spaces that do not break are made ordinary by split().
            ensure(told["verdict"] == "same-words" and "spacing" in told["matches"][0]["differences"], f"{piece!r}: {told}")
        found = told["matches"][0]
        ensure(found["printed"] in words and words[found["start"] : found["end"]] == found["printed"], f"{piece!r}: {found}")
        ensure(found["language"] == row["lang"] and found["iri"] == row["text"], f"{found['iri']} for {row['text']}")
        shouted = await fine(client, "quote", place | {"words": f"“{piece.upper()}”"})
        ensure(shouted["verdict"] == "same-words" and "punctuation" in shouted["matches"][0]["differences"], f"{piece!r}: {shouted}")
        if spaced and row["lang"] in ("en", "fr", "es"):
            changed = " ".join([*pieces[1:4], "xylophone", *pieces[5:9]])
            told = await fine(client, "quote", place | {"words": changed, "language": row["lang"]})
            ensure(told["verdict"] == "not-there", f"{changed!r}: {told}")
            if told.get("nearest"):
                ensure(any("xylophone" in change["given"] for change in told["nearest"]["changes"]), str(told))
                ensure(told["nearest"]["printed"] in words or told["nearest"]["iri"] != row["text"], str(told))
            whole = await fine(client, "get_paragraph", place | {"languages": [row["lang"]]})
            ensure(any(text["words"] == words for text in whole["texts"]), f"{row['text']}: other words")
            ensure(whole["held"] == "text" and not whole["languages_missing"], str(whole["says"]))

    def evidence(self):
        """evidence that the build confirmed is confirmed"""
        return self.ask(self.each_evidence)

    async def each_evidence(self, client):
        asked = rows(await fine(client, "sparql", {"query": EVIDENCE % (self.many * 5)}))
        wrong = []
        for row in asked:
            told = await fine(client, "quote", {"paragraph": row["source"], "words": row["words"], "language": row["lang"]})
            if told["verdict"] not in ("exact", "same-words"):
                wrong.append(f"{row['words']!r} in {row['source']}: {told['verdict']}")
        ensure(not wrong, f"{len(wrong)} of {len(asked)}: {'; '.join(wrong[:5])}")
        return f"{len(asked)} pieces of evidence stand where they are said to"


class Corpus(Texts):
    def __init__(self, out):
        super().__init__(out, 30, ("en", "fr", "es", "ru", "zh", "ar"))

    def tools(self):
        """every tool with good and bad input on official texts"""
        good = dict(GOOD)
        return f"{wait_for(each_way(self.out, called))[0]} calls, in four ways ({len(good)} tools)"

    def answers(self):
        """a paragraph in six languages, its mandate, its citations; a quotation in each language"""
        return self.ask(self.paragraph_99)

    async def paragraph_99(self, client):
        all_six = ["ar", "zh", "en", "fr", "ru", "es"]
        paragraph = await fine(client, "get_paragraph", {"paragraph": "A/RES/80/173 para. 99", "languages": all_six})
        ensure(sorted(text["language"] for text in paragraph["texts"]) == sorted(all_six), str(paragraph["says"]))
        (mandate,) = paragraph["mandates"]
        ensure({"extracted", "curated"} == set(mandate["layers"]), str(mandate["layers"]))
        found = next(piece for piece in mandate["evidence"] if piece["method"] == "extracted")
        ensure(found["confidence"] > 0.5 and found["rule"] and found["words"] in "".join(t["words"] for t in paragraph["texts"]), str(found))
        place = {"paragraph": paragraph["iri"]}
        told = await fine(client, "quote", place | {"words": "shall be made a permanent forum"})
        ensure(told["verdict"] == "exact", str(told))
        told = await fine(client, "quote", place | {"words": "shall become a permanent forum of the United Nations"})
        ensure(told["verdict"] == "not-there" and told["nearest"]["printed"].startswith("shall be made a permanent forum"), str(told))
        told = await fine(client, "quote", {"paragraph": "A/RES/80/173 para. 98", "words": "shall be made a permanent forum"})
        ensure(told["verdict"] == "not-there" and told["elsewhere"][0]["paragraph"]["iri"] == paragraph["iri"], str(told))
        told = await fine(client, "quote", {"paragraph": "A/RES/80/173", "words": "shall be made a permanent forum"})
        ensure(told["matches"][0]["paragraph"]["iri"] == paragraph["iri"], str(told))
        for text in paragraph["texts"]:
            found = await fine(client, "search", {"words": '"%s"' % text["words"][:40].rsplit(" ", 1)[0], "language": text["language"], "kinds": ["paragraph"]})
            ensure(paragraph["iri"] in [hit["iri"] for hit in found["results"]], f"{text['language']}: {found['says']}")
            told = await fine(client, "quote", place | {"words": text["words"][:40].rsplit(" ", 1)[0]})
            ensure(told["verdict"] == "exact" and told["matches"][0]["language"] == text["language"], str(told))
        cited = await fine(client, "get_paragraph", {"paragraph": TUNIS_72})
        ensure(cited["cited_by"] and all(c["words"] and c["layers"] for c in cited["cited_by"]), "nothing cites the Tunis mandate")
        return f"six languages; {len(cited['cited_by'])} paragraphs cite paragraph 72 of the Tunis Agenda"



def main():
    failures = 0
    with temporary() as folder:
        build(folder / "bundled")
        bundled = Bundled(folder / "bundled")
        order = ["tools", "resources", "nothing_invented", "status_in_time", "citations", "same_as_query", "only_protocol", "strangers", "crowd", "new_release"]
        failures += run("mcp", [getattr(bundled, name) for name in order])
        # The last check put a release with invented texts there.
        failures += run("mcp, invented texts", [Texts(folder / "bundled", 3, ("en",)).texts])
        if TEXTS.is_dir():
            build(folder / "full", "--texts", TEXTS)
            full = Corpus(folder / "full")
            failures += run("mcp, official texts", [full.tools, full.answers, full.texts, full.evidence])
        else:
            print(f"mcp, official texts: SKIPPED: no {TEXTS} (set WSIS_CORPUS)")
    return 1 if failures else 0


if __name__ == "__main__":
    script("mcp_client", main)
