"""Approved answers become facts, and facts say what is used: licences, changes of hands, own working."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.inventory import answering, filling, sleepers
from portal.inventory.answers import AnswerFile
from portal.inventory.lifecycle import ITEM
from portal.patents.facts import service as facts
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import facts_of
from portal.patents.models import Patent
from portal.workflow.engine import take
from tests.cast import Cast
from tests.inventories import answered, items_of, opened, sleeper

DAY = clock.today() - timedelta(days=200)


def tell(cast: Cast, patent: Patent, what: str, /, on: date = DAY, **data: Any) -> PatentEvent:
    return facts.record(patent, what, cast.person("lin"), happened_on=on, source="登记簿副本", data=data)


def kinds(patent: Patent) -> list[str]:
    wanted = select(PatentEvent.kind).where(PatentEvent.patent_id == patent.id).order_by(PatentEvent.id)
    return [kind for kind in db.session.scalars(wanted) if kind != "status_told"]


def test_approval_records_funding_secrecy_and_the_inventor_once(cast: Cast) -> None:
    patent = sleeper(cast)
    (item,) = items_of(opened(cast, patent))
    said = {"public_funding": "yes", "programme_no": "2021YFB1234567", "constraints": ["secrecy"]}
    answered(cast, item, **said, service_invention="yes", still_employed="no")
    assert kinds(patent) == []
    take(ITEM, item, "approve", cast.person("lin"))
    known = facts_of(patent)
    assert (known.public_funding, known.programme_no, known.secret) == (True, "2021YFB1234567", True)
    assert [(one.name, one.service, one.employed) for one in known.inventors] == [("林一", True, False)]
    take(ITEM, item, "reopen", cast.person("lin"), data={"note": "核对"})
    take(ITEM, item, "approve", cast.person("lin"))
    assert kinds(patent) == ["funding_stated", "secrecy_stated", "inventors_stated"]


def test_what_the_inventor_does_not_know_is_no_fact(cast: Cast) -> None:
    patent = sleeper(cast)
    (item,) = items_of(opened(cast, patent))
    answered(cast, item, public_funding="unsure")
    take(ITEM, item, "approve", cast.person("lin"))
    assert kinds(patent) == []


def test_a_recorded_licence_wakes_and_its_end_lets_sleep_again(cast: Cast) -> None:
    patent = sleeper(cast)
    granted = tell(cast, patent, "licence_granted", kind="ordinary", licensee="甲公司", recorded=True)
    assert not sleepers.sleep_of(patent).sleeping
    tell(cast, patent, "licence_ended", DAY + timedelta(days=50), licence=granted.public_id)
    found = sleepers.sleep_of(patent)
    assert found.sleeping and found.idle_since == DAY + timedelta(days=50)


def test_a_licence_that_nothing_proves_does_not_count(cast: Cast) -> None:
    patent = sleeper(cast)
    tell(cast, patent, "licence_granted", kind="ordinary", licensee="甲公司")
    assert sleepers.sleep_of(patent).sleeping


def test_a_pledge_does_not_wake(cast: Cast) -> None:
    patent = sleeper(cast)
    tell(cast, patent, "pledged", pledgee="银行")
    assert sleepers.sleep_of(patent).sleeping


def test_a_fact_that_was_taken_back_does_not_count(cast: Cast) -> None:
    patent = sleeper(cast)
    event = tell(cast, patent, "licence_granted", kind="ordinary", licensee="甲公司", recorded=True)
    facts.void(event, cast.person("lin"), "录错")
    assert sleepers.sleep_of(patent).sleeping


@pytest.mark.parametrize(("buyer", "sleeps"), [("乙公司", False), ("haiyu", True)])
def test_who_lets_go_has_converted_who_acquires_begins_to_be_idle(
    cast: Cast, buyer: str, sleeps: bool
) -> None:
    patent = sleeper(cast)
    name = cast.organisation("haiyu").name_zh if buyer == "haiyu" else buyer
    tell(cast, patent, "assigned", owners=[{"name": name}])
    found = sleepers.sleep_of(patent)
    assert found.sleeping == sleeps
    assert found.idle_since == (DAY if sleeps else None)


def test_own_working_counts_when_approved_and_proven(cast: Cast) -> None:
    patent = sleeper(cast)
    (item,) = items_of(opened(cast, patent))
    worked = {"working": "own_use", "working_since": DAY, "sleep_reason": None}
    answered(cast, item, **worked)
    assert sleepers.sleep_of(patent).sleeping
    take(ITEM, item, "approve", cast.person("lin"))
    assert sleepers.sleep_of(patent).sleeping  # nothing proves it yet
    assert item.answer is not None
    key = answering.store().put(io.BytesIO(b"photo"), max_bytes=100)
    item.answer.files.append(AnswerFile(blob=key, filename="产线.jpg", size=5))
    db.session.flush()
    assert not sleepers.sleep_of(patent).sleeping


def test_a_known_foreign_family_is_answered_for_once(cast: Cast) -> None:
    one, two = sleeper(cast), sleeper(cast, inventor="王二")
    for patent in (one, two):
        tell(cast, patent, "family_stated", members=[{"office": "US", "number": "US10000001"}])
    round_ = opened(cast, one)
    assert [len(item.places) for item in items_of(round_)] == [2]
    assert filling.placed(round_) == 2
