"""Histories a seed decides, and what must hold after each: nothing lost, nothing doubled, every receipt true."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from docarchive.core.logs import configure_logging
from tests.delivery.simulation import HAPPENINGS, MUTATIONS, Template, World, live_through

# Seeds that once found a fault, each with what it was; they are lived through first.
REGRESSIONS: dict[int, str] = {5391: "a flipped bit made the curve of a certificate one the library does not know"}
ROOT = Path(__file__).resolve().parents[2]
NOTICED = """
import sys
from pathlib import Path
from docarchive.core.logs import configure_logging
from tests.delivery import simulation
configure_logging("CRITICAL")
template = simulation.Template.make(Path(sys.argv[2]))
print(simulation.found_after(template, getattr(simulation, sys.argv[1])))
"""
HISTORIES = int(os.environ.get("DOCARCHIVE_HISTORIES", "250"))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    configure_logging("CRITICAL")  # what is turned away is said aloud otherwise
    yield Template.make(tmp_path_factory.mktemp("simulated"))
    configure_logging("ERROR")


@pytest.mark.parametrize("seed", [*REGRESSIONS, 1, 2, 3, 4])
def test_a_history_ends_well(template: Template, seed: int) -> None:
    live_through(template, seed)


@pytest.mark.slow
def test_many_histories_end_well(template: Template) -> None:
    for seed in range(1000, 1000 + HISTORIES):
        try:
            live_through(template, seed)
        except Exception as problem:
            problem.add_note(f"seed {seed}")
            raise


@pytest.mark.slow
@pytest.mark.parametrize("mutation", [each.__name__ for each in MUTATIONS])  # type: ignore[attr-defined]
def test_a_safeguard_that_is_missing_is_noticed(tmp_path: Path, mutation: str) -> None:
    """In a process of its own: what is taken out is taken out of nothing else, and nothing read before is known."""
    words = [sys.executable, "-c", NOTICED, mutation, str(tmp_path)]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.stdout.strip().isdecimal(), ran.stdout + ran.stderr[-2000:]


class Machine(RuleBasedStateMachine):
    """The same world, where Hypothesis decides what happens next."""

    template: Template

    @initialize(seed=st.integers(0, 2**16))
    def begin(self, seed: int) -> None:
        self.world = World(self.template, seed)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            with self.world.chance():
                self.world.heal()
                self.world.check()


def _rule(name: str) -> Callable[[Machine], None]:
    def happen(self: Machine) -> None:
        with self.world.chance():
            getattr(self.world, name)()

    happen.__name__ = name
    return happen


for _name in HAPPENINGS:
    setattr(Machine, f"rule_{_name}", rule()(_rule(_name)))


@pytest.mark.slow
def test_no_history_hypothesis_thinks_of_ends_badly(template: Template) -> None:
    Machine.template = template
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    chosen = settings(
        max_examples=40, stateful_step_count=15, deadline=None, phases=[Phase.generate], derandomize=True,
        suppress_health_check=checks, database=None,
    )  # fmt: skip
    run_state_machine_as_test(Machine, settings=chosen)
