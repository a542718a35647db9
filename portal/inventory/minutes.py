"""The minute of a wake meeting: a PDF of what was decided, by whom and why; drawing it up closes the meeting."""

import io

from portal.access.actors import Actor
from portal.core import clock
from portal.core.documents import Amount, render
from portal.core.errors import InputError, Stale
from portal.core.evidence import store
from portal.core.names import both_names
from portal.extensions import db
from portal.inventory.meetings import STANDING, Decision, Meeting
from portal.workflow import history


def draw_up(meeting: Meeting, actor: Actor) -> None:
    """Set the minute and keep it. Raises InputError where nothing was decided, Stale where it was drawn up before."""
    if meeting.minute_at is not None:
        raise Stale
    standing = [decision for decision in meeting.decisions if decision.state == STANDING]
    if not standing:
        raise InputError("inventory.nothing_decided")
    at = clock.now()
    reference = f"W-{meeting.public_id.upper()}"
    data = {
        "owner": {"name": meeting.round.owner.name_zh, "uscc": meeting.round.owner.uscc},
        "round": meeting.round.name,
        "number": meeting.number,
        "held_on": meeting.held_on,
        "attendees": meeting.attendees,
        "decisions": [_row(decision) for decision in standing],
        "counts": _counts(standing),
        "cost": Amount(sum(decision.facts.get("cost_fen") or 0 for decision in standing), "CNY"),
    }
    document = render("wake_minute", data, reference=reference, issued_at=at)
    meeting.minute_blob = store().put(io.BytesIO(document.pdf), max_bytes=len(document.pdf))
    meeting.minute_at = at
    db.session.flush()
    history.record(meeting, "minuted", actor, detail={"sha256": document.sha256, "reference": reference})


def _row(decision: Decision) -> dict[str, str]:
    patent = decision.patent
    return {
        "number": patent.application_no or patent.identity,
        "title": patent.title_zh or patent.title_en,
        **both_names("decision", "inventory.decision", decision.kind),
        "reason": decision.reason,
        "due": decision.facts.get("due") or "—",
        "grade": decision.facts.get("grade") or "—",
        "tier": decision.facts.get("tier") or "—",
        "who": decision.decided_by.name if decision.decided_by is not None else "",
        "review_on": decision.review_on.isoformat() if decision.review_on is not None else "",
    }


def _counts(standing: list[Decision]) -> list[dict[str, str | int]]:
    found: dict[str, int] = {}
    for decision in standing:
        found[decision.kind] = found.get(decision.kind, 0) + 1
    return [{**both_names("decision", "inventory.decision", kind), "count": n} for kind, n in found.items()]
