"""Every route says who may come in, has an address in one style, and reads without writing."""

import re

import pytest
from flask import Flask

from portal.access.permissions import Verb
from portal.access.policy import TABLE
from portal.access.routes import PUBLIC, SIGNED_IN, declared_access

_STYLE = re.compile(r"^(/|(/[a-z0-9.-]+|/<[a-z_:]+>|/<(?:path|int|uuid):[a-z_]+>)+)$")


def _endpoints(app: Flask) -> list[str]:
    return sorted({rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint != "static"})


def test_every_route_declares_access(app: Flask) -> None:
    known = {PUBLIC, SIGNED_IN, *Verb}
    undeclared = [name for name in _endpoints(app) if declared_access(app, name) not in known]
    assert not undeclared


def test_addresses_have_one_style(app: Flask) -> None:
    odd = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and not _STYLE.match(rule.rule)
    ]
    assert not odd


def test_every_verb_is_in_the_table() -> None:
    assert set(TABLE) == set(Verb)
    assert all(TABLE[verb] for verb in Verb)


def test_an_undeclared_route_is_closed(app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def forgotten() -> str:
        return "open"

    app.view_functions["forgotten"] = forgotten
    app.url_map.add(app.url_rule_class("/forgotten", endpoint="forgotten", methods={"GET"}))
    assert app.test_client().get("/forgotten").status_code == 500


@pytest.mark.parametrize("path", ["/", "/search", "/help"])
def test_the_menu_leads_somewhere(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 200
