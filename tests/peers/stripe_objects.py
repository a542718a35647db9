"""The state behind the Stripe stand-in: sessions, intents, charges, refunds, events, and what a payer does."""

import copy
import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import stripe
from babel.numbers import is_currency

Json = dict[str, Any]
ASYNCHRONOUS = frozenset({"alipay", "wechat_pay"})
DECLINED = frozenset({"4000000000000002", "4000000000000341"})


class Refusal(Exception):
    """An error answer as Stripe gives it."""

    def __init__(self, status: int, code: str, message: str, param: str = "", kind: str = "") -> None:
        super().__init__(message)
        self.status = status
        default = "card_error" if status == 402 else "invalid_request_error"
        self.body: Json = {
            "error": {"type": kind or default, "code": code, "message": message, "param": param or None}
        }


class StripeWorld:
    """Everything one Stripe account holds, in test mode."""

    def __init__(self) -> None:
        self.things: dict[str, Json] = {}
        self.events: list[Json] = []
        self.base_url = ""

    def of_kind(self, kind: str) -> list[Json]:
        """Return the objects of `kind`, newest first."""
        return [thing for thing in reversed(self.things.values()) if thing["object"] == kind]

    def get(self, thing_id: str, kind: str) -> Json:
        """Return one object or answer 404."""
        thing = self.things.get(thing_id)
        if thing is None or thing["object"] != kind:
            raise Refusal(404, "resource_missing", f"No such {kind}: '{thing_id}'", "id")
        return thing

    def make(self, prefix: str, kind: str, **fields: Any) -> Json:
        """Store a new object."""
        thing: Json = {
            "id": f"{prefix}_{secrets.token_hex(12)}",
            "object": kind,
            "created": int(time.time()),
            "livemode": False,
            **fields,
        }
        self.things[thing["id"]] = thing
        return thing

    def happened(self, kind: str, thing: Json) -> Json:
        """Record an event that carries the object as it is now."""
        event: Json = {
            "id": f"evt_{secrets.token_hex(12)}",
            "object": "event",
            "type": kind,
            "created": int(time.time()),
            "livemode": False,
            "api_version": stripe.api_version,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "data": {"object": copy.deepcopy(thing)},
        }
        self.events.append(event)
        return event

    # ---- checkout sessions

    def create_session(self, params: Json) -> Json:
        """Open a hosted payment page."""
        _need(params.get("mode") == "payment", "mode", "only payment sessions are kept here")
        _need("line_items" in params, "line_items", "line_items is required in payment mode")
        _check_url(params, "success_url", required=True)
        _check_url(params, "cancel_url", required=False)
        now = int(time.time())
        expires_at = int(params.get("expires_at", now + 86_400))
        _need(
            now + 1740 <= expires_at <= now + 86_460, "expires_at", "must be 30 minutes to 24 hours from now"
        )
        amount, currency = _total(params["line_items"])
        session = self.make(
            "cs_test",
            "checkout.session",
            amount_total=amount,
            currency=currency,
            status="open",
            payment_status="unpaid",
            payment_intent=None,
            mode="payment",
            expires_at=expires_at,
            client_reference_id=params.get("client_reference_id"),
            metadata=params.get("metadata", {}),
            success_url=params["success_url"],
            cancel_url=params.get("cancel_url"),
            locale=params.get("locale"),
            intent_metadata=params.get("payment_intent_data", {}).get("metadata", {}),
            methods=list(params.get("allowed_payment_method_types", {"0": "card"}).values()),
        )
        session["url"] = f"{self.base_url}/c/pay/{session['id']}"
        return session

    def expire_session(self, session_id: str) -> Json:
        """Close an open page."""
        session = self.get(session_id, "checkout.session")
        _need(session["status"] == "open", "session", "Only open Checkout Sessions can be expired.")
        session.update(status="expired", url=None)
        self.happened("checkout.session.expired", session)
        return session

    def pay(self, session_id: str, method: str = "card", outcome: str = "success") -> Json:
        """Do what a payer does on the page; outcome is success, decline or later (alipay, wechat_pay)."""
        session = self.get(session_id, "checkout.session")
        _need(session["status"] == "open", "session", "This page is closed.")
        _need(method in session["methods"], "method", f"{method} is not offered")
        _need(outcome != "later" or method in ASYNCHRONOUS, "method", f"{method} answers at once")
        intent = self._intent_of(session)
        if outcome == "decline":
            intent.update(status="requires_payment_method", last_payment_error={"code": "card_declined"})
            self.happened("payment_intent.payment_failed", intent)
            return session
        session.update(status="complete", url=None)
        if outcome == "later":
            intent.update(status="processing", method=method)
            self.happened("payment_intent.processing", intent)
        else:
            self._succeed(session, intent, method)
        self.happened("checkout.session.completed", session)
        return session

    def settle(self, session_id: str, *, success: bool) -> Json:
        """Let an asynchronous payment end."""
        session = self.get(session_id, "checkout.session")
        intent = self.get(session["payment_intent"], "payment_intent")
        _need(intent["status"] == "processing", "session", "nothing is being processed")
        if success:
            self._succeed(session, intent, intent["method"])
            self.happened("checkout.session.async_payment_succeeded", session)
        else:
            intent.update(status="requires_payment_method", last_payment_error={"code": "payment_timeout"})
            self.happened("checkout.session.async_payment_failed", session)
        return session

    def _intent_of(self, session: Json) -> Json:
        if session["payment_intent"] is None:
            intent = self._new_intent(
                session["amount_total"], session["currency"], session["intent_metadata"]
            )
            session["payment_intent"] = intent["id"]
        return self.get(session["payment_intent"], "payment_intent")

    def _succeed(self, session: Json, intent: Json, method: str) -> None:
        self._charge(intent, method)
        session["payment_status"] = "paid"

    # ---- payment intents, refunds

    def create_intent(self, params: Json) -> Json:
        """Create a payment intent, confirming it when asked to."""
        _check_amount(params["amount"], "amount")
        intent = self._new_intent(
            int(params["amount"]), _currency(params["currency"]), params.get("metadata", {})
        )
        if "payment_method" in params:
            intent.update(status="requires_confirmation", payment_method=params["payment_method"])
        intent["customer"] = params.get("customer")
        if params.get("confirm") == "true":
            return self.confirm_intent(intent["id"], {})
        return intent

    def confirm_intent(self, intent_id: str, params: Json) -> Json:
        """Try to take the money."""
        intent = self.get(intent_id, "payment_intent")
        method = params.get("payment_method") or intent.get("payment_method")
        _need(bool(method), "payment_method", "a payment method is required")
        if self.get(method, "payment_method")["declines"]:
            intent.update(status="requires_payment_method", last_payment_error={"code": "card_declined"})
            self.happened("payment_intent.payment_failed", intent)
            raise Refusal(402, "card_declined", "Your card was declined.")
        self._charge(intent, "card")
        return intent

    def cancel_intent(self, intent_id: str) -> Json:
        """Cancel an intent that has not succeeded."""
        intent = self.get(intent_id, "payment_intent")
        _need(intent["status"] not in {"succeeded", "canceled"}, "intent", "cannot be cancelled any more")
        intent["status"] = "canceled"
        self.happened("payment_intent.canceled", intent)
        return intent

    def _new_intent(self, amount: int, currency: str, metadata: Json) -> Json:
        return self.make(
            "pi",
            "payment_intent",
            amount=amount,
            currency=currency,
            status="requires_payment_method",
            amount_received=0,
            latest_charge=None,
            metadata=metadata,
        )

    def _charge(self, intent: Json, method: str) -> None:
        charge = self.make(
            "ch",
            "charge",
            amount=intent["amount"],
            currency=intent["currency"],
            amount_refunded=0,
            refunded=False,
            paid=True,
            status="succeeded",
            payment_intent=intent["id"],
            payment_method_details={"type": method, method: {}},
        )
        intent.update(status="succeeded", amount_received=intent["amount"], latest_charge=charge["id"])
        self.happened("charge.succeeded", charge)
        self.happened("payment_intent.succeeded", intent)

    def create_refund(self, params: Json) -> Json:
        """Give money back, never more than was taken."""
        charge_id = (
            params.get("charge") or self.get(params["payment_intent"], "payment_intent")["latest_charge"]
        )
        charge = self.get(charge_id or "", "charge")
        left = charge["amount"] - charge["amount_refunded"]
        amount = int(params.get("amount", left))
        if not 0 < amount <= left:
            raise Refusal(
                400, "charge_already_refunded" if left == 0 else "amount_too_large", "too much", "amount"
            )
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        refund = self.make(
            "re",
            "refund",
            amount=amount,
            currency=charge["currency"],
            charge=charge["id"],
            payment_intent=charge["payment_intent"],
            status="succeeded",
        )
        self.happened("charge.refunded", charge)
        return refund

    def create_method(self, params: Json) -> Json:
        """Keep a card; the well-known declining number declines."""
        card = params.get("card", {})
        _need("number" in card, "card", "a card is required")
        return self.make("pm", "payment_method", type="card", declines=card["number"] in DECLINED)

    def create_customer(self, params: Json) -> Json:
        """Keep a customer."""
        return self.make("cus", "customer", email=params.get("email"), name=params.get("name"))


