"""Looks over the lifecycles of the house: which rule is asked at which step."""

import sys
from collections.abc import Iterator

from portal.workflow.engine import Lifecycle
from portal.workflow.guards import rules_of


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
    """Return, for each rule's id, the (lifecycle group, step name) at which a guard asks for it."""
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
