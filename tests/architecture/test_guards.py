"""Every guard of every lifecycle names the rules in whose name it may refuse, and they are in the rule book."""

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.core import rulebook
from portal.workflow import survey
from portal.workflow.guards import guard, rules_of
from tests.architecture.sources import tree

_RULE = re.compile(r"[A-Z]{2,4}-\d{2}")
Guard = Callable[..., Any]


def _guards() -> Iterator[tuple[str, Guard]]:
    """Yield (where it is asked, guard) for the guards of lifecycles and for what is asked elsewhere."""
    for lifecycle in survey.lifecycles():
        for step in lifecycle.steps:
            yield from _named(f"{lifecycle.group}.{step.name}", step.guards)
    for place, questions in survey.asked_elsewhere().items():
        yield from _named(place, questions)


def _named(place: str, functions: Iterable[Guard]) -> Iterator[tuple[str, Guard]]:
    for function in functions:
        yield f"{place}: {function.__module__}.{function.__qualname__}", function


def _bodies(module: ast.Module, name: str) -> Iterator[ast.AST]:
    """Yield what a function of the module does, or what a table of it holds."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            yield from node.body
    for node in module.body:
        targets = node.targets if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) else []
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            yield node


def _written(module: ast.Module, name: str, seen: set[str]) -> set[str]:
    """Return the rule ids that stand in a function, and in the functions and tables of its module that it names."""
    if name in seen:
        return set()
    seen.add(name)
    found: set[str] = set()
    for node in (inner for line in _bodies(module, name) for inner in ast.walk(line)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _RULE.fullmatch(node.value):
            found.add(node.value)
        if isinstance(node, ast.Name):
            found |= _written(module, node.id, seen)
    return found


@pytest.mark.usefixtures("app")
def test_every_guard_names_its_rules() -> None:
    guards = dict(_guards())
    assert len(guards) > 50
    nameless = sorted(where for where, function in guards.items() if not rules_of([function]))
    assert not nameless, f"decorate with @guard(rule id) of portal.workflow.guards: {nameless}"


@pytest.mark.usefixtures("app")
def test_every_rule_that_a_guard_names_is_registered() -> None:
    registered = {rule.id for rule in rulebook.everything()}
    unknown = {
        where: sorted(set(rules_of([function])) - registered)
        for where, function in _guards()
        if not set(rules_of([function])) <= registered
    }
    assert not unknown


@pytest.mark.usefixtures("app")
def test_a_guard_names_every_rule_that_it_refuses_with() -> None:
    silent = {}
    for where, function in _guards():
        module = tree(Path(inspect.getsourcefile(function) or ""))
        kept_back = _written(module, function.__name__, set()) - set(rules_of([function]))
        if kept_back:
            silent[where] = sorted(kept_back)
    assert not silent


def test_the_survey_says_at_which_steps_a_rule_is_asked(app: Flask) -> None:
    del app
    places = survey.places()
    assert ("statement", "announce") in places["OL-28"]
    assert ("listing", "submit") in places["OL-12"]
    assert ("statement", "withdraw") not in places["OL-12"]
    assert ("tradability", "") in places["PLG-02"]


def test_a_guard_without_a_rule_is_noticed() -> None:
    def bare(_thing: object, _data: object) -> None:
        return None

    assert rules_of([bare]) == []
    assert rules_of([guard("OL-01", "OL-05")(bare), bare]) == ["OL-01", "OL-05"]
