"""The pages in a real browser, and as other people's judges see them: axe (WCAG 2.2 AA), the Nu Html Checker.

Every kind of page in English, Arabic and Chinese, on a telephone and on a desk, with and without scripts; every
link inside the site.
"""

import http.client
import json
import re
import subprocess
import sys
import threading
import urllib.parse
from collections import deque

from browser import KINDS, browser, in_language, missing, site, value, visit
from common import Failed, ensure, fetch, run, script, temporary
from node import modules

LANGUAGES = {"en": "ltr", "ar": "rtl", "zh": "ltr"}
WIDTHS = (360, 1440)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
THREADS = 4
# What a crawl looks at once but does not follow: the combinations have no end.
SEARCHES = ("/search", "/sparql", "/compare", "/explore")


def pages_behave(url, folder):
    """no complaint on the console, no request to elsewhere, nothing wider than the window, language and direction told"""
    faults, seen = [], 0
    for width in WIDTHS:
        for scripts in (True, False):
            with browser(folder, width, scripts) as driver:
                for language, direction in LANGUAGES.items():
                    for kind, path in KINDS.items():
                        where = f"{kind} in {language} at {width}{'' if scripts else ' without scripts'}"
                        complaints = visit(driver, url + in_language(language, path), url)
                        told = value(driver, "[document.documentElement.lang, document.documentElement.dir]")
                        if told != [language, direction]:
                            complaints.append(f"lang and dir are {told}")
                        wide = value(driver, "document.documentElement.scrollWidth - window.innerWidth")
                        if wide > 0:
                            complaints.append(f"{wide} pixels wider than the window: {widest(driver)}")
                        faults += [f"{where}: {complaint}" for complaint in complaints]
                        seen += 1
    ensure(not faults, "\n".join(faults[:40]))
    return f"{seen} pages in Chromium: {pages_behave.__doc__}"


def widest(driver):
    """The first elements that reach out of the window."""
    return value(
        driver,
        """[...document.querySelectorAll("main *, header *, footer *")].filter(e => {
             const r = e.getBoundingClientRect();
             return (r.right > window.innerWidth + 1 || r.left < -1) && !e.closest(".scroll");
           }).slice(0, 4).map(e => e.tagName + "." + (e.className.baseVal ?? e.className) + " " + e.textContent.slice(0, 40)).join(" | ")""",
    )


def pages_are_accessible(url, folder):
    """axe finds no fault by WCAG 2.2 AA, in light and dark"""
    axe = (modules()[0] / "axe-core/axe.min.js").read_text("utf-8")
    faults, seen = [], 0
    looks = [(1440, "en", "light"), (1440, "ar", "light"), (1440, "zh", "dark"), (360, "en", "dark")]
    for width, language, scheme in looks:
        with browser(folder, width) as driver:
            media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
            for kind, path in KINDS.items():
                visit(driver, url + in_language(language, path), url)
                value(driver, axe + "; 0")
                options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"]})
                found = value(
                    driver,
                    f"axe.run(document, {options}).then(r => r.violations.map(v => v.id + ': ' + v.help + ' @ ' +"
                    " v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.failureSummary.split('\\n').slice(1, 2).join('')).join(' | ')))",
                )
                faults += [f"{kind} in {language} at {width}, {scheme}: {fault}" for fault in found]
                seen += 1
    ensure(not faults, "\n".join(faults[:40]))
    return f"{seen} pages: {pages_are_accessible.__doc__}"


def pages_are_sound_html(url, folder):
    """the Nu Html Checker finds no error"""
    names = {}
    for language in LANGUAGES:
        for i, (kind, path) in enumerate(KINDS.items()):
            file = folder / f"{language}-{i}.html"
            file.write_bytes(fetch(url + in_language(language, path), "text/html")[2])
            names[file.name] = f"{kind} in {language}"
    jar = modules()[0] / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "json", *sorted(map(str, folder.glob("*.html")))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr).get("messages", [])
    told = [
        f"{names.get(m.get('url', '').rsplit('/', 1)[-1])}: {m.get('message')} {m.get('extract', '')[:90]!r}" for m in messages
    ]
    ensure(not told, "\n".join(told[:30]))
    return f"{len(names)} pages: {pages_are_sound_html.__doc__}"


def keyboard_and_suggestions(url, folder):
    """the keyboard alone reaches the content, a suggestion and another language"""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    with browser(folder, 1440) as driver:
        wait = WebDriverWait(driver, 10)
        driver.get(f"{url}/fr/page/body/cstd")
        body = driver.find_element(By.TAG_NAME, "body")
        body.send_keys(Keys.TAB)
        skip = driver.switch_to.active_element
        ensure(skip.get_attribute("href").endswith("#main"), "the first stop of the keyboard is not the skip link")
        skip.send_keys(Keys.ENTER)
        ensure(value(driver, "document.activeElement.id") == "main", "the skip link does not lead to the content")
        driver.find_element(By.CSS_SELECTOR, "nav.tongues a[lang=es]").click()
        ensure(driver.current_url == f"{url}/es/page/body/cstd", f"another language leads to {driver.current_url}")
        field = driver.find_element(By.CSS_SELECTOR, "form.find input[type=search]")
        field.send_keys("tunis")
        wait.until(lambda d: d.find_elements(By.CSS_SELECTOR, ".suggestions:not([hidden]) li"))
        field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
        wait.until(lambda d: "/es/page/" in d.current_url and "cstd" not in d.current_url)
    return keyboard_and_suggestions.__doc__


