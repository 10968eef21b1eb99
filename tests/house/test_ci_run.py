"""``.ci/run`` goes through every step, fails with any of them, and repeats what pytest said last."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

CLOSING = "3 passed, 1 skipped in 4.50s"
STEPS = ("scripts/lint", "scripts/check-packages", "scripts/test", "scripts/demo")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The real ``.ci/run`` among steps that say their name and succeed."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci/run")
    (tmp_path / "scripts").mkdir()
    for step in ("scripts/setup", *STEPS):
        stand_in(tmp_path / step, CLOSING if step == "scripts/test" else step)
    return tmp_path


def stand_in(step: Path, says: str, code: int = 0) -> None:
    step.write_text(f"#!/usr/bin/env bash\necho '{says}'\nexit {code}\n", "utf-8")
    step.chmod(0o755)


def run(house: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(house / ".ci/run")], capture_output=True, text=True, check=False)  # noqa: S603


def test_all_steps_are_gone_through_and_the_closing_line_comes_last(house: Path) -> None:
    done = run(house)

    assert done.returncode == 0, done.stderr
    assert set(done.stdout.splitlines()) >= {step for step in STEPS if step != "scripts/test"}
    assert done.stdout.splitlines()[-1] == CLOSING


@pytest.mark.parametrize("step", STEPS)
def test_it_fails_with_any_step_and_shows_what_that_said(house: Path, step: str) -> None:
    stand_in(house / step, f"{step} is broken; {CLOSING}", 1)

    done = run(house)

    assert done.returncode != 0
    assert f"{step} is broken" in done.stdout


def test_it_fails_where_no_test_ran(house: Path) -> None:
    stand_in(house / "scripts/test", "no tests ran in 0.01s")

    assert run(house).returncode != 0
