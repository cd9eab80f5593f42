"""Converts a folder of official texts on a cluster: Apache Spark maps `wsis convert` over it.

    spark-submit --master spark://host:7077 --files target/release/wsis deploy/spark/convert.py TEXTS OUT

TEXTS and OUT are folders of any file system that Spark reads (file:, hdfs:, s3a:). OUT gets
    nquads/     the quads, one a line, each once, in order
    parquet/    the same as columns: subject, predicate, object, object_kind, datatype, language, graph
    problems/   what was noticed, file by file
The program is the one shipped with --files, or the one that --wsis names on every worker. Exit code 1: some file
could not be converted (problems/ says which), everything else is in the data set.

The result is, quad for quad, what `wsis convert` of all files in the order of their names gives on one machine. For
that, the files of one document (its languages) are converted together; what is said of documents that are only cited
is dropped where the document itself is among the texts; and of several labels of a subject heading the smallest stays.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from pyspark import SparkFiles, StorageLevel
from pyspark.sql import Row, SparkSession
from pyspark.sql.types import StringType, StructField, StructType

# A call converts the files of one document; the largest take seconds.
SECONDS = 600
KEYWORDS = "<https://w3id.org/wsis/id/keyword/"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
DOCUMENTS = "<https://w3id.org/wsis/id/document/"
REALIZES = "<http://data.europa.eu/eli/ontology#realizes>"
EXPRESSION = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/wsis/ns#Expression>"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
COLUMNS = ("line", "subject", "predicate", "object", "object_kind", "datatype", "language", "graph")
QUAD = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?) <([^>]*)> \.')
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
LETTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


# ---------------------------------------------------------------- one call of the program


def program(named):
    """The program on this worker."""
    path = named or SparkFiles.get("wsis")
    if not named and not os.access(path, os.X_OK):
        os.chmod(path, 0o755)
    return path


def convert(wsis, files):
    """Lines of N-Quads and messages for files given as (path, bytes); as `wsis convert` of them in their order."""
    with tempfile.TemporaryDirectory(prefix="wsis-") as folder:
        names = []
        for number, (path, content) in enumerate(files):
            # Two folders may hold files of one name, and the name is part of what is said.
            place = Path(folder) / str(number) / Path(path).name
            place.parent.mkdir()
            place.write_bytes(content)
            names.append(str(place))
        done = subprocess.run([wsis, "convert", *names], capture_output=True, check=False, timeout=SECONDS)
        said = done.stderr.decode("utf-8", "replace").replace(folder, "").strip()
        if done.returncode > 1:
            said = said or f"exit code {done.returncode}"
        return done.stdout.decode("utf-8").split("\n")[:-1], done.returncode, said


def described(lines):
    """The documents that a text among the converted ones describes: those with a language version."""
    versions = {line.split(" ", 1)[0] for line in lines if EXPRESSION in line}
    found = set()
    for line in lines:
        subject, predicate, target = line.split(" ", 3)[:3]
        if predicate == REALIZES and subject in versions:
            found.add(target)
    return found


def parts(wsis, files):
    """What one call gives, taken apart: documents, their lines, lines of documents only cited, headings, messages."""
    lines, code, said = convert(wsis, files)
    own = described(lines)
    texts, cited, keywords = [], [], {}
    for line in lines:
        subject = line.split(" ", 1)[0]
        if subject.startswith(KEYWORDS):
            keywords.setdefault(subject, []).append(line)
            continue
        stub = subject.startswith(DOCUMENTS) and subject not in own and not is_part(subject, own)
        (cited if stub else texts).append(line)
    return own, texts, cited, sorted(keywords.items()), code, said


def smaller(one, other):
    """Of two descriptions of a subject heading the one with the smaller label, as the program itself decides."""
    label = lambda lines: min(line.split(" ", 2)[2].encode() for line in lines if f" {LABEL} " in line)
    return min(one, other, key=lambda lines: (label(lines), lines))


def is_part(subject, documents):
    """Whether an address lies below one of the documents: a paragraph, a language version."""
    at = subject[:-1]
    while "/" in at[len(DOCUMENTS):]:
        at = at[: at.rindex("/")]
        if at + ">" in documents:
            return True
    return False


# ---------------------------------------------------------------- rows


def unescaped(text):
    def letter(match):
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else LETTERS.get(match[3], match[3])
    return ESCAPE.sub(letter, text) if "\\" in text else text


def row(line):
    """A quad as columns."""
    subject, predicate, iri, words, language, datatype, graph = QUAD.fullmatch(line).groups()
    if iri is not None:
        return Row(line, subject, predicate, iri, "iri", None, None, graph)
    kind = LANG_STRING if language else datatype or XSD_STRING
    return Row(line, subject, predicate, unescaped(words), "literal", kind, language, graph)


# ---------------------------------------------------------------- the job


def groups(found):
    """Path to group, for files that tell of the same documents, directly or through others; `found`: path, documents."""
    above = {}

    def top(name):
        while above.setdefault(name, name) != name:
            name = above[name]
        return name

    for path, documents in found:
        for document in documents:
            one, other = sorted((top("file " + path), top(document)))
            above[other] = one
    return {path: top("file " + path) for path, _ in found}


def job(spark, arguments):
    context = spark.sparkContext
    wsis = arguments.wsis
    # Several parts for each processor, so that none waits long for the last one.
    partitions = arguments.partitions or 2 * context.defaultParallelism
    spark.conf.set("spark.sql.shuffle.partitions", partitions)
    files = context.binaryFiles(arguments.texts).repartition(partitions)
    # Every file alone: which documents it tells of. What it gives is kept, most files are the only one of theirs.
    alone = files.map(lambda file: (file[0], *parts(program(wsis), [file]))).persist(StorageLevel.DISK_ONLY)
    found = sorted((path, sorted(own)) for path, own, *_ in alone.map(lambda a: (a[0], a[1])).collect())
    if not found:
        sys.exit(f"{arguments.texts} holds no files")
    group = groups(found)
    sizes = {}
    for name in group.values():
        sizes[name] = sizes.get(name, 0) + 1
    shared = context.broadcast({path: name for path, name in group.items() if sizes[name] > 1})
    single = alone.filter(lambda a: a[0] not in shared.value).map(lambda a: (a[0], *a[1:]))
    together = (
        files.filter(lambda file: file[0] in shared.value)
        .map(lambda file: (shared.value[file[0]], file))
        .groupByKey(partitions)
        .map(lambda pair: sorted(pair[1]))
        .map(lambda some: (" ".join(path for path, _ in some), *parts(program(wsis), some)))
    )
    made = single.union(together).persist(StorageLevel.DISK_ONLY)
    texts = made.flatMap(lambda a: a[2])
    own = context.broadcast(set(made.flatMap(lambda a: a[1]).collect()))
    cited = made.flatMap(lambda a: a[3]).filter(lambda line: line.split(" ", 1)[0] not in own.value)
    headings = made.flatMap(lambda a: a[4]).reduceByKey(smaller, partitions).flatMap(lambda pair: pair[1])
    schema = StructType([StructField(name, StringType()) for name in COLUMNS])
    quads = spark.createDataFrame(texts.union(cited).union(headings).distinct(partitions).map(row), schema)
    quads = quads.orderBy("line").persist(StorageLevel.DISK_ONLY)
    quads.drop("line").write.mode("overwrite").parquet(arguments.out + "/parquet")
    quads.select("line").write.mode("overwrite").text(arguments.out + "/nquads")
    told = made.filter(lambda a: a[6]).map(lambda a: Row(f"{a[0]}: exit code {a[5]}\n{a[6]}"))
    one = StructType([StructField("problem", StringType())])
    spark.createDataFrame(told, one).write.mode("overwrite").text(arguments.out + "/problems")
    failed = made.filter(lambda a: a[5] != 0).count()
    print(f"{quads.count()} quads of {len(own.value)} documents from {len(found)} files; {failed} calls with errors")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", help="the folder of texts")
    parser.add_argument("out", help="the folder for the result")
    parser.add_argument("--wsis", help="the program, where workers have it [default: the one shipped with --files]")
    parser.add_argument("--partitions", type=int, help="into how many parts the files are divided")
    arguments = parser.parse_args()
    spark = SparkSession.builder.appName("wsis convert").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    try:
        code = job(spark, arguments)
    finally:
        spark.stop()
    sys.exit(code)


if __name__ == "__main__":
    main()
