"""What a statement's fee says in words, part by part, and what of it is due when the licence begins."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from flask_babel import gettext

from portal.core import names
from portal.core.i18n import in_language
from portal.core.money import format_money
from portal.openlicence.models import Statement


def _(text: str, **values: Any) -> str:
    """Return the translation: flask_babel has no types."""
    return str(gettext(text, **values))


@dataclass(frozen=True)
class Fee:
    """The fee of frozen terms, under the names that a statement has for them."""

    fee_way: str
    currency: str = "CNY"
    amount: int | None = None
    entry_fee: int | None = None
    royalty_rate: int | None = None
    royalty_base: str | None = None
    instalments: tuple[dict[str, int], ...] = ()
    due_days: int = 0
    base_text: str = ""
    settle_every: str = "year"
    settle_days: int = 0
    royalty_floor: int | None = None
    royalty_ceiling: int | None = None
    audit_text: str = ""
    payment_zh: str = ""
    payment_en: str = ""

    @classmethod
    def read(cls, frozen: Mapping[str, Any]) -> "Fee":
        """Return the fee of terms as `terms.freeze` keeps them."""
        known = {one.name for one in fields(cls)} & frozen.keys()
        return cls(fee_way=frozen["way"], **{name: frozen[name] for name in known})


Priced = Statement | Fee


def due_at_start(statement: Priced) -> int:
    """Return what is due with the notice, in minor units of the statement's currency (OL-17)."""
    if statement.fee_way == "lump_sum":
        return statement.amount or 0
    if statement.fee_way == "instalments":
        return sum(row["amount"] for row in statement.instalments if row["months"] == 0)
    return (statement.entry_fee or 0) if statement.fee_way == "entry_royalty" else 0


def _money(amount: int | None, statement: Priced) -> str:
    return format_money(amount or 0, statement.currency)


def _rate(statement: Priced) -> str:
    percent = f"{(statement.royalty_rate or 0) / 100:g}"
    base = names.name("statement.royalty_base", statement.royalty_base)
    return _("%(percent)s%% of %(base)s", percent=percent, base=base)


def fee_words(statement: Priced) -> str:
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


def instalment_words(row: dict[str, int], statement: Priced) -> str:
    """Return one instalment in words."""
    amount = _money(row["amount"], statement)
    if row["months"] == 0:
        return _("%(amount)s at the start", amount=amount)
    return _("%(amount)s after %(months)s months", amount=amount, months=row["months"])


def parts(statement: Priced) -> list[tuple[str, str]]:
    """Return (what, words) of all else that the fee is computed and paid by, in the language that is being written.

    A licensee owes what these say as much as the rate (OL-13), so they stand wherever the fee does.
    """
    found = []
    if due_at_start(statement):
        found.append((_("To be paid within"), _("%(n)s days of the notice", n=statement.due_days)))
    if statement.fee_way not in ("royalty", "entry_royalty"):
        return found
    every = names.name("statement.settlement", statement.settle_every)
    found += [
        (_("What the royalty is computed from"), statement.base_text),
        (
            _("When it is settled"),
            _("once in %(time)s, within %(n)s days of its end", time=every, n=statement.settle_days),
        ),
    ]
    bounds = ((_("At least"), statement.royalty_floor), (_("At most"), statement.royalty_ceiling))
    for words, bound in bounds:
        if bound is not None:
            found.append((words, _("%(amount)s for each such time", amount=_money(bound, statement))))
    return [*found, (_("Who may look into the accounts"), statement.audit_text)]


def parts_in(statement: Priced, language: str) -> list[tuple[str, str]]:
    """Return the parts in `language`, for documents and frozen terms."""
    with in_language(language):
        return parts(statement)


def fee_words_in(statement: Priced, language: str) -> str:
    """Return the fee's method and standard in `language`, for documents and frozen terms."""
    with in_language(language):
        return fee_words(statement)
