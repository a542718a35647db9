"""The forms of the calculators. They change nothing, so they are sent with GET, need no token, and can be shared as links."""

from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from portal.calculators.rules import WHOLE
from portal.core import names
from portal.core.errors import InputError
from portal.core.money import parse_amount

_FILL_IN = _l("Fill this in.")
_MOST_YEARS = 20


def amount_of(text: str | None) -> int:
    """Return a typed amount in fen; nothing or 0 is none. Raises ValidationError."""
    plain = (text or "").strip()
    if plain in ("", "0"):
        return 0
    try:
        return parse_amount(plain, "CNY")
    except InputError as error:
        raise ValidationError(names.sentence(error.code, **error.params)) from error


def points_of(text: str | None) -> int:
    """Return a typed percentage as basis points. Raises ValidationError outside 0 to 100 or finer than 0.01."""
    try:
        points = Decimal((text or "").replace("％", "%").strip().removesuffix("%").strip()) * 100
    except InvalidOperation:
        points = Decimal(-1)
    if not points.is_finite() or points != points.to_integral_value() or not 0 <= points <= WHOLE:
        raise ValidationError(names.sentence("calculator.bad_percent"))
    return int(points)


def list_of(text: str | None) -> list[str]:
    """Return what stands between commas, semicolons or spaces."""
    plain = (text or "").replace("，", " ").replace("；", " ").replace("、", " ").replace(";", " ")
    return plain.replace(", ", " ").split()


class AmountField(StringField):  # type: ignore[misc]  # wtforms has no types
    """An amount in yuan; `fen` is what it says."""

    @property
    def fen(self) -> int:
        """The amount in fen."""
        return amount_of(self.data)

    def pre_validate(self, _form: Any) -> None:
        """Refuse what is no amount."""
        amount_of(self.data)


class PercentField(StringField):  # type: ignore[misc]  # wtforms has no types
    """A percentage; `points` is what it says in basis points."""

    @property
    def points(self) -> int:
        """The percentage in basis points."""
        return points_of(self.data)

    def pre_validate(self, _form: Any) -> None:
        """Refuse what is no percentage."""
        points_of(self.data)


class Calculator(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """A form that computes and keeps nothing."""

    class Meta:
        """Nothing is changed, so nothing is protected."""

        csrf = False


def _amount(label: Any, *, needed: bool = True, default: str = "") -> AmountField:
    checks = [InputRequired(_FILL_IN)] if needed else []
    return AmountField(label, default=default, validators=[*checks, Length(max=40)])


def _percent(label: Any, default: str) -> PercentField:
    return PercentField(label, default=default, validators=[InputRequired(_FILL_IN), Length(max=10)])


class CommissionForm(Calculator):
    """The price that a broker's commission is taken of."""

    price = _amount(_l("Price of the technology in yuan"))


class TaxForm(Calculator):
    """A year's income from technology transfer."""

    income = _amount(_l("Income of the year from technology transfer in yuan"))


class RewardForm(Calculator):
    """What is taken off the price before the inventors' share, and the share."""

    price = _amount(_l("Price received in yuan"))
    broker = _amount(_l("Broker and agency in yuan"), needed=False)
    valuation = _amount(_l("Valuation in yuan"), needed=False)
    taxes = _amount(_l("Taxes of this deal in yuan"), needed=False)
    upkeep = _amount(_l("Upkeep of the patent in yuan"), needed=False)
    rate = _percent(_l("Share of the contributors in per cent"), "50")


class RoyaltyForm(Calculator):
    """Expected sales and the rates that turn them into a value."""

    sales = StringField(
        _l("Sales expected, year by year, in yuan"), validators=[InputRequired(_FILL_IN), Length(max=400)]
    )
    rate = _percent(_l("Royalty rate in per cent of sales"), "3")
    discount = _percent(_l("Discount rate in per cent"), "15")
    tax = _percent(_l("Tax rate in per cent"), "25")
    timing = SelectField(_l("A year's royalty comes"), default="end")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.timing.choices = names.choices("calculator.timing")

    @property
    def yearly(self) -> list[int]:
        """The sales of each year in fen."""
        return [amount_of(part) for part in list_of(self.sales.data)]

    def validate_sales(self, _field: Any) -> None:
        """Refuse what is no list of amounts, and more years than a patent lives."""
        if not 1 <= len(self.yearly) <= _MOST_YEARS:
            raise ValidationError(names.sentence("calculator.years", most=_MOST_YEARS))


class RiskForm(Calculator):
    """A loss of principal, and who bears which share."""

    loss = _amount(_l("Principal lost in yuan"))
    fund = _percent(_l("Risk fund, per cent"), "54")
    bank = _percent(_l("Bank, per cent"), "26")
    insurer = _percent(_l("Insurer, per cent"), "16")
    appraiser = _percent(_l("Appraiser, per cent"), "4")

    @property
    def shares(self) -> list[int]:
        """The shares in basis points."""
        return [field.points for field in (self.fund, self.bank, self.insurer, self.appraiser)]

    def validate_appraiser(self, _field: Any) -> None:
        """Refuse shares that do not sum to the whole."""
        if sum(self.shares) != WHOLE:
            raise ValidationError(names.sentence("calculator.shares"))


class DepositForm(Calculator):
    """A contract's price and the deposit that was agreed."""

    price = _amount(_l("Price of the contract in yuan"))
    agreed = _amount(_l("Deposit agreed in yuan"))
