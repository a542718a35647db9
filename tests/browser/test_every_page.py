"""Every page of the furnished portal, as every kind of reader: axe finds nothing, nothing sticks out, nothing is blocked."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from portal import create_app
from portal.demo.cast import person
from portal.demo.loader import load_demo
from portal.extensions import db
from portal.inventory import links
from portal.inventory.models import Inventor
from portal.openlicence import batches
from portal.openlicence.models import Statement
from portal.reserve import inventors
from portal.reserve.models import InventorCall
from portal.search import sync
from tests.browser.live import LANGUAGES, WIDTHS, LivePortal, serve
from tests.browser.looks import axe_violations, complaints, overflow, small_targets
from tests.browser.tour import READERS, Stop, stops
from tests.cast import Cast
from tests.conftest import settings_for
from tests.pages import CheckedClient

MUST_BE_SEEN = {
    "pages.home",
    "catalogue.listings",
    "catalogue.patents",
    "listings.show",
    "patents.show",
    "patents.show_life",
    "patents.may",
    "annuities.index",
    "annuities.patent",
    "annuities.paid",
    "annuities.feed",
    "openlicence.show",
    "openlicence.index",
    "openlicence.desk",
    "openlicence.compiler",
    "openlicence.step",
    "openlicence.consent",
    "openlicence.publicity_index",
    "openlicence.publicity",
    "openlicence.objection",
    "openlicence.announcements",
    "openlicence.batch",
    "openlicence.price_evidence",
    "openlicence.other_terms",
    "openlicence.overview",
    "deals.accept",
    "deals.show",
    "deals.register",
    "payments.show",
    "inventory.index",
    "inventory.show",
    "inventory.item",
    "inventory.wake",
    "inventory.meeting",
    "inventory.board",
    "inventory.export",
    "inventory.inventors",
    "inventory.departments",
    "inventory.new",
    "inventory.answer_for",
    "inventory.assign",
    "inventory.revoke_decision",
    "inventory.batch",
    "inventory.batch_refused",
    "inventory_answers.items",
    "inventory_answers.form",
    "rescue.new",
    "rescue.offer",
    "rescue.inventor",
    "rescue.fee",
    "reserves.new",
    "rescue.index",
    "rescue.show",
    "rescue.mine",
    "rescue.queue",
    "rescue.screening",
    "rescue.takeover",
    "reserves.index",
    "reserves.show",
    "reserves.item",
    "public_domain.index",
    "public_domain.show",
    "desks.holder",
    "desks.licensee",
    "desks.broker",
    "backoffice.overview",
    "backoffice.audit",
    "backoffice.parameter",
    "parameters.index",
}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A portal that holds the demonstration, indexed."""
    folder = tmp_path_factory.mktemp("furnished")
    app = create_app(settings_for(folder, f"sqlite:///{folder / 'portal.db'}"))
    app.test_client_class = CheckedClient
    with app.test_request_context("/"):
        db.create_all()
        load_demo()
        db.session.commit()
        _ask_for_papers()
        db.session.commit()
        for item in sync.kinds():
            sync.rebuild(item.kind)
    return app


def _ask_for_papers() -> None:
    """Let the university's officer ask for the papers of two statements, which only a form can do."""
    lin = person("lin")
    mine = select(Statement.public_id).where(Statement.owner_id.in_(list(lin.organisations))).limit(2)
    batches.ask(list(db.session.scalars(mine)), lin)


@pytest.fixture(scope="module")
def tour(furnished: Flask) -> list[Stop]:
    """The addresses to visit; walking there already checks each page's HTML."""
    with furnished.app_context():
        cast = Cast(furnished)
        return stops(
            furnished,
            {who: cast.browser(who) if who else furnished.test_client() for who in READERS},
            letters=_in_letters(),
        )


def _in_letters() -> list[str]:
    """Return the secret addresses of one inventor who is asked, and of one whose invention is to be given up."""
    asked = next(one for one in db.session.scalars(select(Inventor)) if links.is_live(one))
    called = select(InventorCall).where(InventorCall.sent_on.is_not(None)).order_by(InventorCall.id.desc())
    call = db.session.scalars(called).first()
    assert call is not None
    return [f"/answer/{links.token_of(asked)}", f"/rescue/inventor/{inventors.token_of(call)}"]


@pytest.fixture(scope="module")
def portal(furnished: Flask, chromium: Browser) -> Iterator[LivePortal]:
    """The furnished portal behind a port."""
    with serve(furnished, chromium) as live:
        yield live


@pytest.mark.timeout(1800)  # the tour itself is walked here, under whatever else the machine does
def test_the_tour_misses_no_important_page(tour: list[Stop]) -> None:
    assert {stop.endpoint for stop in tour} >= MUST_BE_SEEN


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page(portal: LivePortal, tour: list[Stop], language: str, width: int) -> None:
    wrong: list[str] = []
    for who in READERS:
        with portal.page(language, width, who) as page:
            for stop in tour:
                if stop.who == who:
                    wrong += [f"{who or 'anybody'} {stop.path}: {text}" for text in _faults(page, stop)]
    assert not wrong, "\n".join(wrong)


def _faults(page: Page, stop: Stop) -> list[str]:
    heard = complaints(page)
    answer = page.goto(stop.path)
    assert answer is not None
    faults = [] if answer.status == 200 else [f"answered {answer.status}"]
    faults += axe_violations(page) + small_targets(page) + heard
    return faults + ([f"{overflow(page)} pixels too wide"] if overflow(page) > 0 else [])
