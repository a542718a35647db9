"""The open licence from opening to proof: free and paid, at every state, with the rule that refuses each slip."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.core.errors import Forbidden, RuleRefusal, Stale
from portal.deals import files, rules, service
from portal.deals.models import Deal, Licence
from portal.extensions import db
from portal.workflow import history
from tests.cast import Cast
from tests.licences import FREE, announced, noticed, opened, paid


def test_paid_path_ends_in_a_licence_with_papers(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    deal = noticed(cast, announced(cast))
    assert (deal.state, deal.due_at_start) == ("notice_sent", 8_000_000)
    paid(deal)
    assert deal.state == "licensed" and deal.effective_at == deal.paid_at
    licence = db.session.query(Licence).one()
    assert licence.recordal_due == rules.recordal_due(licence.effective_at)
    number = deal.id
    db.session.commit()
    work()
    again = db.session.get(Deal, number)
    assert again is not None
    kinds = [document.kind for document in again.documents]
    assert kinds == ["notice", "proof", "recordal"]
    for document in again.documents:
        with files.store().open(document.blob) as stream:
            assert stream.read(5) == b"%PDF-"
    assert history.verify().broken_id is None


def test_free_licence_takes_effect_with_the_notice(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast, **FREE))
    assert deal.state == "licensed"
    assert deal.effective_at == deal.notice_arrived_at
    assert deal.pay_by is None
