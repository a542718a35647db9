"""The forms of a deal: the screens of taking a licence, and what the steps on its page ask for."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional

from portal.accounts.forms import DayField, PortalForm
from portal.accounts.organisations import Organisation
from portal.core import money, names
from portal.core.errors import InputError
from portal.core.i18n import localised
from portal.deals.models import LICENSEE, LICENSOR

_FILL_IN = _l("Fill this in.")
_TICK = _l("Tick this box to go on.")


def _tidy(value: str | None) -> str:
    return (value or "").replace("\r\n", "\n").strip()


def _line(label: Any, limit: int) -> StringField:
    return StringField(label, filters=[_tidy], validators=[InputRequired(_FILL_IN), Length(max=limit)])


def _box(label: Any) -> BooleanField:
    return BooleanField(label, validators=[InputRequired(_TICK)])


class StepForm(PortalForm):
    """A form whose answers are the data of a step; `version` is the deal's as the page showed it."""

    version = HiddenField()

    def answers(self) -> dict[str, Any]:
        """Return what the step's guards and effect read."""
        return {
            field.short_name: field.data
            for field in self
            if field.short_name not in ("csrf_token", "version")
        }


class WhoForm(PortalForm):
    """For whom the licence is taken."""

    organisation = RadioField(_l("Who takes the licence"), validators=[InputRequired(_l("Choose one."))])
    own_use = _box(_l("We will use the patent ourselves, in China."))

    def __init__(self, able: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation.choices = [(one.public_id, localised(one, "name")[0]) for one in able]
        if len(able) == 1 and not self.organisation.data:
            self.organisation.data = able[0].public_id


class TermsForm(StepForm):
    """Both texts were read."""

    terms_hash = HiddenField()
    plain_read = _box(_l("I have read the terms in plain words."))
    legal_read = _box(
        _l(
            "I have read the legal terms, and know that the contract forms by notice and payment (Patent Law 51)."
        )
    )


class NoticeForm(StepForm):
    """Who signs the notice."""

    signatory = _line(_l("Name of the person who signs"), 120)
    role = SelectField(_l("Signs as"), validators=[InputRequired(_FILL_IN)])
    consent = _box(
        _l("We give this notice, accept the announced terms in full and sign it by typing the name above.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = names.choices("deal.signatory_role")


class ReceiptForm(StepForm):
    """What the office gave for a filing or a recordal."""

    number = _line(_l("Number given by the office"), 60)
    day = DayField(_l("Day"), validators=[InputRequired(_FILL_IN)])


class ObjectionForm(StepForm):
    """What the patentee objects to."""

    text = TextAreaField(
        _l("What you object to"), filters=[_tidy], validators=[InputRequired(_FILL_IN), Length(max=4000)]
    )


class MandateForm(StepForm):
    """In which role the broker acts."""

    role = RadioField(_l("How you act"), validators=[InputRequired(_l("Choose one."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = names.choices("deal.broker_role")


class CommissionForm(StepForm):
    """What was agreed about the commission. A sum is typed in yuan, a share in per cent."""

    way = SelectField(_l("Commission"), validators=[InputRequired(_FILL_IN)])
    amount = StringField(_l("Fixed sum in yuan"), filters=[_tidy], validators=[Length(max=40)])
    rate = StringField(_l("Share in per cent"), filters=[_tidy], validators=[Length(max=10)])
    payer = RadioField(_l("Who pays it"), validators=[InputRequired(_l("Choose one."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.way.choices = names.choices("deal.commission_way")
        self.payer.choices = [(side, names.name("deal.side", side)) for side in (LICENSEE, LICENSOR)]

    def validate_amount(self, field: Any) -> None:
        """Read the sum."""
        if field.data:
            try:
                money.parse_amount(field.data, "CNY")
            except InputError as error:
                raise ValidationError(names.sentence(error.code, **error.params)) from error

    def validate_rate(self, field: Any) -> None:
        """Read the share."""
        if field.data:
            try:
                money.parse_rate(field.data)
            except InputError as error:
                raise ValidationError(names.sentence(error.code)) from error

    def answers(self) -> dict[str, Any]:
        """Return the agreement in minor units and basis points; what the way does not use is left out."""
        way = self.way.data
        fixed = way == "fixed" and self.amount.data
        return {
            "way": way,
            "payer": self.payer.data,
            "amount": money.parse_amount(self.amount.data, "CNY") if fixed else None,
            "rate": money.parse_rate(self.rate.data) if way == "rate" and self.rate.data else None,
        }


class NoteForm(PortalForm):
    """A note on the deal."""

    text = TextAreaField(_l("Note"), filters=[_tidy], validators=[InputRequired(_FILL_IN), Length(max=4000)])
    private = BooleanField(_l("Only for me as the broker"))


class TaskForm(PortalForm):
    """Something to do about the deal."""

    title = _line(_l("What is to be done"), 200)
    for_side = SelectField(_l("By whom"), validators=[InputRequired(_FILL_IN)])
    due_on = DayField(_l("Until"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.for_side.choices = [
            (side, names.name("deal.side", side)) for side in (LICENSEE, LICENSOR, "broker")
        ]


class BrokerWishForm(PortalForm):
    """A wish for a broker."""

    organisation = SelectField(_l("On behalf of"), validators=[InputRequired(_FILL_IN)])
    message = TextAreaField(_l("What you need help with"), filters=[_tidy], validators=[Length(max=2000)])

    def __init__(self, able: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation.choices = [(one.public_id, localised(one, "name")[0]) for one in able]
