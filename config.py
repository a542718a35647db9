"""Every setting, typed, read from the environment; a wrong value is refused by name before anything starts."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

FACTOR_FOR = ("nobody", "operators", "everybody")
ENVIRONMENTS = ("development", "test", "production")
_MIN_SECRET = 32


class SettingError(Exception):
    """A setting has a value that cannot be used; the text names the setting and says what it takes."""


def _text(raw: str) -> str:
    return raw


def _whole(raw: str) -> int:
    try:
        return int(raw)
    except ValueError:
        raise ValueError("takes a whole number") from None


def _port(raw: str) -> int:
    number = _whole(raw)
    if not 0 < number < 65536:
        raise ValueError("takes a port number from 1 to 65535")
    return number


def _positive(raw: str) -> int:
    number = _whole(raw)
    if number <= 0:
        raise ValueError("takes a whole number above zero")
    return number


def _not_negative(raw: str) -> int:
    number = _whole(raw)
    if number < 0:
        raise ValueError("takes zero or a whole number above it")
    return number


def _yes_no(raw: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if raw.lower() not in words:
        raise ValueError("takes yes or no")
    return words[raw.lower()]


def _folder(raw: str) -> Path:
    return Path(raw).expanduser().absolute()


def _environment(raw: str) -> str:
    if raw not in ENVIRONMENTS:
        raise ValueError(f"takes one of {', '.join(ENVIRONMENTS)}")
    return raw


def _database(raw: str) -> str:
    scheme = raw.split(":", 1)[0]
    if scheme in ("postgres", "postgresql"):
        return "postgresql+psycopg:" + raw.split(":", 1)[1]
    if scheme not in ("sqlite", "postgresql+psycopg"):
        raise ValueError("takes an address that begins with sqlite:/// or postgresql://")
    return raw


def _factor_for(raw: str) -> str:
    if raw not in FACTOR_FOR:
        raise ValueError(f"takes one of {', '.join(FACTOR_FOR)}")
    return raw


def _web_address(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("takes a whole address such as https://portal.example.org")
    return raw.rstrip("/")


def _list(raw: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in raw.split(",") if item.strip())


def _setting(default: Any, read: Callable[[str], Any], doc: str) -> Any:
    return field(default=default, metadata={"read": read, "doc": doc})


_VAR = Path(__file__).resolve().parent / "var"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings of one installation. Field names in capitals are the names in the environment."""

    environment: str = _setting("development", _environment, "`development`, `test` or `production`")
    secret_key: str = _setting(
        "", _text, "signs cookies and links; at least 32 characters, required in production"
    )
    secret_key_fallbacks: tuple[str, ...] = _setting(
        (), _list, "earlier secret keys, comma-separated, still accepted"
    )
    database_url: str = _setting(f"sqlite:///{_VAR / 'portal.db'}", _database, "SQLite or PostgreSQL address")
    search_dir: Path = _setting(_VAR / "search", _folder, "folder of the search index")
    storage_dir: Path = _setting(_VAR / "storage", _folder, "folder of uploaded and generated files")
    mail_dir: Path = _setting(
        _VAR / "mail", _folder, "folder that mail is written to while `SMTP_HOST` is empty"
    )
    port: int = _setting(8000, _port, "port of the web server")
    base_url: str = _setting("http://localhost:8000", _web_address, "address that links in mail begin with")
    trusted_hosts: tuple[str, ...] = _setting(
        (), _list, "host names answered to, comma-separated; empty: any"
    )
    proxy_hops: int = _setting(
        0, _not_negative, "number of reverse proxies whose forwarded headers are believed"
    )
    portal_name_zh: str = _setting("唤专", _text, "name of the portal in Chinese")
    portal_name_en: str = _setting("Awaken", _text, "name of the portal in English")
    operator_name_zh: str = _setting(
        "", _text, "the body that runs this portal, in Chinese, shown in the footer"
    )
    operator_name_en: str = _setting("", _text, "the same in English")
    icp_number: str = _setting("", _text, "ICP filing number shown in the footer")
    smtp_host: str = _setting("", _text, "mail server; empty: mail goes to `MAIL_DIR`")
    smtp_port: int = _setting(587, _port, "port of the mail server")
    smtp_user: str = _setting("", _text, "account at the mail server")
    smtp_password: str = _setting("", _text, "password at the mail server")
    smtp_tls: bool = _setting(True, _yes_no, "whether to use STARTTLS")
    mail_from: str = _setting("no-reply@example.org", _text, "sender address of mail")
    stripe_secret_key: str = _setting(
        "", _text, "Stripe key; empty outside production: a local stand-in is used"
    )
    stripe_webhook_secret: str = _setting("", _text, "secret that Stripe signs its events with")
    stripe_api_base: str = _setting("", _text, "address of another Stripe-compatible server, for tests")
    max_upload_mb: int = _setting(50, _positive, "largest upload in megabytes")
    session_idle_hours: int = _setting(12, _positive, "hours without use after which a session ends")
    session_days: int = _setting(14, _positive, "days after which a session ends in any case")
    second_factor_for: str = _setting(
        "",
        _factor_for,
        "who must have a second factor: `nobody`, `operators` or `everybody`; empty: operators in production",
    )
    job_lease_seconds: int = _setting(
        120, _positive, "seconds a worker may hold a job before another takes it"
    )
    job_attempts: int = _setting(8, _positive, "attempts after which a job is buried for the operator to see")
    web_threads: int = _setting(8, _positive, "threads of the web server")

    @property
    def is_production(self) -> bool:
        """Whether real people and real money are at stake."""
        return self.environment == "production"

    @property
    def factor_for(self) -> str:
        """Who must have a second factor: nobody, operators or everybody."""
        return self.second_factor_for or ("operators" if self.is_production else "nobody")

    @property
    def demonstration_payments(self) -> bool:
        """Whether payments go to the local stand-in, in which no money moves."""
        return not self.is_production and not self.stripe_secret_key

    def as_flask(self) -> dict[str, Any]:
        """Return the values that Flask and its extensions read from `app.config`."""
        return {
            "SECRET_KEY": self.secret_key,
            "SECRET_KEY_FALLBACKS": list(self.secret_key_fallbacks),
            "TRUSTED_HOSTS": list(self.trusted_hosts) or None,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "MAX_CONTENT_LENGTH": self.max_upload_mb * 1024 * 1024,
            "MAX_FORM_PARTS": 2000,
            "SESSION_COOKIE_NAME": "__Host-session" if self.is_production else "session",
            "SESSION_COOKIE_SECURE": self.is_production,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "WTF_CSRF_TIME_LIMIT": None,
            "BABEL_DEFAULT_LOCALE": "zh",
            "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
            "RATELIMIT_HEADERS_ENABLED": True,
            "RATELIMIT_STRATEGY": "moving-window",
            "RATELIMIT_STORAGE_URI": "memory://",
            "RATELIMIT_ENABLED": self.environment != "test",
        }


