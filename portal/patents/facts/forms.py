"""One form for each kind of fact, made of what the kind's data holds, with day, source and evidence."""

from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    Field,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.accounts.forms import DayField
from portal.core import clock, names
from portal.core.errors import PortalError
from portal.patents.facts import kinds, lines
from portal.patents.facts.kinds import Kind
from portal.web import refusal_line

_FILL_IN = _l("Fill in this field.")
_WORDS = {
    kinds.LICENCE_KINDS: "patent.licence_kind",
    kinds.CONCLUSIONS: "patent.report_conclusion",
    kinds.REDUCTIONS: "patent.reduction_kind",
}
_HINTS = {
    "owners": _l("One on each line, with the share where it is agreed: Haiyu University; 60%"),
    "inventors": _l("One on each line: name; service or not service; employed or left"),
    "members": _l("One number on each line, such as EP3868660B1"),
    "year": _l("The patent year, counted from the filing date: 1 to 20"),
    "fen": _l("In fen; leave it empty where the receipt settles the whole year"),
    "alone": _l(
        "What one co-owner may do without the others; choose nothing where all must agree to everything"
    ),
    "territory": _l("Leave it empty for the whole of China"),
    "field": _l("Leave it empty for every use"),
    "owner": _l("Exactly as among the owners"),
}
_SKIPPED = ("by", "regime")


class FactForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """What every fact has: its legal day, where it was read and when, and the file that proves it."""

    happened_on = DayField(_l("Legal day"), validators=[InputRequired(_FILL_IN)])
    source = SelectField(_l("Source"), validators=[InputRequired(_FILL_IN)])
    as_of = DayField(_l("Seen there on"), validators=[Optional()])
    evidence = FileField(_l("Evidence (PDF or picture)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source.choices = [("", "—"), *names.choices("patent.fact_source")]
        if self.as_of.data is None and not self.is_submitted():
            self.as_of.data = clock.today()

    def refuse(self, error: PortalError) -> None:
        """Show the refusal at the field that it names, or above the form."""
        name = getattr(error, "field", None)
        field = self._fields.get(f"data_{name}") or self._fields.get(str(name))
        if field is not None:
            field.errors = [*field.errors, refusal_line(error)]
        else:
            self.form_errors.append(refusal_line(error))

    def particulars(self) -> list[Any]:
        """Return the fields of the kind's own data."""
        return [field for field in self if field.name.startswith("data_")]

    def data_of(self, kind: Kind, known: list[tuple[str, int]]) -> dict[str, Any]:
        """Return the event's data as the door takes it. Raises InputError where a line cannot be read."""
        found = {}
        for member in kind.fields:
            field = self._fields.get(f"data_{member.name}")
            if field is not None and field.data not in (None, "", []):
                found[member.name] = _value(member, field.data, known)
        return found


def _value(member: kinds.Field, given: Any, known: list[tuple[str, int]]) -> Any:
    if member.name == "owners":
        return lines.owners(given, known)
    if member.name == "inventors":
        return lines.inventors(given)
    if member.name == "members":
        return lines.members(given)
    return given


@cache
def form_of(code: str) -> type[FactForm]:
    """Return the form for the kind `code`."""
    kind = kinds.KINDS[code]
    fields = {f"data_{one.name}": _field(code, one) for one in kind.fields if one.name not in _SKIPPED}
    return type(f"FactForm_{code}", (FactForm,), fields)


def _field(code: str, member: kinds.Field) -> Field:
    label = _l_of(member.name)
    hint = _HINTS.get(member.name, "")
    needed = [InputRequired(_FILL_IN)] if member.required else [Optional()]
    if member.type == "day":
        return DayField(label, validators=needed, description=hint)
    if member.type == "flag":
        return BooleanField(label, description=hint)
    if member.type == "acts":
        return _Acts(label, description=hint)
    if member.type in ("people", "members"):
        return TextAreaField(label, validators=[*needed, Length(max=8000)], description=hint)
    if member.type == "code" or (code, member.name) == ("status_told", "status"):
        return _Choice(_WORDS.get(member.choices, _group(member)), label, validators=needed)
    return StringField(label, validators=[*needed, Length(max=kinds_longest(member))], description=hint)


def kinds_longest(member: kinds.Field) -> int:
    """Return how many characters a text of this member may have."""
    return 2000 if member.name == "note" else 300


def _group(member: kinds.Field) -> str:
    return "patent.status" if member.name == "status" else "patent.invalidation_outcome"


class _Label:
    """A label that is looked up when it is shown, in the reader's language."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return names.name("patent.fact_field", self.name)

    def __html__(self) -> str:
        return str(self)


def _l_of(name: str) -> Any:
    return _Label(name)


class _Choice(SelectField):  # type: ignore[misc]  # wtforms has no types
    """A choice among the codes of a group of names."""

    def __init__(self, group: str, label: Any, **options: Any) -> None:
        super().__init__(label, choices=[], **options)
        self.group = group
        self.type = "SelectField"  # what the form macros know it by

    def iter_choices(self) -> Any:
        """Offer the words of the reader's language."""
        self.choices = [("", "—"), *names.choices(self.group)]
        return super().iter_choices()

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not offered."""
        self.choices = [("", "—"), *names.choices(self.group)]
        super().pre_validate(form)


class _Acts(SelectMultipleField):  # type: ignore[misc]  # wtforms has no types
    """A choice of acts, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, choices=[(act, _Word("patent.act", act)) for act in kinds.ACTS], **options)


class _Word(_Label):
    """The word of a code, looked up when it is shown."""

    def __init__(self, group: str, code: str) -> None:
        super().__init__(code)
        self.group = group

    def __str__(self) -> str:
        return names.name(self.group, self.name)


class VoidForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """Why a fact is taken back."""

    reason = TextAreaField(_l("Why it is taken back"), validators=[InputRequired(_FILL_IN), Length(max=500)])
