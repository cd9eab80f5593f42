"""A real browser for the checks of pages: Debian's Chromium, driven by Selenium; and the tools from npm.

Where one of them cannot be had, `tools` says so, and the caller skips aloud.
"""

import json
import shutil
import subprocess
from contextlib import contextmanager

from common import ensure, free_port, program, server, temporary, wait_until_answering
from node import modules

QUIET = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--mute-audio",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
]

# One address of each kind of page; whoever adds a kind adds a line. All are there with the bundled data.
KINDS = {
    "home": "/",
    "search": "/search?q=forum",
    "search with facets": "/search?q=internet&kind=paragraph&year=2003-2015",
    "search, nothing found": "/search?q=xqzzywv",
    "search, nothing asked": "/search",
    "document": "/page/document/A/RES/70/125",
    "paragraph": "/page/document/A/RES/80/173/para/99",
    "mandate": "/page/mandate/A/RES/80/173/para/99/1",
    "body": "/page/body/cstd",
    "action line": "/page/action-line/c7-e-health",
    "target": "/page/target/geneva-2003/a",
    "event": "/page/event/wsis-tunis-2005",
    "statements": "/page/body/cstd?view=statements",
    "place": "/page/place/geneva",
    "person": "/page/person/yoshio-utsumi",
    "theme": "/page/theme/enhanced-cooperation",
    "group": "/page/stakeholder-group/governments",
    "matrix": "/sdg",
    "goal": "/sdg/3",
    "comparison": "/compare?a=A/RES/70/125",
    "series": "/compare?series=ga-ict-for-development",
    "questions": "/questions",
    "question": "/questions/mandates-due",
    "query": "/sparql",
    "answer as a table": "/sparql?query=SELECT+*+%7B+%3Fb+a+wsis%3ABody+%7D",
    "answer as a chart": "/sparql?view=chart&query=SELECT+%3Fk+(COUNT(*)+AS+%3Fn)+%7B+%3Fd+wsis%3AdocumentKind+%3Fk+%7D+GROUP+BY+%3Fk",
    "answer as columns": "/sparql?view=chart&query=SELECT+%3Fyear+%3Fkind+(COUNT(*)+AS+%3Fn)+%7B+%3Fd+wsis%3AadoptedOn+%3Fa+%3B+wsis%3AdocumentKind+%3Fkind+BIND(SUBSTR(STR(%3Fa),1,4)+AS+%3Fyear)+%7D+GROUP+BY+%3Fyear+%3Fkind",
    "answer as a network": "/sparql?view=graph&query=CONSTRUCT+WHERE+%7B+%3Fa+wsis%3Afollows+%3Fb+%7D",
    "answer as a map": "/sparql?view=map&query=SELECT+*+%7B+%3Fe+a+wsis%3AEvent+%3B+wsis%3Aplace+%3Fp+%7D",
    "explore": "/explore",
    "whole network": "/explore/all?limit=500",
    "asked of a body": "/explore/body/cstd",
    "class": "/ns/term/Mandate",
    "property": "/ns/term/addressee",
    "rules": "/rules",
    "licences": "/licences",
    "ontology": "/ns",
    "catalog": "/catalog",
    "dumps": "/dumps/",
    "limits": "/limits",
    "about": "/about",
    "coverage": "/about/coverage",
    "quality": "/about/quality",
    "not found": "/page/body/cstdd",
}


def in_language(language, path):
    return f"/{language}{path}"


def chromium():
    return shutil.which("chromium")


def missing():
    """What is not there, in words; empty where everything is."""
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "selenium (PyPI) is not installed"
    if not chromium() or not shutil.which("chromedriver"):
        return "chromium and chromedriver (Debian: chromium, chromium-driver) are not installed"
    return modules()[1]


@contextmanager
def site():
    """The address of the program serving a release of the bundled data, warm."""
    with temporary() as folder:
        subprocess.run([program(), "build", "--out", folder], check=True, capture_output=True)
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        command = [program(), "serve", "--out", folder, "--bind", f"127.0.0.1:{port}", "--log-level", "off"]
        with server(command, f"{url}/ready") as process:
            wait_until_answering(process, f"{url}/search?q=forum")
            yield url


@contextmanager
def browser(folder, width, script=True):
    """A driver with a window of a width, with or without scripts; `visit` below tells what happened."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium()
    for flag in [*QUIET, f"--window-size={max(width, 500)},900", f"--user-data-dir={folder}/profile-{width}-{script}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    try:
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
        )
        if not script:
            driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        yield driver
    finally:
        driver.quit()


def visit(driver, url, base):
    """Opens a page; gives what it complained of: messages on the console, requests to elsewhere."""
    driver.get_log("browser")
    driver.get_log("performance")
    driver.get(url)
    # A page of a problem is told on the console by its status alone.
    complaints = [
        entry["message"]
        for entry in driver.get_log("browser")
        if entry["level"] in ("SEVERE", "WARNING") and "status of 404" not in entry["message"]
    ]
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked = message["params"]["request"]["url"]
            if not asked.startswith((base, "data:", "chrome:", "about:", "blob:")):
                complaints.append(f"request to {asked}")
    return complaints


def value(driver, expression):
    """What an expression gives in the page, also where its own scripts are switched off."""
    result = driver.execute_cdp_cmd(
        "Runtime.evaluate", {"expression": expression, "returnByValue": True, "awaitPromise": True}
    )
    ensure("exceptionDetails" not in result, f"{expression[:60]}: {result.get('exceptionDetails')}")
    return result["result"].get("value")
