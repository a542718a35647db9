"""A statement that the office announced before it was entered here: a fact, whatever of its history is shown here.

The portal did not see its consents and its publicity. The holder says of each whether it is shown here, and a line in
the eligibility report and in the drift check stays until it is (OL-02, UNI-14).
"""

from sqlalchemy import or_, select

from portal.access.actors import Actor
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.openlicence import effects, eligibility, parties, publicity, rules
from portal.openlicence.guards import MAY_HINDER, Data, Guard
from portal.openlicence.models import LIVE, NOT_SHOWN, SHOWN_HERE, STATUTORY, Statement
from portal.openlicence.records import CO_OWNER
from portal.openlicence.rules import refuse
from portal.workflow.guards import guard

SAID = (SHOWN_HERE, NOT_SHOWN)
_NEVER = ("NUM-11",)  # a secret right is not shown to anybody, announced or not


def co_owners(statement: Statement) -> list[str]:
    """Return whose consent a statutory statement of this patent rests on, besides the holder's."""
    if statement.regime != STATUTORY:
        return []
    return [party.name for party in parties.needed(statement) if party.role == CO_OWNER]


def publicity_was_due(statement: Statement) -> bool:
    """Tell whether the price had to be publicised before the filing (UNI-14)."""
    return statement.regime == STATUTORY and publicity.is_needed(statement.owner)


def hindrances(statement: Statement) -> list[RuleRefusal]:
    """Return what forces a withdrawal of the statement once it is entered; a report not known here does not."""
    return eligibility.hindrances(statement, examined=True)


@guard("OL-02")
def consents_said(statement: Statement, data: Data) -> RuleRefusal | None:
    """OL-02, INV-15: the holder says whether the co-owners' consents are shown here."""
    others = co_owners(statement)
    if others and data.get("consents_told") not in SAID:
        return refuse("OL-02", "statement.consents_untold", names="、".join(others))
    return None


@guard("UNI-14")
def publicity_said(statement: Statement, data: Data) -> RuleRefusal | None:
    """UNI-14, INV-09: a state university says whether its decision and publicity are shown here."""
    if publicity_was_due(statement) and data.get("publicity_told") not in SAID:
        return refuse("UNI-14", "statement.publicity_untold")
    return None


@guard("OL-28")
def shown_on_paper(statement: Statement, data: Data) -> RuleRefusal | None:
    """OL-28: whoever says that something is shown attaches it."""
    shown = (
        (data.get("consents_told") == SHOWN_HERE and co_owners(statement)),
        (data.get("publicity_told") == SHOWN_HERE and publicity_was_due(statement)),
    )
    return refuse("OL-28", "statement.earlier_missing") if any(shown) and not data.get("earlier") else None


@guard(*MAY_HINDER)
def free_since(statement: Statement, _data: Data) -> RuleRefusal | None:
    """OL-05, INV-01: nothing forbids it today."""
    return next(iter(hindrances(statement)), None)


@guard("NUM-11", "OL-22")
def hindered_since(statement: Statement, _data: Data) -> RuleRefusal | None:
    """OL-22: what is hindered today is entered as to be withdrawn; a secret right not at all."""
    found = hindrances(statement)
    never = next((one for one in found if one.rule_id in _NEVER), None)
    return never or (None if found else refuse("OL-22", "statement.not_hindered"))


@guard("OL-28")
def still_unshown(statement: Statement, data: Data) -> RuleRefusal | None:
    """OL-28: something was said to be not shown, and is attached now."""
    if not unshown(statement):
        return refuse("OL-28", "statement.all_shown")
    return None if data.get("evidence") else refuse("OL-28", "statement.earlier_missing")


SAYING: tuple[Guard, ...] = (consents_said, publicity_said, shown_on_paper)
MIRRORED: tuple[Guard, ...] = (
    rules.declared_by_owner,
    rules.patent_granted,
    rules.complete,
    rules.fee_form_is_one,
    rules.fee_is_computable,
    rules.period_within_life,
)
"""What the portal must know to show the statement and its terms; how the office judged them is the office's."""


def enter(statement: Statement, actor: Actor, data: Data) -> None:
    """Mirror the announcement, and keep what was said of consents and publicity."""
    statement.consents_told = data["consents_told"] if co_owners(statement) else None
    statement.publicity_told = data["publicity_told"] if publicity_was_due(statement) else None
    _keep(statement, data.get("earlier"), data.get("earlier_filename"))
    effects.announce(statement, actor, data)


def enter_hindered(statement: Statement, actor: Actor, data: Data) -> None:
    """Mirror the announcement of a statement that must be withdrawn at once (OL-22)."""
    enter(statement, actor, data)
    effects.hinder(statement, actor, data)


def show_earlier(statement: Statement, _actor: Actor, data: Data) -> None:
    """Keep the papers that were not shown at first."""
    if statement.consents_told is not None:
        statement.consents_told = SHOWN_HERE
    if statement.publicity_told is not None:
        statement.publicity_told = SHOWN_HERE
    _keep(statement, data["evidence"], data.get("evidence_filename"))


def _keep(statement: Statement, blob: str | None, filename: str | None) -> None:
    statement.earlier_blob, statement.earlier_filename = blob or None, filename or ""


def unshown(statement: Statement) -> tuple[str, ...]:
    """Return what of the statement is not shown here: codes of `statement.unshown`."""
    told = (("consents", statement.consents_told), ("publicity", statement.publicity_told))
    return tuple(what for what, said in told if said == NOT_SHOWN)


def all_unshown() -> list[Statement]:
    """Return the live statements of which something is not shown here, in order."""
    wanted = (
        select(Statement)
        .where(
            Statement.state.in_(LIVE),
            or_(Statement.consents_told == NOT_SHOWN, Statement.publicity_told == NOT_SHOWN),
        )
        .order_by(Statement.id)
    )
    return list(db.session.scalars(wanted).unique())
