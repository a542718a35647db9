"""What a wake meeting decides: recorded with who and why, each decision beginning its next step. Flushes only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.core import clock
from portal.core.errors import InputError, PortalError, RuleRefusal
from portal.extensions import db
from portal.inventory import beginnings
from portal.inventory.beginnings import Case
from portal.inventory.meetings import KINDS, STANDING, Decision, Meeting
from portal.inventory.models import ItemPatent, Round
from portal.inventory.sheet import Line
from portal.patents.models import Patent
from portal.patents.rules import status_group
from portal.workflow import history


@dataclass
class Outcome:
    """What was decided, and for which patents not: (patent, refusal)."""

    made: list[Decision] = field(default_factory=list)
    refused: list[tuple[Patent, PortalError]] = field(default_factory=list)


def current_meeting(round_: Round, actor: Actor) -> Meeting:
    """Return the meeting whose minute is not drawn up yet, or open the next one today."""
    require(Verb.INVENTORY_MANAGE, round_, actor)
    mine = select(Meeting).where(Meeting.round_id == round_.id)
    found = db.session.scalars(mine.where(Meeting.minute_at.is_(None)).order_by(Meeting.id.desc())).first()
    if found is not None:
        return found
    count = db.session.scalar(select(func.count(Meeting.id)).where(Meeting.round_id == round_.id)) or 0
    meeting = Meeting(
        round=round_,
        round_id=round_.id,
        owner_id=round_.owner_id,
        number=count + 1,
        held_on=clock.today(),
        created_by_id=actor.actor_id,
    )
    db.session.add(meeting)
    db.session.flush()
    history.record(meeting, "opened", actor, detail={"number": meeting.number})
    return meeting


def patents_of(round_: Round, public_ids: Sequence[str]) -> list[Patent]:
    """Return those of the named patents that belong to the round. Raises InputError for none."""
    wanted = (
        select(Patent)
        .join(ItemPatent, ItemPatent.patent_id == Patent.id)
        .where(ItemPatent.round_id == round_.id, Patent.public_id.in_(list(dict.fromkeys(public_ids))))
    )
    found = list(db.session.scalars(wanted.order_by(ItemPatent.id)).unique())
    if not found:
        raise InputError("inventory.tick_patents")
    return found


def decide(
    meeting: Meeting,
    patents: Sequence[Patent],
    kind: str,
    reason: str,
    actor: Actor,
    *,
    review_on: date | None = None,
    seen: dict[int, Line] | None = None,
) -> Outcome:
    """Decide the same for each patent; one whose next step is refused, or that was decided on before, is left out.

    `seen` are the lines of the sheet, of which each decision keeps what was known. Raises InputError without a
    reason or for an unknown kind, Forbidden or NotFound for whoever may not.
    """
    require(Verb.INVENTORY_MANAGE, meeting, actor)
    if kind not in KINDS:
        raise InputError("inventory.choose_decision", field="kind")
    if not reason.strip():
        raise InputError("inventory.say_reason", field="reason")
    outcome = Outcome()
    decided = _decided(meeting.round, [patent.id for patent in patents])
    for patent in patents:
        try:
            if patent.id in decided:
                raise InputError("inventory.decided_already")
            if kind != "keep" and status_group(patent.legal_status) != "in_force":
                raise RuleRefusal("inventory.not_in_force", rule_id="SLP-02")
            with db.session.begin_nested():
                line = (seen or {}).get(patent.id)
                outcome.made.append(_one(meeting, patent, kind, reason.strip(), actor, review_on, line))
        except PortalError as refusal:
            outcome.refused.append((patent, refusal))
    return outcome


def _decided(round_: Round, ids: list[int]) -> set[int]:
    standing = select(Decision.patent_id).where(
        Decision.round_id == round_.id, Decision.state == STANDING, Decision.patent_id.in_(ids)
    )
    return set(db.session.scalars(standing))


def _one(
    meeting: Meeting,
    patent: Patent,
    kind: str,
    reason: str,
    actor: Actor,
    review_on: date | None,
    line: Line | None,
) -> Decision:
    case = Case(meeting.round, patent, beginnings.item_of(meeting.round, patent), actor, reason)
    started = clock.now()
    thing = beginnings.begin(kind, case)
    db.session.flush()
    decision = Decision(
        meeting=meeting,
        round_id=meeting.round_id,
        owner_id=meeting.owner_id,
        patent=patent,
        patent_id=patent.id,
        kind=kind,
        reason=reason,
        facts=_known(line),
        decided_by_id=actor.actor_id,
        review_on=(review_on or beginnings.review_day(meeting.held_on)) if kind == "keep" else None,
    )
    if thing is not None:
        made_now = thing.created_at >= started
        decision.next_type, decision.next_id = thing.__tablename__, thing.public_id
        decision.next_version = thing.version if made_now else None
    db.session.add(decision)
    detail = {"patent": patent.public_id, "decision": kind, "reason": reason}
    history.record(decision, "decided", actor, to_state=STANDING, detail=detail)
    return decision


def _known(line: Line | None) -> dict[str, str | int | None]:
    """Return what the sheet said when it was decided."""
    if line is None:
        return {}
    return {
        "due": line.due.isoformat() if line.due else None,
        "payable_fen": line.clock.payable if line.clock else None,
        "cost_fen": line.cost,
        "grade": line.grade.letter,
        "points": line.grade.points,
        "tier": line.sleep.tier,
        "views": line.views,
        "interest": line.interest,
    }
