"""The form that says that an annuity was paid."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange

from portal.accounts.forms import DayField
from portal.core import clock, money, names
from portal.core.errors import InputError, PortalError
from portal.web import refusal_line

_FILL_IN = _l("Fill in this field.")


class PaidForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """What a receipt says: for which patent year how much was paid when, and by whom."""

    year = IntegerField(_l("Patent year"), validators=[InputRequired(_FILL_IN), NumberRange(1, 25)])
    amount = StringField(_l("Amount in yuan"), validators=[InputRequired(_FILL_IN), Length(max=40)])
    paid_on = DayField(_l("Day of payment"), validators=[InputRequired(_FILL_IN)])
    payer = StringField(_l("Payer"), validators=[Length(max=200)])
    receipt = FileField(_l("Receipt of the payment"), validators=[FileRequired(_FILL_IN)])

    def validate_amount(self, field: Any) -> None:
        """Read the amount."""
        try:
            money.parse_amount(field.data, "CNY")
        except InputError as error:
            raise ValidationError(names.sentence(error.code, **error.params)) from error

    def validate_paid_on(self, field: Any) -> None:
        """Refuse a day that has not come."""
        if field.data and field.data > clock.today():
            raise ValidationError(names.sentence("annuity.paid_in_future"))

    @property
    def fen(self) -> int:
        """The amount in fen; only after the form was found valid."""
        return money.parse_amount(self.amount.data, "CNY")

    def refuse(self, error: PortalError) -> None:
        """Show the refusal at the field that it names, or above the form."""
        field = self._fields.get({"evidence": "receipt", "file": "receipt"}.get(_named(error), _named(error)))
        if field is not None:
            field.errors = [*field.errors, refusal_line(error)]
        else:
            self.form_errors.append(refusal_line(error))


def _named(error: PortalError) -> str:
    return getattr(error, "field", None) or ""
