"""Checks the tables and the literature: others read them, and they hold what SPARQL finds.

Run:  python tests/python/handover.py      (exit 0: all fine, 1: not)
DuckDB and pandas (with pyarrow) read Parquet and CSV, rispy RIS, bibtexparser BibTeX, citeproc-py CSL-JSON.
A package that is missing is named and its check skipped. Texts: tests/fixtures, or the folder named by WSIS_TEXTS.
"""

import csv
import importlib
import io
import json
import os
import warnings

from common import PROJECT, build, ensure, fetch, free_port, program, run, script, server, temporary, wsis

FIXTURES = PROJECT / "tests" / "fixtures" / "akn"
NS = "https://w3id.org/wsis/ns#"
TABLES = {
    "documents": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a wsis:Document }",
    "paragraphs": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x wsis:inDocument ?d }",
    "mandates": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a wsis:Mandate }",
    "citations": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a wsis:Citation }",
}
# What single columns hold: filled cells of the table, and a query that counts the same.
FILLED = {
    ("documents", "adopted_on"): "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a wsis:Document ; wsis:adoptedOn ?d }",
    ("paragraphs", "text_en"):
        "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?t wsis:text ?w ; eli:realizes ?x . ?x wsis:inDocument ?d "
        "FILTER(LANG(?w) = 'en') }",
    ("paragraphs", "text_ar"):
        "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?t wsis:text ?w ; eli:realizes ?x . ?x wsis:inDocument ?d "
        "FILTER(LANG(?w) = 'ar') }",
    ("mandates", "due_by"): "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a wsis:Mandate ; wsis:dueBy ?d }",
    ("mandates", "addressees"): "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a wsis:Mandate ; wsis:addressee ?d }",
    ("mandates", "evidence_words"):
        "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a wsis:Mandate ; wsis:evidence/oa:hasSelector/oa:exact ?w }",
    ("citations", "cited_paragraphs"):
        "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a wsis:Citation ; wsis:citedProvision ?d }",
}


