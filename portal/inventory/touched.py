"""What of the inventories a changed figure would touch: the rounds that are open."""

from collections.abc import Iterable
from datetime import date

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.core.names import register_names
from portal.inventory.models import OPEN, Round
from portal.parameters.touching import Touched, counted, touches

register_names("parameter.touched", {"rounds_open": _l("Inventories that are open")})


@touches("inventory.")
def _rounds(_key: str, _begins: date) -> Iterable[Touched]:
    wanted = select(Round).where(Round.state == OPEN).order_by(Round.id)
    yield counted("rounds_open", wanted, _described)


def _described(found: Round) -> tuple[str, str]:
    return found.name, url_for("inventory.show", public_id=found.public_id)
