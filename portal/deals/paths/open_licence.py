"""The open-licence path: no negotiation states on purpose, and no step with which the owner could refuse or alter."""

from portal.access.permissions import Verb
from portal.deals import brokering, effects, rules, tellings
from portal.deals.models import CLOSED, IN_EFFECT
from portal.workflow.engine import Lifecycle, Step

BEFORE_NOTICE = ("new", "notice_ready")
BEFORE_EFFECT = (*BEFORE_NOTICE, "notice_sent", "paid")
AFTER_NOTICE = ("notice_sent", "paid", *IN_EFFECT)
LIVE = (*BEFORE_EFFECT, *IN_EFFECT)

_TAKING = (
    Step(
        "confirm_terms",
        ("new",),
        "notice_ready",
        Verb.DEAL_AS_LICENSEE,
        guards=(rules.statement_open, rules.licensee_may, rules.terms_unchanged, rules.terms_agreed),
        effect=effects.terms_read,
        tells=tellings.short("terms_confirmed"),
        hidden=True,
    ),
    Step(
        "send_notice",
        ("notice_ready",),
        "notice_sent",
        Verb.DEAL_AS_LICENSEE,
        guards=(rules.statement_open, rules.licensee_may, rules.terms_unchanged, rules.signed),
        effect=effects.notice_arrives,
        tells=tellings.letter("notice_arrived"),
        hidden=True,
    ),
    Step(
        "settle_payment",
        ("notice_sent",),
        "paid",
        Verb.DEAL_SYSTEM,
        guards=(rules.amount_matches,),
        effect=effects.payment_settles,
        tells=tellings.short("payment_settled"),
        hidden=True,
    ),
    Step(
        "take_effect",
        ("notice_sent", "paid"),
        "licensed",
        Verb.DEAL_SYSTEM,
        guards=(rules.conditions_met, rules.before_withdrawal, rules.within_life),
        effect=effects.takes_effect,
        tells=tellings.letter("took_effect"),
        hidden=True,
    ),
)
_ENDINGS = (
    Step(
        "cancel",
        BEFORE_NOTICE,
        "cancelled",
        Verb.DEAL_AS_LICENSEE,
        effect=effects.closes,
        tells=tellings.short("cancelled"),
    ),
    Step(
        "lapse",
        ("notice_sent",),
        "lapsed_notice",
        Verb.DEAL_SYSTEM,
        guards=(rules.has_lapsed,),
        effect=effects.closes,
        tells=tellings.letter("lapsed"),
        hidden=True,
    ),
    Step(
        "fail",
        BEFORE_EFFECT,
        "failed",
        Verb.DEAL_SYSTEM,
        effect=effects.fails,
        tells=tellings.letter("failed"),
        hidden=True,
    ),
    Step(
        "end",
        IN_EFFECT,
        "ended",
        Verb.DEAL_SYSTEM,
        guards=(rules.has_ended,),
        effect=effects.closes,
        tells=tellings.letter("ended"),
        hidden=True,
    ),
)
_AFTERWARDS = (
    Step(
        "file_recordal",
        ("licensed",),
        "recording",
        Verb.DEAL_AS_PARTY,
        guards=(rules.receipt_given, rules.right_is_recordable),
        effect=effects.recordal_filed,
        tells=tellings.short("recordal_filed"),
    ),
    Step(
        "confirm_recordal",
        ("recording",),
        "active",
        Verb.DEAL_AS_PARTY,
        guards=(rules.receipt_given,),
        effect=effects.recordal_confirmed,
        tells=tellings.letter("recorded"),
    ),
    Step(
        "object",
        AFTER_NOTICE,
        None,
        Verb.DEAL_AS_LICENSOR,
        guards=(rules.objection_given,),
        effect=effects.objects,
        tells=tellings.letter("objected"),
    ),
)

OPEN_LICENCE = Lifecycle(
    group="deal",
    initial="new",
    terminal=frozenset(CLOSED),
    steps=(*_TAKING, *_ENDINGS, *_AFTERWARDS, *brokering.steps(LIVE)),
)
