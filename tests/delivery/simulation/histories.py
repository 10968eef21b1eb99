"""Histories: what happens how often, and living through one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from tests.delivery.simulation.promises import check, heal
from tests.delivery.simulation.sites import Template
from tests.delivery.simulation.world import World

# How often each thing happens; what moves things on happens most.
HAPPENINGS = {
    "post": 6, "run": 12, "wait": 8, "drop": 2, "lose_answer": 3, "duplicate": 2, "race": 2, "delay": 2, "corrupt": 1,
    "corrupt_answer": 1, "land": 3, "cut": 1, "mend": 2, "crash": 4, "jump_clock": 1, "cancel": 1, "reuse_id": 1,
    "back_up": 1, "restore": 1, "compare": 1, "post_nonsense": 1, "send_again": 1,
}  # fmt: skip


# The same world where more arrives changed: what is taken out shows soon, however long the packets happen to be.
ROUGH = HAPPENINGS | {"corrupt": 12, "corrupt_answer": 6, "reuse_id": 4}


def live_through(
    template: Template, seed: int, steps: int = 30, happenings: Mapping[str, int] = HAPPENINGS,
    happened: Counter[str] | None = None,
) -> World:  # fmt: skip
    """Live through one history and check it.

    Args:
        happened: Where to count what befell the two.
    """
    world = World(template, seed)
    names, weights = list(happenings), list(happenings.values())
    with world.chance():
        for _ in range(world.random.randint(5, steps)):
            name = world.random.choices(names, weights)[0]
            if happened is not None:
                happened[name] += 1
            getattr(world, name)()
        heal(world)
        check(world)
    return world
