"""The steps of an organisation on its way to being verified (KYC-01)."""

from typing import Any

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.accounts.organisations import (
    PENDING,
    REFUSED,
    UNVERIFIED,
    VERIFIED,
    Membership,
    Organisation,
    OrganisationClaim,
)
from portal.accounts.queries import administrators, open_claim
from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.workflow.engine import Data, Lifecycle, Step, Telling
from portal.workflow.guards import guard

FACTS_OF_CLAIM = ("kind", "name_zh", "name_en", "size_class", "region", "address")
CONTACT = ("contact_name", "contact_email", "contact_phone")


@guard("KYC-01")
def has_scan(organisation: Organisation, _data: Data) -> RuleRefusal | None:
    """Refuse to examine an organisation whose licence nobody can look at."""
    if organisation.licence_blob:
        return None
    return RuleRefusal("organisation.no_scan", rule_id="KYC-01")


@guard("KYC-01")
def has_contact(organisation: Organisation, _data: Data) -> RuleRefusal | None:
    """Refuse to examine an organisation that cannot be reached."""
    if organisation.contact_name and organisation.contact_email:
        return None
    return RuleRefusal("organisation.no_contact", rule_id="KYC-01")


@guard("KYC-01")
def is_claimed(organisation: Organisation, _data: Data) -> RuleRefusal | None:
    """Let a claim be turned down only where there is one."""
    return None if open_claim(organisation) else RuleRefusal("organisation.no_claim", rule_id="KYC-01")


@guard("KYC-01")
def is_not_claimed(organisation: Organisation, _data: Data) -> RuleRefusal | None:
    """Let an open claim be answered before anything else."""
    return RuleRefusal("organisation.claimed", rule_id="KYC-01") if open_claim(organisation) else None


def _grant(organisation: Organisation, _actor: Actor, _data: Data) -> None:
    """Clear an earlier refusal; where there is a claim, hand the organisation to the claimant."""
    organisation.decision_reason = None
    claim = open_claim(organisation)
    if claim is None:
        return
    for name, value in claim.facts.items():
        if name in FACTS_OF_CLAIM + CONTACT:
            setattr(organisation, name, value)
    organisation.licence_blob, organisation.licence_file = claim.licence_blob, claim.licence_file
    organisation.bank_account = {}
    for membership in list(organisation.memberships):
        db.session.delete(membership)
    db.session.flush()
    db.session.add(Membership(user_id=claim.user_id, organisation_id=organisation.id, roles=["admin"]))
    _decide(claim, granted=True)


def _turn_down_claim(organisation: Organisation, _actor: Actor, data: Data) -> None:
    claim = open_claim(organisation)
    if claim is not None:
        _decide(claim, granted=False, reason=data["reason"])


def _decide(claim: OrganisationClaim, *, granted: bool, reason: str | None = None) -> None:
    claim.decided_at, claim.granted, claim.decision_reason = clock.now(), granted, reason
    db.session.flush()


def _note_reason(organisation: Organisation, _actor: Actor, data: Data) -> None:
    organisation.decision_reason = data["reason"]


def _tell(template: str) -> Any:
    def letters(organisation: Organisation) -> list[Telling]:
        facts = {
            "name_zh": organisation.name_zh,
            "name_en": organisation.name_en,
            "organisation": organisation.public_id,
            "reason": organisation.decision_reason,
        }
        return [Telling(user.id, template, facts) for user in administrators(organisation)]

    return letters


_OPEN = (UNVERIFIED, REFUSED)

LIFECYCLE = Lifecycle(
    group="organisation",
    initial=UNVERIFIED,
    steps=(
        Step("submit", _OPEN, PENDING, Verb.ORGANISATION_EDIT, (has_scan, has_contact)),
        Step("take_back", (PENDING,), UNVERIFIED, Verb.ORGANISATION_EDIT, (is_not_claimed,)),
        Step("claim", _OPEN, PENDING, Verb.ORGANISATION_CLAIM, hidden=True),
        Step(
            "verify",
            (PENDING,),
            VERIFIED,
            Verb.ORGANISATION_VERIFY,
            effect=_grant,
            tells=_tell("organisation_verified"),
            hidden=True,
        ),
        Step(
            "refuse",
            (PENDING,),
            REFUSED,
            Verb.ORGANISATION_VERIFY,
            (is_not_claimed,),
            _note_reason,
            _tell("organisation_refused"),
            hidden=True,
        ),
        Step(
            "refuse_claim",
            (PENDING,),
            UNVERIFIED,
            Verb.ORGANISATION_VERIFY,
            (is_claimed,),
            _turn_down_claim,
            hidden=True,
        ),
        Step(
            "revoke",
            (VERIFIED,),
            REFUSED,
            Verb.ORGANISATION_VERIFY,
            effect=_note_reason,
            tells=_tell("organisation_revoked"),
            hidden=True,
        ),
    ),
    terminal=frozenset(),
)
