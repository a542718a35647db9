"""The forms of a listing: the long one in sections, the declarations, files, and the operator's answer."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.core import names
from portal.listings import rules
from portal.listings.mode_form import LONG, ModeForm, filled_in, squeeze
from portal.listings.models import MODES, STREAMS, Listing
from portal.listings.service import Terms
from portal.listings.versions import FIELDS


class CheckboxesField(SelectMultipleField):  # type: ignore[misc]  # wtforms has no types
    """Several choices, each with a box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _line(label: Any, limit: int, language: str) -> StringField:
    return StringField(label, filters=[squeeze], validators=[Length(max=limit)], render_kw={"lang": language})


def _zh(label: Any) -> TextAreaField:
    return TextAreaField(label, filters=[squeeze], validators=[Length(max=LONG)], render_kw={"lang": "zh-CN"})


def _en(label: Any) -> TextAreaField:
    return TextAreaField(label, filters=[squeeze], validators=[Length(max=LONG)], render_kw={"lang": "en"})


class ListingForm(FlaskForm):  # type: ignore[misc]  # wtforms has no types
    """Everything a holder writes about an offer."""

    version = HiddenField()
    stream = RadioField(_l("Kind of offer"), validators=[InputRequired()])
    title_zh = _line(_l("Title in Chinese"), 200, "zh-CN")
    title_en = _line(_l("Title in English"), 300, "en")
    summary_zh = _zh(_l("In one paragraph, in Chinese"))
    summary_en = _en(_l("In one paragraph, in English"))
    problem_zh = _zh(_l("The problem, in Chinese"))
    problem_en = _en(_l("The problem, in English"))
    solution_zh = _zh(_l("The solution, in Chinese"))
    solution_en = _en(_l("The solution, in English"))
    advantage_zh = _zh(_l("Better than the best alternative, in Chinese"))
    advantage_en = _en(_l("Better than the best alternative, in English"))
    applications_zh = _zh(_l("Where it can be used, in Chinese"))
    applications_en = _en(_l("Where it can be used, in English"))
    trl = SelectField(_l("Readiness of the technology"))
    trl_evidence_zh = _zh(_l("Evidence of readiness, in Chinese"))
    trl_evidence_en = _en(_l("Evidence of readiness, in English"))
    know_how = BooleanField(_l("Know-how comes with it"))
    support_hours = IntegerField(
        _l("Hours of support by the inventors"), validators=[Optional(), NumberRange(0, 10_000)]
    )
    support_zh = _zh(_l("Support on offer, in Chinese"))
    support_en = _en(_l("Support on offer, in English"))
    region = StringField(_l("Region"), filters=[squeeze], validators=[Length(max=60)])
    patents = CheckboxesField(_l("Patents in this listing"))
    more_numbers = TextAreaField(
        _l("Add patents by number"), filters=[squeeze], validators=[Length(max=4000)]
    )
    open_licence = FormField(ModeForm)
    ordinary = FormField(ModeForm)
    sole = FormField(ModeForm)
    exclusive = FormField(ModeForm)
    assignment = FormField(ModeForm)
    equity = FormField(ModeForm)

    def __init__(self, listing: Listing, **kwargs: Any) -> None:
        super().__init__(data=_written(listing), **kwargs)
        offered = {*STREAMS, listing.stream}
        self.stream.choices = [pair for pair in names.choices("listing.stream") if pair[0] in offered]
        self.trl.choices = [("", "—"), *names.choices("listing.trl")]
        self.patents.choices = [(patent.public_id, rules.number_of(patent)) for patent in listing.patents]

    def values(self) -> dict[str, Any]:
        """Return the fields of the listing's text."""
        return {
            **{name: self[name].data for name in FIELDS},
            "trl": int(self.trl.data) if self.trl.data else None,
        }

    def modes(self) -> list[Terms]:
        """Return the ways offered."""
        return [self[mode].form.terms(mode) for mode in MODES if self[mode].form.offered.data]


def _written(listing: Listing) -> dict[str, Any]:
    return {
        **{name: getattr(listing, name) for name in FIELDS},
        "version": listing.version,
        "trl": str(listing.trl or ""),
        "patents": [patent.public_id for patent in listing.patents],
        **{mode.mode: filled_in(mode) for mode in listing.modes},
    }


class SubmitForm(FlaskForm):  # type: ignore[misc]  # wtforms has no types
    """What the holder declares on submission (NUM-11, LST-03, COO-02, ABN-03)."""

    version = HiddenField()
    not_secret = BooleanField(_l("None of these is a secret or defence patent."))
    owner = BooleanField(_l("Our organisation is the registered owner, and I may offer them for it."))
    keep_alive = BooleanField(
        _l("We keep the patents alive and file no abandonment until they are taken over or this offer ends.")
    )
    co_owners = RadioField(
        _l("Co-owners"),
        validators=[InputRequired(_l("Say whether there are co-owners and whether they agree."))],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.co_owners.choices = names.choices("listing.co_owners")

    def declared(self) -> dict[str, Any]:
        """Return the declarations as the listing keeps them."""
        return {name: self[name].data or "" for name in ("not_secret", "owner", "keep_alive", "co_owners")}


class FileForm(FlaskForm):  # type: ignore[misc]  # wtforms has no types
    """A picture or document, and who may open it."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file."))])
    level = RadioField(_l("Who may open it"), default="public", validators=[InputRequired()])
    title_zh = _line(_l("What it shows, in Chinese"), 200, "zh-CN")
    title_en = _line(_l("What it shows, in English"), 200, "en")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.level.choices = names.choices("listing.file_level")

    def facts(self) -> dict[str, str]:
        """Return level and titles."""
        return {"level": self.level.data, "title_zh": self.title_zh.data, "title_en": self.title_en.data}


class ReturnForm(FlaskForm):  # type: ignore[misc]  # wtforms has no types
    """Why the operator sends a listing back."""

    version = HiddenField()
    reason = SelectField(_l("Reason"), validators=[InputRequired(_l("Choose a reason."))])
    note = TextAreaField(_l("What the holder should do"), filters=[squeeze], validators=[Length(max=2000)])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reason.choices = [("", "—"), *names.choices("listing.reason")]