def search_finds(url, _):
    """a symbol in any spelling leads to its document; words of three scripts are found and marked"""
    for spelling in ("A/RES/70/125", "a/res/70/125", "A%2FRES%2F70%2F125"):
        page = fetch(f"{url}/en/search?q={spelling}", "text/html")[2].decode()
        ensure("70/125" in re.search("<title>(.*?)</title>", page)[1], f"{spelling} leads elsewhere")
    for language, words in (("en", "enhanced cooperation"), ("ar", "منتدى إدارة الإنترنت"), ("zh", "信息社会世界峰会")):
        page = fetch(f"{url}/{language}/search?q={urllib.parse.quote(words)}", "text/html")[2].decode()
        ensure("<mark>" in page, f"{words} is not found, or not marked")
    for nonsense in ("%3Cscript%3Ealert(1)%3C/script%3E", "%00%01", "%E2%80%AE%D8%A7", "a" * 5000, "%22%22%22", "q&kind=x", "q&offset=-1"):
        status, kind, page = fetch(f"{url}/search?q={nonsense}", "text/html")
        ensure(status in (200, 400) and kind == "text/html", f"{nonsense[:30]}: {status} {kind}")
        ensure(b"<script>alert" not in page, f"{nonsense}: markup goes through")
    return search_finds.__doc__


class Crawl:
    """Every link inside the site, each looked at once."""

    def __init__(self, url):
        self.host = urllib.parse.urlsplit(url).netloc
        self.queue = deque(["/", "/ar/", "/zh/search?q=forum"])
        self.seen = set(self.queue)
        self.faults, self.ids, self.wanted = [], {}, {}
        self.lock = threading.Condition()
        self.busy = 0

    def work(self):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        while (path := self.next()) is not None:
            try:
                connection.request("GET", path, headers={"Accept": "text/html, */*;q=0.1"})
                answer = connection.getresponse()
                body = answer.read()
                self.look(path, answer, body)
            except (OSError, http.client.HTTPException) as error:
                self.faults.append(f"{path}: {error}")
                connection.close()
            finally:
                with self.lock:
                    self.busy -= 1
                    self.lock.notify_all()

    def next(self):
        with self.lock:
            while not self.queue and self.busy:
                self.lock.wait(1)
            if not self.queue or len(self.faults) > 50:
                return None
            self.busy += 1
            return self.queue.popleft()

    def look(self, path, answer, body):
        # A name of a thing and a withdrawn spelling may lead on; nothing else is to.
        if answer.status != 200:
            self.faults.append(f"{path}: {answer.status} (linked from {self.wanted.get(path)})")
            return
        if not answer.getheader("content-type", "").startswith("text/html"):
            return
        text = body.decode("utf-8")
        here = path.split("?")[0]
        self.ids[here] = set(re.findall(r'\sid="([^"]*)"', text)) if "?" not in path else self.ids.get(here, set())
        if here.endswith(SEARCHES) and here != path:
            return
        for href in set(re.findall(r'\shref="([^"]*)"', text)):
            self.add(path, href.replace("&amp;", "&"))

    def add(self, page, href):
        if href.startswith(("http:", "https:", "data:", "mailto:")):
            return
        target = urllib.parse.urljoin(page, href)
        target, _, fragment = target.partition("#")
        if fragment and target == page.split("?")[0]:
            with self.lock:
                if fragment not in self.ids.get(target, {fragment}):
                    self.faults.append(f"{page}: nothing has the id {fragment}")
        first = target.split("?")[0]
        # Queries run, dumps are long, pages of other languages are the same things again.
        if first.endswith("/sparql") and "?" in target or first.startswith("/dumps/wsis"):
            return
        if re.match(r"/(fr|es|ru|en)/", target) or re.match(r"/(ar|zh)/page/(mandate|document/.*/)", target):
            return
        with self.lock:
            if target not in self.seen:
                self.seen.add(target)
                self.wanted[target] = page
                self.queue.append(target)
                self.lock.notify()


def every_link_resolves(url, _):
    """every link inside the site leads somewhere"""
    crawl = Crawl(url)
    threads = [threading.Thread(target=crawl.work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ensure(not crawl.faults, "\n".join(crawl.faults[:30]))
    ensure(len(crawl.seen) > 1000, f"only {len(crawl.seen)} addresses were found")
    return f"{len(crawl.seen)} addresses: {every_link_resolves.__doc__}"


def main():
    lacking = missing()
    with site() as url, temporary() as folder:
        checks = [search_finds, every_link_resolves]
        if lacking:
            print(f"pages: SKIPPED: what needs a browser or npm: {lacking}", flush=True)
        else:
            checks += [keyboard_and_suggestions, pages_are_sound_html, pages_behave, pages_are_accessible]
        wanted = sys.argv[1:]
        checks = [check for check in checks if not wanted or check.__name__ in wanted]
        return run("pages", [named(check, url, folder) for check in checks])


def named(check, url, folder):
    def call():
        return check(url, folder)

    call.__name__, call.__doc__ = check.__name__, check.__doc__
    return call


if __name__ == "__main__":
    script("pages", main)
