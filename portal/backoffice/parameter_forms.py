"""The forms of the law's figures: a new validity, and taking one back."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from portal.accounts.forms import DayField, PortalForm, at_most, required, tidy_text
from portal.core import names
from portal.core.rulebook import MARKS
from portal.parameters.service import LONGEST_SOURCE, Wish

_LONGEST_NOTE = 2000
_LONGEST_VALUE = 20_000
_A_DAY = _l("Write a day, such as 2027-01-01.")


class ValidityForm(PortalForm):
    """A value with the day from which it holds. `seen` is the edition that the page showed, `action` what comes next."""

    seen = HiddenField()
    action = HiddenField()
    value = TextAreaField(_l("New value"), validators=[required(), at_most(_LONGEST_VALUE)])
    valid_from = DayField(_l("Holds from"), validators=[InputRequired(_A_DAY)])
    valid_to = DayField(
        _l("Last day"),
        validators=[Optional()],
        description=_l("Only where the text itself sets an end. Afterwards the value before holds again."),
    )
    source = StringField(
        _l("Source"),
        filters=[tidy_text],
        validators=[required(), at_most(LONGEST_SOURCE)],
        description=_l("The text and the article, as a reader would cite it."),
    )
    mark = SelectField(_l("How well it was checked"))
    note = TextAreaField(_l("Reason"), validators=[at_most(_LONGEST_NOTE)])
    correction = BooleanField(_l("This is a correction: the value holds from a day that has passed"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.mark.choices = [(mark, f"{mark} · {names.name('rule.mark', mark)}") for mark in MARKS]

    def wish(self, key: str) -> Wish:
        """Return what was typed about `key`; the form must have been validated."""
        return Wish(
            key=key,
            typed=self.value.data,
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
            source=self.source.data,
            mark=self.mark.data,
            note=self.note.data or "",
            correction=self.correction.data,
        )


class WithdrawalForm(PortalForm):
    """Why a validity is taken back before it begins."""

    reason = TextAreaField(_l("Reason for the withdrawal"), validators=[required(), at_most(_LONGEST_NOTE)])
