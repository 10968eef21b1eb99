"""Search pages over HTTP at 100,000 documents, with facets and highlights, beside SQLite FTS5 on the same texts.

A few words out of a title and whole sentences are measured apart.

usage: scripts/bench search [--documents 100000] [--requests 300] [--home DIR (kept and reused)]
"""

from __future__ import annotations

import argparse
import csv
import http.cookiejar
import json
import lzma
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(os.environ.get("DOCARCHIVE_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
PASSWORD = "do-luong-tim-kiem"  # noqa: S105 - of an instance that lives as long as the measurement
REPORT = Path("reports/bench/search.json")


def texts(count: int) -> Iterator[tuple[str, str]]:
    """Titles and texts of the codification's articles, again and again with a new ending."""
    articles = []
    with lzma.open(CORPUS / "text" / "phapdien-articles.jsonl.xz", "rt", encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            articles.append((row["title"], row["text"]))
    for serial in range(count):
        title, text = articles[serial % len(articles)]
        lap = serial // len(articles)
        yield (f"{title} (bản {lap + 1})" if lap else title), text


def without_every_third(texts: list[str]) -> list[str]:
    """The same texts, every third one without diacritics: people type both ways."""
    from indexer.fold import fold

    return [fold(text) if i % 3 == 0 else text for i, text in enumerate(texts)]


def words(count: int) -> list[str]:
    """What is looked for with a title half remembered: three to five words out of its middle."""
    titles = [(title.partition(". ")[2] or title).split() for title, _ in texts(count * 40)][::40]
    return without_every_third(
        [" ".join(title[1 : 4 + i % 3] if len(title) > 1 else title) for i, title in enumerate(titles)]
    )


def questions(count: int) -> list[str]:
    """What people asked a law search in whole sentences."""
    path = CORPUS / "retrieval" / "zalo2021-on-phapdien" / "all-other-queries.csv.xz"
    with lzma.open(path, "rt", encoding="utf8") as lines:
        asked = [row["question"] for row in csv.DictReader(lines)]
    return without_every_third([asked[i * len(asked) // count] for i in range(count)])


def docarchive(home: Path, *words: str) -> None:
    """Run a command of the instance to its end."""
    program = Path(sys.executable).with_name("docarchive")
    subprocess.run([program, "--home", str(home), *words, "--json"], check=True, stdout=subprocess.DEVNULL)


def fill(home: Path, count: int) -> float:
    """Make an instance that holds so many documents; returns the seconds the import took."""
    docarchive(home, "init", "--password", PASSWORD)
    register = home / "register.jsonl"
    with register.open("w", encoding="utf8") as out:
        for title, text in texts(count):
            out.write(json.dumps({"subject": title, "text": text}, ensure_ascii=False) + "\n")
    begun = time.perf_counter()
    docarchive(home, "import", "--records", str(register))
    return time.perf_counter() - begun


class Browser:
    """Keeps cookies and signs in."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, path: str) -> str:
        """Fetch a page."""
        with self._opener.open(self.address + path, timeout=60) as answer:
            return str(answer.read().decode())

    def sign_in(self, username: str, password: str) -> None:
        """Fill in the sign-in form."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get("/sign-in"))
        if token is None:
            raise RuntimeError("the sign-in form has no token")
        form = {"csrf_token": token[1], "username": username, "password": password}
        self._opener.open(self.address + "/sign-in", urllib.parse.urlencode(form).encode(), timeout=60).close()


def over_http(home: Path, kinds: dict[str, list[str]]) -> tuple[dict[str, list[float]], tuple[float, float]]:
    """Milliseconds of each search page by kind, and the server's memory in MB afterwards: its own, and mapped files."""
    program = Path(sys.executable).with_name("docarchive")
    server = subprocess.Popen(
        [program, "--home", str(home), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None  # noqa: S101 - it was asked for
        browser = Browser(server.stdout.readline().split()[-1])
        browser.sign_in("quantri", PASSWORD)
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        for kind, asked in kinds.items():
            for text in [*asked[:20], *asked]:
                begun = time.perf_counter()
                browser.get("/search?" + urllib.parse.urlencode({"q": text}))
                times[kind].append((time.perf_counter() - begun) * 1000)
            del times[kind][:20]  # the first ones warm up
        status = Path(f"/proc/{server.pid}/status").read_text()
        own, mapped = (int(kb) / 1024 for kb in re.findall(r"Rss(?:Anon|File):\s+(\d+)", status))
        return times, (own, mapped)
    finally:
        server.terminate()
        server.wait()


def by_fts5(count: int, kinds: dict[str, list[str]]) -> dict[str, list[float]]:
    """Milliseconds of the same questions by SQLite FTS5: any of the words, ten best by rank."""
    from pysqlite3 import dbapi2

    with tempfile.TemporaryDirectory() as folder:
        connection = dbapi2.connect(f"{folder}/fts.sqlite")
        connection.execute("create virtual table d using fts5(title, text, tokenize='unicode61 remove_diacritics 2')")
        connection.executemany("insert into d values (?, ?)", texts(count))
        connection.commit()
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        for kind, asked in kinds.items():
            for text in asked:
                either = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
                begun = time.perf_counter()
                connection.execute(
                    "select title, snippet(d, 1, '[', ']', '…', 30) from d where d match ? order by rank limit 10",
                    (either,),
                ).fetchall()
                times[kind].append((time.perf_counter() - begun) * 1000)
        connection.close()
    return times


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    """Measure, print a table, write the report."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--documents", type=int, default=100_000)
    ask.add_argument("--requests", type=int, default=300)
    ask.add_argument("--peer-requests", type=int, default=60)
    ask.add_argument("--home", type=Path)
    given = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder) / "home"
        import_s = None if (home / "register.jsonl").exists() else fill(home, given.documents)
        kinds = {"words": words(given.requests), "questions": questions(given.requests)}
        ours, (memory_mb, mapped_mb) = over_http(home, kinds)
        fewer = {kind: asked[: given.peer_requests] for kind, asked in kinds.items()}
        peers = by_fts5(given.documents, fewer)
    report: dict[str, float | None] = {
        "documents": given.documents,
        "requests": given.requests,
        "import_s": import_s and round(import_s, 1),
        "memory_mb": round(memory_mb),
        "mapped_files_mb": round(mapped_mb),
    }
    for kind, peer in peers.items():
        report |= {
            f"{kind}_p50_ms": round(statistics.median(ours[kind]), 1),
            f"{kind}_p95_ms": round(percentile(ours[kind], 0.95), 1),
            f"{kind}_fts5_p50_ms": round(statistics.median(peer), 1),
            f"{kind}_fts5_p95_ms": round(percentile(peer, 0.95), 1),
            f"{kind}_ratio_p50": round(statistics.median(peer) / statistics.median(ours[kind]), 1),
        }
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1), encoding="utf8")
    for name, value in report.items():
        print(f"{name:22} {value}")


if __name__ == "__main__":
    main()
