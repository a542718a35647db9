"""Which statements a changed figure would touch."""

from collections.abc import Iterable
from datetime import date

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.core import i18n
from portal.core.names import register_names
from portal.openlicence.models import BEFORE, Statement
from portal.parameters.touching import Touched, counted, touches

register_names(
    "parameter.touched", {"statements_open": _l("Open-licence statements that are not announced yet")}
)


@touches("openlicence.")
def _open(_key: str, _begins: date) -> Iterable[Touched]:
    """What has been announced stays as it was announced."""
    wanted = select(Statement).where(Statement.state.in_(BEFORE)).order_by(Statement.id)
    yield counted("statements_open", wanted, _described)


def _described(statement: Statement) -> tuple[str, str]:
    title = i18n.localised(statement.patent, "title")[0]
    return title, url_for("openlicence.show", public_id=statement.public_id)
