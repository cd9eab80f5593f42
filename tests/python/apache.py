"""Checks the redirects of w3id.org with a real Apache: deploy/w3id/.htaccess, every kind of path and Accept.

Run:  python tests/python/apache.py      (exit 0: all fine, or Apache is not installed; 1: not)
"""

import http.client
import re
import shutil
import subprocess
from pathlib import Path

from common import PROJECT, Failed, build, ensure, fetch, free_port, program, run, script, server, stop, temporary

MODULES = Path("/usr/lib/apache2/modules")
PLACEHOLDER = "https://wsis.example.org"
# What clients send: browsers, curl, rdflib, Jena, rapper, robots, none.
ACCEPTS = [
    None, "*/*", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/turtle",
    "application/rdf+xml", "application/ld+json", "application/n-triples", "application/n-quads",
    "application/trig", "text/turtle, application/rdf+xml;q=0.9, */*;q=0.1", "text/csv", "image/png", "nonsense",
]
PATHS = [
    "", "ns", "ns.ttl", "ns/0.1.0", "context.jsonld", "shapes.ttl", "sparql", "dumps/", "openapi.json",
    "id/body/cstd", "id/body/cstd/", "id/document/A/RES/80/173", "id/document/A/RES/70/125/para/63/ar",
    "id/document/WSIS-05/TUNIS/DOC/6(Rev.1)", "id/document/A/RES/57/270%20B", "id/keyword/caf%C3%A9",
    "id/document%2FA%2FRES%2F70%2F125", "id/document/a%3Fb", "data/body/cstd.jsonld", "page/body/cstd",
    "linkset/body/cstd", "graph/curated", "no/such/thing",
]
QUERIES = ["", "?profile=schema.org", "?query=ASK%20%7B%7D&as=json"]


def configuration(folder, port, target):
    """A configuration as small as it can be; the site allows what w3id.org allows to a .htaccess."""
    site = folder / "site" / "wsis"
    site.mkdir(parents=True)
    rules = (PROJECT / "deploy/w3id/.htaccess").read_text("utf-8")
    ensure(rules.count(PLACEHOLDER) == 1, f"{PLACEHOLDER} is to stand once in the .htaccess")
    (site / ".htaccess").write_text(rules.replace(PLACEHOLDER, target), "utf-8")
    # As the folder of perma-id has it; asking for it must lead to the server too.
    (site / "README.md").write_text("x", "utf-8")
    wanted = ["mpm_event", "authz_core", "dir", "negotiation", "rewrite", "headers"]
    loads = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in wanted)
    path = folder / "apache.conf"
    path.write_text(f"""ServerName w3id.example
ServerRoot {folder}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
Listen 127.0.0.1:{port}
{loads}
DocumentRoot {folder}/site
AllowEncodedSlashes NoDecode
<Directory {folder}/site>
    AllowOverride All
    Options Indexes FollowSymLinks MultiViews
    Require all granted
</Directory>
""", "utf-8")
    return path


def ask(port, path, accept, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = {} if accept is None else {"Accept": accept}
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, dict(answer.getheaders())
    finally:
        connection.close()


class Checks:
    def __init__(self, port, target):
        self.port, self.target = port, target

    def every_path_and_accept(self):
        """every path is redirected with 303 to the same path of the server, whatever is accepted"""
        asked = 0
        for path in PATHS:
            for query in QUERIES:
                for accept in ACCEPTS:
                    status, headers = ask(self.port, f"/wsis/{path}{query}", accept)
                    wanted = f"{self.target}/{path}{query}"
                    found = headers.get("Location")
                    ensure((status, found) == (303, wanted), f"/wsis/{path}{query} for {accept}: {status} {found}, not {wanted}")
                    asked += 1
        return f"{asked} requests ({len(PATHS)} paths, {len(QUERIES)} queries, {len(ACCEPTS)} Accepts) lead with 303 to the same path"

    def every_method(self):
        """HEAD and POST are redirected like GET, and every site may follow"""
        for method in ("HEAD", "POST", "OPTIONS"):
            status, headers = ask(self.port, "/wsis/id/body/cstd", "text/turtle", method)
            ensure(status == 303, f"{method}: {status}")
            ensure(headers.get("Access-Control-Allow-Origin") == "*", f"{method}: no CORS")

    def nothing_else(self):
        """the root of the folder, its files and hostile paths lead to the server or nowhere"""
        status, headers = ask(self.port, "/wsis", None)
        ensure(status in (301, 303), f"/wsis: {status}")
        ensure(re.sub(r"^http://[^/]+", "", headers["Location"]) in ("/wsis/", f"{self.target}/", self.target + "/"), headers["Location"])
        for path in ("/wsis/README.md", "/wsis/.htaccess", "/wsis//evil.example/x", "/wsis/%2F%2Fevil.example", "/wsis/x%0d%0aSet-Cookie:%20a=b"):
            status, headers = ask(self.port, path, None)
            location = headers.get("Location", self.target + "/")
            ensure(status >= 400 or location.startswith(self.target + "/"), f"{path} leads to {location}")
            ensure("Set-Cookie" not in headers, f"{path} splits the answer")

    def to_the_end(self):
        """a client that follows the redirects gets the page or the data"""
        for accept, kind in (("text/html", "text/html"), ("text/turtle", "text/turtle"), ("application/ld+json", "application/ld+json")):
            status, found, _ = fetch(f"http://127.0.0.1:{self.port}/wsis/id/body/cstd", accept)
            ensure((status, found) == (200, kind), f"{accept}: {status} {found}")


def main():
    apache = shutil.which("apache2") or shutil.which("httpd")
    if apache is None or not (MODULES / "mod_rewrite.so").is_file():
        print("apache: SKIPPED: no Apache (Debian: apache2)", flush=True)
        return 0
    with temporary() as folder:
        folder.chmod(0o755)
        build(folder / "out")
        port, own = free_port(), free_port()
        target = f"http://127.0.0.1:{own}"
        path = configuration(folder, port, target)
        command = [apache, "-f", str(path), "-DFOREGROUND"]
        tested = subprocess.run([apache, "-f", str(path), "-t"], capture_output=True, text=True, check=False)
        ensure(tested.returncode == 0, f"apache2 -t: {tested.stderr}")
        served = [program(), "serve", "--out", str(folder / "out"), "--bind", f"127.0.0.1:{own}"]
        with server(served, f"{target}/health") as process, server(command, f"http://127.0.0.1:{port}/wsis/health"):
            checks = Checks(port, target)
            code = run("apache", [checks.every_path_and_accept, checks.every_method, checks.nothing_else, checks.to_the_end])
            ensure(stop(process) == 0, "the server does not stop")
            return code


if __name__ == "__main__":
    script("apache", main)
