"""Who can act: a person, nobody in particular, or the portal itself."""

from typing import Protocol

from flask_login import AnonymousUserMixin


class Actor(Protocol):
    """What the policy asks of whoever acts.

    `organisations` maps the ids of the organisations a person belongs to, to their roles there;
    `operator_roles` are the roles in the operator's organisation; `broker_id` is set for a verified broker.
    """

    @property
    def actor_id(self) -> int | None: ...
    @property
    def is_authenticated(self) -> bool: ...
    @property
    def is_system(self) -> bool: ...
    @property
    def organisations(self) -> dict[int, frozenset[str]]: ...
    @property
    def operator_roles(self) -> frozenset[str]: ...
    @property
    def is_active_broker(self) -> bool: ...


class Anonymous(AnonymousUserMixin):  # type: ignore[misc]  # flask_login has no types
    """A reader who has not signed in."""

    actor_id: int | None = None
    is_system = False
    is_active_broker = False
    language: str | None = None
    operator_roles: frozenset[str] = frozenset()

    @property
    def organisations(self) -> dict[int, frozenset[str]]:
        """Return nothing: nobody belongs nowhere."""
        return {}


class System:
    """The portal itself: deadlines and messages from outside take steps through the same door."""

    actor_id: int | None = None
    is_authenticated = True
    is_system = True
    is_active_broker = False
    operator_roles: frozenset[str] = frozenset()

    @property
    def organisations(self) -> dict[int, frozenset[str]]:
        """Return nothing: the portal is no member of anything."""
        return {}


SYSTEM = System()
