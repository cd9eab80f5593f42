"""The query editor, its answers as pictures, and networks, in a real Chromium."""

import urllib.parse

from browser import browser, missing, site, value, visit
from common import ensure, run, script, temporary

SECONDS = 20
EDITOR = "script[src*='/assets/yasqe']"


def wait(driver, selector, text=""):
    """Waits until an element is there, and its text holds some words."""
    from selenium.webdriver.support.ui import WebDriverWait

    def there(d):
        return [e for e in d.find_elements("css selector", selector) if text in e.text]

    return WebDriverWait(driver, SECONDS).until(there, f"{selector} {text}")


def editor_runs_a_query(url, folder):
    """the editor completes terms, runs a query, and the keyboard leaves it"""
    from selenium.webdriver.common.keys import Keys

    with browser(folder, 1440) as driver:
        complaints = visit(driver, f"{url}/en/sparql", url)
        if not driver.find_elements("css selector", EDITOR):
            return "SKIPPED: this build of the program has no editor, since npm was missing"
        wait(driver, "form[data-ready] .CodeMirror")
        area = driver.find_element("css selector", ".CodeMirror textarea")
        area.send_keys(Keys.CONTROL, "a")
        area.send_keys(Keys.NULL)
        area.send_keys("SELECT ?m WHERE { ?m wsis:addr")
        wait(driver, ".CodeMirror-hints", "wsis:addressee")
        query = "SELECT ?b WHERE { ?b a wsis:Body }\\nORDER BY ?b LIMIT 7"
        value(driver, f"document.querySelector('.CodeMirror').CodeMirror.setValue('{query}'); 0")
        ensure(not driver.find_elements("css selector", ".fault-sign"), "a prefix of the data set is taken for unknown")
        area.send_keys(Keys.TAB)
        ensure(not value(driver, "!!document.activeElement.closest('.CodeMirror')"), "the keyboard does not leave the editor")
        driver.find_element("css selector", "form.query button").click()
        wait(driver, "section[aria-labelledby=answer] tbody tr")
        rows = len(driver.find_elements("css selector", "section[aria-labelledby=answer] tbody tr"))
        ensure(rows == 7, f"{rows} rows instead of 7")
        ensure(not complaints, "\n".join(complaints))
    return editor_runs_a_query.__doc__


def field_runs_a_query(url, folder):
    """without scripts the field alone runs one"""
    with browser(folder, 1440, script=False) as driver:
        driver.get(f"{url}/en/sparql")
        field = driver.find_element("id", "query")
        field.clear()
        field.send_keys("ASK { ?b a wsis:Body }")
        driver.find_element("css selector", "form.query button").click()
        wait(driver, "section[aria-labelledby=answer]", "Yes")
    return field_runs_a_query.__doc__


def faults_are_at_their_line(url, folder):
    """a fault is marked at its line, beside the query and in the editor"""
    query = urllib.parse.quote("SELECT * WHERE {\n  ?s ?p ?o .\n  ?s ?p ?o ?q\n}")
    with browser(folder, 1440) as driver:
        driver.get(f"{url}/en/sparql?query={query}")
        ensure(driver.find_element("css selector", ".fault mark").text.startswith("3"), "the third line is not marked")
        if driver.find_elements("css selector", EDITOR):
            wait(driver, ".CodeMirror .fault-line")
            wait(driver, ".CodeMirror .fault-sign")
    return faults_are_at_their_line.__doc__


def networks_light_up(url, folder):
    """a network shows the links of the box that has the focus; every box leads on"""
    with browser(folder, 1440) as driver:
        complaints = visit(driver, f"{url}/en/explore/all", url)
        boxes = driver.find_elements("css selector", "svg.network.wide a[data-n]")
        if not boxes:
            return "SKIPPED: nothing is cited in this release"
        value(driver, "document.querySelector('svg.network.wide a[data-n]').focus(); 0")
        wait(driver, "svg.network.lit")
        driver.get(url + boxes[0].get_dom_attribute("href"))
        wait(driver, "svg.network .chip.focus")
        ensure(not complaints, "\n".join(complaints))
    return networks_light_up.__doc__


def named(check, url, folder):
    def call():
        return check(url, folder)

    call.__name__, call.__doc__ = check.__name__, check.__doc__
    return call


def main():
    reason = missing()
    if reason:
        print(f"pictures: SKIPPED: {reason}", flush=True)
        return 0
    with site() as url, temporary() as folder:
        checks = [editor_runs_a_query, field_runs_a_query, faults_are_at_their_line, networks_light_up]
        return run("pictures", [named(check, url, folder) for check in checks])


if __name__ == "__main__":
    script("pictures", main)
