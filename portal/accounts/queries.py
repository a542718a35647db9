"""Questions about organisations that several modules ask."""

from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.organisations import OPERATOR, Membership, Organisation, OrganisationClaim
from portal.extensions import db


def members_of(organisation: Organisation) -> list[Membership]:
    """Return the memberships of the organisation, the earliest first."""
    mine = select(Membership).where(Membership.organisation_id == organisation.id).order_by(Membership.id)
    return list(db.session.scalars(mine))


def people_with_role(organisation: Organisation, *roles: str) -> list[User]:
    """Return the members who have any of `roles`."""
    return [item.user for item in members_of(organisation) if set(item.roles) & set(roles)]


def people_in(organisation_id: int | None, roles: frozenset[str]) -> list[int]:
    """Return the ids of the members who have any of `roles` and may sign in, in order."""
    members = (
        select(Membership)
        .join(User)
        .where(Membership.organisation_id == organisation_id, User.blocked_at.is_(None))
        .order_by(Membership.user_id)
    )
    return [item.user_id for item in db.session.scalars(members) if roles & set(item.roles)]


def operators_people(roles: frozenset[str]) -> list[int]:
    """Return the ids of the operator's people who have any of `roles`."""
    operators = db.session.scalars(select(Organisation.id).where(Organisation.kind == OPERATOR))
    return [user_id for operator_id in operators for user_id in people_in(operator_id, roles)]


def administrators(organisation: Organisation) -> list[User]:
    """Return the organisation's administrators."""
    return people_with_role(organisation, "admin")


def open_claim(organisation: Organisation) -> OrganisationClaim | None:
    """Return the claim on the organisation that waits for a decision, or None."""
    return db.session.scalar(
        select(OrganisationClaim).where(
            OrganisationClaim.organisation_id == organisation.id, OrganisationClaim.decided_at.is_(None)
        )
    )


def claims_by(user: User) -> list[OrganisationClaim]:
    """Return the person's claims that wait or were turned down, the latest first."""
    mine = select(OrganisationClaim).where(
        OrganisationClaim.user_id == user.id, OrganisationClaim.granted.is_not(True)
    )
    return list(db.session.scalars(mine.order_by(OrganisationClaim.id.desc()).limit(20)))


def by_uscc(uscc: str) -> Organisation | None:
    """Return the organisation with this unified social credit code, or None."""
    return db.session.scalar(select(Organisation).where(Organisation.uscc == uscc))
