"""The forms of a takeover: the signed contract, the filing, the registration, the reason why it came to nothing."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import Optional

from portal.accounts.forms import DayField, PortalForm
from portal.reserve.fields import FILL_IN, long_text, needed


class SignForm(PortalForm):
    """The signed assignment and the choices that nobody may skip."""

    version = HiddenField()
    contract_on = DayField(_l("Day of the contract"), validators=[needed()])
    evidence = FileField(_l("Signed contract"), validators=[FileRequired(FILL_IN)])
    publicised_on = DayField(_l("First day of the notice of the price"), validators=[Optional()])
    publicity = FileField(_l("Notice of the price"))
    grant_back = RadioField(_l("May the former owner go on using the invention?"), validators=[needed()])
    licences_confirmed = BooleanField(_l("The schedule of licences is complete; they go along."))
    zero_price_read = BooleanField(
        _l(
            "It is for nothing: we have read that this is a gift, that tax may be due and that supervision looks at it."
        )
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grant_back.choices = [
            ("yes", str(_l("Yes, by a licence back without charge."))),
            ("no", str(_l("No, the former owner stops."))),
        ]


class FileForm(PortalForm):
    """The request for the change of owner, and its fee."""

    version = HiddenField()
    filed_on = DayField(_l("Request filed on"), validators=[needed()])
    fee_paid_on = DayField(_l("Fee of the change paid on"), validators=[needed()])


class RegisterForm(PortalForm):
    """The office's notice that formalities are in order."""

    version = HiddenField()
    title_on = DayField(_l("Dispatch day of the notice"), validators=[needed()])
    evidence = FileField(_l("Notice that formalities are in order"), validators=[FileRequired(FILL_IN)])


class ConfirmForm(PortalForm):
    """The one button with which the other side confirms that the title has passed."""

    version = HiddenField()


class FailForm(PortalForm):
    """Why a takeover is given up, or the entry of its registration sent back."""

    version = HiddenField()
    reason = long_text(_l("Reason"))


FORMS: dict[str, type[PortalForm]] = {
    "sign": SignForm,
    "file": FileForm,
    "register": RegisterForm,
    "confirm": ConfirmForm,
    "send_back": FailForm,
    "fail": FailForm,
}
