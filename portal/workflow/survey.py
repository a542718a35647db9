"""Looks over the lifecycles of the house: which rule is asked at which step."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from portal.workflow.engine import Lifecycle
from portal.workflow.guards import rules_of

_elsewhere: dict[str, tuple[Callable[..., Any], ...]] = {}


def also_asked(place: str, questions: Iterable[Callable[..., Any]]) -> None:
    """Say that rules are asked outside a lifecycle too: `questions` declare theirs as guards do, `place` is a code."""
    _elsewhere[place] = tuple(questions)


def asked_elsewhere() -> dict[str, tuple[Callable[..., Any], ...]]:
    """Return the questions outside the lifecycles, by place."""
    return dict(_elsewhere)


def lifecycles() -> list[Lifecycle]:
    """Return every lifecycle that a loaded module of the portal holds, by group."""
    held = (
        value
        for name, module in list(sys.modules.items())
        if name.startswith("portal.")
        for value in vars(module).values()
        if isinstance(value, Lifecycle)
    )
    unique = {id(lifecycle): lifecycle for lifecycle in held}
    return sorted(unique.values(), key=lambda lifecycle: lifecycle.group)


def places() -> dict[str, list[tuple[str, str]]]:
    """Return, for each rule's id, the (lifecycle group, step name) at which a guard asks for it.

    Outside the lifecycles there is no step: its name is empty.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for rule_id, place in _asked():
        known = found.setdefault(rule_id, [])
        if place not in known:
            known.append(place)
    return found


def _asked() -> Iterator[tuple[str, tuple[str, str]]]:
    for lifecycle in lifecycles():
        for step in lifecycle.steps:
            for rule_id in rules_of(step.guards):
                yield rule_id, (lifecycle.group, step.name)
    for place, questions in _elsewhere.items():
        for rule_id in rules_of(questions):
            yield rule_id, (place, "")