def expanded(world: StripeWorld, thing: Json, paths: list[str]) -> Json:
    """Return a copy of `thing` with the ids at `paths` replaced by what they name."""
    answer = copy.deepcopy(thing)
    for path in paths:
        place: Any = answer
        for part in path.split("."):
            if not isinstance(place, dict) or part not in place:
                raise Refusal(400, "property_unexpandable", f"cannot expand {path}", "expand")
            if isinstance(place[part], str):
                place[part] = copy.deepcopy(world.things[place[part]])
            place = place[part]
            if place is None:
                break
    return answer


def listing(
    items: list[Json], params: Json, url: str, keep: Callable[[Json], bool] = lambda _item: True
) -> Json:
    """Return one page of `items` (newest first) as Stripe pages."""
    found = [item for item in items if keep(item)]
    if "starting_after" in params:
        ids = [item["id"] for item in found]
        found = found[ids.index(params["starting_after"]) + 1 :]
    limit = int(params.get("limit", 10))
    _need(1 <= limit <= 100, "limit", "limit is 1 to 100")
    return {"object": "list", "url": url, "data": found[:limit], "has_more": len(found) > limit}


def _need(holds: bool, param: str, message: str) -> None:
    if not holds:
        raise Refusal(400, "parameter_invalid", message, param)


def _total(items: Json) -> tuple[int, str]:
    prices = [item["price_data"] for item in items.values()]
    for price in prices:
        _check_amount(price.get("unit_amount", ""), "unit_amount")
    currencies = {_currency(price["currency"]) for price in prices}
    _need(len(currencies) == 1, "currency", "one currency for all items")
    total = sum(int(item["price_data"]["unit_amount"]) * int(item["quantity"]) for item in items.values())
    return total, currencies.pop()


def _currency(code: str) -> str:
    _need(code.islower() and is_currency(code.upper()), "currency", f"Invalid currency: {code}")
    return code


def _check_amount(text: str, param: str) -> None:
    _need(text.isdigit() and 0 < int(text) <= 99_999_999_99, param, "amount out of range")


def _check_url(params: Json, name: str, *, required: bool) -> None:
    if not required and name not in params:
        return
    parts = urlsplit(params.get(name, ""))
    _need(parts.scheme in {"http", "https"} and bool(parts.netloc), name, "Not a valid URL")
