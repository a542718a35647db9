"""No form of the portal can be sent from somewhere else: every POST route wants the page's token."""

import pytest
from flask import Flask

from tests.cast import Cast

_WITHOUT = {"static"}
_SIGNED_BY_SENDER = "/webhooks/"


def _posts(app: Flask) -> list[str]:
    found = []
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or set()) and rule.endpoint not in _WITHOUT:
            values = {name: "1" if "int" in str(rule) else "x" for name in rule.arguments}
            found.append(app.url_map.bind("localhost").build(rule.endpoint, values, method="POST"))
    return sorted(set(found))


@pytest.mark.parametrize("who", ["", "gao"])
def test_every_post_without_a_token_is_refused(app: Flask, cast: Cast, who: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    browser = cast.browser(who) if who else app.test_client()
    paths = [path for path in _posts(app) if not path.startswith(_SIGNED_BY_SENDER)]
    assert len(paths) > 15
    answers = {path: browser.post(path).status_code for path in paths}
    assert {path: status for path, status in answers.items() if status != 400} == {}


def test_a_token_of_another_browser_is_refused(app: Flask, cast: Cast) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    page = cast.browser("okoro").get("/account").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert len(token) > 20
    sent = {"csrf_token": token, "name": "X", "language": "en"}
    assert cast.browser("lin").post("/account", data=sent).status_code == 400


def test_the_form_itself_is_accepted(app: Flask, cast: Cast) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    browser = cast.browser("lin")
    page = browser.get("/account").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = {"csrf_token": token, "name": "林晓澄", "language": "en"}
    assert browser.post("/account", data=sent).status_code == 303
