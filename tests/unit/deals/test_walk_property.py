"""Random walks over the life of a deal and its statement: whatever the order, the invariants hold."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.core.errors import PortalError
from portal.deals import service
from portal.deals.models import CLOSED, IN_EFFECT, Deal, Licence
from portal.deals.paths.open_licence import OPEN_LICENCE
from portal.extensions import db
from portal.listings.standing import last_day
from portal.openlicence.models import Statement
from portal.workflow import history
from portal.workflow.engine import take
from tests.cast import Cast
from tests.licences import FREE, announced, opened, withdrawn

ACTS = (
    "confirm",
    "notice",
    "pay",
    "pay_wrong",
    "withdraw",
    "statement_job",
    "lapse_job",
    "cancel",
    "object",
    "file",
    "record",
    "end",
    "wait",
)
START = datetime.fromisoformat("2026-05-04T09:00:00+08:00")


def act(name: str, deal: Deal, statement: Statement, cast: Cast) -> None:
    """Try one act; a refusal is an answer like any other."""
    chen, lin = cast.person("chen"), cast.person("lin")
    receipt: dict[str, Any] = {"number": "R-1", "day": clock.today(), "record": {}}
    tries = {
        "confirm": lambda: service.confirm_terms(deal, chen, deal.terms_hash),
        "notice": lambda: service.send_notice(deal, chen, "陈岚"),
        "pay": lambda: service.payment_settled(deal, deal.due_at_start, deal.currency, clock.now()),
        "pay_wrong": lambda: service.payment_settled(deal, deal.due_at_start + 1, deal.currency, clock.now()),
        "withdraw": lambda: withdrawn(cast, statement),
        "statement_job": lambda: statement.withdrawn_on and service.statement_ended(statement),
        "lapse_job": lambda: service.lapse_if_unpaid(deal),
        "cancel": lambda: service.take_step(deal, "cancel", chen, {"record": {}}),
        "object": lambda: service.take_step(deal, "object", lin, {"text": "不同意", "record": {}}),
        "file": lambda: service.take_step(deal, "file_recordal", lin, receipt),
        "record": lambda: service.take_step(deal, "confirm_recordal", chen, receipt),
        "end": lambda: take(OPEN_LICENCE, deal, "end", SYSTEM),
        "wait": lambda: None,
    }
    try:
        tries[name]()
    except PortalError:
        db.session.flush()


def check(deal: Deal, statement: Statement) -> None:
    """Assert what must be true after every act."""
    licences = db.session.query(Licence).filter_by(deal_id=deal.id).all()
    assert len(licences) <= 1
    assert deal.state in OPEN_LICENCE.states()
    assert bool(licences) == (deal.state in (*IN_EFFECT, "ended"))
    assert (deal.state in CLOSED) == (deal.closed_at is not None)
    for licence in licences:
        _check_licence(licence, deal, statement)
    if deal.refund_due:
        assert deal.state in CLOSED and not licences


def _check_licence(licence: Licence, deal: Deal, statement: Statement) -> None:
    patent, last = statement.patent, last_day(statement.patent)
    assert last is not None and licence.ends_on is not None and patent.filing_date and patent.grant_date
    assert statement.announced_on is not None and deal.notice_arrived_at is not None
    assert licence.ends_on <= last  # INV-03
    day = clock.day_of(licence.effective_at)
    assert (
        patent.filing_date <= patent.grant_date <= statement.announced_on <= day <= licence.ends_on
    )  # INV-14
    moments = [deal.notice_arrived_at, *([deal.paid_at] if deal.due_at_start and deal.paid_at else [])]
    assert licence.effective_at == max(moments)  # OL-17
    if statement.withdrawn_on is not None and day < statement.withdrawn_on:
        assert deal.state in (*IN_EFFECT, "ended")  # INV-11


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    free=st.booleans(),
    walk=st.lists(
        st.tuples(st.sampled_from(ACTS), st.sampled_from([0, 0, 1, 3, 31, 800])), min_size=4, max_size=22
    ),
)
def test_invariants_hold_on_every_walk(
    app: Flask, cast: Cast, free: bool, walk: list[tuple[str, int]]
) -> None:
    moment = START
    with time_machine.travel(moment, tick=False) as traveller:
        statement = announced(cast, **(FREE if free else {}))
        deal = opened(cast, statement)
        for name, days in walk:
            moment += timedelta(days=days, minutes=7)
            traveller.move_to(moment)
            act(name, deal, statement, cast)
            check(deal, statement)
        states = [(entry.from_state, entry.to_state) for entry in history.history_of(deal)]
        assert all(after[0] == before[1] for before, after in pairwise(states))
        db.session.rollback()


def test_the_happy_walk_is_among_them(app: Flask, cast: Cast) -> None:
    """The walks above can reach a recorded licence, so the invariants are not proven of nothing."""
    with time_machine.travel(START, tick=False):
        statement = announced(cast)
        deal = opened(cast, statement)
        for name in ("confirm", "notice", "pay", "file", "record"):
            act(name, deal, statement, cast)
            check(deal, statement)
    assert deal.state == "active"
