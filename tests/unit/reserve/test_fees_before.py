"""What a reserve paid to keep a patent alive before it held it stands on its account when it takes over."""

from datetime import timedelta

from flask import Flask

from portal.core import clock
from portal.extensions import db
from portal.patents.facts import service as facts
from portal.reserve.fees import paid_by_reserve
from portal.reserve.models import Intention
from tests.cast import Cast
from tests.licences import granted_patent


def _paid(intention: Intention, cast: Cast, payer: str, year: int) -> None:
    facts.record(
        intention.patent,
        "annuity_paid",
        cast.person("lin"),
        happened_on=clock.today(),
        source="portal",
        data={"year": year, "fen": 120_000, "payer": payer},
    )


def test_only_the_reserves_own_payments_since_the_declaration(app: Flask, cast: Cast) -> None:
    patent = granted_patent(cast, status_as_of=clock.today() - timedelta(days=9))
    intention = Intention(patent_id=patent.id, owner_id=patent.owner_id, state="call_public")
    with clock.pretend(clock.now() - timedelta(days=1)):
        db.session.add(intention)
        db.session.flush()
    db.session.refresh(intention)
    _paid(intention, cast, "reserve", 5)
    _paid(intention, cast, "owner", 6)
    assert [event.data["year"] for event in paid_by_reserve(intention)] == [5]
