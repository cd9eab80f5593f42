"""Checks the links of things with the library `signposting`: headers, linksets in both forms, page.

Run:  python tests/python/signposts.py      (exit 0: all fine, or the library is not installed; 1: not)
"""

from common import BASE, build, ensure, fetch, free_port, program, run, script, server, stop, temporary

try:
    from signposting import find_signposting_http
    from signposting.htmllinks import find_signposting_html
    from signposting.linkset import find_signposting_linkset
except ImportError:
    find_signposting_http = None

THINGS = ("body/cstd", "event/wsis-tunis-2005", "document/WSIS-05/TUNIS/DOC/6", "action-line/c5", "document/A/RES/70/125/para/63")
TYPES = {"text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "application/n-quads", "application/trig"}
# What documents have besides, for managers of literature.
LITERATURE = {"application/x-research-info-systems", "application/x-bibtex", "application/vnd.citationstyles.csl+json"}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def targets(posts):
    return {str(post.target) for post in posts}


class Checks:
    def __init__(self, url, process):
        self.url, self.process = url, process

    def level_one(self):
        """pages: cite-as, describedby with all types, type, licence, collection"""
        for thing in THINGS:
            found = find_signposting_http(f"{self.url}/page/{thing}")
            ensure(found.citeAs is not None and str(found.citeAs.target) == f"{BASE}id/{thing}", f"{thing}: cite-as {found.citeAs}")
            kinds = {str(post.type) for post in found.describedBy}
            document = thing.startswith("document/") and "/para/" not in thing
            ensure(kinds == (TYPES | LITERATURE if document else TYPES), f"{thing}: describedby {kinds}")
            ensure(found.license is not None and str(found.license.target) == LICENCE, f"{thing}: license {found.license}")
            ensure(found.collection is not None, f"{thing}: no collection")
            ensure("https://schema.org/AboutPage" in targets(found.types), f"{thing}: types {found.types}")
            for post in found.describedBy:
                status, kind, _ = fetch(str(post.target))
                ensure((status, kind) == (200, str(post.type)), f"{post.target}: {status} {kind}")
        return f"{len(THINGS)} pages: cite-as, describedby with {len(TYPES)} types that hold, type, license, collection"

    def authors(self):
        """documents and their paragraphs name the body that adopted them"""
        for thing in ("document/A/RES/70/125", "document/A/RES/70/125/para/63"):
            found = find_signposting_http(f"{self.url}/page/{thing}")
            ensure(targets(found.authors) == {f"{BASE}id/body/general-assembly"}, f"{thing}: {found.authors}")

    def level_two(self):
        """both forms of the linkset say of the page what its headers say"""
        for thing in THINGS:
            page = f"{self.url}/page/{thing}"
            headers = find_signposting_http(page)
            sets = {str(post.type): str(post.target) for post in headers.linksets}
            ensure(set(sets) == {"application/linkset", "application/linkset+json"}, f"{thing}: {sets}")
            for kind, address in sets.items():
                found = find_signposting_linkset(address, kind).for_context(page)
                for name in ("describedBy", "types", "authors"):
                    here, there = targets(getattr(headers, name)), targets(getattr(found, name))
                    ensure(here == there, f"{thing}, {kind}, {name}: {there}, headers {here}")
                ensure(str(found.citeAs.target) == str(headers.citeAs.target), f"{thing}: cite-as in {kind}")

    def page(self):
        """the page itself carries cite-as, licence and linkset"""
        found = find_signposting_html(f"{self.url}/page/body/cstd")
        ensure(str(found.citeAs.target) == f"{BASE}id/body/cstd", f"cite-as {found.citeAs}")
        ensure(found.license is not None and found.linksets, "license or linkset")

    def stopped(self):
        """the server stops when asked"""
        ensure(stop(self.process) == 0, "another exit code than 0")


def main():
    if find_signposting_http is None:
        print("signposts: SKIPPED: the library signposting is not installed", flush=True)
        return 0
    with temporary() as folder:
        build(folder / "out")
        url = f"http://127.0.0.1:{free_port()}"
        command = [program(), "serve", "--out", str(folder / "out"), "--bind", url.removeprefix("http://")]
        with server(command, f"{url}/health") as process:
            checks = Checks(url, process)
            return run("signposts", [checks.level_one, checks.authors, checks.level_two, checks.page, checks.stopped])


if __name__ == "__main__":
    script("signposts", main)
