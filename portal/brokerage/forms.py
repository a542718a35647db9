"""The form of a broker's own profile."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from portal.accounts.forms import DayField, PortalForm, SomeChosen, at_most, required, tidy_text
from portal.accounts.models import BrokerProfile
from portal.brokerage.rules import parse_fields
from portal.core.errors import InputError
from portal.core.names import choices, sentence

_LANGUAGES = ("zh", "en")


def _many(label: Any) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        validators=[SomeChosen()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def _text(label: Any, longest: int) -> StringField:
    return StringField(label, filters=[tidy_text], validators=[Optional(), at_most(longest)])


def _long_text(label: Any) -> TextAreaField:
    length = Length(max=2000, message=_l("At most %(max)d characters."))
    return TextAreaField(label, validators=[Optional(), length], render_kw={"rows": "5"})


class ProfileForm(PortalForm):
    """Certificate, fields, regions, languages, and what the broker says of themselves."""

    certificate_level = SelectField(_l("Certificate"), validators=[required()])
    certificate_issuer = _text(_l("Issued by"), 120)
    certificate_number = _text(_l("Number of the certificate"), 60)
    certificate_until = DayField(_l("Valid until"), validators=[Optional()])
    scan = FileField(_l("Scan of the certificate"))
    fields = StringField(_l("Technical fields"), filters=[tidy_text], validators=[required(), at_most(200)])
    regions = _many(_l("Regions"))
    languages = _many(_l("Working languages"))
    introduction_zh = _long_text(_l("Introduction in Chinese"))
    introduction_en = _long_text(_l("Introduction in English"))
    accepts_work = BooleanField(_l("I take on new work"))

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.certificate_level.choices = [("", _l("Please choose")), *choices("broker.level")]
        self.regions.choices = choices("region")
        self.languages.choices = [pair for pair in choices("language") if pair[0] in _LANGUAGES]

    @classmethod
    def of(cls, profile: BrokerProfile | None) -> "ProfileForm":
        """Return the form, filled with the profile where there is one."""
        if profile is None:
            return cls()
        names = [name for name in cls.__dict__ if hasattr(profile, name)]
        shown = {name: getattr(profile, name) for name in names}
        return cls(data=shown | {"fields": ", ".join(profile.fields)})

    def validate_fields(self, field: Any) -> None:
        """Refuse what is no IPC subclass."""
        try:
            parse_fields(field.data or "")
        except InputError as error:
            raise StopValidation(sentence(error.code, **error.params)) from None

    def facts(self) -> dict[str, Any]:
        """Return what was entered, without the scan."""
        entered = {key: value for key, value in self.data.items() if key not in ("scan", "csrf_token")}
        texts = ("certificate_issuer", "certificate_number", "introduction_zh", "introduction_en")
        entered.update({key: (entered[key] or "").strip() for key in texts})
        return entered | {"fields": parse_fields(entered["fields"])}
