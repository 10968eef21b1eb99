"""Cutting words and computing streams: characters a second beside underthesea's own tokeniser, memory, same words.

usage: scripts/bench tokenise [--characters 400000] [--seed 7]
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from indexer.analysis import analyse
from indexer.tokenise import SyllableTokeniser, open_tokeniser

CORPUS = Path(os.environ.get("DOCARCHIVE_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
REPORT = Path("reports/bench/tokenise.json")
PEER = """
import json, sys, time
from underthesea import word_tokenize
lines = open(sys.argv[1], encoding="utf8").read().split("\\n")
word_tokenize("khởi động")
begun = time.process_time()
words = [word_tokenize(line) for line in lines]
json.dump({"seconds": time.process_time() - begun, "words": words}, sys.stdout)
"""
# Where nothing but the tokeniser works; what getrusage tells would begin with the memory of who started the process.
OURS = """
import re, sys
from indexer.tokenise import open_tokeniser
tokens = open_tokeniser().tokens(open(sys.argv[1], encoding="utf8").read())
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


def lines_of(characters: int, seed: int) -> list[str]:
    """Lines of articles drawn at random, about as many characters as asked for."""
    with lzma.open(CORPUS / "text" / "phapdien-articles.jsonl.xz", "rt", encoding="utf8") as file:
        texts = [json.loads(line).get("text") or "" for line in file]
    random.Random(seed).shuffle(texts)  # noqa: S311 - repeatable
    found: list[str] = []
    for text in texts:
        found += [unicodedata.normalize("NFC", line) for line in text.split("\n") if line.strip()]
        if sum(map(len, found)) >= characters:
            break
    return found


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def alone(program: str, text: str) -> Any:
    """What a program says of a text, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, encoding="utf8")
        answer = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, check=True)
    return json.loads(answer.stdout)


def same_lines(lines: list[str], theirs: list[list[str]]) -> int:
    """Lines without figures cut at the same places (the letters may differ: underthesea respells)."""
    tokeniser = open_tokeniser()
    lengths = [[len("".join(word.split())) for _, _, word in tokeniser.tokens(line)] for line in lines]
    return sum(
        mine == [len("".join(word.split())) for word in words] for mine, words in zip(lengths, theirs, strict=True)
    )


def main() -> None:
    """Measure, print a table, write the report."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--characters", type=int, default=400_000)
    ask.add_argument("--seed", type=int, default=7)
    options = ask.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    lines = lines_of(options.characters, options.seed)
    text = "\n".join(lines)
    peer = alone(PEER, text)  # its words and its time
    tokeniser = open_tokeniser()
    measured = {
        "words, first pass": seconds(lambda: tokeniser.tokens(text)),
        "words, warm": seconds(lambda: tokeniser.tokens(text)),
        "syllables as words": seconds(lambda: SyllableTokeniser().tokens(text)),
        "streams, first pass": seconds(lambda: analyse(text)),
        "streams, warm": seconds(lambda: analyse(text)),
        "streams with words": seconds(lambda: analyse(text, words=True)),
    }
    plain = [index for index, line in enumerate(lines) if not any(map(str.isdigit, line))]
    report = {
        "characters": len(text),
        "underthesea_chars_per_s": round(len(text) / peer["seconds"]),
        "ratio": {name: round(peer["seconds"] / taken, 2) for name, taken in measured.items()},
        "chars_per_s": {name: round(len(text) / taken) for name, taken in measured.items()},
        "memory_mb": alone(OURS, text),
        "plain_lines": len(plain),
        "plain_lines_same": same_lines([lines[at] for at in plain], [peer["words"][at] for at in plain]),
    }
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1))
    print(f"{len(text)} characters, underthesea {len(text) / peer['seconds'] / 1000:.0f} kchar/s")
    for name, taken in measured.items():
        print(f"{name:<22}{len(text) / taken / 1000:>8.0f} kchar/s{peer['seconds'] / taken:>8.1f} ×")
    print(f"memory {report['memory_mb']} MB; plain lines cut alike {report['plain_lines_same']} of {len(plain)}")


if __name__ == "__main__":
    main()
