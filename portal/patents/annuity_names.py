"""The words for phases of the annuity clock, its reductions, and what it asks a person to look at."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names

register_names(
    "annuity.phase",
    {
        "in_time": _l("Fee not due yet"),
        "late": _l("Late period"),
        "lapse_pending": _l("Lapse pending"),
        "paid_up": _l("All fees paid"),
        "not_granted": _l("Not granted"),
        "dead": _l("No longer in force"),
    },
)
register_names(
    "annuity.reduction",
    {
        "single": _l("Fee reduction, one applicant"),
        "joint": _l("Fee reduction, several applicants"),
        "open_licence": _l("Open licence"),
    },
)
register_names(
    "annuity.flag",
    {
        "verify_register": _l("Filed on 29 February: the last day must be read from the register."),
        "compensation_fee": _l(
            "Years of term compensation are counted at the fee for such years; begun years count as whole ones."
        ),
        "calendar_unknown": _l(
            "The holidays of that year are not announced yet; the working day may still move."
        ),
        "look_at_register": _l(
            "No payment is on record and the late period is long over: look at the register before you rely on this."
        ),
    },
)
