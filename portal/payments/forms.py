"""The forms of a bank transfer: the payer's report and the payee's decision."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from portal.accounts.forms import DayField
from portal.core.errors import InputError
from portal.core.money import parse_amount
from portal.core.names import choices, sentence


class AmountField(StringField):  # type: ignore[misc]  # wtforms has no types
    """An amount as people type it; `.minor` holds minor units of the payment's currency."""

    minor: int | None = None
    currency = "CNY"

    def pre_validate(self, _form: FlaskForm) -> None:
        """Read the amount. Raises ValidationError with the sentence that says how to mend it."""
        if not self.data:
            return
        try:
            self.minor = parse_amount(self.data, self.currency)
        except InputError as error:
            raise ValidationError(sentence(error.code, **error.params)) from error


class TransferForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What the payer reports about a transfer."""

    amount = AmountField(_l("Amount transferred"), [InputRequired(_l("Enter the amount of the transfer."))])
    paid_on = DayField(
        _l("Day of the transfer"), [InputRequired(_l("Enter the day of the transfer, such as 2026-11-23."))]
    )
    payer_account = StringField(
        _l("Name on the paying account"),
        [InputRequired(_l("Enter the name on the account that paid.")), Length(max=200)],
    )
    bank_serial = StringField(_l("Serial number on the slip"), [Optional(), Length(max=60)])
    slip = FileField(
        _l("Bank slip (PDF or picture)"), [FileRequired(_l("Choose the file of the bank slip."))]
    )


class DecisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What the payee's finance role found in its bank account."""

    decision = RadioField(
        _l("Did the money arrive?"),
        [InputRequired(_l("Say whether the money arrived."))],
        choices=[("confirmed", _l("Yes, it is in our account")), ("rejected", _l("No, or not as reported"))],
    )
    received = AmountField(_l("Amount in your account"), [Optional()])
    reason = RadioField(_l("Reason"), [Optional()], choices=lambda: choices("transfer.reason"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what the decision needs: the amount of what arrived, or the reason why it is not confirmed."""
        sound = super().validate(extra_validators)
        if self.decision.data == "confirmed" and self.received.minor is None and not self.received.errors:
            self.received.errors = [sentence("money.not_an_amount")]
        if self.decision.data == "rejected" and not self.reason.data:
            self.reason.errors = [str(_l("Choose the reason; the payer reads it."))]
        return bool(sound and not self.received.errors and not self.reason.errors)
