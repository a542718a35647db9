"""Every night what is shown is compared with what was announced, and the operator is told of a difference."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.jobs import rounds
from portal.jobs.models import Job
from tests.cast import Cast
from tests.letters import letters
from tests.licences import announced


def _tomorrow_night(work: Callable[[], int]) -> list[str]:
    rounds.promise("openlicence.drift")
    db.session.commit()
    with clock.pretend(clock.now() + timedelta(days=1, hours=1)):
        work()
    return [letter.to for letter in letters() if "/open-licences/overview" in letter.text]


def test_nobody_is_told_where_nothing_differs(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    announced(cast)
    assert _tomorrow_night(work) == []
    assert db.session.scalar(select(Job.id).where(Job.kind == "openlicence.drift")) is not None


def test_the_operator_is_told_of_a_changed_price(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    statement = announced(cast)
    statement.amount = 9_000_000
    db.session.commit()
    told = _tomorrow_night(work)
    assert cast.person("gao").email in told
    assert cast.person("lin").email not in told
