"""Checks how programs find their way: sitemap, robots.txt, OpenSearch, llms.txt, JSON-LD of the home page.

Run:  python tests/python/discovery.py      (exit 0: all fine, 1: not)
Judges are Python's parsers of XML and robots.txt, and rdflib for the JSON-LD.
"""

import html
import json
import random
import re
import urllib.parse
import urllib.request
import urllib.robotparser
import xml.etree.ElementTree as ET

from common import BASE, build, ensure, fetch, free_port, parse, program, run, script, server, temporary
from rdflib import RDF, Graph, Namespace, URIRef

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SCHEMA = Namespace("https://schema.org/")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SAMPLE = 150
MOST = 50_000


class Checks:
    def __init__(self, manifest, release, url):
        self.manifest, self.release, self.url = manifest, release, url

    def text(self, path, media):
        status, given, body = fetch(self.url + path)
        ensure(status == 200 and given == media, f"{path}: {status} {given}")
        return body.decode("utf-8")

    def pages(self):
        """The addresses of all parts of the sitemap."""
        index = ET.fromstring(self.text("/sitemap.xml", "application/xml"))
        ensure(index.tag == SITEMAP + "sitemapindex", f"not an index: {index.tag}")
        pages = []
        for place in index.iterfind(f"{SITEMAP}sitemap/{SITEMAP}loc"):
            ensure(place.text.startswith(self.url + "/"), f"a part on another host: {place.text}")
            part = ET.fromstring(self.text(place.text[len(self.url):], "application/xml"))
            ensure(part.tag == SITEMAP + "urlset" and 0 < len(part) <= MOST, f"{place.text}: {len(part)} entries")
            pages += [url.findtext(SITEMAP + "loc") for url in part]
        return pages

    def sitemap(self):
        """the sitemap names the page of every thing once, and each answers"""
        pages = self.pages()
        quads = parse((self.release / "wsis.nt").read_text("utf-8"), "nt")
        typed = re.compile(rf"^<{re.escape(BASE)}id/([^>]*)> <{re.escape(str(RDF.type))}> ")
        things = {urllib.parse.unquote(found[1]) for found in map(typed.match, quads) if found}
        named = [urllib.parse.unquote(page.removeprefix(self.url + "/page/")) for page in pages]
        ensure(len(set(named)) == len(named), "a page is named twice")
        ensure(set(named) == things, f"pages without thing or the reverse: {list(set(named) ^ things)[:5]}")
        for page in random.Random(6).sample(pages, min(SAMPLE, len(pages))):
            with urllib.request.urlopen(urllib.request.Request(page, headers={"Accept": BROWSER})) as answer:
                ensure(answer.status == 200 and answer.url == page, f"{page}: {answer.status}, {answer.url}")
        return f"{len(pages)} pages, one for each thing with a class; {SAMPLE} of them answer directly"

    def odd_parts(self):
        """parts that do not exist are 404"""
        for path in ("0.xml", "9999.xml", "-1.xml", "1", "x.xml", "18446744073709551616.xml"):
            ensure(fetch(f"{self.url}/sitemap/{path}")[0] == 404, f"/sitemap/{path} is not 404")

    def robots(self):
        """robots may read pages, may not run queries, and are shown the sitemap"""
        robots = urllib.robotparser.RobotFileParser(self.url + "/robots.txt")
        robots.read()
        ensure(robots.site_maps() == [self.url + "/sitemap.xml"], f"sitemaps: {robots.site_maps()}")
        for path, may in (("/page/body/cstd", True), ("/catalog", True), ("/sparql?query=x", False),
                          ("/search?q=x", False)):
            ensure(robots.can_fetch("bot", self.url + path) == may, f"{path}: not {may}")

    def opensearch(self):
        """the search that OpenSearch describes finds a document by symbol and things by their names"""
        described = ET.fromstring(self.text("/opensearch.xml", "application/opensearchdescription+xml"))
        ensure(described.tag == OPENSEARCH + "OpenSearchDescription", described.tag)
        ensure(0 < len(described.findtext(OPENSEARCH + "ShortName")) <= 16, "ShortName: at most 16 characters")
        urls = {url.get("type"): url.get("template") for url in described.iterfind(OPENSEARCH + "Url")}
        search = lambda words: urls["text/html"].replace("{searchTerms}", urllib.parse.quote(words, safe=""))
        for symbol in ("A/RES/70/125", "a/res/70/125"):
            request = urllib.request.Request(search(symbol), headers={"Accept": BROWSER})
            with urllib.request.urlopen(request) as answer:
                ensure(answer.url == self.url + "/page/document/A/RES/70/125", f"{symbol}: {answer.url}")
        for words in ("commission on science", "مجتمع المعلومات"):
            status, given, body = fetch(search(words), BROWSER)
            ensure(status == 200 and given == "text/html", f"{words}: {status} {given}")
            found = json.loads(fetch(search(words), "application/json")[2])
            ensure(found["total"] > 0, f"{words}: nothing found")
            first = found["results"][0]["page"].encode()
            ensure(first in body, f"{words}: the page does not lead to {first}")
        for words in ('a "quote" \\ and } trouble', "<script>alert(1)</script>"):
            status, _, body = fetch(search(words), BROWSER)
            ensure(status == 200, f"{words}: {status}")
            ensure(b"<script>" not in body, "words of a search came back as markup")
        for refused in (" ", "x" * 401):
            status, given, body = fetch(search(refused), "application/json")
            ensure(status == 400 and b"detail" in body, f"{refused[:5]}: {status} {given}")
        page = fetch(self.url + "/", BROWSER)[2].decode("utf-8")
        ensure('rel="search"' in page, "pages do not name the search")

    def llms(self):
        """llms.txt has the form of llmstxt.org, its addresses answer, and its queries have answers"""
        text = self.text("/llms.txt", "text/markdown")
        lines = text.splitlines()
        ensure(lines[0].startswith("# ") and lines[2].startswith("> "), "no title and summary first")
        ensure(f"{self.manifest['counts']['quads']} statements" in text, "another number of statements")
        links = re.findall(r"\]\((http[^)]+)\)", text)
        ensure(len(links) >= 5, f"only {len(links)} links")
        for link in links:
            ensure(fetch(link)[0] == 200, f"{link} does not answer")
        queries = re.findall(r"```sparql\n(.*?)```", text, re.S)
        ensure(queries, "no query to try")
        for query in queries:
            address = f"{self.url}/sparql?query={urllib.parse.quote(query, safe='')}"
            status, _, body = fetch(address, "text/csv")
            ensure(status == 200 and body.count(b"\n") > 1, f"no answer: {query[:80]}")
        return f"{len(links)} links and {len(queries)} queries of llms.txt answer"

    def json_ld(self):
        """the home page carries a schema.org Dataset that agrees with catalog and manifest"""
        page = fetch(self.url + "/", BROWSER)[2].decode("utf-8")
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
        ensure(len(found) == 1, f"{len(found)} scripts with JSON-LD")
        data = json.loads(found[0])
        ensure(data["@context"] == "https://schema.org/", "another context")
        # schema.org's own context lies on the web; this is what it says of the terms used here.
        data["@context"] = {"@vocab": str(SCHEMA), "url": {"@type": "@id"}, "license": {"@type": "@id"},
                            "contentUrl": {"@type": "@id"}}
        graph = Graph().parse(data=json.dumps(data), format="json-ld")
        node = URIRef(BASE + "catalog#dataset")
        ensure((node, RDF.type, SCHEMA.Dataset) in graph, "no Dataset")
        ensure(50 <= len(str(graph.value(node, SCHEMA.description))) <= 5000, "a description of another length")
        for needed in ("name", "license", "creator", "temporalCoverage", "dateModified", "keywords", "version"):
            ensure(graph.value(node, SCHEMA[needed]), f"no {needed}")
        files = {str(graph.value(d, SCHEMA.contentUrl)): str(graph.value(d, SCHEMA.sha256))
                 for d in graph.objects(node, SCHEMA.distribution)}
        wanted = {f"{self.url}/dumps/{f['name']}": f["sha256"] for f in self.manifest["files"]}
        ensure(files == wanted, f"other files: {files}")
        ensure(str(graph.value(node, SCHEMA.version)).endswith(self.manifest["id"]), "another release")
        ensure(html.unescape(found[0]) == found[0], "JSON escaped as HTML")
        return f"schema.org Dataset of {len(graph)} statements with {len(files)} files"


def main():
    with temporary() as out:
        manifest, release = build(out)
        address = f"127.0.0.1:{free_port()}"
        url = f"http://{address}"
        # Without --base-url: the server must name itself as its clients do.
        command = [program(), "serve", "--bind", address, "--out", str(out)]
        with server(command, f"{url}/health"):
            checks = Checks(manifest, release, url)
            return run("discovery", [
                checks.sitemap, checks.odd_parts, checks.robots, checks.opensearch, checks.llms, checks.json_ld,
            ])


if __name__ == "__main__":
    script("discovery", main)
