"""The forms of reserves and of the catalogue: opening one, costs and proceeds, plans, reviews, what is free."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DecimalField, HiddenField, SelectField
from wtforms.validators import NumberRange

from portal.accounts.forms import DayField, PortalForm
from portal.core import clock, names
from portal.reserve.account import COSTS
from portal.reserve.account_models import SHARES
from portal.reserve.fields import amount_field, fen, long_text, needed, short_text

_POINTS = 100  # basis points in a per cent


def _share(label: Any, default: int) -> DecimalField:
    return DecimalField(label, places=2, default=default, validators=[needed(), NumberRange(0, 100)])


class ReserveForm(PortalForm):
    """A new reserve of an operation centre. Amounts are typed in yuan, shares in per cent."""

    centre = SelectField(_l("Operation centre"), validators=[needed()])
    name_zh = short_text(_l("Name in Chinese"), 200, required=True)
    name_en = short_text(_l("Name in English"), 200)
    budget = amount_field(_l("Budget in yuan"))
    ceiling = amount_field(_l("Ceiling for one patent in yuan"))
    owner_share = _share(_l("Share of the former owner in per cent"), 40)
    inventors_share = _share(_l("Share of the inventors in per cent"), 30)
    centre_share = _share(_l("Share of the centre in per cent"), 30)

    def __init__(self, centres: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre.choices = centres

    def terms(self) -> dict[str, Any]:
        """Return what the reserve is opened with."""
        return {
            "name_zh": self.name_zh.data,
            "name_en": self.name_en.data,
            "budget_fen": fen(self.budget.data),
            "ceiling_fen": fen(self.ceiling.data),
            "split": {share: int(self[f"{share}_share"].data * _POINTS) for share in SHARES},
        }


class CostForm(PortalForm):
    """A cost that the centre paid for a patent."""

    key = HiddenField()
    kind = SelectField(_l("Kind of cost"), validators=[needed()])
    amount = amount_field(_l("Amount in yuan"))
    day = DayField(_l("Day"), default=clock.today, validators=[needed()])
    note = short_text(_l("Note"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [
            (code, names.name("reserve.entry", code)) for code in COSTS if code != "acquisition"
        ]


class ProceedsForm(PortalForm):
    """Money that came in for a patent otherwise than through the portal."""

    key = HiddenField()
    amount = amount_field(_l("Amount in yuan"))
    day = DayField(_l("Day"), default=clock.today, validators=[needed()])
    note = short_text(_l("Note"))


class ReviewForm(PortalForm):
    """What the centre still expects of a patent."""

    expected = amount_field(_l("Expected proceeds in yuan"))
    note = long_text(_l("Note"))


class RouteForm(PortalForm):
    """The planned way of a patent."""

    route = SelectField(_l("Planned route"), validators=[needed()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.route.choices = names.choices("reserve.route")


class TransferForm(PortalForm):
    """The day on which a patent left the reserve, and to whom."""

    title_on = DayField(_l("Title passed on"), default=clock.today, validators=[needed()])
    buyer = short_text(_l("New owner, as in the register"), 200, required=True)
    buyer_uscc = short_text(_l("Its unified social credit code"), 18)


class FreeForm(PortalForm):
    """What is said about a public-domain technology; there is no field for a price (INV-13)."""

    use_zh = long_text(_l("What it is good for, in Chinese"))
    use_en = long_text(_l("What it is good for, in English"))
    help_offered = BooleanField(_l("We help with it under a technical-service contract"))
    help_contact = short_text(_l("Contact for help"))

    def words(self) -> dict[str, Any]:
        """Return what the catalogue says."""
        return {name: self[name].data for name in ("use_zh", "use_en", "help_offered", "help_contact")}
