"""Checks a request's parameters against the Stripe library's own types, so that our stand-in cannot flatter us."""

import sys
import typing
from typing import Any, Literal, Union, get_args, get_origin
from urllib.parse import parse_qsl

import stripe
import typing_extensions
from stripe._request_options import RequestOptions
from stripe.params import checkout

TYPES: dict[tuple[str, str], Any] = {
    ("POST", "/v1/checkout/sessions"): checkout.SessionCreateParams,
    ("GET", "/v1/checkout/sessions"): checkout.SessionListParams,
    ("GET", "/v1/checkout/sessions/:id"): checkout.SessionRetrieveParams,
    ("POST", "/v1/checkout/sessions/:id/expire"): checkout.SessionExpireParams,
    ("POST", "/v1/payment_intents"): stripe.params.PaymentIntentCreateParams,
    ("GET", "/v1/payment_intents"): stripe.params.PaymentIntentListParams,
    ("GET", "/v1/payment_intents/:id"): stripe.params.PaymentIntentRetrieveParams,
    ("POST", "/v1/payment_intents/:id/confirm"): stripe.params.PaymentIntentConfirmParams,
    ("POST", "/v1/payment_intents/:id/cancel"): stripe.params.PaymentIntentCancelParams,
    ("POST", "/v1/payment_methods"): stripe.params.PaymentMethodCreateParams,
    ("POST", "/v1/customers"): stripe.params.CustomerCreateParams,
    ("GET", "/v1/customers"): stripe.params.CustomerListParams,
    ("GET", "/v1/customers/:id"): stripe.params.CustomerRetrieveParams,
    ("GET", "/v1/charges/:id"): stripe.params.ChargeRetrieveParams,
    ("POST", "/v1/refunds"): stripe.params.RefundCreateParams,
    ("GET", "/v1/refunds/:id"): stripe.params.RefundRetrieveParams,
    ("GET", "/v1/events"): stripe.params.EventListParams,
    ("GET", "/v1/events/:id"): stripe.params.EventRetrieveParams,
}
_SCALARS: dict[Any, typing.Callable[[str], bool]] = {
    str: lambda _text: True,
    int: lambda text: text.lstrip("-").isdigit(),
    float: lambda text: text.replace(".", "", 1).lstrip("-").isdigit(),
    bool: lambda text: text in {"true", "false"},
}


class ParameterError(Exception):
    """A parameter Stripe would answer with 400; `code` is Stripe's code."""

    def __init__(self, code: str, param: str) -> None:
        super().__init__(f"{code}: {param}")
        self.code = code
        self.param = param


def decode(body: str) -> dict[str, Any]:
    """Return the nested parameters of a form body such as `a[b][0]=c`."""
    nested: dict[str, Any] = {}
    for key, value in parse_qsl(body, keep_blank_values=True, strict_parsing=bool(body), errors="strict"):
        parts = key.replace("]", "").split("[")
        place = nested
        for part in parts[:-1]:
            place = place.setdefault(part, {})
        place[parts[-1]] = value
    return nested


def check(method: str, route: str, params: dict[str, Any]) -> None:
    """Raise `ParameterError` unless `params` fit the library's type of this call."""
    _check_dict(params, TYPES[method, route], "", skipped=set(RequestOptions.__annotations__))


def _check_dict(given: Any, typed: Any, path: str, skipped: set[str]) -> None:
    if not isinstance(given, dict):
        raise ParameterError("parameter_invalid_type", path)
    fields = {name: note for name, note in _annotations(typed).items() if name not in skipped}
    for name in given:
        if name not in fields:
            raise ParameterError("parameter_unknown", _join(path, name))
    for name, note in fields.items():
        if name in given:
            _check_value(given[name], note, typed, _join(path, name))
        elif get_origin(note) is not typing_extensions.NotRequired:
            raise ParameterError("parameter_missing", _join(path, name))


def _annotations(typed: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for base in reversed([typed, *typed.__orig_bases__]):
        found |= getattr(base, "__annotations__", {})
    return found


def _check_value(value: Any, note: Any, typed: Any, path: str) -> None:
    note = _resolve(note, typed)
    origin = get_origin(note)
    if origin is typing_extensions.NotRequired:
        return _check_value(value, get_args(note)[0], typed, path)
    if origin in (Union, type(int | str)):
        return _check_union(value, get_args(note), typed, path)
    if origin is Literal:
        if value not in get_args(note):
            raise ParameterError("parameter_invalid_enum", path)
        return None
    if origin is list:
        return _check_list(value, get_args(note)[0], typed, path)
    if origin is dict or typing_extensions.is_typeddict(note):
        return _check_mapping(value, note, path)
    if not isinstance(value, str) or note not in _SCALARS or not _SCALARS[note](value):
        raise ParameterError("parameter_invalid_type", path)
    return None


def _check_union(value: Any, members: tuple[Any, ...], typed: Any, path: str) -> None:
    """Accept any member; an open set of literals (`Literal[...] | str`) is treated as a closed one."""
    resolved = [_resolve(member, typed) for member in members]
    if any(get_origin(member) is Literal and get_args(member) != ("",) for member in resolved):
        resolved = [member for member in resolved if member is not str]
    refusals = []
    for member in resolved:
        try:
            return _check_value(value, member, typed, path)
        except ParameterError as refusal:
            refusals.append(refusal)
    raise max(refusals, key=lambda refusal: len(refusal.param))


def _check_list(value: Any, note: Any, typed: Any, path: str) -> None:
    if not isinstance(value, dict) or [*value] != [str(index) for index in range(len(value))]:
        raise ParameterError("parameter_invalid_type", path)
    for index, item in value.items():
        _check_value(item, note, typed, f"{path}[{index}]")


def _check_mapping(value: Any, note: Any, path: str) -> None:
    if typing_extensions.is_typeddict(note):
        _check_dict(value, note, path, skipped=set())
    elif not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise ParameterError("parameter_invalid_type", path)


def _resolve(note: Any, typed: Any) -> Any:
    """Return the type behind a quoted annotation, read in the module that wrote it."""
    text = note.__forward_arg__ if isinstance(note, typing.ForwardRef) else note
    if not isinstance(text, str):
        return note
    return eval(text, vars(sys.modules[typed.__module__]))  # the text is the library's own source


def _join(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name