def setting_fields() -> list[tuple[str, Any, str]]:
    """Return (name in the environment, default, description) of every setting, in order."""
    return [(f.name.upper(), f.default, f.metadata["doc"]) for f in fields(Settings)]


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `environ` (the process environment unless given).

    Raises SettingError naming every wrong setting at once.
    """
    source = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for item in fields(Settings):
        raw = source.get(item.name.upper(), "")
        if raw == "":
            continue
        try:
            values[item.name] = item.metadata["read"](raw)
        except ValueError as error:
            shown = "its value" if "secret" in item.name or "password" in item.name else repr(raw)
            wrong.append(f"{item.name.upper()}: {shown} cannot be used; it {error}")
    wrong += _check(values)
    if wrong:
        raise SettingError("\n".join(wrong))
    if not values.get("secret_key"):
        values["secret_key"] = "development-only-key-never-used-in-production"  # noqa: S105 (refused in production)
    if "port" in values and "base_url" not in values:
        values["base_url"] = f"http://localhost:{values['port']}"
    return Settings(**values)


def _check(values: dict[str, Any]) -> list[str]:
    wrong = []
    production = values.get("environment") == "production"
    if production and len(cast(str, values.get("secret_key", ""))) < _MIN_SECRET:
        wrong.append(f"SECRET_KEY: production needs one of at least {_MIN_SECRET} characters")
    if production and not values.get("stripe_secret_key"):
        wrong.append("STRIPE_SECRET_KEY: production needs one; the payment stand-in refuses to run there")
    if production and not values.get("trusted_hosts"):
        wrong.append("TRUSTED_HOSTS: production needs the host names it answers to")
    if production and not str(values.get("base_url", "")).startswith("https://"):
        wrong.append("BASE_URL: production needs an address that begins with https://")
    if production and values.get("stripe_api_base"):
        wrong.append("STRIPE_API_BASE: is for tests and refused in production")
    if values.get("stripe_secret_key") and not values.get("stripe_webhook_secret"):
        wrong.append("STRIPE_WEBHOOK_SECRET: is needed wherever STRIPE_SECRET_KEY is set")
    return wrong
