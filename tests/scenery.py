"""Listings, statements, deals and payments in several states, for tests that look at all kinds of things at once."""

from datetime import date

from portal.accounts.organisations import Organisation
from portal.deals.models import Deal
from portal.extensions import db
from portal.inventory.models import Department, Item, Round
from portal.listings.models import Listing, ListingPatent
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import BEFORE, Statement
from portal.patents.models import Patent
from portal.patents.service import new_batch
from portal.payments.models import Payment
from portal.reserve.account_models import Reserve
from portal.reserve.models import Intention, Interest, Match
from portal.reserve.takeover_models import Takeover
from tests.cast import organisation, person


def furnish() -> None:
    """Add patents, listings and statements in every state, deals, payments and imports, in the current transaction."""
    haiyu, bolan = organisation("haiyu"), organisation("bolan")
    patents = [
        Patent(
            identity=f"CN:{number}",
            office="CN",
            application_no=number,
            kind="I",
            title_zh=f"测试用装置{index}",
            filing_date=date(2017, 1, 9),
            owner_id=owner.id,
        )
        for index, (number, owner) in enumerate([("201710601862.3", haiyu), ("202010000001.1", bolan)])
    ]
    db.session.add_all(patents)
    db.session.flush()
    for state in ("draft", "submitted", "published", "paused", "closed", "withdrawn", "expired"):
        for patent in patents:
            db.session.add(
                Listing(
                    owner_id=patent.owner_id,
                    state=state,
                    title_zh=f"挂牌 {state}",
                    items=[ListingPatent(patent=patent)],
                )
            )
    for state in sorted(STATEMENT.states()):
        for patent in patents:
            pilot = {"regime": "PILOT"} if state in ("must_withdraw", "withdrawal_filed") else {}
            for intended in (True, False) if state in BEFORE else (False,):
                facts = {"patent_id": patent.id, "owner_id": patent.owner_id, "intended": intended, **pilot}
                db.session.add(Statement(state=state, **facts))
    boan, hemu = organisation("boan"), organisation("hemu")
    deals = [
        Deal(licensor_id=haiyu.id, licensee_id=boan.id, broker_id=person("zhou").id),
        Deal(licensor_id=bolan.id, licensee_id=hemu.id),
    ]
    db.session.add_all(deals)
    db.session.flush()
    for deal in deals:
        payment = Payment(
            deal_id=deal.id,
            purpose="licence_fee",
            payer_id=deal.licensee_id,
            payee_id=deal.licensor_id,
            amount_minor=100_00,
        )
        db.session.add(payment)
    furnish_rescues(patents, boan)
    furnish_inventory(patents)
    for owner, officer in ((haiyu, "lin"), (bolan, "okoro")):
        new_batch(owner, "patents.csv", person(officer))
    db.session.flush()


def furnish_rescues(patents: list[Patent], taker: Organisation) -> None:
    """Add intentions that everybody, few and only the owner may see, takeovers of them, and two reserves."""
    keep = Reserve(owner_id=taker.id, name_zh="收储一", budget_fen=1, ceiling_fen=1, split={"centre": 10_000})
    other = Reserve(owner_id=organisation("hemu").id, name_zh="收储二", budget_fen=1, ceiling_fen=1, split={})
    db.session.add_all([keep, other])
    made = [
        Intention(
            patent_id=patent.id, owner_id=patent.owner_id, state=state, secrecy=secrecy, made_public_on=public
        )
        for patent in patents
        for state, secrecy, public in (
            ("call_matched", "brokers", None),
            ("rescued", "public", date(2026, 1, 1)),
            ("lost", "operator", None),
        )
    ]
    db.session.add_all(made)
    db.session.flush()
    db.session.add(Match(intention_id=made[0].id, organisation_id=taker.id))
    for intention in made[1::3]:
        interest = Interest(intention_id=intention.id, organisation_id=taker.id, decision="accepted")
        db.session.add(interest)
        db.session.flush()
        db.session.add(
            Takeover(
                intention_id=intention.id,
                interest_id=interest.id,
                patent_id=intention.patent_id,
                assignor_id=intention.owner_id,
                assignee_id=taker.id,
                assignee_name=taker.name_zh,
            )
        )


def furnish_inventory(patents: list[Patent]) -> None:
    """Add an inventory with a department, and an item in every state, for each owner."""
    for patent, reviewer in zip(patents, ("zhao", "ding"), strict=True):
        owner_id = patent.owner_id
        department = Department(owner_id=owner_id, name="学院", reviewer_id=person(reviewer).id)
        round_ = Round(owner_id=owner_id, name="盘点", due_on=date(2027, 1, 1))
        db.session.add_all([department, round_])
        db.session.flush()
        for state in ("prepared", "asked", "answered", "department_approved", "approved"):
            for place in (department.id, None):
                item = Item(round_id=round_.id, owner_id=owner_id, state=state, department_id=place)
                db.session.add(item)
    db.session.flush()
