"""Whether what a decision began is still untouched, and taking it back."""

from typing import Any

from sqlalchemy import select

from portal.access.actors import Actor
from portal.extensions import db
from portal.inventory.meetings import Decision
from portal.listings.lifecycle import LISTING
from portal.listings.models import Listing
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import Statement
from portal.reserve.lifecycle import INTENTION
from portal.reserve.models import Intention
from portal.workflow.engine import Lifecycle, take

# The kinds of things that decisions begin: how to find one, its lifecycle, and the step that ends it unused.
_KINDS: dict[str, tuple[Any, Lifecycle, str]] = {
    "listing": (Listing, LISTING, "discard"),
    "statement": (Statement, STATEMENT, "discard"),
    "intention": (Intention, INTENTION, "withdraw"),
}


def begun(decision: Decision) -> Any:
    """Return what the decision made, or None where it made nothing."""
    if not decision.next_type:
        return None
    model = _KINDS[decision.next_type][0]
    return db.session.scalar(select(model).where(model.public_id == decision.next_id))


def is_untouched(decision: Decision) -> bool:
    """Whether nobody worked on it since: it stands where it began, in the version in which it was made."""
    thing = begun(decision)
    if thing is None or decision.next_version is None:
        return True  # nothing was made, or something that was there before and stays as it is
    lifecycle = _KINDS[decision.next_type][1]
    return bool(thing.state == lifecycle.initial and thing.version == decision.next_version)


def undo(decision: Decision, actor: Actor) -> None:
    """End what the decision made; what it only found stays."""
    thing = begun(decision)
    if thing is None or decision.next_version is None:
        return
    _model, lifecycle, step = _KINDS[decision.next_type]
    if any(known.name == step for known in lifecycle.steps):
        take(lifecycle, thing, step, actor)
