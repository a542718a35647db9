"""Advice about the period and the price of a statement: remarks that refuse nothing (OL-14, OL-29)."""

from collections.abc import Iterator

from flask_babel import gettext as _

from portal.core import clock
from portal.core.calendar import add_years
from portal.openlicence import peers
from portal.openlicence.models import Statement
from portal.parameters import law
from portal.parameters.said import said


def of(statement: Statement) -> list[tuple[str, str]]:
    """Return the remarks as (rule id, sentence) in the language that is being written."""
    return [*_on_period(statement), *_on_price(statement)]


def _on_period(statement: Statement) -> Iterator[tuple[str, str]]:
    """Compare whole years: a period from 1 January to 31 December is one."""
    first, last, today = statement.period_from, statement.period_to, clock.today()
    if first is None or last is None or last < today:
        return  # a period that is over is refused, not advised on
    figures, after = law.current(), last + clock.ONE_DAY
    if after < add_years(first, figures.on("openlicence.short_period_years", today)):
        yield (
            "OL-14",
            _(
                "The licence period is shorter than %(time)s: few licensees will invest.",
                time=said("openlicence.short_period_years"),
            ),
        )
    if after < add_years(first, figures.on("openlicence.tax_period_years", today)):
        yield (
            "OL-14",
            _(
                "With a period of %(time)s or more, income from a licence that is not exclusive can count as "
                "technology-transfer income for enterprise income tax.",
                time=said("openlicence.tax_period_years"),
            ),
        )
    else:
        yield (
            "OL-14",
            _(
                "The period is %(time)s or more: income from this licence can count as technology-transfer income for "
                "enterprise income tax.",
                time=said("openlicence.tax_period_years"),
            ),
        )


def _on_price(statement: Statement) -> Iterator[tuple[str, str]]:
    if peers.far_from_peers(statement) is not None:
        yield (
            "OL-29",
            _("The fee is far from what recorded licences cost on average. Explain it in the note."),
        )
