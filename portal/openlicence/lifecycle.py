"""The steps of a statement: drafted, signed, publicised, filed, announced, and how it ends (rules 10.3)."""

from portal.access.permissions import Verb
from portal.openlicence import effects, guards, rules, tellings
from portal.openlicence.models import (
    BEFORE,
    DRAFTING,
    EFFECTIVE,
    EXPIRED,
    FILED,
    IN_PUBLICITY,
    LIVE,
    MUST_WITHDRAW,
    READY,
    REVOKED,
    SIGNED,
    TERMINATED,
    WITHDRAWAL_FILED,
    WITHDRAWN,
)
from portal.workflow.engine import Lifecycle, Step

_EDIT, _RECORD, _SYSTEM = Verb.STATEMENT_EDIT, Verb.STATEMENT_RECORD, Verb.STATEMENT_SYSTEM
_PROVEN = (rules.announcement_proven, rules.announced_after_grant)

_BEFORE = (
    Step("declare", BEFORE, None, _EDIT, guards=rules.CONTENT, effect=effects.show),
    Step("redraft", BEFORE, None, _EDIT, effect=effects.hide),
    Step(
        "sign",
        (DRAFTING,),
        SIGNED,
        _EDIT,
        guards=(*rules.CONTENT, *rules.SIGNED_CONTENT, *guards.SIGNING, guards.signature_given),
        effect=effects.sign,
    ),
    Step("reopen", (SIGNED, IN_PUBLICITY, READY), DRAFTING, _EDIT, effect=effects.reopen),
    Step(
        "publicise",
        (SIGNED,),
        IN_PUBLICITY,
        _EDIT,
        guards=(guards.decision_recorded,),
        effect=effects.publicise,
    ),
    Step("clear", (SIGNED,), READY, _SYSTEM, guards=(guards.publicity_settled,), hidden=True),
    Step(
        "conclude",
        (IN_PUBLICITY,),
        READY,
        _SYSTEM,
        guards=(guards.publicity_over,),
        effect=effects.conclude,
        tells=tellings.of_readiness,
        hidden=True,
    ),
    Step("file", (READY,), FILED, _EDIT, guards=(*guards.FILING, guards.receipt_given), effect=effects.file),
    Step(
        "return",
        (FILED,),
        DRAFTING,
        _RECORD,
        guards=(guards.reason_given,),
        effect=effects.take_back,
        tells=tellings.of_return,
    ),
)
_ANNOUNCED = (
    Step(
        "announce",
        (FILED,),
        EFFECTIVE,
        _RECORD,
        guards=(*_PROVEN, guards.announced_after_filing, guards.right_is_free),
        effect=effects.announce,
        tells=tellings.of_announcement,
    ),
    Step(
        "announce_hindered",
        (FILED,),
        MUST_WITHDRAW,
        _RECORD,
        guards=(*_PROVEN, guards.announced_after_filing, guards.is_hindered),
        effect=effects.announce_hindered,
        tells=tellings.of_hindrance,
        hidden=True,
    ),
    # What the office announced before it was entered here was signed and examined elsewhere.
    Step(
        "enter",
        (DRAFTING,),
        EFFECTIVE,
        _RECORD,
        guards=(*rules.CONTENT, *_PROVEN, guards.announced_after_title, guards.right_is_free),
        effect=effects.announce,
        tells=tellings.of_announcement,
    ),
    Step(
        "hinder",
        (EFFECTIVE,),
        MUST_WITHDRAW,
        _SYSTEM,
        guards=(guards.is_hindered,),
        effect=effects.hinder,
        tells=tellings.of_hindrance,
        hidden=True,
    ),
    Step(
        "cure",
        (MUST_WITHDRAW,),
        EFFECTIVE,
        _RECORD,
        guards=(guards.right_is_free,),
        effect=effects.cure,
        tells=tellings.of_cure,
    ),
)
_ENDING = (
    Step(
        "file_withdrawal",
        (EFFECTIVE, MUST_WITHDRAW),
        WITHDRAWAL_FILED,
        _EDIT,
        guards=(guards.withdrawal_grounded, guards.all_agree_to_withdraw),
        effect=effects.file_withdrawal,
    ),
    Step(
        "refuse_withdrawal",
        (WITHDRAWAL_FILED,),
        EFFECTIVE,
        _RECORD,
        guards=(guards.reason_given, guards.right_is_free),
        effect=effects.refuse_withdrawal,
    ),
    Step(
        "refuse_withdrawal_hindered",
        (WITHDRAWAL_FILED,),
        MUST_WITHDRAW,
        _RECORD,
        guards=(guards.reason_given, guards.is_hindered),
        effect=effects.refuse_withdrawal,
        hidden=True,
    ),
    Step(
        "withdraw",
        LIVE,
        WITHDRAWN,
        _RECORD,
        guards=(rules.withdrawal_proven,),
        effect=effects.withdraw,
        tells=tellings.of_withdrawal,
    ),
    Step(
        "terminate",
        LIVE,
        TERMINATED,
        _RECORD,
        guards=(rules.withdrawal_proven, guards.reason_given),
        effect=effects.withdraw,
        tells=tellings.of_end_by_office,
    ),
    Step(
        "revoke",
        LIVE,
        REVOKED,
        _RECORD,
        guards=(rules.withdrawal_proven, guards.reason_given),
        effect=effects.withdraw,
        tells=tellings.of_end_by_office,
    ),
    Step(
        "expire",
        LIVE,
        EXPIRED,
        _SYSTEM,
        guards=(rules.is_over,),
        effect=effects.expire,
        tells=tellings.of_expiry,
    ),
)

STATEMENT = Lifecycle(
    group="statement",
    initial=DRAFTING,
    terminal=frozenset({WITHDRAWN, TERMINATED, REVOKED, EXPIRED}),
    steps=(*_BEFORE, *_ANNOUNCED, *_ENDING),
)
