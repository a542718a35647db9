"""Settings are typed, refused by name, and all of them stand in the README."""

import pytest

import config
from tests.architecture.sources import ROOT

GOOD_PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "k" * 40,
    "STRIPE_SECRET_KEY": "sk_live_x",
    "STRIPE_WEBHOOK_SECRET": "whsec_x",
    "TRUSTED_HOSTS": "portal.example.org",
    "BASE_URL": "https://portal.example.org",
}


def test_readme_has_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [
        name for name, _, doc in config.setting_fields() if f"| `{name}` |" not in readme or doc not in readme
    ]
    assert not missing


def test_readme_names_no_setting_that_is_gone() -> None:
    names = {name for name, _, _ in config.setting_fields()}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.split("## Settings")[1].split("\n## ")[0]
    named = {line.split("`")[1] for line in table.splitlines() if line.startswith("| `")}
    assert named == names


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("ENVIRONMENT", "staging"),
        ("DATABASE_URL", "mysql://x"),
        ("SMTP_TLS", "maybe"),
        ("BASE_URL", "portal"),
        ("JOB_ATTEMPTS", "-1"),
        ("PROXY_HOPS", "-1"),
    ],
)
def test_wrong_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(config.SettingError, match=f"^{name}: "):
        config.load({name: value})


def test_all_wrong_values_are_told_at_once() -> None:
    with pytest.raises(config.SettingError) as told:
        config.load({"PORT": "x", "SMTP_TLS": "x"})
    assert "PORT" in str(told.value)
    assert "SMTP_TLS" in str(told.value)


def test_a_secret_is_not_printed() -> None:
    with pytest.raises(config.SettingError) as told:
        config.load({"ENVIRONMENT": "production", "SECRET_KEY": "hush"})
    assert "hush" not in str(told.value)


def test_production_takes_a_whole_set() -> None:
    assert config.load(GOOD_PRODUCTION).is_production


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "TRUSTED_HOSTS", "BASE_URL"]
)
def test_production_needs(name: str) -> None:
    with pytest.raises(config.SettingError, match=name):
        config.load({**GOOD_PRODUCTION, name: ""})


def test_postgres_address_gets_its_driver() -> None:
    assert config.load({"DATABASE_URL": "postgresql://u@h/d"}).database_url == "postgresql+psycopg://u@h/d"


def test_port_is_in_links() -> None:
    assert config.load({"PORT": "9001"}).base_url == "http://localhost:9001"
