"""The page on packets says what the code does, and its examples run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "edxml.md").read_text("utf-8")


def test_the_tables_are_those_of_the_code() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "edxml-doc"), "--check"]

    assert subprocess.run(command, check=False).returncode == 0, "run scripts/edxml-doc"  # noqa: S603


def test_the_examples_run() -> None:
    examples = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {}

    for example in examples:
        exec(compile(example, "docs/edxml.md", "exec"), names)  # noqa: S102 - our own page

    assert len(examples) == 3
    assert names["report"].accepted
    assert names["copy"]
