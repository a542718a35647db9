"""The forms of a statement: its content, its announcement, its withdrawal."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from portal.accounts.forms import DayField, PortalForm
from portal.core import money, names
from portal.core.errors import InputError
from portal.openlicence.models import FEE_WAYS, Statement

_LONG = 8000
_FILL_IN = _l("Fill this in.")


def tidy(value: str | None) -> str:
    """Return the text without space at its ends and with plain line ends."""
    return (value or "").replace("\r\n", "\n").strip()


def _text(label: Any, language: str) -> TextAreaField:
    return TextAreaField(label, filters=[tidy], validators=[Length(max=_LONG)], render_kw={"lang": language})


class StatementForm(PortalForm):
    """What a holder writes in a statement. Amounts are typed in yuan, rates in per cent."""

    version = HiddenField()
    regime = SelectField(_l("Scheme"), validators=[InputRequired(_FILL_IN)])
    fee_way = SelectField(_l("Kind of fee"), validators=[InputRequired(_FILL_IN)])
    amount = StringField(_l("Lump sum in yuan"), filters=[tidy], validators=[Length(max=40)])
    instalments = TextAreaField(_l("Instalments"), filters=[tidy], validators=[Length(max=1000)])
    entry_fee = StringField(_l("Entry fee in yuan"), filters=[tidy], validators=[Length(max=40)])
    royalty_rate = StringField(_l("Royalty in per cent"), filters=[tidy], validators=[Length(max=10)])
    royalty_base = SelectField(_l("Royalty is taken of"), default="")
    due_days = IntegerField(
        _l("Days to pay after the notice"),
        default=30,
        validators=[InputRequired(_FILL_IN), NumberRange(1, 365)],
    )
    payment_zh = _text(_l("How to pay, in Chinese"), "zh-CN")
    payment_en = _text(_l("How to pay, in English"), "en")
    period_from = DayField(_l("First day of the licence period"), validators=[Optional()])
    period_to = DayField(_l("Last day of the licence period"), validators=[Optional()])
    plain_zh = _text(_l("The terms in plain Chinese"), "zh-CN")
    plain_en = _text(_l("The terms in plain English"), "en")
    legal_zh = _text(_l("The legal terms in Chinese"), "zh-CN")
    legal_en = _text(_l("The legal terms in English"), "en")
    contact = StringField(_l("Contact for licensees"), filters=[tidy], validators=[Length(max=300)])
    note = TextAreaField(_l("Note on the basis of the fee"), filters=[tidy], validators=[Length(max=4000)])
    base_text = TextAreaField(
        _l("What the royalty is computed from"), filters=[tidy], validators=[Length(max=1000)]
    )
    settle_every = SelectField(_l("Settled once in"), validators=[InputRequired(_FILL_IN)])
    settle_days = IntegerField(
        _l("Days to pay after that"), default=31, validators=[InputRequired(_FILL_IN), NumberRange(1, 366)]
    )
    royalty_floor = StringField(_l("Least royalty for that time, in yuan"), filters=[tidy])
    royalty_ceiling = StringField(_l("Most royalty for that time, in yuan"), filters=[tidy])
    audit_text = TextAreaField(
        _l("Who may look into the accounts"), filters=[tidy], validators=[Length(max=1000)]
    )
    agency = StringField(_l("Patent agency that files"), filters=[tidy], validators=[Length(max=200)])
    undertaking = BooleanField(
        _l(
            "We undertake: the patent is in force and its fees are paid; there is no exclusive or sole licence, no "
            "dispute, no preservation, no pledge without consent, and nothing else that hinders its use."
        )
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regime.choices = names.choices("statement.regime")
        self.fee_way.choices = names.choices("statement.fee_way")
        self.settle_every.choices = names.choices("statement.settlement")
        self.royalty_base.choices = [("", "—"), *names.choices("statement.royalty_base")]

    def validate_amount(self, field: Any) -> None:
        """Read the amount."""
        _amount(field.data)

    validate_entry_fee = validate_amount
    validate_royalty_floor = validate_amount
    validate_royalty_ceiling = validate_amount

    def validate_royalty_rate(self, field: Any) -> None:
        """Read the rate."""
        _rate(field.data)

    def validate_instalments(self, field: Any) -> None:
        """Read the instalments."""
        _instalments(field.data)

    def fields(self) -> dict[str, Any]:
        """Return the statement's fields; what the kind of fee does not use is left out."""
        way = self.fee_way.data
        parts = _instalments(self.instalments.data) if way == "instalments" else []
        royal = way in ("royalty", "entry_royalty")
        same = ("regime", "fee_way", "due_days", "payment_zh", "payment_en", "period_from", "period_to")
        texts = ("plain_zh", "plain_en", "legal_zh", "legal_en", "contact", "note", "agency", "undertaking")
        formula = ("base_text", "settle_every", "settle_days", "audit_text") if royal else ()
        return {
            **{name: self[name].data for name in formula},
            "royalty_floor": _amount(self.royalty_floor.data) if royal else None,
            "royalty_ceiling": _amount(self.royalty_ceiling.data) if royal else None,
            **{name: self[name].data for name in (*same, *texts)},
            "amount": sum(part["amount"] for part in parts)
            or (_amount(self.amount.data) if way == "lump_sum" else None),
            "instalments": parts,
            "entry_fee": _amount(self.entry_fee.data) if way == "entry_royalty" else None,
            "royalty_rate": _rate(self.royalty_rate.data) if royal else None,
            "royalty_base": (self.royalty_base.data or None) if royal else None,
        }


