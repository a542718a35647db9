"""The forms of an organisation: its facts, its bank account, its members."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import EmailField, RadioField, SelectField, SelectMultipleField, StringField, TelField
from wtforms.validators import Optional, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from portal.accounts import names, regions  # noqa: F401  (their words are the choices)
from portal.accounts.forms import (
    IsEmail,
    PortalForm,
    SomeChosen,
    at_most,
    email_field,
    password_field,
    required,
    tidy_email,
    tidy_text,
)
from portal.accounts.members import roles_of
from portal.accounts.organisations import ENTERPRISE, OPERATOR
from portal.core.names import choices, codes, name


def text_field(label: Any, longest: int, *, needed: bool = True, **attributes: str) -> StringField:
    """Return a field for one line of text."""
    first = required() if needed else Optional()
    return StringField(
        label, filters=[tidy_text], validators=[first, at_most(longest)], render_kw=attributes or None
    )


class NeededFor:
    """Asks for a field only where the kind of the organisation has it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, form: Any, field: Any) -> None:
        """Raise StopValidation where it is needed and missing; drop it where it does not belong."""
        if form.kind.data != self.kind:
            field.data = None
            field.errors = []
            raise StopValidation
        if field.data not in codes("organisation.size"):
            raise StopValidation(_l("Choose the size of the enterprise."))


class FactsForm(PortalForm):
    """What the portal knows about an organisation."""

    kind = RadioField(_l("Kind"), validators=[required()])
    name_zh = text_field(_l("Name in Chinese, as on the licence"), 200, autocomplete="organization")
    name_en = text_field(_l("Name in English"), 200, needed=False)
    size_class = SelectField(_l("Size"), validators=[NeededFor(ENTERPRISE)], validate_choice=False)
    region = SelectField(_l("Region"), validators=[required()])
    address = text_field(_l("Address"), 300, autocomplete="street-address")
    contact_name = text_field(_l("Contact person or office"), 120)
    contact_email = EmailField(
        _l("E-mail of the contact"),
        filters=[tidy_email],
        validators=[required(), at_most(254), IsEmail()],
    )
    contact_phone = TelField(
        _l("Telephone of the contact"), filters=[tidy_text], validators=[Optional(), at_most(32)]
    )
    scan = FileField(_l("Scan of the licence"))

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.kind.choices = [pair for pair in choices("organisation.kind") if pair[0] != OPERATOR]
        self.size_class.choices = [("", _l("Please choose")), *choices("organisation.size")]
        self.region.choices = [("", _l("Please choose")), *choices("region")]

    def facts(self) -> dict[str, Any]:
        """Return what was entered, without the scan and the code."""
        left_out = ("scan", "uscc", "csrf_token")
        return {key: value for key, value in self.data.items() if key not in left_out}


class RegisterForm(FactsForm):
    """The facts of a new organisation."""

    uscc = text_field(_l("Unified social credit code"), 40, autocapitalize="characters", spellcheck="false")


class VerifiedFactsForm(FactsForm):
    """What may be changed once the organisation is verified."""

    kind = None
    name_zh = None
    scan = None

    def __init__(self, kind: str, **arguments: Any) -> None:
        PortalForm.__init__(self, **arguments)
        self.region.choices = choices("region")
        self.size_class.choices = choices("organisation.size")
        self.size_class.validators = []
        if kind != ENTERPRISE:
            del self.size_class


class BankForm(PortalForm):
    """Where bank transfers to the organisation go."""

    holder = text_field(_l("Account holder"), 200)
    bank = text_field(_l("Bank and branch"), 200)
    number = text_field(_l("Account number"), 40, inputmode="numeric", autocomplete="off")
    current = password_field(_l("Your password"))

    def validate_number(self, field: Any) -> None:
        """Refuse what is no account number."""
        digits = field.data.replace(" ", "").replace("-", "")
        if not (digits.isascii() and digits.isalnum() and 8 <= len(digits) <= 34):
            raise StopValidation(_l("An account number has 8 to 34 figures or letters."))
        field.data = digits


class RolesForm(PortalForm):
    """The roles of a member."""

    roles = SelectMultipleField(
        _l("Roles"),
        validators=[SomeChosen()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, kind: str, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.roles.choices = [
            (role, name("role", role) + gettext(": ") + name("role.hint", role)) for role in roles_of(kind)
        ]


class InviteForm(RolesForm):
    """Whom to invite, and as what."""

    email = email_field(_l("E-mail address"), autocomplete="off")
