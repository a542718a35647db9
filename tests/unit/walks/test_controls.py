"""Controls: each invariant's reader sees a violation that is put straight into the tables, past every service."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.deals.models import Deal, Licence
from portal.extensions import db
from portal.listings.models import Listing, ListingMode, ListingPatent
from portal.openlicence.models import Statement
from portal.openlicence.records import Consent, Publicity
from portal.parameters import figures
from portal.parameters.models import RuleParameter
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import HAS_EVENTS
from portal.reserve.domain_models import PublicDomainEntry
from portal.reserve.models import Intention, Interest
from portal.reserve.takeover_models import Takeover
from portal.workflow import history
from tests.cast import Cast
from tests.unit.walks import invariants
from tests.unit.walks.ground import BANK, OTHER, START, Ground

DAY = timedelta(days=1)


@pytest.fixture
def ground(app: Flask, cast: Cast) -> Iterator[Ground]:
    """A university's patent with a co-owner, on a still day; nothing is broken yet."""
    del app
    with time_machine.travel(START, tick=False):
        found = Ground(cast, "shared", 100)
        found.patent.extra = {HAS_EVENTS: True}
        assert invariants.broken() == []
        yield found
    db.session.rollback()


def put(row: Any) -> Any:
    """Insert a row as it is."""
    db.session.add(row)
    db.session.flush()
    return row


def event(ground: Ground, fact: str, days_ago: int = 0, **data: Any) -> PatentEvent:
    """Insert a fact past the door."""
    on = clock.today() - timedelta(days=days_ago)
    found = PatentEvent(patent_id=ground.patent.id, kind=fact, happened_on=on, source="x", data=data)
    return put(found)  # type: ignore[no-any-return]  # what was put in


def statement(ground: Ground, state: str, **values: Any) -> Statement:
    """Insert a statement in a state."""
    return put(Statement(patent_id=ground.patent.id, owner_id=ground.holder.id, state=state, **values))  # type: ignore[no-any-return]  # what was put in


def deal(ground: Ground, of: Statement, state: str, **values: Any) -> Deal:
    """Insert a deal under a statement."""
    sides = {"licensor_id": ground.holder.id, "licensee_id": ground.cast.organisation("boan").id}
    return put(Deal(statement_id=of.id, state=state, **sides, **values))  # type: ignore[no-any-return]  # what was put in


def licence(ground: Ground, of: Deal, **values: Any) -> Licence:
    """Insert a licence of a deal."""
    sides = {"licensor_id": of.licensor_id, "licensee_id": of.licensee_id, "deal_id": of.id}
    facts = {"effective_at": clock.now(), "recordal_due": clock.today(), "number": "L"} | values
    return put(Licence(patent_id=ground.patent.id, **sides, **facts))  # type: ignore[no-any-return]  # what was put in


def takeover(ground: Ground, state: str, **values: Any) -> Takeover:
    """Insert a takeover with what it rests on."""
    both = {"patent_id": ground.patent.id}
    intention = put(Intention(owner_id=ground.holder.id, state="agreed", **both))
    interest = put(Interest(intention_id=intention.id, decision="accepted"))
    ids = {"intention_id": intention.id, "interest_id": interest.id, "assignor_id": ground.holder.id}
    public = {"publicised_on": values["contract_on"] - 30 * DAY} if "contract_on" in values else {}
    return put(Takeover(assignee_name="某公司", state=state, **both, **ids, **(public | values)))  # type: ignore[no-any-return]  # what was put in


def stepped(thing: Any, name: str, target: str) -> None:
    """Write into the history that a step was taken."""
    history.record(thing, name, SYSTEM, from_state="before", to_state=target)


def seen() -> set[str]:
    """Return the names of the invariants that are reported as broken."""
    return {line.split(":")[0] for line in invariants.broken()}


@pytest.mark.parametrize("kind", ["exclusive", "sole"])
def test_inv_01(ground: Ground, kind: str) -> None:
    statement(ground, "effective")
    event(ground, "licence_granted", kind="ordinary", licensee="甲")
    assert seen() == set()
    given = event(ground, "licence_granted", kind=kind, licensee="乙", to="2027-01-01")
    assert seen() == {"INV-01"}
    ended = event(ground, "licence_ended", licence=given.public_id)
    assert seen() == set()
    ended.voided_at = clock.now()
    assert seen() == {"INV-01"}


