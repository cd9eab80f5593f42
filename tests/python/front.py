"""Checks the examples of deploy/: nginx and Caddy in front of a real server, systemd's own reading of the unit.

Run:  python tests/python/front.py      (exit 0: all fine, or nothing of it is installed; 1: not)
"""

import gzip
import os
import re
import shutil
import subprocess
import urllib.request

from common import PROJECT, build, ensure, fetch, free_port, program, run, script, server, stop, temporary

DEPLOY = PROJECT / "deploy"


def skipped(what, package):
    return f"SKIPPED: no {what} (Debian: {package})"


def answers(url, headers):
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.status, answer.headers, answer.read()


class Checks:
    def __init__(self, folder, port):
        self.folder, self.port = folder, port

    def through(self, url, name):
        """What holds with any server in front."""
        _, direct, plain = answers(f"http://127.0.0.1:{self.port}/data/body/cstd.ttl", {})
        status, headers, body = answers(f"{url}/data/body/cstd.ttl", {})
        ensure(status == 200 and body == plain, f"{name}: another body than the server's")
        for header in ("Content-Type", "ETag", "Link", "Content-Profile"):
            ensure(headers[header] == direct[header], f"{name}: {header} is {headers[header]}")
        status, headers, body = answers(f"{url}/data/body/cstd.ttl", {"Accept-Encoding": "gzip"})
        ensure(headers["Content-Encoding"] == "gzip", f"{name}: not compressed when asked")
        ensure(gzip.decompress(body) == plain, f"{name}: compressed twice or wrongly")
        for accept, kind in (("text/html", "text/html"), ("text/turtle", "text/turtle")):
            status, found, _ = fetch(f"{url}/id/body/cstd", accept)
            ensure((status, found) == (200, kind), f"{name}: {accept} gives {status} {found}")
        for language in ("fr", "en"):
            _, headers, _ = answers(f"{url}/page/body/general-assembly", {"Accept": "text/html", "Accept-Language": language})
            ensure(headers["Content-Language"] == language, f"{name}: {language} gives {headers['Content-Language']}")
        ensure(fetch(f"{url}/metrics")[0] == 404, f"{name}: strangers read the figures")
        ensure(fetch(f"{url}/sparql?query=ASK%20%7B%7D")[0] == 200, f"{name}: no queries")
        ensure(fetch(f"{url}/id/document%2FA%2FRES%2F70%2F125", "text/turtle")[0] == 200, f"{name}: encoded slashes are lost")
        ensure(fetch(f"{url}/sparql?query={'x' * 30000}")[0] == 400, f"{name}: long addresses do not come through")

    def nginx(self):
        """nginx with deploy/nginx/wsis.conf gives what the server gives, and keeps it"""
        command = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
        if command is None:
            return skipped("nginx", "nginx")
        port = free_port()
        text = (DEPLOY / "nginx/wsis.conf").read_text("utf-8")
        text = text.replace("127.0.0.1:7878", f"127.0.0.1:{self.port}").replace("listen 80;", f"listen 127.0.0.1:{port};")
        text = text.replace("/var/cache/nginx/wsis", str(self.folder / "cache"))
        (self.folder / "site.conf").write_text(text, "utf-8")
        folders = "".join(f"{kind}_temp_path {self.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        main = self.folder / "nginx.conf"
        # Its workers else become somebody who may not enter the temporary folder.
        user = "user root;\n" if os.geteuid() == 0 else ""
        main.write_text(f"{user}daemon off;\npid {self.folder}/nginx.pid;\nerror_log {self.folder}/nginx.log;\nevents {{}}\n"
                        f"http {{\naccess_log off;\n{folders}include {self.folder}/site.conf;\n}}\n", "utf-8")
        tested = subprocess.run([command, "-t", "-c", str(main)], capture_output=True, text=True, check=False)
        ensure(tested.returncode == 0, f"nginx -t: {tested.stderr}")
        url = f"http://127.0.0.1:{port}"
        with server([command, "-c", str(main)], f"{url}/health") as process:
            self.through(url, "nginx")
            _, headers, _ = answers(f"{url}/data/body/igf.ttl", {})
            _, again, _ = answers(f"{url}/data/body/igf.ttl", {})
            ensure((headers["X-Cache"], again["X-Cache"]) == ("MISS", "HIT"), f"cache: {headers['X-Cache']}, {again['X-Cache']}")
            stop(process)
        return f"{tested.stderr.splitlines()[-1].split(': ')[-1]}; nginx gives what the server gives, and keeps it"

    def caddy(self):
        """Caddy with deploy/caddy/Caddyfile gives what the server gives"""
        command = shutil.which("caddy")
        if command is None:
            return skipped("Caddy", "caddy")
        original = str(DEPLOY / "caddy/Caddyfile")
        tested = subprocess.run([command, "validate", "--adapter", "caddyfile", "--config", original], capture_output=True, text=True, check=False)
        ensure(tested.returncode == 0, f"caddy validate: {tested.stderr}")
        port = free_port()
        text = (DEPLOY / "caddy/Caddyfile").read_text("utf-8").replace("127.0.0.1:7878", f"127.0.0.1:{self.port}")
        text = text.replace("\nwsis.example.org {", f"\nhttp://:{port} {{")
        path = self.folder / "Caddyfile"
        path.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text, "utf-8")
        url = f"http://127.0.0.1:{port}"
        with server([command, "run", "--adapter", "caddyfile", "--config", str(path)], f"{url}/health") as process:
            self.through(url, "caddy")
            stop(process)

    def systemd(self):
        """systemd finds nothing wrong with the unit, and the settings are known to the program"""
        settings = (DEPLOY / "systemd/wsis.env").read_text("utf-8")
        known = set(re.findall(r"\[env: (WSIS_\w+)=", subprocess.run([program(), "serve", "--help"], capture_output=True, text=True, check=True).stdout))
        named = set(re.findall(r"^(WSIS_\w+)=", settings, re.M))
        ensure(named <= known, f"unknown settings: {named - known}")
        command = shutil.which("systemd-analyze")
        if command is None:
            return "the settings are known to the program; " + skipped("systemd-analyze", "systemd")
        unit = (DEPLOY / "systemd/wsis.service").read_text("utf-8").replace("/usr/local/bin/wsis", program())
        path = self.folder / "wsis.service"
        path.write_text(unit, "utf-8")
        tested = subprocess.run([command, "verify", "--man=no", str(path)], capture_output=True, text=True, check=False)
        mine = [line for line in tested.stderr.splitlines() if "wsis.service" in line]
        ensure(not mine, "\n".join(mine))


def main():
    with temporary() as folder:
        build(folder / "out")
        port = free_port()
        command = [program(), "serve", "--out", str(folder / "out"), "--bind", f"127.0.0.1:{port}"]
        with server(command, f"http://127.0.0.1:{port}/health") as process:
            checks = Checks(folder, port)
            code = run("front", [checks.nginx, checks.caddy, checks.systemd])
            ensure(stop(process) == 0, "the server does not stop")
            return code


if __name__ == "__main__":
    script("front", main)
