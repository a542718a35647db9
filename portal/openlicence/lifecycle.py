"""The steps of a statement: drafted, shown as intended, announced by the office, and how it ends (rules 10.3)."""

from typing import Any

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.core import clock
from portal.jobs import queue
from portal.listings import standing
from portal.openlicence import queries, rules, tellings
from portal.openlicence.models import DRAFTING, EFFECTIVE, EXPIRED, INTENDED, WITHDRAWN, Statement
from portal.workflow.engine import Data, Lifecycle, Step


def _announce(statement: Statement, _actor: Actor, data: Data) -> None:
    statement.statement_no = data["statement_no"]
    statement.announced_on = data["announced_on"]
    statement.evidence_blob = data["evidence"]
    statement.evidence_filename = data.get("evidence_filename", "")
    promise_expiry(statement)
    queries.refresh_search(statement)


def _withdraw(statement: Statement, _actor: Actor, data: Data) -> None:
    """Store the withdrawal and promise that deals which have not taken effect fail (OL-21)."""
    statement.withdrawn_on = data["withdrawn_on"]
    statement.withdrawal_blob = data["evidence"]
    statement.withdrawal_filename = data.get("evidence_filename", "")
    _end(statement)


def _expire(statement: Statement, _actor: Actor, _data: Data) -> None:
    _end(statement)


def _end(statement: Statement) -> None:
    queue.enqueue("deals.statement_ended", {"statement_id": statement.id})
    queries.refresh_search(statement)


def _shown(statement: Statement, _actor: Actor, _data: Data) -> None:
    queries.refresh_search(statement)


def promise_expiry(statement: Statement) -> None:
    """Promise to look at the statement on the day after it ends."""
    ends: list[Any] = [statement.period_to, standing.last_day(statement.patent)]
    known = [day for day in ends if day is not None]
    if known:
        after = clock.start_of(min(known) + clock.ONE_DAY)
        queue.enqueue("openlicence.expire", {"statement_id": statement.id}, run_at=after)


STATEMENT = Lifecycle(
    group="statement",
    initial=DRAFTING,
    terminal=frozenset({WITHDRAWN, EXPIRED}),
    steps=(
        Step("declare", (DRAFTING,), INTENDED, Verb.STATEMENT_EDIT, guards=rules.CONTENT, effect=_shown),
        Step("redraft", (INTENDED,), DRAFTING, Verb.STATEMENT_EDIT, effect=_shown),
        Step(
            "announce",
            (DRAFTING, INTENDED),
            EFFECTIVE,
            Verb.STATEMENT_RECORD,
            guards=(*rules.CONTENT, rules.announcement_proven, rules.announced_after_grant),
            effect=_announce,
            tells=tellings.of_announcement,
        ),
        Step(
            "withdraw",
            (EFFECTIVE,),
            WITHDRAWN,
            Verb.STATEMENT_RECORD,
            guards=(rules.withdrawal_proven,),
            effect=_withdraw,
            tells=tellings.of_withdrawal,
        ),
        Step(
            "expire",
            (EFFECTIVE,),
            EXPIRED,
            Verb.STATEMENT_SYSTEM,
            guards=(rules.is_over,),
            effect=_expire,
            tells=tellings.of_expiry,
        ),
    ),
)
