"""Every rule that a statement or deal refuses by is on the page of rules, and every code has its words."""

import re
from pathlib import Path

import pytest
from flask import Flask

from portal.core import names, rulebook
from portal.deals.brokers import BROKER_REQUEST
from portal.deals.paths.open_licence import OPEN_LICENCE
from portal.openlicence.lifecycle import STATEMENT
from portal.workflow.engine import Lifecycle

SOURCES = [
    path.read_text("utf-8")
    for folder in ("deals", "openlicence")
    for path in sorted((Path(__file__).parents[3] / "portal" / folder).rglob("*.py"))
]
REFUSALS = re.findall(r'refuse\(\s*"([A-Z]+-\d+)",\s*"([a-z_.]+)"', "\n".join(SOURCES))


def test_there_are_refusals_to_look_at() -> None:
    assert len(REFUSALS) > 30


@pytest.mark.parametrize("rule", sorted({rule for rule, _code in REFUSALS} | {"BRK-07", "BRK-08"}))
def test_rule_is_in_the_rulebook(app: Flask, rule: str) -> None:
    found = rulebook.find(rule)
    assert found is not None and str(found.text) and found.source


@pytest.mark.parametrize("code", sorted({code for _rule, code in REFUSALS}))
def test_refusal_has_a_sentence(app: Flask, code: str) -> None:
    assert code in names.known_sentences()


@pytest.mark.parametrize(
    "lifecycle", [OPEN_LICENCE, STATEMENT, BROKER_REQUEST], ids=lambda one: str(one.group)
)
def test_states_steps_and_events_have_words(app: Flask, lifecycle: Lifecycle) -> None:
    group = lifecycle.group
    assert lifecycle.states() <= set(names.codes(f"{group}.state"))
    steps = {step.name for step in lifecycle.steps}
    assert steps <= set(names.codes(f"{group}.step"))
    assert steps <= set(names.codes(f"{group}.event"))


def test_everything_told_has_a_sentence(app: Flask) -> None:
    told = set(
        re.findall(r'(?:short|letter|told|put_notices|letters)\([^()"]*"([a-z_]+)"\)', "\n".join(SOURCES))
    )
    assert len(told) > 15
    assert {f"deal.told.{event}" for event in told} <= names.known_sentences()
