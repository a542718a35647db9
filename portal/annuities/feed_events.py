"""What the fee calendar of an organisation says: one event for each open annuity, two where it is late."""

from collections.abc import Iterable, Iterator

from flask import url_for
from flask_babel import gettext as _

from portal.annuities.entries import OPEN, Entry
from portal.annuities.icalendar import Event
from portal.core.i18n import localised
from portal.core.money import format_money
from portal.templating import show_date

_BEFORE_DUE = (30, 7, 1)
_BEFORE_LOST = (14, 3, 1)


def events_of(entries: Iterable[Entry]) -> Iterator[Event]:
    """Yield the events in the language that is being written; a late annuity also has the last day of its late period."""
    for entry in entries:
        clock = entry.clock
        if clock.phase not in OPEN or clock.due is None or clock.last_safe_day is None:
            continue
        title, address = localised(entry.row, "title")[0], _address(entry)
        amount = format_money(clock.payable, "CNY")
        yield Event(
            uid=f"{entry.row.public_id}-{clock.next_year}-due@awaken",
            day=clock.due,
            summary=_("Annual fee, year %(year)s: %(number)s", year=clock.next_year, number=entry.number),
            description="\n".join(
                (
                    title,
                    _("To pay: %(amount)s", amount=amount),
                    _("Late period ends on %(day)s", day=show_date(clock.last_safe_day)),
                    address,
                )
            ),
            url=address,
            alarms=_BEFORE_DUE,
        )
        if clock.phase == "late":
            yield Event(
                uid=f"{entry.row.public_id}-{clock.next_year}-lost@awaken",
                day=clock.last_safe_day,
                summary=_("Last day to save the patent: %(number)s", number=entry.number),
                description="\n".join((title, _("To pay: %(amount)s", amount=amount), address)),
                url=address,
                alarms=_BEFORE_LOST,
            )


def _address(entry: Entry) -> str:
    return url_for("annuities.patent", public_id=entry.row.public_id, _external=True)
