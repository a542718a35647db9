"""A stateful stand-in for Stripe's API on 127.0.0.1, spoken to by the real library; faults and deliveries on demand."""

import html
import json
import random
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import stripe

from tests.peers.stripe_objects import Json, Refusal, StripeWorld, expanded, listing
from tests.peers.stripe_params import ParameterError, check, decode

SECRET_KEY = "sk_test_peer"
WEBHOOK_SECRET = "whsec_peer"
Send = Callable[[bytes, str], int]
Call = Callable[[StripeWorld, str, Json], Json]


def _events(world: StripeWorld, _id: str, params: Json) -> Json:
    kinds = list(params.get("types", {}).values()) or [params[name] for name in ("type",) if name in params]
    since = int(params.get("created", {}).get("gte", 0))
    newest_first = list(reversed(world.events))
    return listing(
        newest_first,
        params,
        "/v1/events",
        lambda event: event["created"] >= since and (not kinds or event["type"] in kinds),
    )


def _event(world: StripeWorld, event_id: str, _params: Json) -> Json:
    for event in world.events:
        if event["id"] == event_id:
            return event
    raise Refusal(404, "resource_missing", "No such event", "id")


def _get(kind: str) -> Call:
    return lambda world, thing_id, _params: world.get(thing_id, kind)


def _list(kind: str, url: str) -> Call:
    return lambda world, _id, params: listing(world.of_kind(kind), params, url)


ROUTES: dict[tuple[str, str], Call] = {
    ("POST", "/v1/checkout/sessions"): lambda world, _id, params: world.create_session(params),
    ("GET", "/v1/checkout/sessions"): _list("checkout.session", "/v1/checkout/sessions"),
    ("GET", "/v1/checkout/sessions/:id"): _get("checkout.session"),
    ("POST", "/v1/checkout/sessions/:id/expire"): lambda world, an_id, _params: world.expire_session(an_id),
    ("POST", "/v1/payment_intents"): lambda world, _id, params: world.create_intent(params),
    ("GET", "/v1/payment_intents"): _list("payment_intent", "/v1/payment_intents"),
    ("GET", "/v1/payment_intents/:id"): _get("payment_intent"),
    ("POST", "/v1/payment_intents/:id/confirm"): lambda world, an_id, params: world.confirm_intent(
        an_id, params
    ),
    ("POST", "/v1/payment_intents/:id/cancel"): lambda world, an_id, _params: world.cancel_intent(an_id),
    ("POST", "/v1/payment_methods"): lambda world, _id, params: world.create_method(params),
    ("POST", "/v1/customers"): lambda world, _id, params: world.create_customer(params),
    ("GET", "/v1/customers"): _list("customer", "/v1/customers"),
    ("GET", "/v1/customers/:id"): _get("customer"),
    ("GET", "/v1/charges/:id"): _get("charge"),
    ("POST", "/v1/refunds"): lambda world, _id, params: world.create_refund(params),
    ("GET", "/v1/refunds/:id"): _get("refund"),
    ("GET", "/v1/events"): _events,
    ("GET", "/v1/events/:id"): _event,
}


class StripePeer:
    """The running stand-in: its world, its idempotency store, the faults to come and the messages to send."""

    def __init__(self) -> None:
        self.world = StripeWorld()
        self.lock = threading.RLock()
        self.calls: list[tuple[str, str]] = []
        self.faults: list[tuple[str, str]] = []
        self.slow_seconds = 1.0
        self._answers: dict[str, tuple[str, int, Json] | None] = {}
        self._delivered = 0
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.peer = self
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.world.base_url = self.url

    @contextmanager
    def running(self) -> Iterator["StripePeer"]:
        """Serve in a thread of its own until the block ends."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def fail_next(self, route: str, fault: str, times: int = 1) -> None:
        """Promise `fault` for calls of `route`: drop_before, drop_after, 429, 500 or slow."""
        self.faults += [(route, fault)] * times

    # ---- answering

    def answer(self, method: str, path: str, params: Json, key: str) -> tuple[int, Json]:
        """Answer one call, through the idempotency store where it has a key."""
        route, thing_id = _route(method, path)
        self.calls.append((method, route))
        if method != "POST" or not key:
            return self._run(method, route, thing_id, params)
        fingerprint = json.dumps([path, params], sort_keys=True)
        with self.lock:
            if key in self._answers:
                return self._replay(self._answers[key], fingerprint)
            self._answers[key] = None
        status, body = self._run(method, route, thing_id, params)
        with self.lock:
            if body.get("error", {}).get("type") == "invalid_request_error":
                del self._answers[key]  # nothing was begun, so the key stays free
            else:
                self._answers[key] = (fingerprint, status, json.loads(json.dumps(body)))
        return status, body

    def _replay(self, kept: tuple[str, int, Json] | None, fingerprint: str) -> tuple[int, Json]:
        if kept is None:
            return 409, _error("idempotency_error", "idempotency_key_in_use", "in progress")
        if kept[0] != fingerprint:
            return 400, _error("idempotency_error", "idempotency_key_reused", "other parameters")
        return kept[1], kept[2]

    def _run(self, method: str, route: str, thing_id: str, params: Json) -> tuple[int, Json]:
        try:
            check(method, route, params)
            paths = list(params.pop("expand", {}).values())
            if self.due(route, "slow"):
                time.sleep(self.slow_seconds)
            with self.lock:
                return 200, expanded(self.world, ROUTES[method, route](self.world, thing_id, params), paths)
        except ParameterError as error:
            return 400, _error("invalid_request_error", error.code, str(error), error.param)
        except Refusal as error:
            return error.status, error.body

    def due(self, route: str, fault: str) -> bool:
        """Tell whether a promised fault is due, and strike it off."""
        with self.lock:
            if (route, fault) not in self.faults:
                return False
            self.faults.remove((route, fault))
            return True

    # ---- the payer and the messages

    def pay(self, session_id: str, method: str = "card", outcome: str = "success") -> None:
        """Pay on the hosted page."""
        with self.lock:
            self.world.pay(session_id, method, outcome)

    def settle(self, session_id: str, *, success: bool) -> None:
        """End an asynchronous payment."""
        with self.lock:
            self.world.settle(session_id, success=success)

    def pending(self) -> list[Json]:
        """Return the events that no delivery has covered yet, and count them as covered."""
        with self.lock:
            fresh = self.world.events[self._delivered :]
            self._delivered = len(self.world.events)
        return fresh

    def deliver(
        self, send: Send, *, copies: int = 1, shuffle: int | None = None, **changes: Any
    ) -> list[int]:
        """Sign and send the pending events `copies` times each, shuffled by a seed; return the answers."""
        batch = self.pending() * copies
        if shuffle is not None:
            random.Random(shuffle).shuffle(batch)
        return [send(*signed({**event, **changes})) for event in batch]

    def keep_delivering(self, url: str, stop: threading.Event) -> threading.Thread:
        """Send every event to `url` again and again until it is taken, as Stripe does, until `stop` is set."""
        send = to_url(url)

        def work() -> None:
            waiting: list[Json] = []
            while not stop.wait(0.1):
                waiting += self.pending()
                waiting = [event for event in waiting if not 200 <= send(*signed(event)) < 300]

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        return thread


def signed(event: Any, secret: str = WEBHOOK_SECRET, timestamp: int | None = None) -> tuple[bytes, str]:
    """Return the body and the signature header, made by Stripe's own helper."""
    body = json.dumps(event, ensure_ascii=False)
    return body.encode(), stripe.WebhookSignature.generate_signature_header(body, secret, timestamp)


