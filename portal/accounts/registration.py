"""How an organisation comes onto the portal: registered by a person, made by an import, claimed afterwards."""

from typing import Any

from portal.access.actors import Actor
from portal.accounts.lifecycle import CONTACT, FACTS_OF_CLAIM, LIFECYCLE
from portal.accounts.models import User
from portal.accounts.organisations import (
    OPERATOR,
    REFUSED,
    UNVERIFIED,
    VERIFIED,
    Membership,
    Organisation,
    OrganisationClaim,
)
from portal.accounts.queries import by_uscc, people_with_role
from portal.core.errors import InputError
from portal.core.numbers import parse_uscc
from portal.core.uploads import Upload
from portal.extensions import db
from portal.mail import send_to_person
from portal.workflow import engine, history

Facts = dict[str, Any]
EDITABLE_ONCE_VERIFIED = ("name_en", "size_class", "region", "address", *CONTACT)


def read_uscc(text: str) -> str:
    """Return the code in its one writing. Raises InputError that names the field `uscc`."""
    try:
        return parse_uscc(text)
    except InputError as error:
        raise InputError(error.code, field="uscc", **error.params) from None


def register(user: User, uscc: str, facts: Facts, scan: Upload | None) -> Organisation | OrganisationClaim:
    """Make the organisation with `user` as its administrator, or a claim where the code is known already.

    With a scan of the licence it goes to the operator at once. Raises InputError about `uscc` or `scan`.
    """
    code = read_uscc(uscc)
    known = by_uscc(code)
    if known is not None:
        return claim(user, known, facts, scan)
    organisation = Organisation(uscc=code, state=UNVERIFIED, **_without(facts, "uscc"))
    _attach(organisation, scan)
    db.session.add(organisation)
    db.session.flush()
    join_as(user, organisation, ["admin"])
    history.record(organisation, "registered", user, to_state=UNVERIFIED, detail={"uscc": code})
    if scan is not None:
        engine.take(LIFECYCLE, organisation, "submit", user)
    return organisation


def claim(user: User, organisation: Organisation, facts: Facts, scan: Upload | None) -> OrganisationClaim:
    """Ask to be the administrator of an organisation that is here already; the operator decides.

    Raises InputError where it is verified or being examined (ask to be invited), or where the scan is missing.
    """
    if organisation.state not in (UNVERIFIED, REFUSED) or organisation.kind == OPERATOR:
        raise InputError("organisation.known", field="uscc")
    if organisation.id in user.organisations:
        raise InputError("organisation.yours", field="uscc")
    if scan is None:
        raise InputError("organisation.claim_needs_scan", field="scan")
    wish = OrganisationClaim(
        organisation_id=organisation.id,
        user_id=user.id,
        facts={name: facts.get(name) for name in FACTS_OF_CLAIM + CONTACT},
        licence_blob=scan.sha256,
        licence_file=scan.name,
    )
    db.session.add(wish)
    db.session.flush()
    engine.take(LIFECYCLE, organisation, "claim", user, data={"record": {"claim": wish.public_id}})
    return wish


def join_as(user: User, organisation: Organisation, roles: list[str]) -> Membership:
    """Make the person a member with `roles`."""
    membership = Membership(user=user, organisation=organisation, roles=roles)
    db.session.add(membership)
    user.__dict__.pop("organisations", None)
    user.__dict__.pop("operator_roles", None)
    db.session.flush()
    return membership


def edit(organisation: Organisation, facts: Facts, scan: Upload | None, actor: Actor) -> None:
    """Change the facts that may be changed in the present state; what was verified stays as it was examined."""
    allowed = EDITABLE_ONCE_VERIFIED if organisation.state == VERIFIED else tuple(facts)
    changed = [name for name in allowed if getattr(organisation, name) != facts[name]]
    for name in changed:
        setattr(organisation, name, facts[name])
    if organisation.state != VERIFIED and scan is not None:
        _attach(organisation, scan)
        changed.append("licence")
    if changed:
        history.record(organisation, "edited", actor, detail={"fields": changed})


def set_bank_account(organisation: Organisation, account: dict[str, str], actor: Actor) -> None:
    """Change where bank transfers go, and tell every administrator and finance officer that it was changed."""
    organisation.bank_account = account
    history.record(organisation, "bank_account_changed", actor, detail={"ending": account["number"][-4:]})
    for user in people_with_role(organisation, "admin", "finance"):
        send_to_person(
            user.id,
            "organisation_bank_changed",
            name_zh=organisation.name_zh,
            name_en=organisation.name_en,
            organisation=organisation.public_id,
        )


def _attach(organisation: Organisation, scan: Upload | None) -> None:
    if scan is not None:
        organisation.licence_blob, organisation.licence_file = scan.sha256, scan.name


def _without(facts: Facts, name: str) -> Facts:
    return {key: value for key, value in facts.items() if key != name}
