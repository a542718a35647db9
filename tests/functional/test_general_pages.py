"""The pages of no feature, and the pages of every failure, read whole in both languages and lead on."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template
from flask.testing import FlaskClient

from portal.failures import PAGES
from tests.pages import check_page

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PATHS = ("/", "/about", "/help", "/privacy", "/accessibility", "/development/mail", "/no-such-page")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def visible_text(html: bytes) -> str:
    """Return the text of a page without what is marked as being in another language."""
    page = BeautifulSoup(html, "html.parser")
    for marked in page.find_all(["script", "style"]) + page.body.find_all(lang=True):
        marked.decompose()
    return page.body.get_text(" ", strip=True)


@pytest.mark.parametrize("path", PATHS)
def test_english_page_holds_no_chinese(client: FlaskClient, path: str) -> None:
    assert not _CHINESE.search(visible_text(client.get(path, query_string={"lang": "en"}).data))


@pytest.mark.parametrize("path", PATHS)
def test_chinese_page_holds_no_english_sentence(client: FlaskClient, path: str) -> None:
    text = visible_text(client.get(path, query_string={"lang": "zh"}).data)
    assert not re.search(r"(?:\b[A-Za-z]{2,}\b[ ,]+){3}", text)


@pytest.mark.parametrize("status", PAGES)
def test_every_failure_has_a_page_with_a_way_on(app: Flask, status: int) -> None:
    with app.test_request_context("/"):
        html = render_template(f"errors/{status}.html", message="", rule_id=None)
    check_page(html, str(status))
    assert BeautifulSoup(html, "html.parser").main.find("a", href="/")


def test_refusal_names_its_rule(app: Flask) -> None:
    with app.test_request_context("/"):
        html = render_template("errors/409.html", message="No.", rule_id="OL-08")
    assert BeautifulSoup(html, "html.parser").find("a", href="/rules#OL-08")


def test_page_of_a_breakdown_needs_nothing_of_the_portal() -> None:
    source = (TEMPLATES / "errors" / "500.html").read_text("utf-8")
    assert "extends" not in source
    assert "_(" not in source
    assert "url_for" not in source


def test_message_is_shown_once_and_said_aloud(app: Flask, client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["_flashes"] = [("error", "It did not work.")]
    first = BeautifulSoup(client.get("/help").data, "html.parser")
    assert first.find(role="alert").get_text(strip=True) == "It did not work."
    assert BeautifulSoup(client.get("/help").data, "html.parser").find(role="alert") is None


def test_language_asked_for_is_remembered(client: FlaskClient) -> None:
    client.get("/help", query_string={"lang": "en"})
    assert BeautifulSoup(client.get("/about").data, "html.parser").html["lang"] == "en"
    client.get("/help", query_string={"lang": "xx"})
    assert BeautifulSoup(client.get("/about").data, "html.parser").html["lang"] == "en"
