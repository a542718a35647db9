"""Every lifecycle's table is whole: its states have words, can be reached, and its verbs exist."""

import pkgutil
from importlib import import_module

import pytest
from flask import Flask

import portal
from portal.core import names
from portal.workflow.engine import Lifecycle


def _lifecycles() -> dict[str, Lifecycle]:
    found = {}
    for module in pkgutil.walk_packages(portal.__path__, "portal."):
        if ".lifecycle" in module.name or ".paths." in module.name:
            for value in vars(import_module(module.name)).values():
                if isinstance(value, Lifecycle):
                    found[value.group] = value
    return found


LIFECYCLES = _lifecycles()


def test_there_are_lifecycles() -> None:
    assert {"listing", "statement", "deal", "payment", "organisation"} <= set(LIFECYCLES)


@pytest.mark.parametrize("group", sorted(LIFECYCLES))
def test_states_and_steps_have_words(app: Flask, group: str) -> None:
    lifecycle = LIFECYCLES[group]
    assert lifecycle.states() <= set(names.codes(f"{group}.state"))
    assert {step.name for step in lifecycle.steps} <= set(names.codes(f"{group}.step"))


@pytest.mark.parametrize("group", sorted(LIFECYCLES))
def test_every_state_can_be_reached(group: str) -> None:
    lifecycle = LIFECYCLES[group]
    reached = {lifecycle.initial}
    for _ in lifecycle.steps:
        reached |= {step.target for step in lifecycle.steps if step.target and reached & set(step.sources)}
    assert lifecycle.states() <= reached


@pytest.mark.parametrize("group", sorted(LIFECYCLES))
def test_nothing_leaves_a_terminal_state(group: str) -> None:
    lifecycle = LIFECYCLES[group]
    leaving = [step.name for step in lifecycle.steps if set(step.sources) & lifecycle.terminal]
    assert not leaving


@pytest.mark.parametrize("group", sorted(LIFECYCLES))
def test_step_names_are_unique(group: str) -> None:
    step_names = [step.name for step in LIFECYCLES[group].steps]
    assert len(step_names) == len(set(step_names))
