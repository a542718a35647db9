"""The forms of a rescue: the intention, the reviewer's decision, an offer, a paid fee, an inventor's answer."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from portal.accounts.forms import DayField, PortalForm
from portal.core import clock, names
from portal.reserve.fields import (
    amount_field,
    fen,
    long_text,
    needed,
    people,
    short_text,
    tidy,
    yuan,
)
from portal.reserve.models import Intention

_NAMED = ("way", "reason", "fee_payer", "secrecy", "co_owners", "licensees")
_GROUPS = {"fee_payer": "payer"}
_SAME = (
    *_NAMED,
    "note",
    "decided_on",
    "warranties",
    "contact",
    "service_invention",
    "inventors_told_on",
    "state_owned",
    "decision_no",
    "pricing_basis",
    "authorised",
    "undertaken",
)


class IntentionForm(PortalForm):
    """What an owner says who means to give a patent up. The price is typed in yuan; 0 is for nothing."""

    version = HiddenField()
    numbers = TextAreaField(
        _l("Patents by number"),
        filters=[tidy],
        validators=[InputRequired(_l("Choose at least one of your patents.")), Length(max=4000)],
    )
    way = RadioField(_l("How do you mean to give it up?"), validators=[needed()])
    reason = SelectField(_l("Why"), validators=[needed()])
    note = long_text(_l("In your own words"))
    decided_on = DayField(_l("Day of the decision"), default=clock.today, validators=[needed()])
    ask = amount_field(_l("Price at which you would hand it over, in yuan"))
    fee_payer = SelectField(_l("Who pays the next annual fee"), validators=[needed()])
    warranties = long_text(_l("What you can assure a taker of"))
    secrecy = RadioField(_l("Who may know"), default="public", validators=[needed()])
    contact = short_text(_l("Contact for takers"), required=True)
    co_owners = RadioField(_l("Co-owners"), validators=[needed()])
    licensees = RadioField(_l("Licensees"), validators=[needed()])
    service_invention = BooleanField(_l("It is a service invention"), default=True)
    inventors = TextAreaField(_l("Inventors to be asked"), filters=[tidy], validators=[Length(max=8000)])
    inventors_told_on = DayField(_l("Inventors were told on"), validators=[Optional()])
    decision_no = short_text(_l("Number or minutes of the internal decision"), 120)
    state_owned = BooleanField(_l("The owner is a state-owned enterprise"))
    pricing_basis = long_text(_l("Basis of the price"))
    authorised = BooleanField(
        _l("I may act for the owner, and the portal may call the patent out in its name.")
    )
    undertaken = BooleanField(_l("The abandonment will not be filed before the calls are over."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in _NAMED:
            self[field].choices = names.choices(f"rescue.{_GROUPS.get(field, field)}")

    def validate_inventors(self, field: Any) -> None:
        """Read the names and addresses."""
        people(field.data)

    def fields(self) -> dict[str, Any]:
        """Return the intention's fields."""
        return {**{name: self[name].data for name in _SAME}, "ask_fen": fen(self.ask.data)}

    def inventors_of(self) -> list[tuple[str, str]]:
        """Return the names and addresses of the inventors."""
        return people(self.inventors.data)


def shown(intention: Intention) -> dict[str, Any]:
    """Return the form's data for an intention that was noted before."""
    lines = "\n".join(f"{call.name} {call.email}" for call in intention.inventor_calls)
    return {
        **{name: getattr(intention, name) for name in _SAME},
        "ask": yuan(intention.ask_fen),
        "inventors": lines,
        "version": intention.version,
    }


class DecisionForm(PortalForm):
    """What the reviewer decides after the screening, and why."""

    version = HiddenField()
    decision = RadioField(_l("Decision"), validators=[needed()])
    reason = long_text(_l("Reason"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision.choices = [
            (code, names.name("intention.step", code)) for code in ("rescue", "offer_inventors", "let_go")
        ]


class OfferForm(PortalForm):
    """On which terms an organisation would take the patent over."""

    organisation = SelectField(_l("For which organisation"), validators=[needed()])
    offer = amount_field(_l("What you offer, in yuan"))
    fee_payer = SelectField(_l("Who pays the next annual fee"), validators=[needed()], default="taker")
    grant_back = BooleanField(_l("The present owner may go on using the invention"))
    as_reserve = BooleanField(_l("Take it into our reserve"))
    message = long_text(_l("A word to the owner"))

    def __init__(self, organisations: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation.choices = organisations
        self.fee_payer.choices = [pair for pair in names.choices("rescue.payer") if pair[0] != "nobody"]

    def terms(self) -> dict[str, Any]:
        """Return the terms of the offer."""
        same = ("fee_payer", "grant_back", "as_reserve", "message")
        return {**{name: self[name].data for name in same}, "offer_fen": fen(self.offer.data)}


class FeeForm(PortalForm):
    """A payment of the annual fee, by whomever (ANN-15)."""

    year = IntegerField(_l("Patent year that was paid"), validators=[needed(), NumberRange(1, 25)])
    amount = amount_field(_l("Amount paid, in yuan"))
    payer = SelectField(_l("Who paid"), validators=[needed()])
    paid_on = DayField(_l("Paid on"), default=clock.today, validators=[needed()])
    evidence = FileField(_l("Receipt"), validators=[FileRequired()])

    def __init__(self, *args: Any, reserve: bool = False, **kwargs: Any) -> None:
        """Offer the reserve as payer only to whoever may speak for one."""
        super().__init__(*args, **kwargs)
        hidden = ("nobody",) if reserve else ("nobody", "reserve")
        self.payer.choices = [pair for pair in names.choices("rescue.payer") if pair[0] not in hidden]

    def facts(self) -> dict[str, Any]:
        """Return what was paid, when and by whom."""
        return {
            "year": self.year.data,
            "fen": fen(self.amount.data),
            "payer": self.payer.data,
            "paid_on": self.paid_on.data,
        }


class AnswerForm(PortalForm):
    """What an inventor answers."""

    answer = RadioField(_l("Your answer"), validators=[needed()])
    note = long_text(_l("A word to the owner"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer.choices = [
            ("yes", str(_l("Yes, I want to take the patent over on these terms."))),
            ("no", str(_l("No, I waive my right of first refusal."))),
        ]
