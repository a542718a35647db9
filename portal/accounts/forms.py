"""The forms of a person's account."""

from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, EmailField, PasswordField, RadioField, StringField, TelField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, StopValidation

from portal.accounts.password_rules import LONGEST, SHORTEST, fault_in
from portal.core.dates import parse_date
from portal.core.errors import InputError, PortalError
from portal.core.names import sentence
from portal.web import refusal_line

_LANGUAGES = [("zh", "中文"), ("en", "English")]


class PortalForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """A form that can be told of a refusal from the service below it."""

    def refuse(self, error: PortalError) -> None:
        """Show the refusal at the field it names, or above the form."""
        text = refusal_line(error)
        field = self._fields.get(getattr(error, "field", None) or "")
        if field is None:
            self.form_errors.append(text)
        else:
            field.errors = [*field.errors, text]


class DayField(DateField):  # type: ignore[misc]  # wtforms has no types
    """A day, typed or picked; read as leniently as an imported sheet (`core.dates`), so that 2026/3/31 is understood."""

    data: Any  # a date, or None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day. Raises ValueError with a sentence that says how to write it."""
        text = " ".join(valuelist).strip()
        if not text:
            return
        self.data = None
        try:
            self.data = parse_date(text)
        except InputError as error:
            raise ValueError(sentence(error.code, **error.params)) from error

    def _value(self) -> str:
        """Return what the page shows: the day as a browser's date field takes it, else what was typed."""
        if self.data is not None:
            return str(self.data.isoformat())
        return " ".join(self.raw_data or ())


def required() -> DataRequired:
    """Return a validator whose refusal is in the reader's language."""
    return DataRequired(message=_l("Fill this in."))


def at_most(characters: int) -> Length:
    """Return a validator of a text's length."""
    return Length(max=characters, message=_l("At most %(max)d characters."))


def tidy_text(value: str | None) -> str:
    """Return the text on one line, without what cannot be printed."""
    return " ".join("".join(c if c.isprintable() else " " for c in value or "").split())


def tidy_email(value: str | None) -> str:
    """Return an address as it is stored: trimmed and in lower case."""
    return tidy_text(value).lower()


class IsEmail:
    """Refuses what is no address. Whether somebody reads mail there is proven by a letter."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Raise StopValidation unless the field holds an address."""
        try:
            validate_email(field.data or "", check_deliverability=False)
        except EmailNotValidError:
            raise StopValidation(_l("Write a whole address, such as name@example.org.")) from None


class NewPassword:
    """Refuses a password that is short or that everybody tries; `about` names fields it must not repeat."""

    def __init__(self, *about: str) -> None:
        self.about = about

    def __call__(self, form: Any, field: Any) -> None:
        """Raise StopValidation with the reason."""
        words = [form[name].data or "" for name in self.about] + list(getattr(form, "about", ()))
        fault = fault_in(field.data or "", words)
        if fault:
            raise StopValidation(sentence(fault, shortest=SHORTEST, longest=LONGEST))


class SomeChosen:
    """Refuses a set of boxes of which none is ticked."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, _form: Any, field: Any) -> None:
        """Raise StopValidation unless something was chosen."""
        if not field.data:
            raise StopValidation(_l("Choose at least one."))


def email_field(label: Any, *validators: Any, autocomplete: str = "email") -> EmailField:
    """Return a field for an address."""
    return EmailField(
        label,
        filters=[tidy_email],
        validators=[required(), at_most(254), IsEmail(), *validators],
        render_kw={"autocomplete": autocomplete, "inputmode": "email", "spellcheck": "false"},
    )


def password_field(label: Any, *validators: Any, new: bool = False) -> PasswordField:
    """Return a field for a password that password managers understand and that may be pasted into."""
    return PasswordField(
        label,
        validators=[required(), *validators],
        render_kw={"autocomplete": "new-password" if new else "current-password"},
    )


def name_field() -> StringField:
    """Return the field for a person's name."""
    return StringField(
        _l("Your name"),
        filters=[tidy_text],
        validators=[required(), at_most(120)],
        render_kw={"autocomplete": "name"},
    )


class SignInForm(PortalForm):
    """Who are you?"""

    email = email_field(_l("E-mail address"), autocomplete="username")
    password = password_field(_l("Password"))


class SignUpForm(PortalForm):
    """A new account."""

    name = name_field()
    email = email_field(_l("E-mail address"))
    password = password_field(_l("Password"), NewPassword("name", "email"), new=True)
    language = RadioField(_l("Language of letters to you"), choices=_LANGUAGES, validators=[required()])
    consent = BooleanField(
        _l("I have read the privacy notice and agree that my data are used as it says."),
        validators=[InputRequired(message=_l("Without your consent no account can be made."))],
    )


class ConfirmForm(PortalForm):
    """The password chosen at sign-up, once more."""

    password = password_field(_l("The password you chose"))


class AddressForm(PortalForm):
    """An address to which a letter goes."""

    email = email_field(_l("E-mail address"))


class ResetForm(PortalForm):
    """A new password for whoever holds the link."""

    password = password_field(_l("New password"), NewPassword(), new=True)

    def __init__(self, about: tuple[str, ...] = (), **arguments: Any) -> None:
        self.about = about
        super().__init__(**arguments)


class PasswordForm(ResetForm):
    """A new password for a person who knows the present one."""

    current = password_field(_l("Present password"))


class CodeForm(PortalForm):
    """The six digits that an app shows, or a code from paper."""

    code = StringField(
        _l("Code"),
        validators=[required(), at_most(40)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "none"},
    )


class EmailForm(PortalForm):
    """A new address, and the password to be sure who asks."""

    email = email_field(_l("New e-mail address"))
    current = password_field(_l("Password"))


class ProfileForm(PortalForm):
    """How the person is called, reached and written to."""

    name = name_field()
    phone = TelField(
        _l("Telephone"),
        filters=[tidy_text],
        validators=[Optional(), at_most(32)],
        render_kw={"autocomplete": "tel"},
    )
    language = RadioField(_l("Language of letters to you"), choices=_LANGUAGES, validators=[required()])


class EmptyForm(PortalForm):
    """A button and the token that proves whose page it was on."""
