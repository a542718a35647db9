"""What else stands in the way of giving a patent up or handing it over: statements, licences, facts of the register."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.deals.models import IN_EFFECT, Deal, Licence
from portal.extensions import db
from portal.openlicence.models import EXPIRED, STATUTORY, Statement
from portal.patents import tradable
from portal.patents.may.verdict import refusal_of
from portal.patents.models import Patent
from portal.reserve.models import Intention
from portal.reserve.rules import Refusal, refuse
from portal.workflow.guards import guard

PAY_FIRST = "ANN-05"
OPEN_STATEMENTS = ("filed", "effective", "must_withdraw", "withdrawal_filed")


def statement_of(patent: Patent) -> Statement | None:
    """Return the statement that must be withdrawn before the patent is given up or assigned, or None (OL-20)."""
    standing = select(Statement).where(
        Statement.patent_id == patent.id,
        Statement.state.in_(OPEN_STATEMENTS),
        Statement.regime == STATUTORY,
    )
    return db.session.scalars(standing.limit(1)).first()


def statement_on(patent: Patent, day: date) -> Statement | None:
    """Return the statement that stood on the legal day `day`, from its filing to its announced end, or None (INV-02)."""
    told = select(Statement).where(Statement.patent_id == patent.id, Statement.regime == STATUTORY)
    for one in db.session.scalars(told.order_by(Statement.id)).unique():
        begun, ended = one.filed_on or one.announced_on, one.withdrawn_on
        if ended is None and one.state == EXPIRED and one.period_to is not None:
            ended = one.period_to + clock.ONE_DAY
        if begun is not None and begun <= day and (ended is None or day < ended):
            return one
    return None


def licences_of(patent: Patent) -> list[Licence]:
    """Return the licences in force that go along with the patent, or whose holders must be told (ABN-06, ASG-04)."""
    wanted = (
        select(Licence)
        .join(Deal, Deal.id == Licence.deal_id)
        .where(
            Licence.patent_id == patent.id,
            Deal.state.in_(IN_EFFECT),
            or_(Licence.ends_on.is_(None), Licence.ends_on >= clock.today()),
        )
    )
    return list(db.session.scalars(wanted.order_by(Licence.id)))


@guard("ABN-06")
def no_statement(intention: Intention, _data: Mapping[str, Any]) -> Refusal:
    """ABN-06, OL-20: an open-licence statement is withdrawn first."""
    if statement_of(intention.patent) is not None:
        return refuse("ABN-06", "rescue.statement_in_force")
    return None


@guard("ABN-06")
def licensees_told(intention: Intention, _data: Mapping[str, Any]) -> Refusal:
    """ABN-06: whoever holds a licence is told before the patent is given up."""
    if not intention.licensees:
        return refuse("ABN-06", "rescue.licensees_undeclared")
    if intention.licensees == "not_told" or (intention.licensees == "none" and licences_of(intention.patent)):
        return refuse("ABN-06", "rescue.licensees_not_told")
    return None


@guard("ABN-05", "ABN-06", "ABN-07", "ANN-08", "ASG-02", "COO-05", "LS-05", "NUM-11")
def may_be_abandoned(intention: Intention, _data: Mapping[str, Any]) -> Refusal:
    """ABN-05, ABN-06, COO-05: what the register's facts forbid, such as preservation or a pledge without consent."""
    return register_refusal(intention.patent, "abandon")


@guard("ABN-05", "ABN-07", "ANN-08", "ASG-02", "COO-05", "LS-05", "NUM-11", "OL-20", "PLG-02")
def may_be_assigned(intention: Intention, _data: Mapping[str, Any]) -> Refusal:
    """ABN-05, COO-05, PLG-02: what the register's facts forbid of an assignment; a late fee is asked for later."""
    return register_refusal(intention.patent, "assign", paid=False)


def register_refusal(
    patent: Patent, act: str, *, paid: bool = True, day: date | None = None
) -> RuleRefusal | None:
    """Return why the facts on record forbid the act (`abandon` or `assign`) on `day`, today unless said, or None.

    With `paid` false a late annual fee does not count: whoever takes over may still pay it before the filing.
    """
    found = tradable.verdict(patent, act, day)
    lines = [line for line in (*found.blocking, *found.needing) if paid or line.rule_id != PAY_FIRST]
    return refusal_of(lines[0]) if lines else None
