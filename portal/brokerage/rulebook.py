"""The rule behind the order of the directory, as `/rules` shows it."""

from flask_babel import lazy_gettext as _l

from portal.core.rulebook import Rule, register

register(
    (
        Rule(
            "BRK-17",
            _l(
                "Paid places are marked as advertising, and an authority recommends nobody: an order is neutral and "
                "said openly. Here brokers are drawn by lot anew each day."
            ),
            "电子商务法第40条；专利法第79条",
            "V",
            _l("Showing the directory of brokers"),
        ),
    )
)
