"""Checks the server against its own description with schemathesis: no request it makes up gives a 5xx.

Run:  python tests/python/api.py      (exit 0: all fine, or schemathesis is not installed; 1: not)
"""

import json
import re
from urllib.parse import quote
import subprocess
import sys
from pathlib import Path

from common import build, ensure, fetch, free_port, program, run, script, server, stop, temporary

CHECKS = "not_a_server_error,content_type_conformance,response_schema_conformance,status_code_conformance"
# Bounded, so that the whole takes well under a minute; the seed makes requests come again.
SECONDS = 30


class Checks:
    def __init__(self, url, command, process, folder):
        self.url, self.command, self.process, self.folder = url, command, process, folder

    def described(self):
        """the description is OpenAPI 3.1 and its examples are answered"""
        status, kind, body = fetch(f"{self.url}/openapi.json")
        ensure((status, kind) == (200, "application/vnd.oai.openapi+json"), f"{status} {kind}")
        description = json.loads(body)
        ensure(description["openapi"].startswith("3.1"), description["openapi"])
        for path, item in description["paths"].items():
            if "get" not in item:
                continue
            for parameter in item["get"]["parameters"]:
                if parameter["in"] == "path":
                    path = path.replace("{" + parameter["name"] + "}", parameter["example"])
                for example in parameter.get("schema", {}).get("examples", []):
                    path += f"?{parameter['name']}={quote(example)}"
            status, _, _ = fetch(self.url + path)
            # Without the official texts no Akoma Ntoso path is known.
            ensure(status == 200 or path.startswith("/akn/"), f"{path}: {status}")
        return f"{len(description['paths'])} addresses are described, and their examples are answered"

    def no_fault(self):
        """schemathesis finds no 5xx and nothing that the description does not allow"""
        done = subprocess.run(
            [self.command, "run", f"{self.url}/openapi.json", "--checks", CHECKS, "--phases", "examples,coverage,fuzzing",
             "--max-examples", "25", "--seed", "2025", "--max-time", str(SECONDS), "--request-timeout", "40",
             "--no-color", "--warnings", "off", "--suppress-health-check", "all", "--exclude-path", "/dumps/{name}",
             # Whole graphs, megabytes each: protocol.py reads them.
             "--exclude-path", "/graph/{path}", "--exclude-path", "/rdf-graph-store"],
            capture_output=True, text=True, check=False, timeout=240,
            # It leaves a cache where it runs.
            cwd=self.folder,
        )
        ensure(done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:])
        cases = re.search(r"(\d+) generated", done.stdout)
        return f"schemathesis: {cases.group(0) if cases else 'done'}, no 5xx, nothing undescribed"

    def stopped(self):
        """the server lives and stops when asked"""
        ensure(stop(self.process) == 0, "another exit code than 0")


def main():
    command = Path(sys.executable).parent / "schemathesis"
    if not command.is_file():
        print("api: SKIPPED: schemathesis is not installed", flush=True)
        return 0
    with temporary() as folder:
        build(folder / "out")
        url = f"http://127.0.0.1:{free_port()}"
        served = [program(), "serve", "--out", str(folder / "out"), "--bind", url.removeprefix("http://"), "--query-seconds", "5"]
        with server(served, f"{url}/health") as process:
            checks = Checks(url, str(command), process, folder)
            return run("api", [checks.described, checks.no_fault, checks.stopped])


if __name__ == "__main__":
    script("api", main)
