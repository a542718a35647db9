"""The portal behind a real port, and browsers in which somebody of the cast is signed in."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Thread

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from portal.accounts.models import UserSession
from portal.accounts.sessions import COOKIE_NAME, hash_token
from portal.core import clock
from portal.demo.cast import person
from portal.extensions import db
from portal.jobs import worker

LANGUAGES = ("zh", "en")
WIDTHS = (390, 1280)
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str | None:
    """Return the Chromium to drive: the setting CHROMIUM, else one on the path, else None."""
    return os.environ.get("CHROMIUM") or next(
        (found for name in _NAMES if (found := shutil.which(name))), None
    )


def chromium_arguments() -> list[str]:
    """Return the options that keep the browser alone with the portal."""
    return list(_ARGUMENTS)


@dataclass(frozen=True)
class LivePortal:
    """A portal that answers at `url`, with its database and worker at hand."""

    app: Flask
    url: str
    browser: Browser

    def work(self) -> int:
        """Do every job that is due now."""
        with self.app.app_context():
            return worker.run_until_idle()

    def context(
        self, language: str = "zh", width: int = 1280, who: str = "", scripts: bool = True
    ) -> BrowserContext:
        """Return a fresh browser window; `who` is a key of the cast who is signed in, or nobody."""
        window = self.browser.new_context(
            base_url=self.url,
            viewport={"width": width, "height": 900},
            locale="zh-CN" if language == "zh" else "en-GB",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        window.add_cookies([{"name": "session", "value": self._session(language, who), "url": self.url}])
        return window

    @contextmanager
    def page(
        self, language: str = "zh", width: int = 1280, who: str = "", scripts: bool = True
    ) -> Iterator[Page]:
        """Open a page in a window of its own and close both afterwards."""
        window = self.context(language, width, who, scripts)
        try:
            yield window.new_page()
        finally:
            window.close()

    def _session(self, language: str, who: str) -> str:
        content = {"language": language}
        if who:
            content[COOKIE_NAME] = self._sign_in(who)
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return str(signer.dumps(content))

    def _sign_in(self, who: str) -> str:
        token = f"browser token of {who} {clock.now().isoformat()}"
        with self.app.app_context():
            ends = clock.now() + timedelta(days=1)
            db.session.add(UserSession(token_hash=hash_token(token), user_id=person(who).id, expires_at=ends))
            db.session.commit()
        return token


@contextmanager
def serve(app: Flask, browser: Browser) -> Iterator[LivePortal]:
    """Serve `app` on a free port of this machine until the block ends."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield LivePortal(app, f"http://127.0.0.1:{server.server_port}", browser)
    finally:
        server.shutdown()
        thread.join()


def picture_folder(fallback: Path) -> Path:
    """Return where pictures go: AWAKEN_PICTURES where it is set, else `fallback`."""
    folder = Path(os.environ.get("AWAKEN_PICTURES") or fallback)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