def test_inv_02(ground: Ground) -> None:
    today = clock.today()
    takeover(ground, "registered", title_on=today - 9 * DAY, contract_on=today - 20 * DAY)
    one = statement(ground, "withdrawn", announced_on=today - 60 * DAY, withdrawn_on=today - 9 * DAY)
    assert seen() == set()
    one.withdrawn_on = today - 8 * DAY
    assert seen() == {"INV-02"}
    one.state, one.withdrawn_on, one.announced_on, one.filed_on = "filed", None, None, today - 10 * DAY
    assert seen() == {"INV-02"}
    one.filed_on = today - 8 * DAY
    assert seen() == set()


def test_inv_03(ground: Ground) -> None:
    last = clock.today().replace(year=2040, month=8, day=13)  # filed on 14 August 2020
    one = licence(ground, deal(ground, statement(ground, "effective"), "active"), ends_on=last)
    assert seen() == set()
    one.ends_on = last + DAY
    assert seen() == {"INV-03"}
    longer = event(ground, "term_compensated", last_day=(last + DAY).isoformat())
    assert seen() == set()
    longer.voided_at = clock.now()
    assert seen() == {"INV-03"}
    one.ends_on = last
    event(ground, "licence_granted", kind="ordinary", licensee="甲", to=(last + DAY).isoformat())
    assert seen() == {"INV-03"}


def test_inv_04(ground: Ground) -> None:
    one = statement(ground, "filed")
    stepped(one, "file", "filed")
    assert seen() == set()
    ground.patent.legal_status = "IN_FORCE_LATE"
    assert seen() == {"INV-04"}
    ground.patent.legal_status = "IN_FORCE"
    event(ground, "annuity_paid", 700, year=4)  # the fifth was due in August 2024: pending, not late
    assert seen() == set()


def test_inv_04_by_the_receipts_and_for_a_recordal(ground: Ground) -> None:
    ground.patent.filing_date = clock.today() - timedelta(days=5 * 365 + 61)
    event(ground, "annuity_paid", 400, year=5)
    under = deal(ground, statement(ground, "effective"), "recording")
    assert seen() == set()
    stepped(under, "file_recordal", "recording")
    assert seen() == {"INV-04"}
    event(ground, "annuity_paid", 1, year=6)
    assert seen() == set()


def test_inv_09(ground: Ground) -> None:
    one = statement(ground, "ready", fee_way="lump_sum", amount=7)
    stepped(one, "conclude", "ready")
    assert seen() == {"INV-09"}
    fee = {"way": "lump_sum", "amount": 7, "entry_fee": None, "royalty_rate": None}
    notice = Publicity(
        statement_id=one.id,
        starts_on=clock.today() - 16 * DAY,
        decided_on=clock.today(),
        decided_by="校长办公会",
        terms={"fee": fee},
        text_hash="x",
        closed_on=clock.today(),
        outcome="done",
    )
    put(notice)
    assert seen() == set()
    notice.starts_on += DAY
    assert seen() == {"INV-09"}
    notice.starts_on -= DAY
    one.state, one.filed_on, one.amount = "filed", clock.today(), 6
    assert seen() == {"INV-09"}


@pytest.mark.parametrize(("days", "broken"), [(16, set()), (15, {"INV-09"}), (None, {"INV-09"})])
def test_inv_09_of_a_takeover(ground: Ground, days: int | None, broken: set[str]) -> None:
    today = clock.today()
    first = today - days * DAY if days is not None else None
    takeover(ground, "agreed", contract_on=today, publicised_on=first)
    assert seen() == broken


def test_inv_10(ground: Ground) -> None:
    event(ground, "annuity_paid", 200, year=6)
    event(ground, "reduction_filed", 90, kind="single")
    event(ground, "reduction_filed", 90, kind="joint")
    assert seen() == set()
    figure = RuleParameter(
        key="annuity.reduction.single",
        value=9_550,  # 85 per cent, and 70 of what is left
        unit="bp",
        valid_from=clock.today() - DAY,
        source="x",
        mark="V",
        made_by_id=ground.operator.id,
    )
    put(figure)
    figures.forget()
    assert seen() == {"INV-10"}


