"""A decision stands until it is revoked, which is possible while what it began is untouched."""

from collections.abc import Mapping
from typing import Any

from portal.access.permissions import Verb
from portal.core.errors import RuleRefusal
from portal.inventory import undoing
from portal.inventory.meetings import REVOKED, STANDING, Decision
from portal.workflow.engine import Lifecycle, Step
from portal.workflow.guards import guard


@guard("SLP-07")
def next_step_untouched(decision: Decision, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """SLP-07: a decision is revoked only while nobody has worked on what it began."""
    if undoing.is_untouched(decision):
        return None
    return RuleRefusal("inventory.next_step_moved", rule_id="SLP-07")


@guard("SLP-07")
def says_why(_decision: Decision, data: Mapping[str, Any]) -> RuleRefusal | None:
    """SLP-07: whoever revokes a decision says why."""
    return None if str(data.get("note", "")).strip() else RuleRefusal("inventory.say_why", rule_id="SLP-07")


def _revoke(decision: Decision, actor: Any, data: Mapping[str, Any]) -> None:
    decision.revoked_note = str(data["note"]).strip()
    undoing.undo(decision, actor)


DECISION = Lifecycle(
    group="inventory_decision",
    initial=STANDING,
    terminal=frozenset({REVOKED}),
    steps=(
        Step(
            "revoke",
            (STANDING,),
            REVOKED,
            Verb.INVENTORY_MANAGE,
            guards=(next_step_untouched, says_why),
            effect=_revoke,
            hidden=True,
        ),
    ),
)
