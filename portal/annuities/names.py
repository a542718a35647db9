"""The words for the steps at which somebody is reminded of an annuity."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names, register_sentences

register_names(
    "annuity.step",
    {
        "-90": _l("90 days before"),
        "-60": _l("60 days before"),
        "-30": _l("30 days before"),
        "-14": _l("14 days before"),
        "-7": _l("7 days before"),
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