def test_inv_11(ground: Ground) -> None:
    ended = {"announced_on": clock.today() - 90 * DAY, "withdrawn_on": clock.today()}
    under = deal(ground, statement(ground, "withdrawn", **ended), "active", effective_at=clock.now() - DAY)
    assert seen() == {"INV-11"}  # it has no licence
    licence(ground, under, effective_at=clock.now() - DAY)
    assert seen() == set()
    under.state = "failed"
    assert seen() == {"INV-11"}
    under.state, under.ends_on = "ended", clock.today() - DAY
    assert seen() == set()
    under.ends_on = clock.today()
    assert seen() == {"INV-11"}


def test_inv_13(ground: Ground) -> None:
    ids = {"patent_id": ground.patent.id}
    put(PublicDomainEntry(status="LAPSED_FEE", published_on=clock.today(), **ids))
    assert seen() == {"INV-13"}
    ground.patent.legal_status = "LAPSED_FEE"
    assert seen() == set()
    offer = put(Listing(owner_id=ground.holder.id, state="published"))
    put(ListingPatent(listing_id=offer.id, **ids))
    put(ListingMode(listing_id=offer.id, mode="ordinary", fee_way="lump_sum", amount=1))
    assert seen() == {"INV-13"}
    offer.state = "closed"
    assert seen() == set()
    db.session.execute(text("ALTER TABLE public_domain_entry ADD COLUMN price_fen BIGINT"))
    assert seen() == {"INV-13"}


def test_inv_14(ground: Ground) -> None:
    grant = ground.patent.grant_date
    assert grant is not None and ground.patent.filing_date is not None
    ground.patent.grant_date = ground.patent.filing_date - DAY
    assert seen() == {"INV-14"}
    ground.patent.grant_date = grant
    day_before = {"from": (grant - DAY).isoformat()}
    given = event(ground, "licence_granted", kind="ordinary", licensee="甲", **day_before)
    assert seen() == {"INV-14"}
    given.voided_at = clock.now()
    one = takeover(ground, "registered", title_on=clock.today(), contract_on=clock.today())
    assert seen() == set()
    one.contract_on = clock.today() + DAY
    assert seen() == {"INV-14"}


def test_inv_14_of_a_licence(ground: Ground) -> None:
    under = deal(ground, statement(ground, "effective"), "active")
    licence(ground, under, effective_at=clock.now() - timedelta(days=9_000))
    assert seen() == {"INV-14"}


def test_inv_15_of_a_statement(ground: Ground) -> None:
    one = statement(ground, "signed", signed_at=clock.now(), text_hash="t")
    stepped(one, "sign", "signed")
    assert seen() == {"INV-15"}
    asked = {"asked_by_id": ground.officer.id, "expires_at": clock.now() + DAY, "purpose": "declare"}
    given = {"answered_at": clock.now(), "answer": "yes", "statement_id": one.id}
    consent = Consent(role="co_owner", party=OTHER, token_hash="h", text_hash="t", **asked, **given)
    put(consent)
    assert seen() == set()
    for name, value in (("text_hash", "other"), ("answer", "no"), ("revoked_at", clock.now())):
        before = getattr(consent, name)
        setattr(consent, name, value)
        assert seen() == {"INV-15"}, name
        setattr(consent, name, before)
    pledge = event(ground, "pledged", 1, pledgee=BANK)
    assert seen() == {"INV-15"}
    event(ground, "pledgee_consented", acts=["open_licence"])
    assert seen() == set()
    assert pledge.voided_at is None


def test_inv_15_of_a_takeover(ground: Ground) -> None:
    one = takeover(ground, "signed", contract_on=clock.today())
    stepped(one, "sign", "signed")
    assert seen() == {"INV-15"}
    agreed = event(ground, "owner_consented", owner=OTHER, acts=["assign"])
    assert seen() == set()
    agreed.voided_at = clock.now()
    event(ground, "co_ownership_agreed", alone=["open_licence"])
    assert seen() == {"INV-15"}
    event(ground, "co_ownership_agreed", alone=["assign"])
    assert seen() == set()
    event(ground, "pledged", pledgee=BANK)
    assert seen() == {"INV-15"}
