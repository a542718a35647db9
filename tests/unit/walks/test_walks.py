"""INV-01, 02, 03, 04, 09, 10, 11, 13, 14 and 15 hold after every step of random walks through all services together.

Each walk has a number as its seed, so it is the same each time; its message shows the whole way. AWAKEN_WALKS=10 walks
ten times as many.
"""

import os
from collections import Counter
from random import Random

import pytest
import time_machine
from flask import Flask

from portal.extensions import db
from tests.cast import Cast
from tests.unit.walks.ground import KINDS, START
from tests.unit.walks.world import REACHED, STORIES, WAYS, World

TIMES = int(os.environ.get("AWAKEN_WALKS", "1"))
WALKS = 2 * len(STORIES) * TIMES
LONGEST = 7  # ways after the first story
ANY = 1000


@pytest.mark.timeout(300 * (1 + TIMES))
def test_the_invariants_hold_after_every_step(app: Flask, cast: Cast) -> None:
    """Every state that an invariant speaks of is reached by some of the walks."""
    del app
    reached: Counter[str] = Counter()
    for seed in range(WALKS):
        walk(cast, seed, reached)
    assert not [name for name in REACHED if not reached[name]], sorted(reached.items())


def walk(cast: Cast, seed: int, reached: Counter[str]) -> None:
    """Begin with a story, whole and most of it as it should go, walk on at random, and leave nothing behind."""
    drawn = Random(seed)
    ways = [(STORIES[seed % len(STORIES)], 3 * drawn.randrange(ANY) + 1)]
    ways += [(drawn.choice(WAYS), drawn.randrange(ANY)) for _ in range(drawn.randint(1, LONGEST))]
    try:
        with time_machine.travel(START, tick=False) as traveller:
            world = World(cast, drawn.choice(KINDS), drawn.choice([10, 100, 330]))
            world.begin(traveller, reached, f"walk {seed} over a patent of the kind {world.kind}")
            for way, number in ways:
                world.go(way, number)
    finally:
        db.session.rollback()
