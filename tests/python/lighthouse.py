"""Lighthouse on each kind of page: 95 or better in every category. Slow (a quarter of a minute a page), so it is
run by `make lighthouse` and not with all tests."""

import json
import os
import subprocess
import sys

from browser import KINDS, chromium, in_language, missing, site
from common import ensure, run, script, temporary
from node import modules

LEAST = 95
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
# Pages that tell search engines to stay away are not judged by how well these find them.
UNLISTED = ("search", "not found")


def judge(kind, address, folder):
    flags = f"--headless=new --no-sandbox --disable-gpu --no-first-run --user-data-dir={folder}/lighthouse"
    command = [
        "node", str(modules()[0] / "lighthouse/cli/index.js"), address, "--quiet", "--output=json",
        f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}",
        "--ignore-status-code",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium()}
    for _ in range(2):
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        # Now and then Chromium does not tell when it began to load: that says nothing of the page.
        if "NO_NAVSTART" not in done.stdout + done.stderr:
            break
    ensure(done.returncode == 0, f"{kind}: {done.stderr[-500:]}")
    report = json.loads(done.stdout)
    scores = {name: round((report["categories"][name]["score"] or 0) * 100) for name in CATEGORIES}
    wanted = [name for name in CATEGORIES if not (name == "seo" and kind.startswith(UNLISTED))]
    poor = [name for name in wanted if scores[name] < LEAST]
    lost = [
        audit["id"]
        for name in poor
        for reference in report["categories"][name]["auditRefs"]
        if (audit := report["audits"][reference["id"]])["score"] not in (None, 1) and reference["weight"]
    ]
    told = ", ".join(f"{name} {scores[name]}" for name in CATEGORIES)
    ensure(not poor, f"{kind}: {told}; lost by {', '.join(lost)}")
    return f"{kind}: {told}"


def main():
    lacking = missing()
    if lacking:
        print(f"lighthouse: SKIPPED: {lacking}")
        return 0
    with site() as url, temporary() as folder:
        wanted = sys.argv[1:]
        kinds = {kind: path for kind, path in KINDS.items() if not wanted or kind in wanted}
        checks = []
        for kind, path in kinds.items():
            def check(kind=kind, path=path):
                return judge(kind, url + in_language("en", path), folder)

            check.__name__ = check.__doc__ = kind
            checks.append(check)
        return run("lighthouse", checks)


if __name__ == "__main__":
    script("lighthouse", main)
