"""What the operator decides about an organisation."""

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.accounts.lifecycle import LIFECYCLE
from portal.accounts.notices import notify
from portal.accounts.organisations import Organisation
from portal.accounts.queries import administrators, open_claim
from portal.core.errors import InputError, RuleRefusal
from portal.core.i18n import localised
from portal.mail import send_to_person
from portal.workflow import engine


def verify(organisation: Organisation, actor: Actor, version: int | None = None) -> None:
    """Verify the organisation, and grant the claim on it where there is one."""
    _refuse_own(organisation, actor)
    engine.take(LIFECYCLE, organisation, "verify", actor, version=version)
    _notify(organisation, "notice.organisation_verified")


def refuse(organisation: Organisation, reason: str, actor: Actor, version: int | None = None) -> None:
    """Refuse the organisation, or the claim on it, with a reason that the applicant reads.

    Raises InputError about `reason` where there is none.
    """
    told = _needed(reason)
    data = {"reason": told, "record": {"reason": told}}
    claim = open_claim(organisation)
    if claim is None:
        engine.take(LIFECYCLE, organisation, "refuse", actor, version=version, data=data)
        _notify(organisation, "notice.organisation_refused")
        return
    engine.take(LIFECYCLE, organisation, "refuse_claim", actor, version=version, data=data)
    send_to_person(
        claim.user_id,
        "organisation_claim_refused",
        name_zh=organisation.name_zh,
        name_en=organisation.name_en,
        reason=told,
    )


def revoke(organisation: Organisation, reason: str, actor: Actor, version: int | None = None) -> None:
    """Take the verification back, with a reason. Raises InputError about `reason` where there is none."""
    told = _needed(reason)
    data = {"reason": told, "record": {"reason": told}}
    engine.take(LIFECYCLE, organisation, "revoke", actor, version=version, data=data)
    _notify(organisation, "notice.organisation_refused")


def _notify(organisation: Organisation, code: str) -> None:
    """Put the decision on the desks of the administrators."""
    for user in administrators(organisation):
        shown = localised(organisation, "name", user.language)[0]
        url = f"/organisations/{organisation.public_id}"
        notify(user.id, code, {"organisation": shown}, url)


def _refuse_own(organisation: Organisation, actor: Actor) -> None:
    """Nobody verifies the organisation they belong to."""
    require(Verb.ORGANISATION_VERIFY, organisation, actor)
    if organisation.id in actor.organisations:
        raise RuleRefusal("organisation.own", rule_id="KYC-01")


def _needed(reason: str) -> str:
    told = reason.strip()
    if not told:
        raise InputError("decision.reason", field="reason")
    return told
