"""The rules that an item must meet before it moves; no database here."""

from collections.abc import Mapping
from typing import Any

from portal.core.errors import RuleRefusal
from portal.inventory.models import CLOSED, DEPARTMENT_APPROVED, Item
from portal.workflow.guards import guard

REQUIRED = ("public_funding", "working", "willing", "trl", "self_grade", "products")


def missing(answer: Any) -> list[str]:
    """Return which of the needed fields the answer leaves open, in the order of the form (SLP-05)."""
    found = [name for name in REQUIRED if not getattr(answer, name)]
    if answer.willing in ("yes", "depends") and not answer.ways:
        found.append("ways")
    if answer.public_funding == "yes" and not answer.programme_no:
        found.append("programme_no")
    if answer.working == "none" and not answer.sleep_reason:
        found.append("sleep_reason")
    if answer.working not in (None, "none") and answer.working_since is None:
        found.append("working_since")
    return found


@guard("SLP-05")
def answer_is_whole(item: Item, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """SLP-05: an answer is sent only when the fields of the national inventory are filled in."""
    if item.answer is None or missing(item.answer):
        return RuleRefusal("inventory.answer_incomplete", rule_id="SLP-05")
    return None


@guard("SLP-01")
def round_is_open(item: Item, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """SLP-01: a round that was closed takes nothing more."""
    return RuleRefusal("inventory.round_closed", rule_id="SLP-01") if item.round.state == CLOSED else None


@guard("SLP-01")
def has_department(item: Item, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """SLP-01: only a department approves for a department."""
    return RuleRefusal("inventory.no_department", rule_id="SLP-01") if item.department is None else None


@guard("SLP-01")
def department_first(item: Item, _data: Mapping[str, Any]) -> RuleRefusal | None:
    """SLP-01: the department looks before the institution, where it has a reviewer."""
    if item.reviewer_id is not None and item.state != DEPARTMENT_APPROVED:
        return RuleRefusal("inventory.department_first", rule_id="SLP-01")
    return None


@guard("SLP-01")
def says_why(_item: Item, data: Mapping[str, Any]) -> RuleRefusal | None:
    """SLP-01: whoever sends an answer back says what to mend."""
    return None if str(data.get("note", "")).strip() else RuleRefusal("inventory.say_why", rule_id="SLP-01")
