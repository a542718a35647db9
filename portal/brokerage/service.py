"""What a broker does with their own profile, and what the operator decides about it."""

from typing import Any

from portal.access.actors import Actor
from portal.accounts.models import BrokerProfile, User
from portal.brokerage.lifecycle import LIFECYCLE, REFUSED, VERIFIED
from portal.core.errors import InputError, RuleRefusal
from portal.core.uploads import Upload
from portal.extensions import db
from portal.workflow import engine, history

CERTIFICATE = ("certificate_level", "certificate_issuer", "certificate_number", "certificate_until")
NO_CERTIFICATE = "none"
Facts = dict[str, Any]


def apply(user: User, facts: Facts, scan: Upload | None) -> BrokerProfile:
    """Make the person's profile, which the operator then examines. Raises InputError."""
    _check_certificate(facts)
    profile = BrokerProfile(user=user, **facts)
    _attach(profile, scan)
    db.session.add(profile)
    history.record(profile, "applied", user, to_state=LIFECYCLE.initial)
    return profile


def edit(profile: BrokerProfile, facts: Facts, scan: Upload | None, actor: Actor) -> None:
    """Change the profile. A new certificate, or anything after a refusal, is examined again. Raises InputError."""
    _check_certificate(facts)
    new_certificate = scan is not None or any(getattr(profile, name) != facts[name] for name in CERTIFICATE)
    for name, value in facts.items():
        setattr(profile, name, value)
    _attach(profile, scan)
    if profile.state == VERIFIED and new_certificate:
        engine.take(LIFECYCLE, profile, "amend", actor)
    elif profile.state == REFUSED:
        engine.take(LIFECYCLE, profile, "resubmit", actor)
    else:
        history.record(profile, "edited", actor)


def verify(profile: BrokerProfile, actor: Actor, version: int | None = None) -> None:
    """Verify the broker, who then appears in the directory and may be put on deals."""
    _decide(profile, "verify", actor, version, None)


def refuse(profile: BrokerProfile, reason: str, actor: Actor, version: int | None = None) -> None:
    """Refuse the broker with a reason. Raises InputError about `reason` where there is none."""
    _decide(profile, "refuse", actor, version, reason)


def suspend(profile: BrokerProfile, reason: str, actor: Actor, version: int | None = None) -> None:
    """Take the broker out of the directory with a reason. Raises InputError about `reason`."""
    _decide(profile, "suspend", actor, version, reason)


def reinstate(profile: BrokerProfile, actor: Actor, version: int | None = None) -> None:
    """Put a suspended broker back."""
    _decide(profile, "reinstate", actor, version, None)


def _decide(profile: BrokerProfile, step: str, actor: Actor, version: int | None, reason: str | None) -> None:
    if actor.actor_id == profile.user_id:
        raise RuleRefusal("broker.own", rule_id="BRK-09")
    data: Facts = {}
    if reason is not None:
        told = reason.strip()
        if not told:
            raise InputError("decision.reason", field="reason")
        data = {"reason": told, "record": {"reason": told}}
    engine.take(LIFECYCLE, profile, step, actor, version=version, data=data)


def _check_certificate(facts: Facts) -> None:
    if facts["certificate_level"] == NO_CERTIFICATE:
        facts.update(certificate_issuer="", certificate_number="", certificate_until=None)
    elif not (facts["certificate_issuer"] and facts["certificate_number"]):
        raise InputError("broker.certificate", field="certificate_issuer")


def _attach(profile: BrokerProfile, scan: Upload | None) -> None:
    if scan is not None:
        profile.certificate_blob, profile.certificate_file = scan.sha256, scan.name
