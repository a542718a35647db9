"""The desks say what the rights themselves ask for: fees, offers for patents about to be given up, answers of inventors."""

from datetime import timedelta

from flask.testing import FlaskClient

from portal.annuities.models import AnnuityReminder
from portal.core import clock
from portal.core.calendar import add_months, add_years
from portal.extensions import db
from portal.inventory.models import Inventor, Item, Round
from portal.reserve.models import Intention, Interest, Match
from tests.cast import Cast
from tests.licences import granted_patent
from tests.rescues import agreed, entered


def _desk(client: FlaskClient, which: str) -> str:
    return client.get(f"/desk/{which}?lang=en").text


def _reminded(cast: Cast, months_past_due: int, **facts: object) -> None:
    filing = add_years(add_months(clock.today(), -months_past_due), -6)
    seen = clock.today() - timedelta(days=10)
    patent = granted_patent(
        cast, filing_date=filing, grant_date=add_years(filing, 3), status_as_of=seen, **facts
    )
    due = add_years(filing, 6)
    row = AnnuityReminder(
        patent_id=patent.id, owner_id=patent.owner_id, year=7, step="0", due_on=due, raised_on=clock.today()
    )
    db.session.add(row)
    db.session.commit()


def test_fees_that_are_due_and_none_that_are_far(cast: Cast) -> None:
    _reminded(cast, -1)
    text = _desk(cast.browser("lin"), "holder")
    assert "Pay the annual fee" in text
    assert "The annual fee is late" not in text


def test_no_fee_of_somebody_else(cast: Cast) -> None:
    _reminded(cast, -1, owner_id=cast.organisation("bolan").id)
    assert "Pay the annual fee" not in _desk(cast.browser("lin"), "holder")


def _called(cast: Cast) -> Intention:
    patent = granted_patent(cast)
    intention = Intention(
        patent_id=patent.id,
        owner_id=patent.owner_id,
        state="call_matched",
        call_until=clock.today() + timedelta(days=9),
    )
    db.session.add(intention)
    db.session.flush()
    db.session.add(Match(intention_id=intention.id, organisation_id=cast.organisation("boan").id))
    db.session.commit()
    return intention


def test_a_called_enterprise_is_asked_until_it_answers_and_the_owner_then_chooses(cast: Cast) -> None:
    intention = _called(cast)
    asked, owner = "A patent that would be abandoned fits you", "Choose who takes the patent over"
    assert asked in _desk(cast.browser("chen"), "licensee")
    assert owner not in _desk(cast.browser("lin"), "holder")
    boan = cast.organisation("boan").id
    db.session.add(Interest(intention_id=intention.id, organisation_id=boan, user_id=cast.person("chen").id))
    db.session.commit()
    assert asked not in _desk(cast.browser("chen"), "licensee")
    assert owner in _desk(cast.browser("lin"), "holder")


def test_a_takeover_is_a_task_of_both_until_it_waits_for_one(cast: Cast) -> None:
    takeover = agreed(cast)
    db.session.commit()
    go_on, confirm = "Go on with the takeover", "Confirm the day on which the title passed"
    desks = (("lin", "holder"), ("chen", "licensee"))
    seen = [_desk(cast.browser(who), desk) for who, desk in desks]
    assert all(go_on in text and confirm not in text for text in seen)
    entered(cast, takeover)
    db.session.commit()
    owner, taker = (_desk(cast.browser(who), desk) for who, desk in desks)
    assert confirm in owner and go_on not in owner
    assert confirm not in taker and go_on not in taker


def test_answers_wait_for_the_officer_who_may_approve(cast: Cast) -> None:
    owner = cast.organisation("haiyu")
    found = Round(owner_id=owner.id, name="Spring round", due_on=clock.today(), total=1)
    db.session.add(found)
    db.session.flush()
    inventor = Inventor(round_id=found.id, owner_id=owner.id, name="沈一")
    db.session.add(inventor)
    db.session.flush()
    db.session.add(Item(round_id=found.id, owner_id=owner.id, inventor_id=inventor.id, state="answered"))
    db.session.commit()
    assert "Spring round · 1" in _desk(cast.browser("lin"), "holder")
    assert "Spring round" not in _desk(cast.browser("okoro"), "holder")
