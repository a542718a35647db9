"""A test client that looks at every page it is given, whatever the test was about."""

from contextvars import Context
from typing import Any

import html5lib
from bs4 import BeautifulSoup
from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.extensions import db

_UNLABELLED_OK = {"hidden", "submit", "button", "image", "reset"}


class CheckedClient(FlaskClient):
    """Checks that each answer can be sent and that HTML parses strictly, has a title and a language, labels its fields
    and obeys the policy."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Commit what the test arranged, send the request in a context of its own, then look at the answer."""
        arranged = has_app_context()
        if arranged:
            db.session.commit()
        response = Context().run(super().open, *args, **kwargs)
        if arranged:
            db.session.expire_all()
        for name, value in response.headers:  # a server sends bytes, and ends the answer over anything else
            value.encode("latin-1"), name.encode("latin-1")
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 304, 308):
            check_page(response.get_data(as_text=True), str(args[0]) if args else "")
        return response


def check_page(html: str, where: str) -> None:
    """Raise AssertionError naming what is wrong with the page."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    errors = [error for error in parser.errors if error[1] != "expected-doctype-but-got-chars"]
    assert not errors, f"{where}: invalid HTML {errors[:3]}"
    page = BeautifulSoup(html, "html.parser")
    if page.html is None:
        return
    assert page.title is not None and page.title.get_text(strip=True), f"{where}: no title"
    assert page.html.get("lang") in ("zh-CN", "en"), f"{where}: no language"
    assert len(page.find_all("h1")) == 1, f"{where}: {len(page.find_all('h1'))} h1"
    _check_fields(page, where)
    _check_policy(page, where)


def _check_fields(page: BeautifulSoup, where: str) -> None:
    labelled = {label.get("for") for label in page.find_all("label")}
    for field in page.find_all(["input", "select", "textarea"]):
        if field.get("type") in _UNLABELLED_OK:
            continue
        named = field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
        assert named or field.find_parent("label"), f"{where}: field without a label {field}"
    ids = [tag["id"] for tag in page.find_all(id=True)]
    double = {name for name in ids if ids.count(name) > 1}
    assert not double, f"{where}: ids used twice {double}"


def _check_policy(page: BeautifulSoup, where: str) -> None:
    assert not page.find_all(style=True), f"{where}: inline style"
    for tag in page.find_all(True):
        handlers = [name for name in tag.attrs if name.startswith("on")]
        assert not handlers, f"{where}: inline handler {tag.name} {handlers}"
    for script in page.find_all("script"):
        inline = script.get("src") is None and script.get("type") not in (
            "application/ld+json",
            "application/json",
        )
        assert not inline or script.get("nonce"), f"{where}: inline script"
