"""The operator's rows as validities, and how long what was read of them may be kept."""

from sqlalchemy import event, select
from sqlalchemy.orm import Session, SessionTransaction

from portal.extensions import db
from portal.parameters.law import Law, Validity, shipped
from portal.parameters.models import RuleParameter

_KEPT = "law"


def in_this_transaction() -> Law:
    """Return the shipped rows and the operator's live ones, read once in each transaction."""
    kept = db.session().info
    if _KEPT not in kept:
        kept[_KEPT] = Law([*shipped().rows(), *_operator_rows()])
    found: Law = kept[_KEPT]
    return found


def forget() -> None:
    """Read the operator's rows again when they are next asked for."""
    db.session().info.pop(_KEPT, None)


def _operator_rows() -> list[Validity]:
    wanted = select(RuleParameter).where(RuleParameter.withdrawn_at.is_(None)).order_by(RuleParameter.id)
    with db.session.no_autoflush:
        return [as_validity(row) for row in db.session.scalars(wanted)]


def as_validity(row: RuleParameter) -> Validity:
    """Return the operator's row as the law knows rows."""
    return Validity(row.key, row.value, row.unit, row.valid_from, row.valid_to, row.source, row.mark)


@event.listens_for(Session, "after_transaction_end")
def _forget_what_was_read(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None or transaction.nested:
        session.info.pop(_KEPT, None)
