"""The call to the inventors: a link each, whose token only the letter carries, and what they answer (UNI-08, ABN-08)."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from portal import mail
from portal.access.actors import SYSTEM
from portal.accounts.models import User
from portal.core import clock, tokens
from portal.core.errors import NotFound, RuleRefusal
from portal.core.i18n import DEFAULT
from portal.core.ids import new_public_id
from portal.extensions import db
from portal.reserve import timing
from portal.reserve.models import CALLS, NO, YES, Intention, Interest, InventorCall
from portal.workflow import history


def put(intention: Intention, people: Sequence[tuple[str, str]]) -> None:
    """Keep the inventors' names and addresses, in place of those not written to yet."""
    known = {call.email: call for call in intention.inventor_calls}
    wanted = {email: name for name, email in people}
    for email, call in known.items():
        if email not in wanted and call.sent_on is None:
            intention.inventor_calls.remove(call)
            db.session.delete(call)
    for email, name in wanted.items():
        if email not in known:
            intention.inventor_calls.append(_new(name, email))
    db.session.flush()


def _new(name: str, email: str) -> InventorCall:
    call = InventorCall(name=name, email=email, token_hash="", nonce=new_public_id(), created_at=clock.now())
    call.token_hash = tokens.fingerprint(token_of(call))
    return call


def send(intention: Intention) -> None:
    """Write to every inventor who was not written to yet; silence counts from today."""
    today = clock.today()
    for call in intention.inventor_calls:
        if call.sent_on is not None:
            continue
        call.sent_on = today
        call.silent_after = today + timedelta(days=timing.silence_days(today))
        mail.send_to_address(call.email, _language(intention), "rescue_inventor", call_id=call.id)


def _language(intention: Intention) -> str:
    """Return the language of whoever noted the intention: an inventor without an account has none of their own."""
    officer = select(User.language).where(User.id == intention.created_by_id)
    return db.session.scalar(officer) or DEFAULT


def token_of(call: InventorCall) -> str:
    """Return the token that the letter carries; without the secret key nobody can compute it."""
    return tokens.token("inventor", call.email, call.created_at, call.nonce)


def by_id(call_id: int) -> InventorCall:
    """Return the call that a letter is about."""
    return db.session.get_one(InventorCall, call_id)


def by_token(token: str) -> InventorCall:
    """Return the call whose letter carried the token. Raises NotFound."""
    found = db.session.scalar(
        select(InventorCall).where(InventorCall.token_hash == tokens.fingerprint(token))
    )
    if found is None:
        raise NotFound
    return found


def can_answer(call: InventorCall) -> bool:
    """Whether the inventor can still say something: once, while the patent is called out."""
    return call.answer is None and call.intention.state in CALLS


def answer(call: InventorCall, wants: bool, note: str = "") -> None:
    """Keep the answer; a yes stands as an offer on the owner's own terms. Raises RuleRefusal when it is too late."""
    if not can_answer(call):
        raise RuleRefusal("rescue.answer_closed", rule_id="UNI-08")
    call.answer, call.answered_at, call.note = YES if wants else NO, clock.now(), note
    if wants:
        call.intention.interests.append(
            Interest(name=call.name, offer_fen=call.intention.ask_fen, message=note, fee_payer="taker")
        )
    detail = {"inventor": call.public_id, "answer": call.answer}
    history.record(
        call.intention,
        "inventor_answered",
        SYSTEM,
        from_state=call.intention.state,
        to_state=call.intention.state,
        detail=detail,
    )


def have_been_asked(intention: Intention, taker_name: str = "") -> bool:
    """Whether every inventor has had the chance to take a service invention on equal terms (UNI-08)."""
    if not intention.service_invention:
        return True
    calls = [call for call in intention.inventor_calls if call.sent_on is not None]
    if calls:
        return all(call.has_waived or (call.answer == YES and call.name == taker_name) for call in calls)
    told = intention.inventors_told_on
    silent = timedelta(days=timing.silence_days(clock.today()))
    return told is not None and told + silent < clock.today()
