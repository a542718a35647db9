"""A statement from draft to its end: who may move it, on what proof, and what the history keeps."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.core.calendar import add_years
from portal.core.errors import Forbidden, NotFound, RuleRefusal, Stale
from portal.extensions import db
from portal.listings import hooks
from portal.listings.models import Listing, ListingMode, ListingPatent
from portal.openlicence import service
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import Statement
from portal.workflow import history
from portal.workflow.engine import take
from tests.cast import Cast
from tests.licences import announced, evidence, granted_patent, shown_before, statement_fields, withdrawn


def drafted(cast: Cast, **facts: Any) -> Statement:
    return service.draft(granted_patent(cast), cast.person("lin"), **statement_fields(**facts))


def proof(**facts: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"statement_no": "KF1", "announced_on": clock.today(), "evidence": evidence()}
    values["earlier"] = shown_before()
    return values | facts


def test_every_state_is_reached_and_kept(app: Flask, cast: Cast) -> None:
    lin = cast.person("lin")
    statement = drafted(cast)
    assert (statement.state, statement.is_public, statement.can_be_accepted) == ("drafting", False, False)
    service.declare(statement, lin)
    assert (statement.state, statement.is_public, statement.can_be_accepted) == ("drafting", True, False)
    service.announce(statement, lin, **proof())
    assert (statement.state, statement.can_be_accepted) == ("effective", True)
    withdrawn(cast, statement)
    assert (statement.state, statement.can_be_accepted) == ("withdrawn", False)
    actions = [entry.action for entry in history.history_of(statement)]
    assert actions == ["drafted", "declare", "enter", "withdraw"]
    assert history.verify().broken_id is None


def test_pilot_is_recorded_without_effect(app: Flask, cast: Cast) -> None:
    assert not announced(cast, regime="PILOT").can_be_accepted


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"evidence": ""}, "OL-28"),
        ({"statement_no": ""}, "OL-28"),
        ({"announced_on": None}, "OL-28"),
        ({"announced_on": clock.today() + timedelta(days=1)}, "OL-16"),
        ({"announced_on": add_years(clock.today(), -3)}, "INV-14"),
    ],
)
def test_announcement_needs_its_proof(app: Flask, cast: Cast, facts: dict[str, Any], rule: str) -> None:
    statement = drafted(cast)
    with pytest.raises(RuleRefusal) as caught:
        service.announce(statement, cast.person("lin"), **proof(**facts))
    assert caught.value.rule_id == rule
    assert statement.state == "drafting"


def test_bad_content_is_neither_shown_nor_recorded(app: Flask, cast: Cast) -> None:
    statement = drafted(cast, contact="")
    for act in (
        lambda: service.declare(statement, cast.person("lin")),
        lambda: service.announce(statement, cast.person("lin"), **proof()),
    ):
        with pytest.raises(RuleRefusal) as caught:
            act()
        assert caught.value.rule_id == "OL-08"


@pytest.mark.parametrize("days", [-11, 1])
def test_withdrawal_is_dated_after_the_announcement_and_not_ahead(app: Flask, cast: Cast, days: int) -> None:
    statement = announced(cast)
    with pytest.raises(RuleRefusal) as caught:
        withdrawn(cast, statement, clock.today() + timedelta(days=days))
    assert caught.value.rule_id == "OL-21"


def test_only_the_owner_writes_and_the_reviewer_records(app: Flask, cast: Cast) -> None:
    patent = granted_patent(cast)
    for stranger in ("okoro", "chen", "visitor"):
        with pytest.raises(NotFound):
            service.draft(patent, cast.person(stranger), **statement_fields())
    statement = drafted(cast)
    with pytest.raises(NotFound):
        service.declare(statement, cast.person("okoro"))
    with pytest.raises(Forbidden):
        service.declare(statement, cast.person("zhao"))
    service.announce(statement, cast.person("shi"), **proof())
    assert statement.state == "effective"


def test_announced_statement_is_not_edited(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    with pytest.raises(Stale):
        service.edit(statement, cast.person("lin"), amount=1)


def test_edit_keeps_what_changed_and_refuses_to_break_what_is_shown(app: Flask, cast: Cast) -> None:
    lin = cast.person("lin")
    statement = drafted(cast)
    service.edit(statement, lin, amount=9_000_000, contact=statement.contact)
    assert history.history_of(statement)[-1].detail == {"fields": ["amount"]}
    service.declare(statement, lin)
    with pytest.raises(RuleRefusal) as caught:
        service.edit(statement, lin, amount=3_000_000_000)
    assert caught.value.rule_id == "OL-12"


def test_stale_page_is_noticed(app: Flask, cast: Cast) -> None:
    statement = drafted(cast)
    seen = statement.version
    service.edit(statement, cast.person("lin"), amount=9_000_000)
    db.session.flush()
    with pytest.raises(Stale):
        service.declare(statement, cast.person("lin"), version=seen)


def test_one_live_statement_per_patent(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    second = service.draft(statement.patent, cast.person("lin"), **statement_fields())
    with pytest.raises(RuleRefusal, match=r"statement\.another"):
        service.announce(second, cast.person("lin"), **proof(statement_no="KF2"))
    second.state = "effective"
    with pytest.raises(IntegrityError):  # two at the same moment: the index decides
        db.session.flush()


def test_expires_on_the_day_after_its_last_one(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    statement = announced(cast, period_to=clock.today() + timedelta(days=5))
    number, end = statement.id, statement.period_to
    assert end is not None
    with pytest.raises(RuleRefusal):
        take(STATEMENT, statement, "expire", SYSTEM)
    db.session.rollback()
    statement = announced(cast, period_to=end)
    number = statement.id
    db.session.commit()
    with time_machine.travel(clock.start_of(end) + timedelta(hours=20), tick=False):
        work()
        assert db.session.get_one(Statement, number).state == "effective"
        db.session.rollback()
    with time_machine.travel(clock.start_of(end + timedelta(days=1)), tick=False):
        work()
        assert db.session.get_one(Statement, number).state == "expired"


def test_listing_learns_what_stands_for_it(app: Flask, cast: Cast) -> None:
    statement = drafted(cast)
    listing = Listing(
        owner_id=statement.owner_id,
        title_zh="加热",
        items=[ListingPatent(patent_id=statement.patent_id)],
        modes=[ListingMode(mode="ordinary", fee_way="negotiable")],
    )
    db.session.add(listing)
    db.session.flush()
    seen = listing.updated_at
    assert hooks.open_licence(listing) is None
    service.declare(statement, cast.person("lin"))
    assert hooks.open_licence(listing) == "intended"
    service.announce(statement, cast.person("lin"), **proof())
    assert hooks.open_licence(listing) == "effective"
    assert listing.updated_at > seen
