"""Writes the files of the demonstration: ``python -m scripts.demodata FOLDER [--papers N]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.demodata.legacy import to_rtf
from scripts.demodata.paper import Paper
from scripts.demodata.pdf import to_pdf
from scripts.demodata.plan import make_plan
from scripts.demodata.scan import to_scan
from scripts.demodata.word import to_docx


def file_of(paper: Paper, seed: int = 0) -> bytes:
    """The bytes of the file a paper becomes."""
    match paper.form:
        case "pdf":
            return to_pdf(paper)
        case "scan":
            return to_scan(to_pdf(paper), seed)
        case "word":
            return to_docx(paper)
        case "tcvn3" | "vni":
            return to_rtf(paper, paper.form)


def write(folder: Path, limit: int | None = None) -> int:
    """Write the files, one folder a year; returns how many there are."""
    papers = make_plan()[:limit]
    for seed, paper in enumerate(papers):
        path = folder / str(paper.issued_on.year) / paper.file_name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file_of(paper, seed))
    return len(papers)


def main() -> None:
    """Read the arguments and write."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--papers", type=int, help="only the first N")
    given = ask.parse_args()
    print(f"{write(given.folder, given.papers)} files in {given.folder}")


if __name__ == "__main__":
    main()
