"""Histories a seed decides, and what must hold after each: nothing lost, nothing doubled, every receipt true."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from docarchive.core.logs import configure_logging
from tests.delivery.simulation.histories import HAPPENINGS, live_through
from tests.delivery.simulation.mutations import MUTATIONS, Mutation, found_after
from tests.delivery.simulation.promises import check, heal
from tests.delivery.simulation.sites import Template
from tests.delivery.simulation.world import World

# Seeds that once found a fault, each with what it was; they are lived through first.
REGRESSIONS: dict[int, str] = {
    5391: "a flipped bit made the curve of a certificate one the library does not know",
    441: "the receiver lost a packet in the moment it was posted; only the comparison after that can tell",
    7665: "the receiver lost a packet that a clock running ahead dates tomorrow; the comparison after that can tell",
}
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
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.__name__)
def test_a_safeguard_that_is_missing_is_noticed(template: Template, mutation: Mutation) -> None:
    assert found_after(template, mutation) is not None


class Machine(RuleBasedStateMachine):
    """The same world, where Hypothesis decides what happens next."""

    template: Template

    @initialize(seed=st.integers(0, 2**16))
    def begin(self, seed: int) -> None:
        self.world = World(self.template, seed)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            with self.world.chance():
                heal(self.world)
                check(self.world)


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
        max_examples=40, stateful_step_count=15, phases=[Phase.generate], derandomize=True,
        suppress_health_check=checks, database=None,
    )  # fmt: skip
    run_state_machine_as_test(Machine, settings=chosen)
