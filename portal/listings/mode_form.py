"""The form of one way of having a listing: its kind of fee, its price and its terms."""

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, IntegerField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import Length, NumberRange, Optional

from portal.core import money, names
from portal.core.errors import InputError
from portal.listings import rules
from portal.listings.models import ListingMode
from portal.listings.service import Terms

CURRENCIES = ("CNY", "USD", "EUR")
LONG = 8000


def squeeze(value: str | None) -> str:
    return (value or "").replace("\r\n", "\n").strip()


class ModeForm(Form):  # type: ignore[misc]  # wtforms has no types
    """One way of having the listing. Amounts are typed in main units, rates in per cent."""

    offered = BooleanField(_l("Offer this way"))
    fee_way = SelectField(_l("Kind of fee"))
    currency = SelectField(_l("Currency"), choices=[(code, code) for code in CURRENCIES], default="CNY")
    amount = StringField(_l("Lump sum"), filters=[squeeze], validators=[Length(max=40)])
    instalments = TextAreaField(_l("Instalments"), filters=[squeeze], validators=[Length(max=1000)])
    entry_fee = StringField(_l("Entry fee"), filters=[squeeze], validators=[Length(max=40)])
    royalty_rate = StringField(_l("Royalty in per cent"), filters=[squeeze], validators=[Length(max=10)])
    royalty_base = SelectField(_l("Royalty is a share"))
    period_months = IntegerField(_l("Period in months"), validators=[Optional(), NumberRange(1, 240)])
    territory = SelectField(_l("Territory"), default="CN")
    sublicence = BooleanField(_l("The licensee may give sublicences"))
    field_zh = StringField(_l("Field of use (Chinese)"), filters=[squeeze], validators=[Length(max=500)])
    field_en = StringField(_l("Field of use (English)"), filters=[squeeze], validators=[Length(max=500)])
    terms_zh = TextAreaField(_l("Other terms (Chinese)"), filters=[squeeze], validators=[Length(max=LONG)])
    terms_en = TextAreaField(_l("Other terms (English)"), filters=[squeeze], validators=[Length(max=LONG)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mode = kwargs.get("prefix", "").rstrip("-")
        self.fee_way.choices = [(way, names.name("fee.way", way)) for way in rules.WAYS.get(mode, ())]
        self.royalty_base.choices = [("", "—"), *names.choices("fee.base")]
        self.territory.choices = names.choices("listing.territory")

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at the fields only where the way is offered."""
        return bool(super().validate(extra_validators)) if self.offered.data else True

    def validate_amount(self, field: Any) -> None:
        """Read the amount."""
        _amount(field, self.currency.data)

    validate_entry_fee = validate_amount

    def validate_royalty_rate(self, field: Any) -> None:
        """Read the rate."""
        _rate(field.data)

    def validate_instalments(self, field: Any) -> None:
        """Read the instalments."""
        _instalments(field.data, self.currency.data)

    def terms(self, mode: str) -> Terms:
        """Return what was entered; what the kind of fee does not use is left out."""
        way, currency = self.fee_way.data, self.currency.data
        parts = _instalments(self.instalments.data, currency) if way == "instalments" else []
        royal = way in ("royalty", "entry_royalty")
        return Terms(
            mode=mode,
            fee_way=way,
            currency=currency,
            amount=sum(part["amount"] for part in parts)
            or (_amount(self.amount, currency) if way == "lump_sum" else None),
            entry_fee=_amount(self.entry_fee, currency) if way == "entry_royalty" else None,
            royalty_rate=_rate(self.royalty_rate.data) if royal else None,
            royalty_base=(self.royalty_base.data or None) if royal else None,
            instalments=parts,
            period_months=self.period_months.data,
            territory=self.territory.data,
            sublicence=self.sublicence.data and mode != "open_licence",
            field_zh=self.field_zh.data,
            field_en=self.field_en.data,
            terms_zh=self.terms_zh.data,
            terms_en=self.terms_en.data,
        )


def _amount(field: Any, currency: str) -> int | None:
    return _parsed(field.data, currency) if field.data else None


def _parsed(text: str, currency: str) -> int:
    """Read an amount; a made-up currency is refused at its own field."""
    try:
        return money.parse_amount(text, currency if currency in CURRENCIES else "CNY")
    except InputError as error:
        raise ValidationError(names.sentence(error.code, **error.params)) from error


def _rate(text: str | None) -> int | None:
    """Read per cent as basis points."""
    if not text:
        return None
    try:
        return money.parse_rate(text)
    except InputError as error:
        raise ValidationError(names.sentence(error.code)) from error


def _instalments(text: str | None, currency: str) -> list[dict[str, int]]:
    """Read lines of `amount months`."""
    found = []
    for line in (text or "").splitlines():
        amount, _space, months = line.strip().rpartition(" ")
        if not line.strip():
            continue
        if not amount or not months.isascii() or not months.isdigit() or int(months[:4]) > 240:
            raise ValidationError(names.sentence("listing.bad_instalments"))
        found.append({"amount": _parsed(amount, currency), "months": int(months)})
    return found


def filled_in(mode: ListingMode) -> dict[str, Any]:
    """Return what the form shows of a mode: amounts in main units, rates in per cent."""

    def major(minor: int | None) -> str:
        return "" if minor is None else f"{money.to_major(minor, mode.currency).normalize():f}"

    return {
        "offered": True,
        "fee_way": mode.fee_way,
        "currency": mode.currency,
        "amount": major(mode.amount) if mode.fee_way == "lump_sum" else "",
        "entry_fee": major(mode.entry_fee),
        "royalty_rate": f"{Decimal(mode.royalty_rate) / 100:f}" if mode.royalty_rate else "",
        "royalty_base": mode.royalty_base or "",
        "instalments": "\n".join(f"{major(part['amount'])} {part['months']}" for part in mode.instalments),
        "period_months": mode.period_months,
        "territory": mode.territory,
        "sublicence": mode.sublicence,
        "field_zh": mode.field_zh,
        "field_en": mode.field_en,
        "terms_zh": mode.terms_zh,
        "terms_en": mode.terms_en,
    }
