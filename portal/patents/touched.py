"""Which patents a changed figure of fees or of the term would touch."""

from collections.abc import Iterable
from datetime import date

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select

from portal.core import i18n
from portal.core.names import register_names
from portal.parameters.touching import Touched, counted, touches
from portal.patents.models import Patent
from portal.patents.rules import GROUPS

register_names(
    "parameter.touched",
    {
        "patents_in_force": _l("Patents in force whose annual fees are computed with it"),
        "patents_by_filing": _l("Patents and applications filed from that day on"),
    },
)


@touches("annuity.")
def _fees(key: str, _begins: date) -> Iterable[Touched]:
    alive = select(Patent).where(Patent.office == "CN", Patent.legal_status.in_(GROUPS["in_force"]))
    yield counted("patents_in_force", _of_kind(alive, key), _described)


@touches("term.")
def _term(key: str, begins: date) -> Iterable[Touched]:
    """The term follows from the filing day, so earlier filings keep theirs."""
    living = select(Patent).where(
        Patent.office == "CN", Patent.filing_date >= begins, Patent.legal_status.not_in(GROUPS["dead"])
    )
    yield counted("patents_by_filing", _of_kind(living, key), _described)


def _of_kind(wanted: Select[Patent], key: str) -> Select[Patent]:
    kind = key.rpartition(".")[2]
    ordered = wanted.order_by(Patent.id)
    return ordered.where(Patent.kind == kind) if kind in ("I", "U", "D") else ordered


def _described(patent: Patent) -> tuple[str, str]:
    return i18n.localised(patent, "title")[0], url_for("patents.show", public_id=patent.public_id)
