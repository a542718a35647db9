"""The values of a snapshot as lines that people can compare."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from portal.core.money import format_money
from portal.core.names import name
from portal.extensions import db
from portal.listings import pricing, rules
from portal.listings.models import ListingMode
from portal.patents.models import Patent


def lines(field: str, value: Any) -> list[str]:
    """Return a field's value in a snapshot as lines; nothing where it is empty."""
    if value is None or value == "" or value == [] or value == {}:
        return []
    if field == "patents":
        return _patents(value)
    if field == "modes":
        return [line for mode, terms in value.items() for line in _mode(mode, terms)]
    if field == "files":
        return [f"{file['name']} ({name('listing.file_level', file['level'])})" for file in value]
    return _plain(field, value)


def field_name(field: str) -> str:
    """Return the words for a field of a snapshot, with its language where it has one."""
    stem, _dash, language = field.rpartition("_")
    if language in ("zh", "en"):
        written = _("Chinese") if language == "zh" else _("English")
        return str(_("%(field)s (%(language)s)", field=name("listing.field", stem), language=written))
    return name("listing.field", field)


def _plain(field: str, value: Any) -> list[str]:
    if field == "stream":
        return [name("listing.stream", value)]
    if field == "trl":
        return [name("listing.trl", str(value))]
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    return str(value).splitlines()


def _patents(public_ids: list[str]) -> list[str]:
    found = db.session.scalars(select(Patent).where(Patent.public_id.in_(public_ids)))
    return sorted(rules.number_of(patent) for patent in found)


def _mode(mode: str, terms: dict[str, Any]) -> list[str]:
    row = ListingMode(mode=mode, **terms)
    title = name("listing.mode", mode)
    told = [f"{title}: {price_words(row)}"]
    if row.period_months:
        told.append(_("%(mode)s: %(months)s months", mode=title, months=row.period_months))
    told += [f"{title}: {text}" for text in (row.field_zh, row.field_en, row.terms_zh, row.terms_en) if text]
    if row.sublicence:
        told.append(_("%(mode)s: sublicences allowed", mode=title))
    return told


def price_words(mode: ListingMode) -> str:
    """Return a mode's price in one line, exact figures."""
    if mode.fee_way in ("lump_sum", "instalments") and mode.amount:
        parts = [name("fee.way", mode.fee_way), format_money(mode.amount, mode.currency)]
        return " ".join(parts + pricing.instalment_words(mode))
    if mode.fee_way == "entry_royalty" and mode.entry_fee:
        return f"{format_money(mode.entry_fee, mode.currency)} + {pricing.royalty_words(mode)}"
    return pricing.royalty_words(mode) if mode.fee_way == "royalty" else name("fee.way", mode.fee_way)
