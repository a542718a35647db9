"""A fact changes: what is shown of the patent goes in the same transaction, and comes back by hand only."""

from typing import Any

import pytest
from sqlalchemy import select

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.jobs.models import Job
from portal.listings import rules, service
from portal.listings.models import Listing
from portal.listings.service import Terms
from portal.patents.facts.service import record, void
from portal.patents.models import Patent
from portal.workflow import history
from tests.cast import Cast
from tests.unit.listings.making import make_draft, make_patent, publish


def shown(cast: Cast, *modes: Terms, **facts: Any) -> tuple[Listing, Patent]:
    patent = make_patent(cast, **facts)
    draft = make_draft(cast, patent)
    service.change(draft, cast.person("lin"), modes=modes)
    return publish(cast, draft), patent


def note(cast: Cast, patent: Patent, fact: str, data: dict[str, Any]) -> Any:
    return record(patent, fact, cast.person("lin"), happened_on=clock.today(), source="register", data=data)


@pytest.mark.parametrize(
    ("mode", "kind", "data", "reason"),
    [
        ("assignment", "preserved", {}, "rights"),
        ("ordinary", "licence_granted", {"kind": "exclusive", "licensee": "甲公司"}, "rights"),
        (
            "open_licence",
            "licence_granted",
            {"kind": "sole", "licensee": "甲公司", "territory": "广东"},
            "rights",
        ),
        ("open_licence", "late_notice", {}, "patent_status"),
        ("ordinary", "secrecy_stated", {"secret": True}, "rights"),
    ],
)
def test_a_listing_is_suspended_with_its_reason(
    cast: Cast, mode: str, kind: str, data: dict[str, Any], reason: str
) -> None:
    listing, patent = shown(cast, Terms(mode, "lump_sum", amount=100_00))
    event = note(cast, patent, kind, data)
    assert (listing.state, listing.decision_reason) == ("paused", reason)
    assert history.history_of(listing)[-1].detail["rule"]
    letters = db.session.scalars(select(Job).where(Job.kind == "mail.letter")).all()
    assert "listing_suspended" in {job.payload["template"] for job in letters}
    with pytest.raises(RuleRefusal):
        service.step(listing, "resume", cast.person("lin"))
    void(event, cast.person("lin"), "记错了")
    assert listing.state == "paused", "only a person brings it back"
    service.step(listing, "resume", cast.person("lin"))
    assert listing.state == "published"


def test_a_dead_patent_closes_its_listing(cast: Cast) -> None:
    listing, patent = shown(cast, Terms("ordinary", "free"))
    note(cast, patent, "abandoned", {})
    assert listing.state == "closed"


@pytest.mark.parametrize("kind", ["pledged", "invalidation_requested", "late_notice"])
def test_a_condition_is_noted_and_suspends_nothing(cast: Cast, kind: str) -> None:
    listing, patent = shown(cast, Terms("ordinary", "free"))
    note(cast, patent, kind, {"pledgee": "滨海银行"} if kind == "pledged" else {})
    assert listing.state == "published"
    if kind == "pledged":
        assert ("listing.note_may", "PLG-02") in [(code, rule) for code, rule, _ in rules.notes(listing)]


def test_a_rollback_leaves_neither_fact_nor_suspension(cast: Cast) -> None:
    listing, patent = shown(cast, Terms("assignment", "free"))
    db.session.commit()
    note(cast, patent, "suspended", {})
    assert listing.state == "paused"
    db.session.rollback()
    assert (listing.state, patent.extra) == ("published", {})
    record(patent, "suspended", SYSTEM, happened_on=clock.today(), source="register")
    assert listing.state == "paused"
