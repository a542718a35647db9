"""What the forms of this feature share: tidy texts, amounts in yuan where nothing is allowed, a way to show refusals."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from portal.core import money, names
from portal.core.errors import InputError

FILL_IN = _l("Fill this in.")
_LONG = 4000
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NOTHING = re.compile(r"[0０]*(?:\.0*)?")
MOST_INVENTORS = 30


def tidy(value: str | None) -> str:
    """Return the text without surrounding space and with one kind of line end."""
    return (value or "").replace("\r\n", "\n").strip()


def needed() -> InputRequired:
    """Return the validator of a field that must be filled in."""
    return InputRequired(FILL_IN)


def long_text(label: Any) -> TextAreaField:
    """Return a field for several lines."""
    return TextAreaField(label, filters=[tidy], validators=[Length(max=_LONG)])


def short_text(label: Any, longest: int = 300, *, required: bool = False) -> StringField:
    """Return a field for one line."""
    first = [needed()] if required else []
    return StringField(label, filters=[tidy], validators=[*first, Length(max=longest)])


def fen(text: str | None) -> int:
    """Read an amount in yuan as fen; nothing and 0 are nothing. Raises ValidationError."""
    plain = (text or "").strip()
    if _NOTHING.fullmatch(plain):
        return 0
    try:
        return money.parse_amount(plain, "CNY")
    except InputError as error:
        raise ValidationError(names.sentence(error.code, **error.params)) from error


def yuan(minor: int | None) -> str:
    """Return fen as a person types yuan."""
    return f"{money.to_major(minor, 'CNY'):f}" if minor else "0"


class Amount:
    """Checks that a field holds an amount in yuan, or nothing."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Raise ValidationError for anything else."""
        fen(field.data)


def amount_field(label: Any) -> StringField:
    """Return a field for an amount in yuan."""
    return StringField(label, filters=[tidy], default="0", validators=[Length(max=40), Amount()])


def people(text: str | None) -> list[tuple[str, str]]:
    """Read lines of a name and an e-mail address. Raises ValidationError."""
    found = []
    for line in (text or "").splitlines():
        if not line.strip():
            continue
        name, _space, address = line.replace("，", " ").replace(",", " ").strip().rpartition(" ")
        if not name.strip() or not _ADDRESS.fullmatch(address) or len(address) > 254 or len(name) > 120:
            raise ValidationError(names.sentence("rescue.bad_inventors"))
        found.append((name.strip(), address.lower()))
    if len(found) > MOST_INVENTORS:
        raise ValidationError(names.sentence("rescue.bad_inventors"))
    return list({address: (name, address) for name, address in found}.values())
