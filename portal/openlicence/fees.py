"""What a statement's fee says in words, and what of it is due when the licence begins."""

from typing import Any

from flask_babel import gettext

from portal.core import names
from portal.core.i18n import in_language
from portal.core.money import format_money
from portal.openlicence.models import Statement


def _(text: str, **values: Any) -> str:
    """Return the translation: flask_babel has no types."""
    return str(gettext(text, **values))


def due_at_start(statement: Statement) -> int:
    """Return what is due with the notice, in minor units of the statement's currency (OL-17)."""
    if statement.fee_way == "lump_sum":
        return statement.amount or 0
    if statement.fee_way == "instalments":
        return sum(row["amount"] for row in statement.instalments if row["months"] == 0)
    return (statement.entry_fee or 0) if statement.fee_way == "entry_royalty" else 0


def _money(amount: int | None, statement: Statement) -> str:
    return format_money(amount or 0, statement.currency)


def _rate(statement: Statement) -> str:
    percent = f"{(statement.royalty_rate or 0) / 100:g}"
    base = names.name("statement.royalty_base", statement.royalty_base)
    return _("%(percent)s%% of %(base)s", percent=percent, base=base)


def fee_words(statement: Statement) -> str:
    """Return the fee's method and standard in the language that is being written."""
    way = statement.fee_way
    if way == "lump_sum":
        return _("Lump sum, %(amount)s", amount=_money(statement.amount, statement))
    if way == "instalments":
        parts = [instalment_words(row, statement) for row in statement.instalments]
        total = _money(statement.amount, statement)
        return _("By instalments, %(amount)s in all: %(parts)s", amount=total, parts=_("; ").join(parts))
    if way == "entry_royalty":
        entry = _money(statement.entry_fee, statement)
        return _("Entry fee %(amount)s, then %(rate)s", amount=entry, rate=_rate(statement))
    if way == "royalty":
        return _("Royalty, %(rate)s", rate=_rate(statement))
    return names.name("statement.fee_way", way)


def instalment_words(row: dict[str, int], statement: Statement) -> str:
    """Return one instalment in words."""
    amount = _money(row["amount"], statement)
    if row["months"] == 0:
        return _("%(amount)s at the start", amount=amount)
    return _("%(amount)s after %(months)s months", amount=amount, months=row["months"])


def fee_words_in(statement: Statement, language: str) -> str:
    """Return the fee's method and standard in `language`, for documents and frozen terms."""
    with in_language(language):
        return fee_words(statement)
