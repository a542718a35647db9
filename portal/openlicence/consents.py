"""Consents of co-owners and pledgees by a link that carries the right to answer once: asked, revoked, answered."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal import mail
from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.core import clock, tokens
from portal.core.errors import InputError, NotFound, RuleRefusal, Stale
from portal.core.ids import new_public_id
from portal.extensions import db
from portal.openlicence import parties, terms
from portal.openlicence.models import DRAFTING, EFFECTIVE, MUST_WITHDRAW, Statement
from portal.openlicence.records import DECLARE, PLEDGEE, WITHDRAW, YES, Consent
from portal.openlicence.rules import refuse
from portal.parameters import law
from portal.workflow import history

_ASKED_IN = {DECLARE: (DRAFTING,), WITHDRAW: (EFFECTIVE, MUST_WITHDRAW)}


def ask(
    statement: Statement,
    actor: Actor,
    *,
    party: str,
    email: str,
    purpose: str = DECLARE,
    language: str = "zh",
) -> Consent:
    """Ask a co-owner or the pledgee to agree to the terms as they are now, and revoke what they were asked before.

    Raises Stale where the statement is past that, InputError where nobody of that name has to agree.
    """
    require(Verb.STATEMENT_EDIT, statement, actor)
    if statement.state not in _ASKED_IN[purpose]:
        raise Stale
    known = next((one for one in parties.needed(statement, purpose) if one.name == party), None)
    if known is None:
        raise InputError("consent.no_such_party", field="party")
    for earlier in of_statement(statement, purpose):
        if earlier.party == party and earlier.revoked_at is None:
            earlier.revoked_at = clock.now()
    consent = Consent(
        public_id=new_public_id(),
        statement_id=statement.id,
        role=known.role,
        purpose=purpose,
        party=party,
        email=email,
        text_hash=terms.hash_of(statement),
        asked_by_id=actor.actor_id,
        expires_at=clock.now() + timedelta(days=law.current().on("openlicence.consent_days", clock.today())),
    )
    consent.token_hash = tokens.fingerprint(token_of(consent.public_id))
    db.session.add(consent)
    db.session.flush()
    detail = {"party": party, "purpose": purpose, "text_sha256": consent.text_hash}
    history.record(statement, "consent_asked", actor, detail=detail)
    if email:
        mail.send_to_address(email, language, "statement_consent", consent_id=consent.public_id)
    return consent


def revoke(consent: Consent, actor: Actor) -> None:
    """Make the link dead, and the answer with it. Raises Stale where that was done before."""
    require(Verb.STATEMENT_EDIT, consent.statement, actor)
    if consent.revoked_at is not None:
        raise Stale
    consent.revoked_at = clock.now()
    history.record(consent.statement, "consent_revoked", actor, detail={"party": consent.party})


def token_of(public_id: str) -> str:
    """Return the token that the link carries: only whoever has the secret key can write it."""
    return tokens.token("statement-consent", public_id)


def by_token(token: str, *, hold: bool = False) -> Consent:
    """Return the consent whose link this is; with `hold` its row is held until the transaction ends.

    Raises NotFound for an unknown, revoked or expired link: they look the same.
    """
    wanted = select(Consent).where(Consent.token_hash == tokens.fingerprint(token))
    consent = db.session.scalar(wanted.with_for_update() if hold else wanted)
    if consent is None or not (consent.is_open or (consent.answer and consent.revoked_at is None)):
        raise NotFound
    return consent


def is_current(consent: Consent) -> bool:
    """Tell whether the terms are still those that were shown to this party."""
    return consent.text_hash == terms.hash_of(consent.statement)


def answer(consent: Consent, actor: Actor, *, yes: bool, signatory: str, position: str, **rest: Any) -> None:
    """Keep the answer. Raises Stale where it was given before, or the terms changed since they were asked."""
    if not consent.is_open or not is_current(consent):
        raise Stale
    consent.answered_at = clock.now()
    consent.answer = YES if yes else "no"
    consent.signatory, consent.position = signatory, position
    for name, value in rest.items():
        setattr(consent, name, value)
    detail = {"party": consent.party, "answer": consent.answer, "text_sha256": consent.text_hash}
    history.record(consent.statement, "consent_answered", actor, detail=detail)


def of_statement(statement: Statement, purpose: str | None = None) -> list[Consent]:
    """Return what was asked for the statement, the latest first."""
    wanted = select(Consent).where(Consent.statement_id == statement.id).order_by(Consent.id.desc())
    return list(db.session.scalars(wanted.where(Consent.purpose == purpose) if purpose else wanted))


def missing(statement: Statement, purpose: str) -> list[parties.Party]:
    """Return who has not agreed to exactly the present terms."""
    wanted = parties.needed(statement, purpose)
    if not wanted:
        return []
    text_hash = terms.hash_of(statement)
    agreed = {
        (one.role, one.party)
        for one in of_statement(statement, purpose)
        if one.answer == YES and one.revoked_at is None and one.text_hash == text_hash
    }
    return [party for party in wanted if (party.role, party.name) not in agreed]


def pledgee_agreed(statement: Statement) -> bool:
    """Tell whether the pledgee agreed here to the terms as they are, or as the office announced them."""
    known = {terms.hash_of(statement), statement.announced_hash}
    return any(
        one.role == PLEDGEE and one.answer == YES and one.revoked_at is None and one.text_hash in known
        for one in of_statement(statement, DECLARE)
    )


def refusal(statement: Statement, purpose: str) -> RuleRefusal | None:
    """Return OL-02 (or OL-21 for a withdrawal) for the first co-owner who has not agreed, OL-05 for the pledgee."""
    lacking = missing(statement, purpose)
    if not lacking:
        return None
    first = lacking[0]
    if first.role == PLEDGEE:
        return refuse("OL-05", "statement.pledgee_silent", name=first.name)
    if purpose == WITHDRAW:
        return refuse("OL-21", "statement.co_owner_silent_withdrawal", name=first.name)
    return refuse("OL-02", "statement.co_owner_silent", name=first.name)
