"""The forms of a statement's steps: what each of them is recorded with."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portal.accounts.forms import PortalForm
from portal.openlicence.forms import AnnouncementForm, WithdrawalForm, tidy

_FILL_IN = _l("Fill this in.")


def _line(label: Any, longest: int = 100, *, needed: bool = True) -> StringField:
    must = InputRequired(_FILL_IN) if needed else Optional()
    return StringField(label, filters=[tidy], validators=[must, Length(max=longest)])


def _reason(label: Any) -> TextAreaField:
    return TextAreaField(label, filters=[tidy], validators=[InputRequired(_FILL_IN), Length(max=2000)])


class SignForm(PortalForm):
    """Who signs for the patentee (OL-15)."""

    version = HiddenField()
    signed_by = _line(_l("Name of the person who signs"))
    signed_as = _line(_l("Position"))


class PubliciseForm(PortalForm):
    """The unit's own decision on the price (UNI-01)."""

    version = HiddenField()
    decided_by = _line(_l("Body that decided on the price"), 200)
    decided_on = DateField(_l("Day of the decision"), validators=[InputRequired(_FILL_IN)])
    decision_no = _line(_l("Number of the minutes"), 60, needed=False)


class FilingForm(PortalForm):
    """The office's receipt (BRK-11)."""

    version = HiddenField()
    receipt_no = _line(_l("Number of the receipt"), 60)
    filed_on = DateField(_l("Day of filing"), validators=[InputRequired(_FILL_IN)])
    evidence = FileField(_l("The receipt"), validators=[FileRequired(_FILL_IN)])


class ReasonForm(PortalForm):
    """Why the office said no."""

    version = HiddenField()
    reason = _reason(_l("Reason that the office gave"))


class WithdrawalFilingForm(PortalForm):
    """A withdrawal on its way (OL-21)."""

    version = HiddenField()
    reason = _reason(_l("Reason of the withdrawal"))
    withdrawal_filed_on = DateField(_l("Day of filing"), validators=[InputRequired(_FILL_IN)])
    receipt_no = _line(_l("Number of the receipt"), 60, needed=False)


class EndForm(WithdrawalForm):
    """The office ended the statement itself."""

    reason = _reason(_l("Reason that the office gave"))


FORMS: dict[str, type[PortalForm]] = {
    "sign": SignForm,
    "publicise": PubliciseForm,
    "file": FilingForm,
    "return": ReasonForm,
    "announce": AnnouncementForm,
    "file_withdrawal": WithdrawalFilingForm,
    "refuse_withdrawal": ReasonForm,
    "withdraw": WithdrawalForm,
    "terminate": EndForm,
    "revoke": EndForm,
}
