"""The forms of a statement's steps: what each of them is recorded with."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portal.accounts.forms import DayField, PortalForm
from portal.core import names
from portal.openlicence import entering
from portal.openlicence.forms import AnnouncementForm, WithdrawalForm, tidy
from portal.openlicence.models import DRAFTING, Statement

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
    decided_on = DayField(_l("Day of the decision"), validators=[InputRequired(_FILL_IN)])
    decision_no = _line(_l("Number of the minutes"), 60, needed=False)


class FilingForm(PortalForm):
    """The office's receipt (BRK-11)."""

    version = HiddenField()
    receipt_no = _line(_l("Number of the receipt"), 60)
    filed_on = DayField(_l("Day of filing"), validators=[InputRequired(_FILL_IN)])
    evidence = FileField(_l("The receipt"), validators=[FileRequired(_FILL_IN)])


class ReasonForm(PortalForm):
    """Why the office said no."""

    version = HiddenField()
    reason = _reason(_l("Reason that the office gave"))


class WithdrawalFilingForm(PortalForm):
    """A withdrawal on its way (OL-21)."""

    version = HiddenField()
    reason = _reason(_l("Reason of the withdrawal"))
    withdrawal_filed_on = DayField(_l("Day of filing"), validators=[InputRequired(_FILL_IN)])
    receipt_no = _line(_l("Number of the receipt"), 60, needed=False)


class EndForm(WithdrawalForm):
    """The office ended the statement itself."""

    reason = _reason(_l("Reason that the office gave"))


class EntryForm(AnnouncementForm):
    """A statement that the office announced before: what of its history is shown here is asked where it matters."""

    consents_told = RadioField(
        _l("Consents of the co-owners"), validators=[InputRequired(_l("Say whether it is shown here."))]
    )
    publicity_told = RadioField(
        _l("Decision and publicity of the price"),
        validators=[InputRequired(_l("Say whether it is shown here."))],
    )
    earlier = FileField(_l("What shows it"), validators=[Optional()])

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consents_told.choices = self.publicity_told.choices = names.choices("statement.told")
        others = entering.co_owners(statement)
        self.consents_told.description = names.sentence("statement.consents_of", names="、".join(others))
        due = entering.publicity_was_due(statement)
        if not others:
            del self.consents_told
        if not due:
            del self.publicity_told
        if not others and not due:
            del self.earlier


class EarlierForm(PortalForm):
    """The papers that were not shown at first."""

    version = HiddenField()
    evidence = FileField(_l("What shows it"), validators=[FileRequired(_FILL_IN)])


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
    "show_earlier": EarlierForm,
}
ENTER = "enter"


def is_paged(name: str) -> bool:
    """Tell whether the step has a page with a form."""
    return name in FORMS or name == ENTER


def exact(statement: Statement, name: str) -> str:
    """Return the name of the page's step: the announcement of a draft is entered as a fact of before."""
    return ENTER if name == "announce" and statement.state == DRAFTING else name


def form_of(statement: Statement, name: str) -> PortalForm:
    """Return the form of the step with what was sent, or what is known."""
    known = {"version": statement.version}
    return EntryForm(data=known, statement=statement) if name == ENTER else FORMS[name](data=known)