def package(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


class Checks:
    def __init__(self, folder):
        texts = os.environ.get("WSIS_TEXTS") or FIXTURES
        self.out = folder / "out"
        self.manifest, self.release = build(self.out, "--no-gate", "--texts", texts, codes=(0, 1))

    def count(self, query):
        query_file = self.out / "count.rq"
        query_file.write_text(query, "utf-8")
        return int(wsis("query", query_file, "--format", "csv", "--out", self.out).decode().splitlines()[1])

    def parquet(self, name):
        return str(self.release / f"{name}.parquet")

    def duckdb(self):
        """DuckDB counts in Parquet and CSV what SPARQL counts in the graph"""
        duckdb = package("duckdb")
        if not duckdb:
            return "SKIPPED: duckdb cannot be imported"
        ask = lambda sql: duckdb.sql(sql).fetchall()[0][0]
        for name, query in TABLES.items():
            wanted = self.count(query)
            for file in (f"{name}.parquet", f"{name}.csv"):
                path = self.release / file
                found = ask(f"SELECT COUNT(*) FROM '{path}'")
                ensure(found == wanted, f"{file}: {found} rows, SPARQL finds {wanted}")
                ensure(ask(f"SELECT COUNT(DISTINCT iri) FROM '{path}'") == wanted, f"{file}: an address twice")
        for (name, column), query in FILLED.items():
            wanted = self.count(query)
            for ending in ("parquet", "csv"):
                found = ask(f"SELECT COUNT({column}) FROM '{self.release / name}.{ending}'")
                ensure(found == wanted, f"{column} of {name}.{ending}: {found} filled, SPARQL finds {wanted}")
        rows = ask(f"SELECT COUNT(*) FROM '{self.parquet('quads')}'")
        ensure(rows == self.manifest["counts"]["quads"], f"quads.parquet: {rows} rows")
        graphs = dict(duckdb.sql(f"SELECT graph, COUNT(*) FROM '{self.parquet('quads')}' GROUP BY graph").fetchall())
        ensure(graphs == self.manifest["counts"]["graphs"], f"graphs of quads.parquet: {graphs}")
        found = duckdb.sql(f"""SELECT p.symbol, COUNT(*) FROM '{self.parquet('mandates')}' m
            JOIN '{self.parquet('paragraphs')}' p ON m.paragraph = p.iri GROUP BY p.symbol""").fetchall()
        ensure(sum(n for _, n in found) == self.count(TABLES["mandates"]), "mandates without a paragraph in the table")
        return f"DuckDB finds in Parquet and CSV what SPARQL does: {rows} quads, " + ", ".join(
            f"{ask(f'SELECT COUNT(*) FROM {self.parquet(n)!r}')} {n}" for n in TABLES)

    def pandas(self):
        """pandas reads the same table from Parquet and from CSV, cell by cell"""
        pandas = package("pandas")
        if not (pandas and package("pyarrow")):
            return "SKIPPED: pandas or pyarrow cannot be imported"
        for name in TABLES:
            packed = pandas.read_parquet(self.parquet(name))
            plain = pandas.read_csv(self.release / f"{name}.csv", dtype=str, keep_default_na=False)
            ensure(list(packed.columns) == list(plain.columns), f"{name}: other columns")
            ensure(len(packed) == len(plain), f"{name}: {len(packed)} and {len(plain)} rows")
            for column in packed.columns:
                whole = str(packed[column].dtype).startswith(("int", "float"))
                for one, other in zip(packed[column], plain[column]):
                    empty = one is None or one != one
                    same = other == "" if empty else (float(other) == float(one) if whole else other == one)
                    ensure(same, f"{name}.{column}: {one!r} in Parquet, {other!r} in CSV")
        quads = pandas.read_parquet(self.parquet("quads"))
        lines = (self.release / "wsis.nq").read_text("utf-8").splitlines()
        ensure(len(quads) == len(lines), f"{len(quads)} rows, {len(lines)} lines")
        for line, row in zip(lines, quads.itertuples(index=False)):
            start = f"<{row.subject}> <{row.predicate}> " + (f"<{row.object}> " if row.object_kind == "iri" else '"')
            ensure(line.startswith(start) and line.endswith(f"<{row.graph}> ."), f"{row} is not {line}")
            if row.object_kind == "literal" and "\\" not in line:
                tag = f"@{row.language}" if row.language is not None and row.language == row.language else ""
                ensure(f'"{row.object}"{tag}' in line, f"{row} is not {line}")

    def described(self):
        """csv-metadata.json describes exactly the columns of the four files, with separators where cells hold several"""
        described = json.loads((self.release / "csv-metadata.json").read_text("utf-8"))
        ensure({t["url"] for t in described["tables"]} == {f"{n}.csv" for n in TABLES}, "other tables")
        for table in described["tables"]:
            rows = list(csv.DictReader(io.StringIO((self.release / table["url"]).read_text("utf-8"), newline="")))
            columns = {c["name"]: c for c in table["tableSchema"]["columns"]}
            ensure(list(rows[0]) == list(columns), f"{table['url']}: other columns than described")
            for name, column in columns.items():
                several = any(" | " in row[name] for row in rows) and column["datatype"] == "anyURI"
                ensure(not several or "separator" in column, f"{name} of {table['url']} holds several values")
                if column["datatype"] == "integer":
                    ensure(all(row[name] == "" or row[name].isdigit() for row in rows), f"{name}: not whole numbers")

    def exported(self):
        """wsis export gives the tables and the literature of the release, and says no where they do not fit"""
        for name in TABLES:
            for ending in ("csv", "parquet"):
                given = wsis("export", "--table", name, "--format", ending, "--out", self.out)
                ensure(given == (self.release / f"{name}.{ending}").read_bytes(), f"{name}.{ending} is another")
        for form, file in {"parquet": "quads.parquet", "ris": "wsis.ris", "bibtex": "wsis.bib",
                           "csl": "wsis.csl.json"}.items():
            given = wsis("export", "--format", form, "--out", self.out)
            ensure(given == (self.release / file).read_bytes(), f"--format {form} is another file")
        wsis("export", "--format", "csv", "--out", self.out, codes=(2,))
        wsis("export", "--table", "mandates", "--format", "nq", "--out", self.out, codes=(2,))

    # ------------------------------------------------------------ literature

    def documents(self):
        with open(self.release / "documents.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def ris(self):
        """rispy reads every document from RIS, with its symbol, title and date"""
        rispy = package("rispy")
        if not rispy:
            return "SKIPPED: rispy cannot be imported"
        entries = rispy.loads((self.release / "wsis.ris").read_text("utf-8"))
        documents = self.documents()
        ensure(len(entries) == len(documents), f"{len(entries)} records, {len(documents)} documents")
        by_iri = {url: entry for entry in entries for url in entry["urls"]}
        for document in documents:
            entry = by_iri[document["iri"]]
            ensure(entry["call_number"] == document["symbol"], f"{entry} is not {document['symbol']}")
            if document["title_en"]:
                ensure(entry["title"] == " ".join(document["title_en"].split()), f"{entry['title']}")
            date = document["adopted_on"] or document["issued_on"]
            ensure(entry.get("year", "") == date[:4], f"{document['symbol']}: year {entry.get('year')}, not {date}")
        return f"rispy reads {len(entries)} documents from RIS, with their symbols, titles and years"

    def bibtex(self):
        """bibtexparser reads every document from BibTeX, each with a key of its own"""
        bibtexparser = package("bibtexparser")
        if not bibtexparser:
            return "SKIPPED: bibtexparser cannot be imported"
        text = (self.release / "wsis.bib").read_text("utf-8")
        if hasattr(bibtexparser, "parse_string"):
            library = bibtexparser.parse_string(text)
            ensure(not library.failed_blocks, f"{library.failed_blocks[:2]}")
            entries = {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}
        else:
            entries = bibtexparser.loads(text).entries_dict
        documents = {document["iri"]: document for document in self.documents()}
        ensure(len(entries) == len(documents), f"{len(entries)} entries, {len(documents)} documents")
        ensure({entry["url"] for entry in entries.values()} == set(documents), "other addresses")
        for key, entry in entries.items():
            date = documents[entry["url"]]["adopted_on"] or documents[entry["url"]]["issued_on"]
            ensure(entry.get("year", "") == date[:4], f"{key}: year {entry.get('year')}, not {date}")
        return f"bibtexparser reads {len(entries)} documents from BibTeX"

    def csl(self):
        """citeproc-py reads every document from CSL-JSON and cites it in a style that it brings"""
        items = json.loads((self.release / "wsis.csl.json").read_text("utf-8"))
        documents = {document["iri"]: document for document in self.documents()}
        ensure({item["id"] for item in items} == set(documents) and len(items) == len(documents), "other documents")
        ensure(all(item["number"] == documents[item["id"]]["symbol"] for item in items), "another symbol")
        citeproc = package("citeproc")
        if not citeproc:
            return "SKIPPED: citeproc-py cannot be imported; the JSON has all documents"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            source = importlib.import_module("citeproc.source.json").CiteProcJSON(items)
            style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
            bibliography = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
            for item in items:
                bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
            written = [str(entry) for entry in bibliography.bibliography()]
        ensure(len(written) == len(items), f"{len(written)} entries of {len(items)}")
        titles = [i for i in items if not any(i["title"][:30] in entry.replace("\u2019", "'") or i["title"][:30] in entry for entry in written)]
        ensure(len(titles) * 20 < len(items), f"{len(titles)} titles got lost: {titles[:2]}")
        return f"citeproc-py reads {len(items)} documents from CSL-JSON and writes their bibliography"

    def served(self):
        """the server gives a document as RIS, BibTeX and CSL-JSON, by extension and by Accept, linked from its page"""
        address = f"127.0.0.1:{free_port()}"
        url = f"http://{address}"
        types = {"ris": "application/x-research-info-systems", "bib": "application/x-bibtex",
                 "csl.json": "application/vnd.citationstyles.csl+json"}
        whole = {"ris": "wsis.ris", "bib": "wsis.bib", "csl.json": "wsis.csl.json"}
        document = "document/A/RES/70/125"
        with server([program(), "serve", "--out", str(self.out), "--bind", address], f"{url}/ready"):
            for ending, media_type in types.items():
                status, given, body = fetch(f"{url}/data/{document}.{ending}")
                ensure(status == 200 and given == media_type, f".{ending}: {status} {given}")
                asked = fetch(f"{url}/id/{document}", media_type)
                ensure(asked == (status, given, body), f"Accept: {media_type} gives something else: {asked[:2]}")
                everything = (self.release / whole[ending]).read_bytes().decode()
                if ending == "csl.json":
                    ensure(json.loads(body)[0] in json.loads(everything), "the record differs from that of the file")
                else:
                    ensure(body.decode().strip() in everything, f"the .{ending} differs from that of the whole file")
                ensure(fetch(f"{url}/data/body/cstd.{ending}")[0] == 404, f"a body has no .{ending}")
            ensure(fetch(f"{url}/data/body/cstd", types["ris"])[0] == 406, "a body as RIS is not acceptable")
            listed = json.loads(fetch(f"{url}/linkset/{document}.json")[2])["linkset"]
            linked = {link["href"]: link.get("type") for anchor in listed for links in anchor.values()
                      if isinstance(links, list) for link in links}
            for ending, media_type in types.items():
                ensure(linked.get(f"/data/{document}.{ending}") == media_type, f"no link to .{ending}")


def main():
    with temporary() as folder:
        checks = Checks(folder)
        return run("handover", [
            checks.duckdb, checks.pandas, checks.described, checks.exported, checks.ris, checks.bibtex, checks.csl,
            checks.served,
        ])


if __name__ == "__main__":
    script("handover", main)
