"""The inventory form: six questions that everybody answers, the rest folded away; every save keeps what is right."""

import re
import unicodedata
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import SelectMultipleField as Several
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.accounts.forms import DayField
from portal.core import clock, money, names
from portal.core.errors import InputError
from portal.inventory import industries
from portal.inventory.answers import SCORES, Answer
from portal.inventory.rules import missing

_LONG = 2000
_UNIT = re.compile("[万元¥]|人民币|CNY|RMB", re.IGNORECASE)
_GROUPS = {
    "public_funding": "inventory.funding",
    "working": "inventory.working",
    "sleep_reason": "inventory.sleep_reason",
    "willing": "inventory.willing",
    "ways": "inventory.way",
    "trl": "inventory.trl",
    "self_grade": "inventory.self_grade",
    "proofs": "inventory.proof",
    "know_how": "inventory.yes_no",
    "constraints": "inventory.constraint",
    "service_invention": "inventory.funding",
    "still_employed": "inventory.yes_no",
}
_MARKS = [(str(mark), str(mark)) for mark in range(1, 6)]
_PLAIN = (
    "public_funding",
    "programme_no",
    "working",
    "working_since",
    "sleep_reason",
    "willing",
    "ways",
    "self_grade",
    "products",
    "industry",
    "problem",
    "rival",
    "advantage",
    "conditions",
    "proofs",
    "development_months",
    "know_how_note",
    "support_hours",
    "support_until",
    "contacts",
    "constraints",
    "constraint_note",
    "service_invention",
    "still_employed",
    "comment",
)
_CHOICES = (
    "public_funding",
    "working",
    "sleep_reason",
    "willing",
    "self_grade",
    "service_invention",
    "still_employed",
)


def _tidy(value: str | None) -> str:
    return (value or "").replace("\r\n", "\n").strip()


def _long(label: Any) -> TextAreaField:
    return TextAreaField(label, filters=[_tidy], validators=[Length(max=_LONG)], render_kw={"rows": 3})


