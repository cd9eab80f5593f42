"""The programs from npm that judge the server: tests/node/package-lock.json, installed into the target folder."""

import os
import shutil
import subprocess
from pathlib import Path

from common import PROJECT

WANTED = PROJECT / "tests" / "node"
NODE = Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target")) / "node"


def modules():
    """(folder of the packages, "") or (None, why not); installed anew when the lock changes."""
    if not shutil.which("npm") or not shutil.which("node"):
        return None, "node or npm is missing (Debian: npm)"
    lock = (WANTED / "package-lock.json").read_bytes()
    mark = NODE / "installed.json"
    if not mark.is_file() or mark.read_bytes() != lock:
        shutil.rmtree(NODE, ignore_errors=True)
        NODE.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(WANTED / name, NODE / name)
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--loglevel=error"]
        done = subprocess.run(command, cwd=NODE, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return None, f"npm could not install tests/node: {done.stderr.strip()[-500:]}"
        # Last, so that an installation broken off is done again.
        mark.write_bytes(lock)
    return NODE / "node_modules", ""
