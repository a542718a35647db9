"""The steps of a broker's profile: examined by the operator, suspended and reinstated (BRK-12)."""

from collections.abc import Callable

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.accounts.models import BrokerProfile
from portal.workflow.engine import Data, Lifecycle, Step, Telling

PENDING, VERIFIED, REFUSED, SUSPENDED = "pending", "verified", "refused", "suspended"


def _note_reason(profile: BrokerProfile, _actor: Actor, data: Data) -> None:
    profile.decision_reason = data["reason"]


def _clear_reason(profile: BrokerProfile, _actor: Actor, _data: Data) -> None:
    profile.decision_reason = None


def _tell(template: str) -> Callable[[BrokerProfile], list[Telling]]:
    def letters(profile: BrokerProfile) -> list[Telling]:
        return [Telling(profile.user_id, template, {"reason": profile.decision_reason})]

    return letters


def _decision(name: str, source: str, target: str, template: str, *, reason: bool) -> Step:
    return Step(
        name,
        (source,),
        target,
        Verb.BROKER_VERIFY,
        effect=_note_reason if reason else _clear_reason,
        tells=_tell(template),
        hidden=True,
    )


LIFECYCLE = Lifecycle(
    group="broker",
    initial=PENDING,
    steps=(
        Step("resubmit", (REFUSED,), PENDING, Verb.BROKER_EDIT, hidden=True),
        Step("amend", (VERIFIED,), PENDING, Verb.BROKER_EDIT, hidden=True),
        _decision("verify", PENDING, VERIFIED, "broker_verified", reason=False),
        _decision("refuse", PENDING, REFUSED, "broker_refused", reason=True),
        _decision("suspend", VERIFIED, SUSPENDED, "broker_suspended", reason=True),
        _decision("reinstate", SUSPENDED, VERIFIED, "broker_verified", reason=False),
    ),
)
