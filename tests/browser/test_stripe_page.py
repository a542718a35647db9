"""Out to the payment service's own origin and back, in Chromium, under the portal's content security policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from portal import create_app, security
from portal.extensions import db
from tests.browser.live import LANGUAGES, LivePortal, serve
from tests.browser.looks import complaints
from tests.conftest import settings_for
from tests.functional.payment_world import put_payment, stripe_settings
from tests.peers.stripe_peer import StripePeer, to_url

ARRIVED = {"zh": "款项已到账", "en": "Your payment has arrived"}


@pytest.fixture
def peer() -> Iterator[StripePeer]:
    with StripePeer().running() as running:
        yield running


@pytest.fixture
def live(chromium: Browser, peer: StripePeer, database_url: str, tmp_path: Path) -> Iterator[LivePortal]:
    app = create_app(settings_for(tmp_path, database_url, **stripe_settings(peer.url)))
    with serve(app, chromium) as portal:
        yield portal


def press_pay(page: Page, live: LivePortal) -> str:
    """Go to a payment and press the button that leads to the payment service; return its address here."""
    with live.app.app_context():
        path = f"/payments/{put_payment().public_id}"
        db.session.remove()
    page.goto(path)
    page.locator("main form[action$='/checkout'] button").click()
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_out_and_back(live: LivePortal, peer: StripePeer, language: str) -> None:
    with live.page(language, 390, "qian") as page:
        path = press_pay(page, live)
        page.wait_for_url(f"{peer.url}/c/pay/*")
        page.get_by_role("button", name="Pay with alipay").click()
        page.wait_for_url(f"{live.url}{path}/returned")
        assert not complaints(page)
        assert set(peer.deliver(to_url(f"{live.url}/webhooks/stripe"))) == {200}
        live.work()
        expect(page.locator("h1")).to_have_text(ARRIVED[language], timeout=20_000)
        assert not complaints(page)


def test_control_a_policy_without_the_origin_stops_the_payer(
    live: LivePortal, peer: StripePeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(security, "_form_targets", [])
    with live.page("en", 1280, "qian") as page:
        path = press_pay(page, live)
        page.wait_for_timeout(1500)
        assert page.url == f"{live.url}{path}"
