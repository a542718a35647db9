"""What a decision begins by itself: a listing drafted from the answer, a statement, an intention to abandon."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.access.actors import Actor
from portal.core import clock, names
from portal.core.calendar import add_years
from portal.core.i18n import in_language
from portal.extensions import db
from portal.inventory import industries
from portal.inventory.answers import Answer
from portal.inventory.models import Item, ItemPatent, Round
from portal.listings import service as listings
from portal.listings.lifecycle import LIVE
from portal.listings.models import Listing, ListingPatent
from portal.openlicence import service as statements
from portal.openlicence.models import BEFORE, STATUTORY, Statement
from portal.openlicence.models import LIVE as STANDING
from portal.parameters import law
from portal.patents.models import Patent
from portal.reserve import service as rescue
from portal.reserve.models import Intention

_LIST_SHORT = 400


@dataclass(frozen=True, slots=True)
class Case:
    """A patent that is decided on, with the answer about it and who acts."""

    round: Round
    patent: Patent
    item: Item
    actor: Actor
    reason: str

    @property
    def answer(self) -> Answer | None:
        """What the inventor said, if anything."""
        return self.item.answer

    @property
    def inventors(self) -> list[tuple[str, str]]:
        """Name and address of the inventor who was asked, where there is an address."""
        person = self.item.inventor
        return [(person.name, person.email)] if person is not None and person.email else []


def item_of(round_: Round, patent: Patent) -> Item:
    """Return the item that holds the patent in this round."""
    wanted = select(Item).join(ItemPatent, ItemPatent.item_id == Item.id)
    return db.session.scalars(
        wanted.where(ItemPatent.round_id == round_.id, ItemPatent.patent_id == patent.id)
    ).one()


def begin(kind: str, case: Case) -> Any:
    """Begin the next step of a decision and return the thing it made or found; None where there is none to make.

    Raises RuleRefusal, InputError, Forbidden or NotFound where the next step is refused.
    """
    return _BEGINNINGS[kind](case)


def _listing(case: Case) -> Listing:
    """Draft a listing from the answer, or return the one that the patent stands in already."""
    known = (
        select(Listing)
        .join(ListingPatent)
        .where(ListingPatent.patent_id == case.patent.id, Listing.state.in_(LIVE))
    )
    found = db.session.scalars(known.order_by(Listing.id)).unique().first()
    if found is not None:
        return found
    return listings.draft(case.round.owner, [case.patent], case.actor, stream="sleeping", **words(case))


def words(case: Case) -> dict[str, Any]:
    """Return the texts of a listing as the answer gives them."""
    answer = case.answer
    if answer is None:
        return {}
    with in_language("zh"):
        uses = [answer.products, industries.name(answer.industry, "zh") if answer.industry else ""]
        proofs = "、".join(names.name("inventory.proof", proof) for proof in answer.proofs)
        rival = f"现有方案：{answer.rival}" if answer.rival else ""
    return {
        "problem_zh": answer.problem,
        "solution_zh": case.patent.abstract_zh[:_LIST_SHORT],
        "advantage_zh": "\n".join(part for part in (answer.advantage, rival) if part),
        "applications_zh": "\n".join(part for part in uses if part),
        "trl": answer.trl,
        "trl_evidence_zh": proofs,
        "know_how": bool(answer.know_how),
        "support_hours": answer.support_hours,
        "support_zh": answer.know_how_note,
    }


def _trial(case: Case) -> Listing:
    """Draft a listing that gives an ordinary licence free of charge for a time, to be changed at will."""
    listing = _listing(case)
    if listing.state == "draft" and not listing.modes:
        terms = listings.Terms(
            "ordinary", "free", period_months=law.current().on("inventory.trial_months", clock.today())
        )
        listings.change(listing, case.actor, modes=[terms])
    return listing


def _statement(case: Case) -> Statement:
    """Draft an open-licence statement, or return the one that stands."""
    known = select(Statement).where(
        Statement.patent_id == case.patent.id,
        Statement.state.in_((*BEFORE, *STANDING)),
        Statement.regime == STATUTORY,
    )
    found = db.session.scalars(known.order_by(Statement.id)).first()
    return found or statements.draft(case.patent, case.actor, contact=_contact(case))


def _contact(case: Case) -> str:
    owner = case.round.owner
    return " ".join(part for part in (owner.contact_name, owner.contact_phone, owner.contact_email) if part)


def _intention(case: Case, **fields: Any) -> Intention | None:
    """Note the intention to give the patent up, or return the live one."""
    known = rescue.live_of(case.patent)
    if known is not None:
        return known
    made = rescue.declare_intention(
        case.round.owner,
        [case.patent],
        case.actor,
        reason="other",
        inventors_of=case.inventors,
        note=case.reason,
        **fields,
    )
    return made[0]


def _to_inventors(case: Case) -> Intention | None:
    return _intention(case, only_inventors=True)


def _keep(_case: Case) -> None:
    return None


def review_day(day: date) -> date:
    """Return the day on which a patent that is kept is looked at again: a year later."""
    return add_years(day, 1)


_BEGINNINGS: dict[str, Callable[[Case], Any]] = {
    "list": _listing,
    "trial_licence": _trial,
    "open_license": _statement,
    "pool": _intention,
    "abandon": lambda case: _intention(case, way="stop_paying"),
    "offer_to_inventor": _to_inventors,
    "keep": _keep,
}
