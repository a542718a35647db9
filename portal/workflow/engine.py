"""The only writer of `.state`: says which steps are open, takes one, and says why one is refused."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import can, require
from portal.core.errors import RuleRefusal, Stale
from portal.jobs import queue
from portal.workflow import history
from portal.workflow.models import HistoryEntry

Data = Mapping[str, Any]


class Stateful(history.Thing, Protocol):
    """A thing that a lifecycle moves; `version` grows with every change of its row."""

    state: Any
    version: Any


@dataclass(frozen=True)
class Telling:
    """A letter that a step promises: to whom, which template, and the ids that the letter reads again."""

    user_id: int
    template: str
    params: dict[str, Any]


Guard = Callable[[Any, Data], RuleRefusal | None]
Effect = Callable[[Any, Actor, Data], None]
Audience = Callable[[Any], Iterable[Telling]]


@dataclass(frozen=True)
class Step:
    """One row of a lifecycle's table.

    Guards return a refusal or None and change nothing. The effect runs before the state changes, in the same
    transaction. Without a `target` the thing stays in its state. `hidden` steps have a page of their own
    (or belong to the portal) and print no button.
    """

    name: str
    sources: tuple[str, ...]
    target: str | None
    verb: Verb
    guards: tuple[Guard, ...] = ()
    effect: Effect | None = None
    tells: Audience | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Lifecycle:
    """The steps of one kind of thing; `group` is where `names` keeps the words for its states and steps."""

    group: str
    initial: str
    steps: tuple[Step, ...]
    terminal: frozenset[str] = field(default=frozenset())

    def step(self, name: str) -> Step:
        """Return the step called `name`. Raises Stale where there is none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise Stale

    def states(self) -> set[str]:
        """Return every state that the table mentions."""
        found = {self.initial}
        for step in self.steps:
            found |= {*step.sources, step.target or step.sources[0]}
        return found


def open_steps(lifecycle: Lifecycle, thing: Stateful, actor: Actor) -> list[Step]:
    """Return the steps that `actor` may take now; this prints the buttons."""
    return [
        step
        for step in lifecycle.steps
        if thing.state in step.sources and not step.hidden and can(actor, step.verb, thing)
    ]


def refusals(step: Step, thing: Stateful, data: Data | None = None) -> list[RuleRefusal]:
    """Return every reason why `step` may not be taken, each with its rule's id."""
    answers = (guard(thing, data or {}) for guard in step.guards)
    return [answer for answer in answers if answer is not None]


def take(
    lifecycle: Lifecycle,
    thing: Stateful,
    name: str,
    actor: Actor,
    *,
    version: int | None = None,
    data: Data | None = None,
) -> HistoryEntry:
    """Take the step: source state, permission, guards, effect, new state, history, letters.

    Raises Stale where the thing is elsewhere or `version` is not the one that the actor saw, NotFound or
    Forbidden where the actor may not, RuleRefusal where a rule forbids it. Flushes, never commits.
    """
    step = lifecycle.step(name)
    require(step.verb, thing, actor)
    if thing.state not in step.sources or (version is not None and version != thing.version):
        raise Stale
    given = data or {}
    for refusal in refusals(step, thing, given):
        raise refusal
    before = thing.state
    if step.effect is not None:
        step.effect(thing, actor, given)
    thing.state = step.target or before
    entry = history.record(
        thing, name, actor, from_state=before, to_state=thing.state, detail=dict(given.get("record", {}))
    )
    if step.tells is not None:
        tell(step.tells(thing))
    return entry


def tell(letters: Iterable[Telling]) -> None:
    """Promise each letter in the current transaction."""
    for letter in letters:
        queue.enqueue(
            "mail.letter", {"user_id": letter.user_id, "template": letter.template, "params": letter.params}
        )


__all__ = ["Lifecycle", "Step", "Telling", "open_steps", "refusals", "take", "tell"]
