"""Reading a provider's event body, which may be any JSON at all, into a typed event or a refusal."""

from typing import Any

from portal.payments.gateway import ProviderEvent, WebhookRefused

CHECKOUT_KINDS = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
    }
)
PAYMENT_KINDS = frozenset({"charge.refunded", "refund.updated", "refund.failed"})
HANDLED_KINDS = CHECKOUT_KINDS | PAYMENT_KINDS


def read_event(body: Any, *, livemode: bool) -> ProviderEvent:
    """Return the event in `body`; raise `WebhookRefused` unless it is a whole event of our own mode and account."""
    if not isinstance(body, dict) or body.get("object") != "event":
        raise WebhookRefused("not_an_event")
    thing = _object_of(body)
    if body.get("livemode") is not livemode:
        raise WebhookRefused("other_livemode")
    if body.get("account") or body.get("context"):
        raise WebhookRefused("other_account")
    return ProviderEvent(
        id=_text(body, "id"),
        kind=_text(body, "type"),
        object_id=_text(thing, "id") if thing.get("id") else "",
        created=_whole(body, "created"),
        livemode=livemode,
        payment_id=str(thing.get("payment_intent") or ""),
    )


def _object_of(body: dict[str, Any]) -> dict[str, Any]:
    data = body.get("data")
    thing = data.get("object") if isinstance(data, dict) else None
    if not isinstance(thing, dict):
        raise WebhookRefused("no_object")
    return thing


def _text(body: dict[str, Any], field: str) -> str:
    value = body.get(field)
    if not isinstance(value, str) or not 0 < len(value) <= 255 or not value.isprintable():
        raise WebhookRefused(f"bad_{field}")
    return value


def _whole(body: dict[str, Any], field: str) -> int:
    value = body.get(field)
    if not isinstance(value, int) or isinstance(value, bool):
        raise WebhookRefused(f"bad_{field}")
    return value
