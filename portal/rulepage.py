"""The page of rules: each with its source, how well that was checked, its figures, and where the portal asks for it."""

from collections.abc import Iterator
from typing import Any

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from portal.access.routes import public
from portal.core import clock, names, rulebook
from portal.core.citations import in_readers_words
from portal.core.names import register_names
from portal.core.rulebook import Rule
from portal.pages import pages
from portal.parameters import sheets
from portal.parameters.said import figures_of
from portal.workflow import survey

_MAX_WORDS = 100
register_names(
    "rule.mark",
    {
        "V": _l("verified against the primary text"),
        "V2": _l("verified against a second text"),
        "M": _l("from memory, to be checked"),
        "P": _l("Rule of this portal"),
    },
)
register_names(
    "rule.place",
    {
        "broker": _l("Broker"),
        "broker_request": _l("Wish for a broker"),
        "deal": _l("Deal"),
        "intention": _l("Intention to give a patent up"),
        "inventory_item": _l("Patent of an inventory"),
        "inventory_round": _l("Inventory"),
        "listing": _l("Listing"),
        "organisation": _l("Organisation"),
        "payment": _l("Payment"),
        "reserve_item": _l("Patent in a reserve"),
        "statement": _l("Open-licence statement"),
        "takeover": _l("Takeover"),
        "tradability": _l("The check of what may be done with a patent"),
    },
)
register_names(
    "rule.family",
    {
        "NUM": _l("Patent numbers"),
        "PUB": _l("Publication numbers"),
        "CLS": _l("Classification"),
        "EP": _l("European patents"),
        "US": _l("United States patents"),
        "WO": _l("International applications"),
        "FAM": _l("Patent families"),
        "TRM": _l("Term of protection"),
        "CAL": _l("Periods and working days"),
        "LS": _l("Legal status"),
        "ANN": _l("Annual fees"),
        "SLP": _l("Sleeping patents"),
        "ABN": _l("Abandoned patents"),
        "RSV": _l("Rescue and reserve"),
        "OL": _l("Open licence"),
        "LST": _l("Listings"),
        "LIC": _l("Licences"),
        "REC": _l("Recordal"),
        "ASG": _l("Assignment"),
        "COO": _l("Co-owners"),
        "PLG": _l("Pledge"),
        "EXP": _l("Technology export"),
        "EQU": _l("Equity contribution"),
        "UNI": _l("Universities and public institutes"),
        "SOE": _l("State-owned enterprises"),
        "EMP": _l("Service inventions"),
        "RWD": _l("Rewards"),
        "UFP": _l("Use first, pay later"),
        "TCR": _l("Registration of technology contracts"),
        "TAX": _l("Taxes"),
        "VAL": _l("Valuation"),
        "RSK": _l("Shared risk"),
        "BRK": _l("Brokers"),
        "KYC": _l("Identity"),
        "AML": _l("Money laundering"),
        "PAY": _l("Payment"),
        "INV": _l("Checks on every record"),
        "ABT": _l("Abnormal trading"),
        "PII": _l("Personal data"),
        "ESG": _l("Electronic signatures"),
        "SEC": _l("Secrecy"),
    },
)


@pages.get("/rules")
@public
def rules() -> ResponseReturnValue:
    """Show every rule that the portal enforces, or those of `?family=`, with `?mark=`, that hold the words of `?q=`."""
    family, mark = request.args.get("family", ""), request.args.get("mark", "")
    words = request.args.get("q", "").strip()[:_MAX_WORDS]
    everything = rulebook.everything()
    chosen = [rule for rule in everything if _is_wanted(rule, family, mark, words)]
    return render_template(
        "pages/rules.html",
        groups=_by_family(chosen),
        families=[code for code, _rules in _by_family(everything)],
        total=len(everything),
        shown=len(chosen),
        family=family,
        mark=mark,
        q=words,
    )


def family_of(rule: Rule) -> str:
    """Return the code of `rule.family` that a rule belongs to."""
    return rule.id.split("-")[0]


def _is_wanted(rule: Rule, family: str, mark: str, words: str) -> bool:
    said = f"{rule.id} {rule.text} {rule.source} {in_readers_words(rule.source)}".lower()
    return family in ("", family_of(rule)) and mark in ("", rule.mark) and words.lower() in said


def _by_family(chosen: list[Rule]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return (family, its rules as rows) in the order of the families' names, families without a name last."""
    found: dict[str, list[dict[str, Any]]] = {code: [] for code in names.codes("rule.family")}
    asked = survey.places()
    for rule in chosen:
        row = {"rule": rule, "figures": list(_figures(rule)), "places": _places(asked.get(rule.id, []))}
        found.setdefault(family_of(rule), []).append(row)
    return [(code, rows) for code, rows in found.items() if rows]


def _figures(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    """Yield (key, today's value in words) for each figure that the rule is computed with."""
    for key in figures_of(rule):
        yield key, sheets.line(key, clock.today()).words


def _places(asked: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Return (what the lifecycle moves, its steps) in words."""
    found: dict[str, list[str]] = {}
    for group, step in asked:
        steps = found.setdefault(names.name("rule.place", group), [])
        words = names.name(f"{group}.step", step) if step else ""
        if words and words not in steps:
            steps.append(words)
    return list(found.items())


def install(app: Flask) -> None:
    """Bind the pages of no feature, this one among them, to the application."""
    app.register_blueprint(pages)
