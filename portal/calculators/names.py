"""The words of the calculators."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names, register_sentences
from portal.parameters.said import stated

register_names(
    "calculator.title",
    {
        "commission": _l("Broker's commission"),
        "tax": _l("Income tax on technology transfer"),
        "reward": _l("Inventors' reward"),
        "royalty": _l("Value by relief from royalty"),
        "risk": _l("Shared risk of a pledge loan"),
        "deposit": _l("Deposit of a contract"),
    },
)
register_names(
    "calculator.lead",
    {
        "commission": _l(
            "What brokers customarily take of a price, tier by tier. No law fixes it: the parties agree."
        ),
        "tax": stated(
            _l(
                "What an enterprise pays on a year's income from transferring technology or licensing it for %(openlicence.tax_period_years)s or longer."
            )
        ),
        "reward": _l(
            "What inventors and contributors receive at least of a price that a state university or institute is paid."
        ),
        "royalty": _l(
            "What a patent is worth where it saves its owner the royalty. An estimate for a talk, no appraisal."
        ),
        "risk": _l(
            "Who bears what of a loan's lost principal where fund, bank, insurer and appraiser share the risk."
        ),
        "deposit": _l("How much of a sum agreed as deposit has the effect that the law gives to a deposit."),
    },
)
register_names("calculator.timing", {"end": _l("at the year's end"), "middle": _l("in the year's middle")})
register_sentences(
    {
        "calculator.bad_percent": _l(
            "Write a percentage between 0 and 100 with at most two decimals, such as 3.5."
        ),
        "calculator.years": _l(
            "Write one amount for each year, at most %(most)s, with spaces between them, such as: 1000万 1200万."
        ),
        "calculator.shares": _l("The shares must sum to 100 per cent."),
    }
)
