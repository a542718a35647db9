"""The pages of no feature shut nobody out, fit a phone, and break nothing of the content security policy."""

import pytest

from tests.browser.live import LANGUAGES, WIDTHS, LivePortal
from tests.browser.looks import axe_violations, complaints, overflow, small_targets

PAGES = ("/", "/about", "/help", "/privacy", "/accessibility", "/no-such-page", "/development/mail")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_general_pages(live: LivePortal, language: str, width: int) -> None:
    with live.page(language, width) as page:
        heard = complaints(page)
        for path in PAGES:
            page.goto(path)
            assert axe_violations(page) == [], path
            assert overflow(page) <= 0, path
            assert small_targets(page) == [], path
        assert heard == []


@pytest.mark.parametrize("path", ["/", "/help", "/accessibility"])
def test_reflow_at_320_pixels(live: LivePortal, path: str) -> None:
    with live.page("en", 320) as page:
        page.goto(path)
        assert overflow(page) <= 0


def test_language_switch_keeps_the_page(live: LivePortal) -> None:
    with live.page("zh", scripts=False) as page:
        page.goto("/help")
        page.get_by_role("link", name="English").click()
        assert page.url.startswith(f"{live.url}/help")
        assert page.locator("h1").inner_text() == "Help"
        page.goto("/about")
        assert page.locator("html").get_attribute("lang") == "en"


def test_skip_link_is_the_first_stop(live: LivePortal) -> None:
    with live.page("en") as page:
        page.goto("/help")
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("href") == "#main"
        page.keyboard.press("Enter")
        assert page.locator(":focus").get_attribute("id") == "main"


def test_menu_of_the_person_closes_on_escape(live: LivePortal) -> None:
    with live.page("en", who="lin") as page:
        page.goto("/help")
        menu = page.locator("details.account-menu")
        menu.locator("summary").click()
        assert menu.get_attribute("open") is not None
        page.keyboard.press("Escape")
        assert menu.get_attribute("open") is None
        assert page.locator(":focus").evaluate("e => e.tagName") == "SUMMARY"
