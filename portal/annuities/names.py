"""The words for the steps at which somebody is reminded of an annuity."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from portal.core.names import name, register_names, register_sentences

register_names(
    "annuity.step",
    {
        "0": _l("Last day in time"),
        "+1": _l("Late, month 1"),
        "+2": _l("Late, month 2"),
        "+3": _l("Late, month 3"),
        "+4": _l("Late, month 4"),
        "+5": _l("Late, month 5"),
        "+6": _l("Late, month 6"),
    },
)
register_names("patent.fact_source", {"receipt": _l("Receipt of the payment")})
register_sentences({"annuity.paid_in_future": _l("The day of payment has not come yet.")})


def step_name(step: str) -> str:
    """Return a step in words; the days before are whatever `annuity.reminder_days` said when it was reached."""
    if step.startswith("-"):
        return str(ngettext("%(num)s day before", "%(num)s days before", int(step[1:])))
    return name("annuity.step", step)
