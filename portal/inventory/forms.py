"""The forms of the office: a new round, a department, an item's inventor, and why something goes back."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portal.accounts.forms import DayField, IsEmail, PortalForm, at_most, required, tidy_email, tidy_text
from portal.accounts.models import User
from portal.accounts.organisations import Organisation
from portal.core import names
from portal.core.i18n import localised
from portal.inventory.models import Department

_FILL_IN = _l("Fill this in.")


def _line(label: Any, longest: int, *, needed: bool = True) -> StringField:
    first = required() if needed else Optional()
    return StringField(label, filters=[tidy_text], validators=[first, at_most(longest)])


class RoundForm(PortalForm):
    """A new inventory."""

    owner = SelectField(_l("Whose patents"), validators=[InputRequired(_FILL_IN)])
    name = _line(_l("Name of the inventory"), 120)
    due_on = DayField(_l("Inventors answer until"), validators=[InputRequired(_FILL_IN)])
    scope = RadioField(_l("Which patents"), validators=[InputRequired(_FILL_IN)], default="all")
    numbers = TextAreaField(_l("Patent numbers, one a line"), validators=[Length(max=100_000)])

    def offer(self, organisations: list[Organisation]) -> "RoundForm":
        """Offer the organisations for which the reader may take stock."""
        self.owner.choices = [(found.public_id, localised(found, "name")[0]) for found in organisations]
        self.scope.choices = names.choices("inventory_round.scope")
        return self


class DepartmentForm(PortalForm):
    """A department and who reviews for it."""

    department = HiddenField()
    name = _line(_l("Name of the department"), 120)
    reviewer = SelectField(_l("Reviewer"))

    def offer(self, people: list[User]) -> "DepartmentForm":
        """Offer the organisation's members as reviewers."""
        self.reviewer.choices = [("", _l("Nobody yet")), *((one.public_id, one.name) for one in people)]
        return self


class AssignForm(PortalForm):
    """Who answers for an item, and which department it belongs to."""

    inventor = _line(_l("Inventor who answers"), 120)
    email = EmailField(_l("E-mail"), filters=[tidy_email], validators=[Optional(), at_most(254), IsEmail()])
    department = SelectField(_l("Department"))

    def offer(self, departments: list[Department]) -> "AssignForm":
        """Offer the organisation's departments."""
        self.department.choices = [
            ("", _l("No department")),
            *((one.public_id, one.name) for one in departments),
        ]
        return self


class ReturnForm(PortalForm):
    """Why an answer goes back."""

    version = HiddenField()
    step = RadioField(_l("To whom"), validators=[InputRequired(_FILL_IN)])
    note = TextAreaField(_l("What is to be mended"), validators=[required(), Length(max=1000)])


class DecideForm(PortalForm):
    """What is decided for the ticked patents."""

    kind = SelectField(_l("What is decided"), validators=[InputRequired(_FILL_IN)])
    reason = StringField(_l("Reason"), filters=[tidy_text], validators=[required(), at_most(500)])
    review_on = DayField(_l("Look again on (only when kept)"), validators=[Optional()])

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.kind.choices = names.choices("inventory.decision")


class MeetingForm(PortalForm):
    """When a meeting was held and who was there."""

    held_on = DayField(_l("Day of the meeting"), validators=[InputRequired(_FILL_IN)])
    attendees = TextAreaField(_l("Who was there"), validators=[Length(max=2000)])


class RevokeForm(PortalForm):
    """Why a decision is taken back."""

    version = HiddenField()
    note = TextAreaField(_l("Why it is taken back"), validators=[required(), Length(max=1000)])
