"""The query page, pictures, explore and the pages of the ontology in a real Chromium, driven by Selenium.

Needs the Debian packages chromium and chromium-driver and the Python package selenium; says so where they are missing.
"""

import json
import shutil
import sys
import urllib.parse
from contextlib import contextmanager

from common import build, ensure, free_port, program, run, script, server, temporary

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait
except ImportError:
    webdriver = None

NAME = "pictures"
SECONDS = 20
SIZES = ((1440, 900), (360, 740))
LANGUAGES = ("en", "ar", "zh")
YEARS = "SELECT ?year (COUNT(*) AS ?n) { ?d wsis:adoptedOn ?a BIND(SUBSTR(STR(?a),1,4) AS ?year) } GROUP BY ?year ORDER BY ?year"
PLACES = "SELECT ?event { ?event a wsis:Event ; wsis:place ?place }"
LINKS = "CONSTRUCT { ?a wsis:follows ?b } WHERE { ?a wsis:follows ?b }"


@contextmanager
def browser(size=SIZES[0]):
    """A headless Chromium that tells what it logged and what it asked for."""
    options = webdriver.ChromeOptions()
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync", "--hide-scrollbars"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    # Named, so that Selenium does not look for one on the network.
    options.binary_location = shutil.which("chromium")
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        resize(driver, size)
        yield driver
    finally:
        driver.quit()


def resize(driver, size):
    # The window has a least width; the page has none.
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def clean(driver, base):
    """Nothing was complained about and nobody else was asked since the last look."""
    errors = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    # A refused query is an answer of the server, and Chromium logs its status.
    errors = [error for error in errors if "status of 400" not in error]
    ensure(not errors, f"{driver.current_url}: the console says {errors}")
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            ensure(url.startswith((base, "data:")), f"{driver.current_url} asks {url}")


def wait(driver, what, condition):
    WebDriverWait(driver, SECONDS).until(condition, what)


def address(query, more=""):
    return "/sparql?query=" + urllib.parse.quote(query) + more


class Checks:
    def __init__(self, base):
        self.base = base

    def editor(self):
        """the editor completes our terms, runs a query and leaves the field by Tab"""
        with browser() as driver:
            driver.get(self.base + "/sparql")
            if not driver.find_elements(By.CSS_SELECTOR, "script[src*='/assets/yasqe']"):
                return "SKIPPED: this build of the program has no editor (npm was missing): " + self.plain()
            wait(driver, "the editor", lambda d: d.find_elements(By.CSS_SELECTOR, "form[data-ready] .CodeMirror"))
            area = driver.find_element(By.CSS_SELECTOR, ".CodeMirror textarea")
            area.send_keys(Keys.CONTROL, "a")
            area.send_keys(Keys.CONTROL, Keys.NULL, "SELECT ?m WHERE { ?m wsis:addr")
            wait(driver, "a completion", lambda d: "wsis:addressee" in d.find_element(By.CSS_SELECTOR, ".CodeMirror-hints").text)
            driver.execute_script(
                "document.querySelector('.CodeMirror').CodeMirror.setValue(arguments[0])",
                "SELECT ?b WHERE { ?b a wsis:Body }\nORDER BY ?b LIMIT 7",
            )
            area.send_keys(Keys.TAB)
            ensure(
                driver.execute_script("return !document.activeElement.closest('.CodeMirror')"),
                "Tab does not leave the editor",
            )
            driver.find_element(By.CSS_SELECTOR, "form.query button").click()
            wait(driver, "the answer", lambda d: len(d.find_elements(By.CSS_SELECTOR, "section tbody tr")) >= 7)
            rows = driver.find_elements(By.CSS_SELECTOR, "section[aria-labelledby=answer] tbody tr")
            ensure(len(rows) == 7, f"{len(rows)} rows instead of 7")
            clean(driver, self.base)

    def plain(self):
        """without scripts the plain field asks the same"""
        with browser() as driver:
            driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
            driver.get(self.base + "/sparql")
            field = driver.find_element(By.ID, "query")
            ensure(field.is_displayed(), "the field is hidden without scripts")
            field.clear()
            field.send_keys("ASK { ?b a wsis:Body }")
            driver.find_element(By.CSS_SELECTOR, "form.query button").click()
            ensure("Yes" in driver.find_element(By.CSS_SELECTOR, "section[aria-labelledby=answer]").text, "no answer")
        return self.plain.__doc__

    def fault(self):
        """a fault is marked at its line, in the list and in the editor"""
        with browser() as driver:
            driver.get(self.base + address("SELECT * WHERE {\n  ?s ?p ?o .\n  ?s ?p ?o ?q\n}"))
            ensure(driver.find_element(By.CSS_SELECTOR, ".fault mark").text.startswith("3"), "the third line is not marked")
            if driver.find_elements(By.CSS_SELECTOR, "script[src*='/assets/yasqe']"):
                wait(driver, "the mark", lambda d: d.find_elements(By.CSS_SELECTOR, ".CodeMirror .fault-line"))
            clean(driver, self.base)

    def pages(self):
        """pictures, explore, terms and rules fit the screen, wide and small, in English, Arabic and Chinese"""
        paths = (
            address(YEARS, "&view=chart"), address(PLACES, "&view=map"), address(LINKS, "&view=graph"), "/sparql",
            "/explore", "/explore/all?limit=500", "/explore/body/cstd", "/ns", "/ns/term/Mandate", "/ns/term/addressee",
            "/rules", "/licences",
        )
        seen = 0
        with browser() as driver:
            for size in SIZES:
                resize(driver, size)
                for language in LANGUAGES:
                    for path in paths:
                        driver.get(f"{self.base}/{language}{path}")
                        ensure(driver.find_elements(By.CSS_SELECTOR, "main h1"), f"{path}: no heading")
                        wide = driver.execute_script("return document.documentElement.scrollWidth")
                        ensure(wide <= size[0], f"{language} {path} is {wide} wide on a screen of {size[0]}")
                        right = driver.execute_script("return document.documentElement.dir") == "rtl"
                        ensure(right == (language == "ar"), f"{language} {path}: wrong direction")
                        clean(driver, self.base)
                        seen += 1
        return f"{seen} pages fit their screens"

    def network(self):
        """a network shows its links for the box that is pointed at, and every box leads on"""
        with browser() as driver:
            driver.get(self.base + "/explore/all")
            boxes = driver.find_elements(By.CSS_SELECTOR, "svg.network.wide a[data-n]")
            if not boxes:
                return "SKIPPED: a release without texts has no citations to draw"
            ActionChains(driver).move_to_element(boxes[0]).perform()
            wait(driver, "light", lambda d: d.find_elements(By.CSS_SELECTOR, "svg.network.lit"))
            box = boxes[0].get_attribute("href") or boxes[0].get_dom_attribute("href")
            driver.get(self.base + box if box.startswith("/") else box)
            ensure(driver.find_elements(By.CSS_SELECTOR, "svg.network .chip.focus"), "nothing is in the middle")
            clean(driver, self.base)


def main():
    if webdriver is None or not (shutil.which("chromedriver") and shutil.which("chromium")):
        print(f"{NAME}: SKIPPED: needs the Python package selenium and the Debian package chromium-driver")
        return 0
    with temporary() as folder:
        build(folder)
        base = f"http://127.0.0.1:{free_port()}"
        command = [program(), "serve", "--out", str(folder), "--bind", base.removeprefix("http://")]
        with server(command, base + "/health"):
            checks = Checks(base)
            return run(NAME, [checks.editor, checks.plain, checks.fault, checks.pages, checks.network])


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    script(NAME, main)
