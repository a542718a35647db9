"""The demonstration loads through the real services, once, and only where nothing else is."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import create_app
from portal.accounts.models import User
from portal.accounts.organisations import Organisation
from portal.core import clock
from portal.deals.models import Deal, DealDocument
from portal.deals.paths.open_licence import OPEN_LICENCE
from portal.demo.cast import PASSWORD, read
from portal.demo.loader import DemoRefused, load_demo
from portal.extensions import db
from portal.jobs import worker
from portal.jobs.models import Job
from portal.listings import rules
from portal.listings.models import Listing, ListingFile
from portal.openlicence.models import Statement
from portal.patents.models import Patent
from portal.payments.models import BankTransfer, Payment, PaymentAttempt
from portal.payments.proof import discrepancies
from portal.workflow import history
from portal.workflow.models import HistoryEntry
from tests.conftest import settings_for

TRANSITORY = {"paid"}  # a deal is paid only within the step that also makes the licence effective


@dataclass(frozen=True)
class Loaded:
    """A portal whose empty database the command filled; states before and after the worker did what was due."""

    app: Flask
    output: str
    exit_code: int
    states: list[list[str]]


@pytest.fixture(scope="module")
def portal(databases, tmp_path_factory):
    """One portal for this module's tests; they change nothing."""
    folder = tmp_path_factory.mktemp("demo")
    app = create_app(settings_for(folder, databases.fresh()))
    with app.app_context():
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()
        done = app.test_cli_runner().invoke(args=["demo", "load"])
        before = states()
        worker.run_until_idle()
    yield Loaded(app, done.output, done.exit_code, before)
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def loaded(portal):
    """The demonstration, inside an application context."""
    with portal.app.app_context():
        yield portal
        db.session.rollback()


def states():
    found = [sorted(db.session.scalars(select(model.state))) for model in (Listing, Statement, Deal, Payment)]
    db.session.remove()
    return found


def counted(model):
    return db.session.scalar(select(func.count()).select_from(model))


def everything():
    return {
        model.__tablename__: counted(model)
        for model in (Patent, Listing, Statement, Deal, Payment, User, Job, HistoryEntry)
    }


def test_it_loads_whole_proves_its_history_and_its_books(loaded):
    assert counted(Patent) == len(read("patents"))
    assert counted(Listing) == len(read("listings"))
    assert counted(Deal) == len(read("deals"))
    assert history.verify().broken_id is None
    assert history.verify().entries > 500
    assert list(discrepancies()) == []


def test_a_second_load_changes_nothing(loaded):
    before = everything()
    assert load_demo() is False
    db.session.commit()
    assert everything() == before


def test_each_thing_ends_where_its_row_says(loaded):
    said = {"returned": "draft"}
    wanted = sorted(said.get(row["state"], row["state"]) for row in read("listings"))
    assert sorted(db.session.scalars(select(Listing.state))) == wanted
    shown = [statement.shown_state for statement in db.session.scalars(select(Statement)).unique()]
    assert sorted(shown) == sorted(row["state"] for row in read("statements"))
    ends = {"lapsed": "lapsed_notice"}
    assert sorted(db.session.scalars(select(Deal.state))) == sorted(
        ends.get(row["end"], row["end"]) for row in read("deals")
    )
    statuses = sorted(row["status"] for row in read("patents"))
    assert sorted(db.session.scalars(select(Patent.legal_status))) == statuses


def test_deals_and_payments_stand_at_every_state(loaded):
    deals = set(db.session.scalars(select(Deal.state)))
    assert deals == OPEN_LICENCE.states() - TRANSITORY - {"terminated"}
    payments = set(db.session.scalars(select(Payment.state)))
    assert payments == {"planned", "due", "processing", "paid", "failed", "cancelled", "refunded"}
    attempts = set(db.session.scalars(select(PaymentAttempt.status)))
    assert attempts == {"open", "paid", "failed", "expired", "refunded"}
    assert set(db.session.scalars(select(BankTransfer.decision))) == {None, "confirmed", "rejected"}


def test_nothing_happened_later_than_now_and_the_history_runs_forward(loaded):
    times = list(db.session.scalars(select(HistoryEntry.at).order_by(HistoryEntry.id)))
    assert times == sorted(times)
    assert times[-1] <= clock.now()
    assert times[0] < clock.now() - timedelta(days=400)


def test_what_is_published_may_be_shown_today(loaded):
    published = db.session.scalars(select(Listing).where(Listing.state == "published")).all()
    assert len(published) > 60
    for listing in published:
        assert [guard.__name__ for guard in rules.SHOWABLE if guard(listing, {})] == []
        assert listing.confirmed_until >= clock.today()


def test_every_licence_has_its_notice_proof_and_checklist(loaded):
    for deal in db.session.scalars(select(Deal)):
        kinds = set(db.session.scalars(select(DealDocument.kind).where(DealDocument.deal_id == deal.id)))
        if deal.effective_at is not None:
            assert {"notice", "proof", "recordal"} <= kinds
        assert ("notice" in kinds) is (deal.notice_arrived_at is not None)


def test_the_worker_writes_to_nobody_about_the_invented_past_and_moves_nothing(loaded):
    assert states() == loaded.states
    assert db.session.scalars(select(Job.kind).where(Job.kind == "mail.letter")).all() == []
    assert db.session.scalars(select(Job.last_error).where(Job.last_error.is_not(None))).all() == []
    assert db.session.scalars(
        select(Job.kind).where(Job.kind == "listings.daily", Job.status == "queued")
    ).all()


@pytest.mark.parametrize(
    "stranger",
    [
        Organisation(kind="enterprise", name_zh="别的企业", uscc="91350100M000100Y43"),
        User(email="somebody@example.org", name="Somebody", password_hash="x"),
        Patent(identity="CN:201710601862.3", office="CN", kind="I", title_zh="真实的专利", extra={}),
    ],
    ids=["organisation", "person", "patent"],
)
def test_a_database_in_use_is_left_alone(app, stranger):
    db.session.add(stranger)
    db.session.commit()
    before = everything()
    with pytest.raises(DemoRefused):
        load_demo()
    db.session.commit()
    assert everything() == before


def test_the_command_fills_an_empty_database_and_tells_the_accounts(loaded):
    assert loaded.exit_code == 0
    assert "demonstration loaded" in loaded.output
    for row in read("cast"):
        assert row["email"] in loaded.output
    assert PASSWORD in loaded.output
    assert counted(User) == len(read("cast"))


def test_the_command_a_second_time_says_that_nothing_changed(loaded):
    done = loaded.app.test_cli_runner().invoke(args=["demo", "load"])
    assert done.exit_code == 0
    assert "nothing changed" in done.output


def test_the_command_refuses_a_database_in_use_with_exit_code_1(app):
    db.session.add(Organisation(kind="enterprise", name_zh="别的企业", uscc="91350100M000100Y43"))
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["demo", "load"])
    assert done.exit_code == 1
    assert counted(Patent) == 0


def test_nothing_but_the_demonstration_pretends_the_time():
    from pathlib import Path

    package = Path(clock.__file__).parents[1]
    users = {
        path.relative_to(package).parts[0]
        for path in package.rglob("*.py")
        if "clock.pretend" in path.read_text()
    }
    assert users == {"demo"}


def test_some_listings_have_files_at_each_level(loaded):
    files = db.session.scalars(select(ListingFile)).all()
    assert {file.level for file in files} == {"public", "signed_in", "nda"}
    pictures = [file for file in files if file.is_image]
    assert len(pictures) == len(read("figures"))
    assert all(file.title_zh and file.title_en for file in files)
