"""What browser tests share: Chromium, the portal behind a port, a place for pictures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from portal import create_app
from tests.browser.live import LivePortal, chromium_arguments, chromium_path, picture_folder, serve
from tests.conftest import settings_for


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as needing a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium; without one the test is skipped and says what it did not prove."""
    path = chromium_path()
    if path is None:
        pytest.skip(
            "NOT PROVEN: no Chromium here, pages were not looked at (install chromium or set CHROMIUM)"
        )
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=chromium_arguments())
        yield browser
        browser.close()


@pytest.fixture
def live(chromium: Browser, database_url: str, tmp_path: Path) -> Iterator[LivePortal]:
    """The portal behind a port, on a database of its own that holds the cast."""
    app = create_app(settings_for(tmp_path, database_url))
    with serve(app, chromium) as portal:
        yield portal


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that pictures of pages go to."""
    return picture_folder(tmp_path_factory.mktemp("pictures"))
