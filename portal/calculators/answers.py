"""What each calculator answers: rows of a label and an amount in fen, the first of them the figure asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal.calculators import forms, rules
from portal.core import clock
from portal.parameters.law import current

Rows = list[tuple[str, int]]


@dataclass(frozen=True)
class Kind:
    """One calculator: its form, its answer, the rules it follows and the parameters it reads."""

    form: type[forms.Calculator]
    answer: Callable[[Any], Rows]
    rules: tuple[str, ...]
    parameters: tuple[str, ...] = ()


def _commission(form: forms.CommissionForm) -> Rows:
    due = rules.commission(form.price.fen, clock.today(), current())
    return [(_("Customary commission"), due), (_("Price"), form.price.fen)]


def _tax(form: forms.TaxForm) -> Rows:
    due = rules.income_tax(form.income.fen, clock.today(), current())
    free = int(current().on("tax.transfer_exempt", clock.today()))
    return [(_("Enterprise income tax"), due), (_("Free of tax up to"), free)]


def _reward(form: forms.RewardForm) -> Rows:
    costs = [field.fen for field in (form.broker, form.valuation, form.taxes, form.upkeep)]
    found = rules.reward(form.price.fen, costs, form.rate.points)
    return [
        (_("For the inventors and contributors, at least"), found.pool),
        (_("Net income"), found.net),
        (_("Costs and taxes taken off"), sum(costs)),
    ]


def _royalty(form: forms.RoyaltyForm) -> Rows:
    rates = (form.rate.points, form.discount.points)
    middle = form.timing.data == "middle"
    value = rules.royalty_value(form.yearly, *rates, form.tax.points, mid_year=middle)
    before = rules.royalty_value(form.yearly, *rates, 0, mid_year=middle)
    return [(_("Value by relief from royalty"), value), (_("The same before tax"), before)]


def _risk(form: forms.RiskForm) -> Rows:
    names = (_("Risk fund"), _("Bank"), _("Insurer"), _("Appraiser"))
    return list(zip(names, rules.shared_loss(form.loss.fen, form.shares), strict=True))


def _deposit(form: forms.DepositForm) -> Rows:
    counts = rules.deposit(form.price.fen, form.agreed.fen, clock.today(), current())
    rest = max(form.agreed.fen - counts, 0)
    return [(_("Has the effect of a deposit"), counts), (_("Is only an advance payment"), rest)]


KINDS: dict[str, Kind] = {
    "commission": Kind(forms.CommissionForm, _commission, ("BRK-13",), ("commission.tiers",)),
    "tax": Kind(forms.TaxForm, _tax, ("TAX-06", "TAX-08"), ("tax.transfer_exempt", "tax.enterprise_rate")),
    "reward": Kind(forms.RewardForm, _reward, ("RWD-02", "RWD-03", "RWD-04"), ("reward.floor",)),
    "royalty": Kind(forms.RoyaltyForm, _royalty, ("VAL-02", "VAL-09")),
    "risk": Kind(forms.RiskForm, _risk, ("RSK-01", "RSK-02")),
    "deposit": Kind(forms.DepositForm, _deposit, ("LIC-15",), ("contract.deposit_cap",)),
}