def to_url(url: str) -> Send:
    """Return a sender that posts over HTTP; 0 means that nobody answered."""

    def send(body: bytes, signature: str) -> int:
        headers = {"Content-Type": "application/json", "Stripe-Signature": signature}
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=20) as answer:
                return cast(int, answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    return send


def _route(method: str, path: str) -> tuple[str, str]:
    parts = path.strip("/").split("/")
    for index in range(len(parts), 1, -1):
        template = "/" + "/".join([*parts[: index - 1], ":id", *parts[index:]])
        if (method, template) in ROUTES:
            return template, parts[index - 1]
    return path, ""


def _error(kind: str, code: str, message: str, param: str = "") -> Json:
    return {"error": {"type": kind, "code": code, "message": message, "param": param or None}}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    peer: StripePeer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer a read, or show the hosted page."""
        parts = urlsplit(self.path)
        if parts.path.startswith("/c/pay/"):
            self._page(parts.path.rsplit("/", 1)[1])
        else:
            self._api("GET", parts.path, parts.query)

    def do_POST(self) -> None:
        """Answer a write, or take the form of the hosted page."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.path.startswith("/c/pay/"):
            self._paid(self.path.rsplit("/", 1)[1], parse_qs(body))
        else:
            self._api("POST", self.path, body)

    def _api(self, method: str, path: str, query: str) -> None:
        peer = cast(_Server, self.server).peer
        route = _route(method, path)[0]
        if (method, route) not in ROUTES:
            return self._send(404, _error("invalid_request_error", "unknown_url", f"{method} {path}"))
        if self.headers.get("Authorization") != f"Bearer {SECRET_KEY}":
            return self._send(401, _error("authentication_error", "api_key", "Invalid API Key provided"))
        if self.headers.get("Stripe-Version") != stripe.api_version:
            return self._send(400, _error("invalid_request_error", "version", "not the pinned API version"))
        if peer.due(route, "drop_before"):
            return self._drop()
        for status in (429, 500):
            if peer.due(route, str(status)):
                return self._send(status, _error("api_error", "injected", "injected"))
        answer = peer.answer(method, path, decode(query), self.headers.get("Idempotency-Key", ""))
        if peer.due(route, "drop_after"):
            return self._drop()
        return self._send(*answer)

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _send(self, status: int, body: Json) -> None:
        self._write(status, json.dumps(body).encode(), "application/json")

    def _write(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        with suppress(ConnectionError):  # the caller lost patience
            self.end_headers()
            self.wfile.write(body)

    def _page(self, session_id: str) -> None:
        session = cast(_Server, self.server).peer.world.get(session_id, "checkout.session")
        buttons = "".join(
            f'<button name="method" value="{method}">Pay with {method}</button>'
            for method in session["methods"]
        )
        page = (
            f"<!doctype html><html lang=en><title>Checkout</title><h1>{session['amount_total']} {session['currency']}"
            f'</h1><form method=post>{buttons}</form><a href="{html.escape(session["cancel_url"] or "")}">Back</a>'
        )
        self._write(200, page.encode(), "text/html; charset=utf-8")

    def _paid(self, session_id: str, form: dict[str, list[str]]) -> None:
        peer = cast(_Server, self.server).peer
        peer.pay(session_id, form["method"][0], form.get("outcome", ["success"])[0])
        target = peer.world.get(session_id, "checkout.session")["success_url"]
        self._write(303, b"", "text/plain", Location=target)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""
