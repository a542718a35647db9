"""The form with which a file of patents is sent."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import InputRequired

from portal.accounts.organisations import Organisation
from portal.core.i18n import localised


class ImportForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """A file, and whose patents it holds."""

    owner = SelectField(_l("Whose patents"), validators=[InputRequired(_l("Choose the organisation."))])
    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file."))])

    def offer(self, organisations: list[Organisation]) -> "ImportForm":
        """Offer the organisations for which the reader may import."""
        self.owner.choices = [(found.public_id, localised(found, "name")[0]) for found in organisations]
        return self
