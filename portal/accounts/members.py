"""Who belongs to an organisation: invitations, roles, leaving; an organisation never loses its last administrator."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, func, select, update

from portal.access.actors import Actor
from portal.accounts.models import User
from portal.accounts.organisations import (
    OPERATOR,
    REFUSED,
    ROLES,
    VERIFIED,
    Invitation,
    Membership,
    Organisation,
)
from portal.accounts.queries import members_of
from portal.accounts.registration import join_as
from portal.core import clock
from portal.core.errors import InputError, NotFound
from portal.extensions import db
from portal.mail import send_to_address
from portal.workflow import history

LIVES = timedelta(days=14)
MOST_OPEN = 50
MOST_OPEN_UNVERIFIED = 3


def roles_of(kind: str) -> tuple[str, ...]:
    """Return the roles there are in an organisation of `kind`; only the operator has reviewers."""
    return ROLES if kind == OPERATOR else tuple(role for role in ROLES if role != "reviewer")


def _is_open() -> ColumnElement[bool]:
    return and_(
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > clock.now(),
    )


def open_invitations(organisation: Organisation) -> list[Invitation]:
    """Return the organisation's invitations that can still be accepted."""
    mine = select(Invitation).where(Invitation.organisation_id == organisation.id, _is_open())
    return list(db.session.scalars(mine.order_by(Invitation.id)))


def open_invitations_for(email: str) -> list[Invitation]:
    """Return the invitations that wait for whoever has this address."""
    mine = select(Invitation).where(Invitation.email == email, _is_open())
    return list(db.session.scalars(mine.order_by(Invitation.id)))


def invite(organisation: Organisation, email: str, roles: Iterable[str], inviter: User) -> Invitation:
    """Ask an address to join; an earlier invitation of the same address is withdrawn. Raises InputError."""
    chosen = _checked(organisation, roles)
    if any(item.user.email == email for item in members_of(organisation)):
        raise InputError("invitation.member", field="email")
    _withdraw_where(Invitation.organisation_id == organisation.id, Invitation.email == email)
    _refuse_too_many(organisation)
    invitation = Invitation(
        organisation=organisation,
        email=email,
        roles=chosen,
        invited_by=inviter,
        expires_at=clock.now() + LIVES,
    )
    db.session.add(invitation)
    history.record(organisation, "invited", inviter, detail={"email": email, "roles": chosen})
    send_to_address(
        email,
        inviter.language,
        "organisation_invitation",
        name_zh=organisation.name_zh,
        name_en=organisation.name_en,
        inviter=inviter.name,
        invitation=invitation.public_id,
    )
    return invitation


def _refuse_too_many(organisation: Organisation) -> None:
    """Keep the portal from being used to write to strangers in the name of an invented organisation."""
    if organisation.state == REFUSED:
        raise InputError("invitation.refused")
    waiting = select(func.count(Invitation.id)).where(
        Invitation.organisation_id == organisation.id,
        Invitation.accepted_at.is_(None),
        Invitation.created_at > clock.now() - LIVES,
    )
    most = MOST_OPEN if organisation.state == VERIFIED else MOST_OPEN_UNVERIFIED
    if (db.session.scalar(waiting) or 0) >= most:
        raise InputError("invitation.too_many", most=most)


def withdraw(organisation: Organisation, public_id: str, actor: Actor) -> None:
    """Make an open invitation useless. Raises NotFound."""
    found = next((item for item in open_invitations(organisation) if item.public_id == public_id), None)
    if found is None:
        raise NotFound
    found.withdrawn_at = clock.now()
    history.record(organisation, "invitation_withdrawn", actor, detail={"email": found.email})


def usable_invitation(public_id: str) -> Invitation | None:
    """Return the invitation while it can be accepted; holds its row until the transaction ends."""
    wanted = select(Invitation).where(Invitation.public_id == public_id, _is_open())
    return db.session.scalar(wanted.with_for_update())


def accept(invitation: Invitation, user: User) -> Membership:
    """Make the invited person a member. Raises InputError unless it is their confirmed address."""
    if user.email != invitation.email:
        raise InputError("invitation.other_address", email=invitation.email)
    organisation = invitation.organisation
    invitation.accepted_at = clock.now()
    known = _membership(organisation, user)
    membership = known or join_as(user, organisation, list(invitation.roles))
    if known is not None:
        known.roles = _in_order({*known.roles, *invitation.roles})
    history.record(organisation, "joined", user, detail={"roles": membership.roles})
    return membership


def set_roles(organisation: Organisation, user: User, roles: Iterable[str], actor: Actor) -> None:
    """Give the member other roles. Raises InputError where nobody would be administrator, NotFound."""
    membership = _existing(organisation, user)
    chosen = _checked(organisation, roles)
    if "admin" not in chosen:
        _keep_an_administrator(organisation, membership)
    membership.roles = chosen
    detail = {"person": user.public_id, "roles": chosen}
    history.record(organisation, "roles_changed", actor, detail=detail)


def remove(organisation: Organisation, user: User, actor: Actor) -> None:
    """End the membership, with the invitations that the person sent. Raises InputError, NotFound."""
    membership = _existing(organisation, user)
    _keep_an_administrator(organisation, membership)
    db.session.delete(membership)
    _withdraw_where(Invitation.organisation_id == organisation.id, Invitation.invited_by_id == user.id)
    action = "left" if actor.actor_id == user.id else "removed"
    history.record(organisation, action, actor, detail={"person": user.public_id})


def _membership(organisation: Organisation, user: User) -> Membership | None:
    return next((item for item in members_of(organisation) if item.user_id == user.id), None)


def _existing(organisation: Organisation, user: User) -> Membership:
    found = _membership(organisation, user)
    if found is None:
        raise NotFound
    return found


def _keep_an_administrator(organisation: Organisation, leaving: Membership) -> None:
    """Refuse where `leaving` is the last administrator.

    The organisation's row is written, so of two who leave at the same moment the second meets a stale version.
    """
    organisation.updated_at = clock.now()
    db.session.flush()
    others = (item for item in members_of(organisation) if item.id != leaving.id and "admin" in item.roles)
    if "admin" in leaving.roles and not any(item.user.is_active for item in others):
        raise InputError("member.last_admin", field="roles")


def _withdraw_where(*conditions: ColumnElement[bool]) -> None:
    chosen = update(Invitation).where(*conditions, Invitation.accepted_at.is_(None))
    chosen = chosen.where(Invitation.withdrawn_at.is_(None)).values(withdrawn_at=clock.now())
    db.session.execute(chosen.execution_options(synchronize_session="fetch"))


def _checked(organisation: Organisation, roles: Iterable[str]) -> list[str]:
    chosen = _in_order(set(roles))
    if not chosen or not set(chosen) <= set(roles_of(organisation.kind)):
        raise InputError("member.roles", field="roles")
    return chosen


def _in_order(roles: set[str]) -> list[str]:
    return [role for role in ROLES if role in roles]