class Needed:
    """Marks a field that the national inventory asks for; whether it is filled in is asked when the answer is sent."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, _form: Any, _field: Any) -> None:
        """Let everything pass: a draft may leave it open."""


class Boxes(Several):  # type: ignore[misc]  # wtforms has no types
    """Several choices, each with a box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class OneOf(RadioField):  # type: ignore[misc]  # wtforms has no types
    """One choice, which a draft may leave open."""

    def pre_validate(self, form: Any) -> None:
        """Refuse only what is no choice at all."""
        if self.data:
            super().pre_validate(form)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read nothing as None."""
        self.data = valuelist[0] if valuelist and valuelist[0] else None


def _only_if(field: Any) -> Any:
    """Mark a field that belongs to one answer of the question above it, so that it is not called optional."""
    field.kwargs["render_kw"] = {**(field.kwargs.get("render_kw") or {}), "data-when": "asked"}
    return field


class AnswerForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """What an inventor says of a patent or family. Money is typed in ten thousand yuan."""

    version = HiddenField()
    public_funding = OneOf(_l("Was the research paid by a public project?"), validators=[Needed()])
    programme_no = _only_if(
        StringField(_l("Number of the project"), filters=[_tidy], validators=[Length(max=200)])
    )
    working = OneOf(_l("Is the patent worked?"), validators=[Needed()])
    working_since = _only_if(DayField(_l("Since when"), validators=[Optional()]))
    sleep_reason = _only_if(OneOf(_l("Why is it not worked?")))
    willing = OneOf(_l("Are you willing to have it put to use?"), validators=[Needed()])
    ways = _only_if(Boxes(_l("In which ways")))
    trl = OneOf(_l("How ready is the technology?"), validators=[Needed()])
    self_grade = OneOf(_l("How do you rate its value?"), validators=[Needed()])
    products = StringField(
        _l("Where could it be used?"), filters=[_tidy], validators=[Needed(), Length(max=300)]
    )
    industry = SelectField(_l("Industry (GB/T 4754)"), default="")
    problem = _long(_l("The problem that it solves"))
    rival = _long(_l("What is used today instead"))
    advantage = _long(_l("The advantage in numbers"))
    conditions = _long(_l("Equipment and conditions that a user needs"))
    proofs = Boxes(_l("What can be shown"))
    files = MultipleFileField(_l("Files (PDF, pictures, Word, Excel)"))
    remove = Boxes(_l("Take these files out"))
    development_months = IntegerField(
        _l("Months of development still needed"), validators=[Optional(), NumberRange(0, 240)]
    )
    development_cost = StringField(
        _l("Money still needed, in ten thousand yuan"), filters=[_tidy], validators=[Length(max=20)]
    )
    know_how = OneOf(_l("Is know-how part of it?"))
    know_how_note = _long(_l("Which know-how"))
    support_hours = IntegerField(
        _l("Hours that you can help"), validators=[Optional(), NumberRange(0, 10_000)]
    )
    support_until = DayField(_l("Until when"), validators=[Optional()])
    contacts = _long(_l("Firms that you have talked to"))
    constraints = Boxes(_l("What stands in the way"))
    constraint_note = _long(_l("More about that"))
    service_invention = OneOf(_l("Is it a service invention?"))
    still_employed = OneOf(_l("Do you still work here?"))
    legal = OneOf(_l("Legal strength"))
    technical = OneOf(_l("Technical lead"))
    economic = OneOf(_l("Economic prospect"))
    comment = _long(_l("Anything else"))

    def __init__(self, *args: Any, answer: Answer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, group in _GROUPS.items():
            self[name].choices = names.choices(group)
        for name in SCORES:
            self[name].choices = _MARKS
        self.industry.choices = industries.choices()
        self.remove.choices = [(file.public_id, file.filename) for file in answer.files] if answer else []

    def good_values(self) -> dict[str, Any]:
        """Return what was entered without fault, as the answer keeps it; what is wrong keeps its earlier value."""
        good = {name: self[name].data for name in _PLAIN if not self[name].errors}
        good = {name: value or (None if name in _CHOICES else value) for name, value in good.items()}
        if not self.trl.errors:
            good["trl"] = int(self.trl.data) if self.trl.data else None
        if not self.know_how.errors:
            good["know_how"] = {"yes": True, "no": False}.get(self.know_how.data or "")
        if not any(self[name].errors for name in SCORES):
            good["scores"] = {name: int(self[name].data) for name in SCORES if self[name].data}
        if not self.development_cost.errors:
            good["development_fen"] = _fen(self.development_cost.data)
        return good

    def validate_working_since(self, field: Any) -> None:
        """Refuse a day that has not come."""
        if field.data and field.data > clock.today():
            raise ValidationError(names.sentence("inventory.since_future"))

    def validate_support_until(self, field: Any) -> None:
        """Refuse a day that has passed: nobody can be helped until then."""
        if field.data and field.data < clock.today():
            raise ValidationError(names.sentence("inventory.until_past"))

    def validate_development_cost(self, field: Any) -> None:
        """Read the sum."""
        try:
            _fen(field.data)
        except InputError as error:
            raise ValidationError(names.sentence(error.code, **error.params)) from error

    def demand(self, answer: Answer) -> bool:
        """Mark the needed fields that the answer leaves open; tell whether there is none."""
        found = missing(answer)
        for name in found:
            self[name].errors = [*self[name].errors, names.sentence("inventory.fill_in")]
        return not found


def shown(answer: Answer | None) -> dict[str, Any]:
    """Return the form's data for an answer that was saved before."""
    if answer is None:
        return {}
    return {
        **{name: getattr(answer, name) for name in _PLAIN},
        "trl": str(answer.trl) if answer.trl else None,
        "know_how": {True: "yes", False: "no"}.get(answer.know_how) if answer.know_how is not None else None,
        "development_cost": _wan(answer.development_fen),
        **{name: str(mark) for name, mark in answer.scores.items()},
    }


def _wan(fen: int | None) -> str:
    """Write fen as ten thousand yuan, to the fen, so that what is saved again is what was typed."""
    return f"{(Decimal(fen) / 1_000_000).normalize():f}" if fen else ""


def _fen(text: str | None) -> int | None:
    """Read a bare number as ten thousand yuan, one with its unit as what it says, in fen. Raises InputError."""
    if not text:
        return None
    says_unit = _UNIT.search(unicodedata.normalize("NFKC", text)) is not None
    fen = money.parse_amount(text, "CNY") * (1 if says_unit else 10_000)
    if fen > money.MAX_MINOR:
        raise InputError("money.out_of_range")
    return fen
