"""Which patents that the portal knows do these records speak of: a few selects for a whole chunk."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from portal.extensions import db
from portal.patents.importers.record import PatentRecord
from portal.patents.models import Patent, PublicationNumber

_VARIABLES = (
    400  # how many values one statement carries; SQLite's limit is far, its planner's patience is not
)


class Known:
    """The patents already there, by every name that they answer to; new ones are added as they are made."""

    def __init__(self, patents: Iterable[Patent]) -> None:
        self._by_name: dict[str, Patent] = {}
        for patent in patents:
            self.add(patent)

    def add(self, patent: Patent) -> None:
        """Make a patent known under its identity, its application number and its publication numbers."""
        self._by_name[patent.identity] = patent
        if patent.application_no:
            self._by_name[f"no:{patent.application_no}"] = patent
        for publication in patent.publications:
            self._by_name[f"pub:{publication.number}"] = patent

    def of(self, record: PatentRecord) -> list[Patent]:
        """Return every patent that the record's numbers lead to: one, none, or several where they disagree."""
        found = (self._by_name.get(name) for name in names(record))
        return list({id(patent): patent for patent in found if patent is not None}.values())


def names(record: PatentRecord) -> list[str]:
    """Return every name under which the record's patent may be known."""
    application = [f"no:{record.application_no}"] if record.application_no else []
    return [*record.keys, *application, *(f"pub:{n}" for p in record.publications for n in p.siblings)]


def known_to(records: Sequence[PatentRecord]) -> Known:
    """Load the patents that any of the records may speak of."""
    keys = {key for record in records for key in record.keys}
    applications = {record.application_no for record in records if record.application_no}
    numbers = {number for record in records for p in record.publications for number in p.siblings}
    found: dict[int, Patent] = {}
    for column, values in ((Patent.identity, keys), (Patent.application_no, applications)):
        for part in _parts(values):
            found |= {
                patent.id: patent for patent in db.session.scalars(select(Patent).where(column.in_(part)))
            }
    for part in _parts(numbers):
        ids = select(PublicationNumber.patent_id).where(PublicationNumber.number.in_(part))
        found |= {
            patent.id: patent for patent in db.session.scalars(select(Patent).where(Patent.id.in_(ids)))
        }
    return Known(found.values())


def _parts(values: Iterable[str]) -> Iterable[list[str]]:
    ordered = sorted(values)
    return (ordered[start : start + _VARIABLES] for start in range(0, len(ordered), _VARIABLES))
