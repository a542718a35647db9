"""Wherever a refusal is shown its rule stands beside it, with a link to `/rules`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.core import names, rulebook
from portal.core.errors import InputError, RuleRefusal
from portal.web import refusal_line
from portal.workflow import survey
from tests.architecture.sources import python_files, relative, templates, tree

_DOORS = {"portal/failures.py", "portal/web.py"}
_TEMPLATE_LINE = re.compile(r"sentence\((\w+)\.code, \*\*\1\.params\)")
_WITHOUT_RULE = {  # these show what cannot be read from a file or a field, which no rule refuses
    "templates/patents/preview.html",
    "templates/listings/new.html",
    "templates/accounts/notices.html",
}
_TOLD = {  # rules that are kept by what the portal does not do, or that it tells and nobody can break here
    "AML-04",
    "ANN-14",
    "ANN-15",
    "ANN-16",
    "ANN-17",
    "CAL-04",
    "CAL-05",
    "PAY-03",
}


def _caught(handler: ast.ExceptHandler) -> set[str]:
    return (
        {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)} if handler.type else set()
    )


def _bare_sentences(path: Path) -> Iterator[int]:
    """Yield the lines on which a caught refusal is turned into a sentence without its rule."""
    for handler in (node for node in ast.walk(tree(path)) if isinstance(node, ast.ExceptHandler)):
        if not _caught(handler) & {"RuleRefusal", "PortalError"}:
            continue
        for node in (inner for line in handler.body for inner in ast.walk(line)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("sentence"):
                yield node.lineno


def test_no_view_drops_the_rule_of_a_refusal() -> None:
    dropped = [
        f"{relative(path)}:{line}"
        for path in python_files()
        if relative(path) not in _DOORS
        for line in _bare_sentences(path)
    ]
    assert not dropped, f"use portal.web.refusal_line: {dropped}"


def test_every_template_links_the_rule() -> None:
    bare = []
    for path in templates():
        name = relative(path)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if _TEMPLATE_LINE.search(line) and "/rules#" not in line and name not in _WITHOUT_RULE:
                bare.append(f"{name}:{number}")
    assert not bare


def test_a_line_of_a_form_links_and_escapes(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        line = refusal_line(RuleRefusal("a <b> & c", rule_id="OL-17"))
        assert str(line) == 'a &lt;b&gt; &amp; c <a href="/rules#OL-17">OL-17</a>'
        assert str(refusal_line(InputError("plain"))) == "plain"


def test_the_error_page_links(app: Flask) -> None:
    @app.get("/refused")
    def refused() -> str:
        raise RuleRefusal("statement.not_granted", rule_id="OL-01")

    refused.access = "public"  # type: ignore[attr-defined]
    answer = app.test_client().get("/refused?lang=en")
    assert answer.status_code == 409
    assert 'href="/rules#OL-01"' in answer.text


def test_every_rule_acts_somewhere(client: FlaskClient) -> None:
    """A rule is asked by a guard, or the code that keeps it names it."""
    del client
    texts = "".join(
        path.read_text(encoding="utf-8")
        for path in [*python_files(), *(path for path in templates() if path.suffix in (".html", ".typ"))]
        if "rulebook" not in relative(path)
    )
    places = survey.places()
    idle = [
        rule.id
        for rule in rulebook.everything()
        if rule.id not in places and not re.search(rf"\b{rule.id}\b", texts)
    ]
    assert sorted(set(idle) - _TOLD) == []


def test_the_page_says_where_each_rule_acts(client: FlaskClient) -> None:
    page = client.get("/rules?lang=en").text
    assert "Open-licence statement: " in page
    silent = [
        rule.id for rule in rulebook.everything() if rule.id not in survey.places() and not str(rule.acts)
    ]
    assert not silent
    groups = {group for places in survey.places().values() for group, _step in places}
    nameless = groups - set(names.codes("rule.place"))
    assert not nameless, f"name these in rule.place: {nameless}"


@pytest.mark.parametrize(
    ("question", "there", "not_there"),
    [
        ("family=OL", "OL-12", "NUM-01"),
        ("mark=P", "LST-08", "OL-12"),
        ("q=ol-12", "OL-12", "OL-13"),
        ("q=zzzz", "", "OL-12"),
        ("family=OL&mark=V", "OL-01", "OL-12"),
    ],
)
def test_rules_are_filtered(client: FlaskClient, question: str, there: str, not_there: str) -> None:
    page = client.get(f"/rules?{question}&lang=en").text
    assert f'id="{there}"' in page or not there
    assert f'id="{not_there}"' not in page
