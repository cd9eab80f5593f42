"""Checks the Spark job of deploy/spark on a real cluster: one master, two workers, all on this machine.

Run:  python tests/python/spark.py      (exit 0: all fine, 1: not)
Texts: tests/fixtures, and some of the folder named by WSIS_TEXTS. Needs pyspark and Java; what is missing is said.
With WSIS_SPEEDUP=1 it also measures the job over one, two and four workers, and prints the figures.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

from common import PROJECT, build, ensure, free_port, program, run, script, temporary

JOB = PROJECT / "deploy" / "spark" / "convert.py"
FIXTURES = PROJECT / "tests" / "fixtures" / "akn"
START_SECONDS, JOB_SECONDS = 240, 900
TRANSCRIBED = " <https://w3id.org/wsis/graph/transcribed> ."


def environment():
    home = Path(importlib.util.find_spec("pyspark").origin).parent
    own = dict(os.environ, SPARK_HOME=str(home), PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable,
               SPARK_LOCAL_IP="127.0.0.1", SPARK_NO_DAEMONIZE="1")
    return home, own


def workers_at(port):
    """How many workers the page of the master lists as alive."""
    try:
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/json/", timeout=5).read().decode()
    except (OSError, urllib.error.URLError):
        return -1
    return page.count('"ALIVE"') - page.count('"status" : "ALIVE"')


@contextmanager
def daemon(command, own, folder):
    with subprocess.Popen(command, env=own, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def cluster(folder, workers):
    """The address of a master with so many workers of one processor each."""
    home, own = environment()
    start = [str(home / "bin" / "spark-class")]
    port, page = free_port(), free_port()
    master = f"spark://127.0.0.1:{port}"
    with ExitStack() as stack:
        one = [*start, "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port),
               "--webui-port", str(page)]
        stack.enter_context(daemon(one, own, folder))
        for number in range(workers):
            work = folder / f"worker-{workers}-{number}"
            work.mkdir()
            stack.enter_context(daemon([*start, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores",
                                        "1", "--memory", "1g", "--webui-port", str(free_port()), "--work-dir", str(work),
                                        master], own, folder))
        deadline = time.monotonic() + START_SECONDS
        while workers_at(page) < workers:
            ensure(time.monotonic() < deadline, f"{workers_at(page)} of {workers} workers after {START_SECONDS} s")
            time.sleep(0.5)
        yield master


def submit(master, texts, out, codes=(0,)):
    """Seconds of the job; its last line."""
    home, own = environment()
    # Workers know it by this name.
    shipped = out.parent / "wsis"
    shutil.copy(program(), shipped)
    command = [str(home / "bin" / "spark-submit"), "--master", master, "--executor-memory", "700m", "--conf",
               "spark.ui.enabled=false", "--files", str(shipped), str(JOB), f"file:{texts}", f"file:{out}"]
    started = time.monotonic()
    done = subprocess.run(command, env=own, capture_output=True, text=True, timeout=JOB_SECONDS, check=False)
    ensure(done.returncode in codes, f"the job ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return time.monotonic() - started, done.stdout.strip().splitlines()[-1]


def written(out):
    """The lines of all parts, in the order of the parts."""
    lines = []
    for part in sorted((out / "nquads").glob("part-*")):
        lines += part.read_text("utf-8").split("\n")[:-1]
    return lines


def alone(texts):
    """The quads of all files as one call of the program gives them."""
    files = sorted(path for path in texts.iterdir() if not path.name.startswith("."))
    done = subprocess.run([program(), "convert", *map(str, files)], capture_output=True, check=False)
    ensure(done.returncode in (0, 1), done.stderr.decode())
    return set(done.stdout.decode("utf-8").split("\n")[:-1])


class Checks:
    def __init__(self, folder, master):
        self.folder, self.master = folder, master

    def same(self, texts, name, codes=(0, 1)):
        out = self.folder / name
        seconds, said = submit(self.master, texts, out, codes)
        lines = written(out)
        ensure(lines == sorted(lines, key=str.encode), f"{name}: the parts are not in order")
        ensure(len(lines) == len(set(lines)), f"{name}: quads twice")
        wanted = alone(texts)
        different = sorted(set(lines) ^ wanted)
        ensure(not different, f"{name}: {len(different)} quads differ from one machine's: {different[:3]}")
        self.parquet(out, len(lines))
        return f"{said}, in {seconds:.0f} s: the same as on one machine"

    @staticmethod
    def parquet(out, quads):
        pandas = importlib.util.find_spec("pandas") and importlib.import_module("pandas")
        if pandas:
            table = pandas.read_parquet(out / "parquet")
            ensure(len(table) == quads, f"{len(table)} rows of Parquet, {quads} quads")
            ensure(list(table.columns) == ["subject", "predicate", "object", "object_kind", "datatype", "language",
                                           "graph"], f"other columns than quads.parquet: {list(table.columns)}")

    def fixtures(self):
        """invented texts, broken ones among them: the same quads, and the broken ones are told"""
        said = self.same(FIXTURES, "fixtures", codes=(1,))
        told = "\n".join(part.read_text("utf-8") for part in (self.folder / "fixtures" / "problems").glob("part-*"))
        ensure("truncated.xml" in told, f"the broken file is not told: {told[:500]}")
        return said

    def texts(self):
        """official texts: the same quads as one machine's, and the transcribed layer of a build"""
        texts = os.environ.get("WSIS_TEXTS")
        if not texts:
            return "SKIPPED: WSIS_TEXTS names no folder of official texts"
        some = self.folder / "some"
        some.mkdir()
        # Six languages of six documents that cite one another; one file for a text, as a build would choose.
        for symbol in ("a-res-74-197", "a-res-75-202", "a-res-75-316", "a-res-79-277", "a-res-79-194", "a-res-80-173"):
            for path in Path(texts).glob(f"{symbol}.*.akn.xml"):
                shutil.copy(path, some)
        said = self.same(some, "official", codes=(0,))
        _, release = build(self.folder / "build", "--no-gate", "--texts", some, codes=(0, 1))
        quads = (release / "wsis.nq").read_text("utf-8").split("\n")[:-1]
        lines = written(self.folder / "official")
        documents = {line.split(" ")[2][:-1] for line in lines if "/ontology#realizes> <https://w3id.org/wsis/id/document/" in line
                     and "/para/" not in line and "/pp/" not in line}
        about = lambda line: line.endswith(TRANSCRIBED) and any(
            line.startswith((d + ">", d + "/")) for d in documents)
        ours, built = {line for line in lines if about(line)}, {line for line in quads if about(line)}
        different = sorted(ours ^ built)
        ensure(not different, f"{len(different)} transcribed quads differ from a build: {different[:3]}")
        return f"{said}; all {len(ours)} transcribed quads about these documents are those of a build"


def speed_up(folder):
    texts = os.environ.get("WSIS_TEXTS")
    print(f"spark: {os.cpu_count()} processors")
    for workers in (1, 2, 4):
        own = folder / f"speed-{workers}"
        own.mkdir()
        with cluster(own, workers) as master:
            seconds, said = submit(master, texts, own / "out", codes=(0, 1))
            print(f"spark: {workers} workers: {seconds:.1f} s: {said}", flush=True)


def main():
    if not importlib.util.find_spec("pyspark"):
        print("spark: SKIPPED: pyspark cannot be imported")
        return 0
    if not shutil.which("java"):
        print("spark: SKIPPED: java is missing (Debian: default-jre-headless)")
        return 0
    with temporary() as folder:
        if os.environ.get("WSIS_SPEEDUP") and os.environ.get("WSIS_TEXTS"):
            speed_up(folder)
            return 0
        with cluster(folder, 2) as master:
            checks = Checks(folder, master)
            return run("spark", [checks.fixtures, checks.texts])


if __name__ == "__main__":
    script("spark", main)