class AnnouncementForm(PortalForm):
    """The office's announcement."""

    version = HiddenField()
    statement_no = StringField(
        _l("Statement number"), filters=[tidy], validators=[InputRequired(_FILL_IN), Length(max=40)]
    )
    announced_on = DayField(_l("Day of the announcement"), validators=[InputRequired(_FILL_IN)])
    evidence = FileField(_l("Page of the gazette"), validators=[FileRequired(_FILL_IN)])


class WithdrawalForm(PortalForm):
    """The office's announcement of a withdrawal."""

    version = HiddenField()
    withdrawn_on = DayField(_l("Day of the announcement"), validators=[InputRequired(_FILL_IN)])
    evidence = FileField(_l("Page of the gazette"), validators=[FileRequired(_FILL_IN)])


def shown(statement: Statement) -> dict[str, Any]:
    """Return the form's data for a statement that exists."""
    plain = (
        "regime",
        "due_days",
        "payment_zh",
        "payment_en",
        "period_from",
        "period_to",
        "plain_zh",
        "plain_en",
    )
    rest = ("legal_zh", "legal_en", "contact", "note", "agency", "undertaking", "version")
    formula = ("base_text", "settle_every", "settle_days", "audit_text")
    return {
        **{name: getattr(statement, name) for name in (*plain, *rest, *formula)},
        "royalty_floor": _yuan(statement.royalty_floor),
        "royalty_ceiling": _yuan(statement.royalty_ceiling),
        "fee_way": statement.fee_way if statement.fee_way in FEE_WAYS else "free",
        "royalty_base": statement.royalty_base or "",
        "amount": _yuan(statement.amount),
        "entry_fee": _yuan(statement.entry_fee),
        "royalty_rate": f"{statement.royalty_rate / 100:g}" if statement.royalty_rate else "",
        "instalments": "\n".join(f"{_yuan(row['amount'])} {row['months']}" for row in statement.instalments),
    }


def _yuan(minor: int | None) -> str:
    return f"{money.to_major(minor, 'CNY'):f}" if minor else ""


def _amount(text: str | None) -> int | None:
    if not text:
        return None
    try:
        return money.parse_amount(text, "CNY")
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


def _instalments(text: str | None) -> list[dict[str, int]]:
    """Read lines of an amount in yuan and a number of months after effect."""
    found = []
    for line in (text or "").splitlines():
        sum_text, _space, months = line.strip().rpartition(" ")
        amount = _amount(sum_text.strip(" ,，"))
        if amount is None or not months.isascii() or not months.isdigit() or int(months) > 240:
            raise ValidationError(names.sentence("statement.bad_instalments"))
        found.append({"amount": amount, "months": int(months)})
    return found
